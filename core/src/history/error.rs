//! What can go wrong with history: where, while doing what, and what to do about it.
//!
//! In: SQLite's and the file system's errors. Out: [`HistoryError`], one line without SQL.

use rusqlite::ErrorCode;
use std::fmt;
use std::path::{Path, PathBuf};

/// A [`Fault`] with its place.
#[derive(Debug)]
pub struct HistoryError {
    /// The file it is about.
    pub file: PathBuf,
    /// What was being done: "save the session".
    pub doing: &'static str,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong.
#[derive(Debug)]
pub enum Fault {
    /// The file is something else than a database.
    NotADatabase,
    /// The file is a database of another program.
    Foreign,
    /// A newer version of Proximal wrote it.
    Newer {
        /// Schema of the file.
        found: i32,
        /// Newest schema this build knows.
        known: i32,
    },
    /// What it holds cannot be; says what.
    Corrupt(String),
    /// The file itself is broken; says how. What can be read of it can be saved.
    Damaged(String),
    /// It is no backup, or not all of one; says why.
    NoBackup(String),
    /// There is such a file already.
    Exists,
    /// The disk is full.
    Full,
    /// The file or its folder may not be written.
    ReadOnly,
    /// Another program holds it.
    Busy,
    /// The file cannot be reached; says why.
    Io(String),
    /// No session has this id, or an id that begins so.
    NoSuchSession(String),
    /// Nothing has this id, or an id that begins so.
    NoSuchItem(String),
    /// More than one id begins so.
    Ambiguous(String),
    /// Another record with this id is saved already.
    AlreadySaved(String),
    /// What was handed in cannot be stored; says why.
    Invalid(String),
    /// SQLite said something else.
    Sql(String),
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: could not {}: {}", self.file.display(), self.doing, self.fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADatabase => write!(f, "this is not a database; it was left as it is, name another file"),
            Self::Foreign => {
                write!(f, "this database belongs to another program; it was left as it is, name another file")
            }
            Self::Newer { found, known } => write!(
                f,
                "a newer version wrote this file (schema {found}, this version knows {known}); it was left as it is, update Proximal"
            ),
            Self::Damaged(what) => {
                write!(f, "the file is damaged ({what}); `proximal repair` saves what can be read of it")
            }
            Self::NoBackup(what) => write!(f, "this is no whole backup ({what}); nothing was changed"),
            Self::Exists => write!(f, "there is such a file already; it was left as it is, name another"),
            Self::Corrupt(what) => write!(f, "the file is damaged ({what}); keep it and restore a copy beside it"),
            Self::Full => write!(f, "the disk is full; nothing was changed, make room and try again"),
            Self::ReadOnly => write!(f, "the file may not be written; check its permissions"),
            Self::Busy => write!(f, "another program is using the file; close it or try again"),
            Self::NoSuchSession(id) => write!(f, "no session has the id '{id}'"),
            Self::NoSuchItem(id) => write!(f, "nothing has the id '{id}'"),
            Self::Ambiguous(id) => write!(f, "more than one id begins with '{id}'; give more of it"),
            Self::AlreadySaved(id) => write!(f, "another session with the id '{id}' is saved already"),
            Self::Io(why) | Self::Invalid(why) | Self::Sql(why) => write!(f, "{why}"),
        }
    }
}

impl std::error::Error for HistoryError {}

impl Fault {
    pub(super) fn corrupt(what: impl fmt::Display) -> Self {
        Self::Corrupt(what.to_string())
    }

    pub(super) fn invalid(why: impl fmt::Display) -> Self {
        Self::Invalid(why.to_string())
    }

    /// The fault with its place.
    pub(super) fn at(self, file: &Path, doing: &'static str) -> HistoryError {
        HistoryError { file: file.to_path_buf(), doing, fault: self }
    }
}

/// `SQLITE_IOERR_WRITE`, `_FSYNC`, `_READ`, `_SHORT_READ` (sqlite.org/rescode.html).
const WRITE: i32 = 778;
const SYNC: i32 = 1_034;
const READ: i32 = 266;
const SHORT_READ: i32 = 522;

impl From<rusqlite::Error> for Fault {
    fn from(e: rusqlite::Error) -> Self {
        // Our statements are fixed: one that does not fit means that the file's tables are not ours any more.
        if let rusqlite::Error::SqlInputError { msg, .. } = &e {
            return Self::Damaged(format!("its tables are not as they should be: {msg}"));
        }
        let Some(code) = e.sqlite_error_code() else {
            return match e {
                rusqlite::Error::InvalidColumnType(_, name, _) => Self::Corrupt(format!("column {name}")),
                rusqlite::Error::Utf8Error(..) => Self::corrupt("a text that is none"),
                rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::IntegralValueOutOfRange(..) => {
                    Self::corrupt("a value of the wrong size")
                }
                rusqlite::Error::InvalidColumnName(name) => {
                    Self::Damaged(format!("its tables are not as they should be: no column {name}"))
                }
                other => Self::Sql(other.to_string()),
            };
        };
        // SQLite's own words; rusqlite's Display may carry the statement.
        let words = || match &e {
            rusqlite::Error::SqliteFailure(_, Some(words)) => words.clone(),
            _ => format!("{code:?}"),
        };
        match code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::NotADatabase => Self::NotADatabase,
            ErrorCode::DatabaseCorrupt => Self::Damaged(words()),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                Self::Io("the file cannot be opened; see whether its folder is there and may be used".to_owned())
            }
            ErrorCode::SystemIoFailure => Self::Io(match e.sqlite_error().map(|e| e.extended_code) {
                Some(WRITE | SYNC) => {
                    "the disk refuses to be written; nothing was changed, see whether it is full, failing or \
                                       limited in the size of files"
                        .to_owned()
                }
                Some(READ | SHORT_READ) => "the disk cannot be read".to_owned(),
                _ => words(),
            }),
            _ => Self::Sql(words()),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(e: std::io::Error) -> Self {
        match e.kind() {
            std::io::ErrorKind::StorageFull => Self::Full,
            std::io::ErrorKind::AlreadyExists => Self::Exists,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io(e.to_string()),
        }
    }
}
