//! What the user keeps and changes by hand, and takes back again.
//!
//! In: values of the core and the user's time. Out: what is stored, or [`ProximalError`].

use super::engine::Engine;
use super::error::ProximalError;
use proximal_core::history::{
    Correction, Corrections, Item, ItemId, NewNote, NewScore, Note, OwnRoutine, Paper, PaperKind, RaiseCheck, Score,
    Undone,
};
use proximal_core::motion::RaiseTry;
use proximal_core::routine::Routine;
use proximal_core::session::{SessionId, Source};
use proximal_core::time::WallTime;
use proximal_core::timeline::Side;

#[uniffi::export]
impl Engine {
    /// Keeps a note, about a session, a lift, or nothing in particular.
    ///
    /// `InvalidInput` when it says nothing.
    pub fn note(&self, note: NewNote, now: WallTime) -> Result<ItemId, ProximalError> {
        self.run(now, |engine, env| engine.note(note, env))
    }

    /// Other words for the note called `id`.
    ///
    /// `InvalidInput` when there is none of this id, or the words are blank.
    pub fn edit_note(&self, id: ItemId, text: String, now: WallTime) -> Result<(), ProximalError> {
        self.run(now, |engine, env| engine.edit_note(id, &text, env))
    }

    /// Notes about `session`, or all of them; newest first.
    pub fn notes(&self, session: Option<SessionId>) -> Result<Vec<Note>, ProximalError> {
        self.ask(|engine| engine.notes(session))
    }

    /// Keeps a leg-raise score that somebody typed; never measured by us (FIELD F32).
    ///
    /// `InvalidInput` when there is no such score.
    pub fn score(&self, score: NewScore, now: WallTime) -> Result<ItemId, ProximalError> {
        self.run(now, |engine, env| engine.score(score, env))
    }

    /// Typed leg-raise scores, newest first.
    pub fn scores(&self) -> Result<Vec<Score>, ProximalError> {
        self.ask(crate::Engine::scores)
    }

    /// Keeps a leg-raise check of one leg with all its tries.
    ///
    /// `InvalidInput` when it has none or is of no one leg.
    pub fn keep_raise(
        &self,
        side: Side,
        tries: Vec<RaiseTry>,
        source: Source,
        now: WallTime,
    ) -> Result<ItemId, ProximalError> {
        self.run(now, |engine, env| engine.keep_raise(side, tries, source, env))
    }

    /// Leg-raise checks, newest first.
    pub fn raises(&self) -> Result<Vec<RaiseCheck>, ProximalError> {
        self.ask(crate::Engine::raises)
    }

    /// Keeps a routine of the user's own: in place of the one of its name, or as a new one.
    ///
    /// `InvalidInput` when it cannot be done as it is.
    pub fn keep_routine(&self, routine: Routine, now: WallTime) -> Result<ItemId, ProximalError> {
        self.run(now, |engine, env| engine.keep_routine(routine, env))
    }

    /// The user's own routines, by name.
    pub fn routines(&self) -> Result<Vec<OwnRoutine>, ProximalError> {
        self.ask(crate::Engine::routines)
    }

    /// Keeps a document from somebody else as it came; the very same a second time is the first.
    pub fn receive(
        &self,
        kind: PaperKind,
        sender: Option<String>,
        json: String,
        now: WallTime,
    ) -> Result<ItemId, ProximalError> {
        self.run(now, |engine, env| engine.receive(kind, sender, json, env))
    }

    /// Documents from others, newest first.
    pub fn papers(&self) -> Result<Vec<Paper>, ProximalError> {
        self.ask(crate::Engine::papers)
    }

    /// Corrects a session, all of it or nothing; its record stays as it was performed.
    ///
    /// `InvalidInput` when there is none of this id, or no such rep.
    pub fn correct(&self, id: SessionId, corrections: Vec<Correction>, now: WallTime) -> Result<(), ProximalError> {
        self.run(now, |engine, env| engine.correct(id, corrections, env))
    }

    /// What the user corrected of a session.
    pub fn corrections(&self, id: SessionId) -> Result<Corrections, ProximalError> {
        self.ask(|engine| engine.corrections(id))
    }

    /// Hides a thing; `undelete` and `undo` show it again.
    ///
    /// `InvalidInput` when there is none of this id.
    pub fn delete(&self, item: Item, now: WallTime) -> Result<(), ProximalError> {
        self.run(now, |engine, env| engine.delete(item, env))
    }

    /// Shows a deleted thing again.
    ///
    /// `InvalidInput` when there is none of this id.
    pub fn undelete(&self, item: Item, now: WallTime) -> Result<(), ProximalError> {
        self.run(now, |engine, env| engine.undelete(item, env))
    }

    /// What was deleted and can be had back; what was made last comes first.
    pub fn deleted(&self) -> Result<Vec<Item>, ProximalError> {
        self.ask(crate::Engine::deleted)
    }

    /// Takes back the last thing the user did by hand here that still stands; none when there is nothing.
    pub fn undo(&self, now: WallTime) -> Result<Option<Undone>, ProximalError> {
        self.run(now, crate::Engine::undo)
    }

    /// Does again what was taken back last; none when there is nothing, or something else was done since.
    pub fn redo(&self, now: WallTime) -> Result<Option<Undone>, ProximalError> {
        self.run(now, crate::Engine::redo)
    }
}
