//! Proximal: the one door to the core. The command line and the phones both stand on it.
//!
//! [`Engine`] keeps the history and the plan, [`Live`] runs a session with its journal, [`says`] puts what
//! was kept, undone and salvaged into words, [`world`] asks the machine for time and randomness, [`Error`] says what the user can do.

mod engine;
mod error;
#[cfg(feature = "uniffi")]
pub mod ffi;
mod insight;
mod live;
mod plan;
pub mod says;
pub mod world;

pub use engine::{Engine, restore};
pub use error::{Error, ErrorKind};
pub use insight::range_of;
pub use live::{Live, Recovered, interrupted, recover};
pub use plan::Changed;
pub use proximal_core::history::{
    Carry, Contents, Correction, Corrections, Counts, Env, Item, ItemId, ItemKind, Kind, Lift, NewNote, NewScore, Note,
    OwnRoutine, Paper, PaperKind, RaiseCheck, Restored, Salvaged, Score, ScoredBy, SessionSummary, Undone,
};

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();
