//! Tilt and roll between two ticks: the gyroscope alone, for some hundredths of a second.
//!
//! In: up at the last tick, and angular rates since. Out: by how much tilt and roll changed, degrees. First order: the
//! next tick starts from the filter again, so that nothing adds up.

use super::math::dot;

/// What tilt and roll make of an angular rate, degrees a radian, at one way of lying.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Turning {
    tilt: [f64; 3],
    roll: [f64; 3],
}

impl Turning {
    /// Of a phone that sees `up`, unit vector: from d up = up × rate, tilt = asin(uy) and roll = atan2(−ux, uz).
    pub(crate) fn of(up: [f64; 3]) -> Self {
        let [x, y, z] = up;
        let across2 = x * x + z * z;
        // The screen looks sideways to head or feet: roll means nothing there.
        if across2 < 1e-6 {
            return Self::default();
        }
        let k = 1.0 / across2.sqrt();
        let of = |row: [f64; 3]| row.map(f64::to_degrees);
        Self { tilt: of([k * z, 0.0, -k * x]), roll: of([-x * y * k * k, 1.0, -y * z * k * k]) }
    }

    /// Tilt and roll by the angular rate `rate`, rad/s, for `dt_s`, degrees.
    pub(crate) fn turned_deg(&self, rate: [f64; 3], dt_s: f64) -> [f64; 2] {
        [dt_s * dot(self.tilt, rate), dt_s * dot(self.roll, rate)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::motion::math::{add, cross, scale, unit};
    use crate::motion::tilt_roll_deg;

    #[test]
    fn a_small_turn_changes_tilt_and_roll_as_the_new_up_has_them() {
        for up in [[0.0, 0.0, 1.0], [0.2, -0.3, 0.9], [-0.4, 0.5, 0.7], [0.1, 0.2, -0.9]] {
            let up = unit(up).unwrap();
            for rate in [[0.1, 0.0, 0.0], [0.0, 0.1, 0.0], [0.0, 0.0, 0.1], [0.1, -0.2, 0.3]] {
                let after = unit(add(up, scale(cross(up, rate), 0.01))).unwrap();
                let ([a, b], [c, d]) = (tilt_roll_deg(up), tilt_roll_deg(after));
                let [tilt, roll] = Turning::of(up).turned_deg(rate, 0.01);
                assert!((c - a - tilt).abs() < 1e-3 && (d - b - roll).abs() < 1e-3, "{up:?} {rate:?}");
            }
        }
    }
}
