//! What the user keeps, changes, deletes and takes back on the command line; backups; a damaged history.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be here is a failing test")]

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};
use tempfile::TempDir;

struct Place {
    folder: TempDir,
    db: PathBuf,
}

impl Place {
    /// A folder with a history of one simulated session.
    fn with_a_session() -> (Self, String) {
        let place = Self::empty();
        place.done(&["demo", "--speed", "1000", "--report", place.path("r.html").to_str().unwrap()]);
        let id = place.json(&["history"])[0]["id"].as_str().unwrap().to_owned();
        (place, id)
    }

    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("history.db");
        Self { folder, db }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
        command.args(args).arg("--db").arg(&self.db).args(["--lang", "en"]).output().unwrap()
    }

    fn done(&self, args: &[&str]) -> String {
        let out = self.run(args);
        assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[args, &["--json"]].concat())).unwrap()
    }

    fn refused(&self, args: &[&str], code: i32) -> String {
        let out = self.run(args);
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(code), "{args:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        said
    }
}

#[test]
fn a_demo_keeps_what_its_person_felt_and_whether_it_hurt() {
    let (place, id) = Place::with_a_session();
    let session = place.json(&["show", &id]);
    assert_eq!(session["felt"]["places"], serde_json::json!(["belly", "front_of_hip"]));
    assert_eq!((&session["pain_after"], &session["pain_before"]), (&Value::from(false), &Value::Null));
}

#[test]
fn what_is_deleted_is_listed_as_deleted_and_undo_and_undelete_bring_it_back() {
    let (place, id) = Place::with_a_session();
    let said = place.done(&["delete", &id[..13]]);
    assert_eq!(said, format!("Deleted: the session {}. proximal undo brings it back.\n", &id[..13]));
    assert_eq!(place.json(&["history"]).as_array().unwrap().len(), 0);
    assert_eq!(place.json(&["history", "--deleted"])[0]["id"].as_str(), Some(id.as_str()));
    assert!(place.refused(&["delete", &id], 1).contains("nothing has the id"));
    assert!(place.done(&["undo"]).starts_with("Back again: the session"));
    assert_eq!(place.json(&["history"])[0]["id"].as_str(), Some(id.as_str()));
    assert!(place.done(&["redo"]).starts_with("Taken away: the session"));
    place.done(&["undelete", &id]);
    assert_eq!(place.json(&["show"])["id"].as_str(), Some(id.as_str()));
    assert_eq!(place.done(&["redo"]), "There is nothing to do again.\n");
}

#[test]
fn undo_takes_back_one_thing_after_the_other_and_no_session() {
    let (place, id) = Place::with_a_session();
    let note = place.json(&["note", "hip pinched", "--session", &id])["id"].as_str().unwrap().to_owned();
    place.done(&["edit", &note, "--text", "hip pinched, left"]);
    place.done(&["edit", &id, "--variant", "straight-leg", "--exclude", "right:2"]);
    let corrections = place.json(&["edit", &id, "--landmark", "floor"])["corrections"].clone();
    assert_eq!((&corrections["variant"], &corrections["landmark"]), (&"straight_leg".into(), &"floor".into()));
    assert_eq!(corrections["excluded"][0]["side"], "right");
    let right = |place: &Place| place.json(&["history"])[0]["right"]["lost"].as_u64().unwrap();
    assert_eq!(right(&place), 4, "one of five does not count");
    assert!(place.done(&["undo"]).starts_with("As it was before: the session"));
    assert_eq!(right(&place), 4);
    place.done(&["undo"]);
    assert_eq!(right(&place), 5);
    place.done(&["undo"]);
    assert_eq!(place.json(&["note"])[0]["text"], "hip pinched");
    assert_eq!(place.json(&["undo"])["undone"][0]["did"], "insert");
    assert_eq!(place.json(&["note"]).as_array().unwrap().len(), 0);
    assert_eq!(place.done(&["undo"]), "There is nothing to take back.\n");
    assert_eq!(place.json(&["history"]).as_array().unwrap().len(), 1);
    for _ in 0..4 {
        place.done(&["redo"]);
    }
    assert_eq!((right(&place), place.json(&["note"])[0]["text"].as_str()), (4, Some("hip pinched, left")));
}

#[test]
fn a_correction_that_fits_nothing_is_refused_and_changes_nothing() {
    let (place, id) = Place::with_a_session();
    let before = place.json(&["history"]);
    for args in [
        vec!["edit", &id],
        vec!["edit", &id, "--text", "x"],
        vec!["edit", &id, "--variant", "straight-leg", "--exclude", "left:9"],
    ] {
        place.refused(&args, 2);
    }
    place.refused(&["edit", "ffff", "--text", "x"], 1);
    assert_eq!(place.json(&["history"]), before);
    assert_eq!(place.done(&["undo"]), "There is nothing to take back.\n");
}

#[test]
fn scores_and_carry_over_are_kept_with_who_saw_them_and_what_they_ask_for() {
    let place = Place::empty();
    let said = place.done(&["score", "left", "1", "--by", "trainer"]);
    assert!(said.starts_with("Left: 1, scored by your trainer.") && said.contains("ask your trainer before"), "{said}");
    assert!(place.done(&["score", "right", "0"]).contains("See a clinician"));
    assert!(!place.done(&["score", "left", "3", "--by", "clinician"]).contains("ask your trainer"));
    let scores = place.json(&["score"]);
    assert_eq!(scores.as_array().unwrap().len(), 3);
    assert_eq!((&scores[0]["score"], &scores[0]["by"]), (&3.into(), &"clinician".into()));
    place.done(&["note", "steady at the bottom", "--lift", "squat", "--felt", "better"]);
    assert!(place.done(&["note"]).contains("Squat: better than before. steady at the bottom"));
    assert_eq!(place.json(&["note", "--lift", "swing"]).as_array().unwrap().len(), 0);
    place.refused(&["note", "  "], 1);
    assert_eq!(place.run(&["score", "left"]).status.code(), Some(2));
    assert_eq!(place.run(&["score", "left", "4"]).status.code(), Some(2));
}

#[test]
fn a_backup_is_one_file_and_what_it_replaces_is_set_aside() {
    let (place, id) = Place::with_a_session();
    let backup = place.path("backup.tar");
    let file = backup.to_str().unwrap();
    assert_eq!(place.json(&["backup", file])["sessions"], 1);
    assert!(place.refused(&["backup", file], 1).contains("there is such a file already"));
    place.done(&["delete", &id]);
    place.done(&["note", "after the backup"]);
    let restored = place.json(&["restore", file]);
    let aside = restored["aside"].as_str().unwrap().to_owned();
    assert_eq!(place.json(&["history"])[0]["id"].as_str(), Some(id.as_str()));
    assert_eq!(place.json(&["note"]).as_array().unwrap().len(), 0);
    let old = Place { db: PathBuf::from(aside), folder: tempfile::tempdir().unwrap() };
    assert_eq!(old.json(&["note"])[0]["text"], "after the backup");
    assert_eq!(old.json(&["history", "--deleted"])[0]["id"].as_str(), Some(id.as_str()));
    let report = place.path("again.html");
    place.done(&["report", &id, "-o", report.to_str().unwrap()]);
    assert!(std::fs::read_to_string(report).unwrap().contains("<svg"), "its signals came back with it");
    std::fs::write(&backup, "no backup").unwrap();
    assert!(place.refused(&["restore", file], 1).contains("no whole backup"));
    assert!(place.refused(&["restore", "/nowhere/b.tar"], 1).contains("no such file"));
    assert_eq!(place.json(&["history"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_damaged_history_is_told_set_aside_and_read_as_far_as_it_goes() {
    let (place, id) = Place::with_a_session();
    assert!(place.done(&["repair"]).starts_with("Nothing is wrong with"));
    assert_eq!(place.json(&["repair"]).as_array().unwrap().len(), 0);
    let mut bytes = std::fs::read(&place.db).unwrap();
    bytes[100..2_000].fill(0xee);
    std::fs::write(&place.db, &bytes).unwrap();
    let out = place.run(&["history", "--json"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(said.contains("was damaged and is set aside as history.db.aside-1") && said.lines().count() == 1, "{said}");
    let sessions: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(sessions[0]["id"].as_str(), Some(id.as_str()));
    assert!(std::fs::read(place.path("history.db.aside-1")).unwrap() == bytes);
}

#[test]
fn a_file_that_is_none_of_ours_is_neither_repaired_nor_touched() {
    let place = Place::empty();
    std::fs::write(&place.db, "t,ax,ay,az\n".repeat(1_000)).unwrap();
    for args in [vec!["repair"], vec!["delete", "01"], vec!["undo"], vec!["note", "x"]] {
        assert!(place.refused(&args, 1).contains("not a database"), "{args:?}");
    }
    assert_eq!(std::fs::read_to_string(&place.db).unwrap(), "t,ax,ay,az\n".repeat(1_000));
}
