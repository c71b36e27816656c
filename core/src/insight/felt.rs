//! Felt against measured (FIELD F31): how many reps felt steady, told before the verdicts, beside how many were.
//!
//! In: [`FeltSession`]s. Out: [`Felt`]. The aim of the exercise is awareness, so it is followed over weeks whether the two
//! come closer. An *unclear* rep may have been either: it widens the interval instead of taking a side.

use super::metric::Metric;
use super::robust::median;
use super::trend::{Dot, Gather, LEAST_DOTS, Trend};
use crate::session::{Place, Places, SessionId};
use crate::time::WallTime;
use serde::Serialize;

/// What one session says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeltSession {
    /// When it began.
    pub at: WallTime,
    /// Which.
    pub session: SessionId,
    /// Reps that felt steady, as told; none when only the places were told.
    pub felt_steady: Option<u16>,
    /// Reps that were steady.
    pub steady: u16,
    /// Reps that could be judged.
    pub judged: u16,
    /// Reps that could not.
    pub unclear: u16,
    /// Where it was felt.
    pub places: Places,
}

/// Which way two numbers differ, when they do by more than chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Leaning {
    /// Too few sessions to say.
    TooFew,
    /// No difference beyond noise.
    Neither,
    /// The first is more: felt against measured, left against right.
    More,
    /// The first is less.
    Fewer,
}

/// Felt against measured over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "FeltScreen"))]
pub struct Felt {
    /// Felt less measured, per cent of the reps, oldest first.
    pub dots: Vec<Dot>,
    /// Middle of them, with the interval that holds it 95 times of 100; none with fewer than six.
    pub typical: Option<(f64, [f64; 2])>,
    /// Which way it leans.
    pub leaning: Leaning,
    /// How far apart they are, whichever way, over time: coming closer is called steadier.
    pub apart: Trend,
    /// Where it was felt, in how many of the sessions; the most often first.
    pub places: Vec<(Place, u32)>,
    /// Sessions in which something was told.
    pub told: u32,
}

/// What `sessions`, oldest first, say together.
pub fn felt(sessions: impl IntoIterator<Item = FeltSession>) -> Felt {
    let mut all = Gathered::default();
    sessions.into_iter().for_each(|session| all.add(session));
    all.finish()
}

/// Sessions as they come, in bounded room.
#[derive(Debug, Clone)]
pub struct Gathered {
    dots: Gather,
    apart: Gather,
    places: [(Place, u32); 6],
    told: u32,
}

impl Default for Gathered {
    fn default() -> Self {
        let (dots, apart) = (Gather::default(), Gather::default());
        Self { dots, apart, places: Place::ALL.map(|place| (place, 0)), told: 0 }
    }
}

impl Gathered {
    /// One more session, later than those before.
    pub fn add(&mut self, session: FeltSession) {
        self.told += 1;
        self.places.iter_mut().filter(|(place, _)| session.places.contains(*place)).for_each(|(_, n)| *n += 1);
        if let Some(dot) = dot(&session) {
            self.dots.add(dot);
            let [low, high] = dot.ci95;
            let half = (high - low) / 2.0;
            let value = dot.value.abs();
            self.apart.add(Dot { value, ci95: [value - half, value + half], ..dot });
        }
    }

    /// What they say together.
    pub fn finish(self) -> Felt {
        let dots = self.dots.finish();
        let typical = typical(&dots);
        let mut places: Vec<_> = self.places.into_iter().filter(|(_, n)| *n > 0).collect();
        places.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        Felt {
            leaning: typical.map_or(Leaning::TooFew, leaning),
            typical,
            apart: Trend::of(Metric::Felt, self.apart.finish()),
            dots,
            places,
            told: self.told,
        }
    }
}

fn dot(session: &FeltSession) -> Option<Dot> {
    let FeltSession { steady, judged, unclear, .. } = *session;
    let (felt, all) = (f64::from(session.felt_steady?), f64::from(judged) + f64::from(unclear));
    // With fewer judged reps a side than the ladder asks there is nothing to set the feeling against.
    if usize::from(judged) < Metric::Steady.least_reps() {
        return None;
    }
    let share = |reps: f64| (felt.min(all) - reps) / all * 100.0;
    let (steady, unclear) = (f64::from(steady), f64::from(unclear));
    let value = share(steady + unclear * steady / f64::from(judged));
    Some(Dot {
        at: session.at,
        session: session.session,
        value,
        ci95: [share(steady + unclear), share(steady)],
        reps: u32::from(judged) + u32::from(session.unclear),
        sessions: 1,
    })
}

/// Median of the dots and its interval, by counting (Hollander & Wolfe, *Nonparametric Statistical Methods*, 3.6).
pub(super) fn typical(dots: &[Dot]) -> Option<(f64, [f64; 2])> {
    let n = dots.len();
    if n < LEAST_DOTS {
        return None;
    }
    let mut values: Vec<f64> = dots.iter().map(|d| d.value).collect();
    let middle = median(&mut values)?;
    values.sort_by(f64::total_cmp);
    let outside = outside(n);
    Some((middle, [*values.get(outside)?, *values.get(n - 1 - outside)?]))
}

/// How many of `n` values lie outside either end of a 95 % interval of their median: the largest count that a fair coin
/// falls short of less than once in forty.
fn outside(n: usize) -> usize {
    let tosses = n as f64;
    let (mut below, mut term, mut k) = (0.0, libm::exp2(-tosses), 0_usize);
    if term == 0.0 {
        // Beyond a thousand values the normal law is exact enough.
        let place = tosses / 2.0 - 0.979_982 * libm::sqrt(tosses);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "of a thousand and more: positive"
        )]
        return libm::floor(place) as usize;
    }
    while below + term <= 0.025 {
        below += term;
        term *= (tosses - k as f64) / (k as f64 + 1.0);
        k += 1;
    }
    k.saturating_sub(1)
}

fn leaning((_, [low, high]): (f64, [f64; 2])) -> Leaning {
    if low > 0.0 {
        Leaning::More
    } else if high < 0.0 {
        Leaning::Fewer
    } else {
        Leaning::Neither
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::trend::Change;

    fn session(nr: i64, felt_steady: u16, steady: u16, unclear: u16) -> FeltSession {
        FeltSession {
            at: WallTime { utc_ms: nr * 86_400_000, offset_min: 0 },
            session: SessionId([1; 16]),
            felt_steady: Some(felt_steady),
            steady,
            judged: 10 - unclear,
            unclear,
            places: [Place::Belly].into_iter().collect(),
        }
    }

    #[test]
    fn a_person_who_feels_every_rep_steady_and_is_half_of_the_time_leans_to_more() {
        let felt = felt((0..12).map(|nr| session(nr, 10, 5, 0)));
        assert_eq!(felt.leaning, Leaning::More);
        assert_eq!(felt.typical, Some((50.0, [50.0, 50.0])));
        assert_eq!((felt.places.as_slice(), felt.told), ([(Place::Belly, 12)].as_slice(), 12));
    }

    #[test]
    fn a_person_who_errs_both_ways_leans_neither_and_five_sessions_say_nothing() {
        let errs = |nr: i64| session(nr, if nr % 2 == 0 { 4 } else { 8 }, 6, 0);
        assert_eq!(felt((0..20).map(errs)).leaning, Leaning::Neither);
        assert_eq!(felt((0..5).map(|nr| session(nr, 10, 1, 0))).leaning, Leaning::TooFew);
    }

    #[test]
    fn an_unclear_rep_may_have_been_either() {
        let felt = felt([session(0, 5, 4, 2)]);
        assert_eq!((felt.dots[0].value, felt.dots[0].ci95), (0.0, [-10.0, 10.0]));
    }

    #[test]
    fn feeling_that_learns_is_seen_to_come_closer() {
        let learns = felt((0..30).map(|nr| session(nr, 10 - u16::try_from(nr / 6).unwrap(), 5, 0)));
        assert!(matches!(learns.apart.change, Change::Steadier { .. }), "{:?}", learns.apart.change);
    }

    #[test]
    fn where_only_places_were_told_they_count_and_nothing_else_does() {
        let felt = felt([FeltSession { felt_steady: None, ..session(0, 0, 5, 0) }]);
        assert_eq!((felt.told, felt.dots.len(), felt.places.len()), (1, 0, 1));
    }

    #[test]
    fn the_interval_of_a_median_leaves_out_what_a_fair_coin_seldom_does() {
        // Binomial tables: of 6 tosses 0, of 10 one, of 20 five, of 100 thirty-nine lie outside.
        assert_eq!([6, 10, 20, 100].map(outside), [0, 1, 5, 39]);
        assert!((outside(2_000).abs_diff(956)) < 2, "{}", outside(2_000));
    }
}
