//! What the samples do to a session: live pelvis, references, reps, and what happens to the phone.
//!
//! In: block frames of the running session. Out: events, journal frames of finished reps, and what is kept of the signals.

use super::container::{self, FrameKind};
use super::io::Event;
use super::machine::{Gathered, Session, Stage};
use super::record::{TraceSample, TrackPoint};
use super::says;
use super::table::Wish;
use crate::cues;
use crate::motion::{
    BandState, Finding, Lies, MotionEvent, MotionEventKind, Reading, Reason, ReferenceRecord, RepRecord, Step, Verdict,
};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{BlockKind, Outcome};

/// A reference that is refused is tried once more (FIELD F33).
const REFERENCE_TRIES: u16 = 2;
/// The track is kept so often.
const TRACK_EVERY: Nanos = Nanos(50_000_000);
/// No more samples are kept: two hours at 200 Hz.
const MOST_SAMPLES: usize = 1_500_000;

impl Session {
    pub(super) fn frame(&mut self, now: MonoTime, bytes: &[u8], out: &mut Gathered) {
        let over = matches!(self.stage, Stage::Idle | Stage::Felt | Stage::Result | Stage::PainCheck | Stage::Done);
        if over || self.setup.settings.cues_only {
            return;
        }
        // Masks that were told in this very step are not known to the tracker yet; none can lie before `now`.
        let mut readings = Vec::new();
        if let Err(e) = self.intake.frame(bytes, |r| readings.push(r)) {
            log::warn!("{e}");
            self.message = Some(says::bad_samples());
        }
        if !readings.is_empty() {
            self.silent = Some(Nanos(0));
        }
        for reading in readings {
            let step = *self.tracker.push(&reading);
            self.keep(&reading, &step);
            self.live = step.live;
            self.signs.see(reading.at, step.phone_deg[0]);
            if let Some(free) = &mut self.pace.running {
                free.see(reading.at, step.phone_deg[0]);
            }
            self.band_tone(now, out);
            self.findings(out);
        }
    }

    fn keep(&mut self, reading: &Reading, step: &Step) {
        let trace = &mut self.trace;
        if trace.samples.len() >= MOST_SAMPLES {
            return;
        }
        trace.samples.push(TraceSample { at: reading.at, acc: reading.acc, gyr: reading.gyr });
        if trace.track.last().is_none_or(|last| reading.at - last.at >= TRACK_EVERY) {
            let pelvis_deg = step.live.map(|l| [l.tilt_deg, l.roll_deg]);
            trace.track.push(TrackPoint { at: reading.at, phone_deg: step.phone_deg, pelvis_deg });
        }
    }

    /// One soft tone when the pelvis leaves the band, at most once a rep (FIELD F18).
    fn band_tone(&mut self, now: MonoTime, out: &mut Gathered) {
        let left = self.live.is_some_and(|l| l.band != BandState::Steady);
        if left && self.setup.settings.band_tone && !self.band_told && self.tracker.has_reference() {
            self.band_told = true;
            self.announcer.emit(now, cues::band_left(), &mut out.events, &mut out.masks);
        }
    }

    pub(super) fn findings(&mut self, out: &mut Gathered) {
        while let Some(finding) = self.tracker.next_finding() {
            match finding {
                Finding::Reference(reference) => self.reference(reference, out),
                // The hold's own breaths and the settling ones are not reps of the session.
                Finding::Rep(rep) if !rep.block.is_judged() => {}
                Finding::Rep(mut rep) => {
                    if self.had_no_clock(&rep) {
                        rep.verdict = Verdict::Unclear;
                        let _ = rep.reasons.try_insert(0, Reason::NoClock);
                    }
                    // The last attempt that was done counts (SEAMS, *plan against performed*).
                    self.record.reps.retain(|r| r.key != rep.key || r.block != rep.block);
                    self.record.reps.push(rep.clone());
                    if let Ok(json) = serde_json::to_vec(&rep) {
                        container::append(&mut out.journal, FrameKind::Rep, &json);
                    }
                    let breath = rep.breath;
                    out.events.push(Event::RepFinished(Box::new(rep)));
                    self.watch_pace(breath, out);
                }
                Finding::Event(event) => self.happened(event, out),
            }
        }
    }

    fn had_no_clock(&self, rep: &RepRecord) -> bool {
        let planned = self.plan.phases().iter().position(|p| (p.block, p.key) == (rep.block, rep.key));
        planned.is_some_and(|index| self.pace.is_free(index))
    }

    fn reference(&mut self, reference: ReferenceRecord, out: &mut Gathered) {
        let refused = reference.fault.is_some();
        let mislaid = says::mislaid(&reference).filter(|_| !refused);
        let backwards = reference.is_mislaid() && reference.lies == Lies::WrongWayRound;
        let told = mislaid.unwrap_or_else(|| says::reference(reference.fault));
        self.record.reference = Some(reference.clone());
        out.events.push(Event::Reference(reference));
        self.reference_tries += 1;
        if self.is_done() {
            return;
        }
        let live = self.is_live();
        match self.stage {
            Stage::Running { .. } if live && !refused && backwards => self.ask_signs(out),
            Stage::Running { index, .. } if live && refused => {
                let hold = self.plan.phases().iter().position(|p| p.block == BlockKind::Deadbug);
                let again = hold.filter(|_| self.reference_tries < REFERENCE_TRIES);
                let next = again.unwrap_or_else(|| self.plan.rep_start(index));
                let why = if again.is_some() { told } else { says::unmeasured() };
                // Said after the cues before it are taken back, or it would be taken back with them.
                self.break_off(self.now, Outcome::Aborted, out);
                self.tell_and_count_in(why, next, self.now, out);
            }
            // What follows says to keep its tension: one more sentence would be said over it.
            _ => self.message = Some(told),
        }
    }

    fn happened(&mut self, event: MotionEvent, out: &mut Gathered) {
        // A phone that is being laid down is meant to move.
        if matches!(self.stage, Stage::Placing { .. }) {
            return;
        }
        self.note(event, out);
        // Someone who is paused reads why; what happens to the phone meanwhile is no news.
        if !matches!(self.stage, Stage::Paused { .. }) {
            self.message = Some(says::event(event.kind));
        }
        // A recording cannot be asked.
        match event.kind {
            MotionEventKind::LiftOff if self.is_live() => self.wish(self.now, Wish::Lift, None, out),
            MotionEventKind::DoubleTap if self.is_live() => self.wish(self.now, Wish::Taps, None, out),
            _ => {}
        }
    }

    pub(super) fn note(&mut self, event: MotionEvent, out: &mut Gathered) {
        self.record.events.push(event);
        out.events.push(Event::Motion(event));
    }
}
