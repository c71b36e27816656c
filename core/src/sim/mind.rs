//! What the person makes of a cue.
//!
//! In: phases as they are cued. Out: an [`Intent`] each: when breath, leg and posture go where. Everything that differs
//! from rep to rep is drawn here, in the order of the cues.

use super::dice::{Dice, Stream};
use super::person::Person;
use crate::time::MonoTime;
use crate::timeline::{BlockKind, PerformedPhase, PhaseKind, Side};

/// Nobody answers a cue sooner, seconds.
const SOONEST_S: f64 = 0.05;
/// Deviation of the reaction from cue to cue, seconds.
const REACTION_SD_S: f64 = 0.04;
/// Seconds in which a leg comes back when the rep is broken off.
const RETURN_S: f64 = 1.5;

/// What the person will do.
#[derive(Debug, Clone, Copy)]
pub(super) struct Intent {
    /// When it was asked for.
    pub(super) cued: MonoTime,
    pub(super) start_s: f64,
    pub(super) end_s: f64,
    pub(super) breath: Breath,
    pub(super) leg: Leg,
    pub(super) posture: Option<Posture>,
    pub(super) signs: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Breath {
    /// To this tip of the phone, degrees.
    To(f64),
    /// As it is.
    Hold,
    /// At the person's own pace.
    Free,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Leg {
    Stay,
    Down(Turn),
    /// Up again; the pelvis keeps so much tilt, degrees.
    Up {
        creep_deg: f64,
    },
    /// Up again because the rep is broken off.
    Return,
}

/// What the pelvis and the belly do while a leg is down; degrees at its lowest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Turn {
    pub(super) tilt_deg: f64,
    pub(super) roll_deg: f64,
    pub(super) bulge_deg: f64,
    pub(super) holds: f64,
    pub(super) wiggle_deg: f64,
    pub(super) wiggle_hz: f64,
    pub(super) wiggle_start: f64,
    pub(super) heel_s: Option<f64>,
}

/// How the body lies from now on; degrees.
#[derive(Debug, Clone, Copy)]
pub(super) struct Posture {
    /// Tilt and roll it puts on the phone.
    pub(super) turn_deg: [f64; 2],
    /// How far the body leans over while it changes.
    pub(super) lean_deg: f64,
}

#[derive(Debug, Clone)]
pub(super) struct Mind {
    person: Person,
    dice: Dice,
    leg_is_down: bool,
    posture_tilt_deg: f64,
    /// Block whose posture was taken up last.
    posed_for: Option<u16>,
}

impl Mind {
    pub(super) fn new(seed: u64, person: Person) -> Self {
        let dice = Dice::new(seed, Stream::Mind);
        Self { person, dice, leg_is_down: false, posture_tilt_deg: 0.0, posed_for: None }
    }

    /// What comes of `phase`; `new_rep` when it begins one.
    pub(super) fn intend(&mut self, phase: &PerformedPhase, new_rep: bool) -> Intent {
        let start_s = phase.span.start.s() + self.reaction_s();
        let end_s = start_s + phase.span.length().s();
        if new_rep {
            self.leg_is_down = false;
        }
        let mut intent = Intent {
            cued: phase.span.start,
            start_s,
            end_s,
            breath: Breath::Free,
            leg: Leg::Stay,
            posture: None,
            signs: phase.kind == PhaseKind::Signs,
        };
        match phase.kind {
            PhaseKind::Exhale | PhaseKind::Inhale => {
                let way = if phase.kind == PhaseKind::Exhale { -0.5 } else { 0.5 };
                intent.breath = Breath::To(way * self.depth_deg(phase.block));
                if phase.block.is_judged() {
                    intent.leg = self.move_leg(phase.key.side, start_s, end_s);
                }
            }
            PhaseKind::Pause => intent.breath = Breath::Hold,
            PhaseKind::Setup => intent.posture = Some(self.pose(phase.key.block_index)),
            PhaseKind::Signs | PhaseKind::Rest => {}
        }
        intent
    }

    /// What comes of being told to wait or stop.
    pub(super) fn give_up(&mut self, at: MonoTime) -> Intent {
        self.leg_is_down = false;
        let start_s = at.s() + self.reaction_s();
        Intent {
            cued: at,
            start_s,
            end_s: start_s + RETURN_S,
            breath: Breath::Free,
            leg: Leg::Return,
            posture: None,
            signs: false,
        }
    }

    fn reaction_s(&mut self) -> f64 {
        (self.person.reaction_s + REACTION_SD_S * self.dice.normal()).max(SOONEST_S)
    }

    fn depth_deg(&mut self, block: BlockKind) -> f64 {
        let change = if block == BlockKind::Deadbug { 1.0 } else { self.person.depth_change };
        self.person.breath_deg * change * self.dice.around_one(self.person.breath_jitter)
    }

    /// Down with the rep's first breath, up with its second, whichever of them is the exhale (FIELD F8).
    fn move_leg(&mut self, side: Side, start_s: f64, end_s: f64) -> Leg {
        let skill = self.person.skill_of(side);
        if self.leg_is_down {
            self.leg_is_down = false;
            return Leg::Up { creep_deg: skill.creep_deg * self.dice.between(0.5, 1.5) };
        }
        self.leg_is_down = true;
        // Phone x points to the user's left: rolling towards the left leg is positive.
        let towards = if side == Side::Right { -1.0 } else { 1.0 };
        let touches = self.dice.chance(self.person.heel_down);
        let heel_s = start_s + (end_s - start_s) * self.dice.between(0.85, 0.95);
        Leg::Down(Turn {
            tilt_deg: skill.tilt_deg * (1.0 + skill.spread * self.dice.normal()) + self.person.hip_deg,
            roll_deg: towards * skill.roll_deg * (1.0 + skill.spread * self.dice.normal()),
            bulge_deg: -towards * skill.bulge_deg,
            holds: skill.holds,
            wiggle_deg: skill.wiggle_deg,
            // Below 2.5 Hz, so that the peak of the truth is the peak that motion is asked for.
            wiggle_hz: self.dice.between(0.9, 2.2),
            wiggle_start: self.dice.between(0.0, std::f64::consts::TAU),
            heel_s: touches.then_some(heel_s),
        })
    }

    /// A new block has a new posture (FIELD F29); a change of side in it moves the body a little.
    fn pose(&mut self, block_index: u16) -> Posture {
        let size = self.person.posture_deg * self.dice.between(0.7, 1.0);
        let sign = self.dice.sign();
        if self.posed_for == Some(block_index) {
            self.posture_tilt_deg += 0.2 * sign * size;
        } else {
            // Back over the middle, or a third posture would stand the phone up.
            let back = if self.posture_tilt_deg == 0.0 { sign } else { -self.posture_tilt_deg.signum() };
            self.posture_tilt_deg += back * size;
        }
        self.posed_for = Some(block_index);
        Posture {
            turn_deg: [self.posture_tilt_deg, self.dice.between(-0.4, 0.4) * self.person.posture_deg],
            lean_deg: 0.6 * self.person.posture_deg * self.dice.sign(),
        }
    }
}
