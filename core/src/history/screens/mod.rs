//! One call per screen: what a list, a trend or a page of checks shows, read in one pass and in bounded room.
//!
//! In: a stretch of time and what to compare. Out: values of [`insight`](crate::insight), each with its uncertainty.
//!
//! - `stream`: the reps that count, session by session, oldest first. `days`: the list by the user's own days.
//! - `curves`: trend, gap, hold against lowers, bests. `told`: felt against measured, checks, what sessions say to the plan.

mod curves;
mod days;
mod stream;
mod told;

#[cfg(test)]
mod tests;

pub use days::{Day, DaysAsk};
pub use told::ChecksScreen;

use super::Fault;
use super::corrections::{self, Corrections};
use super::error::HistoryError;
use super::notes::{self, Note};
use super::reader::Reader;
use super::scores::{self, Score};
use super::sessions;
use crate::insight::{BestsScreen, Felt, Filter, GapScreen, HoldScreen, Metric, Range, TrendScreen};
use crate::schedule::Outcome;
use crate::session::SessionRecord;
use serde::Serialize;

/// One session with all that was said of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "SessionDetail"))]
pub struct Detail {
    /// As it was performed and measured.
    pub record: SessionRecord,
    /// What stands corrected of it.
    pub corrections: Corrections,
    /// Notes about it, newest first.
    pub notes: Vec<Note>,
    /// Scores that go with it, newest first.
    pub scores: Vec<Score>,
    /// Whether its signals are on this device.
    pub has_trace: bool,
}

impl Reader {
    /// Sessions by the user's own day, newest first.
    ///
    /// # Errors
    /// What the file says.
    pub fn days(&self, ask: &DaysAsk) -> Result<Vec<Day>, HistoryError> {
        days::days(&self.main, ask).map_err(|e| self.at(e, "list the days"))
    }

    /// The session whose id is or begins with `id_or_prefix`, with all that was said of it.
    ///
    /// # Errors
    /// [`Fault::NoSuchSession`], [`Fault::Ambiguous`], or what the file says.
    pub fn detail(&self, id_or_prefix: &str) -> Result<Detail, HistoryError> {
        let read = || {
            let id = sessions::resolve(&self.main, id_or_prefix)?;
            let record = sessions::by_id(&self.main, id)?;
            let record = record.ok_or_else(|| Fault::NoSuchSession(id_or_prefix.to_owned()))?;
            Ok(Detail {
                record,
                corrections: corrections::of(&self.main, id)?,
                notes: notes::list(&self.main, Some(id))?,
                scores: scores::list(&self.main)?.into_iter().filter(|s| s.session == Some(id)).collect(),
                has_trace: sessions::trace_of(&self.main, id)?.is_some(),
            })
        };
        read().map_err(|e| self.at(e, "read the session"))
    }

    /// The trend of `metric` at the level that `filter` picks: of several the one that was done last.
    ///
    /// # Errors
    /// What the file says.
    pub fn trend(&self, metric: Metric, filter: Filter, range: Range) -> Result<Option<TrendScreen>, HistoryError> {
        curves::trend(&self.main, metric, filter, range).map_err(|e| self.at(e, "draw the trend"))
    }

    /// Left against right at the level that `filter` picks, from sessions in which both legs were judged.
    ///
    /// # Errors
    /// What the file says.
    pub fn gap(&self, filter: Filter, range: Range) -> Result<Option<GapScreen>, HistoryError> {
        curves::gap(&self.main, filter, range).map_err(|e| self.at(e, "compare left and right"))
    }

    /// The reference's own stillness beside that of the lowers, at the level that `filter` picks.
    ///
    /// # Errors
    /// What the file says.
    pub fn hold_and_lowers(&self, filter: Filter, range: Range) -> Result<Option<HoldScreen>, HistoryError> {
        curves::hold(&self.main, filter, range).map_err(|e| self.at(e, "compare hold and lowers"))
    }

    /// Reps that felt steady against reps that were (FIELD F31).
    ///
    /// # Errors
    /// What the file says.
    pub fn felt(&self, range: Range) -> Result<Felt, HistoryError> {
        told::felt(&self.main, range).map_err(|e| self.at(e, "compare felt and measured"))
    }

    /// The best sessions, each at its own depth and side.
    ///
    /// # Errors
    /// What the file says.
    pub fn bests(&self, range: Range) -> Result<BestsScreen, HistoryError> {
        curves::bests(&self.main, range).map_err(|e| self.at(e, "find the bests"))
    }

    /// Leg-raise checks, typed scores, and notes about lifts.
    ///
    /// # Errors
    /// What the file says.
    pub fn checks(&self) -> Result<ChecksScreen, HistoryError> {
        told::checks(&self.main).map_err(|e| self.at(e, "list the checks"))
    }

    /// What the sessions in `range` say to the plan, oldest first, as the user corrected them.
    ///
    /// # Errors
    /// What the file says.
    pub fn outcomes(&self, range: Range) -> Result<Vec<Outcome>, HistoryError> {
        told::outcomes(&self.main, range).map_err(|e| self.at(e, "read what was done"))
    }
}
