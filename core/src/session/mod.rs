//! The live session: plan, motion and cues joined in one pure state machine (DESIGN §4).

mod io;
mod record;
pub mod says;

pub use io::{Command, Event, Input, Interruption, Output, PelvisView, PhaseView, RepChip, Snapshot, State};
pub use record::{Ending, SessionId, SessionRecord, Source, Trace, TraceSample, TrackPoint};
