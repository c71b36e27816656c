//! Whole pages, ends and files that are damaged or missing; backups.

use super::fixture::{ENV, all, env, names, small};
use proximal_core::history::{Fault, NewNote, Reader, Store, traces_file};
use proximal_core::session::{SessionId, Trace, TraceSample};
use proximal_core::time::MonoTime;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

#[test]
fn a_whole_history_is_found_whole_and_left_as_it_is() {
    let (dir, file) = small();
    let before = (fs::read(&file).unwrap(), names(dir.path()));
    assert_eq!(Store::repair(&file, &env(1)).unwrap(), []);
    assert!((fs::read(&file).unwrap(), names(dir.path())) == before);
}

#[test]
fn a_page_of_noise_anywhere_loses_no_more_than_what_was_on_it_and_the_old_file_stays() {
    let (dir, file) = small();
    let (bytes, said) = (fs::read(&file).unwrap(), all(&file).unwrap());
    let ops = Reader::open(&file).unwrap().ops(0, 10_000).unwrap().unwrap().1.len() as u64;
    let pages = bytes.len() / 512;
    let (mut whole, mut fewest) = (0, ops);
    for page in 0..pages {
        let mut bad = bytes.clone();
        for (nr, byte) in bad[512 * page..512 * (page + 1)].iter_mut().enumerate() {
            *byte = u8::try_from((nr * 89 + page * 31 + 7) % 251).unwrap();
        }
        fs::write(&file, &bad).unwrap();
        let salvaged = Store::repair(&file, &env(1)).unwrap();
        for one in &salvaged {
            assert!(fs::read(&one.aside).unwrap() == bad, "page {page}: the damaged file is as it was");
            fewest = fewest.min(one.kept + one.anew);
        }
        let now = all(&file).unwrap_or_else(|e| panic!("page {page}: {e}"));
        whole += u32::from(now == said);
        assert!(salvaged.len() == 1 || now == said, "page {page} was damaged and nobody noticed");
        for name in names(dir.path()).iter().filter(|name| name.contains("aside")) {
            fs::remove_file(dir.path().join(name)).unwrap();
        }
    }
    println!(
        "{pages} pages of 512 bytes turned to noise: {whole} times nothing was lost, of {ops} ops never fewer than {fewest} rows came over"
    );
    assert!(whole as usize * 2 > pages, "{whole} of {pages}");
    assert!(fewest + 12 > ops, "a page holds no more: {fewest} of {ops}");
}

#[test]
fn a_history_cut_off_in_the_middle_gives_what_came_before() {
    let (dir, file) = small();
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let opened = Store::open(&file, &env(1)).unwrap();
    let at_opening = opened.salvaged().len();
    drop(opened);
    let salvaged = Store::repair(&file, &env(2)).unwrap();
    assert_eq!(at_opening + salvaged.len(), 1);
    all(&file).unwrap();
    assert!(names(dir.path()).contains(&"history.db.aside-1".to_owned()));
}

#[test]
fn what_lies_in_the_write_ahead_log_is_saved_too() {
    let (_dir, file) = small();
    let mut store = Store::open(&file, &ENV).unwrap();
    for nr in 0..5 {
        store.add_note(&NewNote { text: format!("note {nr}"), ..NewNote::default() }, &env(nr)).unwrap();
    }
    let aside = TempDir::new().unwrap();
    let copy = aside.path().join("history.db");
    for end in ["", "-wal", ".traces"] {
        let with = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        fs::copy(with(&file), with(&copy)).unwrap();
    }
    drop(store);
    let mut bytes = fs::read(&copy).unwrap();
    bytes[..512].fill(0xa5);
    bytes[600..640].fill(0x5a);
    fs::write(&copy, &bytes).unwrap();
    let salvaged = Store::open(&copy, &env(9)).unwrap();
    assert_eq!(salvaged.salvaged().len(), 1);
    let notes = Reader::open(&copy).unwrap().notes(None).unwrap();
    assert_eq!(notes.iter().filter(|note| note.text.starts_with("note ")).count(), 5);
}

#[test]
fn after_salvage_the_traces_are_found_again_and_no_number_of_the_log_is_used_twice() {
    let (_dir, file) = small();
    let id = SessionId::parse("019ab698-d260-7627-a829-2a2b2c2d2e2f").unwrap();
    let session = Reader::open(&file).unwrap().session(&id.to_string()).unwrap();
    let mut other = session.clone();
    other.id = SessionId::new(env(3).now, &env(3).entropy);
    let sample = TraceSample { at: MonoTime(0), acc: [0.0, 0.0, 9.81], gyr: None };
    let mut store = Store::open(&file, &env(3)).unwrap();
    store.save(&other, &Trace { samples: vec![sample], track: vec![] }, &env(3)).unwrap();
    drop(store);
    let before = Reader::open(&file).unwrap().ops(0, 10_000).unwrap().unwrap().1;
    let mut bytes = fs::read(&file).unwrap();
    bytes[100..512].fill(0);
    fs::write(&file, &bytes).unwrap();
    let mut store = Store::open(&file, &env(4)).unwrap();
    assert_eq!((store.salvaged()[0].kept, store.salvaged()[0].lost), (before.len() as u64, 0));
    assert!(Reader::open(&file).unwrap().trace(other.id).unwrap().is_some());
    store.set_setting("voice", "on", &env(5)).unwrap();
    let after = Reader::open(&file).unwrap().ops(0, 10_000).unwrap().unwrap().1;
    let newest = after.iter().max_by_key(|op| op.hlc).unwrap();
    assert!(before.iter().all(|op| op.stream != newest.stream));
}

#[test]
fn damaged_traces_are_set_aside_and_those_that_can_be_read_come_over() {
    let (_dir, file) = small();
    let session = Reader::open(&file).unwrap().session("019ab698-d260").unwrap();
    let mut store = Store::open(&file, &ENV).unwrap();
    let ids: Vec<SessionId> = (1..=20)
        .map(|nr| {
            let mut session = session.clone();
            session.id = SessionId::new(env(nr).now, &env(nr).entropy);
            let sample = TraceSample { at: MonoTime(0), acc: [0.0, f64::from(nr), 9.81], gyr: None };
            store.save(&session, &Trace { samples: vec![sample; 100], track: vec![] }, &env(nr)).unwrap();
            session.id
        })
        .collect();
    store.checkpoint().unwrap();
    drop(store);
    let beside = traces_file(&file);
    let mut bytes = fs::read(&beside).unwrap();
    bytes[100..200].fill(0xff);
    fs::write(&beside, &bytes).unwrap();
    let store = Store::open(&file, &ENV).unwrap();
    assert_eq!(store.salvaged().len(), 1);
    assert_eq!((&store.salvaged()[0].file, fs::read(&store.salvaged()[0].aside).unwrap() == bytes), (&beside, true));
    let reader = Reader::open(&file).unwrap();
    // The page that was hit is the schema's own: nothing of it can be read, and every session says so for itself.
    assert!(ids.iter().all(|id| reader.trace(*id).is_ok() && reader.session(&id.to_string()).is_ok()));
}

#[test]
fn a_damaged_database_of_somebody_else_is_not_touched() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("recipes.db");
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    let mut bytes = fs::read(&file).unwrap();
    bytes[100..200].fill(0xff);
    fs::write(&file, &bytes).unwrap();
    assert!(Store::open(&file, &ENV).is_err());
    assert!(Store::repair(&file, &ENV).is_err());
    assert!(fs::read(&file).unwrap() == bytes);
}

#[test]
fn a_history_that_is_open_elsewhere_is_neither_repaired_nor_replaced() {
    let (dir, file) = small();
    let backup = dir.path().join("backup.tar");
    Reader::open(&file).unwrap().back_up(&backup, &ENV).unwrap();
    let open = Store::open(&file, &ENV).unwrap();
    assert!(matches!(Store::repair(&file, &ENV).unwrap_err().fault, Fault::Busy));
    assert!(matches!(Store::restore(&file, &backup, &ENV).unwrap_err().fault, Fault::Busy));
    drop(open);
    Store::restore(&file, &backup, &ENV).unwrap();
}

#[test]
fn an_exchange_cut_off_at_any_step_is_finished_at_the_next_opening() {
    let (dir, file) = small();
    let backup = dir.path().join("backup.tar");
    Reader::open(&file).unwrap().back_up(&backup, &ENV).unwrap();
    let said = all(&file).unwrap();
    Store::open(&file, &ENV).unwrap().set_setting("voice", "changed", &env(1)).unwrap();
    let other = all(&file).unwrap();
    // What an exchange does, step by step (aside.rs).
    let path = |name: &str| dir.path().join(name);
    let elsewhere = TempDir::new().unwrap();
    let whole = elsewhere.path().join("h.db");
    Store::restore(&whole, &backup, &env(2)).unwrap();
    let steps = [
        ("history.db.traces", "history.db.aside-1.traces"),
        ("history.db.new.traces", "history.db.traces"),
        ("history.db", "history.db.aside-1"),
        ("history.db.new", "history.db"),
    ];
    let old: BTreeMap<String, Vec<u8>> =
        ["history.db", "history.db.traces"].map(|n| (n.to_owned(), fs::read(path(n)).unwrap())).into();
    for done in 0..=steps.len() {
        for name in names(dir.path()).iter().filter(|name| name.as_str() != "backup.tar") {
            fs::remove_file(path(name)).unwrap();
        }
        for (name, bytes) in &old {
            fs::write(path(name), bytes).unwrap();
        }
        fs::copy(&whole, path("history.db.new")).unwrap();
        fs::copy(traces_file(&whole), path("history.db.new.traces")).unwrap();
        for (from, to) in &steps[..done] {
            fs::rename(path(from), path(to)).unwrap();
        }
        drop(Store::open(&file, &env(3)).unwrap());
        assert_eq!(all(&file).unwrap(), said, "after {done} steps");
        assert_eq!(all(&path("history.db.aside-1")).unwrap(), other, "after {done} steps");
    }
}

#[test]
fn a_backup_made_while_in_use_comes_back_whole_and_what_was_there_is_set_aside() {
    let (dir, file) = small();
    let backup = dir.path().join("backup.tar");
    let mut store = Store::open(&file, &ENV).unwrap();
    store.set_setting("voice", "loud", &env(1)).unwrap();
    let said = all(&file).unwrap();
    let reader = Reader::open(&file).unwrap();
    let contents = reader.back_up(&backup, &env(2)).unwrap();
    assert_eq!(contents.sessions, 1);
    assert!(matches!(reader.back_up(&backup, &env(2)).unwrap_err().fault, Fault::Exists));
    store.set_setting("voice", "off", &env(3)).unwrap();
    let later = all(&file).unwrap();
    drop((store, reader));
    let restored = Store::restore(&file, &backup, &env(4)).unwrap();
    assert_eq!(all(&file).unwrap(), said);
    assert_eq!(all(&restored.aside.unwrap()).unwrap(), later);
    let elsewhere = TempDir::new().unwrap();
    let new = elsewhere.path().join("new.db");
    assert_eq!(Store::restore(&new, &backup, &env(5)).unwrap().aside, None);
    assert_eq!(all(&new).unwrap(), said);
    let left: Vec<String> = names(dir.path()).into_iter().chain(names(elsewhere.path())).collect();
    assert!(left.iter().all(|name| !name.contains("part") && !name.contains("making")), "{left:?}");
}

#[test]
fn what_is_no_whole_backup_changes_nothing() {
    let (dir, file) = small();
    let backup = dir.path().join("backup.tar");
    Reader::open(&file).unwrap().back_up(&backup, &ENV).unwrap();
    let (bytes, before) = (fs::read(&backup).unwrap(), fs::read(&file).unwrap());
    let mut bad = Vec::new();
    for cut in [0, 1, 511, 512, 700, 2_048, bytes.len() / 2, bytes.len() - 2_048] {
        bad.push(bytes[..cut].to_vec());
    }
    for at in (0..bytes.len() - 1_024).step_by(509) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 0x10;
        bad.push(flipped);
    }
    bad.push(b"dear diary".to_vec());
    let mut harmless = 0;
    for (nr, bad) in bad.iter().enumerate() {
        fs::write(&backup, bad).unwrap();
        if let Err(error) = Store::restore(&file, &backup, &env(1)) {
            assert!(matches!(error.fault, Fault::NoBackup(_)), "{nr}: {error}");
            assert!(fs::read(&file).unwrap() == before, "{nr}");
        } else {
            // Owner, mode and padding of an archive say nothing.
            harmless += 1;
            fs::write(&file, &before).unwrap();
        }
        assert!(!names(dir.path()).iter().any(|name| name.contains("making") || name.contains("db.new")));
    }
    assert!(harmless * 5 < bad.len(), "{harmless} of {}", bad.len());
}
