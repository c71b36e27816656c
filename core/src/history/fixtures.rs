//! Records and traces for tests: every field used, no two values alike.

use super::env::Env;
use crate::motion::{
    AxisRecord, BreathVerdict, Estimate, Laid, Lies, MotionEvent, MotionEventKind, RaiseFault, RaiseTry, Reason,
    Reasons, ReferenceRecord, RepRecord, Verdict,
};
use crate::routine::{Block, Landmark, OtherLeg, Routine, SidePlan, Tempo, Variant};
use crate::session::{Ending, Felt, Place, SessionId, SessionRecord, Source, Trace, TraceSample, TrackPoint};
use crate::time::{MonoTime, WallTime};
use crate::timeline::{BlockKind, Outcome, Performed, PerformedPhase, PhaseKind, RepKey, Side, Span};

/// The `nr`th command of a test: a minute after the one before, with entropy of its own.
pub(crate) fn env(nr: u8) -> Env {
    let utc_ms = 1_764_000_000_000 + 60_000 * i64::from(nr);
    let mut entropy = [nr; 32];
    entropy.iter_mut().zip(1_u8..).for_each(|(byte, place)| *byte = byte.wrapping_mul(37).wrapping_add(place));
    Env { now: WallTime { utc_ms, offset_min: 60 }, entropy }
}

fn key(side: Side, rep: u16) -> RepKey {
    RepKey { block_index: 3, set: 1, side, rep }
}

fn rep(nth: u16, side: Side, verdict: Verdict) -> RepRecord {
    let x = f64::from(nth) + 0.1 + 0.2;
    let estimate = |value: f64| Estimate { value, ci95: [value - 0.7 / 3.0, value + 1.0 / 3.0] };
    let axis = |by: f64| AxisRecord {
        peak_deg: estimate(x * by),
        drift_deg: estimate(-x * by / 7.0),
        wiggle_deg: 0.03 * x,
        in_band: 1.0 / x,
    };
    let start_s = 60.0 + 9.0 * f64::from(nth);
    RepRecord {
        block: BlockKind::LegLower,
        key: key(side, nth / 2 + 1),
        attempt: 1 + nth % 2,
        span: Span::from_s(start_s, start_s + 9.0),
        tilt: axis(1.1),
        roll: axis(-0.3),
        creep_deg: (nth > 0).then(|| estimate(0.3 * x)),
        moment_of_loss_s: (verdict == Verdict::Lost).then_some(std::f64::consts::E),
        stillness_ratio: (nth > 1).then_some(x / 3.0),
        verdict,
        reasons: match verdict {
            Verdict::Steady => Reasons::new(),
            Verdict::Unclear => [Reason::Slipped, Reason::Gap].into_iter().collect(),
            Verdict::Drifting | Verdict::Lost => [Reason::TiltedForward].into_iter().collect(),
        },
        breath: if nth == 0 { BreathVerdict::CannotTell } else { BreathVerdict::InTime },
    }
}

/// A session of the command `env`: four reps, one of each verdict, left first.
pub(crate) fn record(env: &Env) -> SessionRecord {
    let phase = |nth: u16, kind, side| PerformedPhase {
        kind,
        block: BlockKind::LegLower,
        key: key(side, nth + 1),
        attempt: 1,
        span: Span::from_s(60.0 + 5.0 * f64::from(nth), 64.9 + 5.0 * f64::from(nth)),
        outcome: if nth == 1 { Outcome::Aborted } else { Outcome::Done },
    };
    let phases = vec![phase(0, PhaseKind::Exhale, Side::Left), phase(1, PhaseKind::Inhale, Side::Left)];
    SessionRecord {
        id: SessionId::new(env.now, &env.entropy),
        started: env.now,
        started_at: MonoTime(123_456_789_012_345),
        routine: Routine {
            schema: "proximal.routine/1".to_owned(),
            name: "leg-lowering".to_owned(),
            tempo: Tempo { exhale_s: 5.123_456_789_012_345, pause_s: 0.0, inhale_s: 0.1 + 0.2 + 4.0 },
            reversed: true,
            blocks: vec![Block {
                exercise: BlockKind::LegLower,
                reps: 5,
                sets: 1,
                sides: SidePlan::Alternating,
                variant: Some(Variant::KneeBreak),
                other_leg: Some(OtherLeg::Supported),
                landmark: Some(Landmark::Box),
                setup_s: 10.0 / 3.0,
                rest_s: 0.0,
                rest_before_s: 0.0,
                settling: 2,
            }],
        },
        first_side: Side::Left,
        ending: Ending::Stopped,
        source: Source::Simulated(u64::MAX),
        performed: Performed::from_phases(phases).unwrap(),
        reference: Some(ReferenceRecord {
            span: Span::from_s(10.0, 55.0),
            breaths: 5,
            tilt_zero_deg: 12.3,
            roll_zero_deg: -0.1 - 0.2,
            depth_deg: 2.0 / 3.0,
            spread_deg: [0.4, 0.1],
            delay_s: 0.35,
            drifting_deg: [2.5, 2.6],
            lost_deg: [5.0, 5.2],
            gyro_bias: Some([1e-3, -2e-4, 1.0 / 3e3]),
            fault: None,
            laid: Laid::CrosswiseRight,
            lies: Lies::Askew,
            askew_deg: Some(Estimate { value: 1.0 / 3.0 + 30.0, ci95: [10.0 / 3.0, 57.0] }),
        }),
        reps: vec![
            rep(0, Side::Left, Verdict::Steady),
            rep(1, Side::Right, Verdict::Lost),
            rep(2, Side::Left, Verdict::Drifting),
            rep(3, Side::Right, Verdict::Unclear),
        ],
        events: vec![MotionEvent { at: MonoTime::from_s(61.5), kind: MotionEventKind::HeelDown }],
        pain_before: Some(false),
        felt: Some(Felt {
            steady_reps: Some(3),
            places: [Place::Belly, Place::HipPinch].into_iter().collect(),
            to_landmark: Some(true),
        }),
        pain_after: Some(true),
    }
}

/// Two tries of one leg's raise: one that counts and one that does not.
pub(crate) fn raise_tries() -> Vec<RaiseTry> {
    let good = RaiseTry {
        span: Span::from_s(3.0, 11.5),
        held_deg: Some(Estimate { value: 61.0 + 1.0 / 3.0, ci95: [58.7, 63.9] }),
        sway_deg: 0.4,
        flat_change_deg: Some(0.2),
        fault: None,
    };
    let slipped = RaiseTry { flat_change_deg: Some(5.1), fault: Some(RaiseFault::Slipped), ..good };
    vec![good, slipped]
}

/// `instants` samples at 100 Hz with jitter and noise, and a fifth as many points of track.
pub(crate) fn trace(instants: i64, gyroscope: bool) -> Trace {
    // A small generator of its own (Numerical Recipes' LCG): the same bytes on every machine.
    let mut state = 1_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / f64::from(1_u32 << 24) - 0.5
    };
    let at = |i: i64, jitter: f64| MonoTime::from_s(i as f64 / 100.0 + 1e-4 * jitter);
    let mut all = Trace::default();
    for i in 0..instants {
        let lift = 0.3 * libm::sin(i as f64 / 140.0);
        let acc = [0.07 * noise(), lift + 0.07 * noise(), 9.8 + 0.07 * noise()];
        let gyr = gyroscope.then(|| [0.02 * noise(), lift / 50.0, 0.02 * noise()]);
        all.samples.push(TraceSample { at: at(i, noise()), acc, gyr });
        if i % 5 == 0 {
            let pelvis_deg = (i % 1_000 > 500).then(|| [lift, noise()]);
            all.track.push(TrackPoint { at: at(i, 0.0), phone_deg: [10.0 * lift, noise()], pelvis_deg });
        }
    }
    all
}
