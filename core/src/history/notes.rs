//! Notes: what the user wrote, about a session or about nothing in particular.

use super::entity::NOTE;
use super::env::Env;
use super::error::Fault;
use super::ops::Author;
use super::rows::{blob, or_null};
use crate::session::SessionId;
use crate::time::WallTime;
use ciborium::Value;
use rusqlite::{Connection, Transaction, params};
use serde::Serialize;

/// Names a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub [u8; 16]);

/// What the user wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its name.
    #[serde(skip)]
    pub id: NoteId,
    /// The session it is about.
    pub session: Option<SessionId>,
    /// When it was written.
    pub written: WallTime,
    /// Its words.
    pub text: String,
}

pub(super) fn add(tx: &Transaction<'_>, session: Option<SessionId>, text: &str, env: &Env) -> Result<NoteId, Fault> {
    let id = env.id();
    let columns = vec![
        ("session", or_null(session.map(|id| blob(id.0)))),
        ("written_ms", Value::from(env.now.utc_ms)),
        ("offset_min", Value::from(env.now.offset_min)),
        ("text", Value::from(text)),
    ];
    Author::new(tx, env.now.utc_ms)?.insert(&NOTE, &id, columns)?;
    Ok(NoteId(id))
}

/// Notes about `session`, or all of them; newest first.
pub(super) fn list(conn: &Connection, session: Option<SessionId>) -> Result<Vec<Note>, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT id, session, written_ms, offset_min, text FROM notes
         WHERE deleted = 0 AND (?1 IS NULL OR session = ?1) ORDER BY written_ms DESC, id DESC",
    )?;
    let mut found = select.query(params![session.map(|id| id.0)])?;
    let mut notes = Vec::new();
    while let Some(row) = found.next()? {
        notes.push(Note {
            id: NoteId(row.get("id")?),
            session: row.get::<_, Option<[u8; 16]>>("session")?.map(SessionId),
            written: WallTime { utc_ms: row.get("written_ms")?, offset_min: row.get("offset_min")? },
            text: row.get("text")?,
        });
    }
    Ok(notes)
}
