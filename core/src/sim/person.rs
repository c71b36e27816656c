//! Who lies there: breathing, reaction, skill of either side.
//!
//! In: numbers, or a seed. Out: [`Person`], plain data that the simulation follows.

use super::dice::{Dice, Stream};
use crate::timeline::Side;

/// How the pelvis behaves while one leg moves. All zero: it stays put.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Skill {
    /// Forward tilt at the lowest leg, degrees; negative when the pelvis flattens instead.
    pub tilt_deg: f64,
    /// Roll towards the moving leg at the lowest leg, degrees.
    pub roll_deg: f64,
    /// Deviation from rep to rep, as a share of tilt and roll.
    pub spread: f64,
    /// Share of the way down over which the pelvis holds before it gives way, 0 to 0.9.
    pub holds: f64,
    /// Amplitude of the wiggle at the lowest leg, degrees.
    pub wiggle_deg: f64,
    /// Tilt that stays after each rep, degrees (FIELD F28).
    pub creep_deg: f64,
    /// How far a muscle lifts the edge of the phone on the moving leg's side while the pelvis stays, degrees, 0 to 4
    /// (FIELD F4).
    pub bulge_deg: f64,
}

/// The simulated person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Person {
    /// Left leg, right leg.
    pub skill: [Skill; 2],
    /// What a deep lower turns the pelvis on top of skill, degrees of forward tilt, 0 to 20 (FIELD F26).
    pub hip_deg: f64,
    /// Tip of the phone by one paced breath, degrees peak to peak, 1 to 11 (FIELD F1).
    pub breath_deg: f64,
    /// Deviation of the depth from breath to breath, as a share of it.
    pub breath_jitter: f64,
    /// Depth after the reference as a multiple of the depth in it, 0.4 to 1.6 (FIELD F25).
    pub depth_change: f64,
    /// Angle of the breath's axis to the tilt axis, degrees (FIELD F4: 97–99 % of the motion lies on the latter).
    pub breath_askew_deg: f64,
    /// Seconds by which breath and leg follow the cue.
    pub reaction_s: f64,
    /// Tilt by which a change of posture lays the phone differently, degrees, 5 to 15 (FIELD F29).
    pub posture_deg: f64,
    /// Share of the reps in which the heel touches down at the end of the drop (FIELD F29).
    pub heel_down: f64,
}

impl Skill {
    /// Turns by about 1°: within every band.
    pub const STEADY: Self = Self {
        tilt_deg: 0.8,
        roll_deg: 0.4,
        spread: 0.4,
        holds: 0.3,
        wiggle_deg: 0.1,
        creep_deg: 0.05,
        bulge_deg: 0.3,
    };
    /// Turns by about 11°: past the ceiling of every band (FIELD F5).
    pub const SLOPPY: Self = Self {
        tilt_deg: 11.0,
        roll_deg: 4.0,
        spread: 0.15,
        holds: 0.25,
        wiggle_deg: 0.5,
        creep_deg: 0.3,
        bulge_deg: 0.5,
    };
}

impl Person {
    /// Breathes and changes posture when told to; the pelvis never turns.
    pub fn still() -> Self {
        Self {
            skill: [Skill::default(); 2],
            hip_deg: 0.0,
            breath_deg: 4.0,
            breath_jitter: 0.08,
            depth_change: 1.0,
            breath_askew_deg: 6.0,
            reaction_s: 0.3,
            posture_deg: 8.0,
            heel_down: 0.0,
        }
    }

    /// Steady on both sides.
    pub fn steady() -> Self {
        Self { skill: [Skill::STEADY; 2], depth_change: 0.9, ..Self::still() }
    }

    /// Sloppy on both sides.
    pub fn sloppy() -> Self {
        Self { skill: [Skill::SLOPPY; 2], heel_down: 0.3, ..Self::steady() }
    }

    /// Steady on the left, sloppy on the right.
    pub fn lopsided() -> Self {
        Self { skill: [Skill::STEADY, Skill::SLOPPY], ..Self::steady() }
    }

    /// Anyone: every number drawn from the range its field names.
    pub fn drawn(seed: u64) -> Self {
        let mut dice = Dice::new(seed, Stream::Person);
        let mut skill = [Skill::default(); 2];
        for side in &mut skill {
            let still = dice.chance(0.3);
            let size = if still { 0.0 } else { dice.between(0.0, 1.0) };
            *side = Skill {
                tilt_deg: size * dice.between(0.0, 12.0) * if dice.chance(0.8) { 1.0 } else { -1.0 },
                roll_deg: size * dice.between(-1.0, 4.0),
                spread: dice.between(0.1, 0.4),
                holds: dice.between(0.0, 0.6),
                wiggle_deg: size * dice.between(0.0, 0.6),
                creep_deg: size * dice.between(-1.0, 1.0),
                bulge_deg: if dice.chance(0.3) { dice.between(0.0, 4.0) } else { 0.0 },
            };
        }
        Self {
            skill,
            hip_deg: if dice.chance(0.2) { dice.between(0.0, 20.0) } else { 0.0 },
            breath_deg: dice.between(1.0, 11.0),
            breath_jitter: dice.between(0.04, 0.15),
            depth_change: dice.between(0.4, 1.6),
            breath_askew_deg: dice.between(-10.0, 10.0),
            reaction_s: dice.between(0.1, 0.5),
            posture_deg: dice.between(5.0, 15.0),
            heel_down: if dice.chance(0.5) { dice.between(0.0, 1.0) } else { 0.0 },
        }
    }

    /// The skill that shows when `side` moves; with both legs the worse tilt shows and the rolls cancel.
    pub(super) fn skill_of(&self, side: Side) -> Skill {
        let [left, right] = self.skill;
        match side {
            Side::Left => left,
            Side::Right => right,
            Side::Both => {
                let worse = if left.tilt_deg.abs() > right.tilt_deg.abs() { left } else { right };
                Skill { roll_deg: 0.0, bulge_deg: 0.0, ..worse }
            }
        }
    }
}
