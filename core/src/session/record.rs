//! A session as it is saved, shown and reported.
//!
//! Values only: the state machine makes them, history keeps them, reports draw them.

use super::felt::Felt;
use crate::motion::{MotionEvent, ReferenceRecord, RepRecord};
use crate::routine::Routine;
use crate::time::{MonoTime, WallTime};
use crate::timeline::{Performed, Side};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Names a session: a UUIDv7 made when it starts, from the world's entropy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub [u8; 16]);

impl SessionId {
    /// The id of a session that starts at `now`; `entropy` makes it unique.
    pub fn new(now: WallTime, entropy: &[u8; 32]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, ..] = *entropy;
        let millis = u64::try_from(now.utc_ms).unwrap_or(0);
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &[a, b, c, d, e, f, g, h, i, j]);
        Self(*id.as_uuid().as_bytes())
    }

    /// Reads what [`Display`](fmt::Display) wrote; none when it is not a UUID.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text).ok().map(|id| Self(*id.as_bytes()))
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_bytes(self.0).hyphenated().fmt(f)
    }
}

impl Serialize for SessionId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SessionId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a session id"))
    }
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Ending {
    /// Done to its end.
    Finished,
    /// The user stopped it.
    Stopped,
    /// The user said it hurt.
    Pain,
    /// The samples or the app ended before the routine did.
    Interrupted,
}

/// Where the samples came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Source {
    /// A phone's own sensors.
    Phone,
    /// A file, by its name without folders.
    Recording(String),
    /// The simulated person with this seed.
    Simulated(u64),
}

/// One performed routine; its bulky signals are its [`Trace`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SessionRecord {
    /// Its name.
    pub id: SessionId,
    /// When the user started it.
    pub started: WallTime,
    /// The instant of the session's clock that `started` is.
    pub started_at: MonoTime,
    /// What was to be done.
    pub routine: Routine,
    /// The side that began; switches from session to session.
    pub first_side: Side,
    /// How it ended.
    pub ending: Ending,
    /// Where the samples came from.
    pub source: Source,
    /// What was done.
    pub performed: Performed,
    /// What the reference taught; none when none was reached.
    pub reference: Option<ReferenceRecord>,
    /// Judged reps that were done, in order.
    pub reps: Vec<RepRecord>,
    /// What happened to the phone.
    pub events: Vec<MotionEvent>,
    /// Whether anything hurt before it began; none when nobody said.
    #[serde(default)]
    pub pain_before: Option<bool>,
    /// What was felt, told before the verdicts were shown (FIELD F31); none when it was not asked or passed over.
    #[serde(default)]
    pub felt: Option<Felt>,
    /// Whether anything hurt when it was over (FIELD F22); none when it was not asked or passed over. A session that pain
    /// ended says so in [`ending`](Self::ending).
    #[serde(default)]
    pub pain_after: Option<bool>,
}

/// What the user answers when the routine is over; it may come after the session was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answers {
    /// As [`SessionRecord::felt`].
    pub felt: Option<Felt>,
    /// As [`SessionRecord::pain_after`].
    pub pain_after: Option<bool>,
}

impl SessionRecord {
    /// What was answered so far.
    pub fn answers(&self) -> Answers {
        Answers { felt: self.felt, pain_after: self.pain_after }
    }

    /// Whether a reference was learned, so that its reps could be judged (FIELD F33).
    pub fn is_measured(&self) -> bool {
        self.reference.as_ref().is_some_and(|r| r.fault.is_none())
    }
}

/// The stored signals of a session.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Trace {
    /// What the sensors said.
    pub samples: Vec<TraceSample>,
    /// What was shown, at 20 Hz.
    pub track: Vec<TrackPoint>,
}

/// One instant of the sensors; stored with 1e-3 m/s² and 1e-4 rad/s to the step.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TraceSample {
    /// When.
    pub at: MonoTime,
    /// Specific force, m/s², phone axes.
    pub acc: [f64; 3],
    /// Angular rate, rad/s; none without a gyroscope.
    pub gyr: Option<[f64; 3]>,
}

/// One instant of what was measured; stored with 0.01° to the step.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TrackPoint {
    /// When.
    pub at: MonoTime,
    /// Tilt and roll of the phone against the reference's zero, breath included, degrees.
    pub phone_deg: [f64; 2],
    /// Tilt and roll of the pelvis since the rep's onset, breath removed, degrees; none outside reps.
    pub pelvis_deg: Option<[f64; 2]>,
}
