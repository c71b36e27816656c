//! One column of a block: whole numbers that a simple law nearly foretells.
//!
//! In: at most [`super::BLOCK`] numbers. Out: bits and back, exactly. Each column of each block chooses the law whose
//! residuals cost the fewest bits (the choice of FLAC, RFC 9639, per subframe), and whether it speaks of the numbers
//! themselves or of their places among those that occur: a sensor whose step is coarser than ours uses few of them.

use super::bits::{Reader, Writer};
use super::rice::{list_bits, put_list, put_residuals, residual_bits, take_list, take_residuals, unzigzag, zigzag};

/// What foretells a number from those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Law {
    /// The number before.
    Same,
    /// As far from the number before as that is from its own.
    Onward,
    /// A straight line over the places: where it begins and how far it rises, both times 2^[`LINE_SHIFT`].
    Line { from: i64, rise: i64 },
    /// A mean, and so much of each earlier number's distance from it, times 2^[`WEIGHT_SHIFT`]; the nearest first.
    Linear { mean: i64, weights: Vec<i16> },
}

const LINE_SHIFT: u32 = 20;
const WEIGHT_SHIFT: u32 = 12;
/// How many earlier numbers a linear law may ask.
const ORDERS: [usize; 2] = [2, 4];
const LAW_BITS: u32 = 3;
const WEIGHT_BITS: u32 = 16;
const COUNT_BITS: u32 = 16;

impl Law {
    fn tag(&self) -> u32 {
        match self {
            Self::Same => 0,
            Self::Onward => 1,
            Self::Line { .. } => 2,
            Self::Linear { weights, .. } if weights.len() == 2 => 3,
            Self::Linear { .. } => 4,
        }
    }

    /// How many numbers are told before the law can speak.
    fn told(&self) -> usize {
        match self {
            Self::Line { .. } => 0,
            Self::Same => 1,
            Self::Onward => 2,
            Self::Linear { weights, .. } => weights.len(),
        }
    }

    /// The number after `before`, as far as it can be foretold. Wraps on purpose: any bits must decode to something.
    fn foretell(&self, before: &[i64]) -> i64 {
        let back = |n: usize| before.iter().rev().nth(n).copied().unwrap_or(0);
        match self {
            Self::Same => back(0),
            Self::Onward => back(0).wrapping_add(back(0).wrapping_sub(back(1))),
            Self::Line { from, rise } => {
                let place = i64::try_from(before.len()).unwrap_or(i64::MAX);
                rounded(from.wrapping_add(rise.wrapping_mul(place)), LINE_SHIFT)
            }
            Self::Linear { mean, weights } => {
                let terms = weights.iter().zip(before.iter().rev());
                let sum = terms.fold(0_i64, |sum, (weight, value)| {
                    sum.wrapping_add(value.wrapping_sub(*mean).wrapping_mul(i64::from(*weight)))
                });
                mean.wrapping_add(rounded(sum, WEIGHT_SHIFT))
            }
        }
    }

    fn parameters(&self) -> Vec<u64> {
        match self {
            Self::Line { from, rise } => vec![zigzag(*from), zigzag(*rise)],
            Self::Linear { mean, .. } => vec![zigzag(*mean)],
            Self::Same | Self::Onward => Vec::new(),
        }
    }

    fn weights(&self) -> &[i16] {
        if let Self::Linear { weights, .. } = self { weights } else { &[] }
    }

    fn take(from: &mut Reader<'_>) -> Option<Self> {
        let parameter = |values: Vec<u64>, at: usize| values.get(at).copied().map(unzigzag);
        Some(match from.take(LAW_BITS)? {
            0 => Self::Same,
            1 => Self::Onward,
            2 => {
                let both = take_list(from, 2)?;
                Self::Line { from: parameter(both.clone(), 0)?, rise: parameter(both, 1)? }
            }
            tag => {
                let order = *ORDERS.get(usize::try_from(tag).ok()?.checked_sub(3)?)?;
                let mean = parameter(take_list(from, 1)?, 0)?;
                let weight = |from: &mut Reader<'_>| Some(u16::try_from(from.take(WEIGHT_BITS)?).ok()?.cast_signed());
                let weights = (0..order).map(|_| weight(from)).collect::<Option<_>>()?;
                Self::Linear { mean, weights }
            }
        })
    }

    fn put(&self, to: &mut Writer) {
        to.put(self.tag(), LAW_BITS);
        put_list(to, &self.parameters());
        self.weights().iter().for_each(|weight| to.put(u32::from(weight.cast_unsigned()), WEIGHT_BITS));
    }
}

fn rounded(value: i64, shift: u32) -> i64 {
    value.wrapping_add(1 << (shift - 1)) >> shift
}

/// A law with what it leaves to be told.
struct Told {
    law: Law,
    first: Vec<u64>,
    residuals: Vec<u64>,
}

impl Told {
    fn new(law: Law, values: &[i64]) -> Self {
        let told = law.told().min(values.len());
        let mut before = 0;
        let first = values.iter().take(told).map(|value| {
            let step = value.wrapping_sub(before);
            before = *value;
            zigzag(step)
        });
        let first = first.collect();
        let rest = values.iter().enumerate().skip(told);
        let residuals = rest.map(|(i, value)| {
            let foretold = law.foretell(values.get(..i).unwrap_or_default());
            zigzag(value.wrapping_sub(foretold))
        });
        let residuals = residuals.collect();
        Self { law, first, residuals }
    }

    fn bits(&self) -> u64 {
        let weights = u64::from(WEIGHT_BITS) * self.law.weights().len() as u64;
        let law = u64::from(LAW_BITS) + list_bits(&self.law.parameters()) + weights;
        law + list_bits(&self.first) + residual_bits(&self.residuals)
    }

    /// The cheapest of all laws for `values`.
    fn cheapest(values: &[i64]) -> Self {
        let fitted = ORDERS.into_iter().filter_map(|order| linear(values, order));
        let laws = [Law::Same, Law::Onward, line(values)].into_iter().chain(fitted);
        let all = laws.map(|law| Self::new(law, values));
        // There is always a first.
        all.min_by_key(Self::bits).unwrap_or_else(|| Self::new(Law::Same, values))
    }

    fn put(&self, to: &mut Writer) {
        self.law.put(to);
        put_list(to, &self.first);
        put_residuals(to, &self.residuals);
    }
}

/// Writes `values`.
pub(super) fn put(to: &mut Writer, values: &[i64]) {
    let plain = Told::cheapest(values);
    if let Some((occurring, places)) = places(values) {
        let gaps = gaps(&occurring);
        let by_place = Told::cheapest(&places);
        if u64::from(COUNT_BITS) + list_bits(&gaps) + by_place.bits() < plain.bits() {
            to.put(1, 1);
            to.put(u32::try_from(occurring.len()).unwrap_or(0), COUNT_BITS);
            put_list(to, &gaps);
            return by_place.put(to);
        }
    }
    to.put(0, 1);
    plain.put(to);
}

/// Reads `count` numbers; none when the bits do not hold them.
pub(super) fn take(from: &mut Reader<'_>, count: usize) -> Option<Vec<i64>> {
    let occurring = if from.take(1)? == 0 {
        None
    } else {
        let count = usize::try_from(from.take(COUNT_BITS)?).ok().filter(|occurring| *occurring <= count)?;
        Some(filled(&take_list(from, count)?))
    };
    let law = Law::take(from)?;
    let told = law.told().min(count);
    let mut values: Vec<i64> = Vec::with_capacity(count);
    for step in take_list(from, told)? {
        values.push(values.last().copied().unwrap_or(0).wrapping_add(unzigzag(step)));
    }
    for residual in take_residuals(from, count - told)? {
        values.push(law.foretell(&values).wrapping_add(unzigzag(residual)));
    }
    let Some(occurring) = occurring else { return Some(values) };
    values.into_iter().map(|place| occurring.get(usize::try_from(place).ok()?).copied()).collect()
}

/// The numbers that occur in `values`, in order, and each one's place among them; none where naming them cannot pay.
fn places(values: &[i64]) -> Option<(Vec<i64>, Vec<i64>)> {
    let mut occurring = values.to_vec();
    occurring.sort_unstable();
    occurring.dedup();
    let (first, last) = (occurring.first()?, occurring.last()?);
    let all_between = usize::try_from(last.wrapping_sub(*first)).is_ok_and(|range| range < occurring.len());
    if all_between || occurring.len() * 2 > values.len() {
        return None;
    }
    let place = |value: &i64| occurring.binary_search(value).ok().and_then(|at| i64::try_from(at).ok());
    let places = values.iter().map(place).collect::<Option<_>>()?;
    Some((occurring, places))
}

/// The first of some rising numbers, and how many lie unused between each and the next.
fn gaps(rising: &[i64]) -> Vec<u64> {
    let first = rising.first().map(|first| zigzag(*first));
    let steps = rising.iter().zip(rising.iter().skip(1));
    first.into_iter().chain(steps.map(|(a, b)| b.wrapping_sub(*a).cast_unsigned().wrapping_sub(1))).collect()
}

/// Undoes [`gaps`].
fn filled(gaps: &[u64]) -> Vec<i64> {
    let mut value = None;
    let next = gaps.iter().map(|gap| {
        let here = value.map_or(unzigzag(*gap), |before: i64| before.wrapping_add(gap.wrapping_add(1).cast_signed()));
        value = Some(here);
        here
    });
    next.collect()
}

/// The straight line of least squares. What is too large for a float to count makes a useless law, not a wrong one.
#[expect(clippy::cast_possible_truncation, reason = "saturates; residuals make up for any law")]
fn line(values: &[i64]) -> Law {
    let count = values.len() as f64;
    let middle = (count - 1.0) / 2.0;
    let offset = values.first().copied().unwrap_or(0);
    let distance = |value: &i64| value.wrapping_sub(offset) as f64;
    let mean = values.iter().map(distance).sum::<f64>() / count.max(1.0);
    let (mut with, mut spread) = (0.0, 0.0);
    for (i, value) in values.iter().enumerate() {
        let place = i as f64 - middle;
        with += place * (distance(value) - mean);
        spread += place * place;
    }
    let rise = if spread > 0.0 { with / spread } else { 0.0 };
    let unit = f64::from(1 << LINE_SHIFT);
    let from = libm::round((mean - rise * middle) * unit) as i64;
    Law::Line { from: from.wrapping_add(offset.wrapping_mul(1 << LINE_SHIFT)), rise: libm::round(rise * unit) as i64 }
}

/// The linear law of `order` by Burg's method (J. P. Burg, *Maximum entropy spectral analysis*, 1975); none for a column
/// that is too short, does not move, or has numbers no sensor gives.
#[expect(clippy::cast_possible_truncation, reason = "bounded by what is checked before")]
fn linear(values: &[i64], order: usize) -> Option<Law> {
    const MOST: i64 = 1 << 40;
    if values.len() < 8 * order || values.iter().any(|value| !(-MOST..MOST).contains(value)) {
        return None;
    }
    let mean = values.iter().sum::<i64>() / i64::try_from(values.len()).ok()?;
    let mut forward: Vec<f64> = values.iter().map(|value| (value - mean) as f64).collect();
    let mut backward = forward.clone();
    let mut weights: Vec<f64> = Vec::with_capacity(order);
    for _ in 0..order {
        // Each step compares a number with the one a place further back than the step before did.
        forward.remove(0);
        backward.pop();
        let (mut both, mut power) = (0.0, 0.0);
        for (f, b) in forward.iter().zip(&backward) {
            both += f * b;
            power += f * f + b * b;
        }
        if power <= 0.0 {
            return None;
        }
        let reflection = 2.0 * both / power;
        let mirrored: Vec<f64> = weights.iter().rev().copied().collect();
        weights.iter_mut().zip(mirrored).for_each(|(weight, mirror)| *weight -= reflection * mirror);
        weights.push(reflection);
        for (f, b) in forward.iter_mut().zip(&mut backward) {
            (*f, *b) = (*f - reflection * *b, *b - reflection * *f);
        }
    }
    let whole = |weight: &f64| libm::round(weight * f64::from(1 << WEIGHT_SHIFT)) as i16;
    Some(Law::Linear { mean, weights: weights.iter().map(whole).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn there_and_back(values: &[i64]) -> usize {
        let mut to = Writer::default();
        put(&mut to, values);
        let bytes = to.finish();
        let mut from = Reader::new(&bytes);
        assert_eq!(take(&mut from, values.len()).unwrap(), values);
        assert!(from.ends_here());
        bytes.len()
    }

    #[test]
    fn the_laws_are_chosen_where_they_hold() {
        let law = |values: &[i64]| Told::cheapest(values).law.tag();
        let noise = |i: i64| (i * 7_919 + i * i * 104_729) % 13 - 6;
        let resonant: Vec<i64> = (0..500_i64)
            .scan((1_000_i64, 900_i64), |(a, b), i| {
                let next = (*a * 19 / 10) - (*b * 95 / 100) + noise(i);
                (*b, *a) = (*a, next);
                Some(next)
            })
            .collect();
        assert_eq!(law(&[5; 300]), Law::Same.tag());
        assert_eq!(law(&(0..300).map(|i| i * 40_000 / 77).collect::<Vec<_>>()), 2, "a line");
        assert!(law(&resonant) >= 3, "linear");
    }

    #[test]
    fn a_coarse_sensor_costs_what_its_own_steps_cost() {
        let fine: Vec<i64> = (0..1_024).map(|i: i64| (i * 7_919 + i * i * 31) % 61).collect();
        let coarse: Vec<i64> = fine.iter().map(|value| value * 19 + value / 3).collect();
        let (fine, coarse) = (there_and_back(&fine), there_and_back(&coarse));
        assert!(coarse < fine + 50, "{fine} and {coarse} bytes");
    }

    #[test]
    fn a_line_of_stamps_with_a_tick_of_jitter_costs_a_bit_each() {
        let stamps: Vec<i64> = (0..1_024_i64).map(|i| (i * 1_007_311) / 1_000 + i64::from(i % 11 == 0)).collect();
        assert!(there_and_back(&stamps) < 128);
    }

    #[test]
    fn short_columns_and_the_ends_of_the_numbers_come_back() {
        for values in [vec![], vec![7], vec![i64::MIN], vec![i64::MIN, i64::MAX], vec![1, i64::MAX, i64::MIN, 0, 9]] {
            there_and_back(&values);
        }
    }

    proptest! {
        #[test]
        fn any_column_comes_back(values in prop_oneof![
            proptest::collection::vec(any::<i64>(), 0..200),
            proptest::collection::vec(-40..40_i64, 0..300),
            proptest::collection::vec((-9..9_i64).prop_map(|v| v * 1_000_003), 0..300),
        ]) {
            there_and_back(&values);
        }

        #[test]
        fn no_bits_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), count in 0..1_100_usize) {
            let _ = take(&mut Reader::new(&bytes), count);
        }
    }
}
