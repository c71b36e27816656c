//! What goes into a live session and what comes out.
//!
//! Values only. Every input carries the instant at which the host had it; every output is complete in itself.

use super::Ending;
use super::felt::{Felt, Place};
use crate::cues::{CueAt, CueId};
use crate::motion::{BandState, MotionEvent, PlacementState, ReferenceRecord, RepRecord};
use crate::time::MonoTime;
use crate::timeline::{BlockKind, PerformedPhase, PhaseKind, Side};
use crate::words::Text;
use serde::{Deserialize, Serialize};

/// What can happen to a session.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Input<'a> {
    /// Samples: one block frame (SEAMS).
    Frame(&'a [u8]),
    /// Time has passed.
    Tick,
    /// The user wants something.
    Command(Command),
    /// The world got in the way.
    Interruption(Interruption),
    /// The user answers what the session asked.
    Answer(Answer),
    /// A cue was heard at the instant it carries.
    CuePlayed {
        /// Which.
        id: CueId,
        /// When.
        at: MonoTime,
    },
}

/// What the user can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "SessionCommand"))]
pub enum Command {
    /// Begin.
    Start,
    /// Wait; the running rep is broken off.
    Pause,
    /// Go on with a count-in; the broken rep starts again.
    Resume,
    /// Pass over the running rep, the wait for the phone, or what is asked.
    Skip,
    /// Do the last finished rep again.
    Redo,
    /// It hurts: ends the set and is recorded.
    Pain,
    /// End the session here.
    Stop,
    /// Breathe more slowly from the next rep on.
    Slower,
    /// From the next rep on no clock: the breath itself ends each phase.
    FreePace,
    /// Leave the pace as it is.
    KeepPace,
}

/// What the world can do to a session; each pauses it and none resumes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Interruption {
    /// A phone call.
    Call,
    /// The headphones were pulled, or another app took the sound.
    AudioLost,
    /// The app went to the background.
    Suspended,
    /// The sensors ended for good: a recording is over, the app is closing.
    SourceEnded,
    /// The screen was locked; most phones then stop their sensors (FIELD F17).
    ScreenLocked,
    /// The battery is about to end the session.
    LowPower,
}

/// What the user answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Answer {
    /// What was felt, before the verdicts are shown (FIELD F31).
    Felt(Felt),
    /// Whether anything hurts.
    Pain(bool),
}

/// Where the session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "SessionState"))]
pub enum State {
    /// Not started.
    Idle,
    /// Waiting for the phone to lie still on the belly.
    Placing,
    /// The next rep is announced and about to begin.
    CountIn,
    /// A phase runs.
    Running,
    /// Waiting for the user.
    Paused,
    /// Waiting because the phone was lifted: does anything hurt? (FIELD F34)
    Lifted,
    /// The routine is over: what was felt? (FIELD F31)
    Felt,
    /// What was measured, and one thing to do next.
    Result,
    /// Does anything hurt now? (FIELD F22)
    PainCheck,
    /// Over.
    Done,
}

impl State {
    /// Every state, in the order in which a session comes through them.
    pub const ALL: [Self; 10] = [
        Self::Idle,
        Self::Placing,
        Self::CountIn,
        Self::Running,
        Self::Paused,
        Self::Lifted,
        Self::Felt,
        Self::Result,
        Self::PainCheck,
        Self::Done,
    ];
}

/// What came of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// All a screen needs.
    pub snapshot: Snapshot,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// Bytes to append to the session's journal; may be empty.
    pub journal: Vec<u8>,
}

/// What a session tells the host.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "SessionEvent"))]
pub enum Event {
    /// Play this when it is due.
    Cue(CueAt),
    /// Forget the cues from this one on, and stop what is sounding.
    CancelCuesFrom(CueId),
    /// A phase began; its end is the planned one.
    PhaseBegan(PerformedPhase),
    /// The reference was learned, or refused with its fault.
    Reference(ReferenceRecord),
    /// A rep was done and judged.
    RepFinished(Box<RepRecord>),
    /// All reps of a block are over.
    BlockFinished {
        /// What the block was for.
        block: BlockKind,
    },
    /// Something happened to the phone.
    Motion(MotionEvent),
    /// The session waits; says why.
    Paused(Text),
    /// The breath does not follow the clock: a slower or a free pace is offered (FIELD F8).
    PaceOffered,
    /// The routine is over, and its record is whole: time to save it. Questions may follow.
    Finished(Ending),
    /// The user answered.
    Answered(Answer),
}

/// All a screen needs, already decided; the screen computes nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Snapshot {
    /// The instant it is about.
    pub at: MonoTime,
    /// Where the session stands.
    pub state: State,
    /// The one line to read.
    pub headline: Text,
    /// What is wrong, or what to do about it.
    pub message: Option<Text>,
    /// How the phone lies.
    pub placement: PlacementState,
    /// The running phase.
    pub phase: Option<PhaseView>,
    /// Share of the whole routine that is over, 0 to 1.
    pub progress: f64,
    /// The pelvis, where it is measured.
    pub pelvis: Option<PelvisView>,
    /// Verdicts so far, in order; none while it is asked what was felt.
    pub reps: Vec<RepChip>,
    /// What is asked, with its choices.
    pub ask: Option<Ask>,
    /// What came of it.
    pub result: Option<ResultView>,
}

/// A question with what can be answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Ask {
    /// The question.
    pub question: Text,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// Reps that were done, where it is asked how many of them felt steady.
    pub reps: Option<u16>,
}

/// One choice of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Choice {
    /// What it is called.
    pub text: Text,
    /// What it does.
    pub does: Chosen,
}

/// What a choice does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Chosen {
    /// It is a command.
    Command(Command),
    /// It is an answer.
    Answer(Answer),
    /// It is part of what was felt, with others.
    Place(Place),
}

/// What came of a session, in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ResultView {
    /// What happened.
    pub what: Vec<Text>,
    /// What held longer than before; none where nothing did, or nothing is known.
    pub longer: Option<Text>,
    /// One thing to do next.
    pub next: Text,
}

/// The running phase.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PhaseView {
    /// What the user does.
    pub kind: PhaseKind,
    /// What its block is for.
    pub block: BlockKind,
    /// The moving side.
    pub side: Side,
    /// This rep, from 1.
    pub rep: u16,
    /// Of so many.
    pub reps: u16,
    /// Share of the phase that is over, 0 to 1.
    pub progress: f64,
    /// Seconds to its planned end.
    pub left_s: f64,
}

/// The bubble in its level: the pelvis against the reference's bands, degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PelvisView {
    /// Sagittal tilt since the rep's onset.
    pub tilt_deg: f64,
    /// Axial rotation since the rep's onset.
    pub roll_deg: f64,
    /// Where the pelvis drifts from, tilt and roll.
    pub drifting_deg: [f64; 2],
    /// Where it is lost from, tilt and roll.
    pub lost_deg: [f64; 2],
    /// The worse of the two axes.
    pub band: BandState,
}

/// One finished rep as a chip.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RepChip {
    /// Which leg.
    pub side: Side,
    /// Which rep, from 1.
    pub rep: u16,
    /// What it was called.
    pub verdict: crate::motion::Verdict,
}
