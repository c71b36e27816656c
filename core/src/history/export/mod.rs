//! History for others to read: a table, everything, a health record, signals (DESIGN §6).
//!
//! In: a [`Reader`], what is wanted, somewhere to write. Out: the bytes and what they hold, or [`ExportError`]. Whoever calls
//! makes sure that a file appears whole or not at all.
//!
//! - `reps`: a row a rep, CSV. `lines`: everything, JSON Lines; `import` reads it again. `fhir`: an R4 bundle.
//! - `signals`: traces as CSV. `health`: what Apple Health and Health Connect ask for.

mod fhir;
mod health;
mod import;
mod lines;
mod reps;
mod signals;

pub use health::{AppleWorkout, ConnectExercise, HealthRecord, health};
pub use import::{ImportError, Imported, Taken};

use super::error::HistoryError;
use super::reader::Reader;
use crate::session::{SessionId, SessionRecord};
use crate::time::WallTime;
use crate::timeline::Span;
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::Serialize;
use std::fmt;
use std::io::{self, Write};

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "ExportFormat"))]
pub enum Format {
    /// A row a rep, units in the header.
    Reps,
    /// Everything, to be read again by [`Store::import`](super::Store::import).
    Lines,
    /// A FHIR R4 bundle of Observations: sessions side by side, typed scores, leg-raise checks.
    Fhir,
    /// What the sensors said, CSV as recordings are.
    Signals,
    /// What was shown, 20 a second, CSV.
    Track,
}

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "ExportWish"))]
pub struct Wanted {
    /// One session only; [`Format::Lines`] is always everything.
    pub session: Option<SessionId>,
    /// Of signals this part only, since the session began.
    pub span: Option<Span>,
    /// Everything but the signals, for [`Format::Lines`].
    pub no_signals: bool,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Exported {
    /// Sessions it is about.
    pub sessions: u64,
    /// Rows, lines, entries or instants.
    pub rows: u64,
    /// Sessions whose signals are damaged: what is whole of them was written.
    pub damaged: u64,
}

/// Why nothing useful was written.
#[derive(Debug)]
pub enum ExportError {
    /// The history could not be read.
    History(HistoryError),
    /// What was handed in to write to.
    Write(io::Error),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::History(e) => e.fmt(f),
            Self::Write(e) => write!(f, "could not write the export: {e}"),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<HistoryError> for ExportError {
    fn from(e: HistoryError) -> Self {
        Self::History(e)
    }
}

impl From<io::Error> for ExportError {
    fn from(e: io::Error) -> Self {
        Self::Write(e)
    }
}

impl From<csv::Error> for ExportError {
    fn from(e: csv::Error) -> Self {
        Self::Write(e.into())
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(e: serde_json::Error) -> Self {
        Self::Write(e.into())
    }
}

/// Hears how much of how much is done.
pub(super) type Progress<'p> = &'p mut dyn FnMut(u64, u64);

impl Reader {
    /// Writes `format` to `to`; `on` hears how many of how many sessions, or log entries, are done.
    ///
    /// # Errors
    /// [`ExportError`]; what was written until then is no whole export.
    pub fn export(
        &self,
        format: Format,
        wanted: &Wanted,
        to: &mut dyn Write,
        on: Progress<'_>,
    ) -> Result<Exported, ExportError> {
        match format {
            Format::Reps => reps::write(self, wanted, to, on),
            Format::Lines => lines::write(self, wanted, to, on),
            Format::Fhir => fhir::write(self, wanted, to, on),
            Format::Signals => signals::write(self, signals::Which::Samples, wanted, to, on),
            Format::Track => signals::write(self, signals::Which::Track, wanted, to, on),
        }
    }

    /// The sessions `wanted` names, oldest first.
    fn wanted(&self, wanted: &Wanted) -> Result<Vec<SessionId>, HistoryError> {
        match wanted.session {
            Some(id) => Ok(vec![id]),
            None => Ok(self.sessions(u32::MAX)?.into_iter().rev().map(|summary| summary.id).collect()),
        }
    }
}

/// Date and time with the offset its user lived by, as RFC 3339 writes it.
fn stamp(wall: WallTime) -> String {
    let offset = Offset::from_seconds(i32::from(wall.offset_min) * 60).unwrap_or(Offset::UTC);
    let Ok(instant) = Timestamp::from_millisecond(wall.utc_ms) else { return String::new() };
    instant.to_zoned(TimeZone::fixed(offset)).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// When the last phase that was performed ended; the start where none was.
pub fn ended(session: &SessionRecord) -> WallTime {
    let last = session.performed.phases().last().map_or(session.started_at, |phase| phase.span.end);
    let after_ms = (last - session.started_at).0.max(0) / 1_000_000;
    WallTime { utc_ms: session.started.utc_ms.saturating_add(after_ms), ..session.started }
}

/// The word serde writes for a unit variant; empty where there is none.
fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests;
