//! Long work: awaited, with progress, and broken off by a [`Cancel`] or when nobody waits for it any more.
//!
//! In: files by their paths. Out: what was done, or [`ProximalError`]. A file is written whole or not at all; what is read
//! is taken whole or not at all.

use super::engine::Engine;
use super::error::ProximalError;
use crate::{Error, ErrorKind, world};
use proximal_core::history::{
    Contents, ExportError, Exported, Format, Freed, Imported, Kept, Orphan, Restored, Salvaged, Wanted, Wish,
};
use proximal_core::time::WallTime;
use proximal_core::words::Text;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use tempfile::NamedTempFile;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

/// Hears how far long work is, on a thread that does nothing else; it may call the engine. Where it is slow it hears the
/// newest only. After the work is over nothing is heard.
#[uniffi::export(foreign)]
pub trait ProgressSink: Send + Sync {
    /// `done` of `total`; a `total` of 0 means that nobody knows.
    fn on_progress(&self, done: u64, total: u64) -> Result<(), ProximalError>;
}

/// Breaks off long work. Once it was cancelled it stays so.
#[derive(Debug, Default, uniffi::Object)]
pub struct Cancel(AtomicBool);

#[uniffi::export]
impl Cancel {
    /// Nothing is cancelled yet.
    #[uniffi::constructor]
    pub fn new() -> Arc<Self> {
        Arc::default()
    }

    /// Breaks off the work that was begun with this; it says `Cancelled`, and changed nothing.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a job is told: whether to go on, and whom to tell how far it is.
pub(super) struct Job {
    cancel: Arc<Cancel>,
    progress: Option<Sender<(u64, u64)>>,
}

impl Job {
    fn tell(&self, done: u64, total: u64) {
        if let Some(progress) = &self.progress {
            // Nobody listens any more: no reason to stop.
            let _ = progress.send((done, total));
        }
    }

    fn check(&self) -> io::Result<()> {
        // Not `Interrupted`: that is tried again.
        if self.cancel.is_cancelled() { Err(io::Error::other("cancelled")) } else { Ok(()) }
    }
}

/// A file that ends when its job is broken off.
struct Watched<'j, T> {
    inner: T,
    job: &'j Job,
}

impl<T: Write> Write for Watched<'_, T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.job.check()?;
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The same for reading, owned: an import runs on the writer's thread.
struct WatchedFile {
    file: File,
    job: Arc<Job>,
}

impl Read for WatchedFile {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        self.job.check()?;
        self.file.read(to)
    }
}

/// Cancels when it is dropped before the work is over: nobody waits for it any more.
struct Waiting(Option<Arc<Cancel>>);

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(cancel) = &self.0 {
            cancel.cancel();
        }
    }
}

#[uniffi::export]
impl Engine {
    /// Writes the history to `file`, which is there whole or not at all; one that was there is replaced.
    #[uniffi::method(default(progress = None, cancel = None))]
    pub async fn export(
        &self,
        format: Format,
        wish: Wanted,
        file: String,
        progress: Option<Arc<dyn ProgressSink>>,
        cancel: Option<Arc<Cancel>>,
    ) -> Result<Exported, ProximalError> {
        self.work(progress, cancel, move |engine, job| {
            let unwritable = |e: &io::Error| at_fault("error-read-only", &file, e);
            let folder = Path::new(&file).parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let mut whole = NamedTempFile::new_in(folder).map_err(|e| unwritable(&e))?;
            let mut to = BufWriter::new(Watched { inner: whole.as_file_mut(), job });
            let done = engine.export(format, &wish, &mut to, &mut |done, total| job.tell(done, total))?;
            to.flush().map_err(|e| Error::from(ExportError::Write(e)))?;
            drop(to);
            whole.as_file().sync_all().map_err(|e| Error::from(ExportError::Write(e)))?;
            whole.persist(&file).map_err(|e| unwritable(&e.error))?;
            Ok(done)
        })
        .await
    }

    /// Takes in what an export held, all of it or nothing.
    ///
    /// `InvalidInput` with the line that is wrong, `NewerSchema` when a newer version wrote it.
    #[uniffi::method(default(progress = None, cancel = None))]
    pub async fn import_file(
        &self,
        file: String,
        progress: Option<Arc<dyn ProgressSink>>,
        cancel: Option<Arc<Cancel>>,
    ) -> Result<Imported, ProximalError> {
        self.work(progress, cancel, move |engine, job| {
            let read = File::open(&file).map_err(|e| at_fault("error-unreachable", &file, &e))?;
            let total = read.metadata().map_or(0, |about| about.len());
            let from = BufReader::new(WatchedFile { file: read, job: Arc::clone(job) });
            let told = Arc::clone(job);
            engine.import(from, move |done| told.tell(done, total))
        })
        .await
    }

    /// Writes all of it to the one file `to`, which must not be there, while it is in use. It runs to its end.
    pub async fn back_up(&self, to: String, now: WallTime) -> Result<Contents, ProximalError> {
        self.work(None, None, move |engine, _| engine.back_up(to.as_ref(), world::env_at(now)?)).await
    }

    /// Puts the history of the backup `from` in place of this one, which is set aside. It runs to its end.
    ///
    /// `InvalidInput` when it is no whole backup; nothing is changed then.
    pub async fn restore(&self, from: String, now: WallTime) -> Result<Restored, ProximalError> {
        self.work(None, None, move |engine, _| engine.restore(from.as_ref(), world::env_at(now)?)).await
    }

    /// Looks through every page and row; what is damaged is set aside, what can be read of it carried over. It runs to
    /// its end.
    pub async fn repair(&self, now: WallTime) -> Result<Vec<Salvaged>, ProximalError> {
        self.work(None, None, move |engine, _| engine.repair(world::env_at(now)?)).await
    }

    /// How much the signals of all sessions take.
    pub async fn traces_kept(&self) -> Result<Kept, ProximalError> {
        self.work(None, None, |engine, _| engine.traces_kept()).await
    }

    /// Thins the signals of sessions that began more than `days` days ago, or tells what that would free. It cannot be
    /// undone, so a face asks first; it runs to its end.
    #[uniffi::method(default(progress = None))]
    pub async fn thin(
        &self,
        days: u16,
        wish: Wish,
        now: WallTime,
        progress: Option<Arc<dyn ProgressSink>>,
    ) -> Result<Freed, ProximalError> {
        self.work(progress, None, move |engine, job| {
            let told = Arc::clone(job);
            engine.thin(days, wish, world::env_at(now)?, move |done, total| told.tell(done, total))
        })
        .await
    }

    /// The signals that no session names.
    pub async fn orphans(&self, now: WallTime) -> Result<Vec<Orphan>, ProximalError> {
        self.work(None, None, move |engine, _| engine.orphans(world::env_at(now)?)).await
    }

    /// Deletes those of `orphans` that may go. It cannot be undone, so a face asks first.
    pub async fn drop_orphans(&self, now: WallTime) -> Result<Freed, ProximalError> {
        self.work(None, None, move |engine, _| engine.drop_orphans(world::env_at(now)?)).await
    }
}

impl Engine {
    /// Runs `job` on the runtime.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        progress: Option<Arc<dyn ProgressSink>>,
        cancel: Option<Arc<Cancel>>,
        job: impl FnOnce(&crate::Engine, &Arc<Job>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, ProximalError> {
        let cancel = cancel.unwrap_or_default();
        let mut waiting = Waiting(Some(Arc::clone(&cancel)));
        let runtime = self.runtime()?;
        // The work holds a reader, or is the writer itself: a listener that asks the engine would wait for it for ever.
        let (progress, telling) = progress.map(|progress| heard(runtime, progress)).unzip();
        let is = Arc::new(Job { cancel: Arc::clone(&cancel), progress });
        let (engine, guard) = (Arc::clone(&self.inner), Arc::clone(&self.guard));
        let running = runtime.spawn_blocking(move || guard.run(|| Ok(job(&engine, &is)?)));
        let done = running.await;
        if let Some(telling) = telling {
            // A listener that cannot take it changes nothing.
            let _ = telling.await;
        }
        let done = done.map_err(|_| self.guard.shake())?;
        let was_cancelled = cancel.is_cancelled();
        // The work is over: its token belongs to whoever made it.
        waiting.0 = None;
        if was_cancelled && done.is_err() { Err(cancelled().into()) } else { done }
    }
}

/// Tells `progress` the newest of what is sent, on a thread of the runtime's, until nobody sends any more.
fn heard(runtime: &Runtime, progress: Arc<dyn ProgressSink>) -> (Sender<(u64, u64)>, JoinHandle<()>) {
    let (to, from) = channel();
    let telling = runtime.spawn_blocking(move || {
        while let Ok(next) = from.recv() {
            let (done, total) = from.try_iter().last().unwrap_or(next);
            // A listener that cannot take it is no reason to stop.
            let _ = progress.on_progress(done, total);
        }
    });
    (to, telling)
}

fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, Text::new("error-cancelled"), "broken off by the user")
}

fn at_fault(key: &'static str, file: &str, e: &io::Error) -> Error {
    let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy().into_owned();
    Error::new(ErrorKind::Storage, Text::new(key).word("file", name), format!("{file}: {e}"))
}
