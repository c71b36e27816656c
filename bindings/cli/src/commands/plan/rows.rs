//! The plan for machines: names and units as JSON has them.
//!
//! In: the plan, what is due. Out: rows.

use super::Known;
use crate::furniture;
use crate::sentence::written;
use jiff::civil::Date;
use proximal_core::routine::Routine;
use proximal_core::schedule::{self, Ask, Level, Mark, Next, Retest, WeeklyPlan, plan, says};
use proximal_core::timeline::Side;
use proximal_core::words::{Lang, Text, spelled};
use serde::Serialize;
use std::collections::BTreeMap;

/// One register that changed.
#[derive(Serialize)]
pub(super) struct Row {
    pub(super) key: &'static str,
    pub(super) before: String,
    pub(super) after: String,
}

/// A session that is asked for.
#[derive(Serialize)]
pub(crate) struct AskRow {
    /// The user's day.
    day: String,
    /// The date that a calendar shows then.
    date: Option<String>,
    time: String,
    moved: bool,
}

impl AskRow {
    fn of(ask: &Ask) -> Self {
        Self { day: iso(ask.day), date: ask.date().map(iso), time: plan::clock(ask.time), moved: ask.moved }
    }
}

#[derive(Serialize)]
pub(crate) struct WeekRow {
    monday: String,
    done: u8,
    goal: u8,
    asks: Vec<AskRow>,
}

#[derive(Serialize)]
struct LevelRow {
    exercise: String,
    variant: Option<String>,
    other_leg: Option<String>,
    landmark: Option<String>,
    routine: &'static str,
}

impl LevelRow {
    fn of(level: Level) -> Self {
        Self {
            exercise: spelled(level.exercise),
            variant: level.variant.map(spelled),
            other_leg: level.other_leg.map(spelled),
            landmark: level.landmark.map(spelled),
            routine: level.routine_name(),
        }
    }
}

#[derive(Serialize)]
struct GapRow {
    side: String,
    by_deg: f64,
    ci95_deg: [f64; 2],
    sessions: u8,
}

/// What is due, for machines.
#[derive(Serialize)]
pub(super) struct Due<'a> {
    schema: &'static str,
    today: String,
    week: WeekRow,
    next: Option<AskRow>,
    today_is_free: bool,
    see_clinician: bool,
    level: LevelRow,
    gap: Option<GapRow>,
    extra_side: Option<String>,
    first_side: String,
    leg_raise_days_ago: Option<i32>,
    retest_leg_raise: bool,
    why: Vec<String>,
    also: Vec<String>,
    routine: &'a Routine,
}

impl<'a> Due<'a> {
    pub(super) fn of(plan: &WeeklyPlan, next: &'a Next, first_side: Side, lang: Lang) -> Self {
        let say = |texts: Vec<Text>| texts.iter().map(|text| written(text, lang)).collect();
        let days_ago = match next.retest {
            Retest::May { days } | Retest::Due { days } => Some(days),
            Retest::First | Retest::NotYet => None,
        };
        let gap = next.gap.map(|gap| GapRow {
            side: spelled(gap.side),
            by_deg: gap.by_deg.value,
            ci95_deg: gap.by_deg.ci95,
            sessions: gap.sessions,
        });
        Self {
            schema: "proximal.next/1",
            today: iso(next.today),
            week: week_row(next),
            next: next.ask.as_ref().map(AskRow::of),
            today_is_free: next.today_is_free,
            see_clinician: next.see_clinician,
            level: LevelRow::of(next.standing.level),
            gap,
            extra_side: next.extra.map(spelled),
            first_side: spelled(first_side),
            leg_raise_days_ago: days_ago,
            retest_leg_raise: matches!(next.retest, Retest::First | Retest::Due { .. }),
            why: say(says::why(plan, next)),
            also: say(says::also(next)),
            routine: &next.routine,
        }
    }
}

pub(crate) fn week_row(next: &Next) -> WeekRow {
    let week = &next.week;
    let asks = week.asks.iter().map(AskRow::of).collect();
    WeekRow { monday: iso(week.monday), done: week.done, goal: week.goal, asks }
}

/// What one session was taken for.
#[derive(Serialize)]
struct ReadingRow {
    began: String,
    due: String,
    taken_for: &'static str,
    pain: bool,
}

/// The whole plan, for machines.
#[derive(Serialize)]
pub(super) struct Shown {
    schema: &'static str,
    registers: BTreeMap<&'static str, String>,
    today: String,
    week: WeekRow,
    next: Option<AskRow>,
    level: LevelRow,
    steady_in_a_row: u8,
    unsteady_in_a_row: u8,
    readings: Vec<ReadingRow>,
    why: Vec<String>,
}

impl Shown {
    pub(super) fn of(known: &Known, next: &Next, lang: Lang) -> Self {
        let standing = &next.standing;
        let reading = |reading: &schedule::Reading| ReadingRow {
            began: furniture::when(reading.began),
            due: reading.level.to_string(),
            taken_for: taken_for(reading.mark),
            pain: reading.pain,
        };
        Self {
            schema: "proximal.plan/1",
            registers: known.plan.registers().into_iter().collect(),
            today: iso(next.today),
            week: week_row(next),
            next: next.ask.as_ref().map(AskRow::of),
            level: LevelRow::of(standing.level),
            steady_in_a_row: standing.steady_in_a_row,
            unsteady_in_a_row: standing.unsteady_in_a_row,
            readings: standing.readings.iter().map(reading).collect(),
            why: says::why(&known.plan, next).iter().map(|text| written(text, lang)).collect(),
        }
    }
}

fn taken_for(mark: Mark) -> &'static str {
    match mark {
        Mark::Steady => "steady",
        Mark::Between => "between",
        Mark::Unsteady => "unsteady",
        Mark::Painful => "painful",
        Mark::DepthUnknown => "depth-unknown",
        Mark::StoppedShort => "stopped-short",
        Mark::Unclear => "unclear",
        Mark::Unmeasured => "unmeasured",
        Mark::Elsewhere => "elsewhere",
    }
}

fn iso(day: Date) -> String {
    day.strftime("%Y-%m-%d").to_string()
}
