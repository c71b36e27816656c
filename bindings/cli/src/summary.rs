//! A saved session as text for the terminal.
//!
//! In: a [`SessionRecord`]. Out: lines: when and how it ended, each rep with its verdict, numbers and reasons, left apart
//! from right.

use crate::furniture::{self, Furniture, SHORT_ID, shape};
use crate::sentence;
use proximal_core::history::SessionSummary;
use proximal_core::motion::{Estimate, RepRecord, Verdict};
use proximal_core::session::{SessionRecord, Source, says};
use proximal_core::timeline::Side;
use proximal_core::words::Lang;
use std::fmt::Write as _;

/// Best first.
const VERDICTS: [Verdict; 4] = [Verdict::Steady, Verdict::Drifting, Verdict::Lost, Verdict::Unclear];

/// Writes `session` in `lang`, ending with a line end.
pub(crate) fn text(session: &SessionRecord, lang: Lang) -> String {
    let words = Furniture::new(lang);
    let mut out = String::new();
    let ending = sentence::written(&says::ending(session.ending), lang);
    line(&mut out, &format!("{} · {} · {ending}", session.routine.name, furniture::when(session.started)));
    line(&mut out, &format!("{} · {}", session.id, source(&session.source, words)));
    if let Some(reference) = &session.reference {
        line(&mut out, &sentence::written(&says::reference(reference.fault), lang));
    }
    let counting = counting(session);
    for side in [Side::Left, Side::Right, Side::Both] {
        let reps: Vec<&RepRecord> = counting.iter().copied().filter(|r| r.key.side == side).collect();
        if reps.is_empty() {
            continue;
        }
        line(&mut out, "");
        line(&mut out, &format!("{}: {}", sentence::written(&says::side(side), lang), tally(counts(&reps), lang)));
        for rep in reps {
            rep_lines(&mut out, rep, lang);
        }
    }
    if session.reps.is_empty() {
        line(&mut out, words.no_reps());
    }
    if !session.events.is_empty() {
        line(&mut out, "");
    }
    for event in &session.events {
        let at = furniture::clock((event.at - session.started_at).s());
        line(&mut out, &format!("{at}  {}", sentence::written(&says::event(event.kind), lang)));
    }
    out
}

/// Writes the list of sessions, a line each; the id is shown as far as it takes to name one.
pub(crate) fn list(entries: &[SessionSummary], lang: Lang) -> String {
    let mut out = String::new();
    let routine_width = entries.iter().map(|e| e.routine.chars().count()).max().unwrap_or(0);
    for entry in entries {
        let id = furniture::short(entry.id);
        let ending = sentence::written(&says::ending(entry.ending), lang);
        let when = furniture::when(entry.started);
        let routine = &entry.routine;
        line(&mut out, &format!("{id}  {when}  {routine:<routine_width$}  {ending}"));
        for (side, counts) in [(Side::Left, entry.left), (Side::Right, entry.right), (Side::Both, entry.both)] {
            let said = tally([counts.steady, counts.drifting, counts.lost, counts.unclear], lang);
            if !said.is_empty() {
                let side = sentence::written(&says::side(side), lang);
                line(&mut out, &format!("{:SHORT_ID$}  {side}: {said}", ""));
            }
        }
    }
    out
}

/// The reps that count: the last done attempt of each (SEAMS, *plan against performed*).
fn counting(session: &SessionRecord) -> Vec<&RepRecord> {
    let reps = session.reps.iter().enumerate();
    let last = reps.filter(|(i, rep)| !session.reps.iter().skip(i + 1).any(|later| later.key == rep.key));
    last.map(|(_, rep)| rep).collect()
}

/// How often each verdict was given: shape, word and number, the best first.
fn tally(counts: [u32; 4], lang: Lang) -> String {
    let said = VERDICTS.into_iter().zip(counts).filter(|(_, n)| *n > 0);
    let said = said.map(|(v, n)| format!("{} {n} {}", shape(v), sentence::written(&says::verdict(v), lang)));
    said.collect::<Vec<_>>().join("  ")
}

fn counts(reps: &[&RepRecord]) -> [u32; 4] {
    VERDICTS.map(|v| reps.iter().filter(|r| r.verdict == v).fold(0, |n, _| n + 1))
}

fn rep_lines(out: &mut String, rep: &RepRecord, lang: Lang) {
    let words = Furniture::new(lang);
    let [tilt, roll] = words.axes();
    let verdict = sentence::written(&says::verdict(rep.verdict), lang);
    let numbers =
        format!("{tilt} {}  {roll} {}", estimate(rep.tilt.peak_deg, words), estimate(rep.roll.peak_deg, words));
    let breath = sentence::written(&says::breath(rep.breath), lang);
    line(out, &format!("{:>3}  {} {verdict:<9} {numbers}  {breath}", rep.key.rep, shape(rep.verdict)));
    let reasons: Vec<String> = rep.reasons.iter().map(|r| sentence::written(&says::reason(*r), lang)).collect();
    if !reasons.is_empty() {
        line(out, &format!("       {}", reasons.join(" ")));
    }
}

/// A peak with the half width of the interval that holds it.
fn estimate(peak: Estimate, words: Furniture) -> String {
    let [low, high] = peak.ci95;
    format!("{} {}", words.degrees(peak.value), words.within((high - low).abs() / 2.0))
}

fn source(source: &Source, words: Furniture) -> String {
    match source {
        Source::Phone => words.phone().to_owned(),
        Source::Recording(name) => format!("{} {name}", words.recording()),
        Source::Simulated(seed) => format!("{} {seed}", words.simulated()),
    }
}

fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proximal_core::history::Counts;
    use proximal_core::motion::{AxisRecord, BreathVerdict, MotionEvent, MotionEventKind, Reason};
    use proximal_core::routine::{Routine, Tempo};
    use proximal_core::session::{Ending, SessionId};
    use proximal_core::time::{MonoTime, WallTime};
    use proximal_core::timeline::{BlockKind, Performed, RepKey, Span};

    fn rep(side: Side, verdict: Verdict, reasons: Vec<Reason>) -> RepRecord {
        let peak_deg = Estimate { value: -3.24, ci95: [-4.0, -2.4] };
        let axis = AxisRecord { peak_deg, drift_deg: peak_deg, wiggle_deg: 0.1, in_band: 0.5 };
        RepRecord {
            block: BlockKind::LegLower,
            key: RepKey { block_index: 2, set: 1, side, rep: 1 },
            attempt: 1,
            span: Span::from_s(80.0, 89.0),
            tilt: axis,
            roll: axis,
            creep_deg: None,
            moment_of_loss_s: None,
            stillness_ratio: None,
            verdict,
            reasons: reasons.into_iter().collect(),
            breath: BreathVerdict::Late,
        }
    }

    fn session(reps: Vec<RepRecord>) -> SessionRecord {
        SessionRecord {
            id: SessionId([7; 16]),
            started: WallTime { utc_ms: 1_763_852_400_000, offset_min: 60 },
            started_at: MonoTime::from_s(2.0),
            routine: Routine {
                schema: "proximal.routine/1".to_owned(),
                name: "leg-lowering".to_owned(),
                tempo: Tempo { exhale_s: 5.0, pause_s: 0.0, inhale_s: 4.0 },
                reversed: false,
                blocks: Vec::new(),
            },
            first_side: Side::Left,
            ending: Ending::Interrupted,
            source: Source::Recording("belly.csv".to_owned()),
            performed: Performed::default(),
            reference: None,
            reps,
            events: vec![MotionEvent { at: MonoTime::from_s(92.0), kind: MotionEventKind::Slip }],
            pain_before: None,
            felt: None,
            pain_after: None,
        }
    }

    #[test]
    fn a_session_reads_as_what_happened_left_before_right() {
        let said = text(
            &session(vec![
                rep(Side::Right, Verdict::Lost, vec![Reason::TiltedBack, Reason::RolledLeft]),
                rep(Side::Left, Verdict::Steady, Vec::new()),
            ]),
            Lang::En,
        );
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!(lines[0], "leg-lowering · 2025-11-23 00:00 · Interrupted.");
        assert!(lines[1].ends_with("recording belly.csv"), "{said}");
        assert_eq!(lines[3], "Left: ● 1 steady");
        assert_eq!(lines[4], "  1  ● steady    tilt  −3.2° ±0.8°  roll  −3.2° ±0.8°  Breath behind the tone.");
        assert_eq!(lines[6], "Right: ○ 1 lost");
        assert_eq!(lines[8], "       The pelvis tilted back (flatten). The pelvis rolled to the left.");
        assert_eq!(lines.last(), Some(&"  1:30.0  The phone slipped."));
    }

    #[test]
    fn a_rep_done_again_counts_once_as_it_went_the_last_time() {
        let again = RepRecord { attempt: 2, ..rep(Side::Left, Verdict::Steady, Vec::new()) };
        let said = text(&session(vec![rep(Side::Left, Verdict::Lost, Vec::new()), again]), Lang::En);
        assert!(said.contains("Left: ● 1 steady") && !said.contains("lost"), "{said}");
    }

    #[test]
    fn the_list_tells_left_from_right_and_leaves_out_what_did_not_happen() {
        let unmeasured = SessionSummary {
            id: SessionId([7; 16]),
            started: WallTime { utc_ms: 1_763_852_400_000, offset_min: 60 },
            routine: "leg-lowering".to_owned(),
            ending: Ending::Finished,
            source: Source::Phone,
            left: Counts::default(),
            right: Counts::default(),
            both: Counts::default(),
        };
        let right = Counts { drifting: 2, lost: 3, ..Counts::default() };
        let entry = SessionSummary { left: Counts { steady: 5, ..Counts::default() }, right, ..unmeasured.clone() };
        assert_eq!(
            list(&[entry, unmeasured], Lang::En),
            "07070707-0707  2025-11-23 00:00  leg-lowering  Done to the end.\n               Left: ● 5 steady\n               \
             Right: ◐ 2 drifting  ○ 3 lost\n07070707-0707  2025-11-23 00:00  leg-lowering  Done to the end.\n"
        );
    }

    #[test]
    fn a_session_without_judged_reps_says_so() {
        assert!(text(&session(Vec::new()), Lang::De).contains("Keine Wiederholung wurde beurteilt."));
    }
}
