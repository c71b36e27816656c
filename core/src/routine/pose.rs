//! The postures of the exercises as data: what the line figure is drawn from.
//!
//! In: a block with its posture. Out: [`Keyframes`]: the pose at the start of the drop and at its end,
//! and their [`Joints`] in a side view with the head at the left. Lengths are in body heights, so that any face can
//! scale them; the floor is y = 0 and y rises.

use super::{Arms, Block, Knee, LegPose};
use crate::timeline::BlockKind;

/// A point of the side view, body heights: x towards the feet from the shoulder, y up from the floor.
pub type Point = [f64; 2];

/// A leg by its three angles, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LegAngles {
    /// Thigh above the floor: 0 flat, 90 upright.
    pub thigh_deg: f64,
    /// Flexion of the knee: 0 straight.
    pub knee_deg: f64,
    /// Foot against the shank: 90 at a right angle, less when the toes point away.
    pub ankle_deg: f64,
}

/// A supine body by its angles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pose {
    /// The leg that moves.
    pub moving: LegAngles,
    /// The leg that does not.
    pub other: LegAngles,
    /// Both arms above the floor, degrees: 0 beside the body, 90 upright, 170 behind the head.
    pub arms_deg: [f64; 2],
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
}

/// Joints of a leg.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LegJoints {
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
    /// Shoulder.
    pub shoulder: Point,
    /// Hip.
    pub hip: Point,
    /// Hands.
    pub hands: [Point; 2],
    /// The leg that moves.
    pub moving: LegJoints,
    /// The leg that does not.
    pub other: LegJoints,
    /// Head end and foot end of the phone on the lower belly (FIELD F30).
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
}

/// Hips and knees at right angles (FIELD F24).
const TABLETOP: LegAngles = LegAngles { thigh_deg: 90.0, knee_deg: 90.0, ankle_deg: 90.0 };
/// The highest position at which most pelvises are still at zero: short of upright (FIELD F26).
const RAISED: LegAngles = LegAngles { thigh_deg: 72.0, knee_deg: 4.0, ankle_deg: 90.0 };
/// The knee has broken and the heel is just above the floor.
const KNEE_BROKEN: LegAngles = LegAngles { thigh_deg: 42.0, knee_deg: 74.0, ankle_deg: 90.0 };
/// Straight and just above the floor.
const LOWERED: LegAngles = LegAngles { thigh_deg: 9.0, knee_deg: 3.0, ankle_deg: 90.0 };
/// The other leg held up: a little behind the moving one, so that both can be seen.
const HELD_UP: LegAngles = LegAngles { thigh_deg: 84.0, knee_deg: 6.0, ankle_deg: 90.0 };
/// Knee bent, foot on the floor.
const FOOT_DOWN: LegAngles = LegAngles { thigh_deg: 55.0, knee_deg: 115.0, ankle_deg: 60.0 };
/// Flat on the floor.
const FLAT: LegAngles = LegAngles { thigh_deg: -1.0, knee_deg: 2.0, ankle_deg: 90.0 };
const ARMS_UP: [f64; 2] = [90.0, 90.0];
const ARMS_DOWN: [f64; 2] = [-5.0, -5.0];
/// The arm opposite the moving leg reaches behind the head.
const ARM_BEHIND: [f64; 2] = [90.0, 168.0];

/// How `block` looks; none where a side view cannot show it (a knee that falls out) or nothing is done.
pub fn keyframes(block: &Block) -> Option<Keyframes> {
    if matches!(block.exercise, BlockKind::Setup | BlockKind::Settle) {
        return None;
    }
    let posture = block.posture();
    let both_move = block.exercise == BlockKind::DoubleLegLower;
    let moving = standing(posture.start)?;
    let other = match posture.other {
        LegPose::Raised if !both_move => HELD_UP,
        pose => standing(pose)?,
    };
    let arms_deg = if posture.arms == Arms::Beside { ARMS_DOWN } else { ARMS_UP };
    let start = Pose { moving, other, arms_deg };
    let supported = posture.other == LegPose::Supported;
    if posture.start == posture.end {
        return Some(Keyframes { start, end: None, supported });
    }
    let moving = match (posture.end, posture.knee_drop, posture.start) {
        (LegPose::Flat, Knee::Breaks, _) => KNEE_BROKEN,
        // A heel slides along the floor; any other leg stops above it.
        (LegPose::Flat, _, LegPose::Bent) => FLAT,
        (LegPose::Flat, _, _) => LOWERED,
        (pose, _, _) => standing(pose)?,
    };
    let other = if both_move { moving } else { other };
    let arms_deg = if posture.arms == Arms::Reaching { ARM_BEHIND } else { arms_deg };
    Some(Keyframes { start, end: Some(Pose { moving, other, arms_deg }), supported })
}

/// The angles of a leg that is not on its way; none where a side view cannot show it.
fn standing(pose: LegPose) -> Option<LegAngles> {
    match pose {
        LegPose::Raised => Some(RAISED),
        LegPose::Tabletop => Some(TABLETOP),
        LegPose::Supported => Some(HELD_UP),
        LegPose::Bent => Some(FOOT_DOWN),
        LegPose::Flat => Some(FLAT),
        LegPose::FallenOut => None,
    }
}

impl Pose {
    /// Where the joints are.
    pub fn joints(&self) -> Joints {
        let shoulder = [0.0, length::LYING];
        let hip = [length::TRUNK, length::LYING];
        let leg = |pose: LegAngles| {
            let shank_deg = pose.thigh_deg - pose.knee_deg;
            let knee = along(hip, pose.thigh_deg, length::THIGH);
            let ankle = along(knee, shank_deg, length::SHANK);
            LegJoints { knee, ankle, toe: along(ankle, shank_deg + pose.ankle_deg, length::FOOT) }
        };
        let belly = 2.0 * length::LYING;
        let foot_end = length::TRUNK - 0.01;
        Joints {
            head: [-length::HEAD, length::LYING + 0.01],
            shoulder,
            hip,
            hands: self.arms_deg.map(|deg| along(shoulder, deg, length::ARM)),
            moving: leg(self.moving),
            other: leg(self.other),
            phone: [[foot_end - length::PHONE, belly], [foot_end, belly]],
        }
    }
}

fn along(from: Point, deg: f64, by: f64) -> Point {
    let (sin, cos) = libm::sincos(deg.to_radians());
    [from[0] + by * cos, from[1] + by * sin]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::{OtherLeg, SidePlan, Variant};

    fn frames(exercise: BlockKind, variant: Variant, other: OtherLeg) -> Option<Keyframes> {
        keyframes(&Block {
            exercise,
            reps: 5,
            sets: 1,
            sides: SidePlan::OneAfterTheOther,
            variant: Some(variant),
            other_leg: Some(other),
            landmark: None,
            setup_s: 0.0,
            rest_s: 0.0,
            rest_before_s: 0.0,
            settling: 0,
        })
    }

    fn every_pose() -> Vec<(BlockKind, Pose)> {
        use BlockKind::{Deadbug, DoubleLegLower, HeelSlide, LegLower, MovingDeadbug, SupportedLower};
        let mut all = Vec::new();
        for exercise in [Deadbug, LegLower, SupportedLower, DoubleLegLower, HeelSlide, MovingDeadbug] {
            for variant in [Variant::KneeBreak, Variant::StraightLeg] {
                for other in [OtherLeg::Up, OtherLeg::Supported, OtherLeg::Bent, OtherLeg::Flat] {
                    let drop = frames(exercise, variant, other).unwrap();
                    all.push((exercise, drop.start));
                    all.extend(drop.end.map(|end| (exercise, end)));
                }
            }
        }
        all
    }

    fn apart(a: Point, b: Point) -> f64 {
        libm::hypot(a[0] - b[0], a[1] - b[1])
    }

    #[test]
    fn no_limb_grows_or_shrinks_between_keyframes() {
        for (exercise, pose) in every_pose() {
            let j = pose.joints();
            for leg in [j.moving, j.other] {
                assert!((apart(j.hip, leg.knee) - 0.245).abs() < 1e-9, "{exercise:?}");
                assert!((apart(leg.knee, leg.ankle) - 0.246).abs() < 1e-9, "{exercise:?}");
                assert!((apart(leg.ankle, leg.toe) - 0.09).abs() < 1e-9, "{exercise:?}");
            }
            for hand in j.hands {
                assert!((apart(j.shoulder, hand) - 0.386).abs() < 1e-9, "{exercise:?}");
            }
        }
    }

    #[test]
    fn no_knee_bends_backwards_and_nothing_goes_through_the_floor() {
        for (exercise, pose) in every_pose() {
            for leg in [pose.moving, pose.other] {
                assert!((0.0..=140.0).contains(&leg.knee_deg), "{exercise:?} {leg:?}");
                assert!((-2.0..=125.0).contains(&leg.thigh_deg), "{exercise:?} {leg:?}");
            }
            let j = pose.joints();
            let points = [j.moving.knee, j.moving.ankle, j.moving.toe, j.other.knee, j.other.ankle, j.other.toe];
            for [_, y] in points.into_iter().chain(j.hands) {
                assert!(y > 0.0, "{exercise:?} {pose:?}");
            }
        }
    }

    #[test]
    fn a_lower_ends_lower_than_it_began_and_the_other_leg_stays() {
        for variant in [Variant::KneeBreak, Variant::StraightLeg] {
            let drop = frames(BlockKind::LegLower, variant, OtherLeg::Bent).unwrap();
            let (start, end) = (drop.start, drop.end.unwrap());
            assert!(end.joints().moving.ankle[1] < start.joints().moving.ankle[1] - 0.3);
            assert_eq!(start.other, end.other);
        }
        let broken = frames(BlockKind::LegLower, Variant::KneeBreak, OtherLeg::Up).unwrap().end.unwrap();
        let straight = frames(BlockKind::LegLower, Variant::StraightLeg, OtherLeg::Up).unwrap().end.unwrap();
        assert!(broken.moving.knee_deg > straight.moving.knee_deg + 45.0);
    }

    #[test]
    fn what_a_side_view_cannot_show_has_no_figure() {
        assert_eq!(frames(BlockKind::BentKneeFallOut, Variant::KneeBreak, OtherLeg::Up), None);
    }
}
