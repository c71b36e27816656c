//! What Kotlin, Swift and Python see, from Rust: the same objects with hostile callers. Run it under the address sanitizer
//! as `docs/BINDINGS.md` says.

#![cfg(feature = "uniffi")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use proximal::ffi::engine::Engine;
use proximal::ffi::error::{ProximalError, error_sentence};
use proximal::ffi::exchange::{Cancel, ProgressSink};
use proximal::ffi::live::{LiveSession, SessionAsk, Step};
use proximal::ffi::log_sink::{LogLevel, LogSink, set_log_sink};
use proximal::ffi::routines::{built_in_routine, routine_from_json, routine_to_json};
use proximal::ffi::simulated::{PersonKind, SimulatedPhone};
use proximal_core::history::{Format, NewNote, Wanted};
use proximal_core::motion::Laid;
use proximal_core::session::{Answer, Command, Event, Settings, Source, State};
use proximal_core::time::{MonoTime, Nanos, WallTime};
use proximal_core::words::{Lang, Text};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

const NOW: WallTime = WallTime { utc_ms: 1_772_000_000_000, offset_min: 60 };

fn fresh() -> (TempDir, Arc<Engine>) {
    let dir = TempDir::new().unwrap();
    let engine = Engine::new(path(&dir, "history.db"), NOW).unwrap();
    (dir, engine)
}

fn path(dir: &TempDir, name: &str) -> String {
    dir.path().join(name).to_string_lossy().into_owned()
}

fn begin(engine: &Engine) -> Arc<LiveSession> {
    let ask = SessionAsk {
        routine: built_in_routine("leg-lowering").unwrap(),
        first_side: None,
        source: Source::Simulated(1),
        laid: Laid::Upright,
        settings: Settings::default(),
    };
    engine.begin(ask, NOW).unwrap()
}

/// Runs a session to its end; returns how many reps it judged.
fn run(live: &LiveSession) -> usize {
    let phone = SimulatedPhone::new(1, PersonKind::Lopsided);
    let mut now = MonoTime(0);
    let mut waiting = Vec::new();
    let mut hear = |now, events: Vec<Event>| {
        for event in &events {
            match event {
                Event::Cue(cue) => waiting.push(cue.clone()),
                Event::CancelCuesFrom(id) => waiting.retain(|cue: &proximal_core::cues::CueAt| cue.id < *id),
                _ => {}
            }
        }
        phone.hear(now, events).unwrap();
        waiting.extract_if(.., |cue| cue.due <= now).collect::<Vec<_>>()
    };
    hear(now, live.command(now, Command::Start).unwrap().events);
    while !live.is_done().unwrap() {
        now = now + Nanos::from_ms(50);
        live.tick(now).unwrap();
        for cue in hear(now, live.take(false).unwrap().events) {
            phone.play(cue.clone()).unwrap();
            hear(now, live.cue_played(now, cue.id, cue.due).unwrap().events);
        }
        let count = live.feed(now, &phone.frame(now).unwrap()).unwrap();
        let step = live.take(true).unwrap();
        assert_eq!((step.events.len(), step.fault), (count as usize, None));
        hear(now, step.events);
        match step.snapshot.unwrap().state {
            State::Felt | State::Result => drop(live.command(now, Command::Skip).unwrap()),
            State::PainCheck => drop(live.answer(now, Answer::Pain(false)).unwrap()),
            _ => {}
        }
    }
    live.record().unwrap().reps.len()
}

#[test]
fn a_whole_session_is_saved_read_again_and_reported() {
    let (dir, engine) = fresh();
    let live = begin(&engine);
    assert_eq!(run(&live), 10);
    let record = live.save(NOW).unwrap();
    engine.shut().unwrap();
    let again = Engine::new(path(&dir, "history.db"), NOW).unwrap();
    let id = record.id.to_string();
    assert_eq!(again.session(id.clone()).unwrap(), record);
    assert!(wait(again.session_page(id, Lang::En)).unwrap().contains("</html>"));
    assert_eq!(again.interrupted().unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_not_taken_waits_in_order_and_is_taken_once() {
    let (_dir, engine) = fresh();
    let steps = [1, 7].map(|every| {
        let live = begin(&engine);
        let mut events = live.command(MonoTime(0), Command::Start).unwrap().events;
        let phone = SimulatedPhone::new(3, PersonKind::Still);
        let mut counted = 0;
        for nr in 1..=210 {
            let now = MonoTime(nr * 100_000_000);
            let before = counted;
            live.feed(now, &phone.frame(now).unwrap()).unwrap();
            counted = live.tick(now).unwrap();
            assert!(counted >= before, "{counted} after {before}");
            if nr % every == 0 {
                let step = live.take(true).unwrap();
                assert_eq!((step.events.len(), step.snapshot.unwrap().at), (counted as usize, now));
                events.extend(step.events);
                counted = 0;
            }
        }
        // A reading that cannot be waits as a fault, and a command takes it along.
        let mut frame = phone.frame(MonoTime::from_s(21.1)).unwrap();
        *frame.get_mut(16 + 8).unwrap() = 9;
        assert_eq!(live.feed(MonoTime::from_s(21.1), &frame).unwrap(), 1);
        assert!(live.command(MonoTime::from_s(21.2), Command::Pause).unwrap().fault.is_some());
        assert_eq!(live.take(false).unwrap(), Step { snapshot: None, events: vec![], fault: None });
        events
    });
    assert!(steps[0].len() > 3, "{:?}", steps[0]);
    assert_eq!(steps[0], steps[1]);
}

#[test]
fn what_is_over_says_closed_and_so_does_what_is_shut_or_suspended() {
    let (_dir, engine) = fresh();
    let live = begin(&engine);
    live.save(NOW).unwrap();
    let over = live.tick(MonoTime(0)).unwrap_err();
    assert!(matches!(over, ProximalError::Closed { .. }));
    assert_eq!(error_sentence(&over, Lang::En), "This session is saved. Begin a new one.");
    engine.suspend().unwrap();
    assert!(matches!(engine.sessions(1), Err(ProximalError::Closed { .. })));
    engine.resume(NOW).unwrap();
    assert_eq!(engine.sessions(9).unwrap().len(), 1);
    engine.shut().unwrap();
    assert!(matches!(engine.resume(NOW), Err(ProximalError::Closed { .. })));
}

#[test]
fn a_panic_inside_is_an_error_and_the_engine_says_so_and_goes_on() {
    let (_dir, engine) = fresh();
    assert!(!engine.was_shaken());
    assert!(matches!(engine.panic_on_purpose(), Err(ProximalError::Internal { .. })));
    assert!(engine.was_shaken());
    note(&engine, "still here");
    assert_eq!(engine.notes(None).unwrap().len(), 1);
}

#[test]
fn no_frame_of_any_length_or_with_any_header_bit_turned_does_harm() {
    let (_dir, engine) = fresh();
    let live = begin(&engine);
    live.command(MonoTime(0), Command::Start).unwrap();
    let phone = SimulatedPhone::new(3, PersonKind::Still);
    let good = phone.frame(MonoTime::from_s(0.5)).unwrap();
    let mut refused = 0;
    let lengths = (0..=200).map(|n| good.get(..n).unwrap().to_vec());
    let turned = (0..16 * 8).map(|bit| {
        let mut frame = good.clone();
        *frame.get_mut(bit / 8).unwrap() ^= 1 << (bit % 8);
        frame
    });
    for frame in lengths.chain(turned) {
        match live.feed(MonoTime::from_s(1.0), &frame) {
            Ok(_) => {}
            Err(ProximalError::InvalidInput { detail, .. }) => {
                assert!(detail.starts_with("block frame, byte "), "{detail}");
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    // Every cut frame, and every turned bit of magic, version, count, and all but one of the convention.
    assert_eq!(refused, 201 + 16 + 8 + 7 + 16);
    assert!(!live.was_shaken());
}

#[test]
fn eight_threads_on_one_session_and_one_engine_neither_hang_nor_harm() {
    let (_dir, engine) = fresh();
    let live = begin(&engine);
    live.command(MonoTime(0), Command::Start).unwrap();
    std::thread::scope(|scope| {
        for nr in 0..8_u8 {
            let (live, engine) = (&live, &engine);
            scope.spawn(move || {
                let phone = SimulatedPhone::new(u64::from(nr), PersonKind::Steady);
                for i in 1..40 {
                    let now = MonoTime::from_s(f64::from(i) * 0.1);
                    live.feed(now, &phone.frame(now).unwrap()).unwrap();
                    drop(live.take(true).unwrap());
                    note(engine, "a note");
                    engine.sessions(3).unwrap();
                }
            });
        }
    });
    assert_eq!(engine.notes(None).unwrap().len(), 8 * 39);
}

struct Listener(Arc<Engine>, AtomicU32);

impl ProgressSink for Listener {
    fn on_progress(&self, _done: u64, _total: u64) -> Result<(), ProximalError> {
        self.1.fetch_add(1, Ordering::Relaxed);
        // A listener that calls back in, and one that cannot take it.
        self.0.sessions(1)?;
        Err(ProximalError::Busy { text: Text::new("error-busy"), detail: "not now".to_owned() })
    }
}

#[test]
fn progress_may_call_back_in_and_throw() {
    let (dir, engine) = fresh();
    note(&engine, "to be written");
    let listener = Arc::new(Listener(Arc::clone(&engine), AtomicU32::new(0)));
    let file = path(&dir, "all.jsonl");
    let heard: Arc<dyn ProgressSink> = Arc::clone(&listener) as _;
    wait(engine.export(Format::Lines, Wanted::default(), file.clone(), Some(heard), None)).unwrap();
    assert!(listener.1.load(Ordering::Relaxed) > 0);
    let other = Engine::new(path(&dir, "other.db"), NOW).unwrap();
    wait(other.import_file(file, None, None)).unwrap();
    assert_eq!(other.notes(None).unwrap().len(), 1);
}

#[test]
fn what_is_cancelled_says_so_and_leaves_nothing() {
    let (dir, engine) = fresh();
    note(&engine, "to be written");
    let cancel = Cancel::new();
    cancel.cancel();
    let file = path(&dir, "all.jsonl");
    let done = wait(engine.export(Format::Lines, Wanted::default(), file.clone(), None, Some(cancel)));
    assert!(matches!(done, Err(ProximalError::Cancelled { .. })), "{done:?}");
    // A future that nobody waits for any more.
    drop(engine.export(Format::Lines, Wanted::default(), file.clone(), None, None));
    assert!(!std::path::Path::new(&file).exists());
}

struct Sink(Mutex<Vec<String>>);

impl LogSink for Sink {
    fn log(&self, level: LogLevel, target: String, message: String) -> Result<(), ProximalError> {
        self.0.lock().unwrap().push(format!("{level:?} {target} {message}"));
        // What a sink logs itself does not come back to it.
        log::error!(target: "proximal::sink", "from within");
        panic!("a sink that cannot take it");
    }
}

#[test]
fn a_log_sink_that_panics_and_logs_hears_level_and_target_and_no_path() {
    let sink = Arc::new(Sink(Mutex::new(Vec::new())));
    set_log_sink(Some(Arc::clone(&sink) as _), LogLevel::Warn).unwrap();
    let (_dir, engine) = fresh();
    engine.panic_on_purpose().unwrap_err();
    // It is told on a thread of its own, after the caller.
    let heard = loop {
        let heard = sink.0.lock().unwrap().join("\n");
        if heard.contains("broken off") {
            break heard;
        }
        std::thread::yield_now();
    };
    set_log_sink(None, LogLevel::Error).unwrap();
    // Other tests of this file log too: what they say names no path either.
    assert!(heard.contains("Error proximal::engine::writer a change of the history was broken off"), "{heard}");
    assert!(!heard.contains("from within") && !heard.contains("history.db"), "{heard}");
}

#[test]
fn a_routine_of_a_newer_version_is_told_from_one_that_cannot_be() {
    let json = routine_to_json(&built_in_routine("leg-lowering").unwrap()).unwrap();
    assert!(routine_from_json(&json).is_ok());
    let newer = routine_from_json(&json.replace("proximal.routine/1", "proximal.routine/2"));
    assert!(matches!(newer, Err(ProximalError::NewerSchema { .. })), "{newer:?}");
    assert!(matches!(routine_from_json("{"), Err(ProximalError::InvalidInput { .. })));
}

#[test]
fn every_error_has_a_sentence_in_both_languages() {
    let (_dir, engine) = fresh();
    engine.shut().unwrap();
    let error = engine.sessions(1).unwrap_err();
    let said = [Lang::En, Lang::De].map(|lang| error_sentence(&error, lang));
    assert_eq!(said[0], "The history is closed. Open it again.");
    assert_ne!(said[0], said[1]);
}

fn note(engine: &Engine, text: &str) {
    let note = NewNote { session: None, lift: None, carry: None, text: text.to_owned() };
    engine.note(note, NOW).unwrap();
}

/// Awaits on this thread, as a foreign executor does: without a runtime of ours around it.
fn wait<T>(work: impl Future<Output = T>) -> T {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut context = std::task::Context::from_waker(&waker);
    let mut work = std::pin::pin!(work);
    loop {
        match work.as_mut().poll(&mut context) {
            std::task::Poll::Ready(done) => return done,
            std::task::Poll::Pending => std::thread::park(),
        }
    }
}
