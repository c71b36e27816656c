//! What happened in words, and one thing to do next (LOOK, *voice*).
//!
//! In: a session. Out: a [`Headline`]. Each side in a sentence of its own; the advice is about whatever stood most in the
//! way: pain, then a measurement that failed, then the weaker side, then the breath.

use super::says::{self, case, name};
use super::{Ending, SessionRecord};
use crate::motion::{BreathVerdict, Reason, RepRecord, Verdict};
use crate::timeline::Side;
use crate::words::Text;
use serde::{Deserialize, Serialize};

/// What stands at the top.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Headline {
    /// What happened.
    pub what: Vec<Text>,
    /// What to do next.
    pub next: Text,
}

/// Reps of one side by verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    /// Which leg.
    pub side: Side,
    /// How many were done.
    pub of: u16,
    /// How many stayed in the band.
    pub steady: u16,
    /// How many left the first bound.
    pub drifting: u16,
    /// How many left the second.
    pub lost: u16,
    /// How many could not be told.
    pub unclear: u16,
    /// Middle one of the moments of loss, seconds into the rep.
    pub loss_s: Option<f64>,
    /// Why reps could not be told: the reason given most often.
    pub why_unclear: Option<Reason>,
}

/// The reps that count: of each key the last attempt, in order.
pub fn counting(session: &SessionRecord) -> Vec<&RepRecord> {
    let judged = || session.reps.iter().filter(|r| r.block.is_judged());
    judged()
        .enumerate()
        .filter(|(i, r)| !judged().skip(i + 1).any(|later| later.key == r.key))
        .map(|(_, r)| r)
        .collect()
}

/// The sides that have reps, left first.
pub fn tallies(reps: &[&RepRecord]) -> Vec<Tally> {
    [Side::Left, Side::Right, Side::Both].into_iter().filter_map(|side| tally(side, reps)).collect()
}

fn tally(side: Side, reps: &[&RepRecord]) -> Option<Tally> {
    let own: Vec<_> = reps.iter().filter(|r| r.key.side == side).collect();
    let count = |v: Verdict| u16::try_from(own.iter().filter(|r| r.verdict == v).count()).unwrap_or(u16::MAX);
    let moved = |r: &&&&RepRecord| matches!(r.verdict, Verdict::Drifting | Verdict::Lost);
    let mut moments: Vec<f64> =
        own.iter().filter(moved).filter_map(|r| r.moment_of_loss_s).filter(|s| s.is_finite()).collect();
    moments.sort_by(f64::total_cmp);
    let unclear = own.iter().filter(|r| r.verdict == Verdict::Unclear);
    let whys: Vec<Reason> = unclear.filter_map(|r| r.reasons.first().copied()).collect();
    let often = |why: &Reason| whys.iter().filter(|w| *w == why).count();
    (!own.is_empty()).then(|| Tally {
        side,
        of: u16::try_from(own.len()).unwrap_or(u16::MAX),
        steady: count(Verdict::Steady),
        drifting: count(Verdict::Drifting),
        lost: count(Verdict::Lost),
        unclear: count(Verdict::Unclear),
        loss_s: moments.get(moments.len() / 2).copied(),
        why_unclear: whys.iter().copied().max_by_key(often),
    })
}

/// The headline of `session`.
pub fn headline(session: &SessionRecord) -> Headline {
    let reps = counting(session);
    let sides = tallies(&reps);
    if session.ending == Ending::Pain {
        let mut what = vec![Text::new("report-stopped-for-pain")];
        what.extend(results(&sides, session));
        return Headline { what, next: Text::new("report-next-pain") };
    }
    if sides.iter().all(|t| t.unclear == t.of) {
        return nothing_judged(session, &sides);
    }
    Headline { what: results(&sides, session), next: next(&sides, &reps) }
}

/// No verdict at all: that there is none, why, and what would give one.
fn nothing_judged(session: &SessionRecord, sides: &[Tally]) -> Headline {
    let fault = session.reference.as_ref().and_then(|r| r.fault);
    let why = sides.iter().max_by_key(|t| t.unclear).and_then(|t| t.why_unclear);
    let mut what = vec![Text::new("report-nothing-judged")];
    if sides.is_empty() {
        what.push(Text::new(match session.ending {
            Ending::Interrupted => "report-interrupted-before-reps",
            Ending::Finished | Ending::Stopped | Ending::Pain => "report-no-reps",
        }));
    }
    // A reference that was refused is behind whatever the reps say.
    let (because, next) = match (fault, why) {
        (Some(fault), _) => {
            (Some(Text::new("report-why-fault").word("why", name(fault))), case("report-next-fault", fault))
        }
        (None, Some(why)) => {
            (Some(Text::new("report-why-unclear").word("why", name(why))), case("report-next-unclear", why))
        }
        (None, None) => (None, Text::new("report-next-again")),
    };
    what.extend(because);
    Headline { what, next }
}

/// All sides; what is true of both is said once.
fn results(sides: &[Tally], session: &SessionRecord) -> Vec<Text> {
    let mut said: Vec<Text> = Vec::new();
    for text in sides.iter().flat_map(|t| result(t, session)) {
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// One side in a sentence, and one more when some of its reps could not be told.
fn result(t: &Tally, session: &SessionRecord) -> Vec<Text> {
    let side = name(t.side);
    if t.unclear == t.of {
        let mut said = vec![Text::new("report-result-unclear").word("side", side).count("of", t.of)];
        said.extend(t.why_unclear.map(says::reason));
        return said;
    }
    let key = match (t.drifting, t.lost) {
        (0, 0) => "report-result-steady",
        (_, 0) => "report-result-drifted",
        (0, _) => "report-result-lost",
        (_, _) => "report-result-drifted-and-lost",
    };
    let tempo = session.routine.tempo;
    let (drop_s, breath) =
        if session.routine.reversed { (tempo.inhale_s, "inhale") } else { (tempo.exhale_s, "exhale") };
    let moment = match t.loss_s {
        Some(s) if s <= drop_s => "drop",
        Some(_) => "lift",
        None => "unknown",
    };
    let mut said = vec![
        Text::new(key)
            .word("side", side.clone())
            .count("of", t.of)
            .count("steady", t.steady)
            .count("drifting", t.drifting)
            .count("lost", t.lost)
            .word("moment", moment)
            .word("breath", breath)
            .number("seconds", t.loss_s.unwrap_or(0.0).round(), 0),
    ];
    if t.unclear > 0 {
        said.push(Text::new("report-result-some-unclear").word("side", side).count("unclear", t.unclear));
    }
    said
}

fn next(sides: &[Tally], reps: &[&RepRecord]) -> Text {
    let judged = |t: &Tally| t.of - t.unclear;
    let told: u16 = sides.iter().map(judged).sum();
    let untold: u16 = sides.iter().map(|t| t.unclear).sum();
    if told < untold {
        let why = sides.iter().max_by_key(|t| t.unclear).and_then(|t| t.why_unclear);
        return why.map_or_else(|| Text::new("report-next-again"), |w| case("report-next-unclear", w));
    }
    // A lost rep weighs two drifting ones; shares, because the sides may differ in reps.
    let badness = |t: &Tally| f64::from(t.drifting + 2 * t.lost) / f64::from(judged(t).max(1));
    let worst = sides.iter().max_by(|a, b| badness(a).total_cmp(&badness(b)));
    if let Some(worst) = worst.filter(|t| badness(t) > 0.0) {
        return Text::new("report-next-higher").word("side", name(worst.side));
    }
    let out_of_time =
        |r: &&&RepRecord| matches!(r.breath, BreathVerdict::Early | BreathVerdict::Late | BreathVerdict::Reversed);
    // Two reps out of time offer a slower or free pace (FIELD F8).
    if reps.iter().filter(out_of_time).count() >= 2 {
        return Text::new("report-next-slower");
    }
    Text::new("report-next-same")
}
