//! Every detector of motion, with its negative control: what happened is told, what did not is not.

#![allow(clippy::unwrap_used, reason = "test support: what cannot be here is a failing test")]

mod common;

use common::{article, plan_of};
use proximal_core::motion::{
    Finding, Intake, MotionEventKind, PlacementState, Reading, Reason, ReferenceFault, ReferenceRecord, RepRecord,
    Tracker, Verdict,
};
use proximal_core::routine::{OtherLeg, SidePlan, Variant, leg_lowering};
use proximal_core::sim::{Clock, Fault, Performance, Person, Phone, Simulator, When, run};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{Mask, Outcome, PerformedPhase, PhaseKind, Plan, PlannedPhase, Span};

const START: MonoTime = MonoTime(6_000_000_000);

/// What the tracker finds in a performance of the article's routine with these faults.
struct Found {
    events: Vec<(f64, MotionEventKind)>,
    placement: PlacementState,
    reps: Vec<RepRecord>,
    reference: Option<ReferenceRecord>,
    performance: Performance,
}

fn found(seed: u64, person: Person, phone: Phone, faults: &[Fault]) -> Found {
    let mut simulator = Simulator::new(seed, person, phone);
    for fault in faults {
        simulator.fault(*fault);
    }
    performed(&plan_of(&article()), simulator, &[])
}

fn performed(plan: &Plan, simulator: Simulator, masks: &[Span]) -> Found {
    let performance = run(plan, START, simulator);
    let phases = performance.performed.phases().to_vec();
    measure(performance, &phases, masks)
}

fn measure(performance: Performance, phases: &[PerformedPhase], masks: &[Span]) -> Found {
    let (mut intake, mut tracker) = (Intake::default(), Tracker::default());
    for (span, name) in masks.iter().zip(0..) {
        tracker.mask(name, Mask { span: *span });
    }
    for phase in phases {
        tracker.phase(*phase);
    }
    for frame in &performance.frames {
        intake
            .frame(frame, |reading| {
                tracker.push(&reading);
            })
            .unwrap();
    }
    tracker.finish();
    let placement = tracker.placement();
    let mut out = Found { events: Vec::new(), placement, reps: Vec::new(), reference: None, performance };
    while let Some(finding) = tracker.next_finding() {
        match finding {
            // Until the routine begins the phone is being laid down.
            Finding::Event(e) if e.at >= START => out.events.push(((e.at - START).s(), e.kind)),
            Finding::Rep(rep) if rep.block.is_judged() => out.reps.push(rep),
            Finding::Reference(r) => out.reference = Some(r),
            Finding::Event(_) | Finding::Rep(_) => {}
        }
    }
    out
}

/// Seconds of the routine at which the `n`-th lower begins, from 0.
fn lower(n: usize) -> f64 {
    let plan = plan_of(&article());
    let first = plan.phases().iter().position(|p| p.block.is_judged()).unwrap();
    let before = |index: usize| plan.phases().iter().take(index).map(|p| p.length.s()).sum::<f64>();
    before(first + 2 * n)
}

fn at(s: f64) -> MonoTime {
    START + Nanos::from_s(s)
}

fn fault(found: &Found) -> Option<ReferenceFault> {
    found.reference.as_ref().unwrap().fault
}

fn times(found: &Found, kind: MotionEventKind) -> Vec<f64> {
    found.events.iter().filter(|(_, k)| *k == kind).map(|(t, _)| *t).collect()
}

fn unclear(found: &Found) -> Vec<(usize, &Reason)> {
    let reps = found.reps.iter().enumerate().filter(|(_, r)| r.verdict == Verdict::Unclear);
    reps.flat_map(|(i, r)| r.reasons.iter().map(move |reason| (i, reason))).collect()
}

#[test]
fn nothing_is_told_of_a_session_in_which_nothing_happened_whoever_lies_there() {
    for seed in 0..12 {
        for person in [Person::still(), Person::steady(), Person { heel_down: 0.0, ..Person::sloppy() }] {
            let found = found(seed, person, Phone::typical(), &[]);
            assert!(found.events.is_empty(), "seed {seed}: {:?}", found.events);
            assert_eq!(fault(&found), None, "seed {seed}");
            assert_eq!(found.reps.len(), 10);
        }
    }
}

#[test]
fn a_slip_in_a_rep_is_told_within_a_second_and_makes_that_rep_and_no_other_unclear() {
    for seed in 0..6 {
        let slip = Fault::Slip { when: When::JudgedRep(4), turn_deg: [5.0, 1.0] };
        let found = found(seed, Person::still(), Phone::typical(), &[slip]);
        let told = times(&found, MotionEventKind::Slip);
        let true_s = lower(3) + 5.0 / 3.0;
        assert!(told.len() == 1 && (told[0] - true_s).abs() < 1.0, "seed {seed}: {told:?} for {true_s}");
        let spoilt: Vec<_> = unclear(&found).into_iter().map(|(i, _)| i).collect();
        assert!(spoilt.iter().all(|i| *i == 3) && unclear(&found).contains(&(3, &Reason::Slipped)), "seed {seed}");
    }
}

#[test]
fn legs_that_come_up_in_setup_are_no_slip() {
    for posture_deg in [-15.0, 15.0] {
        let found = found(3, Person { posture_deg, ..Person::still() }, Phone::typical(), &[]);
        assert!(found.events.is_empty(), "{posture_deg}: {:?}", found.events);
        assert!(found.reps.iter().all(|r| r.verdict == Verdict::Steady), "{posture_deg}");
    }
}

#[test]
fn a_phone_that_is_taken_up_is_lifted_then_replaced_and_the_rep_unclear() {
    let from = lower(2) + 1.0;
    let lift = Fault::Lift { span: Span { start: at(from), end: at(from + 4.0) }, turn_deg: [2.0, -1.0] };
    let found = found(1, Person::still(), Phone::typical(), &[lift]);
    let (lifted, replaced) = (times(&found, MotionEventKind::LiftOff), times(&found, MotionEventKind::Replaced));
    assert!(lifted.len() == 1 && (lifted[0] - from).abs() < 1.5, "{lifted:?}");
    assert!(replaced.len() == 1 && replaced[0] > lifted[0], "{replaced:?}");
    assert!(unclear(&found).contains(&(2, &Reason::Replaced)), "{:?}", unclear(&found));
    // The first half of a lift looks like a slip; nothing after it does.
    assert!(
        times(&found, MotionEventKind::Slip).iter().all(|at| (0.0..1.5).contains(&(lifted[0] - at))),
        "{:?}",
        found.events
    );
}

#[test]
fn a_cough_is_a_bump_and_spoils_its_rep_and_a_heel_that_touches_down_does_not() {
    let cough = Fault::Bump { at: at(lower(5) + 1.0) };
    let coughed = found(2, Person::still(), Phone::typical(), &[cough]);
    assert_eq!(times(&coughed, MotionEventKind::Bump).len(), 1, "{:?}", coughed.events);
    assert_eq!(unclear(&coughed), [(5, &Reason::Bumped)]);

    let heels = found(2, Person { heel_down: 1.0, ..Person::still() }, Phone::typical(), &[]);
    assert!(times(&heels, MotionEventKind::HeelDown).len() >= 8, "{:?}", heels.events);
    assert!(times(&heels, MotionEventKind::Bump).is_empty(), "{:?}", heels.events);
    assert!(heels.reps.iter().all(|r| r.verdict == Verdict::Steady));
}

#[test]
fn a_silent_sensor_is_a_gap_and_a_short_one_is_bridged() {
    let silence = |s: f64| {
        let start = at(lower(1) + 2.0);
        found(
            4,
            Person::still(),
            Phone::typical(),
            &[Fault::Gap { span: Span { start, end: start + Nanos::from_s(s) } }],
        )
    };
    let long = silence(1.5);
    assert_eq!(times(&long, MotionEventKind::Gap).len(), 1);
    assert_eq!(unclear(&long), [(1, &Reason::Gap)]);
    let short = silence(0.3);
    assert!(short.events.is_empty() && unclear(&short).is_empty(), "{:?} {:?}", short.events, unclear(&short));
}

#[test]
fn readings_that_are_no_numbers_change_no_verdict() {
    let start = at(lower(1) + 2.0);
    let span = Span { start, end: start + Nanos::from_s(0.2) };
    let found = found(4, Person::still(), Phone::typical(), &[Fault::NotANumber { span }]);
    assert!(found.reps.iter().all(|r| r.verdict == Verdict::Steady));
}

#[test]
fn every_rate_clock_and_convention_gives_the_same_verdicts() {
    use proximal_core::motion::frame::Convention::Ios;
    let typical = Phone::typical();
    let phones = [
        Phone { gyroscope: false, ..typical },
        Phone { rate_hz: 25.0, gyroscope: false, ..typical },
        Phone { rate_hz: 500.0, ..typical },
        Phone { convention: Ios, ..typical },
        Phone { rate_hz: 201.0, gyroscope: false, clock: Clock::WallClockMs, ..typical },
        Phone { rate_hz: 60.0, gyroscope: false, clock: Clock::Jittered { sd_s: 0.002, lost: 0.01 }, ..typical },
    ];
    for phone in phones {
        let found = found(5, Person::lopsided(), phone, &[]);
        assert_eq!(fault(&found), None, "{phone:?}");
        for (rep, truth) in found.reps.iter().zip(found.performance.truth.reps.iter().filter(|r| r.block.is_judged())) {
            let far = truth.tilt_peak_deg.abs() > 8.0;
            assert_eq!(rep.verdict == Verdict::Lost, far, "{phone:?} {:?}: {truth:?}", rep.tilt.peak_deg);
        }
    }
}

#[test]
fn deep_breathing_is_not_taken_for_a_pelvis_that_moves() {
    // The breath moves the phone by 8° in each rep; the pelvis does not move at all.
    for seed in 0..6 {
        let person = Person { breath_deg: 8.0, breath_jitter: 0.05, ..Person::still() };
        let found = found(seed, person, Phone::typical(), &[]);
        for rep in &found.reps {
            assert!(rep.tilt.peak_deg.value.abs() < 2.5, "seed {seed}: {:?}", rep.tilt.peak_deg);
            assert!(!matches!(rep.verdict, Verdict::Drifting | Verdict::Lost), "seed {seed}: {:?}", rep.verdict);
        }
    }
}

#[test]
fn a_person_who_does_not_follow_the_cue_gives_no_reference_and_no_verdict() {
    let simulator = Simulator::new(7, Person::still(), Phone::typical());
    let plan = plan_of(&article());
    let performance = run(&plan, START, simulator);
    // The same breaths under a cue of another pace.
    let mut phases = Vec::new();
    let mut t = START;
    for p in plan.phases() {
        let length = match p.kind {
            PhaseKind::Exhale => Nanos::from_s(3.0),
            PhaseKind::Inhale => Nanos::from_s(2.6),
            _ => p.length,
        };
        let span = Span { start: t, end: t + length };
        phases.push(PerformedPhase {
            kind: p.kind,
            block: p.block,
            key: p.key,
            attempt: 1,
            span,
            outcome: Outcome::Done,
        });
        t = span.end;
    }
    let found = measure(performance, &phases, &[]);
    assert_eq!(fault(&found), Some(ReferenceFault::OffCue));
    assert!(found.reps.iter().all(|r| r.verdict == Verdict::Unclear && r.reasons.contains(&Reason::NoReference)));
}

#[test]
fn the_reference_finds_how_late_the_person_follows_and_how_deep_the_breath_is() {
    for (seed, reaction_s) in [(1, 0.1), (2, 0.3), (3, 0.6)] {
        let person = Person { reaction_s, breath_deg: 5.0, ..Person::still() };
        let reference = found(seed, person, Phone::typical(), &[]).reference.unwrap();
        assert!((reference.delay_s - reaction_s).abs() < 0.15, "{} for {reaction_s}", reference.delay_s);
        assert!((reference.depth_deg - 5.0).abs() < 1.0, "{}", reference.depth_deg);
    }
}

#[test]
fn a_phone_that_lies_on_its_face_gives_no_reference_and_every_rep_says_why() {
    let face_down = Phone { slope_deg: [5.0, 178.0], ..Phone::typical() };
    let found = found(6, Person::still(), face_down, &[]);
    assert!(fault(&found).is_some());
    assert!(found.reps.iter().all(|r| r.verdict == Verdict::Unclear && r.reasons.contains(&Reason::NotPlaced)));
    let steep = Phone { slope_deg: [30.0, 10.0], ..Phone::typical() };
    let found = self::found(6, Person::still(), steep, &[]);
    assert!(found.reps.iter().all(|r| !r.reasons.contains(&Reason::NotPlaced)), "a steep belly is a belly");
}

#[test]
fn sides_that_swap_in_setup_are_no_slip() {
    let routine = leg_lowering(Variant::KneeBreak, OtherLeg::Supported, SidePlan::OneAfterTheOther);
    let plan = plan_of(&routine);
    assert!(plan.phases().iter().filter(|p| p.kind == PhaseKind::Setup).count() >= 2, "the sides swap in a setup");
    for (seed, posture_deg) in [(1, -15.0), (2, 15.0), (3, 10.0), (4, 5.0)] {
        let person = Person { posture_deg, ..Person::still() };
        let found = performed(&plan, Simulator::new(seed, person, Phone::typical()), &[]);
        assert!(found.events.is_empty(), "{posture_deg}: {:?}", found.events);
        assert!(found.reps.iter().all(|r| r.verdict == Verdict::Steady), "{posture_deg}: {:?}", unclear(&found));
    }
}

#[test]
fn flatten_and_arch_in_setup_is_no_slip_and_the_same_turn_in_a_rep_is() {
    let article = plan_of(&article());
    let with_signs = article.phases().iter().flat_map(|p| {
        let signs = PlannedPhase { kind: PhaseKind::Signs, length: Nanos::from_s(8.0), ..*p };
        let settle = PlannedPhase { kind: PhaseKind::Setup, length: Nanos::from_s(4.0), ..*p };
        let more = p.kind == PhaseKind::Setup;
        std::iter::once(*p).chain([signs, settle].into_iter().filter(move |_| more))
    });
    let plan = Plan::new(with_signs.collect());
    assert!(plan.phases().iter().any(|p| p.kind == PhaseKind::Signs));
    for seed in 0..4 {
        let found = performed(&plan, Simulator::new(seed, Person::still(), Phone::typical()), &[]);
        assert!(found.events.is_empty(), "{:?}", found.events);
        assert!(found.reps.iter().all(|r| r.verdict == Verdict::Steady), "{:?}", unclear(&found));

        let mut slips = Simulator::new(seed, Person::still(), Phone::typical());
        slips.fault(Fault::Slip { when: When::JudgedRep(2), turn_deg: [5.0, 0.0] });
        assert_eq!(times(&performed(&plan, slips, &[]), MotionEventKind::Slip).len(), 1);
    }
}

#[test]
fn deep_breaths_and_a_steep_belly_are_no_lift_off_and_do_not_keep_the_phone_from_being_ready() {
    let deep = Person { breath_deg: 10.0, ..Person::still() };
    for slope_deg in [[30.0, 0.0], [-20.0, 15.0], [8.0, -3.0]] {
        let found = found(2, deep, Phone { slope_deg, ..Phone::typical() }, &[]);
        assert!(found.events.is_empty(), "{slope_deg:?}: {:?}", found.events);
        assert_eq!((found.placement, fault(&found)), (PlacementState::Ready, None), "{slope_deg:?}");
    }
}

#[test]
fn a_phone_that_stands_or_lies_on_its_face_says_so_and_one_on_its_back_does_not() {
    for (slope_deg, placement) in [([70.0, 0.0], PlacementState::NotLying), ([5.0, 178.0], PlacementState::FaceDown)] {
        let found = found(6, Person::still(), Phone { slope_deg, ..Phone::typical() }, &[]);
        assert_eq!(found.placement, placement);
        assert!(
            matches!(fault(&found), Some(ReferenceFault::NotPlaced | ReferenceFault::Moved)),
            "{:?}",
            fault(&found)
        );
    }
    assert_eq!(found(6, Person::still(), Phone::typical(), &[]).placement, PlacementState::Ready);
}

#[test]
fn the_phones_own_vibration_leaves_nothing_when_masked_and_no_slip_when_not() {
    // The pattern of an exhale at every lower, and a long buzz in the third.
    let pulses = (0..10).flat_map(|n| [(n, 0.0, 0.06), (n, 0.14, 0.06)]).chain([(2, 2.0, 0.5)]);
    let buzzes: Vec<Span> =
        pulses.map(|(n, from_s, s)| Span { start: at(lower(n) + from_s), end: at(lower(n) + from_s + s) }).collect();
    for gyroscope in [true, false] {
        for (masks, is_masked) in [(buzzes.as_slice(), true), (&[], false)] {
            let mut simulator = Simulator::new(1, Person::still(), Phone { gyroscope, ..Phone::typical() });
            let mut spans = buzzes.clone();
            spans.sort_by_key(|s| s.start);
            for span in spans {
                simulator.shake(span);
            }
            let found = performed(&plan_of(&article()), simulator, masks);
            let kinds: Vec<_> = found.events.iter().map(|(_, k)| *k).collect();
            if is_masked {
                assert!(kinds.is_empty(), "{kinds:?}");
                assert!(found.reps.iter().all(|r| r.verdict == Verdict::Steady), "{:?}", unclear(&found));
            } else {
                use MotionEventKind::{DoubleTap, LiftOff, Slip};
                assert!(!kinds.iter().any(|k| matches!(k, Slip | LiftOff | DoubleTap)), "{kinds:?}");
            }
        }
    }
}

#[test]
fn a_rep_that_was_masked_for_a_third_says_so_and_one_with_pulses_does_not() {
    let mask = |s: f64| [Span { start: at(lower(3) + 1.0), end: at(lower(3) + 1.0 + s) }];
    let reasons = |masks: &[Span]| {
        let found = performed(&plan_of(&article()), Simulator::new(1, Person::still(), Phone::typical()), masks);
        unclear(&found).into_iter().map(|(i, r)| (i, *r)).collect::<Vec<_>>()
    };
    assert_eq!(reasons(&mask(4.0)), [(3, Reason::Masked)]);
    assert_eq!(reasons(&mask(0.5)), []);
}

/// A minute of a phone on a belly that breathes, its loudspeaker or motor shaking it by `force` m/s² at `hz` for 3 s.
fn shaken(force: f64, hz: f64, masked: bool) -> Vec<MotionEventKind> {
    let span = Span::from_s(30.0, 33.0);
    let mut tracker = Tracker::default();
    if masked {
        tracker.mask(0, Mask { span });
    }
    for i in 0..6_000_u32 {
        let t = MonoTime::from_s(0.01 * f64::from(i));
        let (sin, cos) = libm::sincos((8.0 + 2.0 * libm::sin(1.4 * t.s())).to_radians());
        let now = if span.contains(t) { force * libm::sin(std::f64::consts::TAU * hz * t.s()) } else { 0.0 };
        let acc = [0.6 * now, 9.8 * sin + 0.7 * now, 9.8 * cos + 0.5 * now];
        tracker.push(&Reading { at: t, dt_s: if i == 0 { 0.0 } else { 0.01 }, acc, gyr: None });
    }
    tracker.finish();
    let findings = std::iter::from_fn(|| tracker.next_finding());
    findings.filter_map(|f| if let Finding::Event(e) = f { Some(e.kind) } else { None }).collect()
}

#[test]
fn loud_sound_and_a_strong_motor_leave_nothing_when_masked_and_no_slip_or_sign_when_not() {
    for (force, hz) in [(1.5, 175.3), (4.0, 175.3), (2.0, 61.0), (3.0, 39.0)] {
        assert_eq!(shaken(force, hz, true), [], "{force} m/s² at {hz} Hz");
        let told = shaken(force, hz, false);
        let wrong = |k: &MotionEventKind| matches!(k, MotionEventKind::Slip | MotionEventKind::DoubleTap);
        assert!(!told.iter().any(wrong), "{force} m/s² at {hz} Hz: {told:?}");
    }
    // The strong motor is told when nobody masks it: the control shakes enough to matter.
    assert!(!shaken(4.0, 39.0, false).is_empty());
}
