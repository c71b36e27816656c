//! Samples to attitude to pelvis: the signal chain (DESIGN §3).

mod askew;
mod attitude;
mod between;
mod breath;
mod filter;
pub mod frame;
mod intake;
mod key;
mod live;
mod math;
mod pace;
mod placement;
mod prior;
mod quality;
mod raise;
mod record;
mod reference;
mod rep;
mod separate;
mod settle;
mod signs;
mod sine;
mod smooth;
mod taps;
mod template;
mod thin;
mod tracker;
mod triangle;
mod uneven;

pub use attitude::{Attitude, Bias, tilt_roll_deg};

pub use breath::{Breath, BreathPhase, Breathing};
pub use intake::{Counts, Intake, Reading};
pub use raise::{Raise, RaiseFault, RaiseState, RaiseTry, STRAP_DEG, best_raise};
pub use record::{
    AxisRecord, BandState, BreathVerdict, Estimate, Laid, Lies, Live, MotionEvent, MotionEventKind, PlacementState,
    Reason, Reasons, ReferenceFault, ReferenceRecord, RepRecord, Verdict,
};
pub use signs::{Signs, SignsVerdict};
pub use tracker::{Finding, Step, Tracker};
