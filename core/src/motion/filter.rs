//! Second-order Butterworth filters, forwards as samples come and both ways over a finished stretch.
//!
//! In: samples of some channels at a steady interval. Out: the same without what is faster, or slower. Coefficients by
//! the bilinear transform (any text on digital filters; for the form used here: Smith, *Introduction to Digital Filters*,
//! 2007).

use std::f64::consts::{PI, SQRT_2};

/// Coefficients of one filter at one sampling interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Filter {
    b0: f64,
    b1: f64,
    a1: f64,
    a2: f64,
}

/// What a filter remembers of `N` channels (transposed direct form II).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Memory<const N: usize>([f64; N], [f64; N]);

impl Filter {
    /// Half power at `cutoff_hz`, and less of what is faster, for samples `dt_s` apart. The cut-off is kept below 0.45 of
    /// the sampling rate.
    pub(crate) fn low_pass(cutoff_hz: f64, dt_s: f64) -> Self {
        let (c, d) = Self::warped(cutoff_hz, dt_s);
        Self::of(c * c / d, 2.0 * c * c / d, c, d)
    }

    /// The same, and less of what is slower.
    pub(crate) fn high_pass(cutoff_hz: f64, dt_s: f64) -> Self {
        let (c, d) = Self::warped(cutoff_hz, dt_s);
        Self::of(1.0 / d, -2.0 / d, c, d)
    }

    /// The low-pass whose step response has the time constant `tau_s`, as VQF defines it (Laidig & Seel 2022, eq. 5).
    pub(crate) fn with_time_constant(tau_s: f64, dt_s: f64) -> Self {
        Self::low_pass(SQRT_2 / (2.0 * PI * tau_s), dt_s)
    }

    fn warped(cutoff_hz: f64, dt_s: f64) -> (f64, f64) {
        let c = libm::tan(PI * (cutoff_hz * dt_s).clamp(1e-9, 0.45));
        (c, c * c + SQRT_2 * c + 1.0)
    }

    fn of(b0: f64, b1: f64, c: f64, d: f64) -> Self {
        Self { b0, b1, a1: 2.0 * (c * c - 1.0) / d, a2: (1.0 - SQRT_2 * c + c * c) / d }
    }

    /// The memory of channels that have been at `x` for ever.
    pub(crate) fn settled<const N: usize>(&self, x: [f64; N]) -> Memory<N> {
        // Nothing, of a high-pass.
        let gain = (2.0 * self.b0 + self.b1) / (1.0 + self.a1 + self.a2);
        Memory(x.map(|x| x * (gain - self.b0)), x.map(|x| x * (self.b0 - self.a2 * gain)))
    }

    /// One sample.
    pub(crate) fn step<const N: usize>(&self, memory: &mut Memory<N>, x: [f64; N]) -> [f64; N] {
        let Memory(one, two) = memory;
        let mut out = [0.0; N];
        for (((y, x), one), two) in out.iter_mut().zip(x).zip(one).zip(two) {
            *y = self.b0 * x + *one;
            *one = self.b1 * x - self.a1 * *y + *two;
            *two = self.b0 * x - self.a2 * *y;
        }
        out
    }

    /// Keeps the output `y` unbroken when the interval, and so the coefficients, change from `self` to `to`.
    pub(crate) fn adapt<const N: usize>(&self, to: &Self, memory: &mut Memory<N>, y: [f64; N]) {
        let Memory(one, two) = memory;
        for ((one, two), y) in one.iter_mut().zip(two).zip(y) {
            *one += (self.b0 - to.b0) * y;
            *two += (self.b0 - to.b0 - self.a2 + to.a2) * y;
        }
    }

    /// Filters `x` forwards and backwards: no delay, fourth order. The ends are mirrored oddly over at most `pad` samples
    /// so that they do not ring; they stand around what is asked for in `out`. Returns by how many samples.
    pub(crate) fn both_ways<const N: usize>(&self, x: &[[f64; N]], pad: usize, out: &mut Vec<[f64; N]>) -> usize {
        out.clear();
        let (Some(first), Some(last)) = (x.first(), x.last()) else { return 0 };
        let pad = pad.min(x.len() - 1);
        let around = |end: &[f64; N], v: &[f64; N]| std::array::from_fn(|i| 2.0 * at(end, i) - at(v, i));
        out.extend(x.iter().skip(1).take(pad).rev().map(|v| around(first, v)));
        out.extend_from_slice(x);
        out.extend(x.iter().rev().skip(1).take(pad).map(|v| around(last, v)));
        let mut memory = self.settled(out.first().copied().unwrap_or(*first));
        for v in out.iter_mut() {
            *v = self.step(&mut memory, *v);
        }
        let mut memory = self.settled(out.last().copied().unwrap_or(*last));
        for v in out.iter_mut().rev() {
            *v = self.step(&mut memory, *v);
        }
        pad
    }
}

fn at<const N: usize>(of: &[f64; N], i: usize) -> f64 {
    of.get(i).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(hz: f64, dt_s: f64, n: u32) -> Vec<f64> {
        (0..n).map(|i| libm::sin(2.0 * PI * hz * dt_s * f64::from(i))).collect()
    }

    #[test]
    fn what_has_always_been_there_passes_a_low_pass_at_once_and_a_high_pass_never() {
        for (f, passed) in [(Filter::low_pass(5.0, 0.01), 9.81), (Filter::high_pass(5.0, 0.01), 0.0)] {
            let mut m = f.settled([9.81]);
            assert!((0..50).all(|_| (f.step(&mut m, [9.81])[0] - passed).abs() < 1e-12));
        }
    }

    #[test]
    fn the_cut_off_halves_the_power_and_ten_times_or_a_tenth_of_it_is_gone() {
        let gain = |f: &Filter, hz: f64| {
            let mut m = f.settled([0.0]);
            let out: Vec<f64> = wave(hz, 0.001, 4000).into_iter().map(|x| f.step(&mut m, [x])[0]).collect();
            out[2000..].iter().fold(0.0_f64, |a, v| a.max(v.abs()))
        };
        for (f, gone_hz) in [(Filter::low_pass(5.0, 0.001), 50.0), (Filter::high_pass(5.0, 0.001), 0.5)] {
            assert!((gain(&f, 5.0) - 0.5_f64.sqrt()).abs() < 0.01);
            assert!(gain(&f, gone_hz) < 0.011);
        }
    }

    #[test]
    fn both_ways_shifts_nothing_and_leaves_a_slope_a_slope() {
        let f = Filter::low_pass(2.5, 0.01);
        let filtered = |x: &[f64], pad: usize| {
            let (x, mut out): (Vec<_>, _) = (x.iter().map(|v| [*v]).collect(), Vec::new());
            let from = f.both_ways(&x, pad, &mut out);
            out.iter().skip(from).take(x.len()).map(|[v]| *v).collect::<Vec<_>>()
        };
        let ramp: Vec<f64> = (0..300).map(f64::from).collect();
        assert!(filtered(&ramp, 100).iter().zip(0..).all(|(v, i)| (v - f64::from(i)).abs() < 1e-3));
        let slow = wave(0.2, 0.01, 1000);
        assert!(filtered(&slow, 200).iter().zip(&slow).all(|(a, b)| (a - b).abs() < 0.02));
    }
}
