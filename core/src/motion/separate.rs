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
use super::template::Template;
use super::uneven::Unevenness;

/// Instants of a rep at which the pelvis is estimated.
pub(crate) const STEPS: usize = 48;
/// How far a pelvis goes in a rep, degrees, and how likely that is before anything is seen.
const SIZES_DEG: [f64; 4] = [0.055, 0.38, 2.2, 43.0];
const SHARES: [f64; SIZES_DEG.len()] = [0.1, 0.3, 0.3, 0.3];
/// A pelvis that goes so far moves, degrees.
const MOVES_DEG: f64 = 1.0;
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
/// Tempo and keys may differ by so much from those that the factors were built for: seconds' share, key.
const SAME_TEMPO: f64 = 0.25;
const SAME_KEY: f64 = 0.15;

/// One value an instant.
pub(crate) type Row = [f64; STEPS];
/// Row by row; only the lower triangle, its diagonal included, is ever read.
type Triangle = Box<[Row]>;

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

/// The factors of one axis and one size of pelvis.
#[derive(Debug, Clone)]
struct Factor {
    size_deg: f64,
    /// Cholesky factor of the covariance of what is seen.
    lower: Triangle,
    /// Logarithm of its diagonal.
    ln_own: Row,
    /// Row i, times what `lower` leaves of the first i + 1 instants, is the live pelvis at i.
    live: Triangle,
}

/// The estimator of one tempo and one settled template.
#[derive(Debug, Clone)]
pub(crate) struct Separation {
    axes: [[Factor; SIZES_DEG.len()]; 2],
    built_for: Option<Course>,
    pelvis: Pelvis,
}

/// A rep while it happens: what has been seen of it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    steps: usize,
    /// What `lower` leaves of the instants seen, by axis and size.
    white: [[Row; SIZES_DEG.len()]; 2],
    ln_weight: [[f64; SIZES_DEG.len()]; 2],
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
        Self { steps: 0, white: [[[0.0; STEPS]; SIZES_DEG.len()]; 2], ln_weight: [[0.0; SIZES_DEG.len()]; 2] }
    }

    /// How many instants have been seen.
    pub(crate) fn steps(&self) -> usize {
        self.steps
    }
}

impl Separation {
    pub(crate) fn new() -> Self {
        let factor = |size_deg: f64| Factor {
            size_deg,
            lower: vec![[0.0; STEPS]; STEPS].into(),
            ln_own: [0.0; STEPS],
            live: vec![[0.0; STEPS]; STEPS].into(),
        };
        Self { axes: [SIZES_DEG.map(factor), SIZES_DEG.map(factor)], built_for: None, pelvis: Pelvis::new(1.0) }
    }

    /// The next rep may not use what was built: the template or its spread has changed.
    pub(crate) fn forget(&mut self) {
        self.built_for = None;
    }

    /// Whether the factors at hand serve a rep that runs like `course`.
    pub(crate) fn serves(&self, course: &Course) -> bool {
        self.built_for.is_some_and(|b| b.serves(course))
    }

    /// Factors for reps that run like `course`; nothing is done when those at hand serve.
    pub(crate) fn prepare(&mut self, template: &Template, depth: f64, uneven: &Unevenness, course: &Course) {
        if self.serves(course) {
            return;
        }
        self.pelvis = Pelvis::new(course.length_s);
        for (axis, factors) in self.axes.iter_mut().enumerate() {
            let rest = Rest::new(template, depth, uneven, course, axis);
            for factor in factors {
                factor.build(&self.pelvis, &rest);
            }
        }
        self.built_for = Some(*course);
    }

    /// The next instant of a rep has been seen: what tilt and roll have left, degrees. Returns the pelvis of each, and by
    /// how much of it the pelvis follows what is left right after.
    pub(crate) fn see(&self, seen: &mut Seen, left_deg: [f64; 2]) -> [(f64, f64); 2] {
        let i = seen.steps;
        let mut pelvis = [(0.0, 1.0); 2];
        let axes = self.axes.iter().zip(&mut seen.white).zip(&mut seen.ln_weight).zip(left_deg).zip(&mut pelvis);
        for ((((factors, white), ln_weight), left), out) in axes {
            let (mut means, mut gains) = ([0.0; SIZES_DEG.len()], [0.0; SIZES_DEG.len()]);
            let sizes = factors.iter().zip(white).zip(ln_weight.iter_mut());
            for (((factor, white), ln_weight), (mean, gain)) in sizes.zip(means.iter_mut().zip(&mut gains)) {
                *ln_weight += factor.whiten(white, i, left);
                if let (Some(live), Some(lower)) = (factor.live.get(i), factor.lower.get(i)) {
                    (*mean, *gain) = (dot(live, white, i + 1), at(live, i) / at(lower, i));
                }
            }
            let weights = weights(ln_weight);
            *out = (mixed(&weights, &means), mixed(&weights, &gains));
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

    fn told_of(&self, factors: &[Factor; SIZES_DEG.len()], left_deg: &Row) -> Told {
        if self.built_for.is_none() {
            return Told { deg: *left_deg, sd_deg: 0.0, moves: 1.0 };
        }
        let mut ln_weight = [0.0; SIZES_DEG.len()];
        let mut means = [[0.0; STEPS]; SIZES_DEG.len()];
        for ((factor, ln_weight), mean) in factors.iter().zip(&mut ln_weight).zip(&mut means) {
            let mut white = [0.0; STEPS];
            for (i, left) in left_deg.iter().enumerate() {
                *ln_weight += factor.whiten(&mut white, i, *left);
            }
            let solved = factor.back(white);
            for (i, m) in mean.iter_mut().enumerate() {
                let row = self.pelvis.row(i, factor.size_deg);
                *m = dot(&row, &solved, STEPS);
            }
        }
        let weights = weights(&ln_weight);
        let mut deg = [0.0; STEPS];
        for (i, d) in deg.iter_mut().enumerate() {
            *d = means.iter().zip(&weights).map(|(m, w)| w * m.get(i).copied().unwrap_or(0.0)).sum();
        }
        let farthest = (0..STEPS).max_by(|a, b| at(&deg, *a).abs().total_cmp(&at(&deg, *b).abs())).unwrap_or(0);
        let far_deg = at(&deg, farthest);
        let variance: f64 = factors
            .iter()
            .zip(&means)
            .zip(&weights)
            .map(|((f, mean), w)| w * (f.variance(&self.pelvis, farthest) + square(at(mean, farthest) - far_deg)))
            .sum();
        let moves = weights.iter().zip(SIZES_DEG).filter(|(_, size)| *size >= MOVES_DEG).map(|(w, _)| w).sum();
        Told { deg, sd_deg: variance.max(0.0).sqrt(), moves }
    }
}

impl Course {
    fn serves(&self, other: &Self) -> bool {
        let apart = self.keys.iter().zip(&other.keys).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        (self.length_s - other.length_s).abs() <= SAME_TEMPO * self.length_s && apart <= SAME_KEY
    }
}

impl Factor {
    fn build(&mut self, pelvis: &Pelvis, rest: &Rest) {
        for i in 0..STEPS {
            let prior = pelvis.row(i, self.size_deg);
            let mut row = prior;
            for (j, seen) in row.iter_mut().enumerate().take(i + 1) {
                *seen += rest.covariance(i, j);
            }
            let (done, open) = self.lower.split_at_mut(i);
            eliminate(&mut row, done, i);
            let own = (at(&row, i) - dot(&row, &row, i)).max(1e-9).sqrt();
            set(&mut row, i, own);
            set(&mut self.ln_own, i, libm::log(own));
            if let Some(lower) = open.first_mut() {
                *lower = row;
            }
            let mut gain = prior;
            eliminate(&mut gain, self.lower.get(..=i).unwrap_or_default(), i + 1);
            if let Some(live) = self.live.get_mut(i) {
                *live = gain;
            }
        }
    }

    /// One more instant, made independent of those before it. Returns its part of the log likelihood.
    fn whiten(&self, white: &mut Row, i: usize, left_deg: f64) -> f64 {
        let Some(row) = self.lower.get(i) else { return 0.0 };
        let own = at(row, i);
        let z = (left_deg - dot(row, white, i)) / own;
        set(white, i, z);
        -0.5 * z * z - at(&self.ln_own, i)
    }

    /// Solves with the factor's transpose.
    fn back(&self, mut white: Row) -> Row {
        for (i, row) in self.lower.iter().enumerate().rev() {
            let x = at(&white, i) / at(row, i);
            set(&mut white, i, x);
            for (w, l) in white.iter_mut().zip(row).take(i) {
                *w -= x * l;
            }
        }
        white
    }

    /// Variance that is left of the pelvis at instant `i` when all is known.
    fn variance(&self, pelvis: &Pelvis, i: usize) -> f64 {
        let mut row = pelvis.row(i, self.size_deg);
        let prior = at(&row, i);
        eliminate(&mut row, &self.lower, STEPS);
        (prior - dot(&row, &row, STEPS)).max(0.0)
    }
}

/// Forward substitution: the first `n` of `row` are solved with the first `n` rows of `lower`.
fn eliminate(row: &mut Row, lower: &[Row], n: usize) {
    for (j, other) in lower.iter().enumerate().take(n) {
        let x = (at(row, j) - dot(row, other, j)) / at(other, j);
        set(row, j, x);
    }
}

/// How a pelvis moves, before anything is seen.
#[derive(Debug, Clone)]
struct Pelvis {
    room: Row,
    /// Covariance by how far two instants lie apart, from the last instant before to the last after.
    smooth: [f64; 2 * STEPS - 1],
    fast: [f64; 2 * STEPS - 1],
}

impl Pelvis {
    fn new(length_s: f64) -> Self {
        let apart = |i: usize| i.abs_diff(STEPS - 1) as f64 / STEPS as f64;
        let room = std::array::from_fn(|i| {
            let q = share(i);
            (q / OPENING).min(1.0) * (LEFT_OPEN + (1.0 - LEFT_OPEN) * (1.0 - q) / CLOSING).min(1.0)
        });
        Self {
            room,
            smooth: std::array::from_fn(|i| bell(apart(i) / SMOOTH)),
            fast: std::array::from_fn(|i| FAST_DEG * FAST_DEG * bell(apart(i) * length_s / FAST_S)),
        }
    }

    /// Covariance of instant `i` with each.
    fn row(&self, i: usize, size_deg: f64) -> Row {
        let fast = if size_deg < FAST_DEG { FAST_WHEN_STILL } else { 1.0 };
        let room = at(&self.room, i);
        let mut row = self.room;
        let (smooth, quick) = (self.smooth.iter().skip(STEPS - 1 - i), self.fast.iter().skip(STEPS - 1 - i));
        for ((cell, smooth), quick) in row.iter_mut().zip(smooth).zip(quick) {
            *cell *= room * (size_deg * size_deg * smooth + fast * quick);
        }
        row
    }
}

/// All that is not the pelvis: the breath's error and the rest.
struct Rest {
    /// The template and its slope by a second of delay, against the onset, each times its RMS.
    depth: Row,
    turn: Row,
    /// By how far two instants lie apart: residue and noise.
    apart: Row,
}

impl Rest {
    fn new(template: &Template, depth: f64, uneven: &Unevenness, course: &Course, axis: usize) -> Self {
        let pick = |pair: [f64; 2]| pair.get(axis).copied().unwrap_or_default();
        let onset = pick(template.at(course.onset_key));
        let slope = |key: f64, per_s: f64| pick(template.slope_at(key)) * per_s;
        let onset_slope = slope(at(&course.keys, 0), at(&course.per_s, 0));
        let residue = pick(uneven.residue_deg) * depth.max(LEAST_DEPTH);
        Self {
            depth: course.keys.map(|k| uneven.depth * (pick(template.at(k)) - onset)),
            turn: std::array::from_fn(|i| {
                uneven.turn_s * (slope(at(&course.keys, i), at(&course.per_s, i)) - onset_slope)
            }),
            apart: std::array::from_fn(|i| {
                let d = i as f64 / STEPS as f64;
                let noise = if i == 0 { NOISE_DEG * NOISE_DEG } else { 0.0 };
                residue * residue * bell(d / RESIDUE_KEEPS) + noise
            }),
        }
    }

    fn covariance(&self, i: usize, j: usize) -> f64 {
        let (p, q) = (share(i), share(j));
        let ends = |correlation: f64| (1.0 - p) * (1.0 - q) + p * q + correlation * ((1.0 - p) * q + p * (1.0 - q));
        at(&self.apart, i.abs_diff(j))
            + ends(DEPTH_CORRELATION) * at(&self.depth, i) * at(&self.depth, j)
            + ends(0.0) * at(&self.turn, i) * at(&self.turn, j)
            + LEVEL_DEG * LEVEL_DEG
    }
}

fn bell(x: f64) -> f64 {
    libm::exp(-0.5 * x * x)
}

/// Sum of the first `n` products. In four lanes, so that an addition need not wait for the one before it.
fn dot(a: &Row, b: &Row, n: usize) -> f64 {
    let (a, b) = (a.get(..n).unwrap_or(a), b.get(..n).unwrap_or(b));
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    let mut lanes = [0.0; 4];
    for (x, y) in a.iter().zip(b) {
        for ((lane, x), y) in lanes.iter_mut().zip(x).zip(y) {
            *lane += x * y;
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    let [p, q, r, s] = lanes;
    (p + q) + (r + s) + rest
}

fn at(row: &Row, i: usize) -> f64 {
    row.get(i).copied().unwrap_or(0.0)
}

fn set(row: &mut Row, i: usize, x: f64) {
    if let Some(slot) = row.get_mut(i) {
        *slot = x;
    }
}

/// Shares of the sizes after what was seen; they sum to 1.
fn weights(ln_weight: &[f64; SIZES_DEG.len()]) -> [f64; SIZES_DEG.len()] {
    let most = ln_weight.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut all = ln_weight.map(|w| libm::exp(w - most));
    for (w, share) in all.iter_mut().zip(SHARES) {
        *w *= share;
    }
    let sum: f64 = all.iter().sum();
    all.map(|w| w / sum)
}

fn mixed(weights: &[f64; SIZES_DEG.len()], means: &[f64; SIZES_DEG.len()]) -> f64 {
    weights.iter().zip(means).map(|(w, m)| w * m).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::motion::key::Key;
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
        separation.prepare(&template(), 1.0, &uneven, &course);
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
        separation.prepare(&template(), 1.0, &uneven, &course);
        assert!(separation.told(&[left(5.0, 0.0), [0.0; STEPS]])[0].sd_deg > 1.5 * sure);
    }
}
