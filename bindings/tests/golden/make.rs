//! Makes the goldens: simulated people and phones through short sessions.
//!
//! Out: bytes of the container (SEAMS, *one container*). Nothing in them depends on the clock or on the machine.

use crate::play::write_events;
use proximal_core::cues::{CueAt, Haptic};
use proximal_core::motion::Laid;
use proximal_core::motion::frame::Convention;
use proximal_core::report::session_html;
use proximal_core::routine::{Block, Routine, SidePlan, Tempo, block_of, built_in, compile};
use proximal_core::session::container::{FrameKind, append, frames, write_input};
use proximal_core::session::{
    Answer, Begin, Command, Event, Felt, Held, Input, Interruption, Place, Session, SessionId, Settings, Setup, Source,
    State,
};
use proximal_core::sim::{Clock, Person, Phone, Simulator};
use proximal_core::time::{MonoTime, Nanos, WallTime};
use proximal_core::timeline::{BlockKind, Side, Span};
use proximal_core::words::Lang;

pub(crate) const NAMES: [&str; 3] = ["bent_knee_stopped_by_pain", "leg_lower_lopsided", "leg_lower_paused_on_ios"];

/// A golden with its name.
pub(crate) struct Golden {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// Something that the user or the world does in the middle.
type Act = (f64, Input<'static>);

pub(crate) fn all() -> Vec<Golden> {
    let [pain, lopsided, paused] = NAMES;
    vec![
        Golden {
            name: pain,
            bytes: make(
                &short(BlockKind::BentKneeFallOut),
                1,
                Person::steady(),
                Phone {
                    rate_hz: 50.0,
                    gyroscope: false,
                    clock: Clock::Jittered { sd_s: 0.002, lost: 0.01 },
                    ..Phone::typical()
                },
                &[(61.0, Input::Command(Command::Pain))],
            ),
        },
        Golden { name: lopsided, bytes: make(&short(BlockKind::LegLower), 2, Person::lopsided(), rare(), &[]) },
        Golden {
            name: paused,
            bytes: make(
                &short(BlockKind::LegLower),
                3,
                Person::steady(),
                Phone { convention: Convention::Ios, clock_base: Nanos::from_s(1e5), ..rare() },
                &[
                    (40.0, Input::Interruption(Interruption::Call)),
                    (44.0, Input::Command(Command::Resume)),
                    (62.0, Input::Command(Command::Skip)),
                    (66.0, Input::Frame(&NO_SENSOR)),
                ],
            ),
        },
    ]
}

/// A frame whose one reading is of a sensor that there is none of.
const NO_SENSOR: [u8; 40] = {
    let mut frame = [0; 40];
    [frame[0], frame[1], frame[2], frame[4], frame[24]] = [b'P', b'x', 1, 1, 7];
    frame
};

/// Half as many readings as a phone gives, so that the files stay small.
fn rare() -> Phone {
    Phone { rate_hz: 50.0, ..Phone::typical() }
}

/// Four exhales and two reps a side, at the quickest breath a routine may have.
fn short(exercise: BlockKind) -> Routine {
    let tempo = Tempo { exhale_s: 3.0, pause_s: 0.0, inhale_s: 3.0 };
    let reference = Block { reps: 4, ..block_of(BlockKind::Deadbug).unwrap() };
    let judged = Block { reps: 2, sides: SidePlan::Alternating, ..block_of(exercise).unwrap() };
    Routine { name: "golden".to_owned(), tempo, blocks: vec![reference, judged], ..built_in("leg-lowering").unwrap() }
}

fn make(routine: &Routine, seed: u64, person: Person, phone: Phone, acts: &[Act]) -> Vec<u8> {
    let started = WallTime { utc_ms: 1_772_000_000_000, offset_min: 60 };
    let setup = Setup {
        id: SessionId::new(started, &[u8::try_from(seed).unwrap(); 32]),
        started,
        routine: routine.clone(),
        plan: compile(routine, Side::Left).unwrap(),
        first_side: Side::Left,
        source: Source::Simulated(seed),
        begin: Begin::WhenPlaced,
        masks: Vec::new(),
        laid: Laid::Upright,
        settings: Settings::default(),
        before: vec![Held { side: Side::Left, loss_s: 0.5 }],
    };
    let mut host = Host {
        out: Vec::new(),
        waiting: Vec::new(),
        simulator: Simulator::new(seed, person, phone),
        session: Session::new(setup.clone()),
    };
    append(&mut host.out, FrameKind::Header, &serde_json::to_vec(&setup).unwrap());
    host.run(acts);
    let record = host.session.record();
    // As it is read back from the history: signals are stored in steps.
    let page = page(&record, host.session.trace());
    append(&mut host.out, FrameKind::Page, page.as_bytes());
    assert!(frames(&host.out).all(|f| f.is_ok()));
    host.out
}

fn page(record: &proximal_core::session::SessionRecord, trace: &proximal_core::session::Trace) -> String {
    let dir = tempfile::TempDir::new().unwrap();
    let env = proximal::world::env(0).unwrap();
    let engine = proximal::Engine::open(&dir.path().join("golden.db"), env).unwrap();
    engine.save(record.clone(), trace.clone(), env).unwrap();
    let stored = engine.trace(record.id).unwrap().map(|decoded| decoded.trace);
    session_html(record, stored.as_ref(), Lang::En)
}

/// A host without a screen: the simulated person hears the session, the session feels the simulated phone.
struct Host {
    out: Vec<u8>,
    waiting: Vec<CueAt>,
    simulator: Simulator,
    session: Session,
}

impl Host {
    fn run(&mut self, acts: &[Act]) {
        const TICK: Nanos = Nanos(100_000_000);
        let mut acts = acts.iter().peekable();
        let mut now = MonoTime(0);
        self.step(now, Input::Command(Command::Start));
        let mut frame = Vec::new();
        while !self.session.is_done() {
            now = now + TICK;
            assert!(now.s() < 300.0, "it does not end");
            while let Some((_, input)) = acts.next_if(|(at_s, _)| *at_s <= now.s()) {
                self.step(now, *input);
            }
            self.step(now, Input::Tick);
            for cue in self.waiting.extract_if(.., |cue| cue.due <= now).collect::<Vec<_>>() {
                for (after, length) in cue.what.haptic.map(Haptic::pulses).unwrap_or_default() {
                    let start = cue.due + *after;
                    self.simulator.shake(Span { start, end: start + *length });
                }
                self.step(now, Input::CuePlayed { id: cue.id, at: cue.due });
            }
            frame.clear();
            self.simulator.frame(now, &mut frame);
            let state = self.step(now, Input::Frame(&frame));
            let places = [Place::Belly, Place::FrontOfHip].into_iter().collect();
            match state {
                State::Felt => self.step(
                    now,
                    Input::Answer(Answer::Felt(Felt { steady_reps: Some(2), places, to_landmark: Some(true) })),
                ),
                State::Result => self.step(now, Input::Command(Command::Skip)),
                State::PainCheck => self.step(now, Input::Answer(Answer::Pain(false))),
                State::Lifted => self.step(now, Input::Command(Command::Resume)),
                _ => state,
            };
        }
    }

    fn step(&mut self, now: MonoTime, input: Input<'_>) -> State {
        append(&mut self.out, FrameKind::Input, &write_input(now, &input));
        let out = self.session.step(now, input);
        write_events(&out.events, &mut self.out);
        for event in out.events {
            match event {
                Event::Cue(cue) => self.waiting.push(cue),
                Event::CancelCuesFrom(id) => {
                    self.waiting.retain(|cue| cue.id < id);
                    self.simulator.abort(now);
                }
                Event::PhaseBegan(phase) => self.simulator.phase(&phase),
                _ => {}
            }
        }
        out.snapshot.state
    }
}
