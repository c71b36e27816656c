//! Sound on the command line: a routine as a WAV file, a demo that is heard and recorded, and what is said where nothing
//! can speak or play. Programs of the machine are stood in for by scripts.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what cannot be here is a failing test")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sample numbers are small here")]

use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Runs the command line where the only programs are those in `programs`, its working folder.
fn run(programs: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proximal"));
    command.args(args).args(["--lang", "en"]).env("PATH", programs).current_dir(programs).output().unwrap()
}

fn done(programs: &Path, args: &[&str]) -> Output {
    let out = run(programs, args);
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    out
}

fn told(out: &Output) -> Vec<String> {
    String::from_utf8_lossy(&out.stderr).lines().map(str::to_owned).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut all: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    all.sort();
    all
}

fn samples(wav: &Path) -> (u32, Vec<f32>) {
    let mut reader = hound::WavReader::open(wav).unwrap();
    let spec = reader.spec();
    assert_eq!((spec.channels, spec.bits_per_sample), (1, 16));
    (spec.sample_rate, reader.samples::<i16>().map(|s| f32::from(s.unwrap()) / 32_767.0).collect())
}

fn loudest(part: &[f32]) -> f32 {
    part.iter().map(|x| x.abs()).fold(0.0, f32::max)
}

fn script(folder: &Path, name: &str, body: &str) {
    let path = folder.join(name);
    fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A program that says everything as half a second of one note, at 16 kHz on two channels, and keeps a list.
fn speaker(folder: &TempDir) {
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::create(folder.path().join("note.wav"), spec).unwrap();
    for i in 0..16_000_u16 {
        // Silence comes first, as with any such program.
        let loud = if i < 8_000 { 0.0 } else { 9_000.0 };
        let sample = (loud * (f32::from(i) * std::f32::consts::TAU * 3_000.0 / 16_000.0).sin()) as i16;
        wav.write_sample(sample).unwrap();
        wav.write_sample(sample).unwrap();
    }
    wav.finalize().unwrap();
    script(folder.path(), "espeak-ng", r#"echo "$2: $7" >> said.txt; exec /bin/cp note.wav "$6""#);
}

/// How much of `hz` is in a part.
fn share(part: &[f32], hz: f32, rate_hz: u32) -> f32 {
    let turn = |i: usize| std::f32::consts::TAU * hz * i as f32 / rate_hz as f32;
    let (sin, cos) =
        part.iter().enumerate().fold((0.0, 0.0), |(s, c), (i, x)| (s + x * turn(i).sin(), c + x * turn(i).cos()));
    f32::hypot(sin, cos) / part.len() as f32
}

#[test]
fn a_routine_becomes_a_file_with_each_tone_at_its_planned_sample() {
    let folder = tempfile::tempdir().unwrap();
    let facts = done(folder.path(), &["audio", "-o", "r.wav", "--rate", "44100", "--no-speech", "--json"]);
    assert!(facts.stderr.is_empty(), "who wants no words misses none");
    let facts: Value = serde_json::from_slice(&facts.stdout).unwrap();
    let (rate_hz, sound) = samples(&folder.path().join("r.wav"));
    assert_eq!((rate_hz, sound.len() as u64), (44_100, facts["samples"].as_u64().unwrap()));
    assert_eq!((facts["rate_hz"].as_u64(), facts["voice"].as_str()), (Some(44_100), None));
    let cues = facts["cues"].as_array().unwrap();
    let breaths: Vec<_> = cues.iter().filter(|c| c["tone"] == "exhale" || c["tone"] == "inhale").collect();
    assert_eq!(breaths.len(), 34);
    for breath in &breaths {
        let (at, length) = (breath["sample"].as_u64().unwrap(), breath["tone_samples"].as_u64().unwrap());
        assert_eq!(at, (breath["at_s"].as_f64().unwrap() * 44_100.0).round() as u64);
        assert_eq!(length, if breath["tone"] == "exhale" { 5 } else { 4 } * 44_100);
        let at = at as usize;
        assert!(loudest(&sound[at..at + 40]) < 0.01 && loudest(&sound[at + 4_410..at + 8_820]) > 0.1, "{breath}");
    }
    let first = breaths[0]["sample"].as_u64().unwrap() as usize;
    assert!(loudest(&sound[first - 44_100..first]) == 0.0, "and silence before the first");
    assert_eq!(names(folder.path()), ["r.wav"]);
}

#[test]
fn standard_output_gets_the_same_bytes_and_the_usual_name_is_the_routines() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["audio", "leg-lowering", "--rate", "8000", "--no-speech", "--first-side", "right"];
    let line = String::from_utf8(done(folder.path(), &args).stdout).unwrap();
    assert!(line.contains("leg-lowering.wav: 2:44.6, 8000 Hz, tones only"), "{line}");
    let piped = done(folder.path(), &[&args[..], &["-o", "-"]].concat()).stdout;
    assert_eq!(piped, fs::read(folder.path().join("leg-lowering.wav")).unwrap());
}

#[test]
fn every_sentence_is_spoken_once_and_begins_at_its_own_sample() {
    let folder = tempfile::tempdir().unwrap();
    speaker(&folder);
    let facts = done(folder.path(), &["audio", "-o", "r.wav", "--json"]);
    assert!(facts.stderr.is_empty(), "{:?}", told(&facts));
    let facts: Value = serde_json::from_slice(&facts.stdout).unwrap();
    assert_eq!(facts["voice"], "espeak-ng");
    let cues = facts["cues"].as_array().unwrap();
    let mut wanted: Vec<_> = cues.iter().filter_map(|c| c["say"].as_str()).map(|s| format!("en: {s}")).collect();
    wanted.sort();
    wanted.dedup();
    let list = fs::read_to_string(folder.path().join("said.txt")).unwrap();
    let mut said: Vec<_> = list.lines().collect();
    said.sort_unstable();
    assert_eq!(said, wanted);

    let (rate_hz, sound) = samples(&folder.path().join("r.wav"));
    let speech = |from: usize| share(&sound[from..from + 2_400], 3_000.0, rate_hz);
    for cue in cues.iter().filter(|c| !c["say"].is_null()) {
        let at = cue["sample"].as_u64().unwrap() as usize;
        assert!(
            speech(at + 1_000) > 0.05 && speech(at + 18_000) > 0.05,
            "{cue}: {} {}",
            speech(at + 1_000),
            speech(at + 18_000)
        );
    }
    let one = cues.iter().find(|c| c["say"] == "1").unwrap()["sample"].as_u64().unwrap() as usize;
    assert!(loudest(&sound[one - 4_800..one]) == 0.0 && loudest(&sound[one..one + 1_500]) > 0.1);
    assert!(loudest(&sound) < 0.9);
}

#[test]
fn where_nobody_speaks_a_line_says_so_and_the_tones_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let out = done(folder.path(), &["audio", "-o", "r.wav", "--rate", "8000"]);
    let lines = told(&out);
    assert!(lines.len() == 1 && lines[0].contains("No words") && lines[0].contains("espeak-ng"), "{lines:?}");
    script(folder.path(), "espeak-ng", "exit 3");
    let out = done(folder.path(), &["audio", "-o", "mute.wav", "--rate", "8000"]);
    let lines = told(&out);
    assert!(lines.len() == 1 && lines[0].contains("espeak-ng could not speak"), "{lines:?}");
    let read = |name| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("r.wav"), read("mute.wav"));
    assert!(String::from_utf8(out.stdout).unwrap().contains("tones only"));
}

#[test]
fn what_cannot_be_is_refused_in_a_line_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("kept.wav"), "old").unwrap();
    for (args, code, what) in [
        (&["audio", "juggling", "-o", "kept.wav"][..], 1, "juggling"),
        (&["audio", "-o", "nowhere/r.wav", "--no-speech"], 1, "nowhere"),
        (&["audio", "-o", "-", "--json"], 2, "--json"),
        (&["audio", "--rate", "7999"], 2, "7999"),
        (&["demo", "--wav", "-", "--db", "d.db"], 2, "--wav"),
    ] {
        let out = run(folder.path(), args);
        let lines = told(&out);
        assert_eq!(out.status.code(), Some(code), "{args:?}: {lines:?}");
        assert!(lines[0].contains(what) && out.stdout.is_empty(), "{lines:?}");
    }
    let left: Vec<_> = names(folder.path()).into_iter().filter(|name| !name.starts_with("d.db")).collect();
    assert_eq!(left, ["kept.wav"]);
    assert_eq!(fs::read(folder.path().join("kept.wav")).unwrap(), b"old");
}

const DEMO: [&str; 5] = ["demo", "--db", "d.db", "--report", "r.html"];

#[test]
fn a_demo_records_what_it_sounded() {
    let folder = tempfile::tempdir().unwrap();
    let out = done(folder.path(), &[&DEMO[..], &["--speed", "1000", "--wav", "d.wav", "--json"]].concat());
    let lines: Vec<Value> =
        String::from_utf8(out.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let (rate_hz, sound) = samples(&folder.path().join("d.wav"));
    let cues: Vec<_> = lines.iter().filter_map(|l| l["event"]["cue"].as_object()).collect();
    let tones = cues.iter().filter(|c| !c["what"]["tone"].is_null());
    let spans: Vec<_> = tones
        .map(|c| {
            let (due, length) = (c["due"].as_u64().unwrap(), c["what"]["tone"][1].as_u64().unwrap());
            let sample = |ns: u64| (ns as f64 * f64::from(rate_hz) / 1e9).round() as usize;
            (sample(due), sample(due + length))
        })
        .collect();
    assert!(spans.len() > 34);
    for (i, piece) in sound.chunks(480).enumerate() {
        let sounds = spans.iter().any(|(a, b)| *a < i * 480 + 480 && i * 480 < *b);
        assert!(sounds || loudest(piece) == 0.0, "silence at {i}");
    }
    for (a, b) in &spans {
        let quarter = a + (b - a) / 4;
        assert!(loudest(&sound[quarter..quarter + 480]) > 0.1, "a tone at {a}");
    }
}

#[test]
fn a_demo_is_played_by_what_is_there_and_goes_on_where_nothing_is() {
    let folder = tempfile::tempdir().unwrap();
    let demo = |speed: &'static str| [&DEMO[..], &["--speed", speed, "--sound"]].concat();
    let line = |out: &Output, what: &str| {
        let lines = told(out);
        assert!(lines.iter().filter(|l| l.contains("No sound") && l.contains(what)).count() == 1, "{lines:?}");
        assert!(String::from_utf8_lossy(&out.stdout).contains("5 steady"), "the session went on");
    };
    line(&done(folder.path(), &demo("400")), "none of paplay");
    line(&done(folder.path(), &demo("1000")), "as fast as it goes");
    script(folder.path(), "aplay", "exit 1");
    line(&done(folder.path(), &demo("400")), "aplay found no device");

    script(folder.path(), "play", "exec /bin/cat > heard.raw");
    let out = done(folder.path(), &demo("100"));
    assert!(!told(&out).iter().any(|l| l.contains("No sound")), "{:?}", told(&out));
    let heard = fs::read(folder.path().join("heard.raw")).unwrap();
    let heard: Vec<_> = heard.chunks(2).map(|b| f32::from(i16::from_le_bytes([b[0], b[1]])) / 32_767.0).collect();
    // A session of a good three minutes, a hundred times as fast.
    assert!((1.0..4.0).contains(&(heard.len() as f32 / 48_000.0)) && loudest(&heard) > 0.1, "{}", heard.len());

    script(folder.path(), "play", "/usr/bin/head -c 100 > /dev/null; exit 1");
    let lines = told(&done(folder.path(), &demo("60")));
    assert!(lines.iter().any(|l| l.contains("play stopped early")), "{lines:?}");
}

#[test]
fn where_only_files_are_played_each_cue_is_one() {
    let folder = tempfile::tempdir().unwrap();
    script(folder.path(), "afplay", r#"/bin/cp "$1" . && echo "${1##*/}" >> played.txt"#);
    let out = done(folder.path(), &[&DEMO[..], &["--speed", "60", "--sound"]].concat());
    assert!(!told(&out).iter().any(|l| l.contains("No sound")), "{:?}", told(&out));
    let played = fs::read_to_string(folder.path().join("played.txt")).unwrap();
    let lengths: Vec<_> = played.lines().map(|name| samples(&folder.path().join(name)).1.len()).collect();
    // Sixty times as fast: 5 s and 4 s are 4000 and 3200 samples.
    let breaths = [4_000, 3_200].map(|length| lengths.iter().filter(|l| **l == length).count());
    assert_eq!(breaths, [17, 17], "{lengths:?}");
}
