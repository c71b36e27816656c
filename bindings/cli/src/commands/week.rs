//! `week`: what was done this week and what is still asked.
//!
//! In: a database, a moment. Out: lines, or the same as JSON.

use super::Face;
use super::plan::rows::{WeekRow, week_row};
use super::plan::{Known, lines, moment};
use crate::failure::Failure;
use crate::insight_args::Week as Args;
use crate::sentence::written;
use crate::{output, summary};
use jiff::tz::TimeZone;
use proximal_core::history::{Day, DaysAsk};
use proximal_core::schedule::{Next, says};
use serde::Serialize;

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    let known = Known::of(&args.db)?;
    let next = known.next(moment(&args.as_of, &TimeZone::system())?)?;
    let days = days(&known, &next)?;
    if face.json {
        return output::print_json(&Told { schema: "proximal.week/1", week: week_row(&next), days });
    }
    let mut out = String::new();
    lines(&mut out, [says::week(&next.week)], face.lang);
    // Oldest first, so that it reads on to what is still asked.
    for day in days.iter().rev() {
        out.push('\n');
        lines(&mut out, [says::date(day.date)], face.lang);
        out.push_str(&summary::list(&day.sessions, face.lang));
    }
    out.push('\n');
    if next.week.asks.is_empty() {
        lines(&mut out, [says::when(&next)], face.lang);
    }
    lines(&mut out, next.week.asks.iter().map(|ask| says::ask(ask, |text| written(text, face.lang))), face.lang);
    output::print(out.as_bytes())
}

/// The days of the week on which something was done, newest first.
fn days(known: &Known, next: &Next) -> Result<Vec<Day>, Failure> {
    let Some(engine) = &known.engine else { return Ok(Vec::new()) };
    let before = next.today.tomorrow().ok();
    let mut days = engine.days(&DaysAsk { before, days: 7, rollover_h: known.plan.rollover_h })?;
    days.retain(|day| day.date >= next.week.monday);
    Ok(days)
}

#[derive(Serialize)]
struct Told {
    schema: &'static str,
    week: WeekRow,
    days: Vec<Day>,
}
