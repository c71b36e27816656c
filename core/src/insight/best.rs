//! Bests at equal depth: the session in which the pelvis went least far, and how many were as good as far as can be told.
//!
//! In: numbers of sessions of one side and depth, in any order. Out: [`Best`]. The best of many noisy numbers is lucky as
//! well as good, so those that cannot be told from it are counted beside it.

use super::metric::Value;
use crate::session::SessionId;
use crate::time::WallTime;
use serde::Serialize;

/// The best session of a side at one depth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Best {
    /// When it began.
    pub at: WallTime,
    /// Which.
    pub session: SessionId,
    /// How far the pelvis went, degrees.
    pub value: f64,
    /// The interval that holds it 95 times of 100.
    pub ci95: [f64; 2],
    /// Sessions that cannot be told from it, itself left out.
    pub alike: u32,
    /// Sessions it is the best of.
    pub of: u32,
}

/// Finds the best of sessions that come one by one.
#[derive(Debug, Clone, Default)]
pub struct Bests {
    best: Option<(WallTime, SessionId, Value)>,
    /// Value and half interval of each; what is alike is known only at the end.
    all: Vec<(f32, f32)>,
}

impl Bests {
    /// One more session.
    pub fn add(&mut self, at: WallTime, session: SessionId, value: Value) {
        // Of equal ones the first: a best stays until it is beaten.
        let beats =
            |(then, _, best): &(WallTime, SessionId, Value)| (value.value, at.utc_ms) < (best.value, then.utc_ms);
        if self.best.as_ref().is_none_or(beats) {
            self.best = Some((at, session, value));
        }
        #[expect(clippy::cast_possible_truncation, reason = "a ten-millionth of a degree is enough to count by")]
        self.all.push((value.value as f32, half(&value) as f32));
    }

    /// The best; none of none.
    pub fn finish(self) -> Option<Best> {
        let (at, session, Value { value, ci95, .. }) = self.best?;
        let own = (ci95[1] - ci95[0]) / 2.0;
        let alike = |(v, half): &&(f32, f32)| f64::from(*v) - value <= libm::hypot(own, f64::from(*half));
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let alike = self.all.iter().filter(alike).count();
        Some(Best { at, session, value, ci95, alike: count(alike.saturating_sub(1)), of: count(self.all.len()) })
    }
}

fn half(value: &Value) -> f64 {
    let [low, high] = value.ci95;
    (high - low) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(bests: &mut Bests, nr: u8, value: f64) {
        let at = WallTime { utc_ms: i64::from(nr), offset_min: 0 };
        bests.add(at, SessionId([nr; 16]), Value { value, ci95: [value - 0.3, value + 0.3], reps: 5 });
    }

    #[test]
    fn the_least_is_best_and_what_cannot_be_told_from_it_is_counted() {
        let mut bests = Bests::default();
        for (nr, value) in [(1, 3.0), (2, 1.5), (3, 1.8), (4, 1.5), (5, 2.5)] {
            add(&mut bests, nr, value);
        }
        let best = bests.finish().unwrap();
        assert_eq!((best.session, best.value), (SessionId([2; 16]), 1.5));
        // 1.8 and the other 1.5 lie within √2 · 0.3; 2.5 and 3.0 do not.
        assert_eq!((best.alike, best.of), (2, 5));
    }

    #[test]
    fn without_a_session_there_is_no_best() {
        assert_eq!(Bests::default().finish(), None);
    }
}
