//! Thinning: what of an old trace is kept.
//!
//! In: a [`Trace`]. Out: a smaller one. The rule, in one sentence: of the sensors' samples one in [`THIN_STEP`] remains,
//! the mean of those it stands for, and what was shown (the track) stays as it is. The main database is not touched, so
//! no rep, verdict or number changes; 33 samples a second can still be analysed anew.

use crate::session::{Trace, TraceSample};
use crate::time::{MonoTime, Nanos};

/// The time that one sample of a thinned trace stands for.
pub const THIN_STEP: Nanos = Nanos::from_ms(30);

/// `trace` after thinning; a gap stays a gap.
pub fn thin(trace: &Trace) -> Trace {
    let slot = |sample: &TraceSample| sample.at.0.div_euclid(THIN_STEP.0);
    let slots = trace.samples.chunk_by(|a, b| slot(a) == slot(b) && a.gyr.is_some() == b.gyr.is_some());
    Trace { samples: slots.filter_map(mean).collect(), track: trace.track.clone() }
}

fn mean(samples: &[TraceSample]) -> Option<TraceSample> {
    let first = samples.first()?;
    let count = samples.len() as f64;
    let axes = |of: &dyn Fn(&TraceSample) -> [f64; 3]| {
        let sum = samples.iter().map(of).fold([0.0; 3], |[x, y, z], [a, b, c]| [x + a, y + b, z + c]);
        sum.map(|axis| axis / count)
    };
    let since: i64 = samples.iter().map(|s| (s.at - first.at).0).sum();
    Some(TraceSample {
        at: MonoTime(first.at.0 + since / i64::try_from(samples.len()).ok()?),
        acc: axes(&|s| s.acc),
        gyr: first.gyr.map(|_| axes(&|s| s.gyr.unwrap_or_default())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixtures;

    #[test]
    fn a_third_of_the_samples_is_left_at_the_same_level_and_the_track_is_whole() {
        let trace = fixtures::trace(3_000, true);
        let thinned = thin(&trace);
        assert!((1_000..1_010).contains(&thinned.samples.len()) && thinned.track == trace.track);
        let level = |t: &Trace| t.samples.iter().map(|s| s.acc[2]).sum::<f64>() / t.samples.len() as f64;
        assert!((level(&trace) - level(&thinned)).abs() < 1e-3);
        assert!(thinned.samples.is_sorted_by(|a, b| a.at < b.at) && thinned.samples.iter().all(|s| s.gyr.is_some()));
    }

    #[test]
    fn a_gap_stays_a_gap_and_a_slow_sensor_keeps_all_it_said() {
        let mut trace = fixtures::trace(300, false);
        trace.samples.retain(|s| s.at.s() < 1.0 || s.at.s() > 2.0);
        let thinned = thin(&trace);
        assert!(thinned.samples.iter().all(|s| s.at.s() < 1.0 || s.at.s() > 2.0));
        let slow = Trace { samples: trace.samples.into_iter().step_by(4).collect(), track: Vec::new() };
        assert_eq!(thin(&slow).samples.len(), slow.samples.len());
    }
}
