//! The session's state machine: `step(input) -> output` (DESIGN §4).
//!
//! In: samples, ticks, commands and interruptions, each with the instant at which the host had it. Out: a snapshot,
//! events and journal bytes. Pure: the same inputs give the same outputs, which is how a journal is replayed.
//! The cursor moves over a plan that is never edited; what happened is appended to the performed timeline.

use super::announce::{Announcer, NamedMask};
use super::container::{self, ContainerError, ContainerFault, FrameKind};
use super::io::{Command, Event, Input, Interruption, Output, Snapshot, State};
use super::record::{Ending, SessionId, SessionRecord, Source, Trace};
use super::{says, view};
use crate::cues::{self};
use crate::motion::{Intake, Laid, Live, PlacementState, Tracker};
use crate::routine::Routine;
use crate::time::{MonoTime, Nanos, WallTime};
use crate::timeline::{Cycle, Mask, Outcome, Performed, PerformedPhase, Plan, PlannedPhase, Side, Span};
use crate::words::Text;
use serde::{Deserialize, Serialize};

/// A count-in lasts so long: hosts rely on at least 1 s (SEAMS, *cues*).
const COUNT_IN: Nanos = Nanos(3_000_000_000);
/// After so long without a phone in place the session goes on unmeasured (FIELD F33).
const PLACING_PATIENCE: Nanos = Nanos(45_000_000_000);
/// After the last phase samples are awaited for so long, so that the last rep is judged.
const CLOSING: Nanos = Nanos(400_000_000);
/// Inputs that far apart mean that the clock jumped or the app slept.
const CLOCK_JUMP: Nanos = Nanos(5_000_000_000);

/// When the plan begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begin {
    /// When the phone lies calm: a live session.
    WhenPlaced,
    /// At an instant, whatever happens: a recording, whose person cannot be asked to wait.
    At(MonoTime),
}

/// What a session is to be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setup {
    /// Its name.
    pub id: SessionId,
    /// When the user started it.
    pub started: WallTime,
    /// What is to be done.
    pub routine: Routine,
    /// The same, compiled, or the timeline of a recording.
    pub plan: Plan,
    /// The side that begins.
    pub first_side: Side,
    /// Where the samples come from.
    pub source: Source,
    /// When the plan begins.
    pub begin: Begin,
    /// When a recording's phone shook itself; a live session learns it from its own cues.
    #[serde(default)]
    pub masks: Vec<Mask>,
    /// The way the phone is laid on the belly.
    #[serde(default)]
    pub laid: Laid,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stage {
    Idle,
    Placing { since: MonoTime },
    CountIn { index: usize, begins: MonoTime },
    Running { index: usize, started: MonoTime, attempt: u16 },
    Closing { until: MonoTime },
    Paused { index: usize },
    Done,
}

/// A live session.
#[derive(Debug, Clone)]
pub struct Session {
    pub(super) setup: Setup,
    pub(super) stage: Stage,
    pub(super) tracker: Tracker,
    pub(super) live: Option<Live>,
    pub(super) message: Option<Text>,
    pub(super) intake: Intake,
    pub(super) announcer: Announcer,
    pub(super) performed: Performed,
    pub(super) record: SessionRecord,
    pub(super) trace: Trace,
    pub(super) now: MonoTime,
    pub(super) band_told: bool,
    pub(super) reference_tries: u16,
}

/// What one step gathers.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) events: Vec<Event>,
    pub(super) masks: Vec<NamedMask>,
    pub(super) journal: Vec<u8>,
}

impl Session {
    /// A session that has not begun.
    pub fn new(setup: Setup) -> Self {
        let record = SessionRecord {
            id: setup.id,
            started: setup.started,
            started_at: MonoTime(0),
            routine: setup.routine.clone(),
            first_side: setup.first_side,
            ending: Ending::Interrupted,
            source: setup.source.clone(),
            performed: Performed::default(),
            reference: None,
            reps: Vec::new(),
            events: Vec::new(),
        };
        let tracker = Tracker::laid(setup.laid);
        Self {
            setup,
            stage: Stage::Idle,
            tracker,
            live: None,
            message: None,
            intake: Intake::default(),
            announcer: Announcer::default(),
            performed: Performed::default(),
            record,
            trace: Trace::default(),
            now: MonoTime(i64::MIN),
            band_told: false,
            reference_tries: 0,
        }
    }

    /// The session whose journal `bytes` are, as far as they go; and why they do not go on, where they were cut or
    /// damaged. What was running then is broken off: the session is interrupted.
    ///
    /// # Errors
    /// [`ContainerError`] when not even the header can be read.
    pub fn recover(bytes: &[u8]) -> Result<(Self, Option<ContainerError>), ContainerError> {
        let mut frames = container::frames(bytes);
        let none = ContainerError { offset: 0, fault: ContainerFault::Truncated };
        let (kind, header) = frames.next().unwrap_or(Err(none))?;
        let damaged = ContainerError { offset: 0, fault: ContainerFault::Damaged };
        if kind != FrameKind::Header {
            return Err(damaged);
        }
        let mut session = Self::new(serde_json::from_slice(header).map_err(|_| damaged)?);
        let mut end = None;
        for frame in frames {
            match frame {
                Ok((FrameKind::Input, payload)) => {
                    if let Some((now, input)) = container::read_input(payload) {
                        session.step(now, input);
                    }
                }
                // Replaying the inputs makes the reps again.
                Ok(_) => {}
                Err(e) => end = Some(e),
            }
        }
        if !session.is_done() {
            session.step(session.now, Input::Interruption(Interruption::SourceEnded));
        }
        Ok((session, end))
    }

    /// What was to happen.
    pub fn plan(&self) -> &Plan {
        &self.setup.plan
    }

    /// Whether it is over.
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// The session as it would be saved now.
    pub fn record(&self) -> SessionRecord {
        SessionRecord { performed: self.performed.clone(), ..self.record.clone() }
    }

    /// The signals so far.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// One input that the host had at `now`. A `now` that goes back counts as the one before it.
    pub fn step(&mut self, now: MonoTime, input: Input<'_>) -> Output {
        let mut out = Gathered::default();
        let before = self.now;
        let now = now.max(before);
        self.now = now;
        if self.stage != Stage::Idle && self.stage != Stage::Done {
            container::append(&mut out.journal, FrameKind::Input, &container::write_input(now, &input));
            self.watch_clock(before, now, &mut out);
        }
        self.advance(now, &mut out);
        match input {
            Input::Frame(bytes) => self.frame(now, bytes, &mut out),
            Input::Tick => {}
            Input::Command(command) => self.command(now, command, &mut out),
            Input::Interruption(Interruption::SourceEnded) => self.source_ended(now, &mut out),
            Input::Interruption(why) => self.pause(now, says::paused_by(why), &mut out),
            Input::CuePlayed { id, at } => {
                let shaken = matches!(self.setup.begin, Begin::WhenPlaced);
                if let Some((name, mask)) = self.announcer.played(id, at).filter(|_| shaken) {
                    self.tracker.mask(name, mask);
                }
            }
        }
        self.advance(now, &mut out);
        if !self.is_done() {
            self.announcer.tell(&self.setup.plan, &self.setup.routine, now, &mut out.events, &mut out.masks);
        }
        // A recording was not shaken by the cues that are told now.
        if matches!(self.setup.begin, Begin::WhenPlaced) {
            for (name, mask) in out.masks {
                self.tracker.mask(name, mask);
            }
        }
        Output { snapshot: self.snapshot(now), events: out.events, journal: out.journal }
    }

    fn snapshot(&self, now: MonoTime) -> Snapshot {
        view::snapshot(self, now)
    }

    /// Moves the cursor to `now`: every phase that is over gives way to the next at its planned end.
    fn advance(&mut self, now: MonoTime, out: &mut Gathered) {
        // Each turn moves to a later phase or leaves: the plan bounds it.
        loop {
            match self.stage {
                Stage::Placing { since } => {
                    let ready = self.tracker.placement() == PlacementState::Ready;
                    if !ready && now - since < PLACING_PATIENCE {
                        return;
                    }
                    self.message = (!ready).then(says::unmeasured);
                    self.count_in(0, now, out);
                }
                Stage::CountIn { index, begins } if now >= begins => self.run(index, begins, out),
                Stage::Running { index, started, attempt } => {
                    let Some(phase) = self.setup.plan.phases().get(index).copied() else { return };
                    let end = started + phase.length;
                    if now < end {
                        return;
                    }
                    self.perform(index, started, end, attempt, Outcome::Done);
                    self.after_phase(index, end, out);
                }
                Stage::Closing { until } if now >= until => self.finish(Ending::Finished, out),
                _ => return,
            }
        }
    }

    fn after_phase(&mut self, index: usize, end: MonoTime, out: &mut Gathered) {
        let phases = self.setup.plan.phases();
        let Some(ended) = phases.get(index) else { return };
        // A block that comes again for the other side or the next set is not over.
        if phases.iter().skip(index + 1).all(|p| p.key.block_index != ended.key.block_index) {
            out.events.push(Event::BlockFinished { block: ended.block });
        }
        if index + 1 < phases.len() {
            self.run(index + 1, end, out);
        } else {
            self.stage = Stage::Closing { until: end + CLOSING };
        }
    }

    /// Begins phase `index` at `started`.
    fn run(&mut self, index: usize, started: MonoTime, out: &mut Gathered) {
        let Some(phase) = self.setup.plan.phases().get(index).copied() else { return };
        let running = match self.stage {
            Stage::Running { attempt, .. } if self.setup.plan.rep_start(index) != index => attempt,
            _ => self.next_attempt(index),
        };
        let performed = |phase: &PlannedPhase, start: MonoTime| PerformedPhase {
            kind: phase.kind,
            block: phase.block,
            key: phase.key,
            attempt: running,
            span: Span { start, end: start + phase.length },
            outcome: Outcome::Done,
        };
        let rep = self.setup.plan.rep_start(index)..self.setup.plan.rep_end(index);
        if rep.start == index {
            self.band_told = false;
            // How a rep will run is known when it begins; the tracker wants it then.
            let mut start = started;
            for phase in self.setup.plan.phases().get(rep).unwrap_or_default() {
                self.tracker.phase(performed(phase, start));
                start = start + phase.length;
            }
        }
        let performed = performed(&phase, started);
        self.stage = Stage::Running { index, started, attempt: running };
        self.message = None;
        out.events.push(Event::PhaseBegan(performed));
    }

    fn next_attempt(&self, index: usize) -> u16 {
        let Some(phase) = self.setup.plan.phases().get(index) else { return 1 };
        let same = self.performed.phases().iter().filter(|p| p.key == phase.key && p.block == phase.block);
        same.map(|p| p.attempt).max().unwrap_or(0).saturating_add(1)
    }

    fn perform(&mut self, index: usize, start: MonoTime, end: MonoTime, attempt: u16, outcome: Outcome) {
        let Some(phase) = self.setup.plan.phases().get(index) else { return };
        // One that is broken off in its first instant was an attempt too: the next has another number.
        let span = Span { start, end: end.max(start + Nanos(1)) };
        let done = PerformedPhase { kind: phase.kind, block: phase.block, key: phase.key, attempt, span, outcome };
        // The cursor only moves on: a phase is never out of order.
        let _ = self.performed.push(done);
    }

    /// Phase `index` begins in three seconds, and that is said.
    pub(super) fn count_in(&mut self, index: usize, now: MonoTime, out: &mut Gathered) {
        let begins = now + COUNT_IN;
        self.stage = Stage::CountIn { index, begins };
        self.announcer.begin(index, begins);
        self.announcer.emit(now, cues::count_in(3), &mut out.events, &mut out.masks);
    }

    /// A clock that jumped, or a host that slept, stops the session: cues were missed.
    fn watch_clock(&mut self, before: MonoTime, now: MonoTime, out: &mut Gathered) {
        if now - before > CLOCK_JUMP && matches!(self.setup.begin, Begin::WhenPlaced) {
            self.pause(before, says::paused_by_clock(), out);
        }
    }

    fn command(&mut self, now: MonoTime, command: Command, out: &mut Gathered) {
        match (command, self.stage) {
            (Command::Start, Stage::Idle) => self.start(now, out),
            (Command::Pause, _) => self.pause(now, says::paused_by_user(), out),
            (Command::Resume, Stage::Paused { index }) => {
                self.message = None;
                self.count_in(index, now, out);
            }
            (Command::Skip, Stage::Running { index, .. }) => {
                self.break_off(now, Outcome::Skipped, out);
                self.go_to(self.setup.plan.rep_end(index), now, out);
            }
            (Command::Skip, Stage::CountIn { index, .. } | Stage::Paused { index }) => {
                self.announcer.cancel(now, &mut out.events);
                self.go_to(self.setup.plan.rep_end(index), now, out);
            }
            (Command::Redo, _) => self.redo(now, out),
            (Command::Pain, stage) if stage != Stage::Done => self.end(now, Ending::Pain, out),
            (Command::Stop, stage) if stage != Stage::Done => self.end(now, Ending::Stopped, out),
            // Starting twice, resuming what runs, skipping what has not begun: nothing happens.
            _ => {}
        }
    }

    fn start(&mut self, now: MonoTime, out: &mut Gathered) {
        self.record.started_at = now;
        // A header is plain data: it always has a JSON form.
        if let Ok(header) = serde_json::to_vec(&self.setup) {
            container::append(&mut out.journal, FrameKind::Header, &header);
        }
        let input = container::write_input(now, &Input::Command(Command::Start));
        container::append(&mut out.journal, FrameKind::Input, &input);
        for (name, mask) in (0..).zip(&self.setup.masks) {
            self.tracker.mask(name, *mask);
        }
        match self.setup.begin {
            Begin::WhenPlaced => self.stage = Stage::Placing { since: now },
            Begin::At(begins) => {
                self.stage = Stage::CountIn { index: 0, begins };
                self.announcer.begin(0, begins);
            }
        }
    }

    pub(super) fn pause(&mut self, now: MonoTime, why: Text, out: &mut Gathered) {
        let index = match self.stage {
            Stage::Running { index, .. } => self.setup.plan.rep_start(index),
            Stage::CountIn { index, .. } => index,
            Stage::Placing { .. } => 0,
            Stage::Idle | Stage::Closing { .. } | Stage::Paused { .. } | Stage::Done => return,
        };
        self.break_off(now, Outcome::Aborted, out);
        self.stage = Stage::Paused { index };
        self.message = Some(why.clone());
        // A clock that jumped paused it in the past; what is said of it is for now.
        self.announcer.emit(self.now, cues::paused(why.clone()), &mut out.events, &mut out.masks);
        out.events.push(Event::Paused(why));
    }

    /// The running phase ends here, and nothing planned is heard any more.
    pub(super) fn break_off(&mut self, now: MonoTime, outcome: Outcome, out: &mut Gathered) {
        if let Stage::Running { index, started, attempt } = self.stage {
            self.perform(index, started, now, attempt, outcome);
            self.tracker.cut(now, outcome);
        }
        self.announcer.cancel(now, &mut out.events);
        self.live = None;
    }

    /// The next rep begins after a count-in; past the last one the session is over.
    fn go_to(&mut self, index: usize, now: MonoTime, out: &mut Gathered) {
        if index < self.setup.plan.phases().len() {
            self.count_in(index, now, out);
        } else {
            self.finish(Ending::Finished, out);
        }
    }

    /// The last finished rep is done once more; what follows it in the plan follows it again.
    fn redo(&mut self, now: MonoTime, out: &mut Gathered) {
        if matches!(self.stage, Stage::Idle | Stage::Placing { .. } | Stage::Done) {
            return;
        }
        let plan = &self.setup.plan;
        let planned = |c: &Cycle<'_>| plan.phases().iter().position(|p| (p.block, p.key) == (c.block, c.key));
        // The running rep's first phases are done; it is not.
        let whole = |c: &Cycle<'_>, index| c.is_done() && plan.rep_end(index) - index == c.phases.len();
        let reps = self.performed.cycles().filter(|c| c.block.is_judged());
        let Some(index) = reps.filter_map(|c| planned(&c).filter(|index| whole(&c, *index))).last() else { return };
        self.break_off(now, Outcome::Aborted, out);
        self.count_in(index, now, out);
    }

    fn source_ended(&mut self, now: MonoTime, out: &mut Gathered) {
        match self.stage {
            Stage::Done => {}
            Stage::Closing { .. } => self.finish(Ending::Finished, out),
            _ => self.end(now, Ending::Interrupted, out),
        }
    }

    fn end(&mut self, now: MonoTime, ending: Ending, out: &mut Gathered) {
        self.break_off(now, Outcome::Aborted, out);
        self.finish(ending, out);
    }

    fn finish(&mut self, ending: Ending, out: &mut Gathered) {
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
    }
}

impl Stage {
    /// What a screen is told.
    pub(super) fn state(self) -> State {
        match self {
            Self::Idle => State::Idle,
            Self::Placing { .. } => State::Placing,
            Self::CountIn { .. } => State::CountIn,
            Self::Running { .. } | Self::Closing { .. } => State::Running,
            Self::Paused { .. } => State::Paused,
            Self::Done => State::Done,
        }
    }
}
