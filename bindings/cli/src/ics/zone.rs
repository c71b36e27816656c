//! A zone as VTIMEZONE (RFC 5545, 3.6.5), from the changes its rules make.
//!
//! In: a zone and a moment. Out: the offset in force then and every change of [`YEARS`] years. What comes back each year on
//! the same weekday of the same month is written as a rule without an end, anything else date by date.

use super::line::Lines;
use super::two_letters;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// Years ahead that are looked at.
const YEARS: i64 = 12;
/// Changes of one kind that make a rule.
const LEAST_FOR_A_RULE: usize = 4;

/// What the zone is called; none for UTC, whose times need no zone.
pub(super) fn id(zone: &TimeZone) -> Option<String> {
    let fixed = zone.to_fixed_offset().ok();
    if fixed == Some(Offset::UTC) {
        return None;
    }
    // A name that is not a name's would end the parameter.
    let safe = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || "/_+-".contains(c));
    Some(zone.iana_name().filter(safe).unwrap_or("Local").to_owned())
}

/// One kind of change: from which offset to which, under which name, and when by the clock before it.
struct Change {
    from: Offset,
    to: Offset,
    summer: bool,
    name: String,
    onsets: Vec<DateTime>,
}

pub(super) fn write(out: &mut Lines, tzid: &str, zone: &TimeZone, now: Timestamp) {
    out.raw("BEGIN", "VTIMEZONE");
    out.raw("TZID", tzid);
    for change in changes(zone, now) {
        let kind = if change.summer { "DAYLIGHT" } else { "STANDARD" };
        let Some((first, others)) = change.onsets.split_first() else { continue };
        out.raw("BEGIN", kind);
        out.raw("DTSTART", &local(*first));
        out.raw("TZOFFSETFROM", &offset(change.from));
        out.raw("TZOFFSETTO", &offset(change.to));
        out.raw("TZNAME", &change.name);
        match rule(&change.onsets) {
            Some(rule) => out.raw("RRULE", &rule),
            None => others.iter().for_each(|onset| out.raw("RDATE", &local(*onset))),
        }
        out.raw("END", kind);
    }
    out.raw("END", "VTIMEZONE");
}

/// The changes in force at `now` and after it, kind by kind; without any, the offset since 1970.
fn changes(zone: &TimeZone, now: Timestamp) -> Vec<Change> {
    let until = now.checked_add((YEARS * 366 * 24).hours()).unwrap_or(Timestamp::MAX);
    let before = zone.preceding(now).next().into_iter();
    let after = zone.following(now).take_while(|change| change.timestamp() < until);
    let mut kinds: Vec<Change> = Vec::new();
    for change in before.chain(after) {
        let from = change.timestamp().checked_sub(1.second()).map_or(change.offset(), |t| zone.to_offset(t));
        let (to, summer) = (change.offset(), change.dst().is_dst());
        let onset = from.to_datetime(change.timestamp());
        let same = |k: &&mut Change| k.from == from && k.to == to && k.summer == summer;
        if let Some(kind) = kinds.iter_mut().find(same) {
            kind.onsets.push(onset);
        } else {
            let name = change.abbreviation().to_owned();
            kinds.push(Change { from, to, summer, name, onsets: vec![onset] });
        }
    }
    if kinds.is_empty() {
        let (to, since) = (zone.to_offset(now), Date::constant(1970, 1, 1).at(0, 0, 0, 0));
        kinds.push(Change { from: to, to, summer: false, name: offset(to), onsets: vec![since] });
    }
    kinds
}

/// The yearly rule that gives exactly `onsets`; none when there is none.
fn rule(onsets: &[DateTime]) -> Option<String> {
    let first = onsets.first().filter(|_| onsets.len() >= LEAST_FOR_A_RULE)?;
    let of_year = |at: &DateTime| (at.month(), at.weekday(), at.time());
    if !onsets.iter().zip(first.year()..).all(|(at, year)| at.year() == year && of_year(at) == of_year(first)) {
        return None;
    }
    let nth = |at: &DateTime| (at.day() - 1) / 7 + 1;
    let days = || onsets.iter().map(|at| at.day());
    let (low, high) = (days().min()?, days().max()?);
    let weekday = two_letters(first.weekday());
    let which = if onsets.iter().all(|at| at.day() + 7 > at.days_in_month()) {
        format!("BYDAY=-1{weekday}")
    } else if onsets.iter().all(|at| nth(at) == nth(first)) {
        format!("BYDAY={}{weekday}", nth(first))
    } else if high - low == 6 {
        // The first such weekday from `low` on: all seven days it can fall on were seen.
        let days: Vec<String> = (low..=high).map(|day| day.to_string()).collect();
        format!("BYDAY={weekday};BYMONTHDAY={}", days.join(","))
    } else {
        return None;
    };
    Some(format!("FREQ=YEARLY;BYMONTH={};{which}", first.month()))
}

fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// `+0530`, with seconds where it has some.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds().unsigned_abs();
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    let whole = format!("{sign}{:02}{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds.is_multiple_of(60) { whole } else { format!("{whole}{:02}", seconds % 60) }
}
