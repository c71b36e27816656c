//! What the engine does when its process is killed, the disk is full, or it may not write: nothing acknowledged is lost,
//! and what went wrong is one clear line.
//!
//! The writer is this very test, started as a process of its own: [`writes_until_it_cannot`].

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

use proximal::{Engine, Env, ErrorKind, NewNote, world};
use proximal_core::motion::{AxisRecord, BreathVerdict, Estimate, Reasons, RepRecord, Verdict};
use proximal_core::routine::built_in;
use proximal_core::session::{Ending, SessionId, SessionRecord, Source, Trace, TraceSample};
use proximal_core::time::{MonoTime, WallTime};
use proximal_core::timeline::{BlockKind, Performed, RepKey, Side, Span};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// So often a writer is killed.
const KILLS: u32 = 200;
/// One history takes so many kills.
const TOGETHER: u32 = 20;
/// The writer's database, for the process that is one.
const WRITER: &str = "PROXIMAL_FAULTS_WRITER";

fn env() -> Env {
    world::env(0).unwrap()
}

/// The session number `nr` of writer `run`: the same whoever asks.
fn session(run: u64, nr: u64) -> (SessionRecord, Trace) {
    let mut entropy = [0; 32];
    entropy[..8].copy_from_slice(&(run << 20 | nr).to_be_bytes());
    let started = WallTime { utc_ms: 1_764_000_000_000 + i64::try_from(run << 20 | nr).unwrap(), offset_min: 60 };
    let deg = |value: f64| Estimate { value, ci95: [value - 0.5, value + 0.5] };
    let axis = |value: f64| AxisRecord { peak_deg: deg(value), drift_deg: deg(-value), wiggle_deg: 0.1, in_band: 0.9 };
    let rep = |rep: u16| RepRecord {
        block: BlockKind::LegLower,
        key: RepKey { block_index: 5, set: 1, side: if rep.is_multiple_of(2) { Side::Left } else { Side::Right }, rep },
        attempt: 1,
        span: Span::from_s(f64::from(rep), f64::from(rep) + 0.9),
        tilt: axis(nr as f64 + f64::from(rep)),
        roll: axis(0.5),
        creep_deg: None,
        moment_of_loss_s: None,
        stillness_ratio: None,
        verdict: Verdict::Steady,
        reasons: Reasons::new(),
        breath: BreathVerdict::InTime,
    };
    let record = SessionRecord {
        id: SessionId::new(started, &entropy),
        started,
        started_at: MonoTime(0),
        routine: built_in("leg-lowering").unwrap(),
        first_side: Side::Left,
        ending: Ending::Finished,
        source: Source::Simulated(nr),
        performed: Performed::default(),
        reference: None,
        reps: (1..=10).map(rep).collect(),
        events: Vec::new(),
        pain_before: None,
        felt: None,
        pain_after: None,
    };
    let sample =
        |i: u32| TraceSample { at: MonoTime(i64::from(i) * 10_000_000), acc: [0.0, f64::from(i % 9), 9.81], gyr: None };
    (record, Trace { samples: (0..500).map(sample).collect(), track: Vec::new() })
}

/// Not a test: the process that writes. Three threads at once, each line `run thread nr` once what it names is saved.
#[test]
#[ignore = "the writer of the tests below"]
fn writes_until_it_cannot() {
    let Ok(told) = std::env::var(WRITER) else { return };
    let (run, db) = told.split_once(' ').unwrap();
    let run: u64 = run.parse().unwrap();
    let engine = match Engine::open(Path::new(db), env()) {
        Ok(engine) => engine,
        Err(e) => return println!("refused {:?} {e}", e.kind),
    };
    thread::scope(|threads| {
        for nr in 0..3_u64 {
            let engine = &engine;
            threads.spawn(move || {
                for step in (nr..).step_by(3) {
                    let done = match nr {
                        0 => {
                            let (record, trace) = session(run, step);
                            engine.save(record, trace, env())
                        }
                        1 => {
                            let note = NewNote { text: format!("{run} {step}"), ..NewNote::default() };
                            engine.note(note, env()).map(drop)
                        }
                        _ => engine
                            .set_plan(&both_limits(step), env())
                            .and_then(|_| engine.set_setting("last", &format!("{run} {step}"), env())),
                    };
                    match done {
                        Ok(()) => println!("saved {run} {nr} {step}"),
                        Err(e) => return println!("refused {:?} {e}", e.kind),
                    }
                }
            });
        }
    });
}

/// Two registers of the plan that are only ever set together: the one is ten times the other.
fn both_limits(step: u64) -> [(&'static str, String); 2] {
    let day = 1 + step / 3 % 2;
    [("plan.limit-day", day.to_string()), ("plan.limit-week", (day * 10).to_string())]
}

/// Whether both were set, or neither ever.
fn limits_agree(engine: &Engine) -> bool {
    let plan = engine.plan().unwrap();
    (plan.limit_day, plan.limit_week) == (1, 7) || plan.limit_week == plan.limit_day * 10
}

fn writer(run: u64, db: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "writes_until_it_cannot", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(WRITER, format!("{run} {}", db.display())).stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// What a writer said it saved: by run and thread, the numbers. What was cut off in the middle of a line was not said.
type Said = Vec<[u64; 3]>;

fn parse(line: &str) -> Option<[u64; 3]> {
    let mut words = line.rsplit("saved ").next().filter(|_| line.contains("saved "))?.split(' ').map(str::parse);
    let numbers = [words.next()?.ok()?, words.next()?.ok()?, words.next()?.ok()?];
    words.next().is_none().then_some(numbers)
}

/// What was said to be saved and is not there.
fn missing(engine: &Engine, said: &Said) -> Said {
    let notes: Vec<String> = engine.notes(None).unwrap().into_iter().map(|note| note.text).collect();
    let last: Option<[u64; 2]> = engine.setting("last").unwrap().and_then(|last| {
        let (run, step) = last.split_once(' ')?;
        Some([run.parse().ok()?, step.parse().ok()?])
    });
    let there = |[run, thread, step]: [u64; 3]| match thread {
        0 => {
            let (record, trace) = session(run, step);
            let saved = engine.session(&record.id.to_string());
            let signals = engine.trace(record.id).unwrap();
            saved.is_ok_and(|saved| saved == record)
                && signals.is_some_and(|s| s.trace.samples.len() == trace.samples.len())
        }
        1 => notes.contains(&format!("{run} {step}")),
        _ => last.is_some_and(|last| last >= [run, step]),
    };
    said.iter().copied().filter(|one| !there(*one)).collect()
}

/// Lets a writer write and kills it `after` its first word; what it said.
fn kill(mut child: Child, after: Duration) -> Said {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    while !first.contains("saved") {
        first.clear();
        assert!(out.read_line(&mut first).unwrap() > 0, "the writer ended by itself");
    }
    let began = Instant::now();
    while began.elapsed() < after {
        thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    let whole = rest.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    parse(first.trim_end()).into_iter().chain(whole.filter_map(|line| parse(line.trim_end()))).collect()
}

#[test]
fn two_hundred_kills_of_a_writer_under_load_lose_nothing_it_said_was_saved() {
    let mut acknowledged = 0;
    let mut by_thread = BTreeMap::new();
    for round in 0..KILLS / TOGETHER {
        let dir = TempDir::new().unwrap();
        let db = dir.path().join("history.db");
        let mut said = Said::new();
        for nr in 0..TOGETHER {
            let run = u64::from(round * TOGETHER + nr) + 1;
            // Steps by the golden section lie scattered between nothing and a tenth of a second.
            let share = (f64::from(round * TOGETHER + nr) * 0.618_033_988_749).fract();
            said.extend(kill(writer(run, &db).spawn().unwrap(), Duration::from_secs_f64(0.1 * share)));
            let engine = Engine::open(&db, env()).unwrap();
            assert_eq!(engine.salvaged(), []);
            assert_eq!(missing(&engine, &said), Said::new(), "after kill {run}");
            assert!(limits_agree(&engine), "after kill {run}: {:?}", engine.plan());
            // What nobody said is found missing: the test can fail.
            assert_eq!(missing(&engine, &vec![[run, 1, 999_999]]).len(), 1);
        }
        let engine = Engine::open(&db, env()).unwrap();
        assert_eq!(engine.repair(env()).unwrap(), [], "every page and row is whole");
        acknowledged += said.len();
        for [_, thread, _] in said {
            *by_thread.entry(thread).or_insert(0) += 1;
        }
    }
    println!(
        "{KILLS} kills, {acknowledged} changes acknowledged (sessions, notes, settings: {by_thread:?}), none lost"
    );
    assert_eq!(by_thread.len(), 3, "every kind of change was under way: {by_thread:?}");
}

/// Runs a writer until it says why it cannot go on; what it saved, and why.
fn until_refused(command: &mut Command) -> (Said, Vec<String>) {
    let out = command.output().unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let refused = text.lines().filter_map(|line| line.split_once("refused ").map(|(_, why)| why.to_owned())).collect();
    (text.lines().filter_map(parse).collect(), refused)
}

/// All of it is there, and what was refused works again.
fn whole_and_usable(db: &Path, said: &Said) {
    let engine = Engine::open(db, env()).unwrap();
    assert_eq!(missing(&engine, said), Said::new());
    engine.set_setting("last", "9999 9999", env()).unwrap();
    assert_eq!(engine.repair(env()).unwrap(), []);
}

#[test]
fn a_limit_on_the_size_of_files_is_told_and_loses_nothing() {
    let dir = TempDir::new().unwrap();
    let db = dir.path().join("history.db");
    let mut told = Vec::new();
    for (run, blocks) in [(1, 400), (2, 1_000), (3, 3_000)] {
        let plain = writer(run, &db);
        let mut limited = Command::new("sh");
        // The signal that would end the process is ignored: the write fails instead, as on a full disk.
        limited.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
        limited.arg(plain.get_program()).args(plain.get_args());
        limited.env(WRITER, format!("{run} {}", db.display())).stderr(Stdio::null());
        let (said, refused) = until_refused(&mut limited);
        assert!(!refused.is_empty(), "nothing was refused");
        assert!(refused.iter().all(|why| why.starts_with("Storage ")), "{refused:?}");
        whole_and_usable(&db, &said);
        told.extend(refused);
    }
    println!("told: {}", told.last().unwrap());
}

/// A small file system of its own, where we may make one.
struct Small(TempDir);

impl Small {
    fn new(size: &str) -> Option<Self> {
        let dir = TempDir::new().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(dir.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then_some(Self(dir))
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.0.path()).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_is_told_and_loses_nothing_and_room_made_is_used() {
    let Some(disk) = Small::new("1500k") else {
        return println!("not run: a full disk (it takes the right to mount one)");
    };
    let db = disk.0.path().join("history.db");
    let mut command = writer(1, &db);
    let (said, refused) = until_refused(&mut command);
    assert!(!said.is_empty());
    assert!(refused.iter().all(|why| why.starts_with("Storage ") && why.contains("the disk is full")), "{refused:?}");
    // Even full it opens and says what it holds.
    let engine = Engine::open(&db, env()).unwrap();
    assert_eq!(missing(&engine, &said), Said::new());
    let backup = disk.0.path().join("backup.tar");
    assert_eq!(engine.back_up(&backup, env()).unwrap_err().kind, ErrorKind::Storage);
    drop(engine);
    let left: Vec<_> = fs::read_dir(disk.0.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("part")), "{left:?}");
    disk.remount("size=8m");
    whole_and_usable(&db, &said);
    println!("{} changes on a disk of 1.5 MB, then: {}", said.len(), refused.first().unwrap());
}

#[test]
fn a_folder_that_may_only_be_read_is_told_and_nothing_in_it_changes() {
    let Some(disk) = Small::new("8m") else {
        return println!("not run: a folder that may only be read (it takes the right to mount one)");
    };
    let db = disk.0.path().join("history.db");
    let engine = Engine::open(&db, env()).unwrap();
    engine.set_setting("last", "1 1", env()).unwrap();
    engine.close().unwrap();
    disk.remount("ro");
    let error = Engine::open(&db, env()).unwrap_err();
    assert_eq!(error.kind, ErrorKind::Storage, "{error}");
    assert!(error.to_string().starts_with(&db.display().to_string()) && error.to_string().lines().count() == 1);
    let none = Engine::open(&disk.0.path().join("new.db"), env()).unwrap_err();
    assert_eq!(none.kind, ErrorKind::Storage, "{none}");
    println!("told: {error}");
    println!("told: {none}");
    disk.remount("rw");
    let again = Engine::open(&db, env()).unwrap();
    assert_eq!(again.setting("last").unwrap().as_deref(), Some("1 1"));
    drop(again);
}
