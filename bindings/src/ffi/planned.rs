//! The plan: its registers, what they mean, and what a trainer sent.
//!
//! In: registers as text (SEAMS: a setting each, the last writer's). Out: what changed, or [`ProximalError`] naming the register.

use super::engine::Engine;
use super::error::ProximalError;
use proximal_core::schedule::plan;
use proximal_core::time::WallTime;
use proximal_core::trainer::{Prescription, from_link, is_link};

/// One register of the plan and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlanRegister {
    /// Its key: `plan.times`, `plan.rest`, …
    pub key: String,
    /// What it holds.
    pub value: String,
}

/// A register with what it held and what it holds.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PlanChange {
    /// Its key.
    pub key: String,
    /// What it held.
    pub before: String,
    /// What it holds now.
    pub after: String,
}

#[uniffi::export]
impl Engine {
    /// The plan as it was set, a register each.
    pub fn plan(&self) -> Result<Vec<PlanRegister>, ProximalError> {
        let registers = self.ask(crate::Engine::plan)?.registers();
        Ok(registers.into_iter().map(|(key, value)| PlanRegister { key: key.to_owned(), value }).collect())
    }

    /// Sets registers of the plan, all of them or none.
    ///
    /// `InvalidInput` with the register that cannot be.
    pub fn set_plan(&self, registers: Vec<PlanRegister>, now: WallTime) -> Result<Vec<PlanChange>, ProximalError> {
        let known = |r: PlanRegister| match plan::KEYS.into_iter().find(|key| *key == r.key) {
            Some(key) => Ok((key, r.value)),
            None => Err(ProximalError::invalid(format!("no register is called '{}'", r.key))),
        };
        let values: Vec<_> = registers.into_iter().map(known).collect::<Result<_, _>>()?;
        Ok(changes(self.run(now, |engine, env| engine.set_plan(&values, env))?))
    }

    /// Brings back what was set last; once more, and forth again.
    pub fn undo_plan(&self, now: WallTime) -> Result<Vec<PlanChange>, ProximalError> {
        Ok(changes(self.run(now, crate::Engine::undo_plan)?))
    }

    /// Accepts a prescription, a file's text or a link: keeps its routine and sets the plan. Accepting it again is safe.
    ///
    /// `InvalidInput` with what cannot be, `NewerSchema` when a newer version wrote it.
    pub fn accept(&self, prescription: String, now: WallTime) -> Result<Vec<PlanChange>, ProximalError> {
        let text = prescription.trim();
        let read = if is_link(text) { from_link(text) } else { Prescription::read(text) };
        let read = read.map_err(crate::Error::from)?;
        Ok(changes(self.run(now, |engine, env| engine.accept(&read, env))?))
    }
}

fn changes(changed: Vec<crate::Changed>) -> Vec<PlanChange> {
    let change = |c: crate::Changed| PlanChange { key: c.key.to_owned(), before: c.before, after: c.after };
    changed.into_iter().map(change).collect()
}
