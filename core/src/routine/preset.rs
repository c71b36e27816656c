//! The routines that come with the core.
//!
//! In: a name, or what the user chose. Out: a [`Routine`] as data, like any of the user's own.

use super::{Block, OtherLeg, Routine, SCHEMA, SidePlan, Tempo, Variant};
use crate::timeline::BlockKind;

/// Names that [`built_in`] knows.
pub const BUILT_IN: [&str; 1] = [LEG_LOWERING];

const LEG_LOWERING: &str = "leg-lowering";

/// Time to come to rest in the hold: what it asks is said at the start, and the session waits until the phone lies calm.
const HOLD_S: f64 = 2.0;
/// Time to bring the legs from the hold into the start pose by one slow raise (FIELD F26). Two breaths more follow there.
const RAISE_LEGS_S: f64 = 5.0;
/// ... and to change legs, with more to be said.
const CHANGE_LEGS_S: f64 = 8.0;

/// The built-in routine `name` in its default form: knee break, other leg up, sides alternating.
pub fn built_in(name: &str) -> Option<Routine> {
    (name == LEG_LOWERING).then(|| leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating))
}

/// The article's routine (FIELD, *What the exercise is*): five exhales of a static deadbug hold as the reference (F24),
/// two settling breaths in the lowers' start pose (F25), five leg lowers a side, 5 s out and 4 s in (F8).
pub fn leg_lowering(variant: Variant, other_leg: OtherLeg, sides: SidePlan) -> Routine {
    let deadbug = Block {
        exercise: BlockKind::Deadbug,
        reps: 5,
        sets: 1,
        sides: SidePlan::Both,
        variant: None,
        other_leg: None,
        landmark: None,
        setup_s: HOLD_S,
        rest_s: 0.0,
        settling: 0,
    };
    let lowers = Block {
        exercise: BlockKind::LegLower,
        sides,
        variant: Some(variant),
        other_leg: Some(other_leg),
        setup_s: if sides == SidePlan::OneAfterTheOther { CHANGE_LEGS_S } else { RAISE_LEGS_S },
        settling: 2,
        ..deadbug.clone()
    };
    Routine {
        schema: SCHEMA.to_owned(),
        name: LEG_LOWERING.to_owned(),
        tempo: Tempo { exhale_s: 5.0, pause_s: 0.0, inhale_s: 4.0 },
        reversed: false,
        blocks: vec![deadbug, lowers],
    }
}
