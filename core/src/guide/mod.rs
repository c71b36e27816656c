//! What a person is told and shown of an exercise before it is done: steps in words, and one line drawing.
//!
//! In: a [`Block`](crate::routine::Block) of a routine, a language; for the leg-raise check its tries. Out: [`Text`]s for
//! any face, and SVG that stands alone: light and dark, named for screen readers, no script.
//!
//! [`Text`]: crate::words::Text

mod figure;
mod raise;
mod shape;
mod steps;

pub(crate) use figure::{FIGURE_STYLE, drawing};
pub use figure::{exercise_svg, raise_svg};
pub use raise::{raise_best, raise_degrees, raise_doubts, raise_fault, raise_state, raise_steps};
pub use steps::{About, Line, Step, landmark, posture, steps, title};
