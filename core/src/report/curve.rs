//! A number over time as a picture: dots with their intervals, the noise band behind them, the line, what became of it.
//!
//! In: a [`Curve`]: dots and words. Out: inline SVG, wide or narrow, at the scale the caller gives. Never a number that is
//! not finite.

use super::line::num;
use crate::insight::{Change, Dot};
use crate::time::WallTime;
use maud::{Markup, html};

/// More dots than this show no intervals: they would be a carpet.
const WHISKERS: usize = 80;
/// Room for the name, the verdict and the words of the axis.
const HEAD: f64 = 62.0;
const FOOT: f64 = 26.0;
/// Pixels of a letter of 12 px, more or less.
const LETTER: f64 = 6.6;

/// What a change looks like beside its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The number went down.
    Down,
    /// It went up.
    Up,
    /// It stayed, as far as can be told.
    Level,
    /// Too few to say.
    Few,
}

/// What a picture is made of.
#[derive(Debug)]
pub(super) struct Curve<'a> {
    /// Whose: "Left".
    pub(super) name: String,
    /// Oldest first.
    pub(super) dots: &'a [Dot],
    /// Value of the line at the first dot and the last.
    pub(super) line: Option<[f64; 2]>,
    /// Half the noise band.
    pub(super) band: Option<f64>,
    /// Middle of the dots, where there is no line.
    pub(super) level: Option<f64>,
    /// Its shape, the class of its colour, its word.
    pub(super) verdict: (Mark, &'static str, String),
    /// Name of the axis with its unit.
    pub(super) axis: String,
    /// What up and down mean, or which way is steadier.
    pub(super) ends: String,
    /// The word in the band.
    pub(super) noise: String,
    /// Digits that the line's own number is worth.
    pub(super) decimals: u8,
    /// A number of the axis.
    pub(super) label: fn(f64, u8) -> String,
}

/// The stretch and height that pictures beside each other share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    pub(super) from: WallTime,
    pub(super) to: WallTime,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Scale {
    /// What holds all of `curves`: from zero where the numbers are sizes, up to `most` at the most.
    pub(super) fn of(curves: &[Curve<'_>], most: Option<f64>) -> Self {
        let dots = || curves.iter().flat_map(|c| c.dots);
        let bands = curves.iter().filter_map(|c| Some((c.band?, c.line.or(c.level.map(|l| [l, l]))?)));
        let bands = bands.flat_map(|(band, ends)| ends.into_iter().flat_map(move |v| [v - band, v + band]));
        // Of the intervals as much is shown as there is room for: two reps that agree have one as wide as the page.
        let all = dots().map(|d| d.value * 1.15).chain(bands).filter(|v| v.is_finite());
        let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        // A size has no less than zero, whatever its band says.
        let sizes = dots().all(|d| d.value >= 0.0) && curves.iter().all(|c| !c.is_signed());
        let (low, high) = if sizes { (0.0, high) } else { (-high.max(-low), high.max(-low)) };
        let high = if high - low < 1e-6 { low + 1.0 } else { high };
        let none = WallTime { utc_ms: 0, offset_min: 0 };
        let from = dots().map(|d| d.at).min_by_key(|at| at.utc_ms).unwrap_or(none);
        let to = dots().map(|d| d.at).max_by_key(|at| at.utc_ms).unwrap_or(none);
        Self { from, to, low: low * 1.05, high: most.map_or(high * 1.05, |most| (high * 1.05).min(most)) }
    }

    /// Round numbers inside it: three to seven of them, one on either side of a zero in the middle.
    fn ticks(&self) -> (Vec<f64>, u8) {
        let rough = (self.high - self.low) / if self.low < 0.0 { 6.0 } else { 4.0 };
        let power = libm::pow(10.0, libm::floor(libm::log10(rough.max(1e-9))));
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough).unwrap_or(rough);
        let first = libm::ceil(self.low / step - 1e-9);
        let ticks = (0..9).map(|i| (first + f64::from(i)) * step).filter(|v| *v <= self.high + step * 1e-9);
        (ticks.collect(), if step < 0.1 { 2 } else { u8::from(step < 1.0) })
    }
}

impl Curve<'_> {
    /// Whether its numbers are differences that go both ways.
    fn is_signed(&self) -> bool {
        self.dots.iter().any(|d| d.value < 0.0)
    }
}

/// One curve in a box of `width` by `height`.
pub(super) fn panel(curve: &Curve<'_>, scale: &Scale, width: f64, height: f64) -> Markup {
    let (left, right, top, bottom) = (40.0, width - 46.0, HEAD, height - FOOT);
    let span = (scale.to.utc_ms - scale.from.utc_ms).max(1) as f64;
    let single = scale.to.utc_ms == scale.from.utc_ms;
    let x = |at: WallTime| {
        let share = if single { 0.5 } else { (at.utc_ms - scale.from.utc_ms) as f64 / span };
        left + 8.0 + share * (right - left - 16.0)
    };
    let y = |v: f64| bottom - (v.clamp(scale.low, scale.high) - scale.low) / (scale.high - scale.low) * (bottom - top);
    let (ticks, digits) = scale.ticks();
    let ends = curve.line.or(curve.level.map(|l| [l, l]));
    let xs = curve.dots.first().zip(curve.dots.last()).map(|(a, b)| [x(a.at), x(b.at)]);
    let (mark, class, word) = &curve.verdict;
    html! {
        @if !curve.name.is_empty() { text.title x=(num(left)) y="16" { (curve.name) } }
        (shape(*mark, class, left, 22.0))
        text class={ "verdict " (class) } x=(num(left + 20.0)) y="35" { (word) }
        text.small x=(num(left)) y=(num(top - 9.0)) {
            tspan.name { (curve.axis) }
            @if !curve.ends.is_empty() { tspan dx="8" { (curve.ends) } }
        }
        @for tick in &ticks {
            line.grid x1=(num(left)) x2=(num(right)) y1=(num(y(*tick))) y2=(num(y(*tick))) {}
            text.small x=(num(left - 6.0)) y=(num(y(*tick) + 4.0)) text-anchor="end" { ((curve.label)(*tick, digits)) }
        }
        @if let (Some(band), Some([first, last]), Some([x1, x2])) = (curve.band, ends, xs) {
            // One dot has a band too: it is as wide as the box.
            @let (x1, x2) = if x2 - x1 < 1.0 { (left, right) } else { (x1 - 8.0, x2 + 8.0) };
            polygon.noise points=(format!("{},{} {},{} {},{} {},{}",
                num(x1), num(y(first + band)), num(x2), num(y(last + band)),
                num(x2), num(y(last - band)), num(x1), num(y(first - band)))) {}
        }
        @for dot in curve.dots {
            @if curve.dots.len() <= WHISKERS {
                line.whisker x1=(num(x(dot.at))) x2=(num(x(dot.at))) y1=(num(y(dot.ci95[0]))) y2=(num(y(dot.ci95[1]))) {}
            }
            circle.dot cx=(num(x(dot.at))) cy=(num(y(dot.value))) r=(if curve.dots.len() > WHISKERS { "2" } else { "3" }) {}
        }
        @if let (Some([first, last]), Some([x1, x2])) = (ends, xs) {
            @if curve.line.is_some() {
                line class={ "trend " (class) } x1=(num(x1)) x2=(num(x2)) y1=(num(y(first))) y2=(num(y(last))) {}
                text.small.name x=(num(right + 4.0)) y=(num(y(last) + 4.0)) { ((curve.label)(last, curve.decimals)) }
            }
            @if let Some(band) = curve.band {
                @let edge = y(last + band);
                @let free = curve.line.is_none() || y(last) - edge > 14.0;
                @if free { text.small.noise-word x=(num(right + 4.0)) y=(num(edge.max(top) + 4.0)) { (curve.noise) } }
            }
        }
        line.zero x1=(num(left)) x2=(num(right)) y1=(num(y(0.0))) y2=(num(y(0.0))) {}
        (dates(scale, left, right, bottom))
    }
}

/// First and last day, and as many between as have room.
fn dates(scale: &Scale, left: f64, right: f64, bottom: f64) -> Markup {
    let single = scale.to.utc_ms == scale.from.utc_ms;
    let day = super::date::iso;
    html! {
        @if single {
            text.small x=(num(f64::midpoint(left, right))) y=(num(bottom + 17.0)) text-anchor="middle" { (day(scale.from)) }
        } @else {
            text.small x=(num(left)) y=(num(bottom + 17.0)) { (day(scale.from)) }
            text.small x=(num(right)) y=(num(bottom + 17.0)) text-anchor="end" { (day(scale.to)) }
        }
    }
}

/// An arrow the way the number went, a level one, or three dots.
pub(super) fn shape(mark: Mark, class: &str, x: f64, y: f64) -> Markup {
    let path = match mark {
        Mark::Down => "M2 3L12 12M12 5.5V12H5.5",
        Mark::Up => "M2 12L12 3M12 9.5V3H5.5",
        Mark::Level => "M1 7.5H12.5M8 3L12.5 7.5L8 12",
        Mark::Few => "M2 8h.01M7.5 8h.01M13 8h.01",
    };
    html! {
        svg x=(num(x)) y=(num(y)) width="15" height="15" viewBox="0 0 15 15" aria-hidden="true" {
            path class={ "mark " (class) } d=(path) {}
        }
    }
}

/// Which way a number went, and the class of its colour.
pub(super) fn mark(change: Change) -> (Mark, &'static str) {
    let way = |by: f64| if by < 0.0 { Mark::Down } else { Mark::Up };
    match change {
        Change::TooFew { .. } => (Mark::Few, "unclear"),
        Change::WithinNoise { .. } => (Mark::Level, "unclear"),
        Change::Steadier { by, .. } => (way(by), "steady"),
        Change::LessSteady { by, .. } => (way(by), "drifting"),
    }
}

/// Curves beside each other (wide) and below each other (narrow), as one page shows the one that fits.
pub(super) fn both(curves: &[Curve<'_>], most: Option<f64>, title: &str, desc: &str) -> Markup {
    html! { (wide(curves, most, title, desc)) (narrow(curves, most, title, desc)) }
}

/// Widest picture, for a desk and for paper.
pub(super) const WIDE: f64 = 880.0;
pub(super) const PANEL: f64 = 280.0;
const NARROW: f64 = 340.0;
const NARROW_PANEL: f64 = 240.0;
const NARROW_GAP: f64 = 16.0;

fn wide(curves: &[Curve<'_>], most: Option<f64>, title: &str, desc: &str) -> Markup {
    html! {
        svg.plot.wide role="img" viewBox=(format!("0 0 {} {}", num(WIDE), num(PANEL))) {
            title { (title) }
            desc { (desc) }
            (row(curves, most))
        }
    }
}

/// Curves beside each other on [`WIDE`] by [`PANEL`].
pub(super) fn row(curves: &[Curve<'_>], most: Option<f64>) -> Markup {
    let scale = Scale::of(curves, most);
    let each = WIDE / curves.len().max(1) as f64;
    html! {
        @for (i, curve) in curves.iter().enumerate() {
            g transform=(format!("translate({} 0)", num(each * i as f64))) { (panel(curve, &scale, each, PANEL)) }
        }
    }
}

fn narrow(curves: &[Curve<'_>], most: Option<f64>, title: &str, desc: &str) -> Markup {
    let scale = Scale::of(curves, most);
    let height = (NARROW_PANEL + NARROW_GAP) * curves.len().max(1) as f64 - NARROW_GAP;
    html! {
        svg.plot.narrow role="img" viewBox=(format!("0 0 {} {}", num(NARROW), num(height))) {
            title { (title) }
            desc { (desc) }
            @for (i, curve) in curves.iter().enumerate() {
                g transform=(format!("translate(0 {})", num((NARROW_PANEL + NARROW_GAP) * i as f64))) {
                    (panel(curve, &scale, NARROW, NARROW_PANEL))
                }
            }
        }
    }
}

/// How wide `text` is at 12 px, more or less.
pub(super) fn width_of(text: &str) -> f64 {
    LETTER * text.chars().count() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::SessionId;

    fn dots(values: &[f64]) -> Vec<Dot> {
        let dot = |(nr, v): (i64, &f64)| Dot {
            at: WallTime { utc_ms: nr * 86_400_000, offset_min: 0 },
            session: SessionId([1; 16]),
            value: *v,
            ci95: [v - 0.5, v + 0.5],
            reps: 5,
            sessions: 1,
        };
        (0..).zip(values).map(dot).collect()
    }

    fn curve(dots: &[Dot]) -> Curve<'_> {
        Curve {
            name: "Left".to_owned(),
            dots,
            line: None,
            band: Some(1.0),
            level: dots.first().map(|d| d.value),
            verdict: (Mark::Few, "unclear", "too few to say".to_owned()),
            axis: "tilt, °".to_owned(),
            ends: String::new(),
            noise: "noise".to_owned(),
            decimals: 1,
            label: |v, _| format!("{v}"),
        }
    }

    #[test]
    fn sizes_stand_on_zero_and_differences_around_it() {
        let (sizes, differences) = (dots(&[3.0, 4.0]), dots(&[3.0, -1.0]));
        let scale = Scale::of(&[curve(&sizes)], None);
        assert_eq!(scale.low, 0.0);
        let scale = Scale::of(&[curve(&differences)], None);
        assert_eq!(scale.low, -scale.high);
        assert_eq!(Scale::of(&[curve(&dots(&[99.0]))], Some(100.0)).high, 100.0);
    }

    #[test]
    fn nothing_one_dot_and_wild_numbers_draw_without_a_number_that_is_none() {
        for values in [vec![], vec![2.0], vec![f64::NAN, f64::INFINITY, 1e300], vec![0.0; 500]] {
            let dots = dots(&values);
            let drawn = both(&[curve(&dots)], None, "t", "d").into_string();
            assert!(!drawn.contains("NaN") && !drawn.contains("inf"), "{values:?}");
        }
    }

    #[test]
    fn ticks_are_round_and_few() {
        for high in [0.3, 1.0, 4.2, 7.9, 33.0, 100.0] {
            let (ticks, _) = {
                let at = WallTime { utc_ms: 0, offset_min: 0 };
                Scale { from: at, to: at, low: 0.0, high }
            }
            .ticks();
            assert!((3..=6).contains(&ticks.len()), "{high}: {ticks:?}");
            assert_eq!(ticks[0], 0.0);
        }
    }

    #[test]
    fn differences_have_a_number_on_either_side_of_zero() {
        for high in [0.3, 1.0, 2.1, 4.1, 4.2, 6.1, 7.9, 33.0, 61.0, 100.0] {
            let at = WallTime { utc_ms: 0, offset_min: 0 };
            let (ticks, _) = Scale { from: at, to: at, low: -high, high }.ticks();
            assert!((3..=7).contains(&ticks.len()), "{high}: {ticks:?}");
            assert!(ticks.contains(&0.0) && ticks[0] < 0.0 && ticks[ticks.len() - 1] > 0.0, "{high}: {ticks:?}");
        }
    }
}
