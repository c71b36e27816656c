//! Routines as values: built in, read, written, checked, laid out in time, drawn and told.
//!
//! In: a routine. Out: another form of it, or [`ProximalError`] that names the field.

use super::error::ProximalError;
use crate::{Error, ErrorKind};
use proximal_core::guide::{self, exercise_svg};
use proximal_core::routine::{self, Block, Routine, RoutineError, RoutineFault};
use proximal_core::session::says;
use proximal_core::time::WallTime;
use proximal_core::timeline::{Plan, Side};
use proximal_core::trainer::{Prescription, to_link};
use proximal_core::words::{Lang, Text};

/// The routines that come with Proximal, by name.
#[uniffi::export]
pub fn built_in_routines() -> Vec<Routine> {
    routine::BUILT_IN.iter().filter_map(|name| routine::built_in(name)).collect()
}

/// The built-in routine `name`; none when there is none.
#[uniffi::export]
pub fn built_in_routine(name: &str) -> Option<Routine> {
    routine::built_in(name)
}

/// Reads a routine, `proximal.routine/1`.
///
/// `InvalidInput` with the field that cannot be, `NewerSchema` when a newer version wrote it.
#[uniffi::export]
pub fn routine_from_json(json: &str) -> Result<Routine, ProximalError> {
    Ok(routine::read(json).map_err(|e| bad(&e))?)
}

/// Writes a routine.
///
/// `InvalidInput` with the field that cannot be.
#[uniffi::export]
pub fn routine_to_json(routine: &Routine) -> Result<String, ProximalError> {
    Ok(routine::write(routine).map_err(|e| bad(&e))?)
}

/// Whether a routine can be done as it is.
///
/// `InvalidInput` with the field that cannot be.
#[uniffi::export]
pub fn check_routine(routine: &Routine) -> Result<(), ProximalError> {
    Ok(routine::check(routine).map_err(|e| bad(&e))?)
}

/// The phases of a routine, laid out in time.
///
/// `InvalidInput` with the field that cannot be.
#[uniffi::export]
pub fn plan_of(routine: &Routine, first_side: Side) -> Result<Plan, ProximalError> {
    Ok(routine::compile(routine, first_side).map_err(|e| bad(&e))?)
}

/// What a block is called: exercise, variant, other leg.
#[uniffi::export]
pub fn block_title(block: &Block) -> Text {
    guide::title(block)
}

/// What to do in a block, step by step.
#[uniffi::export]
pub fn block_steps(routine: &Routine, block: &Block) -> Vec<Text> {
    guide::steps(routine, block).into_iter().map(|step| step.text).collect()
}

/// The line drawing of a block, SVG that stands alone; none where there is nothing to draw.
#[uniffi::export]
pub fn block_picture(block: &Block, lang: Lang) -> Option<String> {
    exercise_svg(block, lang)
}

/// A trainer's prescription of a routine as a link, to send or to show as a QR code.
///
/// `InvalidInput` with what cannot be.
#[uniffi::export]
pub fn prescription_link(routine: Routine, now: WallTime) -> Result<String, ProximalError> {
    let prescription = Prescription::new(routine, now);
    prescription.check().and_then(|()| to_link(&prescription)).map_err(|e| Error::from(e).into())
}

fn bad(e: &RoutineError) -> Error {
    let kind = match e.fault {
        RoutineFault::Schema(_) => ErrorKind::NewerSchema,
        _ => ErrorKind::InvalidInput,
    };
    Error::new(kind, says::routine(e), e.to_string())
}
