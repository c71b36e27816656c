//! What goes wrong with the phone, and that nothing does otherwise.

use super::*;

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
