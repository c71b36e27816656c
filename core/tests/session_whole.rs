//! Whole sessions: the simulated person through the article's routine, with the truth to compare.

mod common;

use common::{Ran, run_session};
use proximal_core::motion::Verdict;
use proximal_core::session::{Ending, Event};
use proximal_core::sim::{Person, Phone};
use proximal_core::timeline::Side;

fn count(ran: &Ran, side: Side, verdict: Verdict) -> usize {
    ran.record.reps.iter().filter(|r| r.key.side == side && r.verdict == verdict).count()
}

#[test]
fn a_steady_left_and_a_sloppy_right_are_told_apart_for_twenty_seeds() {
    let mut far = 0;
    for seed in 0..20 {
        let ran = run_session(seed, Person::lopsided(), Phone::typical());
        assert_eq!(ran.record.ending, Ending::Finished, "seed {seed}");
        assert_eq!(ran.record.reps.len(), 10, "seed {seed}");
        let left_steady = count(&ran, Side::Left, Verdict::Steady);
        let left_gone = count(&ran, Side::Left, Verdict::Lost) + count(&ran, Side::Left, Verdict::Drifting);
        let right_gone = count(&ran, Side::Right, Verdict::Lost) + count(&ran, Side::Right, Verdict::Drifting);
        assert!(left_steady >= 4, "seed {seed}: left steady {left_steady} of 5");
        assert!(left_gone == 0, "seed {seed}: left gone {left_gone}");
        assert!(right_gone >= 4, "seed {seed}: right gone {right_gone} of 5");
        for (rep, truth) in ran.record.reps.iter().zip(&ran.truth) {
            assert_eq!((rep.key, rep.attempt), (truth.key, truth.attempt), "seed {seed}");
            let error = (rep.tilt.peak_deg.value.abs() - truth.tilt_peak_deg.abs()).abs();
            assert!(error < 2.5, "seed {seed} {:?}: {} is {}", rep.key, rep.tilt.peak_deg.value, truth.tilt_peak_deg);
            far += usize::from(error >= 1.5);
        }
    }
    assert!(far <= 4, "{far} of 200 peaks are 1.5° or more from the truth");
}

#[test]
fn a_still_person_never_loses_the_pelvis_in_twenty_seeds() {
    for seed in 0..20 {
        let ran = run_session(seed, Person::still(), Phone::typical());
        let verdicts: Vec<_> = ran.record.reps.iter().map(|r| (r.verdict, r.tilt.peak_deg, r.roll.peak_deg)).collect();
        assert!(verdicts.iter().all(|(v, ..)| *v == Verdict::Steady), "seed {seed}: {verdicts:?}");
        let off = ran.events.iter().any(|e| matches!(e, Event::Motion(_)));
        assert!(!off, "seed {seed}: {:?}", ran.record.events);
    }
}
