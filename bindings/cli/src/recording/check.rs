//! What must hold of a recording as a whole, counted while it is read.
//!
//! In: its rows. Out: how many and from when to when, or what is wrong and in which line. Memory does not grow.

use super::Row;

/// Of the steps so many may go back: late stamps are the world's mess, a reversed file is a mistake.
const BACKWARDS_OF: u64 = 20;

/// A phone sends at least 25 times a second; a median step of this many seconds is another unit.
const LONG_STEP_S: f64 = 1.0;

/// |a| of a resting phone is 9.72–10.03 m/s² (FIELD F11), so around 1 in g; a hand's motion stays inside.
const LIKE_G: std::ops::Range<f64> = 0.5..2.0;

/// Counts what can be wrong.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Check {
    rows: u64,
    first_s: f64,
    previous_s: f64,
    last_s: f64,
    backwards: u64,
    first_backwards_line: u64,
    long_steps: u64,
    finite: u64,
    like_g: u64,
}

impl Check {
    /// Takes the next row.
    pub(super) fn add(&mut self, row: &Row) {
        if self.rows == 0 {
            self.first_s = row.t_s;
            self.last_s = row.t_s;
        } else if row.t_s < self.previous_s {
            self.backwards += 1;
            if self.backwards == 1 {
                self.first_backwards_line = row.line;
            }
        } else if row.t_s - self.previous_s > LONG_STEP_S {
            self.long_steps += 1;
        }
        self.rows += 1;
        self.previous_s = row.t_s;
        self.last_s = self.last_s.max(row.t_s);
        let [x, y, z] = row.acc;
        let size = (x * x + y * y + z * z).sqrt();
        if size.is_finite() {
            self.finite += 1;
            self.like_g += u64::from(LIKE_G.contains(&size));
        }
    }

    /// Rows, first stamp and latest stamp; or the line, where one is meant, and what is wrong.
    pub(super) fn finish(self) -> Result<(u64, f64, f64), (Option<u64>, String)> {
        let whole = |what: &str| Err((None, what.to_owned()));
        let steps = self.rows.saturating_sub(1);
        if self.rows == 0 {
            return whole("holds a header but no samples");
        }
        if self.rows == 1 {
            return whole("holds only 1 sample; at least 2 are needed");
        }
        if self.finite == 0 {
            return whole("no row has a finite ax, ay, az");
        }
        if self.backwards * BACKWARDS_OF > steps {
            let what = format!("stamps go back here and in {} of {steps} steps; they must rise", self.backwards);
            return Err((Some(self.first_backwards_line), what));
        }
        if self.long_steps * 2 > steps {
            return whole("stamps are mostly more than 1 apart; t must be in seconds, with 25 to 500 samples a second");
        }
        if self.like_g * 2 > self.finite {
            return whole(
                "ax, ay, az look like g (most have a length near 1); m/s² are wanted: multiply by 9.80665 (a recording \
                 of an iPhone by -9.80665)",
            );
        }
        Ok((self.rows, self.first_s, self.last_s))
    }
}
