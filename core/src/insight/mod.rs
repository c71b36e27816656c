//! What sessions tell together: trends with their noise, sides against each other, felt against measured, bests, checks.
//!
//! In: numbers of sessions, as history hands them. Out: what can be said of them, each with its uncertainty, and the
//! sentences that say what it means and what it does not. Pure. Nothing here compares two people, and what cannot be told
//! apart from noise is called that.
//!
//! - `robust`: medians, scatter, a line with its interval.
//! - `metric`: what is followed, and what of a session's reps makes its number.
//! - `trend`: a number over time, and whether it changed by more than its noise.
//! - `felt`, `best`, `checks`: felt against measured, bests at equal depth, the leg raise.
//! - `screen`: what one screen shows. [`says`]: all of it in words.

mod best;
mod checks;
mod felt;
mod metric;
mod robust;
pub mod says;
mod screen;
mod trend;

pub use best::{Best, Bests};
pub use checks::{
    CarryOver, ONE_TESTER_DEG, RaiseChange, Raised, TWO_TESTERS_DEG, carry_over, newest_score, raise_change,
};
pub use felt::{Felt, FeltSession, Gathered, Leaning, felt};
pub use metric::{Metric, RepNumbers, Unit, Value};
pub use screen::{
    BestsScreen, Filter, GapScreen, GapSession, HoldScreen, LeftOut, LevelBest, Range, SideTrend, TrendScreen, balanced,
};
pub use trend::{Change, Dot, Gather, LEAST_DOTS, MOST_DOTS, Trend};
