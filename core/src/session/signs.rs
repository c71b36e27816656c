//! The flatten-and-arch: asked only when the breath says that the phone lies the wrong way round (FIELD F3).
//!
//! In: a reference whose breath runs against the way the phone was laid; then the tilt while the user flattens and
//! arches. Out: a phase that the plan lacks, and whether the signs hold. Nothing is turned round silently: a second
//! contradiction is told, and the session goes on.

use super::io::Event;
use super::machine::{Gathered, Session, Stage};
use super::says;
use crate::cues::{self, Cue};
use crate::motion::{MotionEvent, MotionEventKind, SignsVerdict};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{BlockKind, Outcome, PerformedPhase, PhaseKind, Span};

/// Time to hear what is asked.
const ASKING: Nanos = Nanos(5_000_000_000);
/// Time to flatten and to arch, 4 s each.
const LENGTH: Nanos = Nanos(8_000_000_000);
/// So often it is asked.
const TRIES: u16 = 2;

impl Session {
    /// Breaks off what runs and asks for a flatten-and-arch.
    pub(super) fn ask_signs(&mut self, out: &mut Gathered) {
        let Stage::Running { index, .. } = self.stage else { return };
        let back = self.plan.rep_start(index);
        self.break_off(self.now, Outcome::Aborted, out);
        self.begin_signs(back, 1, out);
    }

    fn begin_signs(&mut self, back: usize, attempt: u16, out: &mut Gathered) {
        let start = self.now + ASKING;
        let span = Span { start, end: start + LENGTH };
        self.stage = Stage::Signs { back, span, attempt };
        self.signs.begin(span);
        let told = says::signs_asked(attempt);
        self.message = Some(told.clone());
        self.announcer.emit(self.now, Cue::say(told), &mut out.events, &mut out.masks);
        self.announcer.emit(start, cues::flatten_arch(), &mut out.events, &mut out.masks);
        if let Some(phase) = self.signs_phase(back, span, attempt, Outcome::Done) {
            self.tracker.phase(phase);
            out.events.push(Event::PhaseBegan(phase));
        }
    }

    /// The phase of the flatten-and-arch, under the key of the rep that follows it.
    fn signs_phase(&self, back: usize, span: Span, attempt: u16, outcome: Outcome) -> Option<PerformedPhase> {
        let key = self.plan.phases().get(back)?.key;
        Some(PerformedPhase { kind: PhaseKind::Signs, block: BlockKind::Setup, key, attempt, span, outcome })
    }

    /// Keeps what was done of it until `end`.
    pub(super) fn signs_done(&mut self, back: usize, start: MonoTime, end: MonoTime, attempt: u16, outcome: Outcome) {
        let span = Span { start, end: end.max(start + Nanos(1)) };
        if let Some(phase) = self.signs_phase(back, span, attempt, outcome) {
            // The cursor only moves on: a phase is never out of order.
            let _ = self.performed.push(phase);
        }
    }

    pub(super) fn signs_over(&mut self, back: usize, span: Span, attempt: u16, out: &mut Gathered) {
        self.signs_done(back, span.start, span.end, attempt, Outcome::Done);
        let depth_deg = self.record.reference.as_ref().map_or(0.0, |r| r.depth_deg);
        let kind = match self.signs.verdict(depth_deg) {
            SignsVerdict::Agree => MotionEventKind::SignsAgree,
            SignsVerdict::Against | SignsVerdict::CannotTell if attempt < TRIES => {
                return self.begin_signs(back, attempt + 1, out);
            }
            SignsVerdict::Against => MotionEventKind::SignsAgainst,
            SignsVerdict::CannotTell => return self.count_in(back, self.now, out),
        };
        self.note(MotionEvent { at: span.end, kind }, out);
        self.tell_and_count_in(says::event(kind), back, self.now, out);
    }
}
