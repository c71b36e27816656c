//! `show`: one saved session.
//!
//! In: a database and which session. Out: lines, or the whole record as JSON.

use super::{Face, find_session};
use crate::args::Show;
use crate::failure::Failure;
use crate::{output, summary};

/// Runs it.
pub(crate) fn run(args: &Show, face: Face) -> Result<(), Failure> {
    let (_, session) = find_session(&args.db, args.session.as_deref())?;
    if face.json { output::print_json(&session) } else { output::print(summary::text(&session, face.lang).as_bytes()) }
}
