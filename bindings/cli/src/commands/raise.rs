//! `raise`: the leg-raise check on a recording, phone on the shin (FIELD F32).
//!
//! In: a recording of one leg. Out: its tries, the best of three with its error, and what that is worth.

use super::Face;
use crate::failure::Failure;
use crate::feed::Feed;
use crate::furniture;
use crate::output::{self, Output};
use crate::recording::Recording;
use crate::routine_args::{LegName, Raise as Args};
use crate::sentence::written;
use crate::{folders, session, world};
use proximal::says::short as says_short;
use proximal::{Engine, ItemId};
use proximal_core::guide;
use proximal_core::motion::{Raise, RaiseFault, RaiseTry, best_raise};
use proximal_core::session::{Source, says};
use proximal_core::timeline::Side;
use proximal_core::words::Text;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    let Some(path) = args.recording.as_deref() else {
        let mut out = Output::to(&args.output)?;
        let drawn = writeln!(out, "{}", guide::raise_svg(face.lang));
        drawn.map_err(|e| Failure::from_io("drawing", &e))?;
        return out.finish();
    };
    let mut recording = Recording::open(path)?;
    let (mut feed, mut raise, mut tries) = (Feed::new(!args.no_gyro), Raise::default(), Vec::new());
    for row in recording.rows(Some("raise"))? {
        if let Some(reading) = feed.reading(&row?) {
            tries.extend(raise.push(&reading));
        }
    }
    tries.extend(raise.finish());
    let kept = match args.side.filter(|_| args.save) {
        Some(side) => Some(keep(args, side, &tries, recording.name())?),
        None => None,
    };
    if face.json {
        return output::print_json(&Told { id: kept, ..Told::of(args.side, &tries) });
    }
    let mut said = text(args.side, &tries, face);
    if let Some(id) = kept {
        let kept = Text::new("kept-raise").word("id", says_short(&id.to_string()));
        said = format!("{said}{}\n", written(&kept, face.lang));
    }
    output::print(said.as_bytes())
}

/// Keeps the check in the history.
fn keep(args: &Args, side: LegName, tries: &[RaiseTry], recording: &str) -> Result<ItemId, Failure> {
    let file = folders::sessions(&args.db)?;
    folders::make_room_for(&file)?;
    let engine = Engine::open(&file, world::env()?)?;
    session::tell_salvaged(&engine);
    Ok(engine.keep_raise(side.into(), tries.to_vec(), Source::Recording(recording.to_owned()), world::env()?)?)
}

/// The check for machines, with units in the names.
#[derive(Serialize)]
struct Told {
    schema: &'static str,
    /// Its id in the history; none when it was not kept.
    id: Option<ItemId>,
    side: Option<LegName>,
    tries: Vec<Row>,
    /// Which try is the best of the first three that count, from 1.
    best: Option<usize>,
    best_deg: Option<f64>,
    best_ci95_deg: Option<[f64; 2]>,
    /// That a person can check themselves this way nobody has proved.
    self_test: &'static str,
}

#[derive(Serialize)]
struct Row {
    start_s: f64,
    end_s: f64,
    held_deg: Option<f64>,
    held_ci95_deg: Option<[f64; 2]>,
    sway_deg: f64,
    flat_change_deg: Option<f64>,
    fault: Option<RaiseFault>,
}

impl Told {
    fn of(side: Option<LegName>, tries: &[RaiseTry]) -> Self {
        let best = best_raise(tries);
        let held = best.and_then(|t| t.held_deg);
        let row = |t: &RaiseTry| Row {
            start_s: t.span.start.s(),
            end_s: t.span.end.s(),
            held_deg: t.held_deg.map(|e| e.value),
            held_ci95_deg: t.held_deg.map(|e| e.ci95),
            sway_deg: t.sway_deg,
            flat_change_deg: t.flat_change_deg,
            fault: t.fault,
        };
        Self {
            schema: "proximal.raise/1",
            id: None,
            side,
            tries: tries.iter().map(row).collect(),
            best: best.and_then(|best| tries.iter().position(|t| t == best)).map(|i| i + 1),
            best_deg: held.map(|e| e.value),
            best_ci95_deg: held.map(|e| e.ci95),
            self_test: "unproved",
        }
    }
}

fn text(side: Option<LegName>, tries: &[RaiseTry], face: Face) -> String {
    let say = |text| written(&text, face.lang);
    let mut out = String::new();
    // Writing to a string cannot fail.
    if let Some(side) = side {
        let side = if side == LegName::Left { Side::Left } else { Side::Right };
        let _ = writeln!(out, "{}", say(says::side(side)));
    }
    for (i, one) in tries.iter().enumerate() {
        let held = one.held_deg.map(|held| say(guide::raise_degrees(held))).unwrap_or_default();
        let fault = one.fault.map(|fault| say(guide::raise_fault(fault))).unwrap_or_default();
        let parts: Vec<_> = [held, fault].into_iter().filter(|part| !part.is_empty()).collect();
        let _ = writeln!(out, "{}  {}  {}", i + 1, furniture::clock(one.span.start.s()), parts.join("  "));
    }
    let _ = writeln!(out, "{}", say(guide::raise_best(best_raise(tries).and_then(|t| t.held_deg))));
    let steps = guide::raise_steps().into_iter().filter(|_| tries.is_empty());
    for sentence in steps.chain(guide::raise_doubts()) {
        let _ = writeln!(out, "{}", say(sentence));
    }
    out
}
