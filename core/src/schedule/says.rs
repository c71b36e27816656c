//! The plan in words.
//!
//! In: what is due. Out: [`Text`]s: when, what, why, and what else to know.

use super::day::is_before_rollover;
use super::gap::Gap;
use super::next::{Next, Retest};
use super::plan::{WeeklyPlan, clock, name};
use super::progress::{Mark, Reading, Standing, Step};
use super::week::{Ask, Week};
use super::{ExtraRule, Level, Reminder};
use crate::routine::Variant;
use crate::timeline::Side;
use crate::words::{Text, spelled};
use jiff::civil::{Date, Time, Weekday};

/// "3 of 4 this week."
pub fn week(week: &Week) -> Text {
    Text::new("plan-week").count("done", week.done).count("goal", week.goal)
}

/// When the next session is.
pub fn when(next: &Next) -> Text {
    let Some(ask) = next.ask else { return Text::new("plan-no-time") };
    let day = if ask.day == next.today {
        "today"
    } else if next.today.tomorrow().is_ok_and(|day| day == ask.day) {
        "tomorrow"
    } else {
        name(ask.day.weekday())
    };
    let yes = |is: bool| if is { "yes" } else { "no" };
    Text::new("plan-when")
        .word("day", day)
        .word("late", yes(ask.late))
        .word("time", clock(ask.time))
        .word("moved", yes(ask.moved))
}

/// A session that is still asked for this week, by the date that a calendar shows then.
pub fn ask(ask: &Ask, render: impl Fn(&Text) -> String) -> Text {
    Text::new("plan-ask")
        .word("date", render(&date(ask.date().unwrap_or(ask.day))))
        .word("time", clock(ask.time))
        .word("moved", if ask.moved { "yes" } else { "no" })
}

/// A level: exercise, variant, other leg where it is not the usual one, depth.
pub fn level(level: Level) -> Text {
    let usual = Level::first_of(level.exercise).is_some_and(|first| first.other_leg == level.other_leg);
    Text::new("plan-level")
        .word("exercise", spelled(level.exercise))
        .word("variant", spelled(level.variant))
        .word("other", if usual { "usual".to_owned() } else { spelled(level.other_leg) })
        .word("landmark", spelled(level.landmark))
}

/// Why it is this level and no other, the weightiest first.
pub fn why(plan: &WeeklyPlan, next: &Next) -> Vec<Text> {
    let mut why = Vec::new();
    if next.see_clinician {
        why.push(Text::new("plan-see-clinician"));
    }
    let standing = &next.standing;
    if standing.pain {
        why.push(Text::new("plan-held-by-pain"));
    }
    if plan.locked {
        why.push(Text::new("plan-locked"));
    }
    why.extend(standing.readings.last().map_or_else(|| vec![Text::new("plan-start")], |last| reading(standing, last)));
    why.extend(row(plan, standing));
    why.extend(extra(plan, next));
    why
}

/// What the newest session was taken for.
fn reading(standing: &Standing, last: &Reading) -> Vec<Text> {
    let stepped = standing.steps.last().filter(|step| step.began == last.began);
    if let Some(step) = stepped {
        return vec![self::step(step)];
    }
    let mark = Text::new("plan-read").word(
        "as",
        match last.mark {
            Mark::Steady => "steady",
            Mark::Between => "between",
            Mark::Unsteady => "unsteady",
            Mark::Painful => "painful",
            Mark::DepthUnknown => "depth-unknown",
            Mark::StoppedShort => "stopped-short",
            Mark::Unclear => "unclear",
            Mark::Unmeasured => "unmeasured",
            Mark::Elsewhere => "elsewhere",
        },
    );
    vec![mark]
}

/// A step up or down.
pub fn step(step: &Step) -> Text {
    let kind = match (step.up, step.to.exercise == step.from.exercise, step.to.variant == step.from.variant) {
        (true, true, _) => "deeper",
        (true, false, _) => "less-support",
        (false, true, true) => "less-deep",
        (false, true, false) => "bent-knee",
        (false, false, _) => "more-support",
    };
    Text::new("plan-step").word("way", kind).word("landmark", spelled(step.to.landmark))
}

/// What one more session of the kind would do, and where the ladder ends.
fn row(plan: &WeeklyPlan, standing: &Standing) -> Option<Text> {
    if plan.locked {
        return None;
    }
    if standing.steady_in_a_row > 0 {
        return Some(match standing.level.harder() {
            Some(_) => Text::new("plan-one-more-steady"),
            None if standing.level.variant == Some(Variant::StraightLeg) => Text::new("plan-straight-leg-top"),
            None => Text::new("plan-top"),
        });
    }
    (standing.unsteady_in_a_row > 0 && standing.level.easier().is_some()).then(|| Text::new("plan-one-more-unsteady"))
}

fn extra(plan: &WeeklyPlan, next: &Next) -> Option<Text> {
    let side = next.extra?;
    let spelled_side = spelled(side);
    match (plan.extra, next.gap) {
        (ExtraRule::Auto, Some(Gap { by_deg, sessions, .. })) => Some(
            Text::new("plan-extra-gap")
                .word("side", spelled_side)
                .number("by", by_deg.value, 1)
                .number("low", by_deg.ci95[0], 1)
                .number("high", by_deg.ci95[1], 1)
                .count("sessions", sessions),
        ),
        _ => Some(Text::new("plan-extra-chosen").word("side", spelled_side)),
    }
}

/// What else there is to know.
pub fn also(next: &Next) -> Vec<Text> {
    let mut also = Vec::new();
    if next.today_is_free {
        also.push(Text::new("plan-today-free"));
    }
    // Whoever has pain in the leg raise is not asked to try it again.
    if !next.see_clinician {
        also.extend(match next.retest {
            Retest::First => Some(Text::new("plan-retest-first")),
            Retest::NotYet => None,
            Retest::May { days } => Some(Text::new("plan-retest-may").count("days", days)),
            Retest::Due { days } => Some(Text::new("plan-retest-due").count("days", days)),
        });
    }
    also
}

/// What a reminder says: its title.
pub fn reminder(is: &Reminder) -> Text {
    Text::new("plan-reminder").word("moved", if is.moved { "yes" } else { "no" })
}

/// A date with its day, as the language writes it.
pub fn date(day: Date) -> Text {
    Text::new("plan-date")
        .word("day", name(day.weekday()))
        .word("dd", format!("{:02}", day.day()))
        .word("mm", format!("{:02}", day.month()))
        .word("y", day.year().to_string())
}

/// What the plan asks of a day: its times, those past midnight apart, or rest; none where it asks nothing.
pub fn day(plan: &WeeklyPlan, day: Weekday) -> Option<Text> {
    let is_late = |time: &Time| is_before_rollover(*time, plan.rollover_h);
    let (late, times): (Vec<Time>, Vec<Time>) = plan.times_on(day).into_iter().partition(is_late);
    let is = match (plan.rest.contains(&day), times.is_empty(), late.is_empty()) {
        (true, ..) => "rest",
        (false, true, true) => return None,
        (false, false, true) => "times",
        (false, true, false) => "late",
        (false, false, false) => "both",
    };
    let joined = |times: Vec<Time>| times.into_iter().map(clock).collect::<Vec<_>>().join(", ");
    Some(
        Text::new("plan-day")
            .word("day", name(day))
            .word("is", is)
            .word("times", joined(times))
            .word("late", joined(late)),
    )
}

/// Limits, rollover, lock and extra set, each in a line.
pub fn rules(plan: &WeeklyPlan) -> Vec<Text> {
    let extra = match plan.extra {
        ExtraRule::Auto => "auto".to_owned(),
        ExtraRule::Off | ExtraRule::Always(Side::Both) => "off".to_owned(),
        ExtraRule::Always(side) => spelled(side),
    };
    vec![
        Text::new("plan-limits").count("week", plan.limit_week).count("day", plan.limit_day),
        Text::new("plan-rollover").word("time", format!("{:02}:00", plan.rollover_h)),
        Text::new("plan-extra").word("rule", extra),
    ]
}
