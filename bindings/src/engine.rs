//! The Engine: history behind one door, for every face the same.
//!
//! In: records, traces, notes and settings, each with the [`Env`] of its command. Out: what is stored, or [`Error`]. One
//! thread writes, a reader stands beside it; any thread may call.

mod begin;
mod exchange;
mod kept;
mod writer;

use crate::error::{Error, ErrorKind};
use crate::live::Live;
use proximal_core::history::{Contents, Decoded, Env, HistoryError, Reader, Restored, Salvaged, SessionSummary, Store};
use proximal_core::session::{Event, SessionId, SessionRecord, Trace};
use proximal_core::timeline::{Side, Span};
use proximal_core::words::Text;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use writer::{Jobs, Writer};

/// History behind one door.
pub struct Engine {
    file: PathBuf,
    state: Mutex<State>,
    /// Apart from `state`, so that reading never waits for writing; none while the files are closed.
    reader: Mutex<Option<Reader>>,
    shaken: Arc<AtomicBool>,
    salvaged: Mutex<Vec<Salvaged>>,
}

enum State {
    Open(Writer),
    Suspended,
    Closed,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Engine {
    /// Opens the history in `db` (its traces lie in `db.traces`), or makes it; its folder must be there. One that is too
    /// damaged to be opened is set aside, and what can be read of it is there again: [`Engine::salvaged`] says so.
    ///
    /// # Errors
    /// `InvalidInput` when it is something else, `NewerSchema`, `Corrupt`, `Storage`, `Busy`; the file is left as it is.
    pub fn open(db: &Path, env: Env) -> Result<Self, Error> {
        let engine = Self {
            file: db.to_path_buf(),
            state: Mutex::new(State::Suspended),
            reader: Mutex::new(None),
            shaken: Arc::new(AtomicBool::new(false)),
            salvaged: Mutex::new(Vec::new()),
        };
        engine.resume(env)?;
        Ok(engine)
    }

    /// Saves a session with its signals, whole or not at all. Saving the same again does nothing.
    ///
    /// # Errors
    /// `InvalidInput` when another record has its id, `Storage` when the disk is full, `Busy`, `Closed`.
    pub fn save(&self, record: SessionRecord, trace: Trace, env: Env) -> Result<(), Error> {
        self.write(move |store| store.save(&record, &trace, &env))
    }

    /// Keeps what a running session tells: the session itself as soon as its routine is over, and what is answered after
    /// that. Nothing else of `events` is kept. To be called after every step; a host that cannot save goes on and saves
    /// at the end, with [`Engine::save`].
    ///
    /// # Errors
    /// As [`Engine::save`].
    pub fn keep(&self, live: &Live, events: &[Event], env: Env) -> Result<(), Error> {
        if events.iter().any(|event| matches!(event, Event::Finished(_))) {
            let (record, trace) = live.result();
            return self.save(record, trace, env);
        }
        if live.is_over() && events.iter().any(|event| matches!(event, Event::Answered(_))) {
            let (id, answers) = live.answers();
            return self.write(move |store| store.answer(id, answers, &env));
        }
        Ok(())
    }

    /// At most `limit` sessions, newest first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn sessions(&self, limit: u32) -> Result<Vec<SessionSummary>, Error> {
        self.read(|reader| reader.sessions(limit))
    }

    /// The session whose id is or begins with `id_or_prefix`.
    ///
    /// # Errors
    /// `InvalidInput` when there is none or more than one; `Corrupt`, `Storage`, `Closed`.
    pub fn session(&self, id_or_prefix: &str) -> Result<SessionRecord, Error> {
        self.read(|reader| reader.session(id_or_prefix))
    }

    /// The session that began last; none when there is none.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn newest(&self) -> Result<Option<SessionRecord>, Error> {
        self.read(Reader::newest)
    }

    /// The signals of the session called `id`, with what of them is damaged; none when it has none, or they are not on
    /// this device.
    ///
    /// # Errors
    /// `Corrupt` when nothing of them can be read, `Storage`, `Closed`.
    pub fn trace(&self, id: SessionId) -> Result<Option<Decoded>, Error> {
        self.read(|reader| reader.trace(id))
    }

    /// As [`Engine::trace`], of `span` on the session's clock only.
    ///
    /// # Errors
    /// As [`Engine::trace`].
    pub fn trace_span(&self, id: SessionId, span: Span) -> Result<Option<Decoded>, Error> {
        self.read(|reader| reader.trace_span(id, span))
    }

    /// The side to begin with: the other than last time this routine was done (FIELD F20), left at first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn next_first_side(&self, routine_name: &str) -> Result<Side, Error> {
        let last = self.read(|reader| reader.last_first_side(routine_name))?;
        Ok(last.map_or(Side::Left, Side::other))
    }

    /// The setting `key`; none when it was never set.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Error> {
        self.read(|reader| reader.setting(key))
    }

    /// Sets the setting `key`.
    ///
    /// # Errors
    /// `Storage`, `Busy`, `Closed`.
    pub fn set_setting(&self, key: &str, value: &str, env: Env) -> Result<(), Error> {
        let (key, value) = (key.to_owned(), value.to_owned());
        self.write(move |store| store.set_setting(&key, &value, &env))
    }

    /// Finishes what is being written, empties the write-ahead logs and lets go of the files until
    /// [`Engine::resume`]: iOS ends an app that holds a lock while suspended. Does nothing unless open.
    ///
    /// # Errors
    /// `Busy` or `Storage` when the logs could not be emptied; nothing is lost and the files are closed even so.
    pub fn suspend(&self) -> Result<(), Error> {
        self.leave(State::Suspended)
    }

    /// Opens the files again after [`Engine::suspend`]; does nothing when they are open.
    ///
    /// # Errors
    /// As [`Engine::open`]; `Closed` after [`Engine::close`].
    pub fn resume(&self, env: Env) -> Result<(), Error> {
        let mut state = lock(&self.state);
        match *state {
            State::Open(_) => return Ok(()),
            State::Closed => return Err(closed("the history was closed")),
            State::Suspended => {}
        }
        let store = Store::open(&self.file, &env)?;
        lock(&self.salvaged).extend_from_slice(store.salvaged());
        let reader = Reader::open(&self.file)?;
        *state = State::Open(Writer::start(store, Arc::clone(&self.shaken))?);
        *lock(&self.reader) = Some(reader);
        Ok(())
    }

    /// As [`Engine::suspend`], for good.
    ///
    /// # Errors
    /// As [`Engine::suspend`].
    pub fn close(&self) -> Result<(), Error> {
        self.leave(State::Closed)
    }

    /// What was damaged since the engine was made, where it is now, and how much of it came over.
    pub fn salvaged(&self) -> Vec<Salvaged> {
        lock(&self.salvaged).clone()
    }

    /// Looks through every page and row. What is damaged is set aside, what can be read of it carried into a new file, and
    /// [`Engine::salvaged`] says so; nothing is empty when all is well.
    ///
    /// # Errors
    /// `Busy` when another program has it open, `Storage`, `Closed`.
    pub fn repair(&self, env: Env) -> Result<Vec<Salvaged>, Error> {
        let salvaged = self.apart(env, |file| Store::repair(file, &env))?;
        lock(&self.salvaged).extend_from_slice(&salvaged);
        Ok(salvaged)
    }

    /// Writes all of it to the one file `to`, which must not be there, while it is in use.
    ///
    /// # Errors
    /// `InvalidInput` when `to` is there, `Storage`, `Corrupt`, `Closed`; nothing half-written stays.
    pub fn back_up(&self, to: &Path, env: Env) -> Result<Contents, Error> {
        self.read(|reader| reader.back_up(to, &env))
    }

    /// Puts the history of the backup `from` in place of this one, which is set aside.
    ///
    /// # Errors
    /// `InvalidInput` when it is no whole backup, `NewerSchema`, `Busy` when another program has this one open, `Storage`,
    /// `Closed`; nothing is changed then.
    pub fn restore(&self, from: &Path, env: Env) -> Result<Restored, Error> {
        self.apart(env, |file| Store::restore(file, from, &env))
    }

    /// Lets go of the files, works on them, and opens them again.
    fn apart<T>(&self, env: Env, work: impl FnOnce(&Path) -> Result<T, HistoryError>) -> Result<T, Error> {
        if matches!(*lock(&self.state), State::Closed) {
            return Err(closed("the history was closed"));
        }
        // A log that could not be emptied is none that is lost.
        let _ = self.suspend();
        let done = work(&self.file);
        self.resume(env)?;
        Ok(done?)
    }

    /// Whether a change was broken off by an internal error since the engine was made. What was saved is whole; the one
    /// change was told to its caller.
    pub fn was_shaken(&self) -> bool {
        self.shaken.load(Ordering::Relaxed)
    }

    fn leave(&self, next: State) -> Result<(), Error> {
        let mut state = lock(&self.state);
        if matches!(*state, State::Closed) {
            return Ok(());
        }
        // The reader goes first: while one reads, the logs cannot be emptied.
        lock(&self.reader).take();
        match std::mem::replace(&mut *state, next) {
            State::Open(writer) => writer.stop(),
            State::Suspended | State::Closed => Ok(()),
        }
    }

    pub(crate) fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<T, HistoryError> + Send + 'static,
    ) -> Result<T, Error> {
        // Only the sender is taken out of the lock: nobody waits for it while a change is written.
        let jobs: Jobs = match &*lock(&self.state) {
            State::Open(writer) => writer.jobs.clone(),
            State::Suspended => return Err(closed("the history is suspended")),
            State::Closed => return Err(closed("the history was closed")),
        };
        jobs.run(job)
    }

    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Reader) -> Result<T, HistoryError>) -> Result<T, Error> {
        let reader = lock(&self.reader);
        let reader = reader.as_ref().ok_or_else(|| closed("the history is closed"))?;
        Ok(ask(reader)?)
    }
}

/// Puts the history of the backup `from` in the place of the one in `db`, open nowhere; what is there is set aside.
///
/// # Errors
/// As [`Engine::restore`].
pub fn restore(db: &Path, from: &Path, env: Env) -> Result<Restored, Error> {
    Ok(Store::restore(db, from, &env)?)
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Err(e) = self.close() {
            // The line of the error names a path.
            log::warn!("the history could not be closed well: {:?}", e.kind);
        }
    }
}

fn closed(detail: &str) -> Error {
    Error::new(ErrorKind::Closed, Text::new("error-closed"), detail)
}

/// What a lock guards here is whole after a panic: it is replaced, never edited in place.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world;
    use proximal_core::history::NewNote;
    use proximal_core::routine::{Routine, Tempo};
    use proximal_core::session::{Ending, Source, TraceSample};
    use proximal_core::time::MonoTime;
    use proximal_core::timeline::Performed;
    use tempfile::TempDir;

    fn env() -> Env {
        world::env(120).unwrap()
    }

    fn fresh() -> (TempDir, Engine) {
        let dir = TempDir::new().unwrap();
        let engine = Engine::open(&dir.path().join("history.db"), env()).unwrap();
        (dir, engine)
    }

    fn session(first_side: Side) -> (SessionRecord, Trace) {
        let env = env();
        let tempo = Tempo { exhale_s: 5.0, pause_s: 0.0, inhale_s: 4.0 };
        let record = SessionRecord {
            id: SessionId::new(env.now, &env.entropy),
            started: env.now,
            started_at: MonoTime(0),
            routine: Routine {
                schema: "proximal.routine/1".to_owned(),
                name: "leg-lowering".to_owned(),
                tempo,
                reversed: false,
                blocks: vec![],
            },
            first_side,
            ending: Ending::Finished,
            source: Source::Phone,
            performed: Performed::default(),
            reference: None,
            reps: vec![],
            events: vec![],
            pain_before: None,
            felt: None,
            pain_after: None,
        };
        let sample = TraceSample { at: MonoTime(0), acc: [0.0, 0.0, 9.81], gyr: None };
        (record, Trace { samples: vec![sample], track: vec![] })
    }

    #[test]
    fn what_is_saved_is_listed_shown_and_there_after_opening_again() {
        let (dir, engine) = fresh();
        let (record, trace) = session(Side::Right);
        engine.save(record.clone(), trace.clone(), env()).unwrap();
        assert_eq!(engine.sessions(5).unwrap()[0].id, record.id);
        engine.close().unwrap();
        let again = Engine::open(&dir.path().join("history.db"), env()).unwrap();
        assert_eq!(again.session(&record.id.to_string()[..13]).unwrap(), record);
        assert_eq!(again.newest().unwrap(), Some(record.clone()));
        assert_eq!(again.trace(record.id).unwrap().map(|decoded| decoded.trace), Some(trace));
        again.delete(record.id.into(), env()).unwrap();
        assert_eq!(again.newest().unwrap(), None);
        again.undelete(record.id.into(), env()).unwrap();
        assert_eq!(again.sessions(5).unwrap().len(), 1);
    }

    #[test]
    fn sides_take_turns_from_session_to_session() {
        let (_dir, engine) = fresh();
        for (expected, later_ms) in [(Side::Left, 0), (Side::Right, 1_000), (Side::Left, 2_000)] {
            let side = engine.next_first_side("leg-lowering").unwrap();
            assert_eq!(side, expected);
            let (mut record, trace) = session(side);
            record.started.utc_ms += later_ms;
            engine.save(record, trace, env()).unwrap();
        }
        assert_eq!(engine.next_first_side("another").unwrap(), Side::Left);
    }

    #[test]
    fn a_job_that_panics_is_told_and_the_next_one_is_written() {
        let (_dir, engine) = fresh();
        assert!(!engine.was_shaken());
        let broken = engine.write(|_| -> Result<(), HistoryError> { panic!("a bug") }).unwrap_err();
        assert_eq!(broken.kind, ErrorKind::Internal);
        engine.set_setting("voice", "off", env()).unwrap();
        assert_eq!(engine.setting("voice").unwrap().as_deref(), Some("off"));
        assert!(engine.was_shaken());
    }

    #[test]
    fn a_reader_that_panics_does_not_close_the_door() {
        let (_dir, engine) = fresh();
        let ask = || engine.read(|_| -> Result<(), HistoryError> { panic!("a bug") });
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(ask)).is_err());
        assert!(engine.sessions(1).unwrap().is_empty());
    }

    #[test]
    fn suspended_it_holds_no_file_and_resumed_it_goes_on() {
        let (dir, engine) = fresh();
        engine.set_setting("voice", "off", env()).unwrap();
        engine.suspend().unwrap();
        engine.suspend().unwrap();
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().contains("-wal")), "{left:?}");
        assert_eq!(engine.setting("voice").unwrap_err().kind, ErrorKind::Closed);
        assert_eq!(engine.set_setting("voice", "on", env()).unwrap_err().kind, ErrorKind::Closed);
        engine.resume(env()).unwrap();
        assert_eq!(engine.setting("voice").unwrap().as_deref(), Some("off"));
    }

    #[test]
    fn closed_it_stays_closed() {
        let (_dir, engine) = fresh();
        engine.close().unwrap();
        engine.close().unwrap();
        engine.suspend().unwrap();
        assert_eq!(engine.resume(env()).unwrap_err().kind, ErrorKind::Closed);
        assert_eq!(engine.sessions(1).unwrap_err().kind, ErrorKind::Closed);
    }

    #[test]
    fn many_threads_write_and_read_at_once_and_nothing_is_lost() {
        let (_dir, engine) = fresh();
        std::thread::scope(|threads| {
            for nr in 0..8 {
                let engine = &engine;
                threads.spawn(move || {
                    for step in 0..10 {
                        let note = NewNote { text: format!("{nr} {step}"), ..NewNote::default() };
                        engine.note(note, env()).unwrap();
                        engine.notes(None).unwrap();
                    }
                });
            }
        });
        assert_eq!(engine.notes(None).unwrap().len(), 80);
    }

    #[test]
    fn a_text_file_instead_of_a_history_is_one_clear_line() {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("diary.txt");
        std::fs::write(&file, "dear diary").unwrap();
        let error = Engine::open(&file, env()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::InvalidInput);
        assert!(error.to_string().ends_with("this is not a database; it was left as it is, name another file"));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "dear diary");
    }
}
