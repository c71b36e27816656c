//! The engine's door for the phones: opened, suspended, shut.
//!
//! In: a file, and with each command the user's own time. Out: the history, or [`ProximalError`]. Any thread may call.

use super::error::ProximalError;
use super::guard::Guard;
use crate::world;
use proximal_core::history::{Env, Salvaged};
use proximal_core::time::WallTime;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use tokio::runtime::{Builder, Runtime};

/// History and plan behind one door. Opens the store, owns the runtime of long work, lets go of the files while the app
/// is suspended. Short calls answer at once and may be made from any thread; long ones are awaited.
#[derive(uniffi::Object)]
pub struct Engine {
    pub(super) inner: Arc<crate::Engine>,
    pub(super) file: PathBuf,
    pub(super) guard: Arc<Guard>,
    runtime: OnceLock<Runtime>,
}

#[uniffi::export]
impl Engine {
    /// Opens the history in `file` (its signals lie in `file.traces`), or makes it; its folder must be there. One that is
    /// too damaged to be opened is set aside and what can be read of it is there again: `salvaged` says so.
    #[uniffi::constructor]
    pub fn new(file: String, now: WallTime) -> Result<Arc<Self>, ProximalError> {
        let guard = Arc::new(Guard::default());
        let path = PathBuf::from(file);
        let engine = guard.run(|| Ok(crate::Engine::open(&path, world::env_at(now)?)?))?;
        Ok(Arc::new(Self { inner: Arc::new(engine), file: path, guard, runtime: OnceLock::new() }))
    }

    /// Finishes what is being written and lets go of the files until `resume`; calls in between say `Closed`. To be
    /// called when the app goes to the background: iOS ends an app that holds a lock while suspended.
    pub fn suspend(&self) -> Result<(), ProximalError> {
        self.guard.run(|| Ok(self.inner.suspend()?))
    }

    /// Opens the files again after `suspend`; does nothing when they are open.
    pub fn resume(&self, now: WallTime) -> Result<(), ProximalError> {
        self.run(now, crate::Engine::resume)
    }

    /// As `suspend`, for good: every call after it says `Closed`.
    pub fn shut(&self) -> Result<(), ProximalError> {
        self.guard.run(|| Ok(self.inner.close()?))
    }

    /// What was damaged since the engine was opened, where it is now, and how much of it came over.
    pub fn salvaged(&self) -> Result<Vec<Salvaged>, ProximalError> {
        self.ask(|engine| Ok(engine.salvaged()))
    }

    /// Whether a call or a change was broken off by an error inside since the engine was opened. What was saved is whole.
    pub fn was_shaken(&self) -> bool {
        self.guard.was_shaken() || self.inner.was_shaken()
    }

    /// Panics inside, so that a face can see for itself what becomes of it: an `Internal` error, and `was_shaken`.
    pub fn panic_on_purpose(&self) -> Result<(), ProximalError> {
        self.ask(crate::Engine::panic_on_purpose)
    }
}

impl Engine {
    /// Asks the engine.
    pub(super) fn ask<T>(
        &self,
        ask: impl FnOnce(&crate::Engine) -> Result<T, crate::Error>,
    ) -> Result<T, ProximalError> {
        self.guard.run(|| Ok(ask(&self.inner)?))
    }

    /// A command to the engine, given at `now`.
    pub(super) fn run<T>(
        &self,
        now: WallTime,
        command: impl FnOnce(&crate::Engine, Env) -> Result<T, crate::Error>,
    ) -> Result<T, ProximalError> {
        self.guard.run(|| Ok(command(&self.inner, world::env_at(now)?)?))
    }

    /// Where long work runs; made when it is first needed.
    pub(super) fn runtime(&self) -> Result<&Runtime, ProximalError> {
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let made = Builder::new_multi_thread().worker_threads(1).thread_name("proximal-work").build();
        let made = made.map_err(|e| ProximalError::internal(format!("no thread for long work: {e}")))?;
        Ok(self.runtime.get_or_init(|| made))
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        // Dropped from within the runtime it would wait for itself.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
