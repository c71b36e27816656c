//! What can be typed: commands, options and their ranges.
//!
//! In: the command line. Out: [`Args`], or a usage error (exit code 2) that clap words.

use crate::exchange_args::{Clients, Export, Import, Signals};
use crate::insight_args::{Bests, Checks, Report, Trend, Week};
use crate::kept_args::{Backup, Edit, Note, One, Score, Whole};
use crate::names::{FirstSide, LaidName, Language, OtherLegName, Person, SidesName, VariantName};
use crate::plan_args::{Plan, Remind};
use crate::routine_args::{Raise, Routine};
use clap::{ArgGroup, Args as ClapArgs, Parser, Subcommand};
use clap_complete::Shell;
use proximal_core::timeline::Span;
use proximal_core::words::Lang;
use std::path::PathBuf;

/// What the long help ends with.
const AFTER: &str = "\
Without a command: demo.

Recordings are UTF-8 CSV with the header t,ax,ay,az[,gx,gy,gz]: seconds, m/s² (a phone at rest with its screen up reads \
+9.81 on z), rad/s; plain or gzip, 25 to 500 rows a second. Columns may come in any order, others are ignored. A reading \
may be missing (empty or nan). Stamps may repeat, jump or jitter, but not run backwards.

Exit codes: 0 done, 1 bad input (one line on standard error says where), 2 bad usage, 130 interrupted.";

/// Leg lowering, measured: a simulated session, real recordings, history and reports.
#[derive(Debug, Parser)]
#[command(name = "proximal", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(after_help = "Without a command: demo.\nExit codes: 0 done, 1 bad input, 2 bad usage, 130 interrupted.")]
#[command(after_long_help = AFTER)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Print JSON for machines instead of text for people.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Language of sentences [default: the system's, where it is one of these].
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Language>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// A simulated person through the article's routine, live, then the report and the saved session.
    Demo(Demo),
    /// A routine as sound: tones for every breath, and words where this machine has a voice.
    Audio(Audio),
    /// A recording through a routine: measured, judged, saved and reported like a live session.
    Replay(Replay),
    /// Which way is up, in phone axes, for every row of a recording, as CSV.
    Attitude(Attitude),
    /// Breathing rate and phase over a recording, as CSV.
    Breath(Breath),
    /// Everything that can be said of a recording: reps with verdicts, events, placement, breathing.
    Analyze(Analyze),
    /// The saved sessions, newest first.
    History(History),
    /// One saved session.
    Show(Show),
    /// How a number went from session to session, with its noise: in the terminal, as JSON or as a drawing.
    Trend(Trend),
    /// This week: what was done, what is still asked.
    Week(Week),
    /// The best session of each leg at each level.
    Bests(Bests),
    /// The leg raise, measured and seen, and the notes about lifts.
    Checks(Checks),
    /// One saved session, a stretch of time, or a trainer's summary of it, as an HTML page.
    Report(Report),
    /// Routines: what is built in, what one asks for, and your own.
    #[command(subcommand)]
    Routine(Routine),
    /// The plan: what to do next, when and why; its days, limits and level.
    #[command(subcommand)]
    Plan(Plan),
    /// When the plan asks: the coming reminders, or a calendar of the week.
    Remind(Remind),
    /// The leg-raise check: how far a straight leg rises, the phone on its shin.
    Raise(Raise),
    /// Keeps a note, about a session, a lift or nothing in particular; without TEXT shows them.
    Note(Note),
    /// Keeps a leg-raise score that somebody saw and you type; without one shows them.
    Score(Score),
    /// Changes a note, or says what a session was in fact: variant, landmark, reps that do not count.
    Edit(Edit),
    /// Deletes a session, note, score, check or routine; undelete and undo bring it back.
    Delete(One),
    /// Brings back what was deleted; history --deleted lists it.
    Undelete(One),
    /// Takes back the last thing you kept, changed or deleted.
    Undo(Whole),
    /// Does again what was taken back last.
    Redo(Whole),
    /// Writes everything to one file, while it is in use.
    Backup(Backup),
    /// Puts a backup in place of the history, which is set aside.
    Restore(Backup),
    /// Looks through the whole history; what is damaged is set aside and what can be read carried over.
    Repair(Whole),
    /// Writes the history for others to read: a table, everything, a health record, a calendar, signals.
    Export(Export),
    /// Takes in what export --format jsonl wrote, all of it or nothing.
    Import(Import),
    /// What the signals take; thins old ones when asked.
    Signals(Signals),
    /// The result files in a folder, by client.
    Clients(Clients),
    /// Completions for a shell, on standard output.
    Completions {
        /// Which shell.
        #[arg(value_enum)]
        shell: Shell,
    },
    /// The manual page, on standard output.
    Man {
        /// The page of this command [default: of proximal itself].
        command: Option<String>,
    },
}

/// `demo`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Demo {
    /// How many times faster than life; 1 is real time, 1000 as fast as it goes [default: lasts about 30 s].
    #[arg(long, value_name = "TIMES", value_parser = speed)]
    pub(crate) speed: Option<f64>,
    /// Another seed is another day of the same person.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Who lies there.
    #[arg(long, value_enum, default_value_t = Person::Lopsided)]
    pub(crate) person: Person,
    /// How the moving leg goes down.
    #[arg(long, value_enum)]
    pub(crate) variant: Option<VariantName>,
    /// Where the leg that does not move is.
    #[arg(long, value_enum)]
    pub(crate) other_leg: Option<OtherLegName>,
    /// How left and right share the lowers.
    #[arg(long, value_enum)]
    pub(crate) sides: Option<SidesName>,
    /// Where the report goes; `-` is standard output [default: beside the database].
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Play its cues on this machine; in real time unless --speed says otherwise.
    #[arg(long)]
    pub(crate) sound: bool,
    /// Write what the session sounded to a WAV file.
    #[arg(long, value_name = "FILE")]
    pub(crate) wav: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: DemoDb,
}

/// `audio`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Audio {
    /// A built-in routine's name or a routine file.
    #[arg(default_value = "leg-lowering")]
    pub(crate) routine: String,
    /// The WAV file, one channel of 16 bits; `-` is standard output [default: NAME.wav here].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Samples a second, 8000 to 192000.
    #[arg(long, value_name = "HZ", default_value_t = 48_000, value_parser = clap::value_parser!(u32).range(8_000..=192_000))]
    pub(crate) rate: u32,
    /// The leg that begins.
    #[arg(long, value_enum, default_value_t = FirstSide::Left)]
    pub(crate) first_side: FirstSide,
    /// Tones only.
    #[arg(long)]
    pub(crate) no_speech: bool,
}

/// `replay`.
#[derive(Debug, Clone, ClapArgs)]
#[command(group = ArgGroup::new("what"))]
pub(crate) struct Replay {
    /// The recording: CSV with the columns t, ax, ay, az and, of a gyroscope, gx, gy, gz; plain or gzip; `-` is standard input. Or the journal of an interrupted
    /// session, which is then saved.
    pub(crate) recording: PathBuf,
    /// What was done when (a timeline file).
    #[arg(long, value_name = "FILE", group = "what")]
    pub(crate) timeline: Option<PathBuf>,
    /// What was done: a built-in routine's name or a routine file [default: leg-lowering].
    #[arg(long, value_name = "NAME|FILE", group = "what")]
    pub(crate) routine: Option<String>,
    /// The stamp at which the routine began, seconds [default: the first row's].
    #[arg(long, value_name = "S", conflicts_with = "timeline", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) at: Option<f64>,
    /// How many times faster than life; 1000 is as fast as it goes.
    #[arg(long, value_name = "TIMES", value_parser = speed, default_value = "1000")]
    pub(crate) speed: f64,
    /// Where the report goes; `-` is standard output [default: none].
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `attitude`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Attitude {
    /// The recording: CSV with the columns t, ax, ay, az and, of a gyroscope, gx, gy, gz; plain or gzip; `-` is standard input.
    pub(crate) recording: PathBuf,
    /// Seconds in which the phone is still or only breathes: the gyroscope's bias is learned there.
    #[arg(long, value_name = "A..B", value_parser = span, allow_hyphen_values = true)]
    pub(crate) reference: Option<Span>,
    /// As if there were no gyroscope.
    #[arg(long)]
    pub(crate) no_gyro: bool,
}

/// `breath`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Breath {
    /// The recording: CSV with the columns t, ax, ay, az and, of a gyroscope, gx, gy, gz; plain or gzip; `-` is standard input.
    pub(crate) recording: PathBuf,
}

/// `analyze`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Analyze {
    /// The recording: CSV with the columns t, ax, ay, az and, of a gyroscope, gx, gy, gz; plain or gzip; `-` is standard input.
    pub(crate) recording: PathBuf,
    /// What was done when (a timeline file); without it there are no reps.
    #[arg(long, value_name = "FILE")]
    pub(crate) timeline: Option<PathBuf>,
    /// Where the live track goes as CSV; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) samples: Option<PathBuf>,
    /// As if there were no gyroscope.
    #[arg(long)]
    pub(crate) no_gyro: bool,
    /// How the phone was laid on the belly.
    #[arg(long, value_enum, value_name = "WAY", default_value = "upright")]
    pub(crate) laid: LaidName,
}

/// `history`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct History {
    /// At most so many.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) limit: u32,
    /// By your days, at most so many of those on which you trained.
    #[arg(long, value_name = "N", conflicts_with_all = ["limit", "deleted"], value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) days: Option<u32>,
    /// What was deleted and can be had back instead: sessions, notes and all else.
    #[arg(long)]
    pub(crate) deleted: bool,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `show`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Show {
    /// Its id, or the beginning of it [default: the newest].
    pub(crate) session: Option<String>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// Where history is kept.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Db {
    /// The database of sessions; their traces lie in FILE.traces [default: in the user's data folder].
    #[arg(long = "db", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// Where the demo's history is kept: simulated days do not mix with real ones.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct DemoDb {
    /// The database of sessions [default: demo.db in the user's data folder].
    #[arg(long = "db", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

impl Args {
    /// The language asked for, or the system's where the core speaks it, or English.
    pub(crate) fn lang(&self) -> Lang {
        let system_is_german = || sys_locale::get_locale().is_some_and(|l| l.to_ascii_lowercase().starts_with("de"));
        match self.lang {
            Some(name) => name.into(),
            None if system_is_german() => Lang::De,
            None => Lang::En,
        }
    }
}

impl Default for Demo {
    fn default() -> Self {
        Self {
            speed: None,
            seed: 1,
            person: Person::Lopsided,
            variant: None,
            other_leg: None,
            sides: None,
            report: None,
            sound: false,
            wav: None,
            db: DemoDb { file: None },
        }
    }
}

fn speed(text: &str) -> Result<f64, String> {
    let speed: f64 = text.parse().map_err(|_| "a number is wanted".to_owned())?;
    (0.1..=1000.0).contains(&speed).then_some(speed).ok_or_else(|| "0.1 to 1000 is possible".to_owned())
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "seconds are wanted".to_owned())?;
    // Beyond this a stamp has no nanoseconds in 64 bits.
    (seconds.abs() <= 9e9).then_some(seconds).ok_or_else(|| "a finite number of seconds is wanted".to_owned())
}

pub(crate) fn span(text: &str) -> Result<Span, String> {
    let (a, b) = text.split_once("..").ok_or("A..B is wanted, in seconds: 5..35")?;
    let (a, b) = (seconds(a)?, seconds(b)?);
    (a < b).then(|| Span::from_s(a, b)).ok_or_else(|| "A must be before B".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn parse(line: &str) -> Result<Args, clap::Error> {
        Args::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_grammar_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_demo_without_options_is_what_no_command_at_all_is() {
        let Some(Command::Demo(demo)) = parse("proximal demo").unwrap().command else { panic!("demo") };
        assert_eq!(format!("{demo:?}"), format!("{:?}", Demo::default()));
    }

    #[test]
    fn speeds_and_spans_that_cannot_be_are_refused() {
        for bad in ["0", "-1", "1001", "nan", "inf", "fast"] {
            assert!(parse(&format!("proximal demo --speed={bad}")).is_err(), "{bad}");
        }
        assert!(parse("proximal demo --speed=1000").is_ok());
        for bad in ["5", "5..5", "9..5", "a..b", "0..inf", "..3"] {
            assert!(parse(&format!("proximal attitude r.csv --reference={bad}")).is_err(), "{bad}");
        }
        assert!(parse("proximal attitude r.csv --reference -1.5..20").is_ok());
    }

    #[test]
    fn a_replay_takes_a_timeline_or_a_routine_but_not_both() {
        assert!(parse("proximal replay r.csv").is_ok());
        assert!(parse("proximal replay r.csv --timeline t --routine r").is_err());
        assert!(parse("proximal replay r.csv --timeline t --at 3").is_err());
        assert!(parse("proximal replay r.csv --routine r --at 3").is_ok());
        assert!(parse("proximal replay - --timeline t --json --lang de").is_ok());
    }
}
