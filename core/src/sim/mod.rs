//! The simulated person and phone, with exact truth.
//!
//! In: a seed, a [`Person`], a [`Phone`], and the phases of the cue as they begin. Out: block frames as a phone would
//! send them, and the [`Truth`] behind them. Pure: the same seed and phases give the same bytes, however time is chopped.
//! It is the sensor source of the demo, of the apps' previews and of the tests; the model is that of a rigid phone on a
//! breathing belly whose pelvis turns (FIELD F1–F4, F10–F12, F25–F29).

mod body;
mod curve;
mod dice;
mod person;
mod phone;
mod simulator;

pub use person::{Fault, Person, Skill};
pub use phone::{Clock, Phone};
pub use simulator::{RepTruth, Simulator, Truth};
