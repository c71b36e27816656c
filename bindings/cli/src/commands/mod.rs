//! The commands, one file each.
//!
//! In: parsed arguments. Out: what the command prints and writes, or the [`Failure`] that ended it.

mod analyze;
mod attitude;
mod audio;
mod backup;
mod bests;
mod breath;
mod checks;
mod demo;
mod export;
mod history;
mod kept;
mod plan;
mod raise;
mod remind;
mod replay;
pub(crate) mod report;
mod routine;
mod show;
mod signals;
mod trainer;
mod trend;
mod week;

use crate::args::{Args, Command, Db, Demo};
use crate::failure::Failure;
use crate::folders;
use crate::input;
use crate::output;
use crate::session;
use crate::world;
use clap::CommandFactory as _;
use proximal::Engine;
use proximal_core::session::SessionRecord;
use proximal_core::timeline::file::{self, TimelineFile};
use proximal_core::words::Lang;
use std::path::Path;

/// What every command needs to know of how to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Face {
    /// JSON for machines.
    pub(crate) json: bool,
    /// The language of sentences.
    pub(crate) lang: Lang,
}

/// Does what was asked for.
pub(crate) fn run(args: Args) -> Result<(), Failure> {
    let face = Face { json: args.json, lang: args.lang() };
    match args.command.unwrap_or_else(|| Command::Demo(Demo::default())) {
        Command::Demo(args) => demo::run(&args, face),
        Command::Audio(args) => audio::run(&args, face),
        Command::Replay(args) => replay::run(&args, face),
        Command::Attitude(args) => attitude::run(&args, face),
        Command::Breath(args) => breath::run(&args, face),
        Command::Analyze(args) => analyze::run(&args, face),
        Command::History(args) => history::run(&args, face),
        Command::Show(args) => show::run(&args, face),
        Command::Trend(args) => trend::run(&args, face),
        Command::Week(args) => week::run(&args, face),
        Command::Bests(args) => bests::run(&args, face),
        Command::Checks(args) => checks::run(&args, face),
        Command::Report(args) => report::run(&args, face),
        Command::Routine(args) => routine::run(&args, face),
        Command::Plan(args) => plan::run(&args, face),
        Command::Remind(args) => remind::run(&args, face),
        Command::Raise(args) => raise::run(&args, face),
        Command::Note(args) => kept::note(&args, face),
        Command::Score(args) => kept::score(&args, face),
        Command::Edit(args) => kept::edit(&args, face),
        Command::Delete(args) => kept::delete(&args, face),
        Command::Undelete(args) => kept::undelete(&args, face),
        Command::Undo(args) => kept::undo(&args, false, face),
        Command::Redo(args) => kept::undo(&args, true, face),
        Command::Backup(args) => backup::back_up(&args, face),
        Command::Restore(args) => backup::restore(&args, face),
        Command::Repair(args) => backup::repair(&args, face),
        Command::Export(args) => export::export(&args, face),
        Command::Import(args) => export::import(&args, face),
        Command::Signals(args) => signals::run(&args, face),
        Command::Clients(args) => trainer::clients(&args, face),
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "proximal", &mut bytes);
            output::print(&bytes)
        }
        Command::Man { command } => output::print(&manual(command.as_deref())?),
    }
}

/// The timeline file `path`.
fn read_timeline(path: &Path) -> Result<TimelineFile, Failure> {
    let (name, text) = input::read_text(path)?;
    file::read(&text).map_err(|e| Failure::input(&name, e.to_string()))
}

/// The manual page of `command`, or of all.
fn manual(command: Option<&str>) -> Result<Vec<u8>, Failure> {
    let mut all = Args::command();
    // Only a built tree has the options that every command takes.
    all.build();
    let page = match command {
        None => all,
        Some(name) => {
            let Some(one) = all.find_subcommand(name) else {
                return Err(Failure::Usage(format!("there is no command '{name}'; proximal --help lists them")));
            };
            one.clone()
        }
    };
    let mut bytes = Vec::new();
    clap_mangen::Man::new(page).render(&mut bytes).map_err(|e| Failure::from_io("manual page", &e))?;
    Ok(bytes)
}

/// The history in `file`; none when there is no such file and nobody asked for this one: reading makes none.
fn open_history(db: &Db, file: &Path) -> Result<Option<Engine>, Failure> {
    if file.exists() {
        let engine = Engine::open(file, world::env()?)?;
        session::tell_salvaged(&engine);
        return Ok(Some(engine));
    }
    match db.file {
        Some(_) => Err(Failure::input(&file.to_string_lossy(), "no such file")),
        None => Ok(None),
    }
}

/// The session whose id begins with `id`, or the newest.
fn find_session(db: &Db, id: Option<&str>) -> Result<(Engine, SessionRecord), Failure> {
    let file = folders::sessions(db)?;
    let none = || Failure::input(&file.to_string_lossy(), "holds no sessions yet");
    let engine = open_history(db, &file)?.ok_or_else(none)?;
    let session = match id {
        Some(id) => engine.session(id)?,
        None => engine.newest()?.ok_or_else(none)?,
    };
    Ok((engine, session))
}
