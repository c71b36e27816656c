//! One rep while it happens: the pelvis as it can be known at every sample.
//!
//! In: the course of the rep's breath and, sample by sample, what tilt and roll have left when the template is taken
//! off. Out: the pelvis against the rep's onset, degrees. Causal: the level is learned until [`ONSET_AFTER_S`] after the onset,
//! then the joint estimate sees one instant after the other; between two instants the pelvis moves as the phone does.

use super::prior::{Row, STEPS, share};
use super::reference::minus;
use super::separate::{Seen, Separation};
use super::smooth::Point;
use crate::time::{MonoTime, Nanos};

/// The level of a rep is the mean from so long before its onset to so many seconds after it: longer, and a pelvis that
/// moves early is taken for the level; shorter, and the heart is.
pub(crate) const ONSET_BEFORE: Nanos = Nanos::from_ms(100);
const ONSET_AFTER_S: f64 = 0.15;

/// Between two instants the pelvis follows what is left by this share at least, and wholly where the model does.
const FOLLOWS: f64 = 0.85;

/// A mean of tilt and roll that can go without what was masked.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Level {
    clear: ([f64; 2], f64),
    masked: ([f64; 2], f64),
}

impl Level {
    pub(crate) fn add(&mut self, [x, y]: [f64; 2], masked: bool) {
        let ([a, b], n) = if masked { &mut self.masked } else { &mut self.clear };
        *a += x;
        *b += y;
        *n += 1.0;
    }

    /// A haptic pulse begins with the rep: what it shook is left out, unless there is nothing else.
    pub(crate) fn mean(&self) -> [f64; 2] {
        let (sum, n) = if self.clear.1 > 0.0 { self.clear } else { self.masked };
        sum.map(|s| s / n.max(1.0))
    }
}

/// The running rep.
#[derive(Debug, Clone)]
pub(crate) struct Running {
    start: MonoTime,
    length_s: f64,
    level: Level,
    /// What was left at the instants passed, and how many those are.
    left_deg: [Row; 2],
    passed: usize,
    seen: Seen,
    /// What was left and what the pelvis was at the last instant seen, degrees, and how far it has followed since.
    then_deg: [[f64; 2]; 2],
    follows: [f64; 2],
    last: Option<(f64, [f64; 2])>,
    pelvis_deg: [f64; 2],
}

impl Running {
    /// A rep that begins at `start`; `before` it the track, newest first, whose `left` is known.
    pub(crate) fn new<'a>(
        start: MonoTime,
        length_s: f64,
        before: impl Iterator<Item = &'a Point>,
        left: impl Fn(&Point) -> [f64; 2],
    ) -> Self {
        let mut level = Level::default();
        for point in before.skip_while(|p| p.at >= start).take_while(|p| start - p.at <= ONSET_BEFORE) {
            level.add(left(point), point.masked);
        }
        Self {
            start,
            length_s,
            level,
            left_deg: [[0.0; STEPS]; 2],
            passed: 0,
            seen: Seen::nothing(),
            then_deg: [[0.0; 2]; 2],
            follows: [1.0; 2],
            last: None,
            pelvis_deg: [0.0; 2],
        }
    }

    /// What is left at `t`, an instant that a sample told of. Returns the pelvis.
    pub(crate) fn step(&mut self, by: &Separation, t: MonoTime, left_deg: [f64; 2], masked: bool) -> [f64; 2] {
        let since_s = (t - self.start).s();
        if since_s < 0.0 {
            return self.pelvis_deg;
        }
        let learning = since_s < ONSET_AFTER_S;
        if learning {
            self.level.add(left_deg, masked);
        }
        let level = self.level.mean();
        self.pass(since_s, left_deg);
        if !learning {
            while self.seen.steps() < self.passed {
                let i = self.seen.steps();
                let left = self.left_deg.each_ref().map(|row| row.get(i).copied().unwrap_or_default());
                let moved = minus(left, level);
                let [(tilt, f0), (roll, f1)] = by.see(&mut self.seen, moved);
                (self.then_deg, self.follows) =
                    ([moved, [tilt, roll]], [f0, f1].map(|f| FOLLOWS + (1.0 - FOLLOWS) * f));
            }
        }
        let [left_then, pelvis_then] = self.then_deg;
        let [x, y] = minus(minus(left_deg, level), left_then);
        let ([p, q], [f, g]) = (pelvis_then, self.follows);
        self.pelvis_deg = [p + f * x, q + g * y];
        self.pelvis_deg
    }

    /// What is left has changed by `left_deg` since the last step. Returns the pelvis.
    pub(crate) fn follow(&mut self, left_deg: [f64; 2]) -> [f64; 2] {
        let ([p, q], [f, g], [x, y]) = (self.pelvis_deg, self.follows, left_deg);
        self.pelvis_deg = [p + f * x, q + g * y];
        self.pelvis_deg
    }

    /// The pelvis as it was last known.
    pub(crate) fn pelvis_deg(&self) -> [f64; 2] {
        self.pelvis_deg
    }

    /// Notes what was left at the instants passed since the sample before, on the line between the two.
    fn pass(&mut self, since_s: f64, left_deg: [f64; 2]) {
        let (before_s, before_deg) = self.last.unwrap_or((0.0, left_deg));
        while self.passed < STEPS && share(self.passed) * self.length_s <= since_s {
            let gone = since_s - before_s;
            let part = if gone > 0.0 { (share(self.passed) * self.length_s - before_s).max(0.0) / gone } else { 1.0 };
            for ((row, now), before) in self.left_deg.iter_mut().zip(left_deg).zip(before_deg) {
                if let Some(slot) = row.get_mut(self.passed) {
                    *slot = before + part * (now - before);
                }
            }
            self.passed += 1;
        }
        self.last = Some((since_s, left_deg));
    }
}
