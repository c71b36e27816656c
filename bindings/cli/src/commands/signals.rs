//! `signals`: what the signals take, what thins, what no session names.
//!
//! In: a database. Out: lines, or the same as JSON. Nothing is thinned or cleared without --yes.

use super::{Face, open_history};
use crate::exchange_args::Signals;
use crate::failure::Failure;
use crate::furniture;
use crate::output::{self, Progress};
use crate::sentence::written;
use crate::{folders, world};
use proximal::Engine;
use proximal_core::history::{Freed, Kept, OLD_DAYS, ORPHAN_DAYS, Orphan, Wish};
use proximal_core::time::WallTime;
use proximal_core::words::Text;
use serde::Serialize;
use std::fmt::Write as _;

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Shown {
    kept: Kept,
    orphans: Vec<Orphan>,
    #[serde(skip_serializing_if = "Option::is_none")]
    freed: Option<Freed>,
    /// Whether it was done or only told.
    done: bool,
}

/// Runs it.
pub(crate) fn run(args: &Signals, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let none = || Failure::input(&file.to_string_lossy(), "holds no sessions yet");
    let engine = open_history(&args.db, &file)?.ok_or_else(none)?;
    let freed = if args.thin {
        Some(thin(&engine, args)?)
    } else if args.clear && args.yes {
        Some(engine.drop_orphans(world::env()?)?)
    } else {
        None
    };
    let shown = Shown {
        kept: engine.traces_kept()?,
        orphans: engine.orphans(world::env()?)?,
        freed,
        done: args.yes && (args.thin || args.clear),
    };
    if face.json {
        return output::print_json(&shown);
    }
    let mut out = String::new();
    for text in said(args, &shown) {
        out.push_str(&written(&text, face.lang));
        out.push('\n');
    }
    let waits = |orphan: &Orphan| match (orphan.ours, orphan.may_go) {
        (false, _) => "signals-orphan-not-ours",
        (true, false) => "signals-orphan-waits",
        (true, true) => "signals-orphan-may",
    };
    for orphan in &shown.orphans {
        let since = furniture::when(WallTime { utc_ms: orphan.unnamed_since_ms, ..furniture::now() });
        let state = written(&Text::new(waits(orphan)), face.lang);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}  {since}  {} kB  {state}", orphan.id, orphan.bytes / 1000);
    }
    output::print(out.as_bytes())
}

fn thin(engine: &Engine, args: &Signals) -> Result<Freed, Failure> {
    let wish = if args.yes { Wish::Do } else { Wish::Tell };
    let mut progress = Progress::steps("signals", 0);
    Ok(engine.thin(args.older_than, wish, world::env()?, move |done, of| progress.at(done, of))?)
}

fn said(args: &Signals, shown: &Shown) -> Vec<Text> {
    let kept = shown.kept;
    let mut all = vec![
        mb(Text::new("signals-kept"), kept.bytes)
            .count("traces", kept.traces as f64)
            .count("thinned", kept.thinned as f64),
    ];
    let orphaned: u64 = shown.orphans.iter().map(|orphan| orphan.bytes).sum();
    let asked = |done: &'static str, told: &'static str| if args.yes { done } else { told };
    match &shown.freed {
        Some(freed) if args.thin && freed.traces == 0 => all.push(Text::new("signals-nothing-to-thin")),
        Some(freed) if freed.traces == 0 => all.push(Text::new("signals-nothing-to-clear")),
        Some(freed) => {
            let key = if args.clear { "signals-cleared" } else { asked("signals-thinned", "signals-to-thin") };
            let bytes = freed.before_bytes.saturating_sub(freed.after_bytes);
            all.push(mb(Text::new(key), bytes).count("traces", freed.traces as f64));
        }
        None => all.push(Text::new("signals-rule").count("days", OLD_DAYS)),
    }
    if let Some(freed) = shown.freed.filter(|freed| freed.damaged > 0) {
        all.push(Text::new("signals-left-damaged").count("damaged", freed.damaged as f64));
    }
    let would = shown.freed.is_some_and(|freed| freed.traces > 0) || shown.orphans.iter().any(|o| o.may_go);
    if (args.thin || args.clear) && !args.yes && would {
        all.push(Text::new("signals-say-yes"));
    }
    if !args.thin && shown.orphans.is_empty() {
        all.push(Text::new("signals-no-orphans"));
    } else if !args.thin {
        all.push(mb(Text::new("signals-orphans"), orphaned).count("orphans", shown.orphans.len() as f64));
        all.push(Text::new("signals-orphans-why").count("days", ORPHAN_DAYS));
    }
    all
}

fn mb(text: Text, bytes: u64) -> Text {
    text.number("mb", bytes as f64 / 1e6, 1)
}
