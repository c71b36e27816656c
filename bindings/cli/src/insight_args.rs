//! What can be typed behind `trend`, `week`, `bests`, `checks` and `report`.
//!
//! In: the command line. Out: what to draw, and of which days.

use crate::args::Db;
use crate::names::{FirstSide, OtherLegName, VariantName};
use crate::plan_args::AsOf;
use crate::routine_args::{Exercise, LandmarkName};
use clap::{Args as ClapArgs, ValueEnum};
use jiff::ToSpan as _;
use jiff::civil::Date;
use proximal_core::insight::{Filter, Metric};
use std::path::PathBuf;

/// `trend`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Trend {
    /// What is followed.
    #[arg(value_enum, default_value_t = MetricName::Peak)]
    pub(crate) metric: MetricName,
    /// One leg only.
    #[arg(long, value_enum)]
    pub(crate) side: Option<FirstSide>,
    /// Only this exercise [default: what was done last].
    #[arg(long, value_enum)]
    pub(crate) exercise: Option<Exercise>,
    /// Only this variant.
    #[arg(long, value_enum)]
    pub(crate) variant: Option<VariantName>,
    /// Only with the other leg here.
    #[arg(long, value_enum)]
    pub(crate) other_leg: Option<OtherLegName>,
    /// Only at this depth.
    #[arg(long, value_enum)]
    pub(crate) landmark: Option<LandmarkName>,
    /// The last days, weeks, months or years: 30d, 12w, 6m, 1y; or all.
    #[arg(long, value_name = "SPAN", value_parser = stretch, default_value = "1y")]
    pub(crate) last: Stretch,
    /// As a drawing (SVG).
    #[arg(long)]
    pub(crate) svg: bool,
    /// Where the drawing goes; `-` is standard output [default: trend-METRIC.svg here].
    #[arg(short, long, value_name = "FILE", requires = "svg")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// A stretch of time up to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// So many days, weeks, months or years.
    Last(u16, char),
    /// All there is.
    All,
}

/// What can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MetricName {
    /// How far the pelvis goes, on the axis on which it goes farther.
    Peak,
    /// How far it tilts.
    Tilt,
    /// How far it rolls.
    Roll,
    /// How far from its start it ends.
    Drift,
    /// How much it trembles.
    Wiggle,
    /// How far from the set's zero a rep begins.
    Creep,
    /// Seconds into the exhale at which it leaves the band.
    Loss,
    /// Steady reps among the judged ones.
    Steady,
    /// Time inside the band.
    InBand,
    /// Motion in the lowers relative to the hold's own.
    Stillness,
    /// Left against right, from balanced sessions.
    Gap,
    /// Reps that felt steady against reps that were.
    Felt,
}

/// `week`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Week {
    #[command(flatten)]
    pub(crate) as_of: AsOf,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `bests`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Bests {
    /// The last days, weeks, months or years: 30d, 12w, 6m, 1y; or all.
    #[arg(long, value_name = "SPAN", value_parser = stretch, default_value = "all")]
    pub(crate) last: Stretch,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `checks`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Checks {
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `report`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Report {
    /// Its id, or the beginning of it [default: the newest].
    #[arg(conflicts_with_all = ["from", "to", "last", "trainer"])]
    pub(crate) session: Option<String>,
    /// Days from this one on: 2026-11-01 [default: 30 days before --to].
    #[arg(long, value_name = "DAY", conflicts_with = "last")]
    pub(crate) from: Option<Date>,
    /// Days up to this one [default: today].
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<Date>,
    /// The last days, weeks, months or years: 30d, 12w, 6m, 1y.
    #[arg(long, value_name = "SPAN", value_parser = stretch)]
    pub(crate) last: Option<Stretch>,
    /// One page to hand to a trainer; of the last 30 days where nothing else is said.
    #[arg(long)]
    pub(crate) trainer: bool,
    /// Where it goes; `-` is standard output [default: a name of its own here].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: Db,
}

impl Stretch {
    /// Its first day, where `today` is its last; none without one.
    pub(crate) fn from(self, today: Date) -> Option<Date> {
        let Self::Last(count, unit) = self else { return None };
        let count = i64::from(count);
        let span = match unit {
            'd' => count.days(),
            'w' => count.weeks(),
            'm' => count.months(),
            _ => count.years(),
        };
        // The last 7 days are today and six before.
        today.checked_sub(span).and_then(jiff::civil::Date::tomorrow).ok()
    }
}

impl Trend {
    /// Which level to look at.
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            exercise: self.exercise.map(Into::into),
            variant: self.variant.map(Into::into),
            other_leg: self.other_leg.map(Into::into),
            landmark: self.landmark.and_then(Into::into),
        }
    }
}

impl From<MetricName> for Metric {
    fn from(name: MetricName) -> Self {
        match name {
            MetricName::Peak => Self::Peak,
            MetricName::Tilt => Self::Tilt,
            MetricName::Roll => Self::Roll,
            MetricName::Drift => Self::Drift,
            MetricName::Wiggle => Self::Wiggle,
            MetricName::Creep => Self::Creep,
            MetricName::Loss => Self::Loss,
            MetricName::Steady => Self::Steady,
            MetricName::InBand => Self::InBand,
            MetricName::Stillness => Self::Stillness,
            MetricName::Gap => Self::Gap,
            MetricName::Felt => Self::Felt,
        }
    }
}

fn stretch(text: &str) -> Result<Stretch, String> {
    let bad = || format!("'{text}' is no stretch of time; 30d, 12w, 6m, 1y or all");
    if text == "all" {
        return Ok(Stretch::All);
    }
    let unit = text.chars().last().filter(|unit| "dwmy".contains(*unit)).ok_or_else(bad)?;
    let count = text.trim_end_matches(unit).parse::<u16>().ok().filter(|n| (1..=9_999).contains(n)).ok_or_else(bad)?;
    Ok(Stretch::Last(count, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_time_is_a_number_and_a_letter_or_all() {
        assert_eq!(stretch("30d"), Ok(Stretch::Last(30, 'd')));
        assert_eq!(stretch("all"), Ok(Stretch::All));
        for text in ["", "d", "0d", "30", "-3d", "30x", "1.5y", "99999d"] {
            assert!(stretch(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_seven_days_are_today_and_six_before() {
        let today = jiff::civil::date(2026, 3, 1);
        assert_eq!(Stretch::Last(7, 'd').from(today), Some(jiff::civil::date(2026, 2, 23)));
        assert_eq!(Stretch::Last(1, 'm').from(today), Some(jiff::civil::date(2026, 2, 2)));
        assert_eq!(Stretch::All.from(today), None);
        assert_eq!(Stretch::Last(9_999, 'y').from(jiff::civil::date(-5_000, 1, 1)), None);
    }
}
