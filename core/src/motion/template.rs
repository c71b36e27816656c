//! The breathing template: how the phone tips over one breath of this person, by the breath's key.
//!
//! In: samples of tilt and roll (degrees) with their keys, breath by breath. Out: [`Template`]: three harmonics an
//! axis without a level, and how far single breaths stray from it. Least squares over all breaths at once, each with a
//! level of its own, so that a slow drift is not learned as breath.

use super::key::Key;
use super::math::sincos_turns;

/// Harmonics of the breath: three hold 99 % of its variance in paced breathing on the belly (FIELD, prototype).
const HARMONICS: usize = 3;
/// Sine and cosine of each.
const TERMS: usize = 2 * HARMONICS;

/// One sample of a breath.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Keyed {
    /// Where in the breath.
    pub(crate) key: Key,
    /// Tilt and roll, degrees.
    pub(crate) deg: [f64; 2],
}

/// Tilt and roll over a breath, degrees, without level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Template {
    terms: [[f64; 2]; TERMS],
}

impl Template {
    /// Nothing is known of the breath.
    pub(crate) const FLAT: Self = Self { terms: [[0.0; 2]; TERMS] };

    /// The template of `breaths`; flat when they do not determine one.
    pub(crate) fn fit(breaths: &[Vec<Keyed>]) -> Self {
        let mut normal = [[0.0; TERMS]; TERMS];
        let mut right = [[0.0; 2]; TERMS];
        for breath in breaths.iter().filter(|b| !b.is_empty()) {
            // Sums of products less the product of the means: what is left when the breath's own level is taken off.
            let n = breath.len() as f64;
            let mut basis_mean = [0.0; TERMS];
            let mut deg_mean = [0.0; 2];
            for sample in breath {
                let b = basis(sample.key.at);
                accumulate(&mut basis_mean, &b, 1.0 / n);
                accumulate(&mut deg_mean, &sample.deg, 1.0 / n);
                for ((row, r), bi) in normal.iter_mut().zip(&mut right).zip(b) {
                    accumulate(row, &b, bi / n);
                    accumulate(r, &sample.deg, bi / n);
                }
            }
            for ((row, r), bi) in normal.iter_mut().zip(&mut right).zip(basis_mean) {
                accumulate(row, &basis_mean, -bi);
                accumulate(r, &deg_mean, -bi);
            }
        }
        solve(normal, right).map_or(Self::FLAT, |terms| Self { terms })
    }

    /// Tilt and roll at `key`, degrees.
    pub(crate) fn at(&self, key: f64) -> [f64; 2] {
        let mut deg = [0.0; 2];
        for (term, b) in self.terms.iter().zip(basis(key)) {
            accumulate(&mut deg, term, b);
        }
        deg
    }

    /// How fast tilt and roll change with the key at `key`, degrees.
    pub(crate) fn slope_at(&self, key: f64) -> [f64; 2] {
        self.with_slope_at(key).1
    }

    /// Tilt and roll at `key`, degrees, and how fast they change with the key.
    pub(crate) fn with_slope_at(&self, key: f64) -> ([f64; 2], [f64; 2]) {
        let basis = basis(key);
        let [s1, c1, s2, c2, s3, c3] = basis;
        let slopes = [c1, -s1, 2.0 * c2, -2.0 * s2, 3.0 * c3, -3.0 * s3];
        let (mut deg, mut slope) = ([0.0; 2], [0.0; 2]);
        for ((term, b), d) in self.terms.iter().zip(basis).zip(slopes) {
            accumulate(&mut deg, term, b);
            accumulate(&mut slope, term, std::f64::consts::TAU * d);
        }
        (deg, slope)
    }

    /// The same breath `by` times as deep.
    pub(crate) fn scaled(&self, by: f64) -> Self {
        Self { terms: self.terms.map(|t| t.map(|v| v * by)) }
    }

    /// Peak to peak, tilt and roll, degrees.
    pub(crate) fn extent_deg(&self) -> [f64; 2] {
        let points = (0..64).map(|i| self.at(f64::from(i) / 64.0));
        let ends = points.fold([[f64::INFINITY, f64::NEG_INFINITY]; 2], |[a, b], [x, y]| {
            [[a[0].min(x), a[1].max(x)], [b[0].min(y), b[1].max(y)]]
        });
        ends.map(|[low, high]| high - low)
    }

    /// Peak to peak along the breath's own direction, degrees.
    pub(crate) fn depth_deg(&self) -> f64 {
        let [tilt, roll] = self.extent_deg();
        libm::hypot(tilt, roll)
    }

    /// Whether it rather goes out and in twice: its second harmonic is stronger than its first.
    pub(crate) fn is_double(&self) -> bool {
        let power = |skip: usize| self.terms.iter().skip(skip).take(2).flatten().map(|v| v * v).sum::<f64>();
        power(2) > power(0)
    }

    /// The key at which the breath turns from in to out: tilt is highest, since breathing in lifts the head edge (F3).
    pub(crate) fn turn_key(&self) -> f64 {
        let tilts = (0..256).map(|i| f64::from(i) / 256.0).map(|key| (key, self.at(key)[0]));
        let top = tilts.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0.0, |(key, _)| key);
        if top > 0.5 { top - 1.0 } else { top }
    }
}

/// One breath in terms of the template's own, so that it can be compared at any shift.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turns {
    terms: [[f64; 2]; TERMS],
    /// Sum of squares around the mean.
    size2: f64,
    count: f64,
}

impl Turns {
    /// The breath of `seen`: keys with tilt and roll.
    pub(crate) fn of(seen: impl Iterator<Item = (f64, [f64; 2])> + Clone) -> Self {
        let mut sum = [0.0; 2];
        let mut count = 0.0;
        for (_, deg) in seen.clone() {
            accumulate(&mut sum, &deg, 1.0);
            count += 1.0;
        }
        let middle = sum.map(|s| s / f64::max(count, 1.0));
        let mut all = Self { terms: [[0.0; 2]; TERMS], size2: 0.0, count };
        for (key, mut deg) in seen {
            accumulate(&mut deg, &middle, -1.0);
            for (term, b) in all.terms.iter_mut().zip(basis(key)) {
                accumulate(term, &deg, b);
            }
            all.size2 += deg.iter().map(|v| v * v).sum::<f64>();
        }
        all
    }

    /// By how much of a breath it is late where it is most like `template`, and how alike they are there, −1 to 1.
    pub(crate) fn best(&self, template: &Template) -> Option<(f64, f64)> {
        // A harmonic's mean square over a whole breath is half of its squared size.
        let size2 = 0.5 * self.count * template.terms.iter().flatten().map(|v| v * v).sum::<f64>();
        if size2 <= 0.0 || self.size2 <= 0.0 {
            return None;
        }
        let scale = 1.0 / (size2 * self.size2).sqrt();
        let products = self.products(template);
        let alike = |late: f64| products.iter().zip(basis(late)).map(|(p, b)| p * b).sum::<f64>();
        let shifts = (-20..=20).map(|i| 0.025 * f64::from(i));
        shifts.map(|late| (late, scale * alike(late))).max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// Scalar product with the shifted template, by the terms of the shift: sin(k − l) and cos(k − l) by the sum formulas.
    fn products(&self, template: &Template) -> [f64; TERMS] {
        let dot = |[a, b]: [f64; 2], [c, d]: [f64; 2]| a * c + b * d;
        let mut products = [0.0; TERMS];
        let (of, to) = (self.terms.as_chunks::<2>().0, template.terms.as_chunks::<2>().0);
        for ((out, [own_s, own_c]), [ts, tc]) in products.as_chunks_mut::<2>().0.iter_mut().zip(of).zip(to) {
            *out = [dot(*own_s, *tc) - dot(*own_c, *ts), dot(*own_s, *ts) + dot(*own_c, *tc)];
        }
        products
    }
}

/// `sum += k · v`, term by term.
fn accumulate<const N: usize>(sum: &mut [f64; N], v: &[f64; N], k: f64) {
    for (s, x) in sum.iter_mut().zip(v) {
        *s += k * x;
    }
}

fn basis(key: f64) -> [f64; TERMS] {
    let (s1, c1) = sincos_turns(key);
    let (s2, c2) = (2.0 * s1 * c1, c1 * c1 - s1 * s1);
    let (s3, c3) = (s2 * c1 + c2 * s1, c2 * c1 - s2 * s1);
    [s1, c1, s2, c2, s3, c3]
}

/// Solves `a · x = b` by elimination with row exchange; none when `a` is singular.
fn solve<const N: usize>(mut a: [[f64; N]; N], mut b: [[f64; 2]; N]) -> Option<[[f64; 2]; N]> {
    for column in 0..N {
        let entry = |a: &[[f64; N]; N], row: usize| a.get(row).and_then(|r| r.get(column)).copied().unwrap_or(0.0);
        let pivot = (column..N).max_by(|p, q| entry(&a, *p).abs().total_cmp(&entry(&a, *q).abs()))?;
        a.swap(column, pivot);
        b.swap(column, pivot);
        let (row, value) = (*a.get(column)?, *b.get(column)?);
        let lead = *row.get(column)?;
        if lead.abs() < 1e-9 {
            return None;
        }
        for (i, (other, y)) in a.iter_mut().zip(&mut b).enumerate() {
            let k = other.get(column).copied().unwrap_or(0.0) / lead;
            if i == column {
                continue;
            }
            accumulate(other, &row, -k);
            accumulate(y, &value, -k);
        }
    }
    for (i, (row, y)) in a.iter().zip(&mut b).enumerate() {
        let lead = row.get(i).copied().unwrap_or(1.0);
        *y = y.map(|v| v / lead);
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breath(depth_deg: f64, level_deg: f64) -> Vec<Keyed> {
        let keys = (0..200).map(|i| f64::from(i) / 200.0);
        let shape = |key: f64| 0.5 * depth_deg * libm::cos(std::f64::consts::TAU * key);
        keys.map(|at| Keyed { key: Key { at, per_s: 0.1 }, deg: [level_deg + shape(at), 0.1 * shape(at)] }).collect()
    }

    #[test]
    fn breaths_at_any_level_give_back_their_shape() {
        let template = Template::fit(&[breath(4.0, 0.0), breath(4.0, 3.0), breath(4.0, -2.0)]);
        let [tilt, roll] = template.at(0.0);
        assert!((tilt - 2.0).abs() < 1e-9 && (roll - 0.2).abs() < 1e-9);
        assert!((template.depth_deg() - 4.0 * 1.01_f64.sqrt()).abs() < 0.02);
        assert!(template.turn_key().abs() < 0.01);
    }

    #[test]
    fn two_breaths_where_one_was_asked_for_are_told() {
        let moved = |s: &Keyed, at: f64| Keyed { key: Key { at, per_s: s.key.per_s }, ..*s };
        let twice = |breath: Vec<Keyed>| {
            let halved = breath.iter().map(|s| moved(s, 0.5 * s.key.at));
            let again = breath.iter().map(|s| moved(s, 0.5 + 0.5 * s.key.at));
            halved.chain(again).collect::<Vec<_>>()
        };
        assert!(Template::fit(&[twice(breath(2.0, 0.0))]).is_double());
        assert!(!Template::fit(&[breath(2.0, 0.0)]).is_double());
    }

    #[test]
    fn no_breath_and_half_a_key_give_a_flat_template() {
        assert_eq!(Template::fit(&[]), Template::FLAT);
        assert_eq!(
            Template::fit(&[vec![Keyed { key: Key { at: 0.3, per_s: 0.1 }, deg: [1.0, 1.0] }; 50]]),
            Template::FLAT
        );
    }
}
