//! What the core never asks for itself: the clock and fresh randomness.

use crate::failure::Failure;
use crate::furniture;
use proximal_core::history::Env;

/// The world as it is now.
///
/// # Errors
/// [`Failure`] when the system has no randomness to give.
pub(crate) fn env() -> Result<Env, Failure> {
    let mut entropy = [0; 32];
    getrandom::fill(&mut entropy).map_err(|e| Failure::input("random numbers", e.to_string()))?;
    Ok(Env { now: furniture::now(), entropy })
}
