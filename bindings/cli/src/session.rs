//! A session driven from the command line: paced, shown, journalled, saved, reported.
//!
//! In: a [`Setup`] and its inputs. Out: the live view while it runs; then the saved row, the report and what came of it.

use crate::commands::{Face, report};
use crate::failure::Failure;
use crate::input::plain;
use crate::live::{LiveView, Mode};
use crate::sentence::written;
use crate::{furniture, interrupt, output, summary, world};
use proximal::{Engine, Live, Recovered, says};
use proximal_core::cues::CueAt;
use proximal_core::session::{Event, Input, Interruption, SessionId, SessionRecord, Setup, State, Trace};
use proximal_core::time::MonoTime;
use proximal_core::words::Lang;
use serde::Serialize;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// From this speed on nothing is waited for.
pub(crate) const AS_FAST_AS_IT_GOES: f64 = 1000.0;

/// A running session with its view.
pub(crate) struct Drive<'e> {
    live: Live,
    engine: &'e Engine,
    view: LiveView,
    /// A first Ctrl-C ends the session, which is then saved.
    _hold: interrupt::Hold,
    waiting: Vec<CueAt>,
    speed: f64,
    began: Option<(Instant, MonoTime)>,
    told: bool,
    state: State,
}

/// A session that is over, with what is needed to save it.
pub(crate) struct Ended {
    record: SessionRecord,
    trace: Trace,
    live: Option<Live>,
    journal: Option<PathBuf>,
    note: Option<String>,
}

impl<'e> Drive<'e> {
    pub(crate) fn new(engine: &'e Engine, setup: Setup, db: &Path, speed: f64, face: Face) -> Self {
        Self {
            live: Live::new(setup, db),
            engine,
            view: LiveView::new(Mode::of(face.json), face.lang),
            _hold: interrupt::hold(),
            waiting: Vec::new(),
            speed,
            began: None,
            told: false,
            state: State::Idle,
        }
    }

    /// Where the session stood after the last input.
    pub(crate) fn state(&self) -> State {
        self.state
    }

    pub(crate) fn is_done(&self) -> bool {
        self.live.is_done()
    }

    /// One input; what it brought about is shown and returned.
    pub(crate) fn step(&mut self, now: MonoTime, input: Input<'_>) -> Result<Vec<Event>, Failure> {
        let out = self.live.step(now, input);
        self.state = out.snapshot.state;
        for event in &out.events {
            match event {
                Event::Cue(cue) => self.waiting.push(cue.clone()),
                Event::CancelCuesFrom(id) => self.waiting.retain(|c| c.id < *id),
                _ => {}
            }
        }
        if self.live.is_over() && !out.events.is_empty() {
            // What cannot be saved now is saved at the end, or told there.
            let _ = self.engine.keep(&self.live, &out.events, world::env()?);
        }
        self.view.show(&out.snapshot, &out.events)?;
        Ok(out.events)
    }

    /// Cues that are to be heard by `now`.
    pub(crate) fn due(&mut self, now: MonoTime) -> Vec<CueAt> {
        self.waiting.extract_if(.., |c| c.due <= now).collect()
    }

    /// Lets the wall clock come to where the session's is.
    pub(crate) fn wait_for(&mut self, now: MonoTime) {
        if self.speed >= AS_FAST_AS_IT_GOES {
            return;
        }
        let (since, from) = *self.began.get_or_insert_with(|| (Instant::now(), now));
        let due = Duration::try_from_secs_f64((now - from).s() / self.speed).unwrap_or_default();
        if let Some(rest) = due.checked_sub(since.elapsed()) {
            thread::sleep(rest);
        }
    }

    /// What the user asked for since the last call.
    pub(crate) fn wanted(&mut self) -> Vec<Input<'static>> {
        let typed = self.view.poll().map(Input::Command);
        let ended = (interrupt::requested() && !self.told).then_some(Input::Interruption(Interruption::SourceEnded));
        self.told |= ended.is_some();
        typed.into_iter().chain(ended).collect()
    }

    /// Gives the terminal back; the session is over or as good as.
    pub(crate) fn end(mut self) -> Result<Ended, Failure> {
        self.view.close()?;
        let (record, trace) = self.live.result();
        let fault = self.live.take_fault().map(|e| format!("the journal could not be written: {}", plain(&e)));
        let journal = self.live.journal_path().map(Path::to_owned);
        Ok(Ended { record, trace, live: Some(self.live), journal, note: fault })
    }
}

impl Ended {
    /// The session of a journal in the file `journal`.
    pub(crate) fn recovered(recovered: Recovered, journal: &Path) -> Self {
        let note = recovered.cut.map(|cut| format!("{cut}: what came before it is kept"));
        Self { record: recovered.record, trace: recovered.trace, live: None, journal: Some(journal.to_owned()), note }
    }

    /// The session is safe: its journal goes.
    fn saved(self) {
        match (self.live, self.journal) {
            (Some(live), _) => live.saved(),
            // Saved twice is the same row: a journal that stays does no harm.
            (None, Some(path)) => drop(std::fs::remove_file(path)),
            (None, None) => {}
        }
    }
}

/// What came of a session, for machines.
#[derive(Serialize)]
struct Saved<'a> {
    event: &'static str,
    session: &'a SessionRecord,
    db: &'a Path,
    report: Option<&'a Path>,
}

/// Saves the session, writes its report, and says where both are. A Ctrl-C that ended it makes exit code 130.
pub(crate) fn save_and_tell(
    engine: &Engine,
    ended: Ended,
    to: Option<&Path>,
    db: &Path,
    face: Face,
) -> Result<(), Failure> {
    if let Err(mut e) = engine.save(ended.record.clone(), ended.trace.clone(), world::env()?) {
        // One line: why, what else went wrong, and what there is left.
        let noted = ended.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
        let kept = ended.journal.as_ref().map(|j| format!("; as far as it was written it is in {}", j.display()));
        e.detail = format!("{}{noted}{}", e.detail, kept.unwrap_or_default());
        return Err(e.into());
    }
    if let Some(note) = &ended.note {
        warn(note);
    }
    let (record, trace) = (ended.record.clone(), ended.trace.clone());
    ended.saved();
    if let Some(to) = to {
        report::write(&record, Some(&trace), face.lang, to)?;
    }
    if face.json {
        output::print_json_line(&Saved { event: "saved", session: &record, db, report: to })?;
    } else if to != Some(Path::new("-")) {
        let words = furniture::Furniture::new(face.lang);
        let mut text = format!("\n{}\n", summary::text(&record, face.lang));
        text.push_str(&words.saved_in(db, record.id));
        if let Some(to) = to {
            text.push_str(&words.report_in(to));
        }
        output::print(text.as_bytes())?;
    }
    if interrupt::requested() { Err(Failure::Interrupted) } else { Ok(()) }
}

/// Where a demo's report goes: beside its database, named by its session.
pub(crate) fn report_beside(db: &Path, id: SessionId) -> PathBuf {
    db.with_file_name(format!("proximal-{}.html", furniture::short(id)))
}

/// Says what was damaged when the history was opened, and what came over.
pub(crate) fn tell_salvaged(engine: &Engine) {
    for salvaged in engine.salvaged() {
        warn(&written(&says::salvaged(&salvaged), Lang::En));
    }
}

/// Says which sessions were interrupted and how to keep them.
pub(crate) fn tell_interrupted(db: &Path) {
    for journal in proximal::interrupted(db) {
        let (journal, db) = (journal.display(), db.display());
        warn(&format!(
            "an interrupted session was found. Keep it: proximal replay '{journal}' --db '{db}'. Drop it: delete {journal}"
        ));
    }
}

/// Says `what` in a line on standard error.
pub(crate) fn warn(what: &str) {
    // A closed standard error leaves nobody to warn.
    let _ = writeln!(std::io::stderr(), "proximal: {what}");
}
