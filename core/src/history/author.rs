//! Writes this installation's own ops.
//!
//! In: an entity, its id and what changes. Out: ops numbered and stamped one after the other, applied in one transaction.

use super::entity::Entity;
use super::error::Fault;
use super::hlc::Hlc;
use super::ops::{Columns, Kind, Op, READER, apply, encode};
use super::schema::local;
use super::undo::Mark;
use ciborium::Value;
use rusqlite::{Transaction, params};

/// Writes this installation's own ops, one after the other, in one transaction.
pub(super) struct Author<'t> {
    tx: &'t Transaction<'t>,
    stream: [u8; 16],
    n: u64,
    hlc: Hlc,
    utc_ms: i64,
    mark: Option<Mark>,
}

impl<'t> Author<'t> {
    /// Goes on where the log ends; `utc_ms` is what the wall clock shows.
    pub(super) fn new(tx: &'t Transaction<'t>, utc_ms: i64) -> Result<Self, Fault> {
        let stream = local(tx, "stream")?;
        let last: Option<i64> = tx.query_row("SELECT max(n) FROM ops WHERE stream = ?1", [stream], |row| row.get(0))?;
        let newest: Option<i64> = tx.query_row("SELECT max(hlc) FROM ops", [], |row| row.get(0))?;
        let n = u64::try_from(last.unwrap_or(0)).unwrap_or(0);
        Ok(Self { tx, stream, n, hlc: Hlc::from_sql(newest.unwrap_or(0)), utc_ms, mark: None })
    }

    /// The same for what a user does by hand: one action, which [`undo`](super::undo) takes back as a whole.
    pub(super) fn by_hand(tx: &'t Transaction<'t>, utc_ms: i64) -> Result<Self, Fault> {
        let mut author = Self::new(tx, utc_ms)?;
        author.mark = Some(Mark::action(author.next()));
        Ok(author)
    }

    /// As [`by_hand`](Self::by_hand), but it takes back an action, or does it again, as `mark` makes of its own stamp.
    pub(super) fn marked(mut self, mark: impl FnOnce(Hlc) -> Mark) -> Self {
        self.mark = Some(mark(self.next()));
        self
    }

    /// The stamp of the next op.
    fn next(&self) -> Hlc {
        self.hlc.next(self.utc_ms)
    }

    /// A new entity with these values.
    pub(super) fn insert(&mut self, entity: &Entity, id: &[u8], columns: Columns) -> Result<(), Fault> {
        let pairs = columns.into_iter().map(|(column, value)| Ok((Value::from(tag(entity, column)?), value)));
        let value = encode(&Value::Map(pairs.collect::<Result<_, Fault>>()?))?;
        self.write(entity, id, Kind::Insert, None, Some(value))
    }

    /// A new value of one field.
    pub(super) fn set(&mut self, entity: &Entity, id: &[u8], column: &str, value: &Value) -> Result<(), Fault> {
        self.set_tagged(entity, id, tag(entity, column)?, value)
    }

    /// A new value of the field `tag`.
    pub(super) fn set_tagged(&mut self, entity: &Entity, id: &[u8], tag: u16, value: &Value) -> Result<(), Fault> {
        self.write(entity, id, Kind::Field, Some(tag), Some(encode(value)?))
    }

    /// Hides an entity, or shows it again.
    pub(super) fn hide(&mut self, entity: &Entity, id: &[u8], hidden: bool) -> Result<(), Fault> {
        self.write(entity, id, if hidden { Kind::Delete } else { Kind::Undelete }, None, None)
    }

    fn write(
        &mut self,
        entity: &Entity,
        id: &[u8],
        kind: Kind,
        field: Option<u16>,
        value: Option<Vec<u8>>,
    ) -> Result<(), Fault> {
        let mut newest = self.tx.prepare_cached(
            "SELECT max(hlc) FROM ops WHERE ent_type = ?1 AND ent_id = ?2 AND kind = 'field' AND field = ?3",
        )?;
        // The version that is edited (SYNC, rules 4.2, *notes*).
        let base: Option<i64> = match field {
            Some(field) => newest.query_row(params![entity.name, id, field], |row| row.get(0))?,
            None => None,
        };
        self.n += 1;
        self.hlc = self.next();
        let op = Op {
            stream: self.stream,
            n: self.n,
            hlc: self.hlc,
            ent_type: entity.name.to_owned(),
            ent_id: id.to_vec(),
            kind,
            field,
            value,
            base: base.map(Hlc::from_sql),
            min_reader: READER,
            extra: self.mark.map(Mark::write).transpose()?,
        };
        apply(self.tx, &op)
    }
}

fn tag(entity: &Entity, column: &str) -> Result<u16, Fault> {
    entity.tag(column).ok_or_else(|| Fault::Invalid(format!("{} has no column '{column}'", entity.table)))
}
