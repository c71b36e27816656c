//! What is heard and felt, and the masks it puts on the sensor.
//!
//! In: a plan and where the session stands in it. Out: [`Cue`]s with what to say ([`Text`]), sound and vibrate.

use crate::time::{MonoTime, Nanos};
use crate::words::Text;
use serde::{Deserialize, Serialize};

/// Names a cue of a session; rises in order of emission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CueId(pub u64);

/// A breath tone: glides for the whole phase, so that its length can be heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Glides down: breath out.
    Exhale,
    /// Glides up: breath in.
    Inhale,
    /// One soft note: the pelvis has left the band.
    Band,
    /// Two soft notes: something ended or paused.
    Chime,
}

/// A pattern of the vibration motor: one pulse inhale, two exhale (FIELD F16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Haptic {
    /// One pulse of 60 ms: breathe in.
    One,
    /// Two pulses of 60 ms, 80 ms apart: breathe out.
    Two,
}

/// What is sounded, said or vibrated at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// What a voice says.
    pub say: Option<Text>,
    /// What is sounded, and for how long.
    pub tone: Option<(Tone, Nanos)>,
    /// What is felt.
    pub haptic: Option<Haptic>,
}

/// A cue with its instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CueAt {
    /// Its name.
    pub id: CueId,
    /// When it is to be heard.
    pub due: MonoTime,
    /// After this it is dropped: `due` + 300 ms.
    pub latest: MonoTime,
    /// What.
    pub what: Cue,
}
