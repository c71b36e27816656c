//! One stretch of the timeline as a picture: tilt above roll, phases shaded, reps numbered.
//!
//! In: a [`Stretch`] of performed cycles with the track, the bands and the words. Out: inline SVG at one scale of
//! seconds for all stretches, so that they can be compared. Never a number that is not finite.

use super::chip;
use super::line::{num, path};
use super::say::{Say, shortest};
use super::stretch::{Stretch, is_setup};
use crate::motion::RepRecord;
use crate::session::says::name;
use crate::session::{TrackPoint, says};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{Cycle, PhaseKind};
use crate::words::Text;
use maud::{Markup, html};

/// Height of the row of verdicts.
const VERDICTS: f64 = 25.0;
/// Height of the rows above the tilt: breaths, the name of the axis.
const HEAD: f64 = 34.0;
/// Between the panels, for the name of the second.
const GAP: f64 = 24.0;
/// Labels closer than this would touch.
const LABEL_GAP: f64 = 13.0;
/// A rep narrower than this has room for a letter and a number only.
const SPELLED: f64 = 150.0;

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
    /// Degrees that the panels of the tallest picture hold together, so that all pictures share one scale.
    pub(super) tallest_deg: f64,
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

/// Minutes and seconds since `zero`.
pub(super) fn clock(t: MonoTime, zero: MonoTime) -> String {
    let s = (t - zero).s().round().max(0.0);
    format!("{}:{:02}", libm::floor(s / 60.0), s % 60.0)
}

/// One stretch on one canvas.
struct View<'a> {
    canvas: &'a Canvas,
    stretch: &'a Stretch<'a>,
    frame: &'a Frame,
    /// Lowest and highest degree shown, tilt and roll.
    range_deg: [[f64; 2]; 2],
    /// Where the shading begins: below the verdicts, where there are any.
    shade_top: f64,
}

impl View<'_> {
    fn x(&self, t: MonoTime) -> f64 {
        let share = (t - self.stretch.span.start).s().clamp(0.0, self.frame.width_s) / self.frame.width_s.max(1.0);
        self.canvas.left + share * self.canvas.plot
    }

    /// Pixels of a degree, the same for both axes so that they can be compared.
    fn per_deg(&self) -> f64 {
        self.canvas.panels / self.frame.tallest_deg.max(1.0)
    }

    fn range(&self, axis: usize) -> [f64; 2] {
        self.range_deg.get(axis).copied().unwrap_or([-1.0, 1.0])
    }

    fn height(&self, axis: usize) -> f64 {
        let [low, high] = self.range(axis);
        (high - low) * self.per_deg()
    }

    fn top(&self, axis: usize) -> f64 {
        if axis == 0 { self.shade_top + HEAD } else { self.tilt_bottom() + GAP }
    }

    fn tilt_bottom(&self) -> f64 {
        self.top(0) + self.height(0)
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
    let range_deg = stretch.range_deg(track, frame.bands.map(|b| b.lost_deg));
    let view = View { canvas, stretch, frame, range_deg, shade_top: if reps.is_empty() { 2.0 } else { VERDICTS } };
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
            line.event x1=(num(*x)) x2=(num(*x)) y1=(num(view.top(0))) y2=(num(view.bottom())) {}
            @let width = 7.0 * word.chars().count() as f64;
            @let (side, anchor) = if x + width > edge { (-3.0, "end") } else { (3.0, "start") };
            @if x - before > width {
                text.small.ink x=(num(x + side)) y=(num(view.tilt_bottom() - 4.0)) text-anchor=(anchor) { (word) }
            }
        }
    }
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
            rect class=(class) x=(num(x0)) y=(num(view.shade_top)) width=(num((x1 - x0).max(0.0)))
                height=(num(view.bottom() - view.shade_top)) {}
            @if x1 - x0 > 6.0 * word.chars().count() as f64 {
                text class={ "small " (class) } x=(num(f64::midpoint(x0, x1))) y=(num(view.shade_top + 11.0))
                    text-anchor="middle" { (word) }
            }
        }
    }
}

/// Verdict, side and number above the rep.
fn rep_mark(view: &View<'_>, rep: &RepRecord) -> Markup {
    let (x0, x1) = (view.x(rep.span.start), view.x(rep.span.end));
    let (say, key) = (view.frame.say, rep.key);
    let label = if x1 - x0 > SPELLED {
        format!("{} {} {}", say.text(&says::side(key.side)), key.rep, say.text(&says::verdict(rep.verdict)))
    } else {
        say.text(&Text::new("report-rep-short").word("side", name(key.side)).count("rep", key.rep))
    };
    // Shape and words stand together in the middle of the rep; a bold letter is some 7 px wide.
    let x = f64::midpoint(x0, x1) - f64::midpoint(7.0 * label.chars().count() as f64, 18.0);
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

    #[test]
    fn the_clock_counts_minutes_and_seconds() {
        assert_eq!(clock(MonoTime::from_s(75.2), MonoTime::from_s(10.0)), "1:05");
        assert_eq!(clock(MonoTime::from_s(3.0), MonoTime::from_s(10.0)), "0:00");
    }
}
