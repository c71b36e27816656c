//! The simulated person and phone as a source of sensors: for tests, demos and research.
//!
//! In: a seed, who it is, and what a session tells. Out: block frames, and what really happened. The same seed and the
//! same session give the same bytes.

use super::error::ProximalError;
use super::guard::{Guard, lock};
use proximal_core::cues::{CueAt, Haptic};
use proximal_core::session::Event;
use proximal_core::sim::{Person, Phone, Simulator, Truth};
use proximal_core::time::MonoTime;
use proximal_core::timeline::Span;
use std::sync::{Arc, Mutex};

/// Who lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum PersonKind {
    /// The pelvis does not move at all.
    Still,
    /// It hardly moves.
    Steady,
    /// It is lost on both sides.
    Sloppy,
    /// It is steady on the left, lost on the right.
    Lopsided,
}

/// A person lying with a phone on the belly, from the zero of the session's clock on.
#[derive(uniffi::Object)]
pub struct SimulatedPhone {
    guard: Guard,
    inner: Mutex<Simulator>,
}

#[uniffi::export]
impl SimulatedPhone {
    /// At time 0, the phone being laid down.
    #[uniffi::constructor]
    pub fn new(seed: u64, person: PersonKind) -> Arc<Self> {
        let person = match person {
            PersonKind::Still => Person::still(),
            PersonKind::Steady => Person::steady(),
            PersonKind::Sloppy => Person::sloppy(),
            PersonKind::Lopsided => Person::lopsided(),
        };
        let inner = Mutex::new(Simulator::new(seed, person, Phone::typical()));
        Arc::new(Self { guard: Guard::default(), inner })
    }

    /// The person does what a session tells at `now`: follows the phase that begins, lets go when cues are called off.
    pub fn hear(&self, now: MonoTime, events: Vec<Event>) -> Result<(), ProximalError> {
        self.guard.run(|| {
            let mut simulator = lock(&self.inner);
            for event in &events {
                match event {
                    Event::PhaseBegan(phase) => simulator.phase(phase),
                    Event::CancelCuesFrom(_) => simulator.abort(now),
                    _ => {}
                }
            }
            Ok(())
        })
    }

    /// The phone's motor runs as `cue` asks for, if it does.
    pub fn play(&self, cue: CueAt) -> Result<(), ProximalError> {
        self.guard.run(|| {
            let mut simulator = lock(&self.inner);
            for (after, length) in cue.what.haptic.map(Haptic::pulses).unwrap_or_default() {
                let start = cue.due + *after;
                simulator.shake(Span { start, end: start + *length });
            }
            Ok(())
        })
    }

    /// One block frame with everything that arrived since the last one, up to and with `until`.
    pub fn frame(&self, until: MonoTime) -> Result<Vec<u8>, ProximalError> {
        self.guard.run(|| {
            let mut bytes = Vec::new();
            lock(&self.inner).frame(until, &mut bytes);
            Ok(bytes)
        })
    }

    /// What really happened so far.
    pub fn truth(&self) -> Result<Truth, ProximalError> {
        self.guard.run(|| Ok(lock(&self.inner).truth().clone()))
    }
}
