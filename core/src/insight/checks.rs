//! The leg raise over time: measured checks, typed scores, and whether lifts may be asked about.
//!
//! In: checks and scores, newest first. Out: what changed, and [`CarryOver`]. The two are never mixed (FIELD F32): a check
//! is degrees of a shank, a score is leg height as somebody saw it.

use crate::motion::Estimate;
use crate::schedule::TypedScore;
use crate::time::WallTime;
use crate::timeline::Side;
use serde::Serialize;

/// Minimal detectable change of a phone's straight-leg raise by one tester, degrees (FIELD F32).
pub const ONE_TESTER_DEG: f64 = 3.3;
/// The same between two testers.
pub const TWO_TESTERS_DEG: f64 = 10.2;
/// Lowest score at which lifts are asked about (FIELD F32).
const LIFTS_FROM: u8 = 2;

/// A measured check of one leg.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Raised {
    /// When.
    pub at: WallTime,
    /// The raised leg.
    pub side: Side,
    /// Degrees from the leg's own flat start; none when no try counted.
    pub best_deg: Option<Estimate>,
}

/// What became of the raise of one leg, newest against oldest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "is")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum RaiseChange {
    /// Fewer than two checks that count.
    TooFew,
    /// Less than one tester's own noise.
    WithinNoise {
        /// Newest less oldest, degrees.
        by_deg: f64,
        /// The interval that holds it 95 times of 100 by the sensor's own error; the tester's comes on top.
        ci95: [f64; 2],
    },
    /// More than one tester's noise, less than that between two: nobody has proved how well people test themselves.
    Hint {
        /// Newest less oldest, degrees.
        by_deg: f64,
        /// As above.
        ci95: [f64; 2],
    },
    /// More than the noise between two testers.
    Beyond {
        /// Newest less oldest, degrees.
        by_deg: f64,
        /// As above.
        ci95: [f64; 2],
    },
}

/// Whether squat, deadlift and swing are asked about (FIELD F32).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum CarryOver {
    /// Both legs score 2 or 3.
    Asked,
    /// No score of both legs yet.
    NoScore,
    /// A leg scores 1: *ask your trainer*.
    AskTrainer,
    /// A leg scores 0, that is pain: *see a clinician*, and the plan is held.
    SeeClinician,
}

/// What became of the raise of `side` in `checks`, newest first.
pub fn raise_change(side: Side, checks: &[Raised]) -> RaiseChange {
    let counted = || checks.iter().filter(|c| c.side == side).filter_map(|c| c.best_deg);
    let (Some(new), Some(old)) = (counted().next(), counted().nth(1).and_then(|_| counted().next_back())) else {
        return RaiseChange::TooFew;
    };
    let half = |e: Estimate| (e.ci95[1] - e.ci95[0]) / 2.0;
    let by_deg = new.value - old.value;
    let half = libm::hypot(half(new), half(old));
    let ci95 = [by_deg - half, by_deg + half];
    let sure = by_deg.abs() > half;
    if sure && by_deg.abs() > TWO_TESTERS_DEG {
        RaiseChange::Beyond { by_deg, ci95 }
    } else if sure && by_deg.abs() > ONE_TESTER_DEG {
        RaiseChange::Hint { by_deg, ci95 }
    } else {
        RaiseChange::WithinNoise { by_deg, ci95 }
    }
}

/// The newest score of `side` in `scores`, newest first.
pub fn newest_score(side: Side, scores: &[TypedScore]) -> Option<TypedScore> {
    scores.iter().find(|s| s.side == side).copied()
}

/// Whether lifts are asked about after `scores`, newest first; the lower side counts.
pub fn carry_over(scores: &[TypedScore]) -> CarryOver {
    let sides = [Side::Left, Side::Right].map(|side| newest_score(side, scores).map(|s| s.score));
    let lower = sides.iter().flatten().min().copied();
    match (lower, sides.iter().all(Option::is_some)) {
        (Some(0), _) => CarryOver::SeeClinician,
        (Some(1), _) => CarryOver::AskTrainer,
        (Some(score), true) if score >= LIFTS_FROM => CarryOver::Asked,
        _ => CarryOver::NoScore,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(nr: i64, side: Side, deg: f64) -> Raised {
        let best_deg = Some(Estimate { value: deg, ci95: [deg - 1.0, deg + 1.0] });
        Raised { at: WallTime { utc_ms: nr, offset_min: 0 }, side, best_deg }
    }

    fn scored(side: Side, score: u8) -> TypedScore {
        TypedScore { at: WallTime { utc_ms: 0, offset_min: 0 }, side, score }
    }

    #[test]
    fn a_raise_changes_beyond_noise_only_where_two_testers_would_agree() {
        let newest_first = |new: f64, old: f64| [raised(9, Side::Left, new), raised(1, Side::Left, old)];
        let change = |new, old| raise_change(Side::Left, &newest_first(new, old));
        assert!(matches!(change(62.0, 60.0), RaiseChange::WithinNoise { .. }));
        assert!(matches!(change(67.0, 60.0), RaiseChange::Hint { by_deg, .. } if by_deg == 7.0));
        assert!(matches!(change(48.0, 60.0), RaiseChange::Beyond { by_deg, .. } if by_deg == -12.0));
        assert_eq!(raise_change(Side::Right, &newest_first(1.0, 2.0)), RaiseChange::TooFew);
        assert_eq!(raise_change(Side::Left, &newest_first(1.0, 2.0)[..1]), RaiseChange::TooFew);
    }

    #[test]
    fn a_check_in_which_no_try_counted_says_nothing() {
        let checks = [raised(9, Side::Left, 80.0), Raised { best_deg: None, ..raised(1, Side::Left, 0.0) }];
        assert_eq!(raise_change(Side::Left, &checks), RaiseChange::TooFew);
    }

    #[test]
    fn lifts_are_asked_about_only_when_both_legs_score_two_or_more() {
        let after = |left: Option<u8>, right: Option<u8>| {
            let scores: Vec<_> = [(Side::Left, left), (Side::Right, right)]
                .into_iter()
                .filter_map(|(side, score)| Some(scored(side, score?)))
                .collect();
            carry_over(&scores)
        };
        assert_eq!(after(Some(2), Some(3)), CarryOver::Asked);
        assert_eq!(after(Some(1), Some(3)), CarryOver::AskTrainer);
        assert_eq!(after(Some(3), Some(0)), CarryOver::SeeClinician);
        assert_eq!(after(Some(0), None), CarryOver::SeeClinician);
        assert_eq!(after(Some(3), None), CarryOver::NoScore);
        assert_eq!(after(None, None), CarryOver::NoScore);
    }

    #[test]
    fn the_newest_score_of_a_leg_counts() {
        assert_eq!(
            carry_over(&[scored(Side::Left, 2), scored(Side::Left, 1), scored(Side::Right, 2)]),
            CarryOver::Asked
        );
    }
}
