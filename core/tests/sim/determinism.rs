//! The same seed and phases give the same bytes, in whatever pieces time is asked for.

use super::*;

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
