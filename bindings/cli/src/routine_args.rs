//! What can be typed behind `routine` and `raise`.
//!
//! In: the command line. Out: values whose ranges the core checks, so that a file and an option are refused alike.

use crate::args::Db;
use crate::exchange_args::{Answer, Receive, Send};
use crate::names::{OtherLegName, SidesName, VariantName};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use proximal_core::routine::{Landmark, Tempo};
use proximal_core::timeline::BlockKind;
use std::path::PathBuf;

/// `routine`.
#[derive(Debug, Clone, Subcommand)]
pub(crate) enum Routine {
    /// The built-in routines, and those in a folder.
    List {
        /// A folder with routine files (*.json).
        folder: Option<PathBuf>,
    },
    /// One routine, step by step; with --json as a file to change, with --svg as a drawing.
    Show(Show),
    /// A routine of your own, made from another.
    New(New),
    /// Changes a routine file: name and pace, then --block, then --remove, --move, --add.
    Edit(Box<Edit>),
    /// Whether a file is a routine that can be done, and how long it lasts.
    Check {
        /// The routine file; `-` is standard input.
        file: PathBuf,
    },
    /// A trainer's prescription: a routine with its rules, as file, link or QR code.
    Send(Box<Send>),
    /// What a prescription asks for; with --yes it is accepted.
    Receive(Receive),
    /// A small result file for your trainer.
    Answer(Answer),
}

/// `routine show`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Show {
    /// A built-in routine's name or a routine file.
    pub(crate) routine: String,
    /// Draw it: one exercise as SVG.
    #[arg(long, conflicts_with = "json")]
    pub(crate) svg: bool,
    /// The block to draw, from 1 [default: the first that is judged].
    #[arg(long, value_name = "N", requires = "svg")]
    pub(crate) block: Option<usize>,
    /// Where it goes; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
}

/// `routine new`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct New {
    /// What it will be called: lower-case words joined by hyphens.
    pub(crate) name: String,
    /// A built-in routine's name or a routine file.
    #[arg(long, value_name = "NAME|FILE", default_value = "leg-lowering")]
    pub(crate) from: String,
    /// Where it goes; `-` is standard output. A file that exists is left alone [default: NAME.json here].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `routine edit`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Edit {
    /// The routine file. What it was before is kept in FILE~.
    pub(crate) file: PathBuf,
    /// Back to FILE~; once more, and forth again.
    #[arg(long)]
    pub(crate) undo: bool,
    /// Another name.
    #[arg(long, value_name = "NAME", conflicts_with = "undo")]
    pub(crate) name: Option<String>,
    /// Seconds out and in, and of the pause between them, which is 0 when left out.
    #[arg(long, value_name = "OUT/IN[/PAUSE]", conflicts_with = "undo", value_parser = tempo)]
    pub(crate) tempo: Option<Tempo>,
    /// Whether the leg drops on the inhale.
    #[arg(long, value_name = "true|false", conflicts_with = "undo")]
    pub(crate) reversed: Option<bool>,
    /// The block to change, from 1 [default: the only one that is judged].
    #[arg(long, value_name = "N", conflicts_with = "undo")]
    pub(crate) block: Option<usize>,
    #[command(flatten)]
    pub(crate) change: Change,
    /// Takes a block out.
    #[arg(long, value_name = "N", conflicts_with = "undo")]
    pub(crate) remove: Option<usize>,
    /// Puts a block in another place.
    #[arg(long = "move", value_name = "FROM:TO", conflicts_with = "undo", value_parser = places)]
    pub(crate) moved: Option<(usize, usize)>,
    /// A new block, as the built-in routines have it.
    #[arg(long, value_name = "EXERCISE", conflicts_with = "undo", value_enum)]
    pub(crate) add: Option<Exercise>,
    /// Where the new block goes [default: last].
    #[arg(long, value_name = "N", requires = "add")]
    pub(crate) at: Option<usize>,
}

/// What of a block is to change.
#[derive(Debug, Clone, Default, PartialEq, ClapArgs)]
pub(crate) struct Change {
    /// Breaths, or reps a side and set.
    #[arg(long, value_name = "N", conflicts_with = "undo")]
    pub(crate) reps: Option<u16>,
    /// How often the whole is done.
    #[arg(long, value_name = "N", conflicts_with = "undo")]
    pub(crate) sets: Option<u16>,
    /// How left and right share it.
    #[arg(long, value_enum, conflicts_with = "undo")]
    pub(crate) sides: Option<SidesName>,
    /// How the moving leg goes down.
    #[arg(long, value_enum, conflicts_with = "undo")]
    pub(crate) variant: Option<VariantName>,
    /// Where the leg that does not move is.
    #[arg(long, value_enum, conflicts_with = "undo")]
    pub(crate) other_leg: Option<OtherLegName>,
    /// How far the leg goes down.
    #[arg(long, value_enum, conflicts_with = "undo")]
    pub(crate) landmark: Option<LandmarkName>,
    /// Seconds to take up the posture.
    #[arg(long = "setup", value_name = "S", conflicts_with = "undo")]
    pub(crate) setup_s: Option<f64>,
    /// Seconds of rest between sets.
    #[arg(long = "rest", value_name = "S", conflicts_with = "undo")]
    pub(crate) rest_s: Option<f64>,
    /// Seconds before the block in which nothing is asked: a rest, or before the first free breathing to warm up.
    #[arg(long = "rest-before", value_name = "S", conflicts_with = "undo")]
    pub(crate) rest_before_s: Option<f64>,
    /// Settling breaths before the first rep.
    #[arg(long, value_name = "N", conflicts_with = "undo")]
    pub(crate) settling: Option<u16>,
}

/// `raise`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Raise {
    /// The recording of one leg, phone on the shin: CSV as for the other commands; `-` is standard input.
    #[arg(required_unless_present = "svg")]
    pub(crate) recording: Option<PathBuf>,
    /// Which leg it was.
    #[arg(long, value_enum)]
    pub(crate) side: Option<LegName>,
    /// Keep the check in the history.
    #[arg(long, requires = "side", conflicts_with = "svg")]
    pub(crate) save: bool,
    #[command(flatten)]
    pub(crate) db: Db,
    /// As if there were no gyroscope.
    #[arg(long)]
    pub(crate) no_gyro: bool,
    /// Draw how it is done, as SVG.
    #[arg(long, conflicts_with_all = ["recording", "json"])]
    pub(crate) svg: bool,
    /// Where the drawing goes; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-", requires = "svg")]
    pub(crate) output: PathBuf,
}

/// A leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LegName {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

/// How far the leg goes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LandmarkName {
    /// Level with a bent knee whose foot stands on the floor.
    Knee,
    /// Half-way between that knee and the floor.
    Shin,
    /// On a box, a cushion or a stack of books.
    Box,
    /// Just above the floor.
    Floor,
    /// Not chosen.
    None,
}

/// An exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Exercise {
    /// Exhales in a static hold: the reference.
    Deadbug,
    /// A bent knee falls out to the side.
    BentKneeFallOut,
    /// A heel slides away along the floor.
    HeelSlide,
    /// One leg lowers, the other is held up.
    SupportedLower,
    /// One leg lowers.
    LegLower,
    /// Both legs lower together.
    DoubleLegLower,
    /// A deadbug whose limbs move.
    MovingDeadbug,
}

impl From<LandmarkName> for Option<Landmark> {
    fn from(name: LandmarkName) -> Self {
        match name {
            LandmarkName::Knee => Some(Landmark::Knee),
            LandmarkName::Shin => Some(Landmark::Shin),
            LandmarkName::Box => Some(Landmark::Box),
            LandmarkName::Floor => Some(Landmark::Floor),
            LandmarkName::None => None,
        }
    }
}

impl From<Exercise> for BlockKind {
    fn from(name: Exercise) -> Self {
        match name {
            Exercise::Deadbug => Self::Deadbug,
            Exercise::BentKneeFallOut => Self::BentKneeFallOut,
            Exercise::HeelSlide => Self::HeelSlide,
            Exercise::SupportedLower => Self::SupportedLower,
            Exercise::LegLower => Self::LegLower,
            Exercise::DoubleLegLower => Self::DoubleLegLower,
            Exercise::MovingDeadbug => Self::MovingDeadbug,
        }
    }
}

fn tempo(text: &str) -> Result<Tempo, String> {
    let parts: Result<Vec<f64>, _> = text.split('/').map(str::parse).collect();
    match parts.as_deref() {
        Ok([exhale_s, inhale_s]) => Ok(Tempo { exhale_s: *exhale_s, pause_s: 0.0, inhale_s: *inhale_s }),
        Ok([exhale_s, inhale_s, pause_s]) => Ok(Tempo { exhale_s: *exhale_s, pause_s: *pause_s, inhale_s: *inhale_s }),
        _ => Err("OUT/IN or OUT/IN/PAUSE is wanted, in seconds: 5/4".to_owned()),
    }
}

fn places(text: &str) -> Result<(usize, usize), String> {
    let wanted = || "FROM:TO is wanted, blocks counted from 1: 3:1".to_owned();
    let (from, to) = text.split_once(':').ok_or_else(wanted)?;
    Ok((from.parse().map_err(|_| wanted())?, to.parse().map_err(|_| wanted())?))
}
