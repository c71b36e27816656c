//! SQLite: sessions, reps, references, notes and settings, with the log of every change (DESIGN §6, SEAMS *ids and writes*).
//!
//! In: records, traces and the world ([`Env`]), handed in. Out: what was saved, or [`HistoryError`] that says where, what
//! and what to do. [`Store`] writes, [`Reader`] reads; both sit on two files, the main one and `FILE.traces`.
//!
//! - `env`: what the world hands in. `hlc`: the log's clock.
//! - `opener`: how a file is opened, created, migrated or refused. `schema`: the two schemas.
//! - `entity`: which entity lies in which table. `ops`: the log, and the one door through which tables change. `author`:
//!   our own ops. `derived`: columns made from other rows. `undo`: what was done by hand, taken back.
//! - `outcome`: what a session says to the plan.
//! - `sessions`, `corrections`, `rows`, `notes`, `scores`, `papers`, `settings`: what is written and read. `items`: what
//!   the user can name and delete. `trace`: signals as bytes. `traces`: how many there are, what thins, what nobody names.
//! - `screens`: one call per screen.
//! - `sound`: whether all of a file can be read. `salvage`, `carve`: what is saved of a damaged one. `backup`: one file that
//!   holds it all. `aside`: how a file takes another's place.
//! - `export`: history for others to read, and everything taken in again.
//! - `store`, `reader`: the two handles on all of it.

mod aside;
mod author;
mod backup;
mod carve;
mod corrections;
mod derived;
mod entity;
mod env;
mod error;
mod export;
mod hlc;
mod items;
mod notes;
mod opener;
mod ops;
mod outcome;
mod papers;
mod reader;
mod rows;
mod salvage;
mod schema;
mod scores;
mod screens;
mod sessions;
mod settings;
mod sound;
mod store;
pub mod trace;
mod traces;
mod undo;

#[cfg(test)]
pub(crate) mod fixtures;
#[cfg(test)]
mod tests;

pub use backup::{Contents, Part, Restored};
pub use corrections::{Correction, Corrections};
pub use env::Env;
pub use error::{Fault, HistoryError};
pub use export::{
    AppleWorkout, ConnectExercise, ExportError, Exported, Format, HealthRecord, ImportError, Imported, Taken, Wanted,
    ended, health,
};
pub use hlc::Hlc;
pub use items::{Item, ItemId, ItemKind};
pub use notes::{Carry, Lift, NewNote, Note};
pub use ops::{Kind, Op};
pub use outcome::outcome;
pub use papers::{OwnRoutine, Paper, PaperKind};
pub use reader::Reader;
pub use salvage::Salvaged;
pub use scores::{NewScore, RaiseCheck, Score, ScoredBy};
pub use screens::{ChecksScreen, Day, DaysAsk, Detail};
pub use sessions::{Counts, SessionSummary};
pub use store::{Store, traces_file};
pub use trace::Decoded;
pub use traces::{Freed, Kept, LEAST_OLD_DAYS, OLD_DAYS, ORPHAN_DAYS, Orphan, Wish};
pub use undo::Undone;
