//! What the live session does when the world gets in the way: lifted phones, calls, clocks that jump, silent sensors.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]

mod common;

use common::{Host, INTERRUPTIONS, cues, lowering, running, said};
use proximal_core::motion::Verdict;
use proximal_core::session::{Answer, Command, Ending, Input, Interruption, State};
use proximal_core::sim::{Fault, Person};
use proximal_core::time::Nanos;
use proximal_core::timeline::{Outcome, Span};

#[test]
fn lifting_the_phone_pauses_and_laying_it_down_does_not_resume() {
    let mut host = lowering(Person::still());
    let start = host.now + Nanos::from_s(1.0);
    let span = Span { start, end: start + Nanos::from_s(4.0) };
    host.simulator.fault(Fault::Lift { span, turn_deg: [1.0, 0.0] });
    host.until(State::Lifted);
    let broken = running(&host);
    assert!((host.now - start).s() < 3.0, "paused at {}", host.now.s());
    host.ticks(300);
    assert_eq!(host.state(), State::Lifted);
    host.command(Command::Resume);
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!(record.ending, Ending::Finished);
    assert_eq!(record.reps.len(), 10);
    assert_eq!(record.reps.iter().find(|r| r.key == broken.key).map(|r| r.attempt), Some(2));
}

#[test]
fn an_interruption_pauses_and_does_not_resume() {
    for why in INTERRUPTIONS.into_iter().filter(|i| *i != Interruption::SourceEnded) {
        let mut host = lowering(Person::still());
        host.ticks(10);
        host.input(Input::Interruption(why));
        assert_eq!(host.state(), State::Paused, "{why:?}");
        host.ticks(100);
        assert_eq!(host.state(), State::Paused, "{why:?}");
        assert_eq!(host.aborted(), 1);
    }
}

#[test]
fn a_clock_that_jumps_pauses_and_what_is_said_of_it_can_still_be_heard() {
    for jump_s in [6.0, 60.0, 86_400.0] {
        let mut host = lowering(Person::still());
        host.ticks(10);
        let before = host.now;
        host.now = before + Nanos::from_s(jump_s);
        host.input(Input::Tick);
        assert_eq!(host.state(), State::Paused);
        let record = host.session.record();
        let last = record.performed.phases().last().unwrap();
        assert_eq!((last.outcome, last.span.end), (Outcome::Aborted, before));
        assert!(cues(&host).last().unwrap().due >= host.now, "a cue that is late is dropped");
    }
}

#[test]
fn a_clock_that_hesitates_does_not_pause() {
    let mut host = lowering(Person::still());
    host.now = host.now + Nanos::from_s(2.0);
    host.input(Input::Tick);
    assert_eq!(host.state(), State::Running);
}

#[test]
fn two_taps_pause_and_two_taps_go_on_and_a_lifted_phone_is_not_tapped_on() {
    let mut host = lowering(Person::still());
    let tap = |host: &mut Host| {
        for after_s in [1.0, 1.3] {
            host.simulator.fault(Fault::Tap { at: host.now + Nanos::from_s(after_s), force: 25.0 });
        }
    };
    tap(&mut host);
    host.ticks(30);
    assert_eq!(host.state(), State::Paused);
    host.ticks(100);
    assert_eq!(host.state(), State::Paused, "nothing resumes by itself");
    tap(&mut host);
    host.ticks(30);
    assert_eq!(host.state(), State::CountIn);
    host.until(State::Done);
    assert_eq!(host.session.record().reps.len(), 10);
}

#[test]
fn sensors_that_fall_silent_pause_once_and_going_on_without_them_is_possible() {
    let mut host = lowering(Person::still());
    host.mute = true;
    host.ticks(9);
    assert_eq!(host.state(), State::Running, "a short silence is a gap");
    host.ticks(3);
    assert_eq!(host.state(), State::Paused);
    let said = said(&host);
    assert_eq!(said.last(), Some(&"pause-silence"));
    host.command(Command::Resume);
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!(record.ending, Ending::Finished);
    assert!(record.reps.iter().all(|r| r.verdict == Verdict::Unclear));
}

#[test]
fn lifting_asks_about_pain_and_no_pain_lets_the_phone_be_laid_back() {
    let mut host = lowering(Person::still());
    let start = host.now + Nanos::from_s(1.0);
    host.simulator.fault(Fault::Lift { span: Span { start, end: start + Nanos::from_s(4.0) }, turn_deg: [1.0, 0.0] });
    host.until(State::Lifted);
    let ask = host.snapshot.as_ref().unwrap().ask.clone().unwrap();
    assert_eq!(ask.question.key, "ask-pain");
    host.input(Input::Answer(Answer::Pain(false)));
    assert_eq!(host.state(), State::Paused);
    host.command(Command::Resume);
    host.until(State::Running);
    host.input(Input::Answer(Answer::Pain(true)));
    assert_eq!((host.state(), host.session.record().ending), (State::Done, Ending::Pain));
}
