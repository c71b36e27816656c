//! `attitude`: which way is up, for every row of a recording.
//!
//! In: a recording. Out: CSV `t,ux,uy,uz` on standard output, whole or not at all.

use super::Face;
use crate::args::Attitude;
use crate::failure::Failure;
use crate::output::Output;
use crate::recording::Recording;

/// Runs it.
pub(crate) fn run(args: &Attitude, _face: Face) -> Result<(), Failure> {
    let mut recording = Recording::open(&args.recording)?;
    let out = Output::stdout()?;
    for row in recording.rows(Some("attitude"))? {
        let _ = row?;
    }
    out.finish()?;
    Err(Failure::input("attitude", "not built yet"))
}
