//! Saved sessions on the command line: listed, shown, reported.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use proximal_core::history::{Env, Store};
use proximal_core::routine::built_in;
use proximal_core::session::{Ending, SessionId, SessionRecord, Source, Trace};
use proximal_core::time::{MonoTime, WallTime};
use proximal_core::timeline::{Performed, Side};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A database with a session a minute, and their ids, oldest first.
fn saved(folder: &Path, minutes: u8) -> (PathBuf, Vec<String>) {
    let db = folder.join("history.db");
    let mut ids = Vec::new();
    for minute in 0..minutes {
        let now = WallTime { utc_ms: 1_763_852_400_000 + 60_000 * i64::from(minute), offset_min: 60 };
        let env = Env { now, entropy: [minute + 1; 32] };
        let record = SessionRecord {
            id: SessionId::new(now, &env.entropy),
            started: now,
            started_at: MonoTime(0),
            routine: built_in("leg-lowering").unwrap(),
            first_side: Side::Left,
            ending: Ending::Finished,
            source: Source::Simulated(u64::from(minute)),
            performed: Performed::default(),
            reference: None,
            reps: Vec::new(),
            events: Vec::new(),
            pain_before: None,
            felt: None,
            pain_after: None,
        };
        Store::open(&db, &env).unwrap().save(&record, &Trace::default(), &env).unwrap();
        ids.push(record.id.to_string());
    }
    (db, ids)
}

fn run(args: &[&str], db: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(args).arg("--db").arg(db).args(["--lang", "en"]).output().unwrap()
}

fn printed(args: &[&str], db: &Path) -> String {
    let out = run(args, db);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

fn refused(args: &[&str], db: &Path) -> String {
    let out = run(args, db);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{said}");
    assert!(out.stdout.is_empty() && said.lines().count() == 1, "{said}");
    said
}

#[test]
fn sessions_are_listed_newest_first_and_dated_as_their_user_saw() {
    let folder = tempfile::tempdir().unwrap();
    let (db, ids) = saved(folder.path(), 3);
    let listed = printed(&["history"], &db);
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(lines.len(), 3, "{listed}");
    assert!(lines[0].starts_with(&ids[2][..13]) && lines[0].contains("2025-11-23 00:02"), "{listed}");
    assert_eq!(printed(&["history", "--limit", "1"], &db).lines().count(), 1);
    let json: serde_json::Value = serde_json::from_str(&printed(&["history", "--json"], &db)).unwrap();
    assert_eq!(json[0]["id"].as_str(), Some(ids[2].as_str()));
}

#[test]
fn one_session_is_shown_by_the_beginning_of_its_id_or_as_the_newest() {
    let folder = tempfile::tempdir().unwrap();
    let (db, ids) = saved(folder.path(), 2);
    assert!(printed(&["show"], &db).contains(&ids[1]));
    assert!(printed(&["show", &ids[0][..13]], &db).contains(&ids[0]));
    let json: serde_json::Value = serde_json::from_str(&printed(&["show", "--json"], &db)).unwrap();
    assert_eq!(json["source"]["simulated"].as_u64(), Some(1));
    assert!(refused(&["show", "ffff"], &db).contains("ffff"));
}

#[test]
fn a_report_is_a_page_where_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (db, _) = saved(folder.path(), 1);
    let page = folder.path().join("page.html");
    let said = printed(&["report", "-o", page.to_str().unwrap()], &db);
    assert_eq!(said.trim_end(), page.to_str().unwrap());
    let written = std::fs::read_to_string(&page).unwrap();
    assert!(written.starts_with("<!DOCTYPE html>"));
    assert_eq!(printed(&["report", "-o", "-"], &db), written);
    let nowhere = folder.path().join("no/such/folder/page.html");
    assert!(refused(&["report", "-o", nowhere.to_str().unwrap()], &db).contains("page.html: no such file"));
}

#[test]
fn a_text_file_is_no_database_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("notes.txt");
    std::fs::write(&text, "t,ax,ay,az\n0,0,0,9.8\n".repeat(100)).unwrap();
    let before = std::fs::read(&text).unwrap();
    for args in [vec!["history"], vec!["show"], vec!["report", "-o", "-"]] {
        assert!(refused(&args, &text).contains("notes.txt"), "{args:?}");
    }
    assert_eq!(std::fs::read(&text).unwrap(), before);
}

#[test]
fn a_history_that_is_not_there_is_not_made_by_looking() {
    let folder = tempfile::tempdir().unwrap();
    assert!(refused(&["history"], &folder.path().join("none.db")).contains("none.db: no such file"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(["history", "--lang", "en"]).env("XDG_DATA_HOME", folder.path()).env("HOME", folder.path());
    let said = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(said.starts_with("No sessions in ") && said.contains("demo.db"), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}
