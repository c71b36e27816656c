//! One frame of the live view.
//!
//! In: a [`Snapshot`]. Out: a drawing of any size; what there is no room for is left out, the least needed first.

use super::big;
use super::level;
use super::look::{Look, as_verdict};
use crate::furniture::{self, Furniture, shape};
use crate::sentence;
use proximal_core::session::{PelvisView, RepChip, Snapshot, State, says};
use proximal_core::timeline::Side;
use proximal_core::words::{Lang, Text};
use ratatui::Frame;
use ratatui::layout::{Alignment, Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph, Wrap};

/// From here on there is room for large letters and air.
const ROOMY: (u16, u16) = (60, 20);

/// What a frame is drawn with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    look: Look,
    lang: Lang,
    words: Furniture,
}

impl Screen {
    /// A screen in this look and language.
    pub(crate) fn new(look: Look, lang: Lang) -> Self {
        Self { look, lang, words: Furniture::new(lang) }
    }

    /// Draws `snapshot` over the whole frame.
    pub(crate) fn draw(self, snapshot: &Snapshot, frame: &mut Frame<'_>) {
        let all = frame.area();
        frame.render_widget(Block::new().style(self.look.ink()), all);
        let roomy = all.width >= ROOMY.0 && all.height >= ROOMY.1;
        let inner = if roomy { all.inner(ratatui::layout::Margin::new(2, 1)) } else { all };
        let word = self.big_word(snapshot);
        let large = if roomy { big::lines(&word, inner.width) } else { None };
        // Least needed last; each line of a small terminal goes to the first that still wants one.
        let wanted = [
            (Part::Word, if large.is_some() { big::ROWS } else { 1 }),
            (Part::Breath, 1),
            (Part::Message, if roomy { 2 } else { 1 }),
            (Part::Top, 1),
            (Part::Headline, 1),
            (Part::Keys, 1),
            (Part::Chips, 2),
        ];
        let mut free = inner.height;
        let mut rows = |part: Part| {
            let wants = wanted.iter().find(|(p, _)| *p == part).map_or(0, |(_, rows)| *rows);
            let got = if free >= wants { wants } else { 0 };
            free -= got;
            (part, got)
        };
        let got = wanted.map(|(part, _)| rows(part));
        let height = |part: Part| got.iter().find(|(p, _)| *p == part).map_or(0, |(_, rows)| *rows);
        let air = u16::from(roomy);
        let [top, _, word_area, _, breath, headline, _, level, _, chips, message, keys] = Layout::vertical([
            Constraint::Length(height(Part::Top)),
            Constraint::Length(air),
            Constraint::Length(height(Part::Word)),
            Constraint::Length(air),
            Constraint::Length(height(Part::Breath)),
            Constraint::Length(height(Part::Headline)),
            Constraint::Length(air),
            Constraint::Fill(1),
            Constraint::Length(air),
            Constraint::Length(height(Part::Chips)),
            Constraint::Length(height(Part::Message)),
            Constraint::Length(height(Part::Keys)),
        ])
        .areas(inner);
        self.top(snapshot, top, frame);
        self.word(snapshot, &word, large, word_area, frame);
        self.breath(snapshot, breath, frame);
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let sentence = sentence::written(&snapshot.headline, self.lang);
        frame.render_widget(Paragraph::new(sentence).style(bold), headline);
        if let Some(pelvis) = &snapshot.pelvis {
            self.pelvis(pelvis, level, frame);
        }
        self.chips(&snapshot.reps, chips, frame);
        if let Some(text) = &snapshot.message {
            let text = sentence::written(text, self.lang);
            frame.render_widget(Paragraph::new(text).wrap(Wrap { trim: true }), message);
        }
        self.keys(snapshot.state == State::Paused, keys, frame);
    }

    fn say(self, text: &Text) -> String {
        sentence::written(text, self.lang)
    }

    fn big_word(self, snapshot: &Snapshot) -> String {
        match (snapshot.state, &snapshot.phase) {
            (State::Running, Some(phase)) => self.say(&says::phase_kind(phase.kind)),
            (state, _) => self.words.state(state).to_owned(),
        }
    }

    fn top(self, snapshot: &Snapshot, area: Rect, frame: &mut Frame<'_>) {
        let percent = format!("{:.0} %", (snapshot.progress * 100.0).clamp(0.0, 100.0));
        if let Some(phase) = &snapshot.phase {
            let mut parts = vec![self.say(&says::exercise(phase.block))];
            if phase.side != Side::Both {
                parts.push(self.say(&says::side(phase.side)));
            }
            if phase.reps > 1 {
                parts.push(self.words.rep(phase.rep, phase.reps));
            }
            let room = usize::from(area.width).saturating_sub(percent.chars().count() + 1);
            // The exercise is known by then; side and count are not.
            if parts.join(" · ").chars().count() > room && parts.len() > 1 {
                parts.remove(0);
            }
            frame.render_widget(Paragraph::new(parts.join(" · ")), area);
        }
        frame.render_widget(Paragraph::new(percent).style(self.look.quiet()).alignment(Alignment::Right), area);
    }

    fn word(self, snapshot: &Snapshot, word: &str, large: Option<Vec<String>>, area: Rect, frame: &mut Frame<'_>) {
        let style = match (snapshot.state, &snapshot.phase) {
            (State::Running, Some(phase)) => self.look.phase(phase.kind),
            _ => Style::new(),
        };
        let lines = large.unwrap_or_else(|| vec![word.to_uppercase()]);
        let lines: Vec<Line<'_>> = lines.into_iter().map(Line::from).collect();
        frame.render_widget(Paragraph::new(lines).style(style.add_modifier(Modifier::BOLD)), area);
    }

    fn breath(self, snapshot: &Snapshot, area: Rect, frame: &mut Frame<'_>) {
        let Some(phase) = &snapshot.phase else { return };
        let left = format!(" {}", furniture::seconds(phase.left_s));
        let width = area.width.saturating_sub(u16::try_from(left.chars().count()).unwrap_or(0));
        let (full, rest) = bar(phase.progress, width);
        let line = Line::from(vec![
            Span::styled(full, self.look.phase(phase.kind)),
            Span::styled(rest, self.look.line()),
            Span::styled(left, self.look.quiet()),
        ]);
        frame.render_widget(Paragraph::new(line), area);
    }

    fn pelvis(self, pelvis: &PelvisView, area: Rect, frame: &mut Frame<'_>) {
        // A terminal's cell is twice as high as wide; only an odd count has a middle.
        let area = Rect { height: area.height.saturating_sub(1) | 1, ..area }.intersection(area);
        let width = (area.height * 4 + 1).min(area.width / 2) | 1;
        let [level, _, numbers] =
            Layout::horizontal([Constraint::Length(width), Constraint::Length(3), Constraint::Fill(1)]).areas(area);
        level::draw(pelvis, self.look, level, frame.buffer_mut());
        let [tilt, roll] = self.words.axes();
        let verdict = as_verdict(pelvis.band);
        let number = |name: &'static str, angle_deg: f64| {
            Line::from(vec![Span::styled(format!("{name} "), self.look.quiet()), self.words.degrees(angle_deg).into()])
        };
        let lines = vec![
            Line::styled(
                format!("{} {}", shape(verdict), self.say(&says::verdict(verdict))),
                self.look.verdict(verdict),
            ),
            number(tilt, pelvis.tilt_deg),
            number(roll, pelvis.roll_deg),
        ];
        let [_, middle, _] =
            Layout::vertical([Constraint::Fill(1), Constraint::Length(3), Constraint::Fill(1)]).areas(numbers);
        frame.render_widget(Paragraph::new(lines), middle);
    }

    /// The finished reps, a line a side, left first; where words do not fit beside every shape, the last one has its word.
    fn chips(self, reps: &[RepChip], area: Rect, frame: &mut Frame<'_>) {
        let [first, second] = Layout::vertical([Constraint::Length(1); 2]).areas(area);
        let both = reps.iter().any(|r| r.side == Side::Both);
        let sides = if both { [Side::Both, Side::Left] } else { [Side::Left, Side::Right] };
        let label = sides.iter().map(|s| self.say(&says::side(*s)).chars().count()).max().unwrap_or(0);
        for (side, area) in sides.into_iter().zip([first, second]) {
            let of_side: Vec<&RepChip> = reps.iter().filter(|r| r.side == side).collect();
            if of_side.is_empty() {
                continue;
            }
            let words = of_side.iter().map(|r| self.say(&says::verdict(r.verdict)).chars().count() + 4).sum::<usize>();
            let in_words = label + 1 + words <= usize::from(area.width);
            let mut spans = vec![Span::styled(format!("{:label$} ", self.say(&says::side(side))), self.look.quiet())];
            // The newest have to be seen however many there are.
            let room = usize::from(area.width).saturating_sub(label + 12) / 2;
            let hidden = if in_words { 0 } else { of_side.len().saturating_sub(room) };
            for (i, rep) in of_side.iter().enumerate().skip(hidden) {
                let with_word = in_words || i + 1 == of_side.len();
                let word = if with_word { self.say(&says::verdict(rep.verdict)) } else { String::new() };
                let text = if in_words {
                    format!(" {} {word} ", shape(rep.verdict))
                } else {
                    format!("{} {word}", shape(rep.verdict))
                };
                spans.push(Span::styled(text, self.look.verdict(rep.verdict)));
            }
            frame.render_widget(Paragraph::new(Line::from(spans)), area);
        }
    }

    fn keys(self, paused: bool, area: Rect, frame: &mut Frame<'_>) {
        let mut spans = Vec::new();
        let mut used = 0;
        for (key, does) in self.words.keys(paused) {
            let width = key.chars().count() + does.chars().count() + 3;
            if used + width > usize::from(area.width) + 2 {
                break;
            }
            used += width;
            spans.push(Span::raw(key));
            spans.push(Span::styled(format!(" {does}  "), self.look.quiet()));
        }
        frame.render_widget(Paragraph::new(Line::from(spans)), area);
    }
}

/// What can be seen, each at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Top,
    Word,
    Breath,
    Headline,
    Chips,
    Message,
    Keys,
}

/// A bar of `width` columns, as its full and its empty part; the edge moves by eighths.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the columns there are")]
fn bar(share: f64, width: u16) -> (String, String) {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * f64::from(width) * 8.0) as usize;
    let (whole, part) = (eighths / 8, EIGHTHS.get(eighths % 8).copied().unwrap_or_default());
    let rest = usize::from(width).saturating_sub(whole + usize::from(!part.is_empty()));
    ("█".repeat(whole) + part, "─".repeat(rest))
}
