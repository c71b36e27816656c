//! Samples to attitude to pelvis: the signal chain (DESIGN §3).

mod attitude;
mod filter;
pub mod frame;
mod math;
mod record;

pub use attitude::{Attitude, tilt_roll_deg};

pub use record::{
    AxisRecord, BandState, BreathVerdict, Estimate, Live, MotionEvent, MotionEventKind, PlacementState, Reason,
    ReferenceFault, ReferenceRecord, RepRecord, Verdict,
};
