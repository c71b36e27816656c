//! A damaged file is set aside and what can be read of it is carried into a new one, row by row.
//!
//! In: a damaged main file or `FILE.traces`. Out: a new file in its place, the old one beside it, never deleted, and how
//! much came over ([`Salvaged`]). Tables are made from the log, so the log is what is carved out; what is missing in the log
//! and stands in a table yet is written anew. Nothing is taken over that could not be read back.

use super::aside::{self, with};
use super::author::Author;
use super::carve::{self, carve};
use super::entity::{self, ALL, Entity};
use super::env::Env;
use super::error::Fault;
use super::opener::{self, Schema};
use super::ops::{self, Columns, Op};
use super::schema::{Main, Traces, set_local};
use super::sound::{readable, value};
use ciborium::Value;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, params};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What became of a damaged file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Salvaged {
    /// Which file.
    pub file: PathBuf,
    /// Where the damaged one is now, as it was.
    pub aside: PathBuf,
    /// Changes of the log that came over; of the traces: recordings.
    pub kept: u64,
    /// Rows that were missing in the log and were written anew from their tables.
    pub anew: u64,
    /// Changes that are known to be lost: their numbers are missing; of the traces: recordings that could not be read.
    pub lost: u64,
}

/// Whether `file` is one of ours, however damaged, and `fault` one that salvage helps with.
pub(super) fn helps<S: Schema>(file: &Path, fault: &Fault) -> bool {
    if !matches!(fault, Fault::Damaged(_) | Fault::Corrupt(_) | Fault::NotADatabase | Fault::Foreign) {
        return false;
    }
    let Ok(bytes) = fs::read(file) else { return false };
    let names_us = bytes.get(68..72) == Some(S::APPLICATION_ID.to_be_bytes().as_slice());
    carve::is_ours(&bytes) || (names_us && bytes.starts_with(b"SQLite format 3\0"))
}

/// Refuses while another program has `file` open: it would go on writing to what was set aside.
pub(super) fn alone(file: &Path) -> Result<(), Fault> {
    let look = || -> Result<(), Fault> {
        let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        // In this mode the first look wants the file for itself.
        conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK")?;
        Ok(())
    };
    match look() {
        Err(Fault::Busy) => Err(Fault::Busy),
        // A damaged file may not even be locked.
        _ => Ok(()),
    }
}

/// Carries what can be read of the main file `file` into a new one in its place.
pub(super) fn history(file: &Path, env: &Env) -> Result<Salvaged, Fault> {
    alone(file)?;
    let bytes = |end: &str| fs::read(with(file, end)).unwrap_or_default();
    let found = carve(&bytes(""), &bytes("-wal"));
    let making = with(file, ".making");
    forget(&making);
    let mut new = opener::open(&making, &Main { env })?;
    // The stream stays a new one: its old numbers may be lost, and none is ever used again.
    if let Some(store) = found.store {
        set_local(&new, "store", store)?;
    }
    let lost_if = numbers(&found.ops);
    let kept = take_over(&mut new, found.ops)?;
    let anew = from_tables(&mut new, file, env).unwrap_or_else(|fault| {
        log::warn!("the damaged tables cannot be read: {fault}");
        0
    });
    close(new)?;
    fs::rename(&making, aside::ready(file))?;
    let aside = aside::exchange(file)?.unwrap_or_else(|| file.to_path_buf());
    Ok(Salvaged { file: file.to_path_buf(), aside, kept, anew, lost: lost_if.saturating_sub(kept) })
}

/// How many ops there were at least: streams count from 1 without a gap.
fn numbers(ops: &[Op]) -> u64 {
    let mut last: BTreeMap<[u8; 16], (u64, BTreeSet<u64>)> = BTreeMap::new();
    for op in ops {
        let (last, seen) = last.entry(op.stream).or_default();
        *last = op.n.max(*last);
        seen.insert(op.n);
    }
    // A number that was flipped must not count millions as lost.
    let lost = |(last, seen): (u64, BTreeSet<u64>)| {
        let there = seen.len() as u64;
        if last > 2 * there + 1_000 { 0 } else { last - there }
    };
    ops.len() as u64 + last.into_values().map(lost).sum::<u64>()
}

/// Writes `ops` to the log of `new`, each thing by itself: what cannot be read back is left out.
fn take_over(new: &mut Connection, ops: Vec<Op>) -> Result<u64, Fault> {
    let mut things: BTreeMap<(String, Vec<u8>), Vec<Op>> = BTreeMap::new();
    for op in ops {
        things.entry((op.ent_type.clone(), op.ent_id.clone())).or_default().push(op);
    }
    let tx = new.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut kept = 0;
    for ((ent_type, id), ops) in things {
        tx.execute_batch("SAVEPOINT thing")?;
        let whole = ops.iter().try_for_each(|op| ops::apply(&tx, op));
        let whole = whole.and_then(|()| entity::named(&ent_type).map_or(Ok(()), |entity| readable(&tx, entity, &id)));
        match whole {
            Ok(()) => kept += ops.len() as u64,
            Err(Fault::Full) => return Err(Fault::Full),
            Err(fault) => {
                log::warn!("a {ent_type} cannot be read back: {fault}");
                tx.execute_batch("ROLLBACK TO thing")?;
            }
        }
        tx.execute_batch("RELEASE thing")?;
    }
    tx.commit()?;
    Ok(kept)
}

/// Writes anew what stands in a table of the damaged `file` and is missing in the log of `new`.
fn from_tables(new: &mut Connection, file: &Path, env: &Env) -> Result<u64, Fault> {
    let copy = copied(file)?;
    let anew = from_copy(new, &copy, env);
    forget(&copy);
    anew
}

fn from_copy(new: &mut Connection, copy: &Path, env: &Env) -> Result<u64, Fault> {
    let old = Connection::open(copy)?;
    let tx = new.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut anew = 0;
    for entity in ALL {
        for row in rows_of(&old, &tx, entity.table) {
            tx.execute_batch("SAVEPOINT thing")?;
            match write_anew(&tx, entity, row, env) {
                Ok(written) => anew += u64::from(written),
                Err(Fault::Full) => return Err(Fault::Full),
                Err(_) => tx.execute_batch("ROLLBACK TO thing")?,
            }
            tx.execute_batch("RELEASE thing")?;
        }
    }
    tx.commit()?;
    Ok(anew)
}

/// The rows of `table` that can be read, by the columns that its like in the sound file `new` has.
fn rows_of(old: &Connection, new: &Connection, table: &str) -> Vec<BTreeMap<String, Sql>> {
    // Names are never taken from the damaged file: they may be no text at all.
    let Ok(columns) = new.prepare(&format!("SELECT * FROM {table}")) else { return Vec::new() };
    let there = |name: &String| old.prepare(&format!("SELECT {name} FROM {table}")).is_ok();
    let names: Vec<String> = columns.column_names().map(str::to_owned).filter(there).collect();
    let ids = || -> Result<Vec<Sql>, Fault> {
        let mut select = old.prepare(&format!("SELECT id FROM {table}"))?;
        let mut found = select.query([])?;
        let mut ids = Vec::new();
        // What comes after a page that cannot be read is not reached.
        while let Ok(Some(row)) = found.next() {
            ids.extend(value(row, 0));
        }
        Ok(ids)
    };
    let one = |id: Sql| -> Result<BTreeMap<String, Sql>, Fault> {
        let mut select = old.prepare_cached(&format!("SELECT {} FROM {table} WHERE id = ?1", names.join(", ")))?;
        let mut found = select.query(params![id])?;
        let row = found.next()?.ok_or_else(|| Fault::corrupt("a row that is named and not there"))?;
        let values = (0..).zip(&names).map(|(at, name)| Some((name.clone(), value(row, at)?)));
        values.collect::<Option<_>>().ok_or_else(|| Fault::corrupt("a text that is none"))
    };
    ids().unwrap_or_default().into_iter().filter_map(|id| one(id).ok()).collect()
}

fn write_anew(tx: &Transaction<'_>, entity: &Entity, mut row: BTreeMap<String, Sql>, env: &Env) -> Result<bool, Fault> {
    let (Some(Sql::Blob(id)), Some(Sql::Integer(deleted))) = (row.remove("id"), row.remove("deleted")) else {
        return Ok(false);
    };
    if ops::inserted_at_all(tx, entity, &id)? {
        return Ok(false);
    }
    let mut columns: Columns = Vec::new();
    for column in entity.columns {
        let value = match row.remove(*column) {
            None => continue,
            Some(Sql::Null) => Value::Null,
            Some(Sql::Integer(number)) => Value::from(number),
            Some(Sql::Real(number)) => Value::from(number),
            Some(Sql::Text(text)) => Value::from(text),
            Some(Sql::Blob(bytes)) => Value::from(bytes),
        };
        columns.push((*column, value));
    }
    let mut author = Author::new(tx, env.now.utc_ms)?;
    if entity.register {
        columns.iter().try_for_each(|(column, value)| author.set(entity, &id, column, value))?;
    } else {
        author.insert(entity, &id, columns)?;
    }
    if deleted == 1 {
        author.hide(entity, &id, true)?;
    }
    readable(tx, entity, &id)?;
    Ok(true)
}

/// Carries what can be read of the traces in `file`, of the history called `store`, into a new file in their place.
pub(super) fn traces(file: &Path, store: [u8; 16]) -> Result<Salvaged, Fault> {
    alone(file)?;
    let making = with(file, ".making");
    forget(&making);
    let new = opener::open(&making, &Traces { store })?;
    let copy = copied(file)?;
    let read = || -> Result<(u64, u64), Fault> {
        let old = Connection::open(&copy)?;
        let there: i64 = old.query_row("SELECT count(*) FROM traces", [], |row| row.get(0)).unwrap_or(0);
        let mut kept = 0;
        for mut row in rows_of(&old, &new, "traces") {
            if !is_name(row.get("id")) {
                continue;
            }
            // Without it, it is nobody's: never thrown away.
            row.retain(|column, value| column != "store" || is_name(Some(value)));
            let (names, values): (Vec<String>, Vec<Sql>) = row.into_iter().unzip();
            let places = vec!["?"; names.len()].join(", ");
            let insert = format!("INSERT OR IGNORE INTO traces ({}) VALUES ({places})", names.join(", "));
            kept += u64::from(new.execute(&insert, rusqlite::params_from_iter(values)).is_ok());
        }
        Ok((kept, there.unsigned_abs().saturating_sub(kept)))
    };
    let (kept, lost) = read().unwrap_or_default();
    forget(&copy);
    close(new)?;
    fs::rename(&making, aside::ready(file))?;
    let aside = aside::exchange(file)?.unwrap_or_else(|| file.to_path_buf());
    Ok(Salvaged { file: file.to_path_buf(), aside, kept, anew: 0, lost })
}

fn is_name(value: Option<&Sql>) -> bool {
    matches!(value, Some(Sql::Blob(bytes)) if bytes.len() == 16)
}

/// Everything into the file itself, and onto the disk.
pub(super) fn close(conn: Connection) -> Result<(), Fault> {
    conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    conn.close().map_err(|(_, e)| Fault::from(e))
}

/// A copy of `file` and its log, for SQLite to read: it may write to what it reads.
fn copied(file: &Path) -> Result<PathBuf, Fault> {
    let copy = with(file, ".copy");
    forget(&copy);
    fs::copy(file, &copy)?;
    if with(file, "-wal").exists() {
        fs::copy(with(file, "-wal"), with(&copy, "-wal"))?;
    }
    Ok(copy)
}

/// Removes what we ourselves made on the way, where it is.
pub(super) fn forget(made: &Path) {
    for end in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(with(made, end));
    }
}
