//! A trend: one number a session against time, with its noise, and whether it changed by more than that.
//!
//! In: [`Dot`]s of one metric, side and depth. Out: [`Trend`]. A change is stated only when three things hold: there are
//! six dots or more, the interval of the line's change excludes none ([`robust`](super::robust)), and the change is at
//! least as large as the noise of one dot (one standard error of measurement, Wyrwich et al., *J. Clin. Epidemiol.* 52,
//! 1999) and as what can be resolved at all. Pure noise is so called a change at most once in twenty, from six dots on and
//! where each dot shares up to 0.4 with the one before; where it shares 0.6, six times in a hundred. The price, of a level
//! around which single dots vary by 0.7: 2.5 are found by 8 dots one time in four, by 12 every other, by 20 nine times in
//! ten; where dots share 0.4, by 20 every other time.
//!
//! **Noise** is the scatter of the dots around their line; never less than what each dot says of itself, nor than 13 % of
//! the level; with fewer than six dots 23 %: the ends of what is published for such measures (FIELD F6). The band is
//! ±1.96 of it: one dot inside the band says nothing by itself. Two single dots must differ by √2 of that (the minimal
//! detectable change).

use super::metric::{Metric, Value, own_sd};
use super::robust::{self, Z_975, median};
use crate::session::SessionId;
use crate::time::WallTime;
use serde::Serialize;

/// Dots without which nothing is said of a change.
pub const LEAST_DOTS: usize = 6;
/// More sessions than this share dots: the line costs the square of their number, and no picture shows more.
pub const MOST_DOTS: usize = 400;
/// Published standard errors of measurement of such measures, as shares of the level (FIELD F6).
const SEM_LEAST: f64 = 0.13;
const SEM_MOST: f64 = 0.23;
const MS_PER_DAY: f64 = 86_400_000.0;

/// One session, or a few that share a dot.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "TrendDot"))]
pub struct Dot {
    /// When it began; of several the middle.
    pub at: WallTime,
    /// Which session; the first of several.
    pub session: SessionId,
    /// The number, in the metric's unit; of several their mean.
    pub value: f64,
    /// The interval that holds it 95 times of 100.
    pub ci95: [f64; 2],
    /// From how many reps.
    pub reps: u32,
    /// From how many sessions.
    pub sessions: u32,
}

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum), uniffi(name = "TrendChange"))]
pub enum Change {
    /// Too few dots to say.
    TooFew {
        /// How many there are.
        dots: u32,
        /// How many it takes.
        of: u32,
    },
    /// No change beyond noise.
    WithinNoise {
        /// From the first dot to the last, in the metric's unit.
        by: f64,
        /// The interval that holds it 95 times of 100.
        ci95: [f64; 2],
    },
    /// A change beyond noise, towards steadier.
    Steadier {
        /// From the first dot to the last, in the metric's unit.
        by: f64,
        /// The interval that holds it 95 times of 100.
        ci95: [f64; 2],
    },
    /// A change beyond noise, away from steadier.
    LessSteady {
        /// From the first dot to the last, in the metric's unit.
        by: f64,
        /// The interval that holds it 95 times of 100.
        ci95: [f64; 2],
    },
}

/// A number over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Trend {
    /// Of what.
    pub metric: Metric,
    /// Oldest first.
    pub dots: Vec<Dot>,
    /// The line at the first dot and at the last; none with fewer than six. Flat where no change is stated.
    pub line: Option<[f64; 2]>,
    /// Middle of the dots; none without any.
    pub level: Option<f64>,
    /// One standard deviation of one dot from the next for no reason; none without any dot.
    pub noise: Option<f64>,
    /// What became of it.
    pub change: Change,
}

impl Trend {
    /// The trend of `dots`, oldest first.
    pub fn of(metric: Metric, dots: Vec<Dot>) -> Self {
        let level = median(&mut dots.iter().map(|d| d.value).collect::<Vec<_>>());
        let (Some(level), Some(first), Some(last)) = (level, dots.first(), dots.last()) else {
            return Self { metric, dots, line: None, level: None, noise: None, change: too_few(0) };
        };
        let days = |d: &Dot| (d.at.utc_ms - first.at.utc_ms) as f64 / MS_PER_DAY;
        let span = days(last);
        let told = median(&mut dots.iter().map(|d| own_sd(&value(d))).collect::<Vec<_>>()).unwrap_or(0.0);
        let line = line(&dots, days).filter(|_| dots.len() >= LEAST_DOTS);
        let Some(line) = line else {
            let noise = told.max(SEM_MOST * level.abs()).max(metric.resolution() / Z_975);
            let change = too_few(dots.len());
            return Self { metric, dots, line: None, level: Some(level), noise: Some(noise), change };
        };
        let noise = line.scatter.max(told).max(SEM_LEAST * level.abs());
        let by = line.slope * span;
        let [low, high] = line.slope_ci95;
        let ci95 = [low * span, high * span];
        let beyond = (low > 0.0 || high < 0.0) && by.abs() >= noise.max(metric.resolution());
        let change = match (beyond, (by < 0.0) == metric.less_is_steadier()) {
            (false, _) => Change::WithinNoise { by, ci95 },
            (true, true) => Change::Steadier { by, ci95 },
            (true, false) => Change::LessSteady { by, ci95 },
        };
        let ends = if beyond { [line.at_zero, line.at_zero + by] } else { [level, level] };
        Self { metric, dots, line: Some(ends), level: Some(level), noise: Some(noise), change }
    }

    /// Half the width of the noise band, in the metric's unit.
    pub fn band(&self) -> Option<f64> {
        self.noise.map(|sd| sd * Z_975)
    }

    /// By how much two single dots must differ before it means anything: the minimal detectable change.
    pub fn detectable(&self) -> Option<f64> {
        self.band().map(|half| half * std::f64::consts::SQRT_2)
    }

    /// Sessions in it.
    pub fn sessions(&self) -> u32 {
        self.dots.iter().map(|d| d.sessions).sum()
    }
}

/// Dots that the line is drawn through; of more, neighbours are averaged first: it costs the square of their number.
const MOST_FOR_LINE: usize = 128;

/// The line through all dots, and their scatter around it.
fn line(dots: &[Dot], days: impl Fn(&Dot) -> f64) -> Option<robust::Line> {
    let pairs: Vec<(f64, f64)> = dots.iter().map(|d| (days(d), d.value)).collect();
    if pairs.len() <= MOST_FOR_LINE {
        return robust::line(&pairs);
    }
    let mean = |group: &[(f64, f64)]| {
        let n = group.len() as f64;
        (group.iter().map(|(t, _)| t).sum::<f64>() / n, group.iter().map(|(_, v)| v).sum::<f64>() / n)
    };
    let joined: Vec<(f64, f64)> = pairs.chunks(pairs.len().div_ceil(MOST_FOR_LINE)).map(mean).collect();
    let line = robust::line(&joined)?;
    let scatter = robust::scatter(pairs.iter().map(|(t, v)| v - line.slope * t), line.at_zero);
    Some(robust::Line { scatter, ..line })
}

fn too_few(dots: usize) -> Change {
    Change::TooFew { dots: u32::try_from(dots).unwrap_or(u32::MAX), of: 6 }
}

fn value(dot: &Dot) -> Value {
    Value { value: dot.value, ci95: dot.ci95, reps: 1 }
}

/// Gathers dots of any number of sessions in bounded room: when there are more than [`MOST_DOTS`], neighbours join.
#[derive(Debug, Clone)]
pub struct Gather {
    dots: Vec<Dot>,
    open: Option<Dot>,
    /// Sessions that share a dot; a power of two.
    each: u32,
}

impl Default for Gather {
    fn default() -> Self {
        Self { dots: Vec::new(), open: None, each: 1 }
    }
}

impl Gather {
    /// One more session, later than those before.
    pub fn add(&mut self, dot: Dot) {
        let open = match self.open.take() {
            Some(open) => join(open, dot),
            None => dot,
        };
        if open.sessions < self.each {
            self.open = Some(open);
            return;
        }
        self.dots.push(open);
        if self.dots.len() > MOST_DOTS {
            self.each *= 2;
            let left = self.dots.chunks_exact(2).remainder().first().copied();
            let pairs = self.dots.chunks_exact(2).filter_map(|pair| match pair {
                [a, b] => Some(join(*a, *b)),
                _ => None,
            });
            self.dots = pairs.collect();
            self.open = left;
        }
    }

    /// Oldest first.
    pub fn finish(mut self) -> Vec<Dot> {
        self.dots.extend(self.open);
        self.dots
    }
}

/// Two neighbours as one. Errors of two sessions come from two templates: they do shrink.
fn join(a: Dot, b: Dot) -> Dot {
    let (na, nb) = (f64::from(a.sessions), f64::from(b.sessions));
    let mean = |x: f64, y: f64| (x * na + y * nb) / (na + nb);
    let half = |d: &Dot| (d.ci95[1] - d.ci95[0]) / 2.0;
    let value = mean(a.value, b.value);
    let half = libm::hypot(half(&a) * na, half(&b) * nb) / (na + nb);
    // Two instants of one clock are less than 2^62 ms apart.
    let at = WallTime { utc_ms: a.at.utc_ms + (b.at.utc_ms - a.at.utc_ms) / 2, offset_min: a.at.offset_min };
    Dot {
        at,
        session: a.session,
        value,
        ci95: [value - half, value + half],
        reps: a.reps + b.reps,
        sessions: a.sessions + b.sessions,
    }
}

#[cfg(test)]
mod tests;
