//! A session as lines, for pipes and for machines.
//!
//! In: snapshots and events. Out: a line for each thing that is said, judged or wrong, when its time has come; or a JSON
//! object for every event as it comes.

use super::furniture::Furniture;
use super::look::shape;
use crate::sentence;
use proximal_core::cues::CueAt;
use proximal_core::session::{Event, Snapshot};
use proximal_core::time::MonoTime;
use proximal_core::words::{Form, Lang, Text};
use serde::Serialize;
use std::collections::VecDeque;
use std::io::{self, Write};

/// Plain lines. A cue is announced ahead and may be cancelled, so it waits here until it is due.
#[derive(Debug)]
pub(crate) struct Plain {
    lang: Lang,
    words: Furniture,
    start: Option<MonoTime>,
    waiting: VecDeque<CueAt>,
    message: Option<Text>,
}

impl Plain {
    /// Lines in `lang`.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, words: Furniture::new(lang), start: None, waiting: VecDeque::new(), message: None }
    }

    /// Writes what is new.
    pub(crate) fn show(&mut self, snapshot: &Snapshot, events: &[Event], to: &mut impl Write) -> io::Result<()> {
        self.start.get_or_insert(snapshot.at);
        for event in events {
            match event {
                Event::Cue(cue) => self.waiting.push_back(cue.clone()),
                Event::CancelCuesFrom(id) => self.waiting.retain(|cue| cue.id < *id),
                Event::RepFinished(rep) => {
                    let (side, verdict) = (self.words.side(rep.key.side), self.words.verdict(rep.verdict));
                    self.say_due(snapshot.at, to)?;
                    let text = format!("{side} {}: {} {verdict}", rep.key.rep, shape(rep.verdict));
                    self.line(snapshot.at, &text, to)?;
                }
                Event::Reference(_)
                | Event::Motion(_)
                | Event::Paused(_)
                | Event::Finished(_)
                | Event::BlockFinished { .. }
                | Event::PhaseBegan(_) => {}
            }
        }
        self.say_due(snapshot.at, to)?;
        if snapshot.message != self.message {
            self.message.clone_from(&snapshot.message);
            if let Some(message) = &snapshot.message {
                let text = sentence::render(message, self.lang, Form::Written);
                self.line(snapshot.at, &text, to)?;
            }
        }
        Ok(())
    }

    fn say_due(&mut self, now: MonoTime, to: &mut impl Write) -> io::Result<()> {
        while let Some(cue) = self.waiting.pop_front_if(|cue| cue.due <= now) {
            if let Some(text) = &cue.what.say {
                let text = sentence::render(text, self.lang, Form::Spoken);
                self.line(cue.due, &text, to)?;
            }
        }
        Ok(())
    }

    fn line(&self, at: MonoTime, text: &str, to: &mut impl Write) -> io::Result<()> {
        let since_s = self.start.map_or(0.0, |start| (at - start).s()).max(0.0);
        let (minutes, seconds) = ((since_s / 60.0).floor(), since_s % 60.0);
        writeln!(to, "{minutes:>3.0}:{seconds:04.1}  {text}")
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
