//! The log goes where the platform keeps it: Logcat, unified logging, Python's logging.
//!
//! In: records of crate `log` from Proximal itself. Out: level, target and one line, without personal data: the core logs
//! no name, no path and no measurement. A sink that throws, or that logs again, changes nothing.
//!
//! A line is told on a thread of its own: whoever writes one may hold a lock, or be the only thread that can answer what
//! the sink asks.

use super::error::ProximalError;
use log::{LevelFilter, Log, Metadata, Record};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

/// Lines that may wait; of a sink that is stuck the later ones are lost, and nobody waits for it.
const WAITING: usize = 1024;
/// A sink that is stuck is waited for no longer than so, when another takes its place.
const PATIENCE: Duration = Duration::from_secs(1);

/// How grave a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum LogLevel {
    /// Something was lost or refused.
    Error,
    /// Something went otherwise than it should, and was mended.
    Warn,
    /// What a developer wants to see once.
    Info,
    /// What a developer wants to see often.
    Debug,
    /// Everything.
    Trace,
}

/// Where the log goes. It is called on a thread of the library's own, a line after the other, and may call into Proximal.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// Takes one line.
    fn log(&self, level: LogLevel, target: String, message: String) -> Result<(), ProximalError>;
}

enum Said {
    Line {
        level: LogLevel,
        target: String,
        message: String,
    },
    /// All that was said before is told.
    Told(SyncSender<()>),
}

struct Bridge {
    sink: RwLock<Option<Arc<dyn LogSink>>>,
    lines: SyncSender<Said>,
}

static BRIDGE: OnceLock<Bridge> = OnceLock::new();

thread_local! {
    /// Set on the thread that calls the sink: what it logs itself must not come back to it.
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// Sends the log to `sink` from `level` on; without a sink nowhere. The last call counts: what was written before it is told
/// to the sink of then, which is left alone afterwards.
///
/// `Unsupported` when this process has another logger already.
#[uniffi::export]
pub fn set_log_sink(sink: Option<Arc<dyn LogSink>>, level: LogLevel) -> Result<(), ProximalError> {
    let mut new = None;
    let bridge = BRIDGE.get_or_init(|| {
        let (lines, waiting) = sync_channel(WAITING);
        new = Some(waiting);
        Bridge { sink: RwLock::new(None), lines }
    });
    let filter = if sink.is_some() { level.filter() } else { LevelFilter::Off };
    bridge.wait_until_told();
    // The old sink is let go of outside of the lock: it may log as it goes.
    let old = std::mem::replace(&mut *bridge.sink.write().unwrap_or_else(PoisonError::into_inner), sink);
    drop(old);
    log::set_max_level(filter);
    let Some(waiting) = new else { return Ok(()) };
    if log::set_logger(bridge).is_err() {
        return Err(ProximalError::Unsupported {
            text: proximal_core::words::Text::new("error-unsupported"),
            detail: "this process has another logger".to_owned(),
        });
    }
    let teller = std::thread::Builder::new().name("proximal-log".to_owned());
    teller
        .spawn(move || tell(bridge, &waiting))
        .map_err(|e| ProximalError::internal(format!("no thread for the log: {e}")))?;
    Ok(())
}

impl LogLevel {
    fn filter(self) -> LevelFilter {
        match self {
            Self::Error => LevelFilter::Error,
            Self::Warn => LevelFilter::Warn,
            Self::Info => LevelFilter::Info,
            Self::Debug => LevelFilter::Debug,
            Self::Trace => LevelFilter::Trace,
        }
    }
}

impl From<log::Level> for LogLevel {
    fn from(level: log::Level) -> Self {
        match level {
            log::Level::Error => Self::Error,
            log::Level::Warn => Self::Warn,
            log::Level::Info => Self::Info,
            log::Level::Debug => Self::Debug,
            log::Level::Trace => Self::Trace,
        }
    }
}

impl Bridge {
    fn wait_until_told(&self) {
        let (told, is_told) = sync_channel(1);
        let has_sink = self.sink.read().unwrap_or_else(PoisonError::into_inner).is_some();
        // A sink that is itself called cannot wait for its own end.
        if has_sink && !TELLING.get() && self.lines.try_send(Said::Told(told)).is_ok() {
            let _ = is_told.recv_timeout(PATIENCE);
        }
    }
}

impl Log for Bridge {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        // Other crates may log what we would not.
        of.target().starts_with("proximal") && of.level() <= log::max_level()
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) || TELLING.get() {
            return;
        }
        let (target, message) = (record.target().to_owned(), record.args().to_string());
        // Full: the sink is stuck, and nobody waits for it.
        let _ = self.lines.try_send(Said::Line { level: record.level().into(), target, message });
    }

    fn flush(&self) {}
}

/// Tells the sink of each line, for as long as the process lives.
fn tell(bridge: &Bridge, waiting: &Receiver<Said>) {
    TELLING.set(true);
    for said in waiting {
        match said {
            Said::Line { level, target, message } => {
                let sink = bridge.sink.read().unwrap_or_else(PoisonError::into_inner).clone();
                // A sink that cannot take it is no reason to stop, and nobody is left to be told of it.
                let _ = catch_unwind(AssertUnwindSafe(|| sink.map(|sink| sink.log(level, target, message))));
            }
            Said::Told(told) => drop(told.send(())),
        }
    }
}
