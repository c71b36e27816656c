//! Chance from a seed: the same on every platform.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};
use std::f64::consts::TAU;

/// Dice of one purpose, so that drawing for one changes nothing for another.
#[derive(Debug, Clone)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// Dice number `purpose` of `seed`.
    pub(super) fn new(seed: u64, purpose: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(purpose);
        Self(rng)
    }

    /// Evenly between `low` and `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        // 53 bits fill a double's mantissa.
        let share = (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64;
        low + (high - low) * share
    }

    /// Normal around 0 with standard deviation `sd` (Box and Muller 1958).
    pub(super) fn normal(&mut self, sd: f64) -> f64 {
        let (u, v) = (self.between(f64::MIN_POSITIVE, 1.0), self.between(0.0, 1.0));
        sd * (-2.0 * libm::log(u)).sqrt() * libm::cos(TAU * v)
    }

    /// Three of them.
    pub(super) fn normal3(&mut self, sd: f64) -> [f64; 3] {
        [self.normal(sd), self.normal(sd), self.normal(sd)]
    }

    /// True with `chance` of 1.
    pub(super) fn chance(&mut self, chance: f64) -> bool {
        self.between(0.0, 1.0) < chance
    }

    /// 1 or −1.
    pub(super) fn sign(&mut self) -> f64 {
        if self.chance(0.5) { 1.0 } else { -1.0 }
    }
}
