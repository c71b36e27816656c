//! Which way is up, in phone axes, at every sample.
//!
//! In: specific force (m/s²) and, where there is one, angular rate (rad/s), with the true interval between samples.
//! Out: the unit up vector, and tilt and roll in degrees. Causal.
//!
//! With a gyroscope: the core of VQF (Laidig & Seel, *Information Fusion* 91, 2023, sections 3.1–3.2): strapdown
//! integration, specific force low-passed in the almost-inertial frame, the inclination corrected by it at every sample. No rest
//! detection and no running bias: both learn slow breathing as bias (FIELD F13); one bias is handed in instead.
//! Without: the specific force low-passed in the phone's own axes (FIELD F14).

use super::filter::{Filter, Memory};
use super::frame::STANDARD_GRAVITY;
use super::math::{self, Quat, add, scale, sub, turned, turned_back, unit};

/// Time constant of the inclination correction, seconds: VQF's published default.
const TAU_ACC_S: f64 = 3.0;
/// Cut-off of the accelerometer-only inclination, Hz (FIELD F14: 45–50 ms late, 0.11° of noise). Lower, and a trembling
/// pelvis is lost; higher, and a heart is taken for one: 4.4 to 4.8 Hz serve best in simulated sessions.
const INCLINATION_CUTOFF_HZ: f64 = 4.6;
/// No accelerometer of a phone is off by more, m/s² (FIELD F11).
const MOST_OFFSET: f64 = 0.3;
/// The interval a filter is built for is followed when the measured one leaves it by this share.
const INTERVAL_TOLERANCE: f64 = 0.01;
/// Intervals outside 2–1000 Hz are not believed when the nominal one is learned, seconds.
const INTERVAL_RANGE_S: [f64; 2] = [0.001, 0.5];

/// A gyroscope that is silent for longer is done without, seconds.
const LONGEST_SILENCE_S: f64 = 0.5;

/// Up from specific force alone, unit vector, phone axes; none in free fall.
///
/// Gravity is known to 0.3 % everywhere on earth, the offset of a phone's accelerometer hardly to 1 % of it (|a| at rest:
/// 9.72–10.03, FIELD F11). Where a phone lies flat, a wrong length is its vertical axis' offset, and tilt is told by the
/// other two: in simulated sessions that takes accelerometer-only tilt from 0.080° to 0.075° RMSE.
pub(crate) fn up_of(force: [f64; 3]) -> Option<[f64; 3]> {
    let [x, y, z] = force;
    let upright2 = STANDARD_GRAVITY * STANDARD_GRAVITY - x * x - y * y;
    if z * z < x * x + y * y || upright2 <= 0.0 {
        return unit(force);
    }
    let offset = (upright2.sqrt() - z.abs()).clamp(-MOST_OFFSET, MOST_OFFSET);
    unit([x, y, z + offset.copysign(z * offset)])
}

/// Tilt and roll of an up vector, degrees: asin(uy), atan2(−ux, uz) (SEAMS, *numbers*).
pub fn tilt_roll_deg(up: [f64; 3]) -> [f64; 2] {
    let [x, y, z] = up;
    [math::asin(y).to_degrees(), math::atan2(-x, z).to_degrees()]
}

/// The mean angular rate over a stretch in which the phone only breathes: the gyroscope's bias (FIELD F13).
#[derive(Debug, Clone, Copy, Default)]
pub struct Bias {
    sum: [f64; 3],
    count: f64,
}

impl Bias {
    /// One angular rate of the stretch, rad/s.
    pub fn add(&mut self, rate: [f64; 3]) {
        self.sum = add(self.sum, rate);
        self.count += 1.0;
    }

    /// The bias, rad/s; none when the stretch held no rate.
    pub fn mean(&self) -> Option<[f64; 3]> {
        (self.count > 0.0).then(|| scale(self.sum, 1.0 / self.count))
    }
}

/// The attitude filter; the gyroscope is used from the first sample that has one.
#[derive(Debug, Clone)]
pub struct Attitude {
    bias: [f64; 3],
    strapdown: Quat,
    force: VectorLowPass,
    up: [f64; 3],
    /// Whether the gyroscope is used, and for how long it has been silent, seconds.
    fused: bool,
    silent_s: f64,
}

impl Attitude {
    /// A filter that takes `bias` (rad/s, phone axes) off every angular rate.
    pub fn new(bias: [f64; 3]) -> Self {
        Self {
            bias,
            strapdown: Quat::IDENTITY,
            force: VectorLowPass::new(),
            up: [0.0, 0.0, 1.0],
            fused: false,
            silent_s: 0.0,
        }
    }

    /// One sample, `dt_s` after the one before it (0 for the first); `shaken` when the phone shook itself, which the
    /// slow correction does not feel but an accelerometer alone does. Returns the unit up vector in phone axes.
    pub fn step(&mut self, acc: [f64; 3], gyr: Option<[f64; 3]>, dt_s: f64, shaken: bool) -> [f64; 3] {
        self.silent_s = if gyr.is_some() { 0.0 } else { self.silent_s + dt_s };
        // A gyroscope that comes or goes: the low-pass stands in the other axes then and starts anew.
        let fused = gyr.is_some() || (self.fused && self.silent_s < LONGEST_SILENCE_S);
        if fused != self.fused {
            let bias = self.bias;
            *self = Self { up: self.up, fused, ..Self::new(bias) };
        }
        let up = match gyr {
            Some(rate) => self.fuse(acc, sub(rate, self.bias), dt_s),
            None if fused => self.fuse(acc, [0.0; 3], dt_s),
            None if shaken => None,
            None => up_of(self.force.step(acc, dt_s, Cut::At(INCLINATION_CUTOFF_HZ))),
        };
        self.up = up.unwrap_or(self.up);
        self.up
    }

    /// An angular rate without the bias, rad/s.
    pub(crate) fn unbiased(&self, rate: [f64; 3]) -> [f64; 3] {
        sub(rate, self.bias)
    }

    /// The same filter, to go on with samples as far apart as those of `other`.
    pub(crate) fn at_the_pace_of(mut self, other: &Self) -> Self {
        self.force.interval_sum_s = other.force.interval_sum_s;
        self.force.interval_count = other.force.interval_count;
        self
    }

    /// Up is where the slow force points. VQF turns the almost-inertial frame so that it points along the vertical, at
    /// every sample and by the whole of what is missing: what that adds is a heading, which nobody here asks for.
    fn fuse(&mut self, acc: [f64; 3], rate: [f64; 3], dt_s: f64) -> Option<[f64; 3]> {
        // Mended before the turn, not after it: the next sample need not wait for it.
        self.strapdown = self.strapdown.mul(Quat::turn(rate, dt_s).scaled(self.strapdown.mend()));
        let inertial = self.strapdown.matrix();
        let slow = self.force.step(turned(inertial, acc), dt_s, Cut::TimeConstant(TAU_ACC_S));
        unit(slow).map(|up| turned_back(inertial, up))
    }
}

#[derive(Debug, Clone, Copy)]
enum Cut {
    At(f64),
    TimeConstant(f64),
}

/// A low-pass of three channels that learns the sampling interval as it goes and starts from a mean.
#[derive(Debug, Clone)]
struct VectorLowPass {
    built_for_s: f64,
    filter: Filter,
    memory: Option<Memory<3>>,
    out: [f64; 3],
    sum: [f64; 3],
    count: f64,
    interval_sum_s: f64,
    interval_count: f64,
}

impl VectorLowPass {
    fn new() -> Self {
        Self {
            built_for_s: 0.0,
            filter: Filter::low_pass(1.0, 0.01),
            memory: None,
            out: [0.0; 3],
            sum: [0.0; 3],
            count: 0.0,
            interval_sum_s: 0.0,
            interval_count: 0.0,
        }
    }

    fn step(&mut self, x: [f64; 3], dt_s: f64, cut: Cut) -> [f64; 3] {
        let [shortest_s, longest_s] = INTERVAL_RANGE_S;
        // Repeated stamps count with interval 0: the mean interval is what the filter has to be built for.
        if dt_s < longest_s && self.count > 0.0 {
            self.interval_sum_s += dt_s;
            self.interval_count += 1.0;
        }
        let Some(memory) = &mut self.memory else { return self.start(x, cut) };
        // The mean interval against the one the filter is built for, both times their number: nothing to divide.
        let built_s = self.built_for_s * self.interval_count;
        if (self.interval_sum_s - built_s).abs() > INTERVAL_TOLERANCE * built_s {
            self.built_for_s = (self.interval_sum_s / self.interval_count).clamp(shortest_s, longest_s);
            let next = cut.filter(self.built_for_s);
            self.filter.adapt(&next, memory, self.out);
            self.filter = next;
        }
        self.out = self.filter.step(memory, x);
        self.out
    }

    /// One mean over the time constant, so that a single sample does not tip the start (VQF, section 3.3).
    fn start(&mut self, x: [f64; 3], cut: Cut) -> [f64; 3] {
        let [shortest_s, longest_s] = INTERVAL_RANGE_S;
        let mean_s = (self.interval_sum_s / self.interval_count.max(1.0)).clamp(shortest_s, longest_s);
        let start_s = match cut {
            Cut::TimeConstant(tau_s) => tau_s,
            Cut::At(hz) => 0.25 / hz,
        };
        self.sum = add(self.sum, x);
        self.count += 1.0;
        self.out = scale(self.sum, 1.0 / self.count);
        // A mean of many intervals is short of theirs by rounding.
        if self.count > 1.0 && self.count * mean_s >= start_s - 1e-9 {
            self.filter = cut.filter(mean_s);
            self.built_for_s = mean_s;
            self.memory = Some(self.filter.settled(self.out));
        }
        self.out
    }
}

impl Cut {
    fn filter(self, dt_s: f64) -> Filter {
        match self {
            Self::At(hz) => Filter::low_pass(hz, dt_s),
            Self::TimeConstant(tau_s) => Filter::with_time_constant(tau_s, dt_s),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const G: f64 = 9.806_65;

    /// A phone that tips about its x axis at `rate_dps` for ten seconds after five at rest; returns the worst tilt error.
    fn worst_error_deg(rate_dps: f64, bias: [f64; 3], known: [f64; 3], gyroscope: bool) -> f64 {
        let mut filter = Attitude::new(known);
        let mut worst = 0.0_f64;
        for i in 0..1500 {
            let t = 0.01 * f64::from(i);
            let moving = t > 5.0;
            let angle = if moving { (rate_dps * (t - 5.0)).to_radians() } else { 0.0 };
            let (s, c) = libm::sincos(angle);
            let rate = if moving { rate_dps.to_radians() } else { 0.0 };
            let gyr = gyroscope.then(|| add([rate, 0.0, 0.0], bias));
            let up = filter.step([0.0, G * s, G * c], gyr, if i == 0 { 0.0 } else { 0.01 }, false);
            if t > 4.0 {
                worst = worst.max((tilt_roll_deg(up)[0] - angle.to_degrees()).abs());
            }
        }
        worst
    }

    #[test]
    fn a_turning_phone_is_followed_with_and_without_a_gyroscope() {
        assert!(worst_error_deg(5.0, [0.0; 3], [0.0; 3], true) < 0.05);
        // 45–50 ms late at 5°/s is a quarter of a degree.
        assert!(worst_error_deg(5.0, [0.0; 3], [0.0; 3], false) < 0.30);
    }

    #[test]
    fn a_known_bias_is_taken_off_and_an_unknown_one_shows() {
        let bias = [0.01, -0.02, 0.01];
        assert!(worst_error_deg(5.0, bias, bias, true) < 0.05);
        assert!(worst_error_deg(5.0, bias, [0.0; 3], true) > 0.5);
    }

    #[test]
    fn a_gyroscope_that_falls_silent_is_done_without_and_taken_up_again() {
        let mut filter = Attitude::new([0.0; 3]);
        let tilt = |t: f64| (10.0 * libm::sin(0.6 * t)).to_radians();
        let mut worst = 0.0_f64;
        for i in 0..6000 {
            let t = 0.01 * f64::from(i);
            let (s, c) = libm::sincos(tilt(t));
            let rate = (10.0 * 0.6 * libm::cos(0.6 * t)).to_radians();
            let gyr = (!(20.0..40.0).contains(&t)).then_some([rate, 0.0, 0.0]);
            let up = filter.step([0.0, G * s, G * c], gyr, if i == 0 { 0.0 } else { 0.01 }, false);
            // Each way of seeing needs a moment to find its feet.
            if t > 8.0 && !(19.9..23.0).contains(&t) && !(39.9..52.0).contains(&t) {
                worst = worst.max((tilt_roll_deg(up)[0] - tilt(t).to_degrees()).abs());
            }
        }
        assert!(worst < 0.6, "{worst}");
    }

    #[test]
    fn no_number_breaks_it() {
        let mut filter = Attitude::new([0.0; 3]);
        for bad in [[f64::NAN; 3], [f64::INFINITY; 3], [0.0; 3]] {
            let up = filter.step(bad, None, f64::NAN, false);
            assert!(up.iter().all(|v| v.is_finite()));
        }
    }
}
