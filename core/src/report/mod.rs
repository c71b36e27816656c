//! A session, what a stretch of time tells, or a client's result, as one HTML file or one picture: words, inline SVG and
//! style, no script, no network.
//!
//! In: a [`SessionRecord`], its [`Trace`] where it was kept, what the screens of the history show, or a result; a language.
//! Out: [`session_html`], [`range_html`], [`trainer_html`], [`trend_svg`], [`client_html`]. Everything the user or a file
//! named is escaped by the template; every number shown is finite.

mod chip;
mod client;
mod curve;
mod date;
mod line;
mod plot;
mod prose;
mod range;
mod reps;
mod say;
mod stretch;
mod timeline;
mod trend;

pub use range::{RangeReport, range_html, trainer_html};
pub use trend::{felt_svg, gap_svg, trend_svg};

pub use client::client_html;

use crate::guide::FIGURE_STYLE;
use crate::session::{Ending, SessionRecord, Source, Trace, headline, says};
use crate::words::{Lang, Text};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use say::Say;

const STYLE: &str = include_str!("style.css");

/// The page of `session`; complete in itself, so that it can be mailed or printed.
pub fn session_html(session: &SessionRecord, trace: Option<&Trace>, lang: Lang) -> String {
    let say = Say(lang);
    let counting = headline::counting(session);
    let sides = headline::tallies(&counting);
    let date = say.text(&date::date(session.started));
    let title = format!("{} – {date}", say.key("report-title"));
    page(
        &title,
        say,
        &html! {
            (opening(session, &date, say))
            (reps::chips(&counting, &sides, say))
            (reps::summary(&counting, &sides, say))
            (timeline::section(session, trace, say))
            (prose::reference(session, say))
            (reps::table(&counting, say))
            (prose::exercises(session, say))
            (prose::words(say))
            (prose::how_sure(say))
        },
    )
}

/// A page with `main` in it: no script, no network.
fn page(title: &str, say: Say, main: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(says::name(say.0)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(FIGURE_STYLE)) }
            }
            body { main { (main) } }
        }
    };
    page.into_string()
}

/// What happened, what to do next, and what was done when.
fn opening(session: &SessionRecord, date: &str, say: Say) -> Markup {
    let head = headline::headline(session);
    html! {
        header {
            p.quiet { (date) }
            h1 { @for sentence in &head.what { span { (say.text(sentence)) } " " } }
            p.next { (say.text(&head.next)) }
            ul.facts {
                li { (say.text(&Text::new("report-routine").word("is", session.routine.name.clone()))) }
                @for block in session.routine.blocks.iter().filter(|b| b.exercise.is_judged()) {
                    li { (prose::block_line(block, say)) }
                }
                li { (say.text(&prose::tempo_line(session))) }
                @if session.ending != Ending::Finished { li { (say.text(&says::ending(session.ending))) } }
                li.source { (say.text(&source(&session.source))) }
            }
        }
    }
}

fn source(source: &Source) -> Text {
    match source {
        Source::Phone => Text::new("report-source-phone"),
        Source::Recording(file) => Text::new("report-source-recording").word("file", file.clone()),
        Source::Simulated(seed) => Text::new("report-source-simulated").word("seed", seed.to_string()),
    }
}

#[cfg(test)]
mod tests;
