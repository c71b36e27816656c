//! `export` and `import`: the history for others to read, and taken in again.
//!
//! In: a database. Out: a file that is whole or not there, what it holds; of an import what was taken, what was here already, and why
//! nothing was.

use super::{Face, open_history};
use crate::exchange_args::{Export, FormatName, Import};
use crate::failure::Failure;
use crate::output::{self, Output, Progress};
use crate::sentence::written;
use crate::{folders, ics, input, world};
use proximal::{Engine, ErrorKind};
use proximal_core::history::{Exported, Format, Imported, Taken, Wanted, health};
use proximal_core::session::SessionId;
use proximal_core::words::{Lang, Text};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Seek as _, Write as _};
use std::path::Path;

/// `export`.
pub(crate) fn export(args: &Export, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let none = || Failure::input(&file.to_string_lossy(), "holds no sessions yet");
    let engine = open_history(&args.db, &file)?.ok_or_else(none)?;
    let session = args.session.as_deref().map(|id| engine.session(id)).transpose()?.map(|session| session.id);
    let name = args.output.to_string_lossy().into_owned();
    let mut out = Output::to(&args.output)?;
    let done = match args.format {
        FormatName::Ics => calendar(&engine, session, &mut out, face.lang),
        FormatName::Health => health_records(&engine, session, &mut out),
        FormatName::Csv => core(&engine, Format::Reps, session, args, &mut out),
        FormatName::Jsonl => core(&engine, Format::Lines, session, args, &mut out),
        FormatName::Fhir => core(&engine, Format::Fhir, session, args, &mut out),
        FormatName::Traces => core(&engine, Format::Signals, session, args, &mut out),
        FormatName::Track => core(&engine, Format::Track, session, args, &mut out),
    }?;
    out.finish()?;
    if done.damaged > 0 {
        // Standard output may be the export itself.
        eprintln!("{}", written(&Text::new("exchange-damaged").count("n", done.damaged as f64), face.lang));
    }
    if args.output == Path::new("-") {
        return Ok(());
    }
    if face.json {
        return output::print_json(&done);
    }
    output::print(format!("{}\n", written(&said(&done, args.format, &name, face.lang), face.lang)).as_bytes())
}

fn said(done: &Exported, format: FormatName, file: &str, lang: Lang) -> Text {
    let format = match format {
        FormatName::Csv => "csv",
        FormatName::Jsonl => "jsonl",
        FormatName::Fhir => "fhir",
        FormatName::Ics => "ics",
        FormatName::Health => "health",
        FormatName::Traces | FormatName::Track => "traces",
    };
    let what = written(&Text::new("exchange-what").word("format", format), lang);
    Text::new("exchange-exported")
        .count("sessions", done.sessions as f64)
        .count("rows", done.rows as f64)
        .word("what", what)
        .word("file", file.to_owned())
}

fn core(
    engine: &Engine,
    format: Format,
    session: Option<SessionId>,
    args: &Export,
    out: &mut Output,
) -> Result<Exported, Failure> {
    let wanted = Wanted { session, span: args.span, no_signals: args.no_traces };
    let mut progress = Progress::steps("export", 0);
    let done = engine.export(format, &wanted, out, &mut |done, of| progress.at(done, of))?;
    Ok(done)
}

fn calendar(engine: &Engine, session: Option<SessionId>, out: &mut Output, lang: Lang) -> Result<Exported, Failure> {
    let mut sessions = Vec::new();
    for id in ids(engine, session)? {
        sessions.push(engine.session(&id.to_string())?);
    }
    let text =
        ics::done(&sessions, lang).ok_or_else(|| Failure::input("calendar", "a session lies beyond its years"))?;
    out.write_all(text.as_bytes()).map_err(|e| Failure::from_io("calendar", &e))?;
    let count = sessions.len() as u64;
    Ok(Exported { sessions: count, rows: count, damaged: 0 })
}

fn health_records(engine: &Engine, session: Option<SessionId>, out: &mut Output) -> Result<Exported, Failure> {
    let mut records = Vec::new();
    for id in ids(engine, session)? {
        records.push(health(&engine.session(&id.to_string())?));
    }
    let mut text = serde_json::to_vec_pretty(&records).map_err(|e| Failure::input("export", e.to_string()))?;
    text.push(b'\n');
    out.write_all(&text).map_err(|e| Failure::from_io("export", &e))?;
    let count = records.len() as u64;
    Ok(Exported { sessions: count, rows: count, damaged: 0 })
}

fn ids(engine: &Engine, session: Option<SessionId>) -> Result<Vec<SessionId>, Failure> {
    match session {
        Some(id) => Ok(vec![id]),
        None => Ok(engine.sessions(u32::MAX)?.into_iter().rev().map(|summary| summary.id).collect()),
    }
}

/// `import`.
pub(crate) fn import(args: &Import, face: Face) -> Result<(), Failure> {
    let (name, mut file) = input::open(&args.export)?;
    let db = folders::sessions(&args.db)?;
    if !db.exists() {
        // No history is made for what turns out to be no export: it is taken in by one that goes away first.
        let folder = tempfile::tempdir().map_err(|e| Failure::from_io("import", &e))?;
        take(&folder.path().join("rehearsal.db"), &name, &file, "check")?;
        file.rewind().map_err(|e| Failure::from_io(&name, &e))?;
        folders::make_room_for(&db)?;
    }
    let taken = take(&db, &name, &file, "import")?;
    if face.json {
        return output::print_json(&taken);
    }
    output::print(lines(&taken, face.lang).as_bytes())
}

/// Takes what `file`, called `name`, holds into the history in `db`, which is made where there is none.
fn take(db: &Path, name: &str, file: &File, doing: &'static str) -> Result<Imported, Failure> {
    let at = |e: std::io::Error| Failure::from_io(name, &e);
    let mut progress = Progress::long(doing, file.metadata().map_err(at)?.len());
    let from = BufReader::new(file.try_clone().map_err(at)?);
    let engine = Engine::open(db, world::env()?)?;
    engine.import(from, move |bytes| progress.add(bytes)).map_err(|e| match e.kind {
        ErrorKind::InvalidInput | ErrorKind::NewerSchema => Failure::input(name, e.detail),
        _ => Failure::History(e),
    })
}

fn lines(taken: &Imported, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |text: Text| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", written(&text, lang));
    };
    let kind = |name: &str| written(&Text::new("exchange-kind").word("kind", name.to_owned()), lang);
    let all = taken.things.iter().map(|(name, taken)| (name.as_str(), *taken)).chain([("trace", taken.traces)]);
    for (name, Taken { new, changed, known }) in all.filter(|(_, taken)| *taken != Taken::default()) {
        line(
            Text::new("exchange-taken")
                .word("kind", kind(name))
                .count("new", new as f64)
                .count("changed", changed as f64)
                .count("known", known as f64),
        );
    }
    if taken.is_empty() {
        line(Text::new("exchange-took-nothing"));
    }
    if taken.for_newer > 0 {
        line(Text::new("exchange-for-newer").count("n", taken.for_newer as f64));
    }
    if taken.broken_traces > 0 {
        line(Text::new("exchange-broken-signals").count("n", taken.broken_traces as f64));
    }
    out
}
