//! Negative controls first: what is noise must be called noise, whatever its kind; then how often what is real is found.

use super::*;
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// Made-up sessions, two days apart with gaps, around a course over time.
struct Made {
    rng: ChaCha8Rng,
}

impl Made {
    fn new(seed: u64) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// Between 0 and 1, both left out.
    fn uniform(&mut self) -> f64 {
        (f64::from(self.rng.next_u32()) + 0.5) / 4_294_967_296.0
    }

    fn normal(&mut self) -> f64 {
        let (u, v) = (self.uniform(), self.uniform());
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(std::f64::consts::TAU * v)
    }

    /// `n` dots along `course` (0 to 1), with noise of `sd`, of which `shared` comes from the session before.
    fn dots(&mut self, n: u32, sd: f64, shared: f64, course: impl Fn(f64) -> f64) -> Vec<Dot> {
        let (mut at_ms, mut kept) = (1_764_000_000_000, self.normal());
        (0..n)
            .map(|i| {
                at_ms += 86_400_000 * (1 + i64::from(self.rng.next_u32() % 4));
                kept = shared * kept + libm::sqrt(1.0 - shared * shared) * self.normal();
                let value = course(f64::from(i) / f64::from(n - 1)) + sd * kept;
                dot(at_ms, value, 0.4)
            })
            .collect()
    }
}

fn dot(utc_ms: i64, value: f64, half: f64) -> Dot {
    Dot {
        at: WallTime { utc_ms, offset_min: 60 },
        session: SessionId([7; 16]),
        value,
        ci95: [value - half, value + half],
        reps: 5,
        sessions: 1,
    }
}

fn is_stated(change: Change) -> bool {
    matches!(change, Change::Steadier { .. } | Change::LessSteady { .. })
}

/// How many of `RUNS` were called a change.
fn stated(dots: impl Fn(&mut Made) -> Vec<Dot>) -> u64 {
    let stated = |seed: &u64| is_stated(Trend::of(Metric::Peak, dots(&mut Made::new(*seed))).change);
    (0..RUNS).filter(stated).count() as u64
}

/// Histories of each kind.
const RUNS: u64 = 2_000;

/// What chance alone puts on top of a share of `RUNS`, that many standard deviations of a binomial count.
fn slack(share: f64, deviations: f64) -> f64 {
    deviations * libm::sqrt(RUNS as f64 * share * (1.0 - share))
}

/// One in twenty, and what a fair one in twenty exceeds once in a hundred times: 100 and 23 of 2,000.
fn assert_at_most_one_in_twenty(wrong: u64, what: &str) {
    let most = RUNS as f64 / 20.0 + slack(0.05, 2.326);
    println!("{what}: {wrong} of {RUNS}");
    assert!(wrong as f64 <= most, "{what}: {wrong} of {RUNS}");
}

/// As often as is said, give or take what chance exceeds once in a thousand times.
fn assert_as_often_as_said(percent: f64, found: u64, what: &str) {
    let share = percent / 100.0;
    println!("{what}: {:.1} %", found as f64 / RUNS as f64 * 100.0);
    // Half a per cent is lost in saying it.
    let off = (found as f64 - RUNS as f64 * share).abs();
    assert!(off <= slack(share, 3.291) + RUNS as f64 * 0.005, "{what}: {found} of {RUNS}, said {percent} %");
}

/// One day in ten up to 8° off.
fn with_wild_days(mut dots: Vec<Dot>, made: &mut Made) -> Vec<Dot> {
    for dot in &mut dots {
        if made.uniform() < 0.1 {
            dot.value += 8.0 * made.uniform();
        }
    }
    dots
}

#[test]
fn pure_noise_is_called_a_change_less_than_once_in_twenty_however_many_sessions_there_are() {
    for n in [6, 7, 8, 10, 12, 16, 25, 60, 150] {
        let wrong = stated(|made| made.dots(n, 0.9, 0.0, |_| 4.0));
        assert_at_most_one_in_twenty(wrong, &format!("{n} sessions"));
    }
}

#[test]
fn good_and_bad_weeks_are_no_trend_however_few_sessions_there_are() {
    for n in [6, 7, 8, 10, 12, 16, 25, 60, 150] {
        for shared in [0.2, 0.4] {
            let wrong = stated(|made| made.dots(n, 0.9, shared, |_| 4.0));
            assert_at_most_one_in_twenty(wrong, &format!("{n} sessions that share {shared}"));
        }
    }
}

#[test]
fn noise_with_wild_days_is_noise_in_good_and_bad_weeks_too() {
    for (n, shared) in [(12, 0.0), (30, 0.0), (12, 0.2), (30, 0.2), (12, 0.4), (30, 0.4)] {
        let wrong = stated(|made| with_wild_days(made.dots(n, 0.6, shared, |_| 4.0), made));
        assert_at_most_one_in_twenty(wrong, &format!("{n} sessions that share {shared}"));
    }
}

#[test]
fn where_weeks_weigh_more_than_one_in_twenty_is_exceeded_as_said() {
    for (percent, n, shared) in [(6.0, 12, 0.6), (6.0, 16, 0.6), (5.0, 25, 0.6), (4.0, 60, 0.6)] {
        let wrong = stated(|made| made.dots(n, 0.9, shared, |_| 4.0));
        assert_as_often_as_said(percent, wrong, &format!("{n} sessions that share {shared}"));
    }
    let wild = stated(|made| with_wild_days(made.dots(30, 0.6, 0.6, |_| 4.0), made));
    assert_as_often_as_said(6.5, wild, "30 sessions that share 0.6, with wild days");
}

#[test]
fn a_share_of_five_reps_jumps_in_steps_and_is_still_noise() {
    let wrong = (0..RUNS)
        .filter(|seed| {
            let mut made = Made::new(*seed);
            let mut dots = made.dots(40, 0.0, 0.0, |_| 0.0);
            for dot in &mut dots {
                let steady = (0..5).filter(|_| made.uniform() < 0.7).count();
                let share = super::super::metric::share(steady, 5);
                (dot.value, dot.ci95) = (share.value, share.ci95);
            }
            is_stated(Trend::of(Metric::Steady, dots).change)
        })
        .count();
    assert_at_most_one_in_twenty(wrong as u64, "40 sessions of five reps");
}

#[test]
fn a_real_change_is_found_as_often_as_is_said() {
    // Change of a level whose sessions vary by 0.7; per cent when each is by itself, and when they share 0.4.
    let said = [
        (6, 2.5, [2.0, 4.5]),
        (8, 2.5, [25.0, 24.0]),
        (12, 2.5, [52.0, 31.0]),
        (16, 2.5, [74.0, 40.0]),
        (20, 2.5, [88.0, 49.0]),
        (20, 2.0, [75.0, 38.0]),
        (40, 1.5, [92.0, 56.0]),
        (150, 1.0, [92.0, 80.0]),
    ];
    for (n, by, percent) in said {
        for (percent, shared) in percent.into_iter().zip([0.0, 0.4]) {
            let found = stated(|made| made.dots(n, 0.7, shared, |share| 3.0 + by * (1.0 - share)));
            assert_as_often_as_said(percent, found, &format!("{by}° over {n} sessions that share {shared}"));
        }
    }
}

#[test]
fn learning_that_slows_down_and_a_step_are_changes_too() {
    let slowing = stated(|made| made.dots(40, 0.7, 0.0, |share| 2.5 + 3.0 * libm::exp(-5.0 * share)));
    let step = stated(|made| made.dots(40, 0.7, 0.0, |share| if share < 0.5 { 4.5 } else { 3.0 }));
    assert_as_often_as_said(89.0, slowing, "3° of which half is gained in a seventh of 40 sessions");
    assert_as_often_as_said(92.5, step, "a step of 1.5° in 40 sessions");
}

#[test]
fn the_stated_interval_of_a_change_holds_the_truth_nineteen_times_in_twenty() {
    let holds = (0..400).filter(|seed| {
        let dots = Made::new(*seed).dots(30, 0.8, 0.0, |_| 0.0);
        // Along true time, so that the truth is a line.
        let days = |d: &Dot| (d.at.utc_ms - dots[0].at.utc_ms) as f64 / MS_PER_DAY;
        let slope = -2.0 / days(&dots[29]);
        let sloped = dots.iter().map(|d| Dot { value: d.value + 6.0 + slope * days(d), ..*d }).collect();
        match Trend::of(Metric::Peak, sloped).change {
            Change::Steadier { ci95: [low, high], .. } | Change::WithinNoise { ci95: [low, high], .. } => {
                low <= -2.0 && -2.0 <= high
            }
            _ => false,
        }
    });
    let holds = holds.count();
    assert!(holds >= 376, "{holds} of 400");
}

#[test]
fn less_is_steadier_but_for_a_share_and_a_moment() {
    let falling = Made::new(1).dots(40, 0.3, 0.0, |share| 60.0 - 30.0 * share);
    assert!(matches!(Trend::of(Metric::Tilt, falling.clone()).change, Change::Steadier { by, .. } if by < -20.0));
    assert!(matches!(Trend::of(Metric::Steady, falling).change, Change::LessSteady { by, .. } if by < -20.0));
}

#[test]
fn a_change_too_small_to_be_measured_is_none_however_sure_the_sums_are() {
    let dots = Made::new(3).dots(300, 0.05, 0.0, |share| 4.0 - 0.3 * share);
    assert!(matches!(Trend::of(Metric::Peak, dots).change, Change::WithinNoise { .. }));
}

#[test]
fn five_sessions_are_too_few_whatever_they_show() {
    let trend = Trend::of(Metric::Peak, Made::new(1).dots(5, 0.0, 0.0, |share| 9.0 - 8.0 * share));
    assert_eq!(trend.change, Change::TooFew { dots: 5, of: 6 });
    // The published 23 % of the level stands in for what is not known yet.
    assert!((trend.noise.unwrap() - 0.23 * 5.0).abs() < 1e-9, "{trend:?}");
    let none = Trend::of(Metric::Peak, Vec::new());
    assert_eq!((none.change, none.noise, none.level), (Change::TooFew { dots: 0, of: 6 }, None, None));
}

#[test]
fn the_band_holds_most_dots_and_is_never_narrower_than_a_dots_own_error() {
    let dots = Made::new(5).dots(200, 0.9, 0.0, |_| 5.0);
    let trend = Trend::of(Metric::Peak, dots);
    let band = trend.band().unwrap();
    let inside = trend.dots.iter().filter(|d| (d.value - trend.level.unwrap()).abs() <= band).count();
    assert!((180..=199).contains(&inside), "{inside} of 200 within {band}");
    let quiet = Trend::of(Metric::Peak, Made::new(5).dots(30, 0.0, 0.0, |_| 0.5));
    assert!(quiet.noise.unwrap() > 0.15, "{quiet:?}");
}

#[test]
fn ten_thousand_sessions_fit_in_four_hundred_dots_and_none_is_lost() {
    let mut gather = Gather::default();
    for i in 0..10_000_i64 {
        gather.add(dot(1_000 * i, f64::from(i32::try_from(i % 7).unwrap()), 1.0));
    }
    let dots = gather.finish();
    assert!(dots.len() <= MOST_DOTS + 1 && dots.len() > MOST_DOTS / 3, "{}", dots.len());
    assert_eq!(dots.iter().map(|d| d.sessions).sum::<u32>(), 10_000);
    assert!(dots.windows(2).all(|w| w[0].at.utc_ms < w[1].at.utc_ms));
    // The last one holds what was left over.
    assert!(dots.iter().rev().skip(1).all(|d| (d.value - 3.0).abs() < 0.2 && d.ci95[1] - d.value < 0.2));
}

#[test]
fn up_to_four_hundred_sessions_each_keep_their_own_dot() {
    let mut gather = Gather::default();
    (0..400).for_each(|i| gather.add(dot(1_000 * i, 1.0, 1.0)));
    let dots = gather.finish();
    assert_eq!((dots.len(), dots[399].sessions), (400, 1));
}
