//! What a user gets for input that cannot be: one line that says where, the right exit code, nothing half-written.

#![allow(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const GOOD: &str = "t,ax,ay,az\n0,0,0,9.8\n0.01,0,0,9.8\n0.02,0,0,9.8\n";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = names.map(|n| n.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn proximal() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    proximal().args(args).output().unwrap()
}

/// Standard error of a run that must fail with `code`, print nothing and say one line.
fn said(out: &Output, code: i32) -> String {
    let said = String::from_utf8(out.stderr.clone()).unwrap();
    assert_eq!(out.status.code(), Some(code), "{said}");
    assert!(out.stdout.is_empty(), "printed: {}", String::from_utf8_lossy(&out.stdout));
    assert_eq!(said.trim_end().lines().count(), 1, "one line: {said}");
    said
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn every_command_that_reads_a_recording_refuses_a_bad_one_by_file_and_line() {
    let folder = Folder::new();
    let bad = folder.file("bad.csv", GOOD.replace("0.01,0,0", "0.01,x,0").as_bytes());
    let timeline = folder.file("t.json", BREATH.as_bytes());
    let db = folder.0.path().join("new.db");
    let before = folder.names();
    for args in [
        vec!["attitude", path(&bad)],
        vec!["breath", path(&bad)],
        vec!["analyze", path(&bad), "--json"],
        vec!["replay", path(&bad), "--timeline", path(&timeline), "--db", path(&db)],
    ] {
        let said = said(&run(&args), 1);
        assert!(said.contains("bad.csv:3: ax is 'x'"), "{args:?}: {said}");
    }
    assert_eq!(folder.names(), before);
}

/// What is no recording, and what is said of it: with the line where there is one.
const NO_RECORDINGS: [(&str, &[u8], &str); 16] = [
    ("empty.csv", b"", "is empty"),
    ("binary.csv", &[0, 159, 146, 150, 0, 7], "is binary"),
    ("header.csv", b"t,ax,ay,az\n", "no samples"),
    ("no-header.csv", b"0,0,0,9.8\n0.01,0,0,9.8\n", "no-header.csv:1: "),
    ("one.csv", b"t,ax,ay,az\n0,0,0,9.8\n", "only 1 sample"),
    ("falling.csv", b"t,ax,ay,az\n2,0,0,9.8\n1,0,0,9.8\n0,0,0,9.8\n", "stamps go back"),
    ("g.csv", b"t,ax,ay,az\n0,0,0,1\n0.01,0,0,1\n", "look like g"),
    ("nan-stamp.csv", b"t,ax,ay,az\n0,0,0,9.8\nnan,0,0,9.8\n", "nan-stamp.csv:3: stamp t"),
    ("inf-stamp.csv", b"t,ax,ay,az\n0,0,0,9.8\n-inf,0,0,9.8\n", "inf-stamp.csv:3: stamp t"),
    ("all-nan.csv", b"t,ax,ay,az\n0,nan,nan,nan\n0.01,nan,nan,nan\n", "no row has a finite ax, ay, az"),
    ("all-inf.csv", b"t,ax,ay,az\n0,inf,0,0\n0.01,-inf,0,0\n", "no row has a finite ax, ay, az"),
    ("text.csv", b"t,ax,ay,az\n0,0,0,9.8\n0.01,x,0,9.8\n", "text.csv:3: ax is 'x'"),
    ("short.csv", b"t,ax,ay,az\n0,0,0,9.8\n0.01,0,0\n", "short.csv:3: 3 fields"),
    ("half-gyro.csv", b"t,ax,ay,az,gx\n0,0,0,9.8,0\n0.01,0,0,9.8,0\n", "half-gyro.csv:1: "),
    ("latin.csv", b"t,ax,ay,az\n0,0,0,9.8\n0.01,\xe9,0,9.8\n", "latin.csv:3: "),
    ("cut.csv.gz", &[0x1f, 0x8b, 8, 0, 0], "gzip data end too early"),
];

/// Runs every command that reads a recording on `recording`, none of which may write anything, and hands what was said
/// to `check`.
fn every_reader(folder: &Folder, recording: &str, check: impl Fn(&[&str], &str)) {
    let timeline = folder.0.path().join("t.json");
    let (db, samples) = (folder.0.path().join("new.db"), folder.0.path().join("samples.csv"));
    let report = folder.0.path().join("report.html");
    let before = folder.names();
    for args in [
        vec!["attitude", recording],
        vec!["attitude", recording, "--reference", "0..1", "--json"],
        vec!["breath", recording],
        vec!["breath", recording, "--json"],
        vec!["analyze", recording, "--json", "--samples", path(&samples)],
        vec!["analyze", recording, "--timeline", path(&timeline), "--samples", path(&samples)],
        vec!["replay", recording, "--db", path(&db), "--report", path(&report)],
        vec!["replay", recording, "--routine", "leg-lowering", "--db", path(&db), "--json"],
        vec!["replay", recording, "--timeline", path(&timeline), "--db", path(&db)],
    ] {
        check(&args, &said(&run(&args), 1));
        assert_eq!(folder.names(), before, "{args:?}");
    }
}

/// A timeline of one breath.
const BREATH: &str = r#"{"schema":"proximal.timeline/1","phases":[
    {"kind":"exhale","start_s":0,"end_s":1,"block":"leg_lower","side":"left","rep":1}]}"#;

#[test]
fn files_that_are_no_recordings_are_each_told_by_name_whatever_reads_them() {
    let folder = Folder::new();
    folder.file("t.json", BREATH.as_bytes());
    for (name, bytes, what) in NO_RECORDINGS {
        let file = folder.file(name, bytes);
        every_reader(&folder, path(&file), |args, said| {
            assert!(said.contains(name) && said.contains(what), "{args:?}: {said}");
        });
    }
}

#[test]
fn paths_that_cannot_be_read_are_each_told_by_name_whatever_reads_them() {
    let folder = Folder::new();
    folder.file("t.json", BREATH.as_bytes());
    let under_a_file = format!("{}/r.csv", path(&folder.file("file", b"")));
    for (recording, what) in [
        ("no/such/file.csv", "no such file"),
        (path(folder.0.path()), "is a folder"),
        (&under_a_file, "not a directory"),
    ] {
        every_reader(&folder, recording, |args, said| {
            assert!(said.contains(recording) && said.contains(what), "{args:?}: {said}");
        });
    }
}

#[test]
fn a_few_readings_that_are_not_numbers_are_counted_and_no_error() {
    let folder = Folder::new();
    let row = |i: u32| {
        let z = match i % 50 {
            7 => "nan",
            9 => "-inf",
            _ => "9.8",
        };
        format!("{},0,0,{z}\n", f64::from(i) * 0.01)
    };
    let rows = "t,ax,ay,az\n".to_owned() + &(0..400).map(row).collect::<String>();
    let file = folder.file("holes.csv", rows.as_bytes());
    let out = run(&["analyze", path(&file), "--json"]);
    assert_eq!((out.status.code(), out.stderr.as_slice()), (Some(0), b"".as_slice()));
    let told: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((&told["samples"]["accepted"], &told["samples"]["impossible"]), (&384.into(), &16.into()));
}

#[test]
fn a_bad_recording_on_standard_input_is_named_so() {
    let mut child = proximal()
        .args(["breath", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"t,ax,ay,az\n0,0,0,9.8,1\n").unwrap();
    let said = said(&child.wait_with_output().unwrap(), 1);
    assert!(said.contains("standard input:2: 5 fields"), "{said}");
}

#[test]
fn a_timeline_that_cannot_be_is_named_with_its_field() {
    let folder = Folder::new();
    let good = folder.file("good.csv", GOOD.as_bytes());
    for (bytes, what) in [
        (b"{".as_slice(), "timeline"),
        (br#"{"schema":"other/1","phases":[]}"#, "schema is 'other/1'"),
        (b"\xff\xfe", "not UTF-8"),
    ] {
        let timeline = folder.file("t.json", bytes);
        let said = said(&run(&["analyze", path(&good), "--timeline", path(&timeline), "--json"]), 1);
        assert!(said.contains("t.json: ") && said.contains(what), "{said}");
    }
}

#[test]
fn the_old_samples_file_survives_a_run_that_fails() {
    let folder = Folder::new();
    let bad = folder.file("bad.csv", b"t,ax,ay,az\n0,0,0,9.8\n0.01,0,0\n");
    let samples = folder.file("samples.csv", b"old");
    said(&run(&["analyze", path(&bad), "--samples", path(&samples), "--json"]), 1);
    assert_eq!(std::fs::read(&samples).unwrap(), b"old");
    assert_eq!(folder.names(), ["bad.csv", "samples.csv"]);
}

#[test]
fn what_cannot_be_typed_is_a_usage_error() {
    for args in [
        vec!["attitude"],
        vec!["juggle"],
        vec!["demo", "--speed", "0"],
        vec!["demo", "--speed", "1001"],
        vec!["demo", "--person", "nobody"],
        vec!["attitude", "r.csv", "--reference", "9..5"],
        vec!["history", "--limit", "0"],
        vec!["completions", "cmd"],
        vec!["--lang", "fr"],
        vec!["man", "juggle"],
    ] {
        let out = run(&args);
        assert_eq!(out.status.code(), Some(2), "{args:?}");
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn completions_the_manual_and_help_are_printed() {
    for (args, what) in [
        (vec!["completions", "bash"], "_proximal"),
        (vec!["completions", "zsh"], "#compdef proximal"),
        (vec!["man"], ".TH proximal"),
        (vec!["man", "replay"], "timeline"),
        (vec!["--help"], "replay"),
    ] {
        let out = run(&args);
        assert_eq!(out.status.code(), Some(0), "{args:?}");
        assert!(String::from_utf8(out.stdout).unwrap().contains(what), "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_early_ends_us_quietly() {
    let mut child =
        proximal().args(["completions", "zsh"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), out.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_that_never_ends_is_refused() {
    let said = said(&run(&["attitude", "/dev/zero"]), 1);
    assert!(said.contains("/dev/zero: is a device"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_what_was_to_be_written() {
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let said = said(&proximal().arg("man").stdout(full).output().unwrap(), 1);
    assert!(said.contains("standard output: no space left"), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_while_reading_ends_with_130_and_leaves_nothing_behind() {
    let folder = Folder::new();
    let samples = folder.0.path().join("samples.csv");
    let mut child = proximal()
        .args(["analyze", "-", "--samples", path(&samples), "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(GOOD.as_bytes()).unwrap();
    // The handler is in place before the first byte is read; a pipe this full was read from.
    let filler = vec![b'\n'; 1 << 20];
    stdin.write_all(&filler).unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), out.stdout.as_slice()), (Some(130), b"".as_slice()));
    assert_eq!(folder.names(), [""; 0]);
}
