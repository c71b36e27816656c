//! Laws over any plan and any history.

use crate::{at, start, zone};
use jiff::civil::{Weekday, date};
use proptest::prelude::*;
use proximal_core::motion::Estimate;
use proximal_core::routine::Landmark;
use proximal_core::schedule::{
    ExtraRule, Level, Outcome, Slot, Tally, TypedScore, WeeklyPlan, Work, done, next, plan, reminders, standing,
};
use proximal_core::session::Ending;
use proximal_core::time::WallTime;
use proximal_core::timeline::{BlockKind, Side};
use std::collections::BTreeMap;

const ZONES: [&str; 5] = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// 2026-03-02, before the clocks leap in most zones.
const BEGIN_MS: i64 = 1_772_409_600_000;
const MINUTE_MS: i64 = 60_000;

fn any_weekday() -> impl Strategy<Value = Weekday> {
    prop::sample::select(DAYS.to_vec()).prop_map(|day| plan::weekday(day).unwrap())
}

fn any_level() -> impl Strategy<Value = Level> {
    let ladder: Vec<_> = std::iter::successors(Level::first_of(BlockKind::Deadbug), |level| level.harder()).collect();
    prop::sample::select(ladder)
}

fn any_plan() -> impl Strategy<Value = WeeklyPlan> {
    let slot = (any_weekday(), 0..24_i8, 0..60_i8)
        .prop_map(|(day, h, m)| Slot { day, time: plan::time(&format!("{h}:{m:02}")).unwrap() });
    let parts = (
        prop::collection::vec(slot, 0..=plan::MAX_TIMES),
        prop::collection::vec(any_weekday(), 0..3),
        0..=12_u8,
        1..=21_u8,
        1..=3_u8,
        any_level(),
        any::<bool>(),
        prop::sample::select(vec![ExtraRule::Auto, ExtraRule::Off, ExtraRule::Always(Side::Left)]),
    );
    parts.prop_map(|(times, rest, rollover_h, limit_week, limit_day, level, locked, extra)| WeeklyPlan {
        times,
        rest,
        rollover_h,
        limit_week,
        limit_day,
        level,
        level_since_ms: 0,
        locked,
        extra,
    })
}

fn any_tally() -> impl Strategy<Value = Tally> {
    (0..=6_u16, 0..=6_u16, 0..=3_u16, 0.0..12.0_f64).prop_map(|(a, b, unclear, peak)| Tally {
        steady: a.min(b),
        judged: a.max(b),
        unclear,
        peak_deg: Some(Estimate { value: peak, ci95: [peak - 0.6, peak + 0.6] }),
        loss_s: None,
    })
}

fn any_outcome() -> impl Strategy<Value = Outcome> {
    let answer = || prop::option::of(any::<bool>());
    let work = (any_level(), answer(), any_tally(), any_tally()).prop_map(|(level, to_depth, left, right)| {
        let work = Work {
            exercise: level.exercise,
            variant: level.variant,
            other_leg: level.other_leg,
            landmark: level.landmark,
            to_depth,
            left: Tally::default(),
            right: Tally::default(),
            both: Tally::default(),
        };
        if level.exercise == BlockKind::DoubleLegLower {
            work.with(Side::Both, left)
        } else {
            work.with(Side::Left, left).with(Side::Right, right)
        }
    });
    let endings = vec![Ending::Finished, Ending::Finished, Ending::Stopped, Ending::Pain, Ending::Interrupted];
    let parts = (
        0..60 * 24 * 60_i64,
        prop::sample::select(vec![-660_i16, -300, 0, 60, 120, 630, 780]),
        any::<bool>(),
        any::<bool>(),
        prop::sample::select(endings),
        answer(),
        prop::collection::vec(work, 0..3),
    );
    parts.prop_map(|(minute, offset_min, left, measured, ending, pain_after, work)| Outcome {
        began: WallTime { utc_ms: BEGIN_MS + minute * MINUTE_MS, offset_min },
        routine: "any".to_owned(),
        first_side: if left { Side::Left } else { Side::Right },
        measured,
        ending,
        pain_before: None,
        pain_after,
        work,
    })
}

fn any_history() -> impl Strategy<Value = Vec<Outcome>> {
    prop::collection::vec(any_outcome(), 0..40)
}

fn any_now() -> impl Strategy<Value = (WallTime, &'static str)> {
    (0..70 * 24 * 60_i64, prop::sample::select(ZONES.to_vec())).prop_map(|(minute, name)| {
        let utc = jiff::Timestamp::from_millisecond(BEGIN_MS + minute * MINUTE_MS).unwrap();
        (at(zone(name).to_datetime(utc), &zone(name)), name)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_history_makes_the_plan_ask_for_more_than_the_users_own_limit(
        plan in any_plan(), history in any_history(), (now, name) in any_now()
    ) {
        let sessions = done(&plan, &history);
        let all = reminders(&plan, &history, &[], now, &zone(name));
        let found = next(&plan, &history, &[], now).unwrap();
        let asked = found.week.asks.iter().map(|ask| ask.day).chain(found.ask.map(|ask| ask.day));
        let mut by_day: BTreeMap<_, u8> = all.iter().map(|r| (r.day, 0)).chain(asked.map(|day| (day, 0))).collect();
        for (day, asks) in &mut by_day {
            let reminded = all.iter().filter(|r| r.day == *day).count();
            let this_week = found.week.asks.iter().filter(|ask| ask.day == *day).count();
            *asks = u8::try_from(reminded.max(this_week)).unwrap();
            let before = sessions.get(day).copied().unwrap_or(0);
            prop_assert!(before + *asks <= plan.limit_day.max(before), "{day}: {before} done, {asks} asked");
            prop_assert!(!plan.rest.contains(&day.weekday()), "{day} is a day of rest");
        }
        let monday = |day: jiff::civil::Date| {
            day.checked_sub(jiff::Span::new().days(i64::from(day.weekday().to_monday_zero_offset()))).unwrap()
        };
        let sum = |of: &mut dyn Iterator<Item = (jiff::civil::Date, u8)>| {
            let mut weeks: BTreeMap<_, u16> = BTreeMap::new();
            for (day, n) in of {
                *weeks.entry(monday(day)).or_insert(0) += u16::from(n);
            }
            weeks
        };
        let was = sum(&mut sessions.iter().map(|(day, n)| (*day, *n)));
        for (week, asks) in sum(&mut by_day.into_iter()) {
            let before = was.get(&week).copied().unwrap_or(0);
            prop_assert!(before + asks <= u16::from(plan.limit_week).max(before), "{week}: {before} done, {asks} asked");
            prop_assert!(before + asks <= u16::from(plan.goal()).max(before), "{week}: more than was chosen");
        }
        if found.today_is_free {
            prop_assert!(found.week.done < plan.limit_week && !plan.rest.contains(&found.today.weekday()));
        }
    }

    #[test]
    fn no_history_without_a_confirmed_depth_or_with_pain_each_time_leads_up(
        from in any_level(), mut history in any_history(), painful in any::<bool>()
    ) {
        // Nothing else stands in the way: always the level that is due, measured, and mostly steady.
        let steady = Tally { steady: 5, judged: 5, ..Tally::default() };
        for outcome in &mut history {
            outcome.measured = true;
            outcome.pain_after = Some(painful);
            for work in &mut outcome.work {
                let Level { exercise, variant, other_leg, landmark } = from;
                let to_depth = if painful { Some(true) } else { work.to_depth.filter(|deep| !deep) };
                *work = Work { exercise, variant, other_leg, landmark, to_depth, ..*work };
                if work.left.unclear < 3 {
                    *work = work.with(Side::Left, steady).with(Side::Right, steady);
                }
            }
        }
        // Breathing alone has no depth: who was led down to it leaves it by two good holds, without pain.
        let now = standing(from, 0, false, &history);
        prop_assert!(now.steps.iter().all(|step| !step.up || !(painful || step.from.is_judged())));
    }

    #[test]
    fn no_history_of_unclear_reps_moves_the_level(from in any_level(), mut history in any_history()) {
        for outcome in &mut history {
            for work in &mut outcome.work {
                for tally in [&mut work.left, &mut work.right, &mut work.both] {
                    *tally = Tally { steady: 0, judged: 0, unclear: tally.judged + tally.unclear, ..Tally::default() };
                }
            }
            // Breathing alone is judged by its reference.
            outcome.measured &= !outcome.work.is_empty();
        }
        prop_assert_eq!(standing(from, 0, false, &history).steps, []);
    }

    #[test]
    fn every_step_goes_one_rung_or_depth_and_takes_two_sessions_of_its_level(
        from in any_level(), history in any_history()
    ) {
        let now = standing(from, 0, false, &history);
        for step in &now.steps {
            prop_assert_eq!(Some(step.to), if step.up { step.from.harder() } else { step.from.easier() });
        }
        prop_assert!(now.steps.len() * 2 <= history.len());
        prop_assert_eq!(now.readings.len(), history.len());
        prop_assert_eq!(standing(from, 0, true, &history).level, from);
    }

    #[test]
    fn what_is_due_can_always_be_done(
        plan in any_plan(), history in any_history(), (now, name) in any_now(), score in 0..=3_u8
    ) {
        let scores = [TypedScore { at: WallTime { utc_ms: BEGIN_MS, offset_min: 0 }, side: Side::Left, score }];
        let found = next(&plan, &history, &scores, now).unwrap();
        prop_assert!(proximal_core::routine::compile(&found.routine, Side::Left).is_ok());
        prop_assert_eq!(found.see_clinician, score == 0);
        prop_assert!(score > 0 || found.ask.is_none());
        prop_assert_eq!(score == 0, score == 0 && reminders(&plan, &history, &scores, now, &zone(name)).is_empty());
    }
}

#[test]
fn the_law_of_limits_can_be_broken() {
    // The control of the first law: with no limit in the way the plan does ask for so much.
    let plan = WeeklyPlan {
        times: plan::times("mon=7:00 mon=12:00 mon=19:00 tue=7:00").unwrap(),
        limit_day: 3,
        level: Level { landmark: Some(Landmark::Knee), ..start() },
        ..WeeklyPlan::default()
    };
    let now = at(date(2026, 3, 2).at(5, 0, 0, 0), &zone("UTC"));
    assert_eq!(next(&plan, &[], &[], now).unwrap().week.asks.len(), 4);
}
