//! What the history tells: one call per screen.
//!
//! In: what to show. Out: values of the core with their uncertainty, or [`ProximalError`].

use super::engine::Engine;
use super::error::ProximalError;
use proximal_core::history::{ChecksScreen, Day, DaysAsk, Detail, SessionSummary};
use proximal_core::insight::{BestsScreen, Felt, Filter, GapScreen, HoldScreen, Metric, Range, TrendScreen};
use proximal_core::schedule::{Next, Standing, Week};
use proximal_core::session::{SessionId, SessionRecord, Trace};
use proximal_core::time::WallTime;
use proximal_core::timeline::{Side, Span};

#[uniffi::export]
impl Engine {
    /// At most `limit` sessions, newest first.
    pub fn sessions(&self, limit: u32) -> Result<Vec<SessionSummary>, ProximalError> {
        self.ask(|engine| engine.sessions(limit))
    }

    /// The session whose id is or begins with `id`.
    ///
    /// `InvalidInput` when there is none or more than one.
    pub fn session(&self, id: String) -> Result<SessionRecord, ProximalError> {
        self.ask(|engine| engine.session(&id))
    }

    /// The session that began last; none when there is none.
    pub fn newest(&self) -> Result<Option<SessionRecord>, ProximalError> {
        self.ask(crate::Engine::newest)
    }

    /// The session whose id is or begins with `id`, with all that was said of it.
    ///
    /// `InvalidInput` when there is none or more than one.
    pub fn detail(&self, id: String) -> Result<Detail, ProximalError> {
        self.ask(|engine| engine.detail(&id))
    }

    /// The signals of a session, or of a part of it on the session's clock; none when they are not on this device.
    pub fn trace(&self, id: SessionId, span: Option<Span>) -> Result<Option<Trace>, ProximalError> {
        let decoded = self.ask(|engine| match span {
            Some(span) => engine.trace_span(id, span),
            None => engine.trace(id),
        })?;
        Ok(decoded.map(|decoded| decoded.trace))
    }

    /// Sessions by the user's own day, newest first.
    pub fn days(&self, ask: DaysAsk) -> Result<Vec<Day>, ProximalError> {
        self.ask(|engine| engine.days(&ask))
    }

    /// The trend of `metric` at the level that `filter` picks; none where nothing fits.
    pub fn trend(&self, metric: Metric, filter: Filter, range: Range) -> Result<Option<TrendScreen>, ProximalError> {
        self.ask(|engine| engine.trend(metric, filter, range))
    }

    /// Left against right at the level that `filter` picks; none where nothing fits.
    pub fn gap(&self, filter: Filter, range: Range) -> Result<Option<GapScreen>, ProximalError> {
        self.ask(|engine| engine.gap(filter, range))
    }

    /// The reference's own stillness beside that of the lowers; none where nothing fits.
    pub fn hold_and_lowers(&self, filter: Filter, range: Range) -> Result<Option<HoldScreen>, ProximalError> {
        self.ask(|engine| engine.hold_and_lowers(filter, range))
    }

    /// Reps that felt steady against reps that were.
    pub fn felt_against_measured(&self, range: Range) -> Result<Felt, ProximalError> {
        self.ask(|engine| engine.felt_against_measured(range))
    }

    /// The best sessions, each at its own depth and side.
    pub fn bests(&self, range: Range) -> Result<BestsScreen, ProximalError> {
        self.ask(|engine| engine.bests(range))
    }

    /// Leg-raise checks, typed scores, and notes about lifts.
    pub fn checks(&self) -> Result<ChecksScreen, ProximalError> {
        self.ask(crate::Engine::checks)
    }

    /// What is due now, and the routine of it; none beyond the calendar.
    pub fn due(&self, now: WallTime) -> Result<Option<Next>, ProximalError> {
        self.ask(|engine| engine.due(now))
    }

    /// How far the week is.
    pub fn week(&self, now: WallTime) -> Result<Option<Week>, ProximalError> {
        self.ask(|engine| engine.week(now))
    }

    /// Where the user stands on the ladder.
    pub fn ladder(&self, now: WallTime) -> Result<Option<Standing>, ProximalError> {
        self.ask(|engine| engine.ladder(now))
    }

    /// The side to begin with: the other than last time this routine was done, left at first.
    pub fn next_first_side(&self, routine_name: String) -> Result<Side, ProximalError> {
        self.ask(|engine| engine.next_first_side(&routine_name))
    }

    /// The setting `key`; none when it was never set.
    pub fn setting(&self, key: String) -> Result<Option<String>, ProximalError> {
        self.ask(|engine| engine.setting(&key))
    }

    /// Sets the setting `key`.
    pub fn set_setting(&self, key: String, value: String, now: WallTime) -> Result<(), ProximalError> {
        self.run(now, |engine, env| engine.set_setting(&key, &value, env))
    }
}
