//! Routines on the command line: listed, shown as a file to change, checked.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::process::{Command, Output};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_proximal")).args(args).output().unwrap()
}

fn printed(args: &[&str]) -> String {
    let out = run(args);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn the_built_in_routine_is_listed_and_shown_as_a_file_that_passes_the_check() {
    assert!(printed(&["routine", "list", "--lang", "en"]).contains("10 judged reps"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.json");
    std::fs::write(&file, printed(&["routine", "show", "leg-lowering"])).unwrap();
    let checked = printed(&["routine", "check", file.to_str().unwrap(), "--json"]);
    let facts: serde_json::Value = serde_json::from_str(&checked).unwrap();
    assert_eq!((facts["name"].as_str(), facts["judged_reps"].as_u64()), (Some("leg-lowering"), Some(10)));
}

#[test]
fn a_routine_that_cannot_be_done_is_refused_by_file_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.json");
    let good = printed(&["routine", "show", "leg-lowering"]);
    let bad = good.replacen("\"reps\": 5", "\"reps\": 0", 1);
    assert_ne!(good, bad);
    std::fs::write(&file, bad).unwrap();
    for args in [["routine", "check", file.to_str().unwrap()], ["routine", "show", file.to_str().unwrap()]] {
        let out = run(&args);
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(out.status.code(), Some(1), "{said}");
        assert!(said.contains("mine.json: ") && said.contains("reps"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn a_name_that_is_neither_built_in_nor_a_file_is_told_what_there_is() {
    let out = run(&["routine", "show", "juggling"]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(said.contains("juggling: is no file and no built-in routine (leg-lowering)"), "{said}");
}
