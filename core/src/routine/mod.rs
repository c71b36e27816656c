//! What to do: routines as data, and the pure function that compiles one into a plan.
//!
//! In: a [`Routine`] (built in or the user's own, JSON with a schema) and the side that begins. Out: a
//! [`Plan`](crate::timeline::Plan), or an error that names the field.

mod check;
mod compile;
mod edit;
mod file;
pub mod pose;
mod posture;
mod preset;
mod recorded;

pub use check::{RoutineError, RoutineFault, check};
pub use compile::{block_at, compile};
pub use edit::{Edit, edit};
pub use file::{SCHEMA, read, write};
pub use posture::{Arms, Head, Knee, LegPose, Posture};
pub use preset::{BUILT_IN, block_of, built_in, leg_lowering};
pub use recorded::recorded;

use crate::time::Nanos;
use crate::timeline::BlockKind;
use serde::{Deserialize, Serialize};

/// How long a breath takes (FIELD F8).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Tempo {
    /// Breath out, seconds, 3 to 8.
    pub exhale_s: f64,
    /// Pause after the first phase of a cycle, seconds, 0 to 3; 0 by default: nobody advises an empty-lung hold.
    pub pause_s: f64,
    /// Breath in, seconds, 3 to 8.
    pub inhale_s: f64,
}

/// How the moving leg goes down: kept apart in history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Variant {
    /// The knee flexes as the hip extends: the article's form.
    KneeBreak,
    /// The leg stays straight: the traditional form.
    StraightLeg,
}

/// Where the leg that does not move is (FIELD F23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum OtherLeg {
    /// Held up by itself.
    Up,
    /// Held up by a rack, strap or doorway.
    Supported,
    /// Knee bent, foot on the floor.
    Bent,
    /// Flat on the floor.
    Flat,
}

/// How far the leg is to go, by what the user sees or feels there (FIELD F27): a phone on the pelvis does not see it, so
/// it is chosen before and confirmed after, and only sets of equal depth are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Landmark {
    /// The heel stops level with a bent knee whose foot stands on the floor.
    Knee,
    /// The heel stops half-way between that knee and the floor.
    Shin,
    /// The heel stops on a box, a cushion or a stack of books laid there.
    Box,
    /// The heel stops just above the floor.
    Floor,
}

/// How the sides share a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum SidePlan {
    /// No side: breaths, or both legs at once.
    Both,
    /// Left, right, left, right: only where both share one start pose.
    Alternating,
    /// A set of one side, a change of posture, a set of the other; then the next set.
    OneAfterTheOther,
    /// All sets of one side, a change of posture, all sets of the other.
    WholeSideFirst,
    /// The left leg alone: an extra set.
    LeftOnly,
    /// The right leg alone.
    RightOnly,
}

/// One exercise with its sides, reps and pace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Block {
    /// What is done.
    pub exercise: BlockKind,
    /// Breaths, or reps a side and set.
    pub reps: u16,
    /// How often the whole is done.
    #[serde(default = "one")]
    pub sets: u16,
    /// How the sides share it.
    pub sides: SidePlan,
    /// How the leg goes down, where a leg does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<Variant>,
    /// Where the other leg is, where one moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_leg: Option<OtherLeg>,
    /// How far the leg is to go; none where no leg is lowered, or nobody chose (unknown depth never promotes).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmark: Option<Landmark>,
    /// Seconds to take up the posture, before the block and at each change of posture inside it.
    pub setup_s: f64,
    /// Seconds of rest between sets.
    #[serde(default)]
    pub rest_s: f64,
    /// Seconds in which nothing is asked before the block begins: before the first block free breathing to warm up,
    /// before any other a rest.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub rest_before_s: f64,
    /// Settling breaths before the first rep, and after each change of posture (FIELD F25).
    #[serde(default)]
    pub settling: u16,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_zero(v: &f64) -> bool {
    *v == 0.0
}

fn one() -> u16 {
    1
}

/// Blocks in order at one tempo: reference and lowers share it (SEAMS, *the breath's key*).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Routine {
    /// Always `proximal.routine/1`.
    pub schema: String,
    /// Lower-case words joined by hyphens; how the command line calls it.
    pub name: String,
    /// Pace of every breath.
    pub tempo: Tempo,
    /// Inhale on the drop, exhale on the lift: some teachers reverse the phases.
    #[serde(default)]
    pub reversed: bool,
    /// What is done, in order.
    pub blocks: Vec<Block>,
}

impl Tempo {
    /// One whole breath.
    pub fn cycle(self) -> Nanos {
        Nanos::from_s(self.exhale_s + self.pause_s + self.inhale_s)
    }
}
