//! Settings: a text by its key; of two devices the one that set it last counts.

use super::author::Author;
use super::entity::SETTING;
use super::error::Fault;
use ciborium::Value;
use rusqlite::{Connection, OptionalExtension, Transaction};

/// Sets each key of `values`, as one action of the user.
pub(super) fn set(tx: &Transaction<'_>, values: &[(&str, &str)], utc_ms: i64) -> Result<(), Fault> {
    let mut author = Author::by_hand(tx, utc_ms)?;
    values.iter().try_for_each(|(key, value)| author.set(&SETTING, key.as_bytes(), "value", &Value::from(*value)))
}

pub(super) fn get(conn: &Connection, key: &str) -> Result<Option<String>, Fault> {
    let mut select = conn.prepare_cached("SELECT value FROM settings WHERE id = ?1 AND deleted = 0")?;
    Ok(select.query_row([key.as_bytes()], |row| row.get(0)).optional()?.flatten())
}
