//! Undo and redo of what the user did by hand, as new ops: the log is only ever added to.
//!
//! In: the log. Out: ops that put back what the last action changed, and what that was ([`Undone`]). An action is what one
//! command wrote; its ops carry a [`Mark`] in `extra`. What another device changed since is left as it is and counted.

use super::author::Author;
use super::entity;
use super::error::Fault;
use super::hlc::Hlc;
use super::items::Item;
use super::ops::{self, Kind, Op, decode, encode};
use super::schema::local;
use ciborium::Value;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// What an op's `extra` says of the action it belongs to: CBOR, a map by tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Names the action: the stamp of its first op. Tag 1.
    action: Hlc,
    /// What it does to another action; none for an action of the user's own.
    to: Option<(Turn, Hlc)>,
}

/// What is done to an action that was done before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// It is taken back. Tag 2.
    Back,
    /// It is done again. Tag 3.
    Again,
}

/// What was taken back or done again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Undone {
    /// What the action did, to which item: the user's own words for it are made of this.
    pub actions: Vec<(Kind, Item)>,
    /// Changes that were left as they are, because they were changed again since, elsewhere.
    pub left: u32,
}

impl Mark {
    /// An action whose first op is stamped `action`.
    pub(super) fn action(action: Hlc) -> Self {
        Self { action, to: None }
    }

    pub(super) fn write(self) -> Result<Vec<u8>, Fault> {
        let mut pairs = vec![(Value::from(1), Value::from(self.action.0))];
        if let Some((turn, to)) = self.to {
            let tag = match turn {
                Turn::Back => 2,
                Turn::Again => 3,
            };
            pairs.push((Value::from(tag), Value::from(to.0)));
        }
        encode(&Value::Map(pairs))
    }

    /// None when `extra` says something else.
    fn read(extra: &[u8]) -> Option<Self> {
        let pairs = decode(extra).ok()?.into_map().ok()?;
        let stamp = |tag: u8| {
            let (_, value) = pairs.iter().find(|(key, _)| *key == Value::from(tag))?;
            value.as_integer().and_then(|stamp| u64::try_from(stamp).ok()).map(Hlc)
        };
        let to = stamp(2).map(|to| (Turn::Back, to)).or_else(|| stamp(3).map(|to| (Turn::Again, to)));
        Some(Self { action: stamp(1)?, to })
    }
}

/// Takes back the last action of this installation that still stands; none when there is none.
pub(super) fn undo(tx: &Transaction<'_>, utc_ms: i64) -> Result<Option<Undone>, Fault> {
    let mut gone = BTreeSet::new();
    let mut found = None;
    let mut before = None;
    while let Some(mark) = marked_before(tx, before)? {
        before = Some(mark.action);
        match mark.to {
            Some((Turn::Back, taken)) => {
                gone.insert(taken);
            }
            Some((Turn::Again, done)) if !gone.contains(&done) => found = Some((mark.action, done)),
            None if !gone.contains(&mark.action) => found = Some((mark.action, mark.action)),
            _ => {}
        }
        if found.is_some() {
            break;
        }
    }
    let Some((written, named)) = found else { return Ok(None) };
    revert(tx, utc_ms, written, Turn::Back, named).map(Some)
}

/// Does again what was taken back last; none when there is nothing, or something else was done since.
pub(super) fn redo(tx: &Transaction<'_>, utc_ms: i64) -> Result<Option<Undone>, Fault> {
    let mut again = BTreeSet::new();
    let mut before = None;
    while let Some(mark) = marked_before(tx, before)? {
        before = Some(mark.action);
        match mark.to {
            Some((Turn::Again, done)) => {
                again.insert(done);
            }
            Some((Turn::Back, taken)) if !again.remove(&taken) => {
                return revert(tx, utc_ms, mark.action, Turn::Again, taken).map(Some);
            }
            Some(_) => {}
            None => break,
        }
    }
    Ok(None)
}

/// The mark of this installation's newest action, or of the one before the action `before`.
fn marked_before(conn: &Connection, before: Option<Hlc>) -> Result<Option<Mark>, Fault> {
    let stream = local(conn, "stream")?;
    let mut select = conn.prepare_cached(
        "SELECT hlc, extra FROM ops WHERE stream = ?1 AND extra IS NOT NULL AND hlc < ?2 ORDER BY hlc DESC LIMIT 1",
    )?;
    let mut before = before.map_or(i64::MAX, Hlc::to_sql);
    // What is no mark was written by a newer version: it is passed over.
    loop {
        let found: Option<(i64, Vec<u8>)> =
            select.query_row(params![stream, before], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((hlc, extra)) = found else { return Ok(None) };
        match Mark::read(&extra) {
            Some(mark) => return Ok(Some(mark)),
            None => before = hlc,
        }
    }
}

/// What an op is about: a field of an entity, or whether the entity is shown.
type Place = (String, Vec<u8>, Option<u16>);

/// Puts back everything that the ops of the action `written` changed.
fn revert(tx: &Transaction<'_>, utc_ms: i64, written: Hlc, turn: Turn, named: Hlc) -> Result<Undone, Fault> {
    let mut places: BTreeMap<Place, (Op, Op)> = BTreeMap::new();
    let mut undone = Undone::default();
    for op in ops::from(tx, local(tx, "stream")?, written)? {
        if op.extra.as_deref().and_then(Mark::read).is_none_or(|mark| mark.action != written) {
            continue;
        }
        let place = (op.ent_type.clone(), op.ent_id.clone(), op.field);
        places.entry(place).and_modify(|(_, last)| *last = op.clone()).or_insert((op.clone(), op));
    }
    let mut author = Author::new(tx, utc_ms)?.marked(|action| Mark { action, to: Some((turn, named)) });
    let mut wrote = false;
    for ((ent_type, id, field), (first, last)) in &places {
        let Some(entity) = entity::named(ent_type) else { continue };
        // Our own actions since then are taken back by now, in turn: what they and their undoing wrote cancels out.
        if ops::changed_elsewhere(tx, entity, id, last)? {
            undone.left += 1;
            continue;
        }
        let before = ops::newest(tx, entity, id, *field, Some(first))?;
        match field {
            Some(tag) => {
                let value = match before.and_then(|op| op.value) {
                    Some(value) => decode(&value)?,
                    None => ops::inserted(tx, entity, id, *tag)?,
                };
                author.set_tagged(entity, id, *tag, &value)?;
            }
            // Before it was inserted it was not there.
            None => author.hide(entity, id, before.is_none_or(|op| op.kind == Kind::Delete))?,
        }
        wrote = true;
        undone.actions.extend(Item::of_op(last).map(|item| (last.kind, item)));
    }
    if let (false, Some(((ent_type, id, field), _))) = (wrote, places.first_key_value()) {
        // Nothing of it stands. That it was asked for is kept, so that the next undo goes on with what was before.
        again_as_it_is(tx, &mut author, ent_type, id, *field)?;
    }
    undone.actions.dedup();
    Ok(undone)
}

/// Writes once more what holds already.
fn again_as_it_is(
    tx: &Transaction<'_>,
    author: &mut Author<'_>,
    ent_type: &str,
    id: &[u8],
    field: Option<u16>,
) -> Result<(), Fault> {
    let Some(entity) = entity::named(ent_type) else { return Ok(()) };
    let Some(newest) = ops::newest(tx, entity, id, field, None)? else { return Ok(()) };
    match (field, newest.value) {
        (Some(tag), Some(value)) => author.set_tagged(entity, id, tag, &decode(&value)?),
        _ => author.hide(entity, id, newest.kind == Kind::Delete),
    }
}
