//! The body that carries the phone, moved by what the person intends.
//!
//! In: [`Intent`]s and faults. Out: the [`Pose`] at any instant, and the truth. Time runs in steps of a fixed length from
//! the clock's zero, so that it does not matter in what pieces it is asked for.

use super::dice::{Dice, Stream};
use super::fault::Faults;
use super::mind::{Breath, Intent, Leg, Posture, Turn};
use super::person::Person;
use super::shape::{Follower, Jolt, Motion, Ramp, STEP_NS, fade, pulse, smooth};
use super::truth::Keeper;
use crate::motion::{MotionEvent, MotionEventKind};
use crate::time::{MonoTime, Nanos};
use crate::timeline::Span;
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// Own pace of a breath and the part of it that goes out, seconds; its depth as a share of the paced one (FIELD F1).
const FREE_BREATH_S: f64 = 4.0;
const FREE_OUT: f64 = 0.55;
const FREE_DEPTH: f64 = 0.5;
/// Seconds without a cue after which the person breathes as they like.
const PATIENCE_S: f64 = 0.6;
/// The deliberate flatten-and-arch, degrees each way.
const SIGNS_DEG: f64 = 5.0;
/// Heartbeats a second and deviation from beat to beat (`score.py`).
const HEART_HZ: f64 = 1.1;
const HEART_SPREAD: f64 = 0.03;
const HEARTBEAT: Jolt = Jolt { push: [0.02, 0.0, 0.08], fades_s: 0.09, hz: 6.5 };
const HEEL: Jolt = Jolt { push: [0.3, 0.5, 1.0], fades_s: 0.04, hz: 14.0 };
/// How far a turn carries the phone, metres to the degree: 3 mm at 4° (`score.py`).
const LEVER_M_PER_DEG: f64 = 0.003 / 4.0;
/// How far a breath lifts the phone, metres to the degree; deep breaths lift no more than a few times that.
const LIFT_M_PER_DEG: f64 = 0.004;

/// How the phone's support lies and moves: degrees, °/s, m/s² in world axes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pose {
    pub(super) tilt_deg: f64,
    pub(super) roll_deg: f64,
    pub(super) tilt_dps: f64,
    pub(super) roll_dps: f64,
    pub(super) push: [f64; 3],
    pub(super) pelvis_deg: [f64; 2],
    pub(super) breath_deg: f64,
}

#[derive(Debug, Clone)]
pub(super) struct Body {
    person: Person,
    intents: VecDeque<Intent>,
    now: MonoTime,
    pelvis: [Follower; 2],
    breath: Follower,
    carried: [Follower; 2],
    going: Going,
    free: Dice,
    heart: Dice,
    beat_s: f64,
    next_beat_s: f64,
    heel_s: Option<f64>,
}

/// Where everything is going.
#[derive(Debug, Clone, Default)]
struct Going {
    breath: Ramp,
    /// When the person stops to wait for a cue.
    free_from_s: f64,
    leg: Ramp,
    turn: Turn,
    level: Ramp,
    posture: [Ramp; 2],
    lean_deg: f64,
    signs: Option<(f64, f64)>,
}

/// What the followers are pulled to.
struct Targets {
    pelvis: [f64; 2],
    breath: f64,
    carried: [f64; 2],
}

impl Body {
    pub(super) fn new(seed: u64, person: Person, faults: &Faults) -> Self {
        let mut body = Self {
            person,
            intents: VecDeque::new(),
            now: MonoTime(0),
            pelvis: [Follower::default(); 2],
            breath: Follower::default(),
            carried: faults.turn_deg(0.0).map(Follower::resting),
            going: Going::default(),
            free: Dice::new(seed, Stream::FreeBreath),
            heart: Dice::new(seed, Stream::Heart),
            beat_s: 0.0,
            next_beat_s: 0.3,
            heel_s: None,
        };
        body.begin_step(faults);
        body
    }

    pub(super) fn intend(&mut self, intent: Intent) {
        self.intents.push_back(intent);
    }

    /// Forgets what was to be done from `at` on.
    pub(super) fn forget_from(&mut self, at: MonoTime) {
        self.intents.retain(|i| i.cued < at);
    }

    /// Runs until `t` lies in the running step.
    pub(super) fn run_to(&mut self, t: MonoTime, faults: &Faults, keeper: &mut Keeper) {
        while self.now + Nanos(STEP_NS) <= t {
            let next = self.now + Nanos(STEP_NS);
            let step = Span { start: self.now, end: next };
            let [tilt, roll] = self.pelvis.map(|p| p.at(0.0, 1.0).place);
            keeper.see(self.now, tilt, roll);
            faults.events(step, &mut keeper.truth.events);
            if let Some(at) = self.going.turn.heel_s.map(MonoTime::from_s)
                && step.contains(at)
            {
                self.heel_s = Some(at.s());
                keeper.truth.events.push(MotionEvent { at, kind: MotionEventKind::HeelDown });
            }
            self.now = next;
            self.begin_step(faults);
        }
    }

    /// The pose at `t_s`, which lies in the running step.
    pub(super) fn pose(&self, t_s: f64, faults: &Faults) -> Pose {
        let since_s = t_s - self.now.s();
        let left = fade(since_s);
        let at = |f: &Follower| f.at(since_s, left);
        let [pelvis_tilt, pelvis_roll] = [at(&self.pelvis[0]), at(&self.pelvis[1])];
        let breath = at(&self.breath);
        let [carried_tilt, carried_roll] = [at(&self.carried[0]), at(&self.carried[1])];
        let (askew, along) = libm::sincos(self.person.breath_askew_deg.to_radians());
        let sum = |part: fn(&Motion) -> f64| {
            [
                part(&pelvis_tilt) + part(&carried_tilt) + along * part(&breath),
                part(&pelvis_roll) + part(&carried_roll) + askew * part(&breath),
            ]
        };
        let [tilt_deg, roll_deg] = sum(|m| m.place);
        let [tilt_dps, roll_dps] = sum(|m| m.speed);
        let lift = LIFT_M_PER_DEG / (self.person.breath_deg / 3.0).max(1.0);
        let mut push = faults.push(t_s);
        for (axis, more) in push.iter_mut().zip([
            LEVER_M_PER_DEG * (pelvis_roll.acceleration + carried_roll.acceleration),
            LEVER_M_PER_DEG * (pelvis_tilt.acceleration + carried_tilt.acceleration),
            lift * breath.acceleration,
        ]) {
            *axis += more;
        }
        HEARTBEAT.add(t_s - self.beat_s, &mut push);
        if let Some(heel_s) = self.heel_s {
            HEEL.add(t_s - heel_s, &mut push);
        }
        Pose {
            tilt_deg,
            roll_deg,
            tilt_dps,
            roll_dps,
            push,
            pelvis_deg: [pelvis_tilt.place, pelvis_roll.place],
            breath_deg: breath.place,
        }
    }

    fn begin_step(&mut self, faults: &Faults) {
        let (start_s, end_s) = (self.now.s(), (self.now + Nanos(STEP_NS)).s());
        while self.intents.front().is_some_and(|i| i.start_s <= end_s) {
            if let Some(intent) = self.intents.pop_front() {
                self.going.take_up(&intent, start_s);
            }
        }
        if end_s >= self.going.free_from_s && end_s >= self.going.breath.end_s {
            self.breathe_freely(end_s);
        }
        if end_s >= self.next_beat_s {
            self.beat_s = self.next_beat_s;
            self.next_beat_s += self.heart.around_one(HEART_SPREAD) / HEART_HZ;
        }
        let to = self.going.targets(end_s, faults.turn_deg(end_s));
        for (follower, target) in self.pelvis.iter_mut().zip(to.pelvis) {
            follower.step(target);
        }
        for (follower, target) in self.carried.iter_mut().zip(to.carried) {
            follower.step(target);
        }
        self.breath.step(to.breath);
    }

    fn breathe_freely(&mut self, now_s: f64) {
        let out = self.going.breath.to > 0.0;
        let (way, share) = if out { (-0.5, FREE_OUT) } else { (0.5, 1.0 - FREE_OUT) };
        let size = self.free.around_one(self.person.breath_jitter);
        let takes_s = FREE_BREATH_S * share * self.free.around_one(self.person.breath_jitter);
        self.going.breath.go(way * FREE_DEPTH * self.person.breath_deg * size, now_s, now_s + takes_s);
    }
}

impl Going {
    /// Turns to `intent`, not before `now_s`.
    fn take_up(&mut self, intent: &Intent, now_s: f64) {
        let start_s = intent.start_s.max(now_s);
        let end_s = start_s + (intent.end_s - intent.start_s);
        match intent.breath {
            Breath::To(deg) => self.breath.go(deg, start_s, end_s),
            Breath::Hold => self.breath.go(self.breath.at(start_s), start_s, end_s),
            Breath::Free => self.breath.go(self.breath.at(start_s), start_s, start_s),
        }
        self.free_from_s = if matches!(intent.breath, Breath::Free) { start_s } else { end_s + PATIENCE_S };
        match intent.leg {
            Leg::Stay => {}
            Leg::Down(turn) => {
                self.turn = turn;
                self.leg.go(1.0, start_s, end_s);
            }
            Leg::Up { creep_deg } => {
                self.leg.go(0.0, start_s, end_s);
                self.level.go(self.level.to + creep_deg, start_s, end_s);
            }
            Leg::Return => {
                self.turn.heel_s = None;
                self.leg.go(0.0, start_s, end_s);
            }
        }
        if let Some(Posture { turn_deg, lean_deg }) = intent.posture {
            // The last third is for lying still.
            let (from_s, to_s) = (start_s + 0.1 * (end_s - start_s), start_s + 0.65 * (end_s - start_s));
            for (ramp, deg) in self.posture.iter_mut().zip(turn_deg) {
                ramp.go(deg, from_s, to_s);
            }
            self.lean_deg = lean_deg;
        }
        self.signs = intent.signs.then_some((start_s, end_s));
    }

    fn targets(&self, t_s: f64, fault_deg: [f64; 2]) -> Targets {
        let leg = self.leg.at(t_s);
        let turn = &self.turn;
        let gives = smooth((leg - turn.holds) / (1.0 - turn.holds));
        let wiggle = |start: f64| {
            let angle = TAU * turn.wiggle_hz * t_s + turn.wiggle_start + start;
            if gives > 0.0 { turn.wiggle_deg * gives * libm::sin(angle) } else { 0.0 }
        };
        let signs = self.signs.map_or(0.0, |(a, b)| {
            let q = ((t_s - a) / (b - a)).clamp(0.0, 1.0);
            -SIGNS_DEG * libm::sin(TAU * q)
        });
        let [posture_tilt, posture_roll] = &self.posture;
        let lean = self.lean_deg * pulse(posture_roll.share(t_s));
        let [fault_tilt, fault_roll] = fault_deg;
        Targets {
            pelvis: [
                self.level.at(t_s) + turn.tilt_deg * gives + wiggle(0.0) + signs,
                turn.roll_deg * gives + 0.5 * wiggle(1.3),
            ],
            breath: self.breath.at(t_s),
            carried: [
                posture_tilt.at(t_s) + fault_tilt,
                posture_roll.at(t_s) + lean + fault_roll + turn.bulge_deg * leg,
            ],
        }
    }
}
