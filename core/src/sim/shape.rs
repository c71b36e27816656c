//! The shapes movements are made of.
//!
//! [`smooth`] and [`pulse`] are shares over a unit of time, [`Ramp`] goes from one value to another, [`Jolt`] is struck
//! and fades, [`Follower`] is what a mass on muscle makes of a target: smooth, with its speed known exactly.

use std::f64::consts::{PI, TAU};

/// From 0 to 1 as half a cosine over `q` from 0 to 1, and level outside.
pub(super) fn smooth(q: f64) -> f64 {
    if q <= 0.0 {
        0.0
    } else if q >= 1.0 {
        1.0
    } else {
        0.5 - 0.5 * libm::cos(PI * q)
    }
}

/// From 0 to 1 and back to 0 over `q` from 0 to 1.
pub(super) fn pulse(q: f64) -> f64 {
    if (0.0..=1.0).contains(&q) { 0.5 - 0.5 * libm::cos(TAU * q) } else { 0.0 }
}

/// A value on its way.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ramp {
    from: f64,
    pub(super) to: f64,
    start_s: f64,
    pub(super) end_s: f64,
}

impl Ramp {
    pub(super) fn at(&self, t_s: f64) -> f64 {
        if t_s >= self.end_s {
            return self.to;
        }
        self.from + (self.to - self.from) * smooth(self.share(t_s))
    }

    /// Share of its way in time; below 0 before, above 1 after.
    pub(super) fn share(&self, t_s: f64) -> f64 {
        (t_s - self.start_s) / (self.end_s - self.start_s)
    }

    /// From wherever it is at `start_s` on its way to `to`.
    pub(super) fn go(&mut self, to: f64, start_s: f64, end_s: f64) {
        *self = Self { from: self.at(start_s), to, start_s, end_s };
    }
}

/// Something struck at time 0 that rings and fades.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jolt {
    /// Size per axis, m/s².
    pub(super) push: [f64; 3],
    /// Time in which it fades to 1/e, seconds.
    pub(super) fades_s: f64,
    /// Pitch, Hz.
    pub(super) hz: f64,
}

impl Jolt {
    /// Adds what it is `since_s` after it was struck.
    pub(super) fn add(&self, since_s: f64, sum: &mut [f64; 3]) {
        if !(0.0..5.0 * self.fades_s).contains(&since_s) {
            return;
        }
        let now = libm::exp(-since_s / self.fades_s) * libm::sin(TAU * self.hz * since_s);
        for (axis, push) in sum.iter_mut().zip(self.push) {
            *axis += now * push;
        }
    }
}

/// Length of a step, nanoseconds and seconds.
pub(super) const STEP_NS: i64 = 4_000_000;
const STEP_S: f64 = 0.004;
/// Corner of the follower, rad/s: a body does not turn faster than about 6 Hz (as `score.py` has it).
const CORNER: f64 = TAU * 6.0;

/// A critically damped second-order low-pass whose target runs straight from step to step; solved exactly, so that
/// place, speed and acceleration between the steps agree with each other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Follower {
    place: f64,
    speed: f64,
    target: f64,
    slope: f64,
}

/// Place, speed and acceleration of a [`Follower`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Motion {
    pub(super) place: f64,
    pub(super) speed: f64,
    pub(super) acceleration: f64,
}

impl Follower {
    /// At rest at `place`.
    pub(super) fn resting(place: f64) -> Self {
        Self { place, target: place, ..Self::default() }
    }

    /// Finishes the running step and begins the next, at whose end the target is `target`.
    pub(super) fn step(&mut self, target: f64) {
        let end = self.at(STEP_S, fade(STEP_S));
        let here = self.target + self.slope * STEP_S;
        *self = Self { place: end.place, speed: end.speed, target: here, slope: (target - here) / STEP_S };
    }

    /// `since_s` after the running step began; `fade` is [`fade`] of the same.
    pub(super) fn at(&self, since_s: f64, fade: f64) -> Motion {
        let off = self.place - self.target + 2.0 * self.slope / CORNER;
        let pull = self.speed - self.slope + CORNER * off;
        let left = (off + pull * since_s) * fade;
        let left_speed = (self.speed - self.slope - CORNER * pull * since_s) * fade;
        Motion {
            place: self.target + self.slope * (since_s - 2.0 / CORNER) + left,
            speed: self.slope + left_speed,
            acceleration: -CORNER * (2.0 * left_speed + CORNER * left),
        }
    }
}

/// What is left of a disturbance after `since_s`.
pub(super) fn fade(since_s: f64) -> f64 {
    libm::exp(-CORNER * since_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_follower_reaches_its_target_and_its_speed_is_the_change_of_its_place() {
        let mut f = Follower::default();
        for i in 0..250 {
            f.step(smooth(f64::from(i) / 100.0) * 10.0);
            let [a, b, c] = [0.001, 0.002, 0.003].map(|s| f.at(s, fade(s)));
            assert!((((c.place - a.place) / 0.002) - b.speed).abs() < 0.01);
            assert!((((c.speed - a.speed) / 0.002) - b.acceleration).abs() < 2.0);
        }
        assert!((f.at(0.0, 1.0).place - 10.0).abs() < 1e-6);
    }

    #[test]
    fn a_follower_without_a_target_stays_exactly_where_it_is() {
        let mut f = Follower::default();
        for _ in 0..1000 {
            f.step(0.0);
        }
        assert_eq!(f.at(0.002, fade(0.002)).place, 0.0);
    }

    #[test]
    fn a_ramp_that_is_turned_round_goes_on_from_where_it_is() {
        let mut ramp = Ramp::default();
        ramp.go(1.0, 0.0, 2.0);
        let there = ramp.at(0.7);
        ramp.go(0.0, 0.7, 1.7);
        assert_eq!(ramp.at(0.7), there);
        assert_eq!(ramp.at(1.7), 0.0);
    }
}
