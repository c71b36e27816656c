//! A session as lines, for pipes and for machines.
//!
//! In: snapshots and events. Out: a line for each thing that is said, judged or wrong, when its time has come; or a JSON
//! object for every event as it comes.

use crate::furniture::{self, shape};
use crate::sentence;
use proximal_core::cues::CueAt;
use proximal_core::session::{Event, Snapshot, says};
use proximal_core::time::MonoTime;
use proximal_core::words::{Lang, Text};
use serde::Serialize;
use std::collections::VecDeque;
use std::io::{self, Write};

/// Plain lines. A cue is announced ahead and may be cancelled, so it waits here until it is due.
#[derive(Debug)]
pub(crate) struct Plain {
    lang: Lang,
    start: Option<MonoTime>,
    waiting: VecDeque<CueAt>,
    message: Option<Text>,
    /// What the last line said: a message that repeats its event is not news.
    last: String,
}

impl Plain {
    /// Lines in `lang`.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, start: None, waiting: VecDeque::new(), message: None, last: String::new() }
    }

    /// Writes what is new.
    pub(crate) fn show(&mut self, snapshot: &Snapshot, events: &[Event], to: &mut impl Write) -> io::Result<()> {
        self.start.get_or_insert(snapshot.at);
        for event in events {
            match event {
                Event::Cue(cue) => self.waiting.push_back(cue.clone()),
                Event::CancelCuesFrom(id) => self.waiting.retain(|cue| cue.id < *id),
                event => {
                    if let Some(text) = self.told(event) {
                        self.say_due(snapshot.at, to)?;
                        self.line(snapshot.at, text, to)?;
                    }
                }
            }
        }
        self.say_due(snapshot.at, to)?;
        if snapshot.message != self.message {
            self.message.clone_from(&snapshot.message);
            if let Some(message) = &snapshot.message {
                self.line(snapshot.at, sentence::written(message, self.lang), to)?;
            }
        }
        Ok(())
    }

    /// What an event that is no cue says; none when the cues say it already.
    fn told(&self, event: &Event) -> Option<String> {
        let written = |text: Text| sentence::written(&text, self.lang);
        match event {
            Event::RepFinished(rep) => {
                let (side, verdict) = (written(says::side(rep.key.side)), written(says::verdict(rep.verdict)));
                let mut parts = vec![format!("{side} {}: {} {verdict}.", rep.key.rep, shape(rep.verdict))];
                parts.extend(rep.reasons.iter().map(|r| written(says::reason(*r))));
                Some(parts.join(" "))
            }
            Event::Reference(reference) => Some(written(says::reference(reference.fault))),
            Event::Motion(event) => Some(written(says::event(event.kind))),
            Event::Paused(why) => Some(sentence::written(why, self.lang)),
            Event::Finished(ending) => Some(written(says::ending(*ending))),
            Event::Cue(_) | Event::CancelCuesFrom(_) | Event::PhaseBegan(_) | Event::BlockFinished { .. } => None,
        }
    }

    fn say_due(&mut self, now: MonoTime, to: &mut impl Write) -> io::Result<()> {
        while let Some(cue) = self.waiting.pop_front_if(|cue| cue.due <= now) {
            if let Some(text) = &cue.what.say {
                // The same cue comes again with every rep, so it is always news.
                self.last.clear();
                self.line(cue.due, sentence::spoken(text, self.lang), to)?;
            }
        }
        Ok(())
    }

    fn line(&mut self, at: MonoTime, text: String, to: &mut impl Write) -> io::Result<()> {
        if text == self.last {
            return Ok(());
        }
        let since_s = self.start.map_or(0.0, |start| (at - start).s());
        writeln!(to, "{}  {text}", furniture::clock(since_s))?;
        self.last = text;
        Ok(())
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
