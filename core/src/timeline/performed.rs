//! What did happen, in instants of the session's clock; it only grows.
//!
//! In: phases as they begin and end. Out: [`Performed`], its [`Cycle`]s, or [`OutOfOrder`].

use super::{BlockKind, PhaseKind, RepKey, Span};
use serde::{Deserialize, Serialize};

/// How a phase ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Outcome {
    /// Run to its end.
    #[default]
    Done,
    /// Broken off by a pause, an interruption or the end of the session.
    Aborted,
    /// The user passed over it.
    Skipped,
}

/// One phase that happened, or that is happening with its planned end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct PerformedPhase {
    /// What the user did.
    pub kind: PhaseKind,
    /// What its block is for.
    pub block: BlockKind,
    /// The rep it belongs to.
    pub key: RepKey,
    /// From 1; a rep that was broken off is tried again as the next.
    pub attempt: u16,
    /// When.
    pub span: Span,
    /// How it ended.
    pub outcome: Outcome,
}

/// The phase would begin before the one before it ended, or has no length; carries its place from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfOrder {
    /// Which phase, from 0.
    pub index: usize,
}

/// Phases in the order in which they happened; neither overlaps another, and there may be gaps.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Performed {
    phases: Vec<PerformedPhase>,
}

/// A run of consecutive phases with one key and attempt: one breath, one rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle<'a> {
    /// Its phases; never empty.
    pub phases: &'a [PerformedPhase],
    /// What its block is for.
    pub block: BlockKind,
    /// The rep.
    pub key: RepKey,
    /// From 1.
    pub attempt: u16,
    /// From the start of its first phase to the end of its last.
    pub span: Span,
}

impl Cycle<'_> {
    /// Whether all of it was run to its end.
    pub fn is_done(&self) -> bool {
        self.phases.iter().all(|p| p.outcome == Outcome::Done)
    }
}

impl Performed {
    /// The timeline of `phases`.
    ///
    /// # Errors
    /// [`OutOfOrder`] when one begins before the one before it ended, or ends before or when it begins.
    pub fn from_phases(phases: Vec<PerformedPhase>) -> Result<Self, OutOfOrder> {
        let mut all = Self { phases: Vec::with_capacity(phases.len()) };
        for phase in phases {
            all.push(phase)?;
        }
        Ok(all)
    }

    /// Appends `phase`.
    ///
    /// # Errors
    /// [`OutOfOrder`] when it begins before the last one ended, or has no length; nothing is appended then.
    pub fn push(&mut self, phase: PerformedPhase) -> Result<(), OutOfOrder> {
        let late_enough = self.phases.last().is_none_or(|last| phase.span.start >= last.span.end);
        if !late_enough || phase.span.end <= phase.span.start {
            return Err(OutOfOrder { index: self.phases.len() });
        }
        self.phases.push(phase);
        Ok(())
    }

    /// All phases.
    pub fn phases(&self) -> &[PerformedPhase] {
        &self.phases
    }

    /// Runs of consecutive phases with one block, key and attempt.
    pub fn cycles(&self) -> impl Iterator<Item = Cycle<'_>> {
        self.phases.chunk_by(|a, b| a.key == b.key && a.attempt == b.attempt && a.block == b.block).filter_map(
            |phases| {
                let (first, last) = (phases.first()?, phases.last()?);
                let span = Span { start: first.span.start, end: last.span.end };
                Some(Cycle { phases, block: first.block, key: first.key, attempt: first.attempt, span })
            },
        )
    }
}
