//! Whether tilt has the sign it should have, from one deliberate flatten-and-arch (FIELD F3).
//!
//! In: the span in which the user flattens the back and then arches it, and the tilt meanwhile, degrees. Out:
//! [`SignsVerdict`]. An arching pelvis raises the head edge of the phone: tilt is higher in the second half.

use crate::time::{MonoTime, Nanos};
use crate::timeline::Span;

/// The user answers a moment late, seconds (as the reaction to a breath's cue).
const REACTION: Nanos = Nanos(400_000_000);
/// A deliberate tilt of the pelvis is at least so large, degrees between the halves' means: supine it reaches 10 to 20.
const LEAST_DEG: f64 = 2.0;
/// A breath that happens to turn between the halves makes a difference of its depth's mean swing: 2/π of it.
const BREATH_SHARE: f64 = 2.0 / std::f64::consts::PI;

/// Whether the signs hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignsVerdict {
    /// Arching raised the head edge: they do.
    Agree,
    /// It lowered it: the phone lies the wrong way round, or the user did it the other way round.
    Against,
    /// Nothing moved by more than a breath moves it.
    CannotTell,
}

/// The watch over a flatten-and-arch.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signs {
    span: Option<Span>,
    /// Sum and count of each half.
    halves: [(f64, f64); 2],
}

impl Signs {
    /// The user flattens in the first half of `span` and arches in the second.
    pub fn begin(&mut self, span: Span) {
        *self = Self { span: Some(span), ..Self::default() };
    }

    /// The phone's tilt at `at`, degrees.
    pub fn see(&mut self, at: MonoTime, tilt_deg: f64) {
        let Some(span) = self.span.filter(|s| s.contains(at)) else { return };
        let late = at - REACTION;
        let half = usize::from((late - span.start).s() >= 0.5 * span.length().s());
        if let Some((sum, count)) = self.halves.get_mut(half).filter(|_| late >= span.start && tilt_deg.is_finite()) {
            *sum += tilt_deg;
            *count += 1.0;
        }
    }

    /// What it says, of a person whose breath tips the phone by `depth_deg` peak to peak.
    pub fn verdict(&self, depth_deg: f64) -> SignsVerdict {
        let [flat, arched] = self.halves.map(|(sum, count)| if count > 0.0 { sum / count } else { f64::NAN });
        let least = LEAST_DEG.max(BREATH_SHARE * depth_deg.abs());
        match arched - flat {
            d if d >= least => SignsVerdict::Agree,
            d if d <= -least => SignsVerdict::Against,
            _ => SignsVerdict::CannotTell,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::TAU;

    /// Eight seconds of flatten-and-arch by `deg`, over a breath of `breath_deg` peak to peak that begins at `phase`.
    fn seen(deg: f64, breath_deg: f64, phase: f64) -> SignsVerdict {
        let mut signs = Signs::default();
        signs.begin(Span::from_s(5.0, 13.0));
        for i in 0..2000 {
            let t = f64::from(i) / 100.0;
            let q = ((t - 5.3) / 8.0).clamp(0.0, 1.0);
            let breath = 0.5 * breath_deg * libm::sin(TAU * (t / 8.0 + phase));
            signs.see(MonoTime::from_s(t), -deg * libm::sin(TAU * q) + breath);
        }
        signs.verdict(breath_deg)
    }

    #[test]
    fn flattening_and_then_arching_agrees_and_the_other_way_round_is_against_whatever_the_breath_does() {
        for phase in [0.0, 0.25, 0.5, 0.75] {
            for breath_deg in [0.0, 2.0, 6.0] {
                assert_eq!(seen(9.0, breath_deg, phase), SignsVerdict::Agree, "{phase} {breath_deg}");
                assert_eq!(seen(-9.0, breath_deg, phase), SignsVerdict::Against, "{phase} {breath_deg}");
            }
        }
    }

    #[test]
    fn a_breath_alone_says_nothing_however_deep_and_neither_does_silence() {
        for phase in [0.0, 0.25, 0.5, 0.75] {
            for breath_deg in [0.0, 2.0, 11.0] {
                assert_eq!(seen(0.0, breath_deg, phase), SignsVerdict::CannotTell, "{phase} {breath_deg}");
            }
        }
        assert_eq!(Signs::default().verdict(1.0), SignsVerdict::CannotTell);
    }
}
