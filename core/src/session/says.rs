//! What each state, verdict and fault is called: from the core's values to the keys of `words`.
//!
//! In: a value of timeline, routine, motion or session. Out: its [`Text`]. Stands here because nothing below the session
//! may know both motion and words.

/// The headline of a running phase: what its cue says.
pub use crate::cues::phase_words as phase;

use super::{Answer, Chosen, Command, Ending, Interruption, State};
use crate::motion::{
    BandState, BreathVerdict, Lies, MotionEventKind, PlacementState, Reason, ReferenceFault, ReferenceRecord, Verdict,
};
use crate::routine::{Block, LegPose, OtherLeg, Routine, RoutineError, RoutineFault, Variant, block_at};
use crate::timeline::{BlockKind, PhaseKind, Plan, Side};
use crate::words::Text;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The headline of a session in `state` while no phase runs.
pub fn state(state: State) -> Text {
    Text::new(match state {
        State::Idle => "live-idle",
        State::Placing => "live-placing",
        State::CountIn => "live-count-in",
        State::Running => "live-setup",
        State::Paused | State::Lifted => "live-paused",
        State::Felt => "live-felt",
        State::Result => "live-result",
        State::PainCheck => "live-pain-check",
        State::Done => "live-done",
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

/// The session waits because the sensors fell silent.
pub fn paused_by_silence() -> Text {
    Text::new("pause-silence")
}

/// The session waits, and another pace is offered.
pub fn paused_with_offer() -> Text {
    Text::new("pause-offer")
}

/// The session waits because the world got in the way.
pub fn paused_by(interruption: Interruption) -> Text {
    Text::new(match interruption {
        Interruption::Call => "pause-call",
        Interruption::AudioLost => "pause-audio-lost",
        Interruption::Suspended => "pause-suspended",
        Interruption::SourceEnded => "pause-source-ended",
        Interruption::ScreenLocked => "pause-screen-locked",
        Interruption::LowPower => "pause-low-power",
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

/// That the phone seems to lie another way than was chosen; none when it does not, or when it cannot be told.
pub fn mislaid(reference: &ReferenceRecord) -> Option<Text> {
    let crosswise = |side| Text::new("lies-crosswise").word("side", side);
    let told = match reference.lies {
        Lies::Unknown => return None,
        Lies::Upright => Text::new("lies-upright"),
        Lies::CrosswiseLeft => crosswise("left"),
        Lies::CrosswiseRight => crosswise("right"),
        Lies::WrongWayRound => Text::new("lies-wrong-way-round"),
        Lies::Askew => Text::new("lies-askew"),
    };
    reference.is_mislaid().then_some(told)
}

/// A block of samples could not be read.
pub fn bad_samples() -> Text {
    Text::new("live-bad-samples")
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
        Reason::NoClock => "reason-no-clock",
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
        MotionEventKind::DoubleTap => "event-double-tap",
        MotionEventKind::SignsAgree => "event-signs-agree",
        MotionEventKind::SignsAgainst => "event-signs-against",
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

/// What is said when the user says it hurts.
pub fn pain() -> Text {
    Text::new("pain-ended")
}

/// What is said when it hurts before the session.
pub fn pain_before() -> Text {
    Text::new("pain-before")
}

/// What is said when it hurts after the session.
pub fn pain_after() -> Text {
    Text::new("pain-after")
}

/// Nothing hurts: what to do with the phone that was lifted.
pub fn lay_back() -> Text {
    Text::new("pause-lay-back")
}

/// Another pace is offered, and how to take it (FIELD F8).
pub fn pace_offer() -> Text {
    Text::new("pace-offer")
}

/// The flatten-and-arch is asked for, the first time or again.
pub fn signs_asked(attempt: u16) -> Text {
    Text::new(if attempt > 1 { "signs-again" } else { "signs-asked" })
}

/// What is said at the start: where the phone goes, and what the first posture is.
pub fn start(first: Option<BlockKind>, block: Option<&Block>, cues_only: bool) -> Text {
    let hold = first == Some(BlockKind::Setup) && block.is_some_and(|b| b.exercise == BlockKind::Deadbug);
    Text::new(match (hold, cues_only) {
        (true, false) => "start-phone-and-hold",
        (false, false) => "live-placing",
        (true, true) => "start-hold",
        (false, true) => "live-count-in",
    })
}

/// A side held longer than in the session before.
pub fn held_longer(side: Side, by_s: f64) -> Text {
    Text::new("result-held-longer").word("side", name(side)).number("seconds", by_s, 0)
}

/// A question of the session.
pub fn question(state: State) -> Text {
    Text::new(match state {
        State::Felt => "ask-felt",
        State::PainCheck | State::Idle => "ask-pain-now",
        _ => "ask-pain",
    })
}

/// What a choice of a question is called.
pub fn choice(chosen: Chosen) -> Text {
    if let Chosen::Place(place) = chosen {
        return case("place", place);
    }
    Text::new(match chosen {
        Chosen::Answer(Answer::Pain(true)) | Chosen::Command(Command::Pain) => "choice-hurts",
        Chosen::Answer(Answer::Pain(false)) => "choice-no-pain",
        Chosen::Answer(Answer::Felt(felt)) => match felt.to_landmark {
            Some(true) => "choice-to-landmark",
            Some(false) => "choice-not-to-landmark",
            None => "choice-skip",
        },
        Chosen::Command(Command::Skip) => "choice-skip",
        Chosen::Command(Command::Slower) => "choice-slower",
        Chosen::Command(Command::FreePace) => "choice-free-pace",
        Chosen::Command(Command::KeepPace) => "choice-keep-pace",
        Chosen::Command(_) | Chosen::Place(_) => "choice-go-on",
    })
}

/// What everyone is told before the first session, in order (FIELD F22).
pub fn safety() -> [Text; 4] {
    [Text::new("safety-aid"), Text::new("safety-breath"), Text::new("safety-advice"), Text::new("safety-stop")]
}

/// What is said in phase `index` of `plan`, which was made from `routine`: what to do in a setup (FIELD F23), and after
/// the reference to keep its tension. None in a first phase, whose posture is asked for at the start.
pub fn setup(routine: &Routine, plan: &Plan, index: usize) -> Option<Text> {
    let phase = plan.phases().get(index).filter(|_| index > 0)?;
    let block = block_at(routine, phase.key.block_index)?;
    let before = plan.phases().iter().take(index).rfind(|p| p.kind != PhaseKind::Rest);
    let after = if before.is_some_and(|p| p.block == BlockKind::Deadbug) { "reference" } else { "other" };
    Some(posture(block, phase.key.side).word("after", after))
}

/// What to do before `side` moves; both when the sides take turns.
fn posture(block: &Block, side: Side) -> Text {
    let moving = match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Both => "both",
    };
    let other = match block.posture().other {
        LegPose::Supported => "supported",
        LegPose::Bent => "bent",
        LegPose::Flat => "flat",
        LegPose::Raised | LegPose::Tabletop | LegPose::FallenOut => "up",
    };
    let variant = match block.variant {
        Some(Variant::StraightLeg) => "straight-leg",
        Some(Variant::KneeBreak) | None => "knee-break",
    };
    match block.exercise {
        BlockKind::Deadbug => Text::new("setup-deadbug"),
        BlockKind::MovingDeadbug => Text::new("setup-moving-deadbug"),
        BlockKind::DoubleLegLower => Text::new("setup-double-lower"),
        BlockKind::BentKneeFallOut => Text::new("setup-fall-out").word("side", moving),
        BlockKind::HeelSlide => Text::new("setup-heel-slide").word("side", moving),
        BlockKind::LegLower | BlockKind::SupportedLower | BlockKind::Setup | BlockKind::Settle => {
            Text::new("setup-lower").word("side", moving).word("other", other).word("variant", variant)
        }
    }
}

/// What is wrong with a routine, and what it may be.
pub fn routine(error: &RoutineError) -> Text {
    let text = match &error.fault {
        RoutineFault::Json(what) => return Text::new("routine-json").word("what", what.clone()),
        RoutineFault::Schema(_) => Text::new("routine-schema"),
        RoutineFault::Name(_) => Text::new("routine-name"),
        RoutineFault::Range { value, low, high, or_zero } => {
            let text = Text::new(if *or_zero { "routine-range-or-zero" } else { "routine-range" });
            // As many digits as it has: 8.04 shown as 8 would look allowed.
            let digits = value.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let decimals = u8::try_from(digits).unwrap_or(u8::MAX);
            text.number("value", *value, decimals).number("low", *low, 0).number("high", *high, 0)
        }
        RoutineFault::Missing => Text::new("routine-missing"),
        RoutineFault::NotHere => Text::new("routine-not-here"),
        RoutineFault::NoSharedStart => Text::new("routine-no-shared-start"),
    };
    text.word("field", error.field.clone())
}

/// A value of an enum as the words files spell it; its stored name with hyphens.
pub fn name(is: impl Serialize) -> String {
    match serde_json::to_value(is) {
        Ok(serde_json::Value::String(name)) => name.replace('_', "-"),
        _ => String::new(),
    }
}

/// The text of the value `is` of an enum: `verdict-steady` for `verdict` and steady.
pub fn case(prefix: &str, is: impl Serialize) -> Text {
    Text { key: Cow::Owned(format!("{prefix}-{}", name(is))), args: BTreeMap::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::{SidePlan, check, leg_lowering};
    use crate::words::{Form, Lang, render};

    #[test]
    fn the_setup_says_which_leg_moves_where_the_other_is_and_what_the_knee_does() {
        let routine = leg_lowering(Variant::StraightLeg, OtherLeg::Bent, SidePlan::OneAfterTheOther);
        let said = |lang| render(&posture(&routine.blocks[1], Side::Right).word("after", "other"), lang, Form::Written);
        assert_eq!(said(Lang::En), "Right leg moves. Bend the other knee, foot on the floor. Keep the knee straight.");
        let wanted = "Das rechte Bein arbeitet. Beuge das andere Knie, Fuß am Boden. Halte das Knie gestreckt.";
        assert_eq!(said(Lang::De), wanted);
    }

    #[test]
    fn a_routine_out_of_range_is_told_with_its_field_in_the_users_language() {
        let mut broken = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating);
        broken.tempo.inhale_s = 8.04;
        let text = routine(&check(&broken).unwrap_err());
        assert_eq!(render(&text, Lang::De, Form::Written), "tempo.inhale_s ist 8,04. Wähle 3 bis 8.");
    }
}
