//! `remind`: when the plan asks, as a list or as a calendar.
//!
//! In: a database, a zone. Out: the coming reminders, or a calendar of the week that repeats.

use super::Face;
use super::plan::{Known, moment};
use crate::failure::Failure;
use crate::furniture::Furniture;
use crate::ics;
use crate::output::{self, Output};
use crate::plan_args::Remind as Args;
use crate::sentence::written;
use crate::{folders, world};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use proximal::Engine;
use proximal_core::schedule::{Reminder, plan, reminders, says};
use proximal_core::time::WallTime;
use proximal_core::words::Text;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    let zone = match &args.zone {
        Some(name) => TimeZone::get(name).map_err(|_| {
            Failure::Usage(format!("--zone: there is no '{name}'; a name as Europe/Berlin or UTC is wanted"))
        })?,
        None => TimeZone::system(),
    };
    let known = Known::of(&args.db)?;
    let now = moment(&args.as_of, &zone)?;
    let next = known.next(now)?;
    if args.ics {
        if next.see_clinician {
            return Err(Failure::input("plan", written(&Text::new("plan-see-clinician"), face.lang)));
        }
        return calendar(args, &known, &zone, now, face);
    }
    let all = reminders(&known.plan, &known.outcomes, &known.scores, now, &zone);
    if face.json {
        let rows: Vec<Row> = all.iter().map(|reminder| Row::of(reminder, face)).collect();
        return output::print_json(&rows);
    }
    let mut out = String::new();
    for reminder in &all {
        let text = written(&says::reminder(reminder), face.lang);
        let shown = local(reminder.at);
        let date = written(&says::date(shown.date()), face.lang);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{date}  {}  {text}", plan::clock(shown.time()));
    }
    if all.is_empty() {
        let _ = writeln!(out, "{}", written(&says::when(&next), face.lang));
    }
    output::print(out.as_bytes())
}

fn calendar(args: &Args, known: &Known, zone: &TimeZone, now: WallTime, face: Face) -> Result<(), Failure> {
    let env = world::env()?;
    let id = if let Some(engine) = &known.engine {
        engine.calendar_id(env)?
    } else {
        // The calendar's name is kept, so that it replaces itself: that makes the history.
        let file = folders::sessions(&args.db)?;
        folders::make_room_for(&file)?;
        Engine::open(&file, env)?.calendar_id(env)?
    };
    let text = ics::calendar(&known.plan, &id, zone, now, face.lang);
    let text = text.ok_or_else(|| Failure::Usage("no calendar can be made for that time; see --at".to_owned()))?;
    let mut out = Output::to(&args.output)?;
    out.write_all(text.as_bytes()).map_err(|e| Failure::from_io(&args.output.to_string_lossy(), &e))?;
    out.finish()?;
    if args.output == Path::new("-") {
        return Ok(());
    }
    output::print(format!("{}\n", Furniture::new(face.lang).calendar_in(&args.output)).as_bytes())
}

/// What the user's clock shows at `at`.
fn local(at: WallTime) -> jiff::civil::DateTime {
    let offset = Offset::from_seconds(i32::from(at.offset_min) * 60).unwrap_or(Offset::UTC);
    offset.to_datetime(Timestamp::from_millisecond(at.utc_ms).unwrap_or_default())
}

/// One reminder, for machines.
#[derive(Serialize)]
struct Row {
    /// RFC 3339, with the offset in force then.
    at: String,
    utc_ms: i64,
    offset_min: i16,
    day: String,
    planned_time: String,
    moved: bool,
    title: String,
}

impl Row {
    fn of(reminder: &Reminder, face: Face) -> Self {
        let WallTime { utc_ms, offset_min } = reminder.at;
        let sign = if offset_min < 0 { '-' } else { '+' };
        let minutes = offset_min.unsigned_abs();
        let shown = local(reminder.at).strftime("%Y-%m-%dT%H:%M:%S").to_string();
        Self {
            at: format!("{shown}{sign}{:02}:{:02}", minutes / 60, minutes % 60),
            utc_ms,
            offset_min,
            day: reminder.day.strftime("%Y-%m-%d").to_string(),
            planned_time: plan::clock(reminder.time),
            moved: reminder.moved,
            title: written(&says::reminder(reminder), face.lang),
        }
    }
}
