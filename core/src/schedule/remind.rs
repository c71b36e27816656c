//! When the operating system is to remind.
//!
//! In: the plan, what sessions said, typed scores, now, the zone the user is in. Out: instants, oldest first, each with the local time its
//! user will read. Made anew whenever a session ends, the plan changes or the zone does; nothing is kept.

use super::day::{day_of, instant, monday, shift};
use super::next::is_held;
use super::week::{done, week};
use super::{Outcome, TypedScore, WeeklyPlan};
use crate::time::WallTime;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

/// iOS keeps 64 notifications of an app.
pub const MAX_REMINDERS: usize = 60;
/// Weeks ahead, this one included; a list that is not made anew ends by itself.
const WEEKS: i32 = 9;

/// One reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Reminder {
    /// When it fires, with the offset in force then.
    pub at: WallTime,
    /// The user's day it is for.
    pub day: Date,
    /// The time the plan says; where the clocks leap over it, `at` is later.
    pub time: Time,
    /// Whether it moved to this day from one that went by.
    pub moved: bool,
}

/// The reminders after `now`, at most [`MAX_REMINDERS`]; none while a leg raise scored 0 holds the plan.
pub fn reminders(
    plan: &WeeklyPlan,
    outcomes: &[Outcome],
    scores: &[TypedScore],
    now: WallTime,
    zone: &TimeZone,
) -> Vec<Reminder> {
    if is_held(scores) {
        return Vec::new();
    }
    let done = done(plan, outcomes);
    let Some(today) = day_of(now, plan.rollover_h) else { return Vec::new() };
    let Some(monday) = monday(today) else { return Vec::new() };
    let mut all = Vec::new();
    for n in 0..WEEKS {
        let Some(week) = shift(monday, 7 * n).and_then(|day| week(plan, &done, today, day)) else { break };
        for ask in week.asks {
            let at = instant(ask.day, ask.time, plan.rollover_h, zone).filter(|at| at.utc_ms > now.utc_ms);
            all.extend(at.map(|at| Reminder { at, day: ask.day, time: ask.time, moved: ask.moved }));
        }
    }
    all.sort_by_key(|reminder| reminder.at.utc_ms);
    // Two local times that the clocks leap over are one instant.
    all.dedup_by_key(|reminder| reminder.at.utc_ms);
    all.truncate(MAX_REMINDERS);
    all
}
