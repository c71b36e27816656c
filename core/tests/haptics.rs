//! A phone that vibrates measures itself: whole sessions with and without the shaking of their own cues are judged
//! alike, because every cue says which interval it spoils (FIELD F16). Beside its masks the same shaking is seen.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod common;

use common::{Host, Ran, article};
use proximal_core::cues::Haptic;
use proximal_core::motion::{MotionEventKind, Verdict};
use proximal_core::session::{Command, State};
use proximal_core::sim::{Motor, Person, Phone};
use proximal_core::time::Nanos;

/// Beyond every mask and its ringing, inside the same breath.
const BESIDE: Nanos = Nanos(1_500_000_000);

fn ran(seed: u64, phone: Phone, shakes_after: Option<Nanos>) -> Ran {
    let mut host = Host::new(seed, Person::lopsided(), phone, article());
    host.shakes_after = shakes_after;
    host.command(Command::Start);
    host.until(State::Done);
    host.end()
}

fn verdicts(ran: &Ran) -> Vec<Verdict> {
    ran.record.reps.iter().map(|r| r.verdict).collect()
}

fn events(ran: &Ran) -> Vec<MotionEventKind> {
    ran.record.events.iter().map(|e| e.kind).collect()
}

/// How much the breaths of the reference differ in roll, where least moves.
fn spread(ran: &Ran) -> f64 {
    ran.record.reference.as_ref().unwrap().spread_deg[1]
}

#[test]
fn one_pulse_is_in_and_two_are_out_and_each_is_short() {
    assert_eq!((Haptic::One.pulses().len(), Haptic::Two.pulses().len()), (1, 2));
    for (_, length) in Haptic::One.pulses().iter().chain(Haptic::Two.pulses()) {
        assert!((Nanos::from_s(0.03)..=Nanos::from_s(0.08)).contains(length));
    }
}

#[test]
fn a_session_that_shakes_its_phone_is_judged_like_one_that_does_not() {
    for seed in [1, 2, 3, 4, 5] {
        for gyroscope in [true, false] {
            let phone = |motor| Phone { gyroscope, motor, ..Phone::typical() };
            let still = ran(seed, phone(Motor::SOFT), None);
            assert_eq!(still.record.reps.len(), 10);
            for motor in [Motor::SOFT, Motor::STRONG, Motor::TURNING] {
                let shaken = ran(seed, phone(motor), Some(Nanos(0)));
                let who = format!("seed {seed}, gyroscope {gyroscope}, {motor:?}");
                assert_eq!(verdicts(&shaken), verdicts(&still), "{who}");
                assert_eq!(events(&shaken), events(&still), "{who}");
            }
        }
    }
}

#[test]
fn the_same_shaking_beside_its_masks_spoils_the_session() {
    for motor in [Motor::STRONG, Motor::TURNING] {
        for gyroscope in [true, false] {
            let phone = Phone { gyroscope, motor, ..Phone::typical() };
            let mut host = Host::new(1, Person::lopsided(), phone, article());
            host.shakes_after = Some(BESIDE);
            host.command(Command::Start);
            host.until(State::Running);
            // It may be taken for a lifted phone.
            host.until_any(&[State::Done, State::Paused, State::Lifted]);
            let beside = host.end();
            assert!(!events(&beside).is_empty(), "{motor:?}");
            assert!(beside.record.reps.iter().all(|r| r.verdict == Verdict::Unclear), "{motor:?}");
        }
    }
    let soft = Phone { gyroscope: false, ..Phone::typical() };
    let [still, masked, beside] = [None, Some(Nanos(0)), Some(BESIDE)].map(|after| ran(1, soft, after));
    assert!((spread(&masked) - spread(&still)).abs() < 1e-12, "what is masked is not there");
    assert!(spread(&beside) > 1.3 * spread(&still), "a soft one still makes the reference rougher");
}
