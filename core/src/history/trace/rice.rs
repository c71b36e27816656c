//! Lists of whole numbers that are mostly small, as Rice codes.
//!
//! In: numbers without sign (signed ones by [`zigzag`]). Out: bits and back. Every [`PART`] numbers choose their own
//! parameter (R. F. Rice, *Some practical universal noiseless coding techniques*, 1979): a number is its quotient by 2ᵏ in
//! unary and k bits of remainder. Residuals that are mostly zero are told by how many zeros lie between the others.

use super::bits::{Reader, Writer};

/// So many numbers share a parameter.
const PART: usize = 256;
/// Bits of a parameter, and the largest one.
const PARAMETER_BITS: u32 = 5;
const MOST_PARAMETER: u32 = 31;
/// A quotient that reaches this stands for 64 bits that follow: no number costs more than [`ESCAPE_BITS`].
const ESCAPE: u32 = 24;
const ESCAPE_BITS: u64 = ESCAPE as u64 + 1 + 64;
/// Bits of the count of residuals that are not zero.
const COUNT_BITS: u32 = 16;

/// 0, −1, 1, −2, 2 … as 0, 1, 2, 3, 4 …
pub(super) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

/// Undoes [`zigzag`].
pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1).cast_signed() ^ -(value & 1).cast_signed()
}

/// Bits of `values` under the parameter `k`.
fn bits_with(values: &[u64], k: u32) -> u64 {
    let bits = |value: &u64| {
        let quotient = value >> k;
        if quotient < u64::from(ESCAPE) { quotient + 1 + u64::from(k) } else { ESCAPE_BITS }
    };
    values.iter().map(bits).sum()
}

/// The parameter that codes `values` in the fewest bits, and how many.
fn best(values: &[u64]) -> (u32, u64) {
    let sum = values.iter().fold(0_u64, |sum, value| sum.saturating_add(*value));
    let mean = sum / (values.len() as u64).max(1);
    // Outliers pull the mean up, so the best parameter lies at its logarithm or below.
    let highest = (u64::BITS - mean.leading_zeros()).min(MOST_PARAMETER);
    let mut best = (highest, bits_with(values, highest));
    for k in (0..highest).rev() {
        let bits = bits_with(values, k);
        if bits > best.1 {
            break;
        }
        best = (k, bits);
    }
    best
}

/// Bits that [`put_list`] needs for `values`.
pub(super) fn list_bits(values: &[u64]) -> u64 {
    values.chunks(PART).map(|part| u64::from(PARAMETER_BITS) + best(part).1).sum()
}

/// Writes `values`; whoever reads them knows how many they are.
pub(super) fn put_list(to: &mut Writer, values: &[u64]) {
    for part in values.chunks(PART) {
        let (k, _) = best(part);
        to.put(k, PARAMETER_BITS);
        for value in part {
            match u32::try_from(value >> k) {
                Ok(quotient) if quotient < ESCAPE => {
                    to.put(1, quotient + 1);
                    let [.., e, f, g, h] = value.to_be_bytes();
                    to.put(u32::from_be_bytes([e, f, g, h]), k);
                }
                _ => {
                    to.put(1, ESCAPE + 1);
                    to.put_whole(*value);
                }
            }
        }
    }
}

/// Reads `count` numbers; none when the bits do not hold them.
pub(super) fn take_list(from: &mut Reader<'_>, count: usize) -> Option<Vec<u64>> {
    let mut values = Vec::with_capacity(count);
    while values.len() < count {
        let k = from.take(PARAMETER_BITS)?;
        for _ in 0..PART.min(count - values.len()) {
            let quotient = from.zeros(ESCAPE)?;
            values.push(if quotient < ESCAPE {
                (u64::from(quotient) << k) | u64::from(from.take(k)?)
            } else {
                from.take_whole()?
            });
        }
    }
    Some(values)
}

/// Residuals as the zeros before each that is not zero, and what those are, less one.
fn sparse(values: &[u64]) -> (Vec<u64>, Vec<u64>) {
    let (mut zeros, mut others, mut run) = (Vec::new(), Vec::new(), 0);
    for value in values {
        match value.checked_sub(1) {
            None => run += 1,
            Some(less) => {
                zeros.push(run);
                others.push(less);
                run = 0;
            }
        }
    }
    (zeros, others)
}

fn sparse_bits((zeros, others): &(Vec<u64>, Vec<u64>)) -> u64 {
    u64::from(COUNT_BITS) + list_bits(zeros) + list_bits(others)
}

/// Bits that [`put_residuals`] needs for `values`.
pub(super) fn residual_bits(values: &[u64]) -> u64 {
    1 + list_bits(values).min(sparse_bits(&sparse(values)))
}

/// Writes `values`, fewer than 2¹⁶, in whichever of the two ways is shorter.
pub(super) fn put_residuals(to: &mut Writer, values: &[u64]) {
    let few = sparse(values);
    let (zeros, others) = &few;
    match u32::try_from(zeros.len()) {
        Ok(count) if sparse_bits(&few) < list_bits(values) => {
            to.put(1, 1);
            to.put(count, COUNT_BITS);
            put_list(to, zeros);
            put_list(to, others);
        }
        _ => {
            to.put(0, 1);
            put_list(to, values);
        }
    }
}

/// Reads `count` residuals; none when the bits do not hold them.
pub(super) fn take_residuals(from: &mut Reader<'_>, count: usize) -> Option<Vec<u64>> {
    if from.take(1)? == 0 {
        return take_list(from, count);
    }
    let others = usize::try_from(from.take(COUNT_BITS)?).ok().filter(|others| *others <= count)?;
    let (zeros, others) = (take_list(from, others)?, take_list(from, others)?);
    let mut values = vec![0; count];
    let mut places = values.iter_mut();
    for (run, less) in zeros.into_iter().zip(others) {
        *places.nth(usize::try_from(run).ok()?)? = less.checked_add(1)?;
    }
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn there_and_back(values: &[u64]) -> usize {
        let mut to = Writer::default();
        put_residuals(&mut to, values);
        let bytes = to.finish();
        let mut from = Reader::new(&bytes);
        assert_eq!(take_residuals(&mut from, values.len()).unwrap(), values);
        assert!(from.ends_here());
        bytes.len()
    }

    #[test]
    fn the_cost_that_was_promised_is_the_cost_that_is_paid() {
        for values in [vec![], vec![0; 700], vec![7; 300], (0..600).map(|i| i * i % 97).collect(), vec![u64::MAX; 3]] {
            let promised = usize::try_from(residual_bits(&values)).unwrap().div_ceil(8);
            assert_eq!(there_and_back(&values), promised);
        }
    }

    #[test]
    fn a_thousand_zeros_cost_next_to_nothing_and_one_outlier_spoils_only_itself() {
        assert_eq!(there_and_back(&[0; 1_024]), 3);
        let mut quiet = vec![3; 1_024];
        let before = there_and_back(&quiet);
        quiet[500] = u64::MAX;
        assert!(there_and_back(&quiet) <= before + 12);
    }

    #[test]
    fn numbers_change_sign_without_growing() {
        assert_eq!([0, -1, 1, i64::MIN].map(zigzag), [0, 1, 2, u64::MAX]);
        assert_eq!([i64::MIN, i64::MAX, -3].map(|v| unzigzag(zigzag(v))), [i64::MIN, i64::MAX, -3]);
    }

    proptest! {
        #[test]
        fn any_numbers_come_back(values in proptest::collection::vec(prop_oneof![any::<u64>(), 0..3_u64, 0..500_u64], 0..600)) {
            there_and_back(&values);
        }

        #[test]
        fn no_bits_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), count in 0..1_100_usize) {
            let _ = take_residuals(&mut Reader::new(&bytes), count);
        }
    }
}
