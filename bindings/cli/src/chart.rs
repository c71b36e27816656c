//! A number over time in characters: dots, the noise band behind them, the line, what became of it.
//!
//! In: [`Panel`]s, left leg left. Out: lines of cells with a role each; with colours for a terminal, plain for a pipe.

use ratatui::crossterm::style::Stylize as _;
use std::fmt::Write as _;

/// What a cell is, for its colour; its character says it without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Text and dots.
    Ink,
    /// Labels.
    Quiet,
    /// The noise band.
    Noise,
    /// A change towards steadier.
    Steady,
    /// A change away from it.
    Drifting,
}

/// One curve.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    /// Whose.
    pub(crate) name: String,
    /// Its arrow and word, and their role.
    pub(crate) verdict: (char, String, Role),
    /// Name of the axis.
    pub(crate) axis: String,
    /// Which way is steadier, or what up and down mean.
    pub(crate) ends: String,
    /// Time in days and value.
    pub(crate) dots: Vec<(f64, f64)>,
    /// Value of the line at the first dot and the last.
    pub(crate) line: Option<[f64; 2]>,
    /// Middle of the band where there is no line.
    pub(crate) level: Option<f64>,
    /// Half the noise band.
    pub(crate) band: Option<f64>,
    /// First and last day.
    pub(crate) days: [String; 2],
}

/// A line of cells.
type Cells = Vec<(char, Role)>;

/// Rows of the plot itself: odd, so that a difference of zero has a row of its own.
const ROWS: usize = 13;
/// Columns for the numbers of the axis.
const GUTTER: usize = 6;

/// Panels beside each other, `width` columns in all. `decimals` are those of the axis, `most` its largest number.
pub(crate) fn lines(panels: &[Panel], width: usize, decimals: u8, most: Option<f64>, decimal_sign: char) -> Vec<Cells> {
    let each = (width / panels.len().max(1)).max(GUTTER + 12);
    let scale = Scale::of(panels, most);
    let drawn: Vec<Vec<Cells>> = panels.iter().map(|p| panel(p, scale, each, decimals, decimal_sign)).collect();
    let rows = drawn.iter().map(Vec::len).max().unwrap_or(0);
    (0..rows).map(|row| drawn.iter().filter_map(|d| d.get(row)).flatten().copied().collect()).collect()
}

/// The same as text, coloured or not, without blanks at the ends.
pub(crate) fn text(lines: &[Cells], colours: bool) -> String {
    let mut out = String::new();
    for line in lines {
        let end = line.iter().rposition(|(c, _)| *c != ' ').map_or(0, |at| at + 1);
        let cells: Vec<_> = line.iter().take(end).copied().collect();
        for run in cells.chunk_by(|a, b| a.1 == b.1) {
            let said: String = run.iter().map(|(c, _)| *c).collect();
            let role = run.first().map_or(Role::Ink, |(_, role)| *role);
            // Writing to a string cannot fail.
            let _ = match role {
                _ if !colours => write!(out, "{said}"),
                Role::Ink => write!(out, "{said}"),
                Role::Quiet | Role::Noise => write!(out, "{}", said.dark_grey()),
                Role::Steady => write!(out, "{}", said.dark_cyan()),
                Role::Drifting => write!(out, "{}", said.dark_yellow()),
            };
        }
        out.push('\n');
    }
    out
}

#[derive(Debug, Clone, Copy)]
struct Scale {
    days: [f64; 2],
    low: f64,
    high: f64,
}

impl Scale {
    fn of(panels: &[Panel], most: Option<f64>) -> Self {
        let dots = || panels.iter().flat_map(|p| p.dots.iter().copied());
        let bands = panels.iter().filter_map(|p| Some((p.band?, p.line.or(p.level.map(|l| [l, l]))?)));
        let bands = bands.flat_map(|(band, ends)| ends.into_iter().flat_map(move |v| [v - band, v + band]));
        let all = dots().map(|(_, v)| v).chain(bands).filter(|v| v.is_finite());
        let (low, high) = all.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let signed = dots().any(|(_, v)| v < 0.0);
        let reach = high.max(-low);
        let (low, high) = if signed { (-reach, reach) } else { (0.0, high) };
        let first = dots().map(|(t, _)| t).fold(f64::INFINITY, f64::min);
        let last = dots().map(|(t, _)| t).fold(f64::NEG_INFINITY, f64::max);
        let high = if high - low < 1e-9 { low + 1.0 } else { high };
        Self { days: [first, last], low, high: most.map_or(high, |most| high.min(most)) }
    }

    /// Row of `v`, 0 at the top.
    fn row(self, v: f64) -> usize {
        let share = ((self.high - v) / (self.high - self.low)).clamp(0.0, 1.0);
        place(share, ROWS)
    }

    /// Column of `t` in `columns`.
    fn column(self, t: f64, columns: usize) -> usize {
        let [first, last] = self.days;
        if last - first < 1e-9 {
            return columns / 2;
        }
        place(((t - first) / (last - first)).clamp(0.0, 1.0), columns)
    }
}

/// Which of `places` the share falls on.
fn place(share: f64, places: usize) -> usize {
    if !share.is_finite() {
        return 0;
    }
    let last = places.saturating_sub(1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the number of places")]
    let at = (share * last as f64).round() as usize;
    at.min(last)
}

fn panel(panel: &Panel, scale: Scale, width: usize, decimals: u8, decimal_sign: char) -> Vec<Cells> {
    let columns = width.saturating_sub(GUTTER + 2);
    let (arrow, word, role) = &panel.verdict;
    let mut head: Cells = cells(&panel.name, Role::Ink);
    let apart = if head.is_empty() { "" } else { "  " };
    head.extend(cells(&format!("{apart}{arrow} {word}"), *role));
    let axis = if panel.ends.is_empty() { panel.axis.clone() } else { format!("{}  {}", panel.axis, panel.ends) };
    let mut lines = vec![fit(head, width), fit(cells(&axis, Role::Quiet), width)];

    let mut plot = vec![vec![(' ', Role::Ink); columns]; ROWS];
    let ends = panel.line.or(panel.level.map(|l| [l, l]));
    let span = panel.dots.first().zip(panel.dots.last()).map(|(a, b)| [a.0, b.0].map(|t| scale.column(t, columns)));
    if let (Some([first, last]), Some([from, to])) = (ends, span) {
        for column in from..=to {
            let share = if to > from { (column - from) as f64 / (to - from) as f64 } else { 0.0 };
            let middle = first + (last - first) * share;
            if let Some(band) = panel.band {
                for row in scale.row(middle + band)..=scale.row(middle - band) {
                    set(&mut plot, row, column, ('░', Role::Noise));
                }
            }
            if panel.line.is_some() {
                set(&mut plot, scale.row(middle), column, ('─', *role));
            }
        }
    }
    for (t, v) in panel.dots.iter().filter(|(_, v)| v.is_finite()) {
        set(&mut plot, scale.row(*v), scale.column(*t, columns), ('•', Role::Ink));
    }
    for (row, cells_of_row) in plot.into_iter().enumerate() {
        let tick = [0, ROWS / 2, ROWS - 1].into_iter().find(|at| *at == row);
        let digits = usize::from(decimals);
        let number = tick.map_or_else(String::new, |at| {
            let v = scale.high - at as f64 / (ROWS - 1) as f64 * (scale.high - scale.low);
            let v = if v.abs() < 1e-9 { 0.0 } else { v };
            format!("{v:.digits$}").replace('-', "−").replace('.', &decimal_sign.to_string())
        });
        let mut line = cells(&format!("{number:>width$} ", width = GUTTER - 1), Role::Quiet);
        line.push((if tick.is_some() { '┤' } else { '│' }, Role::Quiet));
        line.extend(cells_of_row);
        lines.push(fit(line, width));
    }
    let [first, last] = &panel.days;
    let gap = columns.saturating_sub(first.chars().count() + last.chars().count());
    let days = if first == last { first.clone() } else { format!("{first}{}{last}", " ".repeat(gap)) };
    lines.push(fit(cells(&format!("{}{days}", " ".repeat(GUTTER + 1)), Role::Quiet), width));
    lines
}

fn cells(text: &str, role: Role) -> Cells {
    text.chars().map(|c| (c, role)).collect()
}

fn fit(mut line: Cells, width: usize) -> Cells {
    // One blank stays between panels.
    line.truncate(width.saturating_sub(1));
    line.resize(width, (' ', Role::Ink));
    line
}

fn set(plot: &mut [Cells], row: usize, column: usize, cell: (char, Role)) {
    if let Some(at) = plot.get_mut(row).and_then(|row| row.get_mut(column)) {
        *at = cell;
    }
}

/// `text` in lines of at most `width` columns, the later ones indented by `indent`.
pub(crate) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn falling() -> Panel {
        let dots: Vec<(f64, f64)> =
            (0..40).map(|i| (f64::from(i), 5.0 - 0.06 * f64::from(i) + if i % 3 == 0 { 0.5 } else { -0.2 })).collect();
        Panel {
            name: "Left".to_owned(),
            verdict: ('↘', "steadier".to_owned(), Role::Steady),
            axis: "tilt, °".to_owned(),
            ends: "↓ less is steadier".to_owned(),
            dots,
            line: Some([5.0, 2.7]),
            level: Some(3.9),
            band: Some(0.9),
            days: ["2026-01-01".to_owned(), "2026-02-09".to_owned()],
        }
    }

    #[test]
    fn a_falling_number_is_drawn_with_its_band_its_line_and_its_verdict_in_shape_and_word() {
        insta::assert_snapshot!(text(&lines(&[falling()], 64, 1, None, '.'), false));
    }

    #[test]
    fn left_is_left_and_both_share_one_scale() {
        let right = Panel { name: "Right".to_owned(), dots: vec![(3.0, 9.0)], line: None, ..falling() };
        let drawn = text(&lines(&[falling(), right], 80, 1, None, ','), false);
        let head = drawn.lines().next().unwrap();
        assert!(head.find("Left").unwrap() < head.find("Right").unwrap(), "{drawn}");
        assert_eq!(drawn.matches("9,0").count(), 2, "{drawn}");
        assert!(drawn.lines().all(|l| l.chars().count() <= 80));
    }

    #[test]
    fn nothing_one_dot_and_numbers_that_are_none_draw_without_a_panic() {
        for dots in [vec![], vec![(0.0, 1.0)], vec![(0.0, f64::NAN), (1.0, f64::INFINITY)], vec![(1.0, 0.0); 9]] {
            let panel = Panel { dots, line: None, level: None, band: None, ..falling() };
            assert!(!text(&lines(&[panel], 10, 1, Some(100.0), '.'), false).is_empty());
        }
    }

    #[test]
    fn colours_are_for_terminals_only() {
        let drawn = lines(&[falling()], 64, 1, None, '.');
        assert!(!text(&drawn, false).contains('\u{1b}'));
    }

    #[test]
    fn words_are_wrapped_where_they_end() {
        assert_eq!(wrapped("one two three four", 9, 2), "one two\n  three\n  four");
    }
}
