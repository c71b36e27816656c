//! A signal as a line of a picture.
//!
//! In: values against time. Out: numbers and paths as SVG writes them, never one that is not finite.

use std::fmt::Write;

/// The number `v` as a picture needs it: a tenth of a pixel, and 0 for what is no number.
pub(super) fn num(v: f64) -> String {
    if !v.is_finite() {
        return "0".to_owned();
    }
    let rounded = (v.clamp(-1e6, 1e6) * 10.0).round() / 10.0;
    format!("{}", if rounded == 0.0 { 0.0 } else { rounded })
}

/// `values` against time as a path, at most a lowest and a highest point per column, so that no peak is lost.
///
/// `x` and `y` turn seconds into the stretch and degrees into pixels. A silence over 0.5 s breaks the line.
pub(super) fn path(values: impl Iterator<Item = (f64, f64)>, x: impl Fn(f64) -> f64, y: impl Fn(f64) -> f64) -> String {
    let mut out = String::new();
    let mut column: Option<Column> = None;
    let mut last_s = f64::NEG_INFINITY;
    let mut pen_down = false;
    for (t_s, deg) in values.filter(|(t_s, deg)| t_s.is_finite() && deg.is_finite()) {
        let (px, py) = (libm::floor(x(t_s)), y(deg));
        let silent = t_s - last_s > 0.5;
        last_s = t_s;
        match &mut column {
            Some(open) if (open.x - px).abs() < 0.5 && !silent => open.add(py),
            _ => {
                if let Some(done) = column.take() {
                    done.write(&mut out, &mut pen_down);
                }
                pen_down &= !silent;
                column = Some(Column { x: px, first: py, low: py, high: py, last: py });
            }
        }
    }
    if let Some(done) = column {
        done.write(&mut out, &mut pen_down);
    }
    out
}

/// What of a track falls on one column of pixels.
#[derive(Debug, Clone, Copy)]
struct Column {
    x: f64,
    first: f64,
    low: f64,
    high: f64,
    last: f64,
}

impl Column {
    fn add(&mut self, y: f64) {
        self.low = self.low.min(y);
        self.high = self.high.max(y);
        self.last = y;
    }

    fn write(&self, out: &mut String, pen_down: &mut bool) {
        let mut before = None;
        for y in [self.first, self.low, self.high, self.last] {
            let y = num(y);
            if before.as_ref() == Some(&y) {
                continue;
            }
            let verb = if *pen_down { 'L' } else { 'M' };
            let _ = write!(out, "{verb}{} {y}", num(self.x));
            *pen_down = true;
            before = Some(y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[(f64, f64)]) -> String {
        path(values.iter().copied(), |s| s * 5.0, |deg| -deg)
    }

    #[test]
    fn a_peak_of_one_sample_survives_a_thousand_to_a_column() {
        let mut values: Vec<_> = (0..10_000).map(|i| (f64::from(i) * 1e-3, 0.0)).collect();
        values[5_003].1 = 7.0;
        let path = drawn(&values);
        assert!(path.contains("-7"), "{path}");
        assert!(path.len() < 1_000);
    }

    #[test]
    fn what_is_no_number_is_left_out_and_a_silence_breaks_the_line() {
        let path = drawn(&[(0.0, 1.0), (0.3, f64::NAN), (f64::INFINITY, 2.0), (0.4, 1.5), (9.0, 1.0)]);
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert!(!path.contains("NaN") && !path.contains("inf"));
    }

    #[test]
    fn nothing_draws_nothing() {
        assert_eq!(drawn(&[]), "");
    }

    #[test]
    fn numbers_have_no_minus_zero_and_no_end() {
        assert_eq!(num(-0.04), "0");
        assert_eq!(num(f64::NAN), "0");
        assert_eq!(num(f64::NEG_INFINITY), "0");
        assert_eq!(num(12.345), "12.3");
    }
}
