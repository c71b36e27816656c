//! A file is set aside and another takes its place; nothing is ever deleted, and a cut in between is finished later.
//!
//! In: `FILE` with its `-wal` and `-shm`, and `FILE.new`, whole and on the disk, with `FILE.new.traces` where the traces go
//! with it. Out: the old ones as `FILE.aside-N` and `FILE.aside-N.traces`, which together are a history again, and the new
//! ones in their place. While `FILE.new` is there, the exchange is not over: [`finish`] is called at every opening.

use super::error::Fault;
use super::store::traces_file;
use std::fs;
use std::path::{Path, PathBuf};

/// `path` with `more` at its end.
pub(super) fn with(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    PathBuf::from(name)
}

/// Where what is to take the place of `file` lies when it is whole.
pub(super) fn ready(file: &Path) -> PathBuf {
    with(file, ".new")
}

/// Puts `FILE.new` in the place of `file`, and `FILE.new.traces` (where there is one) in that of its traces, which go
/// first: as long as `FILE.new` is there it is not over. Returns where the old `file` is; none when there was none.
pub(super) fn exchange(file: &Path) -> Result<Option<PathBuf>, Fault> {
    let aside = name(file);
    let new = ready(file);
    if traces_file(&new).exists() {
        move_over(&traces_file(&new), &traces_file(file), &traces_file(&aside))?;
    }
    move_over(&new, file, &aside)?;
    Ok(aside.exists().then_some(aside))
}

/// Finishes an exchange that was cut off.
pub(super) fn finish(file: &Path) -> Result<(), Fault> {
    for file in [file.to_path_buf(), traces_file(file)] {
        if ready(&file).exists() {
            exchange(&file)?;
        }
    }
    Ok(())
}

/// Where `file` is to be set aside: the next free number, or that of an exchange that was cut off.
fn name(file: &Path) -> PathBuf {
    let numbered = |n: u32| with(file, &format!(".aside-{n}"));
    let taken = |n: u32| numbered(n).exists() || traces_file(&numbered(n)).exists();
    let last = (1..u32::MAX).take_while(|n| taken(*n)).last();
    match last {
        // Its main file has not moved yet, or has but its log has not.
        Some(n) if !numbered(n).exists() || !file.exists() => numbered(n),
        last => numbered(last.unwrap_or(0) + 1),
    }
}

fn move_over(new: &Path, file: &Path, aside: &Path) -> Result<(), Fault> {
    // The log goes with its file: without it the file is older than it was.
    for end in ["", "-wal", "-shm"] {
        let (from, to) = (with(file, end), with(aside, end));
        if from.exists() && !to.exists() {
            fs::rename(from, to)?;
        }
    }
    fs::rename(new, file)?;
    sync_folder(file)
}

/// Makes names last. Windows has no such thing and needs none.
pub(super) fn sync_folder(file: &Path) -> Result<(), Fault> {
    if cfg!(unix) {
        let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}
