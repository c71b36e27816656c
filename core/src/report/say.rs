//! The report's voice: sentences, names and numbers in one language.
//!
//! In: keys of the Fluent files, values of the records. Out: strings fit to show.

use crate::motion::Estimate;
use crate::words::{Form, Lang, Text, render};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A language to say things in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Say(pub(super) Lang);

impl Say {
    /// The sentence of `text`.
    pub(super) fn text(self, text: &Text) -> String {
        render(text, self.0, Form::Written)
    }

    /// The sentence `key`, which takes nothing.
    pub(super) fn key(self, key: &'static str) -> String {
        self.text(&Text::new(key))
    }

    /// What the words files call the value `is` of an enum, under `prefix`.
    pub(super) fn case(self, prefix: &str, is: impl Serialize) -> String {
        self.text(&case(prefix, is))
    }

    /// Degrees with one digit; a dash for what is no number.
    pub(super) fn degrees(self, deg: f64) -> String {
        self.number("report-degrees", deg)
    }

    /// Seconds with one digit; a dash for what is no number.
    pub(super) fn seconds(self, s: f64) -> String {
        self.number("report-seconds", s)
    }

    fn number(self, key: &'static str, value: f64) -> String {
        if value.is_finite() { self.text(&Text::new(key).number("value", value, 1)) } else { dash() }
    }

    /// Degrees ± the longer half of the interval.
    pub(super) fn estimate(self, e: Estimate) -> String {
        let [low, high] = e.ci95;
        let half = (e.value - low).max(high - e.value);
        if !(e.value.is_finite() && half.is_finite()) {
            return dash();
        }
        self.text(&Text::new("report-estimate").number("value", e.value, 1).number("half", half.max(0.0), 1))
    }
}

/// Digits after the decimal sign that a number of tenths needs: none where it is whole.
pub(super) fn shortest(value: f64) -> u8 {
    u8::from((value - value.round()).abs() >= 0.05)
}

/// A dash where there is nothing to say.
pub(super) fn dash() -> String {
    "–".to_owned()
}

pub(super) use crate::words::spelled as name;

/// The text of the value `is` of an enum: `verdict-steady` for `verdict` and steady.
pub(super) fn case(prefix: &str, is: impl Serialize) -> Text {
    Text { key: Cow::Owned(format!("{prefix}-{}", name(is))), args: BTreeMap::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_half_of_an_interval_is_shown() {
        let e = Estimate { value: -2.0, ci95: [-2.5, -1.0] };
        assert_eq!(Say(Lang::En).estimate(e), "−2.0° ± 1.0°");
        assert_eq!(Say(Lang::De).estimate(e), "−2,0° ± 1,0°");
        assert_eq!(Say(Lang::En).estimate(Estimate { value: f64::NAN, ci95: [0.0, 1.0] }), "–");
    }
}
