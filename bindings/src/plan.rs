//! The plan behind the engine's door: its registers, and what the saved sessions say to it.
//!
//! In: changes of registers, each with the [`Env`] of its command. Out: the plan, or [`Error`] that names the register.

use crate::engine::Engine;
use crate::error::{Error, ErrorKind};
use proximal_core::history::Env;
use proximal_core::insight::Range;
use proximal_core::schedule::{Outcome, PlanError, TypedScore, WeeklyPlan, plan};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What registers held before they were last set, as a JSON object; an undo swaps the two.
const BEFORE: &str = "plan.before";
/// What tells this plan's calendar from anybody else's.
const CALENDAR: &str = "plan.calendar";

/// A register with what it held and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its key.
    pub key: &'static str,
    /// What it held; its default where it was never set or could not be read.
    pub before: String,
    /// What it holds now.
    pub after: String,
}

impl Engine {
    /// The plan as it was set.
    ///
    /// # Errors
    /// `InvalidInput` with the register that cannot be read; `Corrupt`, `Storage`, `Closed`.
    pub fn plan(&self) -> Result<WeeklyPlan, Error> {
        self.plan_without(&[])
    }

    /// Sets registers of the plan, all of them or none, and keeps what they held for [`Engine::undo_plan`]. A register that
    /// cannot be read is set over.
    ///
    /// # Errors
    /// `InvalidInput` with the register that cannot be; `Storage`, `Busy`, `Closed`.
    pub fn set_plan(&self, values: &[(&'static str, String)], env: Env) -> Result<Vec<Changed>, Error> {
        let keys: Vec<&str> = values.iter().map(|(key, _)| *key).collect();
        let before = self.plan_without(&keys)?;
        // What can be read of the old values is what an undo brings back.
        let old = WeeklyPlan::read(|key| self.readable(key)).unwrap_or_else(|_| before.clone()).registers();
        let new = |key: &'static str| values.iter().find(|(k, _)| *k == key).map(|(_, value)| value.clone());
        let kept = before.registers();
        let after = WeeklyPlan::read(|key| new(key).or_else(|| held(&kept, key)))?.registers();
        let changed = |key: &'static str| {
            let (before, after) = (held(&old, key)?, held(&after, key)?);
            (keys.contains(&key) && before != after).then_some(Changed { key, before, after })
        };
        let changed: Vec<Changed> = plan::KEYS.into_iter().filter_map(changed).collect();
        self.write_plan(&changed, env)?;
        Ok(changed)
    }

    /// Brings back what [`Engine::set_plan`] set last; once more, and forth again. Nothing when nothing was set.
    ///
    /// # Errors
    /// `InvalidInput` when what was kept cannot be read; `Storage`, `Busy`, `Closed`.
    pub fn undo_plan(&self, env: Env) -> Result<Vec<Changed>, Error> {
        let kept: BTreeMap<String, String> = match self.setting(BEFORE)? {
            Some(text) => serde_json::from_str(&text).map_err(|e| bad(BEFORE, &e.to_string()))?,
            None => return Ok(Vec::new()),
        };
        let back = |key: &'static str| Some((key, kept.get(key)?.clone()));
        let values: Vec<_> = plan::KEYS.into_iter().filter_map(back).collect();
        self.set_plan(&values, env)
    }

    /// What every saved session says to the plan, oldest first, as the user corrected it.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn outcomes(&self) -> Result<Vec<Outcome>, Error> {
        self.read(|reader| reader.outcomes(Range::default()))
    }

    /// The leg-raise scores that were typed, newest first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Closed`.
    pub fn typed_scores(&self) -> Result<Vec<TypedScore>, Error> {
        let scores = self.checks()?.scores;
        Ok(scores.iter().map(|s| TypedScore { at: s.scored, side: s.side, score: s.score }).collect())
    }

    /// 16 letters and digits that tell this plan's calendar from any other; made once, the same on all devices.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Busy`, `Closed`.
    pub fn calendar_id(&self, env: Env) -> Result<String, Error> {
        if let Some(id) = self.setting(CALENDAR)?.filter(|id| is_calendar_id(id)) {
            return Ok(id);
        }
        let id = env.entropy.iter().take(8).fold(String::new(), |mut id, byte| {
            // Writing to a string cannot fail.
            let _ = write!(id, "{byte:02x}");
            id
        });
        self.set_setting(CALENDAR, &id, env)?;
        Ok(id)
    }

    /// The plan with the defaults for `keys`, whatever those hold.
    fn plan_without(&self, keys: &[&str]) -> Result<WeeklyPlan, Error> {
        let mut held: BTreeMap<&str, String> = BTreeMap::new();
        for key in plan::KEYS.into_iter().filter(|key| !keys.contains(key)) {
            if let Some(value) = self.setting(key)? {
                held.insert(key, value);
            }
        }
        Ok(WeeklyPlan::read(|key| held.get(key).cloned())?)
    }

    /// What the register `key` holds, where that can be read.
    fn readable(&self, key: &'static str) -> Option<String> {
        let value = self.setting(key).ok().flatten()?;
        WeeklyPlan::read(|k| (k == key).then(|| value.clone())).ok().map(|_| value.clone())
    }

    fn write_plan(&self, changed: &[Changed], env: Env) -> Result<(), Error> {
        if changed.is_empty() {
            return Ok(());
        }
        let before: BTreeMap<&str, &str> = changed.iter().map(|c| (c.key, c.before.as_str())).collect();
        let before = serde_json::to_string(&before).map_err(|e| bad(BEFORE, &e.to_string()))?;
        // The way back goes with what it leads back from.
        let after = changed.iter().map(|c| (c.key, c.after.clone()));
        let values: Vec<_> = after.chain([(BEFORE, before)]).collect();
        self.write(move |store| {
            let values: Vec<_> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
            store.set_settings(&values, &env)
        })
    }
}

fn held(registers: &[(&'static str, String)], key: &str) -> Option<String> {
    registers.iter().find(|(k, _)| *k == key).map(|(_, value)| value.clone())
}

fn is_calendar_id(id: &str) -> bool {
    id.len() == 16 && id.chars().all(|c| c.is_ascii_alphanumeric())
}

fn bad(key: &'static str, what: &str) -> Error {
    PlanError { key, value: what.to_owned() }.into()
}

impl From<PlanError> for Error {
    fn from(e: PlanError) -> Self {
        Self::new(ErrorKind::InvalidInput, e.text(), e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world;
    use tempfile::TempDir;

    fn env() -> Env {
        world::env(60).unwrap()
    }

    fn fresh() -> (TempDir, Engine) {
        let dir = TempDir::new().unwrap();
        let engine = Engine::open(&dir.path().join("history.db"), env()).unwrap();
        (dir, engine)
    }

    fn set(engine: &Engine, key: &'static str, value: &str) -> Result<Vec<Changed>, Error> {
        engine.set_plan(&[(key, value.to_owned())], env())
    }

    #[test]
    fn what_is_set_is_there_after_opening_again_and_an_undo_swaps_it() {
        let (dir, engine) = fresh();
        let changed = set(&engine, "plan.times", "sat=09:30").unwrap();
        assert_eq!(changed[0].before, "mon=18:00 wed=18:00 fri=18:00");
        engine.close().unwrap();
        let engine = Engine::open(&dir.path().join("history.db"), env()).unwrap();
        assert_eq!(engine.plan().unwrap().goal(), 1);
        assert_eq!(engine.undo_plan(env()).unwrap()[0].after, "mon=18:00 wed=18:00 fri=18:00");
        assert_eq!(engine.plan().unwrap(), WeeklyPlan::default());
        assert_eq!(engine.undo_plan(env()).unwrap()[0].after, "sat=09:30");
    }

    #[test]
    fn with_nothing_set_there_is_nothing_to_undo_and_the_same_again_changes_nothing() {
        let (_dir, engine) = fresh();
        assert_eq!(engine.undo_plan(env()).unwrap(), []);
        set(&engine, "plan.limit-day", "2").unwrap();
        assert_eq!(set(&engine, "plan.limit-day", "2").unwrap(), []);
        assert_eq!(engine.undo_plan(env()).unwrap()[0].after, "1");
    }

    #[test]
    fn one_value_that_cannot_be_leaves_all_as_it_was() {
        let (_dir, engine) = fresh();
        let both = [("plan.limit-day", "2".to_owned()), ("plan.rollover", "25".to_owned())];
        let error = engine.set_plan(&both, env()).unwrap_err();
        assert_eq!(
            (error.kind, error.detail.as_str()),
            (ErrorKind::InvalidInput, "plan.rollover: is '25', wanted an hour, 0 to 12")
        );
        assert_eq!(engine.plan().unwrap(), WeeklyPlan::default());
    }

    #[test]
    fn the_undo_of_the_history_takes_back_all_that_was_set_together() {
        let (_dir, engine) = fresh();
        let both = [("plan.limit-day", "2".to_owned()), ("plan.limit-week", "8".to_owned())];
        engine.set_plan(&both, env()).unwrap();
        engine.undo(env()).unwrap().unwrap();
        assert_eq!(engine.plan().unwrap(), WeeklyPlan::default());
        assert_eq!(engine.undo_plan(env()).unwrap(), [], "the way back is gone with it");
        engine.redo(env()).unwrap().unwrap();
        let plan = engine.plan().unwrap();
        assert_eq!((plan.limit_day, plan.limit_week), (2, 8));
    }

    #[test]
    fn a_register_from_elsewhere_that_cannot_be_read_is_named_and_can_be_set_over() {
        let (_dir, engine) = fresh();
        engine.set_setting("plan.times", "whenever", env()).unwrap();
        engine.set_setting("plan.lock", "on", env()).unwrap();
        assert!(engine.plan().unwrap_err().to_string().starts_with("plan.times: is 'whenever', wanted"));
        // Another register alone does not make it whole.
        assert!(set(&engine, "plan.limit-day", "2").is_err());
        set(&engine, "plan.times", "sun=10:00").unwrap();
        let plan = engine.plan().unwrap();
        assert!(plan.locked && plan.goal() == 1);
    }

    #[test]
    fn the_calendar_keeps_its_name() {
        let (_dir, engine) = fresh();
        let id = engine.calendar_id(env()).unwrap();
        assert_eq!(engine.calendar_id(env()).unwrap(), id);
        assert!(is_calendar_id(&id), "{id}");
    }
}
