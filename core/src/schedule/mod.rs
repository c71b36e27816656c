//! When to do it and what comes next: weekly plan, reminders, progression and regression (DESIGN §1, FIELD F20, F27).
//!
//! In: what finished sessions said ([`Outcome`], made by history), typed leg-raise scores, the plan's settings, the user's
//! time zone, and now. Out: values. Nothing here asks for the time or reads a file.
//!
//! - `outcome`: what one session says.

mod outcome;

pub use outcome::{Judged, Outcome, Tally, TypedScore, Work};
