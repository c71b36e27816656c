//! The power goes at any instant: what was acknowledged is there, what was not is there whole or not at all.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use proximal_core::history::{Env, Item, ItemId, ItemKind, NewNote, Reader, Store};
use proximal_core::routine::built_in;
use proximal_core::session::{Ending, SessionId, SessionRecord, Source, Trace, TraceSample};
use proximal_core::time::{MonoTime, WallTime};
use proximal_core::timeline::{Performed, Side};
use proximal_torn::{Disk, Fate, Step, acknowledged, record, stop};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use rusqlite::Connection;
use std::path::Path;
use tempfile::TempDir;

/// So many things are written, and so many power cuts made of that.
const WRITES: u64 = 400;
const CUTS: u64 = 1_000;

fn env(nr: u64) -> Env {
    let mut entropy = [0; 32];
    entropy[..8].copy_from_slice(&nr.to_be_bytes());
    entropy[16..24].copy_from_slice(&(nr + 1).to_be_bytes());
    Env { now: WallTime { utc_ms: 1_764_000_000_000 + i64::try_from(nr).unwrap(), offset_min: 0 }, entropy }
}

fn session(nr: u64) -> (SessionRecord, Trace) {
    let env = env(nr);
    let record = SessionRecord {
        id: SessionId::new(env.now, &env.entropy),
        started: env.now,
        started_at: MonoTime(0),
        routine: built_in("leg-lowering").unwrap(),
        first_side: Side::Left,
        ending: Ending::Finished,
        source: Source::Simulated(nr),
        performed: Performed::default(),
        reference: None,
        reps: Vec::new(),
        events: Vec::new(),
        pain_before: None,
        felt: None,
        pain_after: None,
    };
    let sample =
        |i: u64| TraceSample { at: MonoTime(10_000_000 * i as i64), acc: [0.0, (i % 97) as f64, 9.81], gyr: None };
    (record, Trace { samples: (0..200 + nr % 1_000).map(sample).collect(), track: Vec::new() })
}

/// Sessions with signals, notes, deletions, settings, checkpoints, and the history closed and opened again.
fn work(file: &Path) {
    let mut store = Store::open(file, &env(0)).unwrap();
    for nr in 1..=WRITES {
        match nr % 10 {
            0 => {
                let (record, trace) = session(nr);
                store.save(&record, &trace, &env(nr)).unwrap();
            }
            5 => store.set_setting("voice", &nr.to_string(), &env(nr)).unwrap(),
            7 => {
                let note = Item { kind: ItemKind::Note, id: ItemId(env(nr - 1).id()) };
                store.delete(note, &env(nr)).unwrap();
            }
            _ => {
                let note = NewNote { text: format!("note {nr}"), ..NewNote::default() };
                store.add_note(&note, &env(nr)).unwrap();
            }
        }
        acknowledged(nr);
        if nr % 97 == 0 {
            store.checkpoint().unwrap();
        }
        if nr % 131 == 0 {
            drop(store);
            store = Store::open(file, &env(nr)).unwrap();
        }
    }
}

/// Of what was acknowledged by number `last`, what is not in the history in `file`; and what is broken in it.
fn missing(file: &Path, last: u64) -> Result<Vec<u64>, String> {
    let store = Store::open(file, &env(9_999)).map_err(|e| e.to_string())?;
    if !store.salvaged().is_empty() {
        return Err("it had to be salvaged".to_owned());
    }
    drop(store);
    let whole: String = Connection::open(file)
        .and_then(|conn| conn.query_row("PRAGMA integrity_check", [], |row| row.get(0)))
        .map_err(|e| e.to_string())?;
    if whole != "ok" {
        return Err(whole);
    }
    let ask = || {
        let reader = Reader::open(file)?;
        let notes = reader.notes(None)?;
        let voice: u64 = reader.setting("voice")?.and_then(|voice| voice.parse().ok()).unwrap_or(0);
        let mut missing = Vec::new();
        for nr in 1..=last {
            let there = match nr % 10 {
                0 => {
                    let (record, trace) = session(nr);
                    reader.session(&record.id.to_string()).is_ok_and(|saved| saved == record)
                        && reader.trace(record.id)?.is_some_and(|saved| saved.samples.len() == trace.samples.len())
                }
                5 => voice >= nr,
                7 => notes.iter().all(|note| note.text != format!("note {}", nr - 1)),
                // The next one deletes it, acknowledged or not yet.
                6 => true,
                _ => notes.iter().any(|note| note.text == format!("note {nr}")),
            };
            if !there {
                missing.push(nr);
            }
        }
        // What was not acknowledged is whole or not there: every session that is listed has all its signals.
        for summary in reader.sessions(10_000)? {
            let session = reader.session(&summary.id.to_string())?;
            if reader.trace(session.id)?.is_none() {
                missing.push(u64::MAX);
            }
        }
        Ok(missing)
    };
    ask().map_err(|e: proximal_core::history::HistoryError| e.to_string())
}

/// Cuts the power `CUTS` times; how often something acknowledged was missing or the history broken, with the first case.
fn cut(steps: &[Step], from: &Path, lying: bool) -> (u64, Option<String>) {
    let (mut bad, mut first) = (0, None);
    for seed in 0..CUTS {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let at = usize::try_from(dice.next_u64() % steps.len() as u64).unwrap() + 1;
        let steps = &steps[..at];
        let acknowledged =
            steps.iter().filter_map(|step| if let Step::Acknowledged(nr) = step { Some(*nr) } else { None });
        let last = acknowledged.max().unwrap_or(0);
        // From nothing of what was not synced to nearly all of it.
        let kept = dice.next_u64() % 101;
        let disk = Disk::after(steps, lying, || match dice.next_u64() % 100 {
            share if share < kept => Fate::Kept,
            share if share % 2 == 0 => Fate::Lost,
            _ => Fate::Zeros,
        });
        let dir = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
        disk.lay_out(from, dir.path()).unwrap();
        let found = missing(&dir.path().join("history.db"), last);
        if found.as_ref().map_or(true, |missing| !missing.is_empty()) {
            bad += 1;
            first.get_or_insert_with(|| {
                format!("cut {seed} after step {at} of which {last} were acknowledged: {found:?}")
            });
        }
    }
    (bad, first)
}

#[test]
fn a_thousand_power_cuts_lose_nothing_that_was_acknowledged_unless_the_disk_lies() {
    let dir = TempDir::new_in("/dev/shm").or_else(|_| TempDir::new()).unwrap();
    record();
    work(&dir.path().join("history.db"));
    let steps = stop();
    let of = |kind: fn(&Step) -> bool| steps.iter().filter(|step| kind(step)).count();
    println!(
        "{} writes, {} syncs, {} acknowledged",
        of(|s| matches!(s, Step::Write { .. })),
        of(|s| matches!(s, Step::Sync { .. })),
        of(|s| matches!(s, Step::Acknowledged(_)))
    );
    let (bad, first) = cut(&steps, dir.path(), false);
    println!("{CUTS} power cuts: {bad} lost or broke something");
    assert_eq!((bad, first), (0, None));
    // The control: a disk that says it has synced and has not. Were syncs missing in our code, it would look like this.
    let (bad, _) = cut(&steps, dir.path(), true);
    println!("{CUTS} power cuts of a disk that lies: {bad} lost or broke something");
    assert!(bad > CUTS / 2, "only {bad} of {CUTS}");
}
