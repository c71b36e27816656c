//! `report`: one saved session, a stretch of time or a trainer's sheet of it as an HTML page.
//!
//! In: a database and which session or days. Out: the page, whole or not at all, and where it is.

use super::{Face, find_session, open_history};
use crate::failure::Failure;
use crate::insight_args::{Report, Stretch};
use crate::output::{self, Output};
use crate::sentence::written;
use crate::{folders, furniture};
use proximal_core::insight::Filter;
use proximal_core::report::{range_html, session_html, trainer_html};
use proximal_core::schedule;
use proximal_core::session::{SessionRecord, Trace};
use proximal_core::words::Lang;
use serde::Serialize;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Where the page went, for machines.
#[derive(Debug, Serialize)]
struct Written<'a> {
    session: String,
    report: &'a Path,
}

/// The same of a page about days.
#[derive(Debug, Serialize)]
struct WrittenDays<'a> {
    from: String,
    to: String,
    trainer: bool,
    report: &'a Path,
}

/// Days that a page shows where nobody says how many.
const USUAL: Stretch = Stretch::Last(30, 'd');

/// Runs it.
pub(crate) fn run(args: &Report, face: Face) -> Result<(), Failure> {
    if args.trainer || args.from.is_some() || args.to.is_some() || args.last.is_some() {
        return days(args, face);
    }
    let (engine, session) = find_session(&args.db, args.session.as_deref())?;
    let signals = engine.trace(session.id)?;
    let path = args.output.clone().unwrap_or_else(|| file_name(&session));
    if let Some(damaged) = signals.as_ref().filter(|s| !s.damage.is_empty()) {
        eprintln!("{}", written(&furniture::damaged(damaged.lost), face.lang));
    }
    write(&session, signals.as_ref().map(|s| &s.trace), face.lang, &path)?;
    if path == Path::new("-") {
        return Ok(());
    }
    if face.json {
        return output::print_json(&Written { session: session.id.to_string(), report: &path });
    }
    output::print(format!("{}\n", path.display()).as_bytes())
}

/// A page of a stretch of time, or the trainer's sheet of it.
fn days(args: &Report, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let none = || Failure::input(&file.to_string_lossy(), "holds no sessions yet");
    let engine = open_history(&args.db, &file)?.ok_or_else(none)?;
    let now = furniture::now();
    let today = schedule::day_of(now, engine.plan()?.rollover_h);
    let to = args.to.or(today).ok_or_else(|| Failure::Usage("--to: say up to which day".to_owned()))?;
    let from = args.from.or_else(|| args.last.unwrap_or(USUAL).from(to));
    let from = from.ok_or_else(|| Failure::Usage("--last: a page takes a number of days, 30d".to_owned()))?;
    if from > to {
        return Err(Failure::Usage(format!("--from {from} lies after --to {to}")));
    }
    let is = engine.range_report(from, to, Filter::default(), now)?;
    let (page, name) = if args.trainer {
        (trainer_html(&is, face.lang), format!("proximal-trainer-{from}-{to}.html"))
    } else {
        (range_html(&is, face.lang), format!("proximal-{from}-{to}.html"))
    };
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(name));
    put(&page, &path)?;
    if path == Path::new("-") {
        return Ok(());
    }
    if face.json {
        let (from, to) = (from.to_string(), to.to_string());
        return output::print_json(&WrittenDays { from, to, trainer: args.trainer, report: &path });
    }
    output::print(format!("{}\n", path.display()).as_bytes())
}

/// Writes the page of `session` to `path`; `-` is standard output.
///
/// # Errors
/// [`Failure`] when it cannot be written; nothing is there then that was not before.
pub(crate) fn write(session: &SessionRecord, trace: Option<&Trace>, lang: Lang, path: &Path) -> Result<(), Failure> {
    put(&session_html(session, trace, lang), path)
}

fn put(page: &str, path: &Path) -> Result<(), Failure> {
    let mut to = Output::to(path)?;
    to.write_all(page.as_bytes()).map_err(|e| Failure::from_io(&path.to_string_lossy(), &e))?;
    to.finish()
}

/// `proximal-DATE-ID.html`.
fn file_name(session: &SessionRecord) -> PathBuf {
    let date: String = furniture::when(session.started).chars().take(10).collect();
    PathBuf::from(format!("proximal-{date}-{}.html", furniture::short(session.id)))
}
