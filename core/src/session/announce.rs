//! Cues ahead of time: what is planned becomes [`CueAt`]s early enough for the host to schedule (SEAMS, *cues*).
//!
//! In: the plan, where the session stands in it, and the clock. Out: cue events, cancellations, and the masks that the
//! cues put on the sensor. Ids rise; no cue is told twice; a cancelled one is never told again.

use super::{Event, says};
use crate::cues::{Cue, CueAt, CueId, cues_of};
use crate::routine::Routine;
use crate::time::{MonoTime, Nanos};
use crate::timeline::{Mask, Plan, Span};
use std::collections::VecDeque;

/// Planned cues are told so long before they are due: more than the 500 ms that hosts rely on, with room for a tick.
const AHEAD: Nanos = Nanos(1_500_000_000);
/// Cues are laid out so far ahead, so that an announcement before a phase is found in time.
const LAY_OUT: Nanos = Nanos(15_000_000_000);
/// A cue that could not be played by then is dropped.
const LATE: Nanos = Nanos(300_000_000);
/// A sentence may sound so long: how long it takes is the voice's affair.
const SENTENCE: Nanos = Nanos(6_000_000_000);
/// Cues whose masks may still be moved.
const REMEMBERED: usize = 16;

/// A mask, named by the cue that makes it: provisional until the cue is played.
pub(super) type NamedMask = (u64, Mask);

#[derive(Debug, Clone, Copy)]
struct Told {
    id: CueId,
    end: MonoTime,
    mask: Option<Nanos>,
}

/// The cues of a session.
#[derive(Debug, Clone, Default)]
pub(super) struct Announcer {
    next: u64,
    /// What is laid out, with the phase it belongs to.
    waiting: VecDeque<(MonoTime, usize, Cue)>,
    told: VecDeque<Told>,
    /// Next phase of the plan to lay out, and when it begins.
    cursor: Option<(usize, MonoTime)>,
    /// First phase that is not laid out: its breaths have no clock.
    until: usize,
    /// Cues that came too late to be told.
    dropped: u32,
}

impl Announcer {
    /// Phase `index` of the plan begins at `at`; what was laid out before is forgotten. Phases from `until` on are not
    /// laid out.
    pub(super) fn begin(&mut self, index: usize, at: MonoTime, until: usize) {
        self.waiting.clear();
        self.cursor = Some((index, at));
        self.until = until;
    }

    /// What was laid out of phase `index` and of those after it is forgotten: they begin at `at` in a new plan.
    pub(super) fn again(&mut self, index: usize, at: MonoTime, until: usize) {
        self.waiting.retain(|(_, of, _)| *of < index);
        self.cursor = Some((index, at));
        self.until = until;
    }

    /// How many cues came too late to be told.
    pub(super) fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Tells what is due soon.
    pub(super) fn tell(
        &mut self,
        plan: &Plan,
        routine: &Routine,
        now: MonoTime,
        events: &mut Vec<Event>,
        masks: &mut Vec<NamedMask>,
    ) {
        while let Some((index, start)) = self.cursor
            && start <= now + LAY_OUT
            && index < self.until
        {
            let Some(phase) = plan.phases().get(index) else {
                self.cursor = None;
                break;
            };
            for (offset, cue) in cues_of(plan, index, says::setup(routine, plan, index)) {
                let due = start + offset;
                let place = self.waiting.partition_point(|(t, ..)| *t <= due);
                self.waiting.insert(place, (due, index, cue));
            }
            self.cursor = Some((index + 1, start + phase.length));
        }
        while let Some((due, ..)) = self.waiting.front()
            && *due <= now + AHEAD
        {
            let Some((due, _, cue)) = self.waiting.pop_front() else { break };
            // Late only when the host itself was asleep: an old word in a new phase confuses.
            if due + LATE >= now {
                self.emit(due, cue, events, masks);
            } else {
                self.dropped += 1;
            }
        }
    }

    /// Nothing planned is to be heard any more, and what sounds is to stop.
    pub(super) fn cancel(&mut self, now: MonoTime, events: &mut Vec<Event>) {
        self.waiting.clear();
        self.cursor = None;
        if let Some(told) = self.told.iter().find(|t| t.end > now) {
            events.push(Event::CancelCuesFrom(told.id));
        }
        self.told.retain(|t| t.end <= now);
    }

    /// The cue `id` was heard at `at`: its mask lies there now.
    pub(super) fn played(&mut self, id: CueId, at: MonoTime) -> Option<NamedMask> {
        let length = self.told.iter().find(|t| t.id == id)?.mask?;
        Some((id.0, Mask { span: Span { start: at, end: at + length } }))
    }

    /// Tells `cue` for `due`: now for an answer, later for what is planned.
    pub(super) fn emit(&mut self, due: MonoTime, cue: Cue, events: &mut Vec<Event>, masks: &mut Vec<NamedMask>) {
        let id = CueId(self.next);
        self.next += 1;
        let mask = cue.mask_length();
        let latest = due + LATE;
        if let Some(length) = mask {
            masks.push((id.0, Mask { span: Span { start: due, end: latest + length } }));
        }
        let sounding = cue.tone.map_or(Nanos(0), |(_, length)| length);
        let said = if cue.say.is_some() { SENTENCE } else { Nanos(0) };
        if self.told.len() == REMEMBERED {
            self.told.pop_front();
        }
        self.told.push_back(Told { id, end: due + sounding.max(said).max(LATE), mask });
        events.push(Event::Cue(CueAt { id, due, latest, what: cue }));
    }
}
