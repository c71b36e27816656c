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
        pain_after: None,
        work: blocks.iter().filter_map(|(index, reps)| work(record, *index, reps)).collect(),
    }
}

/// The block that plan index `index` was made from, with its `reps`; none when the routine has no such block.
fn work(record: &SessionRecord, index: u16, reps: &[&RepRecord]) -> Option<Work> {
    let block = block_at(&record.routine, index)?;
    let of =
        |side: Side| -> Vec<Judged> { reps.iter().filter(|rep| rep.key.side == side).map(|rep| judged(rep)).collect() };
    let sides = [Side::Left, Side::Right, Side::Both];
    Some(sides.into_iter().fold(Work::of(block, None), |work, side| work.with(side, Tally::of(&of(side)))))
}

fn judged(rep: &RepRecord) -> Judged {
    Judged {
        verdict: rep.verdict,
        tilt_deg: rep.tilt.peak_deg,
        roll_deg: rep.roll.peak_deg,
        loss_s: rep.moment_of_loss_s,
    }
}
