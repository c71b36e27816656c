//! Which way the phone lies: found in the breath of the reference, told and stored, and never turned by silently; chosen,
//! it turns everything.

#![allow(clippy::unwrap_used, reason = "test support: what cannot be here is a failing test")]

mod common;

use common::{Host, article, plan_of};
use proximal_core::motion::{Finding, Intake, Laid, Lies, MotionEvent, ReferenceRecord, RepRecord, Tracker};
use proximal_core::session::{Command, Event, Session, Setup, State, says};
use proximal_core::sim::{Performance, Person, Phone, Simulator, run};
use proximal_core::time::MonoTime;

const START: MonoTime = MonoTime(6_000_000_000);

struct Found {
    reference: ReferenceRecord,
    reps: Vec<RepRecord>,
    events: Vec<MotionEvent>,
}

fn performed(seed: u64, person: Person, phone: Phone) -> Performance {
    run(&plan_of(&article()), START, Simulator::new(seed, person, phone))
}

fn measured(performance: &Performance, laid: Laid) -> Found {
    let (mut intake, mut tracker) = (Intake::default(), Tracker::laid(laid));
    for phase in performance.performed.phases() {
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
    let (mut reference, mut reps, mut events) = (None, Vec::new(), Vec::new());
    while let Some(finding) = tracker.next_finding() {
        match finding {
            Finding::Reference(r) => reference = Some(r),
            Finding::Rep(rep) => reps.push(rep),
            Finding::Event(event) => events.push(event),
        }
    }
    Found { reference: reference.unwrap(), reps, events }
}

fn reference(seed: u64, person: Person, skew_deg: f64, laid: Laid) -> ReferenceRecord {
    measured(&performed(seed, person, Phone { skew_deg, ..Phone::typical() }), laid).reference
}

/// A person whose breath moves the phone in the sagittal plane alone.
fn straight() -> Person {
    Person { breath_askew_deg: 0.0, ..Person::steady() }
}

#[test]
fn a_phone_laid_askew_crosswise_or_the_wrong_way_round_is_told_with_its_angle() {
    let cases = [
        (30.0, Lies::Askew),
        (-45.0, Lies::Askew),
        (90.0, Lies::CrosswiseRight),
        (-90.0, Lies::CrosswiseLeft),
        (110.0, Lies::CrosswiseRight),
        (180.0, Lies::WrongWayRound),
        (-160.0, Lies::WrongWayRound),
    ];
    for (seed, (skew_deg, lies)) in (0..).zip(cases) {
        let found = reference(seed, straight(), skew_deg, Laid::Upright);
        assert_eq!(found.lies, lies, "{skew_deg}: {:?}", found.askew_deg);
        assert_eq!(found.fault, None, "{skew_deg}: it is told, not refused");
        let askew = found.askew_deg.unwrap();
        // A breath is the same from either end of the circle.
        let holds = [-360.0, 0.0, 360.0].iter().any(|turn| {
            let [low, high] = askew.ci95;
            (low..high).contains(&(skew_deg + turn))
        });
        assert!(holds, "{skew_deg}: {askew:?}");
        assert!(found.is_mislaid() && says::mislaid(&found).is_some());
    }
}

#[test]
fn a_phone_that_lies_as_it_should_is_not_called_askew_whoever_lies_there() {
    let (mut told, mut unknown) = (Vec::new(), 0);
    for seed in 0..40 {
        let found = reference(seed, Person::drawn(seed), 0.0, Laid::Upright);
        unknown += u32::from(found.lies == Lies::Unknown);
        // People's own breath leaves the axis by up to 10° here, and a hand lays the phone down by eye.
        told.extend(found.is_mislaid().then_some((seed, found.lies, found.askew_deg)));
    }
    assert!(told.is_empty() && unknown <= 4, "{told:?}, {unknown} unknown");
}

#[test]
fn a_breath_too_shallow_to_see_tells_no_way() {
    for (seed, skew_deg) in [(1, 0.0), (2, 90.0), (3, 180.0)] {
        let shallow = Person { breath_deg: 0.25, ..straight() };
        let found = reference(seed, shallow, skew_deg, Laid::Upright);
        assert_eq!((found.lies, found.askew_deg), (Lies::Unknown, None), "{skew_deg}");
        assert!(says::mislaid(&found).is_none());
    }
}

#[test]
fn a_phone_laid_crosswise_by_choice_measures_what_an_upright_one_does() {
    for (laid, skew_deg) in [(Laid::CrosswiseLeft, -90.0), (Laid::CrosswiseRight, 90.0)] {
        for (seed, person) in [(3, Person::lopsided()), (4, Person::drawn(4)), (5, Person::sloppy())] {
            // Without errors: the sensors' own lie in the phone's axes and turn with it.
            let upright = measured(&performed(seed, person, Phone::ideal()), Laid::Upright);
            let turned = performed(seed, person, Phone { skew_deg, ..Phone::ideal() });
            let chosen = measured(&turned, laid);
            assert_same(&upright, &chosen);
            assert!(!chosen.reference.is_mislaid() && chosen.reference.laid == laid);

            let not_chosen = measured(&turned, Laid::Upright).reference;
            let crosswise = if skew_deg > 0.0 { Lies::CrosswiseRight } else { Lies::CrosswiseLeft };
            assert_eq!((not_chosen.lies, not_chosen.laid), (crosswise, Laid::Upright), "{not_chosen:?}");
            // Chosen, and not done.
            let not_done = reference(seed, person, 0.0, laid);
            assert!(not_done.lies == Lies::Upright && not_done.is_mislaid(), "{not_done:?}");
        }
    }
}

fn assert_same(a: &Found, b: &Found) {
    assert_eq!(a.events, b.events);
    assert_eq!(a.reps.len(), b.reps.len());
    for (a, b) in a.reps.iter().zip(&b.reps) {
        assert_eq!((a.verdict, &a.reasons, a.breath, a.span), (b.verdict, &b.reasons, b.breath, b.span));
        let (a, b) = (serde_json::to_value(a).unwrap(), serde_json::to_value(b).unwrap());
        near(&a, &b);
    }
}

/// Every number of `a` is that of `b` to 1e-9.
fn near(a: &serde_json::Value, b: &serde_json::Value) {
    use serde_json::Value::{Array, Number, Object};
    match (a, b) {
        (Number(x), Number(y)) => assert!((x.as_f64().unwrap() - y.as_f64().unwrap()).abs() < 1e-9, "{x} and {y}"),
        (Array(x), Array(y)) => x.iter().zip(y).for_each(|(x, y)| near(x, y)),
        (Object(x), Object(y)) => x.iter().zip(y).for_each(|((_, x), (_, y))| near(x, y)),
        _ => assert_eq!(a, b),
    }
}

#[test]
fn a_reference_of_an_older_version_reads_as_upright_and_unknown() {
    let found = reference(1, straight(), 0.0, Laid::Upright);
    let mut old = serde_json::to_value(&found).unwrap();
    for field in ["laid", "lies", "askew_deg"] {
        assert!(old.as_object_mut().unwrap().remove(field).is_some());
    }
    let read: ReferenceRecord = serde_json::from_value(old).unwrap();
    assert_eq!((read.laid, read.lies, read.askew_deg), (Laid::Upright, Lies::Unknown, None));
    assert!(!read.is_mislaid());
}

/// What a live session shows of the way the phone lies, when it learns the reference, and in its result.
fn session_shows(skew_deg: f64, laid: Laid) -> (String, bool) {
    let mut host = Host::new(1, straight(), Phone { skew_deg, ..Phone::typical() }, article());
    host.session = Session::new(Setup { laid, ..common::setup(1, article()) });
    host.silent = true;
    host.command(Command::Start);
    while !host.events.iter().any(|e| matches!(e, Event::Reference(_))) {
        host.tick();
    }
    let shown = host.snapshot.as_ref().unwrap().message.as_ref().unwrap().key.to_string();
    host.until(State::Felt);
    host.command(Command::Skip);
    let result = host.snapshot.as_ref().unwrap().result.clone().unwrap();
    (shown, result.what.iter().any(|text| text.key.starts_with("lies-")))
}

#[test]
fn a_live_session_tells_that_the_phone_lies_otherwise_and_tells_nothing_when_it_lies_as_chosen() {
    assert_eq!(session_shows(0.0, Laid::Upright), ("reference-accepted".to_owned(), false));
    assert_eq!(session_shows(90.0, Laid::Upright), ("lies-crosswise".to_owned(), true));
    assert_eq!(session_shows(90.0, Laid::CrosswiseRight), ("reference-accepted".to_owned(), false));
    assert_eq!(session_shows(180.0, Laid::Upright).0, "signs-asked", "it is in doubt, so it is asked");
}
