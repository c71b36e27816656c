//! What a user hears of the built-in routine, from plan to words and tones: routine, cues and words together.

#![expect(clippy::unwrap_used, reason = "a test fails loudly")]

use proximal_core::cues::{Tone, cues_of};
use proximal_core::routine::{BUILT_IN, OtherLeg, Routine, SidePlan, Variant, built_in, compile, leg_lowering};
use proximal_core::session::says;
use proximal_core::timeline::{BlockKind, PhaseKind, Plan, Side};
use proximal_core::words::{Form, Lang, Text, render};

/// Every sentence of the routine in order: seconds since its start, key, text.
fn said(routine: &Routine, plan: &Plan, lang: Lang) -> Vec<(f64, String, String)> {
    let (mut start_s, mut all) = (0.0, Vec::new());
    for (i, phase) in plan.phases().iter().enumerate() {
        for (after, cue) in cues_of(plan, i, says::setup(routine, plan, i)) {
            let say = |t: Text| (start_s + after.s(), t.key.to_string(), render(&t, lang, Form::Spoken));
            all.extend(cue.say.map(say));
        }
        start_s += phase.length.s();
    }
    all
}

fn preset() -> (Routine, Plan) {
    let routine = built_in("leg-lowering").unwrap();
    let plan = compile(&routine, Side::Left).unwrap();
    (routine, plan)
}

#[test]
fn the_preset_sounds_like_this() {
    let (routine, plan) = preset();
    let lines = said(&routine, &plan, Lang::En).into_iter().map(|(at_s, _, text)| format!("{at_s:.1} {text}"));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r"
    0.2 1
    1.0 Breathe out.
    6.0 Breathe in.
    9.2 2
    10.0 Breathe out.
    15.0 Breathe in.
    18.2 3
    27.2 4
    36.2 Last one.
    46.0 Keep this tension. Both legs up, pelvis still. Knee bends.
    50.2 Just breathe.
    51.0 Breathe out.
    56.0 Breathe in.
    60.0 Breathe out.
    65.0 Breathe in.
    67.2 Left leg.
    68.2 1
    69.0 Exhale, lower.
    74.0 Inhale, lift.
    76.2 Right leg.
    77.2 1
    78.0 Exhale, lower.
    83.0 Inhale, lift.
    85.2 Left leg.
    86.2 2
    87.0 Exhale, lower.
    92.0 Inhale, lift.
    94.2 Right leg.
    95.2 2
    96.0 Exhale, lower.
    101.0 Inhale, lift.
    103.2 Left leg.
    104.2 3
    112.2 Right leg.
    113.2 3
    121.2 Left leg.
    122.2 4
    130.2 Right leg.
    131.2 4
    139.2 Left leg.
    140.2 Last one.
    148.2 Right leg.
    149.2 Last one.
    ");
}

#[test]
fn the_leg_goes_down_with_the_falling_tone_and_up_with_the_rising_one() {
    let (_, plan) = preset();
    let lowers = plan.phases().iter().enumerate().filter(|(_, p)| p.block == BlockKind::LegLower);
    for (i, phase) in lowers {
        let cues = cues_of(&plan, i, None);
        let all = cues.iter().filter_map(|(_, cue)| cue.tone);
        let tones: Vec<_> = all.filter(|(tone, _)| matches!(tone, Tone::Exhale | Tone::Inhale)).collect();
        let wanted = if plan.is_drop(i) { Tone::Exhale } else { Tone::Inhale };
        assert_eq!(tones, [(wanted, phase.length)], "phase {i}");
        let words = says::phase(phase.kind, phase.block, plan.is_drop(i));
        assert_eq!(words.key, if phase.kind == PhaseKind::Exhale { "cue-exhale-lower" } else { "cue-inhale-lift" });
    }
}

#[test]
fn the_cues_lead_through_five_exhales_then_five_lowers_a_side_out_on_the_drop_and_in_on_the_lift() {
    let (_, plan) = preset();
    let (mut exhales, mut lowers, mut side) = (0, Vec::new(), None);
    for (i, phase) in plan.phases().iter().enumerate() {
        let cues = cues_of(&plan, i, None);
        let keys: Vec<_> = cues.iter().filter_map(|(_, cue)| cue.say.as_ref()).map(|t| t.key.to_string()).collect();
        let mut tones = cues.iter().filter_map(|(_, cue)| cue.tone).map(|(tone, _)| tone);
        let tone = tones.find(|tone| matches!(tone, Tone::Exhale | Tone::Inhale));
        for (key, named) in [("cue-left-leg", Side::Left), ("cue-right-leg", Side::Right)] {
            side = if keys.iter().any(|k| k == key) { Some(named) } else { side };
        }
        match (phase.block, tone) {
            (BlockKind::Deadbug, Some(Tone::Exhale)) => exhales += 1,
            (BlockKind::LegLower, Some(tone)) => lowers.push((side, tone, plan.is_drop(i))),
            _ => {}
        }
        // Until the tone is known alone, the words say the same.
        let said = keys.iter().filter(|k| k.contains("-lower") || k.contains("-lift"));
        let wanted = if plan.is_drop(i) { "cue-exhale-lower" } else { "cue-inhale-lift" };
        assert!(said.into_iter().all(|k| k == wanted), "phase {i}: {keys:?}");
    }
    assert_eq!(exhales, 5);
    let (left, right) = (Some(Side::Left), Some(Side::Right));
    let one = |side| [(side, Tone::Exhale, true), (side, Tone::Inhale, false)];
    assert_eq!(lowers, [one(left), one(right)].concat().repeat(5));
}

#[test]
fn every_built_in_routine_is_led_by_cues_that_are_short_and_do_not_overlap() {
    for (name, lang) in BUILT_IN.iter().flat_map(|name| [(name, Lang::En), (name, Lang::De)]) {
        let mut routine = built_in(name).unwrap();
        // Free breathing first, and a rest between the blocks.
        routine.blocks.iter_mut().for_each(|b| b.rest_before_s = 30.0);
        let plan = compile(&routine, Side::Left).unwrap();
        let sentences = said(&routine, &plan, lang);
        let first = if lang == Lang::En { "Breathe freely." } else { "Atme frei." };
        assert_eq!((sentences[0].0, sentences[0].2.as_str()), (0.0, first), "{name}");
        let rests = sentences.iter().filter(|(_, key, _)| key == "cue-rest").count();
        assert_eq!(rests, routine.blocks.len() - 1, "{name}");
        for pair in sentences.windows(2) {
            let [(a_s, key, a), (b_s, ..)] = pair else { continue };
            let words = a.split_whitespace().count();
            assert!(words <= 3 || key.starts_with("setup-"), "{name} {key}: {a}");
            assert!(b_s - a_s >= 0.4 * words as f64 - 1e-9, "{name}: what follows runs into '{a}'");
        }
    }
}

#[test]
fn a_cue_is_three_words_at_most_and_only_instructions_are_longer() {
    for (lang, sides) in [Lang::En, Lang::De].into_iter().zip([SidePlan::Alternating, SidePlan::OneAfterTheOther]) {
        let mut routine = leg_lowering(Variant::StraightLeg, OtherLeg::Up, sides);
        routine.reversed = sides == SidePlan::OneAfterTheOther;
        let plan = compile(&routine, Side::Right).unwrap();
        let sentences = said(&routine, &plan, lang);
        assert!(sentences.iter().any(|(_, key, _)| key == "setup-lower"));
        for (_, key, text) in sentences.iter().filter(|(_, key, _)| !key.starts_with("setup-")) {
            assert!(text.split_whitespace().count() <= 3, "{key}: {text}");
        }
    }
}

#[test]
fn no_sentence_begins_while_the_one_before_is_still_said() {
    let (routine, plan) = preset();
    let sentences = said(&routine, &plan, Lang::De);
    for pair in sentences.windows(2) {
        let [(a_s, _, a), (b_s, _, b)] = pair else { continue };
        // A calm voice says about two and a half words a second.
        let words = a.split_whitespace().count();
        assert!(b_s - a_s >= 0.4 * words as f64 - 1e-9, "'{b}' at {b_s} runs into '{a}' at {a_s}");
    }
}
