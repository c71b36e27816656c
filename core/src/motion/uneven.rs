//! How this person's breaths differ from one another.
//!
//! In: the breaths of the hold and their template. Out: [`Unevenness`]: what of a breath differs by its depth, what by
//! when it turns, and what remains. Five breaths show little of that, so what people's breaths differ by stands beside
//! them as if it were [`PRIOR_BREATHS`] more.

use super::math::square;
use super::reference::{mean, minus};
use super::template::{Keyed, Template};

/// RMS of depth from breath to breath, as a share of it, where nothing has been seen.
const PRIOR_DEPTH: f64 = 0.185;
/// The same of when it turns, seconds.
const PRIOR_TURN_S: f64 = 0.39;
/// The same of what remains, as a share of the template's RMS and of a constant, degrees.
const PRIOR_RESIDUE: f64 = 0.19;
const PRIOR_RESIDUE_DEG: f64 = 0.05;
/// Worth so many breaths seen where the best guess is wanted ...
const PRIOR_BREATHS: f64 = 0.4;
/// ... and so many, that differ by this share, where an interval must hold.
const CAUTIOUS_BREATHS: f64 = 3.0;
const CAUTIOUS_DEPTH: f64 = 0.13;
/// As many breaths as a reference has.
const USUAL_BREATHS: f64 = 5.0;
/// A breath farther off than this is not a breath that differs but another one: share of depth, seconds.
const MOST_DEPTH: f64 = 0.6;
const MOST_TURN_S: f64 = 0.8;

/// How single breaths differ from the template.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Unevenness {
    /// RMS of depth, as a share of it.
    pub(crate) depth: f64,
    /// RMS of when it turns, seconds.
    pub(crate) turn_s: f64,
    /// RMS of what remains, tilt and roll, degrees.
    pub(crate) residue_deg: [f64; 2],
}

impl Unevenness {
    /// What `breaths` show beside `template`, which is their mean.
    pub(crate) fn of(breaths: &[Vec<Keyed>], template: &Template) -> Self {
        let n = breaths.len() as f64;
        // Around their own mean, n breaths differ by too little.
        let bessel = if n > 1.0 { (n / (n - 1.0)).sqrt() } else { 1.0 };
        let (mut depth2, mut turn2) = (0.0, 0.0);
        let (mut rest2, mut shape2, mut count) = ([0.0; 2], [0.0; 2], 0.0);
        for breath in breaths {
            let part = Parts::of(breath, template, bessel);
            let (depth, turn_s) = part.fit();
            depth2 += square(depth.clamp(-MOST_DEPTH, MOST_DEPTH));
            turn2 += square(turn_s.clamp(-MOST_TURN_S, MOST_TURN_S));
            for ((left, shape), slope) in part.left.iter().zip(&part.shape).zip(&part.slope) {
                for (axis, (rest, size)) in rest2.iter_mut().zip(&mut shape2).enumerate() {
                    let pick = |pair: &[f64; 2]| pair.get(axis).copied().unwrap_or_default();
                    *rest += square(pick(left) - depth * pick(shape) - turn_s * pick(slope));
                    *size += square(pick(shape));
                }
                count += 1.0;
            }
        }
        let count = f64::max(count, 1.0);
        let pooled = |prior: f64, seen2: f64| ((PRIOR_BREATHS * prior * prior + seen2) / (PRIOR_BREATHS + n)).sqrt();
        let residue = |rest2: f64, shape2: f64| {
            let prior = PRIOR_RESIDUE * ((shape2 / count).sqrt() + PRIOR_RESIDUE_DEG);
            pooled(prior, n * rest2 / count)
        };
        let [[r0, r1], [s0, s1]] = [rest2, shape2];
        Self {
            depth: pooled(PRIOR_DEPTH, depth2),
            turn_s: pooled(PRIOR_TURN_S, turn2),
            residue_deg: [residue(r0, s0), residue(r1, s1)],
        }
    }
}

impl Unevenness {
    /// The RMS of depth that an interval is built on: a lucky hold does not make it narrow.
    pub(crate) fn cautious_depth(&self) -> f64 {
        let seen2 = USUAL_BREATHS * self.depth * self.depth;
        ((seen2 + CAUTIOUS_BREATHS * CAUTIOUS_DEPTH * CAUTIOUS_DEPTH) / (USUAL_BREATHS + CAUTIOUS_BREATHS)).sqrt()
    }
}

/// One breath: what it leaves of the template, the template and its change by a second of delay, each around its mean.
struct Parts {
    left: Vec<[f64; 2]>,
    shape: Vec<[f64; 2]>,
    slope: Vec<[f64; 2]>,
}

impl Parts {
    fn of(breath: &[Keyed], template: &Template, bessel: f64) -> Self {
        let centred = |all: Vec<[f64; 2]>| {
            let middle = mean(all.iter().copied());
            all.into_iter().map(|v| minus(v, middle)).collect::<Vec<_>>()
        };
        let (mut shape, mut slope) = (Vec::with_capacity(breath.len()), Vec::with_capacity(breath.len()));
        for sample in breath {
            let (deg, by_key) = template.with_slope_at(sample.key.at);
            shape.push(deg);
            slope.push(by_key.map(|v| v * sample.key.per_s));
        }
        let left = breath.iter().zip(&shape).map(|(s, t)| minus(s.deg, *t).map(|v| bessel * v)).collect();
        Self { left: centred(left), shape: centred(shape), slope: centred(slope) }
    }

    /// Depth and turn that explain most of what is left, least squares over both axes.
    fn fit(&self) -> (f64, f64) {
        let dot = |a: &[[f64; 2]], b: &[[f64; 2]]| a.iter().zip(b).map(|([a, b], [c, d])| a * c + b * d).sum::<f64>();
        let (ss, sd, dd) =
            (dot(&self.shape, &self.shape), dot(&self.shape, &self.slope), dot(&self.slope, &self.slope));
        let (ls, ld) = (dot(&self.left, &self.shape), dot(&self.left, &self.slope));
        let determinant = ss * dd - sd * sd;
        if determinant <= 1e-12 * ss * dd || determinant <= 0.0 {
            return (0.0, 0.0);
        }
        ((ls * dd - ld * sd) / determinant, (ld * ss - ls * sd) / determinant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::motion::key::Key;

    /// A breath of 5° in tilt, `deeper` by a share and `late` by a share of it.
    fn breath(deeper: f64, late: f64) -> Vec<Keyed> {
        let deg = |key: f64| 2.5 * (1.0 + deeper) * libm::cos(std::f64::consts::TAU * (key - late));
        let keys = (0..100).map(|i| f64::from(i) / 100.0);
        keys.map(|at| Keyed { key: Key { at, per_s: 0.1 }, deg: [deg(at), 0.0] }).collect()
    }

    fn of(breaths: &[Vec<Keyed>]) -> Unevenness {
        Unevenness::of(breaths, &Template::fit(breaths))
    }

    #[test]
    fn depth_is_told_from_timing_and_both_from_evenness() {
        let even = of(&[breath(0.0, 0.0), breath(0.0, 0.0), breath(0.0, 0.0), breath(0.0, 0.0), breath(0.0, 0.0)]);
        let deep = of(&[breath(0.3, 0.0), breath(-0.3, 0.0), breath(0.3, 0.0), breath(-0.3, 0.0), breath(0.0, 0.0)]);
        let late =
            of(&[breath(0.0, 0.04), breath(0.0, -0.04), breath(0.0, 0.04), breath(0.0, -0.04), breath(0.0, 0.0)]);
        assert!(deep.depth > 0.25 && deep.turn_s < 1.05 * even.turn_s, "{deep:?}");
        assert!(late.turn_s > 0.3 && late.depth < 1.2 * even.depth, "{late:?}");
        assert!(even.depth < 0.06 && even.residue_deg[0] < 0.2, "{even:?}");
    }

    #[test]
    fn a_lucky_hold_does_not_make_an_interval_narrow() {
        let even = of(&[breath(0.0, 0.0), breath(0.0, 0.0), breath(0.0, 0.0), breath(0.0, 0.0), breath(0.0, 0.0)]);
        assert!(even.cautious_depth() > 0.07);
    }

    #[test]
    fn without_breaths_it_is_what_people_s_breaths_are() {
        let nothing = of(&[]);
        assert_eq!((nothing.depth, nothing.turn_s), (PRIOR_DEPTH, PRIOR_TURN_S));
    }
}
