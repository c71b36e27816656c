//! `routine send`, `receive`, `answer`, and `clients`: trainer and client without an account (FIELD F35).
//!
//! In: a routine with rules; a file or link; a database; a folder of results. Out: a prescription as file, link or QR code; what it
//! changes here; a small result file; a table and pages by name. Nothing is sent anywhere.

use super::{Face, open_history, routine};
use crate::exchange_args::{Answer, Clients, Receive, Send};
use crate::failure::Failure;
use crate::output::{self, Output};
use crate::sentence::written;
use crate::{folders, furniture, input, qr, world};
use proximal::{Changed, Engine, PaperKind};
use proximal_core::report::client_html;
use proximal_core::schedule::WeeklyPlan;
use proximal_core::session::SessionRecord;
use proximal_core::time::WallTime;
use proximal_core::trainer::{self, ClientResult, Prescription, Reps, Shared, TrainerError};
use proximal_core::words::{Lang, Text};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

const MS_PER_DAY: i64 = 86_400_000;

/// `routine send`.
pub(crate) fn send(args: &Send, face: Face) -> Result<(), Failure> {
    let prescription = prescribed(args)?;
    let fail = |e: TrainerError| Failure::Usage(e.to_string());
    let file = || PathBuf::from(format!("{}-prescription.json", prescription.routine.name));
    if args.qr {
        let link = trainer::to_link(&prescription).map_err(fail)?;
        let code = qr::code(&link)?;
        return match &args.output {
            Some(path) => write(path, &qr::svg(&code), face),
            None => output::print(qr::terminal(&code, std::io::stdout().is_terminal()).as_bytes()),
        };
    }
    if args.link {
        let link = trainer::to_link(&prescription).map_err(fail)?;
        return write(args.output.as_deref().unwrap_or(Path::new("-")), &format!("{link}\n"), face);
    }
    let text = prescription.write().map_err(fail)? + "\n";
    write(&args.output.clone().unwrap_or_else(file), &text, face)
}

fn prescribed(args: &Send) -> Result<Prescription, Failure> {
    let mut all = Prescription::new(routine::find(&args.routine)?, furniture::now());
    (all.from, all.client, all.note) = (args.from.clone(), args.client.clone(), args.note.clone());
    let registers = [
        ("plan.times", args.times.clone()),
        ("plan.rest", args.rest.clone()),
        ("plan.limit-week", args.limit_week.map(|n| n.to_string())),
        ("plan.limit-day", args.limit_day.map(|n| n.to_string())),
        ("plan.lock", args.lock.then(|| "on".to_owned())),
    ];
    let set: BTreeMap<&str, String> = registers.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
    // As the plan itself would write them, whatever was typed between the days.
    let plan = WeeklyPlan::read(|key| set.get(key).cloned()).map_err(|e| Failure::Usage(e.to_string()))?;
    let kept = plan.registers().into_iter().filter(|(key, _)| set.contains_key(key));
    all.plan = kept.map(|(key, value)| (key.to_owned(), value)).collect();
    Ok(all)
}

fn write(path: &Path, text: &str, face: Face) -> Result<(), Failure> {
    let mut out = Output::to(path)?;
    out.write_all(text.as_bytes()).map_err(|e| Failure::from_io(&path.to_string_lossy(), &e))?;
    out.finish()?;
    if path == Path::new("-") {
        return Ok(());
    }
    if face.json {
        return output::print_json(&serde_json::json!({ "file": path }));
    }
    let said = Text::new("trainer-made").word("file", path.to_string_lossy().into_owned());
    output::print(format!("{}\n", written(&said, face.lang)).as_bytes())
}

/// `routine receive`.
pub(crate) fn receive(args: &Receive, face: Face) -> Result<(), Failure> {
    let (name, prescription) = if trainer::is_link(&args.prescription) {
        ("link".to_owned(), trainer::from_link(&args.prescription))
    } else {
        let (name, text) = input::read_text(Path::new(&args.prescription))?;
        let read = if trainer::is_link(&text) { trainer::from_link(&text) } else { Prescription::read(&text) };
        (name, read)
    };
    let prescription = prescription.map_err(|e| Failure::input(&name, e.to_string()))?;
    if !args.yes {
        if face.json {
            return output::print_json(&prescription);
        }
        let mut out = told(&prescription, face.lang);
        for (key, value) in prescription.registers() {
            let _ = writeln!(out, "{key} = {value}");
        }
        let _ = writeln!(out, "{}", written(&Text::new("trainer-look"), face.lang));
        return output::print(out.as_bytes());
    }
    let file = folders::sessions(&args.db)?;
    folders::make_room_for(&file)?;
    let changed = Engine::open(&file, world::env()?)?.accept(&prescription, world::env()?)?;
    if face.json {
        let rows = changed.iter().map(|c| serde_json::json!({ "key": c.key, "before": c.before, "after": c.after }));
        return output::print_json(&rows.collect::<Vec<_>>());
    }
    let mut out = told(&prescription, face.lang);
    for Changed { key, before, after } in changed {
        let text =
            Text::new("trainer-sets").word("key", key).word("before", quoted(before)).word("after", quoted(after));
        let _ = writeln!(out, "{}", written(&text, face.lang));
    }
    let _ = writeln!(out, "{}", written(&Text::new("trainer-accepted"), face.lang));
    output::print(out.as_bytes())
}

fn quoted(value: String) -> String {
    if value.is_empty() { "–".to_owned() } else { value }
}

/// Whom it is from and for, and what it says.
fn told(prescription: &Prescription, lang: Lang) -> String {
    let mut out = String::new();
    let mut line = |text: Text| {
        let _ = writeln!(out, "{}", written(&text, lang));
    };
    if let Some(name) = &prescription.from {
        line(Text::new("trainer-from").word("name", name.clone()));
    }
    if let Some(name) = &prescription.client {
        line(Text::new("trainer-for").word("name", name.clone()));
    }
    line(Text::new("trainer-routine").word("name", prescription.routine.name.clone()));
    if let Some(text) = &prescription.note {
        line(Text::new("trainer-note").word("text", text.clone()));
    }
    out
}

/// `routine answer`.
pub(crate) fn answer(args: &Answer, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let none = || Failure::input(&file.to_string_lossy(), "holds no sessions yet");
    let engine = open_history(&args.db, &file)?.ok_or_else(none)?;
    let now = furniture::now();
    let since_ms = now.utc_ms.saturating_sub(i64::from(args.days) * MS_PER_DAY);
    let mut sessions: Vec<SessionRecord> = Vec::new();
    for summary in engine.sessions(u32::MAX)?.into_iter().filter(|s| s.started.utc_ms >= since_ms) {
        sessions.push(engine.session(&summary.id.to_string())?);
    }
    let papers = engine.papers()?;
    let newest = papers.iter().find(|paper| paper.kind == PaperKind::Prescription);
    // A document of a newer version is kept as it came; this one cannot name it.
    let prescribed = newest.and_then(|paper| Prescription::read(&paper.json).ok());
    let shared = Shared {
        client: args.client.trim().to_owned(),
        since_ms,
        prescribed: prescribed.map(|p| (p.routine.name, p.made)),
        goal_a_week: Some(engine.plan()?.goal()),
    };
    let result = ClientResult::of(&sessions, shared, now);
    let text = result.write().map_err(|e| Failure::input("result", e.to_string()))? + "\n";
    ClientResult::read(&text).map_err(|e| Failure::Usage(format!("--as: {e}")))?;
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}-result.json", file_name(&args.client))));
    write(&path, &text, face)?;
    if path == Path::new("-") || face.json {
        return Ok(());
    }
    let holds = Text::new("trainer-result-holds").count("sessions", result.sessions.len() as f64);
    output::print(format!("{}\n", written(&holds, face.lang)).as_bytes())
}

/// `name` as part of a file's name.
fn file_name(name: &str) -> String {
    let plain = name.trim().chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    plain.collect()
}

/// One client as `--json` has them.
#[derive(Debug, Serialize)]
struct Row<'a> {
    client: &'a str,
    sessions: usize,
    last: Option<WallTime>,
    goal_a_week: Option<u8>,
    left: Reps,
    right: Reps,
    both: Reps,
    painful_sessions: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<PathBuf>,
}

/// `clients`.
pub(crate) fn clients(args: &Clients, face: Face) -> Result<(), Failure> {
    let (results, refused) = read_results(&args.folder)?;
    let results = ClientResult::by_client(results);
    if let Some(folder) = &args.pages {
        std::fs::create_dir_all(folder).map_err(|e| Failure::from_io(&folder.to_string_lossy(), &e))?;
    }
    let mut rows = Vec::new();
    for result in &results {
        let page = args.pages.as_ref().map(|folder| folder.join(format!("{}.html", file_name(&result.client))));
        if let Some(page) = &page {
            let mut out = Output::to(page)?;
            let text = client_html(result, face.lang);
            out.write_all(text.as_bytes()).map_err(|e| Failure::from_io(&page.to_string_lossy(), &e))?;
            out.finish()?;
        }
        rows.push(row(result, page));
    }
    for line in refused {
        eprintln!("{line}");
    }
    if face.json {
        return output::print_json(&rows);
    }
    if rows.is_empty() {
        return output::print(format!("{}\n", written(&Text::new("trainer-no-results"), face.lang)).as_bytes());
    }
    output::print(table(&rows, face.lang).as_bytes())
}

fn row(result: &ClientResult, page: Option<PathBuf>) -> Row<'_> {
    let sum = |of: fn(&trainer::Done) -> Reps| result.sessions.iter().map(of).fold(Reps::default(), Reps::with);
    Row {
        client: &result.client,
        sessions: result.sessions.len(),
        last: result.sessions.last().map(|done| done.started),
        goal_a_week: result.goal_a_week,
        left: sum(|done| done.left),
        right: sum(|done| done.right),
        both: sum(|done| done.both),
        painful_sessions: result.sessions.iter().filter(|done| done.pain == Some(true)).count(),
        page,
    }
}

/// The results in `folder`, and a line for each file that means to be one and is not. Other JSON is none of ours.
fn read_results(folder: &Path) -> Result<(Vec<ClientResult>, Vec<String>), Failure> {
    let fail = |e: std::io::Error| Failure::from_io(&folder.to_string_lossy(), &e);
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        files.extend(path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")).then_some(path));
    }
    files.sort();
    let (mut results, mut refused) = (Vec::new(), Vec::new());
    for file in files {
        let Ok((name, text)) = input::read_text(&file) else { continue };
        if !text.contains("proximal.result/") {
            continue;
        }
        match ClientResult::read(&text) {
            Ok(result) => results.push(result),
            Err(e) => refused.push(format!("{name}: {e}")),
        }
    }
    Ok((results, refused))
}

fn table(rows: &[Row<'_>], lang: Lang) -> String {
    let say = |key: &'static str| written(&Text::new(key), lang);
    let reps = |reps: Reps| match reps.judged() {
        0 => "–".to_owned(),
        judged => written(&Text::new("client-steady-of").count("steady", reps.steady).count("judged", judged), lang),
    };
    let heads = [
        "client-name",
        "client-sessions",
        "client-weekly",
        "client-last",
        "client-left",
        "client-right",
        "client-pain",
    ];
    let mut cells: Vec<Vec<String>> = vec![heads.map(say).to_vec()];
    for row in rows {
        cells.push(vec![
            row.client.to_owned(),
            row.sessions.to_string(),
            row.goal_a_week.map_or_else(|| "–".to_owned(), |goal| goal.to_string()),
            row.last.map_or_else(|| "–".to_owned(), |at| furniture::when(at).chars().take(10).collect()),
            reps(row.left),
            reps(row.right),
            row.painful_sessions.to_string(),
        ]);
    }
    let width =
        |column: usize| cells.iter().filter_map(|r| r.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..heads.len()).map(width).collect();
    let mut out = String::new();
    for row in &cells {
        let line: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        let _ = writeln!(out, "{}", line.join("  ").trim_end());
    }
    for row in rows {
        if let Some(page) = &row.page {
            let _ = writeln!(out, "{}", page.display());
        }
    }
    out
}
