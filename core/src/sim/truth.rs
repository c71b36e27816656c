//! What really happened: the answer sheet of a simulation.
//!
//! In: the phases as the person is told them and the pelvis at every step. Out: [`Truth`].

use crate::motion::MotionEvent;
use crate::time::MonoTime;
use crate::timeline::{BlockKind, PerformedPhase, PhaseKind, RepKey, Span};

/// Everything there is to know.
#[derive(Debug, Clone, PartialEq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Truth {
    /// Every cycle of breath that has begun, judged or not, in order.
    pub reps: Vec<RepTruth>,
    /// What happened to the phone, in order.
    pub events: Vec<MotionEvent>,
}

/// One cycle; peaks are signed and from the rep's onset.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct RepTruth {
    /// What its block is for.
    pub block: BlockKind,
    /// Which rep.
    pub key: RepKey,
    /// From 1.
    pub attempt: u16,
    /// As cued; cut short when broken off.
    pub span: Span,
    /// Whether it was broken off.
    pub aborted: bool,
    /// Tilt of the pelvis farthest from the onset, degrees.
    pub tilt_peak_deg: f64,
    /// Roll of the pelvis farthest from the onset, degrees.
    pub roll_peak_deg: f64,
    /// Tilt of the pelvis at the onset, degrees from where it lay when the simulation began.
    pub tilt_onset_deg: f64,
    /// Roll of the pelvis at the onset, degrees.
    pub roll_onset_deg: f64,
    /// Tilt at the onset against the first rep since the posture last changed, degrees (FIELD F28).
    pub creep_deg: f64,
}

/// The truth of one accelerometer reading.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SampleTruth {
    /// When it was taken.
    pub at: MonoTime,
    /// Where up is, seen from the phone; length 1.
    pub up: [f64; 3],
    /// Tilt of the pelvis, degrees.
    pub tilt_deg: f64,
    /// Roll of the pelvis, degrees.
    pub roll_deg: f64,
    /// Tip of the phone by the breath, degrees; falls with the exhale.
    pub breath_deg: f64,
}

/// Fills a [`Truth`] as time passes.
#[derive(Debug, Clone, Default)]
pub(super) struct Keeper {
    pub(super) truth: Truth,
    told: Vec<Told>,
    next: usize,
    setups: u32,
    zero: Option<(Set, f64)>,
}

/// A rep as it was told, and the set it is zeroed in.
#[derive(Debug, Clone, Copy)]
struct Told {
    rep: RepTruth,
    set: Set,
}

/// Block, set, and how often posture has changed.
type Set = (u16, u16, u32);

impl Keeper {
    /// A phase was cued; says whether a new rep begins with it.
    pub(super) fn cue(&mut self, phase: &PerformedPhase) -> bool {
        self.cut(phase.span.start);
        match phase.kind {
            PhaseKind::Exhale | PhaseKind::Inhale | PhaseKind::Pause => {}
            PhaseKind::Setup => {
                self.setups += 1;
                return false;
            }
            PhaseKind::Signs | PhaseKind::Rest => return false,
        }
        if let Some(Told { rep, .. }) = self.told.last_mut()
            && (rep.block, rep.key, rep.attempt) == (phase.block, phase.key, phase.attempt)
            && !rep.aborted
        {
            rep.span.end = phase.span.end;
            let end = rep.span.end;
            if self.next == self.told.len()
                && let Some(begun) = self.truth.reps.last_mut()
            {
                begun.span.end = end;
            }
            return false;
        }
        let rep = RepTruth {
            block: phase.block,
            key: phase.key,
            attempt: phase.attempt,
            span: phase.span,
            aborted: false,
            tilt_peak_deg: 0.0,
            roll_peak_deg: 0.0,
            tilt_onset_deg: 0.0,
            roll_onset_deg: 0.0,
            creep_deg: 0.0,
        };
        self.told.push(Told { rep, set: (phase.key.block_index, phase.key.set, self.setups) });
        true
    }

    /// Whatever was to last beyond `at` is broken off there.
    pub(super) fn cut(&mut self, at: MonoTime) {
        while self.told.len() > self.next && self.told.last().is_some_and(|t| t.rep.span.start >= at) {
            self.told.pop();
        }
        let begun = self.next == self.told.len();
        let told = self.told.last_mut().map(|t| &mut t.rep);
        let shown = if begun { self.truth.reps.last_mut() } else { None };
        for rep in told.into_iter().chain(shown) {
            if rep.span.end > at {
                rep.span.end = at;
                rep.aborted = true;
            }
        }
    }

    /// The pelvis at the instant `at`; later than the one before.
    pub(super) fn see(&mut self, at: MonoTime, tilt_deg: f64, roll_deg: f64) {
        if let Some(Told { rep, set }) = self.told.get(self.next).copied()
            && rep.span.start <= at
        {
            let zero = match self.zero {
                Some((known, zero)) if known == set => zero,
                _ => tilt_deg,
            };
            self.zero = Some((set, zero));
            self.next += 1;
            let onset =
                RepTruth { tilt_onset_deg: tilt_deg, roll_onset_deg: roll_deg, creep_deg: tilt_deg - zero, ..rep };
            self.truth.reps.push(onset);
        }
        if let Some(rep) = self.truth.reps.last_mut()
            && rep.span.contains(at)
        {
            farther(&mut rep.tilt_peak_deg, tilt_deg - rep.tilt_onset_deg);
            farther(&mut rep.roll_peak_deg, roll_deg - rep.roll_onset_deg);
        }
    }
}

fn farther(peak: &mut f64, now: f64) {
    if now.abs() > peak.abs() {
        *peak = now;
    }
}
