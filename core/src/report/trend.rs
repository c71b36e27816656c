//! Screens of the history as sections of a page, and a trend as a picture of its own.
//!
//! In: what a screen shows. Out: pictures, what they say, what they mean and what they do not.

use super::curve::{self, Curve, Mark};
use super::say::Say;
use crate::insight::{BestsScreen, Felt, GapScreen, HoldScreen, Leaning, Metric, SideTrend, Trend, TrendScreen, says};
use crate::schedule::says as plan_says;
use crate::session::says as session_says;
use crate::words::{Lang, Text};
use maud::{Markup, PreEscaped, html};

/// A trend as one SVG file, complete in itself: light and dark.
pub fn trend_svg(screen: &TrendScreen, lang: Lang) -> String {
    let say = Say(lang);
    let curves = curves(&screen.sides, say);
    let sentences: Vec<String> = said(&screen.sides, say);
    picture(&screen_title(screen.metric, say), &level(screen.level, say), &curves, screen.metric, &sentences)
}

/// Left against right as one SVG file.
pub fn gap_svg(screen: &GapScreen, lang: Lang) -> String {
    let say = Say(lang);
    let dots: Vec<_> = screen.sessions.iter().map(|s| s.dot).collect();
    let curve = gap_curve(screen, &dots, say);
    let sentence = say.text(&says::gap(screen));
    picture(&screen_title(Metric::Gap, say), &level(screen.level, say), &[curve], Metric::Gap, &[sentence])
}

/// Felt against measured as one SVG file.
pub fn felt_svg(felt: &Felt, lang: Lang) -> String {
    let say = Say(lang);
    let sentences: Vec<String> = says::felt(felt).iter().map(|t| say.text(t)).collect();
    picture(&screen_title(Metric::Felt, say), "", &[felt_curve(felt, say)], Metric::Felt, &sentences)
}

fn picture(title: &str, below: &str, curves: &[Curve<'_>], metric: Metric, sentences: &[String]) -> String {
    let top = 66.0;
    let lines: Vec<String> = sentences.iter().flat_map(|s| wrapped(s, curve::WIDE - 80.0)).collect();
    let height = top + curve::PANEL + 20.0 * lines.len() as f64 + 16.0;
    let width = curve::WIDE;
    let page = html! {
        svg.plot xmlns="http://www.w3.org/2000/svg" viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height)
            font-family="system-ui, sans-serif" role="img" {
            title { (title) }
            desc { (sentences.join(" ")) }
            style { (PreEscaped(super::STYLE)) }
            rect.ground width=(width) height=(height) {}
            text.heading x="40" y="32" { (title) }
            text.small x="40" y="52" { (below) }
            g transform=(format!("translate(0 {top})")) { (curve::row(curves, metric.most())) }
            @for (i, line) in lines.iter().enumerate() {
                text.sentence x="40" y=(top + curve::PANEL + 16.0 + 20.0 * i as f64) { (line) }
            }
        }
    };
    page.into_string()
}

/// `text` in lines of `width` at 14 px.
fn wrapped(text: &str, width: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let full =
            lines.last().is_some_and(|l| !l.is_empty() && (curve::width_of(l) + curve::width_of(word)) * 1.17 > width);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn screen_title(metric: Metric, say: Say) -> String {
    say.text(&says::metric(metric))
}

/// A level in words.
pub(super) fn level(level: crate::schedule::Level, say: Say) -> String {
    say.text(&plan_says::level(level))
}

fn label(v: f64, digits: u8) -> String {
    let digits = usize::from(digits);
    let text = format!("{v:.digits$}");
    if v < 0.0 { text.replace('-', "−") } else { text }
}

fn label_de(v: f64, digits: u8) -> String {
    label(v, digits).replace('.', ",")
}

fn labels(say: Say) -> fn(f64, u8) -> String {
    match say.0 {
        Lang::En => label,
        Lang::De => label_de,
    }
}

fn curve(name: String, trend: &Trend, say: Say) -> Curve<'_> {
    let (mark, class) = curve::mark(trend.change);
    let arrow = if trend.metric.less_is_steadier() { "↓ " } else { "↑ " };
    Curve {
        name,
        dots: &trend.dots,
        line: trend.line,
        band: trend.band(),
        level: trend.level,
        verdict: (mark, class, say.text(&says::verdict(trend.change))),
        axis: say.text(&says::axis(trend.metric)),
        ends: says::better(trend.metric).map_or_else(String::new, |t| format!("{arrow}{}", say.text(&t))),
        noise: say.key("trend-noise"),
        decimals: trend.metric.decimals(),
        label: labels(say),
    }
}

fn curves(sides: &[SideTrend], say: Say) -> Vec<Curve<'_>> {
    sides.iter().map(|s| curve(say.text(&session_says::side(s.side)), &s.trend, say)).collect()
}

/// What became of each side.
fn said(sides: &[SideTrend], say: Say) -> Vec<String> {
    sides.iter().map(|s| say.text(&says::change(s.side, &s.trend, |t| say.text(t)))).collect()
}

/// The section of a trend; `first` of its page, it says what is true of all pictures.
pub(super) fn section(screen: &TrendScreen, first: bool, say: Say) -> Markup {
    let (metric, sides) = (screen.metric, &screen.sides);
    let said = said(sides, say);
    let bands = sides.iter().filter_map(|s| says::band(s.side, &s.trend, |t| say.text(t))).map(|t| say.text(&t));
    let left_out = says::left_out(metric, &screen.left_out);
    html! {
        section.screen {
            h2 { (screen_title(metric, say)) }
            p.quiet { (level(screen.level, say)) }
            @for sentence in &said { p.says { (sentence) } }
            div.card { (pictures(screen, say)) }
            (meaning(metric, bands.chain(left_out.iter().map(|t| say.text(t))).collect(), first, say))
        }
    }
}

/// The pictures of a trend alone.
pub(super) fn pictures(screen: &TrendScreen, say: Say) -> Markup {
    let said = said(&screen.sides, say).join(" ");
    curve::both(&curves(&screen.sides, say), screen.metric.most(), &screen_title(screen.metric, say), &said)
}

/// What a picture means, what it does not, and how sure it is.
fn meaning(metric: Metric, sure: Vec<String>, first: bool, say: Say) -> Markup {
    let (means, not) = if first {
        (says::means(metric), says::means_not(metric))
    } else {
        (says::own_means(metric), says::own_means_not(metric))
    };
    html! {
        div.meaning {
            div {
                h3 { (say.key("trend-means-head")) }
                ul {
                    @for text in &means { li { (say.text(text)) } }
                    @for text in sure { li { (text) } }
                }
            }
            @if !not.is_empty() {
                div {
                    h3 { (say.key("trend-not-head")) }
                    ul { @for text in &not { li { (say.text(text)) } } }
                }
            }
        }
    }
}

fn gap_curve<'a>(screen: &GapScreen, dots: &'a [crate::insight::Dot], say: Say) -> Curve<'a> {
    let (mark, class) = match screen.leaning {
        Leaning::TooFew => (Mark::Few, "unclear"),
        Leaning::Neither => (Mark::Level, "unclear"),
        Leaning::More => (Mark::Up, "drifting"),
        Leaning::Fewer => (Mark::Down, "drifting"),
    };
    // Of differences without a line the band is the trend's: what one session varies by.
    let trend = Trend::of(Metric::Gap, dots.to_vec());
    let end = |side: &'static str| say.text(&Text::new("gap-side").word("side", side));
    Curve {
        name: String::new(),
        dots,
        line: screen.typical.map(|(by, _)| [by, by]),
        band: trend.band(),
        level: trend.level,
        verdict: (mark, class, say.text(&says::gap_verdict(screen.leaning))),
        axis: say.text(&says::axis(Metric::Gap)),
        ends: format!("↑ {}   ↓ {}", end("left"), end("right")),
        noise: say.key("trend-noise"),
        decimals: Metric::Gap.decimals(),
        label: labels(say),
    }
}

/// The section of left against right.
pub(super) fn gap_section(screen: &GapScreen, say: Say) -> Markup {
    let dots: Vec<_> = screen.sessions.iter().map(|s| s.dot).collect();
    let sentence = say.text(&says::gap(screen));
    let title = screen_title(Metric::Gap, say);
    html! {
        section.screen {
            h2 { (title) }
            p.quiet { (level(screen.level, say)) }
            p.says { (sentence) }
            @if !dots.is_empty() {
                div.card { (curve::both(&[gap_curve(screen, &dots, say)], None, &title, &sentence)) }
            }
            (meaning(Metric::Gap, Vec::new(), false, say))
        }
    }
}

fn felt_curve(felt: &Felt, say: Say) -> Curve<'_> {
    let (mark, class) = curve::mark(felt.apart.change);
    Curve {
        name: String::new(),
        dots: &felt.dots,
        line: felt.typical.map(|(by, _)| [by, by]),
        band: Trend::of(Metric::Felt, felt.dots.clone()).band(),
        level: Some(0.0),
        verdict: (mark, class, say.text(&says::felt_verdict(felt.apart.change))),
        axis: say.text(&says::axis(Metric::Felt)),
        ends: format!("↑ {}   ↓ {}", say.key("felt-up"), say.key("felt-down")),
        noise: say.key("trend-noise"),
        decimals: Metric::Felt.decimals(),
        label: labels(say),
    }
}

/// The section of felt against measured.
pub(super) fn felt_section(felt: &Felt, say: Say) -> Markup {
    let sentences: Vec<String> = says::felt(felt).iter().map(|t| say.text(t)).collect();
    let title = screen_title(Metric::Felt, say);
    html! {
        section.screen {
            h2 { (title) }
            @for sentence in &sentences { p.says { (sentence) } }
            @if !felt.dots.is_empty() {
                div.card { (curve::both(&[felt_curve(felt, say)], None, &title, &sentences.join(" "))) }
            }
            @if !felt.places.is_empty() {
                h3 { (say.key("felt-places-head")) }
                ul.facts { @for (place, n) in &felt.places { li { (say.text(&says::place(*place, *n, felt.told))) } } }
            }
            (meaning(Metric::Felt, Vec::new(), false, say))
        }
    }
}

/// The section of hold against lowers.
pub(super) fn hold_section(screen: &HoldScreen, say: Say) -> Markup {
    let sentences: Vec<String> = says::hold(screen, |t| say.text(t)).iter().map(|t| say.text(t)).collect();
    let title = screen_title(Metric::Stillness, say);
    let hold = [curve(screen_title(Metric::Hold, say), &screen.hold, say)];
    html! {
        section.screen {
            h2 { (title) }
            p.quiet { (level(screen.level, say)) }
            @for sentence in &sentences { p.says { (sentence) } }
            div.card { (curve::both(&curves(&screen.lowers, say), None, &title, &sentences.join(" "))) }
            div.card { (curve::both(&hold, None, &screen_title(Metric::Hold, say), &sentences.join(" "))) }
            (meaning(Metric::Stillness, Vec::new(), false, say))
        }
    }
}

/// The bests, each at its own depth.
pub(super) fn bests_section(screen: &BestsScreen, say: Say) -> Markup {
    html! {
        section.screen {
            h2 { (say.key("bests-head")) }
            @if screen.bests.is_empty() { p { (say.key("bests-none")) } }
            dl.pairs.bests {
                @for best in &screen.bests {
                    div {
                        dt { (level(best.level, say)) br; span.quiet { (super::date::iso(best.best.at)) } }
                        dd { (say.text(&says::best(best, |t| say.text(t)))) }
                    }
                }
            }
            @if screen.unconfirmed > 0 {
                p.quiet { (say.text(&Text::new("bests-unconfirmed").count("n", screen.unconfirmed))) }
            }
            p.quiet { (say.key("bests-means")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{Dot, LeftOut};
    use crate::schedule::Level;
    use crate::session::SessionId;
    use crate::time::WallTime;
    use crate::timeline::{BlockKind, Side};

    fn screen() -> TrendScreen {
        let side = |side, by: f64| {
            let dots = (0..9_i32).map(|i| {
                let value = 4.0 + by * f64::from(i) + if i % 2 == 0 { 0.25 } else { -0.25 };
                let at = WallTime { utc_ms: 1_764_000_000_000 + i64::from(i) * 172_800_000, offset_min: 60 };
                Dot { at, session: SessionId([1; 16]), value, ci95: [value - 0.5, value + 0.5], reps: 5, sessions: 1 }
            });
            SideTrend { side, trend: Trend::of(Metric::Tilt, dots.collect()) }
        };
        let level = Level::first_of(BlockKind::LegLower).unwrap();
        let sides = vec![side(Side::Left, 0.0), side(Side::Right, -0.3)];
        TrendScreen { level, metric: Metric::Tilt, sides, left_out: LeftOut::default() }
    }

    #[test]
    fn a_trend_is_drawn_left_beside_right_with_its_noise_and_its_verdict_in_shape_and_word() {
        let svg = trend_svg(&screen(), Lang::En);
        // The style is the page's own and changes with it.
        let (before, after) = (svg.find("<style>").unwrap(), svg.find("</style>").unwrap());
        let drawn = format!("{}{}", &svg[..before], &svg[after + "</style>".len()..]).replace("><", ">\n<");
        insta::assert_snapshot!(drawn);
    }

    #[test]
    fn a_trend_is_worded_in_german_with_its_own_decimal_sign() {
        let svg = trend_svg(&screen(), Lang::De);
        assert!(svg.contains("ruhiger um 2,") && svg.contains("Rauschen") && svg.contains("Links"), "{svg}");
    }
}
