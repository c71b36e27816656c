//! The public error: named by what the user can do (SEAMS, *errors*).
//!
//! In: errors of the core. Out: [`Error`] with a kind, a sentence to show and one line for whoever looks closer.

use proximal_core::history::{Fault, HistoryError};
use proximal_core::words::Text;
use std::fmt;

/// What the user can do about it. New kinds break exhaustive switches in Kotlin and Swift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// Give something else.
    InvalidInput,
    /// Open it again.
    Closed,
    /// Try again in a moment.
    Busy,
    /// Nothing: it was the user's wish.
    Cancelled,
    /// Nothing: this device cannot.
    Unsupported,
    /// Update Proximal.
    NewerSchema,
    /// Make room, or look after the disk.
    Storage,
    /// Restore a copy.
    Corrupt,
    /// Wait: sync tries again by itself.
    SyncRetry,
    /// Look after the sync settings.
    SyncRejected,
    /// Report it.
    Internal,
}

/// What went wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// What the user can do.
    pub kind: ErrorKind,
    /// A sentence to show, without personal data.
    pub text: Text,
    /// One English line: where and what.
    pub detail: String,
}

impl Error {
    /// The error of `kind` that shows `text`; `detail` says where and what.
    pub fn new(kind: ErrorKind, text: Text, detail: impl Into<String>) -> Self {
        Self { kind, text, detail: detail.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One line, whatever a file's name holds.
        f.write_str(&self.detail.replace(['\n', '\r'], " "))
    }
}

impl std::error::Error for Error {}

impl From<HistoryError> for Error {
    fn from(e: HistoryError) -> Self {
        let file = || e.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (kind, text) = match &e.fault {
            Fault::NotADatabase | Fault::Foreign => {
                (ErrorKind::InvalidInput, Text::new("error-not-a-history").word("file", file()))
            }
            Fault::Newer { .. } => (ErrorKind::NewerSchema, Text::new("error-newer-history").word("file", file())),
            Fault::NoBackup(_) => (ErrorKind::InvalidInput, Text::new("error-no-backup").word("file", file())),
            Fault::Exists => (ErrorKind::InvalidInput, Text::new("error-exists").word("file", file())),
            Fault::Corrupt(_) | Fault::Damaged(_) => {
                (ErrorKind::Corrupt, Text::new("error-damaged-history").word("file", file()))
            }
            Fault::Full => (ErrorKind::Storage, Text::new("error-disk-full")),
            Fault::ReadOnly => (ErrorKind::Storage, Text::new("error-read-only").word("file", file())),
            Fault::Busy => (ErrorKind::Busy, Text::new("error-busy")),
            Fault::Io(_) => (ErrorKind::Storage, Text::new("error-unreachable").word("file", file())),
            Fault::NoSuchSession(id) => (ErrorKind::InvalidInput, Text::new("error-no-session").word("id", id.clone())),
            Fault::NoSuchItem(id) => (ErrorKind::InvalidInput, Text::new("error-no-item").word("id", id.clone())),
            Fault::Ambiguous(id) => (ErrorKind::InvalidInput, Text::new("error-ambiguous-id").word("id", id.clone())),
            Fault::AlreadySaved(_) => (ErrorKind::InvalidInput, Text::new("error-already-saved")),
            Fault::Invalid(_) => (ErrorKind::InvalidInput, Text::new("error-invalid")),
            Fault::Sql(_) => (ErrorKind::Internal, Text::new("error-internal")),
        };
        Self::new(kind, text, e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(fault: Fault) -> Error {
        HistoryError { file: "/home/anna/history.db".into(), doing: "save the session", fault }.into()
    }

    #[test]
    fn each_fault_says_what_the_user_can_do() {
        let kinds = [
            (Fault::NotADatabase, ErrorKind::InvalidInput),
            (Fault::Newer { found: 2, known: 1 }, ErrorKind::NewerSchema),
            (Fault::Corrupt("page 3".to_owned()), ErrorKind::Corrupt),
            (Fault::Full, ErrorKind::Storage),
            (Fault::Busy, ErrorKind::Busy),
            (Fault::Sql("misuse".to_owned()), ErrorKind::Internal),
        ];
        for (fault, kind) in kinds {
            assert_eq!(public(fault).kind, kind);
        }
    }

    #[test]
    fn the_sentence_names_no_folder_and_the_line_does() {
        let error = public(Fault::ReadOnly);
        assert!(!format!("{:?}", error.text).contains("anna"));
        assert!(error.to_string().starts_with("/home/anna/history.db: could not save the session: "));
    }

    #[test]
    fn the_line_is_one_line_even_for_a_file_name_of_two() {
        let error = Error::new(ErrorKind::Storage, Text::new("error-busy"), "a\nb.db: busy");
        assert_eq!(error.to_string(), "a b.db: busy");
    }
}
