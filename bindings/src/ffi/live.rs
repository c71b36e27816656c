//! A live session for the phones: inputs in, what a screen and a loudspeaker need out.
//!
//! In: block frames (SEAMS), ticks, commands, answers, each with the host's instant. Out: a [`Step`]. What has to be kept is
//! kept here: the journal while it runs, the session as soon as its routine is over.

use super::engine::Engine;
use super::error::ProximalError;
use super::guard::{Guard, lock};
use crate::live::Live;
use crate::{Error, world};
use proximal_core::cues::CueId;
use proximal_core::history::Env;
use proximal_core::motion::Laid;
use proximal_core::motion::frame::Frame;
use proximal_core::routine::Routine;
use proximal_core::session::{
    Answer, Command, Event, Input, Interruption, SessionId, SessionRecord, Settings, Snapshot, Source,
};
use proximal_core::time::{MonoTime, Nanos, WallTime};
use proximal_core::timeline::Side;
use proximal_core::words::Text;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// What a session is to be.
#[derive(Debug, Clone, uniffi::Record)]
pub struct SessionAsk {
    /// What is to be done.
    pub routine: Routine,
    /// The side that begins; without one the other than last time.
    #[uniffi(default = None)]
    pub first_side: Option<Side>,
    /// Where the samples come from.
    pub source: Source,
    /// The way the phone is laid on the belly.
    pub laid: Laid,
    /// What the user chose for every session.
    pub settings: Settings,
}

/// What came of the inputs since it was last taken.
#[derive(Debug, Clone, Default, PartialEq, uniffi::Record)]
pub struct Step {
    /// All a screen needs; left out where it was not asked for.
    pub snapshot: Option<Snapshot>,
    /// What happened, in order; planned cues come at least 500 ms ahead.
    pub events: Vec<Event>,
    /// What could not be kept or read, in a sentence; the session goes on (FIELD F33).
    pub fault: Option<Text>,
}

/// A session that runs.
#[derive(uniffi::Object)]
pub struct LiveSession {
    engine: Arc<crate::Engine>,
    guard: Guard,
    /// When it was made, by the user's clock.
    started: WallTime,
    inner: Mutex<Inner>,
}

struct Inner {
    /// None once it is saved.
    live: Option<Live>,
    /// The host's clock at the first input.
    first: Option<MonoTime>,
    /// What nobody took yet, with the snapshot of the newest input.
    waiting: Step,
}

impl Step {
    /// All of it; the snapshot stays as well, for whoever asks before the next input.
    fn take(&mut self, with_snapshot: bool) -> Self {
        Self {
            snapshot: if with_snapshot { self.snapshot.clone() } else { None },
            events: std::mem::take(&mut self.events),
            fault: self.fault.take(),
        }
    }

    fn count(&self) -> u32 {
        u32::try_from(self.events.len() + usize::from(self.fault.is_some())).unwrap_or(u32::MAX)
    }
}

#[uniffi::export]
impl Engine {
    /// A session that begins with the command `Start`; its journal lies beside the database until it is saved.
    ///
    /// `InvalidInput` with the field of the routine that cannot be.
    pub fn begin(&self, ask: SessionAsk, now: WallTime) -> Result<Arc<LiveSession>, ProximalError> {
        let setup = self.run(now, |engine, env| {
            engine.setup(ask.routine, ask.first_side, ask.source, ask.laid, ask.settings, env)
        })?;
        Ok(self.live(Live::new(setup, &self.file), now))
    }

    /// A session as a container's header has it: a golden or a recorded one, to be run again.
    ///
    /// `InvalidInput` when it is no header.
    pub fn begin_as(&self, header: &[u8], now: WallTime) -> Result<Arc<LiveSession>, ProximalError> {
        let setup = serde_json::from_slice(header).map_err(|e| ProximalError::invalid(format!("no header: {e}")))?;
        self.guard.run(|| Ok(self.live(Live::new(setup, &self.file), now)))
    }

    /// Journals of sessions that were interrupted, oldest first; each can be kept with `recover`.
    pub fn interrupted(&self) -> Result<Vec<String>, ProximalError> {
        let journals = self.ask(|_| Ok(crate::interrupted(&self.file)))?;
        Ok(journals.into_iter().map(|path| path.to_string_lossy().into_owned()).collect())
    }

    /// Saves the interrupted session whose journal is in `file` as far as it went, and removes the journal.
    ///
    /// `InvalidInput` when it is no journal; `Storage` when it cannot be read or saved: the journal stays.
    pub fn recover(&self, file: String, now: WallTime) -> Result<SessionRecord, ProximalError> {
        self.run(now, |engine, env| engine.keep_interrupted(file.as_ref(), env))
    }
}

impl Engine {
    fn live(&self, live: Live, started: WallTime) -> Arc<LiveSession> {
        Arc::new(LiveSession {
            engine: Arc::clone(&self.inner),
            guard: Guard::default(),
            started,
            inner: Mutex::new(Inner { live: Some(live), first: None, waiting: Step::default() }),
        })
    }
}

#[uniffi::export]
impl LiveSession {
    /// Samples: one block frame that the host had at `now`. Returns how much waits to be taken, events and a fault: a number
    /// crosses in one call, a [`Step`] costs several, and of most blocks there is nothing to tell.
    ///
    /// `InvalidInput` with the byte when the frame's header or length cannot be; nothing of it was taken then. A reading
    /// within it that cannot be ends the frame there: what came before it is taken, and `fault` says so.
    pub fn feed(&self, now: MonoTime, frame: &[u8]) -> Result<u32, ProximalError> {
        let checked = Frame::parse(frame).map_err(|e| ProximalError::samples(&e))?;
        let bad = checked.records().find_map(Result::err);
        self.step(now, Input::Frame(frame), |waiting| {
            if bad.is_some() {
                waiting.fault.get_or_insert_with(proximal_core::session::says::bad_samples);
            }
            waiting.count()
        })
    }

    /// Time has passed; to be told 10 to 20 times a second. Returns how much waits to be taken, as `feed`.
    pub fn tick(&self, now: MonoTime) -> Result<u32, ProximalError> {
        self.step(now, Input::Tick, |waiting| waiting.count())
    }

    /// What waits since it was last taken; the snapshot is that of the newest input. Commands and answers take it too.
    pub fn take(&self, with_snapshot: bool) -> Result<Step, ProximalError> {
        self.guard.run(|| {
            let inner = &mut *lock(&self.inner);
            inner.live.as_ref().ok_or_else(over)?;
            Ok(inner.waiting.take(with_snapshot))
        })
    }

    /// The user wants something.
    pub fn command(&self, now: MonoTime, command: Command) -> Result<Step, ProximalError> {
        self.step(now, Input::Command(command), |waiting| waiting.take(true))
    }

    /// The world got in the way; the session pauses and does not go on by itself.
    pub fn interrupt(&self, now: MonoTime, by: Interruption) -> Result<Step, ProximalError> {
        self.step(now, Input::Interruption(by), |waiting| waiting.take(true))
    }

    /// The user answers what `Snapshot.ask` asked.
    pub fn answer(&self, now: MonoTime, answer: Answer) -> Result<Step, ProximalError> {
        self.step(now, Input::Answer(answer), |waiting| waiting.take(true))
    }

    /// A cue was heard at `at`.
    pub fn cue_played(&self, now: MonoTime, id: CueId, at: MonoTime) -> Result<Step, ProximalError> {
        self.step(now, Input::CuePlayed { id, at }, |waiting| waiting.take(false))
    }

    /// What a journal or a golden holds as one input: the instant and what it was.
    ///
    /// `InvalidInput` when it cannot be.
    pub fn replay(&self, input: &[u8], with_snapshot: bool) -> Result<Step, ProximalError> {
        let read = proximal_core::session::container::read_input(input);
        let (now, input) = read.ok_or_else(|| ProximalError::invalid("an input that cannot be"))?;
        self.step(now, input, |waiting| waiting.take(with_snapshot))
    }

    /// Whether it is over, its questions too.
    pub fn is_done(&self) -> Result<bool, ProximalError> {
        self.with(|live| Ok(live.is_done()))
    }

    /// The session as it would be saved now.
    pub fn record(&self) -> Result<SessionRecord, ProximalError> {
        self.with(|live| Ok(live.result().0))
    }

    /// Its id.
    pub fn id(&self) -> Result<SessionId, ProximalError> {
        self.with(|live| Ok(live.answers().0))
    }

    /// Saves the session as it stands, lets go of its journal, and ends this object: calls after it say `Closed`. Saving
    /// what was saved when the routine ended is safe. When it cannot be saved the session stays, and so does its journal.
    pub fn save(&self, now: WallTime) -> Result<SessionRecord, ProximalError> {
        self.guard.run(|| {
            let mut inner = lock(&self.inner);
            let (record, trace) = inner.live.as_ref().ok_or_else(over)?.result();
            self.engine.save(record.clone(), trace, world::env_at(now)?)?;
            if let Some(live) = inner.live.take() {
                live.saved();
            }
            Ok(record)
        })
    }

    /// Nanoseconds that one `feed` of `frame` takes without the crossing, in the mean over `times`; every one counts as a
    /// block of the session. What a language adds is measured against it, in the same process.
    pub fn measure_feed(&self, now: MonoTime, frame: &[u8], times: u32) -> Result<f64, ProximalError> {
        let began = Instant::now();
        for _ in 0..times {
            self.feed(now, frame)?;
        }
        Ok(began.elapsed().as_secs_f64() * 1e9 / f64::from(times.max(1)))
    }

    /// Whether a call was broken off by an error inside. The journal has what came before it.
    pub fn was_shaken(&self) -> bool {
        self.guard.was_shaken()
    }
}

impl LiveSession {
    /// One input, then `tell` of what waits.
    fn step<T>(&self, now: MonoTime, input: Input<'_>, tell: impl FnOnce(&mut Step) -> T) -> Result<T, ProximalError> {
        self.guard.run(|| {
            let inner = &mut *lock(&self.inner);
            let live = inner.live.as_mut().ok_or_else(over)?;
            let first = *inner.first.get_or_insert(now);
            let out = live.step(now, input);
            let mut fault = live.take_fault().map(|_| Text::new("fault-journal"));
            if live.is_over() && !out.events.is_empty() {
                // What cannot be saved now is saved at the end, by `save`.
                let kept = self.env(now - first).and_then(|env| self.engine.keep(live, &out.events, env));
                fault = kept.err().map(|e| e.text).or(fault);
            }
            let waiting = &mut inner.waiting;
            waiting.snapshot = Some(out.snapshot);
            waiting.events.extend(out.events);
            waiting.fault = fault.or(waiting.fault.take());
            Ok(tell(waiting))
        })
    }

    fn with<T>(&self, ask: impl FnOnce(&Live) -> Result<T, ProximalError>) -> Result<T, ProximalError> {
        self.guard.run(|| ask(lock(&self.inner).live.as_ref().ok_or_else(over)?))
    }

    /// The world `since` the first input: no step carries the wall clock, so it is counted on from the start.
    fn env(&self, since: Nanos) -> Result<Env, Error> {
        let utc_ms = self.started.utc_ms.saturating_add(since.0.max(0) / 1_000_000);
        world::env_at(WallTime { utc_ms, ..self.started })
    }
}

fn over() -> ProximalError {
    ProximalError::Closed { text: Text::new("error-session-over"), detail: "this session is saved".to_owned() }
}
