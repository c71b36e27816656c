//! One stretch of the timeline as a picture: tilt above roll, phases shaded, reps numbered.
//!
//! In: a [`Stretch`] of performed cycles with the track, the bands and the words. Out: inline SVG at one scale of
//! seconds for all stretches, so that they can be compared. Never a number that is not finite.

use super::chip;
use super::say::{Say, shortest};
use crate::motion::RepRecord;
use crate::session::TrackPoint;
use crate::time::MonoTime;
use crate::timeline::{Cycle, PhaseKind, Span};
use crate::words::Text;
use maud::{Markup, html};
use std::fmt::Write;

/// Seconds the width of a picture holds: five reps at the default pace (FIELD F8), readable on a phone.
pub(super) const STRETCH_S: f64 = 50.0;

const WIDTH: f64 = 360.0;
const LEFT: f64 = 36.0;
const PLOT_WIDTH: f64 = 262.0;
const TILT_TOP: f64 = 44.0;
const PANEL: f64 = 120.0;
const ROLL_TOP: f64 = TILT_TOP + PANEL + 22.0;
const BOTTOM: f64 = ROLL_TOP + PANEL;
const HEIGHT: f64 = BOTTOM + 22.0;
/// Labels closer than this would touch.
const LABEL_GAP: f64 = 13.0;

/// What the pictures share.
#[derive(Debug)]
pub(super) struct Frame {
    /// The instant the clock in the pictures counts from.
    pub(super) zero: MonoTime,
    /// Degrees from the middle of a panel to its edge.
    pub(super) range_deg: f64,
    /// Bounds of drifting and lost, tilt and roll; none without an accepted reference.
    pub(super) bands: Option<Bands>,
    /// The words in the pictures.
    pub(super) words: PlotWords,
    /// For the numbers in the pictures.
    pub(super) say: Say,
}

/// Bounds of the reference, degrees, tilt and roll.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bands {
    /// Where drifting begins.
    pub(super) drifting_deg: [f64; 2],
    /// Where lost begins.
    pub(super) lost_deg: [f64; 2],
}

/// The words in the pictures; short, since they stand beside lines.
#[derive(Debug)]
pub(super) struct PlotWords {
    /// Names of the two panels with their unit.
    pub(super) axes: [String; 2],
    /// What up and down mean, for each panel.
    pub(super) ends: [[String; 2]; 2],
    /// Exhale, inhale, setup.
    pub(super) out: String,
    /// Inhale.
    pub(super) inn: String,
    /// Posture changes.
    pub(super) setup: String,
    /// Beside the band.
    pub(super) steady: String,
    /// Beside the first bound.
    pub(super) drifting: String,
    /// Beside the second.
    pub(super) lost: String,
}

/// Consecutive cycles that share a picture.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    /// Its cycles, never empty.
    pub(super) cycles: Vec<Cycle<'a>>,
    /// From the start of the first to the end of the last.
    pub(super) span: Span,
}

/// The number `v` as a picture needs it: a tenth of a pixel, and 0 for what is no number.
pub(super) fn num(v: f64) -> String {
    if !v.is_finite() {
        return "0".to_owned();
    }
    let rounded = (v.clamp(-1e6, 1e6) * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// Minutes and seconds since `zero`.
pub(super) fn clock(t: MonoTime, zero: MonoTime) -> String {
    let s = (t - zero).s().round().max(0.0);
    format!("{}:{:02}", libm::floor(s / 60.0), s % 60.0)
}

/// `values` against time as a path, at most a lowest and a highest point per column, so that no peak is lost.
///
/// `x` and `y` turn seconds into the stretch and degrees into pixels. A silence over 0.5 s breaks the line.
pub(super) fn path(values: impl Iterator<Item = (f64, f64)>, x: impl Fn(f64) -> f64, y: impl Fn(f64) -> f64) -> String {
    let mut out = String::new();
    let mut column: Option<Column> = None;
    let mut last_s = f64::NEG_INFINITY;
    let mut pen_down = false;
    for (t_s, deg) in values.filter(|(t_s, deg)| t_s.is_finite() && deg.is_finite()) {
        let (px, py) = (libm::floor(x(t_s)), y(deg));
        let silent = t_s - last_s > 0.5;
        last_s = t_s;
        match &mut column {
            Some(open) if (open.x - px).abs() < 0.5 && !silent => open.add(py),
            _ => {
                if let Some(done) = column.take() {
                    done.write(&mut out, &mut pen_down);
                }
                pen_down &= !silent;
                column = Some(Column { x: px, first: py, low: py, high: py, last: py });
            }
        }
    }
    if let Some(done) = column {
        done.write(&mut out, &mut pen_down);
    }
    out
}

/// What of a track falls on one column of pixels.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: f64,
    first: f64,
    low: f64,
    high: f64,
    last: f64,
}

impl Column {
    fn add(&mut self, y: f64) {
        self.low = self.low.min(y);
        self.high = self.high.max(y);
        self.last = y;
    }

    fn write(&self, out: &mut String, pen_down: &mut bool) {
        let mut before = None;
        for y in [self.first, self.low, self.high, self.last] {
            let y = num(y);
            if before.as_ref() == Some(&y) {
                continue;
            }
            let verb = if *pen_down { 'L' } else { 'M' };
            let _ = write!(out, "{verb}{} {y}", num(self.x));
            *pen_down = true;
            before = Some(y);
        }
    }
}

impl Stretch<'_> {
    fn x(&self, t: MonoTime) -> f64 {
        LEFT + (t - self.span.start).s().clamp(0.0, STRETCH_S) / STRETCH_S * PLOT_WIDTH
    }

    fn is_setup(kind: PhaseKind) -> bool {
        matches!(kind, PhaseKind::Setup | PhaseKind::Rest | PhaseKind::Signs)
    }
}

/// The picture of `stretch`: `reps` are its judged reps, `track` all of the session's, `events` what happened in it.
pub(super) fn picture(
    stretch: &Stretch<'_>,
    reps: &[&RepRecord],
    track: &[TrackPoint],
    events: &[(MonoTime, String)],
    frame: &Frame,
    (title, desc): (&str, &str),
) -> Markup {
    let span = stretch.span;
    let inside: Vec<&TrackPoint> = track.iter().filter(|p| span.contains(p.at)).collect();
    html! {
        svg.plot role="img" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) {
            title { (title) }
            desc { (desc) }
            @for cycle in &stretch.cycles { (shading(stretch, cycle, &frame.words)) }
            @for rep in reps { (rep_mark(stretch, rep)) }
            (panel(0, TILT_TOP, stretch, &inside, frame))
            (panel(1, ROLL_TOP, stretch, &inside, frame))
            @for rep in reps { (loss_mark(stretch, rep)) }
            @for (at, word) in events {
                line.event x1=(num(stretch.x(*at))) x2=(num(stretch.x(*at))) y1=(TILT_TOP) y2=(BOTTOM) {}
                text.small.ink x=(num(stretch.x(*at).min(LEFT + PLOT_WIDTH - 40.0) + 3.0)) y=(TILT_TOP + PANEL + 14.0) {
                    (word)
                }
            }
            (time_axis(stretch, frame))
        }
    }
}

fn shading(stretch: &Stretch<'_>, cycle: &Cycle<'_>, words: &PlotWords) -> Markup {
    html! {
        @for phase in cycle.phases {
            @let (x0, x1) = (stretch.x(phase.span.start), stretch.x(phase.span.end));
            @let (class, word) = match phase.kind {
                PhaseKind::Exhale => ("exhale", words.out.as_str()),
                PhaseKind::Inhale => ("inhale", words.inn.as_str()),
                kind if Stretch::is_setup(kind) => ("setup", words.setup.as_str()),
                _ => ("setup", ""),
            };
            rect class=(class) x=(num(x0)) y=(TILT_TOP - 14.0) width=(num((x1 - x0).max(0.0)))
                height=(BOTTOM - TILT_TOP + 14.0) {}
            @if x1 - x0 > 6.0 * word.chars().count() as f64 {
                text class={ "small " (class) } x=(num(f64::midpoint(x0, x1))) y=(TILT_TOP - 4.0)
                    text-anchor="middle" { (word) }
            }
        }
    }
}

/// Verdict and number above the rep.
fn rep_mark(stretch: &Stretch<'_>, rep: &RepRecord) -> Markup {
    let middle = f64::midpoint(stretch.x(rep.span.start), stretch.x(rep.span.end));
    html! {
        line.rep x1=(num(stretch.x(rep.span.start))) x2=(num(stretch.x(rep.span.start))) y1="8" y2=(BOTTOM) {}
        svg x=(num(middle - 16.0)) y="8" width="14" height="14" viewBox="0 0 20 20" { (chip::shape(rep)) }
        text.number x=(num(middle + 2.0)) y="20" { (rep.key.rep) }
    }
}

/// A triangle under the tilt where the pelvis left the band.
fn loss_mark(stretch: &Stretch<'_>, rep: &RepRecord) -> Markup {
    let Some(s) = rep.moment_of_loss_s.filter(|s| s.is_finite()) else { return html! {} };
    let x = stretch.x(rep.span.start + crate::time::Nanos::from_s(s));
    let y = TILT_TOP + PANEL;
    let points = format!("{},{} {},{} {},{}", num(x), num(y - 7.0), num(x - 4.0), num(y), num(x + 4.0), num(y));
    html! { polygon.loss points=(points) {} }
}

fn panel(axis: usize, top: f64, stretch: &Stretch<'_>, track: &[&TrackPoint], frame: &Frame) -> Markup {
    let middle = top + PANEL / 2.0;
    let per_deg = PANEL / 2.0 / frame.range_deg.max(0.1);
    let y = |deg: f64| middle - deg * per_deg;
    let pick = |pair: &[f64; 2]| pair.get(axis).copied().unwrap_or(f64::NAN);
    let seconds = |p: &TrackPoint| (p.at - stretch.span.start).s();
    let x = |s: f64| LEFT + s / STRETCH_S * PLOT_WIDTH;
    let phone = path(track.iter().map(|p| (seconds(p), pick(&p.phone_deg))), x, y);
    // Each rep has a zero of its own: a line from one to the next would be a movement that never was.
    let of_cycle = |span: Span| {
        let points = track.iter().filter(move |p| span.contains(p.at));
        path(points.filter_map(|p| Some((seconds(p), pick(&p.pelvis_deg?)))), x, y)
    };
    let pelvis: String = stretch.cycles.iter().map(|c| of_cycle(c.span)).collect();
    // Bands end with what they are about, and leave room for the words of a short stretch.
    let right = stretch.x(stretch.span.end).max(LEFT + 0.55 * PLOT_WIDTH);
    let (name, ends) = (frame.words.axes.get(axis), frame.words.ends.get(axis));
    html! {
        // A nested picture cuts off what leaves the panel, without an id that two pictures could share.
        svg x="0" y=(num(top)) width=(num(right)) height=(num(PANEL)) viewBox=(format!("0 {} {} {}", num(top), num(right), num(PANEL))) {
            @if let Some(bands) = &frame.bands {
                @let (drifting, lost) = (pick(&bands.drifting_deg), pick(&bands.lost_deg));
                rect.band x=(LEFT) width=(num(right - LEFT)) y=(num(y(drifting))) height=(num(2.0 * drifting * per_deg)) {}
                @for deg in [lost, -lost] {
                    line.bound x1=(LEFT) x2=(num(right)) y1=(num(y(deg))) y2=(num(y(deg))) {}
                }
            }
            line.zero x1=(LEFT) x2=(num(right)) y1=(num(middle)) y2=(num(middle)) {}
            path.phone-track d=(phone) {}
            path.pelvis-track d=(pelvis) {}
        }
        @if let Some(name) = name {
            text.small.name x=(num(LEFT + 4.0)) y=(num(top + 11.0)) { (name) }
        }
        @if let Some([up, down]) = ends {
            text.small x=(num(right - 4.0)) y=(num(top + 11.0)) text-anchor="end" { (up) " ↑" }
            text.small x=(num(right - 4.0)) y=(num(top + PANEL - 4.0)) text-anchor="end" { (down) " ↓" }
        }
        text.small x=(num(LEFT - 4.0)) y=(num(middle + 3.5)) text-anchor="end" { "0°" }
        @match &frame.bands {
            Some(bands) => {
                @let (drifting, lost) = (pick(&bands.drifting_deg), pick(&bands.lost_deg));
                text.small.steady-word x=(num(right + 4.0)) y=(num(middle + 3.5)) { (frame.words.steady) }
                @if drifting * per_deg > LABEL_GAP && (lost - drifting) * per_deg > LABEL_GAP {
                    text.small.drifting-word x=(num(right + 4.0)) y=(num(y(drifting) + 3.5)) {
                        (frame.words.drifting)
                    }
                    text.small x=(num(LEFT - 4.0)) y=(num(y(drifting) + 3.5)) text-anchor="end" { (degrees(drifting, frame.say)) }
                }
                text.small.lost-word x=(num(right + 4.0)) y=(num(y(lost) + 3.5)) { (frame.words.lost) }
                @for deg in [lost, -lost] {
                    text.small x=(num(LEFT - 4.0)) y=(num(y(deg) + 3.5)) text-anchor="end" { (degrees(deg, frame.say)) }
                }
            }
            None => {
                @let tick = libm::floor(frame.range_deg * 0.8).max(1.0);
                @for deg in [tick, -tick] {
                    text.small x=(num(LEFT - 4.0)) y=(num(y(deg) + 3.5)) text-anchor="end" { (degrees(deg, frame.say)) }
                }
            }
        }
    }
}

/// A whole or half degree beside the axis.
fn degrees(deg: f64, say: Say) -> String {
    let halves = (deg * 2.0).round() / 2.0;
    say.text(&Text::new("report-degrees").number("value", halves, shortest(halves)))
}

fn time_axis(stretch: &Stretch<'_>, frame: &Frame) -> Markup {
    let from_s = (stretch.span.start - frame.zero).s();
    let to_s = (stretch.span.end - frame.zero).s().min(from_s + STRETCH_S);
    let first = libm::ceil(from_s / 10.0) * 10.0;
    // One picture holds 50 s: six ticks at most, whatever the stamps are.
    let ticks = (0..6).map(|i| first + 10.0 * f64::from(i)).filter(|s| *s <= to_s);
    html! {
        @for s in ticks {
            @let t = frame.zero + crate::time::Nanos::from_s(s);
            @let x = stretch.x(t);
            line.tick x1=(num(x)) x2=(num(x)) y1=(BOTTOM) y2=(BOTTOM + 4.0) {}
            text.small x=(num(x)) y=(BOTTOM + 16.0) text-anchor="middle" { (clock(t, frame.zero)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[(f64, f64)]) -> String {
        path(values.iter().copied(), |s| s * 5.0, |deg| -deg)
    }

    #[test]
    fn a_peak_of_one_sample_survives_a_thousand_to_a_column() {
        let mut values: Vec<_> = (0..10_000).map(|i| (f64::from(i) * 1e-3, 0.0)).collect();
        values[5_003].1 = 7.0;
        let path = drawn(&values);
        assert!(path.contains("-7"), "{path}");
        assert!(path.len() < 1_000);
    }

    #[test]
    fn what_is_no_number_is_left_out_and_a_silence_breaks_the_line() {
        let path = drawn(&[(0.0, 1.0), (0.3, f64::NAN), (f64::INFINITY, 2.0), (0.4, 1.5), (9.0, 1.0)]);
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert!(!path.contains("NaN") && !path.contains("inf"));
    }

    #[test]
    fn nothing_draws_nothing() {
        assert_eq!(drawn(&[]), "");
    }

    #[test]
    fn numbers_have_no_minus_zero_and_no_end() {
        assert_eq!(num(-0.04), "0");
        assert_eq!(num(f64::NAN), "0");
        assert_eq!(num(f64::NEG_INFINITY), "0");
        assert_eq!(num(12.345), "12.3");
    }

    #[test]
    fn the_clock_counts_minutes_and_seconds() {
        assert_eq!(clock(MonoTime::from_s(75.2), MonoTime::from_s(10.0)), "1:05");
        assert_eq!(clock(MonoTime::from_s(3.0), MonoTime::from_s(10.0)), "0:00");
    }
}
