//! In or out: a sine of the breath's rate, fitted to the newest breath.
//!
//! In: tenths of tilt and roll, degrees, and the rate. Out: [`BreathPhase`]: the sign of the sine's slope along the
//! direction in which the breath tips the phone.

use super::breath::{BreathPhase, EVERY_S};
use super::pace::{VISIBLE_DEG, long_axis};
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// The sine is fitted to so much of a breath: with less it cannot know the level ...
const FIT_BREATHS: f64 = 1.2;
/// ... and what is a breath old weighs e to the minus this: breaths differ, and the newest matters.
const FADE_A_BREATH: f64 = 3.0;
/// Weights serve until the rate has changed by so much of itself: they are then a hundredth of a breath off.
const RETUNE: f64 = 0.02;
/// As many tenths as the sine of the slowest breath, 14 s, is fitted to; one more is kept, which then leaves.
const MOST_FITTED: usize = 172;
pub(super) const KEPT: usize = MOST_FITTED + 1;
/// The slope is told for so much later, seconds: half a tenth because the newest mean is so old, half a tenth because
/// the answer stands until the next.
const LEAD_S: f64 = 0.1;
/// Below this share of tilt the breath tips the phone more sideways than lengthwise, and its head edge says little.
const SIDEWAYS: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// A sine with a level, fitted to the newest tenths of tilt and of roll, each weighing less than the one after it.
///
/// The least squares' answer is linear in three sums over those tenths: plain, times a sine, and times a cosine of
/// their age. The sums go along from tenth to tenth: what is new comes in, and what has become too old leaves.
#[derive(Debug, Clone, Default)]
pub(super) struct Sine {
    /// Breaths a second it was worked out for.
    hz: f64,
    /// Tenths it is fitted to; none where it cannot be.
    count: usize,
    /// Slope and height of the sine at [`LEAD_S`] from now by the three sums.
    answer: [[f64; 3]; 2],
    /// By what the sums fade and turn in a tenth, and what is left of a tenth when it leaves.
    fade: Faded,
    leaves: Faded,
    /// Of tilt and of roll; none where they must be summed anew.
    sums: Option<[Sums; 2]>,
    /// The direction in which breathing in tipped the phone last.
    inhale: Option<[f64; 2]>,
}

/// Weight of a tenth of some age, and its sine and cosine there, weighed.
#[derive(Debug, Clone, Copy, Default)]
struct Faded {
    weight: f64,
    sin: f64,
    cos: f64,
}

impl Faded {
    fn aged(hz: f64, tenths: f64) -> Self {
        let age_s = tenths * EVERY_S;
        let weight = libm::exp(-FADE_A_BREATH * hz * age_s);
        let (sin, cos) = libm::sincos(-TAU * hz * age_s);
        Self { weight, sin: weight * sin, cos: weight * cos }
    }
}

/// Plain, by the sine and by the cosine of the age.
type Sums = [f64; 3];

impl Sine {
    /// What was seen is not what goes on.
    pub(super) fn forget(&mut self) {
        self.inhale = None;
        self.sums = None;
    }

    /// For `hz` breaths a second.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept below a few hundred")]
    pub(super) fn tune(&mut self, hz: f64, kept: &VecDeque<[f64; 2]>) {
        if (hz - self.hz).abs() < RETUNE * hz {
            return;
        }
        self.hz = hz;
        self.count = ((FIT_BREATHS / (hz * EVERY_S)).ceil() as usize).min(MOST_FITTED);
        self.fade = Faded::aged(hz, 1.0);
        self.leaves = Faded::aged(hz, self.count as f64);
        self.sums = None;
        let mut normal = [[0.0; 3]; 3];
        let mut now = Faded { weight: 1.0, sin: 0.0, cos: 1.0 };
        for _ in 0..self.count {
            let Faded { weight, sin, cos } = now;
            let basis = [1.0, sin / weight, cos / weight];
            for (row, a) in normal.iter_mut().zip(basis) {
                for (cell, b) in row.iter_mut().zip(basis) {
                    *cell += weight * a * b;
                }
            }
            let [weight, sin, cos] = self.faded([weight, sin, cos]);
            now = Faded { weight, sin, cos };
        }
        // The sine is wanted as it will be: LEAD_S from now, its slope is by the sine and its height by the cosine there.
        let (sin, cos) = libm::sincos(TAU * hz * LEAD_S);
        let rows = (solve3(normal, [0.0, cos, -sin]), solve3(normal, [0.0, sin, cos]));
        match rows {
            (Some(slope), Some(height)) => self.answer = [slope, height],
            _ => self.count = 0,
        }
        self.push(kept);
    }

    /// Sums of tenths that have all become a tenth older.
    fn faded(&self, [plain, sin, cos]: Sums) -> Sums {
        let Faded { weight, sin: s, cos: c } = self.fade;
        [weight * plain, s * cos + c * sin, c * cos - s * sin]
    }

    /// A tenth has come: the newest of `kept`.
    pub(super) fn push(&mut self, kept: &VecDeque<[f64; 2]>) {
        let Some(sums) = self.sums else {
            if self.count > 0 && kept.len() >= self.count {
                let newest = kept.len() - self.count;
                let add = |sums: [Sums; 2], deg: &[f64; 2]| self.add(sums, *deg, [0.0; 2]);
                self.sums = Some(kept.iter().skip(newest).fold([[0.0; 3]; 2], add));
            }
            return;
        };
        let newest = kept.back().copied().unwrap_or_default();
        let leaving = kept.len().checked_sub(self.count + 1).and_then(|i| kept.get(i)).copied().unwrap_or_default();
        self.sums = Some(self.add(sums, newest, leaving));
    }

    fn add(&self, [tilt, roll]: [Sums; 2], [x, y]: [f64; 2], [old_x, old_y]: [f64; 2]) -> [Sums; 2] {
        let Faded { weight, sin, cos } = self.leaves;
        let one = |sums: Sums, new: f64, old: f64| {
            let [a, s, c] = self.faded(sums);
            [a + new - weight * old, s - sin * old, c + new - cos * old]
        };
        [one(tilt, x, old_x), one(roll, y, old_y)]
    }

    /// The slope's sign along the direction in which the sine moves most.
    pub(super) fn phase(&mut self) -> BreathPhase {
        let Some([tilt, roll]) = self.sums else { return BreathPhase::Unknown };
        let of = |answer: [f64; 3], sums: Sums| answer.iter().zip(sums).map(|(a, s)| a * s).sum::<f64>();
        let [slope, height] = self.answer;
        let (sx, hx, sy, hy) = (of(slope, tilt), of(height, tilt), of(slope, roll), of(height, roll));
        let axis = long_axis(sx * sx + hx * hx, sx * sy + hx * hy, sy * sy + hy * hy);
        let (slope, height) = (dot([sx, sy], axis), dot([hx, hy], axis));
        if slope * slope + height * height < VISIBLE_DEG * VISIBLE_DEG {
            return BreathPhase::Unknown;
        }
        // Breathing in lifts the head edge (FIELD F3); where that hardly moves, in stays where it was.
        let [along, _] = axis;
        let turned = along < SIDEWAYS && self.inhale.is_some_and(|was| dot(was, axis) < 0.0);
        self.inhale = Some(if turned { axis.map(|v| -v) } else { axis });
        if (slope > 0.0) == turned { BreathPhase::Exhale } else { BreathPhase::Inhale }
    }
}

fn dot([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    a * c + b * d
}

/// Solves `a · x = b` by Cramer's rule; none when singular.
fn solve3(a: [[f64; 3]; 3], b: [f64; 3]) -> Option<[f64; 3]> {
    let det = |[[a, b, c], [d, e, f], [g, h, i]]: [[f64; 3]; 3]| {
        a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    };
    let whole = det(a);
    if whole.abs() < 1e-9 {
        return None;
    }
    let [[a0, a1, a2], [b0, b1, b2], [c0, c1, c2]] = a;
    let [x, y, z] = b;
    Some([
        det([[x, a1, a2], [y, b1, b2], [z, c1, c2]]) / whole,
        det([[a0, x, a2], [b0, y, b2], [c0, z, c2]]) / whole,
        det([[a0, a1, x], [b0, b1, y], [c0, c1, z]]) / whole,
    ])
}
