//! One week of the user's: what was done, what is still asked, and on which days.
//!
//! In: the plan, what was done on which day, today. Out: [`Week`]. Nothing is owed: what was missed moves to a spare day
//! with a free day on either side, where the week still has one, and otherwise is gone. No streak is kept.

use super::day::{day_of, is_before_rollover, monday, shift};
use super::{Outcome, WeeklyPlan};
use crate::session::Ending;
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;

/// Sessions that were done, by the user's day.
pub type Done = BTreeMap<Date, u8>;

/// A session that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "WeekAsk"))]
pub struct Ask {
    /// The user's day.
    pub day: Date,
    /// Local time.
    pub time: Time,
    /// Whether `time` is past midnight, so that the calendar shows the date after `day`.
    pub late: bool,
    /// Whether it moved here from a day that went by.
    pub moved: bool,
}

impl Ask {
    /// The date that a calendar shows then; none at its end.
    pub fn date(&self) -> Option<Date> {
        if self.late { self.day.tomorrow().ok() } else { Some(self.day) }
    }
}

/// A week, Monday to Sunday.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// Sessions done in it.
    pub done: u8,
    /// Sessions the plan asks for in a week.
    pub goal: u8,
    /// What is still asked from today on, in order.
    pub asks: Vec<Ask>,
}

/// What was done, by the user's day. A session counts when it was finished, when it hurt, or when a rep of it was done.
pub fn done(plan: &WeeklyPlan, outcomes: &[Outcome]) -> Done {
    let mut done = Done::new();
    for outcome in outcomes {
        let counts = matches!(outcome.ending, Ending::Finished | Ending::Pain) || !outcome.work.is_empty();
        if let Some(day) = day_of(outcome.began, plan.rollover_h).filter(|_| counts) {
            let sessions = done.entry(day).or_insert(0);
            *sessions = sessions.saturating_add(1);
        }
    }
    done
}

/// The week of `day`, as it stands on `today`; none at the ends of the calendar.
pub fn week(plan: &WeeklyPlan, done: &Done, today: Date, day: Date) -> Option<Week> {
    let monday = monday(day)?;
    let days: Vec<Date> = (0..7).map(|n| shift(monday, n)).collect::<Option<_>>()?;
    let on = |day: Date| done.get(&day).copied().unwrap_or(0);
    let so_far = days.iter().fold(0_u8, |sum, day| sum.saturating_add(on(*day)));
    let goal = plan.goal();
    let open = usize::from(goal.saturating_sub(so_far));
    let ahead = || days.iter().copied().filter(|day| *day >= today);
    let ask = |day, time, moved| Ask { day, time, late: is_before_rollover(time, plan.rollover_h), moved };
    let mut asks: Vec<Ask> = Vec::new();
    for day in ahead() {
        // Of a day's times the first are those that were done.
        let left = plan.times_on(day.weekday()).into_iter().skip(usize::from(on(day)));
        asks.extend(left.map(|time| ask(day, time, false)));
    }
    asks.truncate(open);
    let first_missed = days
        .iter()
        .filter(|day| **day < today)
        .find_map(|day| plan.times_on(day.weekday()).into_iter().nth(usize::from(on(*day))));
    if let Some(time) = first_missed {
        for day in ahead() {
            let near = [shift(day, -1)?, day, shift(day, 1)?];
            let busy = |day: &Date| {
                on(*day) > 0
                    || asks.iter().any(|ask| ask.day == *day)
                    || (*day >= today && !plan.times_on(day.weekday()).is_empty())
            };
            if asks.len() < open && !plan.rest.contains(&day.weekday()) && !near.iter().any(busy) {
                asks.push(ask(day, time, true));
            }
        }
        asks.sort_by_key(|ask| ask.day);
    }
    Some(Week { monday, done: so_far, goal, asks })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::plan::times;
    use jiff::civil::{Weekday, date};

    /// 2026-11-23 is a Monday.
    fn november(day: i8) -> Date {
        date(2026, 11, day)
    }

    fn plan(text: &str) -> WeeklyPlan {
        WeeklyPlan { times: times(text).unwrap(), ..WeeklyPlan::default() }
    }

    fn asked(plan: &WeeklyPlan, done: &[i8], today: i8) -> Vec<(i8, bool)> {
        let mut sessions = Done::new();
        for day in done {
            *sessions.entry(november(*day)).or_insert(0) += 1;
        }
        let week = week(plan, &sessions, november(today), november(today)).unwrap();
        week.asks.iter().map(|ask| (ask.day.day(), ask.moved)).collect()
    }

    #[test]
    fn a_fresh_week_asks_for_its_times_and_a_done_day_for_nothing_more() {
        let plan = WeeklyPlan::default();
        assert_eq!(asked(&plan, &[], 23), [(23, false), (25, false), (27, false)]);
        assert_eq!(asked(&plan, &[23], 23), [(25, false), (27, false)]);
        assert_eq!(asked(&plan, &[23, 25, 27], 27), []);
    }

    #[test]
    fn a_session_on_a_free_day_takes_the_place_of_one_that_was_planned() {
        assert_eq!(asked(&WeeklyPlan::default(), &[23, 24], 24), [(25, false)]);
    }

    #[test]
    fn a_missed_day_moves_only_where_a_free_day_lies_on_either_side() {
        assert_eq!(asked(&WeeklyPlan::default(), &[], 24), [(25, false), (27, false)]);
        let two = plan("tue=18:00 thu=18:00");
        assert_eq!(asked(&two, &[], 25), [(26, false), (28, true)]);
        assert_eq!(asked(&two, &[], 27), [(27, true), (29, true)]);
        let rested = WeeklyPlan { rest: vec![Weekday::Saturday], ..two.clone() };
        assert_eq!(asked(&rested, &[], 28), [(29, true)]);
        assert_eq!(asked(&two, &[24, 26], 27), []);
    }

    #[test]
    fn nothing_is_carried_into_the_next_week() {
        let week = week(&WeeklyPlan::default(), &Done::new(), november(29), november(30)).unwrap();
        assert_eq!((week.done, week.goal, week.asks.len()), (0, 3, 3));
    }

    #[test]
    fn a_second_time_of_the_day_is_still_asked_after_the_first_was_done() {
        let twice = WeeklyPlan { limit_day: 2, ..plan("mon=07:00 mon=19:00") };
        let mut sessions = Done::new();
        sessions.insert(november(23), 1);
        let week = week(&twice, &sessions, november(23), november(23)).unwrap();
        assert_eq!(
            week.asks,
            [Ask { day: november(23), time: Time::constant(19, 0, 0, 0), late: false, moved: false }]
        );
    }
}
