//! Rows of a recording as readings of the signal chain.
//!
//! In: [`Row`]s. Out: [`Reading`]s, and for sessions block frames, so that a recording goes in where a phone does.

use crate::recording::Row;
use proximal_core::motion::frame::{self, Convention, Record, SensorKind};
use proximal_core::motion::{Counts, Intake, Reading};
use proximal_core::time::{MonoTime, Nanos, SensorTime};

/// Rows to readings, one by one.
#[derive(Debug)]
pub(crate) struct Feed {
    intake: Intake,
    use_gyro: bool,
}

impl Feed {
    /// Without `use_gyro` a recording is read as if it had no gyroscope.
    pub(crate) fn new(use_gyro: bool) -> Self {
        Self { intake: Intake::default(), use_gyro }
    }

    /// The reading of `row`; none when intake does not take it.
    pub(crate) fn reading(&mut self, row: &Row) -> Option<Reading> {
        let [rate, force] = records(row);
        if let Some(rate) = rate.filter(|_| self.use_gyro) {
            self.intake.record(rate, Convention::Android);
        }
        self.intake.record(force?, Convention::Android)
    }

    /// What intake has seen.
    pub(crate) fn counts(&self) -> Counts {
        self.intake.counts()
    }
}

/// Appends the block frame of `rows` (at most 32,767), received when the last of them was stamped.
pub(crate) fn frame_of(rows: &[Row], out: &mut Vec<u8>) {
    let records: Vec<Record> = rows.iter().flat_map(records).flatten().collect();
    let received = rows.last().map_or(MonoTime(0), |r| MonoTime::from_s(r.t_s));
    frame::write(out, Convention::Android, received, &records);
}

/// A CSV row with a gyroscope is two records (SEAMS): the rate first, because the force closes the reading.
fn records(row: &Row) -> [Option<Record>; 2] {
    let t = SensorTime(Nanos::from_s(row.t_s).0);
    let record = |kind, xyz: [f64; 3]| Record { t, kind, xyz: xyz.map(narrow) };
    [row.gyr.map(|g| record(SensorKind::Gyroscope, g)), Some(record(SensorKind::Accelerometer, row.acc))]
}

/// Frames carry 32 bits: seven digits, finer than any sensor.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the format's own precision; too large becomes infinite and is counted"
)]
fn narrow(v: f64) -> f32 {
    v as f32
}
