//! What the history tells, in words: what it is, what became of it, what it means and what it does not.
//!
//! In: what one screen shows. Out: [`Text`]s. Every number comes with its uncertainty; what is not beyond noise is said to
//! be so; nothing compares two people.

use super::checks::{CarryOver, RaiseChange, TWO_TESTERS_DEG};
use super::felt::{Felt, Leaning};
use super::metric::{Metric, Unit};
use super::screen::{GapScreen, HoldScreen, LeftOut, LevelBest};
use super::trend::{Change, LEAST_DOTS, Trend};
use crate::motion::Estimate;
use crate::session::Place;
use crate::timeline::Side;
use crate::words::{Text, spelled};
use serde::Serialize;

/// Dots without which nothing is said, as a number in a sentence.
const OF: u32 = 6;
const _: () = assert!(OF as usize == LEAST_DOTS);

/// What is followed, as a heading.
pub fn metric(metric: Metric) -> Text {
    Text::new("trend-metric").word("metric", spelled(metric))
}

/// What is followed, short, with its unit.
pub fn axis(metric: Metric) -> Text {
    Text::new("trend-axis").word("metric", spelled(metric))
}

/// Which way is steadier; none for a difference.
pub fn better(metric: Metric) -> Option<Text> {
    let way = if metric.less_is_steadier() { "less" } else { "more" };
    (!matches!(metric, Metric::Felt | Metric::Gap)).then(|| Text::new("trend-better").word("way", way))
}

/// A number with its unit.
pub fn value(metric: Metric, value: f64) -> Text {
    Text::new("trend-value").word("unit", spelled(metric.unit())).number("value", value, metric.decimals())
}

/// A difference of two numbers with its unit: of shares it is points.
pub fn difference(metric: Metric, by: f64) -> Text {
    let unit = if metric.unit() == Unit::Percent { "points".to_owned() } else { spelled(metric.unit()) };
    Text::new("trend-value").word("unit", unit).number("value", by, metric.decimals())
}

/// A number with its unit and half its interval.
pub fn plus_minus(metric: Metric, value: f64, half: f64) -> Text {
    Text::new("trend-plus-minus").word("unit", spelled(metric.unit())).number("value", value, metric.decimals()).number(
        "half",
        half,
        metric.decimals(),
    )
}

/// What a change is called in a word or two.
pub fn verdict(change: Change) -> Text {
    Text::new("trend-verdict").word("is", is(change))
}

/// The same of felt against measured.
pub fn felt_verdict(change: Change) -> Text {
    Text::new("felt-verdict").word("is", is(change))
}

/// The same of left against right.
pub fn gap_verdict(leaning: Leaning) -> Text {
    Text::new("gap-verdict").word("is", spelled(leaning))
}

/// How a change is spelled in the files.
pub fn is(change: Change) -> &'static str {
    match change {
        Change::TooFew { .. } => "too-few",
        Change::WithinNoise { .. } => "within-noise",
        Change::Steadier { .. } => "steadier",
        Change::LessSteady { .. } => "less-steady",
    }
}

/// What became of a side.
pub fn change(side: Side, trend: &Trend, render: impl Fn(&Text) -> String) -> Text {
    let number = |v: f64| render(&difference(trend.metric, v));
    let text = Text::new("trend-change").word("side", spelled(side)).count("sessions", trend.sessions());
    match trend.change {
        Change::TooFew { of, .. } => text.word("is", "too-few").count("of", of).none(),
        Change::WithinNoise { ci95: [low, high], .. } if !(low.is_finite() && high.is_finite()) => {
            text.word("is", "unsure").count("of", OF).none()
        }
        Change::WithinNoise { by, ci95: [low, high] } => text
            .word("is", "within-noise")
            .count("of", OF)
            .word("by", number(by))
            .word("low", number(low))
            .word("high", number(high)),
        Change::Steadier { by, ci95 } | Change::LessSteady { by, ci95 } => {
            let [low, high] = sizes(ci95);
            text.word("is", is(trend.change))
                .count("of", OF)
                .word("by", number(by.abs()))
                .word("low", number(low))
                .word("high", number(high))
        }
    }
}

/// An interval that leaves out zero, by size.
fn sizes([low, high]: [f64; 2]) -> [f64; 2] {
    let (a, b) = (low.abs(), high.abs());
    [a.min(b), a.max(b)]
}

impl Text {
    /// The same with its numbers unsaid.
    fn none(self) -> Self {
        self.word("by", "").word("low", "").word("high", "")
    }
}

/// How much one session varies, and two must differ; none of nothing, or where dots stand for several.
pub fn band(side: Side, trend: &Trend, render: impl Fn(&Text) -> String) -> Option<Text> {
    let (band, apart) = (trend.band()?, trend.detectable()?);
    if let Some(each) = trend.dots.iter().map(|d| d.sessions).max().filter(|each| *each > 1) {
        return Some(Text::new("trend-pooled").count("each", each));
    }
    let number = |v: f64| render(&difference(trend.metric, v));
    Some(Text::new("trend-band").word("side", spelled(side)).word("band", number(band)).word("apart", number(apart)))
}

/// What is not in a picture.
pub fn left_out(metric: Metric, is: &LeftOut) -> Vec<Text> {
    let few = if metric == Metric::Loss { Text::new("trend-left-out-loss") } else { Text::new("trend-left-out-few") };
    let all = [
        (is.too_few, few),
        (is.stopped_short, Text::new("trend-left-out-short")),
        (is.unconfirmed, Text::new("trend-unconfirmed")),
    ];
    all.into_iter().filter(|(n, _)| *n > 0).map(|(n, text)| text.count("n", n)).collect()
}

/// What a picture means: its own sentences, then what is true of all.
pub fn means(metric: Metric) -> Vec<Text> {
    let mut all = own_means(metric);
    all.push(Text::new("trend-means-noise"));
    all
}

/// What this picture means and no other.
pub fn own_means(metric: Metric) -> Vec<Text> {
    let mut all = vec![Text::new("trend-means").word("metric", spelled(metric))];
    if metric == Metric::Gap {
        all.push(Text::new("gap-means-balanced"));
    }
    all
}

/// What it does not mean: its own sentences, then what is true of all.
pub fn means_not(metric: Metric) -> Vec<Text> {
    let mut all = own_means_not(metric);
    if metric != Metric::Felt {
        all.push(Text::new("trend-not-depth"));
    }
    all.extend([Text::new("trend-not-people"), Text::new("trend-not-medical")]);
    all
}

/// What this picture does not mean and another might.
pub fn own_means_not(metric: Metric) -> Vec<Text> {
    match metric {
        Metric::Creep => vec![Text::new("trend-not-creep")],
        Metric::Loss => vec![Text::new("trend-not-loss")],
        Metric::Stillness => vec![Text::new("trend-not-ratio")],
        Metric::Gap => vec![Text::new("gap-not")],
        Metric::Felt => vec![Text::new("felt-not")],
        _ => Vec::new(),
    }
}

/// Left against right.
pub fn gap(screen: &GapScreen) -> Text {
    let (by, ci95) = screen.typical.unwrap_or_default();
    let leans = matches!(screen.leaning, Leaning::More | Leaning::Fewer);
    let [low, high] = if leans { sizes(ci95) } else { ci95 };
    Text::new("gap-says")
        .word("is", spelled(screen.leaning))
        .number("by", if leans { by.abs() } else { by }, 1)
        .number("low", low, 1)
        .number("high", high, 1)
        .count("sessions", screen.balanced)
        .count("of", OF)
}

/// Hold against lowers: each side's level, then what became of the hold.
pub fn hold(screen: &HoldScreen, render: impl Fn(&Text) -> String) -> Vec<Text> {
    let side = |s: &super::SideTrend| {
        let (level, band) = (s.trend.level?, s.trend.band()?);
        let text = Text::new("hold-says").word("side", spelled(s.side)).number("level", level, 1);
        Some(text.number("low", (level - band).max(0.0), 1).number("high", level + band, 1))
    };
    let mut all: Vec<Text> = screen.lowers.iter().filter_map(side).collect();
    let number = |v: f64| render(&difference(Metric::Hold, v));
    let text = Text::new("hold-change").word("is", is(screen.hold.change));
    all.push(match screen.hold.change {
        Change::Steadier { by, ci95 } | Change::LessSteady { by, ci95 } => {
            let [low, high] = sizes(ci95);
            text.word("by", number(by.abs())).word("low", number(low)).word("high", number(high))
        }
        _ => text.none(),
    });
    all
}

/// Felt against measured: which way it leans, and whether the two come closer.
pub fn felt(felt: &Felt) -> Vec<Text> {
    let (by, ci95) = felt.typical.unwrap_or_default();
    let leans = matches!(felt.leaning, Leaning::More | Leaning::Fewer);
    let [low, high] = if leans { sizes(ci95) } else { ci95 };
    let answered: u32 = felt.dots.iter().map(|d| d.sessions).sum();
    let mut all = vec![
        Text::new("felt-says")
            .word("is", spelled(felt.leaning))
            .number("by", if leans { by.abs() } else { by }, 0)
            .number("low", low, 0)
            .number("high", high, 0)
            .count("sessions", answered)
            .count("of", OF),
    ];
    match felt.apart.change {
        Change::TooFew { .. } => {}
        Change::WithinNoise { .. } => {
            all.push(Text::new("felt-change").word("is", "within-noise").none());
        }
        Change::Steadier { by, ci95 } | Change::LessSteady { by, ci95 } => {
            let [low, high] = sizes(ci95);
            let text = Text::new("felt-change").word("is", is(felt.apart.change));
            all.push(text.number("by", by.abs(), 0).number("low", low, 0).number("high", high, 0));
        }
    }
    all
}

/// Where it was felt, in how many sessions.
pub fn place(place: Place, n: u32, told: u32) -> Text {
    Text::new("felt-place").word("place", spelled(place)).count("n", n).count("told", told)
}

/// The best of one side.
pub fn best(best: &LevelBest, render: impl Fn(&Text) -> String) -> Text {
    let half = (best.best.ci95[1] - best.best.ci95[0]) / 2.0;
    Text::new("best-says")
        .word("side", spelled(best.side))
        .word("value", render(&plus_minus(Metric::Peak, best.best.value, half)))
        .count("of", best.best.of)
        .count("alike", best.best.alike)
}

/// What became of a leg's raise.
pub fn raise(side: Side, change: RaiseChange) -> Text {
    let text = Text::new("raise-change").word("side", spelled(side)).number("two", TWO_TESTERS_DEG, 1);
    let (is, by, [low, high]) = match change {
        RaiseChange::TooFew => return text.word("is", "too-few").none(),
        RaiseChange::WithinNoise { by_deg, ci95 } => ("within-noise", by_deg, ci95),
        RaiseChange::Hint { by_deg, ci95 } => ("hint", by_deg, ci95),
        RaiseChange::Beyond { by_deg, ci95 } => ("beyond", by_deg, ci95),
    };
    text.word("is", is).number("by", by, 1).number("low", low, 1).number("high", high, 1)
}

/// A measured raise with half its interval; none when no try counted.
pub fn raised(best_deg: Option<Estimate>) -> Text {
    best_deg.map_or_else(
        || Text::new("raise-none"),
        |best| {
            let half = (best.ci95[1] - best.ci95[0]) / 2.0;
            Text::new("raise-degrees").number("value", best.value, 0).number("half", half, 0)
        },
    )
}

/// A typed score with who gave it.
pub fn score(side: Side, score: u8, by: impl Serialize) -> Text {
    Text::new("score-line").word("side", spelled(side)).count("score", score).word("by", spelled(by))
}

/// Whether lifts are asked about.
pub fn carry_over(is: CarryOver) -> Text {
    Text::new("carry-says").word("is", spelled(is))
}

/// A note about a lift.
pub fn carry(lift: impl Serialize, carry: impl Serialize) -> Text {
    Text::new("carry-line").word("lift", spelled(lift)).word("carry", spelled(carry))
}

#[cfg(test)]
mod tests {
    use super::super::trend::Dot;
    use super::*;
    use crate::session::SessionId;
    use crate::time::WallTime;
    use crate::words::{Form, Lang, render};

    fn said(text: &Text, lang: Lang) -> String {
        render(text, lang, Form::Written)
    }

    fn trend(n: i64, by: f64) -> Trend {
        let dots = (0..n).map(|i| {
            let value = 5.0 + by * i as f64 / (n - 1).max(1) as f64 + if i % 2 == 0 { 0.2 } else { -0.2 };
            let at = WallTime { utc_ms: i * 172_800_000, offset_min: 0 };
            Dot { at, session: SessionId([1; 16]), value, ci95: [value - 0.5, value + 0.5], reps: 5, sessions: 1 }
        });
        Trend::of(Metric::Peak, dots.collect())
    }

    #[test]
    fn a_change_is_said_with_its_interval_and_noise_as_noise_in_both_languages() {
        let says = |t: &Trend, lang| said(&change(Side::Left, t, |text| said(text, lang)), lang);
        let steadier = says(&trend(30, -2.0), Lang::En);
        assert!(steadier.starts_with("Left: steadier by 2.0° ("), "{steadier}");
        assert!(steadier.ends_with("over 30 sessions."), "{steadier}");
        assert!(says(&trend(30, -2.0), Lang::De).starts_with("Links: ruhiger um 2,0° ("));
        assert!(says(&trend(30, 2.0), Lang::En).starts_with("Left: less steady by 2.0°"));
        assert!(says(&trend(30, 0.0), Lang::En).starts_with("Left: no change beyond noise ("));
        assert_eq!(says(&trend(1, 0.0), Lang::En), "Left: one session. From 6 on a change can be told.");
        assert_eq!(says(&trend(3, 0.0), Lang::De), "Links: 3 Einheiten. Ab 6 lässt sich eine Änderung sagen.");
    }

    #[test]
    fn every_metric_has_its_words_and_none_leaves_a_hole() {
        for lang in [Lang::En, Lang::De] {
            let mut heads = std::collections::BTreeSet::new();
            for of in Metric::ALL.into_iter().chain([Metric::Hold, Metric::Felt, Metric::Gap]) {
                let mut all = vec![metric(of), axis(of), value(of, 1.5), plus_minus(of, 1.5, 0.5)];
                all.extend(better(of).into_iter().chain(means(of)).chain(means_not(of)));
                for text in &all {
                    let said = said(text, lang);
                    assert!(!said.contains('{') && !said.is_empty(), "{of:?}: {said}");
                }
                heads.insert(said(&metric(of), lang));
            }
            assert_eq!(heads.len(), 13, "each its own heading");
        }
    }

    #[test]
    fn no_sentence_of_the_history_compares_people_or_calls_anything_abnormal() {
        let banned =
            ["abnormal", "other people", "average person", "healthy", "weak", "auffällig", "krank", "andere Menschen"];
        for source in [include_str!("../words/en/trends.ftl"), include_str!("../words/de/trends.ftl")] {
            for word in banned {
                assert!(!source.to_lowercase().contains(word), "{word}");
            }
        }
    }
}
