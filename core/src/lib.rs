//! The core of Proximal, a coach for leg lowering: everything that can be done once.
//!
//! Samples, ticks and commands come in; a snapshot, cues, rep records and journal bytes go out. No clock, thread,
//! network, runtime or FFI lives here; only [`history`] and [`report`] touch files, and they are handed the world.
//! Arrows point one way: `time <- timeline <- {routine, motion, cues} <- session <- history`; `schedule` reads the
//! outcomes that history hands it, `insight` the numbers; `words` is used by cues, guide, schedule, insight, reports and
//! the faces; `sim`, `guide` and `report` stand at the edge.

#![cfg_attr(test, allow(clippy::float_cmp, reason = "exact values are meant"))]

#[cfg(feature = "uniffi")]
pub mod crossing;
pub mod cues;
pub mod guide;
pub mod history;
pub mod insight;
pub mod motion;
pub mod report;
pub mod routine;
pub mod schedule;
pub mod session;
pub mod sim;
pub mod time;
pub mod timeline;
pub mod trainer;
pub mod words;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();
