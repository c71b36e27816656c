//! The list by the user's own days.
//!
//! In: how many days, before which, and the hour at which a day begins. Out: [`Day`]s, newest first, each whole. A session
//! belongs to the day that the clock on the wall showed when it began, whatever the zone is now.

use crate::history::error::Fault;
use crate::history::sessions::{self, SessionSummary};
use crate::schedule::day_of;
use jiff::civil::Date;
use rusqlite::Connection;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// What is asked of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct DaysAsk {
    /// Only days before this one; none: from the newest on.
    pub before: Option<Date>,
    /// At most so many days with sessions.
    pub days: u32,
    /// The hour at which the user's day begins, 0 to 12.
    pub rollover_h: u8,
}

/// One day of the user's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Day {
    /// Which.
    #[serde(serialize_with = "spelled")]
    pub date: Date,
    /// Its sessions, newest first.
    pub sessions: Vec<SessionSummary>,
}

/// Clocks on two walls differ by less (the widest offset a session can carry), so sessions farther apart keep the order
/// of their days.
const MOST_APART_MS: i64 = 2 * 26 * 3_600_000;
const MS_PER_DAY: i64 = 86_400_000;

pub(super) fn days(conn: &Connection, ask: &DaysAsk) -> Result<Vec<Day>, Fault> {
    let mut found: BTreeMap<Date, Vec<SessionSummary>> = BTreeMap::new();
    let most = usize::try_from(ask.days).unwrap_or(usize::MAX);
    let before_ms = ask.before.map_or(i64::MAX, |day| utc_start_ms(day).saturating_add(MOST_APART_MS));
    sessions::each(conn, before_ms, |id, started| {
        // A clock beyond the calendar has no day.
        let Some(day) = day_of(started, ask.rollover_h) else { return Ok(true) };
        if ask.before.is_some_and(|before| day >= before) {
            return Ok(true);
        }
        let oldest = found.keys().rev().nth(most.saturating_sub(1)).copied();
        if let Some(oldest) = oldest.filter(|oldest| day < *oldest) {
            // It belongs to a day too many; another one of the wanted days may still follow.
            return Ok(utc_start_ms(oldest) - started.utc_ms < MOST_APART_MS);
        }
        found.entry(day).or_default().push(sessions::summary(conn, id)?);
        Ok(true)
    })?;
    let newest = found.into_iter().rev().take(most);
    Ok(newest.map(|(date, sessions)| Day { date, sessions }).collect())
}

fn utc_start_ms(day: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    i64::from(day.since(epoch).map_or(0, |span| span.get_days())) * MS_PER_DAY
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn spelled<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}
