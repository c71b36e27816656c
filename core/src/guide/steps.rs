//! An exercise in words: what it is called, what it asks of the body (FIELD F23), and what to do step by step.
//!
//! In: a [`Block`] and the routine's pace. Out: [`Text`]s.

use crate::routine::{Block, Landmark, LegPose, Routine, SidePlan};
use crate::timeline::BlockKind;
use crate::words::{Text, spelled};

/// What a step is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// What comes before: a rest, or free breathing.
    Before,
    /// How to lie.
    Lie,
    /// Where the phone goes (FIELD F30).
    Phone,
    /// How the start height is found (FIELD F26).
    Start,
    /// What moves, and how.
    Move,
    /// How far (FIELD F27).
    Depth,
    /// How to breathe.
    Breathe,
    /// How often.
    Count,
    /// What to stop for (FIELD F22).
    Stop,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it is about.
    pub about: About,
    /// What to do.
    pub text: Text,
}

/// One line of a posture: what, and how it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Of what.
    pub label: Text,
    /// How it is.
    pub is: Text,
}

/// What `block` is called: exercise, variant, other leg.
pub fn title(block: &Block) -> Text {
    Text::new("exercise-title")
        .word("exercise", spelled(block.exercise))
        .word("variant", spelled(block.variant))
        .word("other", spelled(block.other_leg))
}

/// What a landmark asks for; with none, that one is to be chosen.
pub fn landmark(chosen: Option<Landmark>) -> Text {
    Text::new("step-depth").word("landmark", spelled(chosen))
}

/// What `block` asks of the body, line by line (FIELD F23).
pub fn posture(block: &Block) -> Vec<Line> {
    let posture = block.posture();
    let moving = if posture.start == posture.end {
        Text::new("posture-hold").word("pose", spelled(posture.start))
    } else {
        Text::new("posture-moving")
            .word("start", spelled(posture.start))
            .word("end", if block.exercise.lowers_a_leg() { "low".to_owned() } else { spelled(posture.end) })
    };
    let knee =
        Text::new("posture-knee").word("drop", spelled(posture.knee_drop)).word("lift", spelled(posture.knee_lift));
    let other = Text::new("posture-other").word("pose", spelled(posture.other));
    let arms = Text::new("posture-arms").word("arms", spelled(posture.arms));
    let head = Text::new("posture-head").word("head", spelled(posture.head));
    let line = |label, is| Line { label: Text::new("posture-label").word("of", label), is };
    let mut lines = vec![line("moving", moving), line("knee", knee)];
    // Where both legs move or both hold there is no other one.
    if block.sides != SidePlan::Both {
        lines.push(line("other", other));
    }
    lines.extend([line("arms", arms), line("head", head)]);
    lines
}

/// What to do in `block` of `routine`, in the order in which it is done.
pub fn steps(routine: &Routine, block: &Block) -> Vec<Step> {
    let posture = block.posture();
    let exercise = spelled(block.exercise);
    let with = |key: Text| key.word("exercise", exercise.clone());
    let lowers = block.exercise.lowers_a_leg();
    let mut steps = Vec::new();
    let mut push = |about, text| steps.push(Step { about, text });
    if block.rest_before_s > 0.0 {
        let first = if routine.blocks.first() == Some(block) { "yes" } else { "no" };
        push(About::Before, Text::new("step-before").word("first", first).count("s", libm::round(block.rest_before_s)));
    }
    push(About::Lie, with(Text::new("step-lie")));
    if lowers && posture.other != LegPose::Raised {
        push(About::Lie, Text::new("step-other").word("pose", spelled(posture.other)));
    }
    push(About::Phone, Text::new("step-phone"));
    if lowers {
        let legs = if posture.other == LegPose::Raised { "both" } else { "one" };
        push(About::Start, Text::new("step-start").word("legs", legs));
    }
    push(About::Move, with(Text::new("step-move")).word("variant", spelled(block.variant)));
    if lowers {
        push(About::Depth, landmark(block.landmark));
    }
    push(About::Breathe, breathe(routine, block));
    push(About::Count, count(block));
    push(About::Stop, Text::new("step-stop").word("moves", if block.exercise.is_judged() { "yes" } else { "no" }));
    steps
}

fn breathe(routine: &Routine, block: &Block) -> Text {
    let tempo = routine.tempo;
    let on = match (block.exercise, routine.reversed) {
        (BlockKind::Deadbug, _) => "hold",
        (_, true) => "inhale",
        (_, false) => "exhale",
    };
    let digits = |s: f64| u8::from((s - s.round()).abs() >= 0.05);
    Text::new("step-breathe").word("drop", on).number("exhale", tempo.exhale_s, digits(tempo.exhale_s)).number(
        "inhale",
        tempo.inhale_s,
        digits(tempo.inhale_s),
    )
}

fn count(block: &Block) -> Text {
    let both_legs = block.sides == SidePlan::Both && block.exercise.is_judged();
    Text::new("step-count")
        .word("sides", if both_legs { "both-legs".to_owned() } else { spelled(block.sides) })
        .count("reps", block.reps)
        .count("sets", block.sets)
        .count("rest", libm::round(block.rest_s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routine::{BUILT_IN, Edit, OtherLeg, Variant, block_of, built_in, edit};
    use crate::words::{Form, Lang, render};

    fn said(text: &Text, lang: Lang) -> String {
        render(text, lang, Form::Written)
    }

    fn last(name: &str) -> (Routine, Block) {
        let routine = built_in(name).unwrap();
        let block = routine.blocks.last().unwrap().clone();
        (routine, block)
    }

    fn of(about: About, routine: &Routine, block: &Block, lang: Lang) -> String {
        let all: Vec<_> = steps(routine, block).into_iter().filter(|s| s.about == about).collect();
        all.iter().map(|s| said(&s.text, lang)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn every_rung_says_how_to_lie_move_breathe_and_stop_in_both_languages_and_no_two_say_the_same() {
        for lang in [Lang::En, Lang::De] {
            let mut moves = Vec::new();
            for name in BUILT_IN {
                let (routine, block) = last(name);
                let all = steps(&routine, &block);
                for about in [About::Lie, About::Phone, About::Move, About::Breathe, About::Count, About::Stop] {
                    assert!(all.iter().any(|s| s.about == about), "{name} {about:?}");
                }
                for line in all
                    .iter()
                    .map(|s| said(&s.text, lang))
                    .chain(posture(&block).iter().map(|l| said(&l.label, lang) + &said(&l.is, lang)))
                {
                    assert!(line.len() > 4 && !line.contains(['{', '_', '?']), "{name}: {line}");
                }
                moves.push(of(About::Move, &routine, &block, lang) + &said(&title(&block), lang));
            }
            let count = moves.len();
            moves.sort();
            moves.dedup();
            assert_eq!(moves.len(), count);
        }
    }

    #[test]
    fn the_start_height_and_the_depth_are_told_where_a_leg_is_lowered_and_nowhere_else() {
        for name in BUILT_IN {
            let (routine, block) = last(name);
            let told = |about| steps(&routine, &block).iter().any(|s| s.about == about);
            let lowers = name.ends_with("lowering") || name.ends_with("straight");
            assert_eq!((told(About::Start), told(About::Depth)), (lowers, lowers), "{name}");
        }
        let (routine, block) = last("leg-lowering");
        let start = of(About::Start, &routine, &block, Lang::En);
        assert!(start.contains("slowly") && start.contains("once"), "{start}");
    }

    #[test]
    fn each_landmark_has_its_own_words_and_none_asks_for_a_choice() {
        let all = [None, Some(Landmark::Knee), Some(Landmark::Shin), Some(Landmark::Box), Some(Landmark::Floor)];
        for lang in [Lang::En, Lang::De] {
            let mut words: Vec<_> = all.iter().map(|l| said(&landmark(*l), lang)).collect();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), 5);
        }
        assert!(said(&landmark(None), Lang::En).contains("Choose"));
    }

    #[test]
    fn a_reversed_routine_breathes_in_on_the_drop_but_never_in_the_reference() {
        let routine = edit(&built_in("leg-lowering").unwrap(), &Edit::Reversed(true)).unwrap();
        let breath = |i: usize| of(About::Breathe, &routine, &routine.blocks[i], Lang::En);
        assert!(breath(1).starts_with("Breathe in for 4 seconds as the leg goes down"), "{}", breath(1));
        assert!(breath(0).starts_with("Breathe out for 5 seconds"), "{}", breath(0));
    }

    #[test]
    fn the_posture_names_the_knee_on_both_ways_and_the_other_leg_where_there_is_one() {
        let lines = |block: &Block| -> Vec<String> {
            posture(block).iter().map(|l| format!("{}: {}", said(&l.label, Lang::En), said(&l.is, Lang::En))).collect()
        };
        let slide = lines(&block_of(BlockKind::HeelSlide).unwrap());
        assert!(slide.contains(&"Knee: straightens on the drop, bends again on the lift".to_owned()), "{slide:?}");
        let lower = Block {
            variant: Some(Variant::StraightLeg),
            other_leg: Some(OtherLeg::Flat),
            ..block_of(BlockKind::LegLower).unwrap()
        };
        let lower = lines(&lower);
        assert!(lower.contains(&"Knee: stays straight".to_owned()), "{lower:?}");
        assert!(lower.iter().any(|l| l.starts_with("Other leg: flat")), "{lower:?}");
        assert!(!lines(&block_of(BlockKind::Deadbug).unwrap()).iter().any(|l| l.starts_with("Other leg")));
    }
}
