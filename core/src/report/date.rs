//! A wall clock's instant as the user's own date and time.
//!
//! In: [`WallTime`]. Out: its day and time at its own offset, by the proleptic Gregorian calendar.

use crate::time::WallTime;
use crate::words::Text;

const MS_PER_DAY: i64 = 86_400_000;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// 1970-01-01 was a Thursday.
const WEEKDAYS: [&str; 7] = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"];

/// Date, time and offset as a sentence.
pub(super) fn date(at: WallTime) -> Text {
    let local_ms = at.utc_ms.saturating_add(i64::from(at.offset_min) * 60_000);
    let days = local_ms.div_euclid(MS_PER_DAY);
    let minutes = local_ms.rem_euclid(MS_PER_DAY) / 60_000;
    let (year, month, day) = civil(days);
    let pick = |names: &[&'static str], i: i64| {
        usize::try_from(i).ok().and_then(|i| names.get(i).copied()).unwrap_or_default()
    };
    let offset = at.offset_min.unsigned_abs();
    let sign = if at.offset_min < 0 { '−' } else { '+' };
    Text::new("report-date")
        .word("weekday", pick(&WEEKDAYS, days.rem_euclid(7)))
        .word("day", day.to_string())
        .word("month", pick(&MONTHS, month - 1))
        .word("year", year.to_string())
        .word("time", format!("{:02}:{:02}", minutes / 60, minutes % 60))
        .word("offset", format!("{sign}{:02}:{:02}", offset / 60, offset % 60))
}

/// The user's own day as 2026-11-24.
pub(super) fn iso(at: WallTime) -> String {
    let local_ms = at.utc_ms.saturating_add(i64::from(at.offset_min) * 60_000);
    let (year, month, day) = civil(local_ms.div_euclid(MS_PER_DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day counted from 1970-01-01 (H. Hinnant, *chrono-compatible low-level date algorithms*).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Arg;

    #[test]
    fn the_day_is_the_users_own_and_not_greenwichs() {
        // 2026-11-23T23:30Z is already the 24th, a Tuesday, an hour to the east.
        let text = date(WallTime { utc_ms: 1_795_476_600_000, offset_min: 60 });
        let word = |name: &str| match &text.args[name] {
            Arg::Word(w) => w.to_string(),
            Arg::Number { .. } => panic!("{name} is a number"),
        };
        assert_eq!(
            ["weekday", "day", "month", "year", "time", "offset"].map(word),
            ["tue", "24", "nov", "2026", "00:30", "+01:00"]
        );
    }

    #[test]
    fn leap_days_and_days_before_the_epoch_are_found() {
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(-1), (1969, 12, 31));
        assert_eq!(civil(0), (1970, 1, 1));
    }
}
