//! Random numbers of the simulation.
//!
//! In: a seed and the number of a stream. Out: uniform and normal numbers, the same on every machine. Each thing that is
//! drawn has a stream of its own, so that one more heartbeat does not change the next rep.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use std::f64::consts::TAU;

/// What is drawn; each has its stream.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    Person = 1,
    Mind,
    FreeBreath,
    Heart,
    Accelerometer,
    Gyroscope,
}

/// One stream of random numbers.
#[derive(Debug, Clone)]
pub(super) struct Dice {
    rng: ChaCha8Rng,
    spare: Option<f64>,
}

impl Dice {
    pub(super) fn new(seed: u64, stream: Stream) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream as u64);
        Self { rng, spare: None }
    }

    /// From 0 up to but without 1.
    pub(super) fn unit(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        (self.rng.next_u64() >> 11) as f64 * STEP
    }

    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    pub(super) fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    pub(super) fn sign(&mut self) -> f64 {
        if self.chance(0.5) { 1.0 } else { -1.0 }
    }

    /// Mean 0, deviation 1 (Box and Muller 1958).
    pub(super) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.unit()));
        let (sin, cos) = libm::sincos(TAU * self.unit());
        self.spare = Some(radius * sin);
        radius * cos
    }

    pub(super) fn normal3(&mut self, sd: f64) -> [f64; 3] {
        [self.normal() * sd, self.normal() * sd, self.normal() * sd]
    }

    /// 1 on the middle, never negative: a size that differs from breath to breath by the share `spread`.
    pub(super) fn around_one(&mut self, spread: f64) -> f64 {
        libm::exp(spread * self.normal())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_numbers_have_mean_nought_and_deviation_one() {
        let mut dice = Dice::new(7, Stream::Person);
        let drawn: Vec<f64> = (0..20_000).map(|_| dice.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let variance = drawn.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05, "{mean} {variance}");
    }

    #[test]
    fn streams_and_seeds_differ_and_repeat() {
        let first = |seed, stream| Dice::new(seed, stream).unit();
        assert_eq!(first(1, Stream::Heart), first(1, Stream::Heart));
        assert_ne!(first(1, Stream::Heart), first(1, Stream::Mind));
        assert_ne!(first(1, Stream::Heart), first(2, Stream::Heart));
    }
}
