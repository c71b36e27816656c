//! What Kotlin, Swift and Python see: UniFFI objects, each a thin door to the plain-Rust [`Engine`](crate::Engine).
//!
//! In: values of the core, which cross by their own derive, and the instant of each call. Out: values, or
//! [`ProximalError`](error::ProximalError). Nothing is decided here: the command line stands on the same engine.
//!
//! - [`Engine`](engine::Engine): the history and the plan; `history`, `kept`, `planned`, `exchange` (long work: awaited, broken off,
//!   with progress) and `pages` are its parts.
//! - [`LiveSession`](live::LiveSession): block frames in, snapshot and events out. [`SimulatedPhone`](simulated::SimulatedPhone): a person and a phone to try it with.
//! - [`Analyzer`](analysis::Analyzer): a recording, for researchers. [`RaiseTest`](raise::RaiseTest): the leg-raise check. [`Words`](words::Words): sentences in a language.
//! - `routines`: routines as values. [`log_sink`]: the log. `guard`: a panic becomes an error.
//!
//! A panic never crosses: it becomes [`ProximalError::Internal`](error::ProximalError::Internal), the lock it held recovers, and `was_shaken` of the
//! object says so from then on.

#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    reason = "these docs are read in three languages, which have no such section; UniFFI hands values over"
)]

pub mod analysis;
pub mod engine;
pub mod error;
pub mod exchange;
mod guard;
mod history;
mod kept;
pub mod live;
pub mod log_sink;
pub mod pages;
pub mod planned;
pub mod raise;
pub mod routines;
pub mod simulated;
pub mod words;

/// The version of this library, as its crate has it.
#[uniffi::export]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
