//! The breath's key: where in the person's own breath an instant lies (SEAMS, *the breath's key*).
//!
//! In: the phases of the cue, and the seconds by which the person follows it. Out: a key from 0 to 1: breathing out
//! from 0 to ½, breathing in from ½ to 1, each stretched to its own length, so that a template learned at one tempo
//! holds at another.

use crate::time::{MonoTime, Nanos};
use crate::timeline::{PerformedPhase, PhaseKind, Span};

/// A place in the person's breath.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Key {
    /// 0 to 1.
    pub(crate) at: f64,
    /// How fast it runs, 1/s; 0 where the breath stands.
    pub(crate) per_s: f64,
}

/// Keys of one person and cue; each is sought where the one before it was found.
#[derive(Debug, Clone)]
pub(crate) struct Keys<'a> {
    phases: &'a [PerformedPhase],
    delay: Nanos,
    /// So many phases had begun.
    begun: usize,
    /// The breath that was running.
    running: Option<Running>,
}

/// A phase of the breath, until it ends or the next one begins.
#[derive(Debug, Clone, Copy)]
struct Running {
    span: Span,
    length: f64,
    from: f64,
    by: f64,
    per_s: f64,
}

impl<'a> Keys<'a> {
    /// Keys of a person who follows `delay` behind the cue of `phases`, oldest first.
    pub(crate) fn new(phases: &'a [PerformedPhase], delay: Nanos) -> Self {
        Self::near(phases, delay, 0)
    }

    /// The same, sought first where so many phases have `begun`.
    pub(crate) fn near(phases: &'a [PerformedPhase], delay: Nanos, begun: usize) -> Self {
        Self { phases, delay, begun, running: None }
    }

    /// The key at `t`; none where no breath is asked for.
    pub(crate) fn at(&mut self, t: MonoTime) -> Option<Key> {
        let followed = t - self.delay;
        match self.running {
            Some(running) if running.span.contains(followed) => Some(running.key(followed)),
            _ => self.seek(followed),
        }
    }

    fn seek(&mut self, followed: MonoTime) -> Option<Key> {
        let standing = |at: Option<f64>| at.map(|at| Key { at, per_s: 0.0 });
        self.begun = begun(self.phases, followed, self.begun);
        let after = || self.phases.get(self.begun).and_then(|a| start_key(a.kind));
        let Some(phase) = self.begun.checked_sub(1).and_then(|i| self.phases.get(i)) else { return standing(after()) };
        let (from, to) = (start_key(phase.kind), end_key(phase.kind));
        if followed >= phase.span.end {
            // Past this phase and before the next one known: the breath stands where this one ended.
            let after = after();
            return standing(if after.is_some() || to.is_none() { after } else { to });
        }
        let (Some(from), Some(to)) = (from, to) else {
            // The person still finishes the breath before a pause, or has not begun the one after a setup.
            return standing(after());
        };
        let (length, by) = (phase.span.length(), to - from);
        let end = self.phases.get(self.begun).map_or(phase.span.end, |next| phase.span.end.min(next.span.start));
        let span = Span { end, ..phase.span };
        let running = Running { span, length: length.0 as f64, from, by, per_s: by / length.s() };
        self.running = Some(running);
        Some(running.key(followed))
    }
}

impl Running {
    fn key(&self, followed: MonoTime) -> Key {
        let share = (followed - self.span.start).0 as f64 / self.length;
        Key { at: self.from + share * self.by, per_s: self.per_s }
    }
}

/// How many of `phases`, oldest first, have begun at `at`; sought from `guess`, near which it mostly is.
pub(crate) fn begun(phases: &[PerformedPhase], at: MonoTime, guess: usize) -> usize {
    let has_begun = |p: &PerformedPhase| p.span.start <= at;
    let mut n = guess.min(phases.len());
    while let Some(before) = n.checked_sub(1)
        && !phases.get(before).is_some_and(has_begun)
    {
        n = before;
    }
    while phases.get(n).is_some_and(has_begun) {
        n += 1;
    }
    n
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
    use crate::timeline::{BlockKind, Outcome, RepKey, Side};

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
        Keys::new(&phases, Nanos::from_s(delay_s)).at(MonoTime::from_s(t_s)).map(|k| k.at)
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
        assert_eq!(Keys::new(&setup, Nanos(0)).at(MonoTime::from_s(5.0)), None);
        assert_eq!(Keys::new(&setup, Nanos(0)).at(MonoTime::from_s(11.0)), None);
        assert_eq!(Keys::new(&[], Nanos(0)).at(MonoTime::from_s(5.0)), None);
    }

    #[test]
    fn wherever_it_is_sought_from_the_same_phase_is_found() {
        let phases: Vec<_> = (0..9).map(|i| phase(PhaseKind::Exhale, f64::from(i), f64::from(i) + 0.8)).collect();
        for t in [-1.0, 0.0, 0.5, 3.9, 4.0, 8.0, 20.0] {
            let at = MonoTime::from_s(t);
            let want = phases.partition_point(|p| p.span.start <= at);
            assert!((0..12).all(|guess| begun(&phases, at, guess) == want), "{t}");
        }
    }
}
