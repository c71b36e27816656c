//! Proximal: the one door to the core. The command line and the phones both stand on it.
//!
//! [`Engine`] keeps the history, [`world`] asks the machine for time and randomness, [`Error`] says what the user can do.

mod engine;
mod error;
pub mod world;

pub use engine::Engine;
pub use error::{Error, ErrorKind};
pub use proximal_core::history::{Counts, Env, Note, NoteId, SessionSummary};
