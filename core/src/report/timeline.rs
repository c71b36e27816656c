//! The timeline as a column of pictures, so that it stays legible on a phone.
//!
//! In: a session and its trace. Out: a section with a picture for each [`stretch`](super::stretch), drawn by
//! [`plot`](super::plot).

use super::plot::{Bands, Frame, NARROW, PlotWords, WIDE, clock, picture};
use super::say::Say;
use super::stretch::{About, MAX_STRETCH_S, Stretch, stretches};
use crate::motion::{RepRecord, Verdict};
use crate::session::headline::counting;
use crate::session::says::name;
use crate::session::{SessionRecord, Trace, TrackPoint, says};
use crate::timeline::{BlockKind, Side, Span};
use crate::words::Text;
use maud::{Markup, html};

/// Seconds a picture holds at least, so that a session of one rep does not fill a page with it.
const MIN_STRETCH_S: f64 = 40.0;

/// The section: introduction and pictures.
pub(super) fn section(session: &SessionRecord, trace: Option<&Trace>, say: Say) -> Markup {
    let reps = counting(session);
    let track = trace.map_or(&[][..], |t| &t.track);
    let stretches = stretches(&session.performed);
    let frame = frame(session, &stretches, track, say);
    html! {
        section {
            h2 { (say.key("report-timeline")) }
            @if stretches.is_empty() {
                p { (say.key("report-timeline-empty")) }
            } @else {
                p { (say.key("report-timeline-how")) " " (say.key(if track.is_empty() { "report-timeline-no-trace" } else { "report-timeline-lines" })) }
                div.stretches {
                    @for (about, stretch) in &stretches { (card(*about, stretch, &reps, track, session, &frame, say)) }
                }
            }
        }
    }
}

fn card(
    about: About,
    stretch: &Stretch<'_>,
    reps: &[&RepRecord],
    track: &[TrackPoint],
    session: &SessionRecord,
    frame: &Frame,
    say: Say,
) -> Markup {
    let inside = |span: Span| span.start >= stretch.span.start && span.start < stretch.span.end;
    let own: Vec<&RepRecord> = reps.iter().copied().filter(|r| inside(r.span)).collect();
    let events: Vec<_> = session
        .events
        .iter()
        .filter(|e| stretch.span.contains(e.at))
        .map(|e| (e.at, say.case("report-event", e.kind)))
        .collect();
    let title = match about {
        About::Reference => say.key("report-reference"),
        About::Between if stretch.cycles.iter().all(|c| c.block == BlockKind::Setup) => {
            say.text(&says::exercise(BlockKind::Setup))
        }
        About::Between => say.key("report-between"),
        About::Reps { block, .. } => {
            let side = stretch.cycles.first().map(|c| c.key.side);
            let alone = side.filter(|side| *side != Side::Both && stretch.cycles.iter().all(|c| c.key.side == *side));
            say.text(&alone.map_or_else(|| says::exercise(block), says::side))
        }
    };
    let from = clock(stretch.span.start, frame.zero);
    let to = clock(stretch.span.end, frame.zero);
    let mut desc = say.text(&Text::new("report-picture-desc").word("from", from.clone()).word("to", to.clone()));
    for rep in &own {
        desc.push(' ');
        desc.push_str(
            &say.text(
                &Text::new("report-picture-rep")
                    .word("side", name(rep.key.side))
                    .count("rep", rep.key.rep)
                    .word("verdict", say.text(&says::verdict(rep.verdict))),
            ),
        );
    }
    html! {
        figure.card {
            figcaption { strong { (title) } " " span.quiet { (from) "–" (to) } }
            @for canvas in [&WIDE, &NARROW] {
                (picture(canvas, stretch, &own, track, &events, frame, (&title, &desc)))
            }
        }
    }
}

fn frame(session: &SessionRecord, stretches: &[(About, Stretch<'_>)], track: &[TrackPoint], say: Say) -> Frame {
    let accepted = session.reference.as_ref().filter(|r| r.fault.is_none());
    let sane = |pair: [f64; 2]| pair.iter().all(|deg| deg.is_finite() && *deg > 0.0);
    let bands = accepted
        .filter(|r| sane(r.drifting_deg) && sane(r.lost_deg))
        .map(|r| Bands { drifting_deg: r.drifting_deg, lost_deg: r.lost_deg });
    let longest_s = stretches.iter().map(|(_, s)| s.span.length().s()).fold(0.0, f64::max);
    let held_deg = |s: &Stretch<'_>| {
        s.range_deg(track, bands.map(|b| b.lost_deg)).iter().map(|[low, high]| high - low).sum::<f64>()
    };
    let ends = |up, down| [say.key(up), say.key(down)];
    Frame {
        zero: session.started_at,
        width_s: longest_s.clamp(MIN_STRETCH_S, MAX_STRETCH_S),
        tallest_deg: stretches.iter().map(|(_, s)| held_deg(s)).fold(0.0, f64::max),
        bands,
        say,
        words: PlotWords {
            axes: [say.key("report-tilt"), say.key("report-roll")],
            ends: [ends("report-arch", "report-flatten"), ends("report-to-left", "report-to-right")],
            out: say.key("report-out"),
            inn: say.key("report-in"),
            setup: say.key("report-setup"),
            steady: say.text(&says::verdict(Verdict::Steady)),
            drifting: say.text(&says::verdict(Verdict::Drifting)),
            lost: say.text(&says::verdict(Verdict::Lost)),
        },
    }
}
