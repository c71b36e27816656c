//! What is known before a rep is seen: how a pelvis moves, and what the breath does differently from time to time.
//!
//! In: tempo, template and unevenness. Out: the covariances that the joint estimate rests on ([`super::separate`]).

use super::template::Template;
use super::triangle::{Lanes, SIZES};
use super::uneven::Unevenness;

/// Instants of a rep at which the pelvis is estimated.
pub(crate) const STEPS: usize = 48;
/// How far a pelvis goes in a rep, degrees.
pub(crate) const SIZES_DEG: [f64; SIZES] = [0.055, 0.38, 2.2, 43.0];
/// The pelvis opens over this share of the rep ...
const OPENING: f64 = 0.26;
/// ... closes over this share of it ...
const CLOSING: f64 = 0.17;
/// ... to so much of its size: it need not come back wholly (FIELD F28: creep).
const LEFT_OPEN: f64 = 0.04;
/// Over this share of a rep the pelvis keeps its course.
const SMOOTH: f64 = 0.28;
/// A faster part of what it does: degrees, seconds. A pelvis that stays put has little of it.
const FAST_DEG: f64 = 0.2;
const FAST_S: f64 = 0.11;
const FAST_WHEN_STILL: f64 = 0.05;
/// How deep a breath begins goes with how deep it ends by so much; when it turns at either end, not at all.
const DEPTH_CORRELATION: f64 = -0.71;
/// What differs from instant to instant keeps for this share of a breath.
const RESIDUE_KEEPS: f64 = 0.054;
/// A breath half as deep is not half as uneven: belly and heart go on.
pub(crate) const LEAST_DEPTH: f64 = 0.5;
/// What is left of the onset level's error and of noise, degrees.
const LEVEL_DEG: f64 = 0.033;
const NOISE_DEG: f64 = 0.116;

/// One value an instant.
pub(crate) type Row = [f64; STEPS];

/// Where in the breath the instants of a rep lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Course {
    /// Keys at the instants, and how fast they run, 1/s.
    pub(crate) keys: Row,
    pub(crate) per_s: Row,
    /// Key at the rep's onset.
    pub(crate) onset_key: f64,
    /// Length of the rep, seconds.
    pub(crate) length_s: f64,
}

/// When the instant `step` is, as a share of the rep.
pub(crate) fn share(step: usize) -> f64 {
    (step as f64 + 0.5) / STEPS as f64
}

/// How a pelvis moves, before anything is seen.
#[derive(Debug, Clone)]
pub(crate) struct Pelvis {
    room: Row,
    /// Covariance by how far two instants lie apart, from the last instant before to the last after.
    smooth: [f64; 2 * STEPS - 1],
    fast: [f64; 2 * STEPS - 1],
}

impl Pelvis {
    pub(crate) fn new(length_s: f64) -> Self {
        let room = std::array::from_fn(|i| {
            let q = share(i);
            (q / OPENING).min(1.0) * (LEFT_OPEN + (1.0 - LEFT_OPEN) * (1.0 - q) / CLOSING).min(1.0)
        });
        let apart = |of: &dyn Fn(f64) -> f64| {
            let after: Row = std::array::from_fn(|i| of(i as f64 / STEPS as f64));
            std::array::from_fn(|i| at(&after, i.abs_diff(STEPS - 1)))
        };
        Self {
            room,
            smooth: apart(&|d| bell(d / SMOOTH)),
            fast: apart(&|d| FAST_DEG * FAST_DEG * bell(d * length_s / FAST_S)),
        }
    }

    /// Covariance of instant `i` with each that `row` has room for, by size.
    pub(crate) fn row(&self, i: usize, row: &mut [Lanes]) {
        let room = at(&self.room, i);
        let (smooth, fast) = (self.smooth.iter().skip(STEPS - 1 - i), self.fast.iter().skip(STEPS - 1 - i));
        for (((cell, other), smooth), fast) in row.iter_mut().zip(self.room).zip(smooth).zip(fast) {
            let (smooth, fast) = (room * other * smooth, room * other * fast);
            for ((v, size2), share) in cell.0.iter_mut().zip(SIZES2).zip(FAST_SHARE) {
                *v = size2 * smooth + share * fast;
            }
        }
    }

    /// The covariance of each instant with all, times the `solved` of every size by its weight, summed over both.
    pub(crate) fn mixed(&self, solved: &[Lanes; STEPS], weights: &[f64; SIZES]) -> Row {
        let mut moves = [[0.0; 2]; STEPS];
        for ((out, lanes), room) in moves.iter_mut().zip(solved).zip(self.room) {
            let [smooth, fast] = out;
            for (((v, w), size2), share) in lanes.0.iter().zip(weights).zip(SIZES2).zip(FAST_SHARE) {
                *smooth += room * w * size2 * v;
                *fast += room * w * share * v;
            }
        }
        std::array::from_fn(|i| {
            let (smooth, fast) = (self.smooth.iter().skip(STEPS - 1 - i), self.fast.iter().skip(STEPS - 1 - i));
            let sum =
                moves.iter().zip(smooth.zip(fast)).fold([0.0; 2], |[a, b], ([x, y], (s, f))| [a + s * x, b + f * y]);
            at(&self.room, i) * (sum[0] + sum[1])
        })
    }
}

/// Squares of the sizes, and how much of the faster part each has.
const SIZES2: [f64; SIZES] = {
    let [a, b, c, d] = SIZES_DEG;
    [a * a, b * b, c * c, d * d]
};
const FAST_SHARE: [f64; SIZES] = [FAST_WHEN_STILL, 1.0, 1.0, 1.0];

/// All that is not the pelvis: the breath's error and the rest.
pub(crate) struct Rest {
    /// What the template leaves when it is deeper, as it begins and as it ends, and the same as it goes with the other.
    deeper: [Row; 2],
    deeper_with: [Row; 2],
    /// What it leaves when it turns later.
    later: [Row; 2],
    /// By how far two instants lie apart: residue and noise.
    apart: Row,
}

impl Rest {
    pub(crate) fn new(template: &Template, depth: f64, uneven: &Unevenness, course: &Course, axis: usize) -> Self {
        let pick = |pair: [f64; 2]| pair.get(axis).copied().unwrap_or_default();
        let onset = pick(template.at(course.onset_key));
        let slope = |key: f64, per_s: f64| pick(template.slope_at(key)) * per_s;
        let onset_slope = slope(at(&course.keys, 0), at(&course.per_s, 0));
        let residue = pick(uneven.residue_deg) * depth.max(LEAST_DEPTH);
        // Each against the onset and times its RMS; how a breath begins fades into how it ends.
        let ends = |value: Row| -> [Row; 2] {
            [
                std::array::from_fn(|i| (1.0 - share(i)) * at(&value, i)),
                std::array::from_fn(|i| share(i) * at(&value, i)),
            ]
        };
        let deeper = ends(course.keys.map(|k| uneven.depth * (pick(template.at(k)) - onset)));
        let [begin, end] = &deeper;
        let with = |own: &Row, other: &Row| std::array::from_fn(|i| at(own, i) + DEPTH_CORRELATION * at(other, i));
        Self {
            deeper_with: [with(begin, end), with(end, begin)],
            deeper,
            later: ends(std::array::from_fn(|i| {
                uneven.turn_s * (slope(at(&course.keys, i), at(&course.per_s, i)) - onset_slope)
            })),
            apart: std::array::from_fn(|i| {
                let noise = if i == 0 { NOISE_DEG * NOISE_DEG } else { 0.0 };
                residue * residue * bell(i as f64 / STEPS as f64 / RESIDUE_KEEPS) + noise + LEVEL_DEG * LEVEL_DEG
            }),
        }
    }

    /// Covariance of instant `i` with each up to itself.
    pub(crate) fn row(&self, i: usize) -> impl Iterator<Item = f64> {
        let [b, e] = self.deeper.each_ref().map(|row| at(row, i));
        let [p, q] = self.later.each_ref().map(|row| at(row, i));
        let ([begin, end], [early, late]) = (&self.deeper_with, &self.later);
        let apart = self.apart.iter().take(i + 1).rev();
        let of = begin.iter().zip(end).zip(early.iter().zip(late));
        apart.zip(of).map(move |(apart, ((x, y), (u, v)))| apart + b * x + e * y + p * u + q * v)
    }
}

fn bell(x: f64) -> f64 {
    libm::exp(-0.5 * x * x)
}

pub(crate) fn at(row: &Row, i: usize) -> f64 {
    row.get(i).copied().unwrap_or(0.0)
}
