//! The pace: an offer when the breath does not follow, a slower plan, and reps without a clock (FIELD F8).
//!
//! In: verdicts on the breath, the user's choice, at a free pace the tilt of the phone. Out: a new plan from a rep on, or
//! the instant at which a breath turned. A plan is never edited (SEAMS, *plan against performed*): its phases before that
//! rep stay, those after it are others.

use super::io::{Command, Event};
use super::machine::{Gathered, Session, Stage};
use super::says;
use crate::cues::Cue;
use crate::motion::BreathVerdict;
use crate::time::{MonoTime, Nanos};
use crate::timeline::{PhaseKind, Plan, PlannedPhase};

/// So many reps out of time in a row bring the offer.
const OUT_OF_TIME: u8 = 2;
/// The offer is said so late in a breath: what the breath itself says is over then.
const AFTER_WORDS: Nanos = Nanos(2_000_000_000);
/// A slower breath lasts so much longer each way ...
const SLOWER: Nanos = Nanos(1_000_000_000);
/// ... up to the longest that a routine may ask for (FIELD F8).
const LONGEST: Nanos = Nanos(8_000_000_000);
/// A new pace begins with the first rep that is at least so far ahead: cues before it have been told.
const AHEAD: Nanos = Nanos(4_000_000_000);
/// At a free pace no breath ends sooner, and none lasts longer.
const FREE_LEAST: Nanos = Nanos(1_500_000_000);
const FREE_MOST: Nanos = Nanos(12_000_000_000);
/// A breath has turned when the phone tips back by this from its furthest, degrees: above a heartbeat and the noise of an
/// accelerometer alone (FIELD F14), below the shallowest breaths of FIELD F1 ...
const TURN_DEG: f64 = 0.5;
/// ... and by this share of the way it has come.
const TURN_SHARE: f64 = 0.2;

/// The pace of a session.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    out_of_time: u8,
    /// Another pace has been offered, and the offer stands.
    pub(super) offered: bool,
    /// It is made once.
    was_offered: bool,
    /// From this phase of the plan on breaths end by themselves.
    pub(super) free_from: usize,
    /// The breath that runs without a clock.
    pub(super) running: Option<FreeBreath>,
}

impl Default for Pace {
    fn default() -> Self {
        Self { out_of_time: 0, offered: false, was_offered: false, free_from: usize::MAX, running: None }
    }
}

impl Pace {
    pub(super) fn is_free(&self, index: usize) -> bool {
        index >= self.free_from
    }
}

/// A breath that ends where it turns.
#[derive(Debug, Clone)]
pub(super) struct FreeBreath {
    way: f64,
    started: MonoTime,
    first: Option<f64>,
    furthest: f64,
    turned: Option<MonoTime>,
}

impl FreeBreath {
    /// The breath of `phase`, which begins at `started`; none when it is no breath.
    pub(super) fn of(phase: &PlannedPhase, started: MonoTime) -> Option<Self> {
        // Breathing in raises the head edge of the phone (FIELD F3).
        let way = match phase.kind {
            PhaseKind::Inhale => 1.0,
            PhaseKind::Exhale => -1.0,
            PhaseKind::Pause | PhaseKind::Setup | PhaseKind::Signs | PhaseKind::Rest => return None,
        };
        Some(Self { way, started, first: None, furthest: f64::NEG_INFINITY, turned: None })
    }

    /// The phone's tilt at `at`, degrees.
    pub(super) fn see(&mut self, at: MonoTime, tilt_deg: f64) {
        if at < self.started || self.turned.is_some() || !tilt_deg.is_finite() {
            return;
        }
        let along = self.way * tilt_deg;
        let first = *self.first.get_or_insert(along);
        self.furthest = self.furthest.max(along);
        let back = self.furthest - along;
        let came = self.furthest - first;
        if at - self.started >= FREE_LEAST && came >= TURN_DEG && back >= TURN_DEG.max(TURN_SHARE * came) {
            self.turned = Some(at);
        }
    }

    /// When it turned.
    pub(super) fn ended(&self) -> Option<MonoTime> {
        self.turned
    }

    /// When it is taken to be over though no turn was seen.
    pub(super) fn latest(&self) -> MonoTime {
        self.started + FREE_MOST
    }
}

impl Session {
    /// Counts reps out of time, and makes the offer once.
    pub(super) fn watch_pace(&mut self, breath: BreathVerdict, out: &mut Gathered) {
        match breath {
            BreathVerdict::Early | BreathVerdict::Late | BreathVerdict::Reversed => self.pace.out_of_time += 1,
            BreathVerdict::InTime => self.pace.out_of_time = 0,
            BreathVerdict::CannotTell => {}
        }
        let wanted =
            self.pace.out_of_time >= OUT_OF_TIME && !self.pace.was_offered && self.pace.free_from == usize::MAX;
        if wanted && self.is_live() && !self.is_done() {
            self.pace.was_offered = true;
            self.pace.offered = true;
            // A rep is judged when the next one has begun, whose own words come first.
            let due = match self.stage {
                Stage::Running { started, .. } => self.now.max(started + AFTER_WORDS),
                _ => self.now,
            };
            self.announcer.emit(due, Cue::say(says::pace_offer()), &mut out.events, &mut out.masks);
            out.events.push(Event::PaceOffered);
        }
    }

    /// The user took the offer by what they were told would take it.
    pub(super) fn take_offer(&mut self) {
        if self.pace.offered {
            self.pace.offered = false;
            if let Stage::Paused { index, .. } = self.stage {
                self.plan = slower(&self.plan, index);
            }
        }
    }

    pub(super) fn change_pace(&mut self, now: MonoTime, command: Command, out: &mut Gathered) {
        self.pace.offered = false;
        if command == Command::KeepPace {
            return;
        }
        let Some((index, at)) = self.next_rep(now) else { return };
        match command {
            Command::Slower => self.plan = slower(&self.plan, index),
            _ => self.pace.free_from = index,
        }
        match self.stage {
            Stage::CountIn { index, .. } => {
                self.announcer.cancel(now, &mut out.events);
                self.count_in(index, now, out);
            }
            Stage::Running { .. } => self.announcer.again(index, at, self.pace.free_from),
            _ => {}
        }
    }

    /// The first rep whose cues have not been told, and when it begins.
    fn next_rep(&self, now: MonoTime) -> Option<(usize, MonoTime)> {
        let (mut index, mut at) = match self.stage {
            Stage::CountIn { index, begins } => return Some((index, begins)),
            Stage::Paused { index, .. } | Stage::Signs { back: index, .. } => return Some((index, now)),
            Stage::Running { index, started, .. } => (index, started),
            _ => return None,
        };
        loop {
            let phase = self.plan.phases().get(index)?;
            (index, at) = (index + 1, at + phase.length);
            if self.plan.rep_start(index) == index && at >= now + AHEAD {
                return Some((index, at));
            }
        }
    }
}

/// `plan` with every breath from phase `from` on slower.
fn slower(plan: &Plan, from: usize) -> Plan {
    let stretched = |(i, phase): (usize, &PlannedPhase)| {
        let breath = matches!(phase.kind, PhaseKind::Exhale | PhaseKind::Inhale);
        let length =
            if i >= from && breath { (phase.length + SLOWER).min(LONGEST.max(phase.length)) } else { phase.length };
        PlannedPhase { length, ..*phase }
    };
    Plan::new(plan.phases().iter().enumerate().map(stretched).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::{BlockKind, RepKey, Side};

    fn breath(kind: PhaseKind, length_s: f64) -> PlannedPhase {
        let key = RepKey { block_index: 0, set: 1, side: Side::Left, rep: 1 };
        PlannedPhase { kind, block: BlockKind::LegLower, key, length: Nanos::from_s(length_s) }
    }

    /// The turn that is seen in a breath of `depth_deg` over `length_s`, seconds after its start; breathing goes on.
    fn turn_s(kind: PhaseKind, depth_deg: f64, length_s: f64, noise_deg: f64) -> Option<f64> {
        let mut free = FreeBreath::of(&breath(kind, 4.0), MonoTime(0))?;
        let way = if kind == PhaseKind::Inhale { 1.0 } else { -1.0 };
        for i in 0..1_500 {
            let t = f64::from(i) / 100.0;
            let wave = depth_deg * 0.5 * (1.0 - libm::cos(std::f64::consts::PI * t / length_s));
            // A noise that anyone can make again: one step up, one step down.
            let noise = if i % 2 == 0 { noise_deg } else { -noise_deg };
            free.see(MonoTime::from_s(t), 12.0 + way * wave + noise);
        }
        free.ended().map(MonoTime::s)
    }

    #[test]
    fn a_breath_ends_where_it_turns_whatever_its_way_and_depth() {
        for kind in [PhaseKind::Exhale, PhaseKind::Inhale] {
            for depth_deg in [2.0, 6.0, 11.0] {
                let seen_s = turn_s(kind, depth_deg, 4.0, 0.1).unwrap();
                assert!((4.0..5.8).contains(&seen_s), "{kind:?} {depth_deg}: {seen_s}");
            }
        }
    }

    #[test]
    fn a_breath_too_shallow_to_be_seen_does_not_turn() {
        assert_eq!(turn_s(PhaseKind::Exhale, 0.2, 4.0, 0.1), None);
    }

    #[test]
    fn slower_touches_breaths_from_a_rep_on_and_no_breath_gets_longer_than_allowed() {
        let kinds = [breath(PhaseKind::Exhale, 5.0), breath(PhaseKind::Setup, 5.0), breath(PhaseKind::Exhale, 5.0)];
        let plan =
            Plan::new([kinds.as_slice(), &[breath(PhaseKind::Inhale, 7.5), breath(PhaseKind::Inhale, 9.0)]].concat());
        let lengths_s: Vec<f64> = slower(&plan, 1).phases().iter().map(|p| p.length.s()).collect();
        assert_eq!(lengths_s, [5.0, 5.0, 6.0, 8.0, 9.0]);
    }
}
