//! Content lines of RFC 5545: escaped, folded at 75 octets, ended by CR LF.
//!
//! In: names and values. Out: the text.

use jiff::civil::DateTime;

/// Octets of a line without its end (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// Lines as they gather.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// `name:value`, the value as it is.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if length + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// `name:value` where the value is TEXT (RFC 5545, 3.3.11).
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let mut escaped = String::with_capacity(value.len());
        for c in value.chars() {
            match c {
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                '\n' => escaped.push_str("\\n"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        self.raw(name, &escaped);
    }

    /// A local time in the zone called `tzid`; in UTC where there is none.
    pub(super) fn time(&mut self, name: &str, local: DateTime, tzid: Option<&str>) {
        let shown = local.strftime("%Y%m%dT%H%M%S").to_string();
        match tzid {
            Some(tzid) => self.raw(&format!("{name};TZID={tzid}"), &shown),
            None => self.raw(name, &format!("{shown}Z")),
        }
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters_and_no_line_is_longer_than_75_octets() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"ä, b; c\\ü\n".repeat(30));
        let text = lines.into_string();
        assert!(text.ends_with("\r\n") && text.lines().all(|line| line.len() <= LONGEST));
        let unfolded = text.replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}\r\n", "ä\\, b\\; c\\\\ü\\n".repeat(30)));
    }

    #[test]
    fn a_line_of_75_octets_is_left_whole() {
        let mut lines = Lines::default();
        lines.raw("X", &"a".repeat(73));
        lines.raw("X", &"a".repeat(74));
        assert_eq!(lines.into_string(), format!("X:{}\r\nX:{}\r\n a\r\n", "a".repeat(73), "a".repeat(73)));
    }
}
