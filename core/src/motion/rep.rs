//! One rep, after it has ended: metrics with their intervals, and the verdict (DESIGN §3.8).
//!
//! In: the track around the rep, the phases of the cue and what the reference taught. Out: [`RepRecord`].
//! Looks at the whole rep; nothing here is shown live.

use super::key::Keys;
use super::live::{Level, ONSET_BEFORE};
use super::prior::{Course, LEAST_DEPTH, Row, STEPS, at, share};
use super::record::{
    AxisRecord, BreathVerdict, Estimate, MotionEvent, MotionEventKind, Reason, Reasons, RepRecord, Verdict,
};
use super::reference::{Learned, mean, minus};
use super::separate::{Separation, Told};
use super::settle::Fit;
use super::smooth::{PELVIS_HZ, Point, Smoother, within};
use super::template::Turns;
use crate::time::{MonoTime, Nanos};
use crate::timeline::{PerformedPhase, Span};

/// Wiggle is what lies between these, Hz (FIELD, *Axes and terms*).
const WIGGLE_HZ: [f64; 2] = [0.8, 3.0];
/// The level of a rep is learned for so long after its onset, seconds: a moment longer than live, for it is low-passed.
const ONSET_AFTER_S: f64 = 0.17;
/// What is claimed of a rep without a reference: nearly nothing, degrees.
const UNKNOWN_SD_DEG: f64 = 5.0;
/// 95 % of a normal distribution lies within so many standard deviations.
const Z95: f64 = 1.96;
/// What the model says of its own error is too little by this factor (docs/MEASUREMENT.md: its sizes of pelvis are few).
const MODEL_TIMES: f64 = 1.3;
/// An interval leans towards what the template alone would say by this share, where that is not too far off: the
/// estimate calls a little movement none, and is then wrong on one side.
const LEAN: f64 = 0.4;
const LEAN_WITHIN_SDS: f64 = 6.0;
/// The estimate itself stays inside.
const MOST_LEAN_SDS: f64 = 1.5;
/// No peak is known better than this, degrees: belly, skin and clothes give.
const LEAST_SD_DEG: f64 = 0.15;
/// A level is wrong by half of what a peak is: the onset is half a breath away from the deepest point.
const LEVEL_SHARE: f64 = 0.5;
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
/// A breath that is off the cue by more than this is early or late, seconds; by this share of it, the wrong way round.
const IN_TIME_S: f64 = 0.75;
const REVERSED_KEY: f64 = 0.3;
/// A breath less alike to the template than this says nothing of when it turned.
const LEAST_LIKENESS: f64 = 0.7;

/// What a rep is judged by.
pub(crate) struct Judge<'a> {
    pub(crate) learned: &'a Learned,
    /// The template at the depth of the settling breaths.
    pub(crate) fit: &'a Fit,
    /// Level of the set in its start pose, tilt, degrees; none before it is known.
    pub(crate) set_zero_deg: Option<f64>,
    /// RMS of the reference in the wiggle's band, degrees.
    pub(crate) wiggle_floor_deg: [f64; 2],
    pub(crate) has_reference: bool,
}

/// What judging needs room for; kept from rep to rep so that nothing is allocated.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) smoother: Smoother,
    /// Seconds into the rep, and the pelvis there, degrees.
    moved: Vec<(f64, [f64; 2])>,
    /// For reps of another tempo than the running one's.
    other: Separation,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self { smoother: Smoother::default(), moved: Vec::new(), other: Separation::new() }
    }

    /// Room for reps of up to `longest_s`.
    pub(crate) fn reserve(&mut self, longest_s: f64) {
        self.smoother.reserve(longest_s);
        self.moved.reserve(Smoother::steps(longest_s));
    }

    /// The reference or its fit has changed.
    pub(crate) fn forget(&mut self) {
        self.other.forget();
    }

    /// RMS of the track of `span` between [`WIGGLE_HZ`], tilt and roll, degrees.
    pub(crate) fn wiggle_rms(&mut self, points: &[Point], span: Span) -> [f64; 2] {
        self.smoother.read(points, span);
        self.smoother.band_rms(span, WIGGLE_HZ)
    }
}

/// A rep with the pelvis level at its onset, tilt, degrees: the first of a set gives the set its zero.
pub(crate) struct Judged {
    pub(crate) record: RepRecord,
    pub(crate) onset_tilt_deg: f64,
}

fn rms(all: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = all.fold((0.0, 0.0), |(s, n), x| (s + x * x, n + 1.0));
    (sum / f64::max(n, 1.0)).sqrt()
}

/// The course of the rep whose `own` phases are among `phases`, by a person who follows `delay` behind.
pub(crate) fn course(phases: &[PerformedPhase], span: Span, delay: Nanos) -> Course {
    let length_s = span.length().s();
    let mut keys = Keys::new(phases, delay);
    let mut place = |at: MonoTime| keys.at(at).map_or((0.0, 0.0), |k| (k.at, k.per_s));
    let mut course = Course { keys: [0.0; STEPS], per_s: [0.0; STEPS], onset_key: place(span.start).0, length_s };
    for (i, (at, per_s)) in course.keys.iter_mut().zip(&mut course.per_s).enumerate() {
        (*at, *per_s) = place(span.start + Nanos::from_s(share(i) * length_s));
    }
    course
}

impl Judge<'_> {
    /// Judges the rep whose `own` phases are the last of `phases`; `events` are those of the session so far, `running`
    /// serves if it was built for such a rep.
    pub(crate) fn judge(
        &self,
        desk: &mut Desk,
        running: &Separation,
        points: &[Point],
        phases: &[PerformedPhase],
        own: &[PerformedPhase],
        events: &[MotionEvent],
    ) -> Option<Judged> {
        let (first, last) = (own.first()?, own.last()?);
        let span = Span { start: first.span.start, end: last.span.end };
        let course = course(phases, span, self.learned.delay);
        let wiggle = desk.wiggle_rms(points, span);
        let level = self.left(desk, phases, span);
        let left = sample(&desk.moved, course.length_s);
        let serves = |by: &Separation| {
            if first.block.is_judged() { by.serves(&course) } else { by.nearly_serves(&course) }
        };
        let by = if serves(running) {
            running
        } else {
            if !serves(&desk.other) {
                desk.other.prepare(&self.fit.template, self.fit.depth, &self.learned.uneven, &course);
            }
            &desk.other
        };
        let told = by.told(&left);
        let spread = self.spread(&left, &told);
        fill_in(&mut desk.moved, course.length_s, &left, &told);

        let moved = desk.moved.as_slice();
        let axis = |i: usize| self.axis(moved, i, spread, wiggle);
        let (tilt, roll) = (axis(0), axis(1));
        let mut reasons = self.spoilt(points, span, events);
        let verdict = self.verdict(&tilt, &roll, &mut reasons);
        let [level_sd, _] = self.level_sd_deg();
        let creep_deg = self.set_zero_deg.map(|zero| around(level[0] - zero, level_sd));
        let [drifting, _] = self.learned.record.drifting_deg;
        let moved_rms = rms(moved.iter().map(|(_, [x, _])| *x));
        let floor = self.learned.spread_deg[0].max(0.1);
        let record = RepRecord {
            block: first.block,
            key: first.key,
            attempt: first.attempt,
            span,
            moment_of_loss_s: self.moment_of_loss(moved),
            stillness_ratio: self.has_reference.then_some(moved_rms / floor),
            breath: self.breath(&left, &course, tilt.peak_deg.value.abs() > drifting),
            tilt,
            roll,
            creep_deg,
            verdict,
            reasons,
        };
        Some(Judged { record, onset_tilt_deg: level[0] })
    }

    /// Puts what the template leaves of the rep, against its level at the onset, on the desk. Returns that level against
    /// the reference's zero. The desk has read the track.
    fn left(&self, desk: &mut Desk, phases: &[PerformedPhase], span: Span) -> [f64; 2] {
        let wide = Span { start: span.start - ONSET_BEFORE, end: span.end };
        let grid = desk.smoother.low_passed(wide, PELVIS_HZ);
        let mut level = Level::default();
        desk.moved.clear();
        let mut keys = Keys::new(phases, self.learned.delay);
        for (at, deg) in grid.iter() {
            let breath = keys.at(at).map_or([0.0; 2], |k| self.fit.template.at(k.at));
            let (since_s, left) = ((at - span.start).s(), minus(deg, breath));
            if since_s < ONSET_AFTER_S {
                level.add(left, false);
            }
            if since_s >= 0.0 {
                desk.moved.push((since_s, left));
            }
        }
        let level = level.mean();
        for (_, left) in &mut desk.moved {
            *left = minus(*left, level);
        }
        minus(level, self.learned.zero_deg)
    }

    /// How sure the peaks are: how far the interval leans from the estimate, and its standard deviation, degrees.
    fn spread(&self, left: &[Row; 2], told: &[Told; 2]) -> [Spread; 2] {
        let breath = self.breath_sd_deg();
        std::array::from_fn(|axis| {
            let (Some(left), Some(told), Some(breath)) = (left.get(axis), told.get(axis), breath.get(axis)) else {
                return Spread { lean_deg: 0.0, sd_deg: UNKNOWN_SD_DEG };
            };
            let sd_deg = libm::hypot(libm::hypot(*breath, LEAST_SD_DEG), MODEL_TIMES * told.sd_deg);
            let alone = farthest(left.iter().copied()) - farthest(told.deg.iter().copied());
            // On the other side, or far away, the template alone is plainly wrong.
            let lean_deg = if alone.abs() < LEAN_WITHIN_SDS * sd_deg { LEAN * alone } else { 0.0 };
            Spread { lean_deg: lean_deg.clamp(-MOST_LEAN_SDS * sd_deg, MOST_LEAN_SDS * sd_deg), sd_deg }
        })
    }

    /// What a breath of this person can do that looks like a pelvis, one standard deviation, degrees.
    fn breath_sd_deg(&self) -> [f64; 2] {
        if !self.has_reference {
            return [UNKNOWN_SD_DEG; 2];
        }
        // A breath half as deep is not half as uneven.
        let times = self.learned.uneven.cautious_depth() * (LEAST_DEPTH / self.fit.depth).max(1.0);
        self.fit.extent_deg.map(|extent| times * extent)
    }

    fn level_sd_deg(&self) -> [f64; 2] {
        self.breath_sd_deg().map(|sd| LEVEL_SHARE * libm::hypot(sd, LEAST_SD_DEG))
    }

    fn axis(&self, moved: &[(f64, [f64; 2])], which: usize, spread: [Spread; 2], wiggle: [f64; 2]) -> AxisRecord {
        let pick = |pair: [f64; 2]| pair.get(which).copied().unwrap_or_default();
        let values = || moved.iter().map(|(_, d)| pick(*d));
        let peak = farthest(values());
        let [x, y] = spread;
        let spread = if which == 0 { x } else { y };
        let tenth = (moved.len() / 10).max(1);
        let part = |it: &mut dyn Iterator<Item = f64>| mean(it.map(|v| [v, 0.0]))[0];
        let drift = part(&mut values().rev().take(tenth)) - part(&mut values().take(tenth));
        let inside = values().filter(|v| v.abs() < pick(self.learned.record.drifting_deg)).count();
        let floor = pick(self.wiggle_floor_deg);
        let wiggle = pick(wiggle);
        AxisRecord {
            peak_deg: Estimate { value: peak, ci95: around(peak + spread.lean_deg, spread.sd_deg).ci95 },
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
    fn spoilt(&self, points: &[Point], span: Span, events: &[MotionEvent]) -> Reasons {
        let mut reasons = Reasons::new();
        let mut add = |reason| {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        };
        if !self.has_reference {
            add(Reason::NoReference);
        }
        if self.fit.changed {
            add(Reason::BreathChanged);
        }
        let inside = || within(points, span).iter();
        let count = inside().count() as f64;
        if count < FEWEST_HZ * span.length().s() {
            add(Reason::TooFewSamples);
        }
        let stamps = || std::iter::once(span.start).chain(inside().map(|p| p.at)).chain([span.end]);
        let silence_s = stamps().zip(stamps().skip(1)).map(|(a, b)| (b - a).s()).fold(0.0, f64::max);
        if silence_s > MOST_SILENCE_S {
            add(Reason::Gap);
        }
        let masked = inside().filter(|p| p.masked).count();
        if masked as f64 > MOST_UNSEEN * count {
            add(Reason::Masked);
        }
        let off_belly = inside().filter(|p| p.deg.iter().any(|d| d.abs() > OFF_BELLY_DEG)).count();
        if off_belly as f64 > MOST_UNSEEN * count {
            add(Reason::NotPlaced);
        }
        for event in events.iter().filter(|e| span.contains(e.at)) {
            match event.kind {
                MotionEventKind::Slip => add(Reason::Slipped),
                MotionEventKind::LiftOff | MotionEventKind::Replaced => add(Reason::Replaced),
                // A heel that touches down spoils 200 ms, not the rep (FIELD F29); silences are told above.
                MotionEventKind::HeelDown
                | MotionEventKind::Gap
                | MotionEventKind::DoubleTap
                | MotionEventKind::SignsAgree
                | MotionEventKind::SignsAgainst => {}
                MotionEventKind::Bump => add(Reason::Bumped),
            }
        }
        reasons.sort_unstable();
        reasons
    }

    /// The verdict of both axes; adds its own reasons to those that spoil the rep.
    fn verdict(&self, tilt: &AxisRecord, roll: &AxisRecord, reasons: &mut Reasons) -> Verdict {
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

    /// Whether the breath followed the cue: the shift at which the template fits what was seen best.
    fn breath(&self, left: &[Row; 2], course: &Course, pelvis_moved: bool) -> BreathVerdict {
        let [tilt_deg, roll_deg] = self.fit.extent_deg;
        if pelvis_moved || libm::hypot(tilt_deg, roll_deg) < BREATH_VISIBLE_DEG {
            return BreathVerdict::CannotTell;
        }
        let [tilt, roll] = left;
        let seen: [(f64, [f64; 2]); STEPS] = std::array::from_fn(|i| {
            let key = at(&course.keys, i);
            let [a, b] = self.fit.template.at(key);
            (key, [a + at(tilt, i), b + at(roll, i)])
        });
        let Some((turned, likeness)) = Turns::of(seen.into_iter()).best(&self.fit.template) else {
            return BreathVerdict::CannotTell;
        };
        let late_s = turned * course.length_s;
        match late_s {
            _ if likeness <= LEAST_LIKENESS => BreathVerdict::CannotTell,
            _ if turned.abs() > REVERSED_KEY => BreathVerdict::Reversed,
            s if s > IN_TIME_S => BreathVerdict::Late,
            s if s < -IN_TIME_S => BreathVerdict::Early,
            _ => BreathVerdict::InTime,
        }
    }
}

/// How sure a peak is.
#[derive(Debug, Clone, Copy)]
struct Spread {
    lean_deg: f64,
    sd_deg: f64,
}

/// The value farthest from zero; 0 of none.
fn farthest(all: impl Iterator<Item = f64>) -> f64 {
    all.fold(0.0, |far: f64, v| if v.abs() > far.abs() { v } else { far })
}

/// `value` with its interval.
fn around(value: f64, sd: f64) -> Estimate {
    Estimate { value, ci95: [value - Z95 * sd, value + Z95 * sd] }
}

/// What `moved` holds at the instants of the rep, on the lines between its own; tilt and roll.
fn sample(moved: &[(f64, [f64; 2])], length_s: f64) -> [Row; 2] {
    let mut rows = [[0.0; STEPS]; 2];
    let [tilt, roll] = &mut rows;
    let mut rest = moved.iter();
    let first = rest.next().copied().unwrap_or_default();
    let (mut before, mut after) = (first, first);
    for (i, (x, y)) in tilt.iter_mut().zip(roll).enumerate() {
        let at_s = share(i) * length_s;
        while after.0 < at_s
            && let Some(next) = rest.next()
        {
            (before, after) = (after, *next);
        }
        let part = ((at_s - before.0) / (after.0 - before.0).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0);
        let ([a, b], [c, d]) = (before.1, after.1);
        (*x, *y) = (a + part * (c - a), b + part * (d - b));
    }
    rows
}

/// Makes the pelvis of what is left: what the instants tell, on the lines between them and from nothing at the onset,
/// with what happens faster as far as the pelvis moved at all.
fn fill_in(moved: &mut [(f64, [f64; 2])], length_s: f64, left: &[Row; 2], told: &[Told; 2]) {
    for (axis, (left, told)) in left.iter().zip(told).enumerate() {
        let mut instants = left.iter().zip(&told.deg).enumerate().map(|(i, (x, y))| (share(i) * length_s, [*x, *y]));
        let mut before = (0.0, [0.0; 2]);
        let mut after = instants.next().unwrap_or(before);
        for (t, deg) in moved.iter_mut() {
            while *t > after.0 {
                before = after;
                after = instants.next().unwrap_or((f64::INFINITY, after.1));
            }
            let part = ((*t - before.0) / (after.0 - before.0)).clamp(0.0, 1.0);
            let [x, y] = minus(after.1, before.1);
            let [left_line, pelvis_line] = [before.1[0] + part * x, before.1[1] + part * y];
            if let Some(deg) = deg.get_mut(axis) {
                *deg = pelvis_line + told.moves * (*deg - left_line);
            }
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
