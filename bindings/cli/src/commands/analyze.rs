//! `analyze`: everything that can be said of a recording.
//!
//! In: a recording, and its timeline where there is one. Out: one JSON object on standard output, and the live track as
//! CSV `t,tilt_deg,roll_deg` where asked for; both whole or not at all.

use super::{Face, read_timeline};
use crate::args::Analyze;
use crate::failure::Failure;
use crate::output::Output;
use crate::recording::Recording;

/// Runs it.
pub(crate) fn run(args: &Analyze, _face: Face) -> Result<(), Failure> {
    let timeline = args.timeline.as_deref().map(read_timeline).transpose()?;
    let mut recording = Recording::open(&args.recording)?;
    let samples = args.samples.as_deref().map(Output::to).transpose()?;
    let out = Output::stdout()?;
    for row in recording.rows(Some("analyze"))? {
        let _ = (row?, &timeline);
    }
    if let Some(samples) = samples {
        samples.finish()?;
    }
    out.finish()?;
    Err(Failure::input("analyze", "not built yet"))
}
