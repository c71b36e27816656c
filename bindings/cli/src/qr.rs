//! A link as a QR code: drawn in the terminal, or as SVG.
//!
//! In: letters and digits. Out: [`QrCode`] at level M (15 % may be lost), and its drawings with the quiet zone of four modules that ISO/IEC 18004
//! asks for.

use crate::failure::Failure;
use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Modules of quiet around the code.
const QUIET: usize = 4;

/// `text` as a code.
///
/// # Errors
/// [`Failure`] when it is too long for any.
pub(crate) fn code(text: &str) -> Result<QrCode, Failure> {
    let too_long =
        |_| Failure::Usage("--qr: this is too long for a QR code; shorten the note, or send the file".to_owned());
    QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).map_err(too_long)
}

/// Whether each module is dark, row by row, the quiet zone included.
fn rows(code: &QrCode) -> Vec<Vec<bool>> {
    let width = code.width();
    let dark = |x: usize, y: usize| {
        let inside = |v: usize| v.checked_sub(QUIET).filter(|v| *v < width);
        inside(x).zip(inside(y)).is_some_and(|at| code[at] == Color::Dark)
    };
    let all = width + 2 * QUIET;
    (0..all).map(|y| (0..all).map(|x| dark(x, y)).collect()).collect()
}

/// Two modules a character. With `colours` it is dark on light whatever the terminal's own colours are.
pub(crate) fn terminal(code: &QrCode, colours: bool) -> String {
    let mut out = String::new();
    for pair in rows(code).chunks(2) {
        let [upper, rest @ ..] = pair else { continue };
        let quiet = vec![false; upper.len()];
        let lower = rest.first().unwrap_or(&quiet);
        let line: String = upper
            .iter()
            .zip(lower)
            .map(|(upper, lower)| match (upper, lower) {
                // What is printed is light.
                (false, false) => '█',
                (false, true) => '▀',
                (true, false) => '▄',
                (true, true) => ' ',
            })
            .collect();
        let _ = if colours { writeln!(out, "\x1b[97;40m{line}\x1b[0m") } else { writeln!(out, "{line}") };
    }
    out
}

/// A drawing, a unit a module.
pub(crate) fn svg(code: &QrCode) -> String {
    let rows = rows(code);
    let size = rows.len();
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, dark)| **dark) {
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\"{path}\"/></svg>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What another's reader sees, `scale` pixels a module.
    fn read(code: &QrCode, scale: usize) -> String {
        let rows = rows(code);
        let size = rows.len() * scale;
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(
                size,
                size,
                |x, y| if rows[y / scale][x / scale] { 0 } else { 255 },
            );
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn another_reader_reads_a_code_as_long_as_a_prescription() {
        let link = format!("PROXIMAL:RX1/{}", "A2B3C4D5E6F7GHIJKLMNOPQRSTUVWXYZ".repeat(12));
        let code = code(&link).unwrap();
        assert_eq!(read(&code, 4), link);
        assert!(code.width() <= 77, "{} modules", code.width());
    }

    #[test]
    fn what_is_drawn_is_the_same_in_the_terminal_and_as_svg() {
        let code = code("PROXIMAL:RX1/ABC").unwrap();
        let dark = rows(&code).iter().flatten().filter(|dark| **dark).count();
        assert_eq!(svg(&code).matches("h1v1h-1z").count(), dark);
        let text = terminal(&code, false);
        let shown: usize = text
            .chars()
            .map(|c| match c {
                '▀' | '▄' => 1,
                ' ' => 2,
                _ => 0,
            })
            .sum();
        assert_eq!((shown, text.lines().count()), (dark, rows(&code).len().div_ceil(2)));
    }

    #[test]
    fn what_fits_in_no_code_is_refused_with_what_to_do() {
        assert!(code(&"A".repeat(4_000)).map(|_| ()).unwrap_err().to_string().contains("shorten the note"));
    }
}
