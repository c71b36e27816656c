//! What happened to the phone: slips, bumps, heels that touch down, lifting, silences (DESIGN §3.7).
//!
//! In: the force of every reading, and at every tick tilt and roll (the breath taken off where it is known) and what the
//! routine is doing. Out: [`MotionEvent`]s, each once, at the instant it began. Causal: a slip is told about half a second after it, once it is known that the phone did not come back.

use super::intake::Reading;
use super::math::norm;
use super::record::{MotionEvent, MotionEventKind};
use crate::time::{MonoTime, NS_PER_S, Nanos};
use std::collections::VecDeque;

/// A slip is a turn within so long ...
const JUMP: Nanos = Nanos::from_ms(300);
/// ... seen against the looks so long ago and twice and nearly three times so long ...
const LOOKS_BACK: [Nanos; 3] = [Nanos::from_ms(899), Nanos::from_ms(600), JUMP];
/// ... that exceeds the turns just before and just after it by so much, degrees. A pelvis turns as fast before and after;
/// the quickest tremble of the protocols reaches half of this.
const JUMP_DEG: f64 = 2.7;
/// A jump that comes back within so long was a bump ...
const BACK_WITHIN: Nanos = Nanos::from_ms(500);
/// ... and has come back when the track jumps the other way by this share of it; after a slip it seems to by half.
const BACK_SHARE: f64 = 0.6;
/// The track is looked at so often.
const LOOK: Nanos = Nanos::from_ms(15);
/// Looks that are kept: three times [`JUMP`], with room for stamps that repeat.
const RECENT: usize = 128;
/// Force that differs from its own mean by so much is a knock, m/s²: a heartbeat is 0.1, a cough 2, a firm tap more.
const KNOCK: f64 = 1.5;
/// Where a heel is expected it is told from less, m/s²: it spoils nothing (FIELD F29).
const HEEL: f64 = 0.4;
/// After an event nothing of its kind is told for so long.
const QUIET: Nanos = Nanos::from_ms(1500);
/// Steeper than 50° from face up nobody lies with a phone on the belly (FIELD F4: slopes up to 30°); its cosine.
const LIFTED_COS: f64 = 0.642_787_609_686_539_3;
/// ... for so long, seconds: a firm tap turns the force upside down for less.
const STEEP_S: f64 = 0.12;
/// Force this restless over half a second means a hand, m/s² RMS; or two taps, which is told then.
const HANDLED: f64 = 2.5;
/// After a knock it takes so long to know whether it may be a tap.
const KNOWN_AFTER: Nanos = Nanos::from_ms(40);
/// A phone that was lifted lies again when it has been calm for so long.
const CALM: Nanos = Nanos::from_ms(1500);
/// A silence that is told, seconds (DESIGN §3.1).
const SILENCE_S: f64 = 1.0;
/// Means of at least six seconds that differ by so much are a slip: still phones ≤ 2.2°, slips ≥ 3.7° (FIELD F15).
const STEP_DEG: f64 = 3.0;
/// ... of which so much is left between means of whole breaths.
const KEPT_STEP_DEG: f64 = 2.5;
/// Seconds of each mean, at least.
const STEP_WINDOW_S: usize = 6;
/// Longest mean: two slow breaths.
const LONGEST_WINDOW_S: usize = 24;

/// What the routine is doing, for telling a heel from a knock and posture from a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Posture changes: nothing is a slip (FIELD F23).
    Setup,
    /// The end of a drop, or just after: a knock is a heel (FIELD F29).
    LegIsDown,
    /// Any other part of the routine.
    Routine,
    /// The static hold, whose breath is not known yet.
    Hold,
    /// There is no routine: nobody moves on purpose.
    Nothing,
}

/// Whether what strikes the phone is meant as a sign ([`super::taps`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tapping {
    /// Nothing strikes it, or it is none.
    No,
    /// It was struck, and it is too early to tell.
    Perhaps,
    /// It was tapped twice.
    Twice,
}

/// What is known besides of the instant of a reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Now {
    pub(crate) tapping: Tapping,
    pub(crate) doing: Doing,
}

/// The watch over the phone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quality {
    /// Looks at the track, and where in them those are that it is compared with.
    recent: VecDeque<(MonoTime, [f64; 2])>,
    back: [usize; LOOKS_BACK.len()],
    mean_force: Option<f64>,
    restless: f64,
    /// What differed most from the mean since the last tick, m/s².
    farthest: f64,
    /// Since when, and by how much.
    jump: Option<(MonoTime, [f64; 2])>,
    quiet_until: Option<MonoTime>,
    knock_quiet_until: Option<MonoTime>,
    /// A knock that may be a tap.
    waiting: Option<MotionEvent>,
    steep_s: f64,
    lifted: Option<Lifted>,
    seconds: VecDeque<([f64; 2], f64)>,
    second: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
struct Lifted {
    calm_since: Option<MonoTime>,
}

impl Quality {
    /// Whether the phone is off the belly.
    pub(crate) fn is_lifted(&self) -> bool {
        self.lifted.is_some()
    }

    /// Room for all it ever keeps.
    pub(crate) fn make_room(&mut self) {
        self.recent.reserve(RECENT);
        self.seconds.reserve(2 * LONGEST_WINDOW_S + 2);
    }

    /// The attitude is seen by another filter from now on: a step between the two is nobody's motion.
    pub(crate) fn rebase(&mut self) {
        self.recent.clear();
        self.back = [0; LOOKS_BACK.len()];
        self.seconds.clear();
        self.jump = None;
    }

    /// When a knock was of which it is not known yet whether it was a tap.
    pub(crate) fn waits_since(&self) -> Option<MonoTime> {
        self.waiting.map(|w| w.at)
    }

    /// That knock, when no reading will tell.
    pub(crate) fn take_waiting(&mut self) -> Option<MotionEvent> {
        self.waiting.take()
    }

    /// The force of every reading; `masked` while the phone shakes itself.
    pub(crate) fn feel(&mut self, reading: &Reading, masked: bool) {
        let force = norm(reading.acc);
        let mean = *self.mean_force.get_or_insert(force);
        let share = (2.0 * reading.dt_s).min(1.0);
        let off = if masked { 0.0 } else { force - mean };
        self.mean_force = Some(mean + 0.25 * share * off);
        self.restless += share * (off * off - self.restless);
        self.farthest = self.farthest.max(off.abs());
    }

    /// One tick, whose readings were all felt, with its tilt and roll. `breath_s` knows the breath's period as seen and as
    /// cued, seconds, where either is known, and is asked once a second.
    pub(crate) fn step(
        &mut self,
        reading: &Reading,
        deg: [f64; 2],
        now: Now,
        breath_s: impl Fn() -> [Option<f64>; 2],
        mut tell: impl FnMut(MotionEvent),
    ) {
        let Now { tapping, doing } = now;
        let at = reading.at;
        if reading.dt_s > SILENCE_S {
            tell(MotionEvent { at, kind: MotionEventKind::Gap });
            self.rebase();
        }
        let off = std::mem::take(&mut self.farthest);
        self.wait(at, tapping, &mut tell);
        if self.lifting(reading, tapping, &mut tell) {
            return;
        }
        let (least, kind) = match doing {
            Doing::LegIsDown => (HEEL, MotionEventKind::HeelDown),
            _ => (KNOCK, MotionEventKind::Bump),
        };
        if off > least && doing != Doing::Setup {
            self.knock(at, at, kind);
        }
        if doing == Doing::Setup {
            self.rebase();
            return;
        }
        if matches!(doing, Doing::Nothing | Doing::Hold) {
            // A quick deep breath jumps like a phone that slips, and people twitch: only a level that stays is a slip.
            self.steps(at, deg, breath_s, &mut tell);
        } else if self.recent.back().is_none_or(|(t, _)| at - *t >= LOOK) {
            self.jumps(at, deg, &mut tell);
        }
    }

    /// True while the phone is in a hand.
    fn lifting(&mut self, reading: &Reading, tapping: Tapping, tell: &mut impl FnMut(MotionEvent)) -> bool {
        let at = reading.at;
        let [_, _, z] = reading.acc;
        let steep = z < LIFTED_COS * norm(reading.acc);
        self.steep_s = if steep { self.steep_s + reading.dt_s } else { 0.0 };
        let restless = self.restless > HANDLED * HANDLED && tapping != Tapping::Perhaps;
        let handled = self.steep_s >= STEEP_S || restless;
        match &mut self.lifted {
            None if handled => {
                tell(MotionEvent { at, kind: MotionEventKind::LiftOff });
                self.lifted = Some(Lifted { calm_since: None });
                self.jump = None;
                self.seconds.clear();
                true
            }
            None => false,
            Some(lifted) if handled => {
                lifted.calm_since = None;
                true
            }
            Some(lifted) => {
                let since = *lifted.calm_since.get_or_insert(at);
                if at - since < CALM {
                    return true;
                }
                self.lifted = None;
                self.quiet_until = Some(at + QUIET);
                tell(MotionEvent { at, kind: MotionEventKind::Replaced });
                false
            }
        }
    }

    /// The knock that waits is told once it is known not to be one of two taps.
    fn wait(&mut self, at: MonoTime, tapping: Tapping, tell: &mut impl FnMut(MotionEvent)) {
        match tapping {
            Tapping::Perhaps => {}
            Tapping::Twice => {
                self.waiting = None;
                self.restless = 0.0;
                self.knock_quiet_until = Some(at + QUIET);
            }
            Tapping::No => {
                if let Some(knock) = self.waiting.take_if(|w| at - w.at >= KNOWN_AFTER) {
                    tell(knock);
                }
            }
        }
    }

    /// A knock that began at `began` will be told, unless it is the ringing of one that was, or a tap.
    fn knock(&mut self, began: MonoTime, at: MonoTime, kind: MotionEventKind) {
        if self.knock_quiet_until.is_none_or(|t| at > t) {
            self.waiting = Some(MotionEvent { at: began, kind });
        }
        self.knock_quiet_until = Some(at + QUIET);
    }

    fn jumps(&mut self, at: MonoTime, deg: [f64; 2], tell: &mut impl FnMut(MotionEvent)) {
        self.recent.push_back((at, deg));
        // Each index goes along with the time: the first look that is not older than its age.
        for (i, ago) in self.back.iter_mut().zip(LOOKS_BACK) {
            while self.recent.get(*i).is_some_and(|(t, _)| at - *t > ago) {
                *i += 1;
            }
        }
        let [oldest, ..] = self.back;
        for _ in 0..oldest {
            self.recent.pop_front();
        }
        self.back = self.back.map(|i| i - oldest);
        let [early, from, to] = self.back.map(|i| self.recent.get(i).map_or(deg, |(_, d)| *d));
        let excess = |early: f64, from: f64, to: f64, late: f64| (to - from) - 0.5 * ((late - to) + (from - early));
        let ([e0, e1], [f0, f1], [t0, t1], [l0, l1]) = (early, from, to, deg);
        let here = [excess(e0, f0, t0, l0), excess(e1, f1, t1, l1)];
        let size = |[x, y]: [f64; 2]| (x * x + y * y).sqrt();
        if let Some((began, jump)) = self.jump {
            let along = (here[0] * jump[0] + here[1] * jump[1]) / size(jump);
            if along > size(jump) {
                // It was still growing.
                self.jump = Some((began, here));
            } else if -along > BACK_SHARE * size(jump) {
                self.jump = None;
                // Until the jump has left the window it looks like another.
                self.quiet_until = Some(at + Nanos(3 * JUMP.0));
                self.knock(began, at, MotionEventKind::Bump);
            } else if at - began > JUMP + BACK_WITHIN {
                self.jump = None;
                self.quiet_until = Some(at + QUIET);
                self.seconds.clear();
                tell(MotionEvent { at: began, kind: MotionEventKind::Slip });
            }
        } else if size(here) >= JUMP_DEG && self.quiet_until.is_none_or(|t| at > t) {
            self.jump = Some((at - JUMP, here));
        }
    }

    /// Means of whole breaths, at least six seconds each, against each other.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few seconds")]
    fn steps(
        &mut self,
        at: MonoTime,
        deg: [f64; 2],
        breath_s: impl Fn() -> [Option<f64>; 2],
        tell: &mut impl FnMut(MotionEvent),
    ) {
        let second = at.0.div_euclid(NS_PER_S);
        if self.second != Some(second) {
            self.second = Some(second);
            self.seconds.push_back(([0.0; 2], 0.0));
            if self.seconds.len() > 2 * LONGEST_WINDOW_S + 1 {
                self.seconds.pop_front();
            }
            let window = |breath_s: Option<f64>| {
                let breath_s = breath_s.unwrap_or(1.0).max(1.0);
                let breaths = (STEP_WINDOW_S as f64 / breath_s).ceil();
                ((breaths * breath_s).round() as usize).clamp(STEP_WINDOW_S, LONGEST_WINDOW_S)
            };
            // Mean of `length` seconds, the last of which ended `ago` seconds ago; the newest second has only begun.
            // Fewer than `least` of them say nothing.
            let mean = |ago: usize, length: usize, least: usize| {
                let part = self.seconds.iter().rev().skip(1 + ago).take(length);
                let (sum, n, seconds) =
                    part.fold(([0.0; 2], 0.0, 0), |([x, y], n, k), ([a, b], m)| ([x + a, y + b], n + m, k + 1));
                (seconds >= least && n > 0.0).then(|| sum.map(|s: f64| s / n))
            };
            let [seen, cued] = breath_s().map(window);
            let longest = seen.max(cued);
            let step = |length: usize, least: usize| {
                Some(apart(mean(longest - length, length, least)?, mean(longest, length, least)?))
            };
            let is_step = |length, least, least_deg: f64| step(length, least).is_some_and(|d| d >= least_deg);
            // Six seconds find the step; whole breaths on both sides show that it was not the breath. What was seen of
            // the breath so far may be wrong, and is not waited for; the cue is, and what it begins is deep.
            if is_step(STEP_WINDOW_S, STEP_WINDOW_S, STEP_DEG)
                && is_step(seen, STEP_WINDOW_S, KEPT_STEP_DEG)
                && is_step(cued, cued, KEPT_STEP_DEG)
            {
                tell(MotionEvent { at: at - Nanos::from_s(longest as f64), kind: MotionEventKind::Slip });
                self.seconds.clear();
                self.seconds.push_back(([0.0; 2], 0.0));
            }
        }
        if let Some(([x, y], n)) = self.seconds.back_mut() {
            let [a, b] = deg;
            (*x, *y, *n) = (*x + a, *y + b, *n + 1.0);
        }
    }
}

fn apart([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    libm::hypot(a - c, b - d)
}
