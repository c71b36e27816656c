//! What the user and the world can do to a live session, and what its journal gives back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be here is a failing test")]

mod common;

use common::{Host, article, run_session};
use proximal_core::motion::{MotionEventKind, Reason, ReferenceFault, Verdict};
use proximal_core::session::{Command, Ending, Event, Input, Interruption, Session, State};
use proximal_core::sim::{Fault, Person, Phone};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{BlockKind, Outcome, PerformedPhase, PhaseKind, Span};

/// A session in the exhale of its `n`-th lower, from 1.
fn in_lower(n: usize, person: Person) -> Host {
    let mut host = Host::new(1, person, Phone::typical(), article());
    host.command(Command::Start);
    let begun = |host: &Host| {
        let began = host.events.iter().filter_map(|e| match e {
            Event::PhaseBegan(p) if p.block.is_judged() => Some((p.key, p.attempt)),
            _ => None,
        });
        let mut reps: Vec<_> = began.collect();
        reps.dedup();
        reps.len()
    };
    while begun(&host) < n {
        host.tick();
    }
    host.ticks(15);
    host
}

fn state(host: &Host) -> State {
    host.snapshot.as_ref().unwrap().state
}

#[test]
fn a_pause_breaks_the_rep_off_and_resuming_counts_in_and_does_it_again() {
    let mut host = in_lower(3, Person::still());
    host.command(Command::Pause);
    assert_eq!((state(&host), host.aborted()), (State::Paused, 1));
    host.ticks(100);
    assert_eq!(state(&host), State::Paused, "nothing resumes by itself");
    host.command(Command::Resume);
    let resumed = host.now;
    assert_eq!(state(&host), State::CountIn);
    host.until(State::Running);
    assert!(host.now - resumed >= Nanos::from_s(1.0));
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!((record.ending, record.reps.len()), (Ending::Finished, 10));
    let attempts: Vec<u16> = record.reps.iter().map(|r| r.attempt).collect();
    assert_eq!(attempts, [1, 1, 2, 1, 1, 1, 1, 1, 1, 1]);
    assert!(record.reps.iter().all(|r| r.verdict == Verdict::Steady), "the pause spoils nothing");
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

#[test]
fn a_skipped_rep_is_marked_and_the_next_one_follows() {
    let mut host = in_lower(2, Person::still());
    host.command(Command::Skip);
    host.until(State::Done);
    let record = host.session.record();
    let skipped = record.performed.phases().iter().filter(|p| p.outcome == Outcome::Skipped).count();
    assert_eq!((skipped, record.reps.len(), record.ending), (1, 9, Ending::Finished));
}

#[test]
fn redo_does_the_last_finished_rep_again_and_the_last_attempt_counts() {
    let mut host = in_lower(4, Person::still());
    host.command(Command::Redo);
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!(record.reps.len(), 10);
    let twice: Vec<_> = record.reps.iter().filter(|r| r.attempt == 2).map(|r| r.key).collect();
    let plan = host.session.plan();
    let judged: Vec<_> = plan.phases().iter().filter(|p| p.block.is_judged()).map(|p| p.key).collect();
    // The third is done again, the fourth was broken off by it.
    assert_eq!(twice, [judged[4], judged[6]]);
}

#[test]
fn redo_in_the_lift_means_the_last_whole_rep_and_not_the_running_one() {
    let mut host = in_lower(4, Person::still());
    while host.snapshot.as_ref().unwrap().phase.as_ref().unwrap().kind != PhaseKind::Inhale {
        host.tick();
    }
    host.command(Command::Redo);
    host.until(State::Running);
    let began = host.events.iter().rev().find_map(|e| match e {
        Event::PhaseBegan(p) => Some((p.key, p.attempt)),
        _ => None,
    });
    let plan = host.session.plan();
    let third = plan.phases().iter().filter(|p| p.block.is_judged()).nth(4).unwrap().key;
    assert_eq!(began, Some((third, 2)));
}

#[test]
fn pain_stop_and_the_end_of_the_samples_each_end_the_session_and_say_so() {
    for (input, ending) in [
        (Input::Command(Command::Pain), Ending::Pain),
        (Input::Command(Command::Stop), Ending::Stopped),
        (Input::Interruption(Interruption::SourceEnded), Ending::Interrupted),
    ] {
        let mut host = in_lower(4, Person::still());
        host.input(input);
        let record = host.session.record();
        assert_eq!((state(&host), record.ending, record.reps.len()), (State::Done, ending, 3));
        host.ticks(20);
        assert_eq!(host.session.record(), record, "nothing happens afterwards");
    }
}

#[test]
fn a_lifted_phone_a_call_and_a_clock_that_jumps_pause_and_do_not_resume() {
    let mut host = in_lower(3, Person::still());
    let start = host.now + Nanos::from_s(1.0);
    host.simulator.fault(Fault::Lift { span: Span { start, end: start + Nanos::from_s(4.0) }, turn_deg: [1.0, 0.0] });
    host.ticks(80);
    assert!(host.motions().contains(&MotionEventKind::LiftOff));
    assert_eq!(state(&host), State::Paused);

    let mut host = in_lower(3, Person::still());
    host.input(Input::Interruption(Interruption::Call));
    host.ticks(50);
    assert_eq!(state(&host), State::Paused);

    let mut host = in_lower(3, Person::still());
    host.now = host.now + Nanos::from_s(60.0);
    host.input(Input::Tick);
    assert_eq!((state(&host), host.done_reps()), (State::Paused, 2));
}

#[test]
fn what_makes_no_sense_in_a_state_changes_nothing() {
    let mut idle = Host::new(1, Person::still(), Phone::typical(), article());
    for command in [Command::Pause, Command::Resume, Command::Skip, Command::Redo] {
        idle.command(command);
        assert_eq!(state(&idle), State::Idle, "{command:?}");
    }
    let mut running = in_lower(1, Person::still());
    for command in [Command::Start, Command::Resume, Command::Redo] {
        running.command(command);
        assert_eq!(state(&running), State::Running, "{command:?}");
    }
}

#[test]
fn planned_cues_are_told_half_a_second_ahead_once_in_order_and_on_the_plan() {
    let mut host = Host::new(2, Person::still(), Phone::typical(), article());
    host.command(Command::Start);
    host.until(State::Done);
    assert!(host.told.is_sorted_by(|(_, a), (_, b)| a.id < b.id));
    let breaths: Vec<_> = host.told.iter().filter(|(_, c)| c.what.haptic.is_some()).collect();
    for (told, cue) in &breaths {
        assert!(cue.due - *told >= Nanos::from_s(0.5) && cue.latest == cue.due + Nanos::from_s(0.3), "{cue:?}");
    }
    let record = host.session.record();
    let is_breath = |p: &&PerformedPhase| matches!(p.kind, PhaseKind::Exhale | PhaseKind::Inhale);
    let starts: Vec<MonoTime> = record.performed.phases().iter().filter(is_breath).map(|p| p.span.start).collect();
    assert_eq!(breaths.iter().map(|(_, c)| c.due).collect::<Vec<_>>(), starts);
}

#[test]
fn a_cancelled_cue_is_never_told_again_and_everything_after_a_pause_is_new() {
    let mut host = in_lower(2, Person::still());
    host.events.clear();
    host.command(Command::Pause);
    let cancelled = host.events.iter().find_map(|e| match e {
        Event::CancelCuesFrom(id) => Some(*id),
        _ => None,
    });
    let cancelled = cancelled.unwrap();
    host.command(Command::Resume);
    host.until(State::Done);
    let at = host.events.iter().position(|e| matches!(e, Event::CancelCuesFrom(_))).unwrap();
    let later = host.events[at..].iter().filter_map(|e| match e {
        Event::Cue(cue) => Some(cue.id),
        _ => None,
    });
    assert!(later.into_iter().all(|id| id > cancelled));
}

#[test]
fn a_person_who_ignores_the_cue_is_asked_once_more_and_then_goes_on_unmeasured() {
    // The simulator never hears the phases: the breath goes its own way.
    let mut host = Host::new(3, Person::still(), Phone::typical(), article());
    host.deaf = true;
    host.command(Command::Start);
    host.until(State::Done);
    let faults = host.events.iter().filter_map(|e| match e {
        Event::Reference(r) => Some(r.fault),
        _ => None,
    });
    assert_eq!(faults.collect::<Vec<_>>(), [Some(ReferenceFault::OffCue); 2]);
    let record = host.session.record();
    assert_eq!((record.ending, record.reps.len()), (Ending::Finished, 10));
    assert!(record.reps.iter().all(|r| r.verdict == Verdict::Unclear && r.reasons.contains(&Reason::NoReference)));
}

#[test]
fn a_journal_gives_the_session_back_and_a_cut_one_as_much_of_it_as_there_is() {
    let ran = run_session(4, Person::lopsided(), Phone::typical());
    let (whole, cut) = Session::recover(&ran.journal).unwrap();
    assert_eq!((whole.record(), cut), (ran.record.clone(), None));
    for i in 1..40 {
        let at = ran.journal.len() * i / 40;
        let Ok((part, _)) = Session::recover(&ran.journal[..at]) else { continue };
        let record = part.record();
        let same = record.reps.iter().zip(&ran.record.reps).all(|(a, b)| a == b);
        assert!(same, "cut at {at}");
        let finished = ran.journal[..at].windows(14).filter(|w| w.starts_with(b"{\"block\":\"leg_")).count();
        assert!(record.reps.len() + 1 >= finished, "cut at {at}: {} of {finished}", record.reps.len());
    }
    assert!(Session::recover(b"hello").is_err());
}

#[test]
fn no_bytes_make_a_session_panic() {
    let mut host = in_lower(2, Person::still());
    let mut junk: Vec<u8> = Vec::new();
    for n in 0..120_u8 {
        host.input(Input::Frame(&junk));
        junk.push(n.wrapping_mul(37));
    }
    host.now = MonoTime(-5);
    host.input(Input::Tick);
    assert_eq!(state(&host), State::Running);
}
