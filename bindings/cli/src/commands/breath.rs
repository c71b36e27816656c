//! `breath`: breathing rate and phase over a recording.
//!
//! In: a recording. Out: CSV `t,rate_bpm,phase` on standard output, whole or not at all.

use super::Face;
use crate::args::Breath;
use crate::failure::Failure;
use crate::output::Output;
use crate::recording::Recording;

/// Runs it.
pub(crate) fn run(args: &Breath, _face: Face) -> Result<(), Failure> {
    let mut recording = Recording::open(&args.recording)?;
    let out = Output::stdout()?;
    for row in recording.rows(Some("breath"))? {
        let _ = row?;
    }
    out.finish()?;
    Err(Failure::input("breath", "not built yet"))
}
