//! A live session with the simulated person, as a host runs one: ticks, blocks, cues played when they are due.

#![allow(dead_code, reason = "each test file uses its share")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test support: what cannot be here is a failing test")]

use proximal_core::cues::CueAt;
use proximal_core::motion::{Laid, MotionEventKind};
use proximal_core::routine::{OtherLeg, Routine, SidePlan, Variant, compile, leg_lowering};
use proximal_core::session::{
    Answer, Begin, Command, Event, Felt, Input, Interruption, Session, SessionId, SessionRecord, Settings, Setup,
    Snapshot, Source, State, Trace,
};
use proximal_core::sim::{Person, Phone, RepTruth, Simulator};
use proximal_core::time::{MonoTime, Nanos, WallTime};
use proximal_core::timeline::{Outcome, PerformedPhase, PhaseKind, Side, Span};

/// A host's tick.
pub(crate) const TICK: Nanos = Nanos(100_000_000);

pub(crate) const INTERRUPTIONS: [Interruption; 6] = [
    Interruption::Call,
    Interruption::AudioLost,
    Interruption::Suspended,
    Interruption::SourceEnded,
    Interruption::ScreenLocked,
    Interruption::LowPower,
];

/// A session that was run to its end.
pub(crate) struct Ran {
    pub(crate) record: SessionRecord,
    pub(crate) trace: Trace,
    pub(crate) truth: Vec<RepTruth>,
    pub(crate) events: Vec<Event>,
    pub(crate) journal: Vec<u8>,
}

/// A host: session, simulated person, and what has come of them.
pub(crate) struct Host {
    pub(crate) session: Session,
    pub(crate) simulator: Simulator,
    pub(crate) now: MonoTime,
    pub(crate) events: Vec<Event>,
    pub(crate) journal: Vec<u8>,
    pub(crate) snapshot: Option<Snapshot>,
    /// Cues with the instant at which they were told.
    pub(crate) told: Vec<(MonoTime, CueAt)>,
    /// The person does not hear the cues.
    pub(crate) deaf: bool,
    /// The person leaves the questions at the end unanswered.
    pub(crate) silent: bool,
    /// The person hears each phase so much later.
    pub(crate) late: Nanos,
    /// The sensors say nothing.
    pub(crate) mute: bool,
    /// How long after its cue the phone's motor runs; none: never. Masks lie where the cue says.
    pub(crate) shakes_after: Option<Nanos>,
    pending: Vec<CueAt>,
}

pub(crate) fn setup(seed: u64, routine: Routine) -> Setup {
    let started = WallTime { utc_ms: 1_790_000_000_000, offset_min: 120 };
    Setup {
        id: SessionId::new(started, &[7; 32]),
        started,
        plan: compile(&routine, Side::Left).unwrap(),
        routine,
        first_side: Side::Left,
        source: Source::Simulated(seed),
        begin: Begin::WhenPlaced,
        masks: Vec::new(),
        laid: Laid::default(),
        settings: Settings::default(),
        before: Vec::new(),
    }
}

impl Host {
    pub(crate) fn new(seed: u64, person: Person, phone: Phone, routine: Routine) -> Self {
        Self {
            session: Session::new(setup(seed, routine)),
            simulator: Simulator::new(seed, person, phone),
            now: MonoTime(1_000_000_000),
            events: Vec::new(),
            journal: Vec::new(),
            snapshot: None,
            told: Vec::new(),
            deaf: false,
            silent: false,
            late: Nanos(0),
            mute: false,
            shakes_after: Some(Nanos(0)),
            pending: Vec::new(),
        }
    }

    pub(crate) fn input(&mut self, input: Input<'_>) {
        let out = self.session.step(self.now, input);
        self.journal.extend(out.journal);
        for event in &out.events {
            match event {
                Event::PhaseBegan(phase) if !self.deaf => {
                    let Span { start, end } = phase.span;
                    let span = Span { start: start + self.late, end: end + self.late };
                    self.simulator.phase(&PerformedPhase { span, ..*phase });
                }
                Event::Cue(cue) => {
                    self.pending.push(cue.clone());
                    self.told.push((self.now, cue.clone()));
                }
                Event::CancelCuesFrom(id) => {
                    self.pending.retain(|c| c.id < *id);
                    self.simulator.abort(self.now);
                }
                _ => {}
            }
        }
        self.events.extend(out.events);
        self.snapshot = Some(out.snapshot);
    }

    pub(crate) fn command(&mut self, command: Command) {
        self.input(Input::Command(command));
    }

    /// One tick of time: the clock, the cues that are due, the samples.
    pub(crate) fn tick(&mut self) {
        self.tick_of(TICK);
    }

    /// A tick that took `length`.
    pub(crate) fn tick_of(&mut self, length: Nanos) {
        self.now = self.now + length;
        self.input(Input::Tick);
        let due: Vec<CueAt> = self.pending.iter().filter(|c| c.due <= self.now).cloned().collect();
        self.pending.retain(|c| c.due > self.now);
        for cue in due {
            if let (Some(haptic), Some(late)) = (cue.what.haptic, self.shakes_after) {
                for (after, length) in haptic.pulses() {
                    let start = cue.due + *after + late;
                    self.simulator.shake(Span { start, end: start + *length });
                }
            }
            self.input(Input::CuePlayed { id: cue.id, at: cue.due });
        }
        let mut frame = Vec::new();
        self.simulator.frame(self.now, &mut frame);
        if !self.mute {
            self.input(Input::Frame(&frame));
        }
        if !self.silent {
            self.reply();
        }
    }

    /// Answers what is asked at the end.
    fn reply(&mut self) {
        match self.state() {
            State::Felt => self.input(Input::Answer(Answer::Felt(Felt::default()))),
            State::Result => self.command(Command::Skip),
            State::PainCheck => self.input(Input::Answer(Answer::Pain(false))),
            _ => {}
        }
    }

    /// Ticks until `state`, at most ten minutes.
    pub(crate) fn until(&mut self, state: State) {
        self.until_any(&[state]);
    }

    /// Ticks until one of `states`, at most ten minutes.
    pub(crate) fn until_any(&mut self, states: &[State]) {
        for _ in 0..6000 {
            if self.snapshot.as_ref().is_some_and(|s| states.contains(&s.state)) {
                return;
            }
            self.tick();
        }
        panic!("none of {states:?}, but {:?}", self.state());
    }

    /// Ticks until `n` reps were judged.
    pub(crate) fn until_reps(&mut self, n: usize) {
        for _ in 0..6000 {
            if self.snapshot.as_ref().is_some_and(|s| s.reps.len() >= n) {
                return;
            }
            self.tick();
        }
        panic!("never {n} reps");
    }

    /// Ticks until a phase of `kind` of the lowers runs, counted from now.
    pub(crate) fn until_lower(&mut self, kind: PhaseKind) {
        for _ in 0..6000 {
            self.tick();
            let phase = self.snapshot.as_ref().and_then(|s| s.phase.as_ref());
            if phase.is_some_and(|p| p.block.is_judged() && p.kind == kind) {
                return;
            }
        }
        panic!("never a lower");
    }

    pub(crate) fn state(&self) -> State {
        self.snapshot.as_ref().map_or(State::Idle, |s| s.state)
    }

    pub(crate) fn ticks(&mut self, n: usize) {
        (0..n).for_each(|_| self.tick());
    }

    pub(crate) fn motions(&self) -> Vec<MotionEventKind> {
        let kinds = self.events.iter().filter_map(|e| match e {
            Event::Motion(m) => Some(m.kind),
            _ => None,
        });
        kinds.collect()
    }

    pub(crate) fn done_reps(&self) -> usize {
        self.session.record().performed.cycles().filter(|c| c.block.is_judged() && c.is_done()).count()
    }

    pub(crate) fn aborted(&self) -> usize {
        self.session.record().performed.phases().iter().filter(|p| p.outcome == Outcome::Aborted).count()
    }

    pub(crate) fn end(self) -> Ran {
        Ran {
            record: self.session.record(),
            trace: self.session.trace().clone(),
            truth: self.simulator.truth().reps.iter().filter(|r| r.block.is_judged() && !r.aborted).copied().collect(),
            events: self.events,
            journal: self.journal,
        }
    }
}

pub(crate) fn article() -> Routine {
    leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating)
}

/// The article's routine from start to end.
pub(crate) fn run_session(seed: u64, person: Person, phone: Phone) -> Ran {
    let mut host = Host::new(seed, person, phone, article());
    host.command(Command::Start);
    host.until(State::Done);
    host.end()
}

pub(crate) fn plan_of(routine: &Routine) -> proximal_core::timeline::Plan {
    compile(routine, Side::Left).unwrap()
}

pub(crate) fn started(person: Person) -> Host {
    let mut host = Host::new(3, person, Phone::typical(), article());
    host.command(Command::Start);
    host
}

/// A session in the first of its lowers, breathing out.
pub(crate) fn lowering(person: Person) -> Host {
    let mut host = started(person);
    host.until_lower(PhaseKind::Exhale);
    host
}

pub(crate) fn running(host: &Host) -> PerformedPhase {
    let began = host.events.iter().rev().find_map(|e| match e {
        Event::PhaseBegan(p) => Some(*p),
        _ => None,
    });
    began.unwrap()
}

pub(crate) fn cues(host: &Host) -> Vec<&CueAt> {
    let cues = host.events.iter().filter_map(|e| match e {
        Event::Cue(cue) => Some(cue),
        _ => None,
    });
    cues.collect()
}

pub(crate) fn said(host: &Host) -> Vec<&str> {
    cues(host).into_iter().filter_map(|c| c.what.say.as_ref().map(|t| t.key.as_ref())).collect()
}
