//! The simulated person and phone, with exact truth.
//!
//! In: a seed, a [`Person`], a [`Phone`], [`Fault`]s, and each phase when it begins. Out: block frames as a real phone
//! would send them ([`Simulator::frame`]) and what really happened ([`Truth`]). Seed in, values out: the same seed and
//! the same phases give the same bytes, in whatever pieces time is asked for.
//!
//! The person follows the cue: the exhale lowers the head edge of the phone, an arching pelvis raises it (FIELD F3).
//! Nothing here was fitted to a person doing leg lowers, for no such recording is public; the physical model is that of
//! the synthetic sessions in `score.py`, and every figure names where it is from.

mod body;
mod dice;
mod fault;
mod mind;
mod person;
mod phone;
mod sensors;
mod shape;
mod truth;

pub use fault::{Fault, LIFT_S, When};
pub use person::{Person, Skill};
pub use phone::{Clock, Motor, Phone, SensorErrors};
pub use truth::{RepTruth, SampleTruth, Truth};

use crate::motion::frame::{self, Record, SensorKind};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{Outcome, Performed, PerformedPhase, Plan, PlannedPhase, Span};
use body::Body;
use fault::Faults;
use mind::Mind;
use sensors::{Due, Sensors};
use truth::Keeper;

/// Readings a frame can count.
const FRAME_RECORDS: usize = u16::MAX as usize;

/// A person lying with a phone on the belly, from the zero of the session's clock on.
#[derive(Debug, Clone)]
pub struct Simulator {
    mind: Mind,
    body: Body,
    sensors: Sensors,
    faults: Faults,
    keeper: Keeper,
    due: Due,
    records: Vec<Record>,
}

impl Simulator {
    /// At time 0: breathing freely, the phone being laid down.
    pub fn new(seed: u64, person: Person, phone: Phone) -> Self {
        let faults = Faults::new(phone.laid_down_s);
        let mut sensors = Sensors::new(seed, phone);
        let due = sensors.next();
        Self {
            mind: Mind::new(seed, person),
            body: Body::new(seed, person, &faults),
            sensors,
            faults,
            keeper: Keeper::default(),
            due,
            records: Vec::new(),
        }
    }

    /// Something that will go wrong; to be said before its time.
    pub fn fault(&mut self, fault: Fault) {
        self.faults.add(fault);
    }

    /// The person hears that `phase` begins and how long it will last; what they were doing ends there. To be told
    /// before a frame goes beyond its start; told later, the person follows later.
    pub fn phase(&mut self, phase: &PerformedPhase) {
        let new_rep = self.keeper.cue(phase);
        if new_rep && phase.block.is_judged() {
            self.faults.rep_begins(phase);
        }
        self.body.forget_from(phase.span.start);
        self.body.intend(self.mind.intend(phase, new_rep));
    }

    /// The person hears a pause or the end: the leg returns, the breath goes its own way. Phases told for later are off.
    pub fn abort(&mut self, at: MonoTime) {
        self.keeper.cut(at);
        self.body.forget_from(at);
        self.body.intend(self.mind.give_up(at));
    }

    /// The phone's motor runs within `span`. Spans come in order.
    pub fn shake(&mut self, span: Span) {
        self.sensors.shake(span);
    }

    /// Appends one block frame with everything that arrived since the last one, up to and with `until`; at most 65,535
    /// readings, the rest comes with the next.
    pub fn frame(&mut self, until: MonoTime, out: &mut Vec<u8>) {
        self.take(until, None, out);
    }

    /// As [`frame`](Self::frame); appends to `truth` one entry for each accelerometer reading of it.
    pub fn frame_with_truth(&mut self, until: MonoTime, out: &mut Vec<u8>, truth: &mut Vec<SampleTruth>) {
        self.take(until, Some(truth), out);
    }

    /// What happened so far.
    pub fn truth(&self) -> &Truth {
        &self.keeper.truth
    }

    fn take(&mut self, until: MonoTime, mut truth: Option<&mut Vec<SampleTruth>>, out: &mut Vec<u8>) {
        self.records.clear();
        while self.due.arrives <= until && self.records.len() < FRAME_RECORDS {
            let due = self.due;
            self.body.run_to(due.t, &self.faults, &mut self.keeper);
            if !due.lost && !self.faults.silent(due.t) {
                let pose = self.body.pose(due.t.s(), &self.faults);
                let mut record = self.sensors.read(&due, &pose);
                if self.faults.garbled(due.t) {
                    record.xyz = [f32::NAN; 3];
                }
                self.records.push(record);
                if let (SensorKind::Accelerometer, Some(truth)) = (due.kind, truth.as_deref_mut()) {
                    let [tilt_deg, roll_deg] = pose.pelvis_deg;
                    let up = self.sensors.up(&pose);
                    truth.push(SampleTruth { at: due.t, up, tilt_deg, roll_deg, breath_deg: pose.breath_deg });
                }
            }
            self.due = self.sensors.next();
        }
        frame::write(out, self.sensors.convention(), until, &self.records);
    }
}

/// A whole plan, performed.
#[derive(Debug, Clone, PartialEq)]
pub struct Performance {
    /// Block frames of half a second, in order.
    pub frames: Vec<Vec<u8>>,
    /// What was cued.
    pub performed: Performed,
    /// What happened.
    pub truth: Truth,
}

/// Seconds of a frame of [`run`], and of lying there after the last phase.
const FRAME_S: f64 = 0.5;
const TAIL_S: f64 = 3.0;

/// Performs `plan` without a live session: the first phase begins at `start`, each next one when the one before it ends.
/// A person who is still laying down the phone ([`Phone::laid_down_s`]) wants a `start` of some seconds.
pub fn run(plan: &Plan, start: MonoTime, mut simulator: Simulator) -> Performance {
    let mut performed = Performed::default();
    let mut end = start;
    for planned in plan.phases() {
        let span = Span { start: end, end: end + planned.length };
        let PlannedPhase { kind, block, key, .. } = *planned;
        let phase = PerformedPhase { kind, block, key, attempt: 1, span, outcome: Outcome::Done };
        if performed.push(phase).is_ok() {
            simulator.phase(&phase);
            end = span.end;
        }
    }
    let end = end + Nanos::from_s(TAIL_S);
    let (mut frames, mut until) = (Vec::new(), MonoTime(0));
    while until < end {
        until = (until + Nanos::from_s(FRAME_S)).min(end);
        let mut bytes = Vec::new();
        simulator.frame(until, &mut bytes);
        frames.push(bytes);
    }
    Performance { frames, performed, truth: simulator.truth().clone() }
}
