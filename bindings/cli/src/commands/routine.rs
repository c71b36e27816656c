//! `routine`: what is built in, what one asks for, whether a file is one.
//!
//! In: a name or a file. Out: lines, or the routine as a file to change.

use super::Face;
use crate::args::Routine as Args;
use crate::failure::Failure;
use crate::furniture::{self, Furniture};
use crate::{input, output};
use proximal_core::routine::{self, BUILT_IN, Routine, RoutineError};
use proximal_core::timeline::Side;
use serde::Serialize;
use std::path::Path;

/// Runs it.
pub(crate) fn run(args: &Args, face: Face) -> Result<(), Failure> {
    match args {
        Args::List => {
            let built_in = BUILT_IN.iter().filter_map(|name| routine::built_in(name));
            let all = built_in.map(|r| Facts::of(&r).map_err(|e| Failure::input(&r.name, e.to_string())));
            let all: Vec<Facts> = all.collect::<Result<_, _>>()?;
            if face.json {
                return output::print_json(&all);
            }
            output::print(all.iter().map(|facts| facts.line(face)).collect::<String>().as_bytes())
        }
        Args::Show { routine } => {
            let routine = find(routine)?;
            let mut text = routine::write(&routine).map_err(|e| Failure::input(&routine.name, e.to_string()))?;
            text.push('\n');
            output::print(text.as_bytes())
        }
        Args::Check { file } => {
            let (name, routine) = read(file)?;
            let facts = Facts::of(&routine).map_err(|e| Failure::input(&name, e.to_string()))?;
            if face.json { output::print_json(&facts) } else { output::print(facts.line(face).as_bytes()) }
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

/// What there is to know of a routine before it is done.
#[derive(Debug, Serialize)]
struct Facts {
    name: String,
    /// How long it takes when nothing interrupts it.
    length_s: f64,
    /// Reps that are judged, both sides together.
    judged_reps: usize,
}

impl Facts {
    fn of(routine: &Routine) -> Result<Self, RoutineError> {
        let plan = routine::compile(routine, Side::Left)?;
        let mut judged: Vec<_> = plan.phases().iter().filter(|p| p.block.is_judged()).map(|p| p.key).collect();
        judged.dedup();
        Ok(Self { name: routine.name.clone(), length_s: plan.length().s(), judged_reps: judged.len() })
    }

    fn line(&self, face: Face) -> String {
        let judged = Furniture::new(face.lang).judged_reps(self.judged_reps);
        format!("{}  {}  {judged}\n", self.name, furniture::clock(self.length_s).trim_start())
    }
}
