//! The user's day: the one function in which clock, offset and rollover meet, and its way back.
//!
//! In: an instant with the offset in force, or a day and a local time with a zone; the rollover hour. Out: a day, or an
//! instant. A session at half past midnight belongs to the evening before it: the user's day begins at the rollover hour.

use crate::time::WallTime;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Span, Timestamp};

/// Latest hour at which a day may begin.
pub(super) const MAX_ROLLOVER_H: u8 = 12;

/// The user's day of `at`, as the clock on the wall showed it then and there: travel changes no day that was. None beyond
/// the years −9999 to 9999.
pub fn day_of(at: WallTime, rollover_h: u8) -> Option<Date> {
    let offset = Offset::from_seconds(i32::from(at.offset_min) * 60).ok()?;
    let local = offset.to_datetime(Timestamp::from_millisecond(at.utc_ms).ok()?);
    if is_before_rollover(local.time(), rollover_h) { local.date().yesterday().ok() } else { Some(local.date()) }
}

/// The instant at which clocks in `zone` show `time` on the user's `day`. Where the clocks leap over it, as much later as
/// they leap; where they show it twice, the first time. None where the zone left the whole day out (Apia, 2011-12-30).
pub fn instant(day: Date, time: Time, rollover_h: u8, zone: &TimeZone) -> Option<WallTime> {
    let date = if is_before_rollover(time, rollover_h) { day.tomorrow().ok()? } else { day };
    let shown = zone.to_ambiguous_zoned(date.to_datetime(time)).compatible().ok()?;
    let offset_min = i16::try_from(shown.offset().seconds() / 60).ok()?;
    let at = WallTime { utc_ms: shown.timestamp().as_millisecond(), offset_min };
    (shown.date() == date).then_some(at)
}

/// Whether `time` still belongs to the day before.
pub(super) fn is_before_rollover(time: Time, rollover_h: u8) -> bool {
    // The hours of a `Time` are never negative.
    u8::try_from(time.hour()).is_ok_and(|hour| hour < rollover_h)
}

/// The day `days` after `day`; none beyond the calendar.
pub(super) fn shift(day: Date, days: i32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The Monday of the week of `day`.
pub(super) fn monday(day: Date) -> Option<Date> {
    shift(day, -i32::from(day.weekday().to_monday_zero_offset()))
}
