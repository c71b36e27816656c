//! After the reference nothing on the sample path asks for memory: no pause of an allocator, no growth over a session.

#![allow(clippy::unwrap_used, reason = "test support: what cannot be here is a failing test")]

mod common;

use common::{article, plan_of};
use proximal_core::motion::{Finding, Intake, Reading, RepRecord, Tracker};
use proximal_core::sim::{Performance, Person, Phone, Simulator, run};
use proximal_core::time::MonoTime;

const START: MonoTime = MonoTime(15_000_000_000);

/// The readings of a session, made before anything is counted.
fn readings(performance: &Performance) -> Vec<Reading> {
    let mut intake = Intake::default();
    let mut all = Vec::new();
    for frame in &performance.frames {
        intake.frame(frame, |reading| all.push(reading)).unwrap();
    }
    all
}

/// Allocations between the reference and the end, and the judged reps.
fn allocations(phone: Phone) -> (u64, u64, usize) {
    let performance = run(&plan_of(&article()), START, Simulator::new(3, Person::sloppy(), phone));
    let mut phases = performance.performed.phases().iter().peekable();
    let mut tracker = Tracker::default();
    let mut counted = (0, 0, 0);
    for reading in readings(&performance) {
        let learned = tracker.has_reference();
        let mut reps = 0;
        let seen = allocation_counter::measure(|| {
            // As a live host does: a cycle is told when it begins.
            while let Some(first) = phases.next_if(|p| p.span.start <= reading.at) {
                tracker.phase(*first);
                while let Some(next) = phases.next_if(|p| (p.key, p.block) == (first.key, first.block)) {
                    tracker.phase(*next);
                }
            }
            tracker.push(&reading);
            while let Some(finding) = tracker.next_finding() {
                reps += usize::from(matches!(finding, Finding::Rep(RepRecord { block, .. }) if block.is_judged()));
            }
        });
        let counted_so_far = counted;
        if learned {
            counted = (counted_so_far.0 + seen.count_total, counted_so_far.1 + 1, counted_so_far.2 + reps);
        }
    }
    counted
}

#[test]
fn after_the_reference_no_sample_allocates() {
    let (allocations, samples, reps) = allocations(Phone::typical());
    assert!(samples > 9_000 && reps >= 9, "{samples} samples and {reps} reps were watched");
    assert_eq!(allocations, 0);
}
