//! Breathing on its own, without a cue: how fast, and in or out (DESIGN §3.6).
//!
//! In: tilt and roll of the phone, as shown live. Out: [`Breathing`] ten times a second. Causal. The rate is the top of
//! a trailing spectrum of 25 s (FIELD P4); the phase is the slope of a sine of that rate, fitted to the last breath.

use crate::time::{MonoTime, Nanos};
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// Answers, and samples of the spectrum, come so often, seconds.
const EVERY_S: f64 = 0.1;
/// The spectrum looks back so far, seconds (FIELD P4).
const WINDOW_S: f64 = 25.0;
/// ... and says something from so much on.
const SHORTEST_S: f64 = 12.0;
/// Breaths are sought from 4.2 to 42 a minute, Hz.
const RANGE_HZ: [f64; 2] = [0.07, 0.7];
/// Resolution of the search, Hz.
const STEP_HZ: f64 = 0.005;
/// The sine is fitted to so much of a breath: long enough to know its level, short enough to be of now.
const FIT_BREATHS: f64 = 0.8;
/// A sine smaller than this is noise, degrees (FIELD F14: 0.11° after a 5 Hz low-pass).
const VISIBLE_DEG: f64 = 0.05;

/// In or out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BreathPhase {
    /// The head edge rises.
    Inhale,
    /// The head edge sinks.
    Exhale,
    /// Cannot be told.
    Unknown,
}

/// The breath at an instant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Breathing {
    /// The last sample it was made from.
    pub at: MonoTime,
    /// Breaths a minute; none until known.
    pub rate_bpm: Option<f64>,
    /// In or out.
    pub phase: BreathPhase,
}

/// The breath of a stream of tilts and rolls.
#[derive(Debug, Clone, Default)]
pub struct Breath {
    sum: [f64; 2],
    count: f64,
    next: Option<MonoTime>,
    kept: VecDeque<[f64; 2]>,
    rate_hz: Option<f64>,
    until_search: u32,
}

impl Breath {
    /// Seconds a breath takes; none until known.
    pub fn period_s(&self) -> Option<f64> {
        self.rate_hz.map(|hz| 1.0 / hz)
    }

    /// One sample, degrees; an answer when a tenth of a second is full.
    pub fn step(&mut self, at: MonoTime, deg: [f64; 2]) -> Option<Breathing> {
        let [x, y] = deg;
        let [sx, sy] = self.sum;
        self.sum = [sx + x, sy + y];
        self.count += 1.0;
        let every = Nanos::from_s(EVERY_S);
        let next = *self.next.get_or_insert(at + every);
        if at < next {
            return None;
        }
        // After a silence the grid starts anew: a line through it would be read as breath.
        if (at - next).s() > 1.0 {
            self.kept.clear();
        }
        self.next = Some(if at - next > every { at + every } else { next + every });
        self.kept.push_back(self.sum.map(|s| s / self.count));
        self.sum = [0.0; 2];
        self.count = 0.0;
        if self.kept.len() as f64 * EVERY_S > WINDOW_S {
            self.kept.pop_front();
        }
        if (self.kept.len() as f64) * EVERY_S < SHORTEST_S {
            return Some(Breathing { at, rate_bpm: None, phase: BreathPhase::Unknown });
        }
        let axis = self.axis();
        let y: Vec<f64> = self.kept.iter().map(|d| dot(*d, axis)).collect();
        if self.until_search == 0 {
            self.rate_hz = Some(rate(&y));
            self.until_search = 5;
        }
        self.until_search -= 1;
        let phase = self.rate_hz.map_or(BreathPhase::Unknown, |hz| phase(&y, hz));
        Some(Breathing { at, rate_bpm: self.rate_hz.map(|hz| 60.0 * hz), phase })
    }

    /// The direction in which the phone tips most; its sign such that breathing in lifts the head edge (FIELD F3).
    fn axis(&self) -> [f64; 2] {
        let n = self.kept.len() as f64;
        let [mx, my] = self.kept.iter().fold([0.0, 0.0], |[a, b], [x, y]| [a + x / n, b + y / n]);
        let (xx, xy, yy) = self.kept.iter().fold((0.0, 0.0, 0.0), |(xx, xy, yy), [x, y]| {
            let (u, v) = (x - mx, y - my);
            (xx + u * u, xy + u * v, yy + v * v)
        });
        let angle = 0.5 * libm::atan2(2.0 * xy, xx - yy);
        let (s, c) = libm::sincos(angle);
        if c >= 0.0 { [c, s] } else { [-c, -s] }
    }
}

fn dot([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    a * c + b * d
}

/// Frequency of the highest spectral line of `y` under a Hann window, its line taken off first; Hz.
fn rate(y: &[f64]) -> f64 {
    let n = y.len() as f64;
    let flat = without_line(y);
    let windowed: Vec<f64> =
        flat.iter().enumerate().map(|(i, v)| v * 0.5 * (1.0 - libm::cos(TAU * (i as f64 + 0.5) / n))).collect();
    let power = |hz: f64| {
        // Goertzel's recurrence: one cosine a frequency.
        let k = 2.0 * libm::cos(TAU * hz * EVERY_S);
        let (a, b) = windowed.iter().fold((0.0, 0.0), |(a, b), v| (v + k * a - b, a));
        a * a + b * b - k * a * b
    };
    let [low, high] = RANGE_HZ;
    let mut best = (low, 0.0);
    let mut hz = low;
    while hz <= high {
        let p = power(hz);
        if p > best.1 {
            best = (hz, p);
        }
        hz += STEP_HZ;
    }
    let (hz, top) = best;
    let (left, right) = (power(hz - STEP_HZ), power(hz + STEP_HZ));
    let bend = left - 2.0 * top + right;
    let shift = if bend < 0.0 { 0.5 * (left - right) / bend } else { 0.0 };
    (hz + STEP_HZ * shift.clamp(-1.0, 1.0)).clamp(low, high)
}

fn without_line(y: &[f64]) -> Vec<f64> {
    let n = y.len() as f64;
    let middle = 0.5 * (n - 1.0);
    let mean = y.iter().sum::<f64>() / n;
    let (num, den) = y.iter().enumerate().fold((0.0, 0.0), |(num, den), (i, v)| {
        let x = i as f64 - middle;
        (num + x * (v - mean), den + x * x)
    });
    let slope = if den > 0.0 { num / den } else { 0.0 };
    y.iter().enumerate().map(|(i, v)| v - mean - slope * (i as f64 - middle)).collect()
}

/// The slope, now, of a sine of `hz` with a level, fitted to the newest part of `y`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred samples")]
fn phase(y: &[f64], hz: f64) -> BreathPhase {
    let wanted = (FIT_BREATHS / (hz * EVERY_S)).ceil() as usize;
    let recent = || y.iter().rev().take(wanted).enumerate().map(|(i, v)| (-(i as f64) * EVERY_S, *v));
    let (mut normal, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
    for (t, v) in recent() {
        let (s, c) = libm::sincos(TAU * hz * t);
        let b = [1.0, s, c];
        for ((row, r), bi) in normal.iter_mut().zip(&mut right).zip(b) {
            *r += bi * v;
            for (cell, bj) in row.iter_mut().zip(b) {
                *cell += bi * bj;
            }
        }
    }
    let Some([_, s, c]) = solve3(normal, right) else { return BreathPhase::Unknown };
    if libm::hypot(s, c) < VISIBLE_DEG {
        return BreathPhase::Unknown;
    }
    // Now is t = 0, where the sine's slope is its sine term.
    if s > 0.0 { BreathPhase::Inhale } else { BreathPhase::Exhale }
}

/// Solves `a · x = b` by Cramer's rule; none when singular.
fn solve3(a: [[f64; 3]; 3], b: [f64; 3]) -> Option<[f64; 3]> {
    let det = |[[a, b, c], [d, e, f], [g, h, i]]: [[f64; 3]; 3]| {
        a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    };
    let whole = det(a);
    if whole.abs() < 1e-9 {
        return None;
    }
    let [[a0, a1, a2], [b0, b1, b2], [c0, c1, c2]] = a;
    let [x, y, z] = b;
    Some([
        det([[x, a1, a2], [y, b1, b2], [z, c1, c2]]) / whole,
        det([[a0, x, a2], [b0, y, b2], [c0, z, c2]]) / whole,
        det([[a0, a1, x], [b0, b1, y], [c0, c1, z]]) / whole,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Share of right phases and the last rate of a breath of `bpm` with a drift, degrees a second.
    fn breathe(bpm: f64, deg: f64, drift: f64) -> (f64, Option<f64>) {
        let (mut breath, mut right, mut said, mut rate) = (Breath::default(), 0.0, 0.0, None);
        for i in 0..6000 {
            let t = 0.01 * f64::from(i);
            let (s, c) = libm::sincos(TAU * bpm / 60.0 * t);
            let Some(b) = breath.step(MonoTime::from_s(t), [deg * s + drift * t, 0.1 * deg * s]) else { continue };
            rate = b.rate_bpm;
            if t > 30.0 && c.abs() > 0.3 {
                said += 1.0;
                right += f64::from(u8::from((b.phase == BreathPhase::Inhale) == (c > 0.0)));
            }
        }
        (right / said, rate)
    }

    #[test]
    fn rate_and_phase_of_a_steady_breath_are_found_through_drift() {
        for bpm in [6.0, 9.0, 15.0] {
            let (right, rate) = breathe(bpm, 1.0, 0.02);
            assert!(right > 0.95, "{bpm}: {right}");
            assert!((rate.unwrap() - bpm).abs() < 0.3, "{bpm}: {rate:?}");
        }
    }

    #[test]
    fn a_phone_on_a_table_has_no_phase() {
        let (mut breath, mut phases) = (Breath::default(), Vec::new());
        for i in 0..6000 {
            phases.extend(breath.step(MonoTime::from_s(0.01 * f64::from(i)), [3.0, 1.0]).map(|b| b.phase));
        }
        assert!(phases.iter().all(|p| *p == BreathPhase::Unknown));
    }
}
