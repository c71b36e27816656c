//! `breath`: breathing rate and phase over a recording.
//!
//! In: a recording. Out: CSV `t,rate_bpm,phase` on standard output, ten rows a second, whole or not at all; with
//! `--json` a JSON object a line. Causal.

use super::Face;
use crate::args::Breath as Arguments;
use crate::failure::Failure;
use crate::feed::Feed;
use crate::output::Output;
use crate::recording::Recording;
use proximal_core::motion::{BreathPhase, Tracker};
use std::io::Write as _;

/// Runs it.
pub(crate) fn run(args: &Arguments, face: Face) -> Result<(), Failure> {
    let mut recording = Recording::open(&args.recording)?;
    let mut out = Output::stdout()?;
    let (mut feed, mut tracker) = (Feed::new(true), Tracker::default());
    let failed = |e: &std::io::Error| Failure::from_io("output", e);
    if !face.json {
        writeln!(out, "t,rate_bpm,phase").map_err(|e| failed(&e))?;
    }
    for row in recording.rows(Some("breath"))? {
        let Some(reading) = feed.reading(&row?) else { continue };
        let breathing = tracker.push(&reading).breathing;
        while tracker.next_finding().is_some() {}
        let Some(breath) = breathing else { continue };
        let phase = match breath.phase {
            BreathPhase::Inhale => "inhale",
            BreathPhase::Exhale => "exhale",
            BreathPhase::Unknown => "unknown",
        };
        let t_s = breath.at.s();
        let written = if face.json {
            writeln!(out, "{}", serde_json::json!({ "t": t_s, "rate_bpm": breath.rate_bpm, "phase": phase }))
        } else {
            let rate = breath.rate_bpm.map_or(String::new(), |r| format!("{r:.4}"));
            writeln!(out, "{t_s:.6},{rate},{phase}")
        };
        written.map_err(|e| failed(&e))?;
    }
    out.finish()
}
