//! A session as lines, for pipes and for machines.
//!
//! In: snapshots and events. Out: a line for each thing that is said, judged or wrong, when its time has come; or a JSON
//! object for every event as it comes.

use crate::furniture::{self, shape};
use crate::sentence;
use proximal_core::cues::CueAt;
use proximal_core::motion::RepRecord;
use proximal_core::session::{Event, Snapshot, says};
use proximal_core::time::MonoTime;
use proximal_core::words::{Form, Lang, Text, render};
use serde::Serialize;
use std::collections::VecDeque;
use std::io::{self, Write};

/// Seconds after which the same words are news again: shorter than the shortest breath (FIELD F8), whose cues repeat.
const STALE_S: f64 = 3.0;

/// Plain lines. A cue is announced ahead and may be cancelled, so it waits here until it is due.
#[derive(Debug)]
pub(crate) struct Plain {
    lang: Lang,
    start: Option<MonoTime>,
    waiting: VecDeque<CueAt>,
    message: Option<Text>,
    /// What was said of late and when: an event, its cue and its message are one piece of news.
    recent: Vec<(MonoTime, Text)>,
}

impl Plain {
    /// Lines in `lang`.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, start: None, waiting: VecDeque::new(), message: None, recent: Vec::new() }
    }

    /// Writes what is new.
    pub(crate) fn show(&mut self, snapshot: &Snapshot, events: &[Event], to: &mut impl Write) -> io::Result<()> {
        self.start.get_or_insert(snapshot.at);
        for event in events {
            match event {
                Event::Cue(cue) => self.waiting.push_back(cue.clone()),
                Event::CancelCuesFrom(id) => self.waiting.retain(|cue| cue.id < *id),
                Event::RepFinished(rep) => {
                    self.say_due(snapshot.at, to)?;
                    self.line(snapshot.at, &self.judged(rep), to)?;
                }
                event => {
                    if let Some(text) = told(event) {
                        self.say_due(snapshot.at, to)?;
                        self.news(snapshot.at, &text, Form::Written, to)?;
                    }
                }
            }
        }
        self.say_due(snapshot.at, to)?;
        if snapshot.message != self.message {
            self.message.clone_from(&snapshot.message);
            if let Some(message) = &snapshot.message {
                self.news(snapshot.at, message, Form::Written, to)?;
            }
        }
        Ok(())
    }

    fn judged(&self, rep: &RepRecord) -> String {
        let written = |text: Text| sentence::written(&text, self.lang);
        let (side, verdict) = (written(says::side(rep.key.side)), written(says::verdict(rep.verdict)));
        let mut parts = vec![format!("{side} {}: {} {verdict}.", rep.key.rep, shape(rep.verdict))];
        parts.extend(rep.reasons.iter().map(|r| written(says::reason(*r))));
        parts.join(" ")
    }

    fn say_due(&mut self, now: MonoTime, to: &mut impl Write) -> io::Result<()> {
        while let Some(cue) = self.waiting.pop_front_if(|cue| cue.due <= now) {
            if let Some(text) = &cue.what.say {
                self.news(cue.due, text, Form::Spoken, to)?;
            }
        }
        Ok(())
    }

    /// Says `text`, unless that has just been said in whatever form.
    fn news(&mut self, at: MonoTime, text: &Text, form: Form, to: &mut impl Write) -> io::Result<()> {
        self.recent.retain(|(said, _)| (at - *said).s() < STALE_S);
        if self.recent.iter().any(|(_, said)| said == text) {
            return Ok(());
        }
        self.recent.push((at, text.clone()));
        self.line(at, &render(text, self.lang, form), to)
    }

    fn line(&self, at: MonoTime, text: &str, to: &mut impl Write) -> io::Result<()> {
        let since_s = self.start.map_or(0.0, |start| (at - start).s());
        writeln!(to, "{}  {text}", furniture::clock(since_s))
    }
}

/// What an event that is neither cue nor rep says; none when the cues say it already.
fn told(event: &Event) -> Option<Text> {
    match event {
        Event::Reference(reference) => Some(says::reference(reference.fault)),
        Event::Motion(event) => Some(says::event(event.kind)),
        Event::Paused(why) => Some(why.clone()),
        Event::Finished(ending) => Some(says::ending(*ending)),
        Event::RepFinished(_)
        | Event::Cue(_)
        | Event::CancelCuesFrom(_)
        | Event::PhaseBegan(_)
        | Event::PaceOffered
        | Event::Answered(_)
        | Event::BlockFinished { .. } => None,
    }
}

/// A line of JSON.
#[derive(Debug, Serialize)]
struct EventLine<'a> {
    /// The instant of the session's clock, seconds.
    t_s: f64,
    event: &'a Event,
}

/// Writes every event as a JSON object on a line of its own.
pub(crate) fn json(snapshot: &Snapshot, events: &[Event], to: &mut impl Write) -> io::Result<()> {
    for event in events {
        serde_json::to_writer(&mut *to, &EventLine { t_s: snapshot.at.s(), event })?;
        to.write_all(b"\n")?;
    }
    to.flush()
}
