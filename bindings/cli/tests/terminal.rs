//! A session on a real terminal: keys are heard, and a terminal that goes away ends the session and loses nothing.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what is not there fails the test")]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use serde_json::Value;
use std::io::Read;
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

/// What types and what sees: the terminal is there as long as either is.
type Terminal = (Box<dyn MasterPty + Send>, Box<dyn Read + Send>);
type Session = Box<dyn Child + Send + Sync>;

/// So many bytes are shown in the first seconds: keys are being read by then.
const RUNNING: usize = 3_000;

/// A demo in real time on a terminal of its own, when it runs.
fn demo(db: &Path) -> (Terminal, Session) {
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(["demo", "--speed", "1", "--lang", "en", "--db"]);
    command.arg(db);
    command.env("TERM", "xterm");
    command.cwd(db.parent().unwrap());
    let session = pair.slave.spawn_command(command).unwrap();
    let mut shown = pair.master.try_clone_reader().unwrap();
    shown.read_exact(&mut [0; RUNNING]).unwrap();
    ((pair.master, shown), session)
}

/// How it ended; a minute is long enough.
fn end_of(mut session: Session) -> ExitStatus {
    let began = Instant::now();
    while began.elapsed() < Duration::from_mins(1) {
        if let Some(status) = session.try_wait().unwrap() {
            return status;
        }
        thread::yield_now();
    }
    session.kill().unwrap();
    panic!("it goes on for a minute");
}

fn endings(db: &Path) -> Vec<String> {
    let db = db.to_str().unwrap();
    let out = Command::new(env!("CARGO_BIN_EXE_proximal")).args(["history", "--json", "--db", db]).output().unwrap();
    let list: Value = serde_json::from_slice(&out.stdout).unwrap_or_default();
    list.as_array().unwrap().iter().map(|s| s["ending"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_key_ends_the_session_and_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("d.db");
    let ((terminal, mut shown), session) = demo(&db);
    // It must not wait for someone to look.
    thread::spawn(move || std::io::copy(&mut shown, &mut std::io::sink()));
    terminal.take_writer().unwrap().write_all(b"q").unwrap();
    assert!(end_of(session).success());
    assert_eq!(endings(&db), ["stopped"]);
}

#[test]
fn a_terminal_that_is_closed_ends_the_session_and_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("d.db");
    let (terminal, session) = demo(&db);
    drop(terminal);
    assert!(!end_of(session).success());
    let journal = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path());
    let journal = journal.into_iter().any(|p| p.extension().is_some_and(|e| e == "journal"));
    assert!(journal || endings(&db) == ["interrupted"], "neither saved nor offered");
}
