//! Lines of a text file that may be gzip, with bounded memory.
//!
//! In: an open file at its start. Out: its lines that are not empty, with their numbers, or what is wrong and where.

use crate::input::plain;
use crate::output::Progress;
use flate2::bufread::MultiGzDecoder;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// A row of sensor readings has about a hundred bytes; without this bound a file without line ends would fill memory.
const LINE_BYTES: u64 = 1 << 16;

/// Fewer system calls than the standard 8 KB; recordings run to hundreds of megabytes.
const BUFFER_BYTES: usize = 1 << 17;

/// A line number, where one is meant, and what is wrong there.
pub(super) type Fault = (Option<u64>, String);

/// The lines of a file.
pub(super) struct Lines<'a> {
    from: Box<dyn BufRead + 'a>,
    line: Vec<u8>,
    number: u64,
    gzip: bool,
    over: bool,
}

impl<'a> Lines<'a> {
    /// The lines of `file` from where it stands; gzip is told by its first two bytes.
    pub(super) fn new(file: &'a File, progress: Option<Progress>) -> io::Result<Self> {
        let mut raw = BufReader::with_capacity(BUFFER_BYTES, Counted { file, progress });
        let gzip = raw.fill_buf()?.starts_with(&[0x1f, 0x8b]);
        let from: Box<dyn BufRead> = if gzip {
            Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(raw)))
        } else {
            Box::new(raw)
        };
        Ok(Self { from, line: Vec::new(), number: 0, gzip, over: false })
    }

    /// The next line that is not empty, trimmed; none at the end, and after a fault.
    pub(super) fn next_line(&mut self) -> Result<Option<(u64, &str)>, Fault> {
        loop {
            if self.over {
                return Ok(None);
            }
            self.line.clear();
            let read = self.from.by_ref().take(LINE_BYTES + 1).read_until(b'\n', &mut self.line);
            match read {
                Ok(0) => {
                    self.over = true;
                    return Ok(None);
                }
                Ok(_) => self.number += 1,
                Err(e) => return Err(self.unreadable(&e)),
            }
            if let Some(what) = not_text(&self.line, self.number) {
                return Err(self.fault(what));
            }
            if self.line.len() as u64 > LINE_BYTES {
                return Err(self.fault("is longer than 65536 bytes: not a CSV recording"));
            }
            if self.line.iter().any(|b| !b.is_ascii_whitespace()) {
                break;
            }
        }
        let Ok(text) = std::str::from_utf8(&self.line) else {
            self.over = true;
            return Err((Some(self.number), "is not UTF-8 text".to_owned()));
        };
        Ok(Some((self.number, text.trim())))
    }

    fn fault(&mut self, what: &str) -> Fault {
        self.over = true;
        (Some(self.number), what.to_owned())
    }

    fn unreadable(&mut self, e: &io::Error) -> Fault {
        self.over = true;
        let after = format!("after line {}", self.number);
        match e.kind() {
            ErrorKind::UnexpectedEof if self.gzip => (None, format!("gzip data end too early, {after}")),
            ErrorKind::InvalidInput | ErrorKind::InvalidData if self.gzip => {
                (None, format!("gzip data are damaged, {after}"))
            }
            _ => (None, format!("cannot be read, {after}: {}", plain(e))),
        }
    }
}

impl fmt::Debug for Lines<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").field("number", &self.number).field("gzip", &self.gzip).finish_non_exhaustive()
    }
}

/// What a line that is no text looks like, by what people hand over most.
fn not_text(line: &[u8], number: u64) -> Option<&'static str> {
    if number == 1 && (line.starts_with(&[0xff, 0xfe]) || line.starts_with(&[0xfe, 0xff])) {
        return Some("is UTF-16 text: save it as UTF-8");
    }
    if number == 1 && line.starts_with(b"PK\x03\x04") {
        return Some("is a zip archive: unpack it first (only gzip is read as it is)");
    }
    line.contains(&0).then_some("is binary, not CSV text")
}

/// The file's own bytes, counted before they are unpacked.
struct Counted<'a> {
    file: &'a File,
    progress: Option<Progress>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        if let Some(progress) = &mut self.progress {
            progress.add(n as u64);
        }
        Ok(n)
    }
}
