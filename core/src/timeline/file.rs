//! The timeline as a file: `proximal.timeline/1`, JSON.
//!
//! In: the text of a file. Out: [`TimelineFile`] (performed phases and masks), or [`TimelineError`] that names the field.
//! Written the same way, so that what a session did can be handed to `analyze`.

use super::{BlockKind, Mask, OutOfOrder, Outcome, Performed, PerformedPhase, PhaseKind, RepKey, Side, Span};
use crate::time::MonoTime;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What `schema` must say.
pub const SCHEMA: &str = "proximal.timeline/1";

/// What a timeline file holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimelineFile {
    /// What was done.
    pub performed: Performed,
    /// When the phone itself shook.
    pub masks: Vec<Mask>,
}

/// Why a text is no timeline.
#[derive(Debug)]
pub enum TimelineError {
    /// Not JSON, or a field is missing, unknown or of another type; says where.
    Json(serde_json::Error),
    /// A schema this build does not know.
    Schema(String),
    /// A stamp or length that cannot be; carries the phase or mask, from 0.
    Stamp {
        /// `phases` or `masks`.
        list: &'static str,
        /// Which, from 0.
        index: usize,
    },
}

impl fmt::Display for TimelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(e) => write!(f, "timeline: {e}"),
            Self::Schema(s) => write!(f, "timeline: schema is '{s}', wanted '{SCHEMA}'"),
            Self::Stamp { list, index } => {
                write!(
                    f,
                    "timeline: {list}[{index}]: must end after it starts, and start no earlier than the one before ended"
                )
            }
        }
    }
}

impl std::error::Error for TimelineError {}

impl From<OutOfOrder> for TimelineError {
    fn from(e: OutOfOrder) -> Self {
        Self::Stamp { list: "phases", index: e.index }
    }
}

#[derive(Serialize, Deserialize)]
struct FileRow {
    schema: String,
    phases: Vec<PhaseRow>,
    #[serde(default)]
    masks: Vec<MaskRow>,
}

#[derive(Serialize, Deserialize)]
struct PhaseRow {
    kind: PhaseKind,
    start_s: f64,
    end_s: f64,
    block: BlockKind,
    #[serde(default)]
    block_index: Option<u16>,
    side: Side,
    #[serde(default = "first")]
    set: u16,
    rep: u16,
    #[serde(default = "first")]
    attempt: u16,
    #[serde(default)]
    outcome: Outcome,
}

#[derive(Serialize, Deserialize)]
struct MaskRow {
    start_s: f64,
    end_s: f64,
}

fn first() -> u16 {
    1
}

/// Reads a timeline. A phase without `block_index` takes its block's place in order of first appearance (SEAMS).
///
/// # Errors
/// [`TimelineError`] with the field or the phase that cannot be.
pub fn read(text: &str) -> Result<TimelineFile, TimelineError> {
    let file: FileRow = serde_json::from_str(text).map_err(TimelineError::Json)?;
    if file.schema != SCHEMA {
        return Err(TimelineError::Schema(file.schema));
    }
    let mut seen: Vec<BlockKind> = Vec::new();
    let mut performed = Performed::default();
    for (index, row) in file.phases.into_iter().enumerate() {
        let place = seen.iter().position(|b| *b == row.block).unwrap_or_else(|| {
            seen.push(row.block);
            seen.len() - 1
        });
        let appearance = u16::try_from(place).unwrap_or(u16::MAX);
        performed.push(PerformedPhase {
            kind: row.kind,
            block: row.block,
            key: RepKey {
                block_index: row.block_index.unwrap_or(appearance),
                set: row.set,
                side: row.side,
                rep: row.rep,
            },
            attempt: row.attempt,
            span: span("phases", index, row.start_s, row.end_s)?,
            outcome: row.outcome,
        })?;
    }
    let masks = file.masks.iter().enumerate();
    let masks = masks.map(|(i, m)| Ok(Mask { span: span("masks", i, m.start_s, m.end_s)? }));
    Ok(TimelineFile { performed, masks: masks.collect::<Result<_, TimelineError>>()? })
}

/// Writes a timeline that [`read`] reads back.
///
/// # Errors
/// None in practice: every field has a JSON form.
pub fn write(timeline: &TimelineFile) -> Result<String, TimelineError> {
    let seconds = MonoTime::s;
    let phases = timeline.performed.phases().iter().map(|p| PhaseRow {
        kind: p.kind,
        start_s: seconds(p.span.start),
        end_s: seconds(p.span.end),
        block: p.block,
        block_index: Some(p.key.block_index),
        side: p.key.side,
        set: p.key.set,
        rep: p.key.rep,
        attempt: p.attempt,
        outcome: p.outcome,
    });
    let masks = timeline.masks.iter().map(|m| MaskRow { start_s: seconds(m.span.start), end_s: seconds(m.span.end) });
    let file = FileRow { schema: SCHEMA.to_owned(), phases: phases.collect(), masks: masks.collect() };
    serde_json::to_string_pretty(&file).map_err(TimelineError::Json)
}

fn span(list: &'static str, index: usize, start_s: f64, end_s: f64) -> Result<Span, TimelineError> {
    // Past 10^9 seconds a stamp has no nanoseconds left in it; nobody lies there that long.
    let sane = start_s.abs() < 1e9 && end_s.abs() < 1e9 && end_s > start_s;
    sane.then(|| Span::from_s(start_s, end_s)).ok_or(TimelineError::Stamp { list, index })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r#"{"schema":"proximal.timeline/1","phases":[
        {"kind":"exhale","start_s":1,"end_s":2.5,"block":"deadbug","side":"both","set":1,"rep":1,"attempt":1},
        {"kind":"inhale","start_s":2.5,"end_s":4,"block":"leg_lower","side":"left","rep":1,"outcome":"aborted"}],
        "masks":[{"start_s":1,"end_s":1.4}]}"#;

    #[test]
    fn defaults_are_filled_in_and_blocks_numbered_as_they_appear() {
        let t = read(TWO).unwrap();
        let [a, b] = t.performed.phases() else { panic!("two phases") };
        assert_eq!((a.key.block_index, b.key.block_index, b.key.set, b.attempt), (0, 1, 1, 1));
        assert_eq!((a.outcome, b.outcome), (Outcome::Done, Outcome::Aborted));
        assert_eq!(t.masks, [Mask { span: Span::from_s(1.0, 1.4) }]);
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let t = read(TWO).unwrap();
        assert_eq!(read(&write(&t).unwrap()).unwrap(), t);
    }

    #[test]
    fn what_cannot_be_is_named() {
        let fails = |from: &str, to: &str| read(&TWO.replace(from, to)).unwrap_err().to_string();
        assert!(fails("timeline/1", "timeline/9").contains("timeline/9"));
        assert!(fails("\"end_s\":4", "\"end_s\":2").contains("phases[1]"));
        assert!(fails("\"start_s\":2.5", "\"start_s\":2").contains("phases[1]"));
        assert!(fails("\"end_s\":1.4", "\"end_s\":1e99").contains("masks[0]"));
        assert!(fails("leg_lower", "bench_press").contains("bench_press"));
        assert!(fails("\"rep\":1,\"outcome\"", "\"outcome\"").contains("rep"));
    }
}
