//! Cues as one sound: tones and speech mixed to mono samples, piece by piece.
//!
//! In: cues with their instants, speech as samples from the host. Out: samples, −1 to 1, each cue at its own sample,
//! in pieces of any size. What is kept is the cues that are to come, never the sound. A routine as a whole goes in by
//! [`score`], a live session's cues as they are told.

use super::tone::{self, Sound};
use super::{Cue, CueId, Tone, cues_of, finished};
use crate::time::Nanos;
use crate::timeline::Plan;
use crate::words::Text;
use std::f64::consts::PI;
use std::sync::Arc;

/// What is cut off fades so fast, seconds.
const FADE_S: f64 = 0.02;
/// Tones under a voice are so much softer: a voice at their level is then easily understood.
const UNDER_A_VOICE: f64 = 0.4;
/// Tones soften so long before a voice, and come back as slowly after it, seconds.
const YIELD_S: f64 = 0.08;
/// Up to here nothing is changed; louder sums are bent, so that none reaches the second: full scale is never touched.
const BENDS: [f64; 2] = [0.6, 0.88];

/// Every cue of `plan` with its instant since the plan's start, in order, the one that ends the session last; the first
/// may be before the start, by at most [`LEAD`](super::LEAD). `setup` says what the phase of that index asks for.
pub fn score(plan: &Plan, setup: impl Fn(usize) -> Option<Text>) -> Vec<(Nanos, Cue)> {
    let (mut start, mut all) = (Nanos(0), Vec::new());
    for (i, phase) in plan.phases().iter().enumerate() {
        all.extend(cues_of(plan, i, setup(i)).into_iter().map(|(offset, cue)| (start + offset, cue)));
        start = start + phase.length;
    }
    all.push((start, finished()));
    all.sort_by_key(|(at, _)| *at);
    all
}

/// Makes sound of cues; its time begins with its first sample.
#[derive(Debug, Clone)]
pub struct Mixer {
    rate_hz: u32,
    next: u64,
    parts: Vec<Part>,
    /// How much of the tones is left under the voices.
    tones: f64,
}

#[derive(Debug, Clone)]
struct Part {
    id: CueId,
    start: u64,
    end: u64,
    /// It was cut off and fades towards its end.
    fades: bool,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Tone(Sound),
    Voice(Arc<[f32]>),
}

impl Mixer {
    /// Silence at `rate_hz`; rates outside 8–192 kHz are taken to the nearer end.
    pub fn new(rate_hz: u32) -> Self {
        Self { rate_hz: tone::possible_rate(rate_hz), next: 0, parts: Vec::new(), tones: 1.0 }
    }

    /// Samples a second.
    pub fn rate_hz(&self) -> u32 {
        self.rate_hz
    }

    /// Index of the next sample that [`fill`](Self::fill) gives.
    pub fn position(&self) -> u64 {
        self.next
    }

    /// Index of the sample at which everything added so far is over.
    pub fn end(&self) -> u64 {
        self.parts.iter().map(|p| p.end).max().unwrap_or(self.next).max(self.next)
    }

    /// Sounds `cue` from `at` on, counted from the first sample; `voice` is what it says, as samples of this rate. What
    /// comes too late begins at once, a breath tone still ends with its breath. A sentence ends the one before it.
    pub fn add(&mut self, id: CueId, at: Nanos, cue: &Cue, voice: Option<Arc<[f32]>>) {
        let planned = tone::sample_at(at, self.rate_hz);
        let start = planned.max(self.next);
        if let Some((tone, length)) = cue.tone {
            let end = tone::sample_at(at + length, self.rate_hz);
            let is_breath = matches!(tone, Tone::Exhale | Tone::Inhale);
            let samples = end.saturating_sub(if is_breath { start } else { planned });
            let sound = Sound::new(tone, samples, self.rate_hz);
            let end = start + sound.samples();
            self.parts.push(Part { id, start, end, fades: false, what: What::Tone(sound) });
        }
        if let Some(voice) = voice {
            let next_voice = self.parts.iter().filter(|p| p.is_voice() && p.start > start).map(|p| p.start).min();
            for part in self.parts.iter_mut().filter(|p| p.is_voice() && p.start <= start) {
                part.cut(start, self.rate_hz);
            }
            let end = start + voice.len() as u64;
            let mut part = Part { id, start, end, fades: false, what: What::Voice(voice) };
            if let Some(next) = next_voice {
                part.cut(next, self.rate_hz);
            }
            self.parts.push(part);
        }
    }

    /// Nothing of the cues from `id` on is heard any more; what sounds fades out at once.
    pub fn cancel_from(&mut self, id: CueId) {
        let (next, rate_hz) = (self.next, self.rate_hz);
        self.parts.retain(|p| p.id < id || p.start < next);
        for part in self.parts.iter_mut().filter(|p| p.id >= id) {
            part.cut(next, rate_hz);
        }
    }

    /// The next samples.
    #[expect(clippy::cast_possible_truncation, reason = "samples are f32")]
    pub fn fill(&mut self, out: &mut [f32]) {
        let start = self.next;
        let end = start + out.len() as u64;
        let near: Vec<&Part> = self.parts.iter().filter(|p| p.start < end + self.yields()).collect();
        out.fill(0.0);
        for part in near.iter().filter(|p| !p.is_voice()) {
            part.add_to(out, start, self.rate_hz);
        }
        let step = (1.0 - UNDER_A_VOICE) / self.yields().max(1) as f64;
        let voices: Vec<&&Part> = near.iter().filter(|p| p.is_voice()).collect();
        if !voices.is_empty() || self.tones < 1.0 {
            for (sample, i) in out.iter_mut().zip(start..) {
                let spoken = voices.iter().any(|p| p.start <= i + self.yields() && i < p.end);
                let change = if spoken { -step } else { step };
                self.tones = (self.tones + change).clamp(UNDER_A_VOICE, 1.0);
                *sample = (f64::from(*sample) * self.tones) as f32;
            }
        }
        for part in voices {
            part.add_to(out, start, self.rate_hz);
        }
        for sample in out.iter_mut() {
            *sample = bent(f64::from(*sample)) as f32;
        }
        self.next = end;
        self.parts.retain(|p| p.end > end);
    }

    fn yields(&self) -> u64 {
        sample_count(YIELD_S, self.rate_hz)
    }
}

impl Part {
    fn is_voice(&self) -> bool {
        matches!(self.what, What::Voice(_))
    }

    /// Fades from sample `at` on, if it sounds then.
    fn cut(&mut self, at: u64, rate_hz: u32) {
        let end = at + sample_count(FADE_S, rate_hz);
        if end < self.end {
            self.end = end;
            self.fades = true;
        }
    }

    /// Adds what of it falls into `out`, whose first sample is `from`.
    #[expect(clippy::cast_possible_truncation, reason = "samples are f32; a length of `out` fits")]
    fn add_to(&self, out: &mut [f32], from: u64, rate_hz: u32) {
        let fade = sample_count(FADE_S, rate_hz) as f64;
        let first = self.start.max(from);
        for (sample, i) in out.iter_mut().skip((first - from) as usize).zip(first..self.end) {
            let heard = match &self.what {
                What::Tone(sound) => sound.at(i - self.start),
                What::Voice(voice) => {
                    let at = usize::try_from(i - self.start).ok();
                    at.and_then(|at| voice.get(at)).copied().unwrap_or(0.0)
                }
            };
            let share = if self.fades { faded((self.end - i) as f64 / fade) } else { 1.0 };
            *sample += (f64::from(heard) * share) as f32;
        }
    }
}

/// What is left when `left`, 1 or more to 0, of a fade is to come: a half wave, which does not click.
fn faded(left: f64) -> f64 {
    if left < 1.0 { 0.5 - 0.5 * libm::cos(PI * left) } else { 1.0 }
}

fn sample_count(s: f64, rate_hz: u32) -> u64 {
    tone::sample_at(Nanos::from_s(s), rate_hz)
}

/// `x`, and where it is too loud a little less.
fn bent(x: f64) -> f64 {
    let [straight, most] = BENDS;
    let over = libm::fabs(x) - straight;
    if over <= 0.0 {
        return x;
    }
    let room = most - straight;
    libm::copysign(straight + room * libm::tanh(over / room), x)
}
