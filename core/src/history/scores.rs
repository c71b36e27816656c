//! The leg raise: scores that somebody typed, and checks that the phone on the shin measured (FIELD F32).
//!
//! In: what was seen, by whom; what was measured, with its error. Out: the same, newest first. The two are never mixed: a
//! score is leg height as a person saw it, a check is degrees from the leg's own flat start.

use super::author::Author;
use super::entity::{RAISE, SCORE};
use super::env::Env;
use super::error::Fault;
use super::items::ItemId;
use super::rows::{self, blob, from_json, from_word, json, or_null, word};
use crate::motion::{Estimate, RaiseTry, best_raise};
use crate::session::{SessionId, Source};
use crate::time::WallTime;
use crate::timeline::Side;
use ciborium::Value;
use rusqlite::{Connection, Row, Transaction};
use serde::{Deserialize, Serialize};

/// Who saw the leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ScoredBy {
    /// The user: nobody sees their own ankle against mid-thigh well.
    Myself,
    /// A trainer.
    Trainer,
    /// A clinician.
    Clinician,
    /// Somebody else.
    Other,
}

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct NewScore {
    /// The session it goes with, before or after.
    pub session: Option<SessionId>,
    /// The raised leg.
    pub side: Side,
    /// 3: ankle past mid-thigh; 2: between knee and mid-thigh; 1: below the knee; 0: pain.
    pub score: u8,
    /// Who saw it.
    pub by: ScoredBy,
}

/// A typed score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Score {
    /// Its name.
    pub id: ItemId,
    /// The session it goes with.
    pub session: Option<SessionId>,
    /// When it was scored.
    pub scored: WallTime,
    /// The raised leg.
    pub side: Side,
    /// 0 to 3, as in [`NewScore::score`].
    pub score: u8,
    /// Who saw it.
    pub by: ScoredBy,
}

/// A leg-raise check of one leg.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RaiseCheck {
    /// Its name.
    pub id: ItemId,
    /// When it was done.
    pub raised: WallTime,
    /// The raised leg.
    pub side: Side,
    /// The best of the first three tries that count, degrees from the leg's flat start; none when none counts.
    pub best_deg: Option<Estimate>,
    /// All tries, in order; their spans are on the check's own clock.
    pub tries: Vec<RaiseTry>,
    /// Where the samples came from.
    pub source: Source,
}

/// Scores 3 to 0; more is no score.
const BEST: u8 = 3;

pub(super) fn add(tx: &Transaction<'_>, score: &NewScore, env: &Env) -> Result<ItemId, Fault> {
    if score.score > BEST {
        return Err(Fault::invalid("a leg-raise score is 0, 1, 2 or 3"));
    }
    if score.side == Side::Both {
        return Err(Fault::invalid("a leg-raise score is of one leg"));
    }
    let id = env.id();
    let columns = vec![
        ("session", or_null(score.session.map(|id| blob(id.0)))),
        ("scored_ms", Value::from(env.now.utc_ms)),
        ("offset_min", Value::from(env.now.offset_min)),
        ("side", word(&score.side)?),
        ("score", Value::from(score.score)),
        ("scored_by", word(&score.by)?),
    ];
    Author::by_hand(tx, env.now.utc_ms)?.insert(&SCORE, &id, columns)?;
    Ok(ItemId(id))
}

/// All of them, newest first.
pub(super) fn list(conn: &Connection) -> Result<Vec<Score>, Fault> {
    let mut select = conn.prepare_cached("SELECT * FROM scores WHERE deleted = 0 ORDER BY scored_ms DESC, id DESC")?;
    let mut found = select.query([])?;
    let mut scores = Vec::new();
    while let Some(row) = found.next()? {
        scores.push(read(row)?);
    }
    Ok(scores)
}

pub(super) fn read(row: &Row<'_>) -> Result<Score, Fault> {
    let score = row.get("score")?;
    if score > BEST {
        return Err(Fault::Corrupt(format!("score {score}")));
    }
    Ok(Score {
        id: ItemId(row.get("id")?),
        session: row.get::<_, Option<[u8; 16]>>("session")?.map(SessionId),
        scored: WallTime { utc_ms: row.get("scored_ms")?, offset_min: row.get("offset_min")? },
        side: from_word(row, "side")?,
        score,
        by: from_word(row, "scored_by")?,
    })
}

/// Keeps a check of one leg; its best is the best of the first three tries that count.
pub(super) fn add_raise(
    tx: &Transaction<'_>,
    side: Side,
    tries: &[RaiseTry],
    source: &Source,
    env: &Env,
) -> Result<ItemId, Fault> {
    if side == Side::Both {
        return Err(Fault::invalid("a leg-raise check is of one leg"));
    }
    if tries.is_empty() {
        return Err(Fault::invalid("the check has no try"));
    }
    let id = env.id();
    let best = best_raise(tries).and_then(|best| best.held_deg);
    let [source, name] = rows::source_columns(source);
    let columns = vec![
        ("raised_ms", Value::from(env.now.utc_ms)),
        ("offset_min", Value::from(env.now.offset_min)),
        ("side", word(&side)?),
        ("best_deg", or_null(best.map(|e| e.value))),
        ("low_deg", or_null(best.as_ref().map(rows::low))),
        ("high_deg", or_null(best.as_ref().map(rows::high))),
        ("tries_json", json(&tries)?),
        ("source", source),
        ("source_name", name),
    ];
    Author::by_hand(tx, env.now.utc_ms)?.insert(&RAISE, &id, columns)?;
    Ok(ItemId(id))
}

/// All of them, newest first.
pub(super) fn raises(conn: &Connection) -> Result<Vec<RaiseCheck>, Fault> {
    let mut select = conn.prepare_cached("SELECT * FROM raises WHERE deleted = 0 ORDER BY raised_ms DESC, id DESC")?;
    let mut found = select.query([])?;
    let mut checks = Vec::new();
    while let Some(row) = found.next()? {
        checks.push(read_raise(row)?);
    }
    Ok(checks)
}

pub(super) fn read_raise(row: &Row<'_>) -> Result<RaiseCheck, Fault> {
    Ok(RaiseCheck {
        id: ItemId(row.get("id")?),
        raised: WallTime { utc_ms: row.get("raised_ms")?, offset_min: row.get("offset_min")? },
        side: from_word(row, "side")?,
        best_deg: rows::estimate_or_none(row, "best_deg", "low_deg", "high_deg")?,
        tries: from_json(row, "tries_json")?,
        source: rows::source(row)?,
    })
}
