//! The leg-raise check: how far a shank turns up from its own flat start, by the phone on the shin (FIELD F32).
//!
//! In: readings of a phone on the shin, screen up, one leg. Out: the [`RaiseState`] to show, the angle now, and a
//! [`RaiseTry`] each time the leg lies flat again. Causal, no allocation. It is an angle in degrees against the leg's own
//! flat start; no score, and what the knee does is not seen: a shank stands as steep with a bent knee.
//!
//! The angle is the one between up at the flat start and up in the hold, as the phone sees them: how the phone lies on
//! the shin does not matter, a turn of the leg about its own length hardly (15° of it add 2° at 45°).

use super::attitude::{Attitude, up_of};
use super::frame::STANDARD_GRAVITY;
use super::intake::Reading;
use super::math::{add, norm, scale, sub, unit};
use super::record::Estimate;
use crate::time::MonoTime;
use crate::timeline::Span;
use serde::{Deserialize, Serialize};

/// A stretch is looked at in parts of so many seconds, five of them in a hold.
const BIN_S: f64 = 0.2;
const BINS: usize = 5;
/// Parts of a leg that lies flat agree to so much, degrees; an accelerometer of 0.22° steps (FIELD F11) does too.
const FLAT_SPREAD_DEG: f64 = 0.3;
/// Its end is where its beginning was to so much, degrees: a leg that has just come down still sinks.
const FLAT_DRIFT_DEG: f64 = 0.15;
/// Parts of a hold agree to so much, degrees: legs tremble.
const HOLD_SPREAD_DEG: f64 = 2.0;
/// Flat: the screen looks up within this angle, degrees; shins slope.
const FLAT_DEG: f64 = 40.0;
/// A raise begins and ends here, degrees from the flat start.
const RAISED_DEG: f64 = 8.0;
/// Less than this is fidgeting, degrees.
const LEAST_DEG: f64 = 15.0;
/// Its end is where its beginning was to so much, degrees: an accelerometer alone takes the braking of a raise for more.
const HOLD_DRIFT_DEG: f64 = 0.8;
/// Between two parts of a hold the leg moves no more, degrees.
const HOLDING_DEG: f64 = 2.0;
/// A flat level that differs by more afterwards: the phone slipped, or the leg lies otherwise, degrees.
const SLIP_DEG: f64 = 3.0;
/// A silence that hides what the leg did, seconds.
const LONGEST_GAP_S: f64 = 0.5;
/// What an accelerometer's offset of twice 0.12 m/s² (FIELD F11) turns up by, degrees.
const OFFSET_DEG: f64 = 1.4;
/// What is left when a leg turns nowhere: noise, gravity's differences on earth, degrees.
const NOISE_DEG: f64 = 0.3;
/// A strapped phone against the bone, 95 of 100: our own guess, nobody has measured it, degrees.
pub const STRAP_DEG: f64 = 1.5;
/// Best of so many.
const TRIES: usize = 3;

/// What the leg is to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RaiseState {
    /// Lie flat and still for a second.
    #[default]
    LayFlat,
    /// Rise, slowly.
    Raise,
    /// Stay for a second.
    Hold,
    /// Go down and lie flat.
    Lower,
}

/// Why a try does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum RaiseFault {
    /// The flat level before and after differ: the phone slipped, or the leg lies otherwise.
    Slipped,
    /// Nowhere did the leg stay for a second.
    NoHold,
    /// Samples are missing.
    Gap,
    /// The leg did not come back: whether the phone slipped cannot be told.
    Unfinished,
}

/// One raise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RaiseTry {
    /// From leaving the flat start to lying flat again.
    pub span: Span,
    /// The highest angle held for a second, from the leg's own flat start, degrees; the interval holds sensor, sway, strap
    /// and the change of the flat level. None without a hold.
    pub held_deg: Option<Estimate>,
    /// Deviation of the angle in that hold, degrees.
    pub sway_deg: f64,
    /// By how much the flat level afterwards differs from the one before, degrees; none when there was none.
    pub flat_change_deg: Option<f64>,
    /// Why it does not count; none when it does.
    pub fault: Option<RaiseFault>,
}

/// The check of one leg.
#[derive(Debug, Clone)]
pub struct Raise {
    attitude: Attitude,
    window: Window,
    flat: Option<Flat>,
    going: Option<Going>,
    state: RaiseState,
    angle_deg: f64,
}

/// The leg's flat start.
#[derive(Debug, Clone, Copy)]
struct Flat {
    up: [f64; 3],
    /// What the accelerometer reads too much along it, m/s²: gravity's length is known.
    excess: f64,
    /// The gyroscope's bias, rad/s.
    bias: [f64; 3],
}

/// A raise under way.
#[derive(Debug, Clone, Copy)]
struct Going {
    since: MonoTime,
    highest_deg: f64,
    held: Option<(f64, f64)>,
    gap: bool,
}

impl Default for Raise {
    fn default() -> Self {
        Self {
            attitude: Attitude::new([0.0; 3]),
            window: Window::default(),
            flat: None,
            going: None,
            state: RaiseState::LayFlat,
            angle_deg: 0.0,
        }
    }
}

impl Raise {
    /// What the leg is to do now.
    pub fn state(&self) -> RaiseState {
        self.state
    }

    /// The angle now, degrees from the flat start; none before there is one.
    pub fn angle_deg(&self) -> Option<f64> {
        self.flat.map(|_| self.angle_deg)
    }

    /// One reading. Out comes a try when the leg lies flat again.
    pub fn push(&mut self, reading: &Reading) -> Option<RaiseTry> {
        if reading.dt_s > LONGEST_GAP_S {
            match &mut self.going {
                Some(going) => (going.gap, self.window) = (true, Window::default()),
                // Whether it still lies as it did is unknown.
                None => *self = Self::default(),
            }
        }
        let (mut force, mut rate) = (reading.acc, reading.gyr);
        if let Some(flat) = &self.flat {
            force = sub(force, scale(flat.up, flat.excess));
            rate = rate.map(|r| sub(r, flat.bias));
        }
        let up = self.attitude.step(force, rate, reading.dt_s, false);
        self.angle_deg = self.flat.map_or(0.0, |flat| between_deg(flat.up, up));
        self.window.last_at = reading.at;
        let part = Bin::of(reading, up, self.angle_deg);
        if !self.window.add(&part) {
            return None;
        }
        self.look(reading.at)
    }

    /// No reading will follow: a raise that is under way ends without its flat end.
    pub fn finish(&mut self) -> Option<RaiseTry> {
        let going = self.going.take().filter(|g| g.highest_deg >= LEAST_DEG)?;
        let end = self.window.last_at;
        Some(going.ended(end, None))
    }

    /// A part is full: what the last second was.
    fn look(&mut self, at: MonoTime) -> Option<RaiseTry> {
        let angle_deg = self.window.newest().map_or(self.angle_deg, Bin::angle_deg);
        if self.going.is_none() && self.flat.is_some() && angle_deg > RAISED_DEG {
            self.going = Some(Going { since: at, highest_deg: angle_deg, held: None, gap: false });
        }
        let whole = self.window.whole();
        if let Some(going) = &mut self.going {
            going.highest_deg = going.highest_deg.max(angle_deg);
            let held = whole.as_ref().filter(|w| {
                w.up_spread_deg <= HOLD_SPREAD_DEG && w.drift_deg <= HOLD_DRIFT_DEG && w.lowest_deg > RAISED_DEG
            });
            if let Some(hold) = held.filter(|hold| going.held.is_none_or(|(deg, _)| hold.mean_deg > deg)) {
                going.held = Some((hold.mean_deg, hold.sway_deg));
            }
            self.state = match going.held {
                Some(_) => RaiseState::Lower,
                None if going.highest_deg >= LEAST_DEG && self.window.step_deg() < HOLDING_DEG => RaiseState::Hold,
                None => RaiseState::Raise,
            };
        }
        let lies = whole.and_then(|w| w.lies())?;
        let Some(before) = self.flat else {
            self.begin(lies);
            return None;
        };
        let change_deg = between_deg(before.up, lies.up);
        match self.going {
            Some(going) if change_deg < RAISED_DEG => {
                self.begin(lies);
                (going.highest_deg >= LEAST_DEG).then(|| going.ended(at, Some(change_deg)))
            }
            // It lies a little otherwise than it did: that is its start then.
            None if change_deg > HOLDING_DEG => {
                self.begin(lies);
                None
            }
            _ => None,
        }
    }

    fn begin(&mut self, flat: Flat) {
        // The attitude begins anew as well: what it learned while the bias was unknown would linger for seconds.
        *self = Self { flat: Some(flat), state: RaiseState::Raise, ..Self::default() };
    }
}

impl Going {
    fn ended(self, at: MonoTime, flat_change_deg: Option<f64>) -> RaiseTry {
        let fault = match (self.gap, self.held, flat_change_deg) {
            (true, ..) => Some(RaiseFault::Gap),
            (_, None, _) => Some(RaiseFault::NoHold),
            (.., None) => Some(RaiseFault::Unfinished),
            (.., Some(change_deg)) => (change_deg > SLIP_DEG).then_some(RaiseFault::Slipped),
        };
        let held_deg = self.held.map(|(deg, sway_deg)| {
            let parts = [sensor_deg(deg), STRAP_DEG, sway_deg, flat_change_deg.unwrap_or(SLIP_DEG)];
            let half = parts.iter().map(|p| p * p).sum::<f64>().sqrt();
            Estimate { value: deg, ci95: [deg - half, deg + half] }
        });
        let sway_deg = self.held.map_or(0.0, |(_, sway_deg)| sway_deg);
        RaiseTry { span: Span { start: self.since, end: at }, held_deg, sway_deg, flat_change_deg, fault }
    }
}

/// How wrong the sensor makes an angle of `deg`, 95 of 100, degrees: an offset across the flat start counts there wholly
/// and less the higher the leg is, so only the difference is left; an offset along it was taken off.
fn sensor_deg(deg: f64) -> f64 {
    libm::hypot(NOISE_DEG, OFFSET_DEG * (1.0 - libm::cos(deg.to_radians())))
}

/// The highest of the first three tries that count; none when none does.
pub fn best_raise(tries: &[RaiseTry]) -> Option<&RaiseTry> {
    let counting = tries.iter().filter(|t| t.fault.is_none()).take(TRIES);
    let deg = |t: &RaiseTry| t.held_deg.map_or(f64::NEG_INFINITY, |e| e.value);
    counting.max_by(|a, b| deg(a).total_cmp(&deg(b)))
}

fn between_deg(a: [f64; 3], b: [f64; 3]) -> f64 {
    let dot: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
    libm::acos(dot.clamp(-1.0, 1.0)).to_degrees()
}

fn cross([ax, ay, az]: [f64; 3], [bx, by, bz]: [f64; 3]) -> [f64; 3] {
    [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx]
}

/// Sums over a part of a stretch.
#[derive(Debug, Clone, Copy, Default)]
struct Bin {
    force: [f64; 3],
    rate: [f64; 3],
    up: [f64; 3],
    angle: f64,
    angle2: f64,
    n: f64,
    rates: f64,
    seconds: f64,
}

impl Bin {
    fn of(reading: &Reading, up: [f64; 3], angle_deg: f64) -> Self {
        Self {
            force: reading.acc,
            rate: reading.gyr.unwrap_or_default(),
            up,
            angle: angle_deg,
            angle2: angle_deg * angle_deg,
            n: 1.0,
            rates: f64::from(u8::from(reading.gyr.is_some())),
            seconds: reading.dt_s,
        }
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            force: add(self.force, other.force),
            rate: add(self.rate, other.rate),
            up: add(self.up, other.up),
            angle: self.angle + other.angle,
            angle2: self.angle2 + other.angle2,
            n: self.n + other.n,
            rates: self.rates + other.rates,
            seconds: self.seconds + other.seconds,
        }
    }

    fn angle_deg(&self) -> f64 {
        self.angle / self.n.max(1.0)
    }
}

/// The last parts; the first in the array is the oldest.
#[derive(Debug, Clone, Copy, Default)]
struct Window {
    bins: [Bin; BINS],
    full: usize,
    open: Bin,
    last_at: MonoTime,
}

/// What a whole window was.
#[derive(Debug, Clone, Copy)]
struct Whole {
    sum: Bin,
    up_spread_deg: f64,
    force_spread_deg: f64,
    /// From the middle of the first part to the middle of the last: the turn as an angular rate, rad/s.
    turning: [f64; 3],
    mean_deg: f64,
    lowest_deg: f64,
    drift_deg: f64,
    sway_deg: f64,
}

impl Window {
    /// One reading; whether it filled a part.
    fn add(&mut self, part: &Bin) -> bool {
        self.open = self.open.plus(part);
        // A mean of many intervals is short of theirs by rounding.
        if self.open.seconds < BIN_S - 1e-9 {
            return false;
        }
        self.bins.rotate_left(1);
        if let Some(newest) = self.bins.last_mut() {
            *newest = std::mem::take(&mut self.open);
        }
        self.full = (self.full + 1).min(BINS);
        true
    }

    fn newest(&self) -> Option<&Bin> {
        self.bins.last().filter(|_| self.full > 0)
    }

    /// By how much the angle of the last part differs from the one before, degrees.
    fn step_deg(&self) -> f64 {
        match self.bins.as_slice() {
            [.., before, last] if self.full > 1 => (last.angle_deg() - before.angle_deg()).abs(),
            _ => f64::INFINITY,
        }
    }

    fn whole(&self) -> Option<Whole> {
        if self.full < BINS {
            return None;
        }
        let sum = self.bins.iter().fold(Bin::default(), |sum, bin| sum.plus(bin));
        let spread_deg = |of: fn(&Bin) -> [f64; 3]| {
            let mean = unit(of(&sum))?;
            self.bins.iter().try_fold(0.0_f64, |most, bin| Some(most.max(between_deg(mean, unit(of(bin))?))))
        };
        let mean_deg = sum.angle_deg();
        let [first, .., last] = self.bins;
        let between_s = (sum.seconds - 0.5 * (first.seconds + last.seconds)).max(BIN_S);
        // Up turns against the phone: last × first.
        let turning = scale(cross(unit(last.force)?, unit(first.force)?), 1.0 / between_s);
        Some(Whole {
            up_spread_deg: spread_deg(|bin| bin.up)?,
            force_spread_deg: spread_deg(|bin| bin.force)?,
            turning,
            mean_deg,
            lowest_deg: self.bins.iter().map(Bin::angle_deg).fold(f64::INFINITY, f64::min),
            drift_deg: {
                let [a, b, _, c, d] = self.bins.map(|bin| bin.angle_deg());
                (0.5 * (c + d - a - b)).abs()
            },
            sway_deg: (sum.angle2 / sum.n.max(1.0) - mean_deg * mean_deg).max(0.0).sqrt(),
            sum,
        })
    }
}

impl Whole {
    /// The flat level, when this second lay flat and still.
    fn lies(&self) -> Option<Flat> {
        let n = self.sum.n.max(1.0);
        let force = scale(self.sum.force, 1.0 / n);
        let up = up_of(force).filter(|up| between_deg([0.0, 0.0, 1.0], *up) < FLAT_DEG)?;
        let turned_deg = norm(self.turning).to_degrees() * self.sum.seconds;
        let still = self.force_spread_deg <= FLAT_SPREAD_DEG && turned_deg <= FLAT_DRIFT_DEG;
        let bias =
            if self.sum.rates > 0.0 { sub(scale(self.sum.rate, 1.0 / self.sum.rates), self.turning) } else { [0.0; 3] };
        still.then(|| Flat { up, excess: norm(force) - STANDARD_GRAVITY, bias })
    }
}
