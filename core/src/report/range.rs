//! A stretch of time as one page, and as the one page a trainer gets.
//!
//! In: a [`RangeReport`]: what the screens of the history show of it. Out: HTML, complete in itself, like the page of one
//! session. Nothing in it ranks anybody.

use super::chip::verdict_shape;
use super::say::Say;
use super::{date, page, prose, trend};
use crate::history::{ChecksScreen, Counts, Day, SessionSummary};
use crate::insight::{BestsScreen, Felt, GapScreen, HoldScreen, TrendScreen, says};
use crate::motion::Verdict;
use crate::schedule::Level;
use crate::session::{Ending, says as session_says};
use crate::timeline::Side;
use crate::words::{Lang, Text};
use maud::{Markup, html};

/// Verdicts, best first.
const VERDICTS: [Verdict; 4] = [Verdict::Steady, Verdict::Drifting, Verdict::Lost, Verdict::Unclear];
/// A table of more sessions is no reading.
const MOST_ROWS: usize = 200;

/// What a page of a stretch of time is made of.
#[derive(Debug, Clone, Default)]
pub struct RangeReport {
    /// First and last day, as 2026-11-24.
    pub days: [String; 2],
    /// How many days that is.
    pub length_days: u32,
    /// Sessions by the user's day, newest first.
    pub sessions: Vec<Day>,
    /// Sessions that were done and not measured.
    pub unmeasured: u32,
    /// Sessions that hurt.
    pub painful: u32,
    /// Where the user stands on the ladder.
    pub level: Option<Level>,
    /// How far the week is, and why the level is that one.
    pub plan: Vec<Text>,
    /// Trends, the most telling first.
    pub trends: Vec<TrendScreen>,
    /// Left against right.
    pub gap: Option<GapScreen>,
    /// Hold against lowers.
    pub hold: Option<HoldScreen>,
    /// Felt against measured.
    pub felt: Option<Felt>,
    /// Bests.
    pub bests: BestsScreen,
    /// Leg raise and lifts.
    pub checks: Option<ChecksScreen>,
}

impl RangeReport {
    fn count(&self) -> u32 {
        let all: usize = self.sessions.iter().map(|d| d.sessions.len()).sum();
        u32::try_from(all).unwrap_or(u32::MAX)
    }

    fn all(&self) -> impl Iterator<Item = (&Day, &SessionSummary)> {
        self.sessions.iter().flat_map(|day| day.sessions.iter().map(move |s| (day, s)))
    }

    fn title(&self, key: &'static str) -> Text {
        let [from, to] = &self.days;
        Text::new(key).word("from", from.clone()).word("to", to.clone())
    }
}

/// The page of a stretch of time.
pub fn range_html(is: &RangeReport, lang: Lang) -> String {
    let say = Say(lang);
    let title = say.text(&range_title(is));
    page(
        &title,
        say,
        &html! {
            (opening(is, &title, say))
            @for (nth, screen) in is.trends.iter().filter(|t| !t.sides.is_empty()).enumerate() {
                (trend::section(screen, nth == 0, say))
            }
            @if let Some(gap) = &is.gap { (trend::gap_section(gap, say)) }
            @if let Some(hold) = is.hold.as_ref().filter(|h| !h.lowers.is_empty()) { (trend::hold_section(hold, say)) }
            @if let Some(felt) = &is.felt { (trend::felt_section(felt, say)) }
            (trend::bests_section(&is.bests, say))
            @if let Some(checks) = &is.checks { (raise_section(checks, say)) }
            (sessions_section(is, say))
            (prose::how_sure(say))
        },
    )
}

/// The one page for a trainer: printed it is one sheet.
pub fn trainer_html(is: &RangeReport, lang: Lang) -> String {
    let say = Say(lang);
    let title = say.text(&is.title("trainer-title"));
    page(
        &title,
        say,
        &html! {
            div.sheet {
                header {
                    p.quiet { (title) }
                    p.field { (say.key("trainer-name")) span.rule {} }
                    (headline(is, say))
                    ul.facts { @for line in facts(is, say) { li { (line) } } }
                }
                section {
                    div.sides { @for side in [Side::Left, Side::Right, Side::Both] { (totals(is, side, say)) } }
                }
                @if let Some(screen) = is.trends.iter().find(|t| !t.sides.is_empty()) {
                    section.screen {
                        h2 { (say.text(&says::metric(screen.metric))) }
                        div.card { (trend::pictures(screen, say)) }
                        @for side in &screen.sides {
                            @if let Some(band) = says::band(side.side, &side.trend, |t| say.text(t)) {
                                p.quiet { (say.text(&band)) }
                            }
                        }
                    }
                }
                section.two {
                    @if let Some(gap) = &is.gap {
                        div { h3 { (say.key("range-gap-head")) } p { (say.text(&says::gap(gap))) } p.quiet { (say.key("gap-not")) } }
                    }
                    @if let Some(felt) = &is.felt {
                        div {
                            h3 { (say.key("range-felt-head")) }
                            @for text in says::felt(felt) { p { (say.text(&text)) } }
                            ul.facts { @for (place, n) in &felt.places { li { (say.text(&says::place(*place, *n, felt.told))) } } }
                        }
                    }
                    @if let Some(checks) = &is.checks { (raise_short(checks, say)) }
                    div { h3 { (say.key("trainer-notes")) } div.rules { span.rule {} span.rule {} span.rule {} } }
                }
                footer.quiet {
                    p { (say.key("trend-not-people")) " " (say.key("trend-not-depth")) " " (say.key("report-sure-tried")) }
                    p { strong { (say.key("safety-aid")) } " " (say.key("safety-stop")) }
                }
            }
        },
    )
}

fn range_title(is: &RangeReport) -> Text {
    is.title("range-title")
}

fn opening(is: &RangeReport, title: &str, say: Say) -> Markup {
    html! {
        header {
            p.quiet { (title) }
            (headline(is, say))
            ul.facts { @for line in facts(is, say) { li { (line) } } }
        }
    }
}

/// How much was done, and what became of the first trend.
fn headline(is: &RangeReport, say: Say) -> Markup {
    let done = Text::new("range-head").count("sessions", is.count()).count("days", is.length_days);
    let sides = is.trends.first().map_or(&[][..], |screen| &screen.sides);
    html! {
        h1 { (say.text(&done)) }
        @for s in sides { p.says { (say.text(&says::change(s.side, &s.trend, |t| say.text(t)))) } }
    }
}

fn facts(is: &RangeReport, say: Say) -> Vec<String> {
    let level = is.level.map(|level| Text::new("plan-level-is").word("level", trend::level(level, say)));
    let mut all: Vec<String> = level.iter().chain(&is.plan).map(|t| say.text(t)).collect();
    if is.unmeasured > 0 {
        all.push(say.text(&Text::new("range-unmeasured").count("n", is.unmeasured)));
    }
    if is.painful > 0 {
        all.push(say.text(&Text::new("range-pain").count("n", is.painful)));
    }
    all
}

fn counts(s: &SessionSummary, side: Side) -> [u32; 4] {
    let Counts { steady, drifting, lost, unclear } = match side {
        Side::Left => s.left,
        Side::Right => s.right,
        Side::Both => s.both,
    };
    [steady, drifting, lost, unclear]
}

/// Verdicts with their shapes, those that were given.
fn tally(counts: [u32; 4], say: Say) -> Markup {
    html! {
        @for (verdict, n) in VERDICTS.into_iter().zip(counts).filter(|(_, n)| *n > 0) {
            span.tally { (verdict_shape(verdict)) (n) " " (say.text(&session_says::verdict(verdict))) }
        }
    }
}

/// All verdicts of a side.
fn totals(is: &RangeReport, side: Side, say: Say) -> Markup {
    let sum = is.all().fold([0; 4], |sum: [u32; 4], (_, s)| {
        let [a, b, c, d] = sum;
        let [e, f, g, h] = counts(s, side);
        [a + e, b + f, c + g, d + h]
    });
    html! {
        @if sum.iter().any(|n| *n > 0) {
            div { h3 { (say.text(&session_says::side(side))) } p { (tally(sum, say)) } }
        }
    }
}

fn sessions_section(is: &RangeReport, say: Say) -> Markup {
    html! {
        section {
            h2 { (say.key("range-sessions-head")) }
            @if is.count() == 0 { p { (say.key("trend-none")) } }
            table.days {
                tbody {
                    @for (day, session) in is.all().take(MOST_ROWS) {
                        tr {
                            th scope="row" { (day.date) }
                            td {
                                @for side in [Side::Left, Side::Right, Side::Both] {
                                    @let counts = counts(session, side);
                                    @if counts.iter().any(|n| *n > 0) {
                                        div { span.quiet { (say.text(&session_says::side(side))) " " } (tally(counts, say)) }
                                    }
                                }
                                @if session.ending != Ending::Finished {
                                    div.quiet { (say.text(&session_says::ending(session.ending))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn raise_lines(checks: &ChecksScreen, say: Say) -> Vec<String> {
    checks.changes.iter().map(|(side, change)| say.text(&says::raise(*side, *change))).collect()
}

/// The leg raise, measured and typed, never mixed; and the lifts.
fn raise_section(checks: &ChecksScreen, say: Say) -> Markup {
    html! {
        section.screen {
            h2 { (say.key("raise-head")) }
            h3 { (say.key("raise-check-head")) }
            @for line in raise_lines(checks, say) { p.says { (line) } }
            dl.pairs {
                @for check in checks.checks.iter().take(20) {
                    div {
                        dt { (date::iso(check.raised)) " " (say.text(&session_says::side(check.side))) }
                        dd { (check.best_deg.map_or_else(super::say::dash, |e| say.estimate(e))) }
                    }
                }
            }
            p.quiet { (say.key("raise-means")) " " (say.key("raise-not")) }
            h3 { (say.key("raise-score-head")) }
            @if checks.scores.is_empty() { p { (say.key("score-none")) } }
            dl.pairs {
                @for score in checks.scores.iter().take(20) {
                    div { dt { (date::iso(score.scored)) } dd { (say.text(&says::score(score.side, score.score, score.by))) } }
                }
            }
            p.quiet { (say.key("score-means")) " " (say.key("score-not")) }
            h3 { (say.key("carry-head")) }
            p { (say.text(&says::carry_over(checks.carry_over))) }
            @if checks.lifts.is_empty() { p.quiet { (say.key("carry-none")) } }
            dl.pairs {
                @for note in checks.lifts.iter().take(20) {
                    @if let Some(lift) = note.lift {
                        div {
                            dt { (date::iso(note.written)) " " (say.text(&says::carry(lift, note.carry))) }
                            dd { (note.text) }
                        }
                    }
                }
            }
            p.quiet { (say.key("carry-means")) }
        }
    }
}

/// The same for the trainer's sheet: what changed, the newest scores, whether lifts may be asked about.
fn raise_short(checks: &ChecksScreen, say: Say) -> Markup {
    let newest = [Side::Left, Side::Right].map(|side| checks.scores.iter().find(|s| s.side == side));
    html! {
        div {
            h3 { (say.key("raise-head")) }
            @for line in raise_lines(checks, say) { p { (line) } }
            ul.facts {
                @for score in newest.into_iter().flatten() {
                    li { (date::iso(score.scored)) " " (say.text(&says::score(score.side, score.score, score.by))) }
                }
            }
            p { (say.text(&says::carry_over(checks.carry_over))) }
        }
    }
}
