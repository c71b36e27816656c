//! The postures of the exercises as data: what the line figure is drawn from.
//!
//! In: a block with its posture. Out: [`Keyframes`]: the pose at the start of the drop and at its end, and their
//! [`Joints`] as seen from one [`View`], head at the left. Lengths are in body heights, so that any face can scale them.

use super::{Arms, Block, Knee, Landmark, LegPose, Variant};
use crate::timeline::BlockKind;

/// A point of a view, body heights: x towards the feet from the shoulder, y up; from the side y is 0 on the floor, from
/// above it is where the middle of the body touches the floor.
pub type Point = [f64; 2];

/// A leg by its angles, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LegAngles {
    /// Thigh above the floor: 0 flat, 90 upright.
    pub thigh_deg: f64,
    /// Flexion of the knee: 0 straight.
    pub knee_deg: f64,
    /// Foot against the shank: 90 at a right angle, less when the toes point away.
    pub ankle_deg: f64,
    /// How far the knee has fallen out about the line from hip to ankle: 0 above it, 90 beside it.
    pub out_deg: f64,
}

/// A supine body by its angles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// The leg that moves.
    pub moving: LegAngles,
    /// The leg that does not.
    pub other: LegAngles,
    /// The arm of the moving leg's side and the other, above the floor, degrees: 0 beside the body, 90 upright, 170
    /// behind the head.
    pub arms_deg: [f64; 2],
}

/// Where one has to stand to see the movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// Beside the body, the moving leg nearer.
    Side,
    /// Beside the body and above it, the moving leg nearer: what goes sideways is seen.
    Above,
}

/// Where the phone lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneAt {
    /// Over the lower belly (FIELD F30).
    Belly,
    /// On the shin of the leg that moves (FIELD F32).
    Shin,
}

/// Start and end of the drop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyframes {
    /// Where the exhale begins.
    pub start: Pose,
    /// Where it ends; none for a hold.
    pub end: Option<Pose>,
    /// Whether something beside the body holds the other leg up.
    pub supported: bool,
    /// Where the heel is to stop, where that was chosen.
    pub landmark: Option<Landmark>,
    /// Where the phone lies.
    pub phone: PhoneAt,
    /// From where it is seen.
    pub view: View,
}

/// Joints of a leg.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LegJoints {
    /// Hip.
    pub hip: Point,
    /// Knee.
    pub knee: Point,
    /// Ankle.
    pub ankle: Point,
    /// Tip of the foot.
    pub toe: Point,
}

/// Joints of a pose.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joints {
    /// Middle of the head.
    pub head: Point,
    /// Shoulders, of the moving leg's side and the other.
    pub shoulders: [Point; 2],
    /// Hands, as the shoulders.
    pub hands: [Point; 2],
    /// The leg that moves.
    pub moving: LegJoints,
    /// The leg that does not.
    pub other: LegJoints,
    /// Head end and foot end of the phone.
    pub phone: [Point; 2],
}

/// Lengths in body heights (Drillis and Contini 1966, as in Winter, *Biomechanics and Motor Control*).
mod length {
    /// Shoulder to hip.
    pub(super) const TRUNK: f64 = 0.288;
    /// Hip to knee.
    pub(super) const THIGH: f64 = 0.245;
    /// Knee to ankle.
    pub(super) const SHANK: f64 = 0.246;
    /// Shoulder to the middle of the hand.
    pub(super) const ARM: f64 = 0.386;
    /// Shoulder to the middle of the head.
    pub(super) const HEAD: f64 = 0.134;
    /// Ankle to the tip of the foot, seen from the side.
    pub(super) const FOOT: f64 = 0.09;
    /// Joints of a lying trunk above the floor: half its thickness.
    pub(super) const LYING: f64 = 0.06;
    /// A phone of 15 cm against 1.7 m.
    pub(super) const PHONE: f64 = 0.088;
    /// The middle of the body to a shoulder.
    pub(super) const SHOULDER: f64 = 0.1;
    /// The middle of the body to a hip.
    pub(super) const HIP: f64 = 0.055;
    /// The middle of the shin's front to the shank's axis, with the phone's half thickness.
    pub(super) const SHIN: f64 = 0.036;
}

const fn leg(thigh_deg: f64, knee_deg: f64) -> LegAngles {
    LegAngles { thigh_deg, knee_deg, ankle_deg: 90.0, out_deg: 0.0 }
}

/// Hips and knees at right angles (FIELD F24).
const TABLETOP: LegAngles = leg(90.0, 90.0);
/// The highest position at which most pelvises are still at zero: short of upright (FIELD F26).
const RAISED: LegAngles = leg(72.0, 4.0);
/// The other leg held up: a little behind the moving one, so that both can be seen.
const HELD_UP: LegAngles = leg(84.0, 6.0);
/// Knee bent, foot on the floor.
const FOOT_DOWN: LegAngles = LegAngles { ankle_deg: 60.0, ..leg(55.0, 115.0) };
/// The same, the knee fallen out to the side.
const FALLEN_OUT: LegAngles = LegAngles { out_deg: 70.0, ..FOOT_DOWN };
/// Flat on the floor.
const FLAT: LegAngles = leg(-1.0, 2.0);
/// Arms straight up: side by side, the far one is seen beside the near one.
const ARMS_UP: [f64; 2] = [90.0, 95.0];
const ARMS_DOWN: [f64; 2] = [-5.0, -5.0];
/// The arm opposite the moving leg reaches behind the head.
const ARM_BEHIND: [f64; 2] = [90.0, 168.0];

/// The lowered leg at its landmark, the heel as high as [`Landmark`] says; just above the floor where none was chosen.
fn lowered(variant: Variant, landmark: Option<Landmark>) -> LegAngles {
    match (variant, landmark) {
        (Variant::KneeBreak, Some(Landmark::Knee)) => leg(60.0, 58.0),
        (Variant::KneeBreak, Some(Landmark::Shin)) => leg(50.0, 71.0),
        (Variant::KneeBreak, Some(Landmark::Box)) => leg(46.0, 70.0),
        (Variant::KneeBreak, Some(Landmark::Floor) | None) => leg(40.0, 73.0),
        (Variant::StraightLeg, Some(Landmark::Knee)) => leg(27.0, 3.0),
        (Variant::StraightLeg, Some(Landmark::Shin)) => leg(12.5, 3.0),
        (Variant::StraightLeg, Some(Landmark::Box)) => leg(9.0, 3.0),
        (Variant::StraightLeg, Some(Landmark::Floor) | None) => leg(4.0, 3.0),
    }
}

/// How high above the floor the heel is at `landmark`, body heights; of a box, how high that is.
pub fn heel_height(landmark: Landmark) -> f64 {
    match landmark {
        Landmark::Knee => 0.26,
        Landmark::Shin => 0.13,
        Landmark::Box => 0.1,
        Landmark::Floor => 0.03,
    }
}

/// How `block` looks; none where nothing is done.
pub fn keyframes(block: &Block) -> Option<Keyframes> {
    if matches!(block.exercise, BlockKind::Setup | BlockKind::Settle) {
        return None;
    }
    let posture = block.posture();
    let both_move = block.exercise == BlockKind::DoubleLegLower;
    let moving = standing(posture.start);
    let other = if posture.other == LegPose::Raised && !both_move { HELD_UP } else { standing(posture.other) };
    let arms_deg = if posture.arms == Arms::Beside { ARMS_DOWN } else { ARMS_UP };
    let still = Keyframes {
        start: Pose { moving, other, arms_deg },
        end: None,
        supported: posture.other == LegPose::Supported,
        landmark: block.landmark,
        phone: PhoneAt::Belly,
        view: if posture.end == LegPose::FallenOut { View::Above } else { View::Side },
    };
    if posture.start == posture.end {
        return Some(still);
    }
    let moving = match (posture.end, posture.knee_drop, posture.start) {
        (LegPose::Flat, Knee::Breaks, _) => lowered(Variant::KneeBreak, block.landmark),
        // A heel slides along the floor; any other leg stops above it.
        (LegPose::Flat, _, LegPose::Bent) => FLAT,
        (LegPose::Flat, _, _) => lowered(Variant::StraightLeg, block.landmark),
        (pose, _, _) => standing(pose),
    };
    let other = if both_move { moving } else { other };
    let arms_deg = if posture.arms == Arms::Reaching { ARM_BEHIND } else { arms_deg };
    Some(Keyframes { end: Some(Pose { moving, other, arms_deg }), ..still })
}

/// The leg-raise check (FIELD F32): one straight leg rises, the other stays flat, the phone on the shin that rises.
pub fn raise_check() -> Keyframes {
    let start = Pose { moving: FLAT, other: FLAT, arms_deg: ARMS_DOWN };
    Keyframes {
        start,
        end: Some(Pose { moving: leg(68.0, 0.0), ..start }),
        supported: false,
        landmark: None,
        phone: PhoneAt::Shin,
        view: View::Side,
    }
}

/// The angles of a leg that is not on its way.
fn standing(pose: LegPose) -> LegAngles {
    match pose {
        LegPose::Raised => RAISED,
        LegPose::Tabletop => TABLETOP,
        LegPose::Supported => HELD_UP,
        LegPose::Bent => FOOT_DOWN,
        LegPose::Flat => FLAT,
        LegPose::FallenOut => FALLEN_OUT,
    }
}

/// A point in space: towards the feet, up, towards the moving leg's side.
type Spot = [f64; 3];

impl View {
    fn of(self, [x, y, z]: Spot) -> Point {
        match self {
            Self::Side => [x, y],
            // The eye stands at 45° above the floor.
            Self::Above => [x, std::f64::consts::FRAC_1_SQRT_2 * (y - z)],
        }
    }
}

impl Keyframes {
    /// Where the joints of `pose`, one of these, are seen.
    pub fn joints(&self, pose: &Pose) -> Joints {
        use length::{HEAD, HIP, LYING, PHONE, SHIN, SHOULDER, TRUNK};
        let seen = |spot| self.view.of(spot);
        let moving = leg_in_space(pose.moving, HIP);
        let other = leg_in_space(pose.other, -HIP);
        let joints = |[hip, knee, ankle, toe]: [Spot; 4]| LegJoints {
            hip: seen(hip),
            knee: seen(knee),
            ankle: seen(ankle),
            toe: seen(toe),
        };
        let [near_deg, far_deg] = pose.arms_deg;
        let arms = [(SHOULDER, near_deg), (-SHOULDER, far_deg)];
        let phone = match self.phone {
            PhoneAt::Belly => [TRUNK - 0.01 - PHONE, TRUNK - 0.01].map(|x| [x, 2.0 * LYING, 0.0]),
            PhoneAt::Shin => {
                let [_, knee, ankle, _] = moving;
                let along = unit(knee, ankle);
                let [dx, dy, _] = along;
                let front = [-dy, dx, 0.0];
                let top = plus(plus(knee, along, 0.36 * length::SHANK), front, SHIN);
                [top, plus(top, along, PHONE)]
            }
        };
        Joints {
            head: seen([-HEAD, LYING + 0.01, 0.0]),
            shoulders: arms.map(|(z, _)| seen([0.0, LYING, z])),
            // A hand lies a little beside the body, not on it.
            hands: arms.map(|(z, deg)| seen(along([0.0, LYING, 1.4 * z], deg, length::ARM))),
            moving: joints(moving),
            other: joints(other),
            phone: phone.map(seen),
        }
    }
}

/// Hip, knee, ankle and tip of the foot of a leg whose hip is `z` beside the middle of the body.
fn leg_in_space(angles: LegAngles, z: f64) -> [Spot; 4] {
    let shank_deg = angles.thigh_deg - angles.knee_deg;
    let hip = [length::TRUNK, length::LYING, z];
    let knee = along(hip, angles.thigh_deg, length::THIGH);
    let ankle = along(knee, shank_deg, length::SHANK);
    let toe = along(ankle, shank_deg + angles.ankle_deg, length::FOOT);
    // Hip and foot stay where they are; the knee turns about the line between them.
    let axis = unit(hip, ankle);
    let ([hx, hy, _], [kx, ky, _], [dx, dy, _]) = (hip, knee, axis);
    let [mx, my, _] = plus(hip, axis, (kx - hx) * dx + (ky - hy) * dy);
    let (rx, ry) = (kx - mx, ky - my);
    let (sin, cos) = libm::sincos(angles.out_deg.to_radians());
    let knee = [mx + cos * rx, my + cos * ry, z + z.signum() * sin * libm::hypot(rx, ry)];
    [hip, knee, ankle, toe]
}

fn along([x, y, z]: Spot, deg: f64, by: f64) -> Spot {
    let (sin, cos) = libm::sincos(deg.to_radians());
    [x + by * cos, y + by * sin, z]
}

fn plus([x, y, z]: Spot, [dx, dy, dz]: Spot, by: f64) -> Spot {
    [x + by * dx, y + by * dy, z + by * dz]
}

/// From `a` towards `b`, one long.
fn unit([ax, ay, az]: Spot, [bx, by, bz]: Spot) -> Spot {
    let [dx, dy, dz] = [bx - ax, by - ay, bz - az];
    let length = libm::hypot(libm::hypot(dx, dy), dz).max(1e-9);
    [dx / length, dy / length, dz / length]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::{OtherLeg, SidePlan};

    fn frames(exercise: BlockKind, variant: Variant, other: OtherLeg, landmark: Option<Landmark>) -> Keyframes {
        let block = Block {
            exercise,
            reps: 5,
            sets: 1,
            sides: SidePlan::OneAfterTheOther,
            variant: Some(variant),
            other_leg: Some(other),
            landmark,
            setup_s: 0.0,
            rest_s: 0.0,
            rest_before_s: 0.0,
            settling: 0,
        };
        keyframes(&block).unwrap()
    }

    fn every_pose() -> Vec<(BlockKind, Keyframes, Pose)> {
        use BlockKind::{BentKneeFallOut, Deadbug, DoubleLegLower, HeelSlide, LegLower, MovingDeadbug, SupportedLower};
        let mut all = Vec::new();
        for exercise in [BentKneeFallOut, Deadbug, LegLower, SupportedLower, DoubleLegLower, HeelSlide, MovingDeadbug] {
            for variant in [Variant::KneeBreak, Variant::StraightLeg] {
                for other in [OtherLeg::Up, OtherLeg::Supported, OtherLeg::Bent, OtherLeg::Flat] {
                    let drop = frames(exercise, variant, other, None);
                    all.push((exercise, drop, drop.start));
                    all.extend(drop.end.map(|end| (exercise, drop, end)));
                }
            }
        }
        all
    }

    fn apart(a: Spot, b: Spot) -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }

    #[test]
    fn no_limb_grows_or_shrinks_between_keyframes() {
        for (exercise, _, pose) in every_pose() {
            for (leg, z) in [(pose.moving, 0.055), (pose.other, -0.055)] {
                let [hip, knee, ankle, toe] = leg_in_space(leg, z);
                assert!((apart(hip, knee) - 0.245).abs() < 1e-9, "{exercise:?}");
                assert!((apart(knee, ankle) - 0.246).abs() < 1e-9, "{exercise:?}");
                assert!((apart(ankle, toe) - 0.09).abs() < 1e-9, "{exercise:?}");
            }
        }
    }

    #[test]
    fn no_knee_bends_backwards_and_nothing_goes_through_the_floor() {
        for (exercise, frames, pose) in every_pose() {
            for leg in [pose.moving, pose.other] {
                assert!((0.0..=140.0).contains(&leg.knee_deg), "{exercise:?} {leg:?}");
                assert!((-2.0..=125.0).contains(&leg.thigh_deg), "{exercise:?} {leg:?}");
            }
            let j = Keyframes { view: View::Side, ..frames }.joints(&pose);
            let points = [j.moving.knee, j.moving.ankle, j.moving.toe, j.other.knee, j.other.ankle, j.other.toe];
            for [_, y] in points.into_iter().chain(j.hands) {
                assert!(y > 0.0, "{exercise:?} {pose:?}");
            }
        }
    }

    #[test]
    fn a_lower_ends_lower_than_it_began_and_the_other_leg_stays() {
        for variant in [Variant::KneeBreak, Variant::StraightLeg] {
            let drop = frames(BlockKind::LegLower, variant, OtherLeg::Bent, None);
            let (start, end) = (drop.start, drop.end.unwrap());
            assert!(drop.joints(&end).moving.ankle[1] < drop.joints(&start).moving.ankle[1] - 0.3);
            assert_eq!(start.other, end.other);
        }
        let end = |variant| frames(BlockKind::LegLower, variant, OtherLeg::Up, None).end.unwrap().moving.knee_deg;
        assert!(end(Variant::KneeBreak) > end(Variant::StraightLeg) + 45.0);
    }

    #[test]
    fn the_heel_stops_at_its_landmark() {
        for variant in [Variant::KneeBreak, Variant::StraightLeg] {
            for landmark in [Landmark::Knee, Landmark::Shin, Landmark::Box, Landmark::Floor] {
                let drop = frames(BlockKind::LegLower, variant, OtherLeg::Up, Some(landmark));
                // A heel reaches a little below its ankle.
                let heel = drop.joints(&drop.end.unwrap()).moving.ankle[1] - 0.035;
                assert!((heel - heel_height(landmark)).abs() < 0.025, "{variant:?} {landmark:?} {heel}");
            }
        }
    }

    #[test]
    fn a_knee_that_falls_out_goes_to_its_own_side_and_is_seen_from_above() {
        let fall = frames(BlockKind::BentKneeFallOut, Variant::KneeBreak, OtherLeg::Up, None);
        assert_eq!(fall.view, View::Above);
        let (start, end) = (fall.joints(&fall.start), fall.joints(&fall.end.unwrap()));
        assert!(end.moving.knee[1] < start.moving.knee[1] - 0.1);
        assert_eq!((start.moving.ankle, start.other), (end.moving.ankle, end.other));
    }

    #[test]
    fn in_the_raise_check_the_phone_rides_on_the_shin() {
        let check = raise_check();
        let [start, end] = [check.start, check.end.unwrap()].map(|pose| check.joints(&pose));
        assert!(start.phone.iter().all(|[_, y]| *y > start.moving.knee[1]));
        assert!(end.phone.iter().all(|p| p[1] > end.moving.knee[1] && p[1] < end.moving.ankle[1]));
    }
}
