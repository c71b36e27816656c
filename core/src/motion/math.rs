//! Three-vectors and unit quaternions, no more of them than the signal chain needs.
//!
//! Vectors are `[x, y, z]`. A [`Quat`] turns phone axes into earth axes.

/// `x²`.
pub(crate) fn square(x: f64) -> f64 {
    x * x
}

/// `c₀ + c₁x + c₂x² + …` of an odd number of terms, by pairs: one need not wait for the one before it.
pub(crate) fn series<const N: usize>(c: [f64; N], x: f64) -> f64 {
    let (pairs, last) = c.as_chunks::<2>();
    let highest = last.first().copied().unwrap_or(0.0);
    pairs.iter().rev().fold(highest, |sum, [a, b]| sum * (x * x) + (a + b * x))
}

/// One over `n` times its forerunners: the coefficients of Taylor's series, so that nothing is divided by them.
const fn factors<const N: usize>(first: u32) -> [f64; N] {
    let mut all = [1.0; N];
    let (mut i, mut n, mut product) = (0, first as f64, 1.0);
    #[expect(clippy::indexing_slicing, reason = "no iterator runs in a constant")]
    while i < N {
        all[i] = product;
        product /= -n * (n + 1.0);
        n += 2.0;
        i += 1;
    }
    all
}

/// Of the cosine in the square of the angle, and of the sine divided by the angle.
const COS: [f64; 7] = factors(1);
const SIN: [f64; 7] = factors(2);

/// Sine and cosine of `turns` whole turns, right to 1e-12: the nearest quarter is taken off exactly and Taylor's series
/// does the rest, in a third of the time that radians take.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and no breath counts so far")]
pub(crate) fn sincos_turns(turns: f64) -> (f64, f64) {
    let quarter = (4.0 * turns + 0.5_f64.copysign(turns)) as i64;
    let x = std::f64::consts::TAU * (turns - 0.25 * quarter as f64);
    let (s, c) = (x * series(SIN, x * x), series(COS, x * x));
    match quarter & 3 {
        0 => (s, c),
        1 => (c, -s),
        2 => (-s, -c),
        _ => (-c, s),
    }
}

/// Arc sine and arc tangent divided by their argument, in its square, fitted up to an argument of ½: right to 1e-12 rad.
const ASIN: [f64; 9] = [
    1.000_000_000_000_825,
    0.166_666_666_132_787_05,
    0.075_000_056_558_218_83,
    0.044_640_564_692_200_37,
    0.030_428_119_019_079_43,
    0.021_855_742_599_843_48,
    0.020_681_327_171_691_67,
    0.001_915_611_343_110_512_7,
    0.032_957_594_700_848_81,
];
const ATAN: [f64; 9] = [
    0.999_999_999_999_399_7,
    -0.333_333_332_943_776_6,
    0.199_999_958_155_298_28,
    -0.142_855_401_247_844_7,
    0.111_074_493_378_694_2,
    -0.090_471_148_529_833_32,
    0.073_780_283_726_119_17,
    -0.052_965_971_324_747_49,
    0.023_298_796_324_010_433,
];

/// Arc sine, rad; of a belly's slopes by the fit, beyond by the library.
pub(crate) fn asin(x: f64) -> f64 {
    if x.abs() <= 0.5 { x * series(ASIN, x * x) } else { libm::asin(x.clamp(-1.0, 1.0)) }
}

/// The angle of `[x, y]`, rad; of a belly's slopes by the fit, beyond by the library.
pub(crate) fn atan2(y: f64, x: f64) -> f64 {
    let tan = y / x;
    if x > 0.0 && tan.abs() <= 0.5 { tan * series(ATAN, tan * tan) } else { libm::atan2(y, x) }
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

/// `u × v`.
#[cfg(test)]
pub(crate) fn cross([a, b, c]: [f64; 3], [x, y, z]: [f64; 3]) -> [f64; 3] {
    [b * z - c * y, c * x - a * z, a * y - b * x]
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
            let ([c0, c1, c2, c3, c4, ..], [s0, s1, s2, s3, s4, ..]) = (COS, SIN);
            (series([c0, c1, c2, c3, c4], square), half * series([s0, s1, s2, s3, s4], square))
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

    /// What brings a product of turns back to length one, as far as rounding took it off: one step of Newton's.
    pub(crate) fn mend(self) -> f64 {
        1.5 - 0.5 * (self.w * self.w + self.x * self.x + self.y * self.y + self.z * self.z)
    }

    /// Every part `k` times as large.
    pub(crate) fn scaled(self, k: f64) -> Self {
        Self { w: k * self.w, x: k * self.x, y: k * self.y, z: k * self.z }
    }

    /// The same turn as a matrix, row by row: it turns phone axes into the earth's, and back.
    pub(crate) fn matrix(self) -> [[f64; 3]; 3] {
        let Self { w, x, y, z } = self;
        let (x2, y2, z2) = (x + x, y + y, z + z);
        let (wx, wy, wz) = (w * x2, w * y2, w * z2);
        let (xx, xy, xz) = (x * x2, x * y2, x * z2);
        let (yy, yz, zz) = (y * y2, y * z2, z * z2);
        [[1.0 - (yy + zz), xy - wz, xz + wy], [xy + wz, 1.0 - (xx + zz), yz - wx], [xz - wy, yz + wx, 1.0 - (xx + yy)]]
    }
}

/// `m · v`.
pub(crate) fn turned([p, q, r]: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    [dot(p, v), dot(q, v), dot(r, v)]
}

/// `v · m`: the turn undone.
pub(crate) fn turned_back([[a, b, c], [d, e, f], [g, h, i]]: [[f64; 3]; 3], v: [f64; 3]) -> [f64; 3] {
    [dot([a, d, g], v), dot([b, e, h], v), dot([c, f, i], v)]
}

/// `u · v`.
pub(crate) fn dot([a, b, c]: [f64; 3], [x, y, z]: [f64; 3]) -> f64 {
    a * x + b * y + c * z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_by_the_fit_are_those_of_the_library() {
        for i in -3000..=3000 {
            let x = f64::from(i) / 3000.0;
            assert!((asin(x) - libm::asin(x)).abs() < 1e-12, "{x}");
            for side in [-1.0, 0.3, 1.0, 4.0] {
                assert!((atan2(x, side) - libm::atan2(x, side)).abs() < 1e-12, "{x} {side}");
            }
        }
    }

    #[test]
    fn turns_have_the_sine_and_cosine_of_their_radians() {
        for i in -4000..4000 {
            let turns = f64::from(i) / 997.0;
            let (s, c) = sincos_turns(turns);
            let (s_ref, c_ref) = libm::sincos(std::f64::consts::TAU * turns);
            assert!((s - s_ref).abs() < 1e-12 && (c - c_ref).abs() < 1e-12, "{turns}");
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
