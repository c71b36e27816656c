//! The body under the phone: breath, pelvis, posture, heart, heel.
//!
//! In: a person and the phases of the cue as they begin. Out: tilt and roll of pelvis and phone at any instant that has
//! been lived through, degrees.

use super::curve::Curve;
use super::dice::Dice;
use super::person::{Fault, Person, Skill};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{PerformedPhase, PhaseKind, RepKey, Side};
use std::f64::consts::TAU;

/// Half of a free breath, seconds, least and most.
const FREE_HALF_S: [f64; 2] = [1.7, 2.6];
/// Free breathing goes between these shares of a full breath.
const FREE_SHARE: [f64; 2] = [0.25, 0.75];
/// The legs take so long to come up, and begin so late in a setup, seconds.
const POSTURE_S: f64 = 5.0;
const POSTURE_AFTER_S: f64 = 1.5;
/// A slip is over in so long, seconds.
const SLIP_S: f64 = 0.25;
/// A phone that is taken up is steep after so long, seconds, and so steep, degrees.
const LIFT_S: f64 = 0.6;
const LIFT_DEG: f64 = 75.0;
/// A beat of the heart rings so long and so fast, seconds and Hz (a seismocardiogram's first burst).
const BEAT_RINGS_S: f64 = 0.09;
const BEAT_HZ: f64 = 6.5;
const BEAT_EVERY_S: f64 = 60.0 / 66.0;
/// Force of a heartbeat, of a heel that touches down, of a cough, m/s².
const BEAT_FORCE: f64 = 0.08;
const HEEL_FORCE: f64 = 3.0;
const COUGH_FORCE: f64 = 5.0;

/// A body.
#[derive(Debug, Clone)]
pub(super) struct Body {
    person: Person,
    /// Air in the lungs as a share of a full breath of the reference, −½ … ½, times depth.
    breath: Curve<1>,
    /// Pelvis tilt and roll, and the muscle's lift of one edge.
    pelvis: Curve<3>,
    posture: Curve<2>,
    lift: Curve<1>,
    wiggles: Vec<Wiggle>,
    knocks: Vec<(MonoTime, f64)>,
    rep: Option<Rep>,
    level: [f64; 2],
    after_reference: bool,
    way: f64,
    breath_dice: Dice,
    rep_dice: Dice,
    beats: Dice,
    next_beat: MonoTime,
    hearts: Vec<MonoTime>,
    lived: MonoTime,
}

#[derive(Debug, Clone, Copy)]
struct Rep {
    key: RepKey,
    attempt: u16,
    peak: [f64; 3],
    stays: [f64; 2],
    dropped: bool,
}

#[derive(Debug, Clone, Copy)]
struct Wiggle {
    start: MonoTime,
    end: MonoTime,
    deg: f64,
    hz: f64,
}

impl Body {
    pub(super) fn new(seed: u64, person: Person) -> Self {
        let mut dice = Dice::new(seed, 10);
        let way = if dice.chance(0.75) { 1.0 } else { -1.0 };
        let mut lift = Curve::new([0.0]);
        let mut knocks = Vec::new();
        for fault in &person.faults {
            match *fault {
                Fault::Lift { at, for_s } => {
                    let s = Nanos::from_s;
                    lift.ease(at, at + s(LIFT_S), [LIFT_DEG]);
                    let down = at + s(for_s.max(LIFT_S));
                    lift.ease(down, down + s(LIFT_S), [dice.between(-4.0, 4.0)]);
                }
                Fault::Bump { at } => knocks.push((at, COUGH_FORCE)),
                Fault::Slip { .. } | Fault::Silence { .. } | Fault::NotANumber { .. } => {}
            }
        }
        Self {
            breath: Curve::new([0.0]),
            pelvis: Curve::new([0.0; 3]),
            posture: Curve::new([0.0; 2]),
            lift,
            wiggles: Vec::new(),
            knocks,
            rep: None,
            level: [0.0; 2],
            after_reference: false,
            way,
            breath_dice: Dice::new(seed, 11),
            rep_dice: Dice::new(seed, 12),
            beats: Dice::new(seed, 13),
            next_beat: MonoTime::from_s(0.3),
            hearts: Vec::new(),
            lived: MonoTime(i64::MIN),
            person,
        }
    }

    /// Lives up to `until`: breathes freely where no cue is followed.
    pub(super) fn live(&mut self, until: MonoTime) {
        if self.lived == MonoTime(i64::MIN) {
            self.breath.ease(until, until, [0.0]);
            self.next_beat = until;
        }
        self.lived = self.lived.max(until);
        while let Some(end) = self.breath.settled().filter(|end| *end <= until) {
            let half = self.breath_dice.between(FREE_HALF_S[0], FREE_HALF_S[1]);
            let full = self.breath.at(end)[0] < 0.0;
            let [low, high] = FREE_SHARE;
            let to = if full { high } else { low } - 0.5;
            self.breath.ease(end, end + Nanos::from_s(half), [to]);
        }
        while self.next_beat <= until {
            self.hearts.push(self.next_beat);
            self.next_beat = self.next_beat + Nanos::from_s(BEAT_EVERY_S * (1.0 + self.beats.normal(0.03)));
        }
    }

    /// A phase of the cue begins.
    pub(super) fn phase(&mut self, phase: &PerformedPhase) {
        let span = phase.span;
        self.live(span.start);
        let late = Nanos::from_s(self.person.delay_s);
        let to = match phase.kind {
            PhaseKind::Exhale => Some(-0.5),
            PhaseKind::Inhale => Some(0.5),
            PhaseKind::Pause | PhaseKind::Setup | PhaseKind::Signs | PhaseKind::Rest => None,
        };
        if let Some(to) = to {
            let jitter = libm::exp(self.breath_dice.normal(self.person.breath_jitter));
            let depth = if self.after_reference { self.person.breath_change } else { 1.0 };
            self.breath.ease(span.start + late, span.end + late, [to * depth * jitter]);
        }
        match phase.kind {
            PhaseKind::Setup => self.set_up(phase),
            PhaseKind::Exhale | PhaseKind::Inhale if phase.block.is_judged() => self.move_leg(phase, late),
            _ => {}
        }
    }

    /// The cue is broken off: the leg comes back.
    pub(super) fn abort(&mut self, at: MonoTime) {
        self.live(at);
        let [x, y] = self.level;
        self.pelvis.ease(at, at + Nanos::from_s(1.0), [x, y, 0.0]);
        self.breath.ease(at, at + Nanos::from_s(1.0), [0.0]);
        self.wiggles.iter_mut().for_each(|w| w.end = w.end.min(at).max(w.start));
        self.rep = None;
    }

    fn set_up(&mut self, phase: &PerformedPhase) {
        // The first setup is lying down; the later ones bring the legs up, each time a little differently.
        if phase.key.block_index == 0 {
            return;
        }
        self.after_reference = true;
        let began = phase.span.start + Nanos::from_s(POSTURE_AFTER_S);
        let length = POSTURE_S.min(phase.span.length().s() - POSTURE_AFTER_S).max(0.1);
        let to = self.person.posture_deg.map(|d| d + self.rep_dice.normal(0.5));
        self.posture.ease(began, began + Nanos::from_s(length), to);
    }

    fn move_leg(&mut self, phase: &PerformedPhase, late: Nanos) {
        let span = phase.span;
        let same = |r: &Rep| r.key == phase.key && r.attempt == phase.attempt;
        let mut rep = match self.rep.filter(same) {
            Some(rep) => rep,
            None => self.draw(phase),
        };
        let (start, end) = (span.start + late, span.end + late);
        if rep.dropped {
            let [x, y] = rep.stays;
            self.level = rep.stays;
            self.pelvis.ease(start, end, [x, y, 0.0]);
        } else {
            rep.dropped = true;
            self.pelvis.ease(start, end, rep.peak);
            if self.rep_dice.chance(self.person.heel) {
                self.knocks.push((end - Nanos::from_s(0.15), HEEL_FORCE));
            }
        }
        self.rep = Some(rep);
    }

    fn draw(&mut self, phase: &PerformedPhase) -> Rep {
        let [left, right] = self.person.skill;
        let skill: Skill = match phase.key.side {
            Side::Left => left,
            Side::Right => right,
            // Both legs: the weaker side decides.
            Side::Both => {
                if left.tilt_deg[1] > right.tilt_deg[1] {
                    left
                } else {
                    right
                }
            }
        };
        let dice = &mut self.rep_dice;
        let moves = dice.chance(skill.moves);
        let size = dice.between(skill.tilt_deg[0], skill.tilt_deg[1]);
        // The pelvis rolls towards the leg that drops.
        let towards = if phase.key.side == Side::Right { -1.0 } else { 1.0 };
        let roll = dice.between(0.0, skill.roll_deg);
        let wiggle = (dice.between(0.5, 1.0) * skill.wiggle_deg, dice.between(1.2, 2.8));
        let creep = dice.between(0.5, 1.0) * skill.creep_deg;
        let (tilt, roll) = if moves { (self.way * size, towards * roll) } else { (0.0, 0.0) };
        let [x, y] = self.level;
        if moves && wiggle.0 > 0.0 {
            let late = Nanos::from_s(self.person.delay_s);
            let start = phase.span.start + late;
            self.wiggles.push(Wiggle {
                start,
                end: phase.span.end + phase.span.length() + late,
                deg: wiggle.0,
                hz: wiggle.1,
            });
        }
        Rep {
            key: phase.key,
            attempt: phase.attempt,
            peak: [x + tilt, y + roll, towards * skill.bulge_deg],
            stays: [x + self.way * if moves { creep } else { 0.0 }, y],
            dropped: false,
        }
    }

    /// Tilt and roll of the pelvis, degrees.
    pub(super) fn pelvis_deg(&self, t: MonoTime) -> [f64; 2] {
        let [tilt, roll, _] = self.pelvis.at(t);
        let wiggle = self.wiggles.iter().rev().take(2).map(|w| w.at(t)).sum::<f64>();
        [tilt + wiggle, roll]
    }

    /// Tilt and roll that breath, posture, muscle and hand give the phone beside the pelvis, degrees.
    pub(super) fn rest_deg(&self, t: MonoTime, askew_deg: f64) -> [f64; 2] {
        let breath = self.person.breath_deg * self.breath.at(t)[0];
        let (s, c) = libm::sincos(askew_deg.to_radians());
        let [tilt, roll] = self.posture.at(t);
        let [_, _, bulge] = self.pelvis.at(t);
        let slips = self.person.faults.iter().map(|f| match *f {
            Fault::Slip { at, deg } => {
                let share = ((t - at).s() / SLIP_S).clamp(0.0, 1.0);
                deg * (0.5 - 0.5 * libm::cos(std::f64::consts::PI * share))
            }
            _ => 0.0,
        });
        [breath * c + tilt + self.lift.at(t)[0] + slips.sum::<f64>(), breath * s + roll + bulge]
    }

    /// Force beside gravity, m/s², phone axes near enough.
    pub(super) fn push(&self, t: MonoTime) -> [f64; 3] {
        let next = self.hearts.partition_point(|b| *b <= t);
        let beat = next.checked_sub(1).and_then(|i| self.hearts.get(i)).map_or(0.0, |b| ring((t - *b).s()));
        let knocks = self.knocks.iter().map(|(at, force)| force * ring((t - *at).s())).sum::<f64>();
        [0.25 * BEAT_FORCE * beat, 0.2 * knocks, BEAT_FORCE * beat + knocks]
    }

    /// Whether a sensor is silent, or says nothing that is a number, at `t`.
    pub(super) fn is_silent(&self, t: MonoTime) -> bool {
        self.person.faults.iter().any(|f| match *f {
            Fault::Silence { at, for_s } => t >= at && (t - at).s() < for_s,
            _ => false,
        })
    }

    /// Instants at which the reading is not a number.
    pub(super) fn is_nan(&self, before: MonoTime, t: MonoTime) -> bool {
        self.person.faults.iter().any(|f| matches!(*f, Fault::NotANumber { at } if before < at && at <= t))
    }

    /// Slips so far.
    pub(super) fn slips(&self) -> impl Iterator<Item = MonoTime> {
        self.person.faults.iter().filter_map(|f| match *f {
            Fault::Slip { at, .. } => Some(at),
            _ => None,
        })
    }
}

impl Wiggle {
    fn at(&self, t: MonoTime) -> f64 {
        if t < self.start || t >= self.end {
            return 0.0;
        }
        let share = (t - self.start).s() / (self.end - self.start).s();
        let envelope = libm::sin(std::f64::consts::PI * share);
        self.deg * envelope * envelope * libm::sin(TAU * self.hz * (t - self.start).s())
    }
}

/// A knock that rings out.
fn ring(since_s: f64) -> f64 {
    if !(0.0..0.6).contains(&since_s) {
        return 0.0;
    }
    libm::exp(-since_s / BEAT_RINGS_S) * libm::sin(TAU * BEAT_HZ * since_s)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_knock_rings_out_within_half_a_second() {
        assert_eq!(ring(-0.1), 0.0);
        assert!(ring(0.04) > 0.3);
        assert!(ring(0.59).abs() < 0.01);
    }
}
