//! `checks`: the leg raise, measured by the phone and seen by a person, never mixed; and the notes about lifts.
//!
//! In: a database. Out: lines, or the same as JSON.

use super::{Face, open_history};
use crate::failure::Failure;
use crate::insight_args::Checks as Args;
use crate::sentence::written;
use crate::{folders, furniture, output};
use proximal_core::history::ChecksScreen;
use proximal_core::insight::{CarryOver, RaiseChange, says};
use proximal_core::session::says as session_says;
use proximal_core::timeline::Side;
use proximal_core::words::{Lang, Text};
use serde::Serialize;
use std::fmt::Write as _;

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    let screen = match open_history(&args.db, &folders::sessions(&args.db)?)? {
        Some(engine) => engine.checks()?,
        None => ChecksScreen {
            checks: Vec::new(),
            changes: [Side::Left, Side::Right].map(|side| (side, RaiseChange::TooFew)),
            scores: Vec::new(),
            carry_over: CarryOver::NoScore,
            lifts: Vec::new(),
        },
    };
    if face.json {
        return output::print_json(&Told { schema: "proximal.checks/1", screen: &screen });
    }
    output::print(text(&screen, face.lang).as_bytes())
}

#[derive(Serialize)]
struct Told<'a> {
    schema: &'static str,
    #[serde(flatten)]
    screen: &'a ChecksScreen,
}

fn text(screen: &ChecksScreen, lang: Lang) -> String {
    let say = |text: &Text| written(text, lang);
    let key = |key: &'static str| written(&Text::new(key), lang);
    let mut out = String::new();
    let mut line = |text: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{text}");
    };
    line(&key("raise-check-head"));
    for check in &screen.checks {
        let (when, side) = (furniture::when(check.raised), say(&session_says::side(check.side)));
        line(&format!("  {when}  {side}: {}", say(&says::raised(check.best_deg))));
    }
    for (side, change) in &screen.changes {
        line(&format!("  {}", say(&says::raise(*side, *change))));
    }
    line(&format!("  {} {}", key("raise-means"), key("raise-not")));
    line("");
    line(&key("raise-score-head"));
    for score in &screen.scores {
        let said = say(&says::score(score.side, score.score, score.by));
        line(&format!("  {}  {said}", furniture::when(score.scored)));
    }
    if screen.scores.is_empty() {
        line(&format!("  {}", key("score-none")));
    }
    line(&format!("  {} {}", key("score-means"), key("score-not")));
    line("");
    line(&key("carry-head"));
    line(&format!("  {}", say(&says::carry_over(screen.carry_over))));
    for note in &screen.lifts {
        if let Some(lift) = note.lift {
            let said = say(&says::carry(lift, note.carry));
            line(format!("  {}  {said}  {}", furniture::when(note.written), note.text).trim_end());
        }
    }
    if screen.lifts.is_empty() {
        line(&format!("  {}", key("carry-none")));
    }
    line(&format!("  {}", key("carry-means")));
    out
}
