//! The two files' schemas and their migrations: forward only, one entry a version.
//!
//! In: an empty or an older file. Out: one of today's schema. Migrations are frozen texts; they import no live types.

use super::derived;
use super::env::Env;
use super::error::Fault;
use super::opener::Schema;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

/// Migrations of the main file: the schema they lead to, and how.
const MAIN: &[(i32, &str)] =
    &[(1, include_str!("sql/main_1.sql")), (2, include_str!("sql/main_2.sql")), (3, include_str!("sql/main_3.sql"))];
/// Migrations of `FILE.traces`.
const TRACES: &[(i32, &str)] = &[(1, include_str!("sql/traces_1.sql"))];

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
        // Not of the migration: today's rule, on today's schema.
        derived::all(tx)
    }
}

impl Schema for Traces {
    const NAME: &'static str = "traces";
    const VERSION: i32 = 1;
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

/// Whether the tables and indices of `conn` are those of today's schema of the main file, to the letter.
pub(super) fn is_todays(conn: &Connection) -> Result<bool, Fault> {
    let schema = |conn: &Connection| -> Result<Vec<(String, Option<String>)>, Fault> {
        let mut all = conn.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
        Ok(all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    };
    let mut sound = Connection::open_in_memory()?;
    let tx = sound.transaction()?;
    Main::upgrade_from(&tx, 0)?;
    Ok(schema(conn)? == schema(&tx)?)
}

pub(super) fn set_local(conn: &Connection, key: &str, value: [u8; 16]) -> Result<(), Fault> {
    conn.execute("INSERT OR REPLACE INTO local (key, value) VALUES (?1, ?2)", params![key, value])?;
    Ok(())
}

/// One of the 16-byte names in table `local`.
pub(super) fn local(conn: &Connection, key: &str) -> Result<[u8; 16], Fault> {
    let found = conn.prepare_cached("SELECT value FROM local WHERE key = ?1")?;
    let value: Option<[u8; 16]> = { found }.query_row([key], |row| row.get(0)).optional()?;
    value.ok_or_else(|| Fault::Damaged(format!("local {key} is missing")))
}
