//! What is done when a cycle ends: a hold teaches, settling breaths re-fit what it taught, a rep is judged.

use super::phases::{around, cycle_from, done_cycles, is_done, running};
use super::{Finding, Tracker};
use crate::motion::record::ReferenceFault;
use crate::motion::reference::{Hold, Learned};
use crate::motion::rep::Judge;
use crate::motion::settle::{Fit, Settling};
use crate::motion::uneven::Unevenness;
use crate::time::{MonoTime, Nanos};
use crate::timeline::{BlockKind, PerformedPhase, Span};
use std::ops::Range;

/// A record waits for so much of what follows the rep, so that its end is filtered like its middle.
const AFTER: Nanos = Nanos::from_ms(250);
/// A live answer strays from the truth by this share of what a breath of this person can do, and by this at least, degrees.
const LIVE_SHARE: f64 = 0.6;
pub(super) const LEAST_LIVE_SD_DEG: f64 = 0.15;

impl Tracker {
    /// Closes every cycle that ended long enough before `at`; `all` when nothing will follow.
    pub(super) fn close_until(&mut self, at: MonoTime, all: bool) {
        while let Some(own) = cycle_from(&self.phases, self.open) {
            let Some(last) = self.phases.get(own.end - 1) else { return };
            // What the lowers need must be there when they begin; only judging can wait.
            let after = if last.block.is_judged() { AFTER } else { Nanos(0) };
            if at < last.span.end + after {
                return;
            }
            // A knock in it that may be the first of two taps spoils it when it is not.
            if !all && last.block.is_judged() && self.quality.waits_since().is_some_and(|t| t < last.span.end) {
                return;
            }
            self.open = own.end;
            self.close(own, all);
        }
    }

    fn close(&mut self, own: Range<usize>, all: bool) {
        let Some(block) = self.phases.get(own.start).map(|p| p.block) else { return };
        // A hold that was paused goes on with the same block: only another block ends it.
        let block_ends = self.phases.get(self.open).map_or(all, |next| next.block != block);
        match block {
            BlockKind::Deadbug => {
                let from = *self.hold_from.get_or_insert(own.start);
                if block_ends {
                    self.hold_from = None;
                    self.learn(from..own.end);
                }
            }
            BlockKind::Setup => {
                self.set_zero_deg = None;
                self.settle_from = None;
            }
            BlockKind::Settle => {
                let from = *self.settle_from.get_or_insert(own.start);
                if block_ends {
                    self.settle_from = None;
                    self.settle(from..own.end);
                }
            }
            _ if is_done(&self.phases, own.clone()) => self.judge(own),
            _ => {}
        }
    }

    /// Learns the reference from the hold, phases `of`; what was broken off does not count.
    fn learn(&mut self, of: Range<usize>) {
        let breaths: Vec<&[PerformedPhase]> = done_cycles(&self.phases, of.clone()).collect();
        let (Some(readings), Some(from), Some(to)) = (
            self.hold.take(),
            breaths.first().and_then(|b| b.first()).map(|p| p.span.start),
            breaths.last().and_then(|b| b.last()).map(|p| p.span.end),
        ) else {
            self.hold.get_or_insert_default();
            return;
        };
        let span = Span { start: from, end: to };
        let hold = Hold::new(&readings, &breaths, |t| self.is_masked(t));
        let mut learned = hold.learn(&breaths, span, self.laid);
        self.make_room();
        self.wiggle_floor_deg = self.desk.wiggle_rms(&hold.points, span);
        self.attitude = hold.attitude.at_the_pace_of(&self.attitude);
        self.quality.rebase();
        self.points.clear();
        self.points.extend(hold.points);
        if self.events.iter().any(|e| span.contains(e.at) && e.kind.is_move()) {
            learned.record.fault.get_or_insert(ReferenceFault::Moved);
        }
        self.refit(Fit::of_reference(&learned), learned.uneven);
        self.set_zero_deg = None;
        self.found.push_back(Finding::Reference(learned.record.clone()));
        if learned.record.fault.is_some() {
            // Another try may follow.
            self.hold = Some(Vec::new());
        }
        self.learned = Some(learned);
        self.judge_all(of);
        self.set_zero_deg = None;
    }

    fn refit(&mut self, fit: Fit, uneven: Unevenness) {
        self.fit = fit;
        let share = LIVE_SHARE * uneven.cautious_depth();
        self.live_sd_deg = fit.extent_deg.map(|e| libm::hypot(share * e, LEAST_LIVE_SD_DEG));
        self.separation.forget();
        self.desk.forget();
    }

    /// Re-fits level and depth of the template by the settling breaths (FIELD F25), phases `of`.
    fn settle(&mut self, of: Range<usize>) {
        if let Some(learned) = &self.learned {
            let mut settling = Settling::default();
            let around = self.phases.get(of.clone()).unwrap_or_default();
            let points = self.points.make_contiguous();
            for own in done_cycles(&self.phases, of.clone()) {
                settling.add(learned, own, around, points, &mut self.desk.smoother);
            }
            if let Some((fit, set_zero_deg)) = settling.fit(learned) {
                let uneven = learned.uneven;
                self.refit(fit, uneven);
                self.set_zero_deg = Some(set_zero_deg);
            }
        }
        self.judge_all(of);
    }

    /// Gives records of the whole cycles among the phases `of`, where they are asked for.
    fn judge_all(&mut self, of: Range<usize>) {
        if !self.records_all {
            return;
        }
        let mut next = of.start;
        while let Some(own) = cycle_from(&self.phases, next).filter(|own| own.end <= of.end) {
            next = own.end;
            if is_done(&self.phases, own.clone()) {
                self.judge(own);
            }
        }
    }

    fn judge(&mut self, own: Range<usize>) {
        let has_reference = self.has_reference();
        let unknown = Learned::unknown();
        let judge = Judge {
            learned: self.learned.as_ref().unwrap_or(&unknown),
            fit: &self.fit,
            set_zero_deg: self.set_zero_deg,
            wiggle_floor_deg: self.wiggle_floor_deg,
            has_reference,
        };
        let Some(own) = self.phases.get(own) else { return };
        let start = own.first().map_or(self.now, |p| p.span.start);
        let points = self.points.make_contiguous();
        let phases = around(&self.phases, running(&self.phases, start));
        let judged = judge.judge(&mut self.desk, &self.separation, points, phases, own, &self.events);
        let Some(judged) = judged else { return };
        // The first rep after a change of posture gives the set its zero where no settling breath did.
        self.set_zero_deg.get_or_insert(judged.onset_tilt_deg);
        self.found.push_back(Finding::Rep(judged.record));
    }
}
