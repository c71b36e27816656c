//! What people said beside what was measured: felt reps, scores, notes about lifts; and what sessions say to the plan.
//!
//! In: the stream of sessions and the rows beside them. Out: what one screen shows.

use super::stream::{self, Session};
use crate::history::corrections;
use crate::history::error::Fault;
use crate::history::notes::{self, Note};
use crate::history::rows::{from_word, parse_word};
use crate::history::scores::{self, RaiseCheck, Score};
use crate::insight::{CarryOver, Felt, FeltSession, Gathered, RaiseChange, Raised, Range, carry_over, raise_change};
use crate::motion::Verdict;
use crate::schedule::{Judged, Outcome, Tally, TypedScore, Work};
use crate::time::WallTime;
use crate::timeline::Side;
use rusqlite::Connection;
use serde::Serialize;

/// Leg-raise checks, typed scores and notes about lifts; the two first never mixed (FIELD F32).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ChecksScreen {
    /// Measured checks, newest first.
    pub checks: Vec<RaiseCheck>,
    /// What became of each leg's raise, left first.
    pub changes: [(Side, RaiseChange); 2],
    /// Typed scores with who gave them, newest first.
    pub scores: Vec<Score>,
    /// Whether lifts are asked about.
    pub carry_over: CarryOver,
    /// Notes about lifts, newest first.
    pub lifts: Vec<Note>,
}

pub(super) fn checks(conn: &Connection) -> Result<ChecksScreen, Fault> {
    let (checks, scores) = (scores::raises(conn)?, scores::list(conn)?);
    let raised: Vec<Raised> =
        checks.iter().map(|c| Raised { at: c.raised, side: c.side, best_deg: c.best_deg }).collect();
    let typed: Vec<TypedScore> =
        scores.iter().map(|s| TypedScore { at: s.scored, side: s.side, score: s.score }).collect();
    Ok(ChecksScreen {
        changes: [Side::Left, Side::Right].map(|side| (side, raise_change(side, &raised))),
        carry_over: carry_over(&typed),
        lifts: notes::list(conn, None)?.into_iter().filter(|note| note.lift.is_some()).collect(),
        checks,
        scores,
    })
}

pub(super) fn felt(conn: &Connection, range: Range) -> Result<Felt, Fault> {
    let mut all = Gathered::default();
    stream::sessions(conn, range, |session| {
        let mut select = conn.prepare_cached(
            "SELECT started_ms, offset_min, felt_steady, felt_places, felt_to_landmark FROM sessions WHERE id = ?1",
        )?;
        let mut found = select.query([session.id.0])?;
        let Some(row) = found.next()? else { return Ok(()) };
        let Some(felt) = corrections::felt(row)? else { return Ok(()) };
        let count = |verdict: fn(Verdict) -> bool| {
            u16::try_from(session.reps.iter().filter(|r| verdict(r.numbers.verdict)).count()).unwrap_or(u16::MAX)
        };
        all.add(FeltSession {
            at: WallTime { utc_ms: row.get("started_ms")?, offset_min: row.get("offset_min")? },
            session: session.id,
            felt_steady: felt.steady_reps,
            steady: count(|v| v == Verdict::Steady),
            judged: count(|v| v != Verdict::Unclear),
            unclear: count(|v| v == Verdict::Unclear),
            places: felt.places,
        });
        Ok(())
    })?;
    Ok(all.finish())
}

/// What the sessions in `range` say to the plan, oldest first; those without a counting rep too.
pub(super) fn outcomes(conn: &Connection, range: Range) -> Result<Vec<Outcome>, Fault> {
    let mut outcomes = Vec::new();
    let mut with_reps = std::collections::BTreeSet::new();
    stream::sessions(conn, range, |session| {
        with_reps.insert(session.id.0);
        outcomes.push(outcome(conn, session)?);
        Ok(())
    })?;
    let (from, to) = (range.from_ms.unwrap_or(i64::MIN), range.to_ms.unwrap_or(i64::MAX));
    let mut select = conn.prepare_cached(
        "SELECT id, started_ms FROM sessions WHERE deleted = 0 AND started_ms >= ?1 AND started_ms < ?2
         ORDER BY started_ms, id",
    )?;
    let mut found = select.query([from, to])?;
    while let Some(row) = found.next()? {
        let id: [u8; 16] = row.get(0)?;
        if !with_reps.contains(&id) {
            let bare = Session { id: crate::session::SessionId(id), started_ms: row.get(1)?, reps: Vec::new() };
            outcomes.push(outcome(conn, &bare)?);
        }
    }
    outcomes.sort_by_key(|o| o.began.utc_ms);
    Ok(outcomes)
}

pub(super) fn outcome(conn: &Connection, session: &Session) -> Result<Outcome, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT started_ms, offset_min, routine, first_side, measured, ending, pain_before, pain_after
         FROM sessions WHERE id = ?1",
    )?;
    let mut found = select.query([session.id.0])?;
    let row = found.next()?.ok_or_else(|| Fault::corrupt("a rep without its session"))?;
    let mut blocks: Vec<u16> = session.reps.iter().map(|r| r.block_index).collect();
    blocks.sort_unstable();
    blocks.dedup();
    Ok(Outcome {
        began: WallTime { utc_ms: row.get(0)?, offset_min: row.get(1)? },
        routine: row.get(2)?,
        first_side: parse_word(row.get(3)?, "first_side")?,
        measured: row.get::<_, Option<bool>>(4)?.unwrap_or(false),
        ending: from_word(row, "ending")?,
        pain_before: row.get(6)?,
        pain_after: row.get(7)?,
        work: blocks.into_iter().filter_map(|index| work(session, index)).collect(),
    })
}

fn work(session: &Session, index: u16) -> Option<Work> {
    let own = || session.reps.iter().filter(move |r| r.block_index == index);
    let first = own().next()?;
    let of = |side: Side| -> Tally {
        let judged = own().filter(|r| r.side == side).map(|r| Judged {
            verdict: r.numbers.verdict,
            tilt_deg: r.numbers.tilt_deg,
            roll_deg: r.numbers.roll_deg,
            loss_s: r.numbers.loss_s,
        });
        Tally::of(&judged.collect::<Vec<_>>())
    };
    Some(Work {
        exercise: first.level.exercise,
        variant: first.level.variant,
        other_leg: first.level.other_leg,
        landmark: first.level.landmark,
        to_depth: first.to_depth,
        left: of(Side::Left),
        right: of(Side::Right),
        both: of(Side::Both),
    })
}
