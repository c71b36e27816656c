//! The routines that come with the core: one for each rung of the ladder (FIELD F21), lowest first, and two that a
//! person or trainer picks.
//!
//! In: a name, or what the user chose. Out: a [`Routine`] as data, like any of the user's own. Where lowers are judged,
//! the reference comes first. No landmark is set: depth is the user's to choose, and unknown depth never promotes (F27).

use super::{Block, OtherLeg, Routine, SCHEMA, SidePlan, Tempo, Variant};
use crate::timeline::BlockKind;

/// Names that [`built_in`] knows: the ladder from its lowest rung, then what is no rung of it.
pub const BUILT_IN: [&str; 8] = [
    DEADBUG_BREATHING,
    BENT_KNEE_FALL_OUT,
    HEEL_SLIDE,
    SUPPORTED_LOWERING,
    LEG_LOWERING,
    DOUBLE_LEG_LOWERING,
    LEG_LOWERING_STRAIGHT,
    MOVING_DEADBUG,
];

const DEADBUG_BREATHING: &str = "deadbug-breathing";
const BENT_KNEE_FALL_OUT: &str = "bent-knee-fall-out";
const HEEL_SLIDE: &str = "heel-slide";
const SUPPORTED_LOWERING: &str = "supported-lowering";
const LEG_LOWERING: &str = "leg-lowering";
const DOUBLE_LEG_LOWERING: &str = "double-leg-lowering";
const LEG_LOWERING_STRAIGHT: &str = "leg-lowering-straight";
const MOVING_DEADBUG: &str = "moving-deadbug";

/// Exhales of the reference, and lowers a side (FIELD, *What the exercise is*).
const REPS: u16 = 5;
/// Exhales where breathing is the exercise.
const BREATHS: u16 = 10;
/// Time to come to rest in the hold: what it asks is said at the start, and the session waits until the phone lies calm.
const HOLD_S: f64 = 1.0;
/// Time to bring both legs from the hold into the start pose by one slow raise (FIELD F26). Two breaths more follow there.
const RAISE_LEGS_S: f64 = 5.0;
/// ... and to take up any other posture, with more to be said.
const CHANGE_LEGS_S: f64 = 9.0;
/// Settling breaths in the start pose (FIELD F25).
const SETTLING: u16 = 2;

/// The built-in routine `name` in its default form; none when there is none of that name.
pub fn built_in(name: &str) -> Option<Routine> {
    use BlockKind::{BentKneeFallOut, DoubleLegLower, HeelSlide, LegLower, MovingDeadbug, SupportedLower};
    let exercise = match name {
        DEADBUG_BREATHING => {
            return Some(routine(DEADBUG_BREATHING, vec![Block { reps: BREATHS, ..reference() }]));
        }
        BENT_KNEE_FALL_OUT => block_of(BentKneeFallOut),
        HEEL_SLIDE => block_of(HeelSlide),
        SUPPORTED_LOWERING => block_of(SupportedLower),
        LEG_LOWERING => block_of(LegLower),
        DOUBLE_LEG_LOWERING => block_of(DoubleLegLower),
        LEG_LOWERING_STRAIGHT => block_of(LegLower).map(|lower| Block { variant: Some(Variant::StraightLeg), ..lower }),
        MOVING_DEADBUG => block_of(MovingDeadbug),
        _ => None,
    };
    Some(routine(name, vec![reference(), exercise?]))
}

/// The article's routine (FIELD, *What the exercise is*): five exhales of a static deadbug hold as the reference (F24),
/// two settling breaths in the lowers' start pose (F25), five leg lowers a side, 5 s out and 4 s in (F8).
pub fn leg_lowering(variant: Variant, other_leg: OtherLeg, sides: SidePlan) -> Routine {
    let setup_s = if sides == SidePlan::Alternating { RAISE_LEGS_S } else { CHANGE_LEGS_S };
    let (variant, other_leg) = (Some(variant), Some(other_leg));
    let lowers = Block { sides, variant, other_leg, setup_s, ..judged(BlockKind::LegLower) };
    routine(LEG_LOWERING, vec![reference(), lowers])
}

/// `exercise` as the built-in routines have it; none for what is no exercise of its own (setup, settling breaths).
pub fn block_of(exercise: BlockKind) -> Option<Block> {
    let knee_break = Some(Variant::KneeBreak);
    let block = match exercise {
        BlockKind::Setup | BlockKind::Settle => return None,
        BlockKind::Deadbug => reference(),
        BlockKind::BentKneeFallOut | BlockKind::HeelSlide | BlockKind::MovingDeadbug => judged(exercise),
        BlockKind::LegLower => {
            let other_leg = Some(OtherLeg::Up);
            Block { variant: knee_break, other_leg, setup_s: RAISE_LEGS_S, ..judged(exercise) }
        }
        // Held up, the other leg starts from another pose than the moving one: the sides cannot alternate (FIELD F23).
        BlockKind::SupportedLower => Block {
            sides: SidePlan::OneAfterTheOther,
            variant: knee_break,
            other_leg: Some(OtherLeg::Supported),
            ..judged(exercise)
        },
        BlockKind::DoubleLegLower => Block { sides: SidePlan::Both, variant: knee_break, ..judged(exercise) },
    };
    Some(block)
}

/// Five exhales in the static hold.
fn reference() -> Block {
    Block {
        exercise: BlockKind::Deadbug,
        reps: REPS,
        sets: 1,
        sides: SidePlan::Both,
        variant: None,
        other_leg: None,
        landmark: None,
        setup_s: HOLD_S,
        rest_s: 0.0,
        rest_before_s: 0.0,
        settling: 0,
    }
}

fn judged(exercise: BlockKind) -> Block {
    Block { exercise, sides: SidePlan::Alternating, setup_s: CHANGE_LEGS_S, settling: SETTLING, ..reference() }
}

fn routine(name: &str, blocks: Vec<Block>) -> Routine {
    Routine {
        schema: SCHEMA.to_owned(),
        name: name.to_owned(),
        // FIELD F8.
        tempo: Tempo { exhale_s: 5.0, pause_s: 0.0, inhale_s: 4.0 },
        reversed: false,
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Knee, LegPose, check, read, write};
    use super::*;

    #[test]
    fn every_built_in_routine_can_be_done_and_carries_its_own_name() {
        for name in BUILT_IN {
            let routine = built_in(name).unwrap();
            assert_eq!((routine.name.as_str(), check(&routine)), (name, Ok(())));
            assert_eq!(read(&write(&routine).unwrap()), Ok(routine));
        }
        assert_eq!(built_in("juggling"), None);
    }

    #[test]
    fn where_something_is_judged_the_reference_comes_first_and_settling_breaths_before_the_reps() {
        for routine in BUILT_IN.iter().filter_map(|name| built_in(name)) {
            assert_eq!(routine.blocks[0].exercise, BlockKind::Deadbug, "{}", routine.name);
            let judged: Vec<_> = routine.blocks.iter().filter(|b| b.exercise.is_judged()).collect();
            assert_eq!(judged.len(), usize::from(routine.name != DEADBUG_BREATHING), "{}", routine.name);
            assert!(judged.iter().all(|b| b.settling == 2 && b.setup_s > 0.0));
        }
    }

    #[test]
    fn the_ladder_takes_support_away_rung_by_rung_and_the_straight_leg_is_no_rung() {
        use LegPose::{Bent, Raised, Supported};
        let other_leg = |name| built_in(name).unwrap().blocks.last().unwrap().posture().other;
        let others: Vec<_> = BUILT_IN[1..6].iter().map(|name| other_leg(name)).collect();
        assert_eq!(others, [Bent, Bent, Supported, Raised, Raised]);
        let straight =
            |name: &&str| built_in(name).unwrap().blocks.last().unwrap().posture().knee_drop == Knee::Straight;
        assert_eq!(BUILT_IN.iter().position(straight), Some(6));
    }

    #[test]
    fn the_articles_routine_is_the_built_in_of_its_name() {
        let article = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating);
        assert_eq!(built_in(LEG_LOWERING), Some(article));
    }
}
