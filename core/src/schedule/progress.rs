//! Progression and regression (FIELD F20, F27), replayed from the outcomes: the level is never stored.
//!
//! In: the level somebody chose and since when, whether it is held there, and what sessions said, in any order. Out:
//! [`Standing`]: the level now, what each session was taken for, and every step on the way.
//!
//! A session counts only at the level that was due, with the same variant, other leg and depth. Two in a row with at
//! least 80 % steady of the judged reps on the weaker side lead one step up; two with at most 40 % one step down; each
//! side needs three judged reps, so unclear ones do neither. Up needs the depth confirmed: who lies still is steady too.
//! Pain breaks a row. The weaker side decides both ways, as it does in the leg raise.

use super::{Level, Outcome, Tally, Work};
use crate::session::Ending;
use crate::time::WallTime;

/// Sessions in a row that lead a step up or down.
const IN_A_ROW: u8 = 2;
/// Judged reps a side without which a session says nothing.
const LEAST_JUDGED: u16 = 3;
/// Up from this share of steady reps, in percent.
const UP_PERCENT: u32 = 80;
/// Down up to this share.
const DOWN_PERCENT: u32 = 40;

/// What a session was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Mark {
    /// Steady enough to go up.
    Steady,
    /// Between the two: a row ends.
    Between,
    /// So unsteady that it leads down.
    Unsteady,
    /// Steady enough, but it hurt: a row ends.
    Painful,
    /// Steady enough, but nobody said that the leg went so far: it says nothing.
    DepthUnknown,
    /// Steady enough, but the leg stopped before: it says nothing.
    StoppedShort,
    /// Too few judged reps on a side.
    Unclear,
    /// There was no reference to judge by.
    Unmeasured,
    /// Another exercise, variant, other leg or depth than was due.
    Elsewhere,
}

/// What one session was taken for, and when.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "LadderReading"))]
pub struct Reading {
    /// When the session began.
    pub began: WallTime,
    /// The level that was due.
    pub level: Level,
    /// What it was taken for.
    pub mark: Mark,
    /// Whether it hurt.
    pub pain: bool,
}

/// One step up or down.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "LadderStep"))]
pub struct Step {
    /// When the session began that led to it.
    pub began: WallTime,
    /// The level before.
    pub from: Level,
    /// The level after.
    pub to: Level,
    /// Whether it leads up.
    pub up: bool,
}

/// Where somebody stands.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Standing {
    /// What is due.
    pub level: Level,
    /// Sessions in a row that lead up.
    pub steady_in_a_row: u8,
    /// Sessions in a row that lead down.
    pub unsteady_in_a_row: u8,
    /// The newest session hurt, whatever was done in it: nothing gets harder.
    pub pain: bool,
    /// What each session was taken for, oldest first.
    pub readings: Vec<Reading>,
    /// The steps, oldest first.
    pub steps: Vec<Step>,
}

/// Whether `outcome` hurt.
pub fn hurt(outcome: &Outcome) -> bool {
    outcome.ending == Ending::Pain || [outcome.pain_before, outcome.pain_after].contains(&Some(true))
}

/// Replays `outcomes` from `start`, chosen at `since_ms` (UTC); earlier ones say nothing. Where `locked`, no step is made.
pub fn standing(start: Level, since_ms: i64, locked: bool, outcomes: &[Outcome]) -> Standing {
    let mut now = Standing {
        level: start,
        steady_in_a_row: 0,
        unsteady_in_a_row: 0,
        pain: false,
        readings: Vec::new(),
        steps: Vec::new(),
    };
    let mut due: Vec<&Outcome> = outcomes.iter().filter(|o| o.began.utc_ms >= since_ms).collect();
    due.sort_by_key(|o| o.began.utc_ms);
    for outcome in due {
        now.read(outcome, locked);
    }
    now
}

impl Standing {
    fn read(&mut self, outcome: &Outcome, locked: bool) {
        let (mark, pain) = (mark(self.level, outcome), hurt(outcome));
        self.readings.push(Reading { began: outcome.began, level: self.level, mark, pain });
        self.pain = pain;
        let (steady, unsteady) = match mark {
            Mark::Steady => (self.steady_in_a_row + 1, 0),
            Mark::Unsteady => (0, self.unsteady_in_a_row + 1),
            Mark::Between | Mark::Painful => (0, 0),
            _ if pain => (0, self.unsteady_in_a_row),
            _ => (self.steady_in_a_row, self.unsteady_in_a_row),
        };
        self.steady_in_a_row = steady.min(IN_A_ROW);
        self.unsteady_in_a_row = unsteady.min(IN_A_ROW);
        let up = self.steady_in_a_row == IN_A_ROW;
        let down = self.unsteady_in_a_row == IN_A_ROW;
        let to = match (up, down) {
            _ if locked => None,
            (true, _) => self.level.harder(),
            (_, true) => self.level.easier(),
            _ => None,
        };
        if let Some(to) = to {
            self.steps.push(Step { began: outcome.began, from: self.level, to, up });
            self.level = to;
            self.steady_in_a_row = 0;
            self.unsteady_in_a_row = 0;
        }
    }
}

/// What `outcome` is taken for when `level` is due.
pub fn mark(level: Level, outcome: &Outcome) -> Mark {
    if !level.is_judged() {
        return mark_hold(outcome);
    }
    let at_level = || outcome.work.iter().filter(|work| Level::of_work(work) == level && !is_extra(work));
    if at_level().next().is_none() {
        return Mark::Elsewhere;
    }
    if !outcome.measured {
        return Mark::Unmeasured;
    }
    let sum = |of: fn(&Work) -> &Tally| {
        at_level().map(of).fold((0_u16, 0_u16), |(steady, judged), tally| {
            (steady.saturating_add(tally.steady), judged.saturating_add(tally.judged))
        })
    };
    let both_legs = at_level().all(|work| is_empty(&work.left) && is_empty(&work.right));
    let sides =
        if both_legs { vec![sum(|work| &work.both)] } else { vec![sum(|work| &work.left), sum(|work| &work.right)] };
    if sides.iter().any(|(_, judged)| *judged < LEAST_JUDGED) {
        return Mark::Unclear;
    }
    let all = |enough: fn(u32, u32) -> bool| sides.iter().all(|(s, j)| enough(u32::from(*s) * 100, u32::from(*j)));
    if !all(|steady, judged| steady > DOWN_PERCENT * judged) {
        return Mark::Unsteady;
    }
    if !all(|steady, judged| steady >= UP_PERCENT * judged) {
        return Mark::Between;
    }
    if hurt(outcome) {
        return Mark::Painful;
    }
    // Every set of it, or somebody could rest in one.
    if at_level().any(|work| work.to_depth == Some(false)) {
        Mark::StoppedShort
    } else if at_level().any(|work| work.to_depth.is_none()) {
        Mark::DepthUnknown
    } else {
        Mark::Steady
    }
}

/// Breathing alone: a hold that could serve as a reference, to the end.
fn mark_hold(outcome: &Outcome) -> Mark {
    if !outcome.work.is_empty() || outcome.ending != Ending::Finished {
        Mark::Elsewhere
    } else if !outcome.measured {
        Mark::Unmeasured
    } else if hurt(outcome) {
        Mark::Painful
    } else {
        Mark::Steady
    }
}

/// One side alone: practice, and no evidence; it is done tired.
pub(super) fn is_extra(work: &Work) -> bool {
    is_empty(&work.both) && is_empty(&work.left) != is_empty(&work.right)
}

fn is_empty(tally: &Tally) -> bool {
    tally.judged == 0 && tally.unclear == 0
}
