//! `week`, `bests`, `checks` and `history --days`, as a stranger types them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

fn said(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(args).current_dir(dir).env("XDG_DATA_HOME", dir).env("HOME", dir).env("TZ", "UTC").env("LC_ALL", "C");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(dir: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&said(dir, &[args, &["--json"]].concat())).unwrap()
}

#[test]
fn where_there_is_no_history_each_says_so_in_both_languages_and_makes_none() {
    let dir = TempDir::new().unwrap();
    for (args, en, de) in [
        (&["week", "--at", "2026-11-26T12:00"][..], "0 of 3 this week.", "0 von 3 diese Woche."),
        (&["bests"], "No best yet", "Noch kein Bestes"),
        (&["checks"], "No score yet", "Noch keine Bewertung"),
        (&["history", "--days", "7"], "No sessions in", "Noch keine Einheiten"),
    ] {
        for (lang, words) in [("en", en), ("de", de)] {
            let text = said(dir.path(), &[args, &["--lang", lang]].concat());
            assert!(text.contains(words) && !text.contains('{'), "{args:?}: {text}");
        }
        assert!(!json(dir.path(), args).is_null());
    }
    let week = said(dir.path(), &["week", "--at", "2026-11-26T12:00", "--lang", "en"]);
    assert!(week.contains("Still asked:") && week.contains("18:00"), "{week}");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn a_session_of_today_is_in_its_week_under_its_day_and_its_scores_among_the_checks() {
    let dir = TempDir::new().unwrap();
    said(dir.path(), &["demo", "--speed", "1000", "--db", "h.db", "--report", "r.html"]);
    let db = ["--db", "h.db", "--lang", "en"];
    let with = |args: &[&str]| said(dir.path(), &[args, &db].concat());
    assert!(with(&["week"]).starts_with("1 of 3 this week."));
    let week = json(dir.path(), &[&["week"][..], &db].concat());
    assert_eq!((week["schema"].as_str(), week["week"]["done"].as_u64()), (Some("proximal.week/1"), Some(1)));
    let days = json(dir.path(), &[&["history", "--days", "3"][..], &db].concat());
    assert_eq!(days[0]["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(week["days"], days);
    assert!(with(&["history", "--days", "3"]).contains("leg-lowering"));
    // Nobody said how far the leg went.
    assert!(with(&["bests"]).contains("unknown depth"));
    assert_eq!(json(dir.path(), &[&["bests"][..], &db].concat())["unconfirmed"], 1);
    with(&["score", "left", "2", "--by", "trainer"]);
    with(&["note", "easier", "--lift", "squat", "--felt", "better"]);
    let checks = with(&["checks"]);
    for part in ["Left 2, seen by a trainer", "Squat: better  easier", "a change takes two checks"] {
        assert!(checks.contains(part), "{part}: {checks}");
    }
    let checks = json(dir.path(), &[&["checks"][..], &db].concat());
    assert_eq!(
        (checks["schema"].as_str(), checks["scores"][0]["score"].as_u64()),
        (Some("proximal.checks/1"), Some(2))
    );
}
