//! A verdict as a shape: filled, half, ring with a gap, dotted ring (LOOK, *colours*).
//!
//! In: a rep. Out: SVG on a square of 20; the word always stands beside it, so the shape itself is hidden from readers.

use crate::motion::{Reason, RepRecord, Verdict};
use maud::{Markup, html};

/// The shape alone, to stand inside an `svg` with `viewBox="0 0 20 20"`.
pub(super) fn shape(rep: &RepRecord) -> Markup {
    turned(rep.verdict, gap_deg(rep))
}

/// The shape of a verdict of no one rep, as an image of its own.
pub(super) fn verdict_shape(verdict: Verdict) -> Markup {
    html! { svg.chip viewBox="0 0 20 20" aria-hidden="true" { (turned(verdict, 0)) } }
}

fn turned(verdict: Verdict, gap_deg: i16) -> Markup {
    match verdict {
        Verdict::Steady => html! { circle.steady cx="10" cy="10" r="8" {} },
        Verdict::Drifting => html! {
            circle.drifting.ring cx="10" cy="10" r="7" {}
            path.drifting d="M10 3A7 7 0 0 0 10 17Z" {}
        },
        // The ring starts 35° past the right, so that its gap of 70° looks right before it is turned.
        Verdict::Lost => html! {
            path.lost.ring d="M15.7 14A7 7 0 1 1 15.7 6" transform=(format!("rotate({gap_deg} 10 10)")) {}
        },
        Verdict::Unclear => html! { circle.unclear.ring cx="10" cy="10" r="7" stroke-dasharray="2.4 2" {} },
    }
}

/// The shape as an image of its own.
pub(super) fn chip(rep: &RepRecord) -> Markup {
    html! { svg.chip viewBox="0 0 20 20" aria-hidden="true" { (shape(rep)) } }
}

/// Clockwise turn of the gap from the right to where the pelvis went: left is left, an arch is up.
fn gap_deg(rep: &RepRecord) -> i16 {
    rep.reasons
        .iter()
        .find_map(|reason| match reason {
            Reason::TiltedForward => Some(-90),
            Reason::TiltedBack => Some(90),
            Reason::RolledLeft => Some(180),
            Reason::RolledRight => Some(0),
            _ => None,
        })
        .unwrap_or(0)
}
