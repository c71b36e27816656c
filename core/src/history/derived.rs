//! Columns that are made from other rows: what a trend over a year reads in reps alone, by `reps_by_time`, without joining three tables.
//!
//! In: a row that was just made anew. Out: the derived columns of every row that depends on it. They are a function of the
//! rows, which are one of the set of ops, so order of arrival changes nothing here either.
//!
//! A rep takes the instant of its session, and exercise, variant, other leg and landmark from its block of the routine
//! unless the user corrected them. It `counts` when it is the last attempt of its key, not excluded, and its session is
//! shown (SEAMS, *plan against performed*).

use super::entity::{Entity, REFERENCE, REP, SESSION};
use super::error::Fault;
use super::rows;
use crate::routine::{Block, Landmark, Routine, block_at};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;

/// A rep's id is its session, block, set, side, rep and attempt (rows.rs); all but the attempt name its key.
const KEY_BYTES: usize = 16 + 2 + 2 + 1 + 2;

/// Columns that no op sets.
#[cfg(test)]
pub(super) const COLUMNS: [&str; 8] =
    ["measured", "started_ms", "exercise", "variant", "other_leg", "landmark", "to_depth", "counts"];

/// Makes what depends on the row of `entity` called `id`.
pub(super) fn of(tx: &Transaction<'_>, entity: &Entity, id: &[u8]) -> Result<(), Fault> {
    if entity.name == SESSION.name {
        measured(tx, id)?;
        return reps(tx, id, id);
    }
    if entity.name == REP.name {
        // Another attempt of the same rep may count no more.
        let key = id.get(..KEY_BYTES).unwrap_or(id);
        return reps(tx, id.get(..16).unwrap_or(id), key);
    }
    if entity.name == REFERENCE.name {
        return measured(tx, id);
    }
    Ok(())
}

/// Makes all of them; where all are as they should be nothing is written.
pub(super) fn all(tx: &Transaction<'_>) -> Result<(), Fault> {
    let mut select = tx.prepare("SELECT id FROM sessions")?;
    let ids: Vec<Vec<u8>> = select.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    ids.iter().try_for_each(|id| of(tx, &SESSION, id))
}

fn measured(tx: &Transaction<'_>, session: &[u8]) -> Result<(), Fault> {
    let mut update = tx.prepare_cached(
        "UPDATE sessions SET measured =
             EXISTS (SELECT 1 FROM refs WHERE session = ?1 AND deleted = 0 AND fault IS NULL)
         WHERE id = ?1 AND measured IS NOT
             EXISTS (SELECT 1 FROM refs WHERE session = ?1 AND deleted = 0 AND fault IS NULL)",
    )?;
    update.execute([session])?;
    Ok(())
}

/// What a session says of its reps.
struct Of {
    started_ms: i64,
    shown: bool,
    routine: Option<Routine>,
    exercise: Option<String>,
    variant: Option<String>,
    other_leg: Option<String>,
    landmark: Option<String>,
    to_landmark: Option<bool>,
}

impl Of {
    fn read(conn: &Connection, session: &[u8]) -> Result<Option<Self>, Fault> {
        let mut select = conn.prepare_cached(
            "SELECT started_ms, deleted, routine_json, as_exercise, as_variant, as_other_leg, as_landmark, felt_to_landmark
             FROM sessions WHERE id = ?1",
        )?;
        let of = |row: &Row<'_>| {
            let json: String = row.get("routine_json")?;
            Ok(Self {
                started_ms: row.get("started_ms")?,
                shown: !row.get::<_, bool>("deleted")?,
                // A newer version's routine may say more than this one can read: nothing is claimed of its reps then.
                routine: serde_json::from_str(&json).ok(),
                exercise: row.get("as_exercise")?,
                variant: row.get("as_variant")?,
                other_leg: row.get("as_other_leg")?,
                landmark: row.get("as_landmark")?,
                to_landmark: row.get("felt_to_landmark")?,
            })
        };
        Ok(select.query_row([session], of).optional()?)
    }

    /// The block of the routine that a rep of `exercise` in block `index` of the plan belongs to.
    fn block(&self, exercise: &str, index: u16) -> Option<&Block> {
        let same = |block: &&Block| word(Some(block.exercise)).as_deref() == Some(exercise);
        let routine = self.routine.as_ref()?;
        // A recording's timeline numbers its blocks by itself.
        block_at(routine, index).filter(same).or_else(|| routine.blocks.iter().find(same))
    }
}

/// Makes the derived columns of the reps whose ids begin with `prefix`.
fn reps(tx: &Transaction<'_>, session: &[u8], prefix: &[u8]) -> Result<(), Fault> {
    let mut select = tx.prepare_cached(
        "SELECT id, block, block_index, coalesce(excluded, 0) AS excluded, deleted,
                max(attempt) FILTER (WHERE deleted = 0) OVER (PARTITION BY block_index, set_nr, side, rep) AS last, attempt
         FROM reps WHERE id >= ?1 AND id < ?2",
    )?;
    let mut found = select.query(rows::beginning_with(prefix))?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        let (id, block, index): (Vec<u8>, String, u16) = (row.get("id")?, row.get("block")?, row.get("block_index")?);
        let hidden = row.get::<_, bool>("excluded")? || row.get::<_, bool>("deleted")?;
        let last = row.get::<_, Option<i64>>("last")? == Some(row.get("attempt")?);
        rows.push((id, block, index, last && !hidden));
    }
    let Some(of) = (if rows.is_empty() { None } else { Of::read(tx, session)? }) else { return Ok(()) };
    let mut update = tx.prepare_cached(
        "UPDATE reps SET started_ms = ?2, exercise = ?3, variant = ?4, other_leg = ?5, landmark = ?6, to_depth = ?7,
                counts = ?8
         WHERE id = ?1 AND (started_ms, exercise, variant, other_leg, landmark, to_depth, counts)
                IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (id, exercise, index, counts) in rows {
        let block = of.block(&exercise, index);
        let chosen: Option<Landmark> = block.and_then(|b| b.landmark);
        // Who says afterwards how deep it was has confirmed it.
        let to_depth = if of.landmark.is_some() { Some(true) } else { of.to_landmark };
        update.execute(params![
            id,
            of.started_ms,
            of.exercise.as_ref().unwrap_or(&exercise),
            of.variant.clone().or_else(|| word(block.and_then(|b| b.variant))),
            of.other_leg.clone().or_else(|| word(block.and_then(|b| b.other_leg))),
            of.landmark.clone().or_else(|| word(chosen)),
            to_depth,
            counts && of.shown,
        ])?;
    }
    Ok(())
}

/// The word that serde writes for a unit variant.
fn word<T: Serialize>(value: Option<T>) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Some(word),
        _ => None,
    }
}
