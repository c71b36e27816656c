//! Reads what `lines` wrote: all of it or nothing.
//!
//! In: JSON Lines. Out: what was taken, what was here already and what only a newer version can show ([`Imported`]), or
//! [`ImportError`] with the line; then not a row has changed. Reading the same again takes nothing.

use super::lines::{Line, SCHEMA, TraceLine};
use crate::history::error::{Fault, HistoryError};
use crate::history::ops::{self, READER};
use crate::history::schema::local;
use crate::history::store::{Store, traces_file};
use crate::history::{entity, trace};
use data_encoding::{BASE64, HEXLOWER};
use rusqlite::{Transaction, TransactionBehavior, params};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Read as _};

/// No line is longer: the signals of two hours at 200 Hz are a tenth of it.
const LINE_BYTES: u64 = 128 << 20;

/// How many of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Taken {
    /// New here.
    pub new: u64,
    /// New changes of what was here.
    pub changed: u64,
    /// Here already, nothing new about them.
    pub known: u64,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Imported {
    /// Things by their kind: `session`, `rep`, `note` …
    pub things: BTreeMap<String, Taken>,
    /// Signals.
    pub traces: Taken,
    /// Signals left out because they cannot be read.
    pub broken_traces: u64,
    /// Changes that only a newer version understands: kept, not shown.
    pub for_newer: u64,
}

impl Imported {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        let none = |taken: &Taken| taken.new == 0 && taken.changed == 0;
        self.things.values().all(none) && none(&self.traces)
    }
}

/// Why nothing was taken.
#[derive(Debug)]
pub enum ImportError {
    /// A line is not what should stand there.
    Line {
        /// From 1.
        line: u64,
        /// A lowercase fragment.
        what: String,
    },
    /// It says that a newer version wrote it.
    Newer(String),
    /// It could not be read.
    Read(io::Error),
    /// The history could not be written.
    History(HistoryError),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, what } => write!(f, "line {line}: {what}; nothing was taken"),
            Self::Newer(schema) => {
                write!(
                    f,
                    "a newer version wrote this ({schema}, this one knows {SCHEMA}); nothing was taken, update Proximal"
                )
            }
            Self::Read(e) => write!(f, "could not be read: {e}; nothing was taken"),
            Self::History(e) => e.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}

impl Store {
    /// Takes in what `from` holds; `on` hears how many bytes were read.
    ///
    /// # Errors
    /// [`ImportError`]; nothing is changed then, neither here nor in the traces.
    pub fn import(&mut self, from: &mut dyn BufRead, on: &mut dyn FnMut(u64)) -> Result<Imported, ImportError> {
        let (file, beside) = (self.file.clone(), traces_file(&self.file));
        let main_at = |e: Fault| ImportError::History(e.at(&file, "take in the export"));
        let traces_at = |e: Fault| ImportError::History(e.at(&beside, "take in the signals"));
        let store = local(&self.main, "store").map_err(main_at)?;
        let main =
            self.main.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|e| main_at(e.into()))?;
        let traces =
            self.traces.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|e| traces_at(e.into()))?;
        let mut taking =
            Taking { main: &main, traces: &traces, store, done: Imported::default(), seen: BTreeMap::new() };
        let (mut nr, mut bytes) = (0, Vec::new());
        let mut state = State::First;
        loop {
            bytes.clear();
            let read = from.take(LINE_BYTES).read_until(b'\n', &mut bytes).map_err(ImportError::Read)?;
            nr += 1;
            let wrong = |what: &str| ImportError::Line { line: nr, what: what.to_owned() };
            if read == 0 {
                break;
            }
            on(read as u64);
            let line: Line = match (&state, serde_json::from_slice(&bytes)) {
                (State::End, _) => return Err(wrong("stands behind the end")),
                (_, Ok(line)) => line,
                (State::First, Err(_)) => return Err(wrong("this is no export of Proximal (JSON Lines)")),
                (_, Err(e)) if e.is_eof() => return Err(wrong("the file was cut off here")),
                (_, Err(e)) => return Err(wrong(&format!("cannot be read ({e})"))),
            };
            state = state.next(&line).ok_or_else(|| wrong("does not belong here"))??;
            taking.take(&line).map_err(|fault| match fault {
                Fault::Corrupt(what) | Fault::Invalid(what) | Fault::Sql(what) => wrong(&what),
                other => main_at(other),
            })?;
        }
        if !matches!(state, State::End) {
            return Err(ImportError::Line { line: nr, what: "the file was cut off here".to_owned() });
        }
        let done = taking.finish();
        // The blob first, then the row that names it: a cut between the two leaves signals nobody names.
        traces.commit().map_err(|e| traces_at(e.into()))?;
        main.commit().map_err(|e| main_at(e.into()))?;
        Ok(done)
    }
}

/// Where in the file a line stands.
enum State {
    First,
    Within { changes: u64, traces: u64 },
    End,
}

impl State {
    /// What follows `line`; none where it does not belong here.
    fn next(&self, line: &Line) -> Option<Result<Self, ImportError>> {
        match (self, line) {
            (Self::First, Line::Proximal { schema, .. }) if schema == SCHEMA => {
                Some(Ok(Self::Within { changes: 0, traces: 0 }))
            }
            (Self::First, Line::Proximal { schema, .. }) => Some(Err(ImportError::Newer(schema.clone()))),
            (Self::Within { changes, traces }, Line::Change(_)) => {
                Some(Ok(Self::Within { changes: changes + 1, traces: *traces }))
            }
            (Self::Within { changes, traces }, Line::Trace(_)) => {
                Some(Ok(Self::Within { changes: *changes, traces: traces + 1 }))
            }
            (Self::Within { changes, traces }, Line::End { changes: c, traces: t }) if (changes, traces) == (c, t) => {
                Some(Ok(Self::End))
            }
            _ => None,
        }
    }
}

/// Whether an entity was here before, and whether it got something new.
#[derive(Debug, Clone, Copy)]
struct Seen {
    before: bool,
    got: bool,
}

struct Taking<'t> {
    main: &'t Transaction<'t>,
    traces: &'t Transaction<'t>,
    store: [u8; 16],
    done: Imported,
    seen: BTreeMap<(String, Vec<u8>), Seen>,
}

impl Taking<'_> {
    fn take(&mut self, line: &Line) -> Result<(), Fault> {
        match line {
            Line::Change(change) => {
                let op = change.op().ok_or_else(|| Fault::invalid("this is no change"))?;
                let known = entity::named(&op.ent_type);
                let newer = known.is_none() || op.min_reader > READER;
                let key = (op.ent_type.clone(), op.ent_id.clone());
                if !newer && !self.seen.contains_key(&key) {
                    let before = known.map_or(Ok(false), |entity| ops::knows(self.main, entity, &op.ent_id))?;
                    self.seen.insert(key.clone(), Seen { before, got: false });
                }
                let added = ops::take(self.main, &op)?;
                if let Some(seen) = self.seen.get_mut(&key) {
                    seen.got |= added;
                }
                self.done.for_newer += u64::from(newer && added);
                Ok(())
            }
            Line::Trace(line) => self.trace(line),
            Line::Proximal { .. } | Line::End { .. } => Ok(()),
        }
    }

    fn trace(&mut self, line: &TraceLine) -> Result<(), Fault> {
        let id: Option<[u8; 16]> = HEXLOWER.decode(line.id.as_bytes()).ok().and_then(|id| id.try_into().ok());
        let bytes = BASE64.decode(line.base64.as_bytes()).ok();
        let (Some(id), Some(bytes)) = (id, bytes) else { return Err(Fault::invalid("these are no signals")) };
        if trace::decode(&bytes).is_err() {
            self.done.broken_traces += 1;
            return Ok(());
        }
        // What is here stays: the same signals, thinned perhaps, and a thinned trace cannot be made whole by half a copy.
        let mut insert = self.traces.prepare_cached(
            "INSERT INTO traces (id, written_ms, thinned_ms, bytes, store) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO NOTHING",
        )?;
        let added = insert.execute(params![id, line.written_ms, line.thinned_ms, bytes, self.store])?;
        if added > 0 {
            self.done.traces.new += 1;
        } else {
            self.done.traces.known += 1;
        }
        Ok(())
    }

    fn finish(self) -> Imported {
        let mut done = self.done;
        for ((kind, _), seen) in self.seen {
            let taken = done.things.entry(kind).or_default();
            match seen {
                Seen { got: false, .. } => taken.known += 1,
                Seen { before: true, .. } => taken.changed += 1,
                Seen { before: false, .. } => taken.new += 1,
            }
        }
        done
    }
}
