//! The parts of the page that are mostly words: reference, exercise, what the words mean, how sure the numbers are.
//!
//! In: a session. Out: sections of the page.

use super::say::{Say, shortest};
use crate::guide::drawing;
use crate::motion::Verdict;
use crate::routine::{Block, pose};
use crate::session::{SessionRecord, says};
use crate::timeline::BlockKind;
use crate::words::Text;
use maud::{Markup, html};

/// What the reference taught, or why it was refused.
pub(super) fn reference(session: &SessionRecord, say: Say) -> Markup {
    html! {
        section {
            h2 { (say.key("report-reference")) }
            @match &session.reference {
                None => { p { (say.key("report-reference-none")) } }
                Some(r) => {
                    p { (match r.fault {
                        None => say.text(&Text::new("report-reference-accepted").count("breaths", r.breaths)),
                        Some(fault) => say.text(&says::reference(Some(fault))),
                    }) }
                    @if let Some(mislaid) = says::mislaid(r) { p { (say.text(&mislaid)) } }
                    @let [tilt, roll] = r.spread_deg;
                    dl.pairs {
                        div { dt { (say.key("report-breath-depth")) } dd { (say.degrees(r.depth_deg)) } }
                        div { dt { (say.key("report-spread-tilt")) } dd { (say.degrees(tilt)) } }
                        div { dt { (say.key("report-spread-roll")) } dd { (say.degrees(roll)) } }
                        div { dt { (say.key("report-delay")) } dd { (say.seconds(r.delay_s)) } }
                        @if let Some(askew) = r.askew_deg {
                            div { dt { (say.key("report-askew")) } dd { (say.estimate(askew)) } }
                        }
                        @if r.fault.is_none() {
                            div { dt { (say.key("report-drifts-from")) } dd { (bounds(r.drifting_deg, say)) } }
                            div { dt { (say.key("report-lost-from")) } dd { (bounds(r.lost_deg, say)) } }
                        }
                    }
                }
            }
        }
    }
}

/// Bounds of tilt and roll; once where they are one.
fn bounds([tilt, roll]: [f64; 2], say: Say) -> String {
    let (tilt, roll) = (say.degrees(tilt), say.degrees(roll));
    if tilt == roll { tilt } else { say.text(&Text::new("report-bounds").word("tilt", tilt).word("roll", roll)) }
}

/// What a block asks for: exercise, variant, other leg, reps.
pub(super) fn block_line(block: &Block, say: Say) -> String {
    let sides = if block.sides.is_one() { "both" } else { "each" };
    let reps = Text::new("report-reps-planned").word("sides", sides).count("reps", block.reps);
    let mut parts = vec![say.text(&says::exercise(block.exercise))];
    parts.extend(block.variant.map(|v| say.text(&says::variant(v))));
    parts.extend(block.other_leg.map(|o| say.text(&says::other_leg(o))));
    parts.push(say.text(&reps));
    parts.join(" · ")
}

/// The pace of a breath and which half the leg drops on.
pub(super) fn tempo_line(session: &SessionRecord) -> Text {
    let tempo = session.routine.tempo;
    Text::new("report-tempo")
        .word("drop", if session.routine.reversed { "inhale" } else { "exhale" })
        .number("exhale", tempo.exhale_s, shortest(tempo.exhale_s))
        .number("inhale", tempo.inhale_s, shortest(tempo.inhale_s))
}

/// The line figure of each exercise of the routine.
pub(super) fn exercises(session: &SessionRecord, say: Say) -> Markup {
    let blocks = session.routine.blocks.iter();
    let figures: Vec<_> =
        blocks.filter_map(|b| Some((b, pose::keyframes(b)?))).map(|(b, frames)| (caption(b, say), frames)).collect();
    html! {
        @if !figures.is_empty() {
            section {
                h2 { (say.key("report-exercise")) }
                div.figures {
                    @for (caption, frames) in &figures {
                        figure.card {
                            (drawing(frames, caption, say.0, false))
                            figcaption { (caption) }
                        }
                    }
                }
            }
        }
    }
}

fn caption(block: &Block, say: Say) -> String {
    if block.exercise == BlockKind::Deadbug {
        return say.text(&Text::new("report-hold-line").count("reps", block.reps));
    }
    block_line(block, say)
}

/// Terms and their sentences.
const MEANINGS: [(&str, &str); 7] = [
    ("report-word-tilt", "report-means-tilt"),
    ("report-word-roll", "report-means-roll"),
    ("report-word-band", "report-means-band"),
    ("report-word-drift", "report-means-drift"),
    ("report-word-creep", "report-means-creep"),
    ("report-word-moment", "report-means-moment"),
    ("report-word-breath", "report-means-breath"),
];

/// The terms, one sentence each.
pub(super) fn words(say: Say) -> Markup {
    html! {
        section {
            h2 { (say.key("report-meanings")) }
            dl.meanings {
                @for verdict in [Verdict::Steady, Verdict::Drifting, Verdict::Lost, Verdict::Unclear] {
                    div {
                        dt { (say.text(&says::verdict(verdict))) }
                        dd { (say.text(&says::verdict_means(verdict))) }
                    }
                }
                @for (word, means) in MEANINGS { div { dt { (say.key(word)) } dd { (say.key(means)) } } }
            }
        }
    }
}

/// What the numbers were tried on, and what they cannot say (FIELD F4, F5, F6, F19, F22, F27).
pub(super) fn how_sure(say: Say) -> Markup {
    html! {
        section {
            h2 { (say.key("report-how-sure")) }
            ul.doubts {
                @for key in [
                    "report-sure-tried", "report-sure-resolution", "report-sure-interval", "report-sure-roll",
                    "report-sure-sessions", "report-sure-breath", "report-sure-depth",
                ] { li { (say.key(key)) } }
            }
            p { strong { (say.key("safety-aid")) } " " (say.key("safety-stop")) }
        }
    }
}
