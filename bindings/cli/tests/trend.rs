//! `trend` and `report` over days, as a stranger types them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn proximal(dir: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(args).args(["--lang", "en"]).current_dir(dir).env("NO_COLOR", "1").env("XDG_DATA_HOME", dir);
    command.output().unwrap()
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Two simulated sessions of today.
fn practised() -> TempDir {
    let dir = TempDir::new().unwrap();
    for seed in ["1", "2"] {
        let demo = ["demo", "--speed", "1000", "--seed", seed, "--db", "h.db", "--report", "r.html"];
        out(&proximal(dir.path(), &demo));
    }
    dir
}

#[test]
fn a_trend_is_plain_when_piped_and_two_sessions_are_too_few_to_say() {
    let dir = practised();
    let said = out(&proximal(dir.path(), &["trend", "--db", "h.db"]));
    assert!(!said.contains('\u{1b}'), "{said}");
    for part in
        ["How far the pelvis goes", "Left", "Right", "too few to say", "What it does not mean", "less is steadier"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");

    let json: serde_json::Value =
        serde_json::from_str(&out(&proximal(dir.path(), &["trend", "steady", "--db", "h.db", "--json"]))).unwrap();
    assert_eq!((json["schema"].as_str(), json["unit"].as_str()), (Some("proximal.trend/1"), Some("percent")));
    assert_eq!(json["trend"]["sides"][0]["side"], "left");
    assert_eq!(json["trend"]["sides"][0]["trend"]["change"]["is"], "too_few");
    assert!(!json["means"].as_array().unwrap().is_empty() && !json["does_not_mean"].as_array().unwrap().is_empty());

    let right = out(&proximal(dir.path(), &["trend", "tilt", "--side", "right", "--db", "h.db"]));
    assert!(!right.contains("Left") && right.contains("Right"), "{right}");

    for metric in ["gap", "felt", "creep"] {
        let svg = out(&proximal(dir.path(), &["trend", metric, "--svg", "-o", "-", "--db", "h.db"]));
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>") && !svg.contains("NaN"), "{svg}");
    }
}

#[test]
fn a_page_of_days_and_a_trainers_sheet_are_written_whole() {
    let dir = practised();
    for (args, part) in [
        (vec!["report", "--last", "30d", "-o", "p.html", "--db", "h.db"], "2 sessions in 30 days."),
        (vec!["report", "--trainer", "-o", "p.html", "--db", "h.db"], "Summary for the trainer"),
        (
            vec!["report", "--from", "2020-01-01", "--to", "2020-01-01", "-o", "p.html", "--db", "h.db"],
            "No session in one day.",
        ),
    ] {
        assert_eq!(out(&proximal(dir.path(), &args)), "p.html\n");
        let page = std::fs::read_to_string(dir.path().join("p.html")).unwrap();
        assert!(page.contains(part) && page.ends_with("</html>") && !page.contains("<script"), "{args:?}");
    }
}

#[test]
fn what_cannot_be_asked_is_told_in_one_line() {
    let dir = TempDir::new().unwrap();
    assert_eq!(out(&proximal(dir.path(), &["trend"])), "There is nothing to draw yet.\n");
    for (args, code) in [
        (vec!["trend", "--last", "3x"], 2),
        (vec!["trend", "strength"], 2),
        (vec!["trend", "--db", "none.db"], 1),
        (vec!["report", "--last", "30d", "--db", "none.db"], 1),
        (vec!["report", "019a", "--last", "30d"], 2),
    ] {
        let output = proximal(dir.path(), &args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
