//! Readings made fewer, for what needs no hundred of them a second: the track and the hold.
//!
//! In: readings with tilt and roll. Out: their means over at least [`TICK_S`]. A pelvis moves below 2.5 Hz: half of the
//! points tell as much of it. Without a gyroscope nothing is thinned: tilt and roll are then filtered from the points.

use super::intake::Reading;
use super::math::{add, scale};
use super::smooth::Point;
use crate::time::{MonoTime, Nanos};

/// A mean is over so much at least, seconds: two readings at 100 Hz, one at 60 Hz.
const TICK_S: f64 = 0.015;
/// What lies further apart is not averaged, seconds.
const APART_S: f64 = 0.05;

/// Readings on their way to a mean.
#[derive(Debug, Clone, Default)]
pub(crate) struct Thin {
    open: Option<Sum>,
}

#[derive(Debug, Clone, Copy)]
struct Sum {
    first: MonoTime,
    reading: Reading,
    deg: [f64; 2],
    masked: bool,
    count: f64,
}

impl Thin {
    /// One reading with its point; both as means, when enough of them have come: the reading at the last one's instant,
    /// the point in their middle.
    pub(crate) fn step(&mut self, reading: &Reading, point: Point) -> Option<(Reading, Point)> {
        let Some(rate) = reading.gyr else { return Some((*reading, point)) };
        let alone = Sum { first: point.at, reading: *reading, deg: point.deg, masked: point.masked, count: 1.0 };
        let sum = match self.open.take() {
            None => alone,
            // Only the time is kept of what came before a silence.
            Some(open) if reading.dt_s > APART_S => {
                Sum { reading: Reading { dt_s: open.reading.dt_s + reading.dt_s, ..*reading }, ..alone }
            }
            Some(open) => Sum {
                first: open.first,
                reading: Reading {
                    at: reading.at,
                    dt_s: open.reading.dt_s + reading.dt_s,
                    acc: add(open.reading.acc, reading.acc),
                    gyr: open.reading.gyr.map(|sum| add(sum, rate)),
                },
                deg: [open.deg[0] + point.deg[0], open.deg[1] + point.deg[1]],
                masked: open.masked || point.masked,
                count: open.count + 1.0,
            },
        };
        if sum.reading.dt_s < TICK_S {
            self.open = Some(sum);
            return None;
        }
        let Sum { first, reading, deg, masked, count } = sum;
        let share = 1.0 / count;
        let middle = first + Nanos((reading.at - first).0 / 2);
        let mean = Reading { acc: scale(reading.acc, share), gyr: reading.gyr.map(|sum| scale(sum, share)), ..reading };
        Some((mean, Point { at: middle, deg: deg.map(|d| share * d), masked }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Readings of a phone that turns evenly, `dt_s` apart, and what is left of them.
    fn thinned(n: i32, dt_s: f64, gyr: Option<[f64; 3]>) -> Vec<(Reading, Point)> {
        let mut thin = Thin::default();
        let readings = (1..=n).map(|i| {
            let at = MonoTime::from_s(dt_s * f64::from(i));
            let reading = Reading { at, dt_s, acc: [f64::from(i), 0.0, 9.8], gyr };
            (reading, Point { at, deg: [at.s(), 0.0], masked: i == 3 })
        });
        readings.filter_map(|(reading, point)| thin.step(&reading, point)).collect()
    }

    #[test]
    fn two_readings_of_a_hundred_a_second_become_one_and_no_time_is_lost() {
        let all = thinned(100, 0.01, Some([0.1; 3]));
        assert_eq!(all.len(), 50);
        let whole_s: f64 = all.iter().map(|(r, _)| r.dt_s).sum();
        assert!((whole_s - 1.0).abs() < 1e-9);
        assert!(all.iter().all(|(_, p)| (p.deg[0] - p.at.s()).abs() < 1e-9));
        assert!(all.iter().all(|(r, _)| r.gyr.is_some_and(|g| (g[0] - 0.1).abs() < 1e-12)));
        assert_eq!(all.iter().filter(|(_, p)| p.masked).count(), 1);
    }

    #[test]
    fn slow_readings_and_those_without_a_gyroscope_stay_as_they_are() {
        assert_eq!(thinned(60, 1.0 / 60.0, Some([0.1; 3])).len(), 60);
        assert_eq!(thinned(100, 0.01, None).len(), 100);
    }

    #[test]
    fn nothing_is_averaged_across_a_silence() {
        let mut thin = Thin::default();
        let mut step = |at_s: f64, dt_s: f64| {
            let at = MonoTime::from_s(at_s);
            let reading = Reading { at, dt_s, acc: [0.0, 0.0, 9.8], gyr: Some([0.0; 3]) };
            thin.step(&reading, Point { at, deg: [at_s, 0.0], masked: false })
        };
        assert_eq!(step(0.01, 0.01), None);
        let (reading, point) = step(3.01, 3.0).unwrap();
        assert_eq!((point.at, point.deg[0]), (MonoTime::from_s(3.01), 3.01));
        assert!((reading.dt_s - 3.01).abs() < 1e-12);
    }
}
