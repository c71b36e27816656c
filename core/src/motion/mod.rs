//! Samples to attitude to pelvis: the signal chain (DESIGN §3).

pub mod frame;
mod record;

pub use record::{
    AxisRecord, BandState, BreathVerdict, Estimate, Live, MotionEvent, MotionEventKind, PlacementState, Reason,
    ReferenceFault, ReferenceRecord, RepRecord, Verdict,
};
