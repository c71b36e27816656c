//! Files that are read: opened by the name the user gave, `-` for standard input.
//!
//! In: a path. Out: a file that can be read twice, or a small text, or an [`InputError`]: one line that says where.

use std::fmt;
use std::fs::{File, FileType};
use std::io::{self, Read, Seek, Write};
use std::path::Path;

/// A timeline or routine of more is none: a session of a day has a tenth of it.
const TEXT_BYTES: u64 = 16 << 20;

/// A journal of two hours at 200 Hz is a third of it.
const JOURNAL_BYTES: u64 = 256 << 20;

/// As much of a journal as it takes to know one.
const JOURNAL_HEAD: u64 = 6;

/// Why a file is not what was asked for, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InputError {
    /// The file as the user named it.
    pub(crate) name: String,
    /// From 1; none when the whole file is meant.
    pub(crate) line: Option<u64>,
    /// A lowercase fragment.
    pub(crate) what: String,
}

impl InputError {
    /// `what` is wrong with all of `name`.
    pub(crate) fn whole(name: &str, what: impl Into<String>) -> Self {
        Self { name: name.to_owned(), line: None, what: what.into() }
    }

    /// `what` is wrong with line `line` of `name`.
    pub(crate) fn at(name: &str, line: u64, what: impl Into<String>) -> Self {
        Self { name: name.to_owned(), line: Some(line), what: what.into() }
    }
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.name, self.what),
            None => write!(f, "{}: {}", self.name, self.what),
        }
    }
}

impl std::error::Error for InputError {}

/// What the operating system said, without its number.
pub(crate) fn plain(e: &io::Error) -> String {
    let text = e.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_lowercase()
}

/// Opens `path` for reading from its start, more than once. What is no plain file (standard input, a pipe) is first
/// copied to a temporary file without a name, which goes away with the process however it ends.
///
/// # Errors
/// [`InputError`] when it cannot be opened, is a folder, or cannot be copied.
pub(crate) fn open(path: &Path) -> Result<(String, File), InputError> {
    let name = path.to_string_lossy().into_owned();
    if name == "-" {
        let name = "standard input".to_owned();
        let file = spool(&mut io::stdin().lock()).map_err(|e| InputError::whole(&name, plain(&e)))?;
        return Ok((name, file));
    }
    let fail = |e: io::Error| InputError::whole(&name, plain(&e));
    let mut file = File::open(path).map_err(fail)?;
    let kind = file.metadata().map_err(fail)?.file_type();
    if kind.is_dir() {
        return Err(InputError::whole(&name, "is a folder, not a file"));
    }
    if is_device(kind) {
        return Err(InputError::whole(&name, "is a device, not a file"));
    }
    if !kind.is_file() {
        file = spool(&mut file).map_err(fail)?;
    }
    Ok((name, file))
}

/// A device may never end, and its copy would fill the disk.
#[cfg(unix)]
fn is_device(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: FileType) -> bool {
    false
}

fn spool(from: &mut impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(from, &mut file)?;
    file.flush()?;
    file.rewind()?;
    Ok(file)
}

/// What the file `path` holds, when it is the journal of a session; none when it is anything else.
///
/// # Errors
/// [`InputError`] when it cannot be read, or is far too long.
pub(crate) fn read_journal(path: &Path) -> Result<Option<Vec<u8>>, InputError> {
    // Standard input cannot be looked at and then read as something else.
    if path == Path::new("-") || !path.is_file() {
        return Ok(None);
    }
    let (name, file) = open(path)?;
    let fail = |e: io::Error| InputError::whole(&name, plain(&e));
    let mut head = Vec::new();
    (&file).take(JOURNAL_HEAD).read_to_end(&mut head).map_err(fail)?;
    // Length, then the kind of a header, then its JSON (`session::container`).
    let [_, _, _, _, 1, b'{'] = head.as_slice() else { return Ok(None) };
    let mut bytes = head;
    file.take(JOURNAL_BYTES).read_to_end(&mut bytes).map_err(fail)?;
    Ok(Some(bytes))
}

/// Name and contents of `path` (`-` is standard input), a small text.
///
/// # Errors
/// [`InputError`] when it cannot be read, is no UTF-8, or is far too long to be a timeline or a routine.
pub(crate) fn read_text(path: &Path) -> Result<(String, String), InputError> {
    let (name, file) = open(path)?;
    let mut bytes = Vec::new();
    file.take(TEXT_BYTES + 1).read_to_end(&mut bytes).map_err(|e| InputError::whole(&name, plain(&e)))?;
    if bytes.len() as u64 > TEXT_BYTES {
        return Err(InputError::whole(&name, "is longer than 16 MB"));
    }
    let Ok(text) = String::from_utf8(bytes) else { return Err(InputError::whole(&name, "is not UTF-8 text")) };
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok((name, text))
}
