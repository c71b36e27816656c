//! `report`: one saved session as an HTML page.
//!
//! In: a database and which session. Out: the page, whole or not at all, and where it is.

use super::{Face, find_session};
use crate::args::Report;
use crate::failure::Failure;
use crate::furniture;
use crate::output::{self, Output};
use crate::sentence::written;
use proximal_core::report::session_html;
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

/// Runs it.
pub(crate) fn run(args: &Report, face: Face) -> Result<(), Failure> {
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

/// Writes the page of `session` to `path`; `-` is standard output.
///
/// # Errors
/// [`Failure`] when it cannot be written; nothing is there then that was not before.
pub(crate) fn write(session: &SessionRecord, trace: Option<&Trace>, lang: Lang, path: &Path) -> Result<(), Failure> {
    let page = session_html(session, trace, lang);
    let mut to = Output::to(path)?;
    to.write_all(page.as_bytes()).map_err(|e| Failure::from_io(&path.to_string_lossy(), &e))?;
    to.finish()
}

/// `proximal-DATE-ID.html`.
fn file_name(session: &SessionRecord) -> PathBuf {
    let date: String = furniture::when(session.started).chars().take(10).collect();
    PathBuf::from(format!("proximal-{date}-{}.html", furniture::short(session.id)))
}
