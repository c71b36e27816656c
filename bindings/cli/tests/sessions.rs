//! Whole sessions through the binary: demo, replay, what interrupts them, and what is there afterwards.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be here is a failing test")]

use proximal_core::motion::{Finding, Intake, Tracker};
use proximal_core::routine::{OtherLeg, SidePlan, Variant, compile, leg_lowering};
use proximal_core::sim::{Person, Phone, Simulator, run};
use proximal_core::time::MonoTime;
use proximal_core::timeline::Side;
use proximal_core::timeline::file::{self, TimelineFile};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn proximal(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(args).args(["--lang", "en"]);
    command
}

fn done(args: &[&str]) -> Output {
    let out = proximal(args).output().unwrap();
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    out
}

fn json(args: &[&str]) -> Value {
    serde_json::from_slice(&done(args).stdout).unwrap()
}

/// A folder of its own, and the database in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("history.db");
    (folder, db)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    all.sort();
    all
}

#[test]
fn a_demo_is_seen_saved_listed_shown_and_reported_and_the_next_begins_with_the_other_side() {
    let (folder, db) = place();
    let report = folder.path().join("report.html");
    let demo = ["demo", "--speed", "1000", "--db", text(&db), "--report", text(&report)];
    let seen = String::from_utf8(done(&demo).stdout).unwrap();
    assert!(seen.contains("5 steady") && seen.contains("5 lost") && seen.contains("report.html"), "{seen}");
    assert!(std::fs::read_to_string(&report).unwrap().contains("</html>"));

    done(&demo);
    let history = json(&["history", "--json", "--db", text(&db)]);
    let sessions = history.as_array().unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!((&sessions[0]["left"]["steady"], &sessions[0]["right"]["lost"]), (&5.into(), &5.into()));
    let first_sides: Vec<Value> = sessions
        .iter()
        .map(|s| json(&["show", s["id"].as_str().unwrap(), "--json", "--db", text(&db)])["first_side"].clone())
        .collect();
    assert_eq!(first_sides, ["right", "left"], "the newest first");
    assert_eq!(names(folder.path()), ["history.db", "history.db.traces", "report.html"], "no journal stays");
}

#[test]
fn a_demo_for_machines_is_a_json_object_a_line() {
    let (_folder, db) = place();
    let out = done(&["demo", "--speed", "1000", "--json", "--db", text(&db)]).stdout;
    let lines: Vec<Value> = out.lines().map(|l| serde_json::from_str(&l.unwrap()).unwrap()).collect();
    assert!(lines.len() > 100);
    assert_eq!(lines.last().unwrap()["event"], "saved");
}

/// A demo that has just begun its routine.
#[cfg(unix)]
fn begun(db: &Path) -> std::process::Child {
    let mut child = proximal(&["demo", "--speed", "20", "--db", text(db)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
    assert!(lines.any(|l| l.unwrap().contains("Breathe out.")));
    child
}

#[cfg(unix)]
fn signal(child: &std::process::Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_the_session_saves_it_as_interrupted_and_is_told_to_the_shell() {
    let (folder, db) = place();
    let child = begun(&db);
    signal(&child, "-INT");
    let out = child.wait_with_output().unwrap();
    assert_eq!(out.status.code(), Some(130));
    assert_eq!(String::from_utf8(out.stderr).unwrap(), "proximal: interrupted\n");
    let sessions = json(&["history", "--json", "--db", text(&db)]);
    assert_eq!(sessions[0]["ending"], "interrupted");
    assert!(!names(folder.path()).iter().any(|n| n.ends_with(".journal")));
}

#[test]
#[cfg(unix)]
fn a_killed_session_is_offered_at_the_next_start_and_its_journal_saves_it() {
    let (folder, db) = place();
    let mut child = begun(&db);
    signal(&child, "-KILL");
    child.wait().unwrap();
    let journal = names(folder.path()).into_iter().find(|n| n.ends_with(".journal")).unwrap();
    let journal = folder.path().join(journal);
    let next = done(&["demo", "--speed", "1000", "--db", text(&db)]);
    assert!(String::from_utf8_lossy(&next.stderr).contains(text(&journal)));
    done(&["replay", text(&journal), "--db", text(&db)]);
    assert!(!journal.exists());
    let sessions = json(&["history", "--json", "--db", text(&db)]);
    let endings: Vec<&Value> = sessions.as_array().unwrap().iter().map(|s| &s["ending"]).collect();
    assert_eq!(endings, ["finished", "interrupted"]);
}

#[test]
fn a_database_that_is_none_is_refused_in_one_line_and_left_as_it_is() {
    let (folder, db) = place();
    std::fs::write(&db, "my diary\n").unwrap();
    let out = proximal(&["demo", "--speed", "1000", "--db", text(&db)]).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!((out.status.code(), said.lines().count()), (Some(1), 1), "{said}");
    assert!(said.contains(text(&db)) && out.stdout.is_empty(), "{said}");
    assert_eq!((std::fs::read_to_string(&db).unwrap().as_str(), names(folder.path()).len()), ("my diary\n", 1));
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_told_in_one_line_and_nothing_is_listed() {
    let (folder, db) = place();
    // No file of the process may grow past 100 blocks of 512 bytes, as on a disk with no more room.
    let shell = "trap '' XFSZ; ulimit -f 100; exec \"$0\" demo --speed 1000 --lang en --db \"$1\"";
    let out = Command::new("sh").args(["-c", shell, env!("CARGO_BIN_EXE_proximal"), text(&db)]).output().unwrap();
    let said = String::from_utf8(out.stderr).unwrap();
    assert_eq!((out.status.code(), said.lines().count()), (Some(1), 1), "{said}");
    assert!(said.contains(text(folder.path())), "{said}");
    let sessions = proximal(&["history", "--json", "--db", text(&db)]).output().unwrap();
    assert!(!String::from_utf8_lossy(&sessions.stdout).contains("\"id\""));
}

/// A simulated performance as the files that a lab would have.
fn recorded(folder: &Path) -> (PathBuf, PathBuf, Vec<String>) {
    let routine = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating);
    let plan = compile(&routine, Side::Left).unwrap();
    let phone =
        Phone { gyroscope: false, clock_base: proximal_core::time::Nanos(0), drift_ppm: 0.0, ..Phone::typical() };
    let simulator = Simulator::new(5, Person::lopsided(), phone);
    let performance = run(&plan, MonoTime::from_s(6.0), simulator);
    let (mut intake, mut tracker) = (Intake::default(), Tracker::default());
    performance.performed.phases().iter().for_each(|p| tracker.phase(*p));
    let mut csv = "t,ax,ay,az\n".to_owned();
    for frame in &performance.frames {
        let mut rows = Vec::new();
        intake.frame(frame, |r| rows.push(r)).unwrap();
        for r in rows {
            writeln!(csv, "{:.6},{:.6},{:.6},{:.6}", r.at.s(), r.acc[0], r.acc[1], r.acc[2]).unwrap();
            tracker.push(&r);
        }
    }
    tracker.finish();
    let mut verdicts = Vec::new();
    while let Some(finding) = tracker.next_finding() {
        if let Finding::Rep(rep) = finding
            && rep.block.is_judged()
        {
            verdicts.push(serde_json::to_value(rep.verdict).unwrap().as_str().unwrap().to_owned());
        }
    }
    let (recording, timeline) = (folder.join("rec.csv"), folder.join("tl.json"));
    std::fs::write(&recording, csv).unwrap();
    let written = file::write(&TimelineFile { performed: performance.performed, masks: Vec::new() }).unwrap();
    std::fs::write(&timeline, written).unwrap();
    (recording, timeline, verdicts)
}

#[test]
fn a_recording_with_its_timeline_gives_the_same_verdicts_analyzed_and_replayed_and_is_saved() {
    let (folder, db) = place();
    let (recording, timeline, verdicts) = recorded(folder.path());
    assert_eq!(verdicts.len(), 10);
    let analysis = json(&["analyze", text(&recording), "--timeline", text(&timeline), "--json"]);
    let of = |reps: &Value| -> Vec<String> {
        let judged = reps.as_array().unwrap().iter().filter(|r| r["block"] == "leg_lower");
        judged.map(|r| r["verdict"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of(&analysis["reps"]), verdicts);
    done(&["replay", text(&recording), "--timeline", text(&timeline), "--db", text(&db)]);
    let saved = json(&["show", "--json", "--db", text(&db)]);
    assert_eq!((of(&saved["reps"]), saved["ending"].as_str()), (verdicts, Some("finished")));
}

/// Real recordings, where this machine has them.
fn real(name: &str) -> Option<PathBuf> {
    let found = std::env::var_os("PROXIMAL_DATA").map(|d| Path::new(&d).join("supine_phone").join(name));
    let found = found.filter(|p| p.exists());
    if found.is_none() {
        eprintln!("not run: {name} (set PROXIMAL_DATA to the folder of recordings)");
    }
    found
}

#[test]
fn a_real_recording_that_followed_no_cue_is_unclear_and_a_slip_is_told() {
    for name in ["breath_0014_003.csv.gz", "breath_0036_005.csv.gz", "slip_0001_004.csv.gz", "slip_0052_001.csv.gz"] {
        let Some(recording) = real(name) else { return };
        let (_folder, db) = place();
        done(&["replay", text(&recording), "--db", text(&db)]);
        let saved = json(&["show", "--json", "--db", text(&db)]);
        let reps = saved["reps"].as_array().unwrap();
        assert!(!reps.is_empty() && reps.iter().all(|r| r["verdict"] == "unclear"), "{name}: {reps:?}");
        let analysis = json(&["analyze", text(&recording), "--json"]);
        let slips =
            analysis["events"].as_array().unwrap().iter().any(|e| e["kind"] == "slip" || e["kind"] == "replaced");
        assert!(slips || !name.starts_with("slip"), "{name}");
    }
}
