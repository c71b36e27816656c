//! Which cues a planned phase has, and the cues that answer.
//!
//! In: a [`Plan`], which phase, and what a setup asks for. Out: [`Cue`]s with their offsets from the phase's start.
//! Pure: cues run from the plan, never from what was detected (FIELD F7).

use super::{Cue, Haptic, Tone};
use crate::time::Nanos;
use crate::timeline::{BlockKind, PhaseKind, Plan, PlannedPhase, Side};
use crate::words::Text;

/// The longest by which a cue comes before its phase begins; a count-in must be longer.
pub const LEAD: Nanos = Nanos(1_800_000_000);

/// The count comes when the side has been said and before the breath's words begin.
const COUNT_LEAD: Nanos = Nanos(800_000_000);
/// From here on the tone is known and words would only disturb (FIELD F18: sparse).
const REPS_WITH_WORDS: u16 = 2;
/// A word shorter than this runs into the next.
const SHORTEST_FOR_A_WORD: Nanos = Nanos(1_000_000_000);
/// "Ready." comes this long before a setup ends: the next side is said at [`LEAD`].
const READY_LEAD: Nanos = Nanos(3_000_000_000);
/// In a shorter setup "Ready." would run into the instruction.
const SHORTEST_FOR_READY: Nanos = Nanos(8_000_000_000);
const CHIME: Nanos = Nanos(600_000_000);
const BAND: Nanos = Nanos(350_000_000);
const LAST: Nanos = Nanos(500_000_000);

/// The cues of phase `index` of `plan` with their offsets from its start, in order; before the start they are negative,
/// at most [`LEAD`]. `setup` is what a setup phase asks for, none where that has been said; other phases do not need it.
pub fn cues_of(plan: &Plan, index: usize, setup: Option<Text>) -> Vec<(Nanos, Cue)> {
    let Some(phase) = plan.phases().get(index) else { return Vec::new() };
    let words = phase_words(phase.kind, phase.block, plan.is_drop(index));
    let start = Nanos(0);
    let mut cues = Vec::new();
    match phase.kind {
        PhaseKind::Exhale | PhaseKind::Inhale => {
            if plan.rep_start(index) == index {
                announce(plan, index, phase, &mut cues);
            }
            cues.push((start, breath(phase, words)));
        }
        PhaseKind::Pause => {
            if phase.key.rep <= REPS_WITH_WORDS && phase.length >= SHORTEST_FOR_A_WORD {
                cues.push((start, Cue::say(words)));
            }
        }
        PhaseKind::Setup => {
            cues.extend(setup.map(|text| (start, chime(text))));
            if phase.length >= SHORTEST_FOR_READY {
                cues.push((Nanos(phase.length.0 - READY_LEAD.0), Cue::say(Text::new("cue-ready"))));
            }
        }
        // Before anything was done there is nothing to rest from: the body warms up.
        PhaseKind::Rest if index == 0 => cues.push((start, chime(Text::new("cue-free-breath")))),
        PhaseKind::Rest => cues.push((start, chime(words))),
        PhaseKind::Signs => cues.push((start, Cue::say(words))),
    }
    cues
}

/// The cues of a breath without a clock, all for its beginning: nobody knows how long it will last, so no tone glides.
pub fn free(plan: &Plan, index: usize) -> Vec<Cue> {
    let Some(phase) = plan.phases().get(index) else { return Vec::new() };
    let mut before = Vec::new();
    if plan.rep_start(index) == index {
        announce(plan, index, phase, &mut before);
    }
    let words = phase_words(phase.kind, phase.block, plan.is_drop(index));
    let breath = Cue { tone: None, ..breath(phase, words) };
    before.into_iter().map(|(_, cue)| cue).chain([breath]).collect()
}

/// The breath before a rep, in a count-in: its tone alone.
pub fn lead_in(phase: &PlannedPhase) -> Cue {
    Cue { say: None, ..breath(phase, Text::new("cue-ready")) }
}

/// What is asked of the pelvis to confirm the signs (FIELD F3).
pub fn flatten_arch() -> Cue {
    chime(Text::new("cue-flatten-arch"))
}

/// The phone lies well: the session begins.
pub fn ready() -> Cue {
    chime(Text::new("cue-ready"))
}

/// What is said of a phase of `block`; `drop` says whether the leg goes down in it.
pub fn phase_words(kind: PhaseKind, block: BlockKind, drop: bool) -> Text {
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

/// "In 3.": said before a start, a resume, a skip or a redo.
pub fn count_in(seconds: u16) -> Cue {
    Cue::say(Text::new("cue-count-in").count("n", seconds))
}

/// The session waits, and why.
pub fn paused(reason: Text) -> Cue {
    chime(reason)
}

/// The session is over.
pub fn finished() -> Cue {
    chime(Text::new("cue-done"))
}

/// The pelvis has left the band: one soft note and no word, so that it does not disturb the breath (FIELD F18).
pub fn band_left() -> Cue {
    Cue { say: None, tone: Some((Tone::Band, BAND)), haptic: None }
}

fn chime(text: Text) -> Cue {
    Cue { tone: Some((Tone::Chime, CHIME)), ..Cue::say(text) }
}

fn breath(phase: &PlannedPhase, words: Text) -> Cue {
    let (tone, haptic) = match phase.kind {
        PhaseKind::Exhale => (Tone::Exhale, Haptic::Two),
        _ => (Tone::Inhale, Haptic::One),
    };
    let say = (phase.key.rep <= REPS_WITH_WORDS).then_some(words);
    Cue { say, tone: Some((tone, phase.length)), haptic: Some(haptic) }
}

/// What is said before a rep: its side when it is another than before, and its number.
fn announce(plan: &Plan, index: usize, phase: &PlannedPhase, cues: &mut Vec<(Nanos, Cue)>) {
    let key = phase.key;
    if phase.block == BlockKind::Settle {
        if key.rep == 1 {
            cues.push((Nanos(-COUNT_LEAD.0), Cue::say(Text::new("cue-just-breathe"))));
        }
        return;
    }
    let before = index.checked_sub(1).and_then(|i| plan.phases().get(i));
    let same_side = before.is_some_and(|b| b.block == phase.block && b.key.side == key.side);
    if phase.block.is_judged() && !same_side {
        let side = match key.side {
            Side::Left => Text::new("cue-left-leg"),
            Side::Right => Text::new("cue-right-leg"),
            Side::Both => Text::new("cue-both-legs"),
        };
        cues.push((Nanos(-LEAD.0), Cue::say(side)));
    }
    let number = if key.rep == plan.reps_beside(phase) {
        // A double note tells it without words, too (FIELD F18).
        Cue { tone: Some((Tone::Last, LAST)), ..Cue::say(Text::new("cue-last")) }
    } else {
        Cue::say(Text::new("cue-number").count("n", key.rep))
    };
    cues.push((Nanos(-COUNT_LEAD.0), number));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::RepKey;
    use proptest::prelude::*;

    /// `reps` reps of `block`, breath by breath, the first breath first.
    fn reps_of(block: BlockKind, side: Side, reps: u16, kinds: &[PhaseKind], length_s: f64) -> Vec<PlannedPhase> {
        let key = |rep| RepKey { block_index: 0, set: 1, side, rep };
        let length = Nanos::from_s(length_s);
        let phase = |rep, kind: &PhaseKind| PlannedPhase { kind: *kind, block, key: key(rep), length };
        (1..=reps).flat_map(|rep| kinds.iter().map(move |kind| phase(rep, kind))).collect()
    }

    fn keys_said(plan: &Plan, index: usize) -> Vec<String> {
        let cues = cues_of(plan, index, None);
        cues.into_iter().filter_map(|(_, cue)| cue.say.map(|t| t.key.into_owned())).collect()
    }

    const OUT_IN: [PhaseKind; 2] = [PhaseKind::Exhale, PhaseKind::Inhale];
    const IN_OUT: [PhaseKind; 2] = [PhaseKind::Inhale, PhaseKind::Exhale];

    #[test]
    fn the_side_and_the_number_come_before_the_first_lower_and_the_last_rep_is_told() {
        let plan = Plan::new(reps_of(BlockKind::LegLower, Side::Left, 4, &OUT_IN, 4.0));
        assert_eq!(keys_said(&plan, 0), ["cue-left-leg", "cue-number", "cue-exhale-lower"]);
        assert_eq!(keys_said(&plan, 1), ["cue-inhale-lift"]);
        assert_eq!(keys_said(&plan, 2), ["cue-number", "cue-exhale-lower"]);
        assert_eq!(keys_said(&plan, 4), ["cue-number"]);
        assert!(keys_said(&plan, 5).is_empty());
        assert_eq!(keys_said(&plan, 6), ["cue-last"]);
    }

    #[test]
    fn in_reversed_phases_the_words_follow_the_breath_and_the_leg() {
        let plan = Plan::new(reps_of(BlockKind::LegLower, Side::Right, 2, &IN_OUT, 4.0));
        assert!(keys_said(&plan, 0).contains(&"cue-inhale-lower".to_owned()));
        assert_eq!(keys_said(&plan, 1), ["cue-exhale-lift"]);
    }

    #[test]
    fn a_pause_inside_a_rep_does_not_make_the_lift_a_drop() {
        let kinds = [PhaseKind::Exhale, PhaseKind::Pause, PhaseKind::Inhale];
        let plan = Plan::new(reps_of(BlockKind::LegLower, Side::Left, 2, &kinds, 1.0));
        assert_eq!(keys_said(&plan, 1), ["cue-wait"]);
        assert_eq!(keys_said(&plan, 2), ["cue-inhale-lift"]);
    }

    #[test]
    fn reference_and_settling_breaths_name_no_leg() {
        let reference = Plan::new(reps_of(BlockKind::Deadbug, Side::Both, 5, &OUT_IN, 4.0));
        assert_eq!(keys_said(&reference, 0), ["cue-number", "cue-exhale"]);
        let settling = Plan::new(reps_of(BlockKind::Settle, Side::Both, 2, &OUT_IN, 4.0));
        assert_eq!(keys_said(&settling, 0), ["cue-just-breathe", "cue-exhale"]);
        assert_eq!(keys_said(&settling, 2), ["cue-exhale"], "settling is not counted");
    }

    #[test]
    fn a_setup_says_what_it_is_told_and_ready_before_it_ends() {
        let setup = |s| Plan::new(reps_of(BlockKind::Setup, Side::Both, 1, &[PhaseKind::Setup], s));
        let cues = cues_of(&setup(12.0), 0, Some(Text::new("setup-deadbug")));
        let said: Vec<_> = cues.iter().filter_map(|(at, c)| c.say.as_ref().map(|t| (at.s(), t.key.as_ref()))).collect();
        assert_eq!(said, [(0.0, "setup-deadbug"), (9.0, "cue-ready")]);
        assert!(keys_said(&setup(3.0), 0).is_empty(), "what it asks has been said before");
    }

    #[test]
    fn past_the_end_of_the_plan_there_is_nothing_to_say() {
        assert!(cues_of(&Plan::default(), 0, None).is_empty());
    }

    proptest! {
        #[test]
        fn every_breath_has_one_tone_of_its_kind_and_length_and_no_other_phase_has_one(
            kinds in prop::collection::vec(prop_oneof![
                Just(PhaseKind::Exhale), Just(PhaseKind::Inhale), Just(PhaseKind::Pause), Just(PhaseKind::Setup),
                Just(PhaseKind::Rest), Just(PhaseKind::Signs),
            ], 1..6),
            reps in 1..5_u16,
            length_s in 0.1..9.0,
            settle in any::<bool>(),
        ) {
            let block = if settle { BlockKind::Settle } else { BlockKind::LegLower };
            let plan = Plan::new(reps_of(block, Side::Left, reps, &kinds, length_s));
            for (i, phase) in plan.phases().iter().enumerate() {
                let cues = cues_of(&plan, i, None);
                let breaths: Vec<_> = cues
                    .iter()
                    .filter_map(|(at, c)| c.tone.map(|(tone, length)| (*at, tone, length, c.haptic)))
                    .filter(|(_, tone, ..)| matches!(tone, Tone::Exhale | Tone::Inhale))
                    .collect();
                let wanted = match phase.kind {
                    PhaseKind::Exhale => vec![(Nanos(0), Tone::Exhale, phase.length, Some(Haptic::Two))],
                    PhaseKind::Inhale => vec![(Nanos(0), Tone::Inhale, phase.length, Some(Haptic::One))],
                    _ => vec![],
                };
                prop_assert_eq!(breaths, wanted);
                prop_assert!(cues.iter().all(|(at, _)| at.0 >= -LEAD.0 && *at < phase.length));
                prop_assert!(cues.is_sorted_by_key(|(at, _)| *at));
            }
        }
    }
}
