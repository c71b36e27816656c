//! Who lies there: breath, skill of either side, and what goes wrong.
//!
//! Values only; degrees and seconds. The constructors are people worth showing and testing.

use super::dice::Dice;
use crate::time::MonoTime;

/// How still one side keeps the pelvis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skill {
    /// The pelvis turns in so many of the reps, 0 to 1 ...
    pub moves: f64,
    /// ... by so much tilt, degrees, least and most; hips can turn it by 20 (FIELD F26).
    pub tilt_deg: [f64; 2],
    /// ... and so much roll, degrees, at the most.
    pub roll_deg: f64,
    /// Trembles by so much while it turns, degrees.
    pub wiggle_deg: f64,
    /// Stays behind by so much after each rep (FIELD F28), degrees.
    pub creep_deg: f64,
    /// The working muscle lifts one edge of the phone by so much though the pelvis does not turn (FIELD F4), degrees.
    pub bulge_deg: f64,
}

/// What goes wrong with the phone or the sensor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// The phone slides and stays.
    Slip {
        /// When.
        at: MonoTime,
        /// By how much its tilt changes.
        deg: f64,
    },
    /// A cough or a knock.
    Bump {
        /// When.
        at: MonoTime,
    },
    /// The phone is taken up and laid down again.
    Lift {
        /// When.
        at: MonoTime,
        /// For so long.
        for_s: f64,
    },
    /// The sensors are silent.
    Silence {
        /// When.
        at: MonoTime,
        /// For so long.
        for_s: f64,
    },
    /// A reading comes as NaN.
    NotANumber {
        /// When.
        at: MonoTime,
    },
}

/// A person.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Skill of the left and of the right leg's reps.
    pub skill: [Skill; 2],
    /// Depth of the breath, peak to peak, degrees (FIELD F1: 1 to 11).
    pub breath_deg: f64,
    /// How many times as deep it is after the reference, in the lowers' pose (FIELD F25).
    pub breath_change: f64,
    /// Breaths differ by this share of their depth.
    pub breath_jitter: f64,
    /// Follows the cue so many seconds late.
    pub delay_s: f64,
    /// Legs that come up tip the phone by so much, tilt and roll, degrees (FIELD F29).
    pub posture_deg: [f64; 2],
    /// The heel touches down at the end of the drop in so many of the reps, 0 to 1 (FIELD F29).
    pub heel: f64,
    /// What goes wrong.
    pub faults: Vec<Fault>,
}

impl Skill {
    /// Keeps it exactly still.
    pub const STILL: Self =
        Self { moves: 0.0, tilt_deg: [0.0; 2], roll_deg: 0.0, wiggle_deg: 0.0, creep_deg: 0.0, bulge_deg: 0.0 };
    /// Keeps it in the band, like a trained person.
    pub const STEADY: Self =
        Self { moves: 0.7, tilt_deg: [0.2, 1.0], roll_deg: 0.4, wiggle_deg: 0.05, creep_deg: 0.05, bulge_deg: 0.5 };
    /// Lets it go, like most people at first.
    pub const SLOPPY: Self =
        Self { moves: 1.0, tilt_deg: [5.5, 12.0], roll_deg: 2.0, wiggle_deg: 0.4, creep_deg: 0.3, bulge_deg: 1.0 };
}

impl Person {
    /// Breathes, and moves nothing else.
    pub fn still() -> Self {
        Self::with([Skill::STILL; 2])
    }

    /// Trained on both sides.
    pub fn steady() -> Self {
        Self::with([Skill::STEADY; 2])
    }

    /// Untrained on both sides.
    pub fn sloppy() -> Self {
        Self::with([Skill::SLOPPY; 2])
    }

    /// A steady left and a sloppy right.
    pub fn lopsided() -> Self {
        Self::with([Skill::STEADY, Skill::SLOPPY])
    }

    /// Somebody, as `seed` has it: any breath, any skill.
    pub fn drawn(seed: u64) -> Self {
        let mut dice = Dice::new(seed, 100);
        let mut skill = || {
            let least = dice.between(0.0, 8.0);
            Skill {
                moves: dice.between(0.2, 1.0),
                tilt_deg: [least, least + dice.between(0.5, 12.0)],
                roll_deg: dice.between(0.0, 3.0),
                wiggle_deg: dice.between(0.0, 0.5),
                creep_deg: dice.between(0.0, 0.8),
                bulge_deg: dice.between(0.0, 4.0),
            }
        };
        let skill = [skill(), skill()];
        let mut dice = Dice::new(seed, 101);
        Self {
            breath_deg: dice.between(1.0, 11.0),
            breath_change: dice.between(0.4, 1.6),
            delay_s: dice.between(0.1, 0.5),
            posture_deg: [dice.sign() * dice.between(5.0, 15.0), dice.between(-5.0, 5.0)],
            heel: if dice.chance(0.3) { 0.5 } else { 0.0 },
            ..Self::with(skill)
        }
    }

    fn with(skill: [Skill; 2]) -> Self {
        Self {
            skill,
            breath_deg: 3.0,
            breath_change: 0.8,
            breath_jitter: 0.08,
            delay_s: 0.25,
            posture_deg: [8.0, 1.5],
            heel: 0.0,
            faults: Vec::new(),
        }
    }
}
