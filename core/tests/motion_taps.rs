//! Two taps are a sign; what is not two taps is none, in simulation and in recordings of real phones.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "test support: what cannot be here is a failing test")]

mod common;

use common::{article, plan_of};
use flate2::read::GzDecoder;
use proximal_core::motion::{Finding, MotionEventKind, Reading, Reason, RepRecord, Tracker, Verdict};
use proximal_core::sim::{Fault, Person, Phone, Simulator, run};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{Mask, Performed, Span};
use std::io::Read as _;
use std::path::{Path, PathBuf};

const START: MonoTime = MonoTime(6_000_000_000);

struct Found {
    events: Vec<(f64, MotionEventKind)>,
    reps: Vec<RepRecord>,
}

impl Found {
    fn count(&self, kind: MotionEventKind) -> usize {
        self.events.iter().filter(|(_, k)| *k == kind).count()
    }
}

/// What is found in the article's routine when the phone is struck so.
fn found(seed: u64, phone: Phone, faults: &[Fault], masks: &[Span]) -> Found {
    let mut simulator = Simulator::new(seed, Person { heel_down: 1.0, ..Person::still() }, phone);
    for fault in faults {
        simulator.fault(*fault);
    }
    let performance = run(&plan_of(&article()), START, simulator);
    let mut tracker = Tracker::default();
    masks.iter().zip(0..).for_each(|(span, name)| tracker.mask(name, Mask { span: *span }));
    let mut intake = proximal_core::motion::Intake::default();
    let mut readings = Vec::new();
    for frame in &performance.frames {
        intake.frame(frame, |r| readings.push(r)).unwrap();
    }
    followed(tracker, Some(&performance.performed), &readings)
}

fn followed(mut tracker: Tracker, performed: Option<&Performed>, readings: &[Reading]) -> Found {
    performed.iter().flat_map(|p| p.phases()).for_each(|p| tracker.phase(*p));
    for reading in readings {
        tracker.push(reading);
    }
    tracker.finish();
    let mut out = Found { events: Vec::new(), reps: Vec::new() };
    while let Some(finding) = tracker.next_finding() {
        match finding {
            Finding::Event(e) if e.at >= START => out.events.push((e.at.s(), e.kind)),
            Finding::Rep(rep) if rep.block.is_judged() => out.reps.push(rep),
            _ => {}
        }
    }
    out
}

/// Seconds on the session's clock of a place in the `n`-th lower, from 0.
fn lower(n: usize, into_s: f64) -> f64 {
    let plan = plan_of(&article());
    let first = plan.phases().iter().position(|p| p.block.is_judged()).unwrap();
    START.s() + into_s + plan.phases().iter().take(first + 2 * n).map(|p| p.length.s()).sum::<f64>()
}

fn taps(at_s: f64, after_s: &[f64], force: f64) -> Vec<Fault> {
    after_s.iter().map(|s| Fault::Tap { at: MonoTime::from_s(at_s + s), force }).collect()
}

#[test]
fn two_taps_in_a_rep_are_told_once_and_are_no_bump_and_spoil_no_rep() {
    for (seed, gyroscope) in [(1, true), (2, false)] {
        for force in [20.0, 60.0] {
            let phone = Phone { gyroscope, ..Phone::typical() };
            for into_s in [1.0, 2.5, 6.0, 8.5] {
                let at_s = lower(4, into_s);
                let found = found(seed, phone, &taps(at_s, &[0.0, 0.3], force), &[]);
                let told: Vec<_> = found.events.iter().filter(|(_, k)| *k == MotionEventKind::DoubleTap).collect();
                assert!(told.len() == 1 && (told[0].0 - at_s).abs() < 0.05, "{force} {into_s}: {:?}", found.events);
                let others = found
                    .events
                    .iter()
                    .filter(|(_, k)| !matches!(k, MotionEventKind::DoubleTap | MotionEventKind::HeelDown));
                assert_eq!(others.count(), 0, "{gyroscope} {force} {into_s}: {:?}", found.events);
                assert!(
                    found.reps.iter().all(|r| r.verdict == Verdict::Steady),
                    "{gyroscope} {force} {into_s}: {:?}",
                    found.reps.iter().map(|r| (r.verdict, &r.reasons, r.tilt.peak_deg.value)).collect::<Vec<_>>()
                );
            }
        }
    }
}

#[test]
fn one_tap_and_a_drumming_are_bumps_that_spoil_their_rep_and_no_sign() {
    for after_s in [&[0.0][..], &[0.0, 0.3, 0.6], &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]] {
        // So late in the rep that its record has to wait for what the knocks are.
        for into_s in [7.0, 8.8] {
            let found = found(3, Phone::typical(), &taps(lower(2, into_s), after_s, 25.0), &[]);
            assert_eq!(found.count(MotionEventKind::DoubleTap), 0, "{after_s:?}: {:?}", found.events);
            assert_eq!(found.count(MotionEventKind::Bump), 1, "{after_s:?}: {:?}", found.events);
            let spoilt = |r: &RepRecord| r.reasons.contains(&Reason::Bumped);
            let all: Vec<_> = found.reps.iter().map(spoilt).collect();
            assert!(all[2] && all.iter().filter(|s| **s).count() == 1, "{after_s:?}: {all:?}");
        }
    }
}

#[test]
fn a_cough_heels_a_phone_laid_down_and_a_masked_phone_give_no_sign() {
    let cough = [0.0, 0.3].map(|s| Fault::Bump { at: MonoTime::from_s(lower(2, 2.0) + s) });
    let lift = Fault::Lift { span: Span::from_s(lower(5, 1.0), lower(5, 5.0)), turn_deg: [1.0, 1.0] };
    let down = taps(lower(5, 4.9), &[0.0, 0.3], 25.0);
    let faults: Vec<_> = cough.into_iter().chain([lift]).chain(down).collect();
    for seed in 0..4 {
        let found = found(seed, Phone::typical(), &faults, &[]);
        assert_eq!(found.count(MotionEventKind::DoubleTap), 0, "{:?}", found.events);
    }
    let at_s = lower(3, 2.0);
    let masks = [Span::from_s(at_s - 0.05, at_s + 0.6)];
    let masked = found(1, Phone::typical(), &taps(at_s, &[0.0, 0.3], 25.0), &masks);
    assert!(masked.events.iter().all(|(_, k)| *k == MotionEventKind::HeelDown), "{:?}", masked.events);
}

// ---- real phones

/// The recordings that are not ours to copy: none where the folder is absent.
fn recordings(set: &str) -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("PROXIMAL_DATA").map_or(beside, PathBuf::from).join(set);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("{} is absent: nothing real is looked at (PROXIMAL_DATA)", folder.display());
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "gz"));
    files.sort();
    files
}

/// The readings of a recording, the gyroscope's where there is one, beginning at [`START`].
fn readings(file: &Path, unit: f64) -> Vec<Reading> {
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(file).unwrap()).read_to_string(&mut text).unwrap();
    let (head, rows) = text.split_once('\n').unwrap();
    let has_gyroscope = head.contains("gx");
    let mut last_s = None;
    let row = |line: &str| {
        let v: Vec<f64> = line.split(',').map(|c| c.parse().unwrap_or(f64::NAN)).collect();
        let dt_s = v[0] - last_s.replace(v[0]).unwrap_or(v[0]);
        let gyr = has_gyroscope.then(|| [v[4], v[5], v[6]]);
        Reading { at: START + Nanos::from_s(v[0]), dt_s, acc: [v[1], v[2], v[3]].map(|a| unit * a), gyr }
    };
    rows.lines().map(row).collect()
}

fn real_double_taps(readings: &[Reading]) -> Vec<f64> {
    let found = followed(Tracker::default(), None, readings);
    found.events.iter().filter(|(_, k)| *k == MotionEventKind::DoubleTap).map(|(t, _)| t - START.s()).collect()
}

#[test]
fn people_who_lie_there_never_tap_twice() {
    for (set, unit) in [("supine_phone", 1.0), ("breath_paced", 9.806_65)] {
        for file in recordings(set) {
            let told = real_double_taps(&readings(&file, unit));
            assert!(told.is_empty(), "{}: {told:?}", file.display());
        }
    }
}

#[test]
fn boards_that_are_turned_carried_and_shaken_by_a_motor_are_not_tapped() {
    for file in recordings("broad") {
        if !file.to_string_lossy().contains("tapping") {
            let told = real_double_taps(&readings(&file, 1.0));
            assert!(told.is_empty(), "{}: {told:?}", file.display());
        }
    }
}

#[test]
fn real_taps_are_seen_two_by_two_on_real_phones_that_lie_on_people() {
    let Some(tapping) = recordings("broad").into_iter().find(|f| f.to_string_lossy().contains("tapping")) else {
        return;
    };
    let board = readings(&tapping, 1.0);
    // Single taps on the board, by hand from the recording.
    let taps = [52.98, 56.51, 61.75, 64.93, 68.56, 72.56, 83.98, 88.32, 91.56, 98.64, 110.11, 137.39, 143.73, 154.83];
    let people: Vec<_> =
        recordings("supine_phone").into_iter().filter(|f| f.to_string_lossy().contains("breath")).collect();
    let (mut seen, mut wanted, mut single) = (0, 0, 0);
    for (nth, tap) in taps.iter().enumerate() {
        // What a tap adds to the force for 0.3 s, less how the board swings in the hand that holds it.
        let began = board.partition_point(|r| (r.at - START).s() < tap - 0.1);
        let swing = |i: usize, axis: usize| {
            let mut around: Vec<f64> = board[i - 5..=i + 5].iter().map(|r| r.acc[axis]).collect();
            around.sort_by(f64::total_cmp);
            around[5]
        };
        let impulse: Vec<[f64; 3]> =
            (began..began + 28).map(|i| [0, 1, 2].map(|axis| board[i].acc[axis] - swing(i, axis))).collect();
        let person = &people[nth % people.len()];
        let quiet = readings(person, 1.0);
        let with = |at: &[f64]| {
            let mut tapped = quiet.clone();
            for at_s in at {
                let from = quiet.partition_point(|r| (r.at - START).s() < at_s - 0.1);
                for (r, add) in tapped[from..].iter_mut().zip(&impulse) {
                    r.acc = [0, 1, 2].map(|axis| r.acc[axis] + add[axis]);
                }
            }
            real_double_taps(&tapped)
        };
        for at_s in [30.0, 55.0] {
            wanted += 1;
            let told = with(&[at_s, at_s + 0.3]);
            seen += i32::from(told.len() == 1 && (told[0] - at_s).abs() < 0.1);
            single += with(&[at_s]).len() + with(&[at_s, at_s + 0.3, at_s + 0.6]).len();
        }
    }
    eprintln!("{seen} of {wanted} pairs of real taps seen, {single} signs in single and triple ones");
    assert!(f64::from(seen) >= 0.9 * f64::from(wanted) && single == 0, "{seen} of {wanted}, {single}");
}
