//! The calendar as another's parser reads it, and the zones as their own rules say.

use super::*;
use icalendar::{Calendar, CalendarComponent, Component as _};
use jiff::civil::date;

fn plan(times: &str) -> WeeklyPlan {
    WeeklyPlan { times: plan::times(times).unwrap(), ..WeeklyPlan::default() }
}

fn moment(local: DateTime, zone: &TimeZone) -> WallTime {
    let shown = zone.to_zoned(local).unwrap();
    let offset_min = i16::try_from(shown.offset().seconds() / 60).unwrap();
    WallTime { utc_ms: shown.timestamp().as_millisecond(), offset_min }
}

fn text(plan: &WeeklyPlan, name: &str, lang: Lang) -> String {
    let zone = TimeZone::get(name).unwrap();
    let now = moment(date(2026, 11, 26).at(12, 0, 0, 0), &zone);
    calendar(plan, "0123456789abcdef", &zone, now, lang).unwrap()
}

fn zone_lines(name: &str) -> Vec<String> {
    let all = text(&plan("mon=18:00"), name, Lang::En);
    let inside = all.lines().skip_while(|line| *line != "BEGIN:VTIMEZONE").take_while(|line| *line != "END:VTIMEZONE");
    inside.map(str::to_owned).collect()
}

#[test]
fn another_parser_reads_one_event_a_time_with_its_alarm() {
    let text = text(&plan("mon=18:00 wed=7:30 sun=00:30"), "Europe/Berlin", Lang::De);
    let read: Calendar = text.parse().unwrap();
    let events: Vec<_> = read.events().collect();
    assert_eq!(events.len(), 3);
    let property = |i: usize, name: &str| events[i].property_value(name).unwrap().to_owned();
    assert_eq!(property(0, "DTSTART"), "20261130T180000");
    assert_eq!(property(1, "RRULE"), "FREQ=WEEKLY;BYDAY=WE");
    // The user's Sunday ends on Monday's date.
    assert_eq!(
        (property(2, "DTSTART").as_str(), property(2, "RRULE").as_str()),
        ("20261130T003000", "FREQ=WEEKLY;BYDAY=MO")
    );
    assert_eq!(property(2, "UID"), "sun-1-0123456789abcdef@proximal");
    assert_eq!(property(0, "SUMMARY"), "Beinsenken");
    for event in events {
        let params = event.properties()["DTSTART"].params();
        assert_eq!(params["TZID"].value(), "Europe/Berlin");
        let [alarm] = event.components() else { panic!("one alarm") };
        assert_eq!(alarm.property_value("TRIGGER"), Some("PT0S"));
    }
    let zones = read
        .components
        .iter()
        .filter(|c| matches!(c, CalendarComponent::Other(o) if o.component_kind() == "VTIMEZONE"));
    assert_eq!(zones.count(), 1);
    assert!(text.lines().all(|line| line.len() <= 75) && !text.replace("\r\n", "").contains(['\n', '\r']));
}

#[test]
fn a_calendar_taken_in_again_replaces_itself() {
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let at = |h| moment(date(2026, 11, 26).at(h, 0, 0, 0), &zone);
    let of = |times, h| calendar(&plan(times), "0123456789abcdef", &zone, at(h), Lang::En).unwrap();
    let lines =
        |text: &str, name: &str| text.lines().filter(|l| l.starts_with(name)).map(str::to_owned).collect::<Vec<_>>();
    let (before, after) = (of("mon=18:00", 9), of("mon=7:00", 10));
    assert_eq!(lines(&before, "UID"), lines(&after, "UID"));
    let sequence = |text: &str| lines(text, "SEQUENCE")[0].trim_start_matches("SEQUENCE:").parse::<i64>().unwrap();
    assert_eq!(sequence(&after) - sequence(&before), 60);
}

#[test]
fn limits_and_rest_hold_in_the_calendar_too() {
    let daily = plan("mon=18:00 tue=18:00 wed=18:00 thu=18:00 fri=18:00 sat=18:00 sun=18:00");
    let count = |plan: &WeeklyPlan| text(plan, "Europe/Berlin", Lang::En).matches("BEGIN:VEVENT").count();
    assert_eq!(count(&daily), 7);
    assert_eq!(count(&WeeklyPlan { limit_week: 4, ..daily.clone() }), 4);
    assert_eq!(count(&WeeklyPlan { rest: plan::days("sat,sun").unwrap(), ..daily }), 5);
    assert_eq!(count(&plan("")), 0);
}

#[test]
fn berlin_and_new_york_change_by_a_rule_without_an_end() {
    let berlin = zone_lines("Europe/Berlin");
    for wanted in [
        "TZID:Europe/Berlin",
        "DTSTART:20261025T030000",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "DTSTART:20270328T020000",
        "TZNAME:CEST",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    ] {
        assert!(berlin.iter().any(|line| line == wanted), "{wanted}: {berlin:#?}");
    }
    let santiago = zone_lines("America/Santiago");
    assert!(
        santiago.iter().any(|line| line == "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8"),
        "{santiago:#?}"
    );
    let york = zone_lines("America/New_York");
    for wanted in ["RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"] {
        assert!(york.iter().any(|line| line == wanted), "{wanted}: {york:#?}");
    }
}

#[test]
fn lord_howe_shifts_by_half_an_hour_and_casablanca_goes_date_by_date() {
    let howe = zone_lines("Australia/Lord_Howe");
    assert!(["TZOFFSETFROM:+1030", "TZOFFSETTO:+1100"].iter().all(|l| howe.iter().any(|h| h == l)), "{howe:#?}");
    let moon = zone_lines("Africa/Casablanca");
    assert!(moon.iter().filter(|line| line.starts_with("RDATE:")).count() > 10, "{moon:#?}");
    assert!(!moon.iter().any(|line| line.starts_with("RRULE")), "{moon:#?}");
}

#[test]
fn a_zone_without_changes_has_one_offset_and_utc_needs_none() {
    let apia = zone_lines("Asia/Kolkata");
    assert_eq!(apia.iter().filter(|line| line.starts_with("BEGIN:STANDARD")).count(), 1, "{apia:#?}");
    assert!(apia.iter().any(|line| line == "TZOFFSETTO:+0530"), "{apia:#?}");
    let utc = text(&plan("mon=18:00"), "UTC", Lang::En);
    assert!(utc.contains("DTSTART:20261130T180000Z") && !utc.contains("VTIMEZONE"), "{utc}");
}
