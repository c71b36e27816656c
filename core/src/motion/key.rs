//! The breath's key: where in the person's own breath an instant lies (SEAMS, *the breath's key*).
//!
//! In: the phases of the cue, and the seconds by which the person follows it. Out: a key from 0 to 1: breathing out
//! from 0 to ½, breathing in from ½ to 1, each stretched to its own length, so that a template learned at one tempo
//! holds at another.

use crate::time::{MonoTime, Nanos};
use crate::timeline::{PerformedPhase, PhaseKind};

/// A place in the person's breath.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Key {
    /// 0 to 1.
    pub(crate) at: f64,
    /// How fast it runs, 1/s; 0 where the breath stands.
    pub(crate) per_s: f64,
}

/// The key at `t` of a person who follows `delay_s` behind the cue of `phases`, oldest first; none where no breath is asked for.
pub(crate) fn key<'a>(
    phases: impl DoubleEndedIterator<Item = &'a PerformedPhase>,
    t: MonoTime,
    delay_s: f64,
) -> Option<Key> {
    let standing = |at: Option<f64>| at.map(|at| Key { at, per_s: 0.0 });
    let followed = t - Nanos::from_s(delay_s);
    let mut after: Option<&PerformedPhase> = None;
    for phase in phases.rev() {
        if followed >= phase.span.end {
            // Past this phase and before the next one known: the breath stands where this one ended.
            return if after.is_some_and(|a| start_key(a.kind).is_some()) || end_key(phase.kind).is_none() {
                standing(after.and_then(|a| start_key(a.kind)))
            } else {
                standing(end_key(phase.kind))
            };
        }
        if followed >= phase.span.start {
            return match (start_key(phase.kind), end_key(phase.kind)) {
                (Some(from), Some(to)) => {
                    let per_s = (to - from) / phase.span.length().s();
                    Some(Key { at: from + per_s * (followed - phase.span.start).s(), per_s })
                }
                // The person still finishes the breath before a pause, or has not begun the one after a setup.
                _ => standing(after.and_then(|a| start_key(a.kind))),
            };
        }
        after = Some(phase);
    }
    standing(after.and_then(|a| start_key(a.kind)))
}

fn start_key(kind: PhaseKind) -> Option<f64> {
    match kind {
        PhaseKind::Exhale => Some(0.0),
        PhaseKind::Inhale | PhaseKind::Pause => Some(0.5),
        PhaseKind::Setup | PhaseKind::Signs | PhaseKind::Rest => None,
    }
}

fn end_key(kind: PhaseKind) -> Option<f64> {
    match kind {
        PhaseKind::Exhale | PhaseKind::Pause => Some(0.5),
        PhaseKind::Inhale => Some(1.0),
        PhaseKind::Setup | PhaseKind::Signs | PhaseKind::Rest => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{BlockKind, Outcome, RepKey, Side, Span};

    fn phase(kind: PhaseKind, start_s: f64, end_s: f64) -> PerformedPhase {
        let key = RepKey { block_index: 0, set: 1, side: Side::Both, rep: 1 };
        let span = Span::from_s(start_s, end_s);
        PerformedPhase { kind, block: BlockKind::Deadbug, key, attempt: 1, span, outcome: Outcome::Done }
    }

    fn key_at(t_s: f64, delay_s: f64) -> Option<f64> {
        let phases = [
            phase(PhaseKind::Setup, 0.0, 10.0),
            phase(PhaseKind::Exhale, 10.0, 15.0),
            phase(PhaseKind::Inhale, 15.0, 19.0),
            phase(PhaseKind::Exhale, 19.0, 24.0),
        ];
        key(phases.iter(), MonoTime::from_s(t_s), delay_s).map(|k| k.at)
    }

    #[test]
    fn each_breath_is_stretched_to_half_a_key() {
        assert_eq!(key_at(12.5, 0.0), Some(0.25));
        assert_eq!(key_at(17.0, 0.0), Some(0.75));
        assert_eq!(key_at(20.0, 0.0), Some(0.1));
    }

    #[test]
    fn a_person_who_follows_late_is_still_in_the_breath_before() {
        assert_eq!(key_at(17.0, 2.0), Some(0.5));
        assert_eq!(key_at(19.0, 1.0), Some(0.875));
        assert_eq!(key_at(10.2, 0.4), Some(0.0), "before the first breath the lungs are full");
    }

    #[test]
    fn where_the_cue_asks_for_no_breath_there_is_no_key() {
        let setup = [phase(PhaseKind::Setup, 0.0, 10.0)];
        assert_eq!(key(setup.iter(), MonoTime::from_s(5.0), 0.0), None);
        assert_eq!(key(setup.iter(), MonoTime::from_s(11.0), 0.0), None);
        assert_eq!(key([].iter(), MonoTime::from_s(5.0), 0.0), None);
    }
}
