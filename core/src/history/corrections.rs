//! What the user says afterwards of a session: answers that come late, and corrections of what it was.
//!
//! In: [`Answers`] and [`Correction`]s. Out: registers beside the record, which stays as it was performed (SYNC, rules 4.2).

use super::author::Author;
use super::entity::{REP, SESSION};
use super::env::Env;
use super::error::Fault;
use super::ops::Columns;
use super::rows::{self, from_word_or_none, json, or_null, word_or_null};
use crate::routine::{Landmark, OtherLeg, Variant};
use crate::session::{Answers, Felt, SessionId};
use crate::timeline::{BlockKind, RepKey};
use ciborium::Value;
use rusqlite::{Connection, Row, Transaction};
use serde::Serialize;

/// One thing that was otherwise than the record says; none where it was as the record says after all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Correction {
    /// The exercise.
    Exercise(Option<BlockKind>),
    /// How the leg went down.
    Variant(Option<Variant>),
    /// Where the other leg was.
    OtherLeg(Option<OtherLeg>),
    /// How far the leg went in fact; that confirms it (FIELD F27).
    Landmark(Option<Landmark>),
    /// What was felt.
    Felt(Option<Felt>),
    /// Whether anything hurt afterwards.
    PainAfter(Option<bool>),
    /// All attempts of this rep count for nothing, or count again.
    Excluded(RepKey, bool),
}

/// What stands corrected of a session; what was felt and hurt is in its record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Corrections {
    /// The exercise it was.
    pub exercise: Option<BlockKind>,
    /// How the leg went down.
    pub variant: Option<Variant>,
    /// Where the other leg was.
    pub other_leg: Option<OtherLeg>,
    /// How far the leg went.
    pub landmark: Option<Landmark>,
    /// Reps that count for nothing.
    pub excluded: Vec<RepKey>,
}

/// What is written of an answer.
pub(super) fn felt_columns(felt: Option<&Felt>) -> Result<Columns, Fault> {
    Ok(vec![
        ("felt_steady", or_null(felt.and_then(|f| f.steady_reps))),
        ("felt_places", felt.map_or(Ok(Value::Null), |f| json(&f.places))?),
        ("felt_to_landmark", or_null(felt.and_then(|f| f.to_landmark).map(u8::from))),
    ])
}

pub(super) fn felt(row: &Row<'_>) -> Result<Option<Felt>, Fault> {
    if row.get::<_, Option<String>>("felt_places")?.is_none() {
        return Ok(None);
    }
    Ok(Some(Felt {
        steady_reps: row.get("felt_steady")?,
        places: rows::from_json(row, "felt_places")?,
        to_landmark: row.get("felt_to_landmark")?,
    }))
}

/// Adds to the session called `id` what was answered since it was saved as `saved`; what is there already stays.
pub(super) fn answer(
    tx: &Transaction<'_>,
    id: SessionId,
    saved: Answers,
    now: Answers,
    utc_ms: i64,
) -> Result<(), Fault> {
    let mut author = Author::new(tx, utc_ms)?;
    if let (None, Some(felt)) = (saved.felt, now.felt) {
        set_all(&mut author, id, &felt_columns(Some(&felt))?)?;
    }
    if let (None, Some(hurts)) = (saved.pain_after, now.pain_after) {
        author.set(&SESSION, &id.0, "pain_after", &Value::from(u8::from(hurts)))?;
    }
    Ok(())
}

/// Corrects the session called `id`: one action, all of it or nothing.
pub(super) fn correct(tx: &Transaction<'_>, id: SessionId, corrections: &[Correction], env: &Env) -> Result<(), Fault> {
    let mut author = Author::by_hand(tx, env.now.utc_ms)?;
    for correction in corrections {
        match correction {
            Correction::Exercise(kind) => {
                if kind.is_some_and(|kind| !kind.is_judged()) {
                    return Err(Fault::invalid("that exercise is not judged"));
                }
                author.set(&SESSION, &id.0, "as_exercise", &word_or_null(kind.as_ref())?)?;
            }
            Correction::Variant(variant) => {
                author.set(&SESSION, &id.0, "as_variant", &word_or_null(variant.as_ref())?)?;
            }
            Correction::OtherLeg(leg) => author.set(&SESSION, &id.0, "as_other_leg", &word_or_null(leg.as_ref())?)?,
            Correction::Landmark(landmark) => {
                author.set(&SESSION, &id.0, "as_landmark", &word_or_null(landmark.as_ref())?)?;
            }
            Correction::Felt(felt) => set_all(&mut author, id, &felt_columns(felt.as_ref())?)?,
            Correction::PainAfter(hurts) => {
                author.set(&SESSION, &id.0, "pain_after", &or_null(hurts.map(u8::from)))?;
            }
            Correction::Excluded(key, excluded) => {
                let attempts = attempts(tx, id, *key)?;
                if attempts.is_empty() {
                    return Err(Fault::invalid("the session has no such rep"));
                }
                for rep in attempts {
                    author.set(&REP, &rep, "excluded", &Value::from(u8::from(*excluded)))?;
                }
            }
        }
    }
    Ok(())
}

fn set_all(author: &mut Author<'_>, id: SessionId, columns: &Columns) -> Result<(), Fault> {
    columns.iter().try_for_each(|(column, value)| author.set(&SESSION, &id.0, column, value))
}

/// Ids of all attempts of a rep.
fn attempts(conn: &Connection, id: SessionId, key: RepKey) -> Result<Vec<Vec<u8>>, Fault> {
    let mut select = conn.prepare_cached("SELECT id FROM reps WHERE id >= ?1 AND id < ?2")?;
    Ok(select.query_map(rows::beginning_with(&rows::key_id(id, key)), |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// What stands corrected of the session called `id`.
pub(super) fn of(conn: &Connection, id: SessionId) -> Result<Corrections, Fault> {
    let mut reps = conn.prepare_cached(
        "SELECT DISTINCT block_index, set_nr, side, rep FROM reps
         WHERE id >= ?1 AND id < ?2 AND excluded = 1 AND deleted = 0",
    )?;
    let mut found = reps.query(rows::beginning_with(&id.0))?;
    let mut excluded = Vec::new();
    while let Some(row) = found.next()? {
        excluded.push(rows::key(row)?);
    }
    excluded.sort();
    let mut session = conn.prepare_cached("SELECT * FROM sessions WHERE id = ?1")?;
    let mut found = session.query([id.0])?;
    let Some(row) = found.next()? else { return Ok(Corrections::default()) };
    Ok(Corrections {
        exercise: from_word_or_none(row, "as_exercise")?,
        variant: from_word_or_none(row, "as_variant")?,
        other_leg: from_word_or_none(row, "as_other_leg")?,
        landmark: from_word_or_none(row, "as_landmark")?,
        excluded,
    })
}

/// Whether the session called `id` is there, and what was answered; none when it is not.
pub(super) fn saved_answers(conn: &Connection, id: SessionId) -> Result<Option<Answers>, Fault> {
    let mut select = conn
        .prepare_cached("SELECT felt_steady, felt_places, felt_to_landmark, pain_after FROM sessions WHERE id = ?1")?;
    let mut found = select.query([id.0])?;
    let Some(row) = found.next()? else { return Ok(None) };
    Ok(Some(Answers { felt: felt(row)?, pain_after: row.get("pain_after")? }))
}
