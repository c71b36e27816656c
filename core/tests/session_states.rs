//! What the live session does with commands: every state, every command, every input.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]

mod common;

use common::{Host, INTERRUPTIONS, article, lowering, running, started};
use proximal_core::motion::Verdict;
use proximal_core::session::{
    Answer, Command, Ending, Event, Felt, Held, Input, Interruption, Session, SessionRecord, Settings, Setup, State,
};
use proximal_core::sim::{Fault, Person, Phone};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{BlockKind, Outcome, PhaseKind, RepKey, Side, Span};

const COMMANDS: [Command; 10] = [
    Command::Start,
    Command::Pause,
    Command::Resume,
    Command::Skip,
    Command::Redo,
    Command::Pain,
    Command::Stop,
    Command::Slower,
    Command::FreePace,
    Command::KeepPace,
];

fn attempts(record: &SessionRecord, key: RepKey) -> Vec<(u16, Outcome)> {
    let own = record.performed.phases().iter().filter(|p| p.key == key && p.block.is_judged());
    let mut all: Vec<(u16, Outcome)> = own.map(|p| (p.attempt, p.outcome)).collect();
    all.dedup();
    all
}

#[test]
fn pause_breaks_the_rep_off_and_resume_counts_in_and_does_it_again_as_the_second_attempt() {
    for kind in [PhaseKind::Exhale, PhaseKind::Inhale] {
        let mut host = started(Person::still());
        host.until_lower(kind);
        let broken = running(&host);
        host.ticks(20);
        host.command(Command::Pause);
        assert_eq!(host.state(), State::Paused);
        host.ticks(50);
        assert_eq!(host.state(), State::Paused, "nothing resumes by itself");
        let resumed = host.now;
        host.command(Command::Resume);
        assert_eq!(host.state(), State::CountIn);
        host.until(State::Running);
        let again = running(&host);
        assert_eq!((again.key, again.attempt, again.kind), (broken.key, 2, PhaseKind::Exhale), "from its beginning");
        assert!(again.span.start - resumed >= Nanos::from_s(1.0));
        host.until(State::Done);
        let record = host.session.record();
        let own = attempts(&record, broken.key);
        assert_eq!((own.last(), own.contains(&(1, Outcome::Aborted))), (Some(&(2, Outcome::Done)), true), "{own:?}");
        assert_eq!(record.reps.len(), 10);
        let rep = record.reps.iter().find(|r| r.key == broken.key).unwrap();
        assert_eq!((rep.attempt, rep.verdict), (2, Verdict::Steady), "{rep:?}");
    }
}

#[test]
fn a_pause_in_the_very_instant_in_which_a_rep_begins_loses_nothing() {
    let mut host = lowering(Person::still());
    let rep = running(&host);
    while running(&host).key == rep.key {
        let end = running(&host).span.end;
        // The last tick falls on the boundary itself.
        host.tick_of((end - host.now).min(common::TICK));
    }
    let next = running(&host);
    assert_eq!(next.span.start, host.now);
    host.command(Command::Pause);
    host.command(Command::Resume);
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!(attempts(&record, next.key), [(1, Outcome::Aborted), (2, Outcome::Done)]);
    assert_eq!(record.reps.len(), 10, "{:?}", record.reps.iter().map(|r| r.key).collect::<Vec<_>>());
}

#[test]
fn skip_marks_the_rep_and_goes_on_to_the_next() {
    let mut host = lowering(Person::still());
    let skipped = running(&host);
    host.ticks(10);
    let asked = host.now;
    host.command(Command::Skip);
    host.until(State::Running);
    let next = running(&host);
    assert!(next.key != skipped.key && next.attempt == 1);
    assert!(next.span.start - asked >= Nanos::from_s(1.0));
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!(record.ending, Ending::Finished);
    assert_eq!(attempts(&record, skipped.key), [(1, Outcome::Skipped)]);
    assert_eq!(record.reps.len(), 9);
    assert!(record.reps.iter().all(|r| r.key != skipped.key));
}

#[test]
fn skipping_everything_ends_the_session_without_a_rep() {
    let mut host = started(Person::still());
    host.until(State::CountIn);
    for _ in 0..100 {
        host.command(Command::Skip);
        host.tick();
    }
    let record = host.session.record();
    assert_eq!((host.state(), record.ending, record.reps.len()), (State::Done, Ending::Finished, 0));
}

#[test]
fn redo_adds_an_attempt_and_the_last_one_done_counts() {
    let mut host = started(Person::still());
    host.until_reps(2);
    let done = host.session.record().reps[1].key;
    host.command(Command::Redo);
    host.until(State::Running);
    assert_eq!((running(&host).key, running(&host).attempt), (done, 2));
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!(record.reps.len(), 10);
    let own: Vec<u16> = record.reps.iter().filter(|r| r.key == done).map(|r| r.attempt).collect();
    assert!(own.iter().all(|a| *a >= 2) && own.len() == 1, "{own:?}");
}

#[test]
fn redo_in_the_middle_of_a_rep_means_the_rep_before_it() {
    for kind in [PhaseKind::Exhale, PhaseKind::Inhale] {
        let mut host = started(Person::still());
        host.until_reps(1);
        let first = host.session.record().reps[0].key;
        while running(&host).kind != kind || running(&host).key == first {
            host.tick();
        }
        host.command(Command::Redo);
        host.until(State::Running);
        assert_eq!((running(&host).key, running(&host).attempt), (first, 2), "{kind:?}");
    }
}

#[test]
fn pain_ends_the_session_and_is_recorded() {
    let mut host = lowering(Person::still());
    host.until_reps(1);
    host.command(Command::Pain);
    let record = host.session.record();
    assert_eq!((host.state(), record.ending), (State::Done, Ending::Pain));
    assert!(matches!(host.events.last(), Some(Event::Finished(Ending::Pain))));
    assert_eq!(record.reps.len(), 1);
}

#[test]
fn the_source_ends_and_the_session_is_interrupted_in_every_state_that_is_not_over() {
    for (name, session, now) in states() {
        let mut session = session.clone();
        session.step(now, Input::Interruption(Interruption::SourceEnded));
        assert!(session.is_done(), "{name}");
        let finished = matches!(name, "closing" | "felt" | "result" | "pain check" | "done");
        let expected = if finished { Ending::Finished } else { Ending::Interrupted };
        assert_eq!(session.record().ending, expected, "{name}");
    }
}

/// A session in each state, with the instant of its last input; the running and the waiting ones before and after a rep.
fn states() -> Vec<(&'static str, Session, MonoTime)> {
    let mut all = Vec::new();
    let mut host = Host::new(3, Person::still(), Phone::typical(), article());
    host.silent = true;
    let mut keep = |name, host: &Host| all.push((name, host.session.clone(), host.now));
    keep("idle", &host);
    host.command(Command::Start);
    keep("placing", &host);
    host.until(State::CountIn);
    keep("count-in", &host);
    host.until(State::Running);
    keep("running", &host);
    host.command(Command::Pause);
    keep("paused", &host);
    host.command(Command::Resume);
    host.until_reps(1);
    keep("rep done", &host);
    host.command(Command::Pause);
    keep("rep, wait", &host);
    host.command(Command::Resume);
    host.until(State::Running);
    let start = host.now + Nanos::from_s(1.0);
    host.simulator.fault(Fault::Lift { span: Span { start, end: start + Nanos::from_s(4.0) }, turn_deg: [0.0; 2] });
    host.until(State::Lifted);
    host.ticks(100);
    keep("lifted", &host);
    host.command(Command::Resume);
    let ends = |h: &Host| h.events.iter().any(|e| matches!(e, Event::BlockFinished { block: BlockKind::LegLower }));
    while !ends(&host) {
        host.tick();
    }
    keep("closing", &host);
    host.until(State::Felt);
    keep("felt", &host);
    host.command(Command::Skip);
    keep("result", &host);
    host.command(Command::Skip);
    keep("pain check", &host);
    host.command(Command::Skip);
    keep("done", &host);
    all
}

/// Everything a host can say that is no sample and no time.
fn inputs() -> Vec<Input<'static>> {
    let felt = Answer::Felt(Felt { steady_reps: Some(7), ..Felt::default() });
    let commands = COMMANDS.map(Input::Command);
    let answers = [felt, Answer::Pain(true), Answer::Pain(false)].map(Input::Answer);
    commands.into_iter().chain(answers).chain(INTERRUPTIONS.map(Input::Interruption)).collect()
}

/// What a state is after an input: `.` when nothing changed at all.
fn after(session: &Session, now: MonoTime, input: Input<'_>) -> String {
    let mut session = session.clone();
    let before = session.step(now, Input::Tick);
    let record = session.record();
    let out = session.step(now, input);
    let same = out.snapshot == before.snapshot && out.events.is_empty() && session.record() == record;
    if same { ".".to_owned() } else { format!("{:?}", out.snapshot.state) }
}

#[test]
fn every_input_in_every_state_does_what_this_table_says() {
    let states = states();
    let line = |name: &str, cells: Vec<String>| -> String {
        let cells: Vec<String> = cells.iter().map(|c| format!("{c:10}")).collect();
        format!("{name:12} {}", cells.join(" ").trim_end())
    };
    let mut table = vec![line("", states.iter().map(|(state, ..)| (*state).to_owned()).collect())];
    for input in inputs() {
        let name = match input {
            Input::Command(c) => format!("{c:?}"),
            Input::Answer(Answer::Felt(_)) => "Felt".to_owned(),
            Input::Answer(a) => format!("{a:?}"),
            Input::Interruption(i) => format!("{i:?}"),
            _ => unreachable!(),
        };
        table.push(line(&name, states.iter().map(|(_, session, now)| after(session, *now, input)).collect()));
    }
    insta::assert_snapshot!(table.join("\n"), @r"
                 idle       placing    count-in   running    paused     rep done   rep, wait  lifted     closing    felt       result     pain check done
    Start        Placing    .          .          .          .          .          .          .          .          .          .          .          .
    Pause        .          Paused     Paused     Paused     .          Paused     .          .          .          .          .          .          .
    Resume       .          .          .          .          CountIn    .          CountIn    CountIn    .          .          .          .          .
    Skip         .          CountIn    CountIn    CountIn    CountIn    CountIn    CountIn    .          .          Result     PainCheck  Done       .
    Redo         .          .          .          .          .          CountIn    CountIn    .          CountIn    .          .          .          .
    Pain         Idle       Done       Done       Done       Done       Done       Done       Done       Done       Done       Done       Done       .
    Stop         Done       Done       Done       Done       Done       Felt       Felt       Felt       Felt       Done       Done       Done       .
    Slower       .          .          CountIn    .          .          Running    Paused     Lifted     .          .          .          .          .
    FreePace     .          .          CountIn    .          .          .          .          .          .          .          .          .          .
    KeepPace     .          .          .          .          .          .          .          .          .          .          .          .          .
    Felt         .          .          .          .          .          .          .          .          .          Result     .          .          .
    Pain(true)   Idle       Done       Done       Done       Done       Done       Done       Done       Done       Done       Done       Done       .
    Pain(false)  Idle       .          .          .          .          .          .          Paused     .          .          .          Done       .
    Call         .          Paused     Paused     Paused     .          Paused     .          .          .          .          .          .          .
    AudioLost    .          Paused     Paused     Paused     .          Paused     .          .          .          .          .          .          .
    Suspended    .          Paused     Paused     Paused     .          Paused     .          .          .          .          .          .          .
    SourceEnded  Done       Done       Done       Done       Done       Done       Done       Done       Done       Done       Done       Done       .
    ScreenLocked .          Paused     Paused     Paused     .          Paused     .          .          .          .          .          .          .
    LowPower     .          Paused     Paused     Paused     .          Paused     .          .          .          .          .          .          .
    ");
}

#[test]
fn with_cues_only_no_phone_is_waited_for_and_nothing_is_judged() {
    let mut host = Host::new(3, Person::still(), Phone::typical(), article());
    let settings = Settings { cues_only: true, ..Settings::default() };
    host.session = Session::new(Setup { settings, ..common::setup(3, article()) });
    host.mute = true;
    host.command(Command::Start);
    assert_eq!(host.state(), State::CountIn);
    host.until(State::Done);
    let record = host.session.record();
    assert_eq!((record.ending, record.reps.len(), record.is_measured()), (Ending::Finished, 0, false));
    assert_eq!(record.performed.cycles().filter(|c| c.block.is_judged() && c.is_done()).count(), 10);
}

#[test]
fn what_was_felt_is_asked_before_the_verdicts_are_shown_and_the_result_after() {
    let mut host = Host::new(3, Person::lopsided(), Phone::typical(), article());
    host.silent = true;
    let held = [Side::Left, Side::Right].map(|side| Held { side, loss_s: 0.5 });
    host.session = Session::new(Setup { before: held.to_vec(), ..common::setup(3, article()) });
    host.command(Command::Start);
    host.until(State::Felt);
    let shown = host.snapshot.clone().unwrap();
    assert!(shown.reps.is_empty() && shown.result.is_none());
    assert_eq!(shown.ask.unwrap().reps, Some(10));
    assert!(host.events.iter().any(|e| matches!(e, Event::Finished(Ending::Finished))), "it can be saved by then");
    host.input(Input::Answer(Answer::Felt(Felt { steady_reps: Some(9), ..Felt::default() })));
    let shown = host.snapshot.clone().unwrap();
    assert_eq!((shown.state, shown.reps.len()), (State::Result, 10));
    let result = shown.result.unwrap();
    assert!(!result.what.is_empty());
    assert_eq!(result.longer.unwrap().key, "result-held-longer");
    host.command(Command::Skip);
    assert_eq!(host.snapshot.as_ref().unwrap().ask.as_ref().unwrap().question.key, "ask-pain-now");
    host.input(Input::Answer(Answer::Pain(true)));
    assert_eq!(host.state(), State::Done);
    let told: Vec<_> = host.events.iter().filter(|e| matches!(e, Event::Answered(_))).collect();
    assert_eq!(told.len(), 2, "{told:?}");
}
