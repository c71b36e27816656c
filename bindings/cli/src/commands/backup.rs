//! `backup`, `restore`, `repair`: the history as one file, and what is saved of a damaged one.
//!
//! In: a database, and a backup to write or to read. Out: what was done, and where the old one is now.

use super::{Face, open_history};
use crate::failure::Failure;
use crate::kept_args::{Backup, Whole};
use crate::sentence::written;
use crate::{folders, furniture, output, world};
use proximal::{Engine, says};
use proximal_core::words::Text;

/// `backup`.
pub(crate) fn back_up(args: &Backup, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let none = || Failure::input(&file.to_string_lossy(), "holds no sessions yet");
    let engine = open_history(&args.db, &file)?.ok_or_else(none)?;
    let contents = engine.back_up(&args.backup, world::env()?)?;
    if face.json {
        return output::print_json(&contents);
    }
    let said = written(&says::backed_up(&contents, &args.backup.to_string_lossy()), face.lang);
    output::print(format!("{said}\n").as_bytes())
}

/// `restore`.
pub(crate) fn restore(args: &Backup, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    // Looked at before a history is made for it.
    if !args.backup.exists() {
        return Err(Failure::input(&args.backup.to_string_lossy(), "no such file"));
    }
    folders::make_room_for(&file)?;
    let restored = proximal::restore(&file, &args.backup, world::env()?)?;
    if face.json {
        return output::print_json(&restored);
    }
    let when = furniture::when(restored.contents.made);
    let mut said = written(&says::restored(&restored.contents, when), face.lang);
    if let Some(aside) = &restored.aside {
        let aside = Text::new("backup-aside").word("aside", aside.to_string_lossy().into_owned());
        said = format!("{said} {}", written(&aside, face.lang));
    }
    output::print(format!("{said}\n").as_bytes())
}

/// `repair`.
pub(crate) fn repair(args: &Whole, face: Face) -> Result<(), Failure> {
    let file = folders::sessions(&args.db)?;
    let none = || Failure::input(&file.to_string_lossy(), "no such file");
    if !file.exists() {
        return Err(none());
    }
    let engine = Engine::open(&file, world::env()?)?;
    let mut salvaged = engine.salvaged();
    salvaged.extend(engine.repair(world::env()?)?);
    if face.json {
        return output::print_json(&salvaged);
    }
    if salvaged.is_empty() {
        let well = Text::new("repair-well").word("file", file.to_string_lossy().into_owned());
        return output::print(format!("{}\n", written(&well, face.lang)).as_bytes());
    }
    let lines: String = salvaged.iter().map(|one| written(&says::salvaged(one), face.lang) + "\n").collect();
    output::print(lines.as_bytes())
}
