//! Recordings: CSV with the header `t,ax,ay,az[,gx,gy,gz]`, plain or gzip, from a file or from standard input.
//!
//! In: a path, or `-`. Out: a [`Recording`] that was read once to its end and found sound, whose [`Row`]s can then be
//! had as often as wanted, or an [`InputError`]: one line that says where. Memory does not grow with the recording.
//!
//! What is accepted:
//! - Columns are found by name, in any order and any case; `t`, `ax`, `ay`, `az` must be there, `gx`, `gy`, `gz` all or
//!   none. Other columns are ignored. Spaces, empty lines, a byte order mark and Windows line ends are tolerated.
//! - A reading may be empty, NaN or infinite: the row comes with NaN or infinity, and the intake counts it. A reading
//!   that is no number, a row with another count of fields than the header, and a stamp that is not a finite number of
//!   seconds are errors.
//! - Stamps may repeat, jump and now and then step back. More than one step in twenty going back is an error, as are
//!   fewer than two rows, no finite reading at all, steps that are mostly longer than a second (milliseconds?), and
//!   accelerations of which half are near 1 (g instead of m/s²).

mod check;
mod header;
mod lines;
#[cfg(test)]
mod tests;

use crate::input::{self, InputError, plain};
use crate::output::Progress;
use check::Check;
use header::Columns;
use lines::Lines;
use std::fs::File;
use std::io::Seek;
use std::path::Path;

/// One line of a recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row {
    /// Line of the file, from 1.
    pub(crate) line: u64,
    /// The input's own stamp, seconds; finite.
    pub(crate) t_s: f64,
    /// Specific force, m/s², phone axes; NaN where the file says nothing.
    pub(crate) acc: [f64; 3],
    /// Angular rate, rad/s; none when the recording has no gyroscope.
    pub(crate) gyr: Option<[f64; 3]>,
}

/// What the first reading of a recording told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Summary {
    /// Rows, at least two.
    pub(crate) rows: u64,
    /// Stamp of the first row, seconds.
    pub(crate) first_s: f64,
    /// The latest stamp, seconds.
    pub(crate) last_s: f64,
    /// Whether it has a gyroscope.
    pub(crate) has_gyro: bool,
}

/// A recording that was found sound.
#[derive(Debug)]
pub(crate) struct Recording {
    name: String,
    file: File,
    summary: Summary,
}

impl Recording {
    /// Opens `path` (`-` is standard input) and reads it once through.
    ///
    /// # Errors
    /// [`InputError`] by the rules on top of this module.
    pub(crate) fn open(path: &Path) -> Result<Self, InputError> {
        let (name, file) = input::open(path)?;
        let mut check = Check::default();
        let mut rows = Rows::new(&name, &file, Some("checking"))?;
        let has_gyro = rows.columns.has_gyro();
        for row in &mut rows {
            check.add(&row?);
        }
        drop(rows);
        let (rows, first_s, last_s) =
            check.finish().map_err(|(line, what)| InputError { name: name.clone(), line, what })?;
        Ok(Self { name, file, summary: Summary { rows, first_s, last_s, has_gyro } })
    }

    /// The file's name without folders, as a session keeps it.
    pub(crate) fn name(&self) -> &str {
        self.name.rsplit(['/', '\\']).next().unwrap_or(&self.name)
    }

    /// What it holds.
    pub(crate) fn summary(&self) -> Summary {
        self.summary
    }

    /// All rows from the first. With a `label` long reading shows its progress on a terminal.
    ///
    /// # Errors
    /// [`InputError`] when the file cannot be read any more.
    pub(crate) fn rows(&mut self, label: Option<&'static str>) -> Result<Rows<'_>, InputError> {
        Rows::new(&self.name, &self.file, label)
    }
}

/// The rows of a recording, in the order of the file.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    name: &'a str,
    lines: Lines<'a>,
    columns: Columns,
}

impl<'a> Rows<'a> {
    fn new(name: &'a str, mut file: &'a File, label: Option<&'static str>) -> Result<Self, InputError> {
        file.rewind().map_err(|e| InputError::whole(name, plain(&e)))?;
        let total = file.metadata().map_or(0, |m| m.len());
        let progress = label.map(|label| Progress::long(label, total));
        let at = |(line, what)| InputError { name: name.to_owned(), line, what };
        let mut lines = Lines::new(file, progress).map_err(|e| InputError::whole(name, plain(&e)))?;
        let columns = match lines.next_line().map_err(at)? {
            Some((line, text)) => Columns::read(text).map_err(|what| InputError::at(name, line, what))?,
            None => return Err(InputError::whole(name, "is empty")),
        };
        Ok(Self { name, lines, columns })
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.lines.next_line() {
            Ok(None) => None,
            Ok(Some((line, text))) => {
                Some(self.columns.row(line, text).map_err(|what| InputError::at(self.name, line, what)))
            }
            Err((line, what)) => Some(Err(InputError { name: self.name.to_owned(), line, what })),
        }
    }
}
