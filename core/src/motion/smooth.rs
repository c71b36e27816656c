//! A finished stretch of the track, without delay and without what is faster than a cut-off.
//!
//! In: [`Point`]s as the live chain left them, oldest first, and a span. Out: tilt and roll every 40 ms of it. Where the
//! phone shook itself (a mask) or a sensor was silent, a straight line stands.

use super::filter::Filter;
use crate::time::{MonoTime, Nanos};
use crate::timeline::Span;

/// Interval of the grid, seconds: ten times as often as the fastest that a verdict is about.
pub(crate) const STEP_S: f64 = 0.04;
/// A pelvis does not move faster, and a verdict is not about what does (contract of `analyze`), Hz.
pub(crate) const PELVIS_HZ: f64 = 2.5;
/// What lies so far around the span is filtered along, so that its ends are as good as its middle, seconds.
const MARGIN_S: f64 = 1.0;
/// The ends are mirrored over so much before the filter runs: enough for it to forget its start, seconds.
const PAD_S: f64 = 0.6;
/// A stretch longer than this is read at a coarser step, so that memory stays bounded, steps.
const MOST_STEPS: i64 = 60_000;

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
    pub(crate) step: Nanos,
    pub(crate) deg: Vec<[f64; 2]>,
}

impl Grid {
    /// Instants with their tilt and roll.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (MonoTime, [f64; 2])> + '_ {
        (0..).zip(&self.deg).map(|(i, deg)| (self.start + Nanos(i * self.step.0), *deg))
    }

    /// First step at or after `at`.
    fn steps_to(&self, at: MonoTime) -> usize {
        let behind = (at - self.start).0.max(0).saturating_add(self.step.0 - 1);
        usize::try_from(behind / self.step.0.max(1)).unwrap_or(usize::MAX)
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
    /// The stretch with its margins, not filtered.
    raw: Grid,
    smooth: Grid,
    padded: Vec<[f64; 2]>,
}

impl Smoother {
    /// Room for a stretch of `longest_s`.
    pub(crate) fn reserve(&mut self, longest_s: f64) {
        let steps = Self::steps(longest_s);
        self.raw.deg.reserve(steps);
        self.smooth.deg.reserve(steps);
        self.padded.reserve(steps);
    }

    /// Values that a stretch of `longest_s` takes while it is worked on.
    pub(crate) fn steps(longest_s: f64) -> usize {
        steps_of(longest_s + 2.0 * (MARGIN_S + PAD_S), STEP_S) + 2
    }

    /// Reads the track over `span` and around it; what is asked for next is of it.
    pub(crate) fn read(&mut self, points: &[Point], span: Span) {
        let margin = Nanos::from_s(MARGIN_S);
        let wide = Span { start: span.start - margin, end: span.end + margin };
        let mut usable = within(points, wide).iter().filter(|p| !p.masked);
        let grid = &mut self.raw;
        grid.deg.clear();
        grid.step = Nanos::from_s(STEP_S).max(Nanos(span.length().0 / MOST_STEPS));
        let Some(first) = usable.next() else { return };
        grid.start = first.at;
        let edge = grid.start + Nanos(grid.step.0 / 2);
        let mut mean = RunningMean { grid, before: *first, area: [0.0; 2], edge, over_s: 0.0 };
        mean.over_s = 0.5 * mean.grid.step.s();
        for point in usable {
            mean.line_to(point);
        }
    }

    /// What was read, over `span`, without what is faster than `cutoff_hz`; empty when no usable point lies in or around
    /// it.
    pub(crate) fn low_passed(&mut self, span: Span, cutoff_hz: f64) -> &Grid {
        let Self { raw, smooth, padded } = self;
        let step_s = raw.step.s();
        let pad = Filter::low_pass(cutoff_hz, step_s).both_ways(&raw.deg, steps_of(PAD_S, step_s), padded);
        let (from, to) = (raw.steps_to(span.start), raw.steps_to(span.end).min(raw.deg.len()));
        smooth.start = raw.start + Nanos(i64::try_from(from).unwrap_or(0) * raw.step.0);
        smooth.step = raw.step;
        smooth.deg.clear();
        smooth.deg.extend_from_slice(padded.get(pad + from..pad + to).unwrap_or_default());
        smooth
    }

    /// RMS of what was read over `span` between two cut-offs, Hz, tilt and roll, degrees. As steep as both ways, but
    /// forwards only: when it was does not matter.
    pub(crate) fn band_rms(&self, span: Span, [low_hz, high_hz]: [f64; 2]) -> [f64; 2] {
        let step_s = self.raw.step.s();
        let (slow, fast) = (Filter::high_pass(low_hz, step_s), Filter::low_pass(high_hz, step_s));
        let first = self.raw.deg.first().copied().unwrap_or_default();
        let mut passed = [fast.settled(first), fast.settled(first), slow.settled(first), slow.settled([0.0; 2])];
        let [a, b, c, d] = &mut passed;
        let (from, mut sum, mut count) = (self.raw.steps_to(span.start), [0.0; 2], 0.0);
        for (i, deg) in self.raw.deg.iter().take(self.raw.steps_to(span.end)).enumerate() {
            let [x, y] = slow.step(d, slow.step(c, fast.step(b, fast.step(a, *deg))));
            if i >= from {
                let [xx, yy] = sum;
                sum = [xx + x * x, yy + y * y];
                count += 1.0;
            }
        }
        sum.map(|s| (s / f64::max(count, 1.0)).sqrt())
    }
}

/// The track over `span`, once.
pub(crate) fn smooth(points: &[Point], span: Span, cutoff_hz: f64) -> Grid {
    let mut smoother = Smoother::default();
    smoother.reserve(span.length().s());
    smoother.read(points, span);
    smoother.low_passed(span, cutoff_hz);
    smoother.smooth
}

/// Each value of the grid is the mean of the track over one step around it, the track being a line from point to point:
/// many points a step are averaged, few are interpolated, and jitter does not matter.
struct RunningMean<'a> {
    grid: &'a mut Grid,
    before: Point,
    area: [f64; 2],
    /// Where the value ends that is being formed, and how long it is, seconds.
    edge: MonoTime,
    over_s: f64,
}

impl RunningMean<'_> {
    fn line_to(&mut self, point: &Point) {
        while self.edge <= point.at {
            let there = between(&self.before, point, self.edge);
            self.add(&there);
            self.grid.deg.push(self.area.map(|a| a / self.over_s));
            self.edge = self.edge + self.grid.step;
            self.over_s = self.grid.step.s();
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
fn steps_of(length_s: f64, step_s: f64) -> usize {
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
        assert_eq!(all.len(), 75);
        assert!(all.iter().all(|(t, [x, _])| (t.s() - x).abs() < 0.01));
        assert!(all[0].0 >= MonoTime::from_s(2.0) && all[74].0 < MonoTime::from_s(5.0));
    }

    #[test]
    fn a_masked_buzz_leaves_no_trace_and_an_unmasked_one_does() {
        let buzz = |t: f64| if (2.0..2.4).contains(&t) { 8.0 } else { 0.0 };
        let mut track = points(100.0, 500, buzz);
        let worst = |p: &[Point]| {
            smooth(p, Span::from_s(1.0, 4.0), PELVIS_HZ).deg.iter().fold(0.0_f64, |a, [v, _]| a.max(v.abs()))
        };
        assert!(worst(&track) > 4.0);
        for p in &mut track {
            p.masked = (1.95..2.5).contains(&p.at.s());
        }
        assert!(worst(&track) < 1e-9);
    }

    #[test]
    fn of_a_wave_a_band_has_the_rms_inside_of_it_half_at_its_edges_and_nothing_far_off() {
        let rms = |hz: f64| {
            let span = Span::from_s(2.0, 12.0);
            let mut smoother = Smoother::default();
            smoother.read(&points(100.0, 1400, |t| libm::sin(std::f64::consts::TAU * hz * t)), span);
            smoother.band_rms(span, [0.8, 3.0])[0] / 0.5_f64.sqrt()
        };
        assert!((rms(1.5) - 0.9).abs() < 0.06, "{}", rms(1.5));
        assert!((rms(0.8) - 0.5).abs() < 0.03 && (rms(3.0) - 0.5).abs() < 0.03, "{} {}", rms(0.8), rms(3.0));
        assert!(rms(0.1) < 0.01 && rms(9.0) < 0.02, "{} {}", rms(0.1), rms(9.0));
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(smooth(&[], Span::from_s(0.0, 1.0), PELVIS_HZ).iter().count(), 0);
    }
}
