//! What a session says to the plan.
//!
//! In: a [`SessionRecord`]. Out: the plan's [`Outcome`]. The one place where the two meet.

use crate::motion::RepRecord;
use crate::routine::block_at;
use crate::schedule::{Judged, Outcome, Tally, Work};
use crate::session::SessionRecord;
use crate::session::headline::counting;
use crate::timeline::Side;

/// What `record` says to the plan.
pub fn outcome(record: &SessionRecord) -> Outcome {
    let mut blocks: Vec<(u16, Vec<&RepRecord>)> = Vec::new();
    for rep in counting(record) {
        match blocks.iter_mut().find(|(index, _)| *index == rep.key.block_index) {
            Some((_, reps)) => reps.push(rep),
            None => blocks.push((rep.key.block_index, vec![rep])),
        }
    }
    blocks.sort_by_key(|(index, _)| *index);
    Outcome {
        began: record.started,
        routine: record.routine.name.clone(),
        first_side: record.first_side,
        measured: record.is_measured(),
        ending: record.ending,
        pain_before: record.pain_before,
        pain_after: record.pain_after,
        work: blocks.iter().filter_map(|(index, reps)| work(record, *index, reps)).collect(),
    }
}

/// The block that plan index `index` was made from, with its `reps`. A recording's timeline counts its blocks its own way:
/// there the first block of that exercise is meant. None when the routine has no such block.
fn work(record: &SessionRecord, index: u16, reps: &[&RepRecord]) -> Option<Work> {
    let exercise = reps.first()?.block;
    let named = block_at(&record.routine, index).filter(|block| block.exercise == exercise);
    let block = named.or_else(|| record.routine.blocks.iter().find(|block| block.exercise == exercise))?;
    let of =
        |side: Side| -> Vec<Judged> { reps.iter().filter(|rep| rep.key.side == side).map(|rep| judged(rep)).collect() };
    let sides = [Side::Left, Side::Right, Side::Both];
    Some(sides.into_iter().fold(Work::of(block, record.felt.and_then(|felt| felt.to_landmark)), |work, side| {
        work.with(side, Tally::of(&of(side)))
    }))
}

fn judged(rep: &RepRecord) -> Judged {
    Judged {
        verdict: rep.verdict,
        tilt_deg: rep.tilt.peak_deg,
        roll_deg: rep.roll.peak_deg,
        loss_s: rep.moment_of_loss_s,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixtures::{env, record};
    use crate::motion::{ReferenceFault, Verdict};
    use crate::routine::Landmark;

    #[test]
    fn a_session_says_what_was_done_where_and_how_each_side_went() {
        let mut session = record(&env(1));
        session.routine.blocks[0].landmark = Some(Landmark::Shin);
        let told = outcome(&session);
        assert_eq!((told.began, told.first_side, told.measured), (session.started, Side::Left, true));
        let [work] = told.work.as_slice() else { panic!("{:?}", told.work) };
        assert_eq!((work.exercise, work.landmark), (crate::timeline::BlockKind::LegLower, Some(Landmark::Shin)));
        let counts = |t: &Tally| (t.steady, t.judged, t.unclear);
        assert_eq!((counts(&work.left), counts(&work.right), counts(&work.both)), ((1, 2, 0), (0, 1, 1), (0, 0, 0)));
        assert!(work.left.peak_deg.is_some() && work.right.peak_deg.is_none());
    }

    #[test]
    fn of_a_rep_done_again_only_the_last_counts_and_another_block_is_another_work() {
        let mut session = record(&env(1));
        let again = RepRecord { attempt: 9, verdict: Verdict::Steady, ..session.reps[1].clone() };
        let mut elsewhere = session.reps[0].clone();
        session.routine.blocks.push(session.routine.blocks[0].clone());
        elsewhere.key.block_index = 5;
        session.reps.extend([again, elsewhere]);
        let told = outcome(&session);
        assert_eq!(told.work.iter().map(|w| (w.left.judged, w.right.steady)).collect::<Vec<_>>(), [(2, 1), (1, 0)]);
    }

    #[test]
    fn without_a_good_reference_it_is_unmeasured_and_without_judged_reps_there_is_no_work() {
        let mut session = record(&env(1));
        session.reps.clear();
        session.reference.as_mut().unwrap().fault = Some(ReferenceFault::Moved);
        let told = outcome(&session);
        assert_eq!((told.measured, told.work.len()), (false, 0));
    }
}
