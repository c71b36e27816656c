//! What can be typed behind `export`, `import`, `signals`, `clients` and the trainer's part of `routine`.
//!
//! In: the command line. Out: values whose ranges the core checks.

use crate::args::Db;
use clap::{Args as ClapArgs, ValueEnum};
use proximal_core::timeline::Span;
use std::path::PathBuf;

/// `export`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Export {
    /// What is written.
    #[arg(long, value_enum)]
    pub(crate) format: FormatName,
    /// Where it goes; `-` is standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// This session only, by the beginning of its id [default: all].
    #[arg(long, value_name = "ID")]
    pub(crate) session: Option<String>,
    /// Of signals this part only, in seconds since the session began.
    #[arg(long, value_name = "A..B", value_parser = crate::args::span, requires = "session", allow_hyphen_values = true)]
    pub(crate) span: Option<Span>,
    /// Without the signals, for jsonl.
    #[arg(long)]
    pub(crate) no_traces: bool,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// A row a rep; units stand in the header.
    Csv,
    /// Everything, one change a line: what `import` takes in.
    Jsonl,
    /// A bundle of Observations, FHIR R4.
    Fhir,
    /// The sessions as a calendar.
    Ics,
    /// What the sensors said: t,ax,ay,az,gx,gy,gz in s, m/s² and rad/s.
    Traces,
    /// What was shown, 20 a second, in degrees.
    Track,
    /// What Apple Health and Health Connect take, as JSON.
    Health,
}

/// `import`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Import {
    /// What `export --format jsonl` wrote; `-` is standard input.
    #[arg(value_name = "FILE")]
    pub(crate) export: PathBuf,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `signals`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Signals {
    /// Thin old signals to a third; without --yes only says what that would free.
    #[arg(long, conflicts_with = "clear")]
    pub(crate) thin: bool,
    /// How old, in days, 30 or more.
    #[arg(long, value_name = "DAYS", requires = "thin", default_value_t = proximal_core::history::OLD_DAYS)]
    pub(crate) older_than: u16,
    /// Clear signals that no session has named for 90 days; without --yes only lists them.
    #[arg(long)]
    pub(crate) clear: bool,
    /// Do it. It cannot be undone.
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `routine send`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Send {
    /// A built-in routine's name or a routine file.
    pub(crate) routine: String,
    /// Whom it is for.
    #[arg(long = "for", value_name = "NAME")]
    pub(crate) client: Option<String>,
    /// Who asks.
    #[arg(long, value_name = "NAME")]
    pub(crate) from: Option<String>,
    /// What else there is to say, in one line.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// When: mon=18:00,wed=18:00,fri=07:30.
    #[arg(long, value_name = "DAY=TIME,…")]
    pub(crate) times: Option<String>,
    /// Days on which nothing is asked: sat,sun.
    #[arg(long, value_name = "DAY,…")]
    pub(crate) rest: Option<String>,
    /// Sessions a week at most.
    #[arg(long, value_name = "N")]
    pub(crate) limit_week: Option<u8>,
    /// Sessions a day at most.
    #[arg(long, value_name = "N")]
    pub(crate) limit_day: Option<u8>,
    /// The level stays where it is, whatever is measured.
    #[arg(long)]
    pub(crate) lock: bool,
    /// Print it as a link instead of writing a file.
    #[arg(long, conflicts_with = "qr")]
    pub(crate) link: bool,
    /// Draw it as a QR code; with -o as SVG.
    #[arg(long)]
    pub(crate) qr: bool,
    /// Where it goes; `-` is standard output [default: NAME-prescription.json here].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// `routine receive`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Receive {
    /// The prescription: a file, a link, or `-` for either on standard input.
    pub(crate) prescription: String,
    /// Accept it: its routine among yours, its rules in your plan. Without it you only see what it asks for.
    #[arg(long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `routine answer`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Answer {
    /// What your trainer knows you by.
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) client: String,
    /// Sessions of so many days.
    #[arg(long, value_name = "N", default_value_t = 28, value_parser = clap::value_parser!(u16).range(1..=3_660))]
    pub(crate) days: u16,
    /// Where it goes; `-` is standard output [default: NAME-result.json here].
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) db: Db,
}

/// `clients`.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Clients {
    /// A folder with result files (*.json).
    pub(crate) folder: PathBuf,
    /// Write a page a client into this folder.
    #[arg(long, value_name = "DIR")]
    pub(crate) pages: Option<PathBuf>,
}
