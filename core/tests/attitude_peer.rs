//! Where our attitude does what VQF does, it agrees with an independent VQF to 1e-6 rad, sample by sample.
//!
//! Compared is the inclination; heading is nobody's business here. VQF's rest detection and running biases are off in the
//! peer, for they are what we leave out on purpose (FIELD F13). The peer takes one fixed interval for its filter, ours
//! learns the mean interval, so the samples are evenly spaced.

#![allow(clippy::unwrap_used, reason = "test support: what cannot be here is a failing test")]

mod common;

use common::{article, plan_of};
use proximal_core::motion::{Attitude, Intake, Reading};
use proximal_core::sim::{Person, Phone, Simulator, run};
use proximal_core::time::MonoTime;

const DT_S: f64 = 0.01;
const AGREE_RAD: f64 = 1e-6;

/// Largest angle between the two up vectors, rad, over samples of specific force and angular rate.
fn worst_apart(samples: &[([f64; 3], [f64; 3])]) -> f64 {
    let params = vqf_rs::Params {
        motion_bias_est_enabled: false,
        rest_bias_est_enabled: false,
        mag_dist_rejection_enabled: false,
        ..Default::default()
    };
    let mut peer = vqf_rs::VQF::new(DT_S, None, None, Some(params));
    let mut ours = Attitude::new([0.0; 3]);
    let mut worst = 0.0_f64;
    for (i, (acc, gyr)) in samples.iter().enumerate() {
        peer.update(*gyr, *acc, None);
        let vqf_rs::Quaternion(w, x, y, z) = peer.quat_6d();
        let theirs = [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y)];
        let up = ours.step(*acc, Some(*gyr), if i == 0 { 0.0 } else { DT_S }, false);
        let cross = [
            up[1] * theirs[2] - up[2] * theirs[1],
            up[2] * theirs[0] - up[0] * theirs[2],
            up[0] * theirs[1] - up[1] * theirs[0],
        ];
        worst = worst.max(cross.iter().map(|v| v * v).sum::<f64>().sqrt());
    }
    worst
}

/// A simulated session as an evenly sampled phone has it.
fn session(seed: u64) -> Vec<([f64; 3], [f64; 3])> {
    let performance =
        run(&plan_of(&article()), MonoTime(15_000_000_000), Simulator::new(seed, Person::sloppy(), Phone::typical()));
    let mut readings: Vec<Reading> = Vec::new();
    let mut intake = Intake::default();
    for frame in &performance.frames {
        intake.frame(frame, |reading| readings.push(reading)).unwrap();
    }
    readings.iter().filter_map(|r| Some((r.acc, r.gyr?))).collect()
}

/// Turns through every orientation, fast and slow, with a gyroscope that errs.
fn tumbling() -> Vec<([f64; 3], [f64; 3])> {
    let at = |i: i32| f64::from(i) * DT_S;
    let rate = |t: f64| [2.0 * libm::sin(0.7 * t), 1.5 * libm::cos(0.31 * t), libm::sin(1.9 * t)];
    let mut force = [0.3, -0.2, 9.8];
    let mut turned = |i: i32| {
        let [p, q, r] = rate(at(i));
        // The force as a phone that turns would see it, to first order: consistency is not asked for, only sameness.
        let [x, y, z] = force;
        force = [x + DT_S * (r * y - q * z), y + DT_S * (p * z - r * x), z + DT_S * (q * x - p * y)];
        (force.map(|v| v + 0.2 * libm::sin(13.0 * at(i))), [p + 0.01, q - 0.02, r])
    };
    (0..12_000).map(&mut turned).collect()
}

#[test]
fn inclination_is_that_of_vqf() {
    for (name, samples) in [("session", session(1)), ("tumbling", tumbling())] {
        let worst = worst_apart(&samples);
        assert!(samples.len() > 10_000 && worst < AGREE_RAD, "{name}: {worst:.2e} rad");
    }
}
