//! What of a session shares a picture.
//!
//! In: what was performed, and the track. Out: stretches of up to a minute, each a reference, a change of posture or a
//! run of reps, with the levels its lines start from and the degrees they pass.

use crate::session::TrackPoint;
use crate::timeline::{BlockKind, Cycle, Performed, PhaseKind, Span};

/// Past this a picture would show a slip and nothing else; the line leaves the panel.
const MAX_RANGE_DEG: f64 = 16.0;
/// Seconds a picture may hold: six reps at the default pace (FIELD F8), still readable on a phone.
pub(super) const MAX_STRETCH_S: f64 = 60.0;
/// Where lost begins when no reference says otherwise (FIELD F5).
const LOST_DEG: f64 = 5.0;

/// Consecutive cycles that share a picture.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    /// Its cycles, never empty.
    pub(super) cycles: Vec<Cycle<'a>>,
    /// From the start of the first to the end of the last.
    pub(super) span: Span,
}

/// What a stretch is about; a new one begins where it changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum About {
    /// The static hold.
    Reference,
    /// Changes of posture and settling breaths.
    Between,
    /// Reps of one set.
    Reps { block: BlockKind, block_index: u16, set: u16 },
}

fn about(cycle: &Cycle<'_>) -> About {
    match cycle.block {
        BlockKind::Deadbug => About::Reference,
        BlockKind::Setup | BlockKind::Settle => About::Between,
        block => About::Reps { block, block_index: cycle.key.block_index, set: cycle.key.set },
    }
}

/// Whether `next` belongs with the cycles of `run`: the same thing and, where one side has been doing rep after rep,
/// the same side. Sides that take turns stay together. A recording has no routine that would say which it is.
fn joins(run: &[Cycle<'_>], next: &Cycle<'_>) -> bool {
    let Some((first, last)) = run.first().zip(run.last()) else { return false };
    let held = first.key.rep != last.key.rep && run.iter().all(|c| c.key.side == first.key.side);
    about(first) == about(next) && !(held && next.key.side != first.key.side)
}

/// Consecutive cycles about one thing, in as few pictures of equal length as hold them.
pub(super) fn stretches(performed: &Performed) -> Vec<(About, Stretch<'_>)> {
    let mut runs: Vec<Vec<Cycle<'_>>> = Vec::new();
    for cycle in performed.cycles() {
        match runs.last_mut() {
            Some(run) if joins(run, &cycle) => run.push(cycle),
            _ => runs.push(vec![cycle]),
        }
    }
    let mut all = Vec::new();
    for run in runs {
        let length_s: f64 = run.iter().map(|c| c.span.length().s()).sum();
        let pictures = libm::ceil(length_s / MAX_STRETCH_S).max(1.0);
        let cycles_each = libm::ceil(run.len() as f64 / pictures);
        let mut open: Option<(About, Stretch<'_>)> = None;
        for cycle in run {
            let fits = |s: &Stretch<'_>| {
                (s.cycles.len() as f64) < cycles_each && (cycle.span.end - s.span.start).s() <= MAX_STRETCH_S
            };
            match &mut open {
                Some((_, stretch)) if fits(stretch) => {
                    stretch.span.end = cycle.span.end;
                    stretch.cycles.push(cycle);
                }
                _ => {
                    let next = (about(&cycle), Stretch { span: cycle.span, cycles: vec![cycle] });
                    all.extend(open.replace(next));
                }
            }
        }
        all.extend(open);
    }
    // Posture alone says nothing about the pelvis; it is drawn with the breaths that follow it.
    let says_something = |s: &Stretch<'_>| s.cycles.iter().any(|c| c.block != BlockKind::Setup);
    if all.iter().any(|(_, s)| says_something(s)) {
        all.retain(|(_, s)| says_something(s));
    }
    all
}

impl Stretch<'_> {
    /// For each cycle the tilt and roll of the phone that its faint line calls zero. A rep counts from its onset as the
    /// pelvis does, the other breaths from their common middle; while the posture changes the phone has no level.
    pub(super) fn levels(&self, track: &[TrackPoint]) -> Vec<[f64; 2]> {
        let breaths: Vec<&TrackPoint> = self.cycles.iter().flat_map(|c| breathing(c, track)).collect();
        let common = [0, 1].map(|axis| {
            let mut all: Vec<f64> = breaths.iter().filter_map(|p| p.phone_deg.get(axis)).copied().collect();
            all.retain(|deg| deg.is_finite());
            all.sort_by(f64::total_cmp);
            all.get(all.len() / 2).copied().unwrap_or(0.0)
        });
        let onset = |c: &Cycle<'_>| breathing(c, track).map(|p| p.phone_deg).find(|d| d.iter().all(|v| v.is_finite()));
        self.cycles.iter().map(|c| onset(c).filter(|_| c.block.is_judged()).unwrap_or(common)).collect()
    }

    /// Tilt and roll of all that the lines of the breaths pass, degrees.
    fn passed(&self, track: &[TrackPoint]) -> Vec<[f64; 2]> {
        let mut passed = Vec::new();
        for (cycle, [tilt, roll]) in self.cycles.iter().zip(self.levels(track)) {
            for point in breathing(cycle, track) {
                let [phone_tilt, phone_roll] = point.phone_deg;
                passed.push([phone_tilt - tilt, phone_roll - roll]);
                passed.extend(point.pelvis_deg);
            }
        }
        passed
    }

    /// Lowest and highest degree to show, tilt and roll: what the lines pass, at least `lost_deg` on both sides.
    pub(super) fn range_deg(&self, track: &[TrackPoint], lost_deg: Option<[f64; 2]>) -> [[f64; 2]; 2] {
        let least = lost_deg.unwrap_or([LOST_DEG; 2]).map(|lost| [-lost * 1.15, lost * 1.15]);
        let farther = |[low, high]: [f64; 2], deg: f64| {
            let deg = if deg.is_finite() { (deg * 1.05).clamp(-MAX_RANGE_DEG, MAX_RANGE_DEG) } else { 0.0 };
            [low.min(deg), high.max(deg)]
        };
        self.passed(track).into_iter().fold(least, |[tilt, roll], [t, r]| [farther(tilt, t), farther(roll, r)])
    }
}

/// What of `track` lies in the breaths of `cycle`.
fn breathing<'t>(cycle: &Cycle<'_>, track: &'t [TrackPoint]) -> impl Iterator<Item = &'t TrackPoint> {
    let phases: Vec<Span> = cycle.phases.iter().filter(|p| !is_setup(p.kind)).map(|p| p.span).collect();
    track.iter().filter(move |point| phases.iter().any(|span| span.contains(point.at)))
}

/// Whether the posture may change in it.
pub(super) fn is_setup(kind: PhaseKind) -> bool {
    matches!(kind, PhaseKind::Setup | PhaseKind::Rest | PhaseKind::Signs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::MonoTime;
    use crate::timeline::{Outcome, PerformedPhase, RepKey, Side};

    /// Reps of `rep_s` seconds, one after the other, on these sides.
    fn reps(sides: &[(Side, u16)], rep_s: f64) -> Performed {
        let mut performed = Performed::default();
        for (i, (side, rep)) in (0..).zip(sides) {
            let start = f64::from(i) * rep_s;
            let key = RepKey { block_index: 2, set: 1, side: *side, rep: *rep };
            let span = Span::from_s(start, start + rep_s);
            let phase = PerformedPhase {
                kind: PhaseKind::Exhale,
                block: BlockKind::LegLower,
                key,
                attempt: 1,
                span,
                outcome: Outcome::Done,
            };
            performed.push(phase).unwrap();
        }
        performed
    }

    fn taking_turns() -> Vec<(Side, u16)> {
        (1..=5).flat_map(|rep| [(Side::Left, rep), (Side::Right, rep)]).collect()
    }

    fn shape(performed: &Performed) -> Vec<String> {
        let letter = |side: Side| if side == Side::Left { 'L' } else { 'R' };
        let row = |s: &Stretch<'_>| s.cycles.iter().map(|c| format!("{}{}", letter(c.key.side), c.key.rep)).collect();
        stretches(performed)
            .iter()
            .map(|(_, s)| row(s))
            .collect::<Vec<Vec<String>>>()
            .iter()
            .map(|r| r.join(" "))
            .collect()
    }

    #[test]
    fn sides_that_take_turns_share_two_even_rows() {
        assert_eq!(shape(&reps(&taking_turns(), 9.0)), ["L1 R1 L2 R2 L3", "R3 L4 R4 L5 R5"]);
    }

    #[test]
    fn one_side_after_the_other_keeps_a_row_for_each() {
        let sides: Vec<_> = [Side::Left, Side::Right].into_iter().flat_map(|s| (1..=5).map(move |n| (s, n))).collect();
        assert_eq!(shape(&reps(&sides, 9.0)), ["L1 L2 L3 L4 L5", "R1 R2 R3 R4 R5"]);
    }

    #[test]
    fn no_row_holds_more_than_a_minute_and_no_rep_is_lost() {
        for rep_s in [4.0, 6.0, 9.0, 11.0, 19.0, 31.0, 90.0] {
            let performed = reps(&taking_turns(), rep_s);
            let all = stretches(&performed);
            assert_eq!(all.iter().map(|(_, s)| s.cycles.len()).sum::<usize>(), 10);
            for (_, s) in &all {
                assert!(s.span.length().s() <= MAX_STRETCH_S || s.cycles.len() == 1, "{rep_s}");
            }
        }
    }

    #[test]
    fn another_set_begins_another_row() {
        let mut performed = reps(&[(Side::Left, 1), (Side::Right, 1)], 9.0);
        let mut next = performed.phases()[1];
        (next.key.set, next.span) = (2, Span::from_s(18.0, 27.0));
        performed.push(next).unwrap();
        assert_eq!(shape(&performed), ["L1 R1", "R1"]);
    }

    #[test]
    fn what_is_small_is_shown_up_to_lost_and_what_is_wild_is_cut() {
        let performed = reps(&taking_turns(), 9.0);
        let all = stretches(&performed);
        let track = |deg: f64| {
            let point = |i: u32| TrackPoint {
                at: MonoTime::from_s(f64::from(i)),
                phone_deg: [0.0; 2],
                pelvis_deg: Some([deg, -0.1]),
            };
            (0..80).map(point).collect::<Vec<_>>()
        };
        let [tilt, roll] = all[0].1.range_deg(&track(0.4), None);
        assert_eq!(tilt, roll);
        assert!(tilt[0] < -LOST_DEG && tilt[1] > LOST_DEG && tilt[1] < 1.3 * LOST_DEG, "{tilt:?}");
        let [tilt, roll] = all[0].1.range_deg(&track(9.0), None);
        assert!(tilt[1] > 9.0 && tilt[0] > -1.3 * LOST_DEG && roll[1] < 1.3 * LOST_DEG, "{tilt:?} {roll:?}");
        let [tilt, _] = all[0].1.range_deg(&track(1e6), None);
        assert!((tilt[1] - MAX_RANGE_DEG).abs() < 1e-9);
    }
}
