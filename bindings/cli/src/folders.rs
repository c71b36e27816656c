//! Where things lie when the user does not say.
//!
//! In: what `--db` said. Out: the path of a database in the user's data folder.

use crate::args::{Db, DemoDb};
use crate::failure::Failure;
use crate::input::plain;
use etcetera::BaseStrategy as _;
use std::path::PathBuf;

/// The database of sessions.
pub(crate) fn sessions(db: &Db) -> Result<PathBuf, Failure> {
    db.file.clone().map_or_else(|| in_data("proximal.db"), Ok)
}

/// The demo's database.
pub(crate) fn demo(db: &DemoDb) -> Result<PathBuf, Failure> {
    db.file.clone().map_or_else(|| in_data("demo.db"), Ok)
}

/// Makes the folder of `file`; only a command that writes does.
pub(crate) fn make_room_for(file: &std::path::Path) -> Result<(), Failure> {
    let Some(folder) = file.parent().filter(|p| !p.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|e| Failure::input(&folder.to_string_lossy(), plain(&e)))
}

fn in_data(name: &str) -> Result<PathBuf, Failure> {
    let folders = etcetera::base_strategy::choose_native_strategy();
    let folders =
        folders.map_err(|_| Failure::Usage("there is no home folder; say where with --db FILE".to_owned()))?;
    Ok(folders.data_dir().join("proximal").join(name))
}
