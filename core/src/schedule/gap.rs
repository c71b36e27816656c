//! Left against right, from balanced sessions only (FIELD F20).
//!
//! In: outcomes. Out: the side whose pelvis goes farther, when the difference exceeds the noise. Fatigue speaks against
//! the side that goes second, so as many sessions that began left as began right are compared, at one level.

use super::progress::is_extra;
use super::{Level, Outcome};
use crate::motion::Estimate;
use crate::timeline::Side;

/// Newest sessions of each first side that are compared.
const MOST_OF_EACH: usize = 3;
/// Below this a difference is nothing, degrees: half a degree is what can be resolved of one side (FIELD F5), and two
/// sides have two such errors.
const LEAST_DEG: f64 = 0.7;

/// A left-right difference that exceeds the noise.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "SideGap"))]
pub struct Gap {
    /// The side that went farther.
    pub side: Side,
    /// By how much, degrees, with the interval that holds it 95 times of 100; always above 0.
    pub by_deg: Estimate,
    /// From how many sessions.
    pub sessions: u8,
}

/// The gap at `level`; none when there is none beyond noise, or when no session began with the one side or the other.
pub fn gap(level: Level, outcomes: &[Outcome]) -> Option<Gap> {
    let mut newest: Vec<&Outcome> = outcomes.iter().collect();
    newest.sort_by_key(|o| std::cmp::Reverse(o.began.utc_ms));
    let of = |side: Side| -> Vec<Difference> {
        let began_so = newest.iter().filter(|o| o.first_side == side);
        began_so.filter_map(|o| difference(level, o)).take(MOST_OF_EACH).collect()
    };
    let (left, right) = (of(Side::Left), of(Side::Right));
    let each = left.len().min(right.len());
    let all: Vec<Difference> = left.into_iter().take(each).chain(right.into_iter().take(each)).collect();
    let mean = mean(&all)?;
    let half = (mean.ci95[1] - mean.ci95[0]) / 2.0;
    let size = mean.value.abs();
    (size > half && size >= LEAST_DEG).then(|| Gap {
        side: if mean.value > 0.0 { Side::Left } else { Side::Right },
        by_deg: Estimate { value: size, ci95: [size - half, size + half] },
        sessions: u8::try_from(all.len()).unwrap_or(u8::MAX),
    })
}

/// Left minus right of one session, with half its interval, degrees.
#[derive(Clone, Copy)]
struct Difference {
    deg: f64,
    half_deg: f64,
}

fn difference(level: Level, outcome: &Outcome) -> Option<Difference> {
    let at_level = |work: &&super::Work| Level::of_work(work) == level && !is_extra(work);
    let work = outcome.work.iter().filter(|_| outcome.measured).find(at_level)?;
    let (left, right) = (work.left.peak_deg?, work.right.peak_deg?);
    let half = |e: Estimate| (e.ci95[1] - e.ci95[0]).abs() / 2.0;
    let half_deg = libm::hypot(half(left), half(right));
    let deg = left.value - right.value;
    (deg.is_finite() && half_deg.is_finite()).then_some(Difference { deg, half_deg })
}

/// Mean of the sessions' differences: each session's own error, and how much the sessions disagree.
fn mean(all: &[Difference]) -> Option<Estimate> {
    let n = all.len() as f64;
    if all.is_empty() {
        return None;
    }
    let value = all.iter().map(|d| d.deg).sum::<f64>() / n;
    let own = all.iter().map(|d| d.half_deg * d.half_deg).sum::<f64>() / n;
    let spread = all.iter().map(|d| (d.deg - value) * (d.deg - value)).sum::<f64>() / (n - 1.0).max(1.0);
    let half = libm::sqrt((own + 1.96 * 1.96 * spread) / n);
    Some(Estimate { value, ci95: [value - half, value + half] })
}
