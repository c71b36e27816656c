//! The simulated person and phone, seen from outside: what a whole session of theirs is like.
#![allow(clippy::float_cmp, reason = "exact values are meant")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic as tests do")]

use proptest::prelude::*;
use proximal_core::motion::MotionEventKind;
use proximal_core::motion::frame::{Convention, Frame, HEADER_BYTES, Record, SensorKind};
use proximal_core::sim::{
    Clock, Fault, Performance, Person, Phone, SampleTruth, SensorErrors, Simulator, Truth, When, run,
};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{BlockKind, Outcome, PerformedPhase, PhaseKind, Plan, PlannedPhase, RepKey, Side, Span};

const START: MonoTime = MonoTime(5_000_000_000);

fn phases(block: BlockKind, block_index: u16, side: Side, reps: u16, kinds: &[(PhaseKind, f64)]) -> Vec<PlannedPhase> {
    let cycle = |rep| {
        kinds.iter().map(move |&(kind, s)| PlannedPhase {
            kind,
            block,
            key: RepKey { block_index, set: 1, side, rep },
            length: Nanos::from_s(s),
        })
    };
    (1..=reps).flat_map(cycle).collect()
}

/// The article's routine: five exhales, two settling breaths, `reps` lowers a side.
fn plan_of(reps: u16, reversed: bool) -> Plan {
    let breath = [(PhaseKind::Exhale, 5.0), (PhaseKind::Inhale, 4.0)];
    let lower = if reversed { [(PhaseKind::Inhale, 4.0), (PhaseKind::Exhale, 5.0)] } else { breath };
    let setup = |index| phases(BlockKind::Setup, index, Side::Both, 1, &[(PhaseKind::Setup, 12.0)]);
    let parts = [
        setup(0),
        phases(BlockKind::Deadbug, 1, Side::Both, 5, &breath),
        setup(2),
        phases(BlockKind::Settle, 3, Side::Both, 2, &breath),
        phases(BlockKind::LegLower, 4, Side::Left, reps, &lower),
        setup(4),
        phases(BlockKind::LegLower, 4, Side::Right, reps, &lower),
    ];
    Plan::new(parts.concat())
}

fn plan() -> Plan {
    plan_of(5, false)
}

fn records(frames: &[Vec<u8>]) -> (Vec<Record>, Vec<[f64; 3]>) {
    let mut all = Vec::new();
    let mut si = Vec::new();
    for bytes in frames {
        let frame = Frame::parse(bytes).unwrap();
        for record in frame.records().map(Result::unwrap) {
            all.push(record);
            si.push(record.si(frame.convention));
        }
    }
    (all, si)
}

fn readings(performance: &Performance, kind: SensorKind) -> Vec<(f64, [f64; 3])> {
    let (all, si) = records(&performance.frames);
    all.iter().zip(si).filter(|(r, _)| r.kind == kind).map(|(r, v)| (MonoTime(r.t.0).s(), v)).collect()
}

fn of(seed: u64, person: Person, phone: Phone) -> Performance {
    run(&plan(), START, Simulator::new(seed, person, phone))
}

fn peaks(performance: &Performance, side: Side) -> Vec<f64> {
    let lowers = performance.truth.reps.iter().filter(|r| r.block == BlockKind::LegLower && r.key.side == side);
    lowers.map(|r| r.tilt_peak_deg.abs().max(r.roll_peak_deg.abs())).collect()
}

fn median(mut x: Vec<f64>) -> f64 {
    x.sort_by(f64::total_cmp);
    x[x.len() / 2]
}

fn size([x, y, z]: [f64; 3]) -> f64 {
    libm::sqrt(x * x + y * y + z * z)
}

/// Truth of every accelerometer reading and the readings themselves.
fn with_truth(
    plan: &Plan,
    seed: u64,
    person: Person,
    phone: Phone,
) -> (Vec<SampleTruth>, Vec<Record>, Vec<PerformedPhase>) {
    let performed = run(plan, START, Simulator::new(seed, person, phone)).performed;
    let mut sim = Simulator::new(seed, person, phone);
    for phase in performed.phases() {
        sim.phase(phase);
    }
    let end = performed.phases().last().unwrap().span.end;
    let (mut truth, mut frames) = (Vec::new(), Vec::new());
    let mut until = MonoTime(0);
    while until < end {
        until = until + Nanos::from_s(20.0);
        let mut bytes = Vec::new();
        sim.frame_with_truth(until, &mut bytes, &mut truth);
        frames.push(bytes);
    }
    (truth, records(&frames).0, performed.phases().to_vec())
}

fn at(truth: &[SampleTruth], t: MonoTime) -> &SampleTruth {
    &truth[truth.partition_point(|s| s.at < t)]
}

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

/// Integrates the gyroscope from the first up vector; says how far the result strays from the truth, degrees.
fn strays(seed: u64, phone: Phone) -> f64 {
    let mut person = Person::drawn(seed);
    person.hip_deg = 15.0;
    let phases = run(&plan_of(2, false), START, Simulator::new(seed, person, phone)).performed;
    let mut sim = Simulator::new(seed, person, phone);
    sim.fault(Fault::Slip { when: When::JudgedRep(1), turn_deg: [5.0, -3.0] });
    for p in phases.phases() {
        sim.phase(p);
    }
    let (mut bytes, mut truth) = (Vec::new(), Vec::new());
    sim.frame_with_truth(MonoTime::from_s(120.0), &mut bytes, &mut truth);
    let (all, _) = records(&[bytes]);
    let gyro = all.iter().filter(|r| r.kind == SensorKind::Gyroscope).map(|r| r.xyz.map(f64::from));
    let mut worst = 0.0_f64;
    let mut up = truth[0].up;
    let step_s = 1.0 / phone.rate_hz;
    // A gyroscope reading lies a quarter of a period after its accelerometer's, so it stands for the period well enough.
    for (rate, pair) in gyro.zip(truth.windows(2)) {
        let cross = |[a, b, c]: [f64; 3], [x, y, z]: [f64; 3]| [b * z - c * y, c * x - a * z, a * y - b * x];
        let half = cross(up, rate).map(|v| v * step_s / 2.0);
        let middle = [up[0] + half[0], up[1] + half[1], up[2] + half[2]];
        let whole = cross(middle, rate).map(|v| v * step_s);
        up = [up[0] + whole[0], up[1] + whole[1], up[2] + whole[2]];
        let off = size(cross(up, pair[1].up)).to_degrees();
        worst = worst.max(off);
    }
    worst
}

#[test]
fn the_gyroscope_integrates_to_the_attitude() {
    for (seed, skew_deg) in [(1, 0.0), (2, 20.0), (3, 90.0)] {
        let phone = Phone { rate_hz: 250.0, skew_deg, ..Phone::ideal() };
        let off = strays(seed, phone);
        assert!(off < 0.1, "skew {skew_deg}: {off}");
    }
}

#[test]
fn a_biased_gyroscope_does_not_integrate_to_the_attitude() {
    let errors = SensorErrors { gyr_bias_dps: 0.6, ..SensorErrors::NONE };
    assert!(strays(1, Phone { rate_hz: 250.0, errors, ..Phone::ideal() }) > 1.0);
}

#[test]
fn an_iphone_says_the_same_as_an_android_phone_after_conversion() {
    let android = of(5, Person::sloppy(), Phone::typical());
    let iphone = of(5, Person::sloppy(), Phone { convention: Convention::Ios, ..Phone::typical() });
    assert_eq!(android.truth, iphone.truth);
    let (a, b) = (records(&android.frames), records(&iphone.frames));
    assert_eq!(a.0.len(), b.0.len());
    for (x, y) in a.1.iter().zip(&b.1) {
        assert!(x.iter().zip(y).all(|(p, q)| (p - q).abs() < 1e-5), "{x:?} {y:?}");
    }
    assert_ne!(a.0, b.0);
}

#[test]
fn a_regular_clock_loses_repeats_and_delays_nothing() {
    let regular = of(1, Person::steady(), Phone::typical());
    let times: Vec<f64> = readings(&regular, SensorKind::Accelerometer).iter().map(|r| r.0).collect();
    assert!(times.windows(2).all(|w| (w[1] - w[0] - 0.01).abs() < 1e-6));
    let turns: Vec<f64> = readings(&regular, SensorKind::Gyroscope).iter().map(|r| r.0).collect();
    assert!(turns.iter().zip(&times).all(|(g, a)| (g - a - 0.0025).abs() < 1e-6));
}

#[test]
fn a_jittered_clock_loses_the_share_that_it_should() {
    let clock = Clock::Jittered { sd_s: 0.002, lost: 0.05 };
    let phone = Phone { rate_hz: 60.0, clock, gyroscope: false, ..Phone::typical() };
    let web = of(2, Person::steady(), phone);
    let whole = of(2, Person::steady(), Phone { clock: Clock::Regular, ..phone });
    let count = |p: &Performance| readings(p, SensorKind::Accelerometer).len() as f64;
    let lost = 1.0 - count(&web) / count(&whole);
    assert!((0.035..0.065).contains(&lost), "{lost}");
    assert!(readings(&web, SensorKind::Gyroscope).is_empty());
    let stamps: Vec<f64> = readings(&web, SensorKind::Accelerometer).iter().map(|r| r.0).collect();
    assert!(stamps.windows(2).all(|w| w[1] >= w[0]));
}

#[test]
fn a_wall_clock_shows_whole_milliseconds_and_repeats_some() {
    let phone = Phone { rate_hz: 201.0, clock: Clock::WallClockMs, gyroscope: false, ..Phone::typical() };
    let wall = of(3, Person::steady(), phone);
    let (all, _) = records(&wall.frames);
    assert!(all.iter().all(|r| r.t.0 % 1_000_000 == 0));
    let repeated = all.windows(2).filter(|w| w[0].t == w[1].t).count() as f64 / all.len() as f64;
    assert!((0.01..0.3).contains(&repeated), "{repeated}");
    let frame_ends_late = wall.frames.iter().all(|bytes| {
        let frame = Frame::parse(bytes).unwrap();
        frame.records().all(|r| r.unwrap().t.0 <= frame.received.0)
    });
    assert!(frame_ends_late);
}

#[test]
fn a_fast_sensor_clock_on_its_own_base_drifts_away_from_the_sessions() {
    let phone = Phone { drift_ppm: 50.0, clock_base: Nanos::from_s(1000.0), ..Phone::typical() };
    let off = of(3, Person::steady(), phone);
    let on = of(3, Person::steady(), Phone::typical());
    let stamps = |p| readings(p, SensorKind::Accelerometer);
    let (first, last) = (stamps(&off)[0].0, stamps(&off).last().unwrap().0);
    let end = stamps(&on).last().unwrap().0;
    assert_eq!(first, 1000.0);
    assert!((last - 1000.0 - end - end * 50e-6).abs() < 1e-6);
}

#[test]
fn gaps_and_readings_that_are_no_numbers_come_where_asked_and_nowhere_else() {
    let (gap, spoiled) = (Span::from_s(30.0, 31.5), Span::from_s(40.0, 40.2));
    let mut sim = Simulator::new(1, Person::steady(), Phone::typical());
    sim.fault(Fault::Gap { span: gap });
    sim.fault(Fault::NotANumber { span: spoiled });
    let faulty = run(&plan(), START, sim);
    let clean = of(1, Person::steady(), Phone::typical());
    let kinds: Vec<_> = faulty.truth.events.iter().map(|e| (e.at, e.kind)).collect();
    assert_eq!(kinds, [(gap.start, MotionEventKind::Gap)]);
    let (all, _) = records(&faulty.frames);
    assert!(!all.iter().any(|r| gap.contains(MonoTime(r.t.0))));
    for r in &all {
        assert_eq!(r.xyz.iter().all(|v| v.is_nan()), spoiled.contains(MonoTime(r.t.0)), "{r:?}");
    }
    let (whole, _) = records(&clean.frames);
    assert_eq!(whole.len() - all.len(), 300);
    assert!(whole.iter().all(|r| r.xyz.iter().all(|v| v.is_finite())));
}

#[test]
fn a_long_wait_is_handed_over_in_frames_that_can_count_it() {
    let mut sim = Simulator::new(1, Person::still(), Phone { rate_hz: 500.0, ..Phone::typical() });
    let mut count = || {
        let mut bytes = Vec::new();
        sim.frame(MonoTime::from_s(80.0), &mut bytes);
        records(&[bytes]).0.len()
    };
    assert_eq!([count(), count(), count()], [65_535, 80_001 - 65_535, 0]);
}

#[test]
fn a_slip_shows_in_the_truth_and_on_the_phone_and_otherwise_there_is_none() {
    let slipped = |turn_deg| {
        let mut sim = Simulator::new(8, Person::still(), Phone::ideal());
        if let Some(turn_deg) = turn_deg {
            sim.fault(Fault::Slip { when: When::JudgedRep(3), turn_deg });
        }
        run(&plan(), START, sim)
    };
    let (slip, none) = (slipped(Some([5.0, 0.0])), slipped(None));
    let third = slip.truth.reps.iter().find(|r| r.block == BlockKind::LegLower && r.key.rep == 3).unwrap();
    let [event] = slip.truth.events[..] else { panic!("{:?}", slip.truth.events) };
    assert_eq!(event.kind, MotionEventKind::Slip);
    assert!(third.span.contains(event.at));
    assert_eq!(third.tilt_peak_deg, 0.0);
    assert_eq!(none.truth.events, []);
    let tilt = |p: &Performance, t: f64| {
        let (_, a) = readings(p, SensorKind::Accelerometer).into_iter().find(|r| r.0 >= t).unwrap();
        libm::asin(a[1] / size(a)).to_degrees()
    };
    let (before, after) = (event.at.s() - 1.0, event.at.s() + 1.0);
    assert!((tilt(&slip, before) - tilt(&none, before)).abs() < 0.01);
    assert!((tilt(&slip, after) - tilt(&none, after) - 5.0).abs() < 0.1);
}

#[test]
fn a_lifted_phone_stands_up_and_a_knocked_one_is_jolted() {
    let mut sim = Simulator::new(8, Person::still(), Phone::ideal());
    let (lift, bump) = (Span::from_s(30.0, 35.0), MonoTime::from_s(50.0));
    sim.fault(Fault::Lift { span: lift, turn_deg: [2.0, 1.0] });
    sim.fault(Fault::Bump { at: bump });
    let faulty = run(&plan(), START, sim);
    let kinds: Vec<_> = faulty.truth.events.iter().map(|e| e.kind).collect();
    assert_eq!(kinds, [MotionEventKind::LiftOff, MotionEventKind::Replaced, MotionEventKind::Bump]);
    for (t, a) in readings(&faulty, SensorKind::Accelerometer) {
        let tilt = libm::asin(a[1] / size(a)).to_degrees();
        assert!(tilt < 45.0 || lift.contains(MonoTime::from_s(t)), "at {t}: {tilt}");
        if (31.5..33.5).contains(&t) {
            assert!(tilt > 45.0, "at {t}: {tilt}");
        }
        let jolted = (size(a) - 9.806_65).abs() > 1.0;
        assert!(!jolted || (50.0..50.5).contains(&t), "at {t}: {a:?}");
    }
    let knocked = readings(&faulty, SensorKind::Accelerometer);
    assert!(knocked.iter().any(|(_, a)| (size(*a) - 9.806_65).abs() > 1.0));
}

#[test]
fn a_phone_being_laid_down_does_not_lie_yet() {
    let tilt_at_once = |phone| {
        let (_, a) = readings(&of(1, Person::still(), phone), SensorKind::Accelerometer)[0];
        libm::asin(a[1] / size(a)).to_degrees()
    };
    assert!(tilt_at_once(Phone::typical()) > 45.0);
    assert!(tilt_at_once(Phone { laid_down_s: 0.0, ..Phone::typical() }) < 30.0);
}

#[test]
fn the_phone_shakes_within_the_spans_it_is_told_and_only_there() {
    let mut sim = Simulator::new(1, Person::still(), Phone::ideal());
    let span = Span::from_s(4.0, 4.06);
    sim.shake(span);
    let mut bytes = Vec::new();
    sim.frame(MonoTime::from_s(8.0), &mut bytes);
    let (all, si) = records(&[bytes]);
    for (r, a) in all.iter().zip(&si).filter(|(r, _)| r.kind == SensorKind::Accelerometer) {
        assert!((size(*a) - 9.806_65).abs() < 0.3 || span.contains(MonoTime(r.t.0)), "{r:?}");
    }
    assert!(si.iter().any(|a| size(*a) > 10.1));
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

/// All records and the truth of a session whose frames end at `stops`, each phase told when it begins, broken off at `abort_s`.
fn chopped(seed: u64, stops: &[f64], abort_s: f64) -> (Vec<u8>, Truth) {
    let phone = Phone { clock: Clock::Jittered { sd_s: 0.002, lost: 0.02 }, ..Phone::typical() };
    let person = Person::drawn(seed);
    let cues = run(&plan_of(1, false), START, Simulator::new(seed, person, phone)).performed;
    let abort = MonoTime::from_s(abort_s);
    let begins = cues.phases().iter().map(|p| p.span.start).filter(|t| *t < abort);
    let end = MonoTime::from_s(125.0);
    let mut ends: Vec<MonoTime> =
        stops.iter().map(|s| MonoTime::from_s(*s)).chain(begins).chain([abort, end]).collect();
    ends.sort();
    let mut sim = Simulator::new(seed, person, phone);
    sim.fault(Fault::Slip { when: When::JudgedRep(1), turn_deg: [4.0, 2.0] });
    let mut readings = Vec::new();
    for until in ends {
        let mut bytes = Vec::new();
        sim.frame(until, &mut bytes);
        readings.extend_from_slice(&bytes[HEADER_BYTES..]);
        if until == abort {
            sim.abort(abort);
        } else if let Some(phase) = cues.phases().iter().find(|p| p.span.start == until && until < abort) {
            sim.phase(phase);
        }
    }
    (readings, sim.truth().clone())
}

#[test]
fn a_person_who_knows_the_plan_does_what_one_does_who_hears_each_phase_begin() {
    let knowing = of(11, Person::lopsided(), Phone::typical());
    let mut hearing = Simulator::new(11, Person::lopsided(), Phone::typical());
    let mut readings = Vec::new();
    let mut take = |sim: &mut Simulator, until| {
        let mut bytes = Vec::new();
        sim.frame(until, &mut bytes);
        readings.extend(records(&[bytes]).0);
    };
    for phase in knowing.performed.phases() {
        take(&mut hearing, phase.span.start);
        hearing.phase(phase);
    }
    take(&mut hearing, knowing.performed.phases().last().unwrap().span.end + Nanos::from_s(3.0));
    assert_eq!(records(&knowing.frames).0, readings);
    assert_eq!(&knowing.truth, hearing.truth());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_same_seed_and_phases_give_the_same_bytes_however_time_is_chopped(
        seed in 0_u64..1000,
        stops in prop::collection::vec(0.0_f64..125.0, 0..400),
        abort_s in 6.0_f64..120.0,
    ) {
        prop_assert_eq!(chopped(seed, &stops, abort_s), chopped(seed, &[], abort_s));
    }

    #[test]
    fn another_seed_gives_other_bytes_and_every_rate_its_number_of_readings(seed in 0_u64..1000, rate_hz in 25.0_f64..500.0) {
        let phone = Phone { rate_hz, ..Phone::typical() };
        let bytes = |seed| {
            let mut bytes = Vec::new();
            Simulator::new(seed, Person::drawn(7), phone).frame(MonoTime::from_s(10.0), &mut bytes);
            bytes
        };
        prop_assert_ne!(bytes(seed), bytes(seed + 1));
        let count = records(&[bytes(seed)]).0.len() as f64;
        prop_assert!((count - 20.0 * rate_hz).abs() <= 4.0, "{} at {} Hz", count, rate_hz);
    }
}
