//! The session's state machine: `step(input) -> output` (DESIGN §4).
//!
//! In: samples, ticks, commands and interruptions, each with the instant at which the host had it. Out: a snapshot,
//! events and journal bytes. Pure: the same inputs give the same outputs, which is how a journal is replayed.
//! The cursor moves over a plan that is never edited; what happened is appended to the performed timeline.

use super::announce::{Announcer, NamedMask};
use super::container::{self, ContainerError, ContainerFault, FrameKind};
use super::io::{Event, Input, Interruption, Output, State};
use super::pace::{FreeBreath, Pace};
use super::record::{Ending, SessionRecord, Trace};
use super::setup::{Begin, Setup};
use super::table::Wish;
use super::{says, view};
use crate::cues::{self, Cue};
use crate::motion::{Intake, Live, PlacementState, Signs, Tracker};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{BlockKind, Outcome, Performed, PerformedPhase, PhaseKind, Plan, PlannedPhase, Span};
use crate::words::Text;

/// A count-in lasts so long: hosts rely on at least 1 s (SEAMS, *cues*).
const COUNT_IN: Nanos = Nanos(3_000_000_000);
/// A count-in ends with a breath of its own that lasts so long: planned cues are told at least 0.5 s ahead (SEAMS, *cues*).
const LEAD_IN: Nanos = Nanos(2_500_000_000);
/// One that begins with a sentence lasts longer: two at once are not understood.
const TOLD_COUNT_IN: Nanos = Nanos(5_000_000_000);
/// Before a change of posture, which is a count-in of its own.
const SHORT_COUNT_IN: Nanos = Nanos(1_000_000_000);
/// What is asked at the start is heard to its end, even by someone who lies there already.
const HEARD: Nanos = Nanos(4_500_000_000);
/// After so long without a phone in place the session goes on unmeasured (FIELD F33).
const PLACING_PATIENCE: Nanos = Nanos(45_000_000_000);
/// After the last phase samples are awaited for so long, so that the last rep is judged.
const CLOSING: Nanos = Nanos(400_000_000);
/// Inputs that far apart mean that the clock jumped or the app slept: cues are told 1.5 s ahead, so some were missed.
const CLOCK_JUMP: Nanos = Nanos(2_000_000_000);
/// Sensors that spoke and then say nothing for so long are silent.
const SILENCE: Nanos = Nanos(1_000_000_000);
/// A host ticks at least so often, or it slept.
const LONGEST_TICK: Nanos = Nanos(300_000_000);

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stage {
    Idle,
    Placing {
        since: MonoTime,
    },
    CountIn {
        index: usize,
        begins: MonoTime,
    },
    /// The flatten-and-arch; then the plan goes on at `back`.
    Signs {
        back: usize,
        span: Span,
        attempt: u16,
    },
    Running {
        index: usize,
        started: MonoTime,
        attempt: u16,
    },
    Closing {
        until: MonoTime,
    },
    Paused {
        index: usize,
        lifted: bool,
    },
    Felt,
    Result,
    PainCheck,
    Done,
}

/// A live session.
#[derive(Debug, Clone)]
pub struct Session {
    pub(super) setup: Setup,
    /// The setup's plan, or what came of it when the pace changed.
    pub(super) plan: Plan,
    pub(super) pace: Pace,
    pub(super) stage: Stage,
    pub(super) tracker: Tracker,
    pub(super) live: Option<Live>,
    pub(super) signs: Signs,
    pub(super) message: Option<Text>,
    pub(super) intake: Intake,
    pub(super) announcer: Announcer,
    pub(super) performed: Performed,
    pub(super) record: SessionRecord,
    pub(super) trace: Trace,
    pub(super) now: MonoTime,
    /// For how long no sample has come; none before the first, and after a silence was told until they come again.
    pub(super) silent: Option<Nanos>,
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
            pain_before: None,
            felt: None,
            pain_after: None,
        };
        let tracker = Tracker::laid(setup.laid);
        Self {
            plan: setup.plan.clone(),
            setup,
            pace: Pace::default(),
            stage: Stage::Idle,
            tracker,
            live: None,
            signs: Signs::default(),
            message: None,
            intake: Intake::default(),
            announcer: Announcer::default(),
            performed: Performed::default(),
            record,
            trace: Trace::default(),
            now: MonoTime(i64::MIN),
            silent: None,
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

    /// What was to happen, at the pace that was asked for last.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Whether it is over.
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// Whether the routine is over: its record is whole but for what is still being asked.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Felt | Stage::Result | Stage::PainCheck | Stage::Done)
    }

    /// Planned cues that could not be told in time because the host slept, and were dropped.
    pub fn dropped_cues(&self) -> u32 {
        self.announcer.dropped()
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
        let (before, said) = (self.now, now);
        let now = now.max(before);
        self.now = now;
        if !matches!(self.stage, Stage::Idle | Stage::Done) {
            container::append(&mut out.journal, FrameKind::Input, &container::write_input(now, &input));
            self.watch_clock(before, said, &mut out);
        }
        self.advance(now, &mut out);
        match input {
            Input::Frame(bytes) => self.frame(now, bytes, &mut out),
            Input::Tick => self.watch_sensors(now - before, &mut out),
            Input::Command(command) => self.command(now, command, &mut out),
            Input::Interruption(Interruption::SourceEnded) => self.wish(now, Wish::SourceEnded, None, &mut out),
            Input::Interruption(why) => self.wish(now, Wish::Interrupt, Some(says::paused_by(why)), &mut out),
            Input::Answer(answer) => self.answered(now, answer, &mut out),
            Input::CuePlayed { id, at } => {
                if let Some((name, mask)) = self.announcer.played(id, at).filter(|_| self.is_live()) {
                    self.tracker.mask(name, mask);
                }
            }
        }
        self.advance(now, &mut out);
        if !self.is_done() {
            self.announcer.tell(&self.plan, &self.setup.routine, now, &mut out.events, &mut out.masks);
        }
        // A recording was not shaken by the cues that are told now.
        if self.is_live() {
            for (name, mask) in out.masks {
                self.tracker.mask(name, mask);
            }
        }
        Output { snapshot: view::snapshot(self, now), events: out.events, journal: out.journal }
    }

    /// Whether someone lies there who can be asked and told; not so in a recording.
    pub(super) fn is_live(&self) -> bool {
        matches!(self.setup.begin, Begin::WhenPlaced)
    }

    /// Moves the cursor to `now`: every phase that is over gives way to the next at its planned end.
    fn advance(&mut self, now: MonoTime, out: &mut Gathered) {
        // Each turn moves to a later phase or leaves: the plan bounds it.
        loop {
            match self.stage {
                Stage::Placing { since } => {
                    let ready = self.tracker.placement() == PlacementState::Ready && now - since >= HEARD;
                    if !ready && now - since < PLACING_PATIENCE {
                        return;
                    }
                    if ready {
                        self.message = None;
                        self.announcer.emit(now, cues::ready(), &mut out.events, &mut out.masks);
                        self.count_in(0, now, out);
                    } else {
                        self.tell_and_count_in(says::unmeasured(), 0, now, out);
                    }
                }
                Stage::CountIn { index, begins } if now >= begins => self.run(index, begins, out),
                Stage::Signs { back, span, attempt } if now >= span.end => self.signs_over(back, span, attempt, out),
                Stage::Running { index, started, attempt } => {
                    let Some(end) = self.end_of(index, started, now) else { return };
                    self.perform(index, started, end, attempt, Outcome::Done);
                    self.after_phase(index, end, out);
                }
                Stage::Closing { until } if now >= until => self.finish(Ending::Finished, out),
                _ => return,
            }
        }
    }

    /// When phase `index` ended, if it did by `now`: at its planned end, or where the breath turned at a free pace.
    fn end_of(&mut self, index: usize, started: MonoTime, now: MonoTime) -> Option<MonoTime> {
        let planned = started + self.plan.phases().get(index)?.length;
        let Some(free) = &self.pace.running else { return (now >= planned).then_some(planned) };
        let end = free.ended().or_else(|| (now >= free.latest()).then(|| free.latest()));
        // What the tracker was told is only a guess at a free pace: it is moved as the breath goes on.
        if let Some(end) = end {
            self.tracker.retime(started, end);
        } else if now >= planned {
            self.tracker.retime(started, now + Nanos(1));
        }
        end
    }

    fn after_phase(&mut self, index: usize, end: MonoTime, out: &mut Gathered) {
        let phases = self.plan.phases();
        let Some(ended) = phases.get(index) else { return };
        self.block_over(ended, index + 1, out);
        if index + 1 < phases.len() {
            self.run(index + 1, end, out);
        } else {
            self.stage = Stage::Closing { until: end + CLOSING };
        }
    }

    /// Says that the block of `ended` is over when nothing of it comes from phase `next` on.
    pub(super) fn block_over(&self, ended: &PlannedPhase, next: usize, out: &mut Gathered) {
        // A block that comes again for the other side or the next set is not over.
        if self.plan.phases().iter().skip(next).all(|p| p.key.block_index != ended.key.block_index) {
            out.events.push(Event::BlockFinished { block: ended.block });
        }
    }

    /// Begins phase `index` at `started`.
    fn run(&mut self, index: usize, started: MonoTime, out: &mut Gathered) {
        let Some(phase) = self.plan.phases().get(index).copied() else { return };
        let running = match self.stage {
            Stage::Running { attempt, .. } if self.plan.rep_start(index) != index => attempt,
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
        let rep = self.plan.rep_start(index)..self.plan.rep_end(index);
        if rep.start == index {
            self.band_told = false;
            // How a rep will run is known when it begins; the tracker wants it then.
            let mut start = started;
            for phase in self.plan.phases().get(rep).unwrap_or_default() {
                self.tracker.phase(performed(phase, start));
                start = start + phase.length;
            }
        }
        let performed = performed(&phase, started);
        self.stage = Stage::Running { index, started, attempt: running };
        self.message = None;
        self.pace.running = None;
        if self.pace.is_free(index) {
            self.pace.running = FreeBreath::of(&phase, started);
            let cues = cues::free(&self.plan, index);
            if self.pace.running.is_some() {
                for cue in cues {
                    self.announcer.emit(started, cue, &mut out.events, &mut out.masks);
                }
            } else {
                self.announcer.begin(index, started, index + 1);
            }
        }
        out.events.push(Event::PhaseBegan(performed));
    }

    pub(super) fn next_attempt(&self, index: usize) -> u16 {
        let Some(phase) = self.plan.phases().get(index) else { return 1 };
        let same = self.performed.phases().iter().filter(|p| p.key == phase.key && p.block == phase.block);
        same.map(|p| p.attempt).max().unwrap_or(0).saturating_add(1)
    }

    pub(super) fn perform(&mut self, index: usize, start: MonoTime, end: MonoTime, attempt: u16, outcome: Outcome) {
        let Some(phase) = self.plan.phases().get(index) else { return };
        // One that is broken off in its first instant was an attempt too: the next has another number.
        let span = Span { start, end: end.max(start + Nanos(1)) };
        let done = PerformedPhase { kind: phase.kind, block: phase.block, key: phase.key, attempt, span, outcome };
        // The cursor only moves on: a phase is never out of order.
        let _ = self.performed.push(done);
    }

    /// Phase `index` begins after a count-in, and that is said.
    pub(super) fn count_in(&mut self, index: usize, now: MonoTime, out: &mut Gathered) {
        let kind = self.plan.phases().get(index).map(|p| p.kind);
        let short = kind == Some(PhaseKind::Setup);
        let begins = now + if short { SHORT_COUNT_IN } else { COUNT_IN };
        self.stage = Stage::CountIn { index, begins };
        if !self.pace.is_free(index) {
            self.announcer.begin(index, begins, self.pace.free_from);
        }
        if !short {
            self.announcer.emit(now, cues::count_in(3), &mut out.events, &mut out.masks);
            self.lead_in(index, begins, out);
        }
    }

    /// Says `told`, then phase `index` begins: the sentence takes the place of the count.
    pub(super) fn tell_and_count_in(&mut self, told: Text, index: usize, now: MonoTime, out: &mut Gathered) {
        let begins = now + TOLD_COUNT_IN;
        self.stage = Stage::CountIn { index, begins };
        self.message = Some(told.clone());
        if !self.pace.is_free(index) {
            self.announcer.begin(index, begins, self.pace.free_from);
        }
        self.announcer.emit(now, Cue::say(told), &mut out.events, &mut out.masks);
        self.lead_in(index, begins, out);
    }

    /// Nobody breathes out well who has not breathed in: the count-in ends with the breath before the rep's first. It is
    /// cued and neither measured nor kept.
    fn lead_in(&mut self, index: usize, begins: MonoTime, out: &mut Gathered) {
        let Some(first) = self.plan.phases().get(index).copied() else { return };
        let kind = match first.kind {
            PhaseKind::Exhale => PhaseKind::Inhale,
            PhaseKind::Inhale => PhaseKind::Exhale,
            PhaseKind::Pause | PhaseKind::Setup | PhaseKind::Signs | PhaseKind::Rest => return,
        };
        if !self.is_live() || self.pace.is_free(index) {
            return;
        }
        let span = Span { start: begins + Nanos(-LEAD_IN.0), end: begins };
        let before = PlannedPhase { kind, block: BlockKind::Settle, length: span.length(), ..first };
        self.announcer.emit(span.start, cues::lead_in(&before), &mut out.events, &mut out.masks);
        let (key, block, attempt) = (first.key, before.block, self.next_attempt(index));
        out.events.push(Event::PhaseBegan(PerformedPhase { kind, block, key, attempt, span, outcome: Outcome::Done }));
    }

    /// A clock that jumped, or a host that slept, stops the session: cues were missed.
    fn watch_clock(&mut self, before: MonoTime, now: MonoTime, out: &mut Gathered) {
        if (now - before > CLOCK_JUMP || before - now > CLOCK_JUMP) && self.is_live() {
            self.wish(before, Wish::Interrupt, Some(says::paused_by_clock()), out);
        }
    }

    /// Sensors that spoke and fell silent stop the session once; going on without them is the user's choice (FIELD F33).
    fn watch_sensors(&mut self, since: Nanos, out: &mut Gathered) {
        let Some(silent) = self.silent.filter(|_| self.is_live()) else { return };
        // A host that slept had no chance to hand samples over.
        let silent = silent + since.min(LONGEST_TICK);
        self.silent = Some(silent);
        if silent > SILENCE {
            self.silent = None;
            self.wish(self.now, Wish::Silence, Some(says::paused_by_silence()), out);
        }
    }
}

impl Stage {
    /// What a screen is told.
    pub(super) fn state(self) -> State {
        match self {
            Self::Idle => State::Idle,
            Self::Placing { .. } => State::Placing,
            Self::CountIn { .. } => State::CountIn,
            Self::Signs { .. } | Self::Running { .. } | Self::Closing { .. } => State::Running,
            Self::Paused { lifted: false, .. } => State::Paused,
            Self::Paused { lifted: true, .. } => State::Lifted,
            Self::Felt => State::Felt,
            Self::Result => State::Result,
            Self::PainCheck => State::PainCheck,
            Self::Done => State::Done,
        }
    }
}
