//! The log of every change, and the one door through which tables change (SEAMS, *ids and writes*).
//!
//! In: an [`Op`], local or from elsewhere. Out: the op in `ops` and the row it is about made anew from all ops that name
//! it. So a table is a function of the *set* of ops: order of arrival and repetition change nothing.

use super::derived;
use super::entity::{self, Entity};
use super::error::Fault;
use super::hlc::Hlc;
use ciborium::Value;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, params_from_iter};
use std::collections::BTreeMap;

/// What an op does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "ChangeKind"))]
pub enum Kind {
    /// The entity is there, with these values; of several the oldest counts.
    Insert,
    /// One field has this value; of several the newest counts.
    Field,
    /// The entity is hidden; its content stays.
    Delete,
    /// The entity is shown again.
    Undelete,
}

/// One change. Immutable; named by stream and number, and by its clock where a restored copy counted on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Op {
    /// The incarnation of an installation that wrote it.
    pub stream: [u8; 16],
    /// Its number in the stream, from 1.
    pub n: u64,
    /// When, on the log's clock.
    pub hlc: Hlc,
    /// What kind of entity.
    pub ent_type: String,
    /// Which one.
    pub ent_id: Vec<u8>,
    /// What was done to it.
    pub kind: Kind,
    /// Tag of the field, for [`Kind::Field`].
    pub field: Option<u16>,
    /// CBOR: a map by tag for [`Kind::Insert`], the bare value for [`Kind::Field`].
    pub value: Option<Vec<u8>>,
    /// The clock of the version that was edited.
    pub base: Option<Hlc>,
    /// A reader below this keeps the op and does not apply it.
    pub min_reader: u32,
    /// CBOR: what else the op carried; kept as it came.
    pub extra: Option<Vec<u8>>,
}

/// Ops that ask for more than this are kept and not applied.
pub(super) const READER: u32 = 1;

/// Values by column.
pub(super) type Columns = Vec<(&'static str, Value)>;

impl Kind {
    /// Its name in the log.
    pub fn word(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Field => "field",
            Self::Delete => "delete",
            Self::Undelete => "undelete",
        }
    }

    pub(super) fn from_word(word: &str) -> Result<Self, Fault> {
        [Self::Insert, Self::Field, Self::Delete, Self::Undelete]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| Fault::Corrupt(format!("an op of kind '{word}'")))
    }
}

/// Appends `op` to the log and makes the row it names anew. An op that is there already changes nothing.
pub(super) fn apply(tx: &Transaction<'_>, op: &Op) -> Result<(), Fault> {
    take(tx, op).map(|_| ())
}

/// As [`apply`]; whether the op is new here.
pub(super) fn take(tx: &Transaction<'_>, op: &Op) -> Result<bool, Fault> {
    let n = i64::try_from(op.n).map_err(Fault::invalid)?;
    let mut append = tx.prepare_cached(
        "INSERT INTO ops (stream, n, hlc, ent_type, ent_id, kind, field, value, base, min_reader, extra)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (stream, n, hlc, ent_type, ent_id) DO NOTHING",
    )?;
    let added = append.execute(params![
        op.stream,
        n,
        op.hlc.to_sql(),
        op.ent_type,
        op.ent_id,
        op.kind.word(),
        op.field,
        op.value,
        op.base.map(Hlc::to_sql),
        op.min_reader,
        op.extra,
    ])?;
    match entity::named(&op.ent_type) {
        Some(entity) if added > 0 => make_row(tx, entity, &op.ent_id)?,
        _ => {}
    }
    Ok(added > 0)
}

/// What all ops of one entity amount to.
#[derive(Default)]
struct Merged {
    any: bool,
    inserted: Option<BTreeMap<u16, Value>>,
    fields: BTreeMap<u16, Value>,
    deleted: bool,
}

/// Makes the row of `entity` called `id` from the log.
fn make_row(tx: &Transaction<'_>, entity: &Entity, id: &[u8]) -> Result<(), Fault> {
    let Some(values) = row_values(tx, entity, id)? else { return Ok(()) };
    let places = vec!["?"; values.len()].join(", ");
    let Entity { table, columns, .. } = entity;
    let columns = columns.join(", ");
    let insert = format!("INSERT OR REPLACE INTO {table} (id, {columns}, deleted, extra) VALUES ({places})");
    tx.prepare_cached(&insert)?.execute(params_from_iter(values))?;
    derived::of(tx, entity, id)
}

/// What the log makes of the entity called `id`: its id, its columns, `deleted`, `extra`; none where it makes no row.
fn row_values(conn: &Connection, entity: &Entity, id: &[u8]) -> Result<Option<Vec<Sql>>, Fault> {
    let merged = merge(conn, entity, id)?;
    let there = entity.register && merged.any;
    let Some(mut by_tag) = merged.inserted.or_else(|| there.then(BTreeMap::new)) else {
        return Ok(None);
    };
    by_tag.extend(merged.fields);
    let mut values = vec![Sql::Blob(id.to_vec())];
    for (tag, column) in (1_u16..).zip(entity.columns) {
        values.push(by_tag.remove(&tag).map_or(Ok(Sql::Null), |value| sql(column, value))?);
    }
    values.push(Sql::Integer(merged.deleted.into()));
    let unknown = by_tag.into_iter().map(|(tag, value)| (Value::from(tag), value)).collect::<Vec<_>>();
    values.push(if unknown.is_empty() { Sql::Null } else { Sql::Blob(encode(&Value::Map(unknown))?) });
    Ok(Some(values))
}

/// Whether the row of `entity` called `id` is what the log makes of it, or there is none and the log makes none.
pub(super) fn agree(conn: &Connection, entity: &Entity, id: &[u8]) -> Result<bool, Fault> {
    let Entity { table, columns, .. } = entity;
    let Some(values) = row_values(conn, entity, id)? else {
        let mut row = conn.prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?;
        return Ok(!row.exists([id])?);
    };
    // SQLite compares: it knows what a column makes of a value.
    let same: Vec<String> = columns.iter().map(|column| format!("{column} IS ?")).collect();
    let same = same.join(" AND ");
    let row = format!("SELECT 1 FROM {table} WHERE id = ? AND {same} AND deleted IS ? AND extra IS ?");
    Ok(conn.prepare_cached(&row)?.exists(params_from_iter(values))?)
}

/// Makes anew what holds values that had no column when they came: a newer schema may have one.
pub(super) fn place_unknown(tx: &Transaction<'_>) -> Result<(), Fault> {
    for entity in entity::ALL {
        let mut select = tx.prepare(&format!("SELECT id FROM {} WHERE extra IS NOT NULL", entity.table))?;
        let ids: Vec<Vec<u8>> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        ids.iter().try_for_each(|id| make_row(tx, entity, id))?;
    }
    Ok(())
}

fn merge(tx: &Connection, entity: &Entity, id: &[u8]) -> Result<Merged, Fault> {
    // Ties go by stream, then by value: total even between two copies of one phone (SYNC, rules 4.1).
    let mut oldest_first = tx.prepare_cached(
        "SELECT kind, field, value FROM ops WHERE ent_type = ?1 AND ent_id = ?2 AND min_reader <= ?3
         ORDER BY hlc, stream, n, value",
    )?;
    let mut rows = oldest_first.query(params![entity.name, id, READER])?;
    let mut merged = Merged::default();
    while let Some(row) = rows.next()? {
        merged.any = true;
        let kind = Kind::from_word(&row.get::<_, String>(0)?)?;
        let (field, value): (Option<u16>, Option<Vec<u8>>) = (row.get(1)?, row.get(2)?);
        let value = value.map(|bytes| decode(&bytes)).transpose()?;
        match (kind, field, value) {
            (Kind::Insert, _, Some(Value::Map(pairs))) => {
                if merged.inserted.is_none() {
                    merged.inserted = Some(pairs.into_iter().map(tagged).collect::<Result<_, _>>()?);
                }
            }
            (Kind::Field, Some(tag), Some(value)) => {
                merged.fields.insert(tag, value);
            }
            (Kind::Delete, ..) => merged.deleted = true,
            (Kind::Undelete, ..) => merged.deleted = false,
            (kind, ..) => return Err(Fault::Corrupt(format!("an op of kind '{}' without its value", kind.word()))),
        }
    }
    Ok(merged)
}

fn tagged((tag, value): (Value, Value)) -> Result<(u16, Value), Fault> {
    let tag = tag.as_integer().and_then(|tag| u16::try_from(tag).ok());
    tag.map(|tag| (tag, value)).ok_or_else(|| Fault::corrupt("an op with a tag that is no number"))
}

fn sql(column: &str, value: Value) -> Result<Sql, Fault> {
    let wrong = || Fault::Corrupt(format!("an op with a value that '{column}' cannot hold"));
    Ok(match value {
        Value::Null => Sql::Null,
        Value::Integer(number) => Sql::Integer(number.try_into().map_err(|_| wrong())?),
        Value::Float(number) => Sql::Real(number),
        Value::Text(text) => Sql::Text(text),
        Value::Bytes(bytes) => Sql::Blob(bytes),
        _ => return Err(wrong()),
    })
}

pub(super) fn encode(value: &Value) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(Fault::invalid)?;
    Ok(bytes)
}

pub(super) fn decode(bytes: &[u8]) -> Result<Value, Fault> {
    ciborium::from_reader(bytes).map_err(|_| Fault::corrupt("an op whose value is not CBOR"))
}

/// Ops in the order in which they came here: at most `limit` after the place `after` (0: from the start), and the place
/// to go on from; none when there are no more.
pub(super) fn after(conn: &Connection, after: i64, limit: u32) -> Result<Option<(i64, Vec<Op>)>, Fault> {
    let mut next = conn.prepare_cached(
        "SELECT seq, stream, n, hlc, ent_type, ent_id, kind, field, value, base, min_reader, extra
         FROM ops WHERE seq > ?1 ORDER BY seq LIMIT ?2",
    )?;
    let mut rows = next.query(params![after, limit])?;
    let (mut place, mut ops) = (after, Vec::new());
    while let Some(row) = rows.next()? {
        place = row.get("seq")?;
        ops.push(op(row)?);
    }
    Ok((!ops.is_empty()).then_some((place, ops)))
}

fn op(row: &Row<'_>) -> Result<Op, Fault> {
    let n: i64 = row.get("n")?;
    Ok(Op {
        stream: row.get("stream")?,
        n: u64::try_from(n).map_err(Fault::corrupt)?,
        hlc: Hlc::from_sql(row.get("hlc")?),
        ent_type: row.get("ent_type")?,
        ent_id: row.get("ent_id")?,
        kind: Kind::from_word(&row.get::<_, String>("kind")?)?,
        field: row.get("field")?,
        value: row.get("value")?,
        base: row.get::<_, Option<i64>>("base")?.map(Hlc::from_sql),
        min_reader: row.get("min_reader")?,
        extra: row.get("extra")?,
    })
}

/// The ops of `stream` from the stamp `hlc` on, oldest first.
pub(super) fn from(conn: &Connection, stream: [u8; 16], hlc: Hlc) -> Result<Vec<Op>, Fault> {
    let mut select =
        conn.prepare_cached("SELECT * FROM ops WHERE stream = ?1 AND extra IS NOT NULL AND hlc >= ?2 ORDER BY hlc, n")?;
    let mut rows = select.query(params![stream, hlc.to_sql()])?;
    let mut ops = Vec::new();
    while let Some(row) = rows.next()? {
        ops.push(op(row)?);
    }
    Ok(ops)
}

/// The op that decides over the field `field` of an entity, or (none) over whether it is shown; or that did before `than`.
pub(super) fn newest(
    conn: &Connection,
    entity: &Entity,
    id: &[u8],
    field: Option<u16>,
    than: Option<&Op>,
) -> Result<Option<Op>, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT * FROM ops
         WHERE ent_type = ?1 AND ent_id = ?2 AND min_reader <= ?3 AND field IS ?4
             AND (?4 IS NOT NULL) = (kind = 'field') AND (hlc, stream, n) < (?5, ?6, ?7)
         ORDER BY hlc DESC, stream DESC, n DESC, value DESC LIMIT 1",
    )?;
    let last = i64::MAX;
    let (hlc, stream, n) = than.map_or(Ok((last, [0xff; 16], last)), |op| {
        i64::try_from(op.n).map(|n| (op.hlc.to_sql(), op.stream, n)).map_err(Fault::invalid)
    })?;
    let mut rows = select.query(params![entity.name, id, READER, field, hlc, stream, n])?;
    rows.next()?.map(op).transpose()
}

/// Whether what `op` is about was changed after it by anything but actions of the same installation.
pub(super) fn changed_elsewhere(conn: &Connection, entity: &Entity, id: &[u8], op: &Op) -> Result<bool, Fault> {
    let mut any = conn.prepare_cached(
        "SELECT 1 FROM ops
         WHERE ent_type = ?1 AND ent_id = ?2 AND min_reader <= ?3 AND field IS ?4
             AND (?4 IS NOT NULL) = (kind = 'field') AND (hlc, stream, n) > (?5, ?6, ?7)
             AND NOT (stream = ?6 AND extra IS NOT NULL) LIMIT 1",
    )?;
    let n = i64::try_from(op.n).map_err(Fault::invalid)?;
    let place = params![entity.name, id, READER, op.field, op.hlc.to_sql(), op.stream, n];
    Ok(any.query_row(place, |_| Ok(())).optional()?.is_some())
}

/// What the field `tag` of an entity was inserted with; null where it was not, or nothing was inserted.
pub(super) fn inserted(conn: &Connection, entity: &Entity, id: &[u8], tag: u16) -> Result<Value, Fault> {
    let merged = merge(conn, entity, id)?;
    Ok(merged.inserted.and_then(|mut by_tag| by_tag.remove(&tag)).unwrap_or(Value::Null))
}

/// Whether an op that inserts this entity, or sets a register, is in the log.
pub(super) fn inserted_at_all(conn: &Connection, entity: &Entity, id: &[u8]) -> Result<bool, Fault> {
    let kind = if entity.register { "field" } else { "insert" };
    let mut any = conn.prepare_cached("SELECT 1 FROM ops WHERE ent_type = ?1 AND ent_id = ?2 AND kind = ?3 LIMIT 1")?;
    Ok(any.query_row(params![entity.name, id, kind], |_| Ok(())).optional()?.is_some())
}

/// Whether the log holds anything about this entity.
pub(super) fn knows(conn: &Connection, entity: &Entity, id: &[u8]) -> Result<bool, Fault> {
    let mut any = conn.prepare_cached("SELECT 1 FROM ops WHERE ent_type = ?1 AND ent_id = ?2 LIMIT 1")?;
    Ok(any.query_row(params![entity.name, id], |_| Ok(())).optional()?.is_some())
}
