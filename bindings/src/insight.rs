//! What the history tells, behind the engine's door: one call per screen.
//!
//! In: a stretch of time and what to compare. Out: values with their uncertainty, or [`Error`].

use crate::engine::Engine;
use crate::error::Error;
use jiff::civil::Date;
use proximal_core::history::{ChecksScreen, Day, DaysAsk, Detail};
use proximal_core::insight::{BestsScreen, Felt, Filter, GapScreen, HoldScreen, Metric, Range, TrendScreen};
use proximal_core::report::RangeReport;
use proximal_core::schedule::{self, Next, Standing, Week, says};
use proximal_core::time::WallTime;

const DAY_MS: i64 = 86_400_000;
/// The week and the gap look back less far than this.
const LOOK_BACK_MS: i64 = 120 * DAY_MS;
/// What a page of a stretch of time draws, the most telling first.
const PAGE: [Metric; 4] = [Metric::Peak, Metric::Steady, Metric::Loss, Metric::Creep];

impl Engine {
    /// Sessions by the user's own day, newest first: at most `days` days before `before`.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn days(&self, ask: &DaysAsk) -> Result<Vec<Day>, Error> {
        self.read(|reader| reader.days(ask))
    }

    /// The session whose id is or begins with `id_or_prefix`, with all that was said of it.
    ///
    /// # Errors
    /// `InvalidInput` when there is none or more than one; `Corrupt`, `Storage`, `Closed`.
    pub fn detail(&self, id_or_prefix: &str) -> Result<Detail, Error> {
        self.read(|reader| reader.detail(id_or_prefix))
    }

    /// The trend of `metric` at the level that `filter` picks; none where nothing fits.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn trend(&self, metric: Metric, filter: Filter, range: Range) -> Result<Option<TrendScreen>, Error> {
        self.read(|reader| reader.trend(metric, filter, range))
    }

    /// Left against right at the level that `filter` picks; none where nothing fits.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn gap(&self, filter: Filter, range: Range) -> Result<Option<GapScreen>, Error> {
        self.read(|reader| reader.gap(filter, range))
    }

    /// The reference's own stillness beside that of the lowers; none where nothing fits.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn hold_and_lowers(&self, filter: Filter, range: Range) -> Result<Option<HoldScreen>, Error> {
        self.read(|reader| reader.hold_and_lowers(filter, range))
    }

    /// Reps that felt steady against reps that were.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn felt_against_measured(&self, range: Range) -> Result<Felt, Error> {
        self.read(|reader| reader.felt(range))
    }

    /// The best sessions, each at its own depth and side.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn bests(&self, range: Range) -> Result<BestsScreen, Error> {
        self.read(|reader| reader.bests(range))
    }

    /// Leg-raise checks, typed scores, and notes about lifts.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn checks(&self) -> Result<ChecksScreen, Error> {
        self.read(proximal_core::history::Reader::checks)
    }

    /// What is due at `now`; none beyond the calendar.
    ///
    /// # Errors
    /// `InvalidInput` with a register of the plan that cannot be read; `Corrupt`, `Storage`, `Closed`.
    pub fn due(&self, now: WallTime) -> Result<Option<Next>, Error> {
        let plan = self.plan()?;
        // What came before the level was chosen says nothing of it; the week and the gap look back less far than this.
        let from_ms = plan.level_since_ms.min(now.utc_ms.saturating_sub(LOOK_BACK_MS));
        let outcomes = self.read(|reader| reader.outcomes(Range { from_ms: Some(from_ms), to_ms: None }))?;
        Ok(schedule::next(&plan, &outcomes, &self.typed_scores()?, now))
    }

    /// How far the week is: what was done, what is still asked; none beyond the calendar.
    ///
    /// # Errors
    /// As [`Engine::due`].
    pub fn week(&self, now: WallTime) -> Result<Option<Week>, Error> {
        Ok(self.due(now)?.map(|next| next.week))
    }

    /// Where the user stands on the ladder; none beyond the calendar.
    ///
    /// # Errors
    /// As [`Engine::due`].
    pub fn ladder(&self, now: WallTime) -> Result<Option<Standing>, Error> {
        Ok(self.due(now)?.map(|next| next.standing))
    }

    /// What a page of the user's days `from` to `to`, both in it, is made of.
    ///
    /// # Errors
    /// As [`Engine::due`].
    pub fn range_report(&self, from: Date, to: Date, filter: Filter, now: WallTime) -> Result<RangeReport, Error> {
        let plan = self.plan()?;
        let range = range_of(from, to, plan.rollover_h, now.offset_min);
        let length_days = u32::try_from(days_between(from, to) + 1).unwrap_or(1);
        let mut sessions =
            self.days(&DaysAsk { before: to.tomorrow().ok(), days: length_days, rollover_h: plan.rollover_h })?;
        sessions.retain(|day| day.date >= from);
        let outcomes = self.read(|reader| reader.outcomes(range))?;
        let count = |is: fn(&schedule::Outcome) -> bool| {
            u32::try_from(outcomes.iter().filter(|o| is(o)).count()).unwrap_or(u32::MAX)
        };
        let next = self.due(now)?;
        let mut trends = Vec::new();
        for metric in PAGE {
            trends.extend(self.trend(metric, filter, range)?);
        }
        Ok(RangeReport {
            days: [from.to_string(), to.to_string()],
            length_days,
            sessions,
            unmeasured: count(|o| !o.measured),
            painful: count(schedule::hurt),
            level: next.as_ref().map(|next| next.standing.level),
            plan: next.map_or_else(Vec::new, |next| {
                std::iter::once(says::week(&next.week)).chain(says::why(&plan, &next)).collect()
            }),
            trends,
            gap: self.gap(filter, range)?,
            hold: self.hold_and_lowers(filter, range)?,
            felt: Some(self.felt_against_measured(range)?),
            bests: self.bests(range)?,
            checks: Some(self.checks()?),
        })
    }
}

/// The user's days `from` to `to`, both in it, by a clock `offset_min` ahead of UTC.
pub fn range_of(from: Date, to: Date, rollover_h: u8, offset_min: i16) -> Range {
    let start_ms = |day: Date| {
        let local_ms = i64::from(days_between(Date::constant(1970, 1, 1), day)) * DAY_MS;
        local_ms + i64::from(rollover_h) * 3_600_000 - i64::from(offset_min) * 60_000
    };
    Range { from_ms: Some(start_ms(from)), to_ms: Some(start_ms(to) + DAY_MS) }
}

fn days_between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}
