//! A body out of tapered limbs.
//!
//! In: points and radii in pixels. Out: SVG paths that all run the same way round, so that several in one path are one
//! body.

use super::figure::num;

/// A point of the picture, pixels.
pub(super) type Px = [f64; 2];

/// The limb from `a`, round with radius `ra`, to `b`, round with radius `rb`.
pub(super) fn limb([ax, ay]: Px, ra: f64, [bx, by]: Px, rb: f64) -> String {
    let length = libm::hypot(bx - ax, by - ay);
    if length <= (ra - rb).abs() + 1e-6 {
        return if ra > rb { ball([ax, ay], ra) } else { ball([bx, by], rb) };
    }
    let toward = libm::atan2(by - ay, bx - ax);
    // Where the two tangents touch, seen from either middle.
    let side = libm::acos((ra - rb) / length);
    let at = |x: f64, y: f64, r: f64, angle: f64| {
        let (sin, cos) = libm::sincos(angle);
        format!("{} {}", num(x + r * cos), num(y + r * sin))
    };
    let large = |is: bool| u8::from(is);
    let right = std::f64::consts::FRAC_PI_2;
    format!(
        "M{}L{}A{} {} 0 {} 0 {}L{}A{} {} 0 {} 0 {}Z",
        at(ax, ay, ra, toward + side),
        at(bx, by, rb, toward + side),
        num(rb),
        num(rb),
        large(side > right),
        at(bx, by, rb, toward - side),
        at(ax, ay, ra, toward - side),
        num(ra),
        num(ra),
        large(side < right),
        at(ax, ay, ra, toward + side),
    )
}

/// A ball.
pub(super) fn ball([x, y]: Px, r: f64) -> String {
    let (left, right, y, r) = (num(x - r), num(x + r), num(y), num(r));
    format!("M{left} {y}A{r} {r} 0 0 0 {right} {y}A{r} {r} 0 0 0 {left} {y}Z")
}

/// From `a` towards `b`, one long; any direction where they are one.
pub(super) fn unit([ax, ay]: Px, [bx, by]: Px) -> Px {
    let by_px = libm::hypot(bx - ax, by - ay);
    if by_px > 0.0 { [(bx - ax) / by_px, (by - ay) / by_px] } else { [1.0, 0.0] }
}

/// `from`, moved by `px` along `direction`.
pub(super) fn moved([x, y]: Px, [dx, dy]: Px, px: f64) -> Px {
    [x + px * dx, y + px * dy]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of a path, in order.
    fn numbers(path: &str) -> Vec<f64> {
        let parts = path.split(|c: char| !(c.is_ascii_digit() || ".-".contains(c)));
        parts.filter(|p| !p.is_empty()).map(|p| p.parse().unwrap()).collect()
    }

    #[test]
    fn a_limb_begins_beside_its_start_and_is_closed_there() {
        let path = limb([10.0, 20.0], 4.0, [40.0, 20.0], 4.0);
        let all = numbers(&path);
        assert_eq!((all[0], all[1]), (10.0, 24.0), "{path}");
        assert_eq!(&all[all.len() - 2..], [10.0, 24.0], "{path}");
    }

    #[test]
    fn a_limb_that_is_shorter_than_it_tapers_is_a_ball() {
        assert_eq!(limb([0.0, 0.0], 9.0, [1.0, 0.0], 2.0), ball([0.0, 0.0], 9.0));
        assert_eq!(limb([0.0, 0.0], 3.0, [0.0, 0.0], 3.0), ball([0.0, 0.0], 3.0));
    }
}
