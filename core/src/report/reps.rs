//! The reps three ways: as chips left beside right, as a summary of the sides, as a table of numbers.
//!
//! In: the reps that count. Out: sections of the page.

use super::chip::chip;
use super::say::{Say, dash};
use crate::motion::{AxisRecord, Estimate, RepRecord, Verdict};
use crate::session::headline::Tally;
use crate::session::says;
use crate::session::says::name;
use crate::words::Text;
use maud::{Markup, html};

/// Verdict chips with their reasons, left beside right.
pub(super) fn chips(reps: &[&RepRecord], sides: &[Tally], say: Say) -> Markup {
    html! {
        section {
            h2 { (say.key("report-reps")) }
            @if sides.is_empty() { p { (say.key("report-reps-none")) } }
            div.sides {
                @for tally in sides {
                    div {
                        h3 { (say.text(&says::side(tally.side))) }
                        ol.chips {
                            @for rep in reps.iter().filter(|r| r.key.side == tally.side) { li { (verdict(rep, say)) } }
                        }
                    }
                }
            }
        }
    }
}

fn verdict(rep: &RepRecord, say: Say) -> Markup {
    let reasons: Vec<String> = rep.reasons.iter().map(|r| say.text(&says::reason(*r))).collect();
    html! {
        span.n { (rep.key.rep) }
        (chip(rep))
        span {
            strong class=(name(rep.verdict)) { (say.text(&says::verdict(rep.verdict))) }
            @if !reasons.is_empty() { span.why { (reasons.join(" ")) } }
        }
    }
}

/// What a line of the summary picks from the reps of a side.
type Farthest = fn(&[&RepRecord]) -> Option<Estimate>;

/// One line per measure, the sides beside each other.
pub(super) fn summary(reps: &[&RepRecord], sides: &[Tally], say: Say) -> Markup {
    let own = |t: &Tally| reps.iter().copied().filter(|r| r.key.side == t.side).collect::<Vec<_>>();
    let rows: [(&'static str, Farthest); 4] = [
        ("report-largest-tilt", |own| farthest(own, |r| Some(r.tilt.peak_deg))),
        ("report-largest-roll", |own| farthest(own, |r| Some(r.roll.peak_deg))),
        ("report-largest-drift", |own| farthest(own, |r| Some(r.tilt.drift_deg))),
        ("report-largest-creep", |own| farthest(own, |r| r.creep_deg)),
    ];
    html! {
        @if sides.iter().any(|t| t.unclear < t.of) {
            section {
                h2 { (say.key(if sides.len() > 1 { "report-left-beside-right" } else { "report-one-side" })) }
                p.quiet { (say.key("report-less-is-steadier")) }
                table.summary {
                    thead { tr {
                        td {}
                        @for t in sides { th scope="col" { (say.text(&says::side(t.side))) } }
                    } }
                    tbody {
                        tr {
                            th scope="row" { (say.text(&says::verdict(Verdict::Steady))) }
                            @for t in sides {
                                td { (say.text(&Text::new("report-n-of").count("n", t.steady).count("of", t.of - t.unclear))) }
                            }
                        }
                        @for (key, of) in &rows {
                            tr {
                                th scope="row" { (say.key(key)) }
                                @for t in sides { td { (of(&own(t)).map_or_else(dash, |e| say.estimate(e))) } }
                            }
                        }
                        tr {
                            th scope="row" { (say.key("report-moment-of-loss")) }
                            @for t in sides { td { (t.loss_s.map_or_else(dash, |s| say.seconds(s))) } }
                        }
                    }
                }
                @if sides.iter().any(|t| t.unclear > 0) { p.quiet { (say.key("report-unclear-left-out")) } }
            }
        }
    }
}

/// The estimate farthest from zero among the judged reps; an unclear one proves nothing.
fn farthest(reps: &[&RepRecord], of: impl Fn(&RepRecord) -> Option<Estimate>) -> Option<Estimate> {
    let judged = reps.iter().filter(|r| r.verdict != Verdict::Unclear);
    let finite = judged.filter_map(|r| of(r)).filter(|e| e.value.is_finite());
    finite.max_by(|a, b| a.value.abs().total_cmp(&b.value.abs()))
}

/// Every rep with its numbers.
pub(super) fn table(reps: &[&RepRecord], say: Say) -> Markup {
    let heads = [
        "report-rep",
        "report-verdict-head",
        "report-peak-tilt",
        "report-peak-roll",
        "report-drift",
        "report-creep",
        "report-moment-of-loss",
        "report-breath-head",
    ]
    .map(|key| say.key(key));
    let peak = |axis: &AxisRecord| say.estimate(axis.peak_deg);
    html! {
        @if !reps.is_empty() {
            section {
                h2 { (say.key("report-numbers")) }
                p.quiet { (say.key("report-numbers-how")) }
                table.reps {
                    thead { tr { @for head in &heads { th scope="col" { (head) } } } }
                    tbody {
                        @for rep in reps {
                            @let cells = [
                                say.text(&says::verdict(rep.verdict)),
                                peak(&rep.tilt),
                                peak(&rep.roll),
                                say.estimate(rep.tilt.drift_deg),
                                rep.creep_deg.map_or_else(dash, |e| say.estimate(e)),
                                rep.moment_of_loss_s.map_or_else(dash, |s| say.seconds(s)),
                                say.case("report-breath", rep.breath),
                            ];
                            tr {
                                th scope="row" {
                                    (chip(rep)) (say.text(&says::side(rep.key.side))) " " (rep.key.rep)
                                }
                                @for (head, cell) in heads.iter().skip(1).zip(cells) { td data-label=(head) { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
