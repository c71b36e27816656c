//! What plays a session on this machine.
//!
//! In: cues when they are told, and how far the session's clock is. Out: sound, by a program that is installed. A crate
//! that plays would need headers of the system to build; programs are there or are not, and a line says so.

use super::afplay::Afplay;
use super::piped::Piped;
use super::{Clip, on_path};
use proximal_core::cues::{Cue, CueId};
use proximal_core::time::Nanos;

/// Something that plays.
#[derive(Debug)]
pub(crate) enum Player {
    /// A program that is handed one long sound.
    Piped(Piped),
    /// A program for each cue.
    EachCue(Afplay),
}

/// Why nothing is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Silence {
    /// No program that plays is installed.
    NoPlayer,
    /// The programs that are found no device to play on.
    NoDevice(&'static str),
}

/// Programs that play one channel of 16 bits at [`RATE_HZ`](super::RATE_HZ) from standard input, with what to tell them.
/// The last is for other systems than Linux: there it goes on, silent, where there is no device.
const PROGRAMS: [(&str, &[&str]); 5] = [
    ("paplay", &["--raw", "--rate=48000", "--format=s16le", "--channels=1", "--latency-msec=100"]),
    ("pw-play", &["--raw", "--rate=48000", "--format=s16", "--channels=1", "--latency=100ms", "-"]),
    ("aplay", &["-q", "-t", "raw", "-f", "S16_LE", "-r", "48000", "-c", "1", "--buffer-time=200000", "-"]),
    ("play", &["-q", "-t", "raw", "-r", "48000", "-e", "signed", "-b", "16", "-c", "1", "-"]),
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "quiet", "-f", "s16le", "-sample_rate", "48000", "-i", "-"]),
];

fn programs() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    PROGRAMS.into_iter().filter(|(name, _)| *name != "ffplay" || cfg!(not(target_os = "linux")))
}

impl Player {
    /// The programs that could play, the likeliest first.
    pub(crate) fn names() -> String {
        programs().map(|(name, _)| name).collect::<Vec<_>>().join(", ")
    }

    /// The first program that plays here.
    pub(crate) fn find() -> Result<Self, Silence> {
        let mut silence = Silence::NoPlayer;
        for (name, options) in programs() {
            if let Some(path) = on_path(name) {
                match Piped::start(name, &path, options) {
                    Some(piped) => return Ok(Self::Piped(piped)),
                    None => silence = Silence::NoDevice(name),
                }
            }
        }
        Afplay::find().map(Self::EachCue).ok_or(silence)
    }

    /// Sounds `cue` at `at`, saying `voice`.
    pub(super) fn add(&mut self, id: CueId, at: Nanos, cue: &Cue, voice: Option<Clip>) {
        match self {
            Self::Piped(piped) => piped.mixer.add(id, at, cue, voice),
            Self::EachCue(afplay) => afplay.add(id, at, cue, voice),
        }
    }

    /// Nothing of the cues from `id` on is to be heard any more.
    pub(super) fn cancel_from(&mut self, id: CueId) {
        match self {
            Self::Piped(piped) => piped.mixer.cancel_from(id),
            Self::EachCue(afplay) => afplay.cancel_from(id),
        }
    }

    /// It is `now`.
    pub(super) fn play_to(&mut self, now: Nanos) {
        match self {
            Self::Piped(piped) => piped.play_to(now),
            Self::EachCue(afplay) => afplay.play_to(now),
        }
    }

    /// Waits for what is still to be heard. The name of a player that died before its time.
    pub(super) fn end(self) -> Option<String> {
        match self {
            Self::Piped(piped) => piped.end(),
            Self::EachCue(afplay) => {
                afplay.end();
                None
            }
        }
    }
}
