//! What lies there: rate, clock, errors and placement of the phone.
//!
//! Plain data; [`sensors`](super::sensors) makes readings by it.

use crate::motion::frame::Convention;
use crate::time::Nanos;

/// How the readings are stamped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clock {
    /// At the instant of the reading.
    Regular,
    /// Late or early by chance, and some readings never come.
    Jittered {
        /// Deviation of a stamp, seconds.
        sd_s: f64,
        /// Share of the readings that are lost, 0 to 1.
        lost: f64,
    },
    /// At the instant of arrival by a clock of whole milliseconds; what arrives in a burst shares a stamp (FIELD F10).
    WallClockMs,
}

/// How wrong the sensors are; offsets are drawn once per simulation, noise for every reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SensorErrors {
    /// Deviation of the accelerometer's scale per axis, as a share of it.
    pub acc_scale: f64,
    /// Deviation of its offset per axis, m/s².
    pub acc_offset: f64,
    /// Its noise, m/s².
    pub acc_noise: f64,
    /// Its step, m/s²; 0 for none.
    pub acc_grain: f64,
    /// Deviation of the gyroscope's bias per axis, °/s.
    pub gyr_bias_dps: f64,
    /// Wander of that bias, °/s in a minute.
    pub gyr_wander_dps: f64,
    /// Its noise, °/s.
    pub gyr_noise_dps: f64,
}

/// What the vibration motor does to the sensors while it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Motor {
    /// Amplitude at the accelerometer, m/s².
    pub push: [f64; 3],
    /// Amplitude at the gyroscope, °/s.
    pub turn_dps: [f64; 3],
    /// How fast.
    pub hz: f64,
    /// Time in which what is left of it falls to a third once it is off, seconds.
    pub rings_s: f64,
}

/// The simulated phone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Phone {
    /// Readings of each sensor a second, 25 to 500.
    pub rate_hz: f64,
    /// Whether there is one.
    pub gyroscope: bool,
    /// Whose axes and units.
    pub convention: Convention,
    /// How the readings are stamped.
    pub clock: Clock,
    /// How much faster than the session's clock the sensors' clock runs, parts per million.
    pub drift_ppm: f64,
    /// What the sensors' clock shows at the zero of the session's.
    pub clock_base: Nanos,
    /// How wrong the readings are.
    pub errors: SensorErrors,
    /// What it vibrates with.
    pub motor: Motor,
    /// Tilt and roll of the belly's slope, degrees.
    pub slope_deg: [f64; 2],
    /// Turn of the phone on the belly, degrees, anticlockwise as seen from above; 90 is crosswise (FIELD F30).
    pub skew_deg: f64,
    /// Seconds it takes to lay the phone down from the hand at the zero of the clock; 0 when it lies already.
    pub laid_down_s: f64,
}

impl SensorErrors {
    /// As `score.py` (P5) has them; the bias agrees with FIELD F12, the offset with F11.
    pub const TYPICAL: Self = Self {
        acc_scale: 0.004,
        acc_offset: 0.12,
        acc_noise: 0.012,
        acc_grain: 0.002_393,
        gyr_bias_dps: 0.6,
        gyr_wander_dps: 0.01,
        gyr_noise_dps: 0.06,
    };
    /// None at all: what an ideal sensor would say.
    pub const NONE: Self = Self {
        acc_scale: 0.0,
        acc_offset: 0.0,
        acc_noise: 0.0,
        acc_grain: 0.0,
        gyr_bias_dps: 0.0,
        gyr_wander_dps: 0.0,
        gyr_noise_dps: 0.0,
    };
}

impl Motor {
    /// A soft one, well braked, as `score.py` has it.
    pub const SOFT: Self = Self { push: [0.9, 1.05, 0.45], turn_dps: [0.0; 3], hz: 175.3, rings_s: 0.0 };
    /// A strong linear one without a brake. Makers of motors for phones name 0.3 to 2.5 g at a test block of 100 g
    /// (corelessdcmotor.com, *vibration motor*); a phone of 200 g takes half of it, here out of the screen. Linear ones
    /// run at 150 to 300 Hz (developer.android.com, *haptics: actuators*). The turn is what such a push, 5 cm off the
    /// middle, does to a slab of that size once the gyroscope's own filter has taken nine tenths: reckoned, not measured.
    pub const STRONG: Self = Self { push: [2.0, 3.0, 12.0], turn_dps: [1.5, 1.0, 0.3], hz: 235.0, rings_s: 0.03 };
    /// One that turns, about 1 g at the block, and slows down by itself. They run at 8000 to 15,000 turns a minute, 133
    /// to 250 Hz (the same maker); at 100 readings a second these 203 Hz look like 3, the worst there is for a pelvis.
    pub const TURNING: Self = Self { push: [3.5, 3.5, 1.0], turn_dps: [0.5, 0.5, 0.5], hz: 203.0, rings_s: 0.04 };
}

impl Phone {
    /// 100 Hz with a gyroscope, laid down from the hand within two seconds.
    pub fn typical() -> Self {
        Self {
            rate_hz: 100.0,
            gyroscope: true,
            convention: Convention::Android,
            clock: Clock::Regular,
            drift_ppm: 0.0,
            clock_base: Nanos(0),
            errors: SensorErrors::TYPICAL,
            motor: Motor::SOFT,
            slope_deg: [8.0, -3.0],
            skew_deg: 0.0,
            laid_down_s: 2.0,
        }
    }

    /// [`typical`](Self::typical) without any error of its sensors, lying from the beginning.
    pub fn ideal() -> Self {
        Self { errors: SensorErrors::NONE, laid_down_s: 0.0, ..Self::typical() }
    }
}
