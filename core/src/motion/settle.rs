//! The settling breaths: does the reference's template still hold in the lowers' start pose (FIELD F25)?
//!
//! In: what the reference taught, the settling breaths' phases and the track. Out: [`Fit`], the template at the depth of
//! these breaths with what it is wrong by, and the level of the start pose.

use super::reference::{Learned, mean, minus, with_keys};
use super::smooth::{PELVIS_HZ, Point, smooth};
use super::template::{Keyed, Template};
use crate::timeline::{PerformedPhase, Span};

/// The settling breaths may be so many times as deep as the reference's; beyond, the breath is another.
const DEPTH_RANGE: [f64; 2] = [0.25, 3.0];
/// Settling breaths that stray from the template by more than this share of their depth do not fit it.
const MOST_MISFIT: f64 = 0.5;
/// No estimator of ours is surer than this, degrees: belly, skin and clothes give.
const LEAST_STILL_PEAK_DEG: f64 = 0.35;

/// The template that holds for the lowers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) template: Template,
    /// RMS of the largest excursion that a still breath shows once the template is taken off, degrees.
    pub(crate) still_peak_deg: [f64; 2],
    /// The breath has changed so much that the template says nothing.
    pub(crate) changed: bool,
}

/// One settling breath: its samples, and the means of them and of the template over it.
struct Breath {
    samples: Vec<Keyed>,
    own: [f64; 2],
    shape: [f64; 2],
}

impl Fit {
    /// The reference as it is, where nothing has been settled.
    pub(crate) fn of_reference(learned: &Learned) -> Self {
        let still_peak_deg = learned.still_peak_deg.map(|s| s.max(LEAST_STILL_PEAK_DEG));
        Self { template: learned.template, still_peak_deg, changed: false }
    }

    /// The reference at the depth of `settling`, one common factor for both axes, and the tilt of the start pose
    /// against the reference's zero, degrees; none when the breaths or the template hold nothing.
    pub(crate) fn by_settling(
        learned: &Learned,
        settling: &[Vec<PerformedPhase>],
        points: &[Point],
    ) -> Option<(Self, f64)> {
        let phases: Vec<PerformedPhase> = settling.iter().flatten().copied().collect();
        let breaths: Vec<Breath> = settling.iter().filter_map(|b| Breath::of(learned, b, &phases, points)).collect();
        let (mut yt, mut tt, mut yy, mut count) = (0.0, 0.0, 0.0, 0.0);
        for (breath, sample) in breaths.iter().flat_map(|b| b.samples.iter().map(move |s| (b, s))) {
            let [y0, y1] = minus(sample.deg, breath.own);
            let [t0, t1] = minus(learned.template.at(sample.key), breath.shape);
            yt += y0 * t0 + y1 * t1;
            tt += t0 * t0 + t1 * t1;
            yy += y0 * y0 + y1 * y1;
            count += 1.0;
        }
        if tt <= 0.0 {
            return None;
        }
        let depth = yt / tt;
        let [least, most] = DEPTH_RANGE;
        let k = depth.clamp(least, most);
        let template = learned.template.scaled(k);
        let levels = breaths.iter().map(|b| minus(minus(b.own, b.shape.map(|s| k * s)), learned.zero_deg));
        let [set_zero_deg, _] = mean(levels);
        let misfit_deg = ((yy - 2.0 * k * yt + k * k * tt).max(0.0) / count).sqrt();
        let changed = misfit_deg > MOST_MISFIT * template.depth_deg().max(1.0) || depth > most;
        let still_peak_deg = still_peak(learned, &breaths, &template, k);
        Some((Self { template, still_peak_deg, changed }, set_zero_deg))
    }
}

impl Breath {
    fn of(learned: &Learned, breath: &[PerformedPhase], phases: &[PerformedPhase], points: &[Point]) -> Option<Self> {
        let span = Span { start: breath.first()?.span.start, end: breath.last()?.span.end };
        let samples = with_keys(&smooth(points.iter(), span, PELVIS_HZ), phases, learned.delay_s);
        let own = mean(samples.iter().map(|s| s.deg));
        let shape = mean(samples.iter().map(|s| learned.template.at(s.key)));
        Some(Self { samples, own, shape })
    }
}

/// The same measure as in the hold: its breaths count with the depth they would have now, the settling ones as they are.
fn still_peak(learned: &Learned, breaths: &[Breath], template: &Template, k: f64) -> [f64; 2] {
    let peaks = breaths.iter().map(|b| {
        let level = minus(b.own, b.shape.map(|s| k * s));
        let rest = b.samples.iter().map(|s| minus(minus(s.deg, template.at(s.key)), level).map(f64::abs));
        rest.fold([0.0, 0.0], |a: [f64; 2], b| [a[0].max(b[0]), a[1].max(b[1])]).map(|p| p * p)
    });
    let [p0, p1] = mean(peaks);
    let (n, m) = (f64::from(learned.record.breaths), breaths.len() as f64);
    let pool = |hold: f64, settling: f64| {
        // A breath half as deep is not half as uneven: belly and heart go on.
        let scaled = hold * k.max(0.5);
        ((n * scaled * scaled + m * settling) / (n + m)).sqrt().max(LEAST_STILL_PEAK_DEG)
    };
    let [h0, h1] = learned.still_peak_deg;
    [pool(h0, p0), pool(h1, p1)]
}
