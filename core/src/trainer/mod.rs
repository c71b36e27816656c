//! Trainer and client without an account (FIELD F35): what a trainer asks for, and what came of it.
//!
//! In: a routine with the rules of its plan; sessions. Out: [`Prescription`] and [`ClientResult`] as files, the first as a
//! link too, short enough for a QR code. Values only: nothing here sends anything.
//!
//! - `prescription`: what is asked for. `link`: the same in few characters. `result`: what came of it.

mod link;
mod prescription;
mod result;

pub use link::{from_link, is_link, to_link};
pub use prescription::{MAX_TEXT, Prescription, REGISTERS};
pub use result::{ClientResult, Done, Reps, Shared};

use std::fmt;

/// Why something is no prescription or no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainerError {
    /// A lowercase fragment that says where and what.
    pub what: String,
    /// Whether only a newer version can read it.
    pub newer: bool,
}

impl TrainerError {
    fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), newer: false }
    }
}

impl fmt::Display for TrainerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for TrainerError {}

/// Refuses a document of another schema than `wanted` before its fields are looked at.
fn check_schema(json: &serde_json::Value, wanted: &str) -> Result<(), TrainerError> {
    let found = json.get("schema").and_then(serde_json::Value::as_str).unwrap_or_default();
    let (family, _) = wanted.split_once('/').unwrap_or((wanted, ""));
    if found == wanted {
        return Ok(());
    }
    if found.split_once('/').is_some_and(|(name, _)| name == family) {
        let what = format!("a newer version wrote this ({found}, this one knows {wanted}); update Proximal");
        return Err(TrainerError { what, newer: true });
    }
    Err(TrainerError::new(format!("schema: is '{found}', wanted {wanted}")))
}

#[cfg(test)]
mod tests;
