//! Breathing on its own, without a cue: how fast, and in or out (DESIGN §3.6).
//!
//! In: tilt and roll of the phone, as shown live. Out: [`Breathing`] ten times a second. Causal. The rate is
//! counted over the last 25 s ([`Pace`]); the phase is the slope of a sine of that rate, fitted to the last breath of tilt
//! and roll, along the direction in which that breath tips the phone.

use super::pace::{Pace, STEP_S};
use super::sine::{KEPT, Sine};
use crate::time::{MonoTime, Nanos};
use std::collections::VecDeque;

/// Answers come so often, seconds.
pub(super) const EVERY_S: f64 = 0.1;
const EVERY: Nanos = Nanos::from_ms(100);
/// Answers in a step of the pace.
const ANSWERS_A_STEP: f64 = STEP_S / EVERY_S;
/// Breaths are counted anew every so many steps: a rate shown changes slower than this.
const STEPS_A_COUNT: u32 = 4;

/// In or out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
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
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
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
    hz: Option<f64>,
    until_count: u32,
    sine: Sine,
}

impl Default for Breath {
    fn default() -> Self {
        Self {
            tenth: Mean::default(),
            step: Mean::default(),
            next: None,
            kept: VecDeque::with_capacity(KEPT),
            pace: Pace::default(),
            hz: None,
            until_count: 0,
            sine: Sine::default(),
        }
    }
}

impl Breath {
    /// Seconds a breath takes; none until known.
    pub fn period_s(&self) -> Option<f64> {
        self.hz.map(|hz| 1.0 / hz)
    }

    /// One sample, degrees; an answer when a tenth of a second is full.
    pub fn step(&mut self, at: MonoTime, deg: [f64; 2]) -> Option<Breathing> {
        self.tenth.add(deg);
        let next = *self.next.get_or_insert(at + EVERY);
        if at < next {
            return None;
        }
        // After a silence the grid starts anew: a line through it would be read as breath.
        if (at - next).s() > 1.0 {
            self.kept.clear();
            self.pace.clear();
            self.step = Mean::default();
            self.hz = None;
            self.sine.forget();
        }
        self.next = Some(if at - next > EVERY { at + EVERY } else { next + EVERY });
        let mean = self.tenth.take();
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(mean);
        self.sine.push(&self.kept);
        self.step.add(mean);
        if self.step.count >= ANSWERS_A_STEP {
            self.pace.push(self.step.take());
            if self.until_count == 0 {
                self.hz = self.pace.hz();
                if let Some(hz) = self.hz {
                    self.sine.tune(hz, &self.kept);
                }
                self.until_count = STEPS_A_COUNT;
            }
            self.until_count -= 1;
        }
        let phase = if self.hz.is_some() { self.sine.phase() } else { BreathPhase::Unknown };
        Some(Breathing { at, rate_bpm: self.hz.map(|hz| 60.0 * hz), phase })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

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

    /// Answers to `deg`, a function of seconds, over 80 s.
    fn answers(mut deg: impl FnMut(f64) -> [f64; 2]) -> Vec<Breathing> {
        let mut breath = Breath::default();
        let samples = (0..8000).map(|i| 0.01 * f64::from(i));
        samples.filter_map(|t| breath.step(MonoTime::from_s(t), deg(t))).collect()
    }

    fn rates_after(s: f64, answers: &[Breathing]) -> Vec<f64> {
        answers.iter().filter(|b| b.at.s() > s).map(|b| b.rate_bpm.unwrap()).collect()
    }

    #[test]
    fn the_rate_follows_from_one_speed_to_another() {
        for (was, is) in [(8.0, 16.0), (16.0, 8.0)] {
            // Cycles at t: unbroken where the speed changes.
            let cycles = |t: f64| (was * t.min(40.0) + is * (t - 40.0).max(0.0)) / 60.0;
            let shown = answers(|t| [libm::sin(TAU * cycles(t)), 0.0]);
            let before: Vec<f64> = shown.iter().filter(|b| b.at.s() < 40.0).filter_map(|b| b.rate_bpm).collect();
            assert!(before.last().is_some_and(|r| (r - was).abs() < 0.2), "{was}: {:?}", before.last());
            let last = *rates_after(70.0, &shown).last().unwrap();
            assert!((last - is).abs() < 0.4, "{is}: {last}");
        }
    }

    #[test]
    fn breaths_of_unequal_length_are_counted_as_their_mean() {
        // 3.5 s and 6.5 s in turn: 12 a minute, which no single line of a spectrum shows.
        let cycles = |t: f64| {
            let (pair, rest) = ((t / 10.0).floor(), t % 10.0);
            2.0 * pair + if rest < 3.5 { rest / 3.5 } else { 1.0 + (rest - 3.5) / 6.5 }
        };
        let shown = answers(|t| [libm::sin(TAU * cycles(t)), 0.0]);
        for rate in rates_after(36.0, &shown) {
            assert!((rate - 12.0).abs() < 1.3, "{rate}");
        }
    }

    #[test]
    fn a_shift_of_posture_hides_the_rate_and_does_not_change_it() {
        // Four times as large as the breath, at 20 s: out of the spectrum at 45 s.
        let shown = answers(|t| [0.5 * libm::sin(TAU * 0.2 * t) + 2.0 / (1.0 + libm::exp(20.0 - t)), 0.1 * t]);
        for rate in shown.iter().filter(|b| b.at.s() > 30.0).filter_map(|b| b.rate_bpm) {
            assert!((rate - 12.0).abs() < 1.0, "{rate}");
        }
        assert!(rates_after(50.0, &shown).iter().all(|r| (r - 12.0).abs() < 0.2));
    }

    #[test]
    fn a_phone_tipped_sideways_does_not_swap_in_and_out() {
        // Across, with as much tilt as noise: its sign says nothing, and changes.
        let shown = answers(|t| [0.02 * libm::sin(TAU * 0.03 * t), libm::sin(TAU * 0.2 * t)]);
        let late = shown.iter().filter(|b| b.at.s() > 30.0);
        let turns: Vec<bool> = late
            .filter(|b| libm::cos(TAU * 0.2 * b.at.s()).abs() > 0.3)
            .map(|b| (b.phase == BreathPhase::Inhale) == (libm::cos(TAU * 0.2 * b.at.s()) > 0.0))
            .collect();
        assert!(turns.len() > 200 && turns.iter().all(|same| *same == turns[0]));
    }

    #[test]
    fn without_breath_there_is_no_rate_and_no_phase() {
        let silent = |name: &str, shown: &[Breathing]| {
            let none = shown.iter().all(|b| b.rate_bpm.is_none() && b.phase == BreathPhase::Unknown);
            assert!(none && !shown.is_empty(), "{name}");
        };
        silent("table", &answers(|_| [3.0, 1.0]));
        silent("slope", &answers(|t| [0.1 * t, -0.05 * t]));
        silent("creep", &answers(|t| [5.0 * libm::exp(-t / 20.0), 2.0 * libm::exp(-t / 20.0)]));
        // White noise which leaves 0.11 degrees after a low-pass of 5 Hz (FIELD F14).
        let mut seed = 1_u32;
        let mut even = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(seed) / f64::from(u32::MAX) - 0.5
        };
        silent("noise", &answers(|_| [0.33 * 12.0_f64.sqrt() * even(), 0.33 * 12.0_f64.sqrt() * even()]));
    }

    #[test]
    fn after_a_silence_the_rate_is_unknown_until_it_is_seen_again() {
        let mut breath = Breath::default();
        let mut run = |from: u32, to: u32| {
            let each = (from..to).map(|i| 0.01 * f64::from(i));
            each.filter_map(|t| breath.step(MonoTime::from_s(t), [libm::sin(TAU * 0.25 * t), 0.0]))
                .map(|b| b.rate_bpm.is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!(run(0, 3000).last(), Some(&true));
        let again = run(3500, 6500);
        assert!(again[..115].iter().all(|known| !known) && again[130..].iter().all(|known| *known));
    }

    #[test]
    fn nothing_is_allocated_once_made() {
        let mut breath = Breath::default();
        let room = |b: &Breath| (b.kept.capacity(), b.pace.room());
        let made = room(&breath);
        for i in 0..12_000 {
            let t = 0.01 * f64::from(i);
            breath.step(MonoTime::from_s(t), [libm::sin(TAU * (0.08 + 0.002 * t) * t), 0.0]);
        }
        assert_eq!(room(&breath), made);
    }
}
