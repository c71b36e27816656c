//! The phone: rate, clock, sensor errors, and how it was laid down.
//!
//! In: a seed. Out: errors that stay for the session (scale, offset, bias) and noise that does not (FIELD F10–F12).

use super::dice::Dice;
use crate::motion::frame::{Convention, STANDARD_GRAVITY};

/// How the sensor stamps its readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clock {
    /// When they were taken.
    Hardware,
    /// With a jitter, some lost.
    Jittered {
        /// Standard deviation, seconds.
        sd_s: f64,
        /// So many are lost, 0 to 1.
        lost: f64,
    },
    /// By the wall clock when they arrived, to the millisecond: bursts share a stamp.
    WallMillis,
}

/// A phone.
#[derive(Debug, Clone, PartialEq)]
pub struct Phone {
    /// Readings a second, 25 to 500.
    pub rate_hz: f64,
    /// Whether it has a gyroscope.
    pub gyroscope: bool,
    /// How it stamps.
    pub clock: Clock,
    /// Its clock runs fast by so many millionths.
    pub drift_ppm: f64,
    /// Whose axes, units and signs it speaks.
    pub convention: Convention,
    /// The belly's slope under it, tilt and roll, degrees.
    pub slope_deg: [f64; 2],
    /// It lies askew by so much, degrees: breathing shows on both axes.
    pub askew_deg: f64,
    /// Sensor errors and noise, as multiples of a typical phone's; 0 is a perfect one.
    pub errors: f64,
}

impl Phone {
    /// 100 Hz with gyroscope, laid well.
    pub fn typical() -> Self {
        Self {
            rate_hz: 100.0,
            gyroscope: true,
            clock: Clock::Hardware,
            drift_ppm: 20.0,
            convention: Convention::Android,
            slope_deg: [6.0, -2.0],
            askew_deg: 4.0,
            errors: 1.0,
        }
    }
}

/// What one phone's sensors do to the truth.
#[derive(Debug, Clone)]
pub(super) struct Sensors {
    scale: [f64; 3],
    offset: [f64; 3],
    bias: [f64; 3],
    errors: f64,
    noise: Dice,
}

/// Standard deviations of typical phones: scale and offset of the accelerometer (FIELD F11), bias of the gyroscope
/// (F12), and the noise of both.
const SCALE: f64 = 0.004;
const OFFSET: f64 = 0.08;
const BIAS_DPS: f64 = 0.5;
const ACC_NOISE: f64 = 0.012;
const GYR_NOISE_DPS: f64 = 0.06;
/// Step of a 16-bit accelerometer at ±8 g, m/s².
const GRAIN: f64 = 0.000_244 * STANDARD_GRAVITY;

impl Sensors {
    pub(super) fn new(seed: u64, phone: &Phone) -> Self {
        let mut dice = Dice::new(seed, 1);
        let e = phone.errors;
        Self {
            scale: dice.normal3(SCALE * e).map(|s| 1.0 + s),
            offset: dice.normal3(OFFSET * e),
            bias: dice.normal3((BIAS_DPS * e).to_radians()),
            errors: e,
            noise: Dice::new(seed, 2),
        }
    }

    /// What the accelerometer says of `force`, m/s².
    pub(super) fn force(&mut self, force: [f64; 3]) -> [f64; 3] {
        let noise = self.noise.normal3(ACC_NOISE * self.errors);
        let grain = GRAIN * self.errors;
        let mut out = force;
        for (((v, s), o), n) in out.iter_mut().zip(self.scale).zip(self.offset).zip(noise) {
            *v = *v * s + o + n;
            if grain > 0.0 {
                *v = libm::round(*v / grain) * grain;
            }
        }
        out
    }

    /// What the gyroscope says of `rate`, rad/s.
    pub(super) fn rate(&mut self, rate: [f64; 3]) -> [f64; 3] {
        let noise = self.noise.normal3((GYR_NOISE_DPS * self.errors).to_radians());
        let mut out = rate;
        for ((v, b), n) in out.iter_mut().zip(self.bias).zip(noise) {
            *v += b + n;
        }
        out
    }
}
