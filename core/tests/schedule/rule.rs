//! The rule of steps (FIELD F20, F27): every share of steady reps, and everything that must not count.

use crate::{day, level, session, start, tally};
use proximal_core::routine::{Landmark, OtherLeg, Variant};
use proximal_core::schedule::{
    ExtraRule, Level, Mark, Next, Outcome, Retest, Standing, TypedScore, WeeklyPlan, gap, mark, next, says, standing,
};
use proximal_core::session::Ending;
use proximal_core::time::WallTime;
use proximal_core::timeline::{BlockKind, Side};
use proximal_core::words::{Form, Lang, render};

const STEADY: [u16; 3] = [5, 5, 0];
const POOR: [u16; 3] = [1, 5, 0];
const BETWEEN: [u16; 3] = [3, 5, 0];

/// Where two alike sessions at `from` lead.
fn two(from: Level, one: &Outcome) -> Standing {
    let again = Outcome { began: day(2), ..one.clone() };
    standing(from, 0, false, &[one.clone(), again])
}

fn with(change: impl Fn(&mut Outcome)) -> Outcome {
    let mut outcome = session(day(0), start(), STEADY, STEADY);
    change(&mut outcome);
    outcome
}

#[test]
fn every_share_of_steady_reps_on_both_sides_leads_where_the_rule_says() {
    let mut seen = [0; 4];
    for left in tallies() {
        for right in tallies() {
            let wanted = rule(left, right);
            let outcome = session(day(0), start(), left, right);
            assert_eq!(mark(start(), &outcome), wanted, "{left:?} {right:?}");
            let led = two(start(), &outcome).level;
            let leads = match wanted {
                Mark::Steady => start().harder().unwrap(),
                Mark::Unsteady => start().easier().unwrap(),
                _ => start(),
            };
            assert_eq!(led, leads, "{left:?} {right:?}");
            seen[match wanted {
                Mark::Steady => 0,
                Mark::Unsteady => 1,
                Mark::Between => 2,
                _ => 3,
            }] += 1;
        }
    }
    assert!(seen.iter().all(|n| *n > 40), "{seen:?}");
}

/// Every way in which up to ten reps can be judged.
fn tallies() -> Vec<[u16; 3]> {
    let all = (0..=10).flat_map(|judged| (0..=judged).map(move |steady| [steady, judged, 10 - judged]));
    all.filter(|[_, judged, _]| [0, 2, 3, 4, 5, 10].contains(judged)).collect()
}

/// F20 in other arithmetic: whole numbers of fifths.
fn rule(left: [u16; 3], right: [u16; 3]) -> Mark {
    if left[1] < 3 || right[1] < 3 {
        return Mark::Unclear;
    }
    let fifths = |[steady, judged, _]: [u16; 3]| f64::from(steady) * 5.0 / f64::from(judged);
    let weaker = fifths(left).min(fifths(right));
    if weaker >= 4.0 {
        Mark::Steady
    } else if weaker <= 2.0 {
        Mark::Unsteady
    } else {
        Mark::Between
    }
}

#[test]
fn one_session_leads_nowhere_and_two_that_do_not_follow_each_other_neither() {
    let one = |n, t| session(day(n), start(), t, t);
    for (history, wanted) in [
        (vec![STEADY], start()),
        (vec![POOR], start()),
        (vec![STEADY, BETWEEN, STEADY], start()),
        (vec![STEADY, POOR, STEADY], start()),
        (vec![POOR, BETWEEN, POOR], start()),
        (vec![BETWEEN; 9], start()),
        (vec![BETWEEN, STEADY, STEADY], start().harder().unwrap()),
        (vec![STEADY, POOR, POOR], start().easier().unwrap()),
    ] {
        let outcomes: Vec<_> = (0..).zip(&history).map(|(n, t)| one(n, *t)).collect();
        assert_eq!(standing(start(), 0, false, &outcomes).level, wanted, "{history:?}");
    }
}

#[test]
fn unclear_reps_neither_promote_nor_demote_nor_end_a_row() {
    let unclear = [0, 0, 5];
    let steady = session(day(0), start(), STEADY, STEADY);
    let poor = session(day(0), start(), POOR, POOR);
    for spoiled in [session(day(1), start(), unclear, unclear), session(day(1), start(), STEADY, [2, 2, 3])] {
        assert_eq!(two(start(), &spoiled).level, start());
        for (one, wanted) in [(&steady, start().harder()), (&poor, start().easier())] {
            let again = Outcome { began: day(2), ..one.clone() };
            let led = standing(start(), 0, false, &[one.clone(), spoiled.clone(), again]);
            assert_eq!(Some(led.level), wanted);
        }
    }
}

#[test]
fn whatever_is_not_this_level_or_not_known_to_be_deep_enough_promotes_nobody() {
    let elsewhere = |change: fn(&mut Level)| {
        let mut other = start();
        change(&mut other);
        session(day(0), other, STEADY, STEADY)
    };
    for (outcome, wanted) in [
        (elsewhere(|l| l.landmark = Some(Landmark::Shin)), Mark::Elsewhere),
        (elsewhere(|l| l.landmark = None), Mark::Elsewhere),
        (elsewhere(|l| l.variant = Some(Variant::StraightLeg)), Mark::Elsewhere),
        (elsewhere(|l| l.other_leg = Some(OtherLeg::Flat)), Mark::Elsewhere),
        (elsewhere(|l| l.exercise = BlockKind::HeelSlide), Mark::Elsewhere),
        (with(|o| o.work[0].to_depth = None), Mark::DepthUnknown),
        (with(|o| o.work[0].to_depth = Some(false)), Mark::StoppedShort),
        (with(|o| o.measured = false), Mark::Unmeasured),
        (with(|o| o.ending = Ending::Pain), Mark::Painful),
        (with(|o| o.pain_before = Some(true)), Mark::Painful),
        (with(|o| o.pain_after = Some(true)), Mark::Painful),
        (with(|o| o.work.clear()), Mark::Elsewhere),
    ] {
        assert_eq!(mark(start(), &outcome), wanted, "{outcome:?}");
        assert_eq!(two(start(), &outcome).level, start(), "{outcome:?}");
    }
    // The control: the same session with nothing changed does.
    assert_eq!(two(start(), &with(|_| {})).level, start().harder().unwrap());
}

#[test]
fn who_is_unsteady_goes_down_whether_the_depth_was_reached_or_not() {
    for to_depth in [Some(true), Some(false), None] {
        let mut outcome = session(day(0), start(), POOR, POOR);
        outcome.work[0].to_depth = to_depth;
        assert_eq!(two(start(), &outcome).level, start().easier().unwrap(), "{to_depth:?}");
    }
}

#[test]
fn the_weaker_side_decides_both_ways() {
    assert_eq!(two(start(), &session(day(0), start(), STEADY, POOR)).level, start().easier().unwrap());
    assert_eq!(two(start(), &session(day(0), start(), BETWEEN, STEADY)).level, start());
}

#[test]
fn an_extra_set_of_one_side_is_practice_and_no_evidence() {
    let tired = |o: &mut Outcome| {
        let mut more = o.work[0].with(Side::Right, tally([0, 5, 0], 9.0));
        more.left = proximal_core::schedule::Tally::default();
        o.work.push(more);
    };
    assert_eq!(two(start(), &with(tired)).level, start().harder().unwrap());
    let alone = with(|o| o.work[0].left = proximal_core::schedule::Tally::default());
    assert_eq!(mark(start(), &alone), Mark::Elsewhere);
}

#[test]
fn pain_breaks_a_row_holds_the_level_and_takes_two_more_sessions() {
    let steady = |n| session(day(n), start(), STEADY, STEADY);
    let painful = Outcome { pain_after: Some(true), ..steady(1) };
    let mut outcomes = vec![steady(0), painful];
    let held = standing(start(), 0, false, &outcomes);
    assert!(held.pain && held.steady_in_a_row == 0 && held.level == start());
    outcomes.push(steady(2));
    let after = standing(start(), 0, false, &outcomes);
    assert!(!after.pain && after.steady_in_a_row == 1 && after.level == start());
    outcomes.push(steady(3));
    assert_eq!(standing(start(), 0, false, &outcomes).level, start().harder().unwrap());
    // Pain in anything else counts as much.
    let elsewhere = Outcome { pain_after: Some(true), ..session(day(1), level(BlockKind::HeelSlide), STEADY, STEADY) };
    let row = standing(start(), 0, false, &[steady(0), elsewhere, steady(2)]);
    assert_eq!((row.level, row.steady_in_a_row), (start(), 1));
}

#[test]
fn a_trainer_holds_the_level_or_chooses_another_and_what_came_before_says_nothing() {
    let all: Vec<_> = (0..6).map(|n| session(day(n), start(), STEADY, STEADY)).collect();
    assert_eq!(standing(start(), 0, true, &all).level, start());
    let floor = Level { landmark: Some(Landmark::Floor), ..start() };
    let since = day(6).utc_ms;
    assert_eq!(standing(floor, since, false, &all).readings, []);
    let late: Vec<_> = (5..8).map(|n| session(day(n), floor, STEADY, STEADY)).collect();
    assert_eq!(standing(floor, since, false, &late).level, floor.harder().unwrap());
}

#[test]
fn straight_leg_is_followed_to_the_floor_and_no_farther() {
    let mut at = Level { variant: Some(Variant::StraightLeg), ..start() };
    for n in 0..3 {
        at = two(at, &session(day(n), at, STEADY, STEADY)).level;
    }
    assert_eq!((at.exercise, at.landmark), (BlockKind::LegLower, Some(Landmark::Floor)));
    let mut climbed = level(BlockKind::Deadbug);
    for _ in 0..30 {
        climbed = two(climbed, &session(day(0), climbed, STEADY, STEADY)).level;
        assert_ne!(climbed.variant, Some(Variant::StraightLeg));
    }
    assert_eq!((climbed.exercise, climbed.landmark), (BlockKind::DoubleLegLower, Some(Landmark::Floor)));
}

#[test]
fn breathing_alone_leads_on_when_two_holds_could_serve_as_a_reference() {
    let hold = level(BlockKind::Deadbug);
    let good = session(day(0), hold, STEADY, STEADY);
    assert_eq!(two(hold, &good).level, level(BlockKind::BentKneeFallOut));
    for bad in [Outcome { measured: false, ..good.clone() }, Outcome { ending: Ending::Stopped, ..good }] {
        assert_eq!(two(hold, &bad).level, hold);
    }
}

#[test]
fn the_order_in_which_outcomes_are_handed_over_changes_nothing() {
    let mut outcomes: Vec<_> = [STEADY, BETWEEN, STEADY, STEADY, POOR]
        .iter()
        .zip(0..)
        .map(|(t, n)| session(day(n), start(), *t, *t))
        .collect();
    let there = standing(start(), 0, false, &outcomes);
    outcomes.reverse();
    assert_eq!(standing(start(), 0, false, &outcomes), there);
}

/// Sessions with these peaks (left, right) that began with either side in turn.
fn sided(peaks: &[(f64, f64)]) -> Vec<Outcome> {
    let one = |(n, (left, right)): (i32, &(f64, f64))| {
        let mut outcome = session(day(n), start(), STEADY, STEADY);
        outcome.work[0] =
            outcome.work[0].with(Side::Left, tally(STEADY, *left)).with(Side::Right, tally(STEADY, *right));
        outcome.first_side = if n % 2 == 0 { Side::Left } else { Side::Right };
        outcome
    };
    (0..).zip(peaks).map(one).collect()
}

#[test]
fn a_gap_beyond_noise_names_the_leg_and_smaller_or_one_sided_ones_do_not() {
    let found = gap(start(), &sided(&[(2.0, 4.0), (2.1, 4.2)])).unwrap();
    assert_eq!((found.side, found.sessions), (Side::Right, 2));
    assert!(found.by_deg.ci95[0] > 0.0 && (found.by_deg.value - 2.05).abs() < 1e-9, "{found:?}");
    assert_eq!(gap(start(), &sided(&[(4.0, 2.0), (4.2, 2.1)])).unwrap().side, Side::Left);
    for (peaks, why) in [
        (vec![(2.0, 9.0)], "one session began with one side"),
        (vec![(2.0, 2.6), (2.0, 2.5)], "below what can be resolved"),
        (vec![(2.0, 5.0), (5.0, 2.0)], "the second side tires"),
        (vec![(1.0, 9.0), (3.0, 3.2)], "the sessions disagree"),
    ] {
        assert_eq!(gap(start(), &sided(&peaks)), None, "{why}");
    }
    let mut same_first = sided(&[(2.0, 4.0), (2.1, 4.2), (2.0, 4.1)]);
    for outcome in &mut same_first {
        outcome.first_side = Side::Left;
    }
    assert_eq!(gap(start(), &same_first), None);
    let deeper = Level { landmark: Some(Landmark::Shin), ..start() };
    assert_eq!(gap(deeper, &sided(&[(2.0, 4.0), (2.1, 4.2)])), None);
}

fn due(plan: &WeeklyPlan, outcomes: &[Outcome], scores: &[TypedScore], now: WallTime) -> Next {
    next(plan, outcomes, scores, now).unwrap()
}

fn said(plan: &WeeklyPlan, next: &Next, lang: Lang) -> String {
    let all = says::why(plan, next).into_iter().chain(says::also(next));
    all.map(|text| render(&text, lang, Form::Written)).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_extra_set_names_the_leg_the_degrees_and_the_sessions_and_a_trainer_may_choose_another() {
    let outcomes = sided(&[(2.0, 4.0), (2.1, 4.2)]);
    let plan = WeeklyPlan { locked: true, ..WeeklyPlan::default() };
    let found = due(&plan, &outcomes, &[], day(3));
    assert_eq!((found.extra, found.routine.blocks.len()), (Some(Side::Right), 3));
    let words = said(&plan, &found, Lang::En);
    assert!(words.contains("One more set with the right leg moving: its pelvis went 2.0° farther (1."), "{words}");
    assert!(words.contains("over 2 sessions."), "{words}");
    assert!(said(&plan, &found, Lang::De).contains("mit dem rechten Bein: Dort ging das Becken 2,0° weiter"));
    for (extra, wanted) in [(ExtraRule::Off, None), (ExtraRule::Always(Side::Left), Some(Side::Left))] {
        let plan = WeeklyPlan { extra, ..plan.clone() };
        assert_eq!(due(&plan, &outcomes, &[], day(3)).extra, wanted);
    }
}

#[test]
fn after_pain_there_is_no_extra_set() {
    let mut outcomes = sided(&[(2.0, 4.0), (2.1, 4.2)]);
    outcomes[1].pain_after = Some(true);
    let plan = WeeklyPlan { extra: ExtraRule::Always(Side::Left), ..WeeklyPlan::default() };
    let found = due(&plan, &outcomes, &[], day(3));
    assert_eq!((found.extra, found.gap.is_some()), (None, true));
    assert!(said(&plan, &found, Lang::En).contains("nothing gets harder until a session without pain"));
}

#[test]
fn a_leg_raise_scored_0_holds_the_plan_until_that_leg_is_scored_higher() {
    let plan = WeeklyPlan::default();
    let score = |n, side, score| TypedScore { at: day(n), side, score };
    let hurts = [score(0, Side::Left, 0), score(0, Side::Right, 2)];
    let found = due(&plan, &[], &hurts, day(1));
    assert!(found.see_clinician && found.ask.is_none() && !found.today_is_free && found.week.asks.is_empty());
    assert!(said(&plan, &found, Lang::En).contains("See a clinician"));
    assert!(said(&plan, &found, Lang::De).contains("ärztlich"));
    let other_leg = [hurts[0], hurts[1], score(2, Side::Right, 3)];
    assert!(due(&plan, &[], &other_leg, day(3)).see_clinician);
    let better = [hurts[0], hurts[1], score(2, Side::Left, 1)];
    assert!(!due(&plan, &[], &better, day(3)).see_clinician);
}

#[test]
fn the_leg_raise_is_offered_again_after_one_week_and_due_after_two() {
    let plan = WeeklyPlan::default();
    let scores = [TypedScore { at: day(0), side: Side::Left, score: 2 }];
    let retest = |n| due(&plan, &[], &scores, day(n)).retest;
    assert_eq!(
        [6, 7, 13, 14].map(retest),
        [Retest::NotYet, Retest::May { days: 7 }, Retest::May { days: 13 }, Retest::Due { days: 14 }]
    );
    assert_eq!(due(&plan, &[], &[], day(0)).retest, Retest::First);
}

#[test]
fn the_next_session_is_today_then_later_this_week_then_next_week() {
    let plan = WeeklyPlan::default();
    let when = |outcomes: &[Outcome], n| {
        let found = due(&plan, outcomes, &[], day(n));
        [Lang::En, Lang::De].map(|lang| render(&says::when(&found), lang, Form::Written))
    };
    assert_eq!(when(&[], 0), ["Today at 18:00.", "Heute um 18:00."]);
    let monday = [session(day(0), start(), STEADY, STEADY)];
    assert_eq!(when(&monday, 0)[0], "Wednesday at 18:00.");
    assert_eq!(when(&monday, 1)[0], "Tomorrow at 18:00.");
    let full: Vec<_> = [0, 2, 4].map(|n| session(day(n), start(), STEADY, STEADY)).to_vec();
    assert_eq!(when(&full, 4)[1], "Montag um 18:00.");
    let late = proximal_core::schedule::plan::times("tue=00:30").unwrap();
    let found = due(&WeeklyPlan { times: late, ..plan.clone() }, &[], &[], day(0));
    assert_eq!(render(&says::when(&found), Lang::En, Form::Written), "Tomorrow, after midnight, at 00:30.");
    assert_eq!(found.ask.unwrap().date().map(jiff::civil::Date::day), Some(4));
    let nothing = WeeklyPlan { times: Vec::new(), ..plan.clone() };
    assert_eq!(due(&nothing, &[], &[], day(0)).ask, None);
}

#[test]
fn three_of_four_is_said_as_it_is_and_a_missed_week_is_not_mentioned() {
    let four = proximal_core::schedule::plan::times("mon=18:00 tue=18:00 thu=18:00 sat=9:00").unwrap();
    let plan = WeeklyPlan { times: four, ..WeeklyPlan::default() };
    let done: Vec<_> = [0, 1, 3].map(|n| session(day(n), start(), BETWEEN, BETWEEN)).to_vec();
    let found = due(&plan, &done, &[], day(4));
    assert_eq!(render(&says::week(&found.week), Lang::En, Form::Written), "3 of 4 this week.");
    assert_eq!(render(&says::week(&found.week), Lang::De, Form::Written), "3 von 4 diese Woche.");
    let later = due(&plan, &done, &[], day(28));
    assert_eq!(render(&says::week(&later.week), Lang::En, Form::Written), "0 of 4 this week.");
    assert_eq!(said(&plan, &later, Lang::En), said(&plan, &due(&plan, &done, &[], day(7)), Lang::En));
}

#[test]
fn each_mark_and_step_has_a_sentence_of_its_own_in_both_languages() {
    let plan = WeeklyPlan::default();
    let painless = |t| session(day(0), start(), t, t);
    let straight = Level { variant: Some(Variant::StraightLeg), ..start() };
    let shin = Level { landmark: Some(Landmark::Shin), ..start() };
    let top = Level { landmark: Some(Landmark::Floor), ..level(BlockKind::DoubleLegLower) };
    let straight_top = Level { landmark: Some(Landmark::Floor), ..straight };
    let twice = |level, t| vec![session(day(0), level, t, t), session(day(1), level, t, t)];
    let cases: Vec<(Level, Vec<Outcome>)> = vec![
        (start(), vec![]),
        (start(), vec![painless(STEADY)]),
        (start(), vec![painless(BETWEEN)]),
        (start(), vec![painless(POOR)]),
        (start(), vec![painless([1, 2, 3])]),
        (start(), vec![with(|o| o.pain_after = Some(true))]),
        (start(), vec![with(|o| o.work[0].to_depth = None)]),
        (start(), vec![with(|o| o.work[0].to_depth = Some(false))]),
        (start(), vec![with(|o| o.measured = false)]),
        (start(), vec![with(|o| o.work.clear())]),
        (start(), twice(start(), STEADY)),
        (shin, twice(shin, POOR)),
        (start(), twice(start(), POOR)),
        (straight, twice(straight, POOR)),
        (level(BlockKind::HeelSlide), twice(level(BlockKind::HeelSlide), STEADY)),
        (top, twice(top, STEADY)),
        (straight_top, twice(straight_top, STEADY)),
    ];
    for lang in [Lang::En, Lang::De] {
        let mut all: Vec<String> = Vec::new();
        for (level, outcomes) in &cases {
            let plan = WeeklyPlan { level: *level, ..plan.clone() };
            let found = due(&plan, outcomes, &[], day(6));
            let why: Vec<_> = says::why(&plan, &found).iter().map(|t| render(t, lang, Form::Written)).collect();
            let why = why.join(" ");
            assert!(!why.contains(['{', '!']) && why.ends_with('.'), "{why}");
            all.push(why);
        }
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{all:#?}");
    }
}
