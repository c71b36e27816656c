//! A damaged history: set aside, and what can be read of it is there again; backups, made and put back.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on stops")]

mod bytes;
mod files;
mod fixture;
