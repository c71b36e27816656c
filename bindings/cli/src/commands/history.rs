//! `history`: the saved sessions, newest first.
//!
//! In: a database. Out: lines, or the same as JSON.

use super::{Face, kept, open_history};
use crate::args::{DemoDb, History};
use crate::failure::Failure;
use crate::furniture::Furniture;
use crate::{folders, output, summary};

/// Runs it.
pub(crate) fn run(args: &History, face: Face) -> Result<(), Failure> {
    if args.deleted {
        return kept::bin(&args.db, face);
    }
    let file = folders::sessions(&args.db)?;
    let sessions = match open_history(&args.db, &file)? {
        Some(engine) => engine.sessions(args.limit)?,
        None => Vec::new(),
    };
    if face.json {
        return output::print_json(&sessions);
    }
    if sessions.is_empty() {
        let demo = folders::demo(&DemoDb { file: None })?;
        return output::print(format!("{}\n", Furniture::new(face.lang).no_sessions(&file, &demo)).as_bytes());
    }
    output::print(summary::list(&sessions, face.lang).as_bytes())
}
