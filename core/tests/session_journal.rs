//! The journal gives the session back, whole or cut; and no host, however broken, makes a session panic.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]

mod common;

use common::{Host, article};
use proptest::prelude::*;
use proximal_core::cues::CueId;
use proximal_core::motion::RepRecord;
use proximal_core::motion::frame::{self, Convention, Record, SensorKind};
use proximal_core::session::container::{self, FrameKind};
use proximal_core::session::{Answer, Command, Ending, Felt, Input, Interruption, Place, Session, State};
use proximal_core::sim::{Person, Phone};
use proximal_core::time::{MonoTime, SensorTime};

/// A session with all that can happen to one.
fn eventful() -> Host {
    let mut host = Host::new(9, Person::lopsided(), Phone::typical(), article());
    host.command(Command::Start);
    host.until_reps(1);
    host.command(Command::Pause);
    host.ticks(10);
    host.command(Command::Resume);
    host.until_reps(3);
    host.command(Command::Redo);
    host.until(State::Running);
    host.ticks(30);
    host.command(Command::Skip);
    host.until_reps(4);
    host.input(Input::Interruption(Interruption::Call));
    host.command(Command::Resume);
    host.until(State::Done);
    host
}

#[test]
fn the_whole_journal_gives_the_same_session_back() {
    let host = eventful();
    let (again, cut) = Session::recover(&host.journal).unwrap();
    assert_eq!(cut, None);
    assert!(again.is_done());
    assert_eq!(again.record(), host.session.record());
    assert_eq!(again.trace(), host.session.trace());
    assert_eq!(again.record().ending, Ending::Finished);
}

#[test]
fn a_journal_cut_anywhere_gives_the_beginning_of_the_session_and_loses_no_finished_rep() {
    let host = eventful();
    let whole = host.session.record();
    let header = container::frames(&host.journal).next().unwrap().unwrap().1.len() + 9;
    let length = host.journal.len();
    // Steps by the golden section lie scattered, and the same on every run.
    let cuts = (1..=50_usize).map(|i| header + (i * 618_033_989) % (length - header));
    for cut in cuts {
        let bytes = &host.journal[..cut];
        let (session, _) = Session::recover(bytes).unwrap();
        let record = session.record();
        assert!(session.is_done(), "cut at {cut}");
        assert_eq!((record.id, record.started), (whole.id, whole.started));
        let kept: Vec<RepRecord> = container::frames(bytes)
            .flatten()
            .filter(|(kind, _)| *kind == FrameKind::Rep)
            .map(|(_, json)| serde_json::from_slice(json).unwrap())
            .collect();
        for rep in &kept {
            let there =
                record.reps.iter().any(|r| (r.block, r.key) == (rep.block, rep.key) && r.attempt >= rep.attempt);
            assert!(there, "cut at {cut}: {:?} is lost", rep.key);
        }
        let phases = record.performed.phases();
        // Only what was running when it was cut ended otherwise.
        let same = phases.iter().zip(whole.performed.phases()).take_while(|(a, b)| a == b).count();
        assert!(same + 1 >= phases.len(), "cut at {cut}: {same} of {}", phases.len());
    }
}

#[test]
fn what_was_answered_before_and_after_is_in_the_record_and_comes_back_from_the_journal() {
    for (before, after) in [(true, false), (false, true)] {
        let mut host = Host::new(4, Person::still(), Phone::typical(), article());
        host.silent = true;
        host.input(Input::Answer(Answer::Pain(before)));
        host.command(Command::Start);
        host.until(State::Felt);
        let felt = Felt { steady_reps: Some(9), places: [Place::Belly].into_iter().collect(), to_landmark: Some(true) };
        host.input(Input::Answer(Answer::Felt(felt)));
        assert!(host.session.is_over() && !host.session.is_done());
        // Killed here, the app has lost nothing that was answered.
        let (cut, _) = Session::recover(&host.journal).unwrap();
        assert_eq!((cut.record().felt, cut.record().pain_after), (Some(felt), None));
        host.command(Command::Skip);
        host.input(Input::Answer(Answer::Pain(after)));
        let record = host.session.record();
        assert_eq!((record.pain_before, record.felt, record.pain_after), (Some(before), Some(felt), Some(after)));
        assert_eq!(Session::recover(&host.journal).unwrap().0.record(), record);
    }
}

#[test]
fn a_journal_without_its_header_is_refused_and_one_with_nothing_else_is_an_empty_session() {
    let host = eventful();
    let header = container::frames(&host.journal).next().unwrap().unwrap().1.len() + 9;
    for cut in [0, 1, header / 2, header - 1] {
        assert!(Session::recover(&host.journal[..cut]).is_err(), "cut at {cut}");
    }
    let (session, _) = Session::recover(&host.journal[..header]).unwrap();
    assert_eq!((session.record().ending, session.record().reps.len()), (Ending::Interrupted, 0));
}

/// What a broken host may hand over.
#[derive(Debug, Clone)]
enum Hostile {
    Bytes(Vec<u8>),
    Records { received: i64, records: Vec<(i64, bool, [f32; 3])> },
    Tick,
    Command(usize),
    Interruption(usize),
    Played(u64, i64),
}

fn stamp() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => 0_i64..400_000_000_000,
        1 => any::<i64>(),
        1 => prop::sample::select(vec![i64::MIN, i64::MAX, 0, -1, i64::MAX - 1]),
    ]
}

fn number() -> impl Strategy<Value = f32> {
    prop_oneof![
        4 => -20.0_f32..20.0,
        1 => prop::num::f32::ANY,
        1 => prop::sample::select(vec![f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, f32::MIN_POSITIVE]),
    ]
}

fn hostile() -> impl Strategy<Value = Hostile> {
    let record = (stamp(), any::<bool>(), [number(), number(), number()]);
    prop_oneof![
        3 => prop::collection::vec(any::<u8>(), 0..=60).prop_map(Hostile::Bytes),
        4 => (stamp(), prop::collection::vec(record, 0..20))
            .prop_map(|(received, records)| Hostile::Records { received, records }),
        2 => Just(Hostile::Tick),
        2 => (0_usize..5).prop_map(Hostile::Command),
        1 => (0_usize..3).prop_map(Hostile::Interruption),
        1 => (any::<u64>(), stamp()).prop_map(|(id, at)| Hostile::Played(id, at)),
    ]
}

fn hand_over(session: &mut Session, now: MonoTime, what: &Hostile) -> MonoTime {
    // Without pain and stop: a session that is over takes nothing in.
    let commands = [Command::Start, Command::Pause, Command::Resume, Command::Skip, Command::Redo];
    let interruptions = [Interruption::Call, Interruption::AudioLost, Interruption::Suspended];
    let mut frame = Vec::new();
    let input = match what {
        Hostile::Bytes(bytes) => Input::Frame(bytes),
        Hostile::Records { received, records } => {
            let kind = |gyro| if gyro { SensorKind::Gyroscope } else { SensorKind::Accelerometer };
            let records =
                records.iter().map(|(t, gyro, xyz)| Record { t: SensorTime(*t), kind: kind(*gyro), xyz: *xyz });
            frame::write(&mut frame, Convention::Android, MonoTime(*received), &records.collect::<Vec<_>>());
            Input::Frame(&frame)
        }
        Hostile::Tick => Input::Tick,
        Hostile::Command(i) => Input::Command(commands[*i]),
        Hostile::Interruption(i) => Input::Interruption(interruptions[*i]),
        Hostile::Played(id, at) => Input::CuePlayed { id: CueId(*id), at: MonoTime(*at) },
    };
    session.step(now, input).snapshot.at
}

#[test]
fn no_host_makes_a_session_panic_or_its_clock_go_back() {
    let mut host = Host::new(9, Person::still(), Phone::typical(), article());
    let idle = (host.session.clone(), host.now);
    host.command(Command::Start);
    let placing = (host.session.clone(), host.now);
    host.until(State::Running);
    host.ticks(150);
    let holding = (host.session.clone(), host.now);
    host.until_reps(1);
    let lowering = (host.session.clone(), host.now);
    let near = prop_oneof![6 => -1_000_000_000_i64..3_000_000_000, 1 => stamp()];
    let config = ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(start in 0_usize..4, steps in prop::collection::vec((near, hostile()), 1..60))| {
        let (mut session, mut now) = match start {
            0 => &idle,
            1 => &placing,
            2 => &holding,
            _ => &lowering,
        }
        .clone();
        let mut last = MonoTime(i64::MIN);
        for (by, what) in &steps {
            now = MonoTime(now.0.saturating_add(*by));
            let at = hand_over(&mut session, now, what);
            prop_assert!(at >= last);
            last = at;
        }
        // The first stops the routine, the second the questions after it.
        session.step(last, Input::Command(Command::Stop));
        session.step(last, Input::Command(Command::Stop));
        prop_assert!(session.is_done());
        prop_assert!(serde_json::to_string(&session.record()).is_ok());
    });
}
