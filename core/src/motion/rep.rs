//! One rep, after it has ended: metrics with their intervals, and the verdict (DESIGN §3.8).
//!
//! In: the track around the rep, the phases of the cue and what the reference taught. Out: [`RepRecord`].
//! Looks at the whole rep; nothing here is shown live.

use super::filter::LowPass;
use super::key::key;
use super::record::{AxisRecord, BreathVerdict, Estimate, MotionEvent, MotionEventKind, Reason, RepRecord, Verdict};
use super::reference::{Learned, mean, minus};
use super::smooth::{Grid, PELVIS_HZ, Point, smooth};
use super::template::Template;
use crate::time::{MonoTime, Nanos};
use crate::timeline::{PerformedPhase, Span};

/// The level at the rep's onset is the mean from so long before it ...
pub(crate) const ONSET_BEFORE_S: f64 = 0.1;
/// ... to so long after it: people follow the cue late, the pelvis later still, seconds.
pub(crate) const ONSET_AFTER_S: f64 = 0.3;
/// Wiggle is what lies between these, Hz (FIELD, *Axes and terms*).
const WIGGLE_HZ: [f64; 2] = [0.8, 3.0];
/// 95 % of a normal distribution lies within so many standard deviations.
const Z95: f64 = 1.96;
/// The peak of a rep is wrong by this share of what the largest excursion of a still breath is: the largest of many.
const PEAK_SHARE: f64 = 0.8;
/// A rep with a silence longer than this is not judged, seconds (DESIGN §3.1).
const MOST_SILENCE_S: f64 = 1.0;
/// A rep that was masked or silent for more than this share is not judged.
const MOST_UNSEEN: f64 = 0.3;
/// A slope of 30° (FIELD F4) and a turn of 20° (F26) stay below: beyond, the phone is not face up on a belly, degrees.
const OFF_BELLY_DEG: f64 = 60.0;
/// Fewer readings than this say nothing of a rep, Hz.
const FEWEST_HZ: f64 = 10.0;
/// A breath smaller than this cannot be told from the rest, degrees peak to peak.
const BREATH_VISIBLE_DEG: f64 = 0.6;
/// A breath that is off the cue by more than this is early or late, seconds.
const IN_TIME_S: f64 = 0.75;

/// What a rep is judged by.
pub(crate) struct Judge<'a> {
    pub(crate) learned: &'a Learned,
    /// The template at the depth of the settling breaths.
    pub(crate) template: Template,
    /// RMS of what the estimator is wrong by when nothing moves, degrees.
    pub(crate) still_peak_deg: [f64; 2],
    /// The breath has changed too much for the template to hold.
    pub(crate) breath_changed: bool,
    /// Level of the set in its start pose, tilt, degrees; none before it is known.
    pub(crate) set_zero_deg: Option<f64>,
    /// RMS of the reference in the wiggle's band, degrees.
    pub(crate) wiggle_floor_deg: [f64; 2],
    pub(crate) has_reference: bool,
}

/// A rep with the pelvis level at its onset, tilt, degrees: the first of a set gives the set its zero.
pub(crate) struct Judged {
    pub(crate) record: RepRecord,
    pub(crate) onset_tilt_deg: f64,
}

/// RMS of `grid` between [`WIGGLE_HZ`], degrees.
pub(crate) fn wiggle_rms(points: &[Point], span: Span) -> [f64; 2] {
    let [low, high] = WIGGLE_HZ;
    let fast = smooth(points.iter(), span, high);
    let mut scratch = Vec::new();
    let filter = LowPass::new(low, fast.step_s);
    fast.deg.map(|axis| {
        let mut slow = axis.clone();
        filter.both_ways(&mut slow, axis.len(), &mut scratch);
        rms(axis.iter().zip(&slow).map(|(a, b)| a - b))
    })
}

fn rms(all: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = all.fold((0.0, 0.0), |(s, n), x| (s + x * x, n + 1.0));
    (sum / f64::max(n, 1.0)).sqrt()
}

impl Judge<'_> {
    /// Judges the rep whose `own` phases are the last of `phases`; `events` are those of the session so far.
    pub(crate) fn judge(
        &self,
        points: &[Point],
        phases: &[PerformedPhase],
        own: &[PerformedPhase],
        events: &[MotionEvent],
    ) -> Option<Judged> {
        let (first, last) = (own.first()?, own.last()?);
        let span = Span { start: first.span.start, end: last.span.end };
        let wide = Span { start: span.start - Nanos::from_s(ONSET_BEFORE_S), end: span.end };
        let grid = smooth(points.iter(), wide, PELVIS_HZ);
        let track = self.pelvis(&grid, phases);

        let onset = Span { start: wide.start, end: span.start + Nanos::from_s(ONSET_AFTER_S) };
        let level = mean(track.iter().filter(|(t, _)| onset.contains(*t)).map(|(_, d)| *d));
        let moved: Vec<(f64, [f64; 2])> = track
            .iter()
            .filter(|(t, _)| span.contains(*t))
            .map(|(t, d)| ((*t - span.start).s(), minus(*d, level)))
            .collect();
        let wiggle = wiggle_rms(points, span);
        let axis = |i: usize| self.axis(&moved, i, wiggle);
        let (tilt, roll) = (axis(0), axis(1));

        let mut reasons = self.spoilt(points, span, events);
        let verdict = self.verdict(&tilt, &roll, &mut reasons);
        let [x_sd, _] = self.level_sd_deg();
        let creep_deg = self.set_zero_deg.map(|zero| Estimate {
            value: level[0] - zero,
            ci95: [level[0] - zero - Z95 * x_sd, level[0] - zero + Z95 * x_sd],
        });
        let [drifting, _] = self.learned.record.drifting_deg;
        let moved_rms = rms(moved.iter().map(|(_, [x, _])| *x));
        let floor = self.learned.spread_deg[0].max(0.1);
        let record = RepRecord {
            block: first.block,
            key: first.key,
            attempt: first.attempt,
            span,
            moment_of_loss_s: self.moment_of_loss(&moved),
            stillness_ratio: self.has_reference.then_some(moved_rms / floor),
            breath: self.breath(&grid, phases, tilt.peak_deg.value.abs() > drifting),
            tilt,
            roll,
            creep_deg,
            verdict,
            reasons,
        };
        Some(Judged { record, onset_tilt_deg: level[0] })
    }

    /// The track with the zero and the breath taken off.
    fn pelvis(&self, grid: &Grid, phases: &[PerformedPhase]) -> Vec<(MonoTime, [f64; 2])> {
        grid.iter()
            .map(|(at, deg)| {
                let breath = key(phases.iter(), at, self.learned.delay_s).map_or([0.0; 2], |k| self.template.at(k));
                (at, minus(minus(deg, self.learned.zero_deg), breath))
            })
            .collect()
    }

    fn level_sd_deg(&self) -> [f64; 2] {
        self.still_peak_deg.map(|s| 0.5 * s)
    }

    fn axis(&self, moved: &[(f64, [f64; 2])], which: usize, wiggle: [f64; 2]) -> AxisRecord {
        let pick = |pair: [f64; 2]| pair.get(which).copied().unwrap_or_default();
        let values = || moved.iter().map(|(_, d)| pick(*d));
        let peak = values().fold(0.0, |far: f64, v| if v.abs() > far.abs() { v } else { far });
        let sd = PEAK_SHARE * pick(self.still_peak_deg);
        let tenth = (moved.len() / 10).max(1);
        let part = |it: &mut dyn Iterator<Item = f64>| mean(it.map(|v| [v, 0.0]))[0];
        let drift = part(&mut values().rev().take(tenth)) - part(&mut values().take(tenth));
        let inside = values().filter(|v| v.abs() < pick(self.learned.record.drifting_deg)).count();
        let floor = pick(self.wiggle_floor_deg);
        let wiggle = pick(wiggle);
        let around = |value: f64, sd: f64| Estimate { value, ci95: [value - Z95 * sd, value + Z95 * sd] };
        AxisRecord {
            peak_deg: around(peak, sd),
            drift_deg: around(drift, std::f64::consts::SQRT_2 * pick(self.level_sd_deg())),
            wiggle_deg: (wiggle * wiggle - floor * floor).max(0.0).sqrt(),
            in_band: inside as f64 / (moved.len().max(1)) as f64,
        }
    }

    /// Seconds into the rep at which either axis first left its band.
    fn moment_of_loss(&self, moved: &[(f64, [f64; 2])]) -> Option<f64> {
        let [x_band, y_band] = self.learned.record.drifting_deg;
        moved.iter().find(|(_, [x, y])| x.abs() >= x_band || y.abs() >= y_band).map(|(s, _)| *s)
    }

    /// Whatever keeps the rep from being judged.
    fn spoilt(&self, points: &[Point], span: Span, events: &[MotionEvent]) -> Vec<Reason> {
        let mut reasons = Vec::new();
        if !self.has_reference {
            reasons.push(Reason::NoReference);
        }
        if self.breath_changed {
            reasons.push(Reason::BreathChanged);
        }
        let inside: Vec<&Point> = points.iter().filter(|p| span.contains(p.at)).collect();
        let length_s = span.length().s();
        if (inside.len() as f64) < FEWEST_HZ * length_s {
            reasons.push(Reason::TooFewSamples);
        }
        let stamps = || std::iter::once(span.start).chain(inside.iter().map(|p| p.at)).chain([span.end]);
        let silence_s = stamps().zip(stamps().skip(1)).map(|(a, b)| (b - a).s()).fold(0.0, f64::max);
        if silence_s > MOST_SILENCE_S {
            reasons.push(Reason::Gap);
        }
        let masked = inside.iter().filter(|p| p.masked).count();
        if masked as f64 > MOST_UNSEEN * inside.len() as f64 {
            reasons.push(Reason::Masked);
        }
        let off_belly = inside.iter().filter(|p| p.deg.iter().any(|d| d.abs() > OFF_BELLY_DEG)).count();
        if off_belly as f64 > MOST_UNSEEN * inside.len() as f64 {
            reasons.push(Reason::NotPlaced);
        }
        for event in events.iter().filter(|e| span.contains(e.at)) {
            match event.kind {
                MotionEventKind::Slip => reasons.push(Reason::Slipped),
                MotionEventKind::LiftOff | MotionEventKind::Replaced => reasons.push(Reason::Replaced),
                // A heel that touches down spoils 200 ms, not the rep (FIELD F29); silences are told above.
                MotionEventKind::HeelDown | MotionEventKind::Gap | MotionEventKind::DoubleTap => {}
                MotionEventKind::Bump => reasons.push(Reason::Bumped),
            }
        }
        reasons.sort_unstable();
        reasons.dedup();
        reasons
    }

    /// The verdict of both axes; adds its own reasons to those that spoil the rep.
    fn verdict(&self, tilt: &AxisRecord, roll: &AxisRecord, reasons: &mut Vec<Reason>) -> Verdict {
        let record = &self.learned.record;
        let [tilt_verdict, roll_verdict] = [(tilt, 0), (roll, 1)].map(|(axis, i)| {
            let pick = |pair: [f64; 2]| pair.get(i).copied().unwrap_or(f64::INFINITY);
            of_axis(axis.peak_deg, pick(record.drifting_deg), pick(record.lost_deg))
        });
        let worse = worse(tilt_verdict, roll_verdict);
        let left = |v: Verdict| matches!(v, Verdict::Drifting | Verdict::Lost);
        if left(tilt_verdict) {
            reasons.push(if tilt.peak_deg.value > 0.0 { Reason::TiltedForward } else { Reason::TiltedBack });
        }
        if left(roll_verdict) {
            reasons.push(if roll.peak_deg.value > 0.0 { Reason::RolledLeft } else { Reason::RolledRight });
        }
        let spoilt = reasons.iter().any(|r| r.spoils());
        if spoilt {
            return Verdict::Unclear;
        }
        if worse == Verdict::Unclear {
            reasons.push(Reason::TooCloseToCall);
        }
        worse
    }

    /// Whether the breath followed the cue: the shift at which the template fits best.
    fn breath(&self, grid: &Grid, phases: &[PerformedPhase], pelvis_moved: bool) -> BreathVerdict {
        if pelvis_moved || self.template.depth_deg() < BREATH_VISIBLE_DEG {
            return BreathVerdict::CannotTell;
        }
        let length_s = grid.deg[0].len() as f64 * grid.step_s;
        let shifts = (-20..=20).map(|i| 0.025 * f64::from(i) * length_s);
        let fit = |shift_s: &f64| {
            let pairs = grid.iter().step_by(5).filter_map(|(at, deg)| {
                Some((deg, self.template.at(key(phases.iter(), at, self.learned.delay_s + shift_s)?)))
            });
            correlation(&pairs.collect::<Vec<_>>())
        };
        let best = shifts.map(|s| (s, fit(&s))).max_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            Some((s, r)) if r > 0.7 => match s {
                _ if s.abs() > 0.3 * length_s => BreathVerdict::Reversed,
                _ if s > IN_TIME_S => BreathVerdict::Late,
                _ if s < -IN_TIME_S => BreathVerdict::Early,
                _ => BreathVerdict::InTime,
            },
            _ => BreathVerdict::CannotTell,
        }
    }
}

impl Reason {
    /// Whether a rep with this reason cannot be judged at all.
    fn spoils(self) -> bool {
        !matches!(
            self,
            Self::TiltedForward | Self::TiltedBack | Self::RolledLeft | Self::RolledRight | Self::TooCloseToCall
        )
    }
}

/// Both axes as one.
fn worse(a: Verdict, b: Verdict) -> Verdict {
    match (a, b) {
        // A lost pelvis is lost, whatever the other axis may be.
        (Verdict::Lost, _) | (_, Verdict::Lost) => Verdict::Lost,
        (Verdict::Unclear, _) | (_, Verdict::Unclear) => Verdict::Unclear,
        (a, b) => a.max(b),
    }
}

/// What one axis is called: by its best estimate where its interval does not deny it.
fn of_axis(peak_deg: Estimate, drifting_deg: f64, lost_deg: f64) -> Verdict {
    let size = peak_deg.value.abs();
    let half = 0.5 * (peak_deg.ci95[1] - peak_deg.ci95[0]);
    let (least, most) = ((size - half).max(0.0), size + half);
    if size >= lost_deg {
        // Surely more than steady, or it is not said.
        if least >= drifting_deg.min(0.5 * size) { Verdict::Lost } else { Verdict::Unclear }
    } else if size >= drifting_deg {
        if least >= 0.25 * drifting_deg && most < 2.0 * lost_deg { Verdict::Drifting } else { Verdict::Unclear }
    } else if most < lost_deg {
        Verdict::Steady
    } else {
        Verdict::Unclear
    }
}

fn correlation(pairs: &[([f64; 2], [f64; 2])]) -> f64 {
    let a = mean(pairs.iter().map(|p| p.0));
    let b = mean(pairs.iter().map(|p| p.1));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let ([x0, x1], [y0, y1]) = (minus(*x, a), minus(*y, b));
        ab += x0 * y0 + x1 * y1;
        aa += x0 * x0 + x1 * x1;
        bb += y0 * y0 + y1 * y1;
    }
    if aa * bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}
