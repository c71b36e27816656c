//! Intake: sensor records as they come, made into readings the signal chain can trust.
//!
//! In: block frames, or single records with their sensor's stamps (SEAMS, *clocks* and *block frame*).
//! Out: one [`Reading`] an accepted accelerometer record, on the session's clock, in SI units and Android's axes, with
//! the angular rate that goes with it; and [`Counts`] of what was wrong. Nothing in here panics on any number.

use super::frame::{Convention, Frame, FrameError, Record, SensorKind};
use super::math::{add, norm, scale};
use crate::time::{MonoTime, NS_PER_S, Nanos, SensorTime};
use serde::{Deserialize, Serialize};

/// No sensor of a phone reads more: ±16 g, m/s².
const MOST_FORCE: f64 = 160.0;
/// No sensor of a phone reads more: ±2000°/s, rad/s.
const MOST_RATE: f64 = 35.0;
/// A stamp that goes back by no more than this is a late arrival; by more, the sensor's clock has jumped, ns.
const LATE: i64 = NS_PER_S;
/// A gyroscope that has been silent for longer than this is not held, ns.
const HOLD_RATE: i64 = 100_000_000;
/// A silence longer than this is counted as a gap (DESIGN §3.1), ns.
const GAP: i64 = 150_000_000;
/// The sensor's offset to the session's clock is the smallest of so many seconds (SEAMS, *clocks*).
const OFFSET_WINDOW_S: i64 = 30;
/// A slot for each of them.
const OFFSET_SLOTS: usize = 30;
/// An offset that moves by more than this at once is a step of a clock, not a late block, ns.
const OFFSET_STEP: i64 = NS_PER_S;

/// One instant of the phone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// On the session's clock; never before the reading before it.
    pub at: MonoTime,
    /// Seconds since the reading before it by the sensor's own stamps; 0 for the first and for a repeated stamp.
    pub dt_s: f64,
    /// Specific force, m/s², phone axes: face up at rest = +9.81 on z.
    pub acc: [f64; 3],
    /// Angular rate, rad/s, phone axes; none without a gyroscope.
    pub gyr: Option<[f64; 3]>,
}

/// What intake has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "SampleCounts"))]
pub struct Counts {
    /// Accelerometer records accepted.
    pub accepted: u64,
    /// Records with a NaN, an infinity or a value no phone can read.
    pub impossible: u64,
    /// Stamps that repeat the one before.
    pub repeated: u64,
    /// Stamps that go back.
    pub backwards: u64,
    /// Silences of more than 150 ms.
    pub gaps: u64,
}

/// The state of intake.
#[derive(Debug, Clone, Default)]
pub struct Intake {
    last: Option<(SensorTime, MonoTime)>,
    rate_sum: [f64; 3],
    rate_count: f64,
    held: Option<(SensorTime, [f64; 3])>,
    offset: Offset,
    counts: Counts,
}

impl Intake {
    /// What it has seen so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Hands every reading of a block frame to `each`.
    ///
    /// # Errors
    /// [`FrameError`] with the offset of the first bad byte; readings before it have been handed on.
    pub fn frame(&mut self, bytes: &[u8], mut each: impl FnMut(Reading)) -> Result<(), FrameError> {
        let frame = Frame::parse(bytes)?;
        let newest = frame.records().filter_map(Result::ok).map(|r| r.t).max();
        if let Some(newest) = newest {
            self.offset.learn(frame.received, newest);
        }
        for record in frame.records() {
            if let Some(reading) = self.record(record?, frame.convention) {
                each(reading);
            }
        }
        Ok(())
    }

    /// One record. Out comes a reading when it is an acceptable accelerometer record.
    pub fn record(&mut self, record: Record, convention: Convention) -> Option<Reading> {
        let xyz = record.si(convention);
        let most = match record.kind {
            SensorKind::Accelerometer => MOST_FORCE,
            SensorKind::Gyroscope => MOST_RATE,
        };
        if !xyz.iter().all(|v| v.is_finite()) || norm(xyz) > most {
            self.counts.impossible += 1;
            return None;
        }
        match record.kind {
            SensorKind::Gyroscope => {
                self.rate_sum = add(self.rate_sum, xyz);
                self.rate_count += 1.0;
                self.held = Some((record.t, xyz));
                None
            }
            SensorKind::Accelerometer => self.accept(record.t, xyz),
        }
    }

    fn accept(&mut self, t: SensorTime, acc: [f64; 3]) -> Option<Reading> {
        let mut at = self.offset.mono(t);
        let mut dt_s = 0.0;
        if let Some((last, last_at)) = self.last {
            let dt = t.0.saturating_sub(last.0);
            match dt {
                0 => self.counts.repeated += 1,
                1.. => {
                    dt_s = Nanos(dt).s();
                    self.counts.gaps += u64::from(dt > GAP);
                }
                _ => {
                    self.counts.backwards += 1;
                    if dt > -LATE {
                        return None;
                    }
                    self.offset = Offset { base: Some(last_at.0.saturating_sub(t.0)), ..Offset::default() };
                }
            }
            at = at.max(last_at);
        }
        self.last = Some((t, at));
        self.counts.accepted += 1;
        Some(Reading { at, dt_s, acc, gyr: self.rate(t) })
    }

    /// The mean of the angular rates since the last reading: what a strapdown integration over the interval needs.
    fn rate(&mut self, t: SensorTime) -> Option<[f64; 3]> {
        let (stamp, held) = self.held?;
        let mean = if self.rate_count > 0.0 { scale(self.rate_sum, 1.0 / self.rate_count) } else { held };
        self.rate_sum = [0.0; 3];
        self.rate_count = 0.0;
        (t.0.saturating_sub(stamp.0).saturating_abs() <= HOLD_RATE).then_some(mean)
    }
}

/// From a sensor's stamps to the session's clock: the smallest delay of the last 30 s is the truest.
#[derive(Debug, Clone, Default)]
struct Offset {
    seconds: [Option<(i64, i64)>; OFFSET_SLOTS],
    base: Option<i64>,
}

impl Offset {
    fn learn(&mut self, received: MonoTime, newest: SensorTime) {
        let offset = received.0.saturating_sub(newest.0);
        if self.base.is_some_and(|base| offset.saturating_sub(base).saturating_abs() > OFFSET_STEP) {
            self.seconds = [None; OFFSET_SLOTS];
        }
        let second = received.0.div_euclid(NS_PER_S);
        let place = usize::try_from(second.rem_euclid(OFFSET_WINDOW_S)).unwrap_or(0);
        if let Some(slot) = self.seconds.get_mut(place) {
            *slot = match *slot {
                Some((s, least)) if s == second => Some((s, least.min(offset))),
                _ => Some((second, offset)),
            };
        }
        let oldest = second - OFFSET_WINDOW_S;
        self.base = self.seconds.iter().flatten().filter(|(s, _)| *s > oldest).map(|(_, least)| *least).min();
    }

    fn mono(&self, t: SensorTime) -> MonoTime {
        MonoTime(t.0.saturating_add(self.base.unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acc(t_ms: i64, z: f32) -> Record {
        Record { t: SensorTime(t_ms * 1_000_000), kind: SensorKind::Accelerometer, xyz: [0.0, 0.0, z] }
    }

    fn gyr(t_ms: i64, x: f32) -> Record {
        Record { t: SensorTime(t_ms * 1_000_000), kind: SensorKind::Gyroscope, xyz: [x, 0.0, 0.0] }
    }

    fn readings(records: &[Record]) -> (Vec<Reading>, Counts) {
        let mut intake = Intake::default();
        let all = records.iter().filter_map(|r| intake.record(*r, Convention::Android)).collect();
        (all, intake.counts())
    }

    #[test]
    fn clean_records_pass_uncounted() {
        let (all, counts) = readings(&[acc(0, 9.8), acc(10, 9.8), acc(20, 9.8)]);
        assert_eq!((all.len(), all[2].dt_s, all[2].at), (3, 0.01, MonoTime(20_000_000)));
        assert_eq!(counts, Counts { accepted: 3, ..Counts::default() });
    }

    #[test]
    fn impossible_numbers_repeats_and_gaps_are_counted_and_nothing_breaks() {
        let records = [
            acc(0, 9.8),
            acc(10, f32::NAN),
            acc(10, f32::INFINITY),
            acc(10, 500.0),
            acc(10, 9.8),
            acc(10, 9.8),
            acc(5, 9.8),
            acc(400, 9.8),
        ];
        let (all, counts) = readings(&records);
        assert_eq!(all.iter().map(|r| r.at.0 / 1_000_000).collect::<Vec<_>>(), [0, 10, 10, 400]);
        assert_eq!(counts, Counts { accepted: 4, impossible: 3, repeated: 1, backwards: 1, gaps: 1 });
    }

    #[test]
    fn a_sensor_clock_that_starts_anew_does_not_silence_the_sensor_nor_turn_time_back() {
        let (all, counts) = readings(&[acc(90_000, 9.8), acc(90_010, 9.8), acc(0, 9.8), acc(10, 9.8)]);
        assert_eq!(counts.backwards, 1);
        assert_eq!(all.iter().map(|r| r.at.0 / 1_000_000).collect::<Vec<_>>(), [90_000, 90_010, 90_010, 90_020]);
    }

    #[test]
    fn rates_between_two_readings_are_averaged_and_a_silent_gyroscope_is_let_go() {
        let (all, _) =
            readings(&[gyr(0, 1.0), acc(0, 9.8), gyr(5, 1.0), gyr(10, 3.0), acc(10, 9.8), acc(60, 9.8), acc(200, 9.8)]);
        let rates: Vec<_> = all.iter().map(|r| r.gyr.map(|g| g[0])).collect();
        assert_eq!(rates, [Some(1.0), Some(2.0), Some(3.0), None]);
    }

    #[test]
    fn the_quickest_block_sets_the_offset_and_a_late_one_does_not_move_it() {
        let mut intake = Intake::default();
        let mut at = Vec::new();
        for (sent_ms, delay_ms) in [(100, 30), (200, 5), (300, 90)] {
            let mut bytes = Vec::new();
            let received = MonoTime((5_000 + sent_ms + delay_ms) * 1_000_000);
            super::super::frame::write(&mut bytes, Convention::Android, received, &[acc(sent_ms, 9.8)]);
            intake.frame(&bytes, |r| at.push(r.at.0 / 1_000_000)).unwrap();
        }
        assert_eq!(at, [5_130, 5_205, 5_305]);
    }
}
