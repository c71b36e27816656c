//! The plan through its public door: days and zones, the rule of steps, laws over any history, simulated people.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

#[path = "../common/mod.rs"]
mod common;
mod days;
mod laws;
mod people;
mod rule;

use jiff::civil::{DateTime, date};
use jiff::tz::TimeZone;
use proximal_core::motion::Estimate;
use proximal_core::schedule::{Level, Outcome, Tally, WeeklyPlan, Work};
use proximal_core::session::Ending;
use proximal_core::time::WallTime;
use proximal_core::timeline::{BlockKind, Side};

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

/// What a clock in `zone` shows as `local`, the first time it does.
fn at(local: DateTime, zone: &TimeZone) -> WallTime {
    let shown = zone.to_ambiguous_zoned(local).earlier().unwrap();
    let offset_min = i16::try_from(shown.offset().seconds() / 60).unwrap();
    WallTime { utc_ms: shown.timestamp().as_millisecond(), offset_min }
}

/// Noon in Berlin, `n` days after Monday, 2026-11-02.
fn day(n: i32) -> WallTime {
    let noon = date(2026, 11, 2).at(12, 0, 0, 0);
    at(noon.checked_add(jiff::Span::new().days(n)).unwrap(), &zone("Europe/Berlin"))
}

fn level(exercise: BlockKind) -> Level {
    Level::first_of(exercise).unwrap()
}

fn start() -> Level {
    WeeklyPlan::default().level
}

/// `steady` of `judged`, `unclear` besides, a peak of `peak_deg` ± 0.5°.
fn tally([steady, judged, unclear]: [u16; 3], peak_deg: f64) -> Tally {
    let peak_deg = Estimate { value: peak_deg, ci95: [peak_deg - 0.5, peak_deg + 0.5] };
    Tally { steady, judged, unclear, peak_deg: (judged >= 2).then_some(peak_deg), loss_s: None }
}

/// A finished, measured session at `level`, left and right as given, the depth confirmed, without pain.
fn session(began: WallTime, level: Level, left: [u16; 3], right: [u16; 3]) -> Outcome {
    let mut work = Work {
        exercise: level.exercise,
        variant: level.variant,
        other_leg: level.other_leg,
        landmark: level.landmark,
        to_depth: Some(true),
        left: Tally::default(),
        right: Tally::default(),
        both: Tally::default(),
    };
    work = if level.exercise == BlockKind::DoubleLegLower {
        work.with(Side::Both, tally(left, 2.0))
    } else {
        work.with(Side::Left, tally(left, 2.0)).with(Side::Right, tally(right, 2.0))
    };
    Outcome {
        began,
        routine: level.routine_name().to_owned(),
        first_side: Side::Left,
        measured: true,
        ending: Ending::Finished,
        pain_before: None,
        pain_after: Some(false),
        work: if level.is_judged() { vec![work] } else { Vec::new() },
    }
}
