//! What to do next, and why.
//!
//! In: the plan, what sessions said, typed scores, now. Out: [`Next`]: the day and time, the routine with its extra set, and
//! the reasons. Everything is made anew from what was done; nothing is remembered.

use super::day::{day_of, shift};
use super::gap::{Gap, gap};
use super::plan::{ExtraRule, WeeklyPlan};
use super::progress::{Standing, standing};
use super::week::{Ask, Done, Week, done, week};
use super::{Level, Outcome, TypedScore};
use crate::routine::Routine;
use crate::time::WallTime;
use crate::timeline::Side;
use jiff::civil::Date;

/// Days after which a leg-raise score may be taken again, and after which it is time (FIELD F20: every 1-2 weeks).
const RETEST_DAYS: [i32; 2] = [7, 14];

/// What is due.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "WhatIsDue"))]
pub struct Next {
    /// The user's day now.
    pub today: Date,
    /// This week.
    pub week: Week,
    /// The session to do next, this week or the next; none when the plan has no times, or is held.
    pub ask: Option<Ask>,
    /// Today nothing is asked, and doing a session is as good: the week is not full, nothing was done, it is no rest.
    pub today_is_free: bool,
    /// The whole plan is held: a leg-raise score of 0, pain, was typed last for a side (FIELD F32). Nothing is asked.
    pub see_clinician: bool,
    /// Where the user stands.
    pub standing: Standing,
    /// The gap beyond noise, where there is one.
    pub gap: Option<Gap>,
    /// The side that gets one more set.
    pub extra: Option<Side>,
    /// What to do.
    pub routine: Routine,
    /// Whether to take the leg raise again.
    pub retest: Retest,
}

/// Whether to take the leg raise again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Retest {
    /// It was never scored.
    First,
    /// Not yet.
    NotYet,
    /// It may be.
    May {
        /// Days since.
        days: i32,
    },
    /// It is time.
    Due {
        /// Days since.
        days: i32,
    },
}

/// What is due at `now`. None at the ends of the calendar, or when the plan's level is none that can be done.
pub fn next(plan: &WeeklyPlan, outcomes: &[Outcome], scores: &[TypedScore], now: WallTime) -> Option<Next> {
    let today = day_of(now, plan.rollover_h)?;
    let done = done(plan, outcomes);
    let this_week = week(plan, &done, today, today)?;
    let see_clinician = is_held(scores);
    let standing = standing(plan.level, plan.level_since_ms, plan.locked, outcomes);
    let gap = gap(standing.level, outcomes);
    let extra = extra(plan, standing.level, gap).filter(|_| !standing.pain);
    let routine = standing.level.routine(extra)?;
    let later = || week(plan, &done, today, shift(today, 7)?)?.asks.first().copied();
    let ask = this_week.asks.first().copied().or_else(later).filter(|_| !see_clinician);
    Some(Next {
        today,
        today_is_free: !see_clinician && is_free(plan, &done, &this_week, today),
        week: if see_clinician { Week { asks: Vec::new(), ..this_week } } else { this_week },
        ask,
        see_clinician,
        standing,
        gap,
        extra,
        routine,
        retest: retest(plan, scores, today),
    })
}

/// Whether the score typed last for a side is 0: it hurts (FIELD F32).
pub(super) fn is_held(scores: &[TypedScore]) -> bool {
    let newest = |side: Side| scores.iter().filter(|s| s.side == side).max_by_key(|s| s.at.utc_ms);
    [Side::Left, Side::Right, Side::Both].into_iter().any(|side| newest(side).is_some_and(|s| s.score == 0))
}

/// The side of the extra set: the weaker one, or the one a trainer named. Both legs at once and breathing have none.
fn extra(plan: &WeeklyPlan, level: Level, gap: Option<Gap>) -> Option<Side> {
    let side = match plan.extra {
        ExtraRule::Auto => gap.map(|gap| gap.side),
        ExtraRule::Off => None,
        ExtraRule::Always(side) => Some(side),
    };
    side.filter(|side| level.routine(Some(*side)) != level.routine(None))
}

fn is_free(plan: &WeeklyPlan, done: &Done, week: &Week, today: Date) -> bool {
    let asked = week.asks.iter().any(|ask| ask.day == today);
    let rests = plan.rest.contains(&today.weekday());
    !asked && !rests && !done.contains_key(&today) && week.done < week.goal
}

fn retest(plan: &WeeklyPlan, scores: &[TypedScore], today: Date) -> Retest {
    let last = scores.iter().filter_map(|s| day_of(s.at, plan.rollover_h)).max();
    let Some(days) = last.and_then(|day| day.until(today).ok()).map(|span| span.get_days()) else {
        return Retest::First;
    };
    let [may, due] = RETEST_DAYS;
    match days {
        days if days >= due => Retest::Due { days },
        days if days >= may => Retest::May { days },
        _ => Retest::NotYet,
    }
}
