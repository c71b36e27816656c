//! Three-vectors and unit quaternions, no more of them than the signal chain needs.
//!
//! Vectors are `[x, y, z]`. A [`Quat`] turns phone axes into earth axes.

/// `x²`.
pub(crate) fn square(x: f64) -> f64 {
    x * x
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
        let rate = norm(omega);
        let (s, c) = libm::sincos(0.5 * rate * dt_s);
        // Below this rate sin(x)/x is 1 to the last digit and the division would be 0/0.
        let k = if rate > 1e-12 { s / rate } else { 0.5 * dt_s };
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
        let n = (self.w * self.w + self.x * self.x + self.y * self.y + self.z * self.z).sqrt();
        if !(n.is_finite() && n > 1e-12) {
            return Self::IDENTITY;
        }
        Self { w: self.w / n, x: self.x / n, y: self.y / n, z: self.z / n }
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
