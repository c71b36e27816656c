//! `demo`: a simulated person through the article's routine.
//!
//! In: who, how fast, which seed. Out: the live view, the saved session and its report.

use super::Face;
use crate::args::Demo;
use crate::failure::Failure;
use crate::folders;

/// Runs it.
pub(crate) fn run(args: &Demo, _face: Face) -> Result<(), Failure> {
    let db = folders::demo(&args.db)?;
    folders::make_room_for(&db)?;
    Err(Failure::input("demo", "not built yet"))
}
