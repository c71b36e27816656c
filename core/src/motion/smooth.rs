//! A finished stretch of the track, without delay and without what is faster than a cut-off.
//!
//! In: [`Point`]s as the live chain left them, oldest first, and a span. Out: tilt and roll every 20 ms of it. Where the
//! phone shook itself (a mask) or a sensor was silent, a straight line stands.

use super::filter::LowPass;
use crate::time::{MonoTime, Nanos};
use crate::timeline::Span;

/// Interval of the grid, seconds: ten times as often as a pelvis needs.
pub(crate) const STEP_S: f64 = 0.02;
/// A pelvis does not move faster, and a verdict is not about what does (contract of `analyze`), Hz.
pub(crate) const PELVIS_HZ: f64 = 2.5;
/// What lies so far around the span is filtered along, so that its ends are as good as its middle, seconds.
const MARGIN_S: f64 = 1.0;
/// The ends are mirrored over so much before the filter runs: enough for it to forget its start, seconds.
const PAD_S: f64 = 0.6;
/// A stretch longer than this is read at a coarser step, so that memory stays bounded, steps.
const MOST_STEPS: f64 = 60_000.0;

/// One instant of the track, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Point {
    pub(crate) at: MonoTime,
    /// Tilt and roll of the phone, as fused or as the accelerometer alone has them, not yet low-passed.
    pub(crate) deg: [f64; 2],
    /// The phone shook itself.
    pub(crate) masked: bool,
}

/// Tilt and roll at even steps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) start: MonoTime,
    pub(crate) step_s: f64,
    pub(crate) deg: [Vec<f64>; 2],
}

impl Grid {
    fn clear(&mut self) {
        for axis in &mut self.deg {
            axis.clear();
        }
    }

    /// Only what lies in `span` stays.
    fn crop(&mut self, span: Span) {
        let (from, to) =
            (steps_of((span.start - self.start).s(), self.step_s), steps_of((span.end - self.start).s(), self.step_s));
        for axis in &mut self.deg {
            axis.truncate(to);
            axis.drain(..from.min(axis.len()));
        }
        self.start = self.start + Nanos::from_s(from as f64 * self.step_s);
    }

    /// Instants with their tilt and roll.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (MonoTime, [f64; 2])> + '_ {
        let [tilt, roll] = &self.deg;
        let step = Nanos::from_s(self.step_s);
        let times = std::iter::successors(Some(self.start), move |at| Some(*at + step));
        times.zip(tilt.iter().zip(roll)).map(|(at, (x, y))| (at, [*x, *y]))
    }
}

/// Those of `points`, oldest first, that lie in `span`.
pub(crate) fn within(points: &[Point], span: Span) -> &[Point] {
    let from = points.partition_point(|p| p.at < span.start);
    let to = points.partition_point(|p| p.at < span.end);
    points.get(from..to).unwrap_or_default()
}

/// Buffers for one stretch at a time; once they have grown to the longest stretch nothing is allocated any more.
#[derive(Debug, Clone, Default)]
pub(crate) struct Smoother {
    grid: Grid,
    scratch: Vec<f64>,
}

impl Smoother {
    /// Room for a stretch of `longest_s`.
    pub(crate) fn reserve(&mut self, longest_s: f64) {
        let steps = Self::steps(longest_s);
        for axis in &mut self.grid.deg {
            axis.reserve(steps);
        }
        self.scratch.reserve(steps);
    }

    /// Values an axis that a stretch of `longest_s` takes while it is worked on: mirrored, when a band is wanted.
    pub(crate) fn steps(longest_s: f64) -> usize {
        3 * steps_of(longest_s + 2.0 * MARGIN_S, STEP_S)
    }

    /// The track over `span`; empty when no usable point lies in or around it.
    pub(crate) fn over(&mut self, points: &[Point], span: Span, cutoff_hz: f64) -> &Grid {
        let margin = Nanos::from_s(MARGIN_S);
        let wide = Span { start: span.start - margin, end: span.end + margin };
        let mut usable = within(points, wide).iter().filter(|p| !p.masked);
        let grid = &mut self.grid;
        grid.clear();
        let Some(first) = usable.next() else { return grid };
        grid.start = first.at;
        grid.step_s = STEP_S.max(span.length().s() / MOST_STEPS);

        let edge = grid.start + Nanos::from_s(0.5 * grid.step_s);
        let mut mean = RunningMean { grid, before: *first, area: [0.0; 2], edge };
        for point in usable {
            mean.line_to(point);
        }
        let filter = LowPass::new(cutoff_hz, grid.step_s);
        let pad = steps_of(PAD_S, grid.step_s);
        for axis in &mut grid.deg {
            filter.both_ways(axis, pad, &mut self.scratch);
        }
        grid.crop(span);
        grid
    }
}

/// The track over `span`, once.
pub(crate) fn smooth(points: &[Point], span: Span, cutoff_hz: f64) -> Grid {
    let mut smoother = Smoother::default();
    smoother.over(points, span, cutoff_hz);
    smoother.grid
}

/// Each value of the grid is the mean of the track over one step around it, the track being a line from point to point:
/// many points a step are averaged, few are interpolated, and jitter does not matter.
struct RunningMean<'a> {
    grid: &'a mut Grid,
    before: Point,
    area: [f64; 2],
    /// Where the value ends that is being formed.
    edge: MonoTime,
}

impl RunningMean<'_> {
    fn line_to(&mut self, point: &Point) {
        let step = self.grid.step_s;
        while self.edge <= point.at {
            let there = between(&self.before, point, self.edge);
            self.add(&there);
            let [tilt, roll] = &mut self.grid.deg;
            let [x, y] = self.area.map(|a| a / if tilt.is_empty() { 0.5 * step } else { step });
            tilt.push(x);
            roll.push(y);
            self.edge = self.grid.start + Nanos::from_s((tilt.len() as f64 + 0.5) * step);
            self.area = [0.0; 2];
            self.before = there;
        }
        self.add(point);
        self.before = *point;
    }

    fn add(&mut self, to: &Point) {
        let half = 0.5 * (to.at - self.before.at).s();
        for ((area, a), b) in self.area.iter_mut().zip(self.before.deg).zip(to.deg) {
            *area += half * (a + b);
        }
    }
}

fn between(before: &Point, after: &Point, at: MonoTime) -> Point {
    let length = (after.at - before.at).s();
    let share = if length > 0.0 { (at - before.at).s() / length } else { 1.0 };
    let ([a, b], [c, d]) = (before.deg, after.deg);
    Point { at, deg: [a + share * (c - a), b + share * (d - b)], masked: false }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "steps of one grid, never below nothing")]
pub(crate) fn steps_of(length_s: f64, step_s: f64) -> usize {
    (length_s / step_s).max(0.0).ceil() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(hz: f64, n: u32, deg: impl Fn(f64) -> f64) -> Vec<Point> {
        let at = |i: u32| f64::from(i) / hz;
        (0..n).map(|i| Point { at: MonoTime::from_s(at(i)), deg: [deg(at(i)), 0.0], masked: false }).collect()
    }

    #[test]
    fn the_grid_covers_the_span_and_nothing_else() {
        let track = points(60.0, 600, |t| t);
        let grid = smooth(&track, Span::from_s(2.0, 5.0), PELVIS_HZ);
        let all: Vec<_> = grid.iter().collect();
        assert_eq!(all.len(), 150);
        assert!(all.iter().all(|(t, [x, _])| (t.s() - x).abs() < 0.01));
        assert!(all[0].0 >= MonoTime::from_s(2.0) && all[149].0 < MonoTime::from_s(5.0));
    }

    #[test]
    fn a_masked_buzz_leaves_no_trace_and_an_unmasked_one_does() {
        let buzz = |t: f64| if (2.0..2.4).contains(&t) { 8.0 } else { 0.0 };
        let mut track = points(100.0, 500, buzz);
        let worst = |p: &[Point]| {
            smooth(p, Span::from_s(1.0, 4.0), PELVIS_HZ).deg[0].iter().fold(0.0_f64, |a, v| a.max(v.abs()))
        };
        assert!(worst(&track) > 4.0);
        for p in &mut track {
            p.masked = (1.95..2.5).contains(&p.at.s());
        }
        assert!(worst(&track) < 1e-9);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(smooth(&[], Span::from_s(0.0, 1.0), PELVIS_HZ).iter().count(), 0);
    }
}
