//! When to do it and what comes next: weekly plan, reminders, progression and regression (DESIGN §1, FIELD F20, F27).
//!
//! In: what finished sessions said ([`Outcome`], made by history), typed leg-raise scores, the plan's registers, the user's
//! time zone, and now. Out: values. Nothing here asks for the time, keeps anything or reads a file: the level, the week and
//! the reminders are made anew from what was done.
//!
//! - `outcome`: what one session says. `plan`: the plan as it was set.
//! - `day`: the user's day, where clock, offset, zone and rollover meet. `week`: what is done and still asked.
//!   `remind`: when the system is to remind.
//! - `level`: the ladder. `progress`: up and down it. `gap`: left against right.
//! - `next`: all of it joined. [`says`]: in words.

mod day;
mod gap;
mod level;
mod next;
mod outcome;
pub mod plan;
mod progress;
mod remind;
pub mod says;
mod week;

pub use day::{day_of, instant};
pub use gap::{Gap, gap};
pub use level::Level;
pub use next::{Next, Retest, next};
pub use outcome::{Judged, Outcome, Tally, TypedScore, Work};
pub use plan::{ExtraRule, PlanError, Slot, WeeklyPlan};
pub use progress::{Mark, Reading, Standing, Step, hurt, mark, standing};
pub use remind::{MAX_REMINDERS, Reminder, reminders};
pub use week::{Ask, Done, Week, done, week};
