//! Whether a file is sound: its pages, its tables, its log, and every row for everybody who reads it.
//!
//! In: an open main file or traces. Out: the first thing that is wrong; none where nothing is. SQLite looks after pages and
//! knows no word, no JSON and no text of ours. It keeps no checksum either: a value that was changed into another one is
//! told by the log, which makes every row.

use super::entity::{ALL, Entity};
use super::error::Fault;
use super::schema::{main_is_todays, traces_are_todays};
use super::{corrections, notes, ops, papers, rows, scores, sessions};
use crate::session::SessionId;
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, Row};

/// So many ops are looked at together.
const OPS: u32 = 500;

/// What is wrong with an open history.
pub(super) fn wrong(conn: &Connection) -> Result<Option<Fault>, Fault> {
    let all = || {
        shown(conn)?;
        log(conn)?;
        ALL.into_iter().try_for_each(|entity| like_the_log(conn, entity))
    };
    found(all())
}

/// What of an open history nobody can be shown.
pub(super) fn unreadable(conn: &Connection) -> Result<Option<Fault>, Fault> {
    found(shown(conn))
}

/// What is wrong with open traces; what is inside of one says itself what of it is damaged.
pub(super) fn wrong_traces(conn: &Connection) -> Result<Option<Fault>, Fault> {
    let all = || {
        pages(conn, traces_are_todays)?;
        let mut names = conn.prepare("SELECT 1 FROM traces WHERE length(id) <> 16 OR length(store) <> 16")?;
        if names.exists([])? { Err(Fault::corrupt("a name that is none")) } else { Ok(()) }
    };
    found(all())
}

/// What keeps us from looking is no damage.
fn found(looked: Result<(), Fault>) -> Result<Option<Fault>, Fault> {
    match looked {
        Ok(()) => Ok(None),
        Err(fault @ (Fault::Busy | Fault::Full | Fault::ReadOnly | Fault::Io(_))) => Err(fault),
        Err(fault) => Ok(Some(fault)),
    }
}

fn pages(conn: &Connection, todays: fn(&Connection) -> Result<bool, Fault>) -> Result<(), Fault> {
    let words: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if words != "ok" {
        return Err(Fault::Damaged(words));
    }
    if todays(conn)? { Ok(()) } else { Err(Fault::Damaged("its tables are not as they should be".to_owned())) }
}

/// Every row, as every reader reads it.
fn shown(conn: &Connection) -> Result<(), Fault> {
    pages(conn, main_is_todays)?;
    for entity in ALL {
        let mut select = conn.prepare(&format!("SELECT id FROM {}", entity.table))?;
        let mut ids = select.query([])?;
        while let Some(row) = ids.next()? {
            readable(conn, entity, &row.get::<_, Vec<u8>>(0)?)?;
        }
    }
    Ok(())
}

/// Every op, as everybody reads it who takes the log elsewhere.
fn log(conn: &Connection) -> Result<(), Fault> {
    // Who reads the log begins at 0.
    if conn.prepare("SELECT 1 FROM ops WHERE seq < 1")?.exists([])? {
        return Err(Fault::corrupt("an op before the first"));
    }
    let mut place = 0;
    while let Some((last, some)) = ops::after(conn, place, OPS)? {
        for op in some {
            for bytes in [&op.value, &op.extra].into_iter().flatten() {
                ops::decode(bytes)?;
            }
        }
        place = last;
    }
    Ok(())
}

/// Every row of `entity`, and every one that the log says is there.
fn like_the_log(conn: &Connection, entity: &Entity) -> Result<(), Fault> {
    let Entity { table, name, .. } = entity;
    let both = format!("SELECT id FROM {table} UNION SELECT ent_id FROM ops WHERE ent_type = '{name}'");
    let mut select = conn.prepare(&both)?;
    let mut ids = select.query([])?;
    while let Some(row) = ids.next()? {
        if !ops::agree(conn, entity, &row.get::<_, Vec<u8>>(0)?)? {
            return Err(Fault::Corrupt(format!("a {name} is not what the log says of it")));
        }
    }
    Ok(())
}

/// Whether the row of `entity` called `id` reads back, where there is one.
pub(super) fn readable(conn: &Connection, entity: &Entity, id: &[u8]) -> Result<(), Fault> {
    let mut select = conn.prepare_cached(&format!("SELECT * FROM {} WHERE id = ?1", entity.table))?;
    let mut found = select.query([id])?;
    let Some(row) = found.next()? else { return Ok(()) };
    let texts = (0..row.as_ref().column_count()).all(|at| value(row, at).is_some());
    // Any other number would be neither shown nor deleted.
    if !texts || !matches!(row.get("deleted")?, 0_i64 | 1) {
        return Err(Fault::Corrupt(format!("a {} with a value that is none", entity.name)));
    }
    match entity.name {
        "session" => session(conn, id),
        "rep" => rep(row, id),
        "reference" if row.get::<_, Vec<u8>>("session")? == id => rows::reference(row).map(drop),
        "reference" => Err(Fault::corrupt("a reference of another session")),
        "note" => notes::read(row).map(drop),
        "score" => scores::read(row).map(drop),
        "raise" => scores::read_raise(row).map(drop),
        "routine" => papers::read_routine(row).map(drop),
        "paper" => papers::read(row).map(drop),
        _ => Ok(()),
    }
}

/// The whole of it, its line in a list, what was corrected, and which signals it names.
fn session(conn: &Connection, id: &[u8]) -> Result<(), Fault> {
    let id = SessionId(id.try_into().map_err(|_| Fault::corrupt("a session's id"))?);
    sessions::by_id(conn, id)?;
    sessions::summary(conn, id)?;
    corrections::of(conn, id)?;
    sessions::trace_of(conn, id).map(drop)
}

/// A rep's id says which one it is, and so do its columns.
fn rep(row: &Row<'_>, id: &[u8]) -> Result<(), Fault> {
    let rep = rows::rep(row)?;
    let session = SessionId(row.get("session")?);
    if rows::rep_id(session, &rep) == id { Ok(()) } else { Err(Fault::corrupt("a rep under the name of another")) }
}

/// A value as it is; none where it is a text that is no text.
pub(super) fn value(row: &Row<'_>, at: usize) -> Option<Sql> {
    Some(match row.get_ref(at).ok()? {
        ValueRef::Null => Sql::Null,
        ValueRef::Integer(number) => Sql::Integer(number),
        ValueRef::Real(number) => Sql::Real(number),
        ValueRef::Text(text) => Sql::Text(std::str::from_utf8(text).ok()?.to_owned()),
        ValueRef::Blob(bytes) => Sql::Blob(bytes.to_vec()),
    })
}
