//! The three clocks, as types that cannot be mixed (SEAMS, *clocks*).
//!
//! [`SensorTime`] is what a sensor stamped, on a base of its own. [`MonoTime`] is the session's only clock.
//! [`WallTime`] is what the user calls now; it enters once per command, as data. Nothing in this crate asks for the time.

use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// Nanoseconds in a second.
pub const NS_PER_S: i64 = 1_000_000_000;

/// A length of time in nanoseconds; negative when something came early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Nanos(pub i64);

/// A stamp of a sensor, nanoseconds on the sensor's own base.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SensorTime(pub i64);

/// An instant of the session's clock: the host's monotonic clock, nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MonoTime(pub i64);

/// What the user's clock showed: UTC and the offset in force, so that the day is the user's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct WallTime {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub utc_ms: i64,
    /// Local time minus UTC, minutes.
    pub offset_min: i16,
}

impl Nanos {
    /// `s` seconds, rounded to the nanosecond; saturates at the ends, 0 for NaN.
    #[expect(clippy::cast_possible_truncation, reason = "`as` saturates, which is what is promised")]
    pub fn from_s(s: f64) -> Self {
        Self(libm::round(s * NS_PER_S as f64) as i64)
    }

    /// `ms` milliseconds, for constants that are compared at every sample.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms.saturating_mul(1_000_000))
    }

    /// In seconds.
    pub fn s(self) -> f64 {
        self.0 as f64 / NS_PER_S as f64
    }
}

impl MonoTime {
    /// `s` seconds after the clock's zero (a recording's stamps are read so).
    pub fn from_s(s: f64) -> Self {
        Self(Nanos::from_s(s).0)
    }

    /// Seconds since the clock's zero.
    pub fn s(self) -> f64 {
        Nanos(self.0).s()
    }
}

impl Add for Nanos {
    type Output = Self;
    fn add(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

impl Add<Nanos> for MonoTime {
    type Output = Self;
    fn add(self, later: Nanos) -> Self {
        Self(self.0.saturating_add(later.0))
    }
}

impl Sub<Nanos> for MonoTime {
    type Output = Self;
    fn sub(self, earlier: Nanos) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }
}

impl Sub for MonoTime {
    type Output = Nanos;
    fn sub(self, since: Self) -> Nanos {
        Nanos(self.0.saturating_sub(since.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_survive_the_way_there_and_back() {
        assert_eq!(MonoTime::from_s(12.345_678_901).s(), 12.345_678_901);
        assert_eq!(MonoTime::from_s(2.0) - MonoTime::from_s(5.0), Nanos::from_s(-3.0));
    }

    #[test]
    fn no_number_makes_time_panic() {
        for s in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
            let t = MonoTime::from_s(s);
            let _ = t + Nanos(i64::MAX) - MonoTime(i64::MIN);
        }
        assert_eq!(Nanos::from_s(f64::NAN), Nanos(0));
    }
}
