//! The sensors of the simulated phone.
//!
//! In: the pose at the instant of each reading. Out: readings in the phone's own units with its own stamps, in the order
//! in which they arrive.

use super::body::Pose;
use super::dice::{Dice, Stream};
use super::phone::{Clock, Motor, Phone};
use crate::motion::frame::{Convention, Record, STANDARD_GRAVITY, SensorKind};
use crate::time::{MonoTime, Nanos, SensorTime};
use crate::timeline::Span;
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// The gyroscope is read this share of a period after the accelerometer.
const GYROSCOPE_LATE: f64 = 0.25;
/// Mean time by which a reading stamped on arrival is late, seconds (FIELD F10: bursts that share a stamp).
const ARRIVAL_LATE_S: f64 = 0.003;
/// After so many times of its ringing a motor is still.
const RINGS_OUT: f64 = 8.0;

/// A reading that is to be taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    pub(super) t: MonoTime,
    pub(super) kind: SensorKind,
    pub(super) arrives: MonoTime,
    pub(super) lost: bool,
    stamp: SensorTime,
}

#[derive(Debug, Clone)]
pub(super) struct Sensors {
    phone: Phone,
    accelerometer: Sensor,
    gyroscope: Sensor,
    arrived: MonoTime,
    shakes: VecDeque<Span>,
}

#[derive(Debug, Clone)]
struct Sensor {
    dice: Dice,
    scale: [f64; 3],
    offset: [f64; 3],
    taken: u64,
    stamped: SensorTime,
}

impl Sensor {
    fn new(mut dice: Dice, scale_sd: f64, offset_sd: f64) -> Self {
        let scale = dice.normal3(scale_sd).map(|s| 1.0 + s);
        let offset = dice.normal3(offset_sd);
        Self { dice, scale, offset, taken: 0, stamped: SensorTime(i64::MIN) }
    }
}

impl Sensors {
    pub(super) fn new(seed: u64, mut phone: Phone) -> Self {
        phone.rate_hz = phone.rate_hz.clamp(25.0, 500.0);
        let errors = &phone.errors;
        let [acc, gyr] = [Stream::Accelerometer, Stream::Gyroscope].map(|s| Dice::new(seed, s));
        Self {
            accelerometer: Sensor::new(acc, errors.acc_scale, errors.acc_offset),
            gyroscope: Sensor::new(gyr, 0.0, errors.gyr_bias_dps.to_radians()),
            arrived: MonoTime(0),
            shakes: VecDeque::new(),
            phone,
        }
    }

    pub(super) fn convention(&self) -> Convention {
        self.phone.convention
    }

    pub(super) fn shake(&mut self, span: Span) {
        self.shakes.push_back(span);
    }

    /// The next reading.
    pub(super) fn next(&mut self) -> Due {
        let phone = &self.phone;
        let turn = phone.gyroscope && self.gyroscope.taken < self.accelerometer.taken;
        let (kind, sensor, late) = if turn {
            (SensorKind::Gyroscope, &mut self.gyroscope, GYROSCOPE_LATE)
        } else {
            (SensorKind::Accelerometer, &mut self.accelerometer, 0.0)
        };
        let t = MonoTime::from_s((sensor.taken as f64 + late) / phone.rate_hz);
        sensor.taken += 1;
        let (stamped, lost) = match phone.clock {
            Clock::Regular => (t, false),
            Clock::Jittered { sd_s, lost } => {
                (t + Nanos::from_s(sd_s * sensor.dice.normal()), sensor.dice.chance(lost))
            }
            Clock::WallClockMs => {
                let late_s = -ARRIVAL_LATE_S * libm::log(1.0 - sensor.dice.unit());
                self.arrived = self.arrived.max(t + Nanos::from_s(late_s));
                (MonoTime(self.arrived.0 - self.arrived.0.rem_euclid(1_000_000)), false)
            }
        };
        self.arrived = self.arrived.max(t);
        let drift = Nanos::from_s(stamped.s() * phone.drift_ppm * 1e-6);
        let stamp = SensorTime((stamped + phone.clock_base + drift).0).max(sensor.stamped);
        sensor.stamped = stamp;
        Due { t, kind, arrives: self.arrived, lost, stamp }
    }

    /// Where up is, seen from the phone.
    pub(super) fn up(&self, pose: &Pose) -> [f64; 3] {
        self.see(pose, [0.0, 0.0, 1.0])
    }

    /// What the sensor says.
    pub(super) fn read(&mut self, due: &Due, pose: &Pose) -> Record {
        let xyz = match due.kind {
            SensorKind::Accelerometer => self.specific_force(due, pose),
            SensorKind::Gyroscope => self.rate(due, pose),
        };
        #[expect(clippy::cast_possible_truncation, reason = "a frame holds f32")]
        let xyz = xyz.map(|v| v as f32);
        Record { t: due.stamp, kind: due.kind, xyz }
    }

    fn specific_force(&mut self, due: &Due, pose: &Pose) -> [f64; 3] {
        let [x, y, z] = pose.push;
        let mut force = self.see(pose, [x, y, z + STANDARD_GRAVITY]);
        let shaking = self.shaking(due.t);
        force = add(force, self.phone.motor.push.map(|v| v * shaking));
        let Sensor { dice, scale, offset, .. } = &mut self.accelerometer;
        let noise = dice.normal3(self.phone.errors.acc_noise);
        let [x, y, z] = force;
        let [sx, sy, sz] = *scale;
        let said = add(add([x * sx, y * sy, z * sz], *offset), noise);
        let grain = self.phone.errors.acc_grain;
        let said = if grain > 0.0 { said.map(|v| libm::round(v / grain) * grain) } else { said };
        match self.phone.convention {
            Convention::Android => said,
            Convention::Ios => said.map(|v| -v / STANDARD_GRAVITY),
        }
    }

    /// Angular rate of a rigid body that turns about x, then about its own y, seen from a phone laid askew.
    fn rate(&mut self, due: &Due, pose: &Pose) -> [f64; 3] {
        let (sin, cos) = libm::sincos((pose.roll_deg + self.roll_slope()).to_radians());
        let (tilt, roll) = (pose.tilt_dps.to_radians(), pose.roll_dps.to_radians());
        let rate = self.skewed([tilt * cos, roll, tilt * sin]);
        let wander = (self.phone.errors.gyr_wander_dps * due.t.s() / 60.0).to_radians();
        let shaking = self.shaking(due.t);
        let shaken = self.phone.motor.turn_dps.map(|v| v.to_radians() * shaking);
        let Sensor { dice, offset, .. } = &mut self.gyroscope;
        let noise = dice.normal3(self.phone.errors.gyr_noise_dps.to_radians());
        add(add(add(rate, *offset), noise), shaken).map(|v| v + wander)
    }

    /// How far the motor is out, −1 to 1.
    fn shaking(&mut self, at: MonoTime) -> f64 {
        let Motor { hz, rings_s, .. } = self.phone.motor;
        let silent = Nanos::from_s(RINGS_OUT * rings_s);
        while self.shakes.front().is_some_and(|s| s.end + silent <= at) {
            self.shakes.pop_front();
        }
        let strength = |span: &Span| match (at - span.end).s() {
            _ if at < span.start => 0.0,
            after if after < 0.0 => 1.0,
            after if rings_s > 0.0 => libm::exp(-after / rings_s),
            _ => 0.0,
        };
        let strongest = self.shakes.iter().map(strength).fold(0.0, f64::max);
        if strongest > 0.0 { strongest * libm::sin(TAU * hz * at.s()) } else { 0.0 }
    }

    /// A vector of the world seen from the phone.
    fn see(&self, pose: &Pose, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let [tilt_slope, roll_slope] = self.phone.slope_deg;
        let (sin, cos) = libm::sincos((pose.tilt_deg + tilt_slope).to_radians());
        let (y, z) = (cos * y + sin * z, cos * z - sin * y);
        let (sin, cos) = libm::sincos((pose.roll_deg + roll_slope).to_radians());
        let (x, z) = (cos * x - sin * z, sin * x + cos * z);
        self.skewed([x, y, z])
    }

    fn roll_slope(&self) -> f64 {
        let [_, roll] = self.phone.slope_deg;
        roll
    }

    fn skewed(&self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let (sin, cos) = libm::sincos(self.phone.skew_deg.to_radians());
        [cos * x + sin * y, cos * y - sin * x, z]
    }
}

fn add([a, b, c]: [f64; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
    [a + x, b + y, c + z]
}
