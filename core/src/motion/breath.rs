//! Breathing on its own, without a cue: how fast, and in or out (DESIGN §3.6).
//!
//! In: tilt and roll of the phone, as shown live. Out: [`Breathing`] ten times a second. Causal. The rate is
//! counted over the last 25 s ([`Pace`]); the phase is the slope of a sine of that rate, fitted to the last breath of tilt
//! and roll, along the direction in which that breath tips the phone.

use super::pace::{Pace, STEP_S, VISIBLE_DEG, long_axis};
use crate::time::{MonoTime, Nanos};
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// Answers come so often, seconds.
const EVERY_S: f64 = 0.1;
const EVERY: Nanos = Nanos::from_ms(100);
/// Answers in a step of the pace.
const ANSWERS_A_STEP: f64 = STEP_S / EVERY_S;
/// Breaths are counted anew every so many steps: a rate shown changes slower than this.
const STEPS_A_COUNT: u32 = 4;
/// The sine is fitted to so much of a breath: with less it cannot know the level ...
const FIT_BREATHS: f64 = 1.2;
/// ... and what is a breath old weighs e to the minus this: breaths differ, and the newest matters.
const FADE_A_BREATH: f64 = 3.0;
/// Weights serve until the rate has changed by so much of itself: they are then a hundredth of a breath off.
const RETUNE: f64 = 0.02;
/// As many tenths as the sine of the slowest breath, 14 s, is fitted to; one more is kept, which then leaves.
const MOST_FITTED: usize = 172;
const KEPT: usize = MOST_FITTED + 1;
/// The slope is told for so much later, seconds: half a tenth because the newest mean is so old, half a tenth because
/// the answer stands until the next.
const LEAD_S: f64 = 0.1;
/// Below this share of tilt the breath tips the phone more sideways than lengthwise, and its head edge says little.
const SIDEWAYS: f64 = std::f64::consts::FRAC_1_SQRT_2;

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
            self.sine.inhale = None;
            self.sine.sums = None;
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

/// A sine with a level, fitted to the newest tenths of tilt and of roll, each weighing less than the one after it.
///
/// The least squares' answer is linear in three sums over those tenths: plain, times a sine, and times a cosine of
/// their age. The sums go along from tenth to tenth: what is new comes in, and what has become too old leaves.
#[derive(Debug, Clone, Default)]
struct Sine {
    /// Breaths a second it was worked out for.
    hz: f64,
    /// Tenths it is fitted to; none where it cannot be.
    count: usize,
    /// Slope and height of the sine at [`LEAD_S`] from now by the three sums.
    answer: [[f64; 3]; 2],
    /// By what the sums fade and turn in a tenth, and what is left of a tenth when it leaves.
    fade: Faded,
    leaves: Faded,
    /// Of tilt and of roll; none where they must be summed anew.
    sums: Option<[Sums; 2]>,
    /// The direction in which breathing in tipped the phone last.
    inhale: Option<[f64; 2]>,
}

/// Weight of a tenth of some age, and its sine and cosine there, weighed.
#[derive(Debug, Clone, Copy, Default)]
struct Faded {
    weight: f64,
    sin: f64,
    cos: f64,
}

impl Faded {
    fn aged(hz: f64, tenths: f64) -> Self {
        let age_s = tenths * EVERY_S;
        let weight = libm::exp(-FADE_A_BREATH * hz * age_s);
        let (sin, cos) = libm::sincos(-TAU * hz * age_s);
        Self { weight, sin: weight * sin, cos: weight * cos }
    }
}

/// Plain, by the sine and by the cosine of the age.
type Sums = [f64; 3];

impl Sine {
    /// For `hz` breaths a second.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept below a few hundred")]
    fn tune(&mut self, hz: f64, kept: &VecDeque<[f64; 2]>) {
        if (hz - self.hz).abs() < RETUNE * hz {
            return;
        }
        self.hz = hz;
        self.count = ((FIT_BREATHS / (hz * EVERY_S)).ceil() as usize).min(MOST_FITTED);
        self.fade = Faded::aged(hz, 1.0);
        self.leaves = Faded::aged(hz, self.count as f64);
        self.sums = None;
        let mut normal = [[0.0; 3]; 3];
        let mut now = Faded { weight: 1.0, sin: 0.0, cos: 1.0 };
        for _ in 0..self.count {
            let Faded { weight, sin, cos } = now;
            let basis = [1.0, sin / weight, cos / weight];
            for (row, a) in normal.iter_mut().zip(basis) {
                for (cell, b) in row.iter_mut().zip(basis) {
                    *cell += weight * a * b;
                }
            }
            let [weight, sin, cos] = self.faded([weight, sin, cos]);
            now = Faded { weight, sin, cos };
        }
        // The sine is wanted as it will be: LEAD_S from now, its slope is by the sine and its height by the cosine there.
        let (sin, cos) = libm::sincos(TAU * hz * LEAD_S);
        let rows = (solve3(normal, [0.0, cos, -sin]), solve3(normal, [0.0, sin, cos]));
        match rows {
            (Some(slope), Some(height)) => self.answer = [slope, height],
            _ => self.count = 0,
        }
        self.push(kept);
    }

    /// Sums of tenths that have all become a tenth older.
    fn faded(&self, [plain, sin, cos]: Sums) -> Sums {
        let Faded { weight, sin: s, cos: c } = self.fade;
        [weight * plain, s * cos + c * sin, c * cos - s * sin]
    }

    /// A tenth has come: the newest of `kept`.
    fn push(&mut self, kept: &VecDeque<[f64; 2]>) {
        let Some(sums) = self.sums else {
            if self.count > 0 && kept.len() >= self.count {
                let newest = kept.len() - self.count;
                let add = |sums: [Sums; 2], deg: &[f64; 2]| self.add(sums, *deg, [0.0; 2]);
                self.sums = Some(kept.iter().skip(newest).fold([[0.0; 3]; 2], add));
            }
            return;
        };
        let newest = kept.back().copied().unwrap_or_default();
        let leaving = kept.len().checked_sub(self.count + 1).and_then(|i| kept.get(i)).copied().unwrap_or_default();
        self.sums = Some(self.add(sums, newest, leaving));
    }

    fn add(&self, [tilt, roll]: [Sums; 2], [x, y]: [f64; 2], [old_x, old_y]: [f64; 2]) -> [Sums; 2] {
        let Faded { weight, sin, cos } = self.leaves;
        let one = |sums: Sums, new: f64, old: f64| {
            let [a, s, c] = self.faded(sums);
            [a + new - weight * old, s - sin * old, c + new - cos * old]
        };
        [one(tilt, x, old_x), one(roll, y, old_y)]
    }

    /// The slope's sign along the direction in which the sine moves most.
    fn phase(&mut self) -> BreathPhase {
        let Some([tilt, roll]) = self.sums else { return BreathPhase::Unknown };
        let of = |answer: [f64; 3], sums: Sums| answer.iter().zip(sums).map(|(a, s)| a * s).sum::<f64>();
        let [slope, height] = self.answer;
        let (sx, hx, sy, hy) = (of(slope, tilt), of(height, tilt), of(slope, roll), of(height, roll));
        let axis = long_axis(sx * sx + hx * hx, sx * sy + hx * hy, sy * sy + hy * hy);
        let (slope, height) = (dot([sx, sy], axis), dot([hx, hy], axis));
        if libm::hypot(slope, height) < VISIBLE_DEG {
            return BreathPhase::Unknown;
        }
        // Breathing in lifts the head edge (FIELD F3); where that hardly moves, in stays where it was.
        let [along, _] = axis;
        let turned = along < SIDEWAYS && self.inhale.is_some_and(|was| dot(was, axis) < 0.0);
        self.inhale = Some(if turned { axis.map(|v| -v) } else { axis });
        if (slope > 0.0) == turned { BreathPhase::Exhale } else { BreathPhase::Inhale }
    }
}

fn dot([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    a * c + b * d
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
