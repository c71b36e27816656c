//! The sessions that were done, as a calendar.
//!
//! In: sessions. Out: the text. Each keeps its UID, so that taken in again it replaces itself.

use super::line::Lines;
use crate::sentence::written;
use jiff::Timestamp;
use proximal_core::history::ended;
use proximal_core::session::{SessionRecord, headline};
use proximal_core::words::{Lang, Text};

/// The calendar of `sessions`; none beyond a calendar's years.
pub(crate) fn done(sessions: &[SessionRecord], lang: Lang) -> Option<String> {
    let say = |text: Text| written(&text, lang);
    let utc = |ms: i64| Some(Timestamp::from_millisecond(ms).ok()?.strftime("%Y%m%dT%H%M%SZ").to_string());
    let mut out = Lines::default();
    out.raw("BEGIN", "VCALENDAR");
    out.raw("VERSION", "2.0");
    out.raw("PRODID", "-//Proximal//Proximal//EN");
    out.raw("CALSCALE", "GREGORIAN");
    out.raw("METHOD", "PUBLISH");
    out.text("X-WR-CALNAME", &say(Text::new("exchange-calendar-name")));
    for session in sessions {
        let end = ended(session);
        let tallies = headline::tallies(&headline::counting(session));
        let sum = |of: fn(&headline::Tally) -> u16| tallies.iter().map(|t| u32::from(of(t))).sum::<u32>();
        let (steady, reps) = (sum(|t| t.steady), sum(|t| t.steady + t.drifting + t.lost));
        out.raw("BEGIN", "VEVENT");
        out.raw("UID", &format!("{}@proximal", session.id));
        out.raw("DTSTAMP", &utc(end.utc_ms)?);
        out.raw("DTSTART", &utc(session.started.utc_ms)?);
        out.raw("DTEND", &utc(end.utc_ms.max(session.started.utc_ms + 1_000))?);
        out.text("SUMMARY", &say(Text::new("exchange-calendar-event").word("routine", session.routine.name.clone())));
        let note = match reps {
            0 => Text::new("exchange-calendar-unjudged"),
            _ => Text::new("exchange-calendar-note").count("steady", steady).count("reps", reps),
        };
        out.text("DESCRIPTION", &say(note));
        out.raw("TRANSP", "TRANSPARENT");
        out.raw("END", "VEVENT");
    }
    out.raw("END", "VCALENDAR");
    Some(out.into_string())
}
