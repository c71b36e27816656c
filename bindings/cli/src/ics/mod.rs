//! The week as a calendar (RFC 5545): each time of the plan as an event that repeats weekly, with an alarm.
//!
//! In: the plan, the zone and the moment, a name that tells this calendar from others. Out: the text. Taken in again it
//! replaces itself: each time keeps its UID, SEQUENCE and DTSTAMP go up.
//!
//! Written here because the maintained crate builds no VTIMEZONE and brings a second calendar library; its parser checks
//! ours in the tests.

mod line;
mod zone;

use crate::sentence::written;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use line::Lines;
use proximal_core::schedule::{WeeklyPlan, day_of, plan};
use proximal_core::time::WallTime;
use proximal_core::words::{Lang, Text};

/// How long an event is shown: the longest of the short sessions with a little room, minutes.
const LENGTH_MIN: i64 = 15;
/// 2026-01-01T00:00:00Z: sequence numbers are minutes since then and fit 31 bits for 4000 years.
const SEQUENCE_EPOCH_MS: i64 = 1_767_225_600_000;

/// The calendar of `plan` from the user's day of `now` on. None beyond the calendar's years.
pub(crate) fn calendar(plan: &WeeklyPlan, id: &str, zone: &TimeZone, now: WallTime, lang: Lang) -> Option<String> {
    let today = day_of(now, plan.rollover_h)?;
    let stamp = Timestamp::from_millisecond(now.utc_ms).ok()?.strftime("%Y%m%dT%H%M%SZ").to_string();
    let sequence = ((now.utc_ms - SEQUENCE_EPOCH_MS) / 60_000).max(0).to_string();
    let tzid = zone::id(zone);
    let say = |text: Text| written(&text, lang);
    let mut out = Lines::default();
    out.raw("BEGIN", "VCALENDAR");
    out.raw("VERSION", "2.0");
    out.raw("PRODID", "-//Proximal//Proximal//EN");
    out.raw("CALSCALE", "GREGORIAN");
    out.raw("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", &say(Text::new("plan-calendar-name")));
    if let Some(tzid) = &tzid {
        zone::write(&mut out, tzid, zone, Timestamp::from_millisecond(now.utc_ms).ok()?);
    }
    for Slot { day, nth, time } in slots(plan) {
        let first = first(today, day)?;
        let local = shown(first, time, plan.rollover_h)?;
        let end = local.checked_add(Span::new().minutes(LENGTH_MIN)).ok()?;
        out.raw("BEGIN", "VEVENT");
        out.raw("UID", &format!("{}-{nth}-{id}@proximal", plan::name(day)));
        out.raw("DTSTAMP", &stamp);
        out.raw("LAST-MODIFIED", &stamp);
        out.raw("SEQUENCE", &sequence);
        out.time("DTSTART", local, tzid.as_deref());
        out.time("DTEND", end, tzid.as_deref());
        out.raw("RRULE", &format!("FREQ=WEEKLY;BYDAY={}", two_letters(local.weekday())));
        out.text("SUMMARY", &say(Text::new("plan-calendar-event")));
        out.text("DESCRIPTION", &say(Text::new("plan-calendar-note")));
        out.raw("TRANSP", "TRANSPARENT");
        out.raw("BEGIN", "VALARM");
        out.raw("ACTION", "DISPLAY");
        out.raw("TRIGGER", "PT0S");
        out.text("DESCRIPTION", &say(Text::new("plan-calendar-event")));
        out.raw("END", "VALARM");
        out.raw("END", "VEVENT");
    }
    out.raw("END", "VCALENDAR");
    Some(out.into_string())
}

/// A time of the week; the `nth` of its day, from 1.
struct Slot {
    day: Weekday,
    nth: usize,
    time: Time,
}

/// What the plan asks of a week in which nothing was done, within its limits.
fn slots(plan: &WeeklyPlan) -> Vec<Slot> {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].into_iter().filter_map(plan::weekday);
    let of_day =
        |day| (1..).zip(plan.times_on(day)).map(move |(nth, time)| Slot { day, nth, time }).collect::<Vec<_>>();
    days.flat_map(of_day).take(usize::from(plan.goal())).collect()
}

/// The first `day` from `today` on.
fn first(today: Date, day: Weekday) -> Option<Date> {
    let ahead = i64::from(today.weekday().until(day));
    today.checked_add(Span::new().days(ahead)).ok()
}

/// What a clock shows at `time` of the user's `day`: past midnight it is the next date.
fn shown(day: Date, time: Time, rollover_h: u8) -> Option<DateTime> {
    let late = u8::try_from(time.hour()).is_ok_and(|hour| hour < rollover_h);
    Some(if late { day.tomorrow().ok()? } else { day }.to_datetime(time))
}

fn two_letters(day: Weekday) -> String {
    plan::name(day).chars().take(2).map(|c| c.to_ascii_uppercase()).collect()
}

#[cfg(test)]
mod tests;
