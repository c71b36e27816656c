//! Which phases of the performed timeline lie where: the running one, those of a cycle, what the routine is doing.

use super::Tracker;
use crate::motion::key::Keys;
use crate::motion::quality::Doing;
use crate::motion::reference::Learned;
use crate::motion::settle::Fit;
use crate::time::MonoTime;
use crate::timeline::{BlockKind, Outcome, PerformedPhase, PhaseKind};
use std::ops::Range;

/// Phases before and after the running one that a key can need.
const PHASES_AROUND: usize = 8;
/// The last part of a drop, and a little after it, in which a knock is a heel (FIELD F29): share, seconds.
const HEEL_SHARE: f64 = 0.6;
const HEEL_AFTER_S: f64 = 0.5;

impl Tracker {
    pub(super) fn doing(&self, index: Option<usize>, at: MonoTime) -> Doing {
        if self.phases.is_empty() {
            return Doing::Nothing;
        }
        let Some(phase) = index.and_then(|i| self.phases.get(i)) else { return Doing::Setup };
        let before = index.and_then(|i| i.checked_sub(1)).and_then(|i| self.phases.get(i));
        match phase.kind {
            PhaseKind::Setup | PhaseKind::Signs | PhaseKind::Rest => Doing::Setup,
            _ if at >= phase.span.end => Doing::Setup,
            _ if self.learned.is_none() => Doing::Hold,
            _ if !phase.block.is_judged() => Doing::Routine,
            _ => {
                let is_drop = before.is_none_or(|b| (b.key, b.attempt) != (phase.key, phase.attempt));
                let done_s = (at - phase.span.start).s();
                let late = is_drop && done_s >= HEEL_SHARE * phase.span.length().s();
                let just_after = !is_drop && done_s <= HEEL_AFTER_S;
                if late || just_after { Doing::LegIsDown } else { Doing::Routine }
            }
        }
    }
}

/// How long a breath of the hold lasts by the cue of the `phases` around it, seconds; none outside of it.
pub(super) fn cued_breath_s(phases: &[PerformedPhase], doing: Doing) -> Option<f64> {
    if doing != Doing::Hold {
        return None;
    }
    let cycles = phases.chunk_by(|a, b| (a.block, a.key, a.attempt) == (b.block, b.key, b.attempt));
    let breaths = cycles.filter(|c| c.iter().all(|p| p.block == BlockKind::Deadbug));
    breaths.map(|c| c.iter().map(|p| p.span.length().s()).sum::<f64>()).reduce(f64::max)
}

/// Index of the phase that `at` lies in or, between phases, that came last.
pub(super) fn running(phases: &[PerformedPhase], at: MonoTime) -> Option<usize> {
    phases.partition_point(|p| p.span.start <= at).checked_sub(1)
}

/// The phases around the one at `index`.
pub(super) fn around(phases: &[PerformedPhase], index: Option<usize>) -> &[PerformedPhase] {
    let i = index.unwrap_or(0);
    let from = i.saturating_sub(PHASES_AROUND);
    let to = (i + PHASES_AROUND).min(phases.len());
    phases.get(from..to).unwrap_or_default()
}

/// The phases of the cycle whose first is at `from`; none past the last.
pub(super) fn cycle_from(phases: &[PerformedPhase], from: usize) -> Option<Range<usize>> {
    let rest = phases.get(from..)?;
    let first = rest.first()?;
    let id = (first.block, first.key, first.attempt);
    let length = rest.iter().take_while(|p| (p.block, p.key, p.attempt) == id).count();
    Some(from..from + length)
}

pub(super) fn is_done(phases: &[PerformedPhase], own: Range<usize>) -> bool {
    phases.get(own).is_some_and(|own| own.iter().all(|p| p.outcome == Outcome::Done))
}

/// The cycles among the phases `of` that were not broken off.
pub(super) fn done_cycles(phases: &[PerformedPhase], of: Range<usize>) -> impl Iterator<Item = &[PerformedPhase]> {
    let mut next = of.start;
    let all = std::iter::from_fn(move || {
        let own = cycle_from(phases, next).filter(|own| own.end <= of.end)?;
        next = own.end;
        Some(own)
    });
    all.filter(|own| is_done(phases, own.clone())).filter_map(|own| phases.get(own))
}

/// What the template says of the breath at `t`, degrees.
pub(super) fn breath_deg(learned: &Learned, fit: &Fit, phases: &[PerformedPhase], t: MonoTime) -> [f64; 2] {
    Keys::new(phases, learned.delay).at(t).map_or([0.0; 2], |k| fit.template.at(k.at))
}
