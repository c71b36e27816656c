//! A live session with its journal on disk: what the faces drive.
//!
//! In: the inputs of a session, as the host has them. Out: its outputs; beside the database a journal that a killed app
//! leaves behind, and that [`recover`] turns into the session as far as it went. A journal that cannot be written never
//! stops the exercise (FIELD F33): it is said once, and the session goes on.

use proximal_core::session::container::ContainerError;
use proximal_core::session::{Answers, Event, Input, Output, Session, SessionId, SessionRecord, Setup, Trace};
use proximal_core::time::MonoTime;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Every journal's last name.
const SUFFIX: &str = "journal";

/// A session that runs.
#[derive(Debug)]
pub struct Live {
    session: Session,
    journal: Option<Journal>,
    fault: Option<io::Error>,
}

#[derive(Debug)]
struct Journal {
    path: PathBuf,
    file: File,
    /// It could not be written to its end, and what came after a hole could not be read.
    broken: bool,
}

impl Live {
    /// A session beside whose database `db` the journal is kept. It begins with the start command.
    pub fn new(setup: Setup, db: &Path) -> Self {
        let (journal, fault) = match Journal::create(db, setup.id) {
            Ok(journal) => (Some(journal), None),
            Err(e) => (None, Some(e)),
        };
        Self { session: Session::new(setup), journal, fault }
    }

    /// One input that the host had at `now`.
    pub fn step(&mut self, now: MonoTime, input: Input<'_>) -> Output {
        let out = self.session.step(now, input);
        if let Some(journal) = self.journal.as_mut().filter(|j| !j.broken) {
            // A finished rep and an answer must survive a power cut; samples may lose seconds (SEAMS, *one container*).
            let lasting = |e: &Event| matches!(e, Event::RepFinished(_) | Event::Finished(_) | Event::Answered(_));
            if let Err(e) = journal.append(&out.journal, out.events.iter().any(lasting)) {
                log::warn!("the journal cannot be written: {e}");
                self.fault = Some(e);
                journal.broken = true;
            }
        }
        out
    }

    /// Why there is no journal, or none of all of it; told once.
    pub fn take_fault(&mut self) -> Option<io::Error> {
        self.fault.take()
    }

    /// Whether it is over.
    pub fn is_done(&self) -> bool {
        self.session.is_done()
    }

    /// Whether its routine is over: only questions may follow.
    pub fn is_over(&self) -> bool {
        self.session.is_over()
    }

    /// What was answered so far, and of which session.
    pub fn answers(&self) -> (SessionId, Answers) {
        let record = self.session.record();
        (record.id, record.answers())
    }

    /// The session and its signals as they would be saved now.
    pub fn result(&self) -> (SessionRecord, Trace) {
        (self.session.record(), self.session.trace().clone())
    }

    /// The session is saved: its journal is not needed any more.
    pub fn saved(self) {
        if let Some(journal) = self.journal {
            // One that stays behind is offered again at the next start; nothing is lost.
            let _ = fs::remove_file(journal.path);
        }
    }

    /// Where the journal is, as far as it goes, for a user whose session could not be saved.
    pub fn journal_path(&self) -> Option<&Path> {
        self.journal.as_ref().map(|j| j.path.as_path())
    }
}

impl Journal {
    fn create(db: &Path, id: SessionId) -> io::Result<Self> {
        let path = beside(db, id);
        let file = OpenOptions::new().append(true).create_new(true).open(&path)?;
        // Held while the session runs, so that another start does not take it for a leftover.
        file.try_lock().map_err(io::Error::from)?;
        Ok(Self { path, file, broken: false })
    }

    fn append(&mut self, bytes: &[u8], sync: bool) -> io::Result<()> {
        self.file.write_all(bytes)?;
        if sync { self.file.sync_data() } else { Ok(()) }
    }
}

fn beside(db: &Path, id: SessionId) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push(format!(".{id}.{SUFFIX}"));
    PathBuf::from(name)
}

/// Journals beside `db` that no running session writes: interrupted sessions, oldest first.
pub fn interrupted(db: &Path) -> Vec<PathBuf> {
    let folder = db.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(base) = db.file_name().and_then(|n| n.to_str()) else { return Vec::new() };
    let is_ours = |name: &str| {
        let id = name.strip_prefix(base).and_then(|n| n.strip_prefix('.')).and_then(|n| n.strip_suffix(SUFFIX));
        id.and_then(|n| n.strip_suffix('.')).is_some_and(|id| SessionId::parse(id).is_some())
    };
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let ours = entries.filter(|e| e.file_name().to_str().is_some_and(is_ours)).map(|e| e.path());
    let mut free: Vec<PathBuf> = ours.filter(|p| File::open(p).is_ok_and(|f| f.try_lock().is_ok())).collect();
    free.sort();
    free
}

/// What a journal says of the session it was written for.
#[derive(Debug)]
pub struct Recovered {
    /// The session as far as it went.
    pub record: SessionRecord,
    /// Its signals.
    pub trace: Trace,
    /// Where the journal ends before its time, if it does: a killed app leaves that, and no more than a second is lost.
    pub cut: Option<ContainerError>,
}

/// The interrupted session whose journal `bytes` are.
///
/// # Errors
/// [`ContainerError`] when they are no journal, or its beginning is damaged.
pub fn recover(bytes: &[u8]) -> Result<Recovered, ContainerError> {
    let (session, cut) = Session::recover(bytes)?;
    Ok(Recovered { record: session.record(), trace: session.trace().clone(), cut })
}
