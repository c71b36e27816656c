//! `attitude`: which way is up, for every row of a recording.
//!
//! In: a recording. Out: CSV `t,ux,uy,uz` on standard output, whole or not at all; with `--json` a JSON object a line.
//! Causal but for the stretch from which the gyroscope's bias is learned.

use super::Face;
use crate::args::Attitude as Arguments;
use crate::failure::Failure;
use crate::feed::Feed;
use crate::output::Output;
use crate::recording::Recording;
use proximal_core::motion::{Attitude, Bias};
use proximal_core::timeline::Span;
use std::io::Write as _;

/// Runs it.
pub(crate) fn run(args: &Arguments, face: Face) -> Result<(), Failure> {
    let mut recording = Recording::open(&args.recording)?;
    let bias = match args.reference {
        Some(span) if !args.no_gyro => bias(&mut recording, span)?,
        _ => [0.0; 3],
    };
    let mut out = Output::stdout()?;
    let mut feed = Feed::new(!args.no_gyro);
    let mut attitude = Attitude::new(bias);
    // Until the first reading the phone is taken to lie face up.
    let mut up = [0.0, 0.0, 1.0];
    let failed = |e: &std::io::Error| Failure::from_io("output", e);
    if !face.json {
        writeln!(out, "t,ux,uy,uz").map_err(|e| failed(&e))?;
    }
    for row in recording.rows(Some("attitude"))? {
        let row = row?;
        if let Some(reading) = feed.reading(&row) {
            up = attitude.step(reading.acc, reading.gyr, reading.dt_s, false);
        }
        let [x, y, z] = up;
        let written = if face.json {
            writeln!(out, "{}", serde_json::json!({ "t": row.t_s, "up": up }))
        } else {
            writeln!(out, "{:.6},{x:.7},{y:.7},{z:.7}", row.t_s)
        };
        written.map_err(|e| failed(&e))?;
    }
    out.finish()
}

fn bias(recording: &mut Recording, span: Span) -> Result<[f64; 3], Failure> {
    let (mut feed, mut bias) = (Feed::new(true), Bias::default());
    for row in recording.rows(Some("bias"))? {
        if let Some(reading) = feed.reading(&row?).filter(|r| span.contains(r.at)) {
            reading.gyr.into_iter().for_each(|rate| bias.add(rate));
        }
    }
    Ok(bias.mean().unwrap_or_default())
}
