//! How a command ends when it does not end well.
//!
//! In: what went wrong. Out: one line for standard error, and the exit code.

use crate::input::{InputError, plain};
use std::fmt;
use std::io::{self, ErrorKind};

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Bad input, or an output that cannot be written: one line that says where.
    Input(InputError),
    /// The history cannot be opened, read or written; says where itself.
    History(proximal::Error),
    /// The arguments fit the grammar but not each other; says what to give instead.
    Usage(String),
    /// Whoever read our output has gone: nobody is left to tell.
    ReaderGone,
    /// Ctrl-C.
    Interrupted,
}

impl Failure {
    /// `what` is wrong with `name`.
    pub(crate) fn input(name: &str, what: impl Into<String>) -> Self {
        Self::Input(InputError::whole(name, what))
    }

    /// `name` cannot be written.
    pub(crate) fn from_io(name: &str, e: &io::Error) -> Self {
        if e.kind() == ErrorKind::BrokenPipe { Self::ReaderGone } else { Self::input(name, plain(e)) }
    }

    /// What the shell is told.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Input(_) | Self::History(_) => 1,
            Self::Usage(_) => 2,
            Self::ReaderGone => 0,
            Self::Interrupted => crate::interrupt::EXIT_CODE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(e) => fmt::Display::fmt(e, f),
            Self::History(e) => fmt::Display::fmt(e, f),
            Self::Usage(what) => f.write_str(what),
            Self::ReaderGone => f.write_str("nobody reads the output any more"),
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl From<InputError> for Failure {
    fn from(e: InputError) -> Self {
        Self::Input(e)
    }
}

impl From<proximal::Error> for Failure {
    fn from(e: proximal::Error) -> Self {
        Self::History(e)
    }
}
