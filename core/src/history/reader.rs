//! [`Reader`]: the handle that reads. It holds the main file and `FILE.traces`, and never writes to either.
//!
//! In: what is asked. Out: what was committed when it was asked, or [`HistoryError`].

use super::backup::{self, Contents};
use super::corrections::{self, Corrections};
use super::env::Env;
use super::error::{Fault, HistoryError};
use super::items::{self, Item};
use super::notes::{self, Note};
use super::ops::{self, Op};
use super::papers::{self, OwnRoutine, Paper};
use super::schema::{Main, Traces};
use super::scores::{self, RaiseCheck, Score};
use super::sessions::{self, SessionSummary};
use super::store::traces_file;
use super::trace::{self, Decoded, TraceError};
use super::{opener, settings};
use crate::session::{SessionId, SessionRecord};
use crate::timeline::{Side, Span};
use rusqlite::{Connection, OptionalExtension};
use std::path::{Path, PathBuf};

/// Reads history.
#[derive(Debug)]
pub struct Reader {
    pub(super) file: PathBuf,
    pub(super) main: Connection,
    pub(super) traces: Connection,
}

impl Reader {
    /// Opens the history in `file`, which a [`Store`](super::Store) has made, for reading only.
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

    /// What the user corrected of the session called `id`.
    ///
    /// # Errors
    /// What the file says.
    pub fn corrections(&self, id: SessionId) -> Result<Corrections, HistoryError> {
        corrections::of(&self.main, id).map_err(|e| self.at(e, "read the session"))
    }

    /// Typed leg-raise scores, newest first.
    ///
    /// # Errors
    /// What the file says.
    pub fn scores(&self) -> Result<Vec<Score>, HistoryError> {
        scores::list(&self.main).map_err(|e| self.at(e, "list the scores"))
    }

    /// Leg-raise checks, newest first.
    ///
    /// # Errors
    /// What the file says.
    pub fn raises(&self) -> Result<Vec<RaiseCheck>, HistoryError> {
        scores::raises(&self.main).map_err(|e| self.at(e, "list the leg-raise checks"))
    }

    /// The user's own routines, by name.
    ///
    /// # Errors
    /// What the file says.
    pub fn routines(&self) -> Result<Vec<OwnRoutine>, HistoryError> {
        papers::routines(&self.main).map_err(|e| self.at(e, "list the routines"))
    }

    /// Documents from others, newest first.
    ///
    /// # Errors
    /// What the file says.
    pub fn papers(&self) -> Result<Vec<Paper>, HistoryError> {
        papers::papers(&self.main).map_err(|e| self.at(e, "list what came"))
    }

    /// The thing whose id is or begins with `id_or_prefix`: one that is shown, or one that is deleted.
    ///
    /// # Errors
    /// [`Fault::NoSuchItem`], [`Fault::Ambiguous`], or what the file says.
    pub fn find(&self, id_or_prefix: &str, deleted: bool) -> Result<Item, HistoryError> {
        items::resolve(&self.main, id_or_prefix, deleted).map_err(|e| self.at(e, "find it"))
    }

    /// What was deleted and can be had back; what was made last comes first.
    ///
    /// # Errors
    /// What the file says.
    pub fn deleted(&self) -> Result<Vec<Item>, HistoryError> {
        items::deleted(&self.main).map_err(|e| self.at(e, "list what was deleted"))
    }

    /// The setting `key`; none when it was never set.
    ///
    /// # Errors
    /// What the file says.
    pub fn setting(&self, key: &str) -> Result<Option<String>, HistoryError> {
        settings::get(&self.main, key).map_err(|e| self.at(e, "read the setting"))
    }

    /// Writes all of it to the one file `to`, which must not be there, while it is in use.
    ///
    /// # Errors
    /// [`Fault::Exists`], or what the files say; nothing half-written stays.
    pub fn back_up(&self, to: &Path, env: &Env) -> Result<Contents, HistoryError> {
        backup::back_up(&self.main, &self.traces, to, env).map_err(|e| e.at(to, "write the backup"))
    }

    /// Ops in the order in which they came here: at most `limit` after the place `after` (0: from the start), and the
    /// place to go on from; none when there are no more.
    ///
    /// # Errors
    /// What the file says.
    pub fn ops(&self, after: i64, limit: u32) -> Result<Option<(i64, Vec<Op>)>, HistoryError> {
        ops::after(&self.main, after, limit).map_err(|e| self.at(e, "read the log"))
    }

    pub(super) fn at(&self, fault: Fault, doing: &'static str) -> HistoryError {
        match fault {
            // What a row of the main file holds, its log holds too: it can be mended.
            Fault::Corrupt(what) => Fault::Damaged(what),
            other => other,
        }
        .at(&self.file, doing)
    }
}
