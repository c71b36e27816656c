//! What one finished session says to the plan: the only thing the plan knows of it.
//!
//! In: what history keeps. Out: [`Outcome`], values only, one a session. History makes it (one query, oldest first), the
//! plan reads it; the plan never sees a rep, a trace or a row.
//!
//! The shape, from the outside in: an [`Outcome`] holds one [`Work`] for each judged block of the routine of which a rep
//! was done, in the order of the routine; a [`Work`] holds a [`Tally`] for each side; a [`Tally`] is made of [`Judged`]
//! reps. So a session of breathing alone has no work, and [`Outcome::measured`] says whether its hold was good.

use crate::motion::{Estimate, Verdict};
use crate::routine::{Block, Landmark, OtherLeg, Variant};
use crate::session::Ending;
use crate::time::WallTime;
use crate::timeline::{BlockKind, Side};

/// What one session says to the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// When it began, by the user's clock.
    pub began: WallTime,
    /// Name of its routine.
    pub routine: String,
    /// The side that began: a gap is stated only from sessions that began with either (FIELD F20).
    pub first_side: Side,
    /// Whether a reference was accepted, so that its reps could be judged (FIELD F33).
    pub measured: bool,
    /// How it ended; pain ends a set and holds progression.
    pub ending: Ending,
    /// Whether it hurt before it began, as was answered; none when it was not asked or passed over.
    pub pain_before: Option<bool>,
    /// The same when it was over.
    pub pain_after: Option<bool>,
    /// What was done: the judged blocks of which a rep was done, in the order of the routine.
    pub work: Vec<Work>,
}

/// One block of a session: what was done, how deep, and how it went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Work {
    /// What was done.
    pub exercise: BlockKind,
    /// How the leg went down, where one did.
    pub variant: Option<Variant>,
    /// Where the other leg was, where one moved.
    pub other_leg: Option<OtherLeg>,
    /// How far the leg was to go; none where nobody chose, or where the exercise has no landmark.
    pub landmark: Option<Landmark>,
    /// Whether it went so far, as the user said afterwards: to the landmark, or the whole way where the exercise has
    /// none. None when it was not asked or passed over: the depth is unknown then (FIELD F27).
    pub to_depth: Option<bool>,
    /// The left leg's reps.
    pub left: Tally,
    /// The right leg's.
    pub right: Tally,
    /// Reps without a side: both legs at once.
    pub both: Tally,
}

impl Work {
    /// The work of `block` with no rep yet.
    pub fn of(block: &Block, to_depth: Option<bool>) -> Self {
        Self {
            exercise: block.exercise,
            variant: block.variant,
            other_leg: block.other_leg,
            landmark: block.landmark,
            to_depth,
            left: Tally::default(),
            right: Tally::default(),
            both: Tally::default(),
        }
    }

    /// The tally of `side`.
    pub fn tally(&self, side: Side) -> &Tally {
        match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
            Side::Both => &self.both,
        }
    }

    /// The same with `tally` as that of `side`.
    #[must_use]
    pub fn with(mut self, side: Side, tally: Tally) -> Self {
        match side {
            Side::Left => self.left = tally,
            Side::Right => self.right = tally,
            Side::Both => self.both = tally,
        }
        self
    }
}

/// The reps of one side. Of a rep that was done again only the last done attempt counts (SEAMS, *plan against performed*).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Reps that were steady.
    pub steady: u16,
    /// Reps that were steady, drifting or lost.
    pub judged: u16,
    /// Reps that could not be told.
    pub unclear: u16,
    /// Mean over the judged reps of how far the pelvis went on its worse axis, degrees, never negative; none with fewer
    /// than two. Its interval holds the spread of the reps and their measuring error.
    pub peak_deg: Option<Estimate>,
    /// Mean over the judged reps that left the band of the moment of loss, seconds into the exhale; none with fewer than
    /// two. Its interval holds the spread of the reps.
    pub loss_s: Option<Estimate>,
}

/// What of one rep a [`Tally`] is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// What it was called.
    pub verdict: Verdict,
    /// Signed peak of its tilt, degrees.
    pub tilt_deg: Estimate,
    /// Signed peak of its roll, degrees.
    pub roll_deg: Estimate,
    /// Seconds into the exhale at which the pelvis first left the band; none when it stayed.
    pub loss_s: Option<f64>,
}

/// Student's t, 97.5 %, for 1 to 10 degrees of freedom; beyond them the last is used, which errs to the wide side.
const T_975: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

impl Tally {
    /// The tally of `reps`, in any order.
    pub fn of(reps: &[Judged]) -> Self {
        let judged: Vec<&Judged> = reps.iter().filter(|rep| rep.verdict != Verdict::Unclear).collect();
        let count = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let peaks: Vec<(f64, f64)> = judged.iter().filter_map(|rep| rep.farther()).collect();
        let losses: Vec<(f64, f64)> = judged.iter().filter_map(|rep| rep.loss_s).map(|s| (s, 0.0)).collect();
        Self {
            steady: count(judged.iter().filter(|rep| rep.verdict == Verdict::Steady).count()),
            judged: count(judged.len()),
            unclear: count(reps.len() - judged.len()),
            peak_deg: mean(&peaks),
            loss_s: mean(&losses),
        }
    }
}

impl Judged {
    /// Size and half interval of the axis that went farther, degrees; none where neither is a number.
    fn farther(&self) -> Option<(f64, f64)> {
        let sizes = [self.tilt_deg, self.roll_deg].map(|e| (e.value.abs(), (e.ci95[1] - e.ci95[0]).abs() / 2.0));
        sizes.into_iter().filter(|(size, half)| size.is_finite() && half.is_finite()).max_by(|a, b| a.0.total_cmp(&b.0))
    }
}

/// Mean of values with their half intervals. The errors inside one session come from one template and move together, so
/// they do not shrink with the count; the spread of the reps does.
fn mean(values: &[(f64, f64)]) -> Option<Estimate> {
    let n = values.len() as f64;
    let t = T_975.get(values.len().checked_sub(2)?).or(T_975.last())?;
    let value = values.iter().map(|(v, _)| v).sum::<f64>() / n;
    let error = values.iter().map(|(_, half)| half).sum::<f64>() / n;
    let variance = values.iter().map(|(v, _)| (v - value) * (v - value)).sum::<f64>() / (n - 1.0);
    let half = libm::hypot(t * libm::sqrt(variance / n), error);
    Some(Estimate { value, ci95: [value - half, value + half] })
}

/// A leg-raise score as it was typed (FIELD F32): 3, 2, 1, or 0 for pain. Never measured by us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypedScore {
    /// When it was scored.
    pub at: WallTime,
    /// Which leg.
    pub side: Side,
    /// 0 to 3.
    pub score: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rep(verdict: Verdict, tilt: f64, roll: f64, loss_s: Option<f64>) -> Judged {
        let deg = |v: f64| Estimate { value: v, ci95: [v - 0.6, v + 0.6] };
        Judged { verdict, tilt_deg: deg(tilt), roll_deg: deg(roll), loss_s }
    }

    #[test]
    fn unclear_reps_are_counted_and_say_nothing_else() {
        let reps = [
            rep(Verdict::Steady, 1.0, 0.0, None),
            rep(Verdict::Lost, -9.0, 2.0, Some(3.0)),
            rep(Verdict::Unclear, 40.0, 0.0, Some(0.1)),
        ];
        let tally = Tally::of(&reps);
        assert_eq!((tally.steady, tally.judged, tally.unclear), (1, 2, 1));
        assert_eq!(tally.peak_deg.unwrap().value, 5.0);
        assert_eq!(tally.loss_s, None);
    }

    #[test]
    fn the_worse_axis_counts_and_its_error_does_not_shrink_with_the_number_of_reps() {
        let tally = Tally::of(&[rep(Verdict::Steady, 0.2, -2.0, None); 5]);
        let peak = tally.peak_deg.unwrap();
        assert_eq!(peak.value, 2.0);
        assert!((peak.ci95[1] - 2.6).abs() < 1e-12, "{peak:?}");
    }

    #[test]
    fn one_rep_has_no_spread_and_so_no_mean() {
        assert_eq!(Tally::of(&[rep(Verdict::Steady, 1.0, 0.0, None)]).peak_deg, None);
        assert_eq!(Tally::of(&[]), Tally::default());
    }

    #[test]
    fn the_interval_of_a_mean_is_students() {
        // 4, 5, 6: mean 5, deviation 1, 4.303 / sqrt 3.
        let spread = mean(&[(4.0, 0.0), (5.0, 0.0), (6.0, 0.0)]).unwrap();
        assert!((spread.ci95[1] - 5.0 - 4.303 / 3.0_f64.sqrt()).abs() < 1e-12);
    }
}
