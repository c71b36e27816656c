//! Window furniture: the few words around the core's sentences.
//!
//! In: a language. Out: labels.

use proximal_core::motion::Verdict;
use proximal_core::session::State;
use proximal_core::timeline::{PhaseKind, Side};
use proximal_core::words::Lang;

/// The labels of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Furniture {
    lang: Lang,
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

    /// What is done in a phase, in one word.
    pub(crate) fn phase(self, kind: PhaseKind) -> &'static str {
        match kind {
            PhaseKind::Exhale => self.pick("exhale", "ausatmen"),
            PhaseKind::Inhale => self.pick("inhale", "einatmen"),
            PhaseKind::Pause => self.pick("pause", "halten"),
            PhaseKind::Setup => self.pick("set up", "einrichten"),
            PhaseKind::Signs => self.pick("flatten", "Becken"),
            PhaseKind::Rest => self.pick("rest", "Ruhe"),
        }
    }

    /// Where the session stands, where no phase runs.
    pub(crate) fn state(self, state: State) -> &'static str {
        match state {
            State::Idle | State::CountIn | State::Running => self.pick("ready", "bereit"),
            State::Placing => self.pick("lie still", "still"),
            State::Paused => self.pick("paused", "Pause"),
            State::Done => self.pick("done", "fertig"),
        }
    }

    /// Which leg.
    pub(crate) fn side(self, side: Side) -> &'static str {
        match side {
            Side::Left => self.pick("left", "links"),
            Side::Right => self.pick("right", "rechts"),
            Side::Both => self.pick("both", "beide"),
        }
    }

    /// What a rep is called.
    pub(crate) fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Steady => self.pick("steady", "ruhig"),
            Verdict::Drifting => self.pick("drifting", "driftet"),
            Verdict::Lost => self.pick("lost", "verloren"),
            Verdict::Unclear => self.pick("unclear", "unklar"),
        }
    }

    /// "rep 2 of 5".
    pub(crate) fn rep(self, rep: u16, reps: u16) -> String {
        match self.lang {
            Lang::En => format!("rep {rep} of {reps}"),
            Lang::De => format!("{rep} von {reps}"),
        }
    }

    /// Names of the two axes, equally wide.
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
        let text = format!("{angle_deg:+5.1}°").replace('-', "−");
        if self.lang == Lang::De { text.replace('.', ",") } else { text }
    }

    /// Seconds that are left.
    pub(crate) fn seconds(left_s: f64) -> String {
        format!("{:>2.0} s", left_s.max(0.0).ceil())
    }
}
