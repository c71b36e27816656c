//! Window furniture: the few words, numbers and dates around the core's sentences.
//!
//! In: a language. Out: labels, and numbers as the language writes them.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use proximal_core::motion::Verdict;
use proximal_core::session::{SessionId, State};
use proximal_core::time::WallTime;
use proximal_core::words::Lang;
use std::path::Path;

/// Characters of a short id.
pub(crate) const SHORT_ID: usize = 13;

/// The labels of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Furniture {
    lang: Lang,
}

/// The shape of a verdict (LOOK.md): it is told without colour.
pub(crate) fn shape(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Steady => "●",
        Verdict::Drifting => "◐",
        Verdict::Lost => "○",
        Verdict::Unclear => "◌",
    }
}

/// Minutes and seconds since the session began.
pub(crate) fn clock(since_s: f64) -> String {
    let tenths = (since_s.max(0.0) * 10.0).round();
    format!("{:>3.0}:{:04.1}", (tenths / 600.0).floor(), tenths % 600.0 / 10.0)
}

/// Whole seconds that are left.
pub(crate) fn seconds(left_s: f64) -> String {
    format!("{:>2.0} s", left_s.max(0.0).ceil())
}

/// As much of an id as it takes to name a session: it holds the millisecond of the start, and nobody starts two in one.
pub(crate) fn short(id: SessionId) -> String {
    id.to_string().chars().take(SHORT_ID).collect()
}

/// What the user's clock shows now.
pub(crate) fn now() -> WallTime {
    let now = Zoned::now();
    let offset_min = i16::try_from(now.offset().seconds() / 60).unwrap_or(0);
    WallTime { utc_ms: now.timestamp().as_millisecond(), offset_min }
}

/// Date and time as the user's clock showed them then.
pub(crate) fn when(wall: WallTime) -> String {
    let offset = Offset::from_seconds(i32::from(wall.offset_min) * 60).unwrap_or(Offset::UTC);
    let Ok(instant) = Timestamp::from_millisecond(wall.utc_ms) else { return "?".to_owned() };
    instant.to_zoned(TimeZone::fixed(offset)).strftime("%Y-%m-%d %H:%M").to_string()
}

impl Furniture {
    /// The labels in `lang`.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang }
    }

    fn pick(self, en: &'static str, de: &'static str) -> &'static str {
        match self.lang {
            Lang::En => en,
            Lang::De => de,
        }
    }

    /// Where the session stands, in one or two words, where no phase runs.
    pub(crate) fn state(self, state: State) -> &'static str {
        match state {
            State::Idle | State::CountIn | State::Running => self.pick("ready", "bereit"),
            State::Placing => self.pick("lie still", "still"),
            State::Paused | State::Lifted => self.pick("paused", "Pause"),
            State::Felt | State::PainCheck => self.pick("a question", "eine Frage"),
            State::Result => self.pick("result", "Ergebnis"),
            State::Done => self.pick("done", "fertig"),
        }
    }

    /// "rep 2 of 5".
    pub(crate) fn rep(self, rep: u16, reps: u16) -> String {
        match self.lang {
            Lang::En => format!("rep {rep} of {reps}"),
            Lang::De => format!("{rep} von {reps}"),
        }
    }

    /// Where a session was saved, and how it is shown again.
    pub(crate) fn saved_in(self, db: &Path, id: SessionId) -> String {
        let (saved, again) = (self.pick("Saved in", "Gespeichert in"), self.pick("Show it again", "Wieder zeigen"));
        let (db, id) = (db.display(), short(id));
        format!("{saved} {db}\n{again}: proximal show {id} --db '{db}'\n")
    }

    /// Where a report was written.
    pub(crate) fn report_in(self, file: &Path) -> String {
        format!("{} {}\n", self.pick("Report", "Bericht"), file.display())
    }

    /// Where a routine was written, and what can be done with it.
    pub(crate) fn routine_in(self, file: &Path) -> String {
        let file = file.display();
        format!("{} {file}\n{}: proximal audio {file}", self.pick("Routine", "Ablauf"), self.pick("Hear it", "Anhören"))
    }

    /// Where a calendar was written.
    pub(crate) fn calendar_in(self, file: &Path) -> String {
        format!("{} {}", self.pick("Calendar", "Kalender"), file.display())
    }

    /// A setting with what it was and what it is.
    pub(crate) fn changed(self, key: &str, before: &str, after: &str) -> String {
        format!("{key}: {after} ({} {before})", self.pick("before:", "vorher:"))
    }

    /// Everything already was as it was to be.
    pub(crate) fn nothing_changed(self) -> &'static str {
        self.pick("Nothing has changed.", "Es hat sich nichts geändert.")
    }

    /// How to take it back.
    pub(crate) fn undo_with(self, command: &str) -> String {
        format!("{}: {command}", self.pick("Take it back", "Zurücknehmen"))
    }

    /// Names of tilt and roll, equally wide.
    pub(crate) fn axes(self) -> [&'static str; 2] {
        match self.lang {
            Lang::En => ["tilt", "roll"],
            Lang::De => ["Kippung", "Rollung"],
        }
    }

    /// Keys and what they do, the most needed first.
    pub(crate) fn keys(self, paused: bool) -> [(&'static str, &'static str); 5] {
        let space = match (self.lang, paused) {
            (Lang::En, false) => ("space", "pause"),
            (Lang::En, true) => ("space", "resume"),
            (Lang::De, false) => ("Leertaste", "Pause"),
            (Lang::De, true) => ("Leertaste", "weiter"),
        };
        [
            space,
            ("p", self.pick("pain", "Schmerz")),
            ("q", self.pick("stop", "Ende")),
            ("s", self.pick("skip", "auslassen")),
            ("r", self.pick("redo", "noch einmal")),
        ]
    }

    /// An angle with its sign, as wide as any other.
    pub(crate) fn degrees(self, angle_deg: f64) -> String {
        self.number(format!("{angle_deg:+5.1}°").replace('-', "−"))
    }

    /// Half the width of an interval of angles.
    pub(crate) fn within(self, half_deg: f64) -> String {
        self.number(format!("±{half_deg:.1}°"))
    }

    fn number(self, text: String) -> String {
        if self.lang == Lang::De { text.replace('.', ",") } else { text }
    }

    /// What a session without judged reps says instead.
    pub(crate) fn no_reps(self) -> &'static str {
        self.pick("No rep was judged.", "Keine Wiederholung wurde beurteilt.")
    }

    /// What an empty history says, and what to do about it.
    pub(crate) fn no_sessions(self, here: &Path, demo: &Path) -> String {
        let (here, demo) = (here.display(), demo.display());
        match self.lang {
            Lang::En => format!(
                "No sessions in {here} yet.\nproximal replay RECORDING --routine leg-lowering saves one. The demo keeps its \
                 own: proximal history --db {demo}"
            ),
            Lang::De => format!(
                "Noch keine Einheiten in {here}.\nproximal replay AUFNAHME --routine leg-lowering speichert eine. Die Demo \
                 hat ihre eigenen: proximal history --db {demo}"
            ),
        }
    }

    /// How many reps are judged.
    pub(crate) fn judged_reps(self, count: usize) -> String {
        match self.lang {
            Lang::En => format!("{count} judged reps"),
            Lang::De => format!("{count} beurteilte Wiederholungen"),
        }
    }

    /// Samples came from a phone.
    pub(crate) fn phone(self) -> &'static str {
        self.pick("phone", "Telefon")
    }

    /// Samples came from a file.
    pub(crate) fn recording(self) -> &'static str {
        self.pick("recording", "Aufnahme")
    }

    /// Samples came from the simulated person of a seed.
    pub(crate) fn simulated(self) -> &'static str {
        self.pick("simulated person, seed", "simulierte Person, Startwert")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_dated_by_the_clock_its_user_saw() {
        let utc_ms = 1_763_852_400_000;
        assert_eq!(when(WallTime { utc_ms, offset_min: 0 }), "2025-11-22 23:00");
        assert_eq!(when(WallTime { utc_ms, offset_min: 60 }), "2025-11-23 00:00");
        assert_eq!(when(WallTime { utc_ms: i64::MAX, offset_min: 60 }), "?");
    }

    #[test]
    fn a_clock_never_shows_sixty_seconds() {
        assert_eq!([clock(59.96), clock(59.94), clock(-1.0)], ["  1:00.0", "  0:59.9", "  0:00.0"]);
    }

    #[test]
    fn numbers_are_written_as_the_language_does() {
        assert_eq!(Furniture::new(Lang::En).degrees(-1.24), " −1.2°");
        assert_eq!(Furniture::new(Lang::De).degrees(12.0), "+12,0°");
        assert_eq!(Furniture::new(Lang::De).within(0.44), "±0,4°");
    }
}
