//! The snapshot: what a screen needs, already decided.
//!
//! In: a session and the instant. Out: [`Snapshot`]. The screen draws it and computes nothing.

use super::felt::{Felt, Place};
use super::headline::{counting, headline, tallies};
use super::io::{Answer, Ask, Choice, Chosen, Command, PelvisView, PhaseView, RepChip, ResultView, Snapshot, State};
use super::machine::{Session, Stage};
use super::says;
use super::setup::Held;
use crate::motion::RepRecord;
use crate::routine::Block;
use crate::time::{MonoTime, Nanos};
use crate::timeline::{BlockKind, PhaseKind};

/// A moment of loss that is later by less may be chance, seconds: it is read off a track that strays by half a degree.
const LONGER_S: f64 = 1.0;

pub(super) fn snapshot(session: &Session, now: MonoTime) -> Snapshot {
    let plan = &session.plan;
    let state = session.stage.state();
    let phase = phase(session, now);
    let headline = match session.stage {
        Stage::Running { index, .. } => plan
            .phases()
            .get(index)
            .map_or_else(|| says::state(state), |p| says::phase(p.kind, p.block, plan.is_drop(index))),
        Stage::Signs { .. } => says::phase(PhaseKind::Signs, BlockKind::Setup, false),
        Stage::CountIn { index, .. } => {
            plan.phases().get(index).map_or_else(|| says::state(state), |p| says::exercise(p.block))
        }
        _ => says::state(state),
    };
    let placement = session.tracker.placement();
    let felt = state == State::Felt;
    let message = session.message.clone().or_else(|| (state == State::Placing).then(|| says::placement(placement)));
    Snapshot {
        at: now,
        state,
        headline,
        message,
        placement,
        phase,
        progress: progress(session, now),
        pelvis: pelvis(session),
        // What was felt is told before what was measured is shown (FIELD F31).
        reps: if felt { Vec::new() } else { session.record.reps.iter().map(chip).collect() },
        ask: ask(session, state),
        result: matches!(state, State::Result | State::PainCheck).then(|| result(session)),
    }
}

/// What is asked in `state`, and what can be answered.
fn ask(session: &Session, state: State) -> Option<Ask> {
    let answer = |a| Chosen::Answer(a);
    let all = match state {
        State::Lifted => vec![answer(Answer::Pain(true)), answer(Answer::Pain(false))],
        State::PainCheck => vec![answer(Answer::Pain(false)), answer(Answer::Pain(true))],
        State::Felt => {
            let places = Place::ALL.into_iter().map(Chosen::Place);
            // Depth is not seen (FIELD F27); a heel that slides or a knee that falls out has a whole way and no landmark.
            let has_depth = |b: &Block| b.landmark.is_some() || b.exercise.is_judged() && !b.exercise.lowers_a_leg();
            let asked = session.setup.routine.blocks.iter().any(has_depth);
            let felt = |to_landmark| answer(Answer::Felt(Felt { to_landmark, ..Felt::default() }));
            let depth = [Some(true), Some(false)].into_iter().filter(|_| asked).map(felt);
            places.chain(depth).chain([Chosen::Command(Command::Skip)]).collect()
        }
        _ if session.pace.offered => {
            [Command::Slower, Command::FreePace, Command::KeepPace].map(Chosen::Command).to_vec()
        }
        _ => return None,
    };
    let question = if matches!(state, State::Lifted | State::PainCheck | State::Felt) {
        says::question(state)
    } else {
        says::pace_offer()
    };
    let choices = all.into_iter().map(|does| Choice { text: says::choice(does), does }).collect();
    let reps = (state == State::Felt).then(|| u16::try_from(session.reps_done()).unwrap_or(u16::MAX));
    Some(Ask { question, choices, reps })
}

/// The result in words; praise only of what held longer (FIELD F18: never of pain or speed).
fn result(session: &Session) -> ResultView {
    let record = session.record();
    let told = headline(&record);
    let sides = tallies(&counting(&record));
    let longer = |held: &Held| {
        let now = sides.iter().find(|t| t.side == held.side && t.of > t.unclear)?;
        let by_s = now.loss_s? - held.loss_s;
        (by_s >= LONGER_S).then(|| says::held_longer(held.side, by_s))
    };
    // Told now, when the phone can be laid otherwise; in the session it would only disturb.
    let mislaid = record.reference.as_ref().filter(|r| r.fault.is_none()).and_then(says::mislaid);
    let what = told.what.into_iter().chain(mislaid).collect();
    ResultView { what, longer: session.setup.before.iter().find_map(longer), next: told.next }
}

fn chip(rep: &RepRecord) -> RepChip {
    RepChip { side: rep.key.side, rep: rep.key.rep, verdict: rep.verdict }
}

fn phase(session: &Session, now: MonoTime) -> Option<PhaseView> {
    let plan = &session.plan;
    let Stage::Running { index, started, .. } = session.stage else { return None };
    let phase = plan.phases().get(index)?;
    let done = (now - started).s();
    let length = phase.length.s();
    Some(PhaseView {
        kind: phase.kind,
        block: phase.block,
        side: phase.key.side,
        rep: phase.key.rep,
        reps: plan.reps_beside(phase),
        progress: (done / length).clamp(0.0, 1.0),
        left_s: (length - done).max(0.0),
    })
}

/// Share of the plan's time that is over.
fn progress(session: &Session, now: MonoTime) -> f64 {
    let plan = &session.plan;
    let until = |index: usize| plan.phases().iter().take(index).fold(Nanos(0), |sum, p| sum + p.length);
    let done = match session.stage {
        Stage::Idle | Stage::Placing { .. } => Nanos(0),
        Stage::CountIn { index, .. } | Stage::Paused { index, .. } | Stage::Signs { back: index, .. } => until(index),
        Stage::Running { index, started, .. } => until(index) + (now - started),
        Stage::Closing { .. } | Stage::Felt | Stage::Result | Stage::PainCheck | Stage::Done => plan.length(),
    };
    (done.s() / plan.length().s().max(1e-9)).clamp(0.0, 1.0)
}

fn pelvis(session: &Session) -> Option<PelvisView> {
    let live = session.live?;
    let [drifting_deg, lost_deg] = session.tracker.bands_deg()?;
    Some(PelvisView { tilt_deg: live.tilt_deg, roll_deg: live.roll_deg, drifting_deg, lost_deg, band: live.band })
}
