//! What can go wrong with the phone while it lies there.
//!
//! In: [`Fault`]s, each with its time. Out: the turn and the jolts they put on the phone, and the readings they spoil.

use super::shape::{Jolt, pulse, smooth};
use crate::motion::{MotionEvent, MotionEventKind};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{PerformedPhase, Span};

/// Something that spoils the measurement. Tilt and roll in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// The phone slides on the belly.
    Slip {
        /// When.
        when: When,
        /// Tilt and roll by which it lies differently from then on.
        turn_deg: [f64; 2],
    },
    /// The phone is taken off the belly and laid down again.
    Lift {
        /// From the first touch until it lies; at least [`LIFT_S`] long to be of sense.
        span: Span,
        /// Tilt and roll by which it lies differently from then on.
        turn_deg: [f64; 2],
    },
    /// A cough, or a knock at the phone.
    Bump {
        /// When.
        at: MonoTime,
    },
    /// A firm tap on the phone.
    Tap {
        /// When.
        at: MonoTime,
        /// How hard, m/s².
        force: f64,
    },
    /// No reading comes.
    Gap {
        /// When.
        span: Span,
    },
    /// Readings come that are not numbers.
    NotANumber {
        /// When.
        span: Span,
    },
}

/// When a slip happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At this instant.
    At(MonoTime),
    /// In the n-th judged rep, from 1: a third into its drop.
    JudgedRep(u16),
}

/// Seconds the hand needs to take the phone up, and again to lay it down.
pub const LIFT_S: f64 = 1.0;

/// Seconds a slide takes.
const SLIDE_S: f64 = 0.25;
/// How the hand holds the phone: tilt and roll, degrees. Far beyond any slope of a belly (FIELD F4: 30°).
const HAND_DEG: [f64; 2] = [55.0, 25.0];
/// Tremor of the hand, degrees, and how fast, Hz: a phone in it is never still.
const TREMOR_DEG: f64 = 2.0;
const TREMOR_HZ: f64 = 1.7;
/// A cough tips the belly for a moment: seconds and degrees.
const COUGH_S: f64 = 0.5;
const COUGH_DEG: f64 = 2.5;

/// The faults of one simulation.
#[derive(Debug, Clone, Default)]
pub(super) struct Faults {
    all: Vec<Fault>,
    judged: u16,
    laid_down_s: f64,
}

impl Faults {
    pub(super) fn new(laid_down_s: f64) -> Self {
        Self { laid_down_s, ..Self::default() }
    }

    pub(super) fn add(&mut self, fault: Fault) {
        self.all.push(fault);
    }

    /// A judged rep begins with `drop`: slips that wait for it get their instant.
    pub(super) fn rep_begins(&mut self, drop: &PerformedPhase) {
        self.judged = self.judged.saturating_add(1);
        for fault in &mut self.all {
            if let Fault::Slip { when, .. } = fault
                && *when == When::JudgedRep(self.judged)
            {
                *when = When::At(drop.span.start + Nanos(drop.span.length().0 / 3));
            }
        }
    }

    /// Tilt and roll put on the phone at `t_s`, degrees.
    pub(super) fn turn_deg(&self, t_s: f64) -> [f64; 2] {
        let mut sum = [0.0; 2];
        let mut add = |turn: [f64; 2], share: f64| {
            for (axis, deg) in sum.iter_mut().zip(turn) {
                *axis += share * deg;
            }
        };
        if t_s < self.laid_down_s {
            in_hand(t_s, 1.0 - smooth(t_s / self.laid_down_s), &mut add);
        }
        for fault in &self.all {
            match *fault {
                Fault::Slip { when: When::At(at), turn_deg } => add(turn_deg, smooth((t_s - at.s()) / SLIDE_S)),
                Fault::Lift { span, turn_deg } => {
                    let down = smooth((t_s - span.end.s() + LIFT_S) / LIFT_S);
                    let up = smooth((t_s - span.start.s()) / LIFT_S);
                    in_hand(t_s, up * (1.0 - down), &mut add);
                    add(turn_deg, down);
                }
                Fault::Bump { at } => add([COUGH_DEG, 0.3 * COUGH_DEG], pulse((t_s - at.s()) / COUGH_S)),
                Fault::Slip { .. } | Fault::Tap { .. } | Fault::Gap { .. } | Fault::NotANumber { .. } => {}
            }
        }
        sum
    }

    /// The jolts that bumps and taps give, m/s², world axes.
    pub(super) fn push(&self, t_s: f64) -> [f64; 3] {
        const KNOCK: Jolt = Jolt { push: [0.8, 1.2, 3.0], fades_s: 0.06, hz: 9.0 };
        // A finger on a board with a sensor (BROAD, *tapping*): two or three swings within 60 ms.
        const TAP: Jolt = Jolt { push: [0.0; 3], fades_s: 0.018, hz: 28.0 };
        let mut sum = [0.0; 3];
        for fault in &self.all {
            match *fault {
                Fault::Bump { at } => KNOCK.add(t_s - at.s(), &mut sum),
                Fault::Tap { at, force } => {
                    Jolt { push: [0.1 * force, 0.2 * force, -force], ..TAP }.add(t_s - at.s(), &mut sum);
                }
                _ => {}
            }
        }
        sum
    }

    /// Whether a reading at `at` is lost.
    pub(super) fn silent(&self, at: MonoTime) -> bool {
        self.all.iter().any(|f| matches!(f, Fault::Gap { span } if span.contains(at)))
    }

    /// Whether a reading at `at` is no number.
    pub(super) fn garbled(&self, at: MonoTime) -> bool {
        self.all.iter().any(|f| matches!(f, Fault::NotANumber { span } if span.contains(at)))
    }

    /// What happened within `span`.
    pub(super) fn events(&self, span: Span, events: &mut Vec<MotionEvent>) {
        let mut note = |at, kind| {
            if span.contains(at) {
                events.push(MotionEvent { at, kind });
            }
        };
        for fault in &self.all {
            match *fault {
                Fault::Slip { when: When::At(at), .. } => note(at, MotionEventKind::Slip),
                Fault::Lift { span, .. } => {
                    note(span.start, MotionEventKind::LiftOff);
                    note(span.end, MotionEventKind::Replaced);
                }
                Fault::Bump { at } => note(at, MotionEventKind::Bump),
                Fault::Gap { span } => note(span.start, MotionEventKind::Gap),
                Fault::Slip { .. } | Fault::Tap { .. } | Fault::NotANumber { .. } => {}
            }
        }
    }
}

fn in_hand(t_s: f64, share: f64, add: &mut impl FnMut([f64; 2], f64)) {
    add(HAND_DEG, share);
    add([TREMOR_DEG, TREMOR_DEG], share * libm::sin(std::f64::consts::TAU * TREMOR_HZ * t_s));
}
