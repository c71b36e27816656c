//! Breath and pelvis told apart over one rep: a joint Gaussian estimate.
//!
//! In: the template at its settled depth, how this person's breaths differ from it, the keys of the rep's breath, and at
//! [`STEPS`] even instants of the rep what tilt or roll has left when template and onset level are taken off. Out: the
//! pelvis at those instants, degrees: live from what has been seen so far, after the rep from all of it.
//!
//! What is left = pelvis + what the breath does differently this time + the rest; each a Gaussian process, so that the
//! best estimate is a matrix product (Rasmussen & Williams, *Gaussian Processes for Machine Learning*, 2006, §2.2).
//! The pelvis starts at nothing, moves smoothly and comes back softly; how far it goes is one of [`SIZES_DEG`], each weighed
//! by how well it explains what was seen. The breath differs in depth, in when it turns, and from instant to instant.
//! The covariances depend on reference, settling breaths and tempo only: they are factored once, and a live step then
//! costs one row of multiplications. The depth is *not* learned on from rep to rep: a pelvis that turns a little the
//! same way every time would be learned as breath.
//!
//! The constants were fitted on the development recordings and simulations and tried on others (docs/MEASUREMENT.md).

use super::math::square;
use super::prior::{Course, Pelvis, Rest, Row, SIZES_DEG, STEPS, at};
use super::template::Template;
use super::triangle::{Lanes, SIZES, Triangle, dot, lane};
use super::uneven::Unevenness;

/// How likely each size of pelvis is before anything is seen.
const SHARES: [f64; SIZES] = [0.1, 0.3, 0.3, 0.3];
/// A pelvis that goes so far moves, degrees.
const MOVES_DEG: f64 = 1.0;
/// Tempo and keys may differ by so much from those that the factors were built for: seconds' share, key.
const SAME_TEMPO: f64 = 0.25;
const SAME_KEY: f64 = 0.15;

/// The factors of one axis, for each size of pelvis.
#[derive(Debug, Clone)]
struct Factors {
    /// Cholesky factor of the covariance of what is seen.
    lower: Triangle,
    /// Logarithm of its diagonal.
    ln_own: [[f64; SIZES]; STEPS],
    /// Row i, times what `lower` leaves of the first i + 1 instants, is the live pelvis at i.
    live: Triangle,
}

/// The estimator of one tempo and one settled template.
#[derive(Debug, Clone)]
pub(crate) struct Separation {
    axes: [Factors; 2],
    built_for: Option<Course>,
    /// Whether the live rows are built too: who only looks back needs none.
    is_live: bool,
    pelvis: Pelvis,
}

/// A rep while it happens: what has been seen of it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    steps: usize,
    /// What `lower` leaves of the instants seen, by axis.
    white: [[Lanes; STEPS]; 2],
    ln_weight: [[f64; SIZES]; 2],
}

/// The pelvis of one axis after its rep.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Told {
    /// At the instants, degrees.
    pub(crate) deg: Row,
    /// One standard deviation where it is farthest from zero, by the model alone, degrees.
    pub(crate) sd_deg: f64,
    /// How likely it is that it moved at all.
    pub(crate) moves: f64,
}

impl Seen {
    pub(crate) fn nothing() -> Self {
        Self { steps: 0, white: [[Lanes::ZERO; STEPS]; 2], ln_weight: [[0.0; SIZES]; 2] }
    }

    /// How many instants have been seen.
    pub(crate) fn steps(&self) -> usize {
        self.steps
    }
}

impl Separation {
    pub(crate) fn new() -> Self {
        let axis =
            || Factors { lower: Triangle::new(STEPS), ln_own: [[0.0; SIZES]; STEPS], live: Triangle::new(STEPS) };
        Self { axes: [axis(), axis()], built_for: None, is_live: false, pelvis: Pelvis::new(1.0) }
    }

    /// The next rep may not use what was built: the template or its spread has changed.
    pub(crate) fn forget(&mut self) {
        self.built_for = None;
    }

    /// Whether the factors at hand serve a rep that runs like `course`.
    pub(crate) fn serves(&self, course: &Course) -> bool {
        self.built_for.is_some_and(|b| b.serves(course))
    }

    /// The same of a cycle that is recorded, not trained: where it begins within a breath does not matter.
    pub(crate) fn nearly_serves(&self, course: &Course) -> bool {
        self.built_for.is_some_and(|b| b.nearly_serves(course))
    }

    /// Factors for reps that run like `course`; nothing is done when those at hand serve.
    pub(crate) fn prepare(&mut self, template: &Template, depth: f64, uneven: &Unevenness, course: &Course) {
        if !self.serves(course) {
            self.build(template, depth, uneven, course, false);
        }
    }

    /// The same for a rep that is to be shown while it happens.
    pub(crate) fn prepare_live(&mut self, template: &Template, depth: f64, uneven: &Unevenness, course: &Course) {
        if !self.is_live || !self.serves(course) {
            self.build(template, depth, uneven, course, true);
        }
    }

    fn build(&mut self, template: &Template, depth: f64, uneven: &Unevenness, course: &Course, live: bool) {
        let Self { axes, pelvis, .. } = self;
        *pelvis = Pelvis::new(course.length_s);
        let rests = [0, 1].map(|axis| Rest::new(template, depth, uneven, course, axis));
        let mut own = [Lanes::ZERO; STEPS];
        for i in 0..STEPS {
            let Some(own) = own.get_mut(..=i) else { return };
            pelvis.row(i, own);
            for (factors, rest) in axes.iter_mut().zip(&rests) {
                factors.build(i, own, rest);
                if live {
                    factors.build_live(i, own);
                }
            }
        }
        self.built_for = Some(*course);
        self.is_live = live;
    }

    /// The next instant of a rep has been seen: what tilt and roll have left, degrees. Returns the pelvis of each, and by
    /// how much of it the pelvis follows what is left right after.
    pub(crate) fn see(&self, seen: &mut Seen, left_deg: [f64; 2]) -> [(f64, f64); 2] {
        let i = seen.steps;
        let mut pelvis = [(0.0, 1.0); 2];
        let axes = self.axes.iter().zip(&mut seen.white).zip(&mut seen.ln_weight).zip(left_deg).zip(&mut pelvis);
        for ((((factors, white), ln_weight), left), out) in axes {
            factors.whiten(white, ln_weight, i, left);
            let live = factors.live.row(i);
            let (Some(last), Some(own)) = (live.last(), factors.lower.row(i).last()) else { continue };
            let weights = weights(ln_weight);
            let gains = std::array::from_fn(|s| lane(last, s) * lane(own, s));
            *out = (mixed(&weights, &dot(live, white).0), mixed(&weights, &gains));
        }
        seen.steps = (i + 1).min(STEPS);
        pelvis
    }

    /// The pelvis of both axes, when all instants of its rep are known.
    pub(crate) fn told(&self, left_deg: &[Row; 2]) -> [Told; 2] {
        let [tilt, roll] = &self.axes;
        let [x, y] = left_deg;
        [self.told_of(tilt, x), self.told_of(roll, y)]
    }

    fn told_of(&self, factors: &Factors, left_deg: &Row) -> Told {
        if self.built_for.is_none() {
            return Told { deg: *left_deg, sd_deg: 0.0, moves: 1.0 };
        }
        let mut ln_weight = [0.0; SIZES];
        let mut solved = [Lanes::ZERO; STEPS];
        for (i, left) in left_deg.iter().enumerate() {
            factors.whiten(&mut solved, &mut ln_weight, i, *left);
        }
        factors.lower.eliminate_back(&mut solved);
        let weights = weights(&ln_weight);
        let deg = self.pelvis.mixed(&solved, &weights);
        let farthest = (0..STEPS).max_by(|a, b| at(&deg, *a).abs().total_cmp(&at(&deg, *b).abs())).unwrap_or(0);
        let far_deg = at(&deg, farthest);
        // Of each size there: its mean, and the variance that is left when all is known.
        let mut row = [Lanes::ZERO; STEPS];
        self.pelvis.row(farthest, &mut row);
        let means = dot(&row, &solved);
        let prior = row.get(farthest).copied().unwrap_or(Lanes::ZERO);
        factors.lower.eliminate(&mut row, STEPS);
        let known = dot(&row, &row);
        let variances =
            std::array::from_fn(|s| (lane(&prior, s) - lane(&known, s)).max(0.0) + square(lane(&means, s) - far_deg));
        let moves = weights.iter().zip(SIZES_DEG).filter(|(_, size)| *size >= MOVES_DEG).map(|(w, _)| w).sum();
        Told { deg, sd_deg: mixed(&weights, &variances).max(0.0).sqrt(), moves }
    }
}

impl Course {
    fn serves(&self, other: &Self) -> bool {
        self.is_like(other, |a, b| (a - b).abs())
    }

    /// Full lungs are at both ends of a key.
    fn nearly_serves(&self, other: &Self) -> bool {
        self.is_like(other, |a, b| (a - b).abs().min(1.0 - (a - b).abs()))
    }

    fn is_like(&self, other: &Self, apart: impl Fn(f64, f64) -> f64) -> bool {
        let apart = self.keys.iter().zip(&other.keys).map(|(a, b)| apart(*a, *b)).fold(0.0, f64::max);
        (self.length_s - other.length_s).abs() <= SAME_TEMPO * self.length_s && apart <= SAME_KEY
    }
}

impl Factors {
    /// Row `i`, from the covariance of the pelvis at this instant with those up to it.
    fn build(&mut self, i: usize, pelvis: &[Lanes], rest: &Rest) {
        let mut all = [Lanes::ZERO; STEPS];
        let Some(row) = all.get_mut(..=i) else { return };
        for ((cell, pelvis), rest) in row.iter_mut().zip(pelvis).zip(rest.row(i)) {
            cell.0 = pelvis.0.map(|v| v + rest);
        }
        self.lower.eliminate(row, i);
        let (Some((own, done)), Some(ln_own)) = (row.split_last_mut(), self.ln_own.get_mut(i)) else { return };
        let done = dot(done, done);
        for ((own, done), ln_own) in own.0.iter_mut().zip(done.0).zip(ln_own) {
            let variance = (*own - done).max(1e-18);
            *ln_own = 0.5 * libm::log(variance);
            *own = 1.0 / variance.sqrt();
        }
        self.lower.set_row(i, row);
    }

    /// The same of the live rows; row `i` of `lower` is there.
    fn build_live(&mut self, i: usize, pelvis: &[Lanes]) {
        let Self { lower, live, .. } = self;
        live.set_row(i, pelvis);
        lower.eliminate(live.row_mut(i), i + 1);
    }

    /// One more instant, made independent of those before it; its part of the log likelihood.
    fn whiten(&self, white: &mut [Lanes; STEPS], ln_weight: &mut [f64; SIZES], i: usize, left_deg: f64) {
        if let Some(slot) = white.get_mut(i) {
            *slot = Lanes([left_deg; SIZES]);
        }
        let z = self.lower.next(white, i);
        if let (Some(slot), Some(ln_own)) = (white.get_mut(i), self.ln_own.get(i)) {
            *slot = z;
            for ((w, z), ln_own) in ln_weight.iter_mut().zip(z.0).zip(ln_own) {
                *w -= 0.5 * z * z + ln_own;
            }
        }
    }
}

/// Shares of the sizes after what was seen; they sum to 1.
fn weights(ln_weight: &[f64; SIZES]) -> [f64; SIZES] {
    let most = ln_weight.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Of the likeliest it is one.
    let mut all = ln_weight.map(|w| if w >= most { 1.0 } else { libm::exp(w - most) });
    for (w, share) in all.iter_mut().zip(SHARES) {
        *w *= share;
    }
    let sum: f64 = all.iter().sum();
    all.map(|w| w / sum)
}

fn mixed(weights: &[f64; SIZES], means: &[f64; SIZES]) -> f64 {
    weights.iter().zip(means).map(|(w, m)| w * m).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::motion::key::Key;
    use crate::motion::prior::share;
    use crate::motion::template::Keyed;
    use std::f64::consts::TAU;

    const DEPTH_DEG: f64 = 6.0;

    /// A breath that tips the phone by [`DEPTH_DEG`] in tilt and by a sixth of that in roll.
    fn template() -> Template {
        let deg = |key: f64| 0.5 * DEPTH_DEG * libm::cos(TAU * key);
        let keys = (0..200).map(|i| f64::from(i) / 200.0);
        let breath: Vec<Keyed> =
            keys.map(|at| Keyed { key: Key { at, per_s: 0.1 }, deg: [deg(at), deg(at) / 6.0] }).collect();
        Template::fit(&[breath])
    }

    fn prepared() -> Separation {
        let uneven = Unevenness { depth: 0.1, turn_s: 0.1, residue_deg: [0.1, 0.05] };
        let course = Course { keys: std::array::from_fn(share), per_s: [0.1; STEPS], onset_key: 0.0, length_s: 9.0 };
        let mut separation = Separation::new();
        separation.prepare_live(&template(), 1.0, &uneven, &course);
        separation
    }

    /// What tilt has left when the pelvis turns by `pelvis_deg` and the breath is deeper by the share `deeper`.
    fn left(pelvis_deg: f64, deeper: f64) -> Row {
        std::array::from_fn(|i| {
            let q = share(i);
            let turn = libm::sin(0.5 * TAU * q);
            pelvis_deg * turn * turn + deeper * 0.5 * DEPTH_DEG * (libm::cos(TAU * q) - 1.0)
        })
    }

    fn peak(told: &Told) -> f64 {
        told.deg.iter().fold(0.0, |far: f64, v| if v.abs() > far.abs() { *v } else { far })
    }

    #[test]
    fn a_deeper_breath_is_not_taken_for_a_pelvis_and_a_turn_is_not_taken_for_breath() {
        let separation = prepared();
        let peak_of = |row: Row| peak(&separation.told(&[row, [0.0; STEPS]])[0]);
        // A breath deeper by a tenth leaves 0.6°; most of it is the breath's.
        assert!(peak_of(left(0.0, 0.1)).abs() < 0.2, "{}", peak_of(left(0.0, 0.1)));
        assert_eq!(peak_of([0.0; STEPS]), 0.0);
        for turn in [-14.0, -5.0, 5.0, 14.0] {
            let said = peak_of(left(turn, 0.0));
            assert!((said - turn).abs() < 1.0, "{turn}: {said}");
        }
        // The larger the turn, the surer that it is one.
        let moves = |turn: f64| separation.told(&[left(turn, 0.0), [0.0; STEPS]])[0].moves;
        assert!(moves(0.0) < 0.1 && moves(8.0) > 0.9);
    }

    #[test]
    fn what_is_told_live_at_the_end_is_what_is_told_after() {
        let separation = prepared();
        let rows = [left(5.0, -0.1), left(-1.5, 0.0)];
        let told = separation.told(&rows);
        let mut seen = Seen::nothing();
        let mut last = [(0.0, 0.0); 2];
        for (tilt, roll) in rows[0].iter().zip(&rows[1]) {
            last = separation.see(&mut seen, [*tilt, *roll]);
        }
        assert_eq!(seen.steps(), STEPS);
        for (live, after) in last.iter().zip(&told) {
            assert!((live.0 - after.deg[STEPS - 1]).abs() < 1e-9);
        }
    }

    #[test]
    fn what_comes_later_does_not_change_what_was_told_live() {
        let separation = prepared();
        let live = |row: Row, n: usize| {
            let mut seen = Seen::nothing();
            (0..n).map(|i| separation.see(&mut seen, [row[i], 0.0])[0].0).collect::<Vec<_>>()
        };
        let mut other = left(5.0, 0.0);
        other[30..].fill(9.0);
        assert_eq!(live(left(5.0, 0.0), 30), live(other, 30));
    }

    #[test]
    fn a_pelvis_that_might_be_breath_is_told_with_less_certainty_by_an_uneven_breather() {
        let mut separation = prepared();
        let sure = separation.told(&[left(5.0, 0.0), [0.0; STEPS]])[0].sd_deg;
        let uneven = Unevenness { depth: 0.3, turn_s: 0.1, residue_deg: [0.1, 0.05] };
        let course = Course { keys: std::array::from_fn(share), per_s: [0.1; STEPS], onset_key: 0.0, length_s: 9.0 };
        separation.forget();
        separation.prepare_live(&template(), 1.0, &uneven, &course);
        assert!(separation.told(&[left(5.0, 0.0), [0.0; STEPS]])[0].sd_deg > 1.5 * sure);
    }
}
