//! One client's result as a page for their trainer (FIELD F35): what was done, in order; nobody is compared with anybody.
//!
//! In: a [`ClientResult`], a language. Out: one HTML page, complete in itself.

use super::STYLE;
use super::date::{self, iso};
use super::say::{Say, dash};
use crate::session::says;
use crate::trainer::{ClientResult, Done, Reps};
use crate::words::{Lang, Text};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The page of `result`.
pub fn client_html(result: &ClientResult, lang: Lang) -> String {
    let say = Say(lang);
    let title = say.text(&Text::new("client-title").word("name", result.client.clone()));
    let any_both = result.sessions.iter().any(|done| done.both != Reps::default());
    let page = html! {
        (DOCTYPE)
        html lang=(says::name(lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    header {
                        p.quiet { (say.text(&date::date(result.made))) }
                        h1 { (title) }
                        ul.facts { (facts(result, say)) }
                    }
                    @if result.sessions.is_empty() {
                        p { (say.key("client-none")) }
                    } @else {
                        (table(result, any_both, say))
                        p.quiet { (say.key("client-how-to-read")) }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn facts(result: &ClientResult, say: Say) -> Markup {
    let ends = result.sessions.first().zip(result.sessions.last());
    html! {
        @if let Some((first, last)) = ends {
            li { (say.text(&Text::new("client-span").word("from", iso(first.started)).word("to", iso(last.started)))) }
        }
        @if let Some(goal) = result.goal_a_week {
            li { (say.text(&Text::new("client-goal").count("goal", goal))) }
        }
        @if let Some((routine, made)) = &result.prescribed {
            li {
                (say.text(&Text::new("client-prescribed").word("routine", routine.clone()).word("date", iso(*made))))
            }
        }
    }
}

fn table(result: &ClientResult, any_both: bool, say: Say) -> Markup {
    html! {
        div.scroll {
            table {
                thead {
                    tr {
                        @for key in ["client-day", "client-routine", "client-left", "client-right"] { th { (say.key(key)) } }
                        @if any_both { th { (say.key("client-both")) } }
                        th { (say.key("client-felt")) }
                        th { (say.key("client-pain")) }
                    }
                }
                tbody { @for done in &result.sessions { (row(done, any_both, say)) } }
            }
        }
    }
}

fn row(done: &Done, any_both: bool, say: Say) -> Markup {
    let pain = match done.pain {
        Some(true) => say.key("client-yes"),
        Some(false) => say.key("client-no"),
        None => dash(),
    };
    html! {
        tr {
            th { (iso(done.started)) }
            td {
                (done.routine)
                @if !done.real { span.why { (say.key("client-simulated")) } }
                @if done.ending != crate::session::Ending::Finished { span.why { (say.text(&says::ending(done.ending))) } }
            }
            td { (reps(done.left, say)) }
            td { (reps(done.right, say)) }
            @if any_both { td { (reps(done.both, say)) } }
            td { @match done.felt_steady { Some(felt) => (felt), None => (dash()) } }
            td { (pain) }
        }
    }
}

/// "4 of 5 steady, 1 unclear".
fn reps(reps: Reps, say: Say) -> String {
    if reps == Reps::default() {
        return dash();
    }
    let steady = Text::new("client-steady-of").count("steady", reps.steady).count("judged", reps.judged());
    let mut all = say.text(&steady);
    if reps.unclear > 0 {
        all.push_str(&say.text(&Text::new("client-unclear").count("unclear", reps.unclear)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Ending;
    use crate::time::WallTime;

    #[test]
    fn a_page_tells_what_was_done_in_order_and_escapes_what_a_client_wrote() {
        let started = WallTime { utc_ms: 1_795_476_600_000, offset_min: 60 };
        let done = Done {
            started,
            routine: "leg-lowering".to_owned(),
            ending: Ending::Pain,
            real: true,
            variant: None,
            landmark: None,
            left: Reps { steady: 4, drifting: 1, ..Reps::default() },
            right: Reps { steady: 1, unclear: 2, ..Reps::default() },
            both: Reps::default(),
            felt_steady: None,
            pain: Some(true),
        };
        let result = ClientResult {
            schema: "proximal.result/1".to_owned(),
            client: "<b>Anna</b>".to_owned(),
            made: started,
            since_ms: 0,
            prescribed: Some(("leg-lowering".to_owned(), started)),
            goal_a_week: Some(3),
            sessions: vec![done],
        };
        let page = client_html(&result, Lang::En);
        for said in ["Results of &lt;b&gt;Anna", "2026-11-24", "4 of 5 steady", "1 of 1 steady, 2 unclear", "3 a week"]
        {
            assert!(page.contains(said), "{said}");
        }
        assert!(!page.contains("<script") && !page.contains("<b>Anna"));
        let nothing = client_html(&ClientResult { sessions: Vec::new(), ..result }, Lang::De);
        assert!(nothing.contains("Keine Einheiten."));
    }
}
