//! What history does with files as they come: its own, older and newer ones, damaged ones, and other people's.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::float_cmp,
    reason = "a test that cannot go on stops; exact values are meant"
)]

use proximal_core::history::{Carry, Counts, Env, Fault, Lift, Reader, ScoredBy, Store, traces_file};
use proximal_core::motion::{Estimate, Laid, Lies};
use proximal_core::routine::Landmark;
use proximal_core::session::SessionId;
use proximal_core::time::WallTime;
use rusqlite::Connection;
use rusqlite::types::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ENV: Env = Env { now: WallTime { utc_ms: 1_764_000_000_000, offset_min: -300 }, entropy: [9; 32] };

/// A history of schema 1 with one session, as version 0.1 wrote it. Never regenerate: it stands for files on phones.
const SCHEMA_1: &str = include_str!("fixtures/history_1.sql");

/// A history of schema 2 with one session. Never regenerate either.
const SCHEMA_2: &str = include_str!("fixtures/history_2.sql");

/// A history of schema 3 with one of everything. Nor this one.
const SCHEMA_3: &str = include_str!("fixtures/history_3.sql");

fn folder() -> (TempDir, PathBuf) {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("history.db");
    (dir, file)
}

/// Traces of schema 1, of the session in both. Never regenerate either.
const TRACES_1: &str = include_str!("fixtures/traces_1.sql");

/// Every file of the folder with its bytes.
fn all_bytes(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(dir).unwrap().map(Result::unwrap);
    files.map(|f| (f.file_name().to_string_lossy().into_owned(), std::fs::read(f.path()).unwrap())).collect()
}

/// The fault with which `file` is refused; whatever lies in its folder must stay as it is.
fn refused(dir: &TempDir, file: &Path) -> Fault {
    let before = all_bytes(dir.path());
    let error = Store::open(file, &ENV).unwrap_err();
    let line = error.to_string();
    assert!(line.contains(&file.display().to_string()) && !line.contains('\n'), "{line}");
    assert!(all_bytes(dir.path()) == before, "the folder changed");
    error.fault
}

#[test]
fn a_file_of_schema_1_opens_and_says_what_it_said() {
    let (_dir, file) = folder();
    Connection::open(&file).unwrap().execute_batch(SCHEMA_1).unwrap();
    let mut store = Store::open(&file, &ENV).unwrap();
    let reader = Reader::open(&file).unwrap();
    let session = reader.session("019ab698-d260").unwrap();
    assert_eq!(session.started, WallTime { utc_ms: 1_764_000_060_000, offset_min: 60 });
    assert_eq!(session.routine.tempo.exhale_s, 5.123_456_789_012_345);
    assert_eq!(session.performed.phases().len(), 2);
    let reference = session.reference.unwrap();
    assert_eq!(reference.depth_deg, 2.0 / 3.0);
    assert_eq!((reference.laid, reference.lies, reference.askew_deg), (Laid::Upright, Lies::Unknown, None));
    let peaks: Vec<f64> = session.reps.iter().map(|rep| rep.tilt.peak_deg.value).collect();
    assert_eq!(peaks, [0.0, 1.0, 2.0, 3.0].map(|nth: f64| (nth + 0.1 + 0.2) * 1.1));
    assert!(reader.trace(session.id).unwrap().is_none(), "its signals stayed on the other phone");
    let listed = reader.sessions(10).unwrap();
    assert_eq!((listed.len(), listed[0].left.steady, listed[0].right.lost), (1, 1, 1));
    assert_eq!(reader.notes(Some(session.id)).unwrap()[0].text, "hip pinched at the end");
    assert_eq!(reader.setting("voice").unwrap().as_deref(), Some("off"));
    store.set_setting("voice", "low", &ENV).unwrap();
    assert_eq!(reader.setting("voice").unwrap().as_deref(), Some("low"));
}

#[test]
fn a_file_of_schema_2_opens_and_says_how_the_phone_lay() {
    let (_dir, file) = folder();
    Connection::open(&file).unwrap().execute_batch(SCHEMA_2).unwrap();
    drop(Store::open(&file, &ENV).unwrap());
    let reference = Reader::open(&file).unwrap().session("019ab698-d260").unwrap().reference.unwrap();
    assert_eq!((reference.laid, reference.lies), (Laid::CrosswiseLeft, Lies::WrongWayRound));
    assert_eq!(reference.askew_deg, Some(Estimate { value: -92.5, ci95: [-107.5, -77.5] }));
}

#[test]
fn traces_of_schema_1_open_and_say_what_they_said() {
    let (_dir, file) = folder();
    Connection::open(&file).unwrap().execute_batch(SCHEMA_2).unwrap();
    let without_name = "UPDATE sessions SET trace = id";
    Connection::open(&file).unwrap().execute_batch(without_name).unwrap();
    Connection::open(traces_file(&file)).unwrap().execute_batch(TRACES_1).unwrap();
    let mut store = Store::open(&file, &ENV).unwrap();
    let reader = Reader::open(&file).unwrap();
    let session = reader.session("019ab698-d260").unwrap();
    let signals = reader.trace(session.id).unwrap().unwrap();
    assert_eq!((signals.trace.samples.len(), signals.trace.track.len()), (60, 12));
    assert!(signals.damage.is_empty() && signals.trace.samples.iter().all(|s| s.gyr.is_some()));
    assert_eq!((signals.trace.samples[59].at.s(), signals.trace.samples[59].acc[2]), (0.589_99, 9.79));
    assert_eq!(store.traces_kept().unwrap().traces, 1);
    assert!(store.orphans(&ENV).unwrap().is_empty());
}

#[test]
fn a_file_of_schema_3_opens_and_says_what_was_felt_and_corrected() {
    let (_dir, file) = folder();
    Connection::open(&file).unwrap().execute_batch(SCHEMA_3).unwrap();
    drop(Store::open(&file, &ENV).unwrap());
    let reader = Reader::open(&file).unwrap();
    let session = reader.session("019ab698-d260").unwrap();
    assert_eq!((session.pain_before, session.pain_after), (Some(false), Some(true)));
    assert_eq!(session.felt.unwrap().steady_reps, Some(3));
    let corrected = reader.corrections(session.id).unwrap();
    assert_eq!((corrected.landmark, corrected.excluded), (Some(Landmark::Shin), vec![session.reps[0].key]));
    assert_eq!(reader.sessions(9).unwrap()[0].left, Counts { drifting: 1, ..Counts::default() });
    let notes = reader.notes(None).unwrap();
    assert_eq!(notes.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["steady at the bottom", "hip pinched"]);
    assert_eq!((notes[0].lift, notes[0].carry), (Some(Lift::Squat), Some(Carry::Better)));
    let score = reader.scores().unwrap()[0];
    assert_eq!((score.score, score.by, score.session), (2, ScoredBy::Trainer, Some(session.id)));
    assert_eq!(reader.raises().unwrap()[0].tries.len(), 2);
    assert_eq!(reader.routines().unwrap()[0].routine.tempo.exhale_s, 6.0);
    assert_eq!(reader.papers().unwrap()[0].sender.as_deref(), Some("Kim"));
    assert_eq!(reader.deleted().unwrap().len(), 1);
}

/// Every table but the log, row by row, columns by name.
fn tables(file: &Path) -> BTreeMap<String, Vec<BTreeMap<String, Value>>> {
    let conn = Connection::open(file).unwrap();
    let of = |sql: &str| {
        let mut select = conn.prepare(sql).unwrap();
        let names: Vec<String> = select.column_names().map(str::to_owned).collect();
        let row =
            |row: &rusqlite::Row<'_>| names.iter().map(|name| Ok((name.clone(), row.get(name.as_str())?))).collect();
        select.query_map([], row).unwrap().map(Result::unwrap).collect::<Vec<BTreeMap<String, Value>>>()
    };
    let names = of("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('ops', 'local')");
    let names = names.iter().map(|row| match &row["name"] {
        Value::Text(name) => name.clone(),
        other => panic!("{other:?}"),
    });
    names.map(|name| (name.clone(), of(&format!("SELECT * FROM {name} ORDER BY id")))).collect()
}

#[test]
fn every_version_walks_to_the_newest_and_is_what_its_log_says() {
    let (_dir, newest) = folder();
    drop(Store::open(&newest, &ENV).unwrap());
    let schema = |file: &Path| -> Vec<(String, String)> {
        let conn = Connection::open(file).unwrap();
        let mut all = conn.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").unwrap();
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    for (version, sql) in [(1, SCHEMA_1), (2, SCHEMA_2), (3, SCHEMA_3)] {
        let (_dir, file) = folder();
        let old = Connection::open(&file).unwrap();
        old.execute_batch(sql).unwrap();
        assert_eq!(old.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0)).unwrap(), version);
        drop(old);
        drop(Store::open(&file, &ENV).unwrap());
        assert_eq!(schema(&file), schema(&newest), "schema {version}");
        let ops = Reader::open(&file).unwrap().ops(0, 10_000).unwrap().unwrap().1;
        let (_dir, fresh) = folder();
        Store::open(&fresh, &ENV).unwrap().apply(&ops).unwrap();
        let (mut kept, mut made) = (tables(&file), tables(&fresh));
        if version == 2 {
            // How its phone lay was written into its row by hand, past the log.
            kept.remove("refs");
            made.remove("refs");
        }
        for (name, rows) in made {
            assert!(kept.remove(&name) == Some(rows), "schema {version}: {name} is not what the log says");
        }
        if version != 2 {
            assert_eq!(Store::repair(&file, &ENV).unwrap(), [], "schema {version}: nothing is wrong with it");
        }
    }
}

#[test]
fn a_value_that_came_before_its_column_is_in_it_after_the_step_to_the_schema_that_has_one() {
    let (_dir, file) = folder();
    let old = Connection::open(&file).unwrap();
    old.execute_batch(SCHEMA_1).unwrap();
    // As a phone of schema 3 corrects a session: the field 24, which is {24: "shin"} in the row of a phone of schema 1.
    old.execute_batch(
        "INSERT INTO ops (stream, n, hlc, ent_type, ent_id, kind, field, value, min_reader)
             SELECT zeroblob(16), 1, (SELECT max(hlc) + 1 FROM ops), 'session', id, 'field', 24, X'647368696E', 1
             FROM sessions;
         UPDATE sessions SET extra = X'A11818647368696E';",
    )
    .unwrap();
    drop(old);
    drop(Store::open(&file, &ENV).unwrap());
    let reader = Reader::open(&file).unwrap();
    let id = reader.newest().unwrap().unwrap().id;
    assert_eq!(reader.corrections(id).unwrap().landmark, Some(Landmark::Shin));
    drop(reader);
    assert_eq!(Store::repair(&file, &ENV).unwrap(), []);
}

#[test]
fn a_newer_file_is_refused_and_not_a_byte_of_it_changes() {
    let (dir, file) = folder();
    drop(Store::open(&file, &ENV).unwrap());
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 4).unwrap();
    assert!(matches!(refused(&dir, &file), Fault::Newer { found: 4, known: 3 }));
    assert!(matches!(Reader::open(&file).unwrap_err().fault, Fault::Newer { .. }));
}

#[test]
fn a_newer_version_that_still_lies_in_the_write_ahead_log_is_seen() {
    let (_dir, file) = folder();
    drop(Store::open(&file, &ENV).unwrap());
    let newer = Connection::open(&file).unwrap();
    newer.pragma_update(None, "user_version", 4).unwrap();
    let (main, wal) = (std::fs::read(&file).unwrap(), file.with_extension("db-wal"));
    assert!(std::fs::metadata(&wal).unwrap().len() > 0, "the case is set up");
    assert!(matches!(Store::open(&file, &ENV).unwrap_err().fault, Fault::Newer { found: 4, known: 3 }));
    assert!(std::fs::read(&file).unwrap() == main);
    assert_eq!(newer.pragma_query_value(None, "user_version", |row| row.get::<_, i32>(0)).unwrap(), 4);
}

#[test]
fn newer_traces_are_refused_too() {
    let (_dir, file) = folder();
    drop(Store::open(&file, &ENV).unwrap());
    let traces = traces_file(&file);
    Connection::open(&traces).unwrap().pragma_update(None, "user_version", 7).unwrap();
    let before = std::fs::read(&traces).unwrap();
    let error = Store::open(&file, &ENV).unwrap_err();
    assert!(matches!(error.fault, Fault::Newer { found: 7, known: 2 }));
    assert_eq!(error.file, traces);
    assert!(std::fs::read(&traces).unwrap() == before);
}

#[test]
fn a_text_file_and_a_stub_of_a_file_are_refused_untouched() {
    for bytes in [&b"dear diary, the pelvis tipped today\n"[..], b"S", b"SQLite format 3\0 and no more", &[0; 4096]] {
        let (dir, file) = folder();
        std::fs::write(&file, bytes).unwrap();
        assert!(matches!(refused(&dir, &file), Fault::NotADatabase));
    }
}

#[test]
fn a_database_of_another_program_is_refused_untouched() {
    for id in [0, 77] {
        let (dir, file) = folder();
        let other = Connection::open(&file).unwrap();
        other.execute_batch("CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')").unwrap();
        other.pragma_update(None, "application_id", id).unwrap();
        drop(other);
        assert!(matches!(refused(&dir, &file), Fault::Foreign));
    }
}

#[test]
fn an_empty_file_becomes_a_history() {
    let (_dir, file) = folder();
    std::fs::write(&file, b"").unwrap();
    Store::open(&file, &ENV).unwrap().set_setting("voice", "off", &ENV).unwrap();
    assert_eq!(Reader::open(&file).unwrap().setting("voice").unwrap().as_deref(), Some("off"));
}

#[test]
fn a_damaged_file_is_set_aside_as_it_was_and_a_new_one_begun() {
    let (_dir, file) = folder();
    Connection::open(&file).unwrap().execute_batch(SCHEMA_1).unwrap();
    drop(Store::open(&file, &ENV).unwrap());
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[2 * 4096..].fill(0xa5);
    std::fs::write(&file, &bytes).unwrap();
    let store = Store::open(&file, &ENV).unwrap();
    let [salvaged] = store.salvaged() else { panic!("{:?}", store.salvaged()) };
    assert_eq!((salvaged.kept, salvaged.anew), (0, 0), "nothing was left in it");
    assert!(std::fs::read(&salvaged.aside).unwrap() == bytes);
    assert_eq!(Reader::open(&file).unwrap().sessions(10).unwrap(), []);
}

#[test]
fn a_folder_that_is_not_there_and_a_folder_instead_of_a_file_are_told() {
    let (dir, _) = folder();
    for path in [dir.path().join("none/history.db"), dir.path().to_path_buf()] {
        let error = Store::open(&path, &ENV).unwrap_err();
        assert!(matches!(error.fault, Fault::Io(_)), "{error}");
    }
    assert!(matches!(Reader::open(&dir.path().join("none.db")).unwrap_err().fault, Fault::Io(_)));
}

#[test]
fn two_stores_open_one_new_file_at_once_and_agree() {
    let (_dir, file) = folder();
    let open = |nr: u8| {
        let file = file.clone();
        std::thread::spawn(move || drop(Store::open(&file, &Env { entropy: [nr; 32], ..ENV }).unwrap()))
    };
    let racing = [open(1), open(2), open(3)];
    for thread in racing {
        thread.join().unwrap();
    }
    let named: i64 =
        Connection::open(&file).unwrap().query_row("SELECT count(*) FROM local", [], |row| row.get(0)).unwrap();
    assert_eq!(named, 2);
}

#[test]
fn an_unknown_session_is_told_by_what_was_asked() {
    let (_dir, file) = folder();
    let mut store = Store::open(&file, &ENV).unwrap();
    let reader = Reader::open(&file).unwrap();
    for id in ["0198", "", "not-an-id", "%", "0123456789abcdef0123456789abcdef0"] {
        assert!(matches!(reader.session(id).unwrap_err().fault, Fault::NoSuchSession(asked) if asked == id));
    }
    assert!(matches!(store.delete(SessionId([1; 16]), &ENV).unwrap_err().fault, Fault::NoSuchSession(_)));
    assert!(reader.newest().unwrap().is_none());
    assert!(reader.trace(SessionId([1; 16])).unwrap().is_none());
}
