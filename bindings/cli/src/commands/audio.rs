//! `audio`: a whole routine as a WAV file.
//!
//! In: a routine, a rate, which side begins. Out: the file, every cue at the sample of its planned instant; for machines
//! the list of cues with their samples.

use super::{Face, routine};
use crate::args::Audio;
use crate::failure::Failure;
use crate::furniture;
use crate::output::{self, Output, Progress};
use crate::sentence::{spoken, written};
use crate::sound::{self, MOST_BYTES, SAMPLE_BYTES, Voice, Wav};
use proximal_core::cues::mix::Mixer;
use proximal_core::cues::tone::sample_at;
use proximal_core::cues::{Cue, CueId, Haptic, Tone};
use proximal_core::routine::{Routine, compile};
use proximal_core::time::Nanos;
use proximal_core::timeline::Side;
use proximal_core::words::{Lang, Text};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Samples that are mixed at once.
const PIECE: usize = 1 << 14;

/// Runs it.
pub(crate) fn run(args: &Audio, face: Face) -> Result<(), Failure> {
    let routine = routine::find(&args.routine)?;
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.wav", routine.name)));
    let to_stdout = path == Path::new("-");
    if to_stdout && face.json {
        return Err(Failure::Usage("with -o - the sound goes to standard output: --json needs a file".to_owned()));
    }
    let cues = cues_of(&routine, args.first_side.into())?;
    let name = path.to_string_lossy().into_owned();
    let mut output = Output::to(&path)?;
    let mut voice = if args.no_speech {
        Voice::none(face.lang, args.rate)
    } else {
        let sentences: Vec<&Text> = cues.iter().filter_map(|(_, cue)| cue.say.as_ref()).collect();
        Voice::found(face.lang, args.rate, &sentences)
    };
    let mut mixer = Mixer::new(args.rate);
    for (id, (at, cue)) in (0..).zip(&cues) {
        let said = cue.say.as_ref().and_then(|text| voice.say(text));
        mixer.add(CueId(id), *at, cue, said);
    }
    let samples = mixer.end();
    if samples * SAMPLE_BYTES > MOST_BYTES {
        return Err(Failure::Usage("the routine is longer than a WAV file can be: choose a lower --rate".to_owned()));
    }
    write(&mut mixer, samples, Wav::new(&mut output, &name, args.rate)?)?;
    output.finish()?;
    let facts = Facts::new(&name, &routine, args, &voice, samples, &cues, face.lang);
    match (face.json, to_stdout) {
        (true, _) => output::print_json(&facts),
        (false, true) => Ok(()),
        (false, false) => output::print(facts.line(face.lang).as_bytes()),
    }
}

/// Every cue with its instant in the track, which begins with the first of them.
fn cues_of(routine: &Routine, first_side: Side) -> Result<Vec<(Nanos, Cue)>, Failure> {
    let plan = compile(routine, first_side).map_err(|e| Failure::input(&routine.name, e.to_string()))?;
    let cues = sound::cues_of(routine, &plan);
    let early = cues.first().map_or(0, |(at, _)| at.0.min(0));
    Ok(cues.into_iter().map(|(at, cue)| (at + Nanos(-early), cue)).collect())
}

fn write(mixer: &mut Mixer, samples: u64, mut wav: Wav<'_>) -> Result<(), Failure> {
    let mut progress = Progress::long("sound", samples * SAMPLE_BYTES);
    let mut piece = vec![0.0; PIECE];
    let mut left = samples;
    while left > 0 {
        let count = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
        let Some(piece) = piece.get_mut(..count) else { break };
        mixer.fill(piece);
        wav.write(piece)?;
        left -= count as u64;
        progress.add(count as u64 * SAMPLE_BYTES);
    }
    wav.end()
}

/// What there is to know of the file.
#[derive(Debug, Serialize)]
struct Facts<'a> {
    file: &'a str,
    routine: &'a str,
    first_side: Side,
    rate_hz: u32,
    samples: u64,
    length_s: f64,
    /// The program that speaks.
    voice: Option<&'static str>,
    cues: Vec<Sounded>,
}

/// A cue with its first sample.
#[derive(Debug, Serialize)]
struct Sounded {
    sample: u64,
    at_s: f64,
    tone: Option<Tone>,
    tone_samples: Option<u64>,
    say: Option<String>,
    haptic: Option<Haptic>,
}

impl<'a> Facts<'a> {
    fn new(
        file: &'a str,
        routine: &'a Routine,
        args: &Audio,
        voice: &Voice,
        samples: u64,
        cues: &[(Nanos, Cue)],
        lang: Lang,
    ) -> Self {
        let sample = |at: Nanos| sample_at(at, args.rate);
        let sounded = |(at, cue): &(Nanos, Cue)| Sounded {
            sample: sample(*at),
            at_s: at.s(),
            tone: cue.tone.map(|(tone, _)| tone),
            tone_samples: cue.tone.map(|(_, length)| sample(*at + length) - sample(*at)),
            say: cue.say.as_ref().map(|text| spoken(text, lang)),
            haptic: cue.haptic,
        };
        Self {
            file,
            routine: &routine.name,
            first_side: args.first_side.into(),
            rate_hz: args.rate,
            samples,
            length_s: samples as f64 / f64::from(args.rate),
            voice: voice.name(),
            cues: cues.iter().map(sounded).collect(),
        }
    }

    fn line(&self, lang: Lang) -> String {
        let text = Text::new("sound-file")
            .word("file", self.file.to_owned())
            .word("length", furniture::clock(self.length_s).trim_start().to_owned())
            .word("rate", self.rate_hz.to_string())
            .word("voice", self.voice.unwrap_or("none"));
        written(&text, lang) + "\n"
    }
}
