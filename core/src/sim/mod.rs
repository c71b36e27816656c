//! The simulated person and phone, with exact truth.
