//! Sessions: written whole, read whole, listed in short.
//!
//! In: a [`SessionRecord`]. Out: the same record again, or [`SessionSummary`] for a list.

use super::author::Author;
use super::entity::{REFERENCE, REP, SESSION};
use super::error::Fault;
use super::rows::{self, blob, from_json, from_word, json, or_null, parse_word, word, word_or_null};
use super::{corrections, items};
use crate::motion::Verdict;
use crate::session::{Ending, SessionId, SessionRecord, Source};
use crate::time::{MonoTime, WallTime};
use crate::timeline::Side;
use ciborium::Value;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use serde::Serialize;
use std::collections::BTreeSet;

/// How many reps got which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "VerdictCounts"))]
pub struct Counts {
    /// The pelvis stayed in the band.
    pub steady: u32,
    /// It left the first bound.
    pub drifting: u32,
    /// It left the second.
    pub lost: u32,
    /// It could not be told.
    pub unclear: u32,
}

/// One line of the list of sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SessionSummary {
    /// Its name.
    pub id: SessionId,
    /// When it began.
    pub started: WallTime,
    /// Name of its routine.
    pub routine: String,
    /// How it ended.
    pub ending: Ending,
    /// Where the samples came from.
    pub source: Source,
    /// Verdicts of the left leg.
    pub left: Counts,
    /// Verdicts of the right leg.
    pub right: Counts,
    /// Verdicts of reps without a side.
    pub both: Counts,
}

impl SessionSummary {
    fn add(&mut self, side: Side, verdict: Verdict, reps: u32) {
        let counts = match side {
            Side::Left => &mut self.left,
            Side::Right => &mut self.right,
            Side::Both => &mut self.both,
        };
        match verdict {
            Verdict::Steady => counts.steady = reps,
            Verdict::Drifting => counts.drifting = reps,
            Verdict::Lost => counts.lost = reps,
            Verdict::Unclear => counts.unclear = reps,
        }
    }
}

/// Refuses a record that could not be read back as it is.
pub(super) fn check(record: &SessionRecord) -> Result<(), Fault> {
    let distinct: BTreeSet<_> = record.reps.iter().map(|rep| rows::rep_id(record.id, rep)).collect();
    if distinct.len() < record.reps.len() {
        return Err(Fault::invalid("two records of one attempt of a rep"));
    }
    Ok(())
}

/// Whether two records say the same of what was performed; answers may differ.
pub(super) fn same_but_answers(a: &SessionRecord, b: &SessionRecord) -> bool {
    let performed = |record: &SessionRecord| {
        let bare = SessionRecord { felt: None, pain_after: None, ..record.clone() };
        // In JSON what is not a number equals itself; as a float it does not.
        serde_json::to_string(&bare).ok()
    };
    performed(a).is_some_and(|json| performed(b) == Some(json))
}

/// Writes `record`; `trace` names its signals where it has any.
pub(super) fn write(
    tx: &Transaction<'_>,
    record: &SessionRecord,
    trace: Option<[u8; 16]>,
    utc_ms: i64,
) -> Result<(), Fault> {
    let mut author = Author::new(tx, utc_ms)?;
    let lowered = record.routine.blocks.iter().find(|block| block.exercise.is_judged());
    let [source, source_name] = rows::source_columns(&record.source);
    let mut columns = vec![
        ("started_ms", Value::from(record.started.utc_ms)),
        ("offset_min", Value::from(record.started.offset_min)),
        ("started_at_ns", Value::from(record.started_at.0)),
        ("routine", Value::from(record.routine.name.as_str())),
        ("routine_json", json(&record.routine)?),
        ("first_side", word(&record.first_side)?),
        ("ending", word(&record.ending)?),
        ("source", source),
        ("source_name", source_name),
        ("variant", word_or_null(lowered.and_then(|b| b.variant.as_ref()))?),
        ("other_leg", word_or_null(lowered.and_then(|b| b.other_leg.as_ref()))?),
        ("performed", rows::pack(&record.performed)?),
        ("events_json", json(&record.events)?),
        ("trace", trace.map_or(Value::Null, blob)),
        ("landmark", word_or_null(lowered.and_then(|b| b.landmark.as_ref()))?),
        ("pain_before", or_null(record.pain_before.map(u8::from))),
        ("pain_after", or_null(record.pain_after.map(u8::from))),
    ];
    columns.extend(corrections::felt_columns(record.felt.as_ref())?);
    author.insert(&SESSION, &record.id.0, columns)?;
    if let Some(reference) = &record.reference {
        author.insert(&REFERENCE, &record.id.0, rows::reference_columns(record.id, reference)?)?;
    }
    for (nth, rep) in record.reps.iter().enumerate() {
        author.insert(&REP, &rows::rep_id(record.id, rep), rows::rep_columns(record.id, nth, rep)?)?;
    }
    Ok(())
}

/// The session called `id`, hidden or not.
pub(super) fn by_id(conn: &Connection, id: SessionId) -> Result<Option<SessionRecord>, Fault> {
    let mut session = conn.prepare_cached("SELECT * FROM sessions WHERE id = ?1")?;
    let mut found = session.query([id.0])?;
    let Some(row) = found.next()? else { return Ok(None) };
    Ok(Some(SessionRecord {
        id,
        started: started(row)?,
        started_at: MonoTime(row.get("started_at_ns")?),
        routine: from_json(row, "routine_json")?,
        first_side: from_word(row, "first_side")?,
        ending: from_word(row, "ending")?,
        source: rows::source(row)?,
        performed: rows::unpack(row)?,
        reference: reference(conn, id)?,
        reps: reps(conn, id)?,
        events: from_json(row, "events_json")?,
        pain_before: row.get("pain_before")?,
        felt: corrections::felt(row)?,
        pain_after: row.get("pain_after")?,
    }))
}

fn reference(conn: &Connection, id: SessionId) -> Result<Option<crate::motion::ReferenceRecord>, Fault> {
    let mut select = conn.prepare_cached("SELECT * FROM refs WHERE session = ?1 AND deleted = 0")?;
    let mut found = select.query([id.0])?;
    found.next()?.map(rows::reference).transpose()
}

fn reps(conn: &Connection, id: SessionId) -> Result<Vec<crate::motion::RepRecord>, Fault> {
    let mut select =
        conn.prepare_cached("SELECT * FROM reps WHERE id >= ?1 AND id < ?2 AND deleted = 0 ORDER BY nth")?;
    let mut found = select.query(rows::beginning_with(&id.0))?;
    let mut reps = Vec::new();
    while let Some(row) = found.next()? {
        reps.push(rows::rep(row)?);
    }
    Ok(reps)
}

/// The one session that is not hidden and whose id is or begins with `text`, hyphens or not.
pub(super) fn resolve(conn: &Connection, text: &str) -> Result<SessionId, Fault> {
    let none = || Fault::NoSuchSession(text.to_owned());
    let (first, last) = items::bounds(text).ok_or_else(none)?;
    let mut select =
        conn.prepare_cached("SELECT id FROM sessions WHERE id BETWEEN ?1 AND ?2 AND deleted = 0 LIMIT 2")?;
    let mut found = select.query(params![first, last])?;
    let id = found.next()?.ok_or_else(none)?.get(0)?;
    if found.next()?.is_some() {
        return Err(Fault::Ambiguous(text.to_owned()));
    }
    Ok(SessionId(id))
}

/// The session that began last and is not hidden.
pub(super) fn newest(conn: &Connection) -> Result<Option<SessionId>, Fault> {
    let mut select =
        conn.prepare_cached("SELECT id FROM sessions WHERE deleted = 0 ORDER BY started_ms DESC, id DESC LIMIT 1")?;
    Ok(select.query_row([], |row| row.get(0)).optional()?.map(SessionId))
}

/// The side that began when the routine called `routine` was last done.
pub(super) fn last_first_side(conn: &Connection, routine: &str) -> Result<Option<Side>, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT first_side FROM sessions WHERE routine = ?1 AND deleted = 0 ORDER BY started_ms DESC, id DESC LIMIT 1",
    )?;
    let found: Option<String> = select.query_row([routine], |row| row.get(0)).optional()?;
    found.map(|side| parse_word(side, "first_side")).transpose()
}

/// The blob that the session called `id` names; none when it has no signals or is not there.
pub(super) fn trace_of(conn: &Connection, id: SessionId) -> Result<Option<[u8; 16]>, Fault> {
    let mut select = conn.prepare_cached("SELECT trace FROM sessions WHERE id = ?1")?;
    Ok(select.query_row([id.0], |row| row.get(0)).optional()?.flatten())
}

/// At most `limit` sessions, newest first.
pub(super) fn list(conn: &Connection, limit: u32) -> Result<Vec<SessionSummary>, Fault> {
    let mut list = Vec::new();
    if limit == 0 {
        return Ok(list);
    }
    each(conn, i64::MAX, |id, _| {
        list.push(summary(conn, id)?);
        Ok(list.len() < usize::try_from(limit).unwrap_or(usize::MAX))
    })?;
    Ok(list)
}

/// Hands every shown session that began before `before_ms` to `go_on`, newest first, until it says no.
pub(super) fn each(
    conn: &Connection,
    before_ms: i64,
    mut go_on: impl FnMut(SessionId, WallTime) -> Result<bool, Fault>,
) -> Result<(), Fault> {
    let mut select = conn.prepare_cached(
        "SELECT id, started_ms, offset_min FROM sessions WHERE deleted = 0 AND started_ms < ?1
         ORDER BY started_ms DESC, id DESC",
    )?;
    let mut found = select.query([before_ms])?;
    while let Some(row) = found.next()? {
        if !go_on(SessionId(row.get("id")?), started(row)?)? {
            break;
        }
    }
    Ok(())
}

/// The session called `id` as a line of a list.
pub(super) fn summary(conn: &Connection, id: SessionId) -> Result<SessionSummary, Fault> {
    let mut select = conn.prepare_cached(
        "SELECT started_ms, offset_min, routine, ending, source, source_name FROM sessions WHERE id = ?1",
    )?;
    let mut found = select.query([id.0])?;
    let row = found.next()?.ok_or_else(|| Fault::NoSuchSession(id.to_string()))?;
    let mut summary = SessionSummary {
        id,
        started: started(row)?,
        routine: row.get("routine")?,
        ending: from_word(row, "ending")?,
        source: rows::source(row)?,
        left: Counts::default(),
        right: Counts::default(),
        both: Counts::default(),
    };
    count(conn, &mut summary)?;
    Ok(summary)
}

/// Counts the verdicts of the reps that count.
fn count(conn: &Connection, summary: &mut SessionSummary) -> Result<(), Fault> {
    let mut select = conn.prepare_cached(
        "SELECT side, verdict, count(*) AS reps FROM reps WHERE id >= ?1 AND id < ?2 AND counts = 1
         GROUP BY side, verdict",
    )?;
    let mut found = select.query(rows::beginning_with(&summary.id.0))?;
    while let Some(row) = found.next()? {
        summary.add(from_word(row, "side")?, from_word(row, "verdict")?, row.get("reps")?);
    }
    Ok(())
}

fn started(row: &Row<'_>) -> Result<WallTime, Fault> {
    Ok(WallTime { utc_ms: row.get("started_ms")?, offset_min: row.get("offset_min")? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixtures::{env, record, trace};
    use crate::history::{Fault, Reader, Store};
    use crate::session::{Answers, Trace};
    use crate::timeline::Performed;
    use tempfile::TempDir;

    fn fresh() -> (TempDir, Store, Reader) {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("history.db");
        let store = Store::open(&file, &env(0)).unwrap();
        let reader = Reader::open(&file).unwrap();
        (dir, store, reader)
    }

    #[test]
    fn a_session_comes_back_equal_to_the_bit() {
        let (_dir, mut store, reader) = fresh();
        let full = record(&env(1));
        let bare = SessionRecord {
            source: Source::Recording("walk in the park.csv.gz".to_owned()),
            performed: Performed::default(),
            reference: None,
            reps: vec![],
            events: vec![],
            pain_before: None,
            felt: None,
            pain_after: None,
            ending: Ending::Interrupted,
            first_side: Side::Both,
            ..record(&env(2))
        };
        let unmeasured = SessionRecord { source: Source::Phone, ..record(&env(3)) };
        for session in [full, bare, unmeasured] {
            store.save(&session, &trace(200, true), &env(4)).unwrap();
            assert_eq!(reader.session(&session.id.to_string()).unwrap(), session);
        }
    }

    #[test]
    fn floats_that_no_short_decimal_names_survive_columns_and_routine() {
        let (_dir, mut store, reader) = fresh();
        for nr in 1..40 {
            let mut session = record(&env(nr));
            let odd = 3.0 + 1.0 / f64::from(nr) + f64::EPSILON * f64::from(nr);
            session.routine.tempo.exhale_s = odd;
            session.reps[0].tilt.peak_deg.value = odd;
            session.reps[0].roll.wiggle_deg = f64::MIN_POSITIVE / 3.0;
            store.save(&session, &Trace::default(), &env(nr)).unwrap();
            assert_eq!(reader.session(&session.id.to_string()).unwrap(), session);
        }
    }

    #[test]
    fn a_number_that_is_none_comes_back_as_none() {
        let (_dir, mut store, reader) = fresh();
        let mut session = record(&env(1));
        session.reps[0].tilt.wiggle_deg = f64::NAN;
        store.save(&session, &Trace::default(), &env(1)).unwrap();
        assert!(reader.newest().unwrap().unwrap().reps[0].tilt.wiggle_deg.is_nan());
    }

    #[test]
    fn saving_again_changes_nothing_and_another_record_under_the_id_is_refused() {
        let (_dir, mut store, reader) = fresh();
        let session = record(&env(1));
        store.save(&session, &trace(10, true), &env(1)).unwrap();
        store.save(&session, &trace(10, true), &env(2)).unwrap();
        assert_eq!(reader.ops(0, 100).unwrap().unwrap().1.len(), 6);
        let other = SessionRecord { ending: Ending::Pain, ..session };
        assert!(matches!(store.save(&other, &Trace::default(), &env(3)).unwrap_err().fault, Fault::AlreadySaved(_)));
        assert_eq!(reader.newest().unwrap().unwrap().ending, Ending::Stopped);
    }

    #[test]
    fn answers_that_come_after_the_session_was_saved_are_added_and_override_none() {
        let (dir, mut store, reader) = fresh();
        let told = record(&env(1));
        let unasked = SessionRecord { felt: None, pain_after: None, ..told.clone() };
        store.save(&unasked, &Trace::default(), &env(1)).unwrap();
        let ops = |reader: &Reader| reader.ops(0, 100).unwrap().unwrap().1.len();
        let before = ops(&reader);
        let later = Answers { felt: None, pain_after: Some(true) };
        store.answer(told.id, later, &env(2)).unwrap();
        assert_eq!(ops(&reader), before + 1, "one field, one op");
        // A journal that is recovered after that brings the session again, with all that was answered.
        let recovered = SessionRecord { pain_after: Some(false), ..told.clone() };
        store.save(&recovered, &Trace::default(), &env(3)).unwrap();
        assert_eq!(reader.newest().unwrap().unwrap(), told);
        let unknown = crate::session::SessionId([9; 16]);
        assert!(matches!(store.answer(unknown, later, &env(4)).unwrap_err().fault, Fault::NoSuchSession(_)));
        let reps = "SELECT count(*) FROM reps WHERE to_depth = 1 AND landmark = 'box'";
        let conn = Connection::open(dir.path().join("history.db")).unwrap();
        assert_eq!(conn.query_row(reps, [], |row| row.get::<_, i64>(0)).unwrap(), 4, "its depth is confirmed now");
    }

    #[test]
    fn two_records_of_one_attempt_are_refused_whole() {
        let (_dir, mut store, reader) = fresh();
        let mut session = record(&env(1));
        session.reps.push(session.reps[0].clone());
        assert!(matches!(store.save(&session, &Trace::default(), &env(1)).unwrap_err().fault, Fault::Invalid(_)));
        assert!(reader.sessions(9).unwrap().is_empty());
    }

    #[test]
    fn the_list_is_newest_first_with_verdicts_by_side() {
        let (_dir, mut store, reader) = fresh();
        for nr in [2, 1, 3] {
            store.save(&record(&env(nr)), &Trace::default(), &env(nr)).unwrap();
        }
        let list = reader.sessions(2).unwrap();
        assert_eq!(list.iter().map(|s| s.id).collect::<Vec<_>>(), [3, 2].map(|nr| record(&env(nr)).id));
        assert_eq!(list[0].left, Counts { steady: 1, drifting: 1, ..Counts::default() });
        assert_eq!(list[0].right, Counts { lost: 1, unclear: 1, ..Counts::default() });
        assert_eq!((list[0].both, list[0].routine.as_str()), (Counts::default(), "leg-lowering"));
    }

    #[test]
    fn a_session_is_found_by_any_beginning_that_no_other_shares() {
        let (_dir, mut store, reader) = fresh();
        let ids = [1, 200].map(|nr| {
            store.save(&record(&env(nr)), &Trace::default(), &env(nr)).unwrap();
            record(&env(nr)).id
        });
        for id in ids {
            let (hyphens, upper) = (id.to_string()[..16].to_owned(), id.to_string().replace('-', "").to_uppercase());
            assert_eq!(reader.session(&hyphens).unwrap().id, id);
            assert_eq!(reader.session(&upper[..15]).unwrap().id, id);
        }
        assert!(matches!(reader.session("019a").unwrap_err().fault, Fault::Ambiguous(_)));
    }

    #[test]
    fn a_deleted_session_is_hidden_everywhere_and_comes_back_whole() {
        let (_dir, mut store, reader) = fresh();
        let (kept, gone) = (record(&env(1)), record(&env(2)));
        for session in [&kept, &gone] {
            store.save(session, &trace(10, true), &env(3)).unwrap();
        }
        store.delete(gone.id, &env(4)).unwrap();
        assert_eq!(reader.sessions(9).unwrap().len(), 1);
        assert_eq!(reader.newest().unwrap().unwrap().id, kept.id);
        assert!(matches!(reader.session(&gone.id.to_string()).unwrap_err().fault, Fault::NoSuchSession(_)));
        store.undelete(gone.id, &env(5)).unwrap();
        assert_eq!(reader.newest().unwrap().unwrap(), gone);
        assert!(reader.trace(gone.id).unwrap().is_some());
    }

    #[test]
    fn the_last_first_side_is_that_of_the_same_routine() {
        let (_dir, mut store, reader) = fresh();
        assert_eq!(reader.last_first_side("leg-lowering").unwrap(), None);
        let mut other = record(&env(9));
        (other.routine.name, other.first_side) = ("heel-slide".to_owned(), Side::Right);
        for session in [record(&env(1)), other] {
            store.save(&session, &Trace::default(), &env(9)).unwrap();
        }
        assert_eq!(reader.last_first_side("leg-lowering").unwrap(), Some(Side::Left));
        assert_eq!(reader.last_first_side("heel-slide").unwrap(), Some(Side::Right));
    }

    #[test]
    fn a_session_without_signals_names_none_and_damaged_signals_are_told() {
        let (dir, mut store, reader) = fresh();
        let (silent, loud) = (record(&env(1)), record(&env(2)));
        store.save(&silent, &Trace::default(), &env(1)).unwrap();
        store.save(&loud, &trace(500, true), &env(2)).unwrap();
        assert!(reader.trace(silent.id).unwrap().is_none());
        assert_eq!(reader.trace(loud.id).unwrap().unwrap().trace.samples.len(), 500);
        let traces = Connection::open(dir.path().join("history.db.traces")).unwrap();
        traces.execute_batch("UPDATE traces SET bytes = substr(bytes, 1, 400)").unwrap();
        let cut = reader.trace(loud.id).unwrap().unwrap();
        assert_eq!((cut.damage[0].offset, cut.lost, cut.trace), (17, 600, Trace::default()));
        traces.execute_batch("UPDATE traces SET bytes = substr(bytes, 1, 9)").unwrap();
        let error = reader.trace(loud.id).unwrap_err();
        assert!(matches!(error.fault, Fault::Corrupt(_)) && error.to_string().contains("trace, byte"), "{error}");
    }
}
