//! What can be typed behind `plan` and `remind`.
//!
//! In: the command line. Out: values whose ranges the core checks.

use crate::args::Db;
use crate::names::{OtherLegName, VariantName};
use crate::routine_args::{Exercise, LandmarkName};
use clap::{ArgGroup, Args as ClapArgs, Subcommand, ValueEnum};
use jiff::civil::DateTime;
use std::path::PathBuf;

/// `plan`.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Plan {
    /// The week, the level and why it is that one, and the rules of the plan.
    Show(Show),
    /// Changes the plan; says what it was before.
    Set(Box<Set>),
    /// What to do next, when and why; with -o as a routine file.
    Next(Next),
}

/// `plan show`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) as_of: AsOf,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `plan next`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Next {
    /// Write the routine to this file, to be heard (audio) or done (replay); `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// For another moment than now.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct AsOf {
    /// As if it were then: 2026-11-26T18:00, by your clock.
    #[arg(long = "at", value_name = "TIME")]
    pub(crate) time: Option<DateTime>,
}

/// `plan set`.
#[derive(Debug, Clone, ClapArgs)]
#[command(group = ArgGroup::new("change").multiple(true).required(true))]
pub(crate) struct Set {
    /// Back to what was set before; once more, and forth again.
    #[arg(long, group = "change", conflicts_with_all = ["times", "days", "rest", "rollover", "limit_week", "limit_day", "level", "lock", "extra"])]
    pub(crate) undo: bool,
    /// When to train: mon=18:00,wed=18:00,fri=07:30. Nothing between the quotes is never.
    #[arg(long, value_name = "DAY=TIME,…", group = "change")]
    pub(crate) times: Option<String>,
    /// On which days to train: mon,wed,fri; at --time.
    #[arg(long, value_name = "DAY,…", group = "change", conflicts_with = "times")]
    pub(crate) days: Option<String>,
    /// At what time of each of --days.
    #[arg(long, value_name = "TIME", requires = "days", default_value = "18:00")]
    pub(crate) time: String,
    /// Days on which nothing is ever asked: sat,sun, or '' for none.
    #[arg(long, value_name = "DAY,…", group = "change")]
    pub(crate) rest: Option<String>,
    /// The hour at which your day begins, 0 to 12: what you do before it belongs to the evening.
    #[arg(long, value_name = "HOUR", group = "change")]
    pub(crate) rollover: Option<u8>,
    /// Most sessions the plan may ask for in a week, 1 to 21.
    #[arg(long, value_name = "N", group = "change")]
    pub(crate) limit_week: Option<u8>,
    /// Most sessions it may ask for in a day, 1 to 3.
    #[arg(long, value_name = "N", group = "change")]
    pub(crate) limit_day: Option<u8>,
    /// Go on from this exercise; what was done before says nothing about it.
    #[arg(long, value_name = "EXERCISE", value_enum, group = "change")]
    pub(crate) level: Option<Exercise>,
    /// How far the leg goes down at --level [default: knee, where a leg is lowered].
    #[arg(long, value_enum, requires = "level")]
    pub(crate) landmark: Option<LandmarkName>,
    /// How it goes down at --level.
    #[arg(long, value_enum, requires = "level")]
    pub(crate) variant: Option<VariantName>,
    /// Where the other leg is at --level.
    #[arg(long, value_enum, requires = "level")]
    pub(crate) other_leg: Option<OtherLegName>,
    /// Hold the level where it is now, or let it go on from there.
    #[arg(long, value_name = "true|false", group = "change")]
    pub(crate) lock: Option<bool>,
    /// Which side gets one more set.
    #[arg(long, value_enum, group = "change")]
    pub(crate) extra: Option<ExtraName>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// Which side gets one more set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtraName {
    /// The one that goes farther, when the gap exceeds the noise.
    Auto,
    /// None.
    Off,
    /// The left one, always.
    Left,
    /// The right one, always.
    Right,
}

/// `remind`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Remind {
    /// A calendar of the week as it is planned, for any calendar program; taken in again it replaces itself.
    #[arg(long, conflicts_with = "json")]
    pub(crate) ics: bool,
    /// Where the calendar goes; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-", requires = "ics")]
    pub(crate) output: PathBuf,
    /// The zone whose clock counts: Europe/Berlin [default: the system's].
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
    #[command(flatten)]
    pub(crate) db: Db,
}
