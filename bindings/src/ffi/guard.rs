//! Where a panic ends: it becomes an error, and the object remembers.
//!
//! In: work. Out: what it returns, or [`ProximalError::Internal`].

use super::error::ProximalError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whether work of an object was ever broken off by a panic.
#[derive(Debug, Default)]
pub(super) struct Guard(AtomicBool);

impl Guard {
    pub(super) fn run<T>(&self, work: impl FnOnce() -> Result<T, ProximalError>) -> Result<T, ProximalError> {
        // What the work holds is behind locks that recover, or is replaced as a whole.
        catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(self.shake()))
    }

    /// Work was broken off.
    pub(super) fn shake(&self) -> ProximalError {
        self.0.store(true, Ordering::Relaxed);
        log::error!("a call was broken off by a panic");
        ProximalError::internal("this call was broken off by an error inside; what was saved before is safe")
    }

    pub(super) fn was_shaken(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// A lock that a panic does not close for good.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
