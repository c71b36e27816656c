//! The log goes where the platform keeps it: Logcat, unified logging, Python's logging.
//!
//! In: records of crate `log` from Proximal itself. Out: level, target and one line, without personal data: the core logs
//! no name, no path and no measurement. A sink that throws, or that logs again, changes nothing.

use super::error::ProximalError;
use log::{LevelFilter, Log, Metadata, Record};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

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

/// Where the log goes. It may be called from any thread, also while a call into Proximal is under way.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// Takes one line.
    fn log(&self, level: LogLevel, target: String, message: String) -> Result<(), ProximalError>;
}

struct Bridge(RwLock<Option<Arc<dyn LogSink>>>);

static BRIDGE: OnceLock<Bridge> = OnceLock::new();

thread_local! {
    /// Set while a sink is being called on this thread: what it logs itself must not come back to it.
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// Sends the log to `sink` from `level` on; without a sink nowhere. The last call counts.
///
/// `Unsupported` when this process has another logger already.
#[uniffi::export]
pub fn set_log_sink(sink: Option<Arc<dyn LogSink>>, level: LogLevel) -> Result<(), ProximalError> {
    let is_new = BRIDGE.get().is_none();
    let bridge = BRIDGE.get_or_init(|| Bridge(RwLock::new(None)));
    let filter = if sink.is_some() { level.filter() } else { LevelFilter::Off };
    // The old sink is let go of outside of the lock: it may log as it goes.
    let old = std::mem::replace(&mut *bridge.0.write().unwrap_or_else(PoisonError::into_inner), sink);
    drop(old);
    log::set_max_level(filter);
    if is_new && log::set_logger(bridge).is_err() {
        return Err(ProximalError::Unsupported {
            text: proximal_core::words::Text::new("error-unsupported"),
            detail: "this process has another logger".to_owned(),
        });
    }
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

impl Log for Bridge {
    fn enabled(&self, of: &Metadata<'_>) -> bool {
        // Other crates may log what we would not.
        of.target().starts_with("proximal") && of.level() <= log::max_level()
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) || TELLING.replace(true) {
            return;
        }
        let sink = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        let told = catch_unwind(AssertUnwindSafe(|| {
            if let Some(sink) = sink {
                // A sink that cannot take it is no reason to stop.
                let _ = sink.log(record.level().into(), record.target().to_owned(), record.args().to_string());
            }
        }));
        TELLING.set(false);
        // Nobody is left to be told of it.
        drop(told);
    }

    fn flush(&self) {}
}
