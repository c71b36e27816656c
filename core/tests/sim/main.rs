//! The simulated person and phone, seen from outside: what a whole session of theirs is like.
#![allow(clippy::float_cmp, reason = "exact values are meant")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic as tests do")]

use proptest::prelude::*;
use proximal_core::motion::MotionEventKind;
use proximal_core::motion::frame::{Convention, Frame, HEADER_BYTES, Record, SensorKind};
use proximal_core::sim::{
    Clock, Fault, Performance, Person, Phone, SampleTruth, SensorErrors, Simulator, Truth, When, run,
};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{BlockKind, Outcome, PerformedPhase, PhaseKind, Plan, PlannedPhase, RepKey, Side, Span};

mod determinism;
mod faults;
mod person;
mod phone;

const START: MonoTime = MonoTime(5_000_000_000);

fn phases(block: BlockKind, block_index: u16, side: Side, reps: u16, kinds: &[(PhaseKind, f64)]) -> Vec<PlannedPhase> {
    let cycle = |rep| {
        kinds.iter().map(move |&(kind, s)| PlannedPhase {
            kind,
            block,
            key: RepKey { block_index, set: 1, side, rep },
            length: Nanos::from_s(s),
        })
    };
    (1..=reps).flat_map(cycle).collect()
}

/// The article's routine: five exhales, two settling breaths, `reps` lowers a side.
fn plan_of(reps: u16, reversed: bool) -> Plan {
    let breath = [(PhaseKind::Exhale, 5.0), (PhaseKind::Inhale, 4.0)];
    let lower = if reversed { [(PhaseKind::Inhale, 4.0), (PhaseKind::Exhale, 5.0)] } else { breath };
    let setup = |index| phases(BlockKind::Setup, index, Side::Both, 1, &[(PhaseKind::Setup, 12.0)]);
    let parts = [
        setup(0),
        phases(BlockKind::Deadbug, 1, Side::Both, 5, &breath),
        setup(2),
        phases(BlockKind::Settle, 3, Side::Both, 2, &breath),
        phases(BlockKind::LegLower, 4, Side::Left, reps, &lower),
        setup(4),
        phases(BlockKind::LegLower, 4, Side::Right, reps, &lower),
    ];
    Plan::new(parts.concat())
}

fn plan() -> Plan {
    plan_of(5, false)
}

fn records(frames: &[Vec<u8>]) -> (Vec<Record>, Vec<[f64; 3]>) {
    let mut all = Vec::new();
    let mut si = Vec::new();
    for bytes in frames {
        let frame = Frame::parse(bytes).unwrap();
        for record in frame.records().map(Result::unwrap) {
            all.push(record);
            si.push(record.si(frame.convention));
        }
    }
    (all, si)
}

fn readings(performance: &Performance, kind: SensorKind) -> Vec<(f64, [f64; 3])> {
    let (all, si) = records(&performance.frames);
    all.iter().zip(si).filter(|(r, _)| r.kind == kind).map(|(r, v)| (MonoTime(r.t.0).s(), v)).collect()
}

fn of(seed: u64, person: Person, phone: Phone) -> Performance {
    run(&plan(), START, Simulator::new(seed, person, phone))
}

fn peaks(performance: &Performance, side: Side) -> Vec<f64> {
    let lowers = performance.truth.reps.iter().filter(|r| r.block == BlockKind::LegLower && r.key.side == side);
    lowers.map(|r| r.tilt_peak_deg.abs().max(r.roll_peak_deg.abs())).collect()
}

fn median(mut x: Vec<f64>) -> f64 {
    x.sort_by(f64::total_cmp);
    x[x.len() / 2]
}

fn size([x, y, z]: [f64; 3]) -> f64 {
    libm::sqrt(x * x + y * y + z * z)
}

/// Truth of every accelerometer reading and the readings themselves.
fn with_truth(
    plan: &Plan,
    seed: u64,
    person: Person,
    phone: Phone,
) -> (Vec<SampleTruth>, Vec<Record>, Vec<PerformedPhase>) {
    let performed = run(plan, START, Simulator::new(seed, person, phone)).performed;
    let mut sim = Simulator::new(seed, person, phone);
    for phase in performed.phases() {
        sim.phase(phase);
    }
    let end = performed.phases().last().unwrap().span.end;
    let (mut truth, mut frames) = (Vec::new(), Vec::new());
    let mut until = MonoTime(0);
    while until < end {
        until = until + Nanos::from_s(20.0);
        let mut bytes = Vec::new();
        sim.frame_with_truth(until, &mut bytes, &mut truth);
        frames.push(bytes);
    }
    (truth, records(&frames).0, performed.phases().to_vec())
}

fn at(truth: &[SampleTruth], t: MonoTime) -> &SampleTruth {
    &truth[truth.partition_point(|s| s.at < t)]
}
