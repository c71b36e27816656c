//! Letters large enough to be read from the floor.
//!
//! In: a word. Out: lines of block characters, four high; four columns a letter, or eight where there is room.

use font8x8::{BASIC_FONTS, LATIN_FONTS, UnicodeFonts as _};

/// Rows of a large word.
pub(crate) const ROWS: u16 = 4;

const HALVES: [char; 4] = [' ', '▀', '▄', '█'];
const QUADRANTS: [char; 16] = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

/// `word` in capitals, at most `width` columns wide; none when it does not fit or has a letter the font lacks.
pub(crate) fn lines(word: &str, width: u16) -> Option<Vec<String>> {
    let glyphs: Option<Vec<[u8; 8]>> =
        word.to_uppercase().chars().map(|c| BASIC_FONTS.get(c).or_else(|| LATIN_FONTS.get(c))).collect();
    let glyphs = glyphs?;
    let columns = if glyphs.len() * 8 <= usize::from(width) {
        8
    } else if glyphs.len() * 4 <= usize::from(width) {
        4
    } else {
        return None;
    };
    Some((0..8).step_by(2).map(|y| glyphs.iter().map(|g| row(*g, y, columns)).collect()).collect())
}

/// Two pixel rows of a glyph as one row of characters.
fn row(glyph: [u8; 8], y: usize, columns: u8) -> String {
    let lit = |x: u8, y: usize| usize::from(glyph.get(y).is_some_and(|bits| bits >> x & 1 == 1));
    let character = |x: u8| {
        if columns == 8 {
            HALVES.get(lit(x, y) | lit(x, y + 1) << 1)
        } else {
            let upper = lit(x * 2, y) | lit(x * 2 + 1, y) << 1;
            QUADRANTS.get(upper | lit(x * 2, y + 1) << 2 | lit(x * 2 + 1, y + 1) << 3)
        }
    };
    (0..columns).filter_map(character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_as_wide_as_there_is_room_for_and_four_rows_high() {
        for (room, wide) in [(80, 48), (47, 24), (24, 24)] {
            let lines = lines("exhale", room).unwrap();
            assert_eq!(lines.len(), usize::from(ROWS));
            assert!(lines.iter().all(|l| l.chars().count() == wide), "{room}");
        }
        assert_eq!(lines("exhale", 23), None);
    }

    #[test]
    fn umlauts_are_drawn_and_letters_the_font_lacks_are_not_guessed() {
        assert!(lines("Ü", 8).is_some_and(|l| l.iter().any(|l| l.contains('█'))));
        assert_eq!(lines("息", 80), None);
    }
}
