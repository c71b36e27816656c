//! Changes to a routine: each gives a new one that can be done, or the field that cannot be.
//!
//! In: a [`Routine`] and one [`Edit`]. Out: the changed routine. Pure; the old one stays as it was, so that an editor can
//! go back.

use super::{Block, Routine, RoutineError, RoutineFault, Tempo, check, check::MAX_BLOCKS};

/// One change. Blocks are counted from 0.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// Another name: a copy, as far as files and history are concerned.
    Name(String),
    /// Another pace of every breath.
    Tempo(Tempo),
    /// Whether the leg drops on the inhale.
    Reversed(bool),
    /// Block `at` becomes this one: reps, sets, sides, variant, landmark, times.
    Change {
        /// Which block.
        at: usize,
        /// What it becomes.
        block: Block,
    },
    /// A new block; those from `at` on move up.
    Add {
        /// Where it will stand; the count of blocks puts it last.
        at: usize,
        /// The block.
        block: Block,
    },
    /// Block `at` goes.
    Remove {
        /// Which block.
        at: usize,
    },
    /// Block `from` will stand at `to`; those between make room.
    Move {
        /// Where it stands.
        from: usize,
        /// Where it will stand.
        to: usize,
    },
}

/// `routine` after `edit`.
///
/// # Errors
/// [`RoutineError`] with the first field that cannot be: `block` where there is no such block (counted from 1, as people
/// do), else what [`check`] says of the changed routine.
pub fn edit(routine: &Routine, edit: &Edit) -> Result<Routine, RoutineError> {
    let mut changed = routine.clone();
    let blocks = &mut changed.blocks;
    let count = blocks.len();
    match edit {
        Edit::Name(name) => changed.name.clone_from(name),
        Edit::Tempo(tempo) => changed.tempo = *tempo,
        Edit::Reversed(reversed) => changed.reversed = *reversed,
        Edit::Change { at, block } => {
            *blocks.get_mut(*at).ok_or_else(|| no_block(*at, count))? = block.clone();
        }
        Edit::Add { at, block } => {
            if *at > count {
                return Err(no_block(*at, (count + 1).min(MAX_BLOCKS)));
            }
            blocks.insert(*at, block.clone());
        }
        Edit::Remove { at } => {
            if *at >= count {
                return Err(no_block(*at, count));
            }
            blocks.remove(*at);
        }
        Edit::Move { from, to } => {
            if let Some(missing) = [*from, *to].into_iter().find(|at| *at >= count) {
                return Err(no_block(missing, count));
            }
            let block = blocks.remove(*from);
            blocks.insert(*to, block);
        }
    }
    check(&changed)?;
    Ok(changed)
}

fn no_block(at: usize, count: usize) -> RoutineError {
    let fault = RoutineFault::Range { value: at as f64 + 1.0, low: 1.0, high: (count as f64).max(1.0), or_zero: false };
    RoutineError { field: "block".to_owned(), fault }
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Landmark, OtherLeg, SidePlan, block_of, built_in, compile};
    use super::*;
    use crate::timeline::{BlockKind, Side};
    use proptest::prelude::*;

    fn preset() -> Routine {
        built_in("leg-lowering").unwrap()
    }

    fn said(routine: &Routine, change: &Edit) -> String {
        edit(routine, change).unwrap_err().to_string()
    }

    fn exercises(routine: &Routine) -> Vec<BlockKind> {
        routine.blocks.iter().map(|b| b.exercise).collect()
    }

    #[test]
    fn a_copy_has_its_new_name_and_all_else_of_the_old() {
        let copy = edit(&preset(), &Edit::Name("mine".to_owned())).unwrap();
        assert_eq!(copy, Routine { name: "mine".to_owned(), ..preset() });
        assert!(said(&preset(), &Edit::Name("My own".to_owned())).contains("name: is 'My own'"));
    }

    #[test]
    fn blocks_come_go_and_change_places() {
        use BlockKind::{Deadbug, HeelSlide, LegLower};
        let slide = block_of(BlockKind::HeelSlide).unwrap();
        let three = edit(&preset(), &Edit::Add { at: 1, block: slide }).unwrap();
        assert_eq!(exercises(&three), [Deadbug, HeelSlide, LegLower]);
        let moved = edit(&three, &Edit::Move { from: 2, to: 1 }).unwrap();
        assert_eq!(exercises(&moved), [Deadbug, LegLower, HeelSlide]);
        assert_eq!(exercises(&edit(&moved, &Edit::Remove { at: 1 }).unwrap()), [Deadbug, HeelSlide]);
    }

    #[test]
    fn a_block_changes_as_a_whole_so_that_fields_that_need_each_other_can() {
        let lower = preset().blocks[1].clone();
        let flat = Block { other_leg: Some(OtherLeg::Flat), ..lower.clone() };
        let alone = said(&preset(), &Edit::Change { at: 1, block: flat.clone() });
        assert!(alone.starts_with("routine: blocks[1].sides: cannot alternate"), "{alone}");
        let both = Block { sides: SidePlan::WholeSideFirst, sets: 3, landmark: Some(Landmark::Box), ..flat };
        let changed = edit(&preset(), &Edit::Change { at: 1, block: both.clone() }).unwrap();
        assert_eq!(changed.blocks[1], both);
    }

    #[test]
    fn what_cannot_be_is_told_with_its_field_and_the_routine_stays() {
        let routine = preset();
        let pace = Tempo { exhale_s: 9.0, ..routine.tempo };
        assert!(said(&routine, &Edit::Tempo(pace)).contains("tempo.exhale_s: is 9, must be 3 to 8"));
        assert!(said(&routine, &Edit::Remove { at: 2 }).contains("block: is 3, must be 1 to 2"));
        assert!(said(&routine, &Edit::Move { from: 0, to: 7 }).contains("block: is 8, must be 1 to 2"));
        let slide = block_of(BlockKind::HeelSlide).unwrap();
        assert!(said(&routine, &Edit::Add { at: 3, block: slide }).contains("block: is 4, must be 1 to 3"));
        let one = edit(&routine, &Edit::Remove { at: 1 }).unwrap();
        assert!(said(&one, &Edit::Remove { at: 0 }).contains("blocks: is 0, must be 1 to 40"));
        assert_eq!(routine, preset());
    }

    fn any_edit() -> impl Strategy<Value = Edit> {
        let kinds = [
            BlockKind::Deadbug,
            BlockKind::BentKneeFallOut,
            BlockKind::HeelSlide,
            BlockKind::SupportedLower,
            BlockKind::DoubleLegLower,
            BlockKind::MovingDeadbug,
        ];
        let add = (0..6_usize, proptest::sample::select(kinds.to_vec()))
            .prop_filter_map("an exercise", |(at, kind)| Some(Edit::Add { at, block: block_of(kind)? }));
        let seconds = 1.0..10.0_f64;
        prop_oneof![
            add,
            (0..6_usize).prop_map(|at| Edit::Remove { at }),
            (0..6_usize, 0..6_usize).prop_map(|(from, to)| Edit::Move { from, to }),
            any::<bool>().prop_map(Edit::Reversed),
            (seconds.clone(), 0.0..4.0_f64, seconds)
                .prop_map(|(exhale_s, pause_s, inhale_s)| { Edit::Tempo(Tempo { exhale_s, pause_s, inhale_s }) }),
        ]
    }

    proptest! {
        #[test]
        fn whatever_edits_let_through_can_be_done_and_a_move_loses_nothing(
            name in proptest::sample::select(BUILT_IN.to_vec()),
            edits in prop::collection::vec(any_edit(), 0..12),
        ) {
            let mut routine = built_in(name).unwrap();
            for change in &edits {
                let Ok(changed) = edit(&routine, change) else { continue };
                if let Edit::Move { from, to } = change {
                    prop_assert_eq!(&edit(&changed, &Edit::Move { from: *to, to: *from }).unwrap(), &routine);
                }
                routine = changed;
            }
            prop_assert!(compile(&routine, Side::Left).is_ok());
        }
    }
}
