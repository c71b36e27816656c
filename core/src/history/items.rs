//! What the user can name, delete and get back: one id, whatever kind of thing it is.
//!
//! In: an id or its beginning. Out: [`Item`], or who shares the beginning.

use super::entity::{self, Entity, NOTE, PAPER, RAISE, ROUTINE, SCORE, SESSION};
use super::error::Fault;
use super::ops::Op;
use crate::session::SessionId;
use rusqlite::{Connection, params};
use serde::{Serialize, Serializer};
use std::fmt;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ItemKind {
    /// A session.
    Session,
    /// A note.
    Note,
    /// A typed leg-raise score.
    Score,
    /// A leg-raise check.
    Raise,
    /// A routine of the user's own.
    Routine,
    /// What came from somebody else.
    Paper,
}

/// Names a thing: a UUIDv7 made when it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub [u8; 16]);

/// A thing of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Item {
    /// What kind of thing.
    pub kind: ItemKind,
    /// Which one.
    pub id: ItemId,
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&SessionId(self.0), f)
    }
}

impl Serialize for ItemId {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl From<SessionId> for Item {
    fn from(id: SessionId) -> Self {
        Self { kind: ItemKind::Session, id: ItemId(id.0) }
    }
}

impl ItemKind {
    const ALL: [Self; 6] = [Self::Session, Self::Note, Self::Score, Self::Raise, Self::Routine, Self::Paper];

    pub(super) fn entity(self) -> &'static Entity {
        match self {
            Self::Session => &SESSION,
            Self::Note => &NOTE,
            Self::Score => &SCORE,
            Self::Raise => &RAISE,
            Self::Routine => &ROUTINE,
            Self::Paper => &PAPER,
        }
    }
}

impl Item {
    /// What `op` is about: a rep's is its session; none where it is no thing of the user's.
    pub(super) fn of_op(op: &Op) -> Option<Self> {
        let id = ItemId(op.ent_id.get(..16)?.try_into().ok()?);
        if op.ent_type == entity::REP.name {
            return Some(Self { kind: ItemKind::Session, id });
        }
        let kind = ItemKind::ALL.into_iter().find(|kind| kind.entity().name == op.ent_type)?;
        Some(Self { kind, id })
    }
}

/// Ids between which lie those that begin with `text`, hyphens or not; none when no id does.
pub(super) fn bounds(text: &str) -> Option<([u8; 16], [u8; 16])> {
    let digits: String = text.trim().chars().filter(|c| *c != '-').collect();
    if digits.is_empty() || digits.len() > 32 || !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let bound = |fill: &str| SessionId::parse(&format!("{digits}{}", fill.repeat(32 - digits.len())));
    Some((bound("0")?.0, bound("f")?.0))
}

/// The one thing, deleted or not as asked, whose id is or begins with `text`.
pub(super) fn resolve(conn: &Connection, text: &str, deleted: bool) -> Result<Item, Fault> {
    let none = || Fault::NoSuchItem(text.to_owned());
    let (first, last) = bounds(text).ok_or_else(none)?;
    let mut found = Vec::new();
    for kind in ItemKind::ALL {
        let table = kind.entity().table;
        let sql = format!("SELECT id FROM {table} WHERE id BETWEEN ?1 AND ?2 AND deleted = ?3 LIMIT 2");
        let mut select = conn.prepare_cached(&sql)?;
        let mut rows = select.query(params![first, last, deleted])?;
        while let Some(row) = rows.next()? {
            found.push(Item { kind, id: ItemId(row.get(0)?) });
        }
    }
    match found.as_slice() {
        [] => Err(none()),
        [item] => Ok(*item),
        _ => Err(Fault::Ambiguous(text.to_owned())),
    }
}

/// What was deleted and can be had back, the newest first: by the id, which holds the instant it was made.
pub(super) fn deleted(conn: &Connection) -> Result<Vec<Item>, Fault> {
    let mut all = Vec::new();
    for kind in ItemKind::ALL {
        let table = kind.entity().table;
        let mut select = conn.prepare_cached(&format!("SELECT id FROM {table} WHERE deleted = 1"))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            all.push(Item { kind, id: ItemId(row.get(0)?) });
        }
    }
    all.sort_by_key(|item| std::cmp::Reverse(item.id));
    Ok(all)
}
