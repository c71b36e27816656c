//! The snapshot: what a screen needs, already decided.
//!
//! In: a session and the instant. Out: [`Snapshot`]. The screen draws it and computes nothing.

use super::io::{PelvisView, PhaseView, RepChip, Snapshot, State};
use super::machine::{Session, Stage};
use super::says;
use crate::motion::RepRecord;
use crate::time::{MonoTime, Nanos};

pub(super) fn snapshot(session: &Session, now: MonoTime) -> Snapshot {
    let plan = &session.setup.plan;
    let state = session.stage.state();
    let phase = phase(session, now);
    let headline = match session.stage {
        Stage::Running { index, .. } => plan
            .phases()
            .get(index)
            .map_or_else(|| says::state(state), |p| says::phase(p.kind, p.block, plan.is_drop(index))),
        Stage::CountIn { index, .. } => {
            plan.phases().get(index).map_or_else(|| says::state(state), |p| says::exercise(p.block))
        }
        _ => says::state(state),
    };
    let placement = session.tracker.placement();
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
        reps: session.record.reps.iter().map(chip).collect(),
    }
}

fn chip(rep: &RepRecord) -> RepChip {
    RepChip { side: rep.key.side, rep: rep.key.rep, verdict: rep.verdict }
}

fn phase(session: &Session, now: MonoTime) -> Option<PhaseView> {
    let plan = &session.setup.plan;
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
    let plan = &session.setup.plan;
    let until = |index: usize| plan.phases().iter().take(index).fold(Nanos(0), |sum, p| sum + p.length);
    let done = match session.stage {
        Stage::Idle | Stage::Placing { .. } => Nanos(0),
        Stage::CountIn { index, .. } | Stage::Paused { index } => until(index),
        Stage::Running { index, started, .. } => until(index) + (now - started),
        Stage::Closing { .. } | Stage::Done => plan.length(),
    };
    (done.s() / plan.length().s().max(1e-9)).clamp(0.0, 1.0)
}

fn pelvis(session: &Session) -> Option<PelvisView> {
    let live = session.live?;
    let [drifting_deg, lost_deg] = session.tracker.bands_deg()?;
    Some(PelvisView { tilt_deg: live.tilt_deg, roll_deg: live.roll_deg, drifting_deg, lost_deg, band: live.band })
}
