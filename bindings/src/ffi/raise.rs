//! The leg-raise check, live: the phone lies on the thigh.
//!
//! In: block frames. Out: where the check stands, and each try as it is done.

use super::error::ProximalError;
use super::guard::{Guard, lock};
use proximal_core::guide;
use proximal_core::motion::{Intake, Raise, RaiseTry};
use proximal_core::words::Text;
use std::sync::{Arc, Mutex};

/// Where a leg-raise check stands.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct RaiseView {
    /// What to do now.
    pub asks: Text,
    /// The thigh against flat, degrees; none before it lay flat.
    pub angle_deg: Option<f64>,
    /// Tries that came to their end with these samples.
    pub tries: Vec<RaiseTry>,
}

/// A leg-raise check of one leg. What it found is kept with `Engine.keep_raise`.
#[derive(Default, uniffi::Object)]
pub struct RaiseTest {
    guard: Guard,
    inner: Mutex<(Intake, Raise)>,
}

#[uniffi::export]
impl RaiseTest {
    /// The phone is yet to be laid on the flat thigh.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Samples: one block frame.
    ///
    /// `InvalidInput` with the byte that cannot be; what came before it is taken.
    pub fn feed(&self, frame: &[u8]) -> Result<RaiseView, ProximalError> {
        self.guard.run(|| {
            let (intake, raise) = &mut *lock(&self.inner);
            let mut tries = Vec::new();
            let read = intake.frame(frame, |reading| tries.extend(raise.push(&reading)));
            read.map_err(|e| ProximalError::samples(&e))?;
            Ok(view(raise, tries))
        })
    }

    /// No more samples come.
    pub fn finish(&self) -> Result<RaiseView, ProximalError> {
        self.guard.run(|| {
            let (_, raise) = &mut *lock(&self.inner);
            let tries = raise.finish().into_iter().collect();
            Ok(view(raise, tries))
        })
    }
}

fn view(raise: &Raise, tries: Vec<RaiseTry>) -> RaiseView {
    RaiseView { asks: guide::raise_state(raise.state()), angle_deg: raise.angle_deg(), tries }
}
