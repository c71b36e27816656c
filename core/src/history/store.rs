//! [`Store`]: the handle that writes. It holds the main file and `FILE.traces`.
//!
//! In: records, traces, ops and the [`Env`] of the command. Out: what is stored, or [`HistoryError`]. A store belongs to
//! one thread.

use super::author::Author;
use super::backup::Restored;
use super::corrections::{self, Correction};
use super::env::Env;
use super::error::{Fault, HistoryError};
use super::items::{Item, ItemId, ItemKind};
use super::notes::{self, NewNote};
use super::ops::{self, Op};
use super::papers::{self, PaperKind};
use super::salvage::Salvaged;
use super::schema::{Main, Traces, local};
use super::scores::{self, NewScore};
use super::undo::{self, Undone};
use super::{aside, backup, derived, opener, salvage, sessions, settings, sound, trace};
use crate::motion::RaiseTry;
use crate::routine::Routine;
use crate::session::{Answers, SessionId, SessionRecord, Source, Trace};
use crate::timeline::Side;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
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
    salvaged: Vec<Salvaged>,
}

impl Store {
    /// Opens the history in `file` and its traces, brings them to today's schema, or makes them. One of our files that is
    /// too damaged to be opened is set aside, and what can be read of it is carried into a new one
    /// ([`Store::salvaged`]).
    ///
    /// # Errors
    /// [`HistoryError`]; a file that is refused is left as it is.
    pub fn open(file: &Path, env: &Env) -> Result<Self, HistoryError> {
        let at = |doing| move |e: Fault| e.at(file, doing);
        aside::finish(file).map_err(at("open the history"))?;
        let mut salvaged = Vec::new();
        let open = || -> Result<_, Fault> {
            let main = opener::open(file, &Main { env })?;
            let store = local(&main, "store")?;
            local(&main, "stream")?;
            Ok((main, store))
        };
        let (main, store) = match open() {
            Err(fault) if salvage::helps::<Main<'_>>(file, &fault) => {
                salvaged.push(salvage::history(file, env).map_err(at("save what can be read"))?);
                open()
            }
            other => other,
        }
        .map_err(at("open the history"))?;
        let beside = traces_file(file);
        let at = |doing| {
            let beside = &beside;
            move |e: Fault| e.at(beside, doing)
        };
        let open = || opener::open(&beside, &Traces { store });
        let traces = match open() {
            Err(fault) if salvage::helps::<Traces>(&beside, &fault) => {
                salvaged.push(salvage::traces(&beside, store).map_err(at("save what can be read"))?);
                open()
            }
            other => other,
        }
        .map_err(at("open the traces"))?;
        Ok(Self { file: file.to_path_buf(), main, traces, salvaged })
    }

    /// What was damaged when this was opened, and what became of it.
    pub fn salvaged(&self) -> &[Salvaged] {
        &self.salvaged
    }

    /// Looks through every page, row and op of the history in `file`, which nobody may have open. Where it is damaged, or a
    /// row is not what the log makes of it, it is set aside and what can be read of it is carried into a new one; nothing is
    /// empty when all is well. What is made from other rows alone is made anew where it stands.
    ///
    /// # Errors
    /// [`Fault::Busy`] when it is open, or what the file says; it is left as it is then.
    pub fn repair(file: &Path, env: &Env) -> Result<Vec<Salvaged>, HistoryError> {
        let at = |doing| move |e: Fault| e.at(file, doing);
        if !file.exists() {
            return Err(Fault::Io("there is no such file".to_owned()).at(file, "look through the history"));
        }
        salvage::alone(file).map_err(at("look through the history"))?;
        let mut store = Self::open(file, env)?;
        let mut salvaged = std::mem::take(&mut store.salvaged);
        let wrong = sound::wrong(&store.main).map_err(at("look through the history"))?;
        if wrong.is_none() {
            // No user ever wrote what is made from other rows: it is made anew in its place.
            store.change("look through the history", derived::all)?;
        }
        let wrong_beside = sound::wrong_traces(&store.traces).map_err(at("look through the history"))?;
        let id = local(&store.main, "store").map_err(at("look through the history"))?;
        drop(store);
        if wrong.is_some() {
            salvaged.push(salvage::history(file, env).map_err(at("save what can be read"))?);
        }
        if wrong_beside.is_none() {
            return Ok(salvaged);
        }
        let beside = traces_file(file);
        salvaged.push(salvage::traces(&beside, id).map_err(|e| e.at(&beside, "save what can be read"))?);
        Ok(salvaged)
    }

    /// Puts the history of the backup `from` in the place of the one in `file`, which nobody may have open and which is set
    /// aside.
    ///
    /// # Errors
    /// [`Fault::NoBackup`], [`Fault::Newer`], [`Fault::Busy`], or what the files say; nothing is changed then.
    pub fn restore(file: &Path, from: &Path, env: &Env) -> Result<Restored, HistoryError> {
        backup::restore(file, from, env).map_err(|e| match e {
            Fault::Busy => e.at(file, "put the backup in its place"),
            e => e.at(from, "restore it"),
        })
    }

    /// Saves a session: first its trace, then the row that names it, so that a cut between the two leaves a trace that
    /// nobody names and never a name without a trace. Saving the same record again does nothing, but that answers which
    /// came meanwhile are added.
    ///
    /// # Errors
    /// [`HistoryError`]; [`Fault::AlreadySaved`] when another record has its id. No part of the session is listed then.
    pub fn save(&mut self, record: &SessionRecord, trace: &Trace, env: &Env) -> Result<(), HistoryError> {
        let doing = "save the session";
        let file = self.file.clone();
        sessions::check(record).map_err(|e| e.at(&file, doing))?;
        match sessions::by_id(&self.main, record.id).map_err(|e| e.at(&file, doing))? {
            Some(saved) if sessions::same_but_answers(&saved, record) => {
                return self.answer(record.id, record.answers(), env);
            }
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

    /// Adds what was answered after the session called `id` was saved. What was answered before stays.
    ///
    /// # Errors
    /// [`Fault::NoSuchSession`], or what the file says.
    pub fn answer(&mut self, id: SessionId, answers: Answers, env: &Env) -> Result<(), HistoryError> {
        self.change("keep the answers", |tx| {
            let saved = corrections::saved_answers(tx, id)?.ok_or_else(|| Fault::NoSuchSession(id.to_string()))?;
            corrections::answer(tx, id, saved, answers, env.now.utc_ms)
        })
    }

    /// Corrects the session called `id`, all of it or nothing; its record stays as it was performed.
    ///
    /// # Errors
    /// [`Fault::NoSuchSession`], [`Fault::Invalid`] when it has no such rep, or what the file says.
    pub fn correct(&mut self, id: SessionId, corrections: &[Correction], env: &Env) -> Result<(), HistoryError> {
        self.change("correct the session", |tx| {
            corrections::saved_answers(tx, id)?.ok_or_else(|| Fault::NoSuchSession(id.to_string()))?;
            corrections::correct(tx, id, corrections, env)
        })
    }

    /// Hides `item`; its content stays.
    ///
    /// # Errors
    /// [`Fault::NoSuchItem`], or what the file says.
    pub fn delete(&mut self, item: impl Into<Item>, env: &Env) -> Result<(), HistoryError> {
        self.hide("delete it", item.into(), true, env)
    }

    /// Shows `item` again.
    ///
    /// # Errors
    /// [`Fault::NoSuchItem`], or what the file says.
    pub fn undelete(&mut self, item: impl Into<Item>, env: &Env) -> Result<(), HistoryError> {
        self.hide("get it back", item.into(), false, env)
    }

    fn hide(&mut self, doing: &'static str, item: Item, hidden: bool, env: &Env) -> Result<(), HistoryError> {
        self.change(doing, |tx| {
            let entity = item.kind.entity();
            if !ops::knows(tx, entity, &item.id.0)? {
                let id = item.id.to_string();
                let is_session = item.kind == ItemKind::Session;
                return Err(if is_session { Fault::NoSuchSession(id) } else { Fault::NoSuchItem(id) });
            }
            Author::by_hand(tx, env.now.utc_ms)?.hide(entity, &item.id.0, hidden)
        })
    }

    /// Takes back the last thing the user did by hand here that still stands: a deletion, a correction, a note, a score, a
    /// setting. What sessions say by themselves is never taken back. None when there is nothing.
    ///
    /// # Errors
    /// What the file says.
    pub fn undo(&mut self, env: &Env) -> Result<Option<Undone>, HistoryError> {
        self.change("take it back", |tx| undo::undo(tx, env.now.utc_ms))
    }

    /// Does again what was taken back last; none when there is nothing, or something else was done since.
    ///
    /// # Errors
    /// What the file says.
    pub fn redo(&mut self, env: &Env) -> Result<Option<Undone>, HistoryError> {
        self.change("do it again", |tx| undo::redo(tx, env.now.utc_ms))
    }

    /// Keeps a note, about a session, a lift, or nothing in particular.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when it says nothing, or what the file says.
    pub fn add_note(&mut self, note: &NewNote, env: &Env) -> Result<ItemId, HistoryError> {
        self.change("keep the note", |tx| notes::add(tx, note, env))
    }

    /// Other words for the note called `id`.
    ///
    /// # Errors
    /// [`Fault::NoSuchItem`], [`Fault::Invalid`] when they are blank, or what the file says.
    pub fn edit_note(&mut self, id: ItemId, text: &str, env: &Env) -> Result<(), HistoryError> {
        self.change("change the note", |tx| {
            if !ops::knows(tx, ItemKind::Note.entity(), &id.0)? {
                return Err(Fault::NoSuchItem(id.to_string()));
            }
            notes::edit(tx, id, text, env)
        })
    }

    /// Keeps a leg-raise score that somebody typed.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when there is no such score, or what the file says.
    pub fn add_score(&mut self, score: &NewScore, env: &Env) -> Result<ItemId, HistoryError> {
        self.change("keep the score", |tx| scores::add(tx, score, env))
    }

    /// Keeps a leg-raise check of one leg with all its tries.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when it has none or is of no one leg, or what the file says.
    pub fn add_raise(
        &mut self,
        side: Side,
        tries: &[RaiseTry],
        source: &Source,
        env: &Env,
    ) -> Result<ItemId, HistoryError> {
        self.change("keep the leg-raise check", |tx| scores::add_raise(tx, side, tries, source, env))
    }

    /// Keeps a routine of the user's own: in place of the one of its name, or as a new one.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when it cannot be done as it is, or what the file says.
    pub fn keep_routine(&mut self, routine: &Routine, env: &Env) -> Result<ItemId, HistoryError> {
        self.change("keep the routine", |tx| papers::keep(tx, routine, env))
    }

    /// Keeps a document from somebody else as it came; the very same a second time is the first.
    ///
    /// # Errors
    /// What the file says.
    pub fn receive(
        &mut self,
        kind: PaperKind,
        sender: Option<&str>,
        json: &str,
        env: &Env,
    ) -> Result<ItemId, HistoryError> {
        self.change("keep what came", |tx| papers::receive(tx, kind, sender, json, env))
    }

    /// Sets the setting `key`.
    ///
    /// # Errors
    /// What the file says.
    pub fn set_setting(&mut self, key: &str, value: &str, env: &Env) -> Result<(), HistoryError> {
        self.set_settings(&[(key, value)], env)
    }

    /// Sets each key of `values`, all of them or none; one [`Store::undo`] takes them back together.
    ///
    /// # Errors
    /// What the file says.
    pub fn set_settings(&mut self, values: &[(&str, &str)], env: &Env) -> Result<(), HistoryError> {
        self.change("keep the setting", |tx| settings::set(tx, values, env.now.utc_ms))
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
