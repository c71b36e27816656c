//! Documents: the user's own routines, and what came from somebody else.
//!
//! In: a routine, or a document as it came. Out: the same again. Each is one register: changed whole, merged whole.

use super::author::Author;
use super::entity::{PAPER, ROUTINE};
use super::env::Env;
use super::error::Fault;
use super::items::ItemId;
use super::rows::{from_json, from_word, json, or_null, word};
use crate::routine::{self, Routine};
use crate::time::WallTime;
use ciborium::Value;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};

/// A routine of the user's own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct OwnRoutine {
    /// Its name in the history; stays when the routine is renamed.
    pub id: ItemId,
    /// When it was made.
    pub made: WallTime,
    /// What is to be done.
    pub routine: Routine,
}

/// What a document from somebody else is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PaperKind {
    /// A trainer's prescription (FIELD F35).
    Prescription,
    /// A client's result.
    Result,
}

/// A document from somebody else, as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Paper {
    /// Its name.
    pub id: ItemId,
    /// What it is.
    pub kind: PaperKind,
    /// Who it is from, as it says itself.
    pub sender: Option<String>,
    /// When it was received.
    pub received: WallTime,
    /// Its JSON, byte for byte.
    pub json: String,
}

/// Keeps `routine`: in place of the one of its name, or as a new one.
pub(super) fn keep(tx: &Transaction<'_>, routine: &Routine, env: &Env) -> Result<ItemId, Fault> {
    routine::check(routine).map_err(|e| Fault::Invalid(e.to_string()))?;
    let mut author = Author::by_hand(tx, env.now.utc_ms)?;
    let mut same = tx.prepare_cached("SELECT id FROM routines WHERE name = ?1 AND deleted = 0 ORDER BY id LIMIT 1")?;
    let there: Option<[u8; 16]> = same.query_row([&routine.name], |row| row.get(0)).optional()?;
    if let Some(id) = there {
        author.set(&ROUTINE, &id, "json", &json(routine)?)?;
        return Ok(ItemId(id));
    }
    let id = env.id();
    let columns = vec![
        ("name", Value::from(routine.name.as_str())),
        ("json", json(routine)?),
        ("made_ms", Value::from(env.now.utc_ms)),
        ("offset_min", Value::from(env.now.offset_min)),
    ];
    author.insert(&ROUTINE, &id, columns)?;
    Ok(ItemId(id))
}

/// The user's own routines, by name.
pub(super) fn routines(conn: &Connection) -> Result<Vec<OwnRoutine>, Fault> {
    let mut select = conn.prepare_cached("SELECT * FROM routines WHERE deleted = 0 ORDER BY name, id")?;
    let mut found = select.query([])?;
    let mut routines = Vec::new();
    while let Some(row) = found.next()? {
        routines.push(read_routine(row)?);
    }
    Ok(routines)
}

pub(super) fn read_routine(row: &Row<'_>) -> Result<OwnRoutine, Fault> {
    Ok(OwnRoutine {
        id: ItemId(row.get("id")?),
        made: WallTime { utc_ms: row.get("made_ms")?, offset_min: row.get("offset_min")? },
        routine: from_json(row, "json")?,
    })
}

/// Keeps a document from somebody else, unless the very same is here already.
pub(super) fn receive(
    tx: &Transaction<'_>,
    kind: PaperKind,
    sender: Option<&str>,
    document: &str,
    env: &Env,
) -> Result<ItemId, Fault> {
    let mut same = tx.prepare_cached("SELECT id FROM papers WHERE kind = ?1 AND json = ?2 AND deleted = 0 LIMIT 1")?;
    let Value::Text(called) = word(&kind)? else { return Err(Fault::invalid("a paper without a kind")) };
    if let Some(id) = same.query_row(params![called, document], |row| row.get(0)).optional()? {
        return Ok(ItemId(id));
    }
    let id = env.id();
    let columns = vec![
        ("kind", Value::from(called)),
        ("sender", or_null(sender)),
        ("json", Value::from(document)),
        ("received_ms", Value::from(env.now.utc_ms)),
        ("offset_min", Value::from(env.now.offset_min)),
    ];
    Author::by_hand(tx, env.now.utc_ms)?.insert(&PAPER, &id, columns)?;
    Ok(ItemId(id))
}

/// Documents from others, newest first.
pub(super) fn papers(conn: &Connection) -> Result<Vec<Paper>, Fault> {
    let mut select =
        conn.prepare_cached("SELECT * FROM papers WHERE deleted = 0 ORDER BY received_ms DESC, id DESC")?;
    let mut found = select.query([])?;
    let mut papers = Vec::new();
    while let Some(row) = found.next()? {
        papers.push(read(row)?);
    }
    Ok(papers)
}

pub(super) fn read(row: &Row<'_>) -> Result<Paper, Fault> {
    Ok(Paper {
        id: ItemId(row.get("id")?),
        kind: from_word(row, "kind")?,
        sender: row.get("sender")?,
        received: WallTime { utc_ms: row.get("received_ms")?, offset_min: row.get("offset_min")? },
        json: row.get("json")?,
    })
}
