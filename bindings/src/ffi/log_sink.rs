//! The log goes where the platform keeps it: Logcat, unified logging, Python's logging.
//!
//! In: records of crate `log` from Proximal itself. Out: level, target and one line, without personal data: the core logs
//! no name, no path and no measurement. A sink that throws, or that logs again, changes nothing. It is called on a thread of
//! its own: who logs may hold a lock, or be the one thread that writes, and a sink may call Proximal.

use super::error::ProximalError;
use log::{LevelFilter, Log, Metadata, Record};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread;

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

/// Where the log goes. It is called on a thread of its own, a line at a time, in order; it may call Proximal.
#[uniffi::export(foreign)]
pub trait LogSink: Send + Sync {
    /// Takes one line.
    fn log(&self, level: LogLevel, target: String, message: String) -> Result<(), ProximalError>;
}

/// What the thread of the sink is told.
enum News {
    /// From here on to this one.
    Sink(Option<Arc<dyn LogSink>>),
    /// A line.
    Line(LogLevel, String, String),
}

struct Bridge(Sender<News>);

static BRIDGE: OnceLock<Bridge> = OnceLock::new();

thread_local! {
    /// Set while a sink is being called on this thread: what it logs itself must not come back to it.
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// Sends the log to `sink` from `level` on; without a sink nowhere. The last call counts; lines from before it still go where
/// they were to go.
///
/// `Unsupported` when this process has another logger already.
#[uniffi::export]
pub fn set_log_sink(sink: Option<Arc<dyn LogSink>>, level: LogLevel) -> Result<(), ProximalError> {
    let filter = if sink.is_some() { level.filter() } else { LevelFilter::Off };
    if BRIDGE.get().is_none() {
        let (to, from) = channel();
        let thread = thread::Builder::new().name("proximal-log".to_owned()).spawn(move || tell(&from));
        thread.map_err(|e| ProximalError::internal(format!("no thread for the log: {e}")))?;
        // Where two come at once the second thread ends with its channel.
        if BRIDGE.set(Bridge(to)).is_ok() && BRIDGE.get().is_none_or(|bridge| log::set_logger(bridge).is_err()) {
            return Err(ProximalError::Unsupported {
                text: proximal_core::words::Text::new("error-unsupported"),
                detail: "this process has another logger".to_owned(),
            });
        }
    }
    if let Some(Bridge(to)) = BRIDGE.get() {
        // The thread ends with the process.
        let _ = to.send(News::Sink(sink));
    }
    log::set_max_level(filter);
    Ok(())
}

/// Hands lines to the sink of their time.
fn tell(from: &Receiver<News>) {
    TELLING.set(true);
    let mut sink: Option<Arc<dyn LogSink>> = None;
    for news in from {
        // A sink that cannot take it, or cannot even go, is no reason to stop.
        let _ = catch_unwind(AssertUnwindSafe(|| match news {
            News::Sink(new) => sink = new,
            News::Line(level, target, message) => {
                if let Some(sink) = &sink {
                    let _ = sink.log(level, target, message);
                }
            }
        }));
    }
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
        if self.enabled(record.metadata()) && !TELLING.get() {
            let line = News::Line(record.level().into(), record.target().to_owned(), record.args().to_string());
            let _ = self.0.send(line);
        }
    }

    fn flush(&self) {}
}
