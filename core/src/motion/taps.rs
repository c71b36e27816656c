//! Two firm taps on the phone or on the belly beside it (DESIGN §3.9, FIELD F34).
//!
//! In: readings, whether the phone shook itself, and whether it lies. Out: the instant of the first tap, once it is known
//! that there were two and no third: 0.6 s after the second. Causal; some ten multiplications a sample.
//!
//! Figures are of development recordings, high-passed as here: phones on people who lie still stay below 2.3 m/s²
//! (supine phones; all but two of them below 1), fingers on a board with a sensor reach 3 to 27 m/s² and have rung down
//! to 0.4 of that within 70 ms (BROAD, *tapping*). Below 80 Hz a tap may fall between the samples and is not seen.

use super::intake::Reading;
use super::math::{dot, sub};
use super::quality::Tapping;
use crate::time::{MonoTime, Nanos};
use std::f64::consts::TAU;

/// What is slower than this is a cough, a heel or the belly that swings, Hz ...
const HIGH_PASS_HZ: f64 = 12.0;
/// ... and what is left of a tap is more than this, m/s².
const TAP: f64 = 2.5;
/// Something weaker than a tap is no tap and spoils what would be two: this much, m/s², and this share of the one before
/// it, so that what rings on is none.
const KNOCK: f64 = 1.5;
const RINGS_SHARE: f64 = 0.25;
/// A tap is over when less than this share of its peak is left ...
const OVER_SHARE: f64 = 0.4;
/// ... within so long, seconds: fingers 63 ms at most, a cough or a buzz 100 and more.
const LONGEST_TAP_S: f64 = 0.075;
/// What comes within so long belongs to the same knock.
const KNOCK_LASTS: Nanos = Nanos::from_ms(110);
/// From one tap to the next; what comes later is no second tap, and what comes after the second a third.
const APART: [Nanos; 2] = [Nanos::from_ms(120), Nanos::from_ms(600)];
/// Taps come out of the quiet: RMS of what was high-passed, m/s²: 0.04 on people who lie, 1.4 beside a phone that buzzes ...
const QUIET: f64 = 0.6;
/// ... over so long, seconds.
const QUIET_OVER_S: f64 = 0.3;
/// A phone that was just laid down knocks by itself for so long.
const LAID_FOR: Nanos = Nanos::from_ms(2000);
/// One strong tap may turn the force upside down for a moment, seconds: the phone lies on.
const TURNED_FOR_S: f64 = 0.15;
/// A silence longer than this may have hidden a tap, seconds (intake counts it as a gap).
const SILENCE_S: f64 = 0.15;

/// The watch for taps.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taps {
    /// Two low-passes, one after the other; what they leave is high-passed. None before the first reading.
    slow: Option<[[f64; 3]; 2]>,
    rough: f64,
    /// From when on it has lain long enough, if it lies on.
    laid_at: Option<MonoTime>,
    turned_s: f64,
    knock: Option<Knock>,
    series: Option<Series>,
}

/// One impulse.
#[derive(Debug, Clone, Copy)]
struct Knock {
    began: MonoTime,
    peak: f64,
    strong_until: MonoTime,
    from_quiet: bool,
}

/// Impulses that follow each other as taps do.
#[derive(Debug, Clone, Copy)]
struct Series {
    first: MonoTime,
    last: MonoTime,
    peak: f64,
    count: u32,
    taps: bool,
}

impl Taps {
    /// Whether something strikes the phone right now.
    pub(crate) fn is_struck(&self) -> bool {
        self.knock.is_some()
    }

    /// What is known so far of what strikes the phone; `told` is what [`Self::step`] gave.
    pub(crate) fn state(&self, told: Option<MonoTime>) -> Tapping {
        // A third knock, or one that is no tap, settles it at once: so does a hand that handles the phone.
        let knock = self.knock.is_none_or(|k| k.from_quiet);
        let series = self.series.is_none_or(|s| s.taps && s.count + u32::from(self.knock.is_some()) <= 2);
        match (told, self.knock.is_some() || self.series.is_some()) {
            (Some(_), _) => Tapping::Twice,
            (None, true) if knock && series => Tapping::Perhaps,
            _ => Tapping::No,
        }
    }

    /// One reading; when the first of two taps was, once that is known. `masked` while the phone shakes itself.
    pub(crate) fn step(&mut self, reading: &Reading, masked: bool, lies: bool) -> Option<MonoTime> {
        let quick2 = self.high_pass2(reading);
        let watched = self.is_laid(reading, lies) && !masked && reading.dt_s <= SILENCE_S;
        // Nearly always: kept apart from the rest, so that it costs little.
        if self.knock.is_none() && self.series.is_none() && quick2 <= KNOCK * KNOCK {
            if watched {
                self.rest(reading, quick2);
            }
            return None;
        }
        if watched {
            return self.struck(reading, quick2);
        }
        self.knock = None;
        self.series = None;
        None
    }

    /// Whether the phone has lain long enough.
    fn is_laid(&mut self, reading: &Reading, lies: bool) -> bool {
        if lies {
            self.turned_s = 0.0;
            let laid_at = *self.laid_at.get_or_insert(reading.at + LAID_FOR);
            return reading.at >= laid_at;
        }
        self.turned_s += reading.dt_s;
        if self.turned_s > TURNED_FOR_S {
            self.laid_at = None;
        }
        self.laid_at.is_some_and(|laid_at| reading.at >= laid_at)
    }

    /// A reading while something strikes the phone, or did just now.
    #[inline(never)]
    fn struck(&mut self, reading: &Reading, quick2: f64) -> Option<MonoTime> {
        let at = reading.at;
        let quick = quick2.sqrt();
        if let Some(knock) = self.knock.filter(|k| at - k.began > KNOCK_LASTS) {
            self.knock = None;
            self.follow(&knock);
        }
        let found = self.series.filter(|s| self.knock.is_none() && at - s.last > APART[1]);
        if found.is_some() {
            self.series = None;
        }
        match &mut self.knock {
            Some(knock) => {
                knock.peak = knock.peak.max(quick);
                if quick > OVER_SHARE * knock.peak {
                    knock.strong_until = at;
                }
            }
            None if quick > KNOCK.max(self.series.map_or(0.0, |s| RINGS_SHARE * s.peak)) => {
                let from_quiet = self.rough.sqrt() < QUIET;
                self.knock = Some(Knock { began: at, peak: quick, strong_until: at, from_quiet });
            }
            None => self.rest(reading, quick2),
        }
        found.filter(|s| s.taps && s.count == 2).map(|s| s.first)
    }

    /// Nothing strikes the phone.
    fn rest(&mut self, reading: &Reading, quick2: f64) {
        self.rough += (reading.dt_s * (1.0 / QUIET_OVER_S)).min(1.0) * (quick2 - self.rough);
    }

    /// A knock is over: it begins a series or goes on with one.
    fn follow(&mut self, knock: &Knock) {
        let is_tap = knock.from_quiet && knock.peak > TAP && (knock.strong_until - knock.began).s() <= LONGEST_TAP_S;
        let (Knock { began, peak, .. }, [least, _]) = (*knock, APART);
        self.series = Some(match self.series {
            None => Series { first: began, last: began, peak, count: 1, taps: is_tap },
            Some(s) => Series {
                last: began,
                peak,
                count: s.count.saturating_add(1),
                taps: s.taps && is_tap && began - s.last >= least,
                ..s
            },
        });
    }

    /// Squared size of what is quicker than [`HIGH_PASS_HZ`], m²/s⁴: twice the force less its first-order low-pass.
    fn high_pass2(&mut self, reading: &Reading) -> f64 {
        let Some([first, second]) = &mut self.slow else {
            self.slow = Some([reading.acc, [0.0; 3]]);
            return 0.0;
        };
        let turn = TAU * HIGH_PASS_HZ * reading.dt_s;
        let share = turn / (1.0 + turn);
        let once = less(first, reading.acc, share);
        let twice = less(second, once, share);
        dot(twice, twice)
    }
}

/// `xyz` less its low-pass, which follows it by `share`.
fn less(slow: &mut [f64; 3], xyz: [f64; 3], share: f64) -> [f64; 3] {
    for (s, x) in slow.iter_mut().zip(xyz) {
        *s += share * (x - *s);
    }
    sub(xyz, *slow)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Something that strikes: when, m/s², Hz, seconds in which it fades to 1/e.
    type Strike = (f64, f64, f64, f64);

    fn tap(at_s: f64) -> Strike {
        (at_s, 20.0, 28.0, 0.018)
    }

    /// When two taps are told, and of which instant, in 20 s of a phone that lies from the start at `rate_hz`.
    fn told(rate_hz: f64, strikes: &[Strike], masks: &[[f64; 2]], lies: impl Fn(f64) -> bool) -> Vec<(f64, f64)> {
        let (mut taps, mut told) = (Taps::default(), Vec::new());
        for i in 0_u32.. {
            let t = f64::from(i) / rate_hz;
            if t > 20.0 {
                break;
            }
            let push: f64 = strikes
                .iter()
                .filter(|(at_s, ..)| t >= *at_s)
                .map(|(at_s, size, hz, fades_s)| {
                    size * libm::exp(-(t - at_s) / fades_s) * libm::sin(TAU * hz * (t - at_s))
                })
                .sum();
            // A breath, a heart, and noise.
            let acc = [0.1 * push, 0.3 * push + 0.2 * libm::sin(1.2 * t), 9.8 + push + 0.08 * libm::sin(40.0 * t)];
            let reading = Reading { at: MonoTime::from_s(t), dt_s: f64::from(i.min(1)) / rate_hz, acc, gyr: None };
            let masked = masks.iter().any(|[a, b]| (*a..*b).contains(&t));
            told.extend(taps.step(&reading, masked, lies(t)).map(|first| (t, first.s())));
        }
        told
    }

    #[test]
    fn two_taps_are_told_once_within_a_second_at_every_rate_that_shows_them() {
        for rate_hz in [95.0, 100.0, 200.0, 500.0] {
            for apart_s in [0.15, 0.3, 0.5] {
                let told = told(rate_hz, &[tap(10.0), tap(10.0 + apart_s)], &[], |_| true);
                assert!(told.len() == 1, "{rate_hz} Hz, {apart_s} s: {told:?}");
                assert!((told[0].1 - 10.0).abs() < 0.03 && told[0].0 < 10.0 + apart_s + 0.7, "{told:?}");
            }
        }
    }

    #[test]
    fn one_tap_three_taps_and_taps_too_far_or_too_near_are_not_two() {
        for rate_hz in [100.0, 200.0] {
            for all in [&[0.0][..], &[0.0, 0.3, 0.6], &[0.0, 0.25, 0.5, 0.75, 1.0], &[0.0, 0.9], &[0.0, 0.05]] {
                let strikes: Vec<_> = all.iter().map(|s| tap(10.0 + s)).collect();
                assert_eq!(told(rate_hz, &strikes, &[], |_| true), [], "{rate_hz} Hz: {all:?}");
            }
        }
    }

    #[test]
    fn coughs_heels_heartbeats_and_a_buzz_are_no_taps() {
        let twice = |size: f64, hz: f64, fades_s: f64| [(10.0, size, hz, fades_s), (10.3, size, hz, fades_s)];
        for (size, hz, fades_s) in [(8.0, 6.0, 0.15), (1.2, 14.0, 0.04), (0.3, 6.5, 0.09), (9.0, 30.0, 0.3)] {
            assert_eq!(told(100.0, &twice(size, hz, fades_s), &[], |_| true), [], "{size} m/s², {hz} Hz");
        }
    }

    #[test]
    fn in_a_mask_in_the_hand_and_just_after_the_phone_was_laid_down_there_are_none() {
        let two = [tap(10.0), tap(10.3)];
        assert_eq!(told(100.0, &two, &[[9.98, 10.5]], |_| true), []);
        assert_eq!(told(100.0, &two, &[[10.28, 10.5]], |_| true), []);
        assert_eq!(told(100.0, &two, &[], |_| false), []);
        assert_eq!(told(100.0, &two, &[], |t| t > 8.5), []);
        assert_eq!(told(100.0, &two, &[], |t| t < 10.1), []);
        // Two and a half seconds after it, there are; and a tap that turns the force over for a moment is one.
        assert_eq!(told(100.0, &two, &[], |t| t > 7.5).len(), 1);
        assert_eq!(told(100.0, &two, &[], |t| !(10.0..10.04).contains(&t)).len(), 1);
    }

    #[test]
    fn steps_of_a_person_who_walks_are_no_taps() {
        let steps: Vec<_> = (0..30).map(|i| (3.0 + 0.55 * f64::from(i), 20.0, 28.0, 0.018)).collect();
        assert_eq!(told(100.0, &steps, &[], |_| true), []);
    }
}
