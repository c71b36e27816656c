//! A prescription: a routine, and how often, how much, whether the level may move.
//!
//! In: what a trainer chose. Out: [`Prescription`], checked; JSON and back.

use super::{TrainerError, check_schema};
use crate::routine::{self, Routine};
use crate::schedule::WeeklyPlan;
use crate::time::WallTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const SCHEMA: &str = "proximal.prescription/1";

/// Registers of the plan that a trainer may set: when and how often, its limits, the level and whether it may move. The hour at
/// which the day begins is the client's own.
pub const REGISTERS: [&str; 7] =
    ["plan.times", "plan.rest", "plan.limit-week", "plan.limit-day", "plan.level", "plan.lock", "plan.extra"];

/// Names and notes are no longer, in characters.
pub const MAX_TEXT: usize = 200;

/// What a trainer asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prescription {
    /// Always `proximal.prescription/1`.
    pub schema: String,
    /// Who asks, as they call themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Whom it is for.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub client: Option<String>,
    /// When it was made.
    pub made: WallTime,
    /// What is to be done.
    pub routine: Routine,
    /// Some of [`REGISTERS`] with what they are to hold (`schedule::plan`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub plan: BTreeMap<String, String>,
    /// What else there is to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Prescription {
    /// A prescription of `routine` and nothing else.
    pub fn new(routine: Routine, made: WallTime) -> Self {
        let (from, client, note) = (None, None, None);
        Self { schema: SCHEMA.to_owned(), from, client, made, routine, plan: BTreeMap::new(), note }
    }

    /// Whether it can be done and kept.
    ///
    /// # Errors
    /// [`TrainerError`] with the field.
    pub fn check(&self) -> Result<(), TrainerError> {
        routine::check(&self.routine).map_err(|e| TrainerError::new(format!("routine: {e}")))?;
        for (name, text) in [("from", &self.from), ("for", &self.client), ("note", &self.note)] {
            let Some(text) = text else { continue };
            if text.trim().is_empty() || text.chars().count() > MAX_TEXT || text.chars().any(char::is_control) {
                return Err(TrainerError::new(format!("{name}: wanted 1 to {MAX_TEXT} characters in one line")));
            }
        }
        if let Some(key) = self.plan.keys().find(|key| !REGISTERS.contains(&key.as_str())) {
            return Err(TrainerError::new(format!("plan: '{key}' is not a trainer's to set")));
        }
        WeeklyPlan::read(|key| self.plan.get(key).cloned()).map_err(|e| TrainerError::new(e.to_string()))?;
        Ok(())
    }

    /// The registers it sets, by the keys the plan knows.
    pub fn registers(&self) -> Vec<(&'static str, String)> {
        REGISTERS.into_iter().filter_map(|key| Some((key, self.plan.get(key)?.clone()))).collect()
    }

    /// Reads a prescription's JSON.
    ///
    /// # Errors
    /// [`TrainerError`] with the field, or the version.
    pub fn read(text: &str) -> Result<Self, TrainerError> {
        let json: serde_json::Value =
            serde_json::from_str(text).map_err(|e| TrainerError::new(format!("is no prescription ({e})")))?;
        check_schema(&json, SCHEMA)?;
        let read: Self = serde_json::from_value(json).map_err(|e| TrainerError::new(e.to_string()))?;
        read.check()?;
        Ok(read)
    }

    /// Its JSON, for a file.
    ///
    /// # Errors
    /// [`TrainerError`] when it does not [`check`](Self::check).
    pub fn write(&self) -> Result<String, TrainerError> {
        self.check()?;
        serde_json::to_string_pretty(self).map_err(|e| TrainerError::new(e.to_string()))
    }
}
