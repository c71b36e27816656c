//! What a routine may be, and the error that names the field when it is not.
//!
//! In: a [`Routine`], from anywhere. Out: nothing, or the first [`RoutineError`] in the order in which one would read it.

use super::{Block, OtherLeg, Routine, SidePlan, Tempo, file::SCHEMA};
use crate::timeline::BlockKind;
use std::fmt;

/// What is wrong with a routine, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutineError {
    /// The field as one would write it: `blocks[3].reps`; empty when the text is no JSON at all.
    pub field: String,
    /// What is wrong there.
    pub fault: RoutineFault,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, PartialEq)]
pub enum RoutineFault {
    /// Not JSON, or a field is missing, unknown or of another type; says which, with line and column.
    Json(String),
    /// A schema this build does not know.
    Schema(String),
    /// Not lower-case words joined by hyphens, 64 letters at most.
    Name(String),
    /// Outside of what is allowed.
    Range {
        /// What it is.
        value: f64,
        /// Least allowed.
        low: f64,
        /// Most allowed.
        high: f64,
        /// Whether 0 is allowed besides.
        or_zero: bool,
    },
    /// This exercise needs it.
    Missing,
    /// This exercise or side plan cannot have it.
    NotHere,
    /// The two sides do not share one start pose, so they cannot alternate (FIELD F23).
    NoSharedStart,
}

impl fmt::Display for RoutineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "routine: ")?;
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        match &self.fault {
            RoutineFault::Json(e) => write!(f, "{e}"),
            RoutineFault::Schema(s) => write!(f, "is '{s}', wanted '{SCHEMA}'"),
            RoutineFault::Name(n) => {
                write!(f, "is '{n}', must be lower-case words joined by hyphens, 64 letters at most")
            }
            RoutineFault::Range { value, low, high, or_zero } => {
                write!(f, "is {value}, must be {}{low} to {high}", if *or_zero { "0 or " } else { "" })
            }
            RoutineFault::Missing => write!(f, "is missing, this exercise needs it"),
            RoutineFault::NotHere => write!(f, "does not go with this exercise"),
            RoutineFault::NoSharedStart => {
                write!(f, "cannot alternate: with the other leg not up, the sides do not share one start pose")
            }
        }
    }
}

impl std::error::Error for RoutineError {}

/// Where in the routine a check stands.
struct At<'a>(&'a str);

impl At<'_> {
    fn fail(&self, field: &str, fault: RoutineFault) -> RoutineError {
        RoutineError { field: format!("{}{field}", self.0), fault }
    }

    fn range(&self, field: &str, value: f64, low: f64, high: f64) -> Result<(), RoutineError> {
        // NaN is in no range.
        let fits = (low..=high).contains(&value);
        fits.then_some(()).ok_or_else(|| self.fail(field, RoutineFault::Range { value, low, high, or_zero: false }))
    }

    fn range_or_zero(&self, field: &str, value: f64, low: f64, high: f64) -> Result<(), RoutineError> {
        let fits = value == 0.0 || (low..=high).contains(&value);
        fits.then_some(()).ok_or_else(|| self.fail(field, RoutineFault::Range { value, low, high, or_zero: true }))
    }

    fn needs(&self, field: &str, needed: bool, given: bool) -> Result<(), RoutineError> {
        match (needed, given) {
            (true, false) => Err(self.fail(field, RoutineFault::Missing)),
            (false, true) => Err(self.fail(field, RoutineFault::NotHere)),
            _ => Ok(()),
        }
    }
}

/// No session holds more; past it a file is a mistake.
pub(super) const MAX_BLOCKS: usize = 40;
/// Longest routine, seconds: two hours on the floor.
const MAX_LENGTH_S: f64 = 7200.0;

/// Whether `routine` can be done.
///
/// # Errors
/// [`RoutineError`] with the first field that cannot be, and what it may be.
pub fn check(routine: &Routine) -> Result<(), RoutineError> {
    let at = At("");
    if routine.schema != SCHEMA {
        return Err(at.fail("schema", RoutineFault::Schema(routine.schema.clone())));
    }
    let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if routine.name.len() > 64 || !routine.name.split('-').all(word) {
        return Err(at.fail("name", RoutineFault::Name(routine.name.clone())));
    }
    check_tempo(routine.tempo)?;
    at.range("blocks", routine.blocks.len() as f64, 1.0, MAX_BLOCKS as f64)?;
    for (i, block) in routine.blocks.iter().enumerate() {
        check_block(&At(&format!("blocks[{i}].")), block)?;
    }
    at.range("blocks", length_s(routine), 0.0, MAX_LENGTH_S)
        .map_err(|e| RoutineError { field: "length in seconds of all blocks".to_owned(), ..e })
}

fn check_tempo(tempo: Tempo) -> Result<(), RoutineError> {
    let at = At("tempo.");
    // FIELD F8.
    at.range("exhale_s", tempo.exhale_s, 3.0, 8.0)?;
    at.range("pause_s", tempo.pause_s, 0.0, 3.0)?;
    at.range("inhale_s", tempo.inhale_s, 3.0, 8.0)
}

fn check_block(at: &At<'_>, block: &Block) -> Result<(), RoutineError> {
    use BlockKind::{Deadbug, DoubleLegLower, Settle, Setup, SupportedLower};
    let exercise = block.exercise;
    if matches!(exercise, Setup | Settle) {
        // They come from `setup_s` and `settling` of the exercise they belong to.
        return Err(at.fail("exercise", RoutineFault::NotHere));
    }
    at.range("reps", f64::from(block.reps), 1.0, 50.0)?;
    at.range("sets", f64::from(block.sets), 1.0, 10.0)?;
    if (block.sides == SidePlan::Both) != matches!(exercise, Deadbug | DoubleLegLower) {
        return Err(at.fail("sides", RoutineFault::NotHere));
    }
    let lowers = exercise.lowers_a_leg();
    at.needs("variant", lowers, block.variant.is_some())?;
    at.needs("other_leg", lowers && exercise != DoubleLegLower, block.other_leg.is_some())?;
    if exercise == SupportedLower && block.other_leg != Some(OtherLeg::Supported) {
        return Err(at.fail("other_leg", RoutineFault::NotHere));
    }
    // Where no leg is lowered there is no depth to keep to (FIELD F27).
    if block.landmark.is_some() && !lowers {
        return Err(at.fail("landmark", RoutineFault::NotHere));
    }
    if block.sides == SidePlan::Alternating && !block.posture().sides_share_start() {
        return Err(at.fail("sides", RoutineFault::NoSharedStart));
    }
    at.range("rest_s", block.rest_s, 0.0, 300.0)?;
    at.range("rest_before_s", block.rest_before_s, 0.0, 300.0)?;
    if block.changes_posture() {
        // Steps outside a setup phase would be called slips (FIELD F23).
        at.range("setup_s", block.setup_s, 1.0, 60.0)?;
    } else {
        at.range_or_zero("setup_s", block.setup_s, 1.0, 60.0)?;
    }
    let most_settling = if exercise.is_judged() { 10.0 } else { 0.0 };
    at.range("settling", f64::from(block.settling), 0.0, most_settling)
}

pub(super) fn length_s(routine: &Routine) -> f64 {
    let cycle_s = routine.tempo.cycle().s();
    let blocks = routine.blocks.iter().map(|b| {
        let sides = if b.sides.is_one() { 1.0 } else { 2.0 };
        let (sets, starts) = (f64::from(b.sets), f64::from(b.starts()));
        let breaths = sets * sides * f64::from(b.reps) + starts * f64::from(b.settling);
        let rests = if b.sides == SidePlan::WholeSideFirst { sides * (sets - 1.0) } else { sets - 1.0 };
        let longer_s = b.setup_after_rest_s() - b.setup_s;
        let rested = f64::from(u8::from(b.rest_before_s > 0.0)) + if b.rest_s > 0.0 { rests } else { 0.0 };
        breaths * cycle_s + starts * b.setup_s + rested * longer_s + rests * b.rest_s + b.rest_before_s
    });
    blocks.sum()
}

/// Who rested is told the whole posture again, and needs so long for it, seconds.
const POSTURE_ANEW_S: f64 = 11.0;

impl SidePlan {
    /// Whether there is no second side to come.
    pub fn is_one(self) -> bool {
        matches!(self, Self::Both | Self::LeftOnly | Self::RightOnly)
    }
}

impl Block {
    /// Seconds to take up the posture after a rest.
    pub(super) fn setup_after_rest_s(&self) -> f64 {
        self.setup_s.max(POSTURE_ANEW_S)
    }

    /// Whether the posture changes before or inside the block: at its sides, or because the user rested.
    fn changes_posture(&self) -> bool {
        let turns = matches!(self.sides, SidePlan::OneAfterTheOther | SidePlan::WholeSideFirst);
        turns || (self.sets > 1 && self.rest_s > 0.0) || self.rest_before_s > 0.0
    }

    /// How often the start pose is taken up.
    fn starts(&self) -> u16 {
        match self.sides {
            SidePlan::WholeSideFirst if self.rest_s == 0.0 => 2,
            SidePlan::OneAfterTheOther | SidePlan::WholeSideFirst => 2 * self.sets,
            _ if self.rest_s > 0.0 => self.sets,
            _ => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BUILT_IN, Landmark, Variant, built_in, leg_lowering};
    use super::*;

    type Edit = fn(&mut Routine);

    fn preset() -> Routine {
        leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating)
    }

    fn broken(edit: impl FnOnce(&mut Routine)) -> String {
        let mut routine = preset();
        edit(&mut routine);
        check(&routine).unwrap_err().to_string()
    }

    #[test]
    fn each_impossible_field_is_named_with_what_it_may_be() {
        let cases: [(&str, Edit); 26] = [
            ("schema: is 'x'", |r| r.schema = "x".to_owned()),
            ("name: is 'Leg Lowering'", |r| r.name = "Leg Lowering".to_owned()),
            ("name: is ''", |r| r.name.clear()),
            ("tempo.exhale_s: is 0, must be 3 to 8", |r| r.tempo.exhale_s = 0.0),
            ("tempo.inhale_s: is 8.1, must be 3 to 8", |r| r.tempo.inhale_s = 8.1),
            ("tempo.inhale_s: is NaN", |r| r.tempo.inhale_s = f64::NAN),
            ("tempo.pause_s: is 4, must be 0 to 3", |r| r.tempo.pause_s = 4.0),
            ("blocks: is 0, must be 1 to 40", |r| r.blocks.clear()),
            ("blocks: is 10000, must be 1 to 40", |r| r.blocks = vec![r.blocks[0].clone(); 10_000]),
            ("blocks[1].reps: is 0, must be 1 to 50", |r| r.blocks[1].reps = 0),
            ("blocks[0].reps: is 51, must be 1 to 50", |r| r.blocks[0].reps = 51),
            ("blocks[1].sets: is 0, must be 1 to 10", |r| r.blocks[1].sets = 0),
            ("blocks[1].setup_s: is 0.5, must be 0 or 1 to 60", |r| r.blocks[1].setup_s = 0.5),
            ("blocks[1].setup_s: is NaN", |r| r.blocks[1].setup_s = f64::NAN),
            ("blocks[1].setup_s: is 0, must be 1 to 60", |r| {
                r.blocks[1].sides = SidePlan::OneAfterTheOther;
                r.blocks[1].setup_s = 0.0;
            }),
            ("blocks[1].rest_s: is -1, must be 0 to 300", |r| r.blocks[1].rest_s = -1.0),
            ("blocks[1].rest_before_s: is 301, must be 0 to 300", |r| r.blocks[1].rest_before_s = 301.0),
            ("blocks[1].setup_s: is 0, must be 1 to 60", |r| {
                r.blocks[1].rest_before_s = 30.0;
                r.blocks[1].setup_s = 0.0;
            }),
            ("blocks[0].landmark: does not go", |r| r.blocks[0].landmark = Some(Landmark::Box)),
            ("blocks[0].settling: is 2, must be 0 to 0", |r| r.blocks[0].settling = 2),
            ("blocks[1].variant: is missing", |r| r.blocks[1].variant = None),
            ("blocks[0].variant: does not go", |r| r.blocks[0].variant = Some(Variant::KneeBreak)),
            ("blocks[1].other_leg: is missing", |r| r.blocks[1].other_leg = None),
            ("blocks[1].sides: does not go", |r| r.blocks[1].sides = SidePlan::Both),
            ("blocks[1].exercise: does not go", |r| r.blocks[1].exercise = BlockKind::Settle),
            ("length in seconds of all blocks: is", |r| {
                r.blocks[1].reps = 50;
                r.blocks[1].sets = 10;
            }),
        ];
        for (message, edit) in cases {
            let said = broken(edit);
            assert!(said.contains(message), "wanted '{message}', got '{said}'");
        }
    }

    #[test]
    fn a_landmark_goes_with_every_block_that_lowers_a_leg_and_with_no_other() {
        let mut lowered = 0;
        for mut routine in BUILT_IN.iter().filter_map(|name| built_in(name)) {
            for i in 0..routine.blocks.len() {
                routine.blocks[i].landmark = Some(Landmark::Shin);
                let lowers = routine.blocks[i].exercise.lowers_a_leg();
                let refused = check(&routine).is_err_and(|e| e.field == format!("blocks[{i}].landmark"));
                assert_eq!(refused, !lowers, "{} {i}", routine.name);
                lowered += u8::from(lowers);
                routine.blocks[i].landmark = None;
            }
        }
        assert_eq!(lowered, 4);
    }

    #[test]
    fn sides_alternate_only_where_both_share_one_start_pose() {
        for other in [OtherLeg::Supported, OtherLeg::Bent, OtherLeg::Flat] {
            let error = check(&leg_lowering(Variant::StraightLeg, other, SidePlan::Alternating)).unwrap_err();
            assert_eq!((error.field.as_str(), error.fault), ("blocks[1].sides", RoutineFault::NoSharedStart));
            assert_eq!(check(&leg_lowering(Variant::StraightLeg, other, SidePlan::OneAfterTheOther)), Ok(()));
        }
        assert_eq!(check(&preset()), Ok(()));
    }
}
