//! The simulated session: the body lives, the phone samples it, block frames come out.
//!
//! In: phases of the cue as they begin, and how far time has come. Out: block frames and [`Truth`].

use super::body::Body;
use super::dice::Dice;
use super::person::Person;
use super::phone::{Clock, Phone, Sensors};
use crate::motion::frame::{self, Convention, Record, STANDARD_GRAVITY, SensorKind};
use crate::time::{MonoTime, Nanos, SensorTime};
use crate::timeline::{BlockKind, PerformedPhase, RepKey, Span};

/// Half of the interval over which the angular rate is taken as a difference, seconds.
const HALF_STEP_S: f64 = 0.0005;
/// A frame holds no more readings; the rest waits for the next.
const MOST_READINGS: usize = 30_000;
/// How far the wall clock lags behind the sensor, seconds: shape and scale as measured on phones that stamp so.
const ARRIVAL_S: f64 = 0.0025;
/// Truth is looked at so often, seconds.
const TRUTH_STEP_S: f64 = 0.01;
/// A sensor's base is not the session's (SEAMS, *clocks*), ns.
const SENSOR_BASE: i64 = 7_000_000_000;

/// What one rep really was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepTruth {
    /// What its block is for.
    pub block: BlockKind,
    /// Which rep.
    pub key: RepKey,
    /// From 1.
    pub attempt: u16,
    /// When the cue asked for it.
    pub span: Span,
    /// Largest turn of the pelvis from where the rep began, signed, degrees.
    pub tilt_peak_deg: f64,
    /// The same for roll.
    pub roll_peak_deg: f64,
    /// Tilt at its start against that of the first rep, degrees.
    pub creep_deg: f64,
}

/// What really happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Truth {
    /// Judged reps whose cue ran to its end, in order.
    pub reps: Vec<RepTruth>,
    /// When the phone slipped.
    pub slips: Vec<MonoTime>,
}

/// A person, a phone, and time.
#[derive(Debug, Clone)]
pub struct Simulator {
    body: Body,
    phone: Phone,
    sensors: Sensors,
    clock: Dice,
    /// Number of the next reading, and when the first was taken.
    next: i64,
    began: Option<MonoTime>,
    last: MonoTime,
    newest_stamp: SensorTime,
    phases: Vec<PerformedPhase>,
}

impl Simulator {
    /// The person lies with the phone on the belly and breathes freely until a phase begins.
    pub fn new(seed: u64, person: Person, phone: Phone) -> Self {
        Self {
            body: Body::new(seed, person),
            sensors: Sensors::new(seed, &phone),
            phone,
            clock: Dice::new(seed, 3),
            next: 0,
            began: None,
            last: MonoTime(i64::MIN),
            newest_stamp: SensorTime(i64::MIN),
            phases: Vec::new(),
        }
    }

    /// A phase of the cue begins; told before the first frame that reaches into it.
    pub fn phase(&mut self, phase: &PerformedPhase) {
        self.body.phase(phase);
        self.phases.push(*phase);
    }

    /// The running phase is broken off at `at`.
    pub fn abort(&mut self, at: MonoTime) {
        self.body.abort(at);
        if let Some(last) = self.phases.last_mut().filter(|p| p.span.end > at) {
            let id = (last.key, last.attempt);
            self.phases.retain(|p| (p.key, p.attempt) != id);
        }
    }

    /// Appends the block frame of all readings from the last call up to `until`; the first call sets where time begins.
    pub fn frame(&mut self, until: MonoTime, out: &mut Vec<u8>) {
        let mut records = Vec::new();
        let began = *self.began.get_or_insert(until);
        self.body.live(until + Nanos::from_s(2.0 * HALF_STEP_S));
        while records.len() < MOST_READINGS {
            let taken = began + Nanos::from_s(self.next as f64 / self.phone.rate_hz);
            if taken >= until {
                break;
            }
            self.next += 1;
            self.reading(taken, &mut records);
        }
        frame::write(out, self.phone.convention, until, &records);
    }

    fn reading(&mut self, taken: MonoTime, records: &mut Vec<Record>) {
        let before = std::mem::replace(&mut self.last, taken);
        let s = HALF_STEP_S;
        let [early, now, late] =
            [taken - Nanos::from_s(s), taken, taken + Nanos::from_s(s)].map(|t| self.angles_rad(t));
        let [px, py, pz] = self.body.push(taken);
        let mut force = self.sensors.force(seen([px, py, pz + STANDARD_GRAVITY], now));
        // A turn about x, then about y, seen from the phone.
        let [dx, dy] = [(late[0] - early[0]) / (2.0 * s), (late[1] - early[1]) / (2.0 * s)];
        let (sin, cos) = libm::sincos(now[1]);
        let rate = self.sensors.rate([dx * cos, dy, dx * sin]);
        let Some(stamp) = self.stamp(taken) else { return };
        if self.body.is_silent(taken) {
            return;
        }
        if self.body.is_nan(before, taken) {
            force = [f64::NAN; 3];
        }
        if self.phone.convention == Convention::Ios {
            force = force.map(|v| -v / STANDARD_GRAVITY);
        }
        if self.phone.gyroscope {
            records.push(Record { t: stamp, kind: SensorKind::Gyroscope, xyz: rate.map(narrow) });
        }
        records.push(Record { t: stamp, kind: SensorKind::Accelerometer, xyz: force.map(narrow) });
    }

    /// What the sensor writes on a reading; none when it is lost.
    fn stamp(&mut self, taken: MonoTime) -> Option<SensorTime> {
        let run = Nanos::from_s(taken.s() * 1e-6 * self.phone.drift_ppm);
        let exact = SensorTime((taken + run).0 + SENSOR_BASE);
        let later = |s: f64| exact.0 + Nanos::from_s(s).0;
        let stamp = match self.phone.clock {
            Clock::Hardware => exact,
            Clock::Jittered { sd_s, lost } => {
                let jitter = self.clock.normal(sd_s);
                if self.clock.chance(lost) {
                    return None;
                }
                SensorTime(later(jitter).max(self.newest_stamp.0 + 1))
            }
            Clock::WallMillis => {
                // The sum of two exponentials: mostly prompt, now and then late, and what follows shares its stamp.
                let wait = |dice: &mut Dice| -ARRIVAL_S * 0.6 * libm::log(dice.between(f64::MIN_POSITIVE, 1.0));
                let late_s = wait(&mut self.clock) + wait(&mut self.clock);
                let milli = 1_000_000;
                SensorTime((later(late_s) / milli * milli).max(self.newest_stamp.0))
            }
        };
        self.newest_stamp = stamp;
        Some(stamp)
    }

    fn angles_rad(&self, t: MonoTime) -> [f64; 2] {
        let [tilt, roll] = self.body.pelvis_deg(t);
        let [more_tilt, more_roll] = self.body.rest_deg(t, self.phone.askew_deg);
        let [slope_tilt, slope_roll] = self.phone.slope_deg;
        [tilt + more_tilt + slope_tilt, roll + more_roll + slope_roll].map(f64::to_radians)
    }

    /// Which way is up at `t`, phone axes; `t` must have been lived through.
    pub fn up(&self, t: MonoTime) -> [f64; 3] {
        seen([0.0, 0.0, 1.0], self.angles_rad(t))
    }

    /// What really happened so far.
    pub fn truth(&self) -> Truth {
        let mut reps: Vec<RepTruth> = Vec::new();
        let mut first_tilt: Option<f64> = None;
        let judged =
            self.phases.iter().filter(|p| p.block.is_judged() && p.span.end <= self.last + Nanos::from_s(0.05));
        for phase in judged {
            let same = |r: &&mut RepTruth| (r.block, r.key, r.attempt) == (phase.block, phase.key, phase.attempt);
            match reps.last_mut().filter(same) {
                Some(rep) => rep.span.end = phase.span.end,
                None => reps.push(RepTruth {
                    block: phase.block,
                    key: phase.key,
                    attempt: phase.attempt,
                    span: phase.span,
                    tilt_peak_deg: 0.0,
                    roll_peak_deg: 0.0,
                    creep_deg: 0.0,
                }),
            }
        }
        for rep in &mut reps {
            let [tilt, roll] = self.body.pelvis_deg(rep.span.start);
            let mut t = rep.span.start;
            while t < rep.span.end {
                let [x, y] = self.body.pelvis_deg(t);
                if (x - tilt).abs() > rep.tilt_peak_deg.abs() {
                    rep.tilt_peak_deg = x - tilt;
                }
                if (y - roll).abs() > rep.roll_peak_deg.abs() {
                    rep.roll_peak_deg = y - roll;
                }
                t = t + Nanos::from_s(TRUTH_STEP_S);
            }
            rep.creep_deg = tilt - *first_tilt.get_or_insert(tilt);
        }
        Truth { reps, slips: self.body.slips().filter(|t| *t <= self.last).collect() }
    }
}

/// A vector of the world seen from a phone that has turned by tilt about its x axis, then by roll about its y axis.
fn seen([x, y, z]: [f64; 3], [tilt_rad, roll_rad]: [f64; 2]) -> [f64; 3] {
    let (st, ct) = libm::sincos(tilt_rad);
    let (sr, cr) = libm::sincos(roll_rad);
    let (y, z) = (ct * y + st * z, -st * y + ct * z);
    [cr * x - sr * z, y, sr * x + cr * z]
}

#[expect(clippy::cast_possible_truncation, reason = "frames carry 32 bits")]
fn narrow(v: f64) -> f32 {
    v as f32
}
