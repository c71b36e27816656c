//! `bests`: the best session of each leg, each at its own depth.
//!
//! In: a database and over which days. Out: lines, or the same as JSON.

use super::trend::up_to_today;
use super::{Face, open_history, plan};
use crate::failure::Failure;
use crate::insight_args::Bests as Args;
use crate::sentence::written;
use crate::{folders, furniture, output};
use proximal_core::insight::{BestsScreen, says};
use proximal_core::schedule::says as plan_says;
use proximal_core::words::{Lang, Text};
use serde::Serialize;
use std::fmt::Write as _;

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    let screen = match open_history(&args.db, &folders::sessions(&args.db)?)? {
        Some(engine) => engine.bests(up_to_today(&engine, args.last)?)?,
        None => BestsScreen::default(),
    };
    if face.json {
        return output::print_json(&Told { schema: "proximal.bests/1", screen: &screen });
    }
    output::print(text(&screen, face.lang).as_bytes())
}

#[derive(Serialize)]
struct Told<'a> {
    schema: &'static str,
    #[serde(flatten)]
    screen: &'a BestsScreen,
}

fn text(screen: &BestsScreen, lang: Lang) -> String {
    let mut out = String::new();
    for level in screen.bests.chunk_by(|a, b| a.level == b.level) {
        for (nr, best) in level.iter().enumerate() {
            if nr == 0 {
                plan::lines(&mut out, [plan_says::level(best.level)], lang);
            }
            let said = written(&says::best(best, |text| written(text, lang)), lang);
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {}  {said}", furniture::when(best.best.at));
        }
        out.push('\n');
    }
    if screen.bests.is_empty() {
        plan::lines(&mut out, [Text::new("bests-none")], lang);
    }
    if screen.unconfirmed > 0 {
        plan::lines(&mut out, [Text::new("bests-unconfirmed").count("n", screen.unconfirmed)], lang);
    }
    if !screen.bests.is_empty() {
        plan::lines(&mut out, [Text::new("bests-means")], lang);
    }
    out
}
