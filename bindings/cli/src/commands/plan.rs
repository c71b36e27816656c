//! `plan`: what to do, when and why; and the rules of it.
//!
//! In: a database, what is to change. Out: lines, or the same as JSON; the next routine as a file.

pub(super) mod rows;

use super::{Face, open_history};
use crate::args::Db;
use crate::failure::Failure;
use crate::furniture::{self, Furniture};
use crate::output::{self, Output};
use crate::plan_args::{AsOf, ExtraName, Next as NextArgs, Plan as Args, Set, Show};
use crate::sentence::written;
use crate::{folders, world};
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use proximal::{Changed, Engine};
use proximal_core::guide::{self, About};
use proximal_core::routine::{self, Landmark, Routine};
use proximal_core::schedule::{self, Level, Next, Outcome, TypedScore, WeeklyPlan, plan, says};
use proximal_core::time::WallTime;
use proximal_core::timeline::Side;
use proximal_core::words::{Lang, Text, spelled};
use rows::{Due, Row, Shown};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    match args {
        Args::Show(args) => show(args, face),
        Args::Set(args) => set(args, face),
        Args::Next(args) => next(args, face),
    }
}

/// The plan and what is known of its user.
pub(super) struct Known {
    pub(super) plan: WeeklyPlan,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) scores: Vec<TypedScore>,
    /// None where there is no history yet: reading makes none.
    pub(super) engine: Option<Engine>,
}

impl Known {
    /// What the database says, or nothing at all where there is none.
    pub(super) fn of(db: &Db) -> Result<Self, Failure> {
        let Some(engine) = open_history(db, &folders::sessions(db)?)? else {
            let plan = WeeklyPlan::default();
            return Ok(Self { plan, outcomes: Vec::new(), scores: Vec::new(), engine: None });
        };
        let (plan, outcomes, scores) = (engine.plan()?, engine.outcomes()?, engine.typed_scores()?);
        Ok(Self { plan, outcomes, scores, engine: Some(engine) })
    }

    pub(super) fn next(&self, now: WallTime) -> Result<Next, Failure> {
        let found = schedule::next(&self.plan, &self.outcomes, &self.scores, now);
        found.ok_or_else(|| Failure::Usage("the plan knows no such time; --at takes the years 1 to 9998".to_owned()))
    }
}

/// The moment that was asked for, by the clock of `zone`, or now.
pub(super) fn moment(as_of: &AsOf, zone: &TimeZone) -> Result<WallTime, Failure> {
    let Some(local) = as_of.time else { return Ok(furniture::now()) };
    let no_such = || Failure::Usage(format!("--at: there is no {local} by this clock"));
    let shown = zone.to_ambiguous_zoned(local).compatible().map_err(|_| no_such())?;
    let offset_min = i16::try_from(shown.offset().seconds() / 60).map_err(|_| no_such())?;
    Ok(WallTime { utc_ms: shown.timestamp().as_millisecond(), offset_min })
}

fn show(args: &Show, face: Face) -> Result<(), Failure> {
    let known = Known::of(&args.db)?;
    let next = known.next(moment(&args.as_of, &TimeZone::system())?)?;
    if face.json {
        return output::print_json(&Shown::of(&known, &next, face.lang));
    }
    let mut out = lines_of(&known.plan, &next, face.lang);
    out.push('\n');
    for day in week_days() {
        lines(&mut out, says::day(&known.plan, day), face.lang);
    }
    lines(&mut out, says::rules(&known.plan), face.lang);
    output::print(out.as_bytes())
}

fn next(args: &NextArgs, face: Face) -> Result<(), Failure> {
    let known = Known::of(&args.db)?;
    let next = known.next(moment(&args.as_of, &TimeZone::system())?)?;
    let first_side = match &known.engine {
        Some(engine) => engine.next_first_side(&next.routine.name)?,
        None => Side::Left,
    };
    if let Some(path) = &args.output {
        write_routine(path, &next.routine)?;
        if path == Path::new("-") {
            return Ok(());
        }
    }
    if face.json {
        return output::print_json(&Due::of(&known.plan, &next, first_side, face.lang));
    }
    let mut out = lines_of(&known.plan, &next, face.lang);
    if next.ask.is_some() || next.today_is_free {
        out.push('\n');
        blocks(&mut out, &next.routine, face.lang);
        if next.routine.blocks.iter().any(|block| !block.sides.is_one()) {
            lines(&mut out, [Text::new("plan-begins").word("side", spelled(first_side))], face.lang);
        }
    }
    if let Some(path) = &args.output {
        let _ = writeln!(out, "{}", Furniture::new(face.lang).routine_in(path));
    }
    output::print(out.as_bytes())
}

fn write_routine(path: &Path, routine: &Routine) -> Result<(), Failure> {
    let text = routine::write(routine).map_err(|e| Failure::input(&routine.name, e.to_string()))?;
    let mut out = Output::to(path)?;
    writeln!(out, "{text}").map_err(|e| Failure::from_io(&path.to_string_lossy(), &e))?;
    out.finish()
}

/// Week, time, level, reasons.
fn lines_of(plan: &WeeklyPlan, next: &Next, lang: Lang) -> String {
    let mut out = String::new();
    lines(&mut out, [says::week(&next.week), says::when(next)], lang);
    let level = written(&says::level(next.standing.level), lang);
    lines(&mut out, [Text::new("plan-level-is").word("level", level)], lang);
    lines(&mut out, says::why(plan, next).into_iter().chain(says::also(next)), lang);
    out
}

pub(super) fn lines(out: &mut String, texts: impl IntoIterator<Item = Text>, lang: Lang) {
    for text in texts {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{}", written(&text, lang));
    }
}

/// What is done, block by block: its name, how far, how often.
fn blocks(out: &mut String, routine: &Routine, lang: Lang) {
    for (i, block) in routine.blocks.iter().enumerate() {
        let steps = guide::steps(routine, block).into_iter();
        let told = steps.filter(|step| matches!(step.about, About::Before | About::Depth | About::Count));
        let told: Vec<String> = told.map(|step| written(&step.text, lang)).collect();
        let _ = writeln!(out, "{}  {}. {}", i + 1, written(&guide::title(block), lang), told.join(" "));
    }
}

fn set(args: &Set, face: Face) -> Result<(), Failure> {
    let (file, env) = (folders::sessions(&args.db)?, world::env()?);
    let there = if file.exists() { Some(Engine::open(&file, env)?) } else { None };
    let values = values(args, there.as_ref(), env.now)?;
    // What cannot be is refused before a history is made for it.
    let value = |key| values.iter().find(|(k, _)| *k == key).map(|(_, value)| value.clone());
    WeeklyPlan::read(value).map_err(proximal::Error::from)?;
    let engine = if let Some(engine) = there {
        engine
    } else {
        folders::make_room_for(&file)?;
        Engine::open(&file, env)?
    };
    let changed = if args.undo { engine.undo_plan(env)? } else { engine.set_plan(&values, env)? };
    if face.json {
        let row = |c: &Changed| Row { key: c.key, before: c.before.clone(), after: c.after.clone() };
        return output::print_json(&changed.iter().map(row).collect::<Vec<_>>());
    }
    let words = Furniture::new(face.lang);
    let mut out = String::new();
    for Changed { key, before, after } in &changed {
        let _ = writeln!(out, "{}", words.changed(key, &human(key, before), &human(key, after)));
    }
    if changed.is_empty() {
        let _ = writeln!(out, "{}", words.nothing_changed());
    } else if !args.undo {
        let _ = writeln!(out, "{}", words.undo_with("proximal plan set --undo"));
    }
    output::print(out.as_bytes())
}

/// A register as people read it: without the moment since when a level counts.
fn human(key: &str, value: &str) -> String {
    let value = if key == "plan.level" { value.split('@').next().unwrap_or(value) } else { value };
    if value.is_empty() { "–".to_owned() } else { value.to_owned() }
}

/// The registers that `args` set.
fn values(args: &Set, engine: Option<&Engine>, now: WallTime) -> Result<Vec<(&'static str, String)>, Failure> {
    let mut values: Vec<(&'static str, String)> = Vec::new();
    let mut push = |key, value: Option<String>| values.extend(value.map(|value| (key, value)));
    push("plan.times", args.times.clone());
    if let Some(days) = &args.days {
        let days = plan::days(days).ok_or_else(|| Failure::Usage("--days: mon,wed,fri is wanted".to_owned()))?;
        let times: Vec<String> = days.into_iter().map(|day| format!("{}={}", plan::name(day), args.time)).collect();
        push("plan.times", Some(times.join(" ")));
    }
    push("plan.rest", args.rest.clone());
    push("plan.rollover", args.rollover.map(|n| n.to_string()));
    push("plan.limit-week", args.limit_week.map(|n| n.to_string()));
    push("plan.limit-day", args.limit_day.map(|n| n.to_string()));
    let lock = args.lock.map(|on| if on { "on" } else { "off" }.to_owned());
    let level = match args.level {
        Some(_) => Some(level(args)?),
        // Held or let go, the level is the one that is due now: what was done while it was held moves nothing later.
        None if lock.is_some() => Some(match engine {
            Some(engine) => {
                let (plan, outcomes) = (engine.plan()?, engine.outcomes()?);
                schedule::standing(plan.level, plan.level_since_ms, plan.locked, &outcomes).level
            }
            None => WeeklyPlan::default().level,
        }),
        None => None,
    };
    push("plan.level", level.map(|level| format!("{level}@{}", now.utc_ms)));
    push("plan.lock", lock);
    push("plan.extra", args.extra.map(|extra| spelled_extra(extra).to_owned()));
    Ok(values)
}

fn spelled_extra(extra: ExtraName) -> &'static str {
    match extra {
        ExtraName::Auto => "auto",
        ExtraName::Off => "off",
        ExtraName::Left => "left",
        ExtraName::Right => "right",
    }
}

/// The level that was asked for, from the exercise's first one on.
fn level(args: &Set) -> Result<Level, Failure> {
    let refused = |what: &str| Failure::Usage(format!("--level: {what}"));
    let exercise = args.level.ok_or_else(|| refused("is wanted"))?;
    let first = Level::first_of(exercise.into()).ok_or_else(|| refused("is no exercise"))?;
    let landmark: Option<Landmark> = args.landmark.map_or(first.landmark, Into::into);
    let level = Level {
        landmark,
        variant: args.variant.map_or(first.variant, |v| Some(v.into())),
        other_leg: args.other_leg.map_or(first.other_leg, |o| Some(o.into())),
        ..first
    };
    if level.is_possible() {
        return Ok(level);
    }
    Err(refused(
        "this exercise does not go with that landmark, variant or other leg; each lowered leg needs a landmark",
    ))
}

fn week_days() -> [Weekday; 7] {
    let monday = Weekday::Monday;
    std::array::from_fn(|n| i64::try_from(n).map_or(monday, |n| monday.wrapping_add(n)))
}
