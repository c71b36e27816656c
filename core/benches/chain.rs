//! What a sample costs: the whole signal chain beside VQF, on the same samples in the same run.
//!
//! In: simulated gyroscope sessions of the article's routine. Out: a table on standard output: nanoseconds a sample,
//! amortised over a session, for `vqf-rs` (attitude only, its defaults) and for ours (everything, reference and rep
//! records included), their ratio, the parts of ours, and the slowest block of 50 samples apart. The two take turns, and
//! of each the median of the rounds is told, so that what else the machine does strikes both alike.

#![allow(clippy::print_stdout, reason = "its table is what it is for")]
#![allow(clippy::unwrap_used, reason = "a bench may stop with a panic")]

use proximal_core::motion::{Attitude, Breath, Intake, Reading, Tracker, tilt_roll_deg};
use proximal_core::routine::{OtherLeg, SidePlan, Variant, compile, leg_lowering};
use proximal_core::sim::{Person, Phone, Simulator, run};
use proximal_core::time::MonoTime;
use proximal_core::timeline::{PerformedPhase, Side};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 15;
const BLOCK: usize = 50;
const START: MonoTime = MonoTime(15_000_000_000);

struct Session {
    readings: Vec<Reading>,
    phases: Vec<PerformedPhase>,
}

fn session(seed: u64) -> Session {
    let routine = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating);
    let plan = compile(&routine, Side::Left).unwrap();
    let performance = run(&plan, START, Simulator::new(seed, Person::sloppy(), Phone::typical()));
    let mut intake = Intake::default();
    let mut readings = Vec::new();
    for frame in &performance.frames {
        intake.frame(frame, |reading| readings.push(reading)).unwrap();
    }
    Session { readings, phases: performance.performed.phases().to_vec() }
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn vqf(session: &Session) -> Duration {
    let mut filter = vqf_rs::VQF::new(0.01, None, None, None);
    timed(|| {
        for r in &session.readings {
            filter.update(r.gyr.unwrap_or_default(), r.acc, None);
            black_box(filter.quat_6d());
        }
    })
}

/// The whole chain; the slowest block of it apart.
fn chain(session: &Session) -> (Duration, Duration) {
    let mut tracker = Tracker::default();
    for phase in &session.phases {
        tracker.phase(*phase);
    }
    let mut worst = Duration::ZERO;
    let whole = timed(|| {
        for block in session.readings.chunks(BLOCK) {
            let taken = timed(|| {
                for reading in block {
                    black_box(tracker.push(reading));
                    while let Some(finding) = tracker.next_finding() {
                        black_box(finding);
                    }
                }
            });
            worst = worst.max(taken);
        }
        tracker.finish();
    });
    (whole, worst)
}

fn attitude(session: &Session) -> Duration {
    let mut filter = Attitude::new([0.0; 3]);
    timed(|| {
        for r in &session.readings {
            black_box(tilt_roll_deg(filter.step(r.acc, r.gyr, r.dt_s, false)));
        }
    })
}

fn breath(session: &Session) -> Duration {
    let mut breath = Breath::default();
    timed(|| {
        for r in &session.readings {
            black_box(breath.step(r.at, [r.acc[1], r.acc[0]]));
        }
    })
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

fn main() {
    // `cargo test --benches` runs it once, to see that it still runs.
    let rounds = if std::env::args().any(|a| a == "--bench") { ROUNDS } else { 1 };
    let sessions: Vec<Session> = (1..=3).map(session).collect();
    let samples: usize = sessions.iter().map(|s| s.readings.len()).sum();
    let (mut peer, mut ours, mut ratio, mut worst, mut att, mut bre) = (vec![], vec![], vec![], vec![], vec![], vec![]);
    for _ in 0..rounds {
        let ns = |all: Duration| all.as_secs_f64() * 1e9 / samples as f64;
        let theirs = ns(sessions.iter().map(vqf).sum());
        let runs: Vec<_> = sessions.iter().map(chain).collect();
        let whole = ns(runs.iter().map(|r| r.0).sum());
        peer.push(theirs);
        ours.push(whole);
        ratio.push(whole / theirs);
        worst.extend(runs.iter().map(|r| r.1.as_secs_f64() * 1e6));
        att.push(ns(sessions.iter().map(attitude).sum()));
        bre.push(ns(sessions.iter().map(breath).sum()));
    }
    println!("{samples} samples in {} sessions, {rounds} rounds, median", sessions.len());
    println!("vqf-rs, attitude only     {:8.1} ns a sample", median(peer));
    println!("the whole chain           {:8.1} ns a sample", median(ours));
    println!("  of it attitude          {:8.1}", median(att));
    println!("  of it breathing         {:8.1}", median(bre));
    println!("whole chain / vqf-rs      {:8.2}", median(ratio));
    println!("slowest block of {BLOCK}       {:8.1} us (the reference is learned in it)", median(worst));
}
