//! The reference of a live session: tried again when refused, kept through a pause, and not learned from a turned phone.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]

mod common;

use common::{Host, article, cues, lowering, running, said, started};
use proximal_core::motion::{MotionEventKind, Reason, Verdict};
use proximal_core::session::{Command, Ending, Event, Input, Interruption, State};
use proximal_core::sim::{Person, Phone};
use proximal_core::time::Nanos;
use proximal_core::timeline::{BlockKind, PhaseKind};

#[test]
fn what_ends_a_session_in_the_reference_counts_nothing_in_and_says_nothing_of_the_reference() {
    for (ending, input) in [
        (Ending::Pain, Input::Command(Command::Pain)),
        (Ending::Stopped, Input::Command(Command::Stop)),
        (Ending::Interrupted, Input::Interruption(Interruption::SourceEnded)),
    ] {
        let mut host = started(Person::still());
        host.until(State::Running);
        while running(&host).key.rep < 3 || running(&host).block != BlockKind::Deadbug {
            host.tick();
        }
        let before = cues(&host).len();
        host.input(input);
        assert_eq!((host.state(), host.session.record().ending), (State::Done, ending));
        let after: Vec<&str> = said(&host).split_off(before.min(said(&host).len()));
        let told = cues(&host).len() - before;
        assert_eq!(told, 1, "{ending:?}: {after:?}");
    }
}

#[test]
fn a_phone_the_wrong_way_round_asks_for_a_flatten_and_arch_twice_and_flips_nothing() {
    let mut host = Host::new(1, Person { breath_askew_deg: 0.0, ..Person::still() }, turned(180.0), article());
    host.command(Command::Start);
    host.until(State::Done);
    let signs = host.session.record();
    let phases: Vec<u16> =
        signs.performed.phases().iter().filter(|p| p.kind == PhaseKind::Signs).map(|p| p.attempt).collect();
    assert_eq!(phases, [1, 2]);
    assert!(host.motions().contains(&MotionEventKind::SignsAgainst));
    assert_eq!((signs.ending, signs.reps.len()), (Ending::Finished, 10));
    let mut right = Host::new(1, Person { breath_askew_deg: 0.0, ..Person::still() }, turned(0.0), article());
    right.command(Command::Start);
    right.until(State::Done);
    assert!(right.session.record().performed.phases().iter().all(|p| p.kind != PhaseKind::Signs), "not in doubt");
}

fn turned(skew_deg: f64) -> Phone {
    Phone { skew_deg, ..Phone::typical() }
}

#[test]
fn a_refused_reference_is_tried_once_more_and_then_the_session_goes_on_unmeasured() {
    let mut host = started(Person::still());
    host.deaf = true;
    host.until(State::Done);
    let record = host.session.record();
    let told: Vec<bool> = host
        .events
        .iter()
        .filter_map(|e| match e {
            Event::Reference(r) => Some(r.fault.is_some()),
            _ => None,
        })
        .collect();
    assert_eq!(told, [true, true]);
    let tries = record.performed.phases().iter().filter(|p| p.block == BlockKind::Deadbug).map(|p| p.attempt).max();
    assert_eq!(tries, Some(2));
    assert_eq!((record.ending, record.reps.len()), (Ending::Finished, 10));
    let unclear = record.reps.iter().all(|r| r.verdict == Verdict::Unclear && r.reasons.contains(&Reason::NoReference));
    assert!(unclear, "{:?}", record.reps);
}

#[test]
fn why_the_reference_is_tried_again_is_said_and_not_taken_back() {
    let mut host = started(Person::still());
    host.deaf = true;
    while !host.events.iter().any(|e| matches!(e, Event::Reference(_))) {
        host.tick();
    }
    let at = host.events.iter().position(|e| matches!(e, Event::Reference(_))).unwrap();
    let after = host.events[at..].iter();
    let after: Vec<_> = after.filter(|e| matches!(e, Event::Cue(_) | Event::CancelCuesFrom(_))).collect();
    let [Event::CancelCuesFrom(_), Event::Cue(why), Event::Cue(breath), ..] = after[..] else { panic!("{after:?}") };
    assert_eq!(why.what.say.as_ref().unwrap().key, "reference-off-cue");
    assert!(breath.what.say.is_none() && breath.due - why.due > Nanos::from_s(2.0), "nothing is said over it");
}

#[test]
fn a_pause_in_the_hold_does_not_cost_the_reference() {
    for rep in 1..=5 {
        let mut host = started(Person::still());
        host.until(State::Running);
        while running(&host).key.rep < rep || running(&host).block != BlockKind::Deadbug {
            host.tick();
        }
        host.ticks(20);
        host.command(Command::Pause);
        host.ticks(50);
        host.command(Command::Resume);
        host.until(State::Done);
        let record = host.session.record();
        assert_eq!(record.reference.unwrap().fault, None, "paused in breath {rep}");
        let refused = host.events.iter().any(|e| matches!(e, Event::Reference(r) if r.fault.is_some()));
        assert!(!refused, "paused in breath {rep}: a pause is no fault of the person");
        assert_eq!(record.reps.len(), 10);
    }
}

#[test]
fn a_person_who_follows_the_cue_needs_one_reference() {
    let mut host = lowering(Person::still());
    host.tick();
    assert_eq!(host.events.iter().filter(|e| matches!(e, Event::Reference(_))).count(), 1);
}

#[test]
fn a_reference_that_was_paused_goes_on_where_it_was_and_is_learned_once() {
    let mut host = Host::new(1, Person::still(), Phone::typical(), article());
    host.command(Command::Start);
    while !host
        .snapshot
        .as_ref()
        .and_then(|s| s.phase.as_ref())
        .is_some_and(|p| p.block == BlockKind::Deadbug && p.rep == 3)
    {
        host.tick();
    }
    host.ticks(20);
    host.command(Command::Pause);
    host.ticks(100);
    host.command(Command::Resume);
    host.until(State::Done);
    let references = host.events.iter().filter_map(|e| match e {
        Event::Reference(r) => Some((r.fault, r.breaths)),
        _ => None,
    });
    assert_eq!(references.collect::<Vec<_>>(), [(None, 5)]);
    assert_eq!(host.session.record().reps.len(), 10);
}
