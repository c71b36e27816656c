//! The one thread that writes: jobs come in by a bounded channel, each answers its caller.
//!
//! In: closures over the [`Store`]. Out: what they return, or [`Error`]. A job that panics loses its own transaction and
//! nothing else; the engine is told.

use crate::error::{Error, ErrorKind};
use proximal_core::history::{HistoryError, Store};
use proximal_core::words::Text;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

type Job = Box<dyn FnOnce(&mut Store) + Send>;

/// Jobs that may wait; whoever comes after waits for room.
const WAITING: usize = 16;

/// Sends jobs to the thread; may be cloned out of a lock.
#[derive(Clone)]
pub(super) struct Jobs {
    to: SyncSender<Job>,
    shaken: Arc<AtomicBool>,
}

/// The thread. It ends when all [`Jobs`] are gone.
pub(super) struct Writer {
    pub(super) jobs: Jobs,
    thread: JoinHandle<()>,
}

impl Writer {
    /// Hands `store` to a thread of its own; `shaken` is set when a job panics.
    pub(super) fn start(store: Store, shaken: Arc<AtomicBool>) -> Result<Self, Error> {
        let (to, waiting) = sync_channel(WAITING);
        let thread = std::thread::Builder::new().name("proximal-writer".to_owned());
        let thread = thread.spawn(move || work(store, &waiting)).map_err(|e| {
            Error::new(ErrorKind::Internal, Text::new("error-internal"), format!("could not start a thread: {e}"))
        })?;
        Ok(Self { jobs: Jobs { to, shaken }, thread })
    }

    /// Lets what waits be written, empties the write-ahead logs and closes the files.
    pub(super) fn stop(self) -> Result<(), Error> {
        let flushed = self.jobs.run(Store::checkpoint);
        drop(self.jobs);
        // A panic outside of a job can only be in dropping the store: the files are closed either way.
        let _ = self.thread.join();
        flushed
    }
}

impl Jobs {
    /// Runs `job` on the writer's thread and waits for its answer.
    pub(super) fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Store) -> Result<T, HistoryError> + Send + 'static,
    ) -> Result<T, Error> {
        let (answer, answered) = sync_channel(1);
        let job: Job = Box::new(move |store| {
            // The caller waits below; it cannot have gone.
            let _ = answer.send(job(store));
        });
        let lost = || {
            // Here, not on the thread: whoever is told of it finds the engine shaken.
            self.shaken.store(true, Ordering::Relaxed);
            let detail = "the writer broke off this change; what was saved before is safe";
            Error::new(ErrorKind::Internal, Text::new("error-internal"), detail)
        };
        self.to.send(job).map_err(|_| lost())?;
        answered.recv().map_err(|_| lost())?.map_err(Error::from)
    }
}

fn work(mut store: Store, waiting: &Receiver<Job>) {
    for job in waiting {
        // A transaction rolls back as it unwinds, so the store is whole afterwards.
        if catch_unwind(AssertUnwindSafe(|| job(&mut store))).is_err() {
            log::error!("a change of the history was broken off by a panic");
        }
    }
}
