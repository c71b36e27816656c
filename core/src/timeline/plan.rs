//! The plan: what is to happen, in durations.
//!
//! In: a compiled routine. Out: [`PlannedPhase`]s in order, each with the key of its rep. Immutable once made.

use super::{BlockKind, Outcome, Performed, PhaseKind, RepKey};
use crate::time::{MonoTime, Nanos};
use serde::{Deserialize, Serialize};

/// One phase that is to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PlannedPhase {
    /// What the user does.
    pub kind: PhaseKind,
    /// What its block is for.
    pub block: BlockKind,
    /// The rep it belongs to.
    pub key: RepKey,
    /// How long it lasts.
    pub length: Nanos,
}

/// Phases in the order in which they are to happen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan {
    phases: Vec<PlannedPhase>,
}

impl Plan {
    /// The plan of `phases`, as they come.
    pub fn new(phases: Vec<PlannedPhase>) -> Self {
        Self { phases }
    }

    /// The plan that what was done would have followed, and when it began: phases that were done, with rests under the
    /// coming rep's key where nothing was done. None when nothing was.
    pub fn of_performed(performed: &Performed) -> Option<(Self, MonoTime)> {
        let done = || performed.phases().iter().filter(|p| p.outcome == Outcome::Done);
        let start = done().next()?.span.start;
        let mut phases = Vec::new();
        let mut at = start;
        for phase in done() {
            let gap = phase.span.start - at;
            if gap > Nanos(0) {
                let (kind, block) = (PhaseKind::Rest, BlockKind::Setup);
                phases.push(PlannedPhase { kind, block, key: phase.key, length: gap });
            }
            let (kind, block, key) = (phase.kind, phase.block, phase.key);
            phases.push(PlannedPhase { kind, block, key, length: phase.span.length() });
            at = phase.span.end;
        }
        Some((Self { phases }, start))
    }

    /// Its phases.
    pub fn phases(&self) -> &[PlannedPhase] {
        &self.phases
    }

    /// How long it lasts when nothing interrupts it.
    pub fn length(&self) -> Nanos {
        self.phases.iter().fold(Nanos(0), |sum, p| sum + p.length)
    }

    /// Index of the first phase of the rep that phase `index` belongs to; `index` itself when it is past the end.
    pub fn rep_start(&self, index: usize) -> usize {
        let Some(here) = self.phases.get(index) else { return index };
        let before = self.phases.iter().take(index).rev();
        index - before.take_while(|p| p.key == here.key && p.block == here.block).count()
    }

    /// Index of the first phase after the rep that phase `index` belongs to.
    pub fn rep_end(&self, index: usize) -> usize {
        let Some(here) = self.phases.get(index) else { return index };
        index + self.phases.iter().skip(index).take_while(|p| p.key == here.key && p.block == here.block).count()
    }

    /// Whether the leg goes down in phase `index`: the first breath of a judged rep, whichever breath that is.
    pub fn is_drop(&self, index: usize) -> bool {
        let is_breath = |p: &PlannedPhase| matches!(p.kind, PhaseKind::Exhale | PhaseKind::Inhale);
        let start = self.rep_start(index);
        let Some(here) = self.phases.get(index) else { return false };
        let mut before = self.phases.iter().skip(start).take(index - start);
        here.block.is_judged() && is_breath(here) && !before.any(is_breath)
    }

    /// How many reps of this phase's block, set and side there are: the *m* of "rep n of m".
    pub fn reps_beside(&self, phase: &PlannedPhase) -> u16 {
        let same = |p: &&PlannedPhase| {
            (p.key.block_index, p.key.set, p.key.side) == (phase.key.block_index, phase.key.set, phase.key.side)
        };
        self.phases.iter().filter(same).map(|p| p.key.rep).max().unwrap_or(0)
    }
}
