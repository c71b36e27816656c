//! What is kept and for how long: nothing grows with a session, and after the reference nothing is allocated.

use super::Tracker;
use crate::time::{MonoTime, NS_PER_S, Nanos};
use crate::timeline::{BlockKind, PhaseKind};

/// The attitude filter wants so much before the reference begins: four of its time constants.
const BEFORE_REFERENCE: Nanos = Nanos::from_ms(12_000);
/// Track kept before the running cycle.
const BEFORE_CYCLE: Nanos = Nanos::from_ms(3_000);
/// Track and hold are thinned to half when they grow past this, so that no recording exhausts the memory.
const MOST_KEPT: usize = 60_000;
/// So many stale readings of the hold are let go of at once ...
const STALE: usize = 2_000;
/// ... and room is made for twice as many: what comes before a usual hold, and the hold.
pub(super) const USUAL_HOLD: usize = 2 * STALE;
/// Room is made for reps of up to so many seconds at the rate of the hold, and for so many phases; longer ones and more
/// of them ask for memory when they come.
const LONGEST_REP: usize = 30;
const USUAL_PHASES: usize = 512;
const USUAL_FINDINGS: usize = 64;

impl Tracker {
    /// Room for what comes after the reference, at the rate of the track so far.
    pub(super) fn make_room(&mut self) {
        let length = self.points.front().zip(self.points.back()).map_or(0, |(a, b)| (b.at - a.at).0 / NS_PER_S);
        let per_s = self.points.len() / usize::try_from(length).unwrap_or(0).max(1) + 1;
        self.points.reserve((per_s * LONGEST_REP).min(MOST_KEPT));
        self.desk.reserve(LONGEST_REP as f64);
        self.quality.make_room();
        self.phases.reserve(USUAL_PHASES);
        self.found.reserve(USUAL_FINDINGS);
        self.events.reserve(2 * USUAL_FINDINGS);
        self.masks.reserve(2 * USUAL_FINDINGS);
    }

    /// Lets go of what no open cycle needs, and thins what grows past its bound.
    pub(super) fn forget(&mut self, at: MonoTime) {
        let starts = |index: Option<usize>| index.and_then(|i| self.phases.get(i)).map_or(at, |p| p.span.start);
        let open = self
            .phases
            .get(self.open)
            .filter(|p| !matches!(p.kind, PhaseKind::Setup | PhaseKind::Rest))
            .map(|_| self.open);
        let needed = starts(open).min(starts(self.settle_from)).min(at) - BEFORE_CYCLE;
        while self.points.front().is_some_and(|p| p.at < needed) {
            self.points.pop_front();
        }
        if self.points.len() > MOST_KEPT {
            let mut nth = 0_usize;
            self.points.retain(|_| {
                nth += 1;
                nth.is_multiple_of(2)
            });
        }
        if let Some(hold) = &mut self.hold {
            let open = self.phases.get(self.open).filter(|p| p.block == BlockKind::Deadbug).map(|_| self.open);
            let began = self.hold_from.or(open).and_then(|i| self.phases.get(i)).map(|p| p.span.start);
            let keep = began.unwrap_or(at).min(at) - BEFORE_REFERENCE;
            // In chunks: moving the rest down for every reading would cost more than the whole chain.
            if hold.get(STALE).is_some_and(|r| r.at < keep) {
                hold.drain(..STALE);
            }
            if hold.len() > MOST_KEPT {
                let mut nth = 0_usize;
                let mut carried_s = 0.0;
                hold.retain_mut(|r| {
                    nth += 1;
                    r.dt_s += carried_s;
                    carried_s = if nth.is_multiple_of(2) { 0.0 } else { r.dt_s };
                    nth.is_multiple_of(2)
                });
            }
        }
        if self.events.get(USUAL_FINDINGS).is_some_and(|e| e.at < needed) {
            self.events.drain(..USUAL_FINDINGS);
        }
        if self.masks.len() > 64 {
            self.masks.retain(|(_, m)| m.span.end >= needed);
        }
    }
}
