//! A row a rep, for a spreadsheet or a statistics program.
//!
//! In: sessions. Out: CSV (RFC 4180); each header ends with its unit. Deleted sessions are not among them. A number that could not be told is an empty cell.

use super::{ExportError, Exported, Progress, Wanted, stamp, word};
use crate::history::corrections::Corrections;
use crate::history::reader::Reader;
use crate::motion::{AxisRecord, Estimate, RepRecord};
use crate::routine::block_at;
use crate::session::{SessionRecord, Source};
use crate::time::MonoTime;
use std::io::Write;

const HEADER: [&str; 46] = [
    "session",
    "started",
    "routine",
    "source",
    "ending",
    "first_side",
    "pain_before",
    "pain_after",
    "felt_steady_reps",
    "block",
    "block_index",
    "variant",
    "other_leg",
    "landmark",
    "set",
    "side",
    "rep",
    "attempt",
    "counts",
    "start_s",
    "end_s",
    "verdict",
    "reasons",
    "breath",
    "tilt_peak_deg",
    "tilt_peak_low_deg",
    "tilt_peak_high_deg",
    "tilt_drift_deg",
    "tilt_drift_low_deg",
    "tilt_drift_high_deg",
    "tilt_wiggle_deg",
    "tilt_in_band_share",
    "roll_peak_deg",
    "roll_peak_low_deg",
    "roll_peak_high_deg",
    "roll_drift_deg",
    "roll_drift_low_deg",
    "roll_drift_high_deg",
    "roll_wiggle_deg",
    "roll_in_band_share",
    "creep_deg",
    "creep_low_deg",
    "creep_high_deg",
    "moment_of_loss_s",
    "stillness_ratio",
    "excluded",
];

pub(super) fn write(
    reader: &Reader,
    wanted: &Wanted,
    to: &mut dyn Write,
    on: Progress<'_>,
) -> Result<Exported, ExportError> {
    let mut out = csv::Writer::from_writer(to);
    out.write_record(HEADER)?;
    let ids = reader.wanted(wanted)?;
    let mut done = Exported::default();
    for id in &ids {
        let session = reader.session(&id.to_string())?;
        let corrections = reader.corrections(*id)?;
        for rep in &session.reps {
            out.write_record(row(&session, &corrections, rep))?;
            done.rows += 1;
        }
        done.sessions += 1;
        on(done.sessions, ids.len() as u64);
    }
    out.flush()?;
    Ok(done)
}

fn row(session: &SessionRecord, corrections: &Corrections, rep: &RepRecord) -> Vec<String> {
    let key = rep.key;
    let block = block_at(&session.routine, key.block_index);
    let source = match &session.source {
        Source::Phone => "phone".to_owned(),
        Source::Recording(name) => format!("recording {name}"),
        Source::Simulated(seed) => format!("simulated {seed}"),
    };
    let last = session.reps.iter().filter(|other| other.key == key).map(|other| other.attempt).max();
    let excluded = corrections.excluded.contains(&key);
    let since = |at: MonoTime| number((at - session.started_at).s());
    let mut row = vec![
        session.id.to_string(),
        stamp(session.started),
        session.routine.name.clone(),
        source,
        word(session.ending),
        word(session.first_side),
        maybe(session.pain_before),
        maybe(session.pain_after),
        maybe(session.felt.and_then(|felt| felt.steady_reps)),
        word(corrections.exercise.unwrap_or(rep.block)),
        key.block_index.to_string(),
        word(corrections.variant.or(block.and_then(|b| b.variant))),
        word(corrections.other_leg.or(block.and_then(|b| b.other_leg))),
        word(corrections.landmark.or(block.and_then(|b| b.landmark))),
        key.set.to_string(),
        word(key.side),
        key.rep.to_string(),
        rep.attempt.to_string(),
        (last == Some(rep.attempt) && !excluded).to_string(),
        since(rep.span.start),
        since(rep.span.end),
        word(rep.verdict),
        rep.reasons.iter().map(|reason| word(*reason)).collect::<Vec<_>>().join(" "),
        word(rep.breath),
    ];
    row.extend(axis(&rep.tilt));
    row.extend(axis(&rep.roll));
    row.extend(rep.creep_deg.as_ref().map_or_else(|| vec![String::new(); 3], |creep| estimate(creep).to_vec()));
    row.push(rep.moment_of_loss_s.map_or_else(String::new, number));
    row.push(rep.stillness_ratio.map_or_else(String::new, number));
    row.push(excluded.to_string());
    row
}

fn axis(axis: &AxisRecord) -> Vec<String> {
    let mut cells = estimate(&axis.peak_deg).to_vec();
    cells.extend(estimate(&axis.drift_deg));
    cells.extend([number(axis.wiggle_deg), number(axis.in_band)]);
    cells
}

fn estimate(estimate: &Estimate) -> [String; 3] {
    let [low, high] = estimate.ci95;
    [estimate.value, low, high].map(number)
}

/// Thousandths are a tenth of what the best reps are known to.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:.3}") } else { String::new() }
}

fn maybe(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
