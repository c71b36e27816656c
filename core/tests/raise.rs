//! The leg-raise check on simulated samples, against the exact angle of the shank (FIELD F32).
//!
//! A straight leg turns about the hip; the phone sits anyhow on the shin, feels the leg's own acceleration, and its
//! sensors err as phones do (FIELD F11, F12).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails loudly")]

use proptest::prelude::*;
use proximal_core::motion::{Raise, RaiseFault, RaiseState, RaiseTry, Reading, best_raise};
use proximal_core::time::MonoTime;

const G: f64 = 9.806_65;
/// Hip to the phone on the shin, metres.
const ARM_M: f64 = 0.62;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * libm::log(self.unit())).sqrt() * libm::cos(std::f64::consts::TAU * self.unit())
    }

    fn normal3(&mut self, sd: f64) -> [f64; 3] {
        [sd * self.normal(), sd * self.normal(), sd * self.normal()]
    }
}

/// Angle of the shank against time: knots of (seconds, degrees), smooth between.
struct Course(Vec<[f64; 2]>);

impl Course {
    /// One raise to `deg` after `flat_s` flat: up in `up_s`, held for `hold_s`, down again, flat.
    fn raise(mut self, deg: f64, up_s: f64, hold_s: f64) -> Self {
        let [t, low] = *self.0.last().unwrap();
        self.0.extend([[t + 2.0, low], [t + 2.0 + up_s, deg], [t + 2.0 + up_s + hold_s, deg]]);
        self.0.extend([[t + 4.5 + up_s + hold_s, low], [t + 7.0 + up_s + hold_s, low]]);
        self
    }

    fn flat() -> Self {
        Self(vec![[0.0, 0.0], [1.0, 0.0]])
    }

    fn length_s(&self) -> f64 {
        self.0.last().unwrap()[0]
    }

    fn deg(&self, t: f64) -> f64 {
        let next = self.0.partition_point(|[s, _]| *s <= t).clamp(1, self.0.len() - 1);
        let ([a, from], [b, to]) = (self.0[next - 1], self.0[next]);
        let x = ((t - a) / (b - a)).clamp(0.0, 1.0);
        // Minimum jerk: how limbs move.
        from + (to - from) * x * x * x * (10.0 - 15.0 * x + 6.0 * x * x)
    }
}

/// What sits on the shin.
#[derive(Debug, Clone, Copy)]
struct Shin {
    hz: f64,
    gyroscope: bool,
    seed: u64,
    /// Whether the sensors err.
    errs: bool,
    /// Turn of the phone about its screen's normal and about the shin's length, degrees.
    mount_deg: [f64; 2],
    /// The phone slides by so much at the given second, degrees.
    slides: Option<(f64, f64)>,
    /// Sway in the whole, degrees at 1.3 Hz.
    sway_deg: f64,
    /// No samples between these seconds.
    silent: Option<[f64; 2]>,
}

const PHONE: Shin = Shin {
    hz: 100.0,
    gyroscope: true,
    seed: 1,
    errs: true,
    mount_deg: [0.0, 0.0],
    slides: None,
    sway_deg: 0.0,
    silent: None,
};

fn turn(v: [f64; 3], about: usize, deg: f64) -> [f64; 3] {
    let (s, c) = libm::sincos(deg.to_radians());
    let (i, j) = ((about + 1) % 3, (about + 2) % 3);
    let mut out = v;
    out[i] = c * v[i] - s * v[j];
    out[j] = s * v[i] + c * v[j];
    out
}

impl Shin {
    /// What the check makes of `course`: its tries, and each state that it went through.
    fn watch(&self, course: &Course) -> (Vec<RaiseTry>, Vec<RaiseState>) {
        let mut dice = Dice(self.seed.wrapping_mul(77) + 5);
        for _ in 0..20 {
            dice.unit();
        }
        let k = if self.errs { 1.0 } else { 0.0 };
        let offset = dice.normal3(0.12 * k);
        let gain = dice.normal3(0.004 * k);
        let bias = dice.normal3(0.6_f64.to_radians() * k);
        let (mut raise, mut tries, mut states) = (Raise::default(), Vec::new(), Vec::new());
        let mut last = None;
        let deg = |t: f64| course.deg(t) + self.sway_deg * libm::sin(std::f64::consts::TAU * 1.3 * t);
        for t in (0..).map(|i: u32| f64::from(i) / self.hz).take_while(|t| *t < course.length_s()) {
            if self.silent.is_some_and(|[a, b]| (a..b).contains(&t)) {
                continue;
            }
            let h = 1e-3;
            let (a, b, c) = (deg(t - h).to_radians(), deg(t).to_radians(), deg(t + h).to_radians());
            let (rate, gain_of_rate) = ((c - a) / (2.0 * h), (c - 2.0 * b + a) / (h * h));
            let (s, co) = libm::sincos(b);
            // Shank axes: y to the hip, z out of the shin; a raise turns the foot's end up.
            let up = [0.0, -s, co];
            let force = [up[0] * G, up[1] * G + ARM_M * rate * rate, up[2] * G + ARM_M * gain_of_rate];
            let slid = self.slides.filter(|(at, _)| t >= *at).map_or(0.0, |(_, by)| by);
            let seen = |v: [f64; 3]| turn(turn(turn(v, 0, slid), 1, self.mount_deg[1]), 2, self.mount_deg[0]);
            let noise = dice.normal3(0.012 * k);
            let seen_force = seen(force);
            let acc = std::array::from_fn(|j| seen_force[j] * (1.0 + gain[j]) + offset[j] + noise[j]);
            let jitter = dice.normal3(0.06_f64.to_radians() * k);
            let seen_rate = seen([-rate, 0.0, 0.0]);
            let gyr = std::array::from_fn(|j| seen_rate[j] + bias[j] + jitter[j]);
            let dt_s = last.map_or(0.0, |l| t - l);
            last = Some(t);
            let reading = Reading { at: MonoTime::from_s(t), dt_s, acc, gyr: self.gyroscope.then_some(gyr) };
            tries.extend(raise.push(&reading));
            if states.last() != Some(&raise.state()) {
                states.push(raise.state());
            }
        }
        tries.extend(raise.finish());
        (tries, states)
    }
}

fn held(t: &RaiseTry) -> f64 {
    t.held_deg.unwrap().value
}

#[test]
fn an_ideal_phone_reads_the_exact_angle_with_and_without_a_gyroscope_at_every_rate() {
    for gyroscope in [true, false] {
        for hz in [25.0, 52.0, 100.0, 200.0, 500.0] {
            for deg in [35.0, 62.0, 88.0] {
                let (tries, _) =
                    Shin { hz, gyroscope, errs: false, ..PHONE }.watch(&Course::flat().raise(deg, 3.0, 2.0));
                assert_eq!((tries.len(), tries[0].fault), (1, None), "{gyroscope} {hz} {deg} {tries:?}");
                // An accelerometer alone takes the end of the braking for height.
                let most = if gyroscope { 0.3 } else { 0.6 };
                assert!((held(&tries[0]) - deg).abs() < most, "{gyroscope} {hz} {deg} {tries:?}");
            }
        }
    }
}

#[test]
fn three_tries_are_three_and_the_best_of_them_is_the_highest_that_counts() {
    use RaiseState::{Hold, LayFlat, Lower, Raise};
    let course = Course::flat().raise(60.0, 3.0, 2.0).raise(71.0, 2.5, 1.5).raise(66.0, 4.0, 2.0).raise(80.0, 3.0, 2.0);
    let (tries, states) = PHONE.watch(&course);
    assert_eq!(tries.len(), 4);
    assert!((held(best_raise(&tries).unwrap()) - 71.0).abs() < 1.0, "the fourth comes too late: {tries:?}");
    assert_eq!(&states[..5], [LayFlat, Raise, Hold, Lower, Raise], "{states:?}");
}

#[test]
fn how_the_phone_lies_on_the_shin_does_not_matter() {
    for mount_deg in [[0.0, 25.0], [180.0, 0.0], [12.0, -20.0], [90.0, 10.0]] {
        let (tries, _) = Shin { mount_deg, errs: false, ..PHONE }.watch(&Course::flat().raise(64.0, 3.0, 2.0));
        assert_eq!(tries.len(), 1, "{mount_deg:?}");
        assert!((held(&tries[0]) - 64.0).abs() < 0.3, "{mount_deg:?} {tries:?}");
    }
}

#[test]
fn the_sensors_own_errors_stay_inside_what_the_interval_allows_for_them() {
    for gyroscope in [true, false] {
        let (mut inside, mut squares, mut n) = (0.0, 0.0, 0.0);
        for seed in 0..200 {
            let deg = 40.0 + f64::from(u32::try_from(seed % 50).unwrap());
            let (tries, _) = Shin { gyroscope, seed, ..PHONE }.watch(&Course::flat().raise(deg, 3.0, 2.0));
            assert_eq!((tries.len(), tries[0].fault), (1, None), "{seed}");
            let e = tries[0].held_deg.unwrap();
            inside += f64::from(u8::from((e.ci95[0]..=e.ci95[1]).contains(&deg)));
            squares += (e.value - deg) * (e.value - deg);
            n += 1.0;
        }
        let rmse = (squares / n).sqrt();
        assert!(inside / n >= 0.98, "strap and sway come on top: {}", inside / n);
        assert!(rmse < 0.7, "{rmse}");
    }
}

#[test]
fn a_swaying_hold_is_read_in_the_middle_and_said_to_be_less_sure() {
    let course = || Course::flat().raise(65.0, 3.0, 3.0);
    let half = |t: &RaiseTry| t.held_deg.map(|e| e.ci95[1] - e.value).unwrap();
    let calm = Shin { errs: false, ..PHONE }.watch(&course()).0[0];
    // Feet that lie do not sway: the course below sways only where it is held.
    let mut swaying = course();
    let [from, _] = swaying.0[3];
    let inner = (1..20).map(|i| [from + 0.15 * f64::from(i), 65.0 + if i % 2 == 0 { 1.2 } else { -1.2 }]);
    let at = 4;
    let inner: Vec<_> = inner.filter(|[t, _]| *t < swaying.0[4][0]).collect();
    swaying.0.splice(at..at, inner);
    let swayed = Shin { errs: false, ..PHONE }.watch(&swaying).0[0];
    assert!((held(&swayed) - 65.0).abs() < 0.8, "{swayed:?}");
    assert!(swayed.sway_deg > 0.5 && half(&swayed) > half(&calm), "{swayed:?}");
}

#[test]
fn a_swing_that_is_nowhere_held_does_not_count() {
    let (tries, states) = PHONE.watch(&Course::flat().raise(75.0, 0.6, 0.05));
    assert_eq!((tries.len(), tries[0].fault, tries[0].held_deg), (1, Some(RaiseFault::NoHold), None));
    assert!(!states.contains(&RaiseState::Lower));
    assert_eq!(best_raise(&tries), None);
}

#[test]
fn a_phone_that_slips_on_the_shin_is_told_and_one_that_stays_is_not() {
    for (by, slipped) in [(0.0, None), (1.0, None), (6.0, Some(RaiseFault::Slipped))] {
        let (tries, _) = Shin { slides: Some((6.5, by)), ..PHONE }.watch(&Course::flat().raise(70.0, 3.0, 2.0));
        assert_eq!(tries[0].fault, slipped, "{by} {tries:?}");
        let half = tries[0].held_deg.map(|e| e.ci95[1] - e.value).unwrap();
        assert!(half > by, "what slid is in the interval: {half}");
    }
}

#[test]
fn samples_that_are_missing_and_a_leg_that_does_not_come_back_spoil_the_try() {
    let course = || Course::flat().raise(70.0, 3.0, 3.0);
    let (tries, _) = Shin { silent: Some([4.6, 5.4]), ..PHONE }.watch(&course());
    assert_eq!((tries.len(), tries[0].fault), (1, Some(RaiseFault::Gap)));
    let mut cut = course();
    cut.0.truncate(5);
    let (tries, _) = PHONE.watch(&cut);
    assert_eq!((tries.len(), tries[0].fault), (1, Some(RaiseFault::Unfinished)), "{tries:?}");
}

#[test]
fn a_leg_that_lies_still_fidgets_or_never_lies_flat_gives_no_try() {
    assert_eq!(
        PHONE.watch(&Course(vec![[0.0, 0.0], [60.0, 0.0]])),
        (vec![], vec![RaiseState::LayFlat, RaiseState::Raise])
    );
    let (tries, _) = PHONE.watch(&Course::flat().raise(11.0, 1.0, 2.0));
    assert_eq!(tries, []);
    let (tries, states) = PHONE.watch(&Course(vec![[0.0, 60.0], [2.0, 60.0], [6.0, 88.0], [12.0, 88.0]]));
    assert_eq!((tries, states), (vec![], vec![RaiseState::LayFlat]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_the_sensors_say_it_neither_breaks_nor_gives_an_angle_that_is_none(
        samples in prop::collection::vec((prop::array::uniform3(-200.0..200.0_f64), prop::option::of(prop::array::uniform3(-40.0..40.0_f64)), 0.0..2.0_f64), 0..400)
    ) {
        let mut raise = Raise::default();
        let (mut t, mut tries) = (0.0, Vec::new());
        for (acc, gyr, dt_s) in samples {
            t += dt_s;
            tries.extend(raise.push(&Reading { at: MonoTime::from_s(t), dt_s, acc, gyr }));
            prop_assert!(raise.angle_deg().is_none_or(|deg| (0.0..=180.0).contains(&deg)));
        }
        tries.extend(raise.finish());
        for t in tries {
            prop_assert!(t.held_deg.is_none_or(|e| e.value.is_finite() && e.ci95[0] < e.value && e.value < e.ci95[1]));
        }
    }
}
