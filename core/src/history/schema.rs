//! The two files' schemas and their migrations: forward only, one entry a version.
//!
//! In: an empty or an older file. Out: one of today's schema. Migrations are frozen texts; they import no live types.

use super::env::Env;
use super::error::Fault;
use super::opener::Schema;
use super::{derived, ops};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::sync::LazyLock;

/// Migrations of the main file: the schema they lead to, and how.
const MAIN: &[(i32, &str)] =
    &[(1, include_str!("sql/main_1.sql")), (2, include_str!("sql/main_2.sql")), (3, include_str!("sql/main_3.sql"))];
/// Migrations of `FILE.traces`.
const TRACES: &[(i32, &str)] = &[(1, include_str!("sql/traces_1.sql")), (2, include_str!("sql/traces_2.sql"))];

/// The main file; `env` names a new one.
pub(super) struct Main<'e> {
    pub(super) env: &'e Env,
}

/// `FILE.traces` beside the main file whose store id is `store`.
pub(super) struct Traces {
    pub(super) store: [u8; 16],
}

impl Schema for Main<'_> {
    const NAME: &'static str = "history";
    const VERSION: i32 = 3;
    const APPLICATION_ID: i32 = i32::from_be_bytes(*b"Prox");

    fn init(&self, tx: &Transaction<'_>) -> Result<(), Fault> {
        Self::upgrade_from(tx, 0)?;
        let [stream, store] = self.env.halves();
        set_local(tx, "stream", stream)?;
        set_local(tx, "store", store)
    }

    fn upgrade_from(tx: &Transaction<'_>, version: i32) -> Result<(), Fault> {
        migrate(tx, MAIN, version)?;
        // Not of the migration: today's rules, on today's schema.
        ops::place_unknown(tx)?;
        derived::all(tx)
    }
}

impl Schema for Traces {
    const NAME: &'static str = "traces";
    const VERSION: i32 = 2;
    const APPLICATION_ID: i32 = i32::from_be_bytes(*b"ProT");

    fn init(&self, tx: &Transaction<'_>) -> Result<(), Fault> {
        Self::upgrade_from(tx, 0)?;
        set_local(tx, "store", self.store)
    }

    fn upgrade_from(tx: &Transaction<'_>, version: i32) -> Result<(), Fault> {
        migrate(tx, TRACES, version)
    }
}

fn migrate(tx: &Transaction<'_>, steps: &[(i32, &str)], from: i32) -> Result<(), Fault> {
    for (_, sql) in steps.iter().filter(|(to, _)| *to > from) {
        tx.execute_batch(sql)?;
    }
    Ok(())
}

/// The tables and indices of a file, each with the text that made it.
type Made = Vec<(String, Option<String>)>;

// Made once: all the steps take longer than a small history takes to be looked through.
static MAIN_MADE: LazyLock<Option<Made>> = LazyLock::new(|| made_today::<Main<'_>>().ok());
static TRACES_MADE: LazyLock<Option<Made>> = LazyLock::new(|| made_today::<Traces>().ok());

/// Whether the tables and indices of the main file are those of today's schema, to the letter.
pub(super) fn main_is_todays(main: &Connection) -> Result<bool, Fault> {
    Ok(MAIN_MADE.as_ref() == Some(&made(main)?))
}

/// The same of the traces.
pub(super) fn traces_are_todays(traces: &Connection) -> Result<bool, Fault> {
    Ok(TRACES_MADE.as_ref() == Some(&made(traces)?))
}

fn made_today<S: Schema>() -> Result<Made, Fault> {
    let mut sound = Connection::open_in_memory()?;
    let tx = sound.transaction()?;
    S::upgrade_from(&tx, 0)?;
    made(&tx)
}

fn made(conn: &Connection) -> Result<Made, Fault> {
    let mut all = conn.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
    Ok(all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

pub(super) fn set_local(conn: &Connection, key: &str, value: [u8; 16]) -> Result<(), Fault> {
    conn.execute("INSERT OR REPLACE INTO local (key, value) VALUES (?1, ?2)", params![key, value])?;
    Ok(())
}

/// One of the 16-byte names in table `local`.
pub(super) fn local(conn: &Connection, key: &str) -> Result<[u8; 16], Fault> {
    let found = conn.prepare_cached("SELECT value FROM local WHERE key = ?1")?;
    let value: Option<Sql> = { found }.query_row([key], |row| row.get(0)).optional()?;
    match value {
        Some(Sql::Blob(bytes)) => bytes.try_into().ok(),
        _ => None,
    }
    .ok_or_else(|| Fault::Damaged(format!("local {key} is missing")))
}
