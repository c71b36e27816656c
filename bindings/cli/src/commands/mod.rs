//! The commands, one file each.
//!
//! In: parsed arguments. Out: what the command prints and writes, or the [`Failure`] that ended it.

mod analyze;
mod attitude;
mod breath;
mod demo;
mod replay;
mod routine;

use crate::args::{Args, Command, Demo};
use crate::failure::Failure;
use crate::input;
use crate::output;
use clap::CommandFactory as _;
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
        Command::Replay(args) => replay::run(&args, face),
        Command::Attitude(args) => attitude::run(&args, face),
        Command::Breath(args) => breath::run(&args, face),
        Command::Analyze(args) => analyze::run(&args, face),
        Command::Routine(args) => routine::run(&args, face),
        Command::Completions { shell } => {
            let mut bytes = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "proximal", &mut bytes);
            output::print(&bytes)
        }
        Command::Man { command } => output::print(&manual(command.as_deref())?),
        _ => Err(Failure::Usage("not built yet".into())),
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
