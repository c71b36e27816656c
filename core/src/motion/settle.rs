//! The settling breaths: does the reference's template still hold in the lowers' start pose (FIELD F25)?
//!
//! In: what the reference taught, the settling breaths' phases and the track. Out: [`Fit`], the template at the depth of
//! these breaths, and the level of the start pose.

use super::reference::{Learned, minus, with_keys};
use super::smooth::{PELVIS_HZ, Point, Smoother};
use super::template::Template;
use crate::timeline::{PerformedPhase, Span};

/// The settling breaths may be so many times as deep as the reference's; beyond, the breath is another.
const DEPTH_RANGE: [f64; 2] = [0.25, 3.0];
/// Settling breaths that stray from the template by more than this share of their depth do not fit it.
const MOST_MISFIT: f64 = 0.5;

/// The template that holds for the lowers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) template: Template,
    /// How many times as deep as the reference's breath.
    pub(crate) depth: f64,
    /// Peak to peak, tilt and roll, degrees.
    pub(crate) extent_deg: [f64; 2],
    /// The breath has changed so much that the template says nothing.
    pub(crate) changed: bool,
}

impl Fit {
    /// The reference as it is, where nothing has been settled.
    pub(crate) fn of_reference(learned: &Learned) -> Self {
        Self { template: learned.template, depth: 1.0, extent_deg: learned.template.extent_deg(), changed: false }
    }
}

/// What the settling breaths show, gathered breath by breath; keeps nothing of a breath but sums.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Settling {
    breaths: f64,
    /// Levels of the breaths against the reference's zero, and of the template in them.
    own: [f64; 2],
    shape: [f64; 2],
    yt: f64,
    tt: f64,
    yy: f64,
    samples: f64,
}

impl Settling {
    /// One more breath, the phases `own` of `phases`.
    pub(crate) fn add(
        &mut self,
        learned: &Learned,
        own: &[PerformedPhase],
        phases: &[PerformedPhase],
        points: &[Point],
        smoother: &mut Smoother,
    ) {
        let (Some(first), Some(last)) = (own.first(), own.last()) else { return };
        let span = Span { start: first.span.start, end: last.span.end };
        smoother.read(points, span);
        let grid = smoother.low_passed(span, PELVIS_HZ);
        // Sums of products less the product of the means: what is left when the breath's own level is taken off.
        let (mut n, mut own, mut shape) = (0.0, [0.0; 2], [0.0; 2]);
        let (mut yt, mut tt, mut yy) = (0.0, 0.0, 0.0);
        for sample in with_keys(grid.iter(), phases, learned.delay) {
            let (y, t) = (minus(sample.deg, learned.zero_deg), learned.template.at(sample.key.at));
            n += 1.0;
            (own, shape) = (add(own, y), add(shape, t));
            (yt, tt, yy) = (yt + dot(y, t), tt + dot(t, t), yy + dot(y, y));
        }
        if n < 1.0 {
            return;
        }
        let (own, shape) = (own.map(|v| v / n), shape.map(|v| v / n));
        self.yt += yt - n * dot(own, shape);
        self.tt += tt - n * dot(shape, shape);
        self.yy += yy - n * dot(own, own);
        self.samples += n;
        (self.own, self.shape) = (add(self.own, own), add(self.shape, shape));
        self.breaths += 1.0;
    }

    /// The reference at the depth of these breaths, one common factor for both axes, and the tilt of the start pose
    /// against the reference's zero, degrees; none when the breaths or the template hold nothing.
    pub(crate) fn fit(&self, learned: &Learned) -> Option<(Fit, f64)> {
        if self.tt <= 0.0 {
            return None;
        }
        let found = self.yt / self.tt;
        let [least, most] = DEPTH_RANGE;
        let depth = found.clamp(least, most);
        let template = learned.template.scaled(depth);
        let over = |sum: [f64; 2]| sum.map(|v| v / self.breaths);
        let [set_zero_deg, _] = minus(over(self.own), over(self.shape).map(|s| depth * s));
        let misfit_deg = ((self.yy - 2.0 * depth * self.yt + depth * depth * self.tt).max(0.0) / self.samples).sqrt();
        let changed = misfit_deg > MOST_MISFIT * template.depth_deg().max(1.0) || found > most;
        Some((Fit { template, depth, extent_deg: template.extent_deg(), changed }, set_zero_deg))
    }
}

fn add([a, b]: [f64; 2], [c, d]: [f64; 2]) -> [f64; 2] {
    [a + c, b + d]
}

fn dot([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    a * c + b * d
}
