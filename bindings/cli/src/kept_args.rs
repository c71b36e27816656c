//! What can be typed to keep, change and take back: notes, scores, corrections, deletions, backups.
//!
//! In: the command line. Out: values of the core.

use crate::args::Db;
use crate::names::{OtherLegName, VariantName};
use crate::routine_args::{Exercise, LandmarkName, LegName};
use clap::{Args as ClapArgs, ValueEnum};
use proximal::{Carry, Lift, ScoredBy};
use proximal_core::timeline::Side;
use std::path::PathBuf;

/// `note`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Note {
    /// What to keep [default: show all notes, newest first].
    pub(crate) text: Option<String>,
    /// The session it is about, or the beginning of its id.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// The lift it is about.
    #[arg(long, value_enum)]
    pub(crate) lift: Option<LiftName>,
    /// How that lift felt against before.
    #[arg(long, value_enum, requires = "lift")]
    pub(crate) felt: Option<CarryName>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `score`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Score {
    /// The raised leg [default: show all scores, newest first].
    #[arg(value_enum, requires = "value")]
    pub(crate) side: Option<LegName>,
    /// 3: ankle past mid-thigh; 2: between knee and mid-thigh; 1: below the knee; 0: it hurts.
    #[arg(value_name = "SCORE", value_parser = clap::value_parser!(u8).range(0..=3))]
    pub(crate) value: Option<u8>,
    /// Who saw it.
    #[arg(long, value_enum, default_value = "myself")]
    pub(crate) by: ByName,
    /// The session it goes with, or the beginning of its id.
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `edit`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Edit {
    /// A session's or a note's id, or its beginning.
    pub(crate) id: String,
    /// Other words for a note.
    #[arg(long, conflicts_with_all = ["exercise", "variant", "other_leg", "landmark", "as_performed", "exclude", "include", "hurts"])]
    pub(crate) text: Option<String>,
    /// Which exercise the session was.
    #[arg(long, value_enum)]
    pub(crate) exercise: Option<Exercise>,
    /// How the leg went down.
    #[arg(long, value_enum)]
    pub(crate) variant: Option<VariantName>,
    /// Where the other leg was.
    #[arg(long, value_enum)]
    pub(crate) other_leg: Option<OtherLegName>,
    /// How far the leg went; `none` is as it was chosen before.
    #[arg(long, value_enum)]
    pub(crate) landmark: Option<LandmarkName>,
    /// It was as recorded after all: exercise, variant, other leg and landmark.
    #[arg(long, conflicts_with_all = ["exercise", "variant", "other_leg", "landmark"])]
    pub(crate) as_performed: bool,
    /// A rep that does not count: left:3, or left:2:3 for the second set's.
    #[arg(long, value_name = "SIDE:REP", value_parser = rep)]
    pub(crate) exclude: Vec<Rep>,
    /// A rep that counts again.
    #[arg(long, value_name = "SIDE:REP", value_parser = rep)]
    pub(crate) include: Vec<Rep>,
    /// Whether anything hurt afterwards.
    #[arg(long, value_enum)]
    pub(crate) hurts: Option<YesNo>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `delete` and `undelete`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct One {
    /// The id of a session, note, score, check or routine, or its beginning.
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `undo`, `redo` and `repair`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Whole {
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `backup` and `restore`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Backup {
    /// The backup: one file with everything.
    #[arg(value_name = "FILE")]
    pub(crate) backup: PathBuf,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// A rep of a session as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rep {
    pub(crate) side: Side,
    pub(crate) set: Option<u16>,
    pub(crate) nr: u16,
}

/// Lifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LiftName {
    /// The squat.
    Squat,
    /// The deadlift.
    Deadlift,
    /// The swing.
    Swing,
}

/// How a lift felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CarryName {
    /// Better than before.
    Better,
    /// As before.
    Same,
    /// Worse than before.
    Worse,
}

/// Who saw a leg raise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ByName {
    /// You.
    Myself,
    /// Your trainer.
    Trainer,
    /// A clinician.
    Clinician,
    /// Somebody else.
    Other,
}

/// Yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum YesNo {
    /// It does.
    Yes,
    /// It does not.
    No,
}

impl From<LiftName> for Lift {
    fn from(name: LiftName) -> Self {
        match name {
            LiftName::Squat => Self::Squat,
            LiftName::Deadlift => Self::Deadlift,
            LiftName::Swing => Self::Swing,
        }
    }
}

impl From<CarryName> for Carry {
    fn from(name: CarryName) -> Self {
        match name {
            CarryName::Better => Self::Better,
            CarryName::Same => Self::Same,
            CarryName::Worse => Self::Worse,
        }
    }
}

impl From<ByName> for ScoredBy {
    fn from(name: ByName) -> Self {
        match name {
            ByName::Myself => Self::Myself,
            ByName::Trainer => Self::Trainer,
            ByName::Clinician => Self::Clinician,
            ByName::Other => Self::Other,
        }
    }
}

impl From<LegName> for Side {
    fn from(name: LegName) -> Self {
        match name {
            LegName::Left => Self::Left,
            LegName::Right => Self::Right,
        }
    }
}

fn rep(text: &str) -> Result<Rep, String> {
    let wrong = || "SIDE:REP is wanted, left:3, or SIDE:SET:REP".to_owned();
    let parts: Vec<&str> = text.split(':').collect();
    let (side, set, rep) = match parts.as_slice() {
        [side, rep] => (*side, None, *rep),
        [side, set, rep] => (*side, Some(set.parse().map_err(|_| wrong())?), *rep),
        _ => return Err(wrong()),
    };
    let side = match side {
        "left" => Side::Left,
        "right" => Side::Right,
        "both" => Side::Both,
        _ => return Err(wrong()),
    };
    Ok(Rep { side, set, nr: rep.parse().map_err(|_| wrong())? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rep_is_a_side_and_a_number_and_perhaps_a_set() {
        assert_eq!(rep("left:3"), Ok(Rep { side: Side::Left, set: None, nr: 3 }));
        assert_eq!(rep("both:2:1"), Ok(Rep { side: Side::Both, set: Some(2), nr: 1 }));
        for bad in ["", "left", "3", "up:3", "left:x", "left:1:2:3", "left:-1"] {
            assert!(rep(bad).is_err(), "{bad}");
        }
    }
}
