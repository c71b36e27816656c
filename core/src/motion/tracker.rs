//! The signal chain joined: readings in, the live pelvis, rep records and events out (DESIGN §3).
//!
//! In: [`Reading`]s from intake, the phases of the performed timeline (at the latest when they begin) and masks.
//! Out: a [`Step`] a reading, and [`Finding`]s. What a step says depends on nothing that comes later; a rep's record is
//! made a quarter of a second after its end.

use super::attitude::{Attitude, tilt_roll_deg};
use super::between::Turning;
use super::breath::{Breath, Breathing};
use super::intake::Reading;
use super::key::key;
use super::live::Running;
use super::placement::Placement;
use super::quality::{Doing, Now, Quality};
use super::record::{BandState, Laid, Live, MotionEvent, MotionEventKind, PlacementState, ReferenceRecord, RepRecord};
use super::reference::{Hold, Learned, minus, plus, unfiltered_deg};
use super::rep::{Desk, Judge, course};
use super::separate::Separation;
use super::settle::{Fit, Settling};
use super::smooth::Point;
use super::taps::Taps;
use super::thin::{Thin, Tick};
use super::uneven::Unevenness;
use crate::time::{MonoTime, NS_PER_S, Nanos};
use crate::timeline::{BlockKind, Mask, Outcome, PerformedPhase, PhaseKind, Span};
use std::collections::VecDeque;
use std::ops::Range;

/// What follows the taps is worked out about so often where there is a gyroscope, seconds: five readings at 100 Hz.
const TICK_S: f64 = 0.05;
/// A record waits for so much of what follows the rep, so that its end is filtered like its middle.
const AFTER: Nanos = Nanos::from_ms(250);
/// The attitude filter wants so much before the reference begins: four of its time constants.
const BEFORE_REFERENCE: Nanos = Nanos::from_ms(12_000);
/// Track kept before the running cycle.
const BEFORE_CYCLE: Nanos = Nanos::from_ms(3_000);
/// Track and hold are thinned to half when they grow past this, so that no recording exhausts the memory.
const MOST_KEPT: usize = 60_000;
/// So many stale readings of the hold are let go of at once.
const STALE: usize = 2_000;
/// Phases before and after the running one that a key can need.
const PHASES_AROUND: usize = 8;
/// The accelerometer alone answers so late (FIELD F14).
const INCLINATION_LAG: Nanos = Nanos::from_ms(49);
/// A live answer strays from the truth by this share of what a breath of this person can do, and by this at least, degrees.
const LIVE_SHARE: f64 = 0.6;
const LEAST_LIVE_SD_DEG: f64 = 0.15;
/// Room is made for reps of up to so many seconds at the rate of the hold, and for so many phases; longer ones and more
/// of them ask for memory when they come.
const LONGEST_REP: usize = 30;
const USUAL_PHASES: usize = 512;
const USUAL_FINDINGS: usize = 64;
/// The last part of a drop, and a little after it, in which a knock is a heel (FIELD F29): share, seconds.
const HEEL_SHARE: f64 = 0.6;
const HEEL_AFTER_S: f64 = 0.5;

/// A mask is kept up so long before (stamps jitter) and after it (the phone rings on), seconds (FIELD F16).
const RINGS_S: [f64; 2] = [0.02, 0.1];
/// A recording that ends so little before its last rep does has seen it, seconds.
const END_SLACK_S: f64 = 0.1;
/// What one reading says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Up, unit vector, axes of a phone that lies upright.
    pub up: [f64; 3],
    /// Tilt and roll of the phone against the reference's zero, breath included, degrees.
    pub phone_deg: [f64; 2],
    /// The pelvis; none outside of reps, before the reference and while the phone is in a hand.
    pub live: Option<Live>,
    /// The breath by itself, ten times a second.
    pub breathing: Option<Breathing>,
}

/// What the tracker has found out.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// The reference was learned, or refused with its fault.
    Reference(ReferenceRecord),
    /// A rep was judged.
    Rep(RepRecord),
    /// Something happened to the phone.
    Event(MotionEvent),
}

/// The signal chain of one session or recording.
#[derive(Debug, Clone)]
pub struct Tracker {
    laid: Laid,
    /// Breaths of the hold and settling breaths give records too.
    records_all: bool,
    attitude: Attitude,
    quality: Quality,
    placement: Placement,
    taps: Taps,
    breath: Breath,
    has_gyroscope: bool,
    thin: Thin,
    /// The first of two taps, told since the last tick.
    tapped: Option<MonoTime>,
    points: VecDeque<Point>,
    hold: Option<Vec<Reading>>,
    /// With the name by which each is moved.
    masks: Vec<(u64, Mask)>,
    phases: Vec<PerformedPhase>,
    /// First phase whose cycle has not been closed.
    open: usize,
    /// First phase of the hold, and of the settling breaths, that are open.
    hold_from: Option<usize>,
    settle_from: Option<usize>,
    learned: Option<Learned>,
    fit: Fit,
    /// By how much a live answer strays with this fit, tilt and roll, degrees.
    live_sd_deg: [f64; 2],
    separation: Separation,
    /// The running rep, with the index of its first phase.
    rep: Option<(usize, Running)>,
    desk: Desk,
    wiggle_floor_deg: [f64; 2],
    set_zero_deg: Option<f64>,
    events: Vec<MotionEvent>,
    found: VecDeque<Finding>,
    now: MonoTime,
    /// What was said last, and how tilt and roll and the breath go on from the last tick.
    step: Step,
    turning: Turning,
    breath_dps: [f64; 2],
    /// When the phase after the running one begins.
    next_phase: Option<MonoTime>,
}

impl Default for Tracker {
    fn default() -> Self {
        Self {
            laid: Laid::Upright,
            records_all: false,
            attitude: Attitude::new([0.0; 3]),
            quality: Quality::default(),
            placement: Placement::default(),
            taps: Taps::default(),
            breath: Breath::default(),
            has_gyroscope: false,
            thin: Thin::new(TICK_S),
            tapped: None,
            points: VecDeque::new(),
            hold: Some(Vec::new()),
            masks: Vec::new(),
            phases: Vec::new(),
            open: 0,
            hold_from: None,
            settle_from: None,
            learned: None,
            fit: Fit::of_reference(&Learned::unknown()),
            live_sd_deg: [LEAST_LIVE_SD_DEG; 2],
            separation: Separation::new(),
            rep: None,
            desk: Desk::new(),
            wiggle_floor_deg: [0.0; 2],
            set_zero_deg: None,
            events: Vec::new(),
            found: VecDeque::new(),
            now: MonoTime(i64::MIN),
            step: Step { up: [0.0, 0.0, 1.0], phone_deg: [0.0; 2], live: None, breathing: None },
            turning: Turning::default(),
            breath_dps: [0.0; 2],
            next_phase: None,
        }
    }
}

impl Tracker {
    /// A tracker of a phone that is laid this way: everything it says is in the body's axes.
    pub fn laid(laid: Laid) -> Self {
        Self { laid, ..Self::default() }
    }

    /// The same, that gives a record of every cycle: of breaths that teach and are not judged, too.
    #[must_use]
    pub fn recording_all(mut self) -> Self {
        self.records_all = true;
        self
    }

    /// A phase; those of a cycle are told together, before the first reading that lies in it. What runs may be broken off
    /// by [`Self::cut`].
    pub fn phase(&mut self, phase: PerformedPhase) {
        self.phases.push(phase);
    }

    /// What ran was broken off at `at`: its rep gives no record, and what was told of it for later is taken back.
    pub fn cut(&mut self, at: MonoTime, outcome: Outcome) {
        let begun = self.phases.partition_point(|p| p.span.start <= at);
        self.phases.truncate(begun.max(self.open));
        if let Some(last) = self.phases.last_mut() {
            last.span.end = last.span.end.min(at).max(last.span.start + Nanos(1));
            last.outcome = outcome;
        }
        self.rep = None;
    }

    /// The phase that began at `start` ends at `end` and not when it was told to: what was told to follow it moves with
    /// it. For breaths without a clock, whose ends are guesses until they come.
    pub fn retime(&mut self, start: MonoTime, end: MonoTime) {
        let open = self.phases.get(self.open..).unwrap_or_default();
        let Some(i) = open.iter().rposition(|p| p.span.start == start).map(|i| self.open + i) else { return };
        let Some(phase) = self.phases.get_mut(i) else { return };
        let by = end.max(start + Nanos(1)) - phase.span.end;
        phase.span.end = phase.span.end + by;
        for later in self.phases.iter_mut().skip(i + 1) {
            later.span = Span { start: later.span.start + by, end: later.span.end + by };
        }
    }

    /// The phone shakes itself in `mask`. A second mask with the same `name` takes the place of the first: a cue that
    /// was played shakes the phone when it was played, not when it was due.
    pub fn mask(&mut self, name: u64, mask: Mask) {
        let [before_s, after_s] = RINGS_S;
        let Span { start, end } = mask.span;
        let span = Span { start: start - Nanos::from_s(before_s), end: end + Nanos::from_s(after_s) };
        self.masks.retain(|(n, _)| *n != name);
        self.masks.push((name, Mask { span }));
    }

    /// How the phone lies.
    pub fn placement(&self) -> PlacementState {
        self.placement.state()
    }

    /// Whether a reference has been accepted.
    pub fn has_reference(&self) -> bool {
        self.learned.as_ref().is_some_and(|l| l.record.fault.is_none())
    }

    /// Bounds past which a pelvis drifts and is lost, tilt and roll, degrees; none before the reference.
    pub fn bands_deg(&self) -> Option<[[f64; 2]; 2]> {
        self.learned.as_ref().map(|l| [l.record.drifting_deg, l.record.lost_deg])
    }

    /// Takes the next finding, oldest first.
    pub fn next_finding(&mut self) -> Option<Finding> {
        self.found.pop_front()
    }

    /// One reading. Between two ticks what the last one said goes on with the gyroscope.
    pub fn push(&mut self, reading: &Reading) -> Step {
        if self.laid == Laid::Upright {
            return self.upright(reading);
        }
        let turned = |xyz| self.laid.upright(xyz);
        self.upright(&Reading { acc: turned(reading.acc), gyr: reading.gyr.map(turned), ..*reading })
    }

    fn upright(&mut self, reading: &Reading) -> Step {
        self.now = self.now.max(reading.at);
        let masked = self.is_masked(reading.at);
        self.quality.feel(reading, masked);
        let lies = matches!(self.placement.state(), PlacementState::Settling | PlacementState::Ready);
        let tapped = self.taps.step(reading, masked, lies && !self.quality.is_lifted());
        self.tapped = self.tapped.or(tapped);
        // What strikes the phone says as little of where down is as what shakes it.
        // A rep is shown from its first reading on.
        let begins = self.next_phase.is_some_and(|start| reading.at >= start);
        match self.thin.step(reading, masked || self.taps.is_struck(), begins) {
            Some(tick) => self.tick(&tick, masked),
            None => self.go_on(reading),
        }
        self.step
    }

    fn go_on(&mut self, reading: &Reading) {
        let Step { phone_deg, live, breathing, .. } = &mut self.step;
        *breathing = None;
        let Some(rate) = reading.gyr else { return };
        let turned = self.turning.turned_deg(self.attitude.unbiased(rate), reading.dt_s);
        *phone_deg = plus(*phone_deg, turned);
        let (Some(live), Some((_, rep)), Some(learned)) = (live, &mut self.rep, &self.learned) else { return };
        let breath = self.breath_dps.map(|v| v * reading.dt_s);
        *live = shown(learned, self.live_sd_deg, reading.at, rep.follow(minus(turned, breath)));
    }

    fn tick(&mut self, tick: &Tick, masked: bool) {
        let Tick { reading, shaken } = tick;
        let at = reading.at;
        self.has_gyroscope |= reading.gyr.is_some();
        // What has ended is closed first: this tick is already seen with the bias of a hold that was learned just now. While
        // the first phase of the open cycle runs, nothing can end.
        if self.phases.get(self.open).is_some_and(|p| p.span.end <= at) {
            self.close_until(at, false);
        }
        let up = self.attitude.step(reading.acc, reading.gyr, reading.dt_s, *shaken);
        let seen_deg = tilt_roll_deg(up);
        self.points.push_back(Point { at, deg: unfiltered_deg(reading, seen_deg), masked: *shaken });
        if let Some(hold) = &mut self.hold {
            hold.push(*reading);
        }
        self.placement.step(reading, up, seen_deg);
        let breathing = self.breath.step(at, seen_deg);
        let index = running(&self.phases, at);
        self.next_phase = self.phases.get(index.map_or(0, |i| i + 1)).map(|p| p.span.start);
        let doing = self.doing(index, at);
        let (breath_deg, breath_dps) = self.breath_at(index, at);
        let rest_deg = minus(seen_deg, breath_deg);
        let tapped = self.tapped.take();
        let tapping = self.taps.state(tapped);
        let breath_s = [self.breath.period_s(), self.cued_breath_s(index, doing)];
        let (events, found) = (&mut self.events, &mut self.found);
        let mut tell = |event| {
            events.push(event);
            found.push_back(Finding::Event(event));
        };
        if let Some(at) = tapped {
            tell(MotionEvent { at, kind: MotionEventKind::DoubleTap });
        }
        self.quality.step(reading, rest_deg, Now { tapping, doing, breath_s }, tell);
        self.forget(at);
        let zero = self.learned.as_ref().map_or([0.0; 2], |l| l.zero_deg);
        let live = self.live(index, at, rest_deg, masked);
        self.step = Step { up, phone_deg: minus(seen_deg, zero), live, breathing };
        (self.turning, self.breath_dps) = (Turning::of(up), breath_dps);
    }

    /// No reading will follow: judges what can be judged.
    pub fn finish(&mut self) {
        let now = self.now;
        if let Some(event) = self.quality.take_waiting() {
            self.events.push(event);
            self.found.push_back(Finding::Event(event));
        }
        // A rep whose end was not seen is not a rep.
        if let Some(cut) = self.phases.iter().position(|p| p.span.end > now + Nanos::from_s(END_SLACK_S)) {
            for phase in self.phases.iter_mut().skip(cut) {
                phase.outcome = Outcome::Aborted;
            }
        }
        self.close_until(MonoTime(i64::MAX), true);
    }

    fn is_masked(&self, at: MonoTime) -> bool {
        self.masks.iter().any(|(_, m)| m.span.contains(at))
    }

    fn doing(&self, index: Option<usize>, at: MonoTime) -> Doing {
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

    /// How long a breath of the hold lasts by the cue, seconds; none outside of it.
    fn cued_breath_s(&self, index: Option<usize>, doing: Doing) -> Option<f64> {
        if doing != Doing::Hold {
            return None;
        }
        let cycles =
            around(&self.phases, index).chunk_by(|a, b| (a.block, a.key, a.attempt) == (b.block, b.key, b.attempt));
        let breaths = cycles.filter(|c| c.iter().all(|p| p.block == BlockKind::Deadbug));
        breaths.map(|c| c.iter().map(|p| p.span.length().s()).sum::<f64>()).reduce(f64::max)
    }

    /// Closes every cycle that ended long enough before `at`; `all` when nothing will follow.
    fn close_until(&mut self, at: MonoTime, all: bool) {
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
            learned.record.fault.get_or_insert(super::ReferenceFault::Moved);
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

    /// Room for what comes after the reference, at the rate of the track so far.
    fn make_room(&mut self) {
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

    /// The accelerometer alone sees what was a moment ago.
    fn lag(&self) -> Nanos {
        if self.has_gyroscope { Nanos(0) } else { INCLINATION_LAG }
    }

    /// What the breath does to tilt and roll at `at`, degrees and degrees a second; nothing where it is not known.
    fn breath_at(&self, index: Option<usize>, at: MonoTime) -> ([f64; 2], [f64; 2]) {
        let Some(learned) = &self.learned else { return Default::default() };
        let key = key(around(&self.phases, index), at - self.lag(), learned.delay);
        key.map_or_else(Default::default, |k| {
            let (deg, slope) = self.fit.template.with_slope_at(k.at);
            (deg, slope.map(|v| k.per_s * v))
        })
    }

    /// The pelvis now, against the level at the rep's onset; `rest_deg` is what is seen less the breath.
    fn live(&mut self, index: Option<usize>, at: MonoTime, rest_deg: [f64; 2], masked: bool) -> Option<Live> {
        let lag = self.lag();
        let learned = self.learned.as_ref()?;
        let index = index?;
        let phase = self.phases.get(index)?;
        if !phase.block.is_judged() || !phase.span.contains(at) || self.quality.is_lifted() {
            return None;
        }
        let id = (phase.block, phase.key, phase.attempt);
        let from =
            self.phases.get(..index)?.iter().rposition(|p| (p.block, p.key, p.attempt) != id).map_or(0, |i| i + 1);
        if self.rep.as_ref().is_none_or(|(first, _)| *first != from) {
            let own = self.phases.get(cycle_from(&self.phases, from)?)?;
            let span = Span { start: own.first()?.span.start, end: own.last()?.span.end };
            let phases = around(&self.phases, Some(index));
            let (template, depth) = (&self.fit.template, self.fit.depth);
            self.separation.prepare_live(template, depth, &learned.uneven, &course(phases, span, learned.delay));
            let left = |p: &Point| minus(p.deg, breath_deg(learned, &self.fit, phases, p.at));
            self.rep = Some((from, Running::new(span.start, span.length().s(), self.points.iter().rev(), left)));
        }
        let (_, rep) = self.rep.as_mut()?;
        // An accelerometer that shakes says nothing: the pelvis stays where it was.
        let pelvis_deg = if masked && !self.has_gyroscope {
            rep.pelvis_deg()
        } else {
            rep.step(&self.separation, at - lag, rest_deg, masked)
        };
        Some(shown(learned, self.live_sd_deg, at, pelvis_deg))
    }

    /// Lets go of what no open cycle needs, and thins what grows past its bound.
    fn forget(&mut self, at: MonoTime) {
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

/// A pelvis as it is shown.
fn shown(learned: &Learned, sd_deg: [f64; 2], at: MonoTime, pelvis_deg: [f64; 2]) -> Live {
    let band = |value: f64, drifting: f64, lost: f64| match value.abs() {
        v if v >= lost => BandState::Lost,
        v if v >= drifting => BandState::Drifting,
        _ => BandState::Steady,
    };
    let ([d0, d1], [l0, l1]) = (learned.record.drifting_deg, learned.record.lost_deg);
    let [tilt_deg, roll_deg] = pelvis_deg;
    let [tilt_sd_deg, roll_sd_deg] = sd_deg;
    let band = band(tilt_deg, d0, l0).max(band(roll_deg, d1, l1));
    Live { at, tilt_deg, roll_deg, tilt_sd_deg, roll_sd_deg, band }
}

/// Index of the phase that `at` lies in or, between phases, that came last.
fn running(phases: &[PerformedPhase], at: MonoTime) -> Option<usize> {
    phases.partition_point(|p| p.span.start <= at).checked_sub(1)
}

/// The phases around the one at `index`.
fn around(phases: &[PerformedPhase], index: Option<usize>) -> &[PerformedPhase] {
    let i = index.unwrap_or(0);
    let from = i.saturating_sub(PHASES_AROUND);
    let to = (i + PHASES_AROUND).min(phases.len());
    phases.get(from..to).unwrap_or_default()
}

/// The phases of the cycle whose first is at `from`; none past the last.
fn cycle_from(phases: &[PerformedPhase], from: usize) -> Option<Range<usize>> {
    let rest = phases.get(from..)?;
    let first = rest.first()?;
    let id = (first.block, first.key, first.attempt);
    let length = rest.iter().take_while(|p| (p.block, p.key, p.attempt) == id).count();
    Some(from..from + length)
}

fn is_done(phases: &[PerformedPhase], own: Range<usize>) -> bool {
    phases.get(own).is_some_and(|own| own.iter().all(|p| p.outcome == Outcome::Done))
}

/// The cycles among the phases `of` that were not broken off.
fn done_cycles(phases: &[PerformedPhase], of: Range<usize>) -> impl Iterator<Item = &[PerformedPhase]> {
    let mut next = of.start;
    let all = std::iter::from_fn(move || {
        let own = cycle_from(phases, next).filter(|own| own.end <= of.end)?;
        next = own.end;
        Some(own)
    });
    all.filter(|own| is_done(phases, own.clone())).filter_map(|own| phases.get(own))
}

/// What the template says of the breath at `t`, degrees.
fn breath_deg(learned: &Learned, fit: &Fit, phases: &[PerformedPhase], t: MonoTime) -> [f64; 2] {
    key(phases, t, learned.delay).map_or([0.0; 2], |k| fit.template.at(k.at))
}
