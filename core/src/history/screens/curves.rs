//! What is drawn over time: trend, gap, hold against lowers; and the bests.
//!
//! In: the stream of sessions. Out: what one screen shows. Dots are gathered in bounded room, whatever the stretch.

use super::stream::{self, Session, about, started};
use super::told;
use crate::history::error::Fault;
use crate::insight::{
    Bests, BestsScreen, Dot, Filter, GapScreen, GapSession, Gather, HoldScreen, LeftOut, LevelBest, Metric, Range,
    SideTrend, Trend, TrendScreen, Value,
};
use crate::schedule::{Level, gap as plan_gap};
use crate::timeline::Side;
use rusqlite::Connection;

const SIDES: [Side; 3] = [Side::Left, Side::Right, Side::Both];

/// Dots of each side as they come.
#[derive(Default)]
struct Sides {
    gathers: [Gather; 3],
    left_out: LeftOut,
}

impl Sides {
    /// Adds a session's numbers of `metric` at `level`; whether it had any rep there.
    fn add(&mut self, conn: &Connection, session: &Session, level: Level, metric: Metric) -> Result<bool, Fault> {
        let own = || session.reps.iter().filter(|r| r.level == level);
        if own().next().is_none() {
            return Ok(false);
        }
        if own().all(|r| r.to_depth == Some(false)) {
            self.left_out.stopped_short += 1;
            return Ok(false);
        }
        let values = SIDES.map(|side| metric.of(&session.at(level, side)));
        if values.iter().all(Option::is_none) {
            self.left_out.too_few += 1;
            return Ok(true);
        }
        if level.exercise.lowers_a_leg() && own().any(|r| r.to_depth.is_none()) {
            self.left_out.unconfirmed += 1;
        }
        let at = started(conn, session.id)?;
        for (gather, value) in self.gathers.iter_mut().zip(values) {
            if let Some(value) = value {
                gather.add(Dot::new(at, session.id, value));
            }
        }
        Ok(true)
    }

    fn finish(self, metric: Metric) -> (Vec<SideTrend>, LeftOut) {
        let trends = SIDES.into_iter().zip(self.gathers).map(|(side, gather)| (side, gather.finish()));
        let any = trends.filter(|(_, dots)| !dots.is_empty());
        (any.map(|(side, dots)| SideTrend { side, trend: Trend::of(metric, dots) }).collect(), self.left_out)
    }
}

pub(super) fn trend(
    conn: &Connection,
    metric: Metric,
    filter: Filter,
    range: Range,
) -> Result<Option<TrendScreen>, Fault> {
    let Some(level) = stream::pick(conn, filter, range)? else { return Ok(None) };
    let mut all = Sides::default();
    stream::sessions(conn, range, |session| all.add(conn, session, level, metric).map(|_| ()))?;
    let (sides, left_out) = all.finish(metric);
    Ok(Some(TrendScreen { level, metric, sides, left_out }))
}

pub(super) fn hold(conn: &Connection, filter: Filter, range: Range) -> Result<Option<HoldScreen>, Fault> {
    let Some(level) = stream::pick(conn, filter, range)? else { return Ok(None) };
    let (mut all, mut hold) = (Sides::default(), Gather::default());
    stream::sessions(conn, range, |session| {
        if all.add(conn, session, level, Metric::Stillness)? {
            let about = about(conn, session.id)?;
            if let Some(value) = about.hold_deg.filter(|deg| deg.is_finite()) {
                // Five breaths: a standard deviation of so few is worth 35 % (1 / √(2 · 4)).
                let half = value * 1.96 * 0.354;
                hold.add(Dot::new(
                    about.started,
                    session.id,
                    Value { value, ci95: [value - half, value + half], reps: 5 },
                ));
            }
        }
        Ok(())
    })?;
    let (lowers, left_out) = all.finish(Metric::Stillness);
    Ok(Some(HoldScreen { level, hold: Trend::of(Metric::Hold, hold.finish()), lowers, left_out }))
}

/// The newest sessions that a gap is drawn from; enough for years at the plan's pace.
const MOST_GAPS: usize = 400;

pub(super) fn gap(conn: &Connection, filter: Filter, range: Range) -> Result<Option<GapScreen>, Fault> {
    let Some(level) = stream::pick(conn, filter, range)? else { return Ok(None) };
    let (mut sessions, mut outcomes) = (std::collections::VecDeque::new(), std::collections::VecDeque::new());
    stream::sessions(conn, range, |session| {
        let [left, right] = [Side::Left, Side::Right].map(|side| Metric::Peak.of(&session.at(level, side)));
        let (Some(left), Some(right)) = (left, right) else { return Ok(()) };
        let about = about(conn, session.id)?;
        if !about.measured {
            return Ok(());
        }
        let half = |v: Value| (v.ci95[1] - v.ci95[0]) / 2.0;
        let value = left.value - right.value;
        // One template was taken off both sides; what they share of its error stays in: the interval errs to the wide side.
        let half = libm::hypot(half(left), half(right));
        let value = Value { value, ci95: [value - half, value + half], reps: left.reps + right.reps };
        sessions
            .push_back(GapSession { first_side: about.first_side, dot: Dot::new(about.started, session.id, value) });
        outcomes.push_back(told::outcome(conn, session)?);
        if sessions.len() > MOST_GAPS {
            sessions.pop_front();
            outcomes.pop_front();
        }
        Ok(())
    })?;
    let plan = plan_gap(level, outcomes.make_contiguous());
    Ok(Some(GapScreen::of(level, sessions.into(), plan)))
}

pub(super) fn bests(conn: &Connection, range: Range) -> Result<BestsScreen, Fault> {
    let mut all: Vec<(Level, Side, i64, Bests)> = Vec::new();
    let mut unconfirmed = 0;
    stream::sessions(conn, range, |session| {
        let mut seen: Vec<(Level, Side)> = Vec::new();
        for rep in &session.reps {
            if !seen.contains(&(rep.level, rep.side)) {
                seen.push((rep.level, rep.side));
            }
        }
        // Unknown depth holds no best: lying still would be one (FIELD F27).
        let known = |level: Level| {
            !level.exercise.lowers_a_leg() || session.reps.iter().all(|r| r.level != level || r.to_depth == Some(true))
        };
        if seen.iter().any(|(level, _)| !known(*level)) {
            unconfirmed += 1;
        }
        for (level, side) in seen.into_iter().filter(|(level, _)| known(*level)) {
            let Some(value) = Metric::Peak.of(&session.at(level, side)) else { continue };
            let at = started(conn, session.id)?;
            if let Some((.., newest, bests)) = all.iter_mut().find(|(l, s, ..)| (*l, *s) == (level, side)) {
                *newest = session.started_ms;
                bests.add(at, session.id, value);
            } else {
                let mut bests = Bests::default();
                bests.add(at, session.id, value);
                all.push((level, side, session.started_ms, bests));
            }
        }
        Ok(())
    })?;
    // Of one level left before right: the order in which the sides are listed everywhere.
    let place = |side: Side| SIDES.iter().position(|s| *s == side);
    all.sort_by_key(|(level, side, newest, _)| (std::cmp::Reverse(*newest), level.to_string(), place(*side)));
    let bests =
        all.into_iter().filter_map(|(level, side, _, bests)| Some(LevelBest { level, side, best: bests.finish()? }));
    Ok(BestsScreen { bests: bests.collect(), unconfirmed })
}
