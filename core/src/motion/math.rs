//! Three-vectors and unit quaternions, no more of them than the signal chain needs.
//!
//! Vectors are `[x, y, z]`. A [`Quat`] turns phone axes into earth axes.

/// `x²`.
pub(crate) fn square(x: f64) -> f64 {
    x * x
}

/// Sine and cosine of `turns` whole turns, right to 1e-14: the nearest quarter is taken off exactly and Taylor's series
/// does the rest, in a third of the time that radians take.
pub(crate) fn sincos_turns(turns: f64) -> (f64, f64) {
    let quarter = (4.0 * turns).round();
    let x = std::f64::consts::TAU * (turns - 0.25 * quarter);
    let x2 = x * x;
    let s = x
        * (1.0
            - x2 / 6.0
                * (1.0 - x2 / 20.0 * (1.0 - x2 / 42.0 * (1.0 - x2 / 72.0 * (1.0 - x2 / 110.0 * (1.0 - x2 / 156.0))))));
    let c = 1.0
        - x2 / 2.0
            * (1.0
                - x2 / 12.0
                    * (1.0
                        - x2 / 30.0 * (1.0 - x2 / 56.0 * (1.0 - x2 / 90.0 * (1.0 - x2 / 132.0 * (1.0 - x2 / 182.0))))));
    match quarter.rem_euclid(4.0) {
        0.0 => (s, c),
        1.0 => (c, -s),
        2.0 => (-s, -c),
        _ => (-c, s),
    }
}

/// `a + b`.
pub(crate) fn add([ax, ay, az]: [f64; 3], [bx, by, bz]: [f64; 3]) -> [f64; 3] {
    [ax + bx, ay + by, az + bz]
}

/// `a − b`.
pub(crate) fn sub([ax, ay, az]: [f64; 3], [bx, by, bz]: [f64; 3]) -> [f64; 3] {
    [ax - bx, ay - by, az - bz]
}

/// `k · v`.
pub(crate) fn scale(v: [f64; 3], k: f64) -> [f64; 3] {
    v.map(|x| k * x)
}

/// Length of `v`.
pub(crate) fn norm([x, y, z]: [f64; 3]) -> f64 {
    (x * x + y * y + z * z).sqrt()
}

/// `v` at length one; none when it has no length.
pub(crate) fn unit(v: [f64; 3]) -> Option<[f64; 3]> {
    let n = norm(v);
    (n.is_finite() && n > 1e-9).then(|| scale(v, 1.0 / n))
}

/// Squared half angles below this are turned by a series that is right to the last digit, rad².
const SMALL_TURN: f64 = 0.01;
/// Products of unit quaternions miss length one by rounding only.
const NEARLY_ONE: f64 = 1e-8;

/// A rotation, scalar first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quat {
    pub(crate) w: f64,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) z: f64,
}

impl Quat {
    pub(crate) const IDENTITY: Self = Self { w: 1.0, x: 0.0, y: 0.0, z: 0.0 };

    /// The turn by the angular rate `omega` (rad/s) for `dt_s`.
    pub(crate) fn turn(omega: [f64; 3], dt_s: f64) -> Self {
        let half = 0.5 * dt_s;
        let [x, y, z] = omega;
        let square = (x * x + y * y + z * z) * half * half;
        // The series of cos √s and sin √s / √s; past its reach, a phone that is thrown, the functions themselves.
        let (c, k) = if square < SMALL_TURN {
            let c = 1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0 * (1.0 - square / 56.0)));
            (c, half * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0)))))
        } else {
            let (s, c) = libm::sincos(square.sqrt());
            (c, half * s / square.sqrt())
        };
        let [x, y, z] = scale(omega, k);
        Self { w: c, x, y, z }
    }

    /// First `then`, in its own axes, after `self`.
    pub(crate) fn mul(self, then: Self) -> Self {
        let (a, b) = (self, then);
        Self {
            w: a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
            x: a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
            y: a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
            z: a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
        }
    }

    pub(crate) fn normalized(self) -> Self {
        let square = self.w * self.w + self.x * self.x + self.y * self.y + self.z * self.z;
        let k = if (square - 1.0).abs() < NEARLY_ONE {
            // One step of Newton's: off by 3/8 of the square of what is missing, below the last digit.
            1.5 - 0.5 * square
        } else if square.is_finite() && square > 1e-24 {
            1.0 / square.sqrt()
        } else {
            return Self::IDENTITY;
        };
        Self { w: k * self.w, x: k * self.x, y: k * self.y, z: k * self.z }
    }

    /// A vector of the phone seen from the earth.
    pub(crate) fn rotate(self, [vx, vy, vz]: [f64; 3]) -> [f64; 3] {
        let Self { w, x, y, z } = self;
        [
            (1.0 - 2.0 * (y * y + z * z)) * vx + 2.0 * (x * y - w * z) * vy + 2.0 * (x * z + w * y) * vz,
            2.0 * (x * y + w * z) * vx + (1.0 - 2.0 * (x * x + z * z)) * vy + 2.0 * (y * z - w * x) * vz,
            2.0 * (x * z - w * y) * vx + 2.0 * (y * z + w * x) * vy + (1.0 - 2.0 * (x * x + y * y)) * vz,
        ]
    }

    /// The earth's up direction seen from the phone.
    pub(crate) fn up(self) -> [f64; 3] {
        let Self { w, x, y, z } = self;
        [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_have_the_sine_and_cosine_of_their_radians() {
        for i in -4000..4000 {
            let turns = f64::from(i) / 997.0;
            let (s, c) = sincos_turns(turns);
            let (s_ref, c_ref) = libm::sincos(std::f64::consts::TAU * turns);
            assert!((s - s_ref).abs() < 1e-13 && (c - c_ref).abs() < 1e-13, "{turns}");
        }
    }

    #[test]
    fn a_turn_by_series_is_the_turn_by_functions() {
        for rate in [1e-9, 0.3, 5.0, 19.9, 20.1, 35.0] {
            let q = Quat::turn([0.6 * rate, 0.0, -0.8 * rate], 0.01);
            let (s, c) = libm::sincos(0.005 * rate);
            let want = Quat { w: c, x: 0.6 * s, y: 0.0, z: -0.8 * s };
            let off = (q.w - want.w).abs() + (q.x - want.x).abs() + (q.z - want.z).abs();
            assert!(off < 1e-15, "{rate} rad/s: {off:e}");
        }
    }
}
