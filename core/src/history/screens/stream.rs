//! The reps that count, session by session, oldest first, in one pass over one index.
//!
//! In: a stretch of time. Out: [`Session`]s one after the other; no more than one is in memory.

use crate::history::error::Fault;
use crate::history::rows::parse_word;
use crate::insight::{Filter, Range, RepNumbers};
use crate::motion::{Estimate, Verdict};
use crate::schedule::Level;
use crate::session::SessionId;
use crate::time::WallTime;
use crate::timeline::Side;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

/// The counting reps of one session.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) id: SessionId,
    pub(super) started_ms: i64,
    /// In the order of the plan.
    pub(super) reps: Vec<Rep>,
}

/// One counting rep.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rep {
    pub(super) level: Level,
    pub(super) block_index: u16,
    pub(super) side: Side,
    /// Whether the leg went to the landmark; none when nobody said.
    pub(super) to_depth: Option<bool>,
    pub(super) numbers: RepNumbers,
}

impl Session {
    /// Numbers of the reps of `side` at `level`; those of a leg that stopped short left out.
    pub(super) fn at(&self, level: Level, side: Side) -> Vec<RepNumbers> {
        let own = |r: &&Rep| r.level == level && r.side == side && r.to_depth != Some(false);
        self.reps.iter().filter(own).map(|r| r.numbers).collect()
    }
}

/// Hands every session of `range` that has counting reps to `each`, oldest first.
pub(super) fn sessions(
    conn: &Connection,
    range: Range,
    mut each: impl FnMut(&Session) -> Result<(), Fault>,
) -> Result<(), Fault> {
    // Columns by place: their names would be looked up for every row.
    let mut select = conn.prepare_cached(
        "SELECT id, started_ms, exercise, variant, other_leg, landmark, block_index, side, to_depth,
                verdict, tilt_peak_deg, tilt_peak_low_deg, tilt_peak_high_deg, roll_peak_deg, roll_peak_low_deg,
                roll_peak_high_deg, tilt_drift_deg, tilt_drift_low_deg, tilt_drift_high_deg, tilt_wiggle_deg,
                tilt_in_band, creep_deg, creep_low_deg, creep_high_deg, moment_of_loss_s, stillness_ratio
         FROM reps INDEXED BY reps_by_time
         WHERE counts = 1 AND started_ms >= ?1 AND started_ms < ?2 ORDER BY started_ms",
    )?;
    let (from, to) = (range.from_ms.unwrap_or(i64::MIN), range.to_ms.unwrap_or(i64::MAX));
    let mut found = select.query(params![from, to])?;
    // Of one instant there may be two sessions, their rows mixed.
    let mut open: Vec<Session> = Vec::new();
    let mut words = Words::default();
    while let Some(row) = found.next()? {
        let started_ms: i64 = row.get(1)?;
        if open.first().is_some_and(|s| s.started_ms != started_ms) {
            open.drain(..).try_for_each(|session| each(&session))?;
        }
        let id = SessionId(session_of(row)?);
        let rep = words.rep(row)?;
        match open.iter_mut().find(|s| s.id == id) {
            Some(session) => session.reps.push(rep),
            None => open.push(Session { id, started_ms, reps: vec![rep] }),
        }
    }
    open.iter().try_for_each(each)
}

/// The words of the row before: a session's rows share theirs, and reading a word costs more than comparing it.
#[derive(Default)]
struct Words {
    level: Option<([Option<String>; 4], Level)>,
}

impl Words {
    fn rep(&mut self, row: &Row<'_>) -> Result<Rep, Fault> {
        Ok(Rep {
            level: self.level(row)?,
            block_index: row.get(6)?,
            side: match text(row, 7)? {
                Some("left") => Side::Left,
                Some("right") => Side::Right,
                Some("both") => Side::Both,
                _ => return Err(Fault::corrupt("side")),
            },
            to_depth: row.get(8)?,
            numbers: RepNumbers {
                verdict: match text(row, 9)? {
                    Some("steady") => Verdict::Steady,
                    Some("drifting") => Verdict::Drifting,
                    Some("lost") => Verdict::Lost,
                    Some("unclear") => Verdict::Unclear,
                    _ => return Err(Fault::corrupt("verdict")),
                },
                tilt_deg: estimate(row, 10)?,
                roll_deg: estimate(row, 13)?,
                drift_deg: estimate(row, 16)?,
                wiggle_deg: real(row, 19)?,
                in_band: real(row, 20)?,
                creep_deg: row.get::<_, Option<f64>>(21)?.map(|_| estimate(row, 21)).transpose()?,
                loss_s: row.get(24)?,
                stillness: row.get(25)?,
            },
        })
    }

    fn level(&mut self, row: &Row<'_>) -> Result<Level, Fault> {
        let new = [text(row, 2)?, text(row, 3)?, text(row, 4)?, text(row, 5)?];
        if let Some((words, level)) = &self.level
            && words.iter().zip(&new).all(|(old, new)| old.as_deref() == *new)
        {
            return Ok(*level);
        }
        let level = level(new)?;
        self.level = Some((new.map(|word| word.map(str::to_owned)), level));
        Ok(level)
    }
}

/// The level that four columns spell.
fn level([exercise, variant, other_leg, landmark]: [Option<&str>; 4]) -> Result<Level, Fault> {
    let exercise = exercise.ok_or_else(|| Fault::corrupt("exercise"))?;
    Ok(Level {
        exercise: parse_word(exercise.to_owned(), "exercise")?,
        variant: word_or_none(variant, "variant")?,
        other_leg: word_or_none(other_leg, "other_leg")?,
        landmark: word_or_none(landmark, "landmark")?,
    })
}

fn word_or_none<T: DeserializeOwned>(word: Option<&str>, column: &str) -> Result<Option<T>, Fault> {
    word.map(|word| parse_word(word.to_owned(), column)).transpose()
}

/// The session's part of a rep's id.
fn session_of(row: &Row<'_>) -> Result<[u8; 16], Fault> {
    let id = row.get_ref(0)?.as_blob().map_err(Fault::corrupt)?;
    id.first_chunk().copied().ok_or_else(|| Fault::corrupt("a rep's id"))
}

fn text<'r>(row: &'r Row<'_>, place: usize) -> Result<Option<&'r str>, Fault> {
    match row.get_ref(place)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).map(Some).map_err(Fault::corrupt),
        _ => Err(Fault::corrupt("a word that is none")),
    }
}

/// SQLite stores what is not a number as NULL.
fn real(row: &Row<'_>, place: usize) -> Result<f64, Fault> {
    Ok(row.get::<_, Option<f64>>(place)?.unwrap_or(f64::NAN))
}

fn estimate(row: &Row<'_>, place: usize) -> Result<Estimate, Fault> {
    Ok(Estimate { value: real(row, place)?, ci95: [real(row, place + 1)?, real(row, place + 2)?] })
}

/// The level that `filter` picks: of those that fit the one that was done last before the end of `range`.
pub(super) fn pick(conn: &Connection, filter: Filter, range: Range) -> Result<Option<Level>, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT exercise, variant, other_leg, landmark FROM reps INDEXED BY reps_by_time
         WHERE counts = 1 AND started_ms >= ?5 AND started_ms < ?6
           AND (?1 IS NULL OR exercise = ?1) AND (?2 IS NULL OR variant = ?2)
           AND (?3 IS NULL OR other_leg = ?3) AND (?4 IS NULL OR landmark = ?4)
         ORDER BY started_ms DESC LIMIT 1",
    )?;
    let spelled = |is: Option<String>| is.filter(|word| word != "none");
    let words = [
        spelled(filter.exercise.map(snake)),
        spelled(filter.variant.map(snake)),
        spelled(filter.other_leg.map(snake)),
        spelled(filter.landmark.map(snake)),
    ];
    let [exercise, variant, other_leg, landmark] = words;
    let (from, to) = (range.from_ms.unwrap_or(i64::MIN), range.to_ms.unwrap_or(i64::MAX));
    let found: Option<[Option<String>; 4]> = select
        .query_row(params![exercise, variant, other_leg, landmark, from, to], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
        })
        .optional()?;
    found.map(|words| level(words.each_ref().map(Option::as_deref))).transpose()
}

fn snake(is: impl serde::Serialize) -> String {
    crate::words::spelled(is).replace('-', "_")
}

/// When the session called `id` began, by its own clock.
pub(super) fn started(conn: &Connection, id: SessionId) -> Result<WallTime, Fault> {
    let mut select = conn.prepare_cached("SELECT started_ms, offset_min FROM sessions WHERE id = ?1")?;
    let found =
        select.query_row([id.0], |row| Ok(WallTime { utc_ms: row.get(0)?, offset_min: row.get(1)? })).optional()?;
    found.ok_or_else(|| Fault::corrupt("a rep without its session"))
}

/// What the session's row says beside its reps.
pub(super) struct About {
    pub(super) started: WallTime,
    pub(super) first_side: Side,
    pub(super) measured: bool,
    /// How still the hold was, tilt, degrees; none without an accepted reference.
    pub(super) hold_deg: Option<f64>,
}

/// Looks up what a picture needs of the session called `id`.
pub(super) fn about(conn: &Connection, id: SessionId) -> Result<About, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT started_ms, offset_min, first_side, measured,
                (SELECT tilt_spread_deg FROM refs WHERE session = ?1 AND deleted = 0 AND fault IS NULL LIMIT 1)
         FROM sessions WHERE id = ?1",
    )?;
    let mut found = select.query([id.0])?;
    let row = found.next()?.ok_or_else(|| Fault::corrupt("a rep without its session"))?;
    Ok(About {
        started: WallTime { utc_ms: row.get(0)?, offset_min: row.get(1)? },
        first_side: parse_word(row.get(2)?, "first_side")?,
        measured: row.get::<_, Option<bool>>(3)?.unwrap_or(false),
        hold_deg: row.get(4)?,
    })
}
