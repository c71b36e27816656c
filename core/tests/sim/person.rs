//! What the person does: breath, pelvis, muscle, heel, and being broken off.

use super::*;

#[test]
fn a_still_pelvis_is_exactly_still_and_the_phone_at_rest_weighs_one_g() {
    for seed in 0..5 {
        let still = of(seed, Person::still(), Phone::typical());
        assert_eq!(still.truth.reps.len(), 5 + 2 + 10);
        for rep in &still.truth.reps {
            assert_eq!((rep.tilt_peak_deg, rep.roll_peak_deg, rep.creep_deg), (0.0, 0.0, 0.0));
            assert!(!rep.aborted);
        }
        assert_eq!(still.truth.events, []);
        let lying = readings(&still, SensorKind::Accelerometer).into_iter().filter(|(t, _)| *t > 3.0);
        let weights: Vec<f64> = lying.map(|(_, a)| size(a)).collect();
        let mean = weights.iter().sum::<f64>() / weights.len() as f64;
        assert!((9.4..10.2).contains(&mean), "{mean}");
        assert!(weights.iter().all(|w| (w - mean).abs() < 0.3));
    }
}

#[test]
fn an_ideal_accelerometer_at_rest_says_standard_gravity() {
    let still = of(1, Person::still(), Phone::ideal());
    let all = readings(&still, SensorKind::Accelerometer);
    let mean = all.iter().map(|(_, a)| size(*a)).sum::<f64>() / all.len() as f64;
    assert!((mean - 9.806_65).abs() < 0.002, "{mean}");
}

#[test]
fn the_right_side_of_a_lopsided_person_turns_farther_than_the_left_in_twenty_seeds() {
    for seed in 0..20 {
        let both = of(seed, Person::lopsided(), Phone::typical());
        let (left, right) = (median(peaks(&both, Side::Left)), median(peaks(&both, Side::Right)));
        assert!(left < 2.0 && right > 8.0, "seed {seed}: {left} {right}");
        let even = of(seed, Person::steady(), Phone::typical());
        let (left, right) = (median(peaks(&even, Side::Left)), median(peaks(&even, Side::Right)));
        assert!((left - right).abs() < 1.0, "seed {seed}: {left} {right}");
    }
}

#[test]
fn the_pelvis_rolls_towards_the_moving_leg_and_tilts_forward() {
    for rep in &of(3, Person::sloppy(), Phone::typical()).truth.reps {
        match (rep.block, rep.key.side) {
            (BlockKind::LegLower, Side::Left) => assert!(rep.tilt_peak_deg > 0.0 && rep.roll_peak_deg > 0.0),
            (BlockKind::LegLower, _) => assert!(rep.tilt_peak_deg > 0.0 && rep.roll_peak_deg < 0.0),
            _ => assert_eq!((rep.tilt_peak_deg, rep.roll_peak_deg), (0.0, 0.0)),
        }
    }
}

#[test]
fn a_bulging_muscle_turns_the_phone_but_not_the_pelvis() {
    let mut person = Person::still();
    person.skill[1].bulge_deg = 4.0;
    let (truth, _, phases) = with_truth(&plan(), 2, person, Phone::ideal());
    let roll = |s: &SampleTruth| libm::atan2(-s.up[0], s.up[2]).to_degrees();
    let turned = |side| {
        let drops = phases
            .iter()
            .filter(|p| p.block == BlockKind::LegLower && p.key.side == side && p.kind == PhaseKind::Exhale);
        median(drops.map(|p| roll(at(&truth, p.span.end)) - roll(at(&truth, p.span.start))).collect())
    };
    assert!(truth.iter().all(|s| s.tilt_deg == 0.0 && s.roll_deg == 0.0));
    assert!(turned(Side::Right) > 2.5, "{}", turned(Side::Right));
    assert!(turned(Side::Left).abs() < 1.0, "{}", turned(Side::Left));
}

#[test]
fn the_exhale_lowers_the_head_edge_and_the_inhale_raises_it() {
    for seed in 0..5 {
        let (truth, _, phases) = with_truth(&plan(), seed, Person::still(), Phone::ideal());
        for p in &phases {
            let late = Nanos::from_s(0.3);
            let (a, b) = (at(&truth, p.span.start + late), at(&truth, p.span.end + late));
            match p.kind {
                PhaseKind::Exhale if p.key.rep > 1 => assert!(a.up[1] > b.up[1] + 0.02, "{p:?}"),
                PhaseKind::Inhale if p.span.end < phases.last().unwrap().span.end => {
                    assert!(a.up[1] < b.up[1] - 0.02, "{p:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn with_reversed_phases_the_leg_drops_on_the_inhale() {
    let mut person = Person::sloppy();
    person.skill.iter_mut().for_each(|s| s.holds = 0.0);
    for (reversed, drop) in [(true, PhaseKind::Inhale), (false, PhaseKind::Exhale)] {
        let (truth, _, phases) = with_truth(&plan_of(3, reversed), 4, person, Phone::ideal());
        for p in phases.iter().filter(|p| p.block == BlockKind::LegLower && p.kind == drop) {
            let (a, b) = (at(&truth, p.span.start), at(&truth, p.span.end));
            assert!(b.tilt_deg - a.tilt_deg > 4.0, "{p:?}");
            if p.key.rep > 1 {
                assert_eq!(b.breath_deg > a.breath_deg, reversed, "{p:?}");
            }
        }
    }
}

#[test]
fn breath_after_the_reference_is_as_much_deeper_as_asked() {
    let depth = |depth_change: f64| {
        let person = Person { depth_change, breath_jitter: 0.0, ..Person::still() };
        let (truth, _, phases) = with_truth(&plan(), 9, person, Phone::ideal());
        let swing = |block| {
            let whole = phases.iter().filter(|p| p.block == block && p.key.rep > 1 && p.kind == PhaseKind::Exhale);
            let late = Nanos::from_s(0.35);
            median(
                whole
                    .map(|p| at(&truth, p.span.start + late).breath_deg - at(&truth, p.span.end + late).breath_deg)
                    .collect(),
            )
        };
        swing(BlockKind::LegLower) / swing(BlockKind::Deadbug)
    };
    assert!((depth(1.5) - 1.5).abs() < 0.03, "{}", depth(1.5));
    assert!((depth(1.0) - 1.0).abs() < 0.03, "{}", depth(1.0));
}

#[test]
fn creep_adds_up_within_a_set_and_begins_anew_after_a_change_of_posture() {
    let mut person = Person::still();
    person.skill.iter_mut().for_each(|s| s.creep_deg = 1.0);
    let creeping = of(6, person, Phone::ideal());
    for side in [Side::Left, Side::Right] {
        let lowers = creeping.truth.reps.iter().filter(|r| r.block == BlockKind::LegLower && r.key.side == side);
        let creep: Vec<f64> = lowers.map(|r| r.creep_deg).collect();
        assert_eq!(creep[0], 0.0);
        assert!(creep.windows(2).all(|w| w[1] - w[0] > 0.3), "{creep:?}");
    }
}

#[test]
fn heels_touch_down_near_the_end_of_the_drop_when_they_do() {
    let person = Person { heel_down: 1.0, ..Person::still() };
    let touching = of(1, person, Phone::typical());
    assert_eq!(touching.truth.events.len(), 10);
    let drops = touching.performed.phases().iter().filter(|p| p.block == BlockKind::LegLower);
    let drops = drops.filter(|p| p.kind == PhaseKind::Exhale);
    for (event, drop) in touching.truth.events.iter().zip(drops) {
        assert_eq!(event.kind, MotionEventKind::HeelDown);
        assert!((event.at - drop.span.end).s().abs() < 1.0, "{event:?}");
    }
}

#[test]
fn a_rep_broken_off_is_cut_and_the_leg_comes_back() {
    let mut sim = Simulator::new(1, Person::sloppy(), Phone::ideal());
    let key = RepKey { block_index: 0, set: 1, side: Side::Left, rep: 1 };
    let drop = |start_s: f64, attempt| PerformedPhase {
        kind: PhaseKind::Exhale,
        block: BlockKind::LegLower,
        key,
        attempt,
        span: Span::from_s(start_s, start_s + 5.0),
        outcome: Outcome::Done,
    };
    let (mut bytes, mut truth) = (Vec::new(), Vec::new());
    sim.phase(&drop(5.0, 1));
    sim.frame_with_truth(MonoTime::from_s(9.0), &mut bytes, &mut truth);
    sim.abort(MonoTime::from_s(9.0));
    sim.frame_with_truth(MonoTime::from_s(20.0), &mut bytes, &mut truth);
    sim.phase(&drop(20.0, 2));
    sim.frame_with_truth(MonoTime::from_s(26.0), &mut bytes, &mut truth);
    let [first, second] = sim.truth().reps[..] else { panic!("{:?}", sim.truth().reps) };
    assert!(first.aborted && first.span == Span::from_s(5.0, 9.0));
    assert!(!second.aborted && second.attempt == 2);
    assert!(at(&truth, MonoTime::from_s(9.0)).tilt_deg > 3.0);
    assert!(at(&truth, MonoTime::from_s(12.0)).tilt_deg.abs() < 0.01);
    let breaths: Vec<f64> = (13..20).map(|s| at(&truth, MonoTime::from_s(f64::from(s))).breath_deg).collect();
    assert!(breaths.iter().any(|b| *b > 0.3) && breaths.iter().any(|b| *b < -0.3), "{breaths:?}");
}

#[test]
fn who_gives_up_forgets_what_was_to_come() {
    let stopped_at = MonoTime::from_s(20.0);
    let mut sim = Simulator::new(1, Person::sloppy(), Phone::ideal());
    for phase in run(&plan(), START, sim.clone()).performed.phases() {
        sim.phase(phase);
    }
    sim.abort(stopped_at);
    let (mut bytes, mut truth) = (Vec::new(), Vec::new());
    sim.frame_with_truth(MonoTime::from_s(200.0), &mut bytes, &mut truth);
    let [only] = sim.truth().reps[..] else { panic!("{:?}", sim.truth().reps) };
    assert!(only.aborted && only.span.end == stopped_at);
    assert!(truth.iter().all(|s| s.tilt_deg == 0.0));
}

#[test]
fn people_who_are_drawn_lie_within_their_ranges_and_differ() {
    let people: Vec<Person> = (0..200).map(Person::drawn).collect();
    for p in &people {
        assert!((1.0..=11.0).contains(&p.breath_deg) && (0.4..=1.6).contains(&p.depth_change), "{p:?}");
        assert!((0.0..=20.0).contains(&p.hip_deg) && (5.0..=15.0).contains(&p.posture_deg), "{p:?}");
        assert!(p.skill.iter().all(|s| (0.0..=4.0).contains(&s.bulge_deg) && s.holds < 0.9), "{p:?}");
    }
    assert!(people.windows(2).all(|w| w[0] != w[1]));
}
