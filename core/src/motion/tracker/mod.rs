//! The signal chain joined: readings in, the live pelvis, rep records and events out (DESIGN §3).
//!
//! In: [`Reading`]s from intake, the phases of the performed timeline (at the latest when they begin) and masks.
//! Out: a [`Step`] a reading, and [`Finding`]s. What a step says depends on nothing that comes later; a rep's record is
//! made a quarter of a second after its end.

mod closing;
mod keeping;
mod phases;
mod showing;

use self::phases::{around, cued_breath_s};
use super::attitude::{Attitude, tilt_roll_deg};
use super::between::Turning;
use super::breath::{Breath, Breathing};
use super::intake::Reading;
use super::key::begun;
use super::live::Running;
use super::placement::Placement;
use super::quality::{Now, Quality};
use super::record::{Laid, Live, MotionEvent, MotionEventKind, PlacementState, ReferenceRecord, RepRecord};
use super::reference::{Learned, minus, unfiltered_deg};
use super::rep::Desk;
use super::separate::Separation;
use super::settle::Fit;
use super::smooth::Point;
use super::taps::Taps;
use super::thin::{Thin, Tick};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{Mask, Outcome, PerformedPhase, Span};
use std::collections::VecDeque;

/// What follows the taps is worked out about so often where there is a gyroscope, seconds: five readings at 100 Hz.
const TICK_S: f64 = 0.05;
/// A mask is kept up so long before (stamps jitter) and after it (the phone rings on), seconds (FIELD F16).
const RINGS_S: [f64; 2] = [0.02, 0.1];
/// A recording that ends so little before its last rep does has seen it, seconds.
const END_SLACK_S: f64 = 0.1;

/// What one reading says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Up at the last tick, unit vector, axes of a phone that lies upright.
    pub up: [f64; 3],
    /// Tilt and roll of the phone against the reference's zero, breath included, at the last tick, degrees.
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
    /// Whether it lies and is in no hand.
    lies: bool,
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
    /// How many phases had begun at the last tick, and when the next one begins.
    begun: usize,
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
            lies: false,
            taps: Taps::default(),
            breath: Breath::default(),
            has_gyroscope: false,
            thin: Thin::new(TICK_S),
            tapped: None,
            points: VecDeque::new(),
            hold: Some(Vec::with_capacity(keeping::USUAL_HOLD)),
            masks: Vec::new(),
            phases: Vec::new(),
            open: 0,
            hold_from: None,
            settle_from: None,
            learned: None,
            fit: Fit::of_reference(&Learned::unknown()),
            live_sd_deg: [closing::LEAST_LIVE_SD_DEG; 2],
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
            begun: 0,
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
    pub fn push(&mut self, reading: &Reading) -> &Step {
        if self.laid == Laid::Upright {
            return self.upright(reading);
        }
        let turned = |xyz| self.laid.upright(xyz);
        self.upright(&Reading { acc: turned(reading.acc), gyr: reading.gyr.map(turned), ..*reading })
    }

    fn upright(&mut self, reading: &Reading) -> &Step {
        self.now = self.now.max(reading.at);
        let masked = self.is_masked(reading.at);
        self.quality.feel(reading, masked);
        let tapped = self.taps.step(reading, masked, self.lies);
        if tapped.is_some() {
            self.tapped = self.tapped.or(tapped);
        }
        // What strikes the phone says as little of where down is as what shakes it.
        // A rep is shown from its first reading on.
        let begins = self.next_phase.is_some_and(|start| reading.at >= start);
        match self.thin.step(reading, masked || self.taps.is_struck(), begins) {
            Some(tick) => self.tick(&tick, masked),
            None => self.go_on(reading),
        }
        &self.step
    }

    // Called for one reading in five: the others shall not save and restore what only this needs.
    #[inline(never)]
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
        self.begun = begun(&self.phases, at, self.begun);
        let index = self.begun.checked_sub(1);
        self.next_phase = self.phases.get(self.begun).map(|p| p.span.start);
        let doing = self.doing(index, at);
        let (breath_deg, breath_dps) = self.breath_at(index, at);
        let rest_deg = minus(seen_deg, breath_deg);
        let tapped = self.tapped.take();
        let tapping = self.taps.state(tapped);
        let (breath, phases) = (&self.breath, &self.phases);
        let breath_s = || [breath.period_s(), cued_breath_s(around(phases, index), doing)];
        let (events, found) = (&mut self.events, &mut self.found);
        let mut tell = |event| {
            events.push(event);
            found.push_back(Finding::Event(event));
        };
        if let Some(at) = tapped {
            tell(MotionEvent { at, kind: MotionEventKind::DoubleTap });
        }
        self.quality.step(reading, rest_deg, Now { tapping, doing }, breath_s, tell);
        let lies = matches!(self.placement.state(), PlacementState::Settling | PlacementState::Ready);
        self.lies = lies && !self.quality.is_lifted();
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
}
