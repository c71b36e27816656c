//! Which way the phone lies, read from the breath of the reference (FIELD F3, F4, F30).
//!
//! In: the samples of the hold's breaths with their keys, the level they turn about, and the way that was chosen. Out:
//! [`Lies`] and the angle between the breath's axis and the one it should have, with its uncertainty; nothing where the
//! breath is too shallow or too mixed to tell.
//!
//! Breathing turns the belly about the body's own left–right axis: out lowers the head edge. The phone sees that turn
//! about whatever axis of its own lies there. It is a guess about the person as much as about the phone: a mismatch is
//! told, and no number is turned by it.

use super::record::{Estimate, Laid, Lies};
use super::template::{Keyed, Template};
use std::f64::consts::TAU;

/// A breath smaller than this has no axis to be found, degrees peak to peak.
const VISIBLE_DEG: f64 = 0.4;
/// A breath whose path is rounder than this, width by length, has none either.
const MOST_ROUND: f64 = 0.5;
/// Out and in are told apart when at least this share of the breath's first harmonic goes with the cue: 72° off it.
const LEAST_IN_STEP: f64 = 0.3;
/// Breaths whose axes leave their mean this uncertain tell nothing, degrees: on real phones whose axis was found it was
/// 5 at most, and 14 on the one, breathing shallowly, that would have been called crosswise (development recordings).
const MOST_SPREAD_DEG: f64 = 8.0;
/// By so much people's breath itself leaves the tilt axis, degrees, one standard deviation: 1–3 % of its variance on
/// the other axis (FIELD F4) is 6–10°.
const BODY_DEG: f64 = 7.0;
/// The way that was chosen is kept to within this (FIELD F4) ...
const ASKEW_DEG: f64 = 20.0;
/// ... and another one is named when it is this near.
const NEAR_DEG: f64 = 30.0;
/// Keys at which the path is looked at.
const KEYS: u32 = 64;
/// 95 % of a normal distribution lies within so many standard deviations.
const Z95: f64 = 1.96;

/// How the phone seems to lie, and its turn against `laid`, degrees, anticlockwise as seen from above, from −180 to
/// 180. `breaths` are keyed for a person of the usual delay; `zero_deg` is their level.
pub(crate) fn lies(breaths: &[Vec<Keyed>], zero_deg: [f64; 2], laid: Laid) -> (Lies, Option<Estimate>) {
    let Some(askew_deg) = askew(breaths, zero_deg) else { return (Lies::Unknown, None) };
    let ways = [
        (Lies::Upright, Laid::Upright.turn_deg()),
        (Lies::CrosswiseLeft, Laid::CrosswiseLeft.turn_deg()),
        (Lies::CrosswiseRight, Laid::CrosswiseRight.turn_deg()),
        (Lies::WrongWayRound, 180.0),
    ];
    let near = |way_deg: f64| {
        let from_chosen_deg = wrapped(way_deg - laid.turn_deg());
        let most_deg = if from_chosen_deg.abs() < 1.0 { ASKEW_DEG } else { NEAR_DEG };
        wrapped(askew_deg.value - from_chosen_deg).abs() <= most_deg
    };
    let lies = ways.into_iter().find(|(_, deg)| near(*deg)).map_or(Lies::Askew, |(lies, _)| lies);
    (lies, Some(askew_deg))
}

fn askew(breaths: &[Vec<Keyed>], zero_deg: [f64; 2]) -> Option<Estimate> {
    let template = Template::fit(breaths);
    if template.depth_deg() < VISIBLE_DEG {
        return None;
    }
    let turn = turn(zero_deg);
    let path = |key: f64| turn(template.at(key));
    let keys = || (0..KEYS).map(|i| f64::from(i) / f64::from(KEYS));
    let (xx, xy, yy) = keys().map(path).fold((0.0, 0.0, 0.0), |(a, b, c), [x, y]| (a + x * x, b + x * y, c + y * y));
    let (middle, reach) = (0.5 * (xx + yy), libm::hypot(0.5 * (xx - yy), xy));
    let round = ((middle - reach).max(0.0) / (middle + reach)).sqrt();
    let (sin, cos) = libm::sincos(0.5 * libm::atan2(2.0 * xy, xx - yy));
    // Breathing in ends, and the head edge is highest, at key 0.
    let first = keys().fold([0.0; 2], |[c, s], key| {
        let along = dot(path(key), [cos, sin]);
        let (sk, ck) = libm::sincos(TAU * key);
        [c + ck * along, s + sk * along]
    });
    let in_step = first[0] / libm::hypot(first[0], first[1]);
    if round > MOST_ROUND || in_step.abs() < LEAST_IN_STEP {
        return None;
    }
    let axis = if in_step > 0.0 { [cos, sin] } else { [-cos, -sin] };
    let spread_deg = spread_deg(breaths, &turn, axis, |key| dot(path(key), axis))?;
    let sd_deg = libm::hypot(BODY_DEG, spread_deg);
    let value = libm::atan2(-axis[1], axis[0]).to_degrees();
    (spread_deg <= MOST_SPREAD_DEG).then_some(Estimate { value, ci95: [value - Z95 * sd_deg, value + Z95 * sd_deg] })
}

/// How uncertain the mean axis is by what single breaths' axes differ, degrees.
fn spread_deg(
    breaths: &[Vec<Keyed>],
    turn: impl Fn([f64; 2]) -> [f64; 2],
    axis: [f64; 2],
    along: impl Fn(f64) -> f64,
) -> Option<f64> {
    let across = [-axis[1], axis[0]];
    let off_deg = |breath: &Vec<Keyed>| {
        let n = breath.len() as f64;
        let level = breath.iter().fold([0.0; 2], |[a, b], s| [a + s.deg[0] / n, b + s.deg[1] / n]);
        let sum = breath.iter().fold([0.0; 2], |[a, b], s| {
            let here = turn([s.deg[0] - level[0], s.deg[1] - level[1]]);
            let k = along(s.key.at);
            [a + k * dot(here, axis), b + k * dot(here, across)]
        });
        libm::atan2(sum[1], sum[0]).to_degrees()
    };
    let all: Vec<f64> = breaths.iter().filter(|b| !b.is_empty()).map(off_deg).collect();
    let n = all.len() as f64;
    if n < 2.0 {
        return None;
    }
    let mean = all.iter().sum::<f64>() / n;
    let variance = all.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (n - 1.0);
    Some((variance / n).sqrt())
}

/// The turn about the phone's own x and y that changes tilt and roll by what is asked when they are `zero_deg`: on a
/// sloping belly roll turns about a vertical that the phone does not share. From up = (−cos τ sin ρ, sin τ, cos τ cos ρ).
fn turn(zero_deg: [f64; 2]) -> impl Fn([f64; 2]) -> [f64; 2] {
    let [(sin_tilt, cos_tilt), (sin_roll, cos_roll)] = zero_deg.map(|d| libm::sincos(d.to_radians()));
    let (across, own) = (sin_tilt * cos_tilt * sin_roll, cos_tilt * cos_tilt);
    move |[tilt, roll]| [cos_roll * tilt + across * roll, own * roll]
}

fn dot([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    a * c + b * d
}

/// The same angle from −180 to 180.
fn wrapped(deg: f64) -> f64 {
    deg - 360.0 * (deg / 360.0).round()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::motion::key::Key;
    use crate::motion::tilt_roll_deg;

    /// Five breaths of `depth_deg` on a belly of this slope under a phone turned by `skew_deg`; `late` as a key.
    fn breaths(depth_deg: f64, slope_deg: [f64; 2], skew_deg: f64, late: f64) -> (Vec<Vec<Keyed>>, [f64; 2]) {
        let (skew_sin, skew_cos) = libm::sincos(skew_deg.to_radians());
        let seen = |breath_deg: f64| {
            let (sin, cos) = libm::sincos((slope_deg[0] + breath_deg).to_radians());
            let (roll_sin, roll_cos) = libm::sincos(slope_deg[1].to_radians());
            let [x, y, z] = [-cos * roll_sin, sin, cos * roll_cos];
            tilt_roll_deg([skew_cos * x + skew_sin * y, skew_cos * y - skew_sin * x, z])
        };
        let breath = |size: f64| {
            let keys = (0..200).map(|i| f64::from(i) / 200.0);
            keys.map(|key| Keyed {
                key: Key { at: key, per_s: 0.1 },
                deg: seen(0.5 * size * libm::cos(TAU * (key - late))),
            })
            .collect()
        };
        ([0.8, 1.1, 1.0, 0.9, 1.2].map(|size| breath(size * depth_deg)).to_vec(), seen(0.0))
    }

    #[test]
    fn the_angle_is_found_whatever_the_slope_the_depth_and_the_delay() {
        for (slope_deg, limit_deg) in [([0.0, 0.0], 0.5), ([20.0, -10.0], 2.0), ([30.0, 0.0], 1.0)] {
            for skew_deg in [-170.0, -90.0, -45.0, -10.0, 0.0, 15.0, 30.0, 90.0, 120.0] {
                for (depth_deg, late) in [(1.0, 0.0), (6.0, 0.1), (3.0, -0.05)] {
                    let (breaths, zero_deg) = breaths(depth_deg, slope_deg, skew_deg, late);
                    let (_, askew) = lies(&breaths, zero_deg, Laid::Upright);
                    let askew = askew.unwrap();
                    assert!(wrapped(askew.value - skew_deg).abs() < limit_deg, "{slope_deg:?} {skew_deg}: {askew:?}");
                    assert!(askew.ci95[1] - askew.ci95[0] > 25.0, "people differ: {askew:?}");
                }
            }
        }
    }

    #[test]
    fn each_way_is_named_and_what_lies_as_chosen_is_not_called_askew() {
        let told = |skew_deg: f64, laid: Laid| {
            let (breaths, zero_deg) = breaths(3.0, [8.0, -3.0], skew_deg, 0.03);
            lies(&breaths, zero_deg, laid).0
        };
        let upright = [(0.0, Lies::Upright), (17.0, Lies::Upright), (-17.0, Lies::Upright), (25.0, Lies::Askew)];
        let turned = [(75.0, Lies::CrosswiseRight), (-100.0, Lies::CrosswiseLeft), (165.0, Lies::WrongWayRound)];
        for (skew_deg, lies) in upright.into_iter().chain(turned) {
            assert_eq!(told(skew_deg, Laid::Upright), lies, "{skew_deg}");
        }
    }

    #[test]
    fn a_breath_that_is_shallow_round_or_out_of_step_tells_nothing() {
        let told = |breaths: &[Vec<Keyed>]| lies(breaths, [0.0; 2], Laid::Upright);
        let unknown = (Lies::Unknown, None);
        assert_eq!(told(&breaths(0.2, [0.0; 2], 90.0, 0.0).0), unknown);
        assert_eq!(told(&breaths(3.0, [0.0; 2], 0.0, 0.25).0), unknown);
        let round = |key: f64| [2.0 * libm::cos(TAU * key), 1.6 * libm::sin(TAU * key)];
        let keyed = |i: i32| f64::from(i) / 200.0;
        let breath: Vec<Keyed> =
            (0..200).map(keyed).map(|key| Keyed { key: Key { at: key, per_s: 0.1 }, deg: round(key) }).collect();
        assert_eq!(told(&[breath.clone(), breath]), unknown);
        assert_eq!(told(&[]), unknown);
    }

    #[test]
    fn breaths_that_each_go_their_own_way_tell_nothing() {
        let ways = [0.0, 80.0, -60.0, 40.0, -85.0];
        let mixed: Vec<_> = ways.iter().flat_map(|s| breaths(3.0, [0.0; 2], *s, 0.0).0.into_iter().take(1)).collect();
        assert_eq!(lies(&mixed, [0.0; 2], Laid::Upright).0, Lies::Unknown);
    }
}
