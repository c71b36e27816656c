//! A saved session as text for the terminal.
//!
//! In: a [`SessionRecord`]. Out: lines: when and how it ended, each rep with its verdict, numbers and reasons, left apart
//! from right.

use crate::furniture::{Furniture, shape};
use crate::sentence;
use proximal_core::motion::{Estimate, RepRecord, Verdict};
use proximal_core::session::{SessionRecord, Source, says};
use proximal_core::timeline::Side;
use proximal_core::words::Lang;
use std::fmt::Write as _;

/// Writes `session` in `lang`, ending with a line end.
pub(crate) fn text(session: &SessionRecord, lang: Lang) -> String {
    let words = Furniture::new(lang);
    let mut out = String::new();
    let ending = sentence::written(&says::ending(session.ending), lang);
    line(&mut out, &format!("{} · {} · {ending}", session.routine.name, words.when(session.started)));
    line(&mut out, &format!("{} · {}", session.id, source(&session.source, words)));
    if let Some(reference) = &session.reference {
        line(&mut out, &sentence::written(&says::reference(reference.fault), lang));
    }
    for side in [Side::Left, Side::Right, Side::Both] {
        let reps: Vec<&RepRecord> = session.reps.iter().filter(|r| r.key.side == side).collect();
        if reps.is_empty() {
            continue;
        }
        line(&mut out, "");
        line(&mut out, &format!("{}: {}", sentence::written(&says::side(side), lang), counts(&reps, lang)));
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
        let at = words.clock((event.at - session.started_at).s());
        line(&mut out, &format!("{at}  {}", sentence::written(&says::event(event.kind), lang)));
    }
    out
}

/// How often each verdict was given: shape, word and number, the best first.
pub(crate) fn counts(reps: &[&RepRecord], lang: Lang) -> String {
    let verdicts = [Verdict::Steady, Verdict::Drifting, Verdict::Lost, Verdict::Unclear];
    let counted = verdicts.map(|v| (v, reps.iter().filter(|r| r.verdict == v).count()));
    let said = counted.iter().filter(|(_, n)| *n > 0);
    let said = said.map(|(v, n)| format!("{} {n} {}", shape(*v), sentence::written(&says::verdict(*v), lang)));
    said.collect::<Vec<_>>().join("  ")
}

fn rep_lines(out: &mut String, rep: &RepRecord, lang: Lang) {
    let words = Furniture::new(lang);
    let [tilt, roll] = words.axes();
    let verdict = sentence::written(&says::verdict(rep.verdict), lang);
    let numbers = format!(
        "{tilt} {}  {roll} {}",
        estimate(rep.tilt.peak_deg, words),
        estimate(rep.roll.peak_deg, words)
    );
    let breath = sentence::written(&says::breath(rep.breath), lang);
    line(out, &format!("{:>3}  {} {verdict:<9} {numbers}  {breath}", rep.key.rep, shape(rep.verdict)));
    for reason in &rep.reasons {
        line(out, &format!("       {}", sentence::written(&says::reason(*reason), lang)));
    }
}

/// A peak with the half width of the interval that holds it.
fn estimate(peak: Estimate, words: Furniture) -> String {
    let [low, high] = peak.ci95;
    format!("{} ±{}", words.degrees(peak.value), words.number((high - low).abs() / 2.0))
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
