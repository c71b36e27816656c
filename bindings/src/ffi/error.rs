//! The public error as it crosses (SEAMS, *errors*): a kind is a case, so that a face can act by it.
//!
//! In: [`Error`]. Out: [`ProximalError`] with a sentence to show and one English line for whoever looks closer.

use crate::error::{Error, ErrorKind};
use proximal_core::motion::frame::FrameError;
use proximal_core::session::says::bad_samples;
use proximal_core::words::Text;
use std::fmt;

/// What went wrong, named by what the user can do about it. Each has `text`, a sentence to show without personal data,
/// and `detail`, one English line: where and what.
#[derive(Debug, Clone, PartialEq, uniffi::Error)]
#[uniffi::export(Display)]
#[allow(missing_docs, reason = "the two fields are the same in each")]
pub enum ProximalError {
    /// Give something else.
    InvalidInput { text: Text, detail: String },
    /// Open it again.
    Closed { text: Text, detail: String },
    /// Try again in a moment.
    Busy { text: Text, detail: String },
    /// Nothing: it was the user's wish.
    Cancelled { text: Text, detail: String },
    /// Nothing: this device cannot.
    Unsupported { text: Text, detail: String },
    /// Update Proximal.
    NewerSchema { text: Text, detail: String },
    /// Make room, or look after the disk.
    Storage { text: Text, detail: String },
    /// Restore a copy.
    Corrupt { text: Text, detail: String },
    /// Wait: sync tries again by itself.
    SyncRetry { text: Text, detail: String },
    /// Look after the sync settings.
    SyncRejected { text: Text, detail: String },
    /// Report it.
    Internal { text: Text, detail: String },
}

impl ProximalError {
    pub(super) fn invalid(detail: impl Into<String>) -> Self {
        Self::InvalidInput { text: Text::new("error-invalid"), detail: detail.into() }
    }

    pub(super) fn samples(e: &FrameError) -> Self {
        Self::InvalidInput { text: bad_samples(), detail: e.to_string() }
    }

    pub(super) fn internal(detail: impl Into<String>) -> Self {
        Self::Internal { text: Text::new("error-internal"), detail: detail.into() }
    }

    /// The sentence to show and the line to log.
    pub(super) fn parts(&self) -> (&Text, &str) {
        match self {
            Self::InvalidInput { text, detail }
            | Self::Closed { text, detail }
            | Self::Busy { text, detail }
            | Self::Cancelled { text, detail }
            | Self::Unsupported { text, detail }
            | Self::NewerSchema { text, detail }
            | Self::Storage { text, detail }
            | Self::Corrupt { text, detail }
            | Self::SyncRetry { text, detail }
            | Self::SyncRejected { text, detail }
            | Self::Internal { text, detail } => (text, detail),
        }
    }
}

impl fmt::Display for ProximalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.parts().1)
    }
}

impl std::error::Error for ProximalError {}

impl From<Error> for ProximalError {
    fn from(e: Error) -> Self {
        let detail = e.to_string();
        let text = e.text;
        match e.kind {
            ErrorKind::InvalidInput => Self::InvalidInput { text, detail },
            ErrorKind::Closed => Self::Closed { text, detail },
            ErrorKind::Busy => Self::Busy { text, detail },
            ErrorKind::Cancelled => Self::Cancelled { text, detail },
            ErrorKind::Unsupported => Self::Unsupported { text, detail },
            ErrorKind::NewerSchema => Self::NewerSchema { text, detail },
            ErrorKind::Storage => Self::Storage { text, detail },
            ErrorKind::Corrupt => Self::Corrupt { text, detail },
            ErrorKind::SyncRetry => Self::SyncRetry { text, detail },
            ErrorKind::SyncRejected => Self::SyncRejected { text, detail },
            ErrorKind::Internal => Self::Internal { text, detail },
        }
    }
}

impl From<uniffi::UnexpectedUniFFICallbackError> for ProximalError {
    fn from(_: uniffi::UnexpectedUniFFICallbackError) -> Self {
        // What the face said may hold anything: it is not passed on.
        Self::internal("the face threw something that it had not declared")
    }
}

/// The sentence of an error and nothing else, in the user's language.
#[uniffi::export]
pub fn error_sentence(error: &ProximalError, lang: proximal_core::words::Lang) -> String {
    proximal_core::words::render(error.parts().0, lang, proximal_core::words::Form::Written)
}
