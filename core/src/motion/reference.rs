//! The reference: what five exhales in the static hold teach (DESIGN §3.4, FIELD F24).
//!
//! In: the readings of the hold and the phases of its breaths. Out: [`Learned`] (bias, zero, template, delay, spread
//! and bands) and the [`ReferenceRecord`] that is shown and stored, with a fault when it is not accepted.

use super::askew;
use super::attitude::{Attitude, Bias, tilt_roll_deg, up_of};
use super::intake::Reading;
use super::key::Keys;
use super::record::{Laid, Lies, ReferenceFault, ReferenceRecord};
use super::smooth::{Grid, PELVIS_HZ, Point, smooth, within};
use super::template::{Keyed, Template};
use super::uneven::Unevenness;
use crate::time::{MonoTime, Nanos};
use crate::timeline::{PerformedPhase, Span};

/// Fewer whole breaths say nothing of their spread.
const FEWEST_BREATHS: usize = 3;
/// Every so many-th step of the grid is learned from: what is slower than [`PELVIS_HZ`] needs no more.
const EVERY_NTH: usize = 2;
/// Seconds by which people follow a cue, sought in this range.
const DELAY_RANGE_S: [f64; 2] = [-0.6, 1.2];
/// A breath smaller than this has no turn to be found, degrees; the usual delay is taken then.
const TURN_VISIBLE_DEG: f64 = 0.4;
/// What most people's breath follows a cue by, seconds.
const USUAL_DELAY_S: f64 = 0.2;
/// A pelvis that wanders farther than this over the hold gives no zero, degrees (FIELD F15: a still one 1° in the median).
const MOST_WANDER_DEG: f64 = 5.0;
/// A hold with steps larger than this between breaths was not still, degrees (FIELD F15: a slip).
const MOST_STEP_DEG: f64 = 3.7;
/// A breath that the cue explains less of than this did not follow it: in real recordings 0.32 and more where people
/// did, 0.19 and less where they breathed at a pace of their own (development data, unpaced breaths under a 9 s cue) ...
const LEAST_EXPLAINED: f64 = 0.25;
/// ... unless what is left unexplained is noise, degrees RMS.
const NOISE_DEG: f64 = 0.12;
/// Floor and ceiling of the bound past which a rep drifts: twice the spread between them, degrees (FIELD F5).
const DRIFTING_DEG: [f64; 2] = [2.5, 4.0];
/// The same of the bound past which it is lost: four times the spread.
const LOST_DEG: [f64; 2] = [5.0, 8.0];
/// Up to so many degrees from flat a belly may slope (FIELD F4), with room for the posture.
const MOST_SLOPE_DEG: f64 = 45.0;

/// What the estimators need of the reference.
#[derive(Debug, Clone)]
pub(crate) struct Learned {
    /// Tilt and roll of the phone at the person's level, degrees.
    pub(crate) zero_deg: [f64; 2],
    pub(crate) template: Template,
    /// By how much the person follows the cue.
    pub(crate) delay: Nanos,
    /// RMS of single breaths around the template, degrees.
    pub(crate) spread_deg: [f64; 2],
    /// How single breaths differ from the template.
    pub(crate) uneven: Unevenness,
    pub(crate) record: ReferenceRecord,
}

impl Learned {
    /// Nothing is known: no zero, no breath, the bands' floors.
    pub(crate) fn unknown() -> Self {
        let nothing = Span { start: MonoTime(0), end: MonoTime(0) };
        let record = ReferenceRecord {
            span: nothing,
            breaths: 0,
            tilt_zero_deg: 0.0,
            roll_zero_deg: 0.0,
            depth_deg: 0.0,
            spread_deg: [0.0; 2],
            delay_s: USUAL_DELAY_S,
            drifting_deg: [DRIFTING_DEG[0]; 2],
            lost_deg: [LOST_DEG[0]; 2],
            gyro_bias: None,
            fault: Some(ReferenceFault::TooShort),
            laid: Laid::Upright,
            lies: Lies::Unknown,
            askew_deg: None,
        };
        Self {
            zero_deg: [0.0; 2],
            template: Template::FLAT,
            delay: Nanos::from_s(USUAL_DELAY_S),
            spread_deg: [0.0; 2],
            uneven: Unevenness::of(&[], &Template::FLAT),
            record,
        }
    }
}

/// The readings of a hold, seen with the hold's own bias.
pub(crate) struct Hold {
    /// The filter as it stands after the last reading.
    pub(crate) attitude: Attitude,
    pub(crate) points: Vec<Point>,
    bias: Option<[f64; 3]>,
}

/// Tilt and roll without the low-pass that a live answer, `seen_deg`, needs when there is no gyroscope, degrees.
pub(crate) fn unfiltered_deg(reading: &Reading, seen_deg: [f64; 2]) -> [f64; 2] {
    if reading.gyr.is_some() { seen_deg } else { up_of(reading.acc).map_or(seen_deg, tilt_roll_deg) }
}

/// The gyroscope's bias over whole breaths, rad/s; none without a gyroscope.
fn bias_over(readings: &[Reading], breaths: &[&[PerformedPhase]]) -> Option<[f64; 3]> {
    let mut bias = Bias::default();
    for span in breaths.iter().copied().flatten().map(|p| p.span) {
        let from = readings.partition_point(|r| r.at < span.start);
        for rate in readings.iter().skip(from).take_while(|r| r.at < span.end).filter_map(|r| r.gyr) {
            bias.add(rate);
        }
    }
    bias.mean()
}

impl Hold {
    /// Runs the attitude filter over `readings` with the bias that the whole `breaths` show.
    pub(crate) fn new(
        readings: &[Reading],
        breaths: &[&[PerformedPhase]],
        is_masked: impl Fn(MonoTime) -> bool,
    ) -> Self {
        let bias = bias_over(readings, breaths);
        let mut attitude = Attitude::new(bias.unwrap_or_default());
        let points = readings
            .iter()
            .map(|r| {
                let masked = is_masked(r.at);
                let up = attitude.step(r.acc, r.gyr, r.dt_s, masked);
                Point { at: r.at, deg: unfiltered_deg(r, tilt_roll_deg(up)), masked }
            })
            .collect();
        Self { attitude, points, bias }
    }

    /// Learns from `breaths`: each the phases of one cycle of the cue, in order; the readings are those of a phone that
    /// was to lie as `laid`, turned upright.
    pub(crate) fn learn(&self, breaths: &[&[PerformedPhase]], span: Span, laid: Laid) -> Learned {
        let grids: Vec<Grid> = breaths.iter().filter_map(|b| self.grid(b)).collect();
        let phases: Vec<PerformedPhase> = breaths.iter().flat_map(|b| b.iter().copied()).collect();
        let keyed = |delay_s: f64| -> Vec<Vec<Keyed>> {
            let delay = Nanos::from_s(delay_s);
            grids.iter().map(|g| with_keys(g.iter().step_by(EVERY_NTH), &phases, delay).collect()).collect()
        };

        let usual = keyed(USUAL_DELAY_S);
        // The first breath begins wherever the lungs were: it says nothing of when people turn.
        let delay_s = delay(&Template::fit(usual.get(1..).unwrap_or_default()), &phases);
        let breaths = keyed(delay_s);
        let template = Template::fit(&breaths);
        let residue = Residue::of(&breaths, &template);
        let uneven = Unevenness::of(&breaths, &template);
        let zero_deg = residue.level_deg;
        let spread_deg = residue.spread_deg;
        // Not with the delay just found: it was sought on the tilt axis, where a phone laid crosswise shows no breath.
        let (lies, askew_deg) = askew::lies(&usual, zero_deg, laid);
        let clamp = |times: f64, [low, high]: [f64; 2]| spread_deg.map(|s| (times * s).clamp(low, high));
        let record = ReferenceRecord {
            span,
            breaths: u16::try_from(breaths.len()).unwrap_or(u16::MAX),
            tilt_zero_deg: zero_deg[0],
            roll_zero_deg: zero_deg[1],
            depth_deg: template.depth_deg(),
            spread_deg,
            delay_s,
            drifting_deg: clamp(2.0, DRIFTING_DEG),
            lost_deg: clamp(4.0, LOST_DEG),
            gyro_bias: self.bias,
            fault: residue.fault(breaths.len()),
            laid,
            lies,
            askew_deg,
        };
        Learned { zero_deg, template, delay: Nanos::from_s(delay_s), spread_deg, uneven, record }
    }

    fn grid(&self, breath: &[PerformedPhase]) -> Option<Grid> {
        let span = Span { start: breath.first()?.span.start, end: breath.last()?.span.end };
        let inside = within(&self.points, span).len();
        // Below 20 Hz, or with half of the breath missing, its shape is not known.
        let enough = inside as f64 >= 10.0 * span.length().s();
        enough.then(|| smooth(&self.points, span, PELVIS_HZ))
    }
}

/// The samples of a breath, from a grid, with their keys.
pub(crate) fn with_keys(
    samples: impl Iterator<Item = (MonoTime, [f64; 2])>,
    phases: &[PerformedPhase],
    delay: Nanos,
) -> impl Iterator<Item = Keyed> {
    let mut keys = Keys::new(phases, delay);
    samples.filter_map(move |(at, deg)| Some(Keyed { key: keys.at(at)?, deg }))
}

/// Seconds from the cue to the turn of the breath that answers it; `template` is that of a person of the usual delay.
fn delay(template: &Template, phases: &[PerformedPhase]) -> f64 {
    if template.depth_deg() < TURN_VISIBLE_DEG {
        return USUAL_DELAY_S;
    }
    let half = |out: bool| {
        use crate::timeline::PhaseKind::{Exhale, Inhale};
        let lengths =
            phases.iter().filter(|p| p.kind == if out { Exhale } else { Inhale }).map(|p| p.span.length().s());
        let (sum, n) = lengths.fold((0.0, 0.0), |(s, n), x| (s + x, n + 1.0));
        if n > 0.0 { sum / n } else { 0.0 }
    };
    let turn = template.turn_key();
    let [least, most] = DELAY_RANGE_S;
    (USUAL_DELAY_S + 2.0 * turn * half(turn > 0.0)).clamp(least, most)
}

/// What the template leaves over.
struct Residue {
    level_deg: [f64; 2],
    spread_deg: [f64; 2],
    /// Share of the variance within breaths that the template explains, both axes together.
    explained: f64,
    /// Two breaths where the cue asks for one.
    twice: bool,
    /// Farthest apart that two breaths' levels are, and two neighbours'.
    wander_deg: f64,
    step_deg: f64,
}

impl Residue {
    fn of(breaths: &[Vec<Keyed>], template: &Template) -> Self {
        let rests: Vec<Vec<[f64; 2]>> =
            breaths.iter().map(|b| b.iter().map(|s| minus(s.deg, template.at(s.key.at))).collect()).collect();
        let levels: Vec<[f64; 2]> = rests.iter().map(|b| mean(b.iter().copied())).collect();
        let level_deg = mean(levels.iter().copied());
        let (mut left, mut all, mut count) = ([0.0; 2], 0.0, 0.0);
        for ((breath, rests), level) in breaths.iter().zip(&rests).zip(&levels) {
            let own = mean(breath.iter().map(|s| s.deg));
            for (sample, rest) in breath.iter().zip(rests) {
                let [x, y] = minus(*rest, *level);
                let [u, v] = minus(sample.deg, own);
                left = [left[0] + x * x, left[1] + y * y];
                all += u * u + v * v;
                count += 1.0;
            }
        }
        let n = breaths.len() as f64;
        // The template is the mean of the same n breaths: their spread around it is too small by n/(n−1).
        let bessel = if n > 1.0 { n / (n - 1.0) } else { 1.0 };
        let apart = |a: &[f64; 2], b: &[f64; 2]| {
            let [x, y] = minus(*a, *b);
            libm::hypot(x, y)
        };
        let wander_deg = levels.iter().flat_map(|a| levels.iter().map(move |b| apart(a, b))).fold(0.0, f64::max);
        let step_deg = levels.iter().zip(levels.iter().skip(1)).map(|(a, b)| apart(a, b)).fold(0.0, f64::max);
        Self {
            level_deg,
            spread_deg: left.map(|s| (bessel * s / f64::max(count, 1.0)).sqrt()),
            explained: if all > 0.0 { 1.0 - (left[0] + left[1]) / all } else { 0.0 },
            twice: template.is_double() && template.depth_deg() > TURN_VISIBLE_DEG,
            wander_deg,
            step_deg,
        }
    }

    fn fault(&self, breaths: usize) -> Option<ReferenceFault> {
        let [tilt, roll] = self.level_deg;
        let [x, y] = self.spread_deg;
        if breaths < FEWEST_BREATHS {
            Some(ReferenceFault::TooShort)
        } else if !(tilt.abs() < MOST_SLOPE_DEG && roll.abs() < MOST_SLOPE_DEG) {
            Some(ReferenceFault::NotPlaced)
        } else if self.step_deg > MOST_STEP_DEG {
            Some(ReferenceFault::Moved)
        } else if self.wander_deg > MOST_WANDER_DEG {
            Some(ReferenceFault::Wandered)
        } else if self.twice || (self.explained < LEAST_EXPLAINED && libm::hypot(x, y) > NOISE_DEG) {
            Some(ReferenceFault::OffCue)
        } else {
            None
        }
    }
}

pub(crate) fn minus([a, b]: [f64; 2], [c, d]: [f64; 2]) -> [f64; 2] {
    [a - c, b - d]
}

pub(crate) fn mean(all: impl Iterator<Item = [f64; 2]>) -> [f64; 2] {
    let (sum, n) = all.fold(([0.0, 0.0], 0.0), |([x, y], n), [a, b]| ([x + a, y + b], n + 1.0));
    sum.map(|s: f64| s / f64::max(n, 1.0))
}
