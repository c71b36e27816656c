//! Notes: what the user wrote, about a session or about nothing in particular; and how a lift felt since (carry-over).

use super::author::Author;
use super::entity::NOTE;
use super::env::Env;
use super::error::Fault;
use super::items::ItemId;
use super::rows::{blob, from_word_or_none, or_null, word_or_null};
use crate::session::SessionId;
use crate::time::WallTime;
use ciborium::Value;
use rusqlite::{Connection, Row, Transaction, params};
use serde::{Deserialize, Serialize};

/// A lift to which the exercise is said to carry over (FIELD, *what the exercise is*): the article's claim, not ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Lift {
    /// The squat.
    Squat,
    /// The deadlift.
    Deadlift,
    /// The swing.
    Swing,
}

/// How a lift felt against before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Carry {
    /// Better.
    Better,
    /// As before.
    Same,
    /// Worse.
    Worse,
}

/// What the user writes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct NewNote {
    /// The session it is about.
    pub session: Option<SessionId>,
    /// The lift it is about.
    pub lift: Option<Lift>,
    /// How that felt.
    pub carry: Option<Carry>,
    /// Its words; may be empty where `carry` says it all.
    pub text: String,
}

/// What the user wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Note {
    /// Its name.
    pub id: ItemId,
    /// The session it is about.
    pub session: Option<SessionId>,
    /// When it was written.
    pub written: WallTime,
    /// The lift it is about.
    pub lift: Option<Lift>,
    /// How that felt.
    pub carry: Option<Carry>,
    /// Its words.
    pub text: String,
}

pub(super) fn add(tx: &Transaction<'_>, note: &NewNote, env: &Env) -> Result<ItemId, Fault> {
    if note.text.trim().is_empty() && note.carry.is_none() {
        return Err(Fault::invalid("the note is empty"));
    }
    if note.carry.is_some() && note.lift.is_none() {
        return Err(Fault::invalid("how a lift felt needs the lift"));
    }
    let id = env.id();
    let columns = vec![
        ("session", or_null(note.session.map(|id| blob(id.0)))),
        ("written_ms", Value::from(env.now.utc_ms)),
        ("offset_min", Value::from(env.now.offset_min)),
        ("text", Value::from(note.text.as_str())),
        ("lift", word_or_null(note.lift.as_ref())?),
        ("carry", word_or_null(note.carry.as_ref())?),
    ];
    Author::by_hand(tx, env.now.utc_ms)?.insert(&NOTE, &id, columns)?;
    Ok(ItemId(id))
}

/// Other words for the note called `id`.
pub(super) fn edit(tx: &Transaction<'_>, id: ItemId, text: &str, env: &Env) -> Result<(), Fault> {
    if text.trim().is_empty() {
        return Err(Fault::invalid("the note is empty"));
    }
    Author::by_hand(tx, env.now.utc_ms)?.set(&NOTE, &id.0, "text", &Value::from(text))
}

/// Notes about `session`, or all of them; newest first.
pub(super) fn list(conn: &Connection, session: Option<SessionId>) -> Result<Vec<Note>, Fault> {
    let columns = "SELECT id, session, written_ms, offset_min, text, lift, carry FROM notes";
    let order = "ORDER BY written_ms DESC, id DESC";
    let mut select = match session {
        Some(_) => conn.prepare_cached(&format!("{columns} WHERE deleted = 0 AND session = ?1 {order}"))?,
        None => conn.prepare_cached(&format!("{columns} WHERE deleted = 0 {order}"))?,
    };
    let mut found = match session {
        Some(id) => select.query(params![id.0])?,
        None => select.query([])?,
    };
    let mut notes = Vec::new();
    while let Some(row) = found.next()? {
        notes.push(read(row)?);
    }
    Ok(notes)
}

pub(super) fn read(row: &Row<'_>) -> Result<Note, Fault> {
    Ok(Note {
        id: ItemId(row.get("id")?),
        session: row.get::<_, Option<[u8; 16]>>("session")?.map(SessionId),
        written: WallTime { utc_ms: row.get("written_ms")?, offset_min: row.get("offset_min")? },
        lift: from_word_or_none(row, "lift")?,
        carry: from_word_or_none(row, "carry")?,
        text: row.get("text")?,
    })
}
