//! One stretch of the timeline as a picture: tilt above roll, phases shaded, reps numbered.
//!
//! In: a [`Stretch`] of performed cycles with the track, the bands and the words. Out: inline SVG at one scale of
//! seconds for all stretches, so that they can be compared. Never a number that is not finite.

use super::chip;
use super::say::{Say, name, shortest};
use crate::motion::RepRecord;
use crate::session::{TrackPoint, says};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{Cycle, PhaseKind, Span};
use crate::words::Text;
use maud::{Markup, html};
use std::fmt::Write;

/// Height of the rows above the tilt: verdicts, breaths, the name of the axis.
const TILT_TOP: f64 = 58.0;
/// Where the shading begins, below the verdicts.
const SHADE_TOP: f64 = 25.0;
/// Between the panels, for the name of the second.
const GAP: f64 = 24.0;
/// Labels closer than this would touch.
const LABEL_GAP: f64 = 13.0;
/// A rep narrower than this has room for a letter and a number only.
const SPELLED: f64 = 120.0;

/// A size of picture. A page holds both and shows the one that fits.
#[derive(Debug)]
pub(super) struct Canvas {
    /// Its class in the style.
    class: &'static str,
    width: f64,
    /// Room for the degrees.
    left: f64,
    /// Width of the time axis; the rest is for the words at the right.
    plot: f64,
    /// Height that the panels share.
    panels: f64,
}

/// For a desk and for paper.
pub(super) const WIDE: Canvas = Canvas { class: "wide", width: 880.0, left: 38.0, plot: 780.0, panels: 210.0 };
/// For a phone held upright.
pub(super) const NARROW: Canvas = Canvas { class: "narrow", width: 340.0, left: 34.0, plot: 250.0, panels: 230.0 };

/// What the pictures share.
#[derive(Debug)]
pub(super) struct Frame {
    /// The instant the clock in the pictures counts from.
    pub(super) zero: MonoTime,
    /// Seconds the width of a picture holds.
    pub(super) width_s: f64,
    /// Lowest and highest degree shown, tilt and roll.
    pub(super) range_deg: [[f64; 2]; 2],
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
    /// For each cycle the tilt and roll of the phone that its faint line calls zero. A rep counts from its onset as the
    /// pelvis does, the other breaths from their common middle; while the posture changes the phone has no level.
    fn levels(&self, track: &[TrackPoint]) -> Vec<[f64; 2]> {
        let breaths: Vec<&TrackPoint> = self.cycles.iter().flat_map(|c| breathing(c, track)).collect();
        let common = [0, 1].map(|axis| {
            let mut all: Vec<f64> = breaths.iter().filter_map(|p| p.phone_deg.get(axis)).copied().collect();
            all.retain(|deg| deg.is_finite());
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied().unwrap_or(0.0)
        });
        let onset = |c: &Cycle<'_>| breathing(c, track).map(|p| p.phone_deg).find(|d| d.iter().all(|v| v.is_finite()));
        self.cycles.iter().map(|c| onset(c).filter(|_| c.block.is_judged()).unwrap_or(common)).collect()
    }

    /// Tilt and roll of all that the lines of the breaths pass, degrees.
    pub(super) fn passed(&self, track: &[TrackPoint]) -> Vec<[f64; 2]> {
        let mut passed = Vec::new();
        for (cycle, [tilt, roll]) in self.cycles.iter().zip(self.levels(track)) {
            for point in breathing(cycle, track) {
                let [phone_tilt, phone_roll] = point.phone_deg;
                passed.push([phone_tilt - tilt, phone_roll - roll]);
                passed.extend(point.pelvis_deg);
            }
        }
        passed
    }
}

/// What of `track` lies in the breaths of `cycle`.
fn breathing<'t>(cycle: &Cycle<'_>, track: &'t [TrackPoint]) -> impl Iterator<Item = &'t TrackPoint> {
    let phases: Vec<Span> = cycle.phases.iter().filter(|p| !is_setup(p.kind)).map(|p| p.span).collect();
    track.iter().filter(move |point| phases.iter().any(|span| span.contains(point.at)))
}

/// One stretch on one canvas.
struct View<'a> {
    canvas: &'a Canvas,
    stretch: &'a Stretch<'a>,
    frame: &'a Frame,
}

impl View<'_> {
    fn x(&self, t: MonoTime) -> f64 {
        let share = (t - self.stretch.span.start).s().clamp(0.0, self.frame.width_s) / self.frame.width_s.max(1.0);
        self.canvas.left + share * self.canvas.plot
    }

    /// Pixels of a degree, the same for both axes so that they can be compared.
    fn per_deg(&self) -> f64 {
        let shown: f64 = self.frame.range_deg.iter().map(|[low, high]| high - low).sum();
        self.canvas.panels / shown.max(1.0)
    }

    fn range(&self, axis: usize) -> [f64; 2] {
        self.frame.range_deg.get(axis).copied().unwrap_or([-1.0, 1.0])
    }

    fn height(&self, axis: usize) -> f64 {
        let [low, high] = self.range(axis);
        (high - low) * self.per_deg()
    }

    fn top(&self, axis: usize) -> f64 {
        if axis == 0 { TILT_TOP } else { self.tilt_bottom() + GAP }
    }

    fn tilt_bottom(&self) -> f64 {
        TILT_TOP + self.height(0)
    }

    fn bottom(&self) -> f64 {
        self.top(1) + self.height(1)
    }

    fn right(&self) -> f64 {
        self.x(self.stretch.span.end)
    }
}

/// The picture of `stretch`: `reps` are its judged reps, `track` all of the session's, `events` what happened in it.
pub(super) fn picture(
    canvas: &Canvas,
    stretch: &Stretch<'_>,
    reps: &[&RepRecord],
    track: &[TrackPoint],
    events: &[(MonoTime, String)],
    frame: &Frame,
    (title, desc): (&str, &str),
) -> Markup {
    let view = View { canvas, stretch, frame };
    let inside: Vec<&TrackPoint> = track.iter().filter(|p| stretch.span.contains(p.at)).collect();
    let levels = stretch.levels(track);
    html! {
        svg class={ "plot " (canvas.class) } role="img" viewBox=(format!("0 0 {} {}", num(canvas.width), num(view.bottom() + 22.0))) {
            title { (title) }
            desc { (desc) }
            @for cycle in &stretch.cycles { (shading(&view, cycle)) }
            @for rep in reps { (rep_mark(&view, rep)) }
            (panel(0, &view, &inside, &levels))
            (panel(1, &view, &inside, &levels))
            @for rep in reps { (loss_mark(&view, rep)) }
            (event_marks(&view, events))
            (time_axis(&view))
        }
    }
}

/// A line where something happened; its word where the one before leaves room for it.
fn event_marks(view: &View<'_>, events: &[(MonoTime, String)]) -> Markup {
    let xs: Vec<f64> = events.iter().map(|(at, _)| view.x(*at)).collect();
    let before = std::iter::once(f64::NEG_INFINITY).chain(xs.iter().copied());
    let edge = view.canvas.left + view.canvas.plot;
    html! {
        @for (((_, word), x), before) in events.iter().zip(&xs).zip(before) {
            line.event x1=(num(*x)) x2=(num(*x)) y1=(num(TILT_TOP)) y2=(num(view.bottom())) {}
            @let width = 7.0 * word.chars().count() as f64;
            @let (side, anchor) = if x + width > edge { (-3.0, "end") } else { (3.0, "start") };
            @if x - before > width {
                text.small.ink x=(num(x + side)) y=(num(view.tilt_bottom() - 4.0)) text-anchor=(anchor) { (word) }
            }
        }
    }
}

fn is_setup(kind: PhaseKind) -> bool {
    matches!(kind, PhaseKind::Setup | PhaseKind::Rest | PhaseKind::Signs)
}

fn shading(view: &View<'_>, cycle: &Cycle<'_>) -> Markup {
    let words = &view.frame.words;
    html! {
        @for phase in cycle.phases {
            @let (x0, x1) = (view.x(phase.span.start), view.x(phase.span.end));
            @let (class, word) = match phase.kind {
                PhaseKind::Exhale => ("exhale", words.out.as_str()),
                PhaseKind::Inhale => ("inhale", words.inn.as_str()),
                kind if is_setup(kind) => ("setup", words.setup.as_str()),
                _ => ("setup", ""),
            };
            rect class=(class) x=(num(x0)) y=(num(SHADE_TOP)) width=(num((x1 - x0).max(0.0)))
                height=(num(view.bottom() - SHADE_TOP)) {}
            @if x1 - x0 > 6.0 * word.chars().count() as f64 {
                text class={ "small " (class) } x=(num(f64::midpoint(x0, x1))) y=(num(SHADE_TOP + 11.0))
                    text-anchor="middle" { (word) }
            }
        }
    }
}

/// Verdict, side and number above the rep.
fn rep_mark(view: &View<'_>, rep: &RepRecord) -> Markup {
    let (x0, x1) = (view.x(rep.span.start), view.x(rep.span.end));
    let say = view.frame.say;
    let short = say.text(&Text::new("report-rep-short").word("side", name(rep.key.side)).count("rep", rep.key.rep));
    let (label, width) = if x1 - x0 > SPELLED {
        let side = say.text(&says::side(rep.key.side));
        (format!("{side} {} {}", rep.key.rep, say.text(&says::verdict(rep.verdict))), 100.0)
    } else {
        (short, 20.0)
    };
    // The shape and its word stand together in the middle of the rep.
    let x = f64::midpoint(x0, x1) - f64::midpoint(width, 17.0);
    html! {
        line.rep x1=(num(x0)) x2=(num(x0)) y1="4" y2=(num(view.bottom())) {}
        svg x=(num(x)) y="5" width="14" height="14" viewBox="0 0 20 20" { (chip::shape(rep)) }
        text.number x=(num(x + 18.0)) y="17" { (label) }
    }
}

/// A triangle under the tilt where the pelvis left the band.
fn loss_mark(view: &View<'_>, rep: &RepRecord) -> Markup {
    let Some(s) = rep.moment_of_loss_s.filter(|s| s.is_finite()) else { return html! {} };
    let x = view.x(rep.span.start + Nanos::from_s(s));
    let y = view.tilt_bottom();
    let points = format!("{},{} {},{} {},{}", num(x), num(y - 7.0), num(x - 4.0), num(y), num(x + 4.0), num(y));
    html! { polygon.loss points=(points) {} }
}

fn panel(axis: usize, view: &View<'_>, track: &[&TrackPoint], levels: &[[f64; 2]]) -> Markup {
    let Frame { words, bands, say, .. } = view.frame;
    let (left, right, top, height) = (view.canvas.left, view.right(), view.top(axis), view.height(axis));
    let per_deg = view.per_deg();
    let [low_deg, high_deg] = view.range(axis);
    let y = |deg: f64| top + (high_deg - deg) * per_deg;
    let pick = |pair: &[f64; 2]| pair.get(axis).copied().unwrap_or(f64::NAN);
    let seconds = |p: &TrackPoint| (p.at - view.stretch.span.start).s();
    let x = |s: f64| left + s / view.frame.width_s.max(1.0) * view.canvas.plot;
    // Each rep has a zero of its own: a line from one to the next would be a movement that never was.
    let own = |cycle: &Cycle<'_>| {
        let span = cycle.span;
        track.iter().filter(move |p| span.contains(p.at))
    };
    let cycles = &view.stretch.cycles;
    let pelvis: String =
        cycles.iter().map(|c| path(own(c).filter_map(|p| Some((seconds(p), pick(&p.pelvis_deg?)))), x, y)).collect();
    let zeroed = |(c, level): (&Cycle<'_>, &[f64; 2])| {
        path(own(c).map(|p| (seconds(p), pick(&p.phone_deg) - pick(level))), x, y)
    };
    let phone: String = cycles.iter().zip(levels).map(zeroed).collect();
    let tick_deg = libm::floor(high_deg.min(-low_deg) * 0.8).max(1.0);
    let marked_deg = bands.map_or(tick_deg, |b| pick(&b.lost_deg));
    html! {
        // A nested picture cuts off what leaves the panel, without an id that two pictures could share.
        svg x="0" y=(num(top)) width=(num(right)) height=(num(height)) viewBox=(format!("0 {} {} {}", num(top), num(right), num(height))) {
            @if let Some(bands) = bands {
                @let drifting = pick(&bands.drifting_deg);
                rect.band x=(num(left)) width=(num(right - left)) y=(num(y(drifting))) height=(num(2.0 * drifting * per_deg)) {}
                @for deg in [marked_deg, -marked_deg] {
                    line.bound x1=(num(left)) x2=(num(right)) y1=(num(y(deg))) y2=(num(y(deg))) {}
                }
            }
            line.zero x1=(num(left)) x2=(num(right)) y1=(num(y(0.0))) y2=(num(y(0.0))) {}
            path.phone-track d=(phone) {}
            path.pelvis-track d=(pelvis) {}
        }
        @if let Some((name, [up, down])) = words.axes.get(axis).zip(words.ends.get(axis)) {
            text.small x=(num(left + 4.0)) y=(num(top - 7.0)) {
                tspan.name { (name) }
                tspan dx="10" { "↑ " (up) }
                tspan dx="8" { "↓ " (down) }
            }
        }
        @for deg in [0.0, marked_deg, -marked_deg] {
            text.small x=(num(left - 4.0)) y=(num(y(deg) + 4.0)) text-anchor="end" { (degrees(deg, *say)) }
        }
        @if let Some(bands) = bands {
            @let drifting = pick(&bands.drifting_deg);
            text.small.steady-word x=(num(right + 4.0)) y=(num(y(0.0) + 4.0)) { (words.steady) }
            @if drifting * per_deg > LABEL_GAP && (marked_deg - drifting) * per_deg > LABEL_GAP {
                text.small.drifting-word x=(num(right + 4.0)) y=(num(y(drifting) + 4.0)) { (words.drifting) }
                text.small x=(num(left - 4.0)) y=(num(y(drifting) + 4.0)) text-anchor="end" { (degrees(drifting, *say)) }
            }
            text.small.lost-word x=(num(right + 4.0)) y=(num(y(marked_deg) + 4.0)) { (words.lost) }
        }
    }
}

/// A whole or half degree beside the axis.
fn degrees(deg: f64, say: Say) -> String {
    let halves = (deg * 2.0).round() / 2.0;
    say.text(&Text::new("report-degrees").number("value", halves, shortest(halves)))
}

fn time_axis(view: &View<'_>) -> Markup {
    let zero = view.frame.zero;
    let from_s = (view.stretch.span.start - zero).s();
    let to_s = (view.stretch.span.end - zero).s().min(from_s + view.frame.width_s);
    let first = libm::ceil(from_s / 10.0) * 10.0;
    // A picture holds a minute: seven ticks at most, whatever the stamps are.
    let ticks = (0..7).map(|i| first + 10.0 * f64::from(i)).filter(|s| *s <= to_s);
    let bottom = view.bottom();
    html! {
        @for s in ticks {
            @let t = zero + Nanos::from_s(s);
            @let x = view.x(t);
            line.tick x1=(num(x)) x2=(num(x)) y1=(num(bottom)) y2=(num(bottom + 4.0)) {}
            text.small x=(num(x)) y=(num(bottom + 17.0)) text-anchor="middle" { (clock(t, zero)) }
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
