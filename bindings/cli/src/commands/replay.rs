//! `replay`: a recording as a whole session.
//!
//! In: a recording with its timeline or its routine. Out: the live view, the saved session, its report where asked for.

use super::{Face, read_timeline, routine};
use crate::args::Replay;
use crate::failure::Failure;
use crate::folders;
use crate::recording::Recording;

/// Runs it.
pub(crate) fn run(args: &Replay, _face: Face) -> Result<(), Failure> {
    let timeline = args.timeline.as_deref().map(read_timeline).transpose()?;
    let routine = args.routine.as_deref().map(routine::find).transpose()?;
    let recording = Recording::open(&args.recording)?;
    let db = folders::sessions(&args.db)?;
    folders::make_room_for(&db)?;
    let _ = (timeline, routine, recording);
    Err(Failure::input("replay", "not built yet"))
}
