//! What each state, verdict and fault is called: from the core's values to the keys of `words`.
//!
//! In: a value of timeline, routine, motion or session. Out: its [`Text`]. Stands here because nothing below the session
//! may know both motion and words.

use super::{Ending, Interruption, State};
use crate::motion::{BandState, BreathVerdict, MotionEventKind, PlacementState, Reason, ReferenceFault, Verdict};
use crate::routine::{OtherLeg, Variant};
use crate::timeline::{BlockKind, PhaseKind, Side};
use crate::words::Text;

/// The headline of a session in `state` while no phase runs.
pub fn state(state: State) -> Text {
    Text::new(match state {
        State::Idle => "live-idle",
        State::Placing => "live-placing",
        State::CountIn => "live-count-in",
        State::Running => "live-setup",
        State::Paused => "live-paused",
        State::Done => "live-done",
    })
}

/// The headline of a running phase of `block`; `drop` says whether the leg goes down in it.
pub fn phase(kind: PhaseKind, block: BlockKind, drop: bool) -> Text {
    Text::new(match (kind, block.is_judged(), drop) {
        (PhaseKind::Exhale, true, true) => "cue-exhale-lower",
        (PhaseKind::Exhale, true, false) => "cue-exhale-lift",
        (PhaseKind::Inhale, true, true) => "cue-inhale-lower",
        (PhaseKind::Inhale, true, false) => "cue-inhale-lift",
        (PhaseKind::Exhale, false, _) => "cue-exhale",
        (PhaseKind::Inhale, false, _) => "cue-inhale",
        (PhaseKind::Pause, ..) => "cue-wait",
        (PhaseKind::Setup, ..) => "live-setup",
        (PhaseKind::Signs, ..) => "cue-flatten-arch",
        (PhaseKind::Rest, ..) => "cue-rest",
    })
}

/// A phase as a label.
pub fn phase_kind(kind: PhaseKind) -> Text {
    Text::new(match kind {
        PhaseKind::Exhale => "phase-exhale",
        PhaseKind::Inhale => "phase-inhale",
        PhaseKind::Pause => "phase-pause",
        PhaseKind::Setup => "phase-setup",
        PhaseKind::Signs => "phase-signs",
        PhaseKind::Rest => "phase-rest",
    })
}

/// What is wrong with how the phone lies, or that it lies well.
pub fn placement(state: PlacementState) -> Text {
    Text::new(match state {
        PlacementState::Unknown => "placement-unknown",
        PlacementState::NotLying => "placement-not-lying",
        PlacementState::FaceDown => "placement-face-down",
        PlacementState::Settling => "placement-settling",
        PlacementState::Ready => "placement-ready",
    })
}

/// The phone lies crosswise, which is supported (FIELD F30).
pub fn placed_crosswise() -> Text {
    Text::new("placement-crosswise")
}

/// The phone lies so askew that the axes mix (FIELD F4).
pub fn placed_askew() -> Text {
    Text::new("placement-askew")
}

/// The session waits because the user asked.
pub fn paused_by_user() -> Text {
    Text::new("pause-user")
}

/// The session waits because the phone was lifted; asks about pain (FIELD F34).
pub fn paused_by_lift() -> Text {
    Text::new("pause-lifted")
}

/// The session waits because its clock jumped.
pub fn paused_by_clock() -> Text {
    Text::new("pause-clock-jump")
}

/// The session waits because the world got in the way.
pub fn paused_by(interruption: Interruption) -> Text {
    Text::new(match interruption {
        Interruption::Call => "pause-call",
        Interruption::AudioLost => "pause-audio-lost",
        Interruption::Suspended => "pause-suspended",
        Interruption::SourceEnded => "pause-source-ended",
    })
}

/// The reference was learned, or why it was refused.
pub fn reference(fault: Option<ReferenceFault>) -> Text {
    Text::new(match fault {
        None => "reference-accepted",
        Some(ReferenceFault::TooShort) => "reference-too-short",
        Some(ReferenceFault::NotPlaced) => "reference-not-placed",
        Some(ReferenceFault::Moved) => "reference-moved",
        Some(ReferenceFault::Wandered) => "reference-wandered",
        Some(ReferenceFault::OffCue) => "reference-off-cue",
    })
}

/// The session goes on as guided breathing (FIELD F33).
pub fn unmeasured() -> Text {
    Text::new("live-unmeasured")
}

/// Where the pelvis stands, and what to do about it.
pub fn band(state: BandState) -> Text {
    Text::new(match state {
        BandState::Steady => "band-steady",
        BandState::Drifting => "band-drifting",
        BandState::Lost => "band-lost",
    })
}

/// A verdict's word.
pub fn verdict(verdict: Verdict) -> Text {
    Text::new(match verdict {
        Verdict::Steady => "verdict-steady",
        Verdict::Drifting => "verdict-drifting",
        Verdict::Lost => "verdict-lost",
        Verdict::Unclear => "verdict-unclear",
    })
}

/// What a verdict's word means.
pub fn verdict_means(verdict: Verdict) -> Text {
    Text::new(match verdict {
        Verdict::Steady => "verdict-steady-means",
        Verdict::Drifting => "verdict-drifting-means",
        Verdict::Lost => "verdict-lost-means",
        Verdict::Unclear => "verdict-unclear-means",
    })
}

/// Why a rep is not called steady.
pub fn reason(reason: Reason) -> Text {
    Text::new(match reason {
        Reason::TiltedForward => "reason-tilted-forward",
        Reason::TiltedBack => "reason-tilted-back",
        Reason::RolledLeft => "reason-rolled-left",
        Reason::RolledRight => "reason-rolled-right",
        Reason::TooCloseToCall => "reason-too-close-to-call",
        Reason::NoReference => "reason-no-reference",
        Reason::BreathChanged => "reason-breath-changed",
        Reason::Slipped => "reason-slipped",
        Reason::Replaced => "reason-replaced",
        Reason::Bumped => "reason-bumped",
        Reason::Gap => "reason-gap",
        Reason::TooFewSamples => "reason-too-few-samples",
        Reason::Masked => "reason-masked",
        Reason::NotPlaced => "reason-not-placed",
    })
}

/// Whether the breath followed the tone.
pub fn breath(verdict: BreathVerdict) -> Text {
    Text::new(match verdict {
        BreathVerdict::InTime => "breath-in-time",
        BreathVerdict::Early => "breath-early",
        BreathVerdict::Late => "breath-late",
        BreathVerdict::Reversed => "breath-reversed",
        BreathVerdict::CannotTell => "breath-cannot-tell",
    })
}

/// What happened to the phone.
pub fn event(kind: MotionEventKind) -> Text {
    Text::new(match kind {
        MotionEventKind::Slip => "event-slip",
        MotionEventKind::LiftOff => "event-lift-off",
        MotionEventKind::Replaced => "event-replaced",
        MotionEventKind::Bump => "event-bump",
        MotionEventKind::HeelDown => "event-heel-down",
        MotionEventKind::Gap => "event-gap",
    })
}

/// How a session ended.
pub fn ending(ending: Ending) -> Text {
    Text::new(match ending {
        Ending::Finished => "ending-finished",
        Ending::Stopped => "ending-stopped",
        Ending::Pain => "ending-pain",
        Ending::Interrupted => "ending-interrupted",
    })
}

/// A side's name.
pub fn side(side: Side) -> Text {
    Text::new(match side {
        Side::Left => "side-left",
        Side::Right => "side-right",
        Side::Both => "side-both",
    })
}

/// An exercise's name.
pub fn exercise(block: BlockKind) -> Text {
    Text::new(match block {
        BlockKind::Deadbug => "exercise-deadbug",
        BlockKind::Setup => "exercise-setup",
        BlockKind::Settle => "exercise-settle",
        BlockKind::LegLower => "exercise-leg-lower",
        BlockKind::BentKneeFallOut => "exercise-bent-knee-fall-out",
        BlockKind::HeelSlide => "exercise-heel-slide",
        BlockKind::SupportedLower => "exercise-supported-lower",
        BlockKind::DoubleLegLower => "exercise-double-leg-lower",
        BlockKind::MovingDeadbug => "exercise-moving-deadbug",
    })
}

/// A variant's name.
pub fn variant(variant: Variant) -> Text {
    Text::new(match variant {
        Variant::KneeBreak => "variant-knee-break",
        Variant::StraightLeg => "variant-straight-leg",
    })
}

/// Where the other leg is.
pub fn other_leg(leg: OtherLeg) -> Text {
    Text::new(match leg {
        OtherLeg::Up => "other-leg-up",
        OtherLeg::Supported => "other-leg-supported",
        OtherLeg::Bent => "other-leg-bent",
        OtherLeg::Flat => "other-leg-flat",
    })
}

/// The question before a session (FIELD F22).
pub fn ask_pain_before() -> Text {
    Text::new("ask-pain-before")
}

/// The question after a session.
pub fn ask_pain_after() -> Text {
    Text::new("ask-pain-after")
}

/// What is said when the user says it hurts.
pub fn pain() -> Text {
    Text::new("pain-ended")
}

/// What everyone is told before the first session, in order (FIELD F22).
pub fn safety() -> [Text; 4] {
    [Text::new("safety-aid"), Text::new("safety-breath"), Text::new("safety-advice"), Text::new("safety-stop")]
}
