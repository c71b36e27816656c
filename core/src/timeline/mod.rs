//! What was to happen and what did.
//!
//! In: durations from a routine ([`Plan`]) and instants from the session's clock ([`Performed`]).
//! Out: phases, cycles and masks that motion, cues, journal and reports read. A plan is never edited; the performed
//! timeline only grows (SEAMS, *plan against performed*). [`mod@file`] reads and writes `proximal.timeline/1`.

pub mod file;
mod performed;
mod plan;

pub use performed::{Cycle, OutOfOrder, Outcome, Performed, PerformedPhase};
pub use plan::{Plan, PlannedPhase};

use crate::time::{MonoTime, Nanos};
use serde::{Deserialize, Serialize};

/// What the user does in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PhaseKind {
    /// Breath out; the leg drops unless the phases are reversed.
    Exhale,
    /// Breath in; the leg lifts unless the phases are reversed.
    Inhale,
    /// Breath held still for a moment.
    Pause,
    /// Posture changes; nothing in here is a slip (FIELD F23).
    Setup,
    /// A deliberate flatten-and-arch that confirms the signs (FIELD F3).
    Signs,
    /// Nothing is asked.
    Rest,
}

/// The leg that moves, as the user feels it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Side {
    /// The left leg.
    Left,
    /// The right leg.
    Right,
    /// Both, or none in particular.
    Both,
}

impl Side {
    /// Left for right and right for left; both stay both.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Left => Self::Right,
            Self::Right => Self::Left,
            Self::Both => Self::Both,
        }
    }
}

/// What a block of the timeline is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum BlockKind {
    /// Exhales in the static hold: the reference (FIELD F24).
    Deadbug,
    /// Posture changes.
    Setup,
    /// Two unjudged breaths in the lowers' start pose (FIELD F25).
    Settle,
    /// Single-leg lowers, knee breaking or straight.
    LegLower,
    /// The ladder's first rung that moves: the bent knee falls out.
    BentKneeFallOut,
    /// The heel slides away along the floor.
    HeelSlide,
    /// Single-leg lowers with the other leg held up by a rack, strap or doorway.
    SupportedLower,
    /// Both legs at once.
    DoubleLegLower,
    /// A deadbug whose limbs move: an exercise, never a reference (FIELD F24).
    MovingDeadbug,
}

impl BlockKind {
    /// Whether the reps of this block are judged.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::Deadbug | Self::Setup | Self::Settle)
    }

    /// Whether a raised leg is lowered in this block: only there has depth a landmark (FIELD F27).
    pub fn lowers_a_leg(self) -> bool {
        matches!(self, Self::LegLower | Self::SupportedLower | Self::DoubleLegLower)
    }
}

/// Names a rep of a session; with an attempt it is unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RepKey {
    /// Which block, from 0.
    pub block_index: u16,
    /// Which set, from 1.
    pub set: u16,
    /// The moving side.
    pub side: Side,
    /// Which rep of the set and side, from 1.
    pub rep: u16,
}

/// From `start` up to but without `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Span {
    /// First instant inside.
    pub start: MonoTime,
    /// First instant after.
    pub end: MonoTime,
}

impl Span {
    /// From `start_s` to `end_s` seconds.
    pub fn from_s(start_s: f64, end_s: f64) -> Self {
        Self { start: MonoTime::from_s(start_s), end: MonoTime::from_s(end_s) }
    }

    /// How long it is.
    pub fn length(self) -> Nanos {
        self.end - self.start
    }

    /// Whether `t` is inside.
    pub fn contains(self, t: MonoTime) -> bool {
        self.start <= t && t < self.end
    }
}

/// An interval in which the phone itself shook (FIELD F16): what the sensor says there is not the pelvis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Mask {
    /// When.
    pub span: Span,
}
