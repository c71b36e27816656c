//! How the phone lies, before anything is measured (DESIGN §3.3, FIELD F30).
//!
//! In: readings with the up direction. Out: [`PlacementState`]. Causal. A slope of the belly up to 45° is normal.

use super::intake::Reading;
use super::math::{norm, square};
use super::record::PlacementState;
use crate::time::{MonoTime, Nanos};

/// Lying: the screen looks up within 45°, face down: it looks down within the same angle; their cosine.
const LYING_COS: f64 = std::f64::consts::FRAC_1_SQRT_2;
/// Up may move no faster than breathing moves it, degrees a second: 11° over half of a 4 s breath.
const CALM_DPS: f64 = 6.0;
/// Force may differ from its mean by no more than a heartbeat and a twitch, m/s².
const CALM_FORCE: f64 = 0.6;
/// Calm for so long is ready.
const READY_AFTER: Nanos = Nanos::from_ms(2000);

/// The watch over how the phone lies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Placement {
    state: PlacementState,
    calm_since: Option<MonoTime>,
    force: f64,
    slow_deg: Option<[f64; 2]>,
}

impl Placement {
    pub(crate) fn state(&self) -> PlacementState {
        self.state
    }

    /// One reading with the up direction and its tilt and roll.
    pub(crate) fn step(&mut self, reading: &Reading, up: [f64; 3], deg: [f64; 2]) {
        let [_, _, z] = up;
        if z < LYING_COS {
            self.calm_since = None;
            self.slow_deg = None;
            self.state = if z < -LYING_COS { PlacementState::FaceDown } else { PlacementState::NotLying };
            return;
        }
        let force = norm(reading.acc);
        let share = (2.0 * reading.dt_s).clamp(0.0, 1.0);
        if self.force == 0.0 {
            self.force = force;
        }
        self.force += share * (force - self.force);
        let [tilt, roll] = deg;
        let [slow_tilt, slow_roll] = self.slow_deg.get_or_insert(deg);
        let behind2 = square(tilt - *slow_tilt) + square(roll - *slow_roll);
        *slow_tilt += share * (tilt - *slow_tilt);
        *slow_roll += share * (roll - *slow_roll);
        // A first-order follower of 0.5 s stays half a second's motion behind.
        if behind2 > square(0.5 * CALM_DPS) || (force - self.force).abs() > CALM_FORCE {
            self.calm_since = None;
        }
        let since = *self.calm_since.get_or_insert(reading.at);
        let ready = reading.at - since >= READY_AFTER;
        self.state = if ready { PlacementState::Ready } else { PlacementState::Settling };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::motion::tilt_roll_deg;

    fn after(samples: u32, acc: impl Fn(f64) -> [f64; 3]) -> PlacementState {
        let mut placement = Placement::default();
        for i in 0..samples {
            let t = 0.01 * f64::from(i);
            let acc = acc(t);
            let up = super::super::math::unit(acc).unwrap();
            let reading = Reading { at: MonoTime::from_s(t), dt_s: 0.01, acc, gyr: None };
            placement.step(&reading, up, tilt_roll_deg(up));
        }
        placement.state()
    }

    #[test]
    fn a_phone_that_lies_calm_is_ready_after_two_seconds_and_not_before() {
        let breathing = |t: f64| {
            let (s, c) = libm::sincos((10.0 + 3.0 * libm::sin(1.5 * t)).to_radians());
            [0.0, 9.8 * s, 9.8 * c]
        };
        assert_eq!(after(150, breathing), PlacementState::Settling);
        assert_eq!(after(400, breathing), PlacementState::Ready);
    }

    #[test]
    fn a_phone_in_the_hand_on_its_face_or_still_moving_is_not_ready() {
        assert_eq!(after(400, |_| [0.0, 9.8, 0.5]), PlacementState::NotLying);
        assert_eq!(after(400, |_| [0.0, 0.0, -9.8]), PlacementState::FaceDown);
        assert_eq!(after(400, |t| [0.0, 0.0, 9.8 + 2.0 * libm::sin(20.0 * t)]), PlacementState::Settling);
    }
}
