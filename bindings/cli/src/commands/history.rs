//! `history`: the saved sessions, newest first.
//!
//! In: a database. Out: lines, or the same as JSON.

use super::{Face, kept, open_history};
use crate::args::{Db, DemoDb, History};
use crate::failure::Failure;
use crate::furniture::Furniture;
use crate::sentence::written;
use crate::{folders, output, summary};
use proximal_core::history::{Day, DaysAsk};
use proximal_core::schedule::says;
use std::path::Path;

/// Runs it.
pub(crate) fn run(args: &History, face: Face) -> Result<(), Failure> {
    if args.deleted {
        return kept::bin(&args.db, face);
    }
    if let Some(days) = args.days {
        return by_days(&args.db, days, face);
    }
    let file = folders::sessions(&args.db)?;
    let sessions = match open_history(&args.db, &file)? {
        Some(engine) => engine.sessions(args.limit)?,
        None => Vec::new(),
    };
    if face.json {
        return output::print_json(&sessions);
    }
    if sessions.is_empty() {
        return none(&file, face);
    }
    output::print(summary::list(&sessions, face.lang).as_bytes())
}

/// `history --days`: the same under the user's own days.
fn by_days(db: &Db, most: u32, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(db)?;
    let days = match open_history(db, &file)? {
        Some(engine) => engine.days(&DaysAsk { before: None, days: most, rollover_h: engine.plan()?.rollover_h })?,
        None => Vec::new(),
    };
    if face.json {
        return output::print_json(&days);
    }
    if days.is_empty() {
        return none(&file, face);
    }
    let day = |day: &Day| {
        format!("{}\n{}", written(&says::date(day.date), face.lang), summary::list(&day.sessions, face.lang))
    };
    output::print(days.iter().map(day).collect::<Vec<_>>().join("\n").as_bytes())
}

fn none(file: &Path, face: Face) -> Result<(), Failure> {
    let demo = folders::demo(&DemoDb { file: None })?;
    output::print(format!("{}\n", Furniture::new(face.lang).no_sessions(file, &demo)).as_bytes())
}
