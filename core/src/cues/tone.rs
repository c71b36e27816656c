//! Tones as sound, so that every phone sounds the same.
//!
//! In: a [`Tone`], how long it lasts, a sample rate. Out: mono samples, −1 to 1, at [`LEVEL_DBFS`]. A breath tone glides
//! over its whole length, down with the breath out and up with the breath in, so that its end can be heard coming
//! (DESIGN §5).

use super::Tone;
use crate::time::Nanos;
use std::f64::consts::{LN_2, LN_10, PI, TAU};

/// Mean level of every tone, decibels against full scale: soft under a voice, far from clipping.
pub const LEVEL_DBFS: f64 = -20.0;

/// Ends of the glide, Hz. A fifth is told up from down by anyone, and phones' loudspeakers are weak below 400 Hz.
const LOW_HZ: f64 = 440.0;
const HIGH_HZ: f64 = 660.0;
/// Share of the octave above: a pure sine is hard to hear on a phone that lies on the belly.
const OCTAVE: f64 = 0.25;
/// Rise and fall at the edges, seconds, so that nothing clicks.
const EDGE_S: f64 = 0.06;
/// Longer than any phase of a routine; a mistaken length must not fill the memory.
const MAX_S: f64 = 60.0;

/// `tone` for `length` at `rate_hz`; rates outside 8–192 kHz are taken to the nearer end, lengths to 60 s.
pub fn render(tone: Tone, length: Nanos, rate_hz: u32) -> Vec<f32> {
    let rate_hz = f64::from(rate_hz.clamp(8_000, 192_000));
    let length_s = length.s().clamp(0.0, MAX_S);
    let mut samples = Vec::new();
    match tone {
        Tone::Exhale => push_glide(&mut samples, HIGH_HZ, LOW_HZ, length_s, rate_hz),
        Tone::Inhale => push_glide(&mut samples, LOW_HZ, HIGH_HZ, length_s, rate_hz),
        // A fifth above the glide: heard through it, and not taken for it.
        Tone::Band => push_glide(&mut samples, 990.0, 990.0, length_s, rate_hz),
        Tone::Chime => {
            push_glide(&mut samples, 880.0, 880.0, length_s / 2.0, rate_hz);
            push_glide(&mut samples, 587.0, 587.0, length_s / 2.0, rate_hz);
        }
    }
    samples
}

/// One note from `from_hz` to `to_hz`, in equal musical steps a second, its edges rounded.
#[expect(clippy::cast_possible_truncation, reason = "samples are f32; their count is at most 60 s of 192 kHz")]
#[expect(clippy::cast_sign_loss, reason = "lengths are not negative here")]
fn push_glide(samples: &mut Vec<f32>, from_hz: f64, to_hz: f64, length_s: f64, rate_hz: f64) {
    let count = libm::round(length_s * rate_hz) as usize;
    let edge_s = EDGE_S.min(length_s / 4.0);
    let full_rms = libm::sqrt(f64::midpoint(1.0, OCTAVE * OCTAVE));
    // A raised-cosine edge holds 3/8 of the power of what it rounds.
    let rounded = libm::sqrt(1.0 - 2.0 * edge_s / length_s * (1.0 - 3.0 / 8.0));
    let gain = libm::exp(LEVEL_DBFS / 20.0 * LN_10) / (full_rms * rounded);
    let octaves = libm::log(to_hz / from_hz) / LN_2;
    for i in 0..count {
        let t_s = i as f64 / rate_hz;
        let cycles = cycles(from_hz, octaves, length_s, t_s);
        let wave = libm::sin(TAU * cycles) + OCTAVE * libm::sin(2.0 * TAU * cycles);
        let to_edge_s = t_s.min(length_s - t_s);
        let edge = if to_edge_s < edge_s { 0.5 - 0.5 * libm::cos(PI * to_edge_s / edge_s) } else { 1.0 };
        samples.push((gain * edge * wave) as f32);
    }
}

/// Cycles since the start at `t_s` of a glide by `octaves` in `length_s`: the integral of its frequency.
fn cycles(from_hz: f64, octaves: f64, length_s: f64, t_s: f64) -> f64 {
    if octaves == 0.0 {
        return from_hz * t_s;
    }
    let rate = octaves * LN_2 / length_s;
    from_hz * libm::expm1(rate * t_s) / rate
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RATE: u32 = 48_000;
    const ALL: [Tone; 4] = [Tone::Exhale, Tone::Inhale, Tone::Band, Tone::Chime];

    /// Frequency in each tenth of the sound, from its upward zero crossings.
    fn pitch_by_tenths(sound: &[f32]) -> Vec<f64> {
        let pitch = |part: &[f32]| {
            let ups: Vec<_> = (1..part.len()).filter(|i| part[i - 1] < 0.0 && part[*i] >= 0.0).collect();
            let span = (ups[ups.len() - 1] - ups[0]) as f64 / f64::from(RATE);
            (ups.len() - 1) as f64 / span
        };
        sound.chunks(sound.len().div_ceil(10)).map(pitch).collect()
    }

    fn rms_dbfs(sound: &[f32]) -> f64 {
        let power = sound.iter().map(|x| f64::from(*x) * f64::from(*x)).sum::<f64>() / sound.len() as f64;
        10.0 * libm::log10(power)
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
    fn every_tone_is_as_loud_as_it_says_and_lasts_as_long() {
        for (tone, rate) in ALL.into_iter().flat_map(|t| [(t, 16_000), (t, 44_100), (t, RATE)]) {
            let sound = render(tone, Nanos::from_s(4.0), rate);
            assert!((rms_dbfs(&sound) - LEVEL_DBFS).abs() < 0.1, "{tone:?} {}", rms_dbfs(&sound));
            assert_eq!(sound.len(), 4 * rate as usize);
        }
    }

    #[test]
    fn nothing_clicks_at_the_edges_or_between() {
        // The steepest a full wave of these tones gets between two samples; a click is a step past it.
        let steepest = |hz: f64| 0.15 * TAU * hz * (1.0 + 2.0 * OCTAVE) / f64::from(RATE);
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
        fn no_length_and_no_rate_clips_or_fails(ns in any::<i64>(), rate in any::<u32>(), which in 0..4_usize) {
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
