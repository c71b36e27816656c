//! What lies in `FILE.traces`: kept, thinned when asked, and what nobody names (SEAMS, *ids and writes*).
//!
//! In: the two connections of a [`Store`], and the moment. Out: what is there and what was freed. None of it can be undone,
//! so nothing here happens by itself: each is asked for.
//!
//! The rules. A trace is *old* when its session began more than [`OLD_DAYS`] days ago; thinned, it keeps what was shown and
//! every third sample or so (`trace::thin`). A trace is an *orphan* when no session names it, hidden ones included; it may go only when this main
//! file wrote it and it has been known as an orphan for [`ORPHAN_DAYS`] days: a restored backup must find its traces.

use super::env::Env;
use super::error::{Fault, HistoryError};
use super::schema::local;
use super::store::{Store, traces_file};
use super::trace;
use crate::session::SessionId;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use serde::Serialize;
use std::collections::BTreeSet;

/// A session of more days ago may have its trace thinned.
pub const OLD_DAYS: u16 = 365;
/// No younger trace is ever thinned, whatever is asked for.
pub const LEAST_OLD_DAYS: u16 = 30;
/// An orphan is kept for so many days after it was first seen to be one.
pub const ORPHAN_DAYS: u16 = 90;

const MS_PER_DAY: i64 = 86_400_000;

/// All traces together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "TracesKept"))]
pub struct Kept {
    /// How many.
    pub traces: u64,
    /// Their bytes.
    pub bytes: u64,
    /// How many of them are thinned.
    pub thinned: u64,
}

/// A trace that no session names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Orphan {
    /// The session it was written for.
    pub id: SessionId,
    /// Its size.
    pub bytes: u64,
    /// When it was written, ms since 1970, UTC.
    pub written_ms: i64,
    /// When it was first seen that no session names it, ms since 1970, UTC.
    pub unnamed_since_ms: i64,
    /// Whether this main file wrote it.
    pub ours: bool,
    /// Whether it may go now.
    pub may_go: bool,
}

/// What was freed, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Freed {
    /// How many traces it is about.
    pub traces: u64,
    /// Their bytes before.
    pub before_bytes: u64,
    /// Their bytes after.
    pub after_bytes: u64,
    /// Traces left alone because they are damaged: what cannot be read whole is not thrown away.
    pub damaged: u64,
}

/// Whether to do it or only to tell what it would free.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Wish {
    /// Tell.
    Tell,
    /// Do it; it cannot be undone.
    Do,
}

impl Store {
    /// How much the traces take.
    ///
    /// # Errors
    /// What the file says.
    pub fn traces_kept(&self) -> Result<Kept, HistoryError> {
        kept(&self.traces).map_err(|e| e.at(&traces_file(&self.file), "count the traces"))
    }

    /// Thins the traces of sessions that began more than `days` ([`LEAST_OLD_DAYS`] or more) days before `env`, or tells
    /// what that would free; `on` hears how many of how many are done. Each trace is one transaction: a cut leaves each
    /// whole or thinned.
    ///
    /// # Errors
    /// [`Fault::Invalid`] for fewer days, or what the files say.
    pub fn thin(
        &mut self,
        days: u16,
        wish: Wish,
        env: &Env,
        mut on: impl FnMut(u64, u64),
    ) -> Result<Freed, HistoryError> {
        let (main, beside) = (self.file.clone(), traces_file(&self.file));
        let doing = "thin the traces";
        if days < LEAST_OLD_DAYS {
            let least = format!("traces younger than {LEAST_OLD_DAYS} days are never thinned");
            return Err(Fault::Invalid(least).at(&main, doing));
        }
        let before_ms = env.now.utc_ms.saturating_sub(i64::from(days) * MS_PER_DAY);
        let old = named(&self.main, before_ms).map_err(|e| e.at(&main, doing))?;
        let total = old.len() as u64;
        let mut freed = Freed::default();
        for (done, id) in (1..).zip(old) {
            thin_one(&mut self.traces, id, wish, env, &mut freed).map_err(|e| e.at(&beside, doing))?;
            on(done, total);
        }
        if wish == Wish::Do && freed.traces > 0 {
            self.give_back();
        }
        Ok(freed)
    }

    /// The traces that no session names, oldest first. What is seen to be one for the first time is marked with `env`.
    ///
    /// # Errors
    /// What the files say.
    pub fn orphans(&mut self, env: &Env) -> Result<Vec<Orphan>, HistoryError> {
        let doing = "look for traces that no session names";
        let store = local(&self.main, "store").and_then(|store| Ok((store, named(&self.main, i64::MAX)?)));
        let (store, named) = store.map_err(|e| e.at(&self.file, doing))?;
        let named: BTreeSet<_> = named.into_iter().collect();
        orphans(&mut self.traces, store, &named, env).map_err(|e| e.at(&traces_file(&self.file), doing))
    }

    /// Deletes the orphans that may go.
    ///
    /// # Errors
    /// What the files say; none is deleted then.
    pub fn drop_orphans(&mut self, env: &Env) -> Result<Freed, HistoryError> {
        let going: Vec<Orphan> = self.orphans(env)?.into_iter().filter(|orphan| orphan.may_go).collect();
        let mut whole = || -> Result<Freed, Fault> {
            let mut freed = Freed::default();
            let tx = self.traces.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for orphan in &going {
                tx.execute("DELETE FROM traces WHERE id = ?1", [orphan.id.0])?;
                freed.traces += 1;
                freed.before_bytes += orphan.bytes;
            }
            tx.commit()?;
            Ok(freed)
        };
        let freed = whole().map_err(|e| e.at(&traces_file(&self.file), "delete traces that no session names"))?;
        if freed.traces > 0 {
            self.give_back();
        }
        Ok(freed)
    }

    /// Gives what was freed back to the disk. Where that fails (no room for the copy, a reader), SQLite uses it anew.
    fn give_back(&self) {
        if let Err(e) = self.traces.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);") {
            log::info!("the traces keep their freed pages: {}", Fault::from(e));
        }
    }
}

fn kept(traces: &Connection) -> Result<Kept, Fault> {
    let mut count =
        traces.prepare_cached("SELECT count(*), coalesce(sum(length(bytes)), 0), count(thinned_ms) FROM traces")?;
    let number = |row: &rusqlite::Row<'_>, at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
    Ok(count
        .query_row([], |row| Ok(Kept { traces: number(row, 0)?, bytes: number(row, 1)?, thinned: number(row, 2)? }))?)
}

/// The traces that sessions begun before `before_ms` name, hidden ones included, oldest first.
fn named(main: &Connection, before_ms: i64) -> Result<Vec<[u8; 16]>, Fault> {
    let mut select = main.prepare_cached(
        "SELECT trace FROM sessions WHERE trace IS NOT NULL AND started_ms < ?1 ORDER BY started_ms, id",
    )?;
    let found = select.query_map([before_ms], |row| row.get(0))?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn thin_one(traces: &mut Connection, id: [u8; 16], wish: Wish, env: &Env, freed: &mut Freed) -> Result<(), Fault> {
    let tx = traces.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let bytes: Option<Vec<u8>> = tx
        .prepare_cached("SELECT bytes FROM traces WHERE id = ?1 AND thinned_ms IS NULL")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(bytes) = bytes else { return Ok(()) };
    let whole = trace::decode(&bytes).ok().filter(|decoded| decoded.damage.is_empty());
    let Some(whole) = whole else {
        freed.damaged += 1;
        return Ok(());
    };
    let thinned = trace::encode(&trace::thin(&whole.trace)).map_err(Fault::invalid)?;
    freed.traces += 1;
    freed.before_bytes += bytes.len() as u64;
    freed.after_bytes += thinned.len() as u64;
    if wish == Wish::Do {
        tx.execute(
            "UPDATE traces SET bytes = ?2, thinned_ms = ?3 WHERE id = ?1",
            params![id, thinned, env.now.utc_ms],
        )?;
        tx.commit()?;
    }
    Ok(())
}

fn orphans(
    traces: &mut Connection,
    ours: [u8; 16],
    named: &BTreeSet<[u8; 16]>,
    env: &Env,
) -> Result<Vec<Orphan>, Fault> {
    let now_ms = env.now.utc_ms;
    let tx = traces.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut all = Vec::new();
    {
        let mut select = tx.prepare_cached(
            "SELECT id, length(bytes), written_ms, store, unnamed_since_ms FROM traces ORDER BY written_ms, id",
        )?;
        let mut found = select.query([])?;
        let mut mark = tx.prepare_cached("UPDATE traces SET unnamed_since_ms = ?2 WHERE id = ?1")?;
        while let Some(row) = found.next()? {
            let id: [u8; 16] = row.get(0)?;
            let since: Option<i64> = row.get(4)?;
            if named.contains(&id) {
                if since.is_some() {
                    mark.execute(params![id, None::<i64>])?;
                }
                continue;
            }
            if since.is_none() {
                mark.execute(params![id, now_ms])?;
            }
            let unnamed_since_ms = since.unwrap_or(now_ms);
            let is_ours = row.get::<_, Option<[u8; 16]>>(3)? == Some(ours);
            let waited = now_ms.saturating_sub(unnamed_since_ms) > i64::from(ORPHAN_DAYS) * MS_PER_DAY;
            all.push(Orphan {
                id: SessionId(id),
                bytes: row.get::<_, i64>(1)?.unsigned_abs(),
                written_ms: row.get(2)?,
                unnamed_since_ms,
                ours: is_ours,
                may_go: is_ours && waited,
            });
        }
    }
    tx.commit()?;
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Reader;
    use crate::history::fixtures::{env, record, trace};
    use tempfile::TempDir;

    fn days_later(days: i64) -> Env {
        let mut later = env(1);
        later.now.utc_ms += days * MS_PER_DAY;
        later
    }

    fn fresh() -> (TempDir, std::path::PathBuf, Store) {
        let dir = TempDir::new().unwrap();
        let file = dir.path().join("history.db");
        let store = Store::open(&file, &env(0)).unwrap();
        (dir, file, store)
    }

    #[test]
    fn old_traces_are_thinned_once_when_asked_and_young_ones_never() {
        let (_dir, file, mut store) = fresh();
        let (old, young) = (record(&env(1)), record(&days_later(300)));
        for (session, at) in [(&old, env(1)), (&young, days_later(300))] {
            store.save(session, &trace(6_000, true), &at).unwrap();
        }
        let reader = Reader::open(&file).unwrap();
        let (whole, now) = (store.traces_kept().unwrap(), days_later(366));
        let told = store.thin(OLD_DAYS, Wish::Tell, &now, |_, _| {}).unwrap();
        assert_eq!((told.traces, store.traces_kept().unwrap()), (1, whole), "telling changes nothing");
        let mut heard = Vec::new();
        let freed = store.thin(OLD_DAYS, Wish::Do, &now, |done, of| heard.push((done, of))).unwrap();
        assert_eq!((freed, heard), (told, vec![(1, 1)]));
        assert!(freed.after_bytes * 2 < freed.before_bytes, "{freed:?}");
        assert_eq!(store.traces_kept().unwrap().bytes, whole.bytes - freed.before_bytes + freed.after_bytes);
        let samples = |id| reader.trace(id).unwrap().unwrap().trace.samples.len();
        assert!((2_000..2_010).contains(&samples(old.id)) && samples(young.id) == 6_000);
        assert_eq!(reader.trace(old.id).unwrap().unwrap().trace.track.len(), 1_200);
        assert_eq!(store.thin(OLD_DAYS, Wish::Do, &now, |_, _| {}).unwrap(), Freed::default(), "only once");
        assert!(store.thin(LEAST_OLD_DAYS - 1, Wish::Do, &now, |_, _| {}).is_err());
    }

    #[test]
    fn a_damaged_trace_is_not_thinned_and_told() {
        let (_dir, _, mut store) = fresh();
        store.save(&record(&env(1)), &trace(3_000, true), &env(1)).unwrap();
        let mut bytes: Vec<u8> = store.traces.query_row("SELECT bytes FROM traces", [], |row| row.get(0)).unwrap();
        bytes[2_000] ^= 1;
        store.traces.execute("UPDATE traces SET bytes = ?1", [&bytes]).unwrap();
        let freed = store.thin(OLD_DAYS, Wish::Do, &days_later(400), |_, _| {}).unwrap();
        assert_eq!(freed, Freed { damaged: 1, ..Freed::default() });
        let now: Vec<u8> = store.traces.query_row("SELECT bytes FROM traces", [], |row| row.get(0)).unwrap();
        assert_eq!(now, bytes);
    }

    #[test]
    fn an_orphan_goes_only_after_ninety_days_and_only_when_this_history_wrote_it() {
        let (_dir, _, mut store) = fresh();
        for nr in [1, 2, 3] {
            store.save(&record(&env(nr)), &trace(50, true), &env(nr)).unwrap();
        }
        // In the bin it is still named.
        store.delete(record(&env(3)).id, &env(4)).unwrap();
        assert!(store.orphans(&env(5)).unwrap().is_empty());
        // As after an older copy of the main file was restored; one trace came with another main file.
        store
            .main
            .execute("DELETE FROM sessions WHERE id IN (?1, ?2)", [record(&env(1)).id.0, record(&env(2)).id.0])
            .unwrap();
        store.traces.execute("UPDATE traces SET store = ?2 WHERE id = ?1", [record(&env(2)).id.0, [7; 16]]).unwrap();
        let listed = store.orphans(&days_later(200)).unwrap();
        assert_eq!(listed.iter().map(|o| (o.ours, o.may_go)).collect::<Vec<_>>(), [(true, false), (false, false)]);
        assert_eq!(store.drop_orphans(&days_later(290)).unwrap(), Freed::default(), "ninety days are not over");
        let freed = store.drop_orphans(&days_later(291)).unwrap();
        assert_eq!((freed.traces, freed.after_bytes), (1, 0));
        assert_eq!(store.traces_kept().unwrap().traces, 2);
        assert_eq!(store.orphans(&days_later(900)).unwrap().iter().filter(|o| o.may_go).count(), 0);
    }

    #[test]
    fn a_trace_that_is_named_again_waits_anew() {
        let (_dir, _, mut store) = fresh();
        store.save(&record(&env(1)), &trace(50, true), &env(1)).unwrap();
        let id = record(&env(1)).id.0;
        store.main.execute("UPDATE sessions SET trace = NULL", []).unwrap();
        assert_eq!(store.orphans(&days_later(1)).unwrap().len(), 1);
        store.main.execute("UPDATE sessions SET trace = ?1", [id]).unwrap();
        assert!(store.orphans(&days_later(95)).unwrap().is_empty());
        store.main.execute("UPDATE sessions SET trace = NULL", []).unwrap();
        assert!(!store.orphans(&days_later(96)).unwrap()[0].may_go);
    }
}
