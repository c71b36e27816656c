//! What a session is to be, before it begins; the header of its journal.
//!
//! Values only. What is missing in an older journal has a default.

use super::record::{SessionId, Source};
use crate::motion::Laid;
use crate::routine::Routine;
use crate::time::{MonoTime, WallTime};
use crate::timeline::{Mask, Plan, Side};
use serde::{Deserialize, Serialize};

/// When the plan begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begin {
    /// When the phone lies calm: a live session.
    WhenPlaced,
    /// At an instant, whatever happens: a recording, whose person cannot be asked to wait.
    At(MonoTime),
}

/// What a session is to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// Its name.
    pub id: SessionId,
    /// When the user started it.
    pub started: WallTime,
    /// What is to be done.
    pub routine: Routine,
    /// The same, compiled, or the timeline of a recording.
    pub plan: Plan,
    /// The side that begins.
    pub first_side: Side,
    /// Where the samples come from.
    pub source: Source,
    /// When the plan begins.
    pub begin: Begin,
    /// When a recording's phone shook itself; a live session learns it from its own cues.
    #[serde(default)]
    pub masks: Vec<Mask>,
    /// The way the phone is laid on the belly.
    #[serde(default)]
    pub laid: Laid,
    /// What the user chose for every session.
    #[serde(default)]
    pub settings: Settings,
    /// When each side's pelvis was lost in the session before this one with the same variant and depth, if it was.
    #[serde(default)]
    pub before: Vec<Held>,
}

/// What the user chose for every session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "SessionSettings"))]
pub struct Settings {
    /// Only cues: no phone on the belly, nothing is measured, and it counts as done (FIELD F33).
    pub cues_only: bool,
    /// A soft tone when the pelvis leaves the band, at most once a rep (FIELD F18).
    pub band_tone: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { cues_only: false, band_tone: true }
    }
}

/// How long one side held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Which leg moved.
    pub side: Side,
    /// Middle one of its moments of loss, seconds into the rep.
    pub loss_s: f64,
}
