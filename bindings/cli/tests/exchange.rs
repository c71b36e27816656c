//! What leaves on the command line and comes back: exports, imports, signals, prescriptions and results.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use proximal_core::history::{Env, NewNote, Store};
use proximal_core::routine::built_in;
use proximal_core::session::{Ending, SessionId, SessionRecord, Source, Trace, TraceSample};
use proximal_core::time::{MonoTime, WallTime};
use proximal_core::timeline::{Performed, Side};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A database with three sessions with signals, the first of them of 2024, and a note.
fn saved() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("history.db");
    for nr in 0..3_u8 {
        let began_ms = if nr == 0 { 1_720_000_000_000 } else { 1_795_600_000_000 + 60_000 * i64::from(nr) };
        let now = WallTime { utc_ms: began_ms, offset_min: 60 };
        let env = Env { now, entropy: [nr + 1; 32] };
        let record = SessionRecord {
            id: SessionId::new(now, &env.entropy),
            started: now,
            started_at: MonoTime(0),
            routine: built_in("leg-lowering").unwrap(),
            first_side: Side::Left,
            ending: Ending::Finished,
            source: Source::Phone,
            performed: Performed::default(),
            reference: None,
            reps: Vec::new(),
            events: Vec::new(),
            pain_before: None,
            felt: None,
            pain_after: None,
        };
        let sample = |i: i32| TraceSample {
            at: MonoTime::from_s(f64::from(i) / 100.0),
            acc: [0.01 * f64::from(i % 7), 0.0, 9.81],
            gyr: None,
        };
        let trace = Trace { samples: (0..3_000).map(sample).collect(), track: Vec::new() };
        let mut store = Store::open(&db, &env).unwrap();
        store.save(&record, &trace, &env).unwrap();
        let note = NewNote { session: None, text: format!("note {nr}"), lift: None, carry: None };
        store.add_note(&note, &env).unwrap();
    }
    (folder, db)
}

fn proximal(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proximal")).args(args).args(["--lang", "en"]).output().unwrap()
}

fn said(args: &[&str]) -> String {
    let out = proximal(args);
    assert_eq!(out.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

fn refused(args: &[&str]) -> String {
    let out = proximal(args);
    let line = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1), "{args:?}: {line}");
    assert!(out.stdout.is_empty() && line.lines().count() == 1, "{line}");
    line
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn everything_is_exported_and_taken_in_and_a_second_time_is_nothing_new() {
    let (folder, db) = saved();
    let (file, other) = (folder.path().join("all.jsonl"), folder.path().join("other.db"));
    let told = said(&["export", "--format", "jsonl", "-o", text(&file), "--db", text(&db)]);
    assert!(told.starts_with("3 sessions, ") && told.contains(text(&file)), "{told}");
    let told = said(&["import", text(&file), "--db", text(&other)]);
    assert!(told.contains("sessions: 3 new, 0 changed, 0 here already") && told.contains("signals: 3 new"), "{told}");
    let told = said(&["import", text(&file), "--db", text(&other)]);
    assert!(told.contains("sessions: 0 new, 0 changed, 3 here already") && told.contains("Nothing new"), "{told}");
    let listed = |db: &Path| said(&["history", "--json", "--db", text(db)]);
    assert_eq!(listed(&other), listed(&db));
    assert_eq!(
        said(&["export", "--format", "traces", "--db", text(&other)]),
        said(&["export", "--format", "traces", "--db", text(&db)])
    );
}

#[test]
fn a_cut_export_and_one_of_a_newer_version_change_nothing_and_say_where() {
    let (folder, db) = saved();
    let (file, other) = (folder.path().join("all.jsonl"), folder.path().join("other.db"));
    said(&["export", "--format", "jsonl", "-o", text(&file), "--db", text(&db)]);
    let whole = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    let line = refused(&["import", text(&file), "--db", text(&other)]);
    assert!(line.contains("all.jsonl: line ") && line.contains("cut off here; nothing was taken"), "{line}");
    std::fs::write(&file, whole.replacen("proximal.history/1", "proximal.history/2", 1)).unwrap();
    let line = refused(&["import", text(&file), "--db", text(&other)]);
    assert!(line.contains("a newer version wrote this") && line.contains("update Proximal"), "{line}");
    let line = refused(&["import", text(&db), "--db", text(&other)]);
    assert!(line.contains("line 1: this is no export of Proximal"), "{line}");
    // No history was made for any of them, nor a folder for one.
    let deep = folder.path().join("new/other.db");
    refused(&["import", text(&file), "--db", text(&deep)]);
    let mut left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["all.jsonl", "history.db", "history.db.traces"]);
    // One that was there stays as it was.
    said(&["note", "mine", "--db", text(&other)]);
    refused(&["import", text(&file), "--db", text(&other)]);
    assert_eq!(said(&["history", "--json", "--db", text(&other)]).trim(), "[]");
    assert!(said(&["note", "--db", text(&other)]).contains("mine"));
    std::fs::write(&file, whole).unwrap();
    assert!(said(&["import", text(&file), "--db", text(&deep)]).contains("sessions: 3 new"));
}

#[test]
fn an_export_that_cannot_be_written_leaves_the_old_one() {
    let (folder, db) = saved();
    let file = folder.path().join("reps.csv");
    std::fs::write(&file, "mine").unwrap();
    refused(&["export", "--format", "csv", "-o", text(&file), "--session", "ffff", "--db", text(&db)]);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let nowhere = folder.path().join("no/such/reps.csv");
    assert!(refused(&["export", "--format", "csv", "-o", text(&nowhere), "--db", text(&db)]).contains("no such file"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "nothing half-written stays");
}

#[test]
fn every_format_is_what_it_says() {
    let (_folder, db) = saved();
    let export = |format: &str| said(&["export", "--format", format, "--db", text(&db)]);
    assert!(export("csv").starts_with("session,started,routine,"));
    assert!(export("traces").starts_with("t,ax,ay,az,gx,gy,gz,session\n"));
    assert!(export("track").starts_with("t_s,phone_tilt_deg,"));
    let calendar: icalendar::Calendar = export("ics").parse().unwrap();
    assert_eq!(calendar.components.len(), 3);
    let bundle: serde_json::Value = serde_json::from_str(&export("fhir")).unwrap();
    assert_eq!(bundle["resourceType"], "Bundle");
    let health: serde_json::Value = serde_json::from_str(&export("health")).unwrap();
    assert_eq!((health.as_array().unwrap().len(), &health[0]["apple"]["activityType"]), (3, &59.into()));
}

#[test]
fn one_sessions_signals_are_a_recording_that_other_commands_read() {
    let (folder, db) = saved();
    let file = folder.path().join("one.csv");
    let ids: serde_json::Value = serde_json::from_str(&said(&["history", "--json", "--db", text(&db)])).unwrap();
    let id = ids[0]["id"].as_str().unwrap();
    let span = ["--session", id, "--span", "5..20"];
    said(&[&["export", "--format", "traces", "-o", text(&file), "--db", text(&db)], &span[..]].concat());
    let rows = std::fs::read_to_string(&file).unwrap().lines().count();
    assert_eq!(rows, 1_502);
    assert!(said(&["attitude", text(&file)]).lines().count() == 1_502);
}

#[test]
fn old_signals_thin_only_with_yes_and_what_is_freed_is_told() {
    let (_folder, db) = saved();
    let told = said(&["signals", "--thin", "--db", text(&db)]);
    assert!(told.contains("Thinning the signals of 1 session would free") && told.contains("--yes"), "{told}");
    assert!(said(&["signals", "--db", text(&db)]).contains("3 sessions"));
    let told = said(&["signals", "--thin", "--yes", "--db", text(&db)]);
    assert!(told.contains("Thinned the signals of 1 session"), "{told}");
    assert!(said(&["signals", "--thin", "--yes", "--db", text(&db)]).contains("No signals are that old"));
    assert!(refused(&["signals", "--thin", "--older-than", "3", "--db", text(&db)]).contains("never thinned"));
    assert!(said(&["signals", "--clear", "--db", text(&db)]).contains("Every signal belongs to a session"));
}

#[test]
fn a_prescription_travels_as_file_and_link_and_an_answer_comes_back() {
    let (folder, db) = saved();
    let paper = folder.path().join("rx.json");
    let send = ["routine", "send", "leg-lowering", "--from", "Kim", "--limit-week", "4", "--lock"];
    assert!(said(&[&send[..], &["-o", text(&paper)]].concat()).contains("Nothing was sent"));
    let link = said(&[&send[..], &["--link"]].concat());
    assert!(link.starts_with("PROXIMAL:RX1/") && link.len() < 600, "{link}");
    for what in [text(&paper), link.trim()] {
        let told = said(&["routine", "receive", what, "--db", text(&db)]);
        assert!(told.contains("From Kim.") && told.contains("Nothing was changed"), "{told}");
    }
    assert!(!said(&["plan", "show", "--json", "--db", text(&db)]).contains("\"plan.lock\": \"on\""));
    let told = said(&["routine", "receive", link.trim(), "--yes", "--db", text(&db)]);
    assert!(told.contains("plan.lock is on; it was off."), "{told}");
    let cut = link.trim().get(..60).unwrap();
    assert!(refused(&["routine", "receive", cut, "--db", text(&db)]).contains("cut or misread"));

    let results = folder.path().join("results");
    std::fs::create_dir(&results).unwrap();
    let answer = results.join("anna.json");
    said(&["routine", "answer", "--as", "Anna", "--days", "3660", "-o", text(&answer), "--db", text(&db)]);
    std::fs::write(results.join("other.json"), "{\"schema\":\"proximal.routine/1\"}").unwrap();
    let pages = folder.path().join("pages");
    let told = said(&["clients", text(&results), "--pages", text(&pages)]);
    assert!(told.contains("Anna  3") && told.contains("anna.html"), "{told}");
    let page = std::fs::read_to_string(pages.join("anna.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Results of Anna"));
    assert!(said(&["clients", text(&results), "--json"]).contains("\"client\": \"Anna\""));
}
