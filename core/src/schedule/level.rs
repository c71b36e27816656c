//! The ladder (FIELD F21): what is done now, what is harder by one step, what is easier by one.
//!
//! In: a [`Level`]. Out: its neighbours, or the routine that does it. Rungs remove support and add depth: depth first, then
//! the next rung from its least depth. Straight-leg is a variant somebody picks: no step leads to it, and from its deepest
//! depth none leads on.

use super::Work;
use crate::routine::{Block, Landmark, OtherLeg, Routine, SidePlan, Variant, block_of, built_in, check};
use crate::timeline::{BlockKind, Side};
use crate::words::spelled;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;

/// One step of the ladder: only sessions that share all of it are compared (FIELD F27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Level {
    /// What is done; [`BlockKind::Deadbug`] is breathing alone.
    pub exercise: BlockKind,
    /// How the leg goes down, where one does.
    pub variant: Option<Variant>,
    /// Where the other leg is, where one moves.
    pub other_leg: Option<OtherLeg>,
    /// How far the leg goes, where a raised leg is lowered.
    pub landmark: Option<Landmark>,
}

/// The rungs, lowest first.
const RUNGS: [BlockKind; 6] = [
    BlockKind::Deadbug,
    BlockKind::BentKneeFallOut,
    BlockKind::HeelSlide,
    BlockKind::SupportedLower,
    BlockKind::LegLower,
    BlockKind::DoubleLegLower,
];

/// Seconds of rest before an extra set.
const REST_BEFORE_EXTRA_S: f64 = 30.0;

impl Level {
    /// The first level of `exercise`: as the built-in routines have it, at the least depth.
    pub fn first_of(exercise: BlockKind) -> Option<Self> {
        let landmark = exercise.lowers_a_leg().then_some(Landmark::Knee);
        block_of(exercise).map(|block| Self { landmark, ..Self::of(&block) })
    }

    /// The level of a block.
    pub fn of(block: &Block) -> Self {
        let Block { exercise, variant, other_leg, landmark, .. } = *block;
        Self { exercise, variant, other_leg, landmark }
    }

    /// The level at which `work` was done.
    pub fn of_work(work: &Work) -> Self {
        let Work { exercise, variant, other_leg, landmark, .. } = *work;
        Self { exercise, variant, other_leg, landmark }
    }

    /// One step harder; none at the top, where what comes next is somebody's choice, and off the ladder.
    #[must_use]
    pub fn harder(self) -> Option<Self> {
        let deeper = match self.landmark {
            Some(Landmark::Knee) => Some(Landmark::Shin),
            Some(Landmark::Shin | Landmark::Box) => Some(Landmark::Floor),
            Some(Landmark::Floor) | None => None,
        };
        if deeper.is_some() {
            return Some(Self { landmark: deeper, ..self });
        }
        if self.variant == Some(Variant::StraightLeg) {
            return None;
        }
        let next = RUNGS.iter().skip_while(|rung| **rung != self.exercise).nth(1)?;
        Self::first_of(*next)
    }

    /// One step easier, in one respect only: less depth, or at the least depth a bent knee for a straight one, or the rung
    /// below at that depth. None at the bottom and off the ladder.
    #[must_use]
    pub fn easier(self) -> Option<Self> {
        let shallower = match self.landmark {
            Some(Landmark::Floor | Landmark::Box) => Some(Landmark::Shin),
            Some(Landmark::Shin) => Some(Landmark::Knee),
            Some(Landmark::Knee) | None => None,
        };
        if shallower.is_some() {
            return Some(Self { landmark: shallower, ..self });
        }
        if self.variant == Some(Variant::StraightLeg) {
            return Some(Self { variant: Some(Variant::KneeBreak), ..self });
        }
        let below = RUNGS.iter().rev().skip_while(|rung| **rung != self.exercise).nth(1)?;
        Self::first_of(*below)
    }

    /// The routine that does it, with one more set of `extra` alone where that is a side; none when there is no such level.
    pub fn routine(self, extra: Option<Side>) -> Option<Routine> {
        let mut routine = built_in(self.routine_name())?;
        if let Some(block) = routine.blocks.iter_mut().find(|block| block.exercise.is_judged()) {
            block.variant = self.variant;
            block.other_leg = self.other_leg;
            block.landmark = self.landmark;
            // With the other leg not up the sides start from different poses and cannot alternate (FIELD F23).
            if block.sides == SidePlan::Alternating && !block.posture().sides_share_start() {
                block.sides = SidePlan::OneAfterTheOther;
            }
            let alone = match extra {
                Some(Side::Left) => Some(SidePlan::LeftOnly),
                Some(Side::Right) => Some(SidePlan::RightOnly),
                Some(Side::Both) | None => None,
            };
            let alone = alone.filter(|_| block.sides != SidePlan::Both);
            let more = alone.map(|sides| Block { sides, rest_before_s: REST_BEFORE_EXTRA_S, ..block.clone() });
            routine.blocks.extend(more);
        }
        (check(&routine).is_ok() && routine.blocks.iter().any(|block| Self::of(block) == self)).then_some(routine)
    }

    /// The built-in routine it is a form of.
    pub fn routine_name(self) -> &'static str {
        match (self.exercise, self.variant) {
            (BlockKind::BentKneeFallOut, _) => "bent-knee-fall-out",
            (BlockKind::HeelSlide, _) => "heel-slide",
            (BlockKind::SupportedLower, _) => "supported-lowering",
            (BlockKind::LegLower, Some(Variant::StraightLeg)) => "leg-lowering-straight",
            (BlockKind::LegLower, _) => "leg-lowering",
            (BlockKind::DoubleLegLower, _) => "double-leg-lowering",
            (BlockKind::MovingDeadbug, _) => "moving-deadbug",
            (BlockKind::Deadbug | BlockKind::Setup | BlockKind::Settle, _) => "deadbug-breathing",
        }
    }

    /// Reads what [`Display`](fmt::Display) wrote; none when it is no level.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let level = Self {
            exercise: named(parts.next()?)?,
            variant: named(parts.next()?)?,
            other_leg: named(parts.next()?)?,
            landmark: named(parts.next()?)?,
        };
        (parts.next().is_none() && level.is_possible()).then_some(level)
    }

    /// Whether there is a routine of it, and a leg that is lowered has a depth.
    pub fn is_possible(self) -> bool {
        self.landmark.is_some() == self.exercise.lowers_a_leg() && self.routine(None).is_some()
    }

    /// Whether its reps are judged, or the hold alone is what it asks.
    pub fn is_judged(self) -> bool {
        self.exercise.is_judged()
    }
}

/// As a register keeps it: `leg-lower/knee-break/up/shin`, `none` for what the exercise does not have.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { exercise, variant, other_leg, landmark } = self;
        write!(f, "{}/{}/{}/{}", spelled(exercise), spelled(variant), spelled(other_leg), spelled(landmark))
    }
}

/// The value that [`spelled`] wrote, `none` for one that is absent.
fn named<T: DeserializeOwned>(word: &str) -> Option<T> {
    let value = if word == "none" { Value::Null } else { Value::String(word.replace('-', "_")) };
    serde_json::from_value(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn climb(from: Level, step: fn(Level) -> Option<Level>) -> Vec<Level> {
        std::iter::successors(Some(from), |level| step(*level)).take(40).collect()
    }

    fn words(levels: &[Level]) -> Vec<String> {
        levels.iter().map(|l| format!("{} {}", spelled(l.exercise), spelled(l.landmark))).collect()
    }

    #[test]
    fn the_ladder_adds_depth_then_removes_support_and_ends() {
        let all = climb(Level::first_of(BlockKind::Deadbug).unwrap(), Level::harder);
        assert_eq!(
            words(&all),
            [
                "deadbug none",
                "bent-knee-fall-out none",
                "heel-slide none",
                "supported-lower knee",
                "supported-lower shin",
                "supported-lower floor",
                "leg-lower knee",
                "leg-lower shin",
                "leg-lower floor",
                "double-leg-lower knee",
                "double-leg-lower shin",
                "double-leg-lower floor",
            ]
        );
    }

    #[test]
    fn a_step_down_is_easier_in_one_respect_and_ends_with_breathing() {
        let top = Level { landmark: Some(Landmark::Box), ..Level::first_of(BlockKind::DoubleLegLower).unwrap() };
        assert_eq!(
            words(&climb(top, Level::easier)),
            [
                "double-leg-lower box",
                "double-leg-lower shin",
                "double-leg-lower knee",
                "leg-lower knee",
                "supported-lower knee",
                "heel-slide none",
                "bent-knee-fall-out none",
                "deadbug none",
            ]
        );
    }

    #[test]
    fn no_step_leads_to_straight_legs_and_from_them_none_leads_to_another_rung() {
        let straight = |level: Level| Level { variant: Some(Variant::StraightLeg), ..level };
        for rung in RUNGS {
            let first = Level::first_of(rung).unwrap();
            let both_ways = climb(first, Level::harder).into_iter().chain(climb(first, Level::easier));
            assert!(both_ways.into_iter().all(|l| l.variant != Some(Variant::StraightLeg)), "{rung:?}");
        }
        let first = straight(Level::first_of(BlockKind::LegLower).unwrap());
        assert_eq!(words(&climb(first, Level::harder)), ["leg-lower knee", "leg-lower shin", "leg-lower floor"]);
        assert_eq!(first.easier(), Level::first_of(BlockKind::LegLower));
    }

    #[test]
    fn off_the_ladder_nothing_is_harder_or_easier() {
        let moving = Level::first_of(BlockKind::MovingDeadbug).unwrap();
        assert_eq!((moving.harder(), moving.easier()), (None, None));
    }

    #[test]
    fn every_level_on_the_way_can_be_done_and_reads_back_from_its_register() {
        let all = climb(Level::first_of(BlockKind::Deadbug).unwrap(), Level::harder);
        for level in all {
            assert!(level.is_possible(), "{level}");
            assert_eq!(Level::parse(&level.to_string()), Some(level));
            let routine = level.routine(None).unwrap();
            assert_eq!(routine.name, level.routine_name());
            assert_eq!(Level::of(routine.blocks.last().unwrap()), level);
        }
    }

    #[test]
    fn what_is_no_level_is_not_read() {
        for text in [
            "",
            "leg-lower",
            "leg-lower/knee-break/up/none",
            "leg-lower/knee-break/none/knee",
            "heel-slide/none/none/knee",
            "setup/none/none/none",
            "leg-lower/knee-break/up/knee/more",
            "leg-lower/bent/up/knee",
        ] {
            assert_eq!(Level::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_extra_set_is_one_side_alone_after_a_rest_and_only_where_sides_differ() {
        let level = Level::first_of(BlockKind::LegLower).unwrap();
        let routine = level.routine(Some(Side::Right)).unwrap();
        let [_, both, more] = routine.blocks.as_slice() else { panic!("{:?}", routine.blocks) };
        assert_eq!((both.sides, more.sides), (SidePlan::Alternating, SidePlan::RightOnly));
        assert!(more.rest_before_s > 0.0 && more.reps == both.reps);
        for (kind, side) in [(BlockKind::DoubleLegLower, Side::Left), (BlockKind::LegLower, Side::Both)] {
            let level = Level::first_of(kind).unwrap();
            assert_eq!(level.routine(Some(side)), level.routine(None));
        }
    }
}
