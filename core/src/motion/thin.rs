//! Readings made fewer: a pelvis moves below 2.5 Hz, and what follows it needs no hundred of them a second.
//!
//! In: readings. Out: [`Tick`]s, their means over about so much. With a gyroscope the mean rate over the whole interval
//! loses no turn. Without one nothing is thinned: stamps that jitter and a delay that matters are then all there is.

use super::intake::Reading;
use super::math::{add, scale};

/// What lies further apart is not averaged, seconds.
const APART_S: f64 = 0.05;

/// The mean of some readings, at the instant of the last.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tick {
    pub(crate) reading: Reading,
    /// The phone was shaken in one of them.
    pub(crate) shaken: bool,
}

/// Readings on their way to a mean: sums.
#[derive(Debug, Clone, Default)]
pub(crate) struct Thin {
    length_s: f64,
    dt_s: f64,
    acc: [f64; 3],
    rate: [f64; 3],
    shaken: bool,
    count: f64,
}

impl Thin {
    /// Means over `length_s`, as near as whole readings come to it.
    pub(crate) fn new(length_s: f64) -> Self {
        Self { length_s, ..Self::default() }
    }

    /// One reading; the mean, when enough have come or it must be `now`.
    #[inline]
    pub(crate) fn step(&mut self, reading: &Reading, shaken: bool, now: bool) -> Option<Tick> {
        // Only the time is kept of what came before a silence, of the phone or of its gyroscope.
        if reading.dt_s > APART_S || reading.gyr.is_none() {
            *self = Self { dt_s: self.dt_s, ..Self::new(self.length_s) };
        }
        self.dt_s += reading.dt_s;
        self.acc = add(self.acc, reading.acc);
        self.shaken |= shaken;
        self.count += 1.0;
        if let Some(rate) = reading.gyr {
            self.rate = add(self.rate, rate);
            if self.dt_s + 0.5 * reading.dt_s < self.length_s && !now {
                return None;
            }
        }
        Some(self.take(reading))
    }

    #[inline(never)]
    fn take(&mut self, reading: &Reading) -> Tick {
        let Self { dt_s, acc, rate, shaken, count, length_s } = *self;
        *self = Self::new(length_s);
        let share = 1.0 / count;
        let gyr = reading.gyr.map(|_| scale(rate, share));
        Tick { reading: Reading { dt_s, acc: scale(acc, share), gyr, ..*reading }, shaken }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MonoTime;

    fn reading(i: i32, dt_s: f64, gyr: Option<[f64; 3]>) -> Reading {
        Reading { at: MonoTime::from_s(dt_s * f64::from(i)), dt_s, acc: [f64::from(i), 0.0, 9.8], gyr }
    }

    /// Readings `dt_s` apart, of which the third is shaken, and what is left of them.
    fn thinned(n: i32, dt_s: f64, gyr: Option<[f64; 3]>) -> Vec<Tick> {
        let mut thin = Thin::new(0.05);
        (1..=n).filter_map(|i| thin.step(&reading(i, dt_s, gyr), i == 3, false)).collect()
    }

    #[test]
    fn five_readings_of_a_hundred_a_second_become_one_and_no_turn_is_lost() {
        let all = thinned(100, 0.01, Some([0.1; 3]));
        assert_eq!(all.len(), 20);
        let turned: f64 = all.iter().map(|t| t.reading.dt_s * t.reading.gyr.unwrap()[0]).sum();
        assert!((turned - 0.1).abs() < 1e-12, "{turned}");
        assert_eq!(all[1].reading.acc, [8.0, 0.0, 9.8]);
        assert_eq!(all[1].reading.at, MonoTime::from_s(0.1));
        assert_eq!(all.iter().filter(|t| t.shaken).count(), 1);
    }

    #[test]
    fn only_slow_readings_and_those_without_a_gyroscope_stay_as_they_are() {
        assert_eq!(thinned(40, 1.0 / 40.0, Some([0.1; 3])).len(), 20);
        assert_eq!(thinned(25, 1.0 / 25.0, Some([0.1; 3])).len(), 25);
        assert_eq!(thinned(100, 0.01, None).len(), 100);
    }

    #[test]
    fn nothing_is_averaged_across_a_silence_and_no_time_is_lost() {
        let mut thin = Thin::new(0.05);
        assert_eq!(thin.step(&reading(1, 0.01, Some([9.0; 3])), true, false), None);
        let after = Reading { dt_s: 3.0, ..reading(301, 0.01, Some([0.0; 3])) };
        let tick = thin.step(&after, false, false).unwrap();
        assert_eq!((tick.reading.acc, tick.reading.gyr, tick.shaken), (after.acc, Some([0.0; 3]), false));
        assert!((tick.reading.dt_s - 3.01).abs() < 1e-12);
    }
}
