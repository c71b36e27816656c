//! What is heard and felt, and the masks it puts on the sensor.
//!
//! In: a plan and where the session stands in it. Out: [`Cue`]s with what to say ([`Text`]), sound and vibrate; and all
//! of it as sound ([`mix`]).

pub mod mix;
mod planner;
pub mod tone;

pub use planner::{
    LEAD, band_left, count_in, cues_of, finished, flatten_arch, free, lead_in, paused, phase_words, ready,
};

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
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Tone {
    /// Glides down: breath out.
    Exhale,
    /// Glides up: breath in.
    Inhale,
    /// One soft note: the pelvis has left the band.
    Band,
    /// Two soft notes, the second lower: something ended or paused.
    Chime,
    /// Two soft notes of one height: the last rep comes (FIELD F18).
    Last,
}

/// A pattern of the vibration motor: one pulse inhale, two exhale (FIELD F16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Haptic {
    /// One pulse of 60 ms: breathe in.
    One,
    /// Two pulses of 60 ms, 80 ms apart: breathe out.
    Two,
}

/// What is sounded, said or vibrated at an instant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
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
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
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

impl Haptic {
    /// When each pulse begins and how long it lasts, from the cue's instant.
    pub fn pulses(self) -> &'static [(Nanos, Nanos)] {
        const PULSE: Nanos = Nanos(60_000_000);
        match self {
            Self::One => &[(Nanos(0), PULSE)],
            Self::Two => &[(Nanos(0), PULSE), (Nanos(140_000_000), PULSE)],
        }
    }

    /// For how long what the sensor says is the motor: the pattern and its ringing.
    pub fn mask(self) -> Nanos {
        // FIELD F16 gives 100 to 150 ms; the longer costs a rep 1.5 % of its samples.
        const RINGING: Nanos = Nanos(150_000_000);
        self.pulses().last().map_or(Nanos(0), |(start, length)| *start + *length + RINGING)
    }
}

impl Cue {
    /// A cue that only says `text`.
    pub fn say(text: Text) -> Self {
        Self { say: Some(text), tone: None, haptic: None }
    }

    /// For how long this cue shakes the phone; none when it does not. Tones are too soft to count (FIELD F16 speaks of
    /// loud sound).
    pub fn mask_length(&self) -> Option<Nanos> {
        self.haptic.map(Haptic::mask)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_is_the_pattern_and_150_ms_and_only_what_shakes_has_one() {
        let cue = |haptic| Cue { haptic, ..Cue::say(Text::new("cue-exhale")) };
        assert_eq!(cue(Some(Haptic::One)).mask_length(), Some(Nanos::from_s(0.21)));
        assert_eq!(cue(Some(Haptic::Two)).mask_length(), Some(Nanos::from_s(0.35)));
        assert_eq!(cue(None).mask_length(), None);
    }

    #[test]
    fn pulses_are_short_and_apart() {
        let [first, second] = Haptic::Two.pulses() else { panic!("two pulses") };
        assert!(first.0 + first.1 < second.0);
        assert!((Nanos::from_s(0.03)..=Nanos::from_s(0.08)).contains(&second.1));
    }
}
