//! Sentences in the user's language: a face holds only its window furniture.
//!
//! In: values of the core. Out: strings of the Fluent files.

use proximal_core::history::ChecksScreen;
use proximal_core::insight::{BestsScreen, Felt, GapScreen, HoldScreen, Metric, TrendScreen, says as insight};
use proximal_core::motion::{BandState, BreathVerdict, MotionEventKind, PlacementState, Reason, Verdict};
use proximal_core::routine::{OtherLeg, Variant};
use proximal_core::schedule::{Level, Next, Week, says as plan};
use proximal_core::session::{Ending, SessionRecord, State, headline::headline, says};
use proximal_core::timeline::{BlockKind, PhaseKind, Side};
use proximal_core::words::{Form, Lang, Text, render};
use std::sync::Arc;

/// What is said around the picture of a screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, uniffi::Record)]
pub struct ScreenWords {
    /// What became of it, how sure that is, what is left out.
    pub says: Vec<String>,
    /// What the number means.
    pub means: Vec<String>,
    /// What it does not.
    pub means_not: Vec<String>,
}

/// One language.
#[derive(Debug, uniffi::Object)]
pub struct Words {
    lang: Lang,
}

#[uniffi::export]
impl Words {
    /// Words of `lang`.
    #[uniffi::constructor]
    pub fn new(lang: Lang) -> Arc<Self> {
        Arc::new(Self { lang })
    }

    /// A sentence as it is read.
    pub fn written(&self, text: &Text) -> String {
        render(text, self.lang, Form::Written)
    }

    /// A sentence as a voice says it.
    pub fn spoken(&self, text: &Text) -> String {
        render(text, self.lang, Form::Spoken)
    }

    /// What a session came to: what happened, then one thing to do next.
    pub fn result(&self, session: &SessionRecord) -> Vec<String> {
        let told = headline(session);
        told.what.iter().chain([&told.next]).map(|t| self.written(t)).collect()
    }

    /// A verdict.
    pub fn verdict(&self, is: Verdict) -> String {
        self.written(&says::verdict(is))
    }

    /// What a verdict means.
    pub fn verdict_means(&self, is: Verdict) -> String {
        self.written(&says::verdict_means(is))
    }

    /// A reason.
    pub fn reason(&self, is: Reason) -> String {
        self.written(&says::reason(is))
    }

    /// Where the pelvis stands.
    pub fn band(&self, is: BandState) -> String {
        self.written(&says::band(is))
    }

    /// Whether the breath followed.
    pub fn breath(&self, is: BreathVerdict) -> String {
        self.written(&says::breath(is))
    }

    /// What happened to the phone.
    pub fn motion_event(&self, is: MotionEventKind) -> String {
        self.written(&says::event(is))
    }

    /// How the phone lies, and what to do about it.
    pub fn placement(&self, is: PlacementState) -> String {
        self.written(&says::placement(is))
    }

    /// How a session ended.
    pub fn ending(&self, is: Ending) -> String {
        self.written(&says::ending(is))
    }

    /// Where a session stands.
    pub fn state(&self, is: State) -> String {
        self.written(&says::state(is))
    }

    /// What is done in a phase.
    pub fn phase(&self, is: PhaseKind) -> String {
        self.written(&says::phase_kind(is))
    }

    /// A side.
    pub fn side(&self, is: Side) -> String {
        self.written(&says::side(is))
    }

    /// An exercise.
    pub fn exercise(&self, is: BlockKind) -> String {
        self.written(&says::exercise(is))
    }

    /// How the leg goes down.
    pub fn variant(&self, is: Variant) -> String {
        self.written(&says::variant(is))
    }

    /// Where the other leg is.
    pub fn other_leg(&self, is: OtherLeg) -> String {
        self.written(&says::other_leg(is))
    }

    /// A level of the ladder.
    pub fn level(&self, is: Level) -> String {
        self.written(&plan::level(is))
    }

    /// What a number is called.
    pub fn metric(&self, is: Metric) -> String {
        self.written(&insight::metric(is))
    }

    /// A number with its unit.
    pub fn metric_value(&self, is: Metric, value: f64) -> String {
        self.written(&insight::value(is, value))
    }

    /// What must be known before the first session.
    pub fn safety(&self) -> Vec<String> {
        self.all(&says::safety())
    }

    /// How far the week is.
    pub fn week(&self, is: &Week) -> String {
        self.written(&plan::week(is))
    }

    /// When the next session is, and what else is to be known of it.
    pub fn due(&self, is: &Next) -> Vec<String> {
        let mut all = vec![self.written(&plan::when(is))];
        all.extend(self.all(&plan::also(is)));
        all
    }

    /// What is said around a trend.
    pub fn trend(&self, screen: &TrendScreen) -> ScreenWords {
        let say = |text: &Text| self.written(text);
        let mut told: Vec<String> = screen.sides.iter().map(|s| say(&insight::change(s.side, &s.trend, say))).collect();
        told.extend(screen.sides.iter().filter_map(|s| insight::band(s.side, &s.trend, say)).map(|t| say(&t)));
        told.extend(self.all(&insight::left_out(screen.metric, &screen.left_out)));
        self.around(told, screen.metric)
    }

    /// What is said around left against right.
    pub fn gap(&self, screen: &GapScreen) -> ScreenWords {
        self.around(vec![self.written(&insight::gap(screen))], Metric::Gap)
    }

    /// What is said around the reference beside the lowers.
    pub fn hold(&self, screen: &HoldScreen) -> ScreenWords {
        let told = insight::hold(screen, |text| self.written(text));
        self.around(self.all(&told), Metric::Hold)
    }

    /// What is said around felt against measured.
    pub fn felt(&self, screen: &Felt) -> ScreenWords {
        let mut told = self.all(&insight::felt(screen));
        told.extend(screen.places.iter().map(|(place, n)| self.written(&insight::place(*place, *n, screen.told))));
        self.around(told, Metric::Felt)
    }

    /// The best sessions, a sentence each.
    pub fn bests(&self, screen: &BestsScreen) -> Vec<String> {
        screen.bests.iter().map(|best| self.written(&insight::best(best, |text| self.written(text)))).collect()
    }

    /// Leg-raise checks and what they let one ask, a sentence each.
    pub fn checks(&self, screen: &ChecksScreen) -> Vec<String> {
        let changes = screen.changes.iter().map(|(side, change)| insight::raise(*side, *change));
        let all: Vec<Text> = changes.chain([insight::carry_over(screen.carry_over)]).collect();
        self.all(&all)
    }
}

impl Words {
    fn all(&self, texts: &[Text]) -> Vec<String> {
        texts.iter().map(|text| self.written(text)).collect()
    }

    fn around(&self, says: Vec<String>, metric: Metric) -> ScreenWords {
        let (means, means_not) = (self.all(&insight::means(metric)), self.all(&insight::means_not(metric)));
        ScreenWords { says, means, means_not }
    }
}
