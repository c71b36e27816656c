//! What the session does about each wish: the acts of the [`table`](super::table).
//!
//! In: commands, answers, interruptions and what the phone felt, each with its instant. Out: the stage that follows, and
//! the events that tell it.

use super::container::{self, FrameKind};
use super::io::{Answer, Command, Event, Input};
use super::machine::{Gathered, Session, Stage};
use super::record::Ending;
use super::says;
use super::setup::Begin;
use super::table::{Act, Wish, act};
use crate::cues::{self, Cue};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{Cycle, Outcome};
use crate::words::Text;

/// Time to hear what the first posture asks, where no phone is waited for.
pub const INSTRUCTION: Nanos = Nanos(5_000_000_000);

impl Session {
    /// Does what the table says about `wish`; `why` is said when it makes the session wait.
    pub(super) fn wish(&mut self, now: MonoTime, wish: Wish, why: Option<Text>, out: &mut Gathered) {
        match act(self.stage.state(), wish) {
            // Which pace and what was felt come with their inputs: they are done there.
            Act::No | Act::Pace | Act::Tell => {}
            Act::Begin => self.begin(now, out),
            Act::Pause => self.pause(now, why.unwrap_or_else(says::paused_by_user), false, out),
            Act::Ask => self.pause(now, says::paused_by_lift(), true, out),
            Act::Resume => {
                if wish == Wish::Taps {
                    self.take_offer();
                }
                self.resume(now, out);
            }
            Act::Skip => self.skip(now, out),
            Act::Redo => self.redo(now, out),
            Act::EndForPain => {
                out.events.push(Event::Answered(Answer::Pain(true)));
                self.end(now, Ending::Pain, out);
            }
            Act::Note => {
                out.events.push(Event::Answered(Answer::Pain(true)));
                self.record.pain_before = Some(true);
                self.message = Some(says::pain_before());
            }
            Act::Fine => {
                out.events.push(Event::Answered(Answer::Pain(false)));
                self.record.pain_before = Some(false);
                self.message = None;
            }
            Act::NoteAfter => {
                out.events.push(Event::Answered(Answer::Pain(true)));
                self.record.pain_after = Some(true);
                self.close(Some(says::pain_after()));
            }
            Act::NoPain => {
                out.events.push(Event::Answered(Answer::Pain(false)));
                if let Stage::Paused { index, .. } = self.stage {
                    self.stage = Stage::Paused { index, lifted: false };
                    self.message = Some(says::lay_back());
                } else {
                    self.record.pain_after = Some(false);
                    self.close(None);
                }
            }
            // All of it is done: only the last rep is still being judged.
            Act::Stop if matches!(self.stage, Stage::Closing { .. }) => self.finish(Ending::Finished, out),
            Act::Stop => self.end(now, Ending::Stopped, out),
            Act::Close => self.close(None),
            Act::End if matches!(self.stage, Stage::Closing { .. }) => {
                self.finish(Ending::Finished, out);
                self.close(None);
            }
            Act::End => self.end(now, Ending::Interrupted, out),
        }
    }

    pub(super) fn command(&mut self, now: MonoTime, command: Command, out: &mut Gathered) {
        let wish = match command {
            Command::Start => Wish::Start,
            Command::Pause => Wish::Pause,
            Command::Resume => Wish::Resume,
            Command::Skip => Wish::Skip,
            Command::Redo => Wish::Redo,
            Command::Pain => Wish::Pain,
            Command::Stop => Wish::Stop,
            Command::Slower | Command::FreePace | Command::KeepPace => {
                if act(self.stage.state(), Wish::Pace) == Act::Pace {
                    self.change_pace(now, command, out);
                }
                return;
            }
        };
        self.wish(now, wish, None, out);
    }

    pub(super) fn answered(&mut self, now: MonoTime, answer: Answer, out: &mut Gathered) {
        match answer {
            Answer::Pain(true) => self.wish(now, Wish::Pain, None, out),
            Answer::Pain(false) => self.wish(now, Wish::NoPain, None, out),
            Answer::Felt(felt) => {
                if act(self.stage.state(), Wish::Felt) == Act::Tell {
                    out.events.push(Event::Answered(answer));
                    self.record.felt = Some(felt);
                    self.stage = Stage::Result;
                }
            }
        }
    }

    fn begin(&mut self, now: MonoTime, out: &mut Gathered) {
        self.record.started_at = now;
        // A header is plain data: it always has a JSON form.
        if let Ok(header) = serde_json::to_vec(&self.setup) {
            container::append(&mut out.journal, FrameKind::Header, &header);
        }
        // It was told before there was a journal.
        if let Some(hurts) = self.record.pain_before {
            let input = container::write_input(now, &Input::Answer(Answer::Pain(hurts)));
            container::append(&mut out.journal, FrameKind::Input, &input);
        }
        let input = container::write_input(now, &Input::Command(Command::Start));
        container::append(&mut out.journal, FrameKind::Input, &input);
        for (name, mask) in (0..).zip(&self.setup.masks) {
            self.tracker.mask(name, *mask);
        }
        self.message = None;
        if let Begin::At(begins) = self.setup.begin {
            self.stage = Stage::CountIn { index: 0, begins };
            self.announcer.begin(0, begins, usize::MAX);
            return;
        }
        let first = self.plan.phases().first().map(|p| p.block);
        let words = says::start(first, self.setup.routine.blocks.first(), self.setup.settings.cues_only);
        self.announcer.emit(now, Cue::say(words), &mut out.events, &mut out.masks);
        if self.setup.settings.cues_only {
            let begins = now + INSTRUCTION;
            self.stage = Stage::CountIn { index: 0, begins };
            self.announcer.begin(0, begins, usize::MAX);
        } else {
            self.stage = Stage::Placing { since: now };
        }
    }

    pub(super) fn pause(&mut self, now: MonoTime, why: Text, lifted: bool, out: &mut Gathered) {
        let index = match self.stage {
            Stage::Running { index, .. } => self.plan.rep_start(index),
            Stage::CountIn { index, .. } | Stage::Signs { back: index, .. } | Stage::Paused { index, .. } => index,
            Stage::Placing { .. } => 0,
            // The last rep is being judged: there is nothing left to wait with.
            _ => return,
        };
        self.break_off(now, Outcome::Aborted, out);
        self.stage = Stage::Paused { index, lifted };
        let why = if self.pace.offered && !lifted { says::paused_with_offer() } else { why };
        self.message = Some(why.clone());
        // A clock that jumped paused it in the past; what is said of it is for now.
        self.announcer.emit(self.now, cues::paused(why.clone()), &mut out.events, &mut out.masks);
        out.events.push(Event::Paused(why));
    }

    fn resume(&mut self, now: MonoTime, out: &mut Gathered) {
        if let Stage::Paused { index, .. } = self.stage {
            self.message = None;
            self.count_in(index, now, out);
        }
    }

    fn skip(&mut self, now: MonoTime, out: &mut Gathered) {
        match self.stage {
            Stage::Placing { .. } => {
                self.announcer.cancel(now, &mut out.events);
                self.tell_and_count_in(says::unmeasured(), 0, now, out);
            }
            Stage::Running { index, .. } | Stage::CountIn { index, .. } | Stage::Paused { index, .. } => {
                self.break_off(now, Outcome::Skipped, out);
                let next = self.plan.rep_end(index);
                if let Some(skipped) = self.plan.phases().get(index).copied() {
                    self.block_over(&skipped, next, out);
                }
                self.go_to(next, now, out);
            }
            Stage::Signs { back, .. } => {
                self.break_off(now, Outcome::Skipped, out);
                self.count_in(back, now, out);
            }
            Stage::Felt => self.stage = Stage::Result,
            Stage::Result => self.stage = Stage::PainCheck,
            Stage::PainCheck => self.close(None),
            Stage::Idle | Stage::Closing { .. } | Stage::Done => {}
        }
    }

    /// What runs ends here, and nothing planned is heard any more.
    pub(super) fn break_off(&mut self, now: MonoTime, outcome: Outcome, out: &mut Gathered) {
        match self.stage {
            Stage::Running { index, started, attempt } => {
                self.perform(index, started, now, attempt, outcome);
                self.tracker.cut(now, outcome);
            }
            Stage::Signs { back, span, attempt } => {
                self.signs_done(back, span.start, now, attempt, outcome);
                self.tracker.cut(now, outcome);
            }
            _ => {}
        }
        self.announcer.cancel(now, &mut out.events);
        self.pace.running = None;
        self.live = None;
    }

    /// The next rep begins after a count-in; past the last one the session is over.
    fn go_to(&mut self, index: usize, now: MonoTime, out: &mut Gathered) {
        if index < self.plan.phases().len() {
            self.count_in(index, now, out);
        } else {
            self.finish(Ending::Finished, out);
        }
    }

    /// The last finished rep is done once more; what follows it in the plan follows it again.
    fn redo(&mut self, now: MonoTime, out: &mut Gathered) {
        let plan = &self.plan;
        let planned = |c: &Cycle<'_>| plan.phases().iter().position(|p| (p.block, p.key) == (c.block, c.key));
        // The running rep's first phases are done; it is not.
        let whole = |c: &Cycle<'_>, index| c.is_done() && plan.rep_end(index) - index == c.phases.len();
        let reps = self.performed.cycles().filter(|c| c.block.is_judged());
        let Some(index) = reps.filter_map(|c| planned(&c).filter(|index| whole(&c, *index))).last() else { return };
        self.break_off(now, Outcome::Aborted, out);
        self.count_in(index, now, out);
    }

    fn end(&mut self, now: MonoTime, ending: Ending, out: &mut Gathered) {
        self.break_off(now, Outcome::Aborted, out);
        self.finish(ending, out);
    }

    /// The routine is over: judges what can be judged, tells it, and asks what was felt where someone is there to ask.
    pub(super) fn finish(&mut self, ending: Ending, out: &mut Gathered) {
        // Over before the last findings: none of them is to pause it or to be tried again.
        self.stage = Stage::Done;
        self.tracker.finish();
        self.findings(out);
        self.record.ending = ending;
        self.live = None;
        let (message, cue) = match ending {
            Ending::Pain => (says::pain(), cues::paused(says::pain())),
            Ending::Finished => (says::ending(ending), cues::finished()),
            Ending::Stopped | Ending::Interrupted => (says::ending(ending), cues::paused(says::ending(ending))),
        };
        self.message = Some(message);
        self.announcer.emit(self.now, cue, &mut out.events, &mut out.masks);
        out.events.push(Event::Finished(ending));
        let asked = match ending {
            Ending::Finished => true,
            Ending::Stopped => self.reps_done() > 0,
            Ending::Pain | Ending::Interrupted => false,
        };
        if asked && self.is_live() {
            self.message = None;
            self.stage = if self.reps_done() > 0 { Stage::Felt } else { Stage::PainCheck };
        }
    }

    fn close(&mut self, told: Option<Text>) {
        self.stage = Stage::Done;
        self.message = told.or_else(|| Some(says::ending(self.record.ending)));
    }

    /// Reps of judged blocks that were done, measured or not.
    pub(super) fn reps_done(&self) -> usize {
        let mut done: Vec<_> = self.performed.cycles().filter(|c| c.block.is_judged() && c.is_done()).collect();
        done.dedup_by_key(|c| (c.block, c.key));
        done.len()
    }
}
