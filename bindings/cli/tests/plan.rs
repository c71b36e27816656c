//! The plan on the command line: shown, set, taken back, asked for the next session; reminders and the calendar.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be set up fails the test")]

use serde_json::Value;
use std::process::{Command, Output};

/// A folder with a history in it, or none yet, and a clock that is always in Berlin.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(&self, line: &str) -> Output {
        let db = self.file("history.db");
        let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
        command.env("TZ", "Europe/Berlin").env("XDG_DATA_HOME", self.0.path()).env("HOME", self.0.path());
        let words = line.split_whitespace().map(|word| if word == "DB" { db.clone() } else { word.to_owned() });
        command.args(words).output().unwrap()
    }

    fn printed(&self, line: &str) -> String {
        let out = self.run(line);
        assert_eq!(out.status.code(), Some(0), "{line}: {}", String::from_utf8_lossy(&out.stderr));
        String::from_utf8(out.stdout).unwrap()
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.printed(&format!("{line} --json"))).unwrap()
    }

    /// The one line with which `line` is refused, and its exit code.
    fn refused(&self, line: &str) -> (i32, String) {
        let out = self.run(line);
        let said = String::from_utf8(out.stderr).unwrap();
        (out.status.code().unwrap(), said)
    }
}

#[test]
fn who_has_set_nothing_and_done_nothing_is_told_what_to_do_and_no_file_is_made() {
    let place = Place::new();
    let said = place.printed("plan next --lang en --at 2026-11-23T12:00");
    for line in [
        "0 of 3 this week.",
        "Today at 18:00.",
        "Level: Leg lowers, down to knee height",
        "You begin here.",
        "1  Deadbug hold. 5 breaths.",
        "The left leg begins.",
    ] {
        assert!(said.lines().any(|l| l == line), "{line}: {said}");
    }
    assert!(place.printed("plan show --lang de --at 2026-11-24T12:00").contains("Morgen um 18:00."));
    assert_eq!(place.printed("remind --lang en --at 2026-11-23T12:00").lines().count(), 27);
    assert_eq!(std::fs::read_dir(place.0.path()).unwrap().count(), 0, "reading makes nothing");
}

#[test]
fn what_is_set_is_shown_with_what_it_was_and_taken_back() {
    let place = Place::new();
    let said = place.printed("plan set --days tue,thu,sat --time 7:30 --rest sun --lang en --db DB");
    assert!(
        said.contains("plan.times: tue=07:30 thu=07:30 sat=07:30 (before: mon=18:00 wed=18:00 fri=18:00)"),
        "{said}"
    );
    assert!(said.contains("plan.rest: sun (before: –)") && said.contains("proximal plan set --undo"), "{said}");
    let shown = place.printed("plan show --lang en --db DB");
    assert!(shown.contains("Saturday: 07:30") && shown.contains("Sunday: rest"), "{shown}");
    let back = place.json("plan set --undo --db DB");
    assert_eq!(back[0]["after"], "mon=18:00 wed=18:00 fri=18:00");
    assert_eq!(place.json("plan show --db DB")["registers"]["plan.rest"], "");
    place.printed("plan set --undo --db DB");
    assert_eq!(place.json("plan show --db DB")["week"]["goal"], 3);
    assert_eq!(place.json("plan show --db DB")["registers"]["plan.rest"], "sun");
    assert!(place.printed("plan set --rest sun --lang en --db DB").contains("Nothing has changed."));
}

#[test]
fn what_cannot_be_is_refused_in_one_line_and_nothing_is_set_or_made() {
    let place = Place::new();
    for (line, code, wanted) in [
        ("plan set --times mon=25:00 --db DB", 1, "plan.times: is 'mon=25:00', wanted days with times"),
        ("plan set --rest someday --db DB", 1, "plan.rest: is 'someday', wanted days"),
        ("plan set --rollover 13 --db DB", 1, "plan.rollover: is '13', wanted an hour, 0 to 12"),
        ("plan set --limit-week 0 --db DB", 1, "plan.limit-week: is '0', wanted a number, 1 to 21"),
        ("plan set --days mon,blue --db DB", 2, "--days: mon,wed,fri is wanted"),
        ("plan set --level leg-lower --landmark none --db DB", 2, "each lowered leg needs a landmark"),
        ("plan set --level heel-slide --landmark knee --db DB", 2, "--level: "),
        ("remind --zone Mars/Olympus", 2, "--zone: there is no 'Mars/Olympus'"),
        ("plan show --db nowhere.db", 1, "nowhere.db: no such file"),
    ] {
        let (found, said) = place.refused(line);
        assert_eq!((found, said.lines().count()), (code, 1), "{line}: {said}");
        assert!(said.contains(wanted), "{line}: {said}");
    }
    for line in ["plan set --db DB", "plan set --undo --lock true --db DB", "plan set --time 7:00 --db DB"] {
        assert_eq!(place.refused(line).0, 2, "{line}");
    }
    assert_eq!(std::fs::read_dir(place.0.path()).unwrap().count(), 0);
}

#[test]
fn a_level_is_chosen_held_and_let_go_and_straight_legs_only_by_choice() {
    let place = Place::new();
    place.printed("plan set --level leg-lower --variant straight-leg --landmark box --db DB");
    let next = place.json("plan next --db DB");
    assert_eq!((&next["level"]["variant"], &next["level"]["landmark"]), (&"straight-leg".into(), &"box".into()));
    assert_eq!(next["routine"]["blocks"][1]["landmark"], "box");
    let held = place.printed("plan set --lock true --lang en --db DB");
    assert!(held.contains("plan.lock: on (before: off)"), "{held}");
    assert!(place.printed("plan next --lang en --db DB").contains("The level is held where it is."));
    let (code, _) = place.refused("plan set --lock maybe --db DB");
    assert_eq!(code, 2);
}

#[test]
fn the_next_routine_is_a_file_that_can_be_checked_with_an_extra_set_that_names_the_leg() {
    let place = Place::new();
    place.printed("plan set --extra right --db DB");
    let file = place.file("next.json");
    let said = place.printed(&format!("plan next --lang en --db DB -o {file}"));
    assert!(said.contains("One more set with the right leg moving, as chosen."), "{said}");
    assert!(said.contains("5 times, the right leg alone."), "{said}");
    assert!(place.printed(&format!("routine check {file} --lang en")).contains("15 judged reps"));
    let piped = place.printed("plan next --db DB -o -");
    assert_eq!(serde_json::from_str::<Value>(&piped).unwrap()["name"], "leg-lowering");
}

#[test]
fn a_saved_session_counts_for_the_week_and_another_depth_not_for_the_level() {
    let place = Place::new();
    place.printed("demo --speed 1000 --db DB");
    let next = place.json("plan next --lang en --db DB");
    assert_eq!(next["week"]["done"], 1);
    assert!(next["why"][0].as_str().unwrap().starts_with("Last time: something other than this level."), "{next}");
    assert_eq!(next["first_side"], "right");
    assert_eq!(place.json("plan show --db DB")["readings"][0]["taken_for"], "elsewhere");
}

#[test]
fn reminders_keep_the_local_time_over_the_change_of_clocks() {
    let place = Place::new();
    let all = place.json("remind --at 2027-03-25T12:00");
    let at: Vec<&str> = all.as_array().unwrap().iter().take(3).map(|r| r["at"].as_str().unwrap()).collect();
    assert_eq!(at, ["2027-03-26T18:00:00+01:00", "2027-03-29T18:00:00+02:00", "2027-03-31T18:00:00+02:00"]);
    let york = place.json("remind --zone America/New_York --at 2027-03-12T12:00");
    assert_eq!(york[1]["at"], "2027-03-15T18:00:00-04:00");
}

#[test]
fn the_calendar_is_written_whole_and_keeps_its_name() {
    let place = Place::new();
    let file = place.file("plan.ics");
    let uid = || {
        let said = place.printed(&format!("remind --ics --db DB --lang en -o {file}"));
        assert!(said.starts_with("Calendar "), "{said}");
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.contains("TZID:Europe/Berlin\r\n") && text.matches("BEGIN:VEVENT").count() == 3);
        text.lines().find(|line| line.starts_with("UID:")).unwrap().to_owned()
    };
    // There is no history yet: the calendar's name makes it.
    let refused = place.refused(&format!("remind --ics --db DB -o {file}"));
    assert_eq!(refused.0, 1, "{}", refused.1);
    place.printed("plan set --limit-day 2 --db DB");
    assert_eq!(uid(), uid());
    assert!(place.printed("remind --ics --zone UTC --db DB").contains("Z\r\nDTEND"));
    let (code, said) = place.refused(&format!("remind --ics --db DB -o {}", place.file("no/such/folder.ics")));
    assert_eq!((code, said.lines().count()), (1, 1), "{said}");
}
