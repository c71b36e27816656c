//! The two handles on history: [`Store`] writes, [`Reader`] reads. Both hold the main file and `FILE.traces`.
//!
//! In: records, traces, ops and the [`Env`] of the command. Out: what is stored, or [`HistoryError`]. A store belongs to
//! one thread; a reader sees what was committed when it asks.

use super::entity::SESSION;
use super::env::Env;
use super::error::{Fault, HistoryError};
use super::notes::{self, Note, NoteId};
use super::ops::{self, Author, Op};
use super::schema::{Main, Traces, local};
use super::sessions::{self, SessionSummary};
use super::trace::{self, Decoded, TraceError};
use super::{opener, settings};
use crate::session::{SessionId, SessionRecord, Trace};
use crate::timeline::{Side, Span};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use std::path::{Path, PathBuf};

/// Where the traces of the history in `file` lie.
pub fn traces_file(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".traces");
    PathBuf::from(name)
}

/// Writes history.
#[derive(Debug)]
pub struct Store {
    pub(super) file: PathBuf,
    pub(super) main: Connection,
    pub(super) traces: Connection,
}

/// Reads history.
#[derive(Debug)]
pub struct Reader {
    file: PathBuf,
    main: Connection,
    traces: Connection,
}

impl Store {
    /// Opens the history in `file` and its traces, brings them to today's schema, or makes them.
    ///
    /// # Errors
    /// [`HistoryError`]; a file that is refused is left as it is.
    pub fn open(file: &Path, env: &Env) -> Result<Self, HistoryError> {
        let main = opener::open(file, &Main { env }).map_err(|e| e.at(file, "open the history"))?;
        let store = local(&main, "store").map_err(|e| e.at(file, "open the history"))?;
        let beside = traces_file(file);
        let traces = opener::open(&beside, &Traces { store }).map_err(|e| e.at(&beside, "open the traces"))?;
        Ok(Self { file: file.to_path_buf(), main, traces })
    }

    /// Saves a session: first its trace, then the row that names it, so that a cut between the two leaves a trace that
    /// nobody names and never a name without a trace. Saving the same record again does nothing.
    ///
    /// # Errors
    /// [`HistoryError`]; [`Fault::AlreadySaved`] when another record has its id. No part of the session is listed then.
    pub fn save(&mut self, record: &SessionRecord, trace: &Trace, env: &Env) -> Result<(), HistoryError> {
        let doing = "save the session";
        let file = self.file.clone();
        sessions::check(record).map_err(|e| e.at(&file, doing))?;
        match sessions::by_id(&self.main, record.id).map_err(|e| e.at(&file, doing))? {
            Some(saved) if saved == *record => return Ok(()),
            Some(_) => return Err(Fault::AlreadySaved(record.id.to_string()).at(&file, doing)),
            None => {}
        }
        let signals = !(trace.samples.is_empty() && trace.track.is_empty());
        if signals {
            self.save_trace(record.id, trace, env).map_err(|e| e.at(&traces_file(&file), "save the signals"))?;
        }
        let named = signals.then_some(record.id.0);
        self.change(doing, |tx| sessions::write(tx, record, named, env.now.utc_ms))
    }

    /// What lies here under the id already was left by a save that was cut off: no session names it.
    fn save_trace(&mut self, id: SessionId, trace: &Trace, env: &Env) -> Result<(), Fault> {
        let bytes = trace::encode(trace).map_err(Fault::invalid)?;
        let store = local(&self.main, "store")?;
        let tx = self.traces.transaction_with_behavior(TransactionBehavior::Immediate)?;
        tx.execute(
            "INSERT OR REPLACE INTO traces (id, written_ms, bytes, store) VALUES (?1, ?2, ?3, ?4)",
            params![id.0, env.now.utc_ms, bytes, store],
        )?;
        Ok(tx.commit()?)
    }

    /// Hides the session called `id`; its content stays.
    ///
    /// # Errors
    /// [`Fault::NoSuchSession`], or what the file says.
    pub fn delete(&mut self, id: SessionId, env: &Env) -> Result<(), HistoryError> {
        self.hide("delete the session", id, true, env)
    }

    /// Shows the session called `id` again.
    ///
    /// # Errors
    /// [`Fault::NoSuchSession`], or what the file says.
    pub fn undelete(&mut self, id: SessionId, env: &Env) -> Result<(), HistoryError> {
        self.hide("restore the session", id, false, env)
    }

    fn hide(&mut self, doing: &'static str, id: SessionId, hidden: bool, env: &Env) -> Result<(), HistoryError> {
        self.change(doing, |tx| {
            if !ops::knows(tx, &SESSION, &id.0)? {
                return Err(Fault::NoSuchSession(id.to_string()));
            }
            Author::new(tx, env.now.utc_ms)?.hide(&SESSION, &id.0, hidden)
        })
    }

    /// Keeps a note, about a session or about nothing in particular.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when `text` is blank, or what the file says.
    pub fn add_note(&mut self, session: Option<SessionId>, text: &str, env: &Env) -> Result<NoteId, HistoryError> {
        self.change("keep the note", |tx| {
            if text.trim().is_empty() {
                return Err(Fault::invalid("the note is empty"));
            }
            notes::add(tx, session, text, env)
        })
    }

    /// Sets the setting `key`.
    ///
    /// # Errors
    /// What the file says.
    pub fn set_setting(&mut self, key: &str, value: &str, env: &Env) -> Result<(), HistoryError> {
        self.change("keep the setting", |tx| settings::set(tx, key, value, env.now.utc_ms))
    }

    /// Applies ops from elsewhere: all of them or none. Those that are here already change nothing.
    ///
    /// # Errors
    /// [`Fault::Corrupt`] when an op holds what its table cannot, or what the file says.
    pub fn apply(&mut self, ops: &[Op]) -> Result<(), HistoryError> {
        self.change("take over the changes", |tx| ops.iter().try_for_each(|op| ops::apply(tx, op)))
    }

    /// Moves the write-ahead logs into the files and empties them.
    ///
    /// # Errors
    /// [`Fault::Busy`] while someone reads; nothing is lost then.
    pub fn checkpoint(&mut self) -> Result<(), HistoryError> {
        for conn in [&self.main, &self.traces] {
            let busy: Result<i64, _> = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0));
            let done = busy.map_err(Fault::from).and_then(|busy| if busy == 0 { Ok(()) } else { Err(Fault::Busy) });
            done.map_err(|e| e.at(&self.file, "flush the history"))?;
        }
        Ok(())
    }

    fn change<T>(
        &mut self,
        doing: &'static str,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
    ) -> Result<T, HistoryError> {
        let whole = || {
            let tx = self.main.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let done = work(&tx)?;
            tx.commit()?;
            Ok(done)
        };
        whole().map_err(|e: Fault| e.at(&self.file, doing))
    }
}

impl Reader {
    /// Opens the history in `file`, which a [`Store`] has made, for reading only.
    ///
    /// # Errors
    /// [`HistoryError`]; nothing is ever written.
    pub fn open(file: &Path) -> Result<Self, HistoryError> {
        let main = opener::open_to_read::<Main<'_>>(file).map_err(|e| e.at(file, "read the history"))?;
        let beside = traces_file(file);
        let traces = opener::open_to_read::<Traces>(&beside).map_err(|e| e.at(&beside, "read the traces"))?;
        Ok(Self { file: file.to_path_buf(), main, traces })
    }

    /// At most `limit` sessions, newest first.
    ///
    /// # Errors
    /// What the file says.
    pub fn sessions(&self, limit: u32) -> Result<Vec<SessionSummary>, HistoryError> {
        sessions::list(&self.main, limit).map_err(|e| self.at(e, "list the sessions"))
    }

    /// The session whose id is or begins with `id_or_prefix`.
    ///
    /// # Errors
    /// [`Fault::NoSuchSession`], [`Fault::Ambiguous`], or what the file says.
    pub fn session(&self, id_or_prefix: &str) -> Result<SessionRecord, HistoryError> {
        let found = sessions::resolve(&self.main, id_or_prefix).and_then(|id| sessions::by_id(&self.main, id));
        found
            .and_then(|record| record.ok_or_else(|| Fault::NoSuchSession(id_or_prefix.to_owned())))
            .map_err(|e| self.at(e, "read the session"))
    }

    /// The session that began last; none when there is none.
    ///
    /// # Errors
    /// What the file says.
    pub fn newest(&self) -> Result<Option<SessionRecord>, HistoryError> {
        let whole = || match sessions::newest(&self.main)? {
            Some(id) => sessions::by_id(&self.main, id),
            None => Ok(None),
        };
        whole().map_err(|e| self.at(e, "read the newest session"))
    }

    /// The signals of the session called `id`, with what of them is damaged; none when it has none, or they are not on this
    /// device.
    ///
    /// # Errors
    /// [`Fault::Corrupt`] when nothing of them can be read, or what the file says.
    pub fn trace(&self, id: SessionId) -> Result<Option<Decoded>, HistoryError> {
        self.signals(id, trace::decode)
    }

    /// As [`Reader::trace`], of `span` only: what lies before and behind it is not decoded.
    ///
    /// # Errors
    /// As [`Reader::trace`].
    pub fn trace_span(&self, id: SessionId, span: Span) -> Result<Option<Decoded>, HistoryError> {
        self.signals(id, |bytes| trace::decode_span(bytes, span))
    }

    fn signals(
        &self,
        id: SessionId,
        decode: impl Fn(&[u8]) -> Result<Decoded, TraceError>,
    ) -> Result<Option<Decoded>, HistoryError> {
        let named = sessions::trace_of(&self.main, id).map_err(|e| self.at(e, "read the session"))?;
        let read = |named: [u8; 16]| -> Result<Option<Decoded>, Fault> {
            let mut select = self.traces.prepare_cached("SELECT bytes FROM traces WHERE id = ?1")?;
            let bytes: Option<Vec<u8>> = select.query_row([named], |row| row.get(0)).optional()?;
            bytes.map(|bytes| decode(&bytes)).transpose().map_err(Fault::corrupt)
        };
        named.map_or(Ok(None), read).map_err(|e| e.at(&traces_file(&self.file), "read the signals"))
    }

    /// The side that began when the routine called `routine` was last done.
    ///
    /// # Errors
    /// What the file says.
    pub fn last_first_side(&self, routine: &str) -> Result<Option<Side>, HistoryError> {
        sessions::last_first_side(&self.main, routine).map_err(|e| self.at(e, "look up the last session"))
    }

    /// Notes about `session`, or all of them; newest first.
    ///
    /// # Errors
    /// What the file says.
    pub fn notes(&self, session: Option<SessionId>) -> Result<Vec<Note>, HistoryError> {
        notes::list(&self.main, session).map_err(|e| self.at(e, "list the notes"))
    }

    /// The setting `key`; none when it was never set.
    ///
    /// # Errors
    /// What the file says.
    pub fn setting(&self, key: &str) -> Result<Option<String>, HistoryError> {
        settings::get(&self.main, key).map_err(|e| self.at(e, "read the setting"))
    }

    /// Ops in the order in which they came here: at most `limit` after the place `after` (0: from the start), and the
    /// place to go on from; none when there are no more.
    ///
    /// # Errors
    /// What the file says.
    pub fn ops(&self, after: i64, limit: u32) -> Result<Option<(i64, Vec<Op>)>, HistoryError> {
        ops::after(&self.main, after, limit).map_err(|e| self.at(e, "read the log"))
    }

    fn at(&self, fault: Fault, doing: &'static str) -> HistoryError {
        fault.at(&self.file, doing)
    }
}
