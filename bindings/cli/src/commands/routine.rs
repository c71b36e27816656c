//! `routine`: what is built in, what one asks for, routines of one's own.
//!
//! In: a name or a file. Out: lines, a drawing, or the routine as a file; a file is written whole or not at all.

use super::{Face, trainer};
use crate::failure::Failure;
use crate::furniture::{self, Furniture};
use crate::input::plain;
use crate::output::Output;
use crate::routine_args::{Change, Edit as EditArgs, New, Routine as Args, Show};
use crate::sentence::written;
use crate::{input, output};
use proximal_core::guide::{self, About};
use proximal_core::routine::{self, BUILT_IN, Block, Edit, Routine, RoutineError};
use proximal_core::timeline::Side;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    match args {
        Args::List { folder } => list(folder.as_deref(), face),
        Args::Show(args) => show(args, face),
        Args::New(args) => new(args, face),
        Args::Edit(args) => edit(args, face),
        Args::Send(args) => trainer::send(args, face),
        Args::Receive(args) => trainer::receive(args, face),
        Args::Answer(args) => trainer::answer(args, face),
        Args::Check { file } => {
            let (name, routine) = read(file)?;
            told(&name, &routine, face)
        }
    }
}

/// The built-in routine `named`, or the one in the file of that name.
///
/// # Errors
/// [`Failure`] when there is neither, or the file holds no routine.
pub(crate) fn find(named: &str) -> Result<Routine, Failure> {
    if let Some(routine) = routine::built_in(named) {
        return Ok(routine);
    }
    let path = Path::new(named);
    if named != "-" && !path.exists() {
        let built_in = BUILT_IN.join(", ");
        return Err(Failure::input(named, format!("is no file and no built-in routine ({built_in})")));
    }
    read(path).map(|(_, routine)| routine)
}

fn read(path: &Path) -> Result<(String, Routine), Failure> {
    let (name, text) = input::read_text(path)?;
    let routine = routine::read(&text).map_err(|e| Failure::input(&name, e.to_string()))?;
    Ok((name, routine))
}

fn list(folder: Option<&Path>, face: Face) -> Result<(), Failure> {
    let built_in = BUILT_IN.iter().filter_map(|name| routine::built_in(name));
    let all = built_in.map(|r| Facts::of(&r, None).map_err(|e| Failure::input(&r.name, e.to_string())));
    let mut all: Vec<Facts> = all.collect::<Result<_, _>>()?;
    if let Some(folder) = folder {
        for file in files(folder)? {
            let name = file.to_string_lossy().into_owned();
            // One broken file does not hide the others.
            let facts = read(&file).and_then(|(_, routine)| {
                Facts::of(&routine, Some(&name)).map_err(|e| Failure::input(&name, e.to_string()))
            });
            all.push(facts.unwrap_or_else(|e| Facts { fault: Some(e.to_string()), ..Facts::default() }));
        }
    }
    if face.json {
        return output::print_json(&all);
    }
    let widest = all.iter().map(|facts| facts.name.chars().count()).max().unwrap_or(0);
    output::print(all.iter().map(|facts| facts.line(widest, face)).collect::<String>().as_bytes())
}

/// The routine files of `folder` by name; JSON of another kind is not one.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let fail = |e: std::io::Error| Failure::input(&folder.to_string_lossy(), plain(&e));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(fail)? {
        let path = entry.map_err(fail)?.path();
        let is_json = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) && path.is_file();
        if is_json && input::read_text(&path).is_ok_and(|(_, text)| text.contains("proximal.routine/")) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn show(args: &Show, face: Face) -> Result<(), Failure> {
    let routine = find(&args.routine)?;
    let text = if args.svg {
        drawing(&routine, args.block, face)?
    } else if face.json {
        file_of(&routine)?
    } else {
        instructions(&routine, face)?
    };
    write(&args.output, &text)
}

/// The drawing of block `number`, from 1, or of the first that is judged.
fn drawing(routine: &Routine, number: Option<usize>, face: Face) -> Result<String, Failure> {
    let judged = || routine.blocks.iter().position(|b| b.exercise.is_judged()).unwrap_or(0);
    let at = number.map_or_else(judged, |n| n.wrapping_sub(1));
    let svg = routine.blocks.get(at).and_then(|block| guide::exercise_svg(block, face.lang));
    let count = routine.blocks.len();
    svg.map(|svg| svg + "\n").ok_or_else(|| Failure::Usage(format!("--block: there are blocks 1 to {count}")))
}

/// What to do, block by block; where the phone goes is said once.
fn instructions(routine: &Routine, face: Face) -> Result<String, Failure> {
    let say = |text| written(&text, face.lang);
    let facts = Facts::of(routine, None).map_err(|e| Failure::input(&routine.name, e.to_string()))?;
    let mut out = facts.line(0, face);
    // Writing to a string cannot fail.
    for (i, block) in routine.blocks.iter().enumerate() {
        let _ = writeln!(out, "\n{}  {}", i + 1, say(guide::title(block)));
        for line in guide::posture(block) {
            let _ = writeln!(out, "   {}: {}", say(line.label), say(line.is));
        }
        let steps = guide::steps(routine, block).into_iter().filter(|s| i == 0 || s.about != About::Phone);
        for step in steps {
            let _ = writeln!(out, "   - {}", say(step.text));
        }
    }
    Ok(out)
}

fn new(args: &New, face: Face) -> Result<(), Failure> {
    let from = find(&args.from)?;
    let routine = changed(&args.name, &from, &Edit::Name(args.name.clone()))?;
    let path = args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}.json", args.name)));
    let standard = path == Path::new("-");
    // A routine that somebody worked on is not written over.
    if !standard && path.exists() {
        return Err(Failure::input(&path.to_string_lossy(), "is there already; choose another file, or edit this one"));
    }
    write(&path, &file_of(&routine)?)?;
    if standard { Ok(()) } else { told(&path.to_string_lossy(), &routine, face) }
}

fn edit(args: &EditArgs, face: Face) -> Result<(), Failure> {
    let (name, before) = read(&args.file)?;
    if args.file == Path::new("-") {
        return Err(Failure::Usage("edit changes a file; give its name".to_owned()));
    }
    let mut backup = args.file.clone().into_os_string();
    backup.push("~");
    let backup = PathBuf::from(backup);
    let routine = if args.undo { read(&backup)?.1 } else { edited(&name, &before, args)? };
    if routine == before && !args.undo {
        return Err(Failure::Usage("nothing to change; routine edit --help lists what can be".to_owned()));
    }
    let (text, old) = (file_of(&routine)?, file_of(&before)?);
    // An edit must never lose the file, an undo never the backup, whenever it is cut short.
    let (first, second) =
        if args.undo { ((&args.file, &text), (&backup, &old)) } else { ((&backup, &old), (&args.file, &text)) };
    write(first.0, first.1)?;
    write(second.0, second.1)?;
    told(&name, &routine, face)
}

/// `before` after all that was asked for, in the order in which the help lists it.
fn edited(name: &str, before: &Routine, args: &EditArgs) -> Result<Routine, Failure> {
    // Counted from 1 by people, and 0 is no block: so far beyond the last that the core says so.
    let at = |n: usize| n.checked_sub(1).unwrap_or(usize::MAX);
    let mut routine = before.clone();
    let mut apply = |edit: &Edit| -> Result<Routine, Failure> {
        routine = changed(name, &routine, edit)?;
        Ok(routine.clone())
    };
    if let Some(name) = &args.name {
        apply(&Edit::Name(name.clone()))?;
    }
    if let Some(tempo) = args.tempo {
        apply(&Edit::Tempo(tempo))?;
    }
    if let Some(reversed) = args.reversed {
        apply(&Edit::Reversed(reversed))?;
    }
    if !args.change.is_empty() {
        let at = match args.block {
            Some(n) => at(n),
            None => only_judged(before)?,
        };
        // A block that is not there is the core's to refuse.
        let block = before.blocks.get(at).or(before.blocks.first()).map(|block| args.change.of(block));
        if let Some(block) = block {
            apply(&Edit::Change { at, block })?;
        }
    } else if args.block.is_some() {
        return Err(Failure::Usage("--block: say what of it is to change, for instance --reps 6".to_owned()));
    }
    if let Some(n) = args.remove {
        apply(&Edit::Remove { at: at(n) })?;
    }
    if let Some((from, to)) = args.moved {
        apply(&Edit::Move { from: at(from), to: at(to) })?;
    }
    if let Some(block) = args.add.and_then(|exercise| routine::block_of(exercise.into())) {
        let last = routine.blocks.len();
        routine = changed(name, &routine, &Edit::Add { at: args.at.map_or(last, at), block })?;
    }
    Ok(routine)
}

/// The only block of `routine` that is judged, or its only block.
fn only_judged(routine: &Routine) -> Result<usize, Failure> {
    let judged: Vec<usize> =
        (0..).zip(&routine.blocks).filter(|(_, b)| b.exercise.is_judged()).map(|(i, _)| i).collect();
    match (judged.as_slice(), routine.blocks.len()) {
        ([one], _) => Ok(*one),
        (_, 1) => Ok(0),
        (_, count) => Err(Failure::Usage(format!("--block: say which of the blocks 1 to {count} is to change"))),
    }
}

impl Change {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn of(&self, block: &Block) -> Block {
        Block {
            exercise: block.exercise,
            reps: self.reps.unwrap_or(block.reps),
            sets: self.sets.unwrap_or(block.sets),
            sides: self.sides.map_or(block.sides, Into::into),
            variant: self.variant.map(Into::into).or(block.variant),
            other_leg: self.other_leg.map(Into::into).or(block.other_leg),
            landmark: self.landmark.map_or(block.landmark, Into::into),
            setup_s: self.setup_s.unwrap_or(block.setup_s),
            rest_s: self.rest_s.unwrap_or(block.rest_s),
            rest_before_s: self.rest_before_s.unwrap_or(block.rest_before_s),
            settling: self.settling.unwrap_or(block.settling),
        }
    }
}

fn changed(name: &str, routine: &Routine, change: &Edit) -> Result<Routine, Failure> {
    routine::edit(routine, change).map_err(|e| Failure::input(name, e.to_string()))
}

fn file_of(routine: &Routine) -> Result<String, Failure> {
    let text = routine::write(routine).map_err(|e| Failure::input(&routine.name, e.to_string()))?;
    Ok(text + "\n")
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut out = Output::to(path)?;
    out.write_all(text.as_bytes()).map_err(|e| Failure::from_io(&path.to_string_lossy(), &e))?;
    out.finish()
}

/// What `routine` in the file `name` is now.
fn told(name: &str, routine: &Routine, face: Face) -> Result<(), Failure> {
    let facts = Facts::of(routine, None).map_err(|e| Failure::input(name, e.to_string()))?;
    if face.json { output::print_json(&facts) } else { output::print(facts.line(0, face).as_bytes()) }
}

/// What there is to know of a routine before it is done.
#[derive(Debug, Default, Serialize)]
struct Facts {
    name: String,
    /// How long it takes when nothing interrupts it.
    length_s: f64,
    /// Reps that are judged, both sides together.
    judged_reps: usize,
    /// Where it was found; none when built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// Why the file is no routine that can be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    fault: Option<String>,
}

impl Facts {
    fn of(routine: &Routine, file: Option<&str>) -> Result<Self, RoutineError> {
        let plan = routine::compile(routine, Side::Left)?;
        let mut judged: Vec<_> = plan.phases().iter().filter(|p| p.block.is_judged()).map(|p| p.key).collect();
        judged.dedup();
        Ok(Self {
            name: routine.name.clone(),
            length_s: plan.length().s(),
            judged_reps: judged.len(),
            file: file.map(str::to_owned),
            fault: None,
        })
    }

    /// One line, the name as wide as `widest`.
    fn line(&self, widest: usize, face: Face) -> String {
        if let Some(fault) = &self.fault {
            return format!("{fault}\n");
        }
        let judged = Furniture::new(face.lang).judged_reps(self.judged_reps);
        let clock = furniture::clock(self.length_s);
        let clock = if widest > 0 { clock.as_str() } else { clock.trim_start() };
        let file = self.file.as_ref().map(|file| format!("  {file}")).unwrap_or_default();
        format!("{:widest$}  {clock}  {judged}{file}\n", self.name)
    }
}
