//! Routines on the command line: listed, shown, drawn, made, changed, checked; and the leg-raise check.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be set up fails the test")]

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
    std::fs::write(&file, printed(&["routine", "show", "leg-lowering", "--json"])).unwrap();
    let checked = printed(&["routine", "check", file.to_str().unwrap(), "--json"]);
    let facts: serde_json::Value = serde_json::from_str(&checked).unwrap();
    assert_eq!((facts["name"].as_str(), facts["judged_reps"].as_u64()), (Some("leg-lowering"), Some(10)));
}

#[test]
fn a_routine_that_cannot_be_done_is_refused_by_file_and_field() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.json");
    let good = printed(&["routine", "show", "leg-lowering", "--json"]);
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
    assert!(said.contains("juggling: is no file and no built-in routine (deadbug-breathing, "), "{said}");
}

/// A folder with `mine.json`, made from the article's routine.
fn mine() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.json").to_str().unwrap().to_owned();
    printed(&["routine", "new", "mine", "--from", "leg-lowering", "-o", &file]);
    (folder, file)
}

fn json(args: &[&str]) -> serde_json::Value {
    serde_json::from_str(&printed(args)).unwrap()
}

fn refused(args: &[&str], code: i32) -> String {
    let out = run(args);
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!((out.status.code(), out.stdout.len()), (Some(code), 0), "{said}");
    said
}

#[test]
fn a_routine_of_ones_own_is_made_changed_and_taken_back() {
    let (folder, file) = mine();
    let made = std::fs::read_to_string(&file).unwrap();
    let edit = [
        "--reps",
        "6",
        "--landmark",
        "box",
        "--tempo",
        "6/5",
        "--rest-before",
        "30",
        "--add",
        "heel-slide",
        "--at",
        "2",
    ];
    printed(&[&["routine", "edit", &file][..], &edit].concat());
    let routine = json(&["routine", "show", &file, "--json"]);
    assert_eq!(routine["tempo"]["exhale_s"], 6.0);
    let blocks = routine["blocks"].as_array().unwrap();
    let exercises: Vec<_> = blocks.iter().map(|b| b["exercise"].as_str().unwrap()).collect();
    assert_eq!(exercises, ["deadbug", "heel_slide", "leg_lower"]);
    assert_eq!((&blocks[2]["reps"], &blocks[2]["landmark"]), (&6.into(), &"box".into()));
    assert_eq!(blocks[2]["rest_before_s"], 30.0);
    printed(&["routine", "edit", &file, "--move", "2:1", "--remove", "1"]);
    printed(&["routine", "edit", &file, "--undo"]);
    assert_eq!(json(&["routine", "show", &file, "--json"]), routine);
    assert_ne!(std::fs::read_to_string(&file).unwrap(), made);
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "the file and its backup, nothing half-written: {names:?}");
}

#[test]
fn an_edit_that_cannot_be_is_refused_with_its_field_and_changes_nothing() {
    let (_folder, file) = mine();
    let before = std::fs::read_to_string(&file).unwrap();
    for (options, told) in [
        (&["--reps", "99"][..], "blocks[1].reps: is 99, must be 1 to 50"),
        (&["--tempo", "2/4"], "tempo.exhale_s: is 2, must be 3 to 8"),
        (&["--block", "1", "--landmark", "shin"], "blocks[0].landmark: does not go with this exercise"),
        (&["--other-leg", "flat"], "blocks[1].sides: cannot alternate"),
        (&["--remove", "7"], "block: is 7, must be 1 to 2"),
        (&["--reps", "4", "--block", "0"], "block: is"),
        (&["--reps", "4", "--move", "1:9"], "block: is 9"),
    ] {
        let said = refused(&[&["routine", "edit", &file][..], options].concat(), 1);
        assert!(said.contains(told) && said.contains("mine.json"), "wanted '{told}', got '{said}'");
    }
    for options in [&[][..], &["--tempo", "5"], &["--undo", "--reps", "4"], &["--block", "2"]] {
        refused(&[&["routine", "edit", &file][..], options].concat(), 2);
    }
    assert!(refused(&["routine", "edit", &file, "--undo"], 1).contains("mine.json~"));
    assert!(refused(&["routine", "new", "mine", "-o", &file], 1).contains("is there already"));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
}

#[test]
fn a_folder_is_listed_with_its_routines_and_what_is_wrong_with_one() {
    let (folder, file) = mine();
    std::fs::write(folder.path().join("other.json"), "{\"schema\":\"proximal.timeline/1\"}").unwrap();
    let broken = std::fs::read_to_string(&file).unwrap().replace("\"reps\": 5", "\"reps\": 0");
    std::fs::write(folder.path().join("zero.json"), broken).unwrap();
    let all = json(&["routine", "list", folder.path().to_str().unwrap(), "--json"]);
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 8 + 2);
    assert_eq!(all[8]["name"], "mine");
    assert!(all[9]["fault"].as_str().unwrap().contains("reps: is 0"));
}

#[test]
fn a_routine_is_shown_step_by_step_and_drawn() {
    let shown = printed(&["routine", "show", "supported-lowering", "--lang", "en"]);
    for told in
        ["Other leg: up, held by a rack", "raise the leg slowly, once", "Depth: not chosen", "Breathe out for 5"]
    {
        assert!(shown.contains(told), "{told} in {shown}");
    }
    assert_eq!(shown.matches("Lay the phone").count(), 1);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figure.svg");
    printed(&["routine", "show", "bent-knee-fall-out", "--svg", "--lang", "de", "-o", file.to_str().unwrap()]);
    let svg = std::fs::read_to_string(file).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("<title>Knie zur Seite"), "{svg}");
    assert!(printed(&["routine", "show", "leg-lowering", "--svg", "--block", "1"]).contains("Deadbug"));
    refused(&["routine", "show", "leg-lowering", "--svg", "--block", "3"], 2);
}

/// A leg that rises to `deg` and is held there, at 100 Hz, without a gyroscope; as CSV.
#[expect(clippy::disallowed_methods, reason = "this need not agree between platforms to the last digit")]
fn leg_raise(deg: f64) -> String {
    let rows = (0..1400).map(|i| {
        let t = f64::from(i) / 100.0;
        // Three seconds flat, three up, three held, three down.
        let share = ((t - 3.0) / 3.0).clamp(0.0, 1.0) - ((t - 9.0) / 3.0).clamp(0.0, 1.0);
        let (sin, cos) = (deg * share * share * (3.0 - 2.0 * share)).to_radians().sin_cos();
        format!("{t},0,{},{}", -9.806_65 * sin, 9.806_65 * cos)
    });
    let rows: Vec<String> = rows.collect();
    format!("t,ax,ay,az\n{}\n", rows.join("\n"))
}

#[test]
fn the_leg_raise_check_reads_degrees_with_an_error_and_says_what_they_are_worth() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("raise.csv").to_str().unwrap().to_owned();
    std::fs::write(&file, leg_raise(64.0)).unwrap();
    let told = json(&["raise", &file, "--side", "left", "--json"]);
    assert_eq!((told["side"].as_str(), told["best"].as_u64()), (Some("left"), Some(1)));
    assert!((told["best_deg"].as_f64().unwrap() - 64.0).abs() < 0.5, "{told}");
    assert_eq!(told["self_test"], "unproved");
    let said = printed(&["raise", &file, "--lang", "en"]);
    assert!(said.contains("Best: 64° ± 2°") && said.contains("unproved") && said.contains("10.2°"), "{said}");
    // A leg that only lies there is no try.
    std::fs::write(&file, leg_raise(0.0)).unwrap();
    assert!(printed(&["raise", &file, "--lang", "en"]).starts_with("No try that counts."));
    assert!(printed(&["raise", "--svg"]).starts_with("<svg"));
    refused(&["raise"], 2);
}
