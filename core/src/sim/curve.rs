//! A value that eases from one level to the next, known for all time up to now.
//!
//! In: moves, each from whatever the value is at its start to a new level. Out: the value at any instant.

use crate::time::MonoTime;

/// `N` values that move together.
#[derive(Debug, Clone)]
pub(super) struct Curve<const N: usize> {
    first: [f64; N],
    moves: Vec<Move<N>>,
}

#[derive(Debug, Clone, Copy)]
struct Move<const N: usize> {
    start: MonoTime,
    end: MonoTime,
    from: [f64; N],
    to: [f64; N],
}

impl<const N: usize> Curve<N> {
    /// At `first` until it is moved.
    pub(super) fn new(first: [f64; N]) -> Self {
        Self { first, moves: Vec::new() }
    }

    /// From `start` on it eases to `to`, where it is at `end`; what it was doing is broken off.
    pub(super) fn ease(&mut self, start: MonoTime, end: MonoTime, to: [f64; N]) {
        let from = self.at(start);
        while self.moves.last().is_some_and(|m| m.start >= start) {
            self.moves.pop();
        }
        self.moves.push(Move { start, end, from, to });
    }

    /// When the last move ends.
    pub(super) fn settled(&self) -> Option<MonoTime> {
        self.moves.last().map(|m| m.end)
    }

    /// The values at `t`.
    pub(super) fn at(&self, t: MonoTime) -> [f64; N] {
        let next = self.moves.partition_point(|m| m.start <= t);
        let Some(m) = next.checked_sub(1).and_then(|i| self.moves.get(i)) else { return self.first };
        let length_s = (m.end - m.start).s();
        let share = if length_s > 0.0 { ((t - m.start).s() / length_s).clamp(0.0, 1.0) } else { 1.0 };
        let eased = 0.5 - 0.5 * libm::cos(std::f64::consts::PI * share);
        let mut out = m.to;
        for (o, from) in out.iter_mut().zip(m.from) {
            *o = from + (*o - from) * eased;
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_eases_from_where_it_is_even_when_broken_off() {
        let s = MonoTime::from_s;
        let mut curve = Curve::new([0.0]);
        curve.ease(s(1.0), s(3.0), [4.0]);
        assert_eq!(curve.at(s(0.5)), [0.0]);
        assert!((curve.at(s(2.0))[0] - 2.0).abs() < 1e-12);
        curve.ease(s(2.0), s(4.0), [0.0]);
        assert!((curve.at(s(2.0))[0] - 2.0).abs() < 1e-12, "no jump");
        assert_eq!(curve.at(s(9.0)), [0.0]);
    }
}
