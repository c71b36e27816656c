//! Sentences spoken by a program of this machine.
//!
//! In: a sentence. Out: samples of one channel; none where no program speaks. Each distinct sentence is spoken once.

use super::{Clip, on_path};
use crate::sentence::{spoken, written};
use crate::session;
use proximal_core::words::{Lang, Text};
use rubato::audioadapter_buffers::owned::InterleavedOwned;
use rubato::{Async, FixedAsync, Resampler as _, SincInterpolationParameters};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// Mean level of a sentence: a little above the tones, which yield to it.
const LEVEL: f32 = 0.13;
/// No syllable is higher: what is above is bent by the mixer.
const HIGHEST: f32 = 0.6;
/// What is softer than this share of the loudest is not yet, or no longer, the sentence.
const SILENT: f32 = 0.02;
/// Kept of the silence around a sentence, seconds: a cut in a breath of air clicks.
const AROUND_S: f64 = 0.01;
/// Samples in a row that the resampler takes.
const CHUNK: usize = 1024;

/// A program that speaks into a file.
struct Program {
    name: &'static str,
    /// Its options for a language, before the file and the sentence.
    options: fn(Lang) -> &'static [&'static str],
}

/// Programs that speak, the pleasantest first.
const PROGRAMS: [Program; 4] = [
    // Of macOS; elsewhere a program of that name is another.
    Program {
        name: "say",
        options: |lang| match lang {
            Lang::En => &["-v", "Samantha", "--file-format=WAVE", "--data-format=LEI16@22050", "-o"],
            Lang::De => &["-v", "Anna", "--file-format=WAVE", "--data-format=LEI16@22050", "-o"],
        },
    },
    Program {
        name: "pico2wave",
        options: |lang| match lang {
            Lang::En => &["-l", "en-US", "-w"],
            Lang::De => &["-l", "de-DE", "-w"],
        },
    },
    Program { name: "espeak-ng", options: espeak },
    Program { name: "espeak", options: espeak },
];

fn espeak(lang: Lang) -> &'static [&'static str] {
    // Words a minute: slower than its own, for someone who lies and breathes.
    match lang {
        Lang::En => &["-v", "en", "-s", "150", "-w"],
        Lang::De => &["-v", "de", "-s", "150", "-w"],
    }
}

/// Speaks, where a program for it is installed.
pub(crate) struct Voice {
    lang: Lang,
    rate_hz: u32,
    program: Option<(&'static str, PathBuf, &'static [&'static str])>,
    /// Its files lie here for a moment.
    folder: Option<TempDir>,
    said: HashMap<String, Option<Clip>>,
}

impl Voice {
    /// The best voice of this machine.
    fn find(lang: Lang, rate_hz: u32) -> Self {
        let mut here = PROGRAMS.iter().filter(|p| p.name != "say" || cfg!(target_os = "macos"));
        let program = here.find_map(|p| on_path(p.name).map(|path| (p.name, path, (p.options)(lang))));
        let folder = program.as_ref().and_then(|_| tempfile::tempdir().ok());
        Self { lang, rate_hz, program, folder, said: HashMap::new() }
    }

    /// The best voice of this machine, having said `sentences`; where there is none, or it says nothing, a line tells.
    pub(crate) fn found(lang: Lang, rate_hz: u32, sentences: &[&Text]) -> Self {
        let mut voice = Self::find(lang, rate_hz);
        // Every session ends with it.
        let done = Text::new("cue-done");
        let said = [&[&done], sentences].concat().iter().filter(|text| voice.say(text).is_some()).count();
        let names = || PROGRAMS.map(|p| p.name).join(", ");
        let why = match voice.program.as_ref() {
            None => Text::new("sound-no-voice").word("programs", names()),
            Some((name, ..)) if said == 0 => Text::new("sound-mute").word("program", *name),
            Some(_) => return voice,
        };
        session::warn(&written(&why, lang));
        Self::none(lang, rate_hz)
    }

    /// Nobody, who says nothing.
    pub(crate) fn none(lang: Lang, rate_hz: u32) -> Self {
        Self { lang, rate_hz, program: None, folder: None, said: HashMap::new() }
    }

    /// The program that speaks.
    pub(crate) fn name(&self) -> Option<&'static str> {
        self.program.as_ref().map(|(name, ..)| *name)
    }

    /// `text` as sound; none where nobody speaks, or the program cannot say it.
    pub(crate) fn say(&mut self, text: &Text) -> Option<Clip> {
        let sentence = spoken(text, self.lang);
        if let Some(said) = self.said.get(&sentence) {
            return said.clone();
        }
        let clip = self.speak(&sentence);
        self.said.insert(sentence, clip.clone());
        clip
    }

    fn speak(&self, sentence: &str) -> Option<Clip> {
        let (_, path, options) = self.program.as_ref()?;
        let file = self.folder.as_ref()?.path().join("sentence.wav");
        let mut command = Command::new(path);
        command.args(*options).arg(&file).arg(sentence);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if !command.status().ok()?.success() {
            return None;
        }
        let (samples, rate_hz) = read(&file)?;
        // What the next sentence fails to write must not be this one again.
        let _ = std::fs::remove_file(&file);
        let samples = resampled(trimmed(&samples, rate_hz).to_vec(), rate_hz, self.rate_hz)?;
        Some(Arc::from(levelled(samples)))
    }
}

/// The samples of a WAV file, its channels together, and its rate.
fn read(file: &Path) -> Option<(Vec<f32>, u32)> {
    let mut reader = hound::WavReader::open(file).ok()?;
    let spec = reader.spec();
    let samples: Result<Vec<f32>, _> = match spec.sample_format {
        hound::SampleFormat::Float => reader.samples::<f32>().collect(),
        hound::SampleFormat::Int => {
            let full = f64::from(spec.bits_per_sample.clamp(8, 32) - 1).exp2();
            reader.samples::<i32>().map(|s| s.map(|s| narrow(f64::from(s) / full))).collect()
        }
    };
    let channels = usize::from(spec.channels.max(1));
    let mean = |frame: &[f32]| frame.iter().sum::<f32>() / f32::from(spec.channels.max(1));
    Some((samples.ok()?.chunks(channels).map(mean).collect(), spec.sample_rate))
}

/// Without the silence around it: a word is to begin at its instant.
fn trimmed(samples: &[f32], rate_hz: u32) -> &[f32] {
    let silent = SILENT * highest(samples);
    let around = whole(AROUND_S * f64::from(rate_hz));
    let first = samples.iter().position(|s| s.abs() > silent).unwrap_or(0).saturating_sub(around);
    let last = samples.iter().rposition(|s| s.abs() > silent).map_or(0, |i| (i + around).min(samples.len()));
    samples.get(first..last).unwrap_or_default()
}

fn resampled(samples: Vec<f32>, from_hz: u32, to_hz: u32) -> Option<Vec<f32>> {
    if from_hz == to_hz || samples.is_empty() {
        return Some(samples);
    }
    let count = samples.len();
    let ratio = f64::from(to_hz) / f64::from(from_hz);
    let parameters = SincInterpolationParameters::default();
    let mut resampler = Async::<f32>::new_sinc(ratio, 1.0, &parameters, CHUNK, 1, FixedAsync::Input).ok()?;
    let samples = InterleavedOwned::new_from(samples, 1, count).ok()?;
    Some(resampler.process_all(&samples, count, None).ok()?.take_data())
}

/// Every sentence equally loud.
fn levelled(mut samples: Vec<f32>) -> Vec<f32> {
    let power = samples.iter().map(|s| f64::from(s * s)).sum::<f64>() / samples.len().max(1) as f64;
    let gain = (LEVEL / narrow(power.sqrt())).min(HIGHEST / highest(&samples));
    if gain.is_finite() {
        for sample in &mut samples {
            *sample *= gain;
        }
    }
    samples
}

fn highest(samples: &[f32]) -> f32 {
    samples.iter().map(|s| s.abs()).fold(0.0, f32::max)
}

#[expect(clippy::cast_possible_truncation, reason = "samples are f32")]
fn narrow(v: f64) -> f32 {
    v as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred samples")]
fn whole(v: f64) -> usize {
    v as usize
}
