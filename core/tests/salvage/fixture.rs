//! A small history with one of everything, and all that can be asked of it.

use proximal_core::history::{DaysAsk, Env, Reader, Store};
use proximal_core::insight::{Filter, Metric, Range};
use proximal_core::time::WallTime;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(super) const ENV: Env = Env { now: WallTime { utc_ms: 1_764_000_000_000, offset_min: -300 }, entropy: [9; 32] };

/// One of everything, as in `history_files.rs`.
pub(super) const SCHEMA_3: &str = include_str!("../fixtures/history_3.sql");

pub(super) fn env(nr: u8) -> Env {
    Env { now: WallTime { utc_ms: ENV.now.utc_ms + i64::from(nr), ..ENV.now }, entropy: [nr; 32] }
}

/// A small history with one of everything; its pages are as small as SQLite has them, so that it has many.
pub(super) fn small() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("history.db");
    let conn = Connection::open(&file).unwrap();
    conn.execute_batch("PRAGMA page_size = 512").unwrap();
    conn.execute_batch(SCHEMA_3).unwrap();
    drop(conn);
    drop(Store::open(&file, &ENV).unwrap());
    (dir, file)
}

/// Everything a face can ask for, as text; nothing where something is refused.
pub(super) fn all(file: &Path) -> Result<String, String> {
    let reader = Reader::open(file).map_err(|e| e.to_string())?;
    let ask = || {
        let listed = reader.sessions(100)?;
        let sessions: Result<Vec<_>, _> = listed.iter().map(|s| reader.detail(&s.id.to_string())).collect();
        // Signals say for themselves what of them is damaged.
        for s in &listed {
            drop(reader.trace(s.id));
        }
        let things = (reader.notes(None)?, reader.scores()?, reader.raises()?, reader.routines()?, reader.papers()?);
        let (filter, range) = (Filter::default(), Range::default());
        let days = reader.days(&DaysAsk { before: None, days: 100, rollover_h: 4 })?;
        let curves = (reader.trend(Metric::Peak, filter, range)?, reader.gap(filter, range)?, reader.bests(range)?);
        let told = (reader.hold_and_lowers(filter, range)?, reader.felt(range)?, reader.outcomes(range)?);
        // Salvage may write the log in other words.
        reader.ops(0, 10_000)?;
        Ok(format!(
            "{listed:?}{:?}{things:?}{days:?}{curves:?}{told:?}{:?}{:?}{:?}",
            sessions?,
            reader.setting("voice")?,
            reader.last_first_side("leg-lowering")?,
            reader.deleted()?
        ))
    };
    ask().map_err(|e: proximal_core::history::HistoryError| e.to_string())
}

pub(super) fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

pub(super) fn small_in_memory() -> (TempDir, PathBuf) {
    let (dir, file) = small();
    let Ok(memory) = TempDir::new_in("/dev/shm") else { return (dir, file) };
    for name in names(dir.path()) {
        fs::copy(dir.path().join(&name), memory.path().join(&name)).unwrap();
    }
    let file = memory.path().join("history.db");
    (memory, file)
}
