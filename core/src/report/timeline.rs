//! The timeline as a column of pictures, so that it stays legible on a phone.
//!
//! In: a session and its trace. Out: stretches of at most fifty seconds, each a reference, a change of posture or reps, drawn by [`plot`](super::plot).

use super::headline::counting;
use super::plot::{Bands, Frame, PlotWords, STRETCH_S, Stretch, clock, picture};
use super::say::{Say, name};
use crate::motion::{RepRecord, Verdict};
use crate::session::{SessionRecord, Trace, TrackPoint, says};
use crate::timeline::{BlockKind, Cycle, Side, Span};
use crate::words::Text;
use maud::{Markup, html};

/// Past this a picture would show a slip and nothing else; the line leaves the panel.
const MAX_RANGE_DEG: f64 = 16.0;

/// What a stretch is about; a new one begins where it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Reference,
    Between,
    Reps { block: BlockKind, block_index: u16, set: u16 },
}

fn about(cycle: &Cycle<'_>) -> About {
    match cycle.block {
        BlockKind::Deadbug => About::Reference,
        BlockKind::Setup | BlockKind::Settle => About::Between,
        // Sides that take turns share a picture; where one follows the other, a change of posture stands between.
        block => About::Reps { block, block_index: cycle.key.block_index, set: cycle.key.set },
    }
}

/// Consecutive cycles about one thing, cut where they grow too long for a picture.
fn stretches(session: &SessionRecord) -> Vec<(About, Stretch<'_>)> {
    let mut all: Vec<(About, Stretch<'_>)> = Vec::new();
    for cycle in session.performed.cycles() {
        let now = about(&cycle);
        match all.last_mut() {
            Some((before, open)) if *before == now && (cycle.span.end - open.span.start).s() <= STRETCH_S => {
                open.span.end = cycle.span.end;
                open.cycles.push(cycle);
            }
            _ => all.push((now, Stretch { span: cycle.span, cycles: vec![cycle] })),
        }
    }
    all
}

/// The section: introduction and pictures.
pub(super) fn section(session: &SessionRecord, trace: Option<&Trace>, say: Say) -> Markup {
    let reps = counting(session);
    let track = trace.map_or(&[][..], |t| &t.track);
    let frame = frame(session, track, say);
    let stretches = stretches(session);
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
        About::Reps { block, .. } => match own.first().filter(|f| own.iter().all(|r| r.key.side == f.key.side)) {
            Some(rep) if rep.key.side != Side::Both => say.text(&says::side(rep.key.side)),
            _ => say.text(&says::exercise(block)),
        },
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
            (picture(stretch, &own, track, &events, frame, (&title, &desc)))
        }
    }
}

fn frame(session: &SessionRecord, track: &[TrackPoint], say: Say) -> Frame {
    let accepted = session.reference.as_ref().filter(|r| r.fault.is_none());
    let sane = |pair: [f64; 2]| pair.iter().all(|deg| deg.is_finite() && *deg > 0.0);
    let bands = accepted
        .filter(|r| sane(r.drifting_deg) && sane(r.lost_deg))
        .map(|r| Bands { drifting_deg: r.drifting_deg, lost_deg: r.lost_deg });
    let shown = track.iter().flat_map(|p| p.pelvis_deg.into_iter().flatten().chain(p.phone_deg));
    let widest = shown.filter(|deg| deg.is_finite()).fold(0.0, |most: f64, deg| most.max(deg.abs()));
    let lost = bands.iter().flat_map(|b| b.lost_deg).fold(4.0, f64::max);
    let ends = |up, down| [say.key(up), say.key(down)];
    Frame {
        zero: session.started_at,
        range_deg: (widest * 1.08).clamp(lost * 1.5, MAX_RANGE_DEG.max(lost * 1.5)),
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
