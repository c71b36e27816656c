//! Second-order Butterworth low-pass, forwards as samples come and both ways over a finished stretch.
//!
//! In: samples at a steady interval. Out: the same without what is faster. Coefficients by the bilinear transform
//! (any text on digital filters; for the form used here: Smith, *Introduction to Digital Filters*, 2007).

use std::f64::consts::{PI, SQRT_2};

/// Coefficients of one filter at one sampling interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LowPass {
    b0: f64,
    a1: f64,
    a2: f64,
}

/// What a filter remembers of one channel (transposed direct form II).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Memory(f64, f64);

impl LowPass {
    /// Half power at `cutoff_hz`, for samples `dt_s` apart. The cut-off is kept below 0.45 of the sampling rate.
    pub(crate) fn new(cutoff_hz: f64, dt_s: f64) -> Self {
        let c = libm::tan(PI * (cutoff_hz * dt_s).clamp(1e-9, 0.45));
        let d = c * c + SQRT_2 * c + 1.0;
        Self { b0: c * c / d, a1: 2.0 * (c * c - 1.0) / d, a2: (1.0 - SQRT_2 * c + c * c) / d }
    }

    /// The filter whose step response has the time constant `tau_s`, as VQF defines it (Laidig & Seel 2022, eq. 5).
    pub(crate) fn with_time_constant(tau_s: f64, dt_s: f64) -> Self {
        Self::new(SQRT_2 / (2.0 * PI * tau_s), dt_s)
    }

    /// The memory of a channel that has been at `x` for ever.
    pub(crate) fn settled(&self, x: f64) -> Memory {
        Memory(x * (1.0 - self.b0), x * (self.b0 - self.a2))
    }

    /// One sample.
    pub(crate) fn step(&self, memory: &mut Memory, x: f64) -> f64 {
        let y = self.b0 * x + memory.0;
        memory.0 = 2.0 * self.b0 * x - self.a1 * y + memory.1;
        memory.1 = self.b0 * x - self.a2 * y;
        y
    }

    /// Keeps the output `y` unbroken when the interval, and so the coefficients, change from `self` to `to`.
    pub(crate) fn adapt(&self, to: &Self, memory: &mut Memory, y: f64) {
        memory.0 += (self.b0 - to.b0) * y;
        memory.1 += (self.b0 - to.b0 - self.a2 + to.a2) * y;
    }

    /// Filters `x` forwards and backwards in place: no delay, fourth order. The ends are mirrored oddly over `pad`
    /// samples so that they do not ring; `scratch` is overwritten.
    pub(crate) fn both_ways(&self, x: &mut [f64], pad: usize, scratch: &mut Vec<f64>) {
        let (Some(&first), Some(&last)) = (x.first(), x.last()) else { return };
        let pad = pad.min(x.len() - 1);
        scratch.clear();
        scratch.extend(x.iter().skip(1).take(pad).rev().map(|v| 2.0 * first - v));
        scratch.extend_from_slice(x);
        scratch.extend(x.iter().rev().skip(1).take(pad).map(|v| 2.0 * last - v));
        let mut memory = self.settled(scratch.first().copied().unwrap_or(first));
        for v in scratch.iter_mut() {
            *v = self.step(&mut memory, *v);
        }
        let mut memory = self.settled(scratch.last().copied().unwrap_or(last));
        for v in scratch.iter_mut().rev() {
            *v = self.step(&mut memory, *v);
        }
        for (out, v) in x.iter_mut().zip(scratch.iter().skip(pad)) {
            *out = *v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(hz: f64, dt_s: f64, n: u32) -> Vec<f64> {
        (0..n).map(|i| libm::sin(2.0 * PI * hz * dt_s * f64::from(i))).collect()
    }

    #[test]
    fn what_has_always_been_there_passes_at_once() {
        let f = LowPass::new(5.0, 0.01);
        let mut m = f.settled(9.81);
        assert!((0..50).all(|_| (f.step(&mut m, 9.81) - 9.81).abs() < 1e-12));
    }

    #[test]
    fn the_cut_off_halves_the_power_and_ten_times_it_is_gone() {
        let f = LowPass::new(5.0, 0.001);
        let gain = |hz: f64| {
            let mut m = f.settled(0.0);
            let out: Vec<f64> = wave(hz, 0.001, 4000).into_iter().map(|x| f.step(&mut m, x)).collect();
            out[2000..].iter().fold(0.0_f64, |a, v| a.max(v.abs()))
        };
        assert!((gain(5.0) - 0.5_f64.sqrt()).abs() < 0.01);
        assert!(gain(50.0) < 0.011);
    }

    #[test]
    fn both_ways_shifts_nothing_and_leaves_a_slope_a_slope() {
        let f = LowPass::new(2.5, 0.01);
        let mut ramp: Vec<f64> = (0..300).map(f64::from).collect();
        f.both_ways(&mut ramp, 100, &mut Vec::new());
        assert!(ramp.iter().zip(0..).all(|(v, i)| (v - f64::from(i)).abs() < 1e-3));
        let mut slow = wave(0.2, 0.01, 1000);
        let was = slow.clone();
        f.both_ways(&mut slow, 200, &mut Vec::new());
        assert!(slow.iter().zip(&was).all(|(a, b)| (a - b).abs() < 0.02));
    }
}
