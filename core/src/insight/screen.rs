//! What one screen shows: values only, made by history, worded by [`says`](super::says), drawn by reports and faces.

use super::best::Best;
use super::felt::{Leaning, typical};
use super::metric::Metric;
use super::trend::{Dot, Trend};
use crate::motion::Estimate;
use crate::routine::{Landmark, OtherLeg, Variant};
use crate::schedule::{Gap, Level};
use crate::session::SessionId;
use crate::time::WallTime;
use crate::timeline::{BlockKind, Side};
use serde::{Serialize, Serializer};

/// A stretch of time, UTC milliseconds: from the first, up to and without the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "TimeRange"))]
pub struct Range {
    /// From here; none: from the first session on.
    pub from_ms: Option<i64>,
    /// Up to here; none: to the last session.
    pub to_ms: Option<i64>,
}

/// Which level to look at; of several that fit the one that was done last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "LevelFilter"))]
pub struct Filter {
    /// Only this exercise.
    pub exercise: Option<BlockKind>,
    /// Only this variant.
    pub variant: Option<Variant>,
    /// Only with the other leg here.
    pub other_leg: Option<OtherLeg>,
    /// Only at this depth.
    pub landmark: Option<Landmark>,
}

impl Filter {
    /// All of `level`.
    pub fn of(level: Level) -> Self {
        let Level { exercise, variant, other_leg, landmark } = level;
        Self { exercise: Some(exercise), variant, other_leg, landmark }
    }
}

/// What is not in a picture, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct LeftOut {
    /// Sessions with too few judged reps on every side.
    pub too_few: u32,
    /// Sessions in which the leg stopped before the landmark.
    pub stopped_short: u32,
    /// Sessions in it of which nobody said whether the leg went so far.
    pub unconfirmed: u32,
}

/// One side's trend.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct SideTrend {
    /// Which leg.
    pub side: Side,
    /// How its number went.
    pub trend: Trend,
}

/// A trend at one level, the sides beside each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct TrendScreen {
    /// What was done, and how deep.
    #[serde(serialize_with = "spelled")]
    pub level: Level,
    /// Of what.
    pub metric: Metric,
    /// Left first.
    pub sides: Vec<SideTrend>,
    /// What is not in it.
    pub left_out: LeftOut,
}

/// Left less right of one session.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GapSession {
    /// The leg that began.
    pub first_side: Side,
    /// Left less right of how far the pelvis went, degrees.
    pub dot: Dot,
}

/// Left against right over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct GapScreen {
    /// What was done, and how deep.
    #[serde(serialize_with = "spelled")]
    pub level: Level,
    /// Every session in which both legs were judged, oldest first.
    pub sessions: Vec<GapSession>,
    /// Sessions that are balanced: as many that began left as right, the newest of each.
    pub balanced: u32,
    /// Middle of the balanced ones, degrees, left less right; none with fewer than six.
    pub typical: Option<(f64, [f64; 2])>,
    /// Which way it leans: more is the left pelvis going farther.
    pub leaning: Leaning,
    /// What the plan goes by: the newest three of either first side.
    #[serde(serialize_with = "as_numbers")]
    pub plan: Option<Gap>,
}

/// Hold against lowers over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HoldScreen {
    /// What was done, and how deep.
    #[serde(serialize_with = "spelled")]
    pub level: Level,
    /// How still the hold was, by itself.
    pub hold: Trend,
    /// The lowers relative to it, left first.
    pub lowers: Vec<SideTrend>,
    /// What is not in it.
    pub left_out: LeftOut,
}

/// The best of one side at one level.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct LevelBest {
    /// What was done, and how deep.
    #[serde(serialize_with = "spelled")]
    pub level: Level,
    /// Which leg.
    pub side: Side,
    /// The session.
    pub best: Best,
}

/// The bests, each at its own depth and side; the newest level first.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct BestsScreen {
    /// One a level and side.
    pub bests: Vec<LevelBest>,
    /// Sessions of which nobody said whether the leg went so far: unknown depth holds no best.
    pub unconfirmed: u32,
}

/// Balances `sessions`: the newest of each first side, as many of one as of the other, oldest first.
pub fn balanced(sessions: &[GapSession]) -> Vec<GapSession> {
    let count = |side: Side| sessions.iter().filter(|s| s.first_side == side).count();
    let each = count(Side::Left).min(count(Side::Right));
    let mut left = [each; 2];
    let mut kept: Vec<GapSession> = Vec::with_capacity(2 * each);
    for session in sessions.iter().rev() {
        let [of_left, of_right] = &mut left;
        let more = match session.first_side {
            Side::Left => of_left,
            Side::Right => of_right,
            Side::Both => continue,
        };
        if *more > 0 {
            *more -= 1;
            kept.push(*session);
        }
    }
    kept.reverse();
    kept
}

impl GapScreen {
    /// The gap at `level` in `sessions`, oldest first; `plan` is what the plan says.
    pub fn of(level: Level, sessions: Vec<GapSession>, plan: Option<Gap>) -> Self {
        let balanced = balanced(&sessions);
        let typical = typical(&balanced.iter().map(|s| s.dot).collect::<Vec<_>>());
        // What cannot be resolved is no gap, however many sessions say so (FIELD F5).
        let least = Metric::Gap.resolution() * std::f64::consts::SQRT_2;
        let leaning = match typical {
            None => Leaning::TooFew,
            Some((by, [low, _])) if low > 0.0 && by >= least => Leaning::More,
            Some((by, [_, high])) if high < 0.0 && by <= -least => Leaning::Fewer,
            Some(_) => Leaning::Neither,
        };
        let balanced = u32::try_from(balanced.len()).unwrap_or(u32::MAX);
        Self { level, sessions, balanced, typical, leaning, plan }
    }
}

/// Numbers of one session for a dot.
impl Dot {
    /// One session's dot.
    pub fn new(at: WallTime, session: SessionId, value: super::Value) -> Self {
        let super::Value { value, ci95, reps } = value;
        Self { at, session, value, ci95, reps: reps.into(), sessions: 1 }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn spelled<S: Serializer>(level: &Level, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(level)
}

#[expect(clippy::ref_option, reason = "serde hands a reference")]
fn as_numbers<S: Serializer>(gap: &Option<Gap>, to: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Numbers {
        side: Side,
        by_deg: Estimate,
        sessions: u8,
    }
    gap.map(|Gap { side, by_deg, sessions }| Numbers { side, by_deg, sessions }).serialize(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(nr: i64, first_side: Side, deg: f64) -> GapSession {
        let at = WallTime { utc_ms: nr * 86_400_000, offset_min: 0 };
        let value = super::super::Value { value: deg, ci95: [deg - 0.5, deg + 0.5], reps: 10 };
        GapSession { first_side, dot: Dot::new(at, SessionId([3; 16]), value) }
    }

    fn level() -> Level {
        Level::first_of(BlockKind::LegLower).unwrap()
    }

    fn sides(nr: i64) -> Side {
        if nr % 2 == 0 { Side::Left } else { Side::Right }
    }

    #[test]
    fn a_gap_that_is_only_the_tired_side_is_none_when_the_sides_take_turns() {
        // Whoever goes second goes 1.5° farther.
        let tired = |nr: i64| session(nr, sides(nr), if nr % 2 == 0 { -1.5 } else { 1.5 });
        let screen = GapScreen::of(level(), (0..20).map(tired).collect(), None);
        assert_eq!((screen.leaning, screen.balanced), (Leaning::Neither, 20));
    }

    #[test]
    fn from_sessions_that_all_began_left_no_gap_is_stated() {
        let screen = GapScreen::of(level(), (0..20).map(|nr| session(nr, Side::Left, 4.0)).collect(), None);
        assert_eq!((screen.leaning, screen.balanced, screen.typical), (Leaning::TooFew, 0, None));
    }

    #[test]
    fn a_real_gap_is_found_and_one_too_small_to_resolve_is_not() {
        let screen = |deg: f64| GapScreen::of(level(), (0..20).map(|nr| session(nr, sides(nr), deg)).collect(), None);
        assert_eq!(screen(2.0).leaning, Leaning::More);
        assert_eq!(screen(-2.0).leaning, Leaning::Fewer);
        assert_eq!(screen(0.4).leaning, Leaning::Neither);
    }

    #[test]
    fn balance_keeps_the_newest_of_the_side_that_began_more_often() {
        let mut all: Vec<_> = (0..5).map(|nr| session(nr, Side::Left, 1.0)).collect();
        all.push(session(5, Side::Right, 1.0));
        let kept = balanced(&all);
        assert_eq!(kept.iter().map(|s| s.dot.at.utc_ms / 86_400_000).collect::<Vec<_>>(), [4, 5]);
    }
}
