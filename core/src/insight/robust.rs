//! Robust statistics of a few dozen to a few hundred values: medians, scatter, and a line with its interval.
//!
//! In: values, or values against time. Out: [`Line`], medians, standard deviations; none where there are too few. Pure,
//! the same on every platform; values that are no numbers are the caller's to leave out.
//!
//! The line is the median of the slopes of all pairs (Theil 1950), its interval that of Sen (*J. Am. Stat. Assoc.* 63,
//! 1968), which excludes zero exactly when the rank test of Mann and Kendall finds a trend. A quarter of the values may be
//! wild without carrying it away.
//!
//! Good and bad weeks come in runs: `n` sessions are worth only as many as would vary so by themselves. The variance of the
//! rank sum is widened by `n` over that number (Yue & Wang, *Water Resour. Manag.* 18, 2004), and because it is itself
//! guessed from the same few sessions the quantile is Student's with that number less two degrees of freedom (Santer et al.,
//! *J. Geophys. Res.* 105, 2000). What neighbours share is counted in ranks, which wild days cannot hide (Hamed & Rao,
//! *J. Hydrol.* 204, 1998).

/// Two-sided 95 % of a normal distribution.
pub(super) const Z_975: f64 = 1.959_963_985;
/// A normal distribution's standard deviation over its median absolute deviation.
const MAD_TO_SD: f64 = 1.482_602_219;
/// Standard error of a median over that of a mean, normal values.
pub(super) const MEDIAN_TO_MEAN: f64 = 1.253_314_137;
/// Neighbours that share more than this leave nothing to be told from so few values.
const MOST_SHARED: f64 = 0.8;
/// Student's t, 97.5 %, for 1 to 10 degrees of freedom.
const T_975: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/// A straight line through values against time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Line {
    /// Value at time 0.
    pub(super) at_zero: f64,
    /// Change of the value in one unit of time.
    pub(super) slope: f64,
    /// The interval that holds the slope 95 times of 100.
    pub(super) slope_ci95: [f64; 2],
    /// Standard deviation of the values around the line, from their median distance to it.
    pub(super) scatter: f64,
}

/// Median of `values`, which come back in another order; none of none. Of an even number the mean of the middle two.
pub(super) fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let odd = values.len() % 2 == 1;
    let (below, at, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    let upper = *at;
    if odd {
        return Some(upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some(f64::midpoint(lower, upper))
}

/// Standard deviation of normal `values` by their median distance from `middle`; wild ones do not swell it.
pub(super) fn scatter(values: impl Iterator<Item = f64>, middle: f64) -> f64 {
    let mut off: Vec<f64> = values.map(|v| (v - middle).abs()).collect();
    median(&mut off).unwrap_or(0.0) * MAD_TO_SD
}

/// Half the 95 % interval of a median of `values`: Student's, since a session has five of them.
pub(super) fn half_of_median(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let t = student_975(n - 1.0)?;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    Some(t * MEDIAN_TO_MEAN * libm::sqrt(variance / n))
}

/// Student's t, 97.5 %; none for less than one degree of freedom. Between the printed numbers, and from the last of them to
/// the normal law, straight in the reciprocal of the degrees, as printed tables ask for: never less than the truth, and
/// from 3 degrees on no more than 0.02 above it.
fn student_975(degrees: f64) -> Option<f64> {
    let listed = |nr: f64| {
        // Between 0 and 9: bounded below by the first degree, above by the last listed.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of the table")]
        T_975.get(nr as usize - 1).copied()
    };
    let last = T_975.len() as f64;
    if degrees < 1.0 {
        return None;
    }
    if degrees >= last {
        return Some(Z_975 + (listed(last)? - Z_975) * last / degrees);
    }
    let below = libm::floor(degrees);
    let share = (1.0 - below / degrees) * (below + 1.0);
    Some(listed(below)? + (listed(below + 1.0)? - listed(below)?) * share)
}

/// The line through `dots`, pairs of time and value in order of time; none with fewer than four at different times.
///
/// Costs the square of their number; the caller keeps it to a few hundred.
pub(super) fn line(dots: &[(f64, f64)]) -> Option<Line> {
    let n = dots.len() as f64;
    let mut slopes = Vec::with_capacity(dots.len() * dots.len() / 2);
    for (i, (t1, v1)) in dots.iter().enumerate() {
        let later = dots.iter().skip(i + 1).filter(|(t2, _)| t2 > t1);
        slopes.extend(later.map(|(t2, v2)| (v2 - v1) / (t2 - t1)));
    }
    if dots.len() < 4 || slopes.is_empty() {
        return None;
    }
    let pairs = slopes.len() as f64;
    let slope = median(&mut slopes)?;
    let at_zero = median(&mut dots.iter().map(|(t, v)| v - slope * t).collect::<Vec<_>>())?;
    let residuals: Vec<f64> = dots.iter().map(|(t, v)| v - slope * t - at_zero).collect();
    let scatter = scatter(residuals.iter().copied(), 0.0);

    // Variance of the rank sum, less what equal values take from it.
    let ties: f64 = runs(dots.iter().map(|(_, v)| *v)).map(|run| run * (run - 1.0) * (2.0 * run + 5.0)).sum();
    let variance = ((n * (n - 1.0) * (2.0 * n + 5.0) - ties) / 18.0).max(0.0);
    let shared = shared_with_neighbours(&ranks(&residuals));
    let worth = n * (1.0 - shared) / (1.0 + shared);
    let reach = student_975(worth - 2.0).map(|t| t * libm::sqrt(variance * n / worth));
    let slope_ci95 = reach.and_then(|reach| outside(&mut slopes, (pairs - reach) / 2.0));
    Some(Line { at_zero, slope, slope_ci95: slope_ci95.unwrap_or([f64::NEG_INFINITY, f64::INFINITY]), scatter })
}

/// What lies within when `count` of `values`, rounded down, lie outside at either end; none when not even none may.
fn outside(values: &mut [f64], count: f64) -> Option<[f64; 2]> {
    if count < 0.0 {
        return None;
    }
    // Not negative, and less than half the number of slopes.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    let low = libm::floor(count) as usize;
    let high = values.len().checked_sub(low + 1)?;
    let mut at = |place: usize| Some(*values.select_nth_unstable_by(place, f64::total_cmp).1);
    Some([at(low)?, at(high)?])
}

/// The place of each of `values` among all of them by size, equal ones at the middle of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let place = |v: &f64| {
        let below = sorted.partition_point(|s| s.total_cmp(v).is_lt());
        let upto = sorted.partition_point(|s| s.total_cmp(v).is_le());
        (below + upto) as f64 / 2.0
    };
    values.iter().map(place).collect()
}

/// Lengths of the groups of equal values.
fn runs(values: impl Iterator<Item = f64>) -> impl Iterator<Item = f64> {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let lengths: Vec<f64> = sorted.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(|run| run.len() as f64).collect();
    lengths.into_iter()
}

/// Correlation of each of `residuals`, or their ranks, with the next, 0 where there is none; freed of what a fitted line takes from it
/// (Kendall, *Biometrika* 41, 1954: the estimate falls short by two and four times itself over their number).
fn shared_with_neighbours(residuals: &[f64]) -> f64 {
    let n = residuals.len() as f64;
    let mean = residuals.iter().sum::<f64>() / n;
    let squares: f64 = residuals.iter().map(|r| (r - mean) * (r - mean)).sum();
    let products: f64 = residuals.iter().zip(residuals.iter().skip(1)).map(|(a, b)| (a - mean) * (b - mean)).sum();
    if squares <= 0.0 {
        return 0.0;
    }
    let shared = (n * products / squares + 2.0) / (n - 4.0).max(1.0);
    shared.clamp(0.0, MOST_SHARED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_one_or_the_mean_of_the_middle_two() {
        assert_eq!(median(&mut []), None);
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(&mut [4.0, 1.0, 3.0, 2.0]), Some(2.5));
    }

    #[test]
    fn a_straight_line_is_found_exactly_and_has_no_width() {
        let dots: Vec<_> = (0..12).map(|i| (f64::from(i), 5.0 - 0.25 * f64::from(i))).collect();
        let line = line(&dots).unwrap();
        assert_eq!((line.slope, line.at_zero, line.scatter), (-0.25, 5.0, 0.0));
        assert_eq!(line.slope_ci95, [-0.25, -0.25]);
    }

    #[test]
    fn one_wild_value_in_five_does_not_carry_the_line_away() {
        let mut dots: Vec<_> = (0..20).map(|i| (f64::from(i), 2.0 + 0.1 * f64::from(i))).collect();
        for (_, wild) in dots.iter_mut().skip(2).step_by(5) {
            *wild = 60.0;
        }
        let line = line(&dots).unwrap();
        assert!((line.slope - 0.1).abs() < 1e-9, "{line:?}");
        assert!(line.scatter < 1e-9);
    }

    #[test]
    fn the_slope_is_the_middle_one_of_all_pairs_and_its_interval_leaves_out_as_many_at_either_end() {
        // The data of Sen's paper: 21 slopes, the middle one 4. By the normal law a rank sum reaches 1.96 times √44.3, 13.05,
        // so that three slopes and no more may lie outside at either end.
        let t = [1.0, 2.0, 3.0, 4.0, 10.0, 12.0, 18.0];
        let v = [9.0, 15.0, 19.0, 20.0, 45.0, 55.0, 78.0];
        let dots: Vec<_> = t.into_iter().zip(v).collect();
        let mut slopes: Vec<f64> = Vec::new();
        for i in 0..7 {
            slopes.extend((i + 1..7).map(|j| (v[j] - v[i]) / (t[j] - t[i])));
        }
        slopes.sort_by(f64::total_cmp);
        let found = line(&dots).unwrap();
        assert_eq!(found.slope, slopes[10]);
        assert!((found.slope - 4.0).abs() < 1e-9, "{found:?}");
        assert_eq!(outside(&mut slopes.clone(), (21.0 - 13.05) / 2.0), Some([slopes[3], slopes[17]]));
        assert_eq!(outside(&mut slopes.clone(), 0.9), Some([slopes[0], slopes[20]]));
        assert_eq!(outside(&mut slopes, -0.1), None);
    }

    #[test]
    fn what_rises_and_what_falls_are_measured_alike() {
        let dots: Vec<_> = (0..15).map(|i| (f64::from(i), f64::from(i * 7 % 5) - 0.1 * f64::from(i))).collect();
        let down: Vec<_> = dots.iter().map(|(t, v)| (*t, -v)).collect();
        let ([low, high], mirrored) = (line(&dots).unwrap().slope_ci95, line(&down).unwrap().slope_ci95);
        assert!(low < high && low.is_finite());
        assert_eq!(mirrored, [-high, -low]);
    }

    #[test]
    fn students_t_between_the_printed_numbers_and_beyond_them_is_as_in_larger_tables() {
        for (degrees, printed) in [(1.0, 12.706), (2.0, 4.303), (10.0, 2.228), (20.0, 2.086), (60.0, 2.000)] {
            let t = student_975(degrees).unwrap();
            assert!((0.0..0.011).contains(&(t - printed)), "{t} at {degrees}");
        }
        // By numerical integration.
        for (degrees, integrated) in [(3.5, 2.9401), (4.5, 2.6589), (7.25, 2.3482), (15.0, 2.1314)] {
            let t = student_975(degrees).unwrap();
            assert!((0.0..0.02).contains(&(t - integrated)), "{t} at {degrees}");
        }
        assert_eq!(student_975(0.9), None);
    }

    #[test]
    fn runs_of_good_and_bad_weeks_widen_the_interval_and_few_of_them_leave_it_without_ends() {
        let by = |n: i32, of: fn(i32) -> f64| (0..n).map(|i| (f64::from(i), of(i))).collect::<Vec<_>>();
        let width = |dots: &[(f64, f64)]| line(dots).map(|l| l.slope_ci95[1] - l.slope_ci95[0]).unwrap();
        let turns = by(40, |i| f64::from(i * 17 % 5));
        let weeks = by(40, |i| f64::from(i / 8 * 17 % 5));
        assert!(width(&weeks) > 2.0 * width(&turns), "{} {}", width(&weeks), width(&turns));
        assert_eq!(width(&by(7, |i| f64::from(i / 2 % 2))), f64::INFINITY);
    }

    #[test]
    fn three_values_or_one_instant_have_no_line() {
        assert_eq!(line(&[(0.0, 1.0), (1.0, 2.0), (2.0, 3.0)]), None);
        assert_eq!(line(&[(1.0, 1.0); 9]), None);
    }

    #[test]
    fn the_interval_of_a_median_of_five_is_students_widened() {
        let half = half_of_median(&[4.0, 5.0, 6.0]).unwrap();
        assert!((half - 4.303 * MEDIAN_TO_MEAN / 3.0_f64.sqrt()).abs() < 1e-9);
        assert_eq!(half_of_median(&[1.0]), None);
    }
}
