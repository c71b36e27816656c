//! Everything as JSON Lines: the log of every change, then the signals.
//!
//! In: a history. Out: a line that says what this is, a line an entry of the log (values by the names of their columns),
//! a line a trace, a line that says how many there were: a file that was cut is known by its end. `read` undoes each line.

use super::{ExportError, Exported, Progress, Wanted};
use crate::history::entity::{self, Entity};
use crate::history::error::Fault;
use crate::history::hlc::Hlc;
use crate::history::ops::{Kind, Op, decode, encode};
use crate::history::reader::Reader;
use crate::history::store::traces_file;
use ciborium::Value as Cbor;
use data_encoding::{BASE64, HEXLOWER};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::io::Write;

/// What this writes and reads.
pub(super) const SCHEMA: &str = "proximal.history/1";
/// Log entries taken at a time.
const AT_A_TIME: u32 = 500;

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line {
    /// The first: what this is, and which history it is of.
    Proximal { schema: String, store: String },
    /// An entry of the log.
    Change(Box<Change>),
    /// The signals of a session.
    Trace(TraceLine),
    /// The last: how many there were.
    End { changes: u64, traces: u64 },
}

/// An [`Op`], legible.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Change {
    stream: String,
    n: u64,
    hlc: u64,
    #[serde(rename = "of")]
    ent_type: String,
    id: String,
    kind: String,
    /// Name of the column, or its tag where only a newer version knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    value: Option<Value>,
    /// Tags in the order in which they were written, where that is not the rising one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    order: Vec<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<u64>,
    min_reader: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    extra: Option<String>,
}

/// A field that was set to nothing has a value all the same: null.
fn present<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

/// A trace as it is stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct TraceLine {
    pub(super) id: String,
    pub(super) written_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) thinned_ms: Option<i64>,
    pub(super) base64: String,
}

pub(super) fn write(
    reader: &Reader,
    wanted: &Wanted,
    to: &mut dyn Write,
    on: Progress<'_>,
) -> Result<Exported, ExportError> {
    let mut line = |line: &Line| -> Result<(), ExportError> {
        serde_json::to_writer(&mut *to, line)?;
        Ok(to.write_all(b"\n")?)
    };
    let at = |e: Fault| e.at(&reader.file, "export the history");
    let store = crate::history::schema::local(&reader.main, "store").map_err(at)?;
    line(&Line::Proximal { schema: SCHEMA.to_owned(), store: HEXLOWER.encode(&store) })?;
    let total: i64 =
        reader.main.query_row("SELECT count(*) FROM ops", [], |row| row.get(0)).map_err(|e| at(e.into()))?;
    let (mut place, mut changes, mut traces) = (0, 0, 0);
    while let Some((next, ops)) = reader.ops(place, AT_A_TIME)? {
        place = next;
        for op in &ops {
            line(&Line::Change(Box::new(Change::of(op).map_err(at)?)))?;
            changes += 1;
        }
        on(changes, total.unsigned_abs());
    }
    if !wanted.no_signals {
        let beside = traces_file(&reader.file);
        let at = |e: rusqlite::Error| Fault::from(e).at(&beside, "export the traces");
        let sql = "SELECT id, written_ms, thinned_ms, bytes FROM traces ORDER BY written_ms, id";
        let mut select = reader.traces.prepare(sql).map_err(at)?;
        let mut rows = select.query([]).map_err(at)?;
        while let Some(row) = rows.next().map_err(at)? {
            let (id, bytes): ([u8; 16], Vec<u8>) = (row.get(0).map_err(at)?, row.get(3).map_err(at)?);
            line(&Line::Trace(TraceLine {
                id: HEXLOWER.encode(&id),
                written_ms: row.get(1).map_err(at)?,
                thinned_ms: row.get(2).map_err(at)?,
                base64: BASE64.encode(&bytes),
            }))?;
            traces += 1;
        }
    }
    line(&Line::End { changes, traces })?;
    let sessions = reader.sessions(u32::MAX)?.len() as u64;
    Ok(Exported { sessions, rows: changes + traces, damaged: 0 })
}

impl Change {
    /// `op`, legible.
    pub(super) fn of(op: &Op) -> Result<Self, Fault> {
        let entity = entity::named(&op.ent_type);
        let mut order = Vec::new();
        let legible = |bytes: &Vec<u8>| -> Result<Value, Fault> {
            let value = decode(bytes)?;
            let json = match (op.kind, &value) {
                (Kind::Insert, Cbor::Map(pairs)) => {
                    let tags = pairs.iter().filter_map(|(tag, _)| u16::try_from(tag.as_integer()?).ok());
                    order = tags.collect();
                    by_name(entity, pairs)
                }
                _ => json(&value),
            };
            if order.is_sorted() {
                order.clear();
            }
            // Bytes that another program wrote another way are kept as they are.
            let undone = bytes_of(op.kind, entity, &json, &order);
            Ok(if undone.as_ref() == Some(bytes) { json } else { wrapped("cbor", bytes) })
        };
        let value = op.value.as_ref().map(legible).transpose()?;
        Ok(Self {
            stream: HEXLOWER.encode(&op.stream),
            n: op.n,
            hlc: op.hlc.0,
            ent_type: op.ent_type.clone(),
            id: HEXLOWER.encode(&op.ent_id),
            kind: op.kind.word().to_owned(),
            field: op.field.map(|tag| name(entity, tag)),
            value,
            order,
            base: op.base.map(|base| base.0),
            min_reader: op.min_reader,
            extra: op.extra.as_ref().map(|extra| BASE64.encode(extra)),
        })
    }

    /// The op again; none when it is none.
    pub(super) fn op(&self) -> Option<Op> {
        let entity = entity::named(&self.ent_type);
        let kind = Kind::from_word(&self.kind).ok()?;
        let value = match &self.value {
            Some(value) => Some(unwrapped("cbor", value).or_else(|| bytes_of(kind, entity, value, &self.order))?),
            None => None,
        };
        // Beyond what SQLite sorts a stamp would be cut.
        let stamp = |stamp: u64| i64::try_from(stamp).ok().map(|_| Hlc(stamp));
        Some(Op {
            stream: HEXLOWER.decode(self.stream.as_bytes()).ok()?.try_into().ok()?,
            n: self.n,
            hlc: stamp(self.hlc)?,
            ent_type: self.ent_type.clone(),
            ent_id: HEXLOWER.decode(self.id.as_bytes()).ok()?,
            kind,
            field: match &self.field {
                Some(name) => Some(tag(entity, name)?),
                None => None,
            },
            value,
            base: match self.base {
                Some(base) => Some(stamp(base)?),
                None => None,
            },
            min_reader: self.min_reader,
            extra: match &self.extra {
                Some(text) => Some(BASE64.decode(text.as_bytes()).ok()?),
                None => None,
            },
        })
    }
}

fn name(entity: Option<&Entity>, tag: u16) -> String {
    let column = entity.and_then(|e| e.columns.get(usize::from(tag).checked_sub(1)?));
    column.map_or_else(|| tag.to_string(), |column| (*column).to_owned())
}

fn tag(entity: Option<&Entity>, name: &str) -> Option<u16> {
    entity.and_then(|e| e.tag(name)).or_else(|| name.parse().ok())
}

fn by_name(entity: Option<&Entity>, pairs: &[(Cbor, Cbor)]) -> Value {
    let tagged = pairs.iter().map(|(tag, value)| {
        let tag = tag.as_integer().and_then(|tag| u16::try_from(tag).ok());
        (tag.map_or_else(String::new, |tag| name(entity, tag)), json(value))
    });
    Value::Object(tagged.collect())
}

/// CBOR that encodes `value`, which [`by_name`] or [`json`] made; none when it is no such value.
fn bytes_of(kind: Kind, entity: Option<&Entity>, value: &Value, order: &[u16]) -> Option<Vec<u8>> {
    let cbor = match (kind, value) {
        (Kind::Insert, Value::Object(values)) => {
            let mut pairs = values.iter().map(|(name, value)| Some((tag(entity, name)?, cbor(value)?)));
            let mut pairs: Vec<(u16, Cbor)> = pairs.by_ref().collect::<Option<_>>()?;
            pairs.sort_by_key(|(tag, _)| (order.iter().position(|t| t == tag), *tag));
            Cbor::Map(pairs.into_iter().map(|(tag, value)| (Cbor::from(tag), value)).collect())
        }
        _ => cbor(value)?,
    };
    encode(&cbor).ok()
}

fn json(value: &Cbor) -> Value {
    match value {
        Cbor::Bool(is) => Value::Bool(*is),
        Cbor::Text(text) => Value::String(text.clone()),
        Cbor::Integer(number) => match (i64::try_from(*number), u64::try_from(*number)) {
            (Ok(number), _) => number.into(),
            (_, Ok(number)) => number.into(),
            _ => Value::Null,
        },
        Cbor::Float(number) => match serde_json::Number::from_f64(*number) {
            Some(number) => Value::Number(number),
            None => wrapped_text("float", &number.to_string()),
        },
        Cbor::Bytes(bytes) => wrapped("base64", bytes),
        // Null, and what no column holds.
        _ => Value::Null,
    }
}

fn cbor(value: &Value) -> Option<Cbor> {
    Some(match value {
        Value::Null => Cbor::Null,
        Value::Bool(is) => Cbor::Bool(*is),
        Value::String(text) => Cbor::Text(text.clone()),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => Cbor::from(number),
            (_, Some(number)) => Cbor::from(number),
            _ => Cbor::Float(number.as_f64()?),
        },
        Value::Object(object) => match object.get("float") {
            Some(number) => Cbor::Float(number.as_str()?.parse().ok()?),
            None => Cbor::Bytes(unwrapped("base64", value)?),
        },
        Value::Array(_) => return None,
    })
}

fn wrapped_text(name: &str, text: &str) -> Value {
    Value::Object(Map::from_iter([(name.to_owned(), Value::String(text.to_owned()))]))
}

fn wrapped(name: &str, bytes: &[u8]) -> Value {
    wrapped_text(name, &BASE64.encode(bytes))
}

fn unwrapped(name: &str, value: &Value) -> Option<Vec<u8>> {
    let object = value.as_object().filter(|object| object.len() == 1)?;
    BASE64.decode(object.get(name)?.as_str()?.as_bytes()).ok()
}
