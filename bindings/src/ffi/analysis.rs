//! Everything that can be said of a recording, for researchers.
//!
//! In: block frames, and the phases that were performed where they are known. Out: an [`Analysis`].

use super::error::ProximalError;
use super::guard::{Guard, lock};
use proximal_core::motion::{
    Breathing, Counts, Finding, Intake, Laid, MotionEvent, PlacementState, ReferenceRecord, RepRecord, Tracker,
};
use proximal_core::session::TrackPoint;
use proximal_core::timeline::{Mask, Performed, file};
use std::sync::{Arc, Mutex};

/// What was found in a recording.
#[derive(Debug, Clone, Default, uniffi::Record)]
pub struct Analysis {
    /// Reps, in order.
    pub reps: Vec<RepRecord>,
    /// What the reference taught; none when there was none.
    pub reference: Option<ReferenceRecord>,
    /// What happened to the phone.
    pub events: Vec<MotionEvent>,
    /// How it lay at the end.
    pub placement: PlacementState,
    /// The breath at the end.
    pub breathing: Option<Breathing>,
    /// What intake saw.
    pub samples: Counts,
}

/// Reads a recording block by block.
#[derive(uniffi::Object)]
pub struct Analyzer {
    guard: Guard,
    inner: Mutex<Inner>,
}

struct Inner {
    intake: Intake,
    tracker: Tracker,
    found: Analysis,
}

#[uniffi::export]
impl Analyzer {
    /// A recording whose phone was laid as `laid`. `performed` and `masks` may be empty: then there are no reps.
    #[uniffi::constructor]
    pub fn new(laid: Laid, performed: Performed, masks: Vec<Mask>) -> Arc<Self> {
        let mut tracker = Tracker::laid(laid).recording_all();
        performed.phases().iter().for_each(|p| tracker.phase(*p));
        masks.into_iter().zip(0..).for_each(|(mask, name)| tracker.mask(name, mask));
        let inner = Inner { intake: Intake::default(), tracker, found: Analysis::default() };
        Arc::new(Self { guard: Guard::default(), inner: Mutex::new(inner) })
    }

    /// As `new`, with a `proximal.timeline/1` file's text.
    ///
    /// `InvalidInput` when it is none.
    #[uniffi::constructor]
    pub fn with_timeline(laid: Laid, timeline: String) -> Result<Arc<Self>, ProximalError> {
        let read = file::read(&timeline).map_err(|e| ProximalError::invalid(e.to_string()))?;
        Ok(Self::new(laid, read.performed, read.masks))
    }

    /// One block frame; what was shown at each of its readings comes back, in order.
    ///
    /// `InvalidInput` with the byte that cannot be; what came before it is taken.
    pub fn feed(&self, frame: &[u8]) -> Result<Vec<TrackPoint>, ProximalError> {
        self.guard.run(|| {
            let Inner { intake, tracker, found } = &mut *lock(&self.inner);
            let mut track = Vec::new();
            let read = intake.frame(frame, |reading| {
                let step = tracker.push(&reading);
                let pelvis_deg = step.live.map(|live| [live.tilt_deg, live.roll_deg]);
                track.push(TrackPoint { at: reading.at, phone_deg: step.phone_deg, pelvis_deg });
                found.breathing = step.breathing.or(found.breathing);
                found.take(tracker);
            });
            read.map_err(|e| ProximalError::samples(&e))?;
            Ok(track)
        })
    }

    /// No more frames come: what was found. Nothing is left for a second call.
    pub fn finish(&self) -> Result<Analysis, ProximalError> {
        self.guard.run(|| {
            let Inner { intake, tracker, found } = &mut *lock(&self.inner);
            tracker.finish();
            found.take(tracker);
            found.placement = tracker.placement();
            found.samples = intake.counts();
            Ok(std::mem::take(found))
        })
    }
}

impl Analysis {
    fn take(&mut self, tracker: &mut Tracker) {
        while let Some(finding) = tracker.next_finding() {
            match finding {
                Finding::Reference(reference) => self.reference = Some(reference),
                Finding::Rep(rep) => self.reps.push(rep),
                Finding::Event(event) => self.events.push(event),
            }
        }
    }
}
