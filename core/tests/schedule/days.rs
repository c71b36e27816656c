//! The user's day and the system's reminders where clocks leap, stand still or travel.

use crate::{at, session, start, zone};
use jiff::civil::{Date, DateTime, Weekday, date};
use jiff::tz::TimeZone;
use proximal_core::schedule::{Reminder, Slot, TypedScore, WeeklyPlan, day_of, done, instant, plan, reminders};
use proximal_core::time::WallTime;
use proximal_core::timeline::Side;

const HOUR_MS: i64 = 3_600_000;

/// Every day at `time`.
fn daily(time: &str) -> WeeklyPlan {
    let time = plan::time(time).unwrap();
    let week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let times = week.map(|day| Slot { day: plan::weekday(day).unwrap(), time }).to_vec();
    WeeklyPlan { times, ..WeeklyPlan::default() }
}

fn remind(plan: &WeeklyPlan, now: DateTime, zone: &TimeZone) -> Vec<Reminder> {
    reminders(plan, &[], &[], at(now, zone), zone)
}

/// What a clock in `zone` shows when `reminder` fires.
fn shown(reminder: &Reminder, zone: &TimeZone) -> String {
    let stamp = jiff::Timestamp::from_millisecond(reminder.at.utc_ms).unwrap();
    assert_eq!(i32::from(reminder.at.offset_min) * 60, zone.to_offset(stamp).seconds(), "the offset in force");
    zone.to_datetime(stamp).strftime("%Y-%m-%d %H:%M").to_string()
}

/// What clocks in `zone` show at the first reminders for a daily `time` from `now` on, and the hours between them.
fn days_around(name: &str, time: &str, now: DateTime) -> (Vec<String>, Vec<i64>) {
    let zone = zone(name);
    let all = remind(&daily(time), now, &zone);
    let shown = all.iter().take(4).map(|r| shown(r, &zone)).collect();
    let minutes = all.windows(2).take(3).map(|w| (w[1].at.utc_ms - w[0].at.utc_ms) / 60_000).collect();
    (shown, minutes)
}

#[test]
fn berlin_has_a_day_of_23_hours_and_one_of_25_and_the_reminder_stays_at_six() {
    let (shown, minutes) = days_around("Europe/Berlin", "18:00", date(2026, 3, 27).at(19, 0, 0, 0));
    assert_eq!(shown, ["2026-03-28 18:00", "2026-03-29 18:00", "2026-03-30 18:00", "2026-03-31 18:00"]);
    assert_eq!(minutes, [23 * 60, 24 * 60, 24 * 60]);
    let (shown, minutes) = days_around("Europe/Berlin", "18:00", date(2026, 10, 23).at(19, 0, 0, 0));
    assert_eq!(shown[..2], ["2026-10-24 18:00", "2026-10-25 18:00"]);
    assert_eq!(minutes, [25 * 60, 24 * 60, 24 * 60]);
}

#[test]
fn in_new_york_a_time_that_is_leapt_over_comes_later_and_one_shown_twice_comes_once() {
    let (shown, _) = days_around("America/New_York", "02:30", date(2026, 3, 6).at(12, 0, 0, 0));
    // The user's day begins at four: half past two belongs to the day before.
    assert_eq!(shown, ["2026-03-07 02:30", "2026-03-08 03:30", "2026-03-09 02:30", "2026-03-10 02:30"]);
    let (shown, minutes) = days_around("America/New_York", "01:30", date(2026, 10, 30).at(12, 0, 0, 0));
    assert_eq!(shown, ["2026-10-31 01:30", "2026-11-01 01:30", "2026-11-02 01:30", "2026-11-03 01:30"]);
    assert_eq!(minutes, [24 * 60, 25 * 60, 24 * 60]);
}

#[test]
fn lord_howe_leaps_by_half_an_hour() {
    let (shown, minutes) = days_around("Australia/Lord_Howe", "02:15", date(2026, 10, 2).at(12, 0, 0, 0));
    assert_eq!(shown, ["2026-10-03 02:15", "2026-10-04 02:45", "2026-10-05 02:15", "2026-10-06 02:15"]);
    assert_eq!(minutes, [24 * 60, 24 * 60 - 30, 24 * 60]);
    let (shown, minutes) = days_around("Australia/Lord_Howe", "01:45", date(2026, 4, 3).at(12, 0, 0, 0));
    assert_eq!(shown[..3], ["2026-04-04 01:45", "2026-04-05 01:45", "2026-04-06 01:45"]);
    assert_eq!(minutes[..2], [24 * 60, 24 * 60 + 30]);
}

#[test]
fn apia_had_no_friday_and_so_no_reminder_for_it() {
    let (shown, minutes) = days_around("Pacific/Apia", "18:00", date(2011, 12, 28).at(12, 0, 0, 0));
    assert_eq!(shown, ["2011-12-28 18:00", "2011-12-29 18:00", "2011-12-31 18:00", "2012-01-01 18:00"]);
    assert_eq!(minutes, [24 * 60; 3]);
    // The evening of Thursday ends on a date that was not; it is gone with it.
    let half_past_midnight = plan::time("00:30").unwrap();
    let apia = zone("Pacific/Apia");
    assert_eq!(instant(date(2011, 12, 29), half_past_midnight, 4, &apia), None);
    assert!(instant(date(2011, 12, 28), half_past_midnight, 4, &apia).is_some());
}

#[test]
fn the_day_begins_at_the_rollover_hour_and_not_before() {
    let berlin = zone("Europe/Berlin");
    let local = |h, m| at(date(2026, 11, 26).at(h, m, 0, 0), &berlin);
    let days = |rollover| [local(0, 0), local(3, 59), local(4, 0), local(23, 59)].map(|t| day_of(t, rollover).unwrap());
    let (before, that) = (date(2026, 11, 25), date(2026, 11, 26));
    assert_eq!(days(4), [before, before, that, that]);
    assert_eq!(days(0), [that; 4]);
    assert_eq!(days(12), [before, before, before, that]);
}

#[test]
fn the_hour_that_comes_twice_belongs_to_one_day() {
    let berlin = zone("Europe/Berlin");
    let first = at(date(2026, 10, 25).at(2, 30, 0, 0), &berlin);
    let second = WallTime { utc_ms: first.utc_ms + HOUR_MS, offset_min: 60 };
    assert_eq!((first.offset_min, day_of(first, 4), day_of(second, 4)), (120, day_of(second, 4), day_of(first, 4)));
    assert_eq!(day_of(first, 4), Some(date(2026, 10, 24)));
    assert_eq!(day_of(first, 2), Some(date(2026, 10, 25)));
}

#[test]
fn who_travels_keeps_the_days_that_were_and_is_reminded_by_the_new_clock() {
    let (tokyo, new_york) = (zone("Asia/Tokyo"), zone("America/New_York"));
    let plan = WeeklyPlan::default();
    // Wednesday evening in Tokyo is Wednesday morning in New York; Monday morning in Tokyo was Sunday there.
    let monday = at(date(2026, 11, 23).at(7, 0, 0, 0), &tokyo);
    let sessions = [session(monday, start(), [5, 5, 0], [5, 5, 0])];
    assert_eq!(done(&plan, &sessions).keys().collect::<Vec<_>>(), [&date(2026, 11, 23)]);
    let now = at(date(2026, 11, 25).at(9, 0, 0, 0), &new_york);
    assert_eq!(shown(&reminders(&plan, &sessions, &[], now, &new_york)[0], &new_york), "2026-11-25 18:00");
    // In Tokyo it is already past the reminder of that day.
    let late = WallTime { offset_min: 540, ..now };
    assert_eq!(shown(&reminders(&plan, &sessions, &[], late, &tokyo)[0], &tokyo), "2026-11-27 18:00");
}

#[test]
fn west_across_the_date_line_a_day_comes_twice_and_is_asked_for_once() {
    let plan = daily("18:00");
    let (auckland, honolulu) = (zone("Pacific/Auckland"), zone("Pacific/Honolulu"));
    let before = at(date(2026, 11, 26).at(18, 0, 0, 0), &auckland);
    let landed = at(date(2026, 11, 26).at(9, 0, 0, 0), &honolulu);
    assert!(landed.utc_ms > before.utc_ms);
    let sessions = [session(before, start(), [5, 5, 0], [5, 5, 0])];
    assert_eq!(shown(&reminders(&plan, &sessions, &[], landed, &honolulu)[0], &honolulu), "2026-11-27 18:00");
}

#[test]
fn no_reminder_lies_in_the_past_twice_or_on_a_day_of_rest_in_any_week_of_a_year() {
    for name in ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza"] {
        let zone = zone(name);
        let plan = WeeklyPlan { rest: vec![Weekday::Sunday], ..daily("02:15") };
        let mut monday: Date = date(2026, 1, 5);
        while monday.year() == 2026 {
            let now = at(monday.at(12, 0, 0, 0), &zone);
            let all = reminders(&plan, &[], &[], now, &zone);
            assert!(all.len() > 50, "{name} {monday}: {}", all.len());
            assert!(all.iter().all(|r| r.at.utc_ms > now.utc_ms && r.day.weekday() != Weekday::Sunday), "{name}");
            assert!(all.windows(2).all(|w| w[0].at.utc_ms < w[1].at.utc_ms && w[0].day < w[1].day), "{name} {monday}");
            monday = monday.checked_add(jiff::Span::new().weeks(3)).unwrap();
        }
    }
}

#[test]
fn a_day_already_done_and_a_full_week_are_reminded_of_nothing() {
    let berlin = zone("Europe/Berlin");
    let plan = WeeklyPlan::default();
    let now = at(date(2026, 11, 23).at(12, 0, 0, 0), &berlin);
    let first = |n: usize| {
        let sessions = vec![session(now, start(), [5, 5, 0], [5, 5, 0]); n];
        shown(&reminders(&plan, &sessions, &[], now, &berlin)[0], &berlin)
    };
    assert_eq!([0, 1, 3].map(first), ["2026-11-23 18:00", "2026-11-25 18:00", "2026-11-30 18:00"]);
    let hurts = TypedScore { at: now, side: Side::Left, score: 0 };
    assert_eq!(reminders(&plan, &[], &[hurts], now, &berlin), []);
}

#[test]
fn no_instant_makes_it_panic() {
    let apia = zone("Pacific/Apia");
    let time = plan::time("23:59").unwrap();
    for utc_ms in [i64::MIN, -377_705_023_201_000, -62_000_000_000_000, 0, 253_402_300_799_000, i64::MAX] {
        for offset_min in [i16::MIN, -1559, 0, 1559, i16::MAX] {
            let now = WallTime { utc_ms, offset_min };
            let _ = (day_of(now, 12), reminders(&daily("00:00"), &[], &[], now, &apia));
        }
    }
    for day in [Date::MIN, Date::MAX] {
        let _ = instant(day, time, 12, &apia);
    }
}
