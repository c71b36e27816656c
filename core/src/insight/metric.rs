//! What a trend can be drawn of: one number a session, made of its judged reps.
//!
//! In: [`RepNumbers`] of one session, one side, one depth. Out: a [`Value`] with its interval, or none where the reps are
//! too few. *Unclear* reps say nothing of stillness and are left out (FIELD F19).

use super::robust::{MEDIAN_TO_MEAN, Z_975, half_of_median, median};
use crate::motion::{Estimate, Verdict};
use serde::{Deserialize, Serialize};

/// A number that is followed from session to session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Metric {
    /// How far the pelvis went on the axis on which it went farther, degrees.
    Peak,
    /// How far it tilted, degrees, whichever way.
    Tilt,
    /// How far it rolled, degrees, whichever way.
    Roll,
    /// How far from its start it ended, tilt, degrees, whichever way.
    Drift,
    /// How much it trembled, tilt, degrees RMS.
    Wiggle,
    /// How far from the set's zero a rep began, degrees, whichever way (FIELD F28).
    Creep,
    /// Seconds into the exhale at which it left the band, of the reps in which it did.
    Loss,
    /// Steady reps among the judged ones, per cent.
    Steady,
    /// Time inside the band, tilt, per cent.
    InBand,
    /// Motion in the lowers relative to the reference's own.
    Stillness,
    /// How much the breaths of the reference differ from each other, tilt, degrees RMS: how still the hold was.
    Hold,
    /// Reps that felt steady less those that were, per cent of the reps; of its size a trend is drawn.
    Felt,
    /// Left less right of how far the pelvis went, degrees.
    Gap,
}

/// What a metric is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Degrees.
    Degrees,
    /// Seconds.
    Seconds,
    /// Per cent.
    Percent,
    /// A ratio.
    Ratio,
}

/// What of one rep the metrics are made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepNumbers {
    /// What it was called.
    pub verdict: Verdict,
    /// Signed peak of its tilt, degrees.
    pub tilt_deg: Estimate,
    /// Signed peak of its roll, degrees.
    pub roll_deg: Estimate,
    /// Signed drift of its tilt, degrees.
    pub drift_deg: Estimate,
    /// RMS of its tilt from 0.8 to 3 Hz, degrees.
    pub wiggle_deg: f64,
    /// Share of time inside the band, tilt, 0 to 1.
    pub in_band: f64,
    /// Onset level against the set's zero, degrees.
    pub creep_deg: Option<Estimate>,
    /// Seconds into the exhale at which it left the band.
    pub loss_s: Option<f64>,
    /// Motion relative to the reference's own.
    pub stillness: Option<f64>,
}

/// One number of one session, with what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// The number, in the metric's unit.
    pub value: f64,
    /// The interval that holds it 95 times of 100: spread of the reps and the error they share.
    pub ci95: [f64; 2],
    /// From how many reps.
    pub reps: u16,
}

impl Metric {
    /// Those made of one side's reps, the most telling first.
    pub const ALL: [Self; 10] = [
        Self::Peak,
        Self::Tilt,
        Self::Roll,
        Self::Drift,
        Self::Wiggle,
        Self::Creep,
        Self::Loss,
        Self::Steady,
        Self::InBand,
        Self::Stillness,
    ];

    /// What it is counted in.
    pub fn unit(self) -> Unit {
        match self {
            Self::Peak
            | Self::Tilt
            | Self::Roll
            | Self::Drift
            | Self::Wiggle
            | Self::Creep
            | Self::Hold
            | Self::Gap => Unit::Degrees,
            Self::Loss => Unit::Seconds,
            Self::Steady | Self::InBand | Self::Felt => Unit::Percent,
            Self::Stillness => Unit::Ratio,
        }
    }

    /// Whether a smaller number is a steadier one.
    pub fn less_is_steadier(self) -> bool {
        !matches!(self, Self::Loss | Self::Steady | Self::InBand)
    }

    /// Digits after the decimal sign that its numbers are worth.
    pub fn decimals(self) -> u8 {
        match self {
            Self::Wiggle | Self::Stillness | Self::Hold => 2,
            Self::Steady | Self::InBand | Self::Felt => 0,
            _ => 1,
        }
    }

    /// The largest number it can take; none where there is no bound.
    pub fn most(self) -> Option<f64> {
        matches!(self, Self::Steady | Self::InBand).then_some(100.0)
    }

    /// A change below this is nothing, however many sessions say so: half a degree is what can be resolved (FIELD F5), the
    /// others as far as that goes in their unit. Wiggle is measured against its own floor and has none.
    pub fn resolution(self) -> f64 {
        match self {
            Self::Peak | Self::Tilt | Self::Roll | Self::Drift | Self::Creep | Self::Loss | Self::Gap => 0.5,
            Self::Wiggle | Self::Hold => 0.02,
            Self::Steady | Self::InBand | Self::Felt => 5.0,
            Self::Stillness => 0.1,
        }
    }

    /// Reps without which a session says nothing about it; those of [`Metric::Loss`] must have left the band.
    pub fn least_reps(self) -> usize {
        // Three as the ladder asks (FIELD F20); of moments of loss a session of five seldom has so many.
        if self == Self::Loss { 2 } else { 3 }
    }

    /// Its number for a session whose reps on one side are `reps`, in any order; none where too few were judged.
    pub fn of(self, reps: &[RepNumbers]) -> Option<Value> {
        let judged = || reps.iter().filter(|rep| rep.verdict != Verdict::Unclear);
        if self == Self::Steady {
            let all = judged().count();
            let steady = judged().filter(|rep| rep.verdict == Verdict::Steady).count();
            return (all >= self.least_reps()).then(|| share(steady, all));
        }
        let mut numbers: Vec<(f64, f64)> = judged().filter_map(|rep| self.of_rep(rep)).collect();
        numbers.retain(|(value, half)| value.is_finite() && half.is_finite());
        if numbers.len() < self.least_reps() {
            return None;
        }
        let mut values: Vec<f64> = numbers.iter().map(|(value, _)| *value).collect();
        let spread = half_of_median(&values)?;
        // The errors inside one session come from one template and move together: they do not shrink with the count.
        let shared = numbers.iter().map(|(_, half)| half).sum::<f64>() / numbers.len() as f64;
        let value = median(&mut values)?;
        let half = libm::hypot(spread, shared);
        let high = self.most().map_or(value + half, |most| (value + half).min(most));
        let reps = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
        Some(Value { value, ci95: [(value - half).max(0.0), high], reps })
    }

    /// One rep's number and half its interval.
    fn of_rep(self, rep: &RepNumbers) -> Option<(f64, f64)> {
        let size = |e: Estimate| (e.value.abs(), half(e));
        Some(match self {
            Self::Peak => {
                let (tilt, roll) = (size(rep.tilt_deg), size(rep.roll_deg));
                if roll.0 > tilt.0 { roll } else { tilt }
            }
            Self::Tilt => size(rep.tilt_deg),
            Self::Roll => size(rep.roll_deg),
            Self::Drift => size(rep.drift_deg),
            Self::Wiggle => (rep.wiggle_deg, 0.0),
            Self::Creep => size(rep.creep_deg?),
            Self::Loss => (rep.loss_s?, 0.0),
            Self::InBand => (rep.in_band * 100.0, 0.0),
            Self::Stillness => (rep.stillness?, 0.0),
            Self::Steady | Self::Hold | Self::Felt | Self::Gap => return None,
        })
    }
}

fn half(e: Estimate) -> f64 {
    let [low, high] = e.ci95;
    (high - low).abs() / 2.0
}

/// `n` of `of` in per cent with Wilson's interval (*J. Am. Stat. Assoc.* 22, 1927), which stays inside 0 and 100.
pub(super) fn share(n: usize, of: usize) -> Value {
    let (hits, all) = (n as f64, of as f64);
    let (p, z2) = (hits / all, Z_975 * Z_975);
    let middle = (p + z2 / (2.0 * all)) / (1.0 + z2 / all);
    let half = Z_975 / (1.0 + z2 / all) * libm::sqrt(p * (1.0 - p) / all + z2 / (4.0 * all * all));
    let ci95 = [(middle - half).max(0.0) * 100.0, (middle + half).min(1.0) * 100.0];
    Value { value: p * 100.0, ci95, reps: u16::try_from(of).unwrap_or(u16::MAX) }
}

/// What a session's own interval says of the noise from session to session: one standard deviation.
pub(super) fn own_sd(value: &Value) -> f64 {
    let [low, high] = value.ci95;
    (high - low) / (2.0 * Z_975) / MEDIAN_TO_MEAN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rep(verdict: Verdict, tilt: f64, roll: f64) -> RepNumbers {
        let deg = |v: f64| Estimate { value: v, ci95: [v - 0.6, v + 0.6] };
        RepNumbers {
            verdict,
            tilt_deg: deg(tilt),
            roll_deg: deg(roll),
            drift_deg: deg(0.1),
            wiggle_deg: 0.1,
            in_band: 0.8,
            creep_deg: None,
            loss_s: (verdict == Verdict::Lost).then_some(3.5),
            stillness: Some(1.4),
        }
    }

    #[test]
    fn the_farther_axis_counts_whichever_way_it_went_and_an_unclear_rep_does_not() {
        let reps = [
            rep(Verdict::Steady, -1.0, 0.2),
            rep(Verdict::Drifting, 1.0, -3.0),
            rep(Verdict::Unclear, 40.0, 40.0),
            rep(Verdict::Steady, 2.0, 0.0),
        ];
        let value = Metric::Peak.of(&reps).unwrap();
        assert_eq!((value.value, value.reps), (2.0, 3));
        assert!(value.ci95[0] >= 0.0 && value.ci95[1] > 2.6, "{value:?}");
    }

    #[test]
    fn two_judged_reps_are_too_few_but_for_two_moments_of_loss() {
        let reps = [rep(Verdict::Lost, 9.0, 0.0), rep(Verdict::Lost, 8.0, 0.0), rep(Verdict::Unclear, 1.0, 0.0)];
        assert_eq!(Metric::Peak.of(&reps), None);
        assert_eq!(Metric::Steady.of(&reps), None);
        assert_eq!(Metric::Loss.of(&reps).map(|v| v.value), Some(3.5));
        assert_eq!(Metric::Creep.of(&[reps[0]; 5]), None);
    }

    #[test]
    fn a_share_stays_inside_and_five_of_five_is_no_certainty() {
        let all = share(5, 5);
        assert_eq!(all.value, 100.0);
        assert!((all.ci95[0] - 56.6).abs() < 0.1 && all.ci95[1] <= 100.0, "{all:?}");
    }

    #[test]
    fn numbers_that_are_none_are_left_out() {
        let mut odd = rep(Verdict::Steady, f64::NAN, f64::NAN);
        odd.wiggle_deg = f64::NAN;
        assert_eq!(Metric::Tilt.of(&[odd; 5]), None);
        assert_eq!(Metric::Wiggle.of(&[odd, odd, rep(Verdict::Steady, 1.0, 0.0)]), None);
    }
}
