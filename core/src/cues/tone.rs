//! Tones as sound, so that every phone sounds the same.
//!
//! In: a [`Tone`], how many samples it lasts, a sample rate. Out: mono samples, −1 to 1, all equally loud
//! ([`LEVEL_LUFS`]). A breath tone glides over its whole length, down with the breath out and up with the breath in, so
//! that its end can be heard coming (DESIGN §5).

use super::Tone;
use crate::time::Nanos;
use std::f64::consts::{LN_2, LN_10, PI, TAU};

/// Loudness of every tone (ITU-R BS.1770, one channel): soft under a voice, far from clipping.
pub const LEVEL_LUFS: f64 = -20.0;

/// Ends of the glide, Hz. A fifth is told up from down by anyone, and phones' loudspeakers are weak below 400 Hz.
const LOW_HZ: f64 = 440.0;
const HIGH_HZ: f64 = 660.0;
/// Share of the octave above: a pure sine is hard to hear on a phone that lies on the belly.
const OCTAVE: f64 = 0.25;
/// Rise and fall at the edges, seconds, so that nothing clicks.
const EDGE_S: f64 = 0.06;
/// Longer than any phase of a routine; a mistaken length must not fill the memory.
const MAX_S: f64 = 60.0;

/// Rates a tone can be had at, Hz.
const RATES_HZ: [u32; 2] = [8_000, 192_000];

/// `rate_hz`, or the nearer of the rates that tones can be had at: 8 to 192 kHz.
pub fn possible_rate(rate_hz: u32) -> u32 {
    let [lowest, highest] = RATES_HZ;
    rate_hz.clamp(lowest, highest)
}

/// Index of the sample nearest to `at`, 0 for what is before the first; the next phase's tone begins where this one's
/// ends, without a gap.
pub fn sample_at(at: Nanos, rate_hz: u32) -> u64 {
    const SECOND: i128 = 1_000_000_000;
    let nearest = (i128::from(at.0.max(0)) * i128::from(rate_hz) + SECOND / 2) / SECOND;
    u64::try_from(nearest).unwrap_or(u64::MAX)
}

/// `tone` for `length` at `rate_hz`, whole; rates outside 8–192 kHz are taken to the nearer end, lengths to 60 s.
pub fn render(tone: Tone, length: Nanos, rate_hz: u32) -> Vec<f32> {
    let rate_hz = possible_rate(rate_hz);
    let sound = Sound::new(tone, sample_at(length, rate_hz), rate_hz);
    (0..sound.samples()).map(|i| sound.at(i)).collect()
}

/// A tone of which any sample can be had, so that none has to be kept.
#[derive(Debug, Clone)]
pub(super) struct Sound {
    notes: [Note; 2],
    samples: u64,
}

/// One note: a glide in equal musical steps a second, its edges rounded.
#[derive(Debug, Clone, Copy)]
struct Note {
    start: u64,
    end: u64,
    rate_hz: f64,
    from_hz: f64,
    octaves: f64,
    /// Amplitude at its start, and by how much more at its end: the ear's weight changes along the glide.
    gain: [f64; 2],
    edge_s: f64,
}

impl Sound {
    /// `tone` for `samples` (at most 60 s of them) at a possible `rate_hz`.
    pub(super) fn new(tone: Tone, samples: u64, rate_hz: u32) -> Self {
        let samples = samples.min(sample_at(Nanos::from_s(MAX_S), rate_hz));
        let note = |from: f64, to: f64, hz: [f64; 2]| Note::new([from, to], hz, samples, f64::from(rate_hz));
        let whole = |hz| [note(0.0, 1.0, hz), note(1.0, 1.0, hz)];
        let notes = match tone {
            Tone::Exhale => whole([HIGH_HZ, LOW_HZ]),
            Tone::Inhale => whole([LOW_HZ, HIGH_HZ]),
            // A fifth above the glide: heard through it, and not taken for it.
            Tone::Band => whole([990.0; 2]),
            Tone::Chime => [note(0.0, 0.5, [880.0; 2]), note(0.5, 1.0, [587.0; 2])],
            // A fourth or an octave above where the breath before it ends: heard through it, in tune with it.
            Tone::Last => [note(0.0, 0.4, [880.0; 2]), note(0.55, 1.0, [880.0; 2])],
        };
        Self { notes, samples }
    }

    pub(super) fn samples(&self) -> u64 {
        self.samples
    }

    /// Sample `i` of it; silence past its end.
    #[expect(clippy::cast_possible_truncation, reason = "samples are f32")]
    pub(super) fn at(&self, i: u64) -> f32 {
        self.notes.iter().find(|n| (n.start..n.end).contains(&i)).map_or(0.0, |n| n.at(i - n.start) as f32)
    }
}

impl Note {
    /// In the share `from` to `to` of `samples`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares of at most 60 s of 192 kHz")]
    fn new([from, to]: [f64; 2], [from_hz, to_hz]: [f64; 2], samples: u64, rate_hz: f64) -> Self {
        let [start, end] = [from, to].map(|share| libm::round(share * samples as f64) as u64);
        let length_s = (end - start) as f64 / rate_hz;
        let edge_s = EDGE_S.min(length_s / 4.0);
        // A raised-cosine edge holds 3/8 of the power of what it rounds.
        let rounded = if length_s > 0.0 { 1.0 - 2.0 * edge_s / length_s * (1.0 - 3.0 / 8.0) } else { 1.0 };
        let gain = |hz: f64| {
            let [first, octave] = [hz, 2.0 * hz].map(ear);
            // BS.1770: loudness is the weighted mean square in decibels, less 0.691.
            let wanted = libm::exp((LEVEL_LUFS + 0.691) / 10.0 * LN_10);
            libm::sqrt(2.0 * wanted / ((first + OCTAVE * OCTAVE * octave) * rounded))
        };
        let octaves = libm::log(to_hz / from_hz) / LN_2;
        Self { start, end, rate_hz, from_hz, octaves, gain: [gain(from_hz), gain(to_hz) - gain(from_hz)], edge_s }
    }

    fn at(&self, i: u64) -> f64 {
        let Self { start, end, rate_hz, edge_s, .. } = *self;
        let (t_s, length_s) = (i as f64 / rate_hz, (end - start) as f64 / rate_hz);
        let angle = TAU * self.cycles(length_s, t_s);
        let wave = libm::sin(angle) + OCTAVE * libm::sin(2.0 * angle);
        let to_edge_s = t_s.min(length_s - t_s);
        let edge = if to_edge_s < edge_s { 0.5 - 0.5 * libm::cos(PI * to_edge_s / edge_s) } else { 1.0 };
        let [first, more] = self.gain;
        (first + more * t_s / length_s) * edge * wave
    }

    /// Cycles since its start: the integral of its frequency.
    fn cycles(&self, length_s: f64, t_s: f64) -> f64 {
        if self.octaves == 0.0 {
            return self.from_hz * t_s;
        }
        let rate = self.octaves * LN_2 / length_s;
        self.from_hz * libm::expm1(rate * t_s) / rate
    }
}

/// By how much the ear weighs the power of `hz`: the two filters of ITU-R BS.1770-4, tables 1 and 2, at 48 kHz.
fn ear(hz: f64) -> f64 {
    let shelf = power(hz, [1.535_124_859_586_97, -2.691_696_189_406_38, 1.198_392_810_852_85])
        / power(hz, [1.0, -1.690_659_293_182_41, 0.732_480_774_215_85]);
    let low_cut = power(hz, [1.0, -2.0, 1.0]) / power(hz, [1.0, -1.990_047_454_833_98, 0.990_072_250_366_21]);
    shelf * low_cut
}

/// |a + b/z + c/z²|² at `hz` of 48 kHz.
fn power(hz: f64, [a, b, c]: [f64; 3]) -> f64 {
    let angle = TAU * hz / 48_000.0;
    let real = a + b * libm::cos(angle) + c * libm::cos(2.0 * angle);
    let imaginary = b * libm::sin(angle) + c * libm::sin(2.0 * angle);
    real * real + imaginary * imaginary
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RATE: u32 = 48_000;
    const ALL: [Tone; 5] = [Tone::Exhale, Tone::Inhale, Tone::Band, Tone::Chime, Tone::Last];

    /// Frequency in each tenth of the sound, from its upward zero crossings.
    fn pitch_by_tenths(sound: &[f32]) -> Vec<f64> {
        let pitch = |part: &[f32]| {
            let ups: Vec<_> = (1..part.len()).filter(|i| part[i - 1] < 0.0 && part[*i] >= 0.0).collect();
            let span = (ups[ups.len() - 1] - ups[0]) as f64 / f64::from(RATE);
            (ups.len() - 1) as f64 / span
        };
        sound.chunks(sound.len().div_ceil(10)).map(pitch).collect()
    }

    #[test]
    fn the_breath_out_glides_down_and_the_breath_in_up_to_the_very_end() {
        for seconds in [3.0, 5.0, 8.0] {
            let out = pitch_by_tenths(&render(Tone::Exhale, Nanos::from_s(seconds), RATE));
            let into = pitch_by_tenths(&render(Tone::Inhale, Nanos::from_s(seconds), RATE));
            assert!(out.windows(2).all(|w| w[1] < w[0] - 10.0), "{out:?}");
            assert!(into.windows(2).all(|w| w[1] > w[0] + 10.0), "{into:?}");
        }
    }

    #[test]
    fn the_band_note_does_not_glide() {
        let band = pitch_by_tenths(&render(Tone::Band, Nanos::from_s(2.0), RATE));
        assert!(band.iter().all(|hz| (hz - 990.0).abs() < 3.0), "{band:?}");
    }

    #[test]
    fn every_tone_lasts_as_long_as_it_is_asked_to() {
        for (tone, rate) in ALL.into_iter().flat_map(|t| [(t, 16_000), (t, 44_100), (t, RATE)]) {
            assert_eq!(render(tone, Nanos::from_s(4.0), rate).len(), 4 * rate as usize, "{tone:?}");
        }
    }

    #[test]
    fn the_ear_hears_as_the_standard_says() {
        // BS.1770-4: a full-scale sine of 997 Hz reads -3.01, of which -0.691 is the constant.
        assert!((10.0 * libm::log10(ear(997.0)) - 0.691).abs() < 0.01, "{}", 10.0 * libm::log10(ear(997.0)));
        assert!(ear(20.0) < 0.1 * ear(440.0) && ear(440.0) < ear(2000.0));
    }

    #[test]
    fn nothing_clicks_at_the_edges_or_between() {
        // The steepest a full wave of these tones gets between two samples; a click is a step past it.
        let steepest = |hz: f64| 0.16 * TAU * hz * (1.0 + 2.0 * OCTAVE) / f64::from(RATE);
        for tone in ALL {
            let sound = render(tone, Nanos::from_s(1.0), RATE);
            assert!(sound.windows(2).all(|w| f64::from(w[1] - w[0]).abs() < steepest(1000.0)), "{tone:?}");
            let (first, last) = (sound[0], sound[sound.len() - 1]);
            assert!(first.abs() < 1e-4 && last.abs() < 1e-4, "{tone:?}: {first} {last}");
        }
        let cut = &render(Tone::Chime, Nanos::from_s(1.0), RATE)[..5_000];
        assert!(cut.last().is_some_and(|x| x.abs() > 1e-3), "the measure hears a sound that is cut off");
    }

    proptest! {
        #[test]
        fn no_length_and_no_rate_clips_or_fails(ns in any::<i64>(), rate in any::<u32>(), which in 0..5_usize) {
            let length = Nanos(ns % 200_000_000);
            let sound = render(ALL[which], length, rate);
            prop_assert!(sound.iter().all(|x| x.is_finite() && x.abs() < 0.5));
        }
    }

    #[test]
    fn a_mistaken_length_does_not_fill_the_memory() {
        assert_eq!(render(Tone::Exhale, Nanos(i64::MAX), 8_000).len(), 480_000);
        assert!(render(Tone::Exhale, Nanos(-1), 8_000).is_empty());
    }
}
