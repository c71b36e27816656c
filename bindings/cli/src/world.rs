//! What the core never asks for itself: the clock and fresh randomness, with the user's own offset from UTC.

use crate::failure::Failure;
use crate::furniture;
use proximal::Env;

/// The world as it is now.
///
/// # Errors
/// [`Failure`] when the system has no randomness to give.
pub(crate) fn env() -> Result<Env, Failure> {
    Ok(proximal::world::env(furniture::now().offset_min)?)
}
