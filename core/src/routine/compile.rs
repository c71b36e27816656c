//! From a routine to the plan of its phases.
//!
//! In: a [`Routine`] and the side that begins. Out: a [`Plan`], or the field that cannot be. Pure: the same routine and
//! side always give the same plan.

use super::{Block, Routine, RoutineError, RoutineFault, SidePlan, check};
use crate::time::Nanos;
use crate::timeline::{BlockKind, PhaseKind, Plan, PlannedPhase, RepKey, Side};

/// The plan of `routine` when `first_side` begins.
///
/// A block of the routine takes up to three block indices of the plan: its setup, its settling breaths, its reps; each
/// of them keeps its index where it comes again for the other side or the next set.
///
/// # Errors
/// [`RoutineError`] with the first field that cannot be; `first_side` when a side is needed and it is neither.
pub fn compile(routine: &Routine, first_side: Side) -> Result<Plan, RoutineError> {
    check(routine)?;
    let sided = routine.blocks.iter().any(|b| b.sides != SidePlan::Both);
    if sided && first_side == Side::Both {
        return Err(RoutineError { field: "first_side".to_owned(), fault: RoutineFault::NotHere });
    }
    let mut phases = Vec::new();
    for (block, indices) in with_indices(routine) {
        let starts = block.starts_in_order(first_side);
        for (i, start) in starts.iter().enumerate() {
            // The second side follows its setup at once; only a new set has rested.
            let rested = i > 0 && starts.get(i - 1).is_some_and(|before| before.set < start.set);
            let rest_s = match i {
                0 => block.rest_before_s,
                _ if rested => block.rest_s,
                _ => 0.0,
            };
            push_start(&mut phases, routine, block, indices, start, rest_s);
        }
    }
    Ok(Plan::new(phases))
}

/// The block of `routine` that block `block_index` of its plan was made from: for a setup or settling, the exercise
/// that it prepares.
pub fn block_at(routine: &Routine, block_index: u16) -> Option<&Block> {
    with_indices(routine).find(|(_, i)| (i.setup..=i.reps).contains(&block_index)).map(|(block, _)| block)
}

/// Where a block's three parts stand in the plan; a part that is absent shares the index of the next.
#[derive(Clone, Copy)]
struct Indices {
    setup: u16,
    settle: u16,
    reps: u16,
}

fn with_indices(routine: &Routine) -> impl Iterator<Item = (&Block, Indices)> {
    let mut next = 0_u16;
    routine.blocks.iter().map(move |block| {
        let setup = next;
        let settle = setup + u16::from(block.setup_s > 0.0);
        let reps = settle + u16::from(block.settling > 0);
        next = reps.saturating_add(1);
        (block, Indices { setup, settle, reps })
    })
}

/// Reps that follow one taking up of the start pose.
struct Start {
    set: u16,
    /// Sides in the order in which they take turns.
    sides: Vec<Side>,
    /// Whether the pose is taken up anew.
    anew: bool,
}

impl Block {
    fn starts_in_order(&self, first: Side) -> Vec<Start> {
        let turns = match self.sides {
            SidePlan::Both => vec![vec![Side::Both]],
            SidePlan::LeftOnly => vec![vec![Side::Left]],
            SidePlan::RightOnly => vec![vec![Side::Right]],
            SidePlan::Alternating => vec![vec![first, first.other()]],
            SidePlan::OneAfterTheOther | SidePlan::WholeSideFirst => vec![vec![first], vec![first.other()]],
        };
        let anew = |set| set == 1 || self.rest_s > 0.0 || self.sides == SidePlan::OneAfterTheOther;
        let start = |set, sides: &Vec<Side>| Start { set, sides: sides.clone(), anew: anew(set) };
        if self.sides == SidePlan::WholeSideFirst {
            return turns.iter().flat_map(|sides| (1..=self.sets).map(move |set| start(set, sides))).collect();
        }
        (1..=self.sets).flat_map(|set| turns.iter().map(move |sides| start(set, sides))).collect()
    }
}

fn push_start(
    phases: &mut Vec<PlannedPhase>,
    routine: &Routine,
    block: &Block,
    indices: Indices,
    start: &Start,
    rest_s: f64,
) {
    // What prepares both sides belongs to neither.
    let side = match start.sides.as_slice() {
        [only] => *only,
        _ => Side::Both,
    };
    if start.anew {
        let key = RepKey { block_index: indices.setup, set: start.set, side, rep: 1 };
        let mut prepare = |kind, length_s| {
            if length_s > 0.0 {
                let length = Nanos::from_s(length_s);
                phases.push(PlannedPhase { kind, block: BlockKind::Setup, key, length });
            }
        };
        prepare(PhaseKind::Rest, rest_s);
        prepare(PhaseKind::Setup, if rest_s > 0.0 { block.setup_after_rest_s() } else { block.setup_s });
        for rep in 1..=block.settling {
            let key = RepKey { block_index: indices.settle, set: start.set, side, rep };
            push_cycle(phases, routine, BlockKind::Settle, key);
        }
    }
    for rep in 1..=block.reps {
        for side in &start.sides {
            let key = RepKey { block_index: indices.reps, set: start.set, side: *side, rep };
            push_cycle(phases, routine, block.exercise, key);
        }
    }
}

/// One breath. The tempo's seconds stay with the breath wherever it stands.
fn push_cycle(phases: &mut Vec<PlannedPhase>, routine: &Routine, block: BlockKind, key: RepKey) {
    let tempo = routine.tempo;
    let exhale = (PhaseKind::Exhale, tempo.exhale_s);
    let inhale = (PhaseKind::Inhale, tempo.inhale_s);
    // Settling breaths lead into the first lower: in the other order two breaths of one kind would meet.
    let (first, second) = match block {
        BlockKind::Deadbug => (exhale, inhale),
        _ if routine.reversed => (inhale, exhale),
        _ => (exhale, inhale),
    };
    for (kind, length_s) in [first, (PhaseKind::Pause, tempo.pause_s), second] {
        if length_s > 0.0 {
            phases.push(PlannedPhase { kind, block, key, length: Nanos::from_s(length_s) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OtherLeg, Tempo, Variant, built_in, leg_lowering};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::fmt::Write;

    fn preset_plan(first: Side) -> Plan {
        compile(&built_in("leg-lowering").unwrap(), first).unwrap()
    }

    /// One line a rep: block index, block, set, side, rep, then each phase with its seconds; a star marks the drop.
    fn compact(plan: &Plan) -> String {
        let (mut lines, mut last) = (String::new(), None);
        for (i, p) in plan.phases().iter().enumerate() {
            if last != Some(p.key) {
                let k = p.key;
                write!(lines, "\n{} {:?} {}/{:?}/{}:", k.block_index, p.block, k.set, k.side, k.rep).unwrap();
                last = Some(k);
            }
            let drop = if plan.is_drop(i) { "*" } else { "" };
            write!(lines, " {:?}{drop} {}", p.kind, p.length.s()).unwrap();
        }
        lines.trim().to_owned()
    }

    /// Keys of the reps of `block`, in order.
    fn reps(plan: &Plan, block: BlockKind) -> Vec<RepKey> {
        let mut keys: Vec<_> = plan.phases().iter().filter(|p| p.block == block).map(|p| p.key).collect();
        keys.dedup();
        keys
    }

    #[test]
    fn the_preset_is_five_exhales_two_settling_breaths_and_five_lowers_a_side() {
        let plan = preset_plan(Side::Left);
        assert_eq!(reps(&plan, BlockKind::Deadbug).len(), 5);
        assert_eq!(reps(&plan, BlockKind::Settle).len(), 2);
        let lowers = reps(&plan, BlockKind::LegLower);
        for side in [Side::Left, Side::Right] {
            let of_side: Vec<_> = lowers.iter().filter(|k| k.side == side).map(|k| k.rep).collect();
            assert_eq!(of_side, [1, 2, 3, 4, 5]);
        }
    }

    #[test]
    fn the_leg_drops_on_the_exhale_and_lifts_on_the_inhale() {
        let plan = preset_plan(Side::Left);
        for (i, p) in plan.phases().iter().enumerate().filter(|(_, p)| p.block == BlockKind::LegLower) {
            assert_eq!(plan.is_drop(i), p.kind == PhaseKind::Exhale, "phase {i}");
            assert_eq!(plan.rep_start(i) == i, p.kind == PhaseKind::Exhale, "phase {i}");
        }
    }

    #[test]
    fn sides_alternate_beginning_with_the_first_side() {
        for first in [Side::Left, Side::Right] {
            let sides: Vec<_> = reps(&preset_plan(first), BlockKind::LegLower).iter().map(|k| k.side).collect();
            let wanted: Vec<_> = [first, first.other()].into_iter().cycle().take(10).collect();
            assert_eq!(sides, wanted);
        }
    }

    #[test]
    fn the_preset_reads_like_this() {
        insta::assert_snapshot!(compact(&preset_plan(Side::Right)), @r"
        0 Setup 1/Both/1: Setup 1
        1 Deadbug 1/Both/1: Exhale 5 Inhale 4
        1 Deadbug 1/Both/2: Exhale 5 Inhale 4
        1 Deadbug 1/Both/3: Exhale 5 Inhale 4
        1 Deadbug 1/Both/4: Exhale 5 Inhale 4
        1 Deadbug 1/Both/5: Exhale 5 Inhale 4
        2 Setup 1/Both/1: Setup 5
        3 Settle 1/Both/1: Exhale 5 Inhale 4
        3 Settle 1/Both/2: Exhale 5 Inhale 4
        4 LegLower 1/Right/1: Exhale* 5 Inhale 4
        4 LegLower 1/Left/1: Exhale* 5 Inhale 4
        4 LegLower 1/Right/2: Exhale* 5 Inhale 4
        4 LegLower 1/Left/2: Exhale* 5 Inhale 4
        4 LegLower 1/Right/3: Exhale* 5 Inhale 4
        4 LegLower 1/Left/3: Exhale* 5 Inhale 4
        4 LegLower 1/Right/4: Exhale* 5 Inhale 4
        4 LegLower 1/Left/4: Exhale* 5 Inhale 4
        4 LegLower 1/Right/5: Exhale* 5 Inhale 4
        4 LegLower 1/Left/5: Exhale* 5 Inhale 4
        ");
    }

    #[test]
    fn one_side_after_the_other_takes_up_and_settles_into_the_pose_again() {
        let mut routine = leg_lowering(Variant::KneeBreak, OtherLeg::Flat, SidePlan::OneAfterTheOther);
        routine.blocks.remove(0);
        routine.blocks[0].reps = 1;
        routine.blocks[0].sets = 2;
        routine.blocks[0].rest_s = 30.0;
        routine.tempo.pause_s = 1.0;
        insta::assert_snapshot!(compact(&compile(&routine, Side::Left).unwrap()), @r"
        0 Setup 1/Left/1: Setup 9
        1 Settle 1/Left/1: Exhale 5 Pause 1 Inhale 4
        1 Settle 1/Left/2: Exhale 5 Pause 1 Inhale 4
        2 LegLower 1/Left/1: Exhale* 5 Pause 1 Inhale 4
        0 Setup 1/Right/1: Setup 9
        1 Settle 1/Right/1: Exhale 5 Pause 1 Inhale 4
        1 Settle 1/Right/2: Exhale 5 Pause 1 Inhale 4
        2 LegLower 1/Right/1: Exhale* 5 Pause 1 Inhale 4
        0 Setup 2/Left/1: Rest 30 Setup 11
        1 Settle 2/Left/1: Exhale 5 Pause 1 Inhale 4
        1 Settle 2/Left/2: Exhale 5 Pause 1 Inhale 4
        2 LegLower 2/Left/1: Exhale* 5 Pause 1 Inhale 4
        0 Setup 2/Right/1: Setup 9
        1 Settle 2/Right/1: Exhale 5 Pause 1 Inhale 4
        1 Settle 2/Right/2: Exhale 5 Pause 1 Inhale 4
        2 LegLower 2/Right/1: Exhale* 5 Pause 1 Inhale 4
        ");
    }

    /// Set, side and what comes before it, of each start of the lowers.
    fn starts(routine: &Routine) -> Vec<String> {
        let plan = compile(routine, Side::Left).unwrap();
        let mut all: Vec<String> = Vec::new();
        for phase in plan.phases() {
            let label = match phase.kind {
                PhaseKind::Rest => "rest".to_owned(),
                PhaseKind::Setup => continue,
                _ => format!("{:?}{}", phase.key.side, phase.key.set),
            };
            if phase.block != BlockKind::Settle && all.last() != Some(&label) {
                all.push(label);
            }
        }
        all
    }

    #[test]
    fn sets_take_turns_between_the_sides_or_one_side_does_all_of_its_own_first() {
        let mut routine = leg_lowering(Variant::KneeBreak, OtherLeg::Bent, SidePlan::OneAfterTheOther);
        routine.blocks.remove(0);
        routine.blocks[0] = Block { sets: 2, rest_s: 20.0, ..routine.blocks[0].clone() };
        assert_eq!(starts(&routine), ["Left1", "Right1", "rest", "Left2", "Right2"]);
        routine.blocks[0].sides = SidePlan::WholeSideFirst;
        assert_eq!(starts(&routine), ["Left1", "rest", "Left2", "Right1", "rest", "Right2"]);
    }

    #[test]
    fn free_breathing_warms_up_and_a_rest_parts_two_blocks() {
        let mut routine = built_in("leg-lowering").unwrap();
        routine.blocks[0].rest_before_s = 60.0;
        routine.blocks[1].rest_before_s = 45.0;
        routine.blocks[0].reps = 1;
        routine.blocks[1].reps = 1;
        insta::assert_snapshot!(compact(&compile(&routine, Side::Left).unwrap()), @r"
        0 Setup 1/Both/1: Rest 60 Setup 11
        1 Deadbug 1/Both/1: Exhale 5 Inhale 4
        2 Setup 1/Both/1: Rest 45 Setup 11
        3 Settle 1/Both/1: Exhale 5 Inhale 4
        3 Settle 1/Both/2: Exhale 5 Inhale 4
        4 LegLower 1/Left/1: Exhale* 5 Inhale 4
        4 LegLower 1/Right/1: Exhale* 5 Inhale 4
        ");
    }

    #[test]
    fn reversed_the_drop_is_the_inhale_and_each_breath_keeps_its_seconds() {
        let routine = Routine { reversed: true, ..built_in("leg-lowering").unwrap() };
        let plan = compile(&routine, Side::Left).unwrap();
        for (i, p) in plan.phases().iter().enumerate().filter(|(_, p)| p.block == BlockKind::LegLower) {
            assert_eq!(plan.is_drop(i), p.kind == PhaseKind::Inhale);
            assert_eq!(p.length.s(), if p.kind == PhaseKind::Exhale { 5.0 } else { 4.0 });
        }
        let first = plan.phases().iter().find(|p| p.block == BlockKind::Deadbug).map(|p| p.kind);
        assert_eq!(first, Some(PhaseKind::Exhale), "the reference stays as it is");
    }

    #[test]
    fn a_sided_routine_needs_a_side_to_begin_with() {
        let routine = built_in("leg-lowering").unwrap();
        assert_eq!(compile(&routine, Side::Both).unwrap_err().field, "first_side");
        let breaths_only = Routine { blocks: vec![routine.blocks[0].clone()], ..routine };
        assert!(compile(&breaths_only, Side::Both).is_ok());
    }

    #[test]
    fn every_index_of_the_plan_leads_back_to_its_block() {
        let routine = built_in("leg-lowering").unwrap();
        let exercises: Vec<_> = (0..6).map(|i| block_at(&routine, i).map(|b| b.exercise)).collect();
        let (dead, lower) = (Some(BlockKind::Deadbug), Some(BlockKind::LegLower));
        assert_eq!(exercises, [dead, dead, lower, lower, lower, None]);
    }

    fn any_block() -> impl Strategy<Value = Block> {
        let exercises = prop_oneof![
            Just(BlockKind::Deadbug),
            Just(BlockKind::LegLower),
            Just(BlockKind::HeelSlide),
            Just(BlockKind::SupportedLower),
            Just(BlockKind::DoubleLegLower),
        ];
        let others = prop_oneof![Just(OtherLeg::Up), Just(OtherLeg::Bent), Just(OtherLeg::Flat)];
        let rest = || prop_oneof![Just(0.0), 1.0..=300.0];
        let numbers = (1..=6_u16, 1..=3_u16, 0..=3_u16, 3.0..=60.0, rest(), rest(), 0..4_u8);
        (exercises, others, any::<bool>(), numbers).prop_map(|(exercise, other, alternate, n)| {
            let (reps, sets, settling, setup_s, rest_s, rest_before_s, whole) = n;
            let lowers =
                matches!(exercise, BlockKind::LegLower | BlockKind::SupportedLower | BlockKind::DoubleLegLower);
            let other_leg = match exercise {
                BlockKind::LegLower => Some(other),
                BlockKind::SupportedLower => Some(OtherLeg::Supported),
                _ => None,
            };
            let sides = match (exercise, other_leg) {
                (BlockKind::Deadbug | BlockKind::DoubleLegLower, _) => SidePlan::Both,
                (_, None | Some(OtherLeg::Up)) if alternate => SidePlan::Alternating,
                _ => [SidePlan::WholeSideFirst, SidePlan::OneAfterTheOther, SidePlan::LeftOnly, SidePlan::RightOnly]
                    [usize::from(whole)],
            };
            Block {
                exercise,
                reps,
                sets,
                sides,
                variant: lowers.then_some(Variant::KneeBreak),
                other_leg,
                landmark: None,
                setup_s,
                rest_s,
                rest_before_s,
                settling: if exercise.is_judged() { settling } else { 0 },
            }
        })
    }

    fn any_routine() -> impl Strategy<Value = Routine> {
        let tempo = (3.0..=8.0, prop_oneof![Just(0.0), 0.5..=3.0], 3.0..=8.0);
        (tempo, any::<bool>(), prop::collection::vec(any_block(), 1..5)).prop_map(|(t, reversed, blocks)| Routine {
            schema: super::super::SCHEMA.to_owned(),
            name: "any".to_owned(),
            tempo: Tempo { exhale_s: t.0, pause_s: t.1, inhale_s: t.2 },
            reversed,
            blocks,
        })
    }

    proptest! {
        #[test]
        fn any_routine_that_can_be_done_compiles_to_a_plan_that_can(routine in any_routine(), left in any::<bool>()) {
            let plan = compile(&routine, if left { Side::Left } else { Side::Right }).unwrap();
            let phases = plan.phases();
            prop_assert!(phases.iter().all(|p| p.length > Nanos(0)));
            prop_assert_eq!(plan.length().0, phases.iter().map(|p| p.length.0).sum::<i64>());
            prop_assert!((plan.length().s() - super::super::check::length_s(&routine)).abs() < 1e-3);

            let mut keys: Vec<_> = phases.iter().map(|p| p.key).collect();
            keys.dedup();
            prop_assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "a key stands for one rep");
            for p in phases {
                let block = block_at(&routine, p.key.block_index).unwrap();
                prop_assert!(matches!(p.block, BlockKind::Setup | BlockKind::Settle) || p.block == block.exercise);
            }
            let judged = keys.iter().filter(|k| phases.iter().any(|p| p.key == **k && p.block.is_judged())).count();
            prop_assert_eq!((0..phases.len()).filter(|i| plan.is_drop(*i)).count(), judged, "one drop a judged rep");
        }
    }
}
