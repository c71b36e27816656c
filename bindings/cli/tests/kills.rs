//! A session whose process is killed at any instant loses no finished rep and at most a second of what was done.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// So often a session is killed.
const KILLS: u32 = 200;

fn proximal(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(args);
    command
}

/// Reps that a stream of events told, and the second it came to; what was cut off in the middle of a line is not told.
fn told(lines: &str) -> (BTreeSet<String>, f64) {
    let whole = lines.split_inclusive('\n').filter(|l| l.ends_with('\n'));
    let events: Vec<Value> = whole.map(|l| serde_json::from_str(l).unwrap()).collect();
    let reps = events.iter().filter_map(|e| e["event"]["rep_finished"]["key"].as_object());
    // The questions after the routine take time too; nothing is performed then.
    let began = events.iter().filter(|e| e["event"]["phase_began"].is_object());
    let reached_s = began.filter_map(|e| e["t_s"].as_f64()).fold(0.0, f64::max);
    (reps.map(|key| format!("{key:?}")).collect(), reached_s)
}

/// Kills a session after `wait`; whether it was killed while it ran.
fn kill_after(wait: Duration, folder: &Path, seed: &str) -> bool {
    let db = folder.join("history.db");
    let (db_text, said) = (db.to_str().unwrap(), folder.join("said"));
    let mut child = proximal(&["demo", "--speed", "1000", "--json", "--seed", seed, "--db", db_text])
        .stdout(File::create(&said).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while began.elapsed() < wait && child.try_wait().unwrap().is_none() {
        thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let (reps, reached_s) = told(&fs::read_to_string(&said).unwrap());
    let journal = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let Some(journal) = journal.into_iter().find(|p| p.extension().is_some_and(|e| e == "journal")) else {
        // Not begun, or saved and done: what was told is in the history then.
        let list = proximal(&["history", "--json", "--db", db_text]).output().unwrap();
        let sessions: Value = serde_json::from_slice(&list.stdout).unwrap_or_default();
        assert!(reps.is_empty() || sessions.as_array().is_some_and(|s| s.len() == 1), "{reps:?} are lost");
        return false;
    };
    let kept = proximal(&["replay", journal.to_str().unwrap(), "--json", "--db", db_text]).output().unwrap();
    if reps.is_empty() && !kept.status.success() {
        // The header itself was being written.
        assert!(reached_s < 1.0, "{}", String::from_utf8_lossy(&kept.stderr));
        return true;
    }
    let text = String::from_utf8(kept.stdout).unwrap();
    let saved: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    let session = &saved["session"];
    let kept: BTreeSet<String> =
        session["reps"].as_array().unwrap().iter().map(|r| format!("{:?}", r["key"].as_object().unwrap())).collect();
    assert!(kept.is_superset(&reps), "{:?} are lost", reps.difference(&kept).collect::<Vec<_>>());
    let phases = session["performed"].as_array().unwrap();
    let ended_s = phases.iter().filter_map(|p| p["span"]["end"].as_f64()).fold(0.0, f64::max) / 1e9;
    assert!(phases.is_empty() || ended_s >= reached_s - 1.0, "{reached_s} s were told, {ended_s} s are kept");
    true
}

#[test]
fn two_hundred_kills_lose_no_finished_rep_and_at_most_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let whole = Instant::now();
    kill_after(Duration::from_mins(1), folder.path(), "0");
    let whole = whole.elapsed();
    let halves: Vec<u32> = (0..2)
        .map(|half| {
            thread::spawn(move || {
                let mut running = 0;
                for i in (half..KILLS).step_by(2) {
                    let folder = tempfile::tempdir().unwrap();
                    // Steps by the golden section lie scattered over the whole session.
                    let share = (f64::from(i) * 0.618_033_988_749).fract();
                    running += u32::from(kill_after(whole.mul_f64(share), folder.path(), &i.to_string()));
                }
                running
            })
        })
        .collect::<Vec<_>>()
        .into_iter()
        .map(|half| half.join().unwrap())
        .collect();
    let running: u32 = halves.iter().sum();
    assert!(running > KILLS / 3, "only {running} were killed while they ran");
}
