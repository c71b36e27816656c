//! A routine that says what a recording's timeline shows, so that its session can be saved like any other.
//!
//! In: what was done. Out: a [`Routine`] named `recorded`; what a timeline does not tell (variant, other leg) is absent.

use super::{Block, Routine, SCHEMA, SidePlan, Tempo};
use crate::timeline::{BlockKind, Outcome, Performed, PerformedPhase, PhaseKind, Side};

/// The routine that `performed` looks like.
pub fn recorded(performed: &Performed) -> Routine {
    let done = || performed.phases().iter().filter(|p| p.outcome == Outcome::Done);
    let mean_s = |kind: PhaseKind| {
        let (sum, n) =
            done().filter(|p| p.kind == kind).fold((0.0, 0.0), |(s, n), p| (s + p.span.length().s(), n + 1.0));
        if n > 0.0 { sum / n } else { 0.0 }
    };
    let mut blocks: Vec<(u16, Block)> = Vec::new();
    for phase in done().filter(|p| !matches!(p.block, BlockKind::Setup | BlockKind::Settle)) {
        let Some((_, block)) = blocks.iter_mut().find(|(index, _)| *index == phase.key.block_index) else {
            blocks.push((phase.key.block_index, first_seen(phase)));
            continue;
        };
        block.reps = block.reps.max(phase.key.rep);
        block.sets = block.sets.max(phase.key.set);
        if phase.key.side != Side::Both {
            block.sides = SidePlan::Alternating;
        }
    }
    Routine {
        schema: SCHEMA.to_owned(),
        name: "recorded".to_owned(),
        tempo: Tempo {
            exhale_s: mean_s(PhaseKind::Exhale),
            pause_s: mean_s(PhaseKind::Pause),
            inhale_s: mean_s(PhaseKind::Inhale),
        },
        reversed: false,
        blocks: blocks.into_iter().map(|(_, block)| block).collect(),
    }
}

fn first_seen(phase: &PerformedPhase) -> Block {
    Block {
        exercise: phase.block,
        reps: phase.key.rep,
        sets: phase.key.set,
        sides: if phase.key.side == Side::Both { SidePlan::Both } else { SidePlan::Alternating },
        variant: None,
        other_leg: None,
        landmark: None,
        setup_s: 0.0,
        rest_s: 0.0,
        rest_before_s: 0.0,
        settling: 0,
    }
}
