//! A session's cues as sound: heard while it runs, and written to a file.
//!
//! In: what a session tells of its cues, or a whole plan's. Out: samples for a player of this machine and for a WAV file.

mod afplay;
mod piped;
mod player;
mod voice;
mod wav;

pub(crate) use player::{Player, Silence};
pub(crate) use voice::Voice;
pub(crate) use wav::{MOST_BYTES, SAMPLE_BYTES, Wav};

use crate::failure::Failure;
use proximal_core::cues::mix::{Mixer, score};
use proximal_core::cues::tone::sample_at;
use proximal_core::cues::{Cue, CueAt};
use proximal_core::routine::Routine;
use proximal_core::session::{Event, INSTRUCTION, says};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::Plan;
use std::path::PathBuf;
use std::sync::Arc;

/// Every machine plays it.
pub(crate) const RATE_HZ: u32 = 48_000;
/// What still sounds at the end is waited for, no longer than this.
const LAST_S: f64 = 5.0;
/// Faster than this a sentence would run into the next.
const FASTEST_WITH_WORDS: f64 = 1.0;

/// A clip that is shared, not copied.
type Clip = Arc<[f32]>;

/// Every cue of `plan`, which was made from `routine`, with its instant since the plan's start.
pub(crate) fn cues_of(routine: &Routine, plan: &Plan) -> Vec<(Nanos, Cue)> {
    // What the first posture asks is said before the plan begins, as in a live session with cues only.
    let start = says::start(plan.phases().first().map(|p| p.block), routine.blocks.first(), true);
    let mut cues = score(plan, |index| says::setup(routine, plan, index));
    cues.insert(0, (Nanos(-INSTRUCTION.0), Cue::say(start)));
    cues
}

/// What a running session sounds like; its clock's zero is the first sample.
pub(crate) struct Sounds<'a> {
    voice: Voice,
    file: Option<(Mixer, Wav<'a>)>,
    played: Option<(Player, f64)>,
}

impl<'a> Sounds<'a> {
    /// Written to `file`, and played by `player` so many `times` faster than life.
    pub(crate) fn new(voice: Voice, file: Option<Wav<'a>>, player: Option<Player>, times: f64) -> Self {
        Self { voice, file: file.map(|wav| (Mixer::new(RATE_HZ), wav)), played: player.map(|player| (player, times)) }
    }

    /// What the session told at `now`.
    pub(crate) fn hear(&mut self, now: MonoTime, events: &[Event]) -> Result<(), Failure> {
        if self.file.is_none() && self.played.is_none() {
            return Ok(());
        }
        self.mix_to(now)?;
        for event in events {
            match event {
                Event::Cue(cue) => self.add(cue),
                Event::CancelCuesFrom(id) => {
                    if let Some((mixer, _)) = &mut self.file {
                        mixer.cancel_from(*id);
                    }
                    if let Some((player, _)) = &mut self.played {
                        player.cancel_from(*id);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The session is over at `now`: what still sounds is sounded. Says why not all of it was heard, if so.
    pub(crate) fn end(mut self, now: MonoTime) -> Result<Option<String>, Failure> {
        self.mix_to(now)?;
        if let Some((mut mixer, mut wav)) = self.file {
            wav.write(&rest_of(&mut mixer))?;
            wav.end()?;
        }
        Ok(self.played.and_then(|(player, _)| player.end()))
    }

    fn add(&mut self, cue: &CueAt) {
        let at = Nanos(cue.due.0);
        if let Some((mixer, _)) = &mut self.file {
            let said = cue.what.say.as_ref().and_then(|text| self.voice.say(text));
            mixer.add(cue.id, at, &cue.what, said);
        }
        if let Some((player, times)) = &mut self.played {
            let say = cue.what.say.as_ref().filter(|_| *times <= FASTEST_WITH_WORDS);
            let tone = cue.what.tone.map(|(tone, length)| (tone, faster(length, *times)));
            let what = Cue { tone, ..cue.what.clone() };
            player.add(cue.id, faster(at, *times), &what, say.and_then(|text| self.voice.say(text)));
        }
    }

    fn mix_to(&mut self, now: MonoTime) -> Result<(), Failure> {
        if let Some((mixer, wav)) = &mut self.file {
            wav.write(&until(mixer, Nanos(now.0)))?;
        }
        if let Some((player, times)) = &mut self.played {
            player.play_to(faster(Nanos(now.0), *times));
        }
        Ok(())
    }
}

/// `length` where time runs so many `times` faster.
fn faster(length: Nanos, times: f64) -> Nanos {
    Nanos::from_s(length.s() / times)
}

/// What `mixer` gives up to `until`.
fn until(mixer: &mut Mixer, until: Nanos) -> Vec<f32> {
    samples(mixer, sample_at(until, mixer.rate_hz()))
}

/// What `mixer` gives until all is over.
fn rest_of(mixer: &mut Mixer) -> Vec<f32> {
    let most = mixer.position() + sample_at(Nanos::from_s(LAST_S), mixer.rate_hz());
    let end = mixer.end().min(most);
    samples(mixer, end)
}

fn samples(mixer: &mut Mixer, end: u64) -> Vec<f32> {
    let count = usize::try_from(end.saturating_sub(mixer.position())).unwrap_or(0);
    let mut out = vec![0.0; count];
    mixer.fill(&mut out);
    out
}

/// The program `name` where the shell would find it.
fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&file)).find(|path| path.is_file())
}
