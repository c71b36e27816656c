//! What motion says: of an instant ([`Live`]), of a rep ([`RepRecord`]), of the reference and of the phone.
//!
//! Values only; the estimators beside this file make them. Degrees; tilt > 0 when the head edge of the phone rises,
//! roll > 0 when the edge at the user's left sinks.

use crate::time::MonoTime;
use crate::timeline::{BlockKind, RepKey, Span};
use arrayvec::ArrayVec;
use serde::{Deserialize, Serialize};

/// A number with how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Estimate {
    /// Best guess.
    pub value: f64,
    /// Interval that holds the truth 95 times of 100, `[low, high]`.
    pub ci95: [f64; 2],
}

/// Where the pelvis stands against the bands of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum BandState {
    /// Within the band.
    Steady,
    /// Past the first bound.
    Drifting,
    /// Past the second.
    Lost,
}

/// What is shown of the pelvis while it happens; relative to the rep's onset, breathing removed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Live {
    /// The instant it is about.
    pub at: MonoTime,
    /// Sagittal tilt, degrees.
    pub tilt_deg: f64,
    /// Axial rotation, degrees.
    pub roll_deg: f64,
    /// One standard deviation of the tilt, degrees.
    pub tilt_sd_deg: f64,
    /// One standard deviation of the roll, degrees.
    pub roll_sd_deg: f64,
    /// The worse of the two axes.
    pub band: BandState,
}

/// What a rep is called (FIELD F5, F19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Verdict {
    /// The pelvis stayed in the band.
    Steady,
    /// It left the first bound.
    Drifting,
    /// It left the second.
    Lost,
    /// It could not be told; the reasons say why.
    Unclear,
}

/// Why a rep is not called steady.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Reason {
    /// Sagittal tilt, head edge up (arch), left the band.
    TiltedForward,
    /// Sagittal tilt, head edge down (flatten), left the band.
    TiltedBack,
    /// The pelvis rolled to the user's left.
    RolledLeft,
    /// The pelvis rolled to the user's right.
    RolledRight,
    /// The interval straddles a bound: too close to call.
    TooCloseToCall,
    /// There is no accepted reference.
    NoReference,
    /// The breath changed too much since the reference (FIELD F25).
    BreathChanged,
    /// The phone slipped.
    Slipped,
    /// The phone was lifted or laid down anew.
    Replaced,
    /// A cough or a bump.
    Bumped,
    /// The sensor was silent.
    Gap,
    /// Too few samples.
    TooFewSamples,
    /// The phone shook itself for too much of the rep.
    Masked,
    /// The phone did not lie face up on the belly.
    NotPlaced,
    /// The breath ran without a clock, and what the reference taught of it is too coarse to judge by (FIELD F8).
    NoClock,
}

/// Each reason once, most telling first; room for all there are, so that nothing is allocated for them.
pub type Reasons = ArrayVec<Reason, 16>;

/// Whether the breath followed the cue (FIELD F19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum BreathVerdict {
    /// With the cue.
    InTime,
    /// Before the cue.
    Early,
    /// After the cue.
    Late,
    /// Out where in was asked.
    Reversed,
    /// The pelvis moved more than the breath, or the breath is too small to see.
    CannotTell,
}

/// One axis of a rep.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct AxisRecord {
    /// Signed excursion farthest from the rep's onset, without what is faster than 2.5 Hz, degrees.
    pub peak_deg: Estimate,
    /// End of the rep minus its start, degrees.
    pub drift_deg: Estimate,
    /// RMS in 0.8–3 Hz above the reference's floor, degrees.
    pub wiggle_deg: f64,
    /// Share of the rep inside the first bound, 0 to 1.
    pub in_band: f64,
}

/// All there is to say of one rep.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RepRecord {
    /// What its block is for.
    pub block: BlockKind,
    /// Which rep.
    pub key: RepKey,
    /// From 1.
    pub attempt: u16,
    /// When.
    pub span: Span,
    /// Sagittal tilt.
    pub tilt: AxisRecord,
    /// Axial rotation.
    pub roll: AxisRecord,
    /// Tilt at the rep's onset against the set's zero, degrees (FIELD F28); none without a reference.
    pub creep_deg: Option<Estimate>,
    /// Seconds into the rep's first phase pair at which the pelvis first left the band; none when it stayed.
    pub moment_of_loss_s: Option<f64>,
    /// Pelvis motion of the rep relative to the reference's own; none without a reference.
    pub stillness_ratio: Option<f64>,
    /// What it is called.
    pub verdict: Verdict,
    /// Why; empty only when steady.
    pub reasons: Reasons,
    /// Whether the breath followed.
    pub breath: BreathVerdict,
}

/// Why a reference was not accepted, in the order in which they are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum ReferenceFault {
    /// Fewer than three whole breaths.
    TooShort,
    /// The phone did not lie face up.
    NotPlaced,
    /// The phone moved.
    Moved,
    /// The level wandered.
    Wandered,
    /// The breath did not follow the cue.
    OffCue,
}

/// What five exhales taught (DESIGN §3.4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ReferenceRecord {
    /// When.
    pub span: Span,
    /// Whole breaths used.
    pub breaths: u16,
    /// Absolute tilt of the phone, degrees: the zero.
    pub tilt_zero_deg: f64,
    /// Absolute roll of the phone, degrees: the zero.
    pub roll_zero_deg: f64,
    /// Peak-to-peak size of the breath along its axis, degrees.
    pub depth_deg: f64,
    /// Spread of the breaths around their mean, degrees RMS, tilt and roll.
    pub spread_deg: [f64; 2],
    /// Seconds by which the breath follows the cue.
    pub delay_s: f64,
    /// Bound past which a rep drifts, degrees, tilt and roll (FIELD F5).
    pub drifting_deg: [f64; 2],
    /// Bound past which a rep is lost, degrees, tilt and roll.
    pub lost_deg: [f64; 2],
    /// Gyroscope bias, rad/s, phone axes; none without a gyroscope.
    pub gyro_bias: Option<[f64; 3]>,
    /// None when accepted.
    pub fault: Option<ReferenceFault>,
    /// The way the phone was to lie; the numbers are in the body's axes by it.
    #[serde(default)]
    pub laid: Laid,
    /// The way its breath says it lies; no number follows from it.
    #[serde(default)]
    pub lies: Lies,
    /// Turn of the phone on the belly against `laid`, degrees, anticlockwise as seen from above; none when the breath
    /// does not show it.
    #[serde(default)]
    pub askew_deg: Option<Estimate>,
}

impl ReferenceRecord {
    /// Whether the phone seems to lie another way than was chosen.
    pub fn is_mislaid(&self) -> bool {
        let as_chosen = match self.laid {
            Laid::Upright => Lies::Upright,
            Laid::CrosswiseLeft => Lies::CrosswiseLeft,
            Laid::CrosswiseRight => Lies::CrosswiseRight,
        };
        self.lies != Lies::Unknown && self.lies != as_chosen
    }
}

/// The way the phone is laid on the belly by choice, screen up (FIELD F30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Laid {
    /// Top edge to the head.
    #[default]
    Upright,
    /// Top edge to the user's left.
    CrosswiseLeft,
    /// Top edge to the user's right.
    CrosswiseRight,
}

impl Laid {
    /// Turn from upright, degrees, anticlockwise as seen from above: who lies on the back has the right hand at the left
    /// of who looks down on them.
    pub fn turn_deg(self) -> f64 {
        match self {
            Self::Upright => 0.0,
            Self::CrosswiseLeft => -90.0,
            Self::CrosswiseRight => 90.0,
        }
    }

    /// A vector in phone axes, in the axes of a phone that lies upright in its place.
    pub(crate) fn upright(self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        match self {
            Self::Upright => [x, y, z],
            Self::CrosswiseLeft => [y, -x, z],
            Self::CrosswiseRight => [-y, x, z],
        }
    }
}

/// The way the phone seems to lie on the belly (FIELD F4, F30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Lies {
    /// The breath is too shallow or too mixed to tell.
    #[default]
    Unknown,
    /// Top edge to the head.
    Upright,
    /// Top edge to the user's left.
    CrosswiseLeft,
    /// Top edge to the user's right.
    CrosswiseRight,
    /// Top edge to the feet; a breath against the cue looks the same.
    WrongWayRound,
    /// Turned by more than 20° from the way that was chosen, and near no other.
    Askew,
}

/// What happened to the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum MotionEventKind {
    /// It moved on the belly.
    Slip,
    /// It left the belly.
    LiftOff,
    /// It was laid down anew.
    Replaced,
    /// A cough or a bump.
    Bump,
    /// The heel touched down (FIELD F29).
    HeelDown,
    /// No sample came for a while.
    Gap,
    /// Two firm taps on the phone or beside it (FIELD F34).
    DoubleTap,
    /// A flatten-and-arch confirmed the sign of tilt (FIELD F3).
    SignsAgree,
    /// It contradicted it twice: arching and flattening may be swapped.
    SignsAgainst,
}

impl MotionEventKind {
    /// Whether the phone may lie otherwise after it.
    pub(crate) fn is_move(self) -> bool {
        match self {
            Self::Slip | Self::LiftOff | Self::Replaced | Self::HeelDown | Self::Gap => true,
            Self::Bump | Self::DoubleTap | Self::SignsAgree | Self::SignsAgainst => false,
        }
    }
}

/// What happened and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct MotionEvent {
    /// When it began.
    pub at: MonoTime,
    /// What.
    pub kind: MotionEventKind,
}

/// How the phone lies (DESIGN §3.3, FIELD F30).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum PlacementState {
    /// Nothing has been seen yet.
    #[default]
    Unknown,
    /// Too steep: the user is not lying, or the phone is in the hand.
    NotLying,
    /// The screen looks down.
    FaceDown,
    /// It lies, but still moves.
    Settling,
    /// It lies and is calm.
    Ready,
}
