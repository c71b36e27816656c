//! The pelvis as a bubble in a level.
//!
//! In: tilt, roll and their bands. Out: cells of a terminal. The bubble goes to the side that is higher: up when the head
//! edge of the phone rises, to the right when the edge at the user's left sinks. Inside the soft disc is steady.

use super::look::{Look, as_verdict};
use crate::furniture::shape;
use proximal_core::session::PelvisView;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Half of the drawn range, in bounds past which the pelvis is lost: a lost bubble still has somewhere to go.
const RANGE: f64 = 1.3;

/// Draws the level over all of `area`.
pub(crate) fn draw(pelvis: &PelvisView, look: Look, area: Rect, buffer: &mut Buffer) {
    if area.width < 3 || area.height < 3 {
        return;
    }
    let [tilt_lost, roll_lost] = pelvis.lost_deg;
    let [tilt_drifting, roll_drifting] = pelvis.drifting_deg;
    for y in 0..area.height {
        for x in 0..area.width {
            let across = offset(x, area.width) * RANGE * roll_lost / roll_drifting;
            let along = offset(y, area.height) * RANGE * tilt_lost / tilt_drifting;
            // Bands are judged per axis; the fourth power rounds only the corners off.
            let inside = across * across * across * across + along * along * along * along <= 1.0;
            let (symbol, style) = if inside { ("░", look.disc()) } else { ("·", look.line()) };
            if let Some(cell) = buffer.cell_mut((area.x + x, area.y + y)) {
                cell.set_symbol(symbol).set_style(style);
            }
        }
    }
    let verdict = as_verdict(pelvis.band);
    let x = place(pelvis.roll_deg / (RANGE * roll_lost), area.width);
    let y = place(-pelvis.tilt_deg / (RANGE * tilt_lost), area.height);
    if let Some(cell) = buffer.cell_mut((area.x + x, area.y + y)) {
        cell.set_symbol(shape(verdict)).set_style(look.ink().patch(look.verdict(verdict)));
    }
}

/// Where the middle of cell `i` of `count` lies, from -1 to 1.
fn offset(i: u16, count: u16) -> f64 {
    (f64::from(i) + 0.5) / f64::from(count) * 2.0 - 1.0
}

/// The cell of `count` in which `offset` lies; what is outside, or no number, is held at the edge or in the middle.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the cells there are")]
fn place(offset: f64, count: u16) -> u16 {
    let offset = if offset.is_nan() { 0.0 } else { offset };
    let cell = (offset.midpoint(1.0) * f64::from(count)).floor();
    cell.clamp(0.0, f64::from(count.saturating_sub(1))) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::look::Depth;
    use proximal_core::motion::BandState;

    fn bubble(tilt_deg: f64, roll_deg: f64) -> (u16, u16) {
        let lost_deg = [6.0, 6.0];
        let pelvis = PelvisView { tilt_deg, roll_deg, drifting_deg: [3.0, 3.0], lost_deg, band: BandState::Steady };
        let mut buffer = Buffer::empty(Rect::new(0, 0, 21, 9));
        draw(&pelvis, Look::new(Depth::Mono), buffer.area, &mut buffer);
        let cells = buffer.content().iter();
        let at = cells.enumerate().find(|(_, c)| c.symbol() == "●").map(|(i, _)| i).unwrap();
        (u16::try_from(at % 21).unwrap(), u16::try_from(at / 21).unwrap())
    }

    #[test]
    fn the_bubble_goes_to_the_higher_side_and_rests_in_the_middle() {
        assert_eq!(bubble(0.0, 0.0), (10, 4));
        assert!(bubble(4.0, 0.0).1 < 4, "head edge up: bubble up");
        assert!(bubble(0.0, 4.0).0 > 10, "left edge down: bubble right");
    }

    #[test]
    fn no_angle_leaves_the_level() {
        for angle in [90.0, -90.0, f64::NAN, f64::INFINITY] {
            let (x, y) = bubble(angle, angle);
            assert!(x < 21 && y < 9, "{angle}");
        }
    }
}
