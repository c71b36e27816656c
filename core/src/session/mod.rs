//! The live session: plan, motion and cues joined in one pure state machine (DESIGN §4).
//!
//! In: samples, ticks, commands, interruptions. Out: snapshot, events, journal bytes; at the end a [`SessionRecord`] and
//! its [`Trace`]. [`container`] is the journal's form, [`says`] what everything is called.

mod announce;
pub mod container;
mod io;
mod machine;
mod measure;
mod record;
pub mod says;
mod view;

pub use io::{Command, Event, Input, Interruption, Output, PelvisView, PhaseView, RepChip, Snapshot, State};
pub use machine::{Begin, Session, Setup};
pub use record::{Ending, SessionId, SessionRecord, Source, Trace, TraceSample, TrackPoint};
