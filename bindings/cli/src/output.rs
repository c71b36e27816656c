//! What is written: whole or not at all.
//!
//! In: bytes. Out: a file that appears under its name only when it is complete, or standard output that gets its first
//! byte only when all of them are there. Progress of long work goes to standard error, where that is a terminal.

use crate::failure::Failure;
use crate::input::plain;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// Temporary files that a sudden end has to remove.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Work shorter than this needs no progress.
const LONG: Duration = Duration::from_millis(700);

/// Removes what was begun and not finished: for an end that runs no destructors.
pub(crate) fn remove_unfinished() {
    for path in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        let _ = std::fs::remove_file(path);
    }
}

/// Writes `bytes`, all there is to say, to standard output.
///
/// # Errors
/// [`Failure`] when it cannot be written or nobody reads it.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|e| Failure::from_io("standard output", &e))
}

/// Writes `value` as one JSON document to standard output.
///
/// # Errors
/// [`Failure`] when it cannot be written or nobody reads it.
pub(crate) fn print_json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|e| Failure::input("standard output", e.to_string()))?;
    text.push(b'\n');
    print(&text)
}

/// Writes `value` as one line of JSON to standard output.
///
/// # Errors
/// [`Failure`] when it cannot be written or nobody reads it.
pub(crate) fn print_json_line(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_vec(value).map_err(|e| Failure::input("standard output", e.to_string()))?;
    text.push(b'\n');
    print(&text)
}

/// Something to write to; nothing of it is seen before [`Output::finish`].
#[derive(Debug)]
pub(crate) struct Output {
    to: BufWriter<To>,
}

#[derive(Debug)]
enum To {
    /// Takes its name at the end.
    File { temp: NamedTempFile, path: PathBuf },
    /// Copied at the end to a pipe or device, or to standard output.
    Spool { spool: File, device: Option<PathBuf> },
}

impl Output {
    /// Standard output, spooled in a temporary file without a name.
    ///
    /// # Errors
    /// [`Failure`] when there is no room for temporary files.
    pub(crate) fn stdout() -> Result<Self, Failure> {
        Self::spool(None)
    }

    fn spool(device: Option<PathBuf>) -> Result<Self, Failure> {
        let spool = tempfile::tempfile().map_err(|e| Failure::input("temporary folder", plain(&e)))?;
        Ok(Self { to: BufWriter::with_capacity(1 << 16, To::Spool { spool, device }) })
    }

    /// The file `path`; `-` is standard output. The temporary file lies beside it, so that it can take its name in one
    /// step. A pipe or device is not replaced but written to, from a spool.
    ///
    /// # Errors
    /// [`Failure`] when nothing can be written there.
    pub(crate) fn to(path: &Path) -> Result<Self, Failure> {
        if path == Path::new("-") {
            return Self::stdout();
        }
        let fail = |e: &io::Error| Failure::input(&path.to_string_lossy(), plain(e));
        if path.is_dir() {
            return Err(Failure::input(&path.to_string_lossy(), "is a folder, not a file"));
        }
        // A link keeps pointing where it points: what it names is replaced, not the link.
        let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let old = path.metadata();
        if old.as_ref().is_ok_and(|m| !m.is_file()) {
            return Self::spool(Some(path.clone()));
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".proximal-").suffix(".part");
        if let Ok(old) = old {
            builder.permissions(old.permissions());
        } else {
            world_readable(&mut builder);
        }
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let temp = builder.tempfile_in(folder).map_err(|e| fail(&e))?;
        unfinished.push(temp.path().to_owned());
        Ok(Self { to: BufWriter::with_capacity(1 << 16, To::File { temp, path: path.to_owned() }) })
    }

    /// Makes it seen.
    ///
    /// # Errors
    /// [`Failure`] when the disk is full or the reader has gone; the old file is still there then.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        let to = self.to.into_inner().map_err(|e| Failure::from_io("output", e.error()))?;
        match to {
            To::Spool { mut spool, device: None } => {
                let mut stdout = io::stdout().lock();
                let copied = spool.rewind().and_then(|()| io::copy(&mut spool, &mut stdout));
                copied.and_then(|_| stdout.flush()).map_err(|e| Failure::from_io("standard output", &e))
            }
            To::Spool { mut spool, device: Some(path) } => {
                let opened = File::options().write(true).open(&path);
                let copied = opened.and_then(|mut to| spool.rewind().and_then(|()| io::copy(&mut spool, &mut to)));
                copied.map(|_| ()).map_err(|e| Failure::from_io(&path.to_string_lossy(), &e))
            }
            To::File { temp, path } => {
                let name = path.to_string_lossy().into_owned();
                temp.as_file().sync_all().map_err(|e| Failure::from_io(&name, &e))?;
                let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
                let temp_path = temp.path().to_owned();
                temp.persist(&path).map_err(|e| Failure::from_io(&name, &e.error))?;
                unfinished.retain(|p| *p != temp_path);
                Ok(())
            }
        }
    }
}

/// Temporary files are their owner's alone; a result is not.
#[cfg(unix)]
fn world_readable(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt as _;
    // The process's mask still takes away what the user does not want to share.
    builder.permissions(std::fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn world_readable(_: &mut tempfile::Builder<'_, '_>) {}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Write for To {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File { temp, .. } => temp.write(bytes),
            Self::Spool { spool, .. } => spool.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File { temp, .. } => temp.flush(),
            Self::Spool { spool, .. } => spool.flush(),
        }
    }
}

/// What has been written may be written over: some formats say at their beginning how long they are.
impl Seek for Output {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.to.seek(to)
    }
}

impl Seek for To {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Self::File { temp, .. } => temp.seek(to),
            Self::Spool { spool, .. } => spool.seek(to),
        }
    }
}

/// How much of a file is read or written; seen only when it takes long and standard error is a terminal.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
    since: Instant,
    shown: bool,
}

impl Progress {
    /// `label` for `total` bytes.
    pub(crate) fn long(label: &'static str, total: u64) -> Self {
        Self::with(label, total, "{msg} {wide_bar} {bytes}/{total_bytes} {eta}")
    }

    /// `label` for `total` things.
    pub(crate) fn steps(label: &'static str, total: u64) -> Self {
        Self::with(label, total, "{msg} {wide_bar} {pos}/{len} {eta}")
    }

    fn with(label: &'static str, total: u64, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(label);
        Self { bar, since: Instant::now(), shown: false }
    }

    /// `bytes` more are done.
    pub(crate) fn add(&mut self, bytes: u64) {
        self.bar.inc(bytes);
        self.show_when_long();
    }

    /// `done` of `total` are done.
    pub(crate) fn at(&mut self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        self.show_when_long();
    }

    fn show_when_long(&mut self) {
        if !self.shown && self.since.elapsed() > LONG {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(5));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
