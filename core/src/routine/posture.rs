//! What an exercise asks of the body, as data (FIELD F23): without it the numbers mean nothing.
//!
//! In: a [`Block`]. Out: its [`Posture`], from which words are chosen and the figure is drawn.

use super::{Block, OtherLeg, Variant};
use crate::timeline::BlockKind;
use serde::Serialize;

/// Where a leg is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LegPose {
    /// Raised, as high as the pelvis is still at zero (FIELD F26).
    Raised,
    /// Hip and knee at a right angle, held.
    Tabletop,
    /// Raised and held up by a rack, strap or doorway.
    Supported,
    /// Knee bent, foot on the floor.
    Bent,
    /// Knee bent and fallen out to the side.
    FallenOut,
    /// Flat on the floor, or just above it at the end of a drop.
    Flat,
}

/// What the knee of the moving leg does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Knee {
    /// It stays straight.
    Straight,
    /// It stays bent.
    Bent,
    /// It flexes as the hip extends.
    Breaks,
    /// It straightens.
    Straightens,
    /// It bends again.
    Bends,
}

/// Where the arms are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Arms {
    /// Straight up, over the shoulders.
    Up,
    /// Beside the body, palms down.
    Beside,
    /// The one opposite the moving leg reaches overhead.
    Reaching,
}

/// Where the head is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Head {
    /// On the floor, eyes up.
    Down,
}

/// Start pose, end of the drop and way between, for the moving side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Posture {
    /// The moving leg before the drop.
    pub start: LegPose,
    /// The moving leg after the drop; the start's own when nothing moves.
    pub end: LegPose,
    /// The other leg, all the time; with both legs moving, as the moving leg before the drop.
    pub other: LegPose,
    /// The moving knee on the drop.
    pub knee_drop: Knee,
    /// The moving knee on the lift.
    pub knee_lift: Knee,
    /// The arms.
    pub arms: Arms,
    /// The head.
    pub head: Head,
}

impl Posture {
    /// Whether left and right begin from the same pose, so that they can alternate.
    pub fn sides_share_start(&self) -> bool {
        self.start == self.other
    }
}

impl Block {
    /// What this block asks of the body.
    pub fn posture(&self) -> Posture {
        use LegPose::{Bent, FallenOut, Flat, Raised, Supported, Tabletop};
        let (start, end, other) = match self.exercise {
            BlockKind::Deadbug => (Tabletop, Tabletop, Tabletop),
            BlockKind::MovingDeadbug => (Tabletop, Flat, Tabletop),
            BlockKind::BentKneeFallOut => (Bent, FallenOut, Bent),
            BlockKind::HeelSlide => (Bent, Flat, Bent),
            BlockKind::SupportedLower => (Raised, Flat, Supported),
            BlockKind::DoubleLegLower => (Raised, Flat, Raised),
            BlockKind::LegLower | BlockKind::Setup | BlockKind::Settle => {
                let other = match self.other_leg {
                    Some(OtherLeg::Supported) => Supported,
                    Some(OtherLeg::Bent) => Bent,
                    Some(OtherLeg::Flat) => Flat,
                    Some(OtherLeg::Up) | None => Raised,
                };
                (Raised, Flat, other)
            }
        };
        let (knee_drop, knee_lift) = match (self.exercise, self.variant) {
            (BlockKind::Deadbug | BlockKind::BentKneeFallOut, _) => (Knee::Bent, Knee::Bent),
            (BlockKind::MovingDeadbug | BlockKind::HeelSlide, _) => (Knee::Straightens, Knee::Bends),
            (_, Some(Variant::StraightLeg)) => (Knee::Straight, Knee::Straight),
            (_, Some(Variant::KneeBreak) | None) => (Knee::Breaks, Knee::Straightens),
        };
        let arms = match self.exercise {
            BlockKind::Deadbug => Arms::Up,
            BlockKind::MovingDeadbug => Arms::Reaching,
            _ => Arms::Beside,
        };
        Posture { start, end, other, knee_drop, knee_lift, arms, head: Head::Down }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{SidePlan, leg_lowering};
    use super::*;

    fn lower(variant: Variant, other: OtherLeg) -> Posture {
        leg_lowering(variant, other, SidePlan::OneAfterTheOther).blocks[1].posture()
    }

    #[test]
    fn nothing_moves_in_the_reference() {
        let hold = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating).blocks[0].posture();
        assert_eq!(
            (hold.start, hold.end, hold.knee_drop, hold.arms),
            (LegPose::Tabletop, LegPose::Tabletop, Knee::Bent, Arms::Up)
        );
    }

    #[test]
    fn the_knee_breaks_in_one_variant_and_stays_straight_in_the_other() {
        assert_eq!(lower(Variant::KneeBreak, OtherLeg::Up).knee_drop, Knee::Breaks);
        assert_eq!(lower(Variant::StraightLeg, OtherLeg::Up).knee_drop, Knee::Straight);
    }

    #[test]
    fn only_with_the_other_leg_up_do_the_sides_share_their_start() {
        let shares = |other| lower(Variant::KneeBreak, other).sides_share_start();
        assert!(shares(OtherLeg::Up));
        assert!(![OtherLeg::Supported, OtherLeg::Bent, OtherLeg::Flat].into_iter().any(shares));
    }
}
