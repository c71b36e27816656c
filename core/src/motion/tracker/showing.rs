//! What is shown at a tick, and between two.

use super::Tracker;
use super::phases::{around, breath_deg, cycle_from};
use crate::motion::intake::Reading;
use crate::motion::key::Keys;
use crate::motion::live::Running;
use crate::motion::record::{BandState, Live};
use crate::motion::reference::{Learned, minus};
use crate::motion::rep::course;
use crate::motion::smooth::Point;
use crate::time::{MonoTime, Nanos};
use crate::timeline::Span;

/// The accelerometer alone answers so late (FIELD F14).
const INCLINATION_LAG: Nanos = Nanos::from_ms(49);

impl Tracker {
    /// A reading between two ticks: the pelvis goes on with the gyroscope.
    pub(super) fn go_on(&mut self, reading: &Reading) {
        self.step.breathing = None;
        let (Some(live), Some((_, rep)), Some(learned)) = (&mut self.step.live, &mut self.rep, &self.learned) else {
            return;
        };
        let Some(rate) = reading.gyr else { return };
        let turned = self.turning.turned_deg(self.attitude.unbiased(rate), reading.dt_s);
        let breath = self.breath_dps.map(|v| v * reading.dt_s);
        *live = shown(learned, self.live_sd_deg, reading.at, rep.follow(minus(turned, breath)));
    }

    /// The accelerometer alone sees what was a moment ago.
    fn lag(&self) -> Nanos {
        if self.has_gyroscope { Nanos(0) } else { INCLINATION_LAG }
    }

    /// What the breath does to tilt and roll at `at`, degrees and degrees a second; nothing where it is not known.
    pub(super) fn breath_at(&self, index: Option<usize>, at: MonoTime) -> ([f64; 2], [f64; 2]) {
        let Some(learned) = &self.learned else { return Default::default() };
        let begun = index.map_or(0, |i| i + 1);
        let key = Keys::near(&self.phases, learned.delay, begun).at(at - self.lag());
        key.map_or_else(Default::default, |k| {
            let (deg, slope) = self.fit.template.with_slope_at(k.at);
            (deg, slope.map(|v| k.per_s * v))
        })
    }

    /// The pelvis now, against the level at the rep's onset; `rest_deg` is what is seen less the breath.
    pub(super) fn live(
        &mut self,
        index: Option<usize>,
        at: MonoTime,
        rest_deg: [f64; 2],
        masked: bool,
    ) -> Option<Live> {
        let lag = self.lag();
        let learned = self.learned.as_ref()?;
        let index = index?;
        let phase = self.phases.get(index)?;
        if !phase.block.is_judged() || !phase.span.contains(at) || self.quality.is_lifted() {
            return None;
        }
        let id = (phase.block, phase.key, phase.attempt);
        let from =
            self.phases.get(..index)?.iter().rposition(|p| (p.block, p.key, p.attempt) != id).map_or(0, |i| i + 1);
        if self.rep.as_ref().is_none_or(|(first, _)| *first != from) {
            let own = self.phases.get(cycle_from(&self.phases, from)?)?;
            let span = Span { start: own.first()?.span.start, end: own.last()?.span.end };
            let phases = around(&self.phases, Some(index));
            let (template, depth) = (&self.fit.template, self.fit.depth);
            self.separation.prepare_live(template, depth, &learned.uneven, &course(phases, span, learned.delay));
            let left = |p: &Point| minus(p.deg, breath_deg(learned, &self.fit, phases, p.at));
            self.rep = Some((from, Running::new(span.start, span.length().s(), self.points.iter().rev(), left)));
        }
        let (_, rep) = self.rep.as_mut()?;
        // An accelerometer that shakes says nothing: the pelvis stays where it was.
        let pelvis_deg = if masked && !self.has_gyroscope {
            rep.pelvis_deg()
        } else {
            rep.step(&self.separation, at - lag, rest_deg, masked)
        };
        Some(shown(learned, self.live_sd_deg, at, pelvis_deg))
    }
}

/// A pelvis as it is shown.
fn shown(learned: &Learned, sd_deg: [f64; 2], at: MonoTime, pelvis_deg: [f64; 2]) -> Live {
    let band = |value: f64, drifting: f64, lost: f64| match value.abs() {
        v if v >= lost => BandState::Lost,
        v if v >= drifting => BandState::Drifting,
        _ => BandState::Steady,
    };
    let ([d0, d1], [l0, l1]) = (learned.record.drifting_deg, learned.record.lost_deg);
    let [tilt_deg, roll_deg] = pelvis_deg;
    let [tilt_sd_deg, roll_sd_deg] = sd_deg;
    let band = band(tilt_deg, d0, l0).max(band(roll_deg, d1, l1));
    Live { at, tilt_deg, roll_deg, tilt_sd_deg, roll_sd_deg, band }
}
