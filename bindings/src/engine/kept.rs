//! What the user keeps and changes by hand: notes, scores, checks, routines, corrections, deletions, and undo.
//!
//! In: values of the core with the [`Env`] of the command. Out: what is stored, or [`Error`].

use super::Engine;
use crate::error::Error;
use proximal_core::history::{
    Correction, Corrections, Env, Item, ItemId, NewNote, NewScore, Note, OwnRoutine, Paper, PaperKind, RaiseCheck,
    Reader, Score, Undone,
};
use proximal_core::motion::RaiseTry;
use proximal_core::routine::Routine;
use proximal_core::session::{SessionId, Source};
use proximal_core::timeline::Side;

impl Engine {
    /// Keeps a note, about a session, a lift, or nothing in particular.
    ///
    /// # Errors
    /// `InvalidInput` when it says nothing; `Storage`, `Busy`, `Closed`.
    pub fn note(&self, note: NewNote, env: Env) -> Result<ItemId, Error> {
        self.write(move |store| store.add_note(&note, &env))
    }

    /// Other words for the note called `id`.
    ///
    /// # Errors
    /// `InvalidInput` when there is none of this id, or the words are blank; `Storage`, `Busy`, `Closed`.
    pub fn edit_note(&self, id: ItemId, text: &str, env: Env) -> Result<(), Error> {
        let text = text.to_owned();
        self.write(move |store| store.edit_note(id, &text, &env))
    }

    /// Notes about `session`, or all of them; newest first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn notes(&self, session: Option<SessionId>) -> Result<Vec<Note>, Error> {
        self.read(|reader| reader.notes(session))
    }

    /// Keeps a leg-raise score that somebody typed; never measured by us (FIELD F32).
    ///
    /// # Errors
    /// `InvalidInput` when there is no such score; `Storage`, `Busy`, `Closed`.
    pub fn score(&self, score: NewScore, env: Env) -> Result<ItemId, Error> {
        self.write(move |store| store.add_score(&score, &env))
    }

    /// Typed leg-raise scores, newest first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn scores(&self) -> Result<Vec<Score>, Error> {
        self.read(Reader::scores)
    }

    /// Keeps a leg-raise check of one leg with all its tries.
    ///
    /// # Errors
    /// `InvalidInput` when it has none or is of no one leg; `Storage`, `Busy`, `Closed`.
    pub fn keep_raise(&self, side: Side, tries: Vec<RaiseTry>, source: Source, env: Env) -> Result<ItemId, Error> {
        self.write(move |store| store.add_raise(side, &tries, &source, &env))
    }

    /// Leg-raise checks, newest first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn raises(&self) -> Result<Vec<RaiseCheck>, Error> {
        self.read(Reader::raises)
    }

    /// Keeps a routine of the user's own: in place of the one of its name, or as a new one.
    ///
    /// # Errors
    /// `InvalidInput` when it cannot be done as it is; `Storage`, `Busy`, `Closed`.
    pub fn keep_routine(&self, routine: Routine, env: Env) -> Result<ItemId, Error> {
        self.write(move |store| store.keep_routine(&routine, &env))
    }

    /// The user's own routines, by name.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn routines(&self) -> Result<Vec<OwnRoutine>, Error> {
        self.read(Reader::routines)
    }

    /// Keeps a document from somebody else as it came; the very same a second time is the first.
    ///
    /// # Errors
    /// `Storage`, `Busy`, `Closed`.
    pub fn receive(&self, kind: PaperKind, sender: Option<String>, json: String, env: Env) -> Result<ItemId, Error> {
        self.write(move |store| store.receive(kind, sender.as_deref(), &json, &env))
    }

    /// Documents from others, newest first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn papers(&self) -> Result<Vec<Paper>, Error> {
        self.read(Reader::papers)
    }

    /// Corrects a session, all of it or nothing; its record stays as it was performed.
    ///
    /// # Errors
    /// `InvalidInput` when there is none of this id, or no such rep; `Storage`, `Busy`, `Closed`.
    pub fn correct(&self, id: SessionId, corrections: Vec<Correction>, env: Env) -> Result<(), Error> {
        self.write(move |store| store.correct(id, &corrections, &env))
    }

    /// What the user corrected of a session.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn corrections(&self, id: SessionId) -> Result<Corrections, Error> {
        self.read(|reader| reader.corrections(id))
    }

    /// The thing whose id is or begins with `id_or_prefix`: one that is shown, or one that is deleted.
    ///
    /// # Errors
    /// `InvalidInput` when there is none or more than one; `Corrupt`, `Storage`, `Closed`.
    pub fn find(&self, id_or_prefix: &str, deleted: bool) -> Result<Item, Error> {
        self.read(|reader| reader.find(id_or_prefix, deleted))
    }

    /// Hides a thing; its content stays, [`Engine::undelete`] and [`Engine::undo`] show it again.
    ///
    /// # Errors
    /// `InvalidInput` when there is none of this id; `Storage`, `Busy`, `Closed`.
    pub fn delete(&self, item: Item, env: Env) -> Result<(), Error> {
        self.write(move |store| store.delete(item, &env))
    }

    /// Shows a deleted thing again.
    ///
    /// # Errors
    /// `InvalidInput` when there is none of this id; `Storage`, `Busy`, `Closed`.
    pub fn undelete(&self, item: Item, env: Env) -> Result<(), Error> {
        self.write(move |store| store.undelete(item, &env))
    }

    /// What was deleted and can be had back; what was made last comes first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn deleted(&self) -> Result<Vec<Item>, Error> {
        self.read(Reader::deleted)
    }

    /// Takes back the last thing the user did by hand here that still stands; none when there is nothing.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Busy`, `Closed`.
    pub fn undo(&self, env: Env) -> Result<Option<Undone>, Error> {
        self.write(move |store| store.undo(&env))
    }

    /// Does again what was taken back last; none when there is nothing, or something else was done since.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Busy`, `Closed`.
    pub fn redo(&self, env: Env) -> Result<Option<Undone>, Error> {
        self.write(move |store| store.redo(&env))
    }
}
