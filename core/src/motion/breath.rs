//! Breathing on its own, without a cue: how fast, and in or out (DESIGN §3.6).
//!
//! In: tilt and roll of the phone, as shown live. Out: [`Breathing`] ten times a second. Causal. The rate is
//! counted over the last 25 s ([`Pace`]); the phase is the slope of a sine of that rate, fitted to the last breath.

use super::pace::{Found, Pace, STEP_S};
use crate::time::{MonoTime, Nanos};
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// Answers come so often, seconds.
const EVERY_S: f64 = 0.1;
/// Answers in a step of the pace.
const ANSWERS_A_STEP: f64 = STEP_S / EVERY_S;
/// Breaths are counted anew every so many steps: a rate shown changes slower than this.
const STEPS_A_COUNT: u32 = 2;
/// The sine is fitted to so much of a breath: long enough to know its level, short enough to be of now.
const FIT_BREATHS: f64 = 0.8;
/// Tenths kept: as many as the sine of the slowest breath is fitted to.
const KEPT: usize = 120;
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

/// A mean that is being formed.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    sum: [f64; 2],
    count: f64,
}

impl Mean {
    fn add(&mut self, [x, y]: [f64; 2]) {
        let [sx, sy] = self.sum;
        *self = Self { sum: [sx + x, sy + y], count: self.count + 1.0 };
    }

    fn take(&mut self) -> [f64; 2] {
        let Self { sum, count } = std::mem::take(self);
        sum.map(|s| s / count)
    }
}

/// The breath of a stream of tilts and rolls.
#[derive(Debug, Clone)]
pub struct Breath {
    tenth: Mean,
    step: Mean,
    next: Option<MonoTime>,
    kept: VecDeque<[f64; 2]>,
    pace: Pace,
    found: Option<Found>,
    until_count: u32,
}

impl Default for Breath {
    fn default() -> Self {
        Self {
            tenth: Mean::default(),
            step: Mean::default(),
            next: None,
            kept: VecDeque::with_capacity(KEPT),
            pace: Pace::default(),
            found: None,
            until_count: 0,
        }
    }
}

impl Breath {
    /// Seconds a breath takes; none until known.
    pub fn period_s(&self) -> Option<f64> {
        self.found.map(|f| 1.0 / f.hz)
    }

    /// One sample, degrees; an answer when a tenth of a second is full.
    pub fn step(&mut self, at: MonoTime, deg: [f64; 2]) -> Option<Breathing> {
        self.tenth.add(deg);
        let every = Nanos::from_s(EVERY_S);
        let next = *self.next.get_or_insert(at + every);
        if at < next {
            return None;
        }
        // After a silence the grid starts anew: a line through it would be read as breath.
        if (at - next).s() > 1.0 {
            self.kept.clear();
            self.pace.clear();
            self.step = Mean::default();
            self.found = None;
        }
        self.next = Some(if at - next > every { at + every } else { next + every });
        let mean = self.tenth.take();
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(mean);
        self.step.add(mean);
        if self.step.count >= ANSWERS_A_STEP {
            self.pace.push(self.step.take());
            if self.until_count == 0 {
                self.found = self.pace.find();
                self.until_count = STEPS_A_COUNT;
            }
            self.until_count -= 1;
        }
        let phase = self.found.map_or(BreathPhase::Unknown, |f| phase(&self.kept, f));
        Some(Breathing { at, rate_bpm: self.found.map(|f| 60.0 * f.hz), phase })
    }
}

fn dot([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    a * c + b * d
}

/// The slope, now, of a sine of `hz` with a level, fitted to the newest part of `kept`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred samples")]
fn phase(kept: &VecDeque<[f64; 2]>, Found { hz, axis: [c, s] }: Found) -> BreathPhase {
    // Breathing in lifts the head edge (FIELD F3).
    let axis = if c >= 0.0 { [c, s] } else { [-c, -s] };
    let wanted = (FIT_BREATHS / (hz * EVERY_S)).ceil() as usize;
    let recent = || kept.iter().rev().take(wanted).enumerate().map(|(i, v)| (-(i as f64) * EVERY_S, dot(*v, axis)));
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
