//! The timeline as a column of pictures, so that it stays legible on a phone.
//!
//! In: a session and its trace. Out: stretches of up to a minute, each a reference, a change of posture or a run of
//! reps, drawn by [`plot`](super::plot).

use super::headline::counting;
use super::plot::{Bands, Frame, NARROW, PlotWords, Stretch, WIDE, clock, picture};
use super::say::{Say, name};
use crate::motion::{RepRecord, Verdict};
use crate::session::{SessionRecord, Trace, TrackPoint, says};
use crate::timeline::{BlockKind, Cycle, Performed, Span};
use crate::words::Text;
use maud::{Markup, html};

/// Past this a picture would show a slip and nothing else; the line leaves the panel.
const MAX_RANGE_DEG: f64 = 16.0;
/// Seconds a picture may hold: six reps at the default pace (FIELD F8), still readable on a phone.
const MAX_STRETCH_S: f64 = 60.0;
/// Seconds a picture holds at least, so that a session of one rep does not fill a page with it.
const MIN_STRETCH_S: f64 = 40.0;
/// Where lost begins when no reference says otherwise (FIELD F5).
const LOST_DEG: f64 = 5.0;

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
        block => About::Reps { block, block_index: cycle.key.block_index, set: cycle.key.set },
    }
}

/// Whether `next` belongs with the cycles of `run`: the same thing and, where one side has been doing rep after rep,
/// the same side. Sides that take turns stay together. A recording has no routine that would say which it is.
fn joins(run: &[Cycle<'_>], next: &Cycle<'_>) -> bool {
    let Some((first, last)) = run.first().zip(run.last()) else { return false };
    let held = first.key.rep != last.key.rep && run.iter().all(|c| c.key.side == first.key.side);
    about(first) == about(next) && !(held && next.key.side != first.key.side)
}

/// Consecutive cycles about one thing, in as few pictures of equal length as hold them.
fn stretches(performed: &Performed) -> Vec<(About, Stretch<'_>)> {
    let mut runs: Vec<Vec<Cycle<'_>>> = Vec::new();
    for cycle in performed.cycles() {
        match runs.last_mut() {
            Some(run) if joins(run, &cycle) => run.push(cycle),
            _ => runs.push(vec![cycle]),
        }
    }
    let mut all = Vec::new();
    for run in runs {
        let length_s: f64 = run.iter().map(|c| c.span.length().s()).sum();
        let pictures = libm::ceil(length_s / MAX_STRETCH_S).max(1.0);
        let cycles_each = libm::ceil(run.len() as f64 / pictures);
        let mut open: Option<(About, Stretch<'_>)> = None;
        for cycle in run {
            let fits = |s: &Stretch<'_>| {
                (s.cycles.len() as f64) < cycles_each && (cycle.span.end - s.span.start).s() <= MAX_STRETCH_S
            };
            match &mut open {
                Some((_, stretch)) if fits(stretch) => {
                    stretch.span.end = cycle.span.end;
                    stretch.cycles.push(cycle);
                }
                _ => {
                    let next = (about(&cycle), Stretch { span: cycle.span, cycles: vec![cycle] });
                    all.extend(open.replace(next));
                }
            }
        }
        all.extend(open);
    }
    // Posture alone says nothing about the pelvis; it is drawn with the breaths that follow it.
    let says_something = |s: &Stretch<'_>| s.cycles.iter().any(|c| c.block != BlockKind::Setup);
    if all.iter().any(|(_, s)| says_something(s)) {
        all.retain(|(_, s)| says_something(s));
    }
    all
}

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
            let alone = side.filter(|side| stretch.cycles.iter().all(|c| c.key.side == *side));
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
    let ends = |up, down| [say.key(up), say.key(down)];
    Frame {
        zero: session.started_at,
        width_s: longest_s.clamp(MIN_STRETCH_S, MAX_STRETCH_S),
        range_deg: range_deg(stretches, track, bands.as_ref()),
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

/// Lowest and highest degree shown, tilt and roll: what the lines pass, at least the bounds of lost on both sides.
fn range_deg(stretches: &[(About, Stretch<'_>)], track: &[TrackPoint], bands: Option<&Bands>) -> [[f64; 2]; 2] {
    let [tilt, roll] = bands.map_or([LOST_DEG; 2], |b| b.lost_deg).map(|lost| [-lost * 1.15, lost * 1.15]);
    let farther = |[low, high]: [f64; 2], deg: f64| {
        let deg = if deg.is_finite() { (deg * 1.05).clamp(-MAX_RANGE_DEG, MAX_RANGE_DEG) } else { 0.0 };
        [low.min(deg), high.max(deg)]
    };
    let passed = stretches.iter().flat_map(|(_, s)| s.passed(track));
    passed.fold([tilt, roll], |[tilt, roll], [t, r]| [farther(tilt, t), farther(roll, r)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MonoTime;
    use crate::timeline::{Outcome, PerformedPhase, PhaseKind, RepKey, Side};

    /// Reps of nine seconds, one after the other, on these sides.
    fn reps(sides: &[(Side, u16)], rep_s: f64) -> Performed {
        let mut performed = Performed::default();
        for (i, (side, rep)) in (0..).zip(sides) {
            let start = f64::from(i) * rep_s;
            let key = RepKey { block_index: 2, set: 1, side: *side, rep: *rep };
            let span = Span::from_s(start, start + rep_s);
            let phase = PerformedPhase {
                kind: PhaseKind::Exhale,
                block: BlockKind::LegLower,
                key,
                attempt: 1,
                span,
                outcome: Outcome::Done,
            };
            performed.push(phase).unwrap();
        }
        performed
    }

    fn taking_turns() -> Vec<(Side, u16)> {
        (1..=5).flat_map(|rep| [(Side::Left, rep), (Side::Right, rep)]).collect()
    }

    fn shape(performed: &Performed) -> Vec<String> {
        let letter = |side: Side| if side == Side::Left { 'L' } else { 'R' };
        let row = |s: &Stretch<'_>| s.cycles.iter().map(|c| format!("{}{}", letter(c.key.side), c.key.rep)).collect();
        stretches(performed)
            .iter()
            .map(|(_, s)| row(s))
            .collect::<Vec<Vec<String>>>()
            .iter()
            .map(|r| r.join(" "))
            .collect()
    }

    #[test]
    fn sides_that_take_turns_share_two_even_rows() {
        assert_eq!(shape(&reps(&taking_turns(), 9.0)), ["L1 R1 L2 R2 L3", "R3 L4 R4 L5 R5"]);
    }

    #[test]
    fn one_side_after_the_other_keeps_a_row_for_each() {
        let sides: Vec<_> = [Side::Left, Side::Right].into_iter().flat_map(|s| (1..=5).map(move |n| (s, n))).collect();
        assert_eq!(shape(&reps(&sides, 9.0)), ["L1 L2 L3 L4 L5", "R1 R2 R3 R4 R5"]);
    }

    #[test]
    fn no_row_holds_more_than_a_minute_and_no_rep_is_lost() {
        for rep_s in [4.0, 6.0, 9.0, 11.0, 19.0, 31.0, 90.0] {
            let performed = reps(&taking_turns(), rep_s);
            let all = stretches(&performed);
            assert_eq!(all.iter().map(|(_, s)| s.cycles.len()).sum::<usize>(), 10);
            for (_, s) in &all {
                assert!(s.span.length().s() <= MAX_STRETCH_S || s.cycles.len() == 1, "{rep_s}");
            }
        }
    }

    #[test]
    fn another_set_begins_another_row() {
        let mut performed = reps(&[(Side::Left, 1), (Side::Right, 1)], 9.0);
        let mut next = performed.phases()[1].clone();
        (next.key.set, next.span) = (2, Span::from_s(18.0, 27.0));
        performed.push(next).unwrap();
        assert_eq!(shape(&performed), ["L1 R1", "R1"]);
    }

    #[test]
    fn what_is_small_is_shown_up_to_lost_and_what_is_wild_is_cut() {
        let performed = reps(&taking_turns(), 9.0);
        let all = stretches(&performed);
        let track = |deg: f64| {
            let point = |i: u32| TrackPoint {
                at: MonoTime::from_s(f64::from(i)),
                phone_deg: [0.0; 2],
                pelvis_deg: Some([deg, -0.1]),
            };
            (0..80).map(point).collect::<Vec<_>>()
        };
        let [tilt, roll] = range_deg(&all, &track(0.4), None);
        assert_eq!(tilt, roll);
        assert!(tilt[0] < -LOST_DEG && tilt[1] > LOST_DEG && tilt[1] < 1.3 * LOST_DEG, "{tilt:?}");
        let [tilt, roll] = range_deg(&all, &track(9.0), None);
        assert!(tilt[1] > 9.0 && tilt[0] > -1.3 * LOST_DEG && roll[1] < 1.3 * LOST_DEG, "{tilt:?} {roll:?}");
        let [tilt, _] = range_deg(&all, &track(1e6), None);
        assert!((tilt[1] - MAX_RANGE_DEG).abs() < 1e-9);
    }
}
