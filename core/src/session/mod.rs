//! The live session: plan, motion and cues joined in one pure state machine (DESIGN §4).
//!
//! In: samples, ticks, commands, interruptions. Out: snapshot, events, journal bytes; at the end a [`SessionRecord`] and
//! its [`Trace`].
//!
//! - `setup`, `io`, `felt`, `record`: what goes in and comes out. `table`: what every input means in every state.
//! - `machine`: the cursor over the plan. `acts`: what is done about each wish. `measure`: what samples do. `pace`: slower
//!   and free breath. `signs`: the flatten-and-arch. `announce`: cues ahead of time.
//! - `view`: the snapshot. [`headline`]: the result in words. [`says`]: what everything is called. [`container`]: the
//!   journal's form.

mod acts;
mod announce;
pub mod container;
mod felt;
pub mod headline;
mod io;
mod machine;
mod measure;
mod pace;
mod record;
pub mod says;
mod setup;
mod signs;
mod table;
mod view;

pub use acts::INSTRUCTION;
pub use felt::{Felt, Place, Places};
pub use io::{
    Answer, Ask, Choice, Chosen, Command, Event, Input, Interruption, Output, PelvisView, PhaseView, RepChip,
    ResultView, Snapshot, State,
};
pub use machine::Session;
pub use record::{Answers, Ending, SessionId, SessionRecord, Source, Trace, TraceSample, TrackPoint};
pub use setup::{Begin, Held, Settings, Setup};
