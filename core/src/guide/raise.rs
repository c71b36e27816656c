//! The leg-raise check in words (FIELD F32).
//!
//! In: values of the motion side. Out: [`Text`]s. An angle with its error; never a score.

use crate::motion::{Estimate, RaiseFault, RaiseState, STRAP_DEG};
use crate::words::Text;

/// What to do before and during the check, in order.
pub fn raise_steps() -> [Text; 4] {
    [
        Text::new("raise-step-phone"),
        Text::new("raise-step-lie"),
        Text::new("raise-step-raise"),
        Text::new("raise-step-best"),
    ]
}

/// What the leg is to do now.
pub fn raise_state(state: RaiseState) -> Text {
    Text::new(match state {
        RaiseState::LayFlat => "raise-lay-flat",
        RaiseState::Raise => "raise-raise",
        RaiseState::Hold => "raise-hold",
        RaiseState::Lower => "raise-lower",
    })
}

/// Why a try does not count.
pub fn raise_fault(fault: RaiseFault) -> Text {
    Text::new(match fault {
        RaiseFault::Slipped => "raise-slipped",
        RaiseFault::NoHold => "raise-no-hold",
        RaiseFault::Gap => "raise-gap",
        RaiseFault::Unfinished => "raise-unfinished",
    })
}

/// An angle with its error.
pub fn raise_degrees(held: Estimate) -> Text {
    let [low, high] = held.ci95;
    let half = (held.value - low).max(high - held.value);
    Text::new("raise-degrees").number("value", held.value, 0).number("half", half, 0)
}

/// The best of the tries; none where no try counts.
pub fn raise_best(held: Option<Estimate>) -> Text {
    match held {
        None => Text::new("raise-none"),
        Some(held) => Text { key: "raise-best".into(), ..raise_degrees(held) },
    }
}

/// What stands beside every result: what it is not, what the error holds, what is not seen.
pub fn raise_doubts() -> [Text; 3] {
    [Text::new("raise-unproved"), Text::new("raise-error").number("strap", STRAP_DEG, 1), Text::new("raise-knee")]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Form, Lang, render};

    #[test]
    fn a_result_is_degrees_with_an_error_and_nowhere_a_score_is_given() {
        let held = Estimate { value: 63.6, ci95: [61.4, 65.8] };
        let said = |text: &Text, lang| render(text, lang, Form::Written);
        assert_eq!(said(&raise_best(Some(held)), Lang::En), "Best: 64° ± 2°");
        assert_eq!(said(&raise_best(Some(held)), Lang::De), "Bester Versuch: 64° ± 2°");
        let doubts: String = raise_doubts().iter().map(|t| said(t, Lang::En)).collect();
        for told in ["3.3°", "10.2°", "1.5°", "unproved", "not a score", "knee"] {
            assert!(doubts.contains(told), "{told} in {doubts}");
        }
    }
}
