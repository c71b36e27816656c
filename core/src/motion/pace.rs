//! How fast somebody breathes.
//!
//! In: tilt and roll, degrees, as means over [`STEP_S`]. Out: breaths a second, causal. Three steps: the spectrum of the
//! last [`SPECTRUM_S`] says roughly how fast, its strongest line says along which axis, and the breaths along that axis
//! are then counted. A count follows breaths of unequal length, which widen a spectral line or split it, and does not
//! mind a breath out slower than in, which is harmonics in a spectrum (FIELD P4: free breathing).

use super::filter::Filter;
use std::collections::VecDeque;
use std::f64::consts::TAU;

/// What is kept comes so often, seconds: 3.6 a breath at the fastest.
pub(super) const STEP_S: f64 = 0.4;
/// The spectrum looks back so far, and breaths are counted so far back, seconds (FIELD P4).
const SPECTRUM_S: f64 = 25.0;
/// Kept is more: the first breath counted begins before, and the filter's level takes a breath to settle.
const KEPT_S: f64 = 35.0;
/// Nothing is said on less, seconds: three common breaths ...
const SHORTEST_S: f64 = 12.0;
/// ... nor on fewer breaths than this in the spectrum: one bend of a wandering posture looks like one.
const FEWEST_BREATHS: f64 = 1.5;
/// Breaths are sought from 4 to 40 a minute, on lines so far apart, Hz: half of what 25 s can tell apart, so that a
/// parabola finds the top between two.
const LINE_HZ: f64 = 0.02;
const LINES: usize = 32;
/// The first line, below every breath: where it is the strongest, posture wanders more than the breath moves.
const WANDER_HZ: f64 = 0.05;
/// The spectrum changes slower than the count, and costs more: one for so many counts.
const COUNTS_A_LOOK: u32 = 6;
/// Around the rough rate, what is slower than this share of it is drift, and faster than that is heart and harmonics.
const BAND: [f64; 2] = [0.45, 2.2];
/// A turn is a turn when undone by so much of the mean distance from the level: less is a shoulder of the same breath.
const TURN: f64 = 0.4;
/// Fewer times between turns of one kind than this are no mean: two breaths give three.
const FEWEST_TIMES: f64 = 3.0;
/// A sine of this amplitude is breath, degrees. White noise of a supine phone (FIELD F14: 0.11° after a 5 Hz low-pass)
/// shows lines up to 0.06°; the shallowest breath recorded shows 0.18° (FIELD P4).
pub(super) const VISIBLE_DEG: f64 = 0.08;

/// The last means, and room to work in: nothing is allocated once made.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    kept: VecDeque<[f64; 2]>,
    along: Vec<f64>,
    /// Rough rate, Hz, and axis; none where no line is a breath.
    line: Option<(f64, [f64; 2])>,
    until_look: u32,
}

impl Default for Pace {
    fn default() -> Self {
        let room = steps(KEPT_S);
        Self { kept: VecDeque::with_capacity(room), along: Vec::with_capacity(room), line: None, until_look: 0 }
    }
}

impl Pace {
    /// One mean.
    pub(super) fn push(&mut self, deg: [f64; 2]) {
        if self.kept.len() >= steps(KEPT_S) {
            self.kept.pop_front();
        }
        self.kept.push_back(deg);
    }

    pub(super) fn clear(&mut self) {
        self.kept.clear();
        self.line = None;
        self.until_look = 0;
    }

    /// Breaths a second in what is kept; none in too little, or where nothing moves but the posture.
    pub(super) fn hz(&mut self) -> Option<f64> {
        if self.kept.len() < steps(SHORTEST_S) {
            return None;
        }
        if self.until_look == 0 {
            self.line = self.strongest_line();
            self.until_look = COUNTS_A_LOOK;
        }
        self.until_look -= 1;
        let (rough_hz, axis) = self.line?;
        self.project(rough_hz, axis);
        Some(count(&self.along).map_or(rough_hz, |period_s| 1.0 / period_s))
    }

    /// The highest line of the spectrum of tilt and roll together, and the axis of the motion at that line.
    ///
    /// Posture wanders: its amplitude falls with the frequency and would hide a slow breath's line behind its own. So
    /// the power is weighted by the frequency, halfway between the spectrum of the angle and that of its rate.
    fn strongest_line(&self) -> Option<(f64, [f64; 2])> {
        let seen = self.kept.len().min(steps(SPECTRUM_S));
        let lines = spectrum(self.kept.iter().skip(self.kept.len() - seen));
        let weighted = |i: usize| lines.get(i).map_or(0.0, |l| l.hz * (l.tilt + l.roll));
        let (top, line) = lines.iter().enumerate().max_by(|(a, _), (b, _)| weighted(*a).total_cmp(&weighted(*b)))?;
        let [left, middle, right] = [weighted(top.checked_sub(1)?), weighted(top), weighted(top + 1)];
        let bend = left - 2.0 * middle + right;
        let shift = if top + 1 < LINES && bend < 0.0 { 0.5 * (left - right) / bend } else { 0.0 };
        let hz = line.hz + LINE_HZ * shift;
        let is_breath =
            line.tilt + line.roll >= VISIBLE_DEG * VISIBLE_DEG && hz * seen as f64 * STEP_S >= FEWEST_BREATHS;
        is_breath.then(|| (hz, long_axis(line.tilt, line.both, line.roll)))
    }

    /// What is kept along `axis`, in the band around `hz`: into `along`.
    ///
    /// Filtered from the newest to the oldest: so a shift of posture rings into what came before it and is forgotten
    /// first. The delay is the same for every turn, and between turns it cancels.
    fn project(&mut self, hz: f64, [c, s]: [f64; 2]) {
        self.along.clear();
        self.along.extend(self.kept.iter().map(|[x, y]| c * x + s * y));
        let breath = (steps(1.0 / hz) + 1).min(self.along.len());
        let level = self.along.iter().rev().take(breath).sum::<f64>() / breath as f64;
        let newest = self.along.last().copied().unwrap_or(level);
        let [low, high] = BAND.map(|share| Filter::low_pass(share * hz, STEP_S));
        let (mut drift, mut breath) = (low.settled([level]), high.settled([newest]));
        for v in self.along.iter_mut().rev() {
            let ([quick], [slow]) = (high.step(&mut breath, [*v]), low.step(&mut drift, [*v]));
            *v = quick - slow;
        }
    }
}

/// The direction in which a motion with these squares (of tilt, of both, of roll) is greatest; towards tilt upwards.
pub(super) fn long_axis(xx: f64, xy: f64, yy: f64) -> [f64; 2] {
    let cos_twice = (xx - yy) / libm::hypot(xx - yy, 2.0 * xy).max(f64::MIN_POSITIVE);
    let half = |x: f64| (0.5 * x).max(0.0).sqrt();
    [half(1.0 + cos_twice), half(1.0 - cos_twice).copysign(xy)]
}

/// Whole steps in `s` seconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a hundred")]
fn steps(s: f64) -> usize {
    (s / STEP_S) as usize
}

/// A line of the spectrum: squared amplitudes, square degrees, and the part both share in phase.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    hz: f64,
    tilt: f64,
    roll: f64,
    both: f64,
}

/// The spectrum under a Hann window, a straight line taken off first.
fn spectrum<'a>(deg: impl ExactSizeIterator<Item = &'a [f64; 2]> + Clone) -> [Line; LINES] {
    let n = deg.len() as f64;
    let middle = 0.5 * (n - 1.0);
    let (mut mean, mut slope, mut spread) = ([0.0; 2], [0.0; 2], 0.0);
    for (i, [x, y]) in deg.clone().enumerate() {
        let k = i as f64 - middle;
        mean = [mean[0] + x / n, mean[1] + y / n];
        slope = [slope[0] + k * x, slope[1] + k * y];
        spread += k * k;
    }
    let mut hz = [0.0; LINES];
    let mut turn = [0.0; LINES];
    for (i, (hz, turn)) in hz.iter_mut().zip(&mut turn).enumerate() {
        *hz = WANDER_HZ + LINE_HZ * i as f64;
        *turn = 2.0 * libm::cos(TAU * *hz * STEP_S);
    }
    // Goertzel's recurrence, all lines at once: now and one back, of tilt and of roll.
    let mut state = [[[0.0; LINES]; 2]; 2];
    let [tilt, roll] = &mut state;
    let (step_sin, step_cos) = libm::sincos(TAU / (n + 1.0));
    let (mut sin, mut cos) = (step_sin, step_cos);
    let mut windowed = deg.enumerate().map(|(i, [x, y])| {
        let k = (i as f64 - middle) / spread;
        let hann = 0.5 * (1.0 - cos);
        (sin, cos) = (sin * step_cos + cos * step_sin, cos * step_cos - sin * step_sin);
        [hann * (x - mean[0] - slope[0] * k), hann * (y - mean[1] - slope[1] * k)]
    });
    while let Some([x, y]) = windowed.next() {
        if let Some([x2, y2]) = windowed.next() {
            advance_twice(tilt, &turn, [x, x2]);
            advance_twice(roll, &turn, [y, y2]);
        } else {
            advance(tilt, &turn, x);
            advance(roll, &turn, y);
        }
    }
    let [[tilt, tilt_before], [roll, roll_before]] = &state;
    let mut lines = [Line::default(); LINES];
    // A Hann window weighs half of its samples, and a sine shows half at its own line.
    let scale = 16.0 / ((n + 1.0) * (n + 1.0));
    let each = lines.iter_mut().zip(hz).zip(turn).zip(tilt.iter().zip(tilt_before)).zip(roll.iter().zip(roll_before));
    for ((((line, hz), k), (a, b)), (c, d)) in each {
        *line = Line {
            hz,
            tilt: scale * (a * a + b * b - k * a * b),
            roll: scale * (c * c + d * d - k * c * d),
            both: scale * (a * c + b * d - 0.5 * k * (a * d + b * c)),
        };
    }
    lines
}

/// Two samples into every line's recurrence: what lies between them is not put away.
fn advance_twice([now, before]: &mut [[f64; LINES]; 2], turn: &[f64; LINES], [first, second]: [f64; 2]) {
    for ((now, before), k) in now.iter_mut().zip(before).zip(turn) {
        let between = first + k * *now - *before;
        (*now, *before) = (second + k * between - *now, between);
    }
}

/// One sample into every line's recurrence.
fn advance([now, before]: &mut [[f64; LINES]; 2], turn: &[f64; LINES], v: f64) {
    for ((now, before), k) in now.iter_mut().zip(before).zip(turn) {
        (*now, *before) = (v + k * *now - *before, *now);
    }
}

/// The mean time from maximum to maximum and from minimum to minimum in the last [`SPECTRUM_S`], seconds; none with
/// fewer than [`FEWEST_TIMES`].
fn count(y: &[f64]) -> Option<f64> {
    let n = y.len() as f64;
    let enough = TURN * y.iter().map(|v| v.abs()).sum::<f64>() / n;
    let oldest = n - 1.0 - SPECTRUM_S / STEP_S;
    let (mut extreme, mut top, mut rising) = (*y.first()?, 0, false);
    // The turns before: of the other kind, and of this kind. The first stretch may begin anywhere: its end is no turn.
    let (mut other, mut same) = (None, None);
    let (mut sum, mut counted) = (0.0, 0.0);
    for (i, v) in y.iter().enumerate() {
        if rising == (*v > extreme) {
            (extreme, top) = (*v, i);
        } else if (v - extreme).abs() > enough {
            let at = (top > 0).then(|| summit(y, top));
            if let (Some(at), Some(was)) = (at, same)
                && 0.5 * (at + was) > oldest
            {
                sum += at - was;
                counted += 1.0;
            }
            (same, other) = (other, at);
            (extreme, top, rising) = (*v, i, !rising);
        }
    }
    (counted >= FEWEST_TIMES).then(|| STEP_S * sum / counted)
}

/// Where the parabola through the sample `i` and its neighbours turns, steps.
fn summit(y: &[f64], i: usize) -> f64 {
    let three = (y.get(i.wrapping_sub(1)), y.get(i), y.get(i + 1));
    let (Some(left), Some(middle), Some(right)) = three else { return i as f64 };
    let bend = left - 2.0 * middle + right;
    i as f64 + if bend == 0.0 { 0.0 } else { (0.5 * (left - right) / bend).clamp(-0.5, 0.5) }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Pace {
        /// How much its buffers can hold.
        pub(in crate::motion) fn room(&self) -> (usize, usize) {
            (self.kept.capacity(), self.along.capacity())
        }
    }

    #[test]
    fn a_line_shows_its_amplitude_and_its_axis() {
        let wave: Vec<[f64; 2]> =
            (0..62).map(|i| libm::sin(TAU * 0.25 * STEP_S * f64::from(i))).map(|s| [3.0 * s, -4.0 * s]).collect();
        let lines = spectrum(wave.iter());
        let line = lines[10];
        assert!((line.hz - 0.25).abs() < 1e-9);
        assert!(((line.tilt + line.roll).sqrt() - 5.0).abs() < 0.05, "{line:?}");
        let [c, s] = long_axis(line.tilt, line.both, line.roll);
        assert!((c - 0.6).abs() < 0.01 && (s + 0.8).abs() < 0.01, "{c} {s}");
        assert!(lines[20].tilt < 1e-3 * line.tilt);
    }

    #[test]
    fn a_shoulder_is_not_counted_and_a_breath_is() {
        let wave = |second: f64| -> Vec<f64> {
            (0..87)
                .map(|i| TAU * 0.1 * STEP_S * f64::from(i))
                .map(|a| libm::sin(a) + second * libm::sin(2.0 * a))
                .collect()
        };
        assert!((count(&wave(0.55)).unwrap() - 10.0).abs() < 0.1);
        // A second bump as large as the first is a breath of its own.
        assert!((count(&wave(10.0)).unwrap() - 5.0).abs() < 0.1);
        assert_eq!(count(&[0.0; 87]), None);
        assert_eq!(count(&[]), None);
    }
}
