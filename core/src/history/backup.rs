//! One file that holds a whole history, made while it is open; and a history put back from one.
//!
//! In: an open history, or a backup. Out: a tar archive of `history.db`, `history.db.traces` and `backup.json`, which says
//! their lengths and checksums; or a history in place of the one that was there, which is set aside. Nothing is half done:
//! a backup has its name when it is whole, and a history is exchanged when the new one has been read.

use super::aside::{self, with};
use super::env::Env;
use super::error::Fault;
use super::opener;
use super::salvage::{alone, close, forget};
use super::schema::{Main, Traces, local, set_local};
use super::sound::unreadable;
use super::store::traces_file;
use crate::time::WallTime;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const SCHEMA: &str = "proximal.backup/1";
const NAMES: [&str; 2] = ["history.db", "history.db.traces"];
const CONTENTS: &str = "backup.json";

/// What a backup holds; its `backup.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "BackupContents"))]
pub struct Contents {
    /// Always `proximal.backup/1`.
    pub schema: String,
    /// When it was made.
    pub made: WallTime,
    /// How many sessions are in it.
    pub sessions: u64,
    /// The two files, the history first.
    pub files: Vec<Part>,
}

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "BackupPart"))]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// CRC-32 over them.
    pub crc32: u32,
}

/// What was put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Restored {
    /// What the backup says of itself.
    pub contents: Contents,
    /// Where the history is that was there before; none when there was none.
    pub aside: Option<PathBuf>,
}

/// Writes the history of the two connections to `to`, which must not be there.
pub(super) fn back_up(main: &Connection, traces: &Connection, to: &Path, env: &Env) -> Result<Contents, Fault> {
    if to.exists() {
        return Err(Fault::Exists);
    }
    let parts = [".part-history", ".part-traces", ".part"].map(|end| with(to, end));
    let done = write(main, traces, &parts, env);
    let [.., whole] = &parts;
    let done = done.and_then(|contents| {
        // A name that appeared meanwhile is not overwritten.
        fs::hard_link(whole, to).or_else(|e| match e.kind() {
            io::ErrorKind::AlreadyExists => Err(e),
            // Some file systems have no links.
            _ => fs::rename(whole, to),
        })?;
        aside::sync_folder(to)?;
        Ok(contents)
    });
    forget_all(&parts);
    done
}

fn write(main: &Connection, traces: &Connection, parts: &[PathBuf; 3], env: &Env) -> Result<Contents, Fault> {
    let [history, signals, whole] = parts;
    // The history first: signals are written before the session that names them, so none that is named is missing.
    let sessions = snapshot(main, history)?;
    snapshot(traces, signals)?;
    let files = [history, signals].into_iter().zip(NAMES).map(|(file, name)| part(name, file));
    let contents =
        Contents { schema: SCHEMA.to_owned(), made: env.now, sessions, files: files.collect::<Result<_, _>>()? };
    let mut tar = tar::Builder::new(File::create_new(whole)?);
    let said = serde_json::to_vec_pretty(&contents).map_err(Fault::invalid)?;
    tar.append_data(&mut header(said.len() as u64, env), CONTENTS, said.as_slice())?;
    for (file, part) in [history, signals].into_iter().zip(&contents.files) {
        tar.append_data(&mut header(part.bytes, env), &part.name, File::open(file)?)?;
    }
    tar.into_inner()?.sync_all()?;
    Ok(contents)
}

fn forget_all(made: &[PathBuf]) {
    for part in made {
        forget(part);
    }
}

/// The same for the same moment, whoever makes it.
fn header(bytes: u64, env: &Env) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(env.now.utc_ms / 1_000).unwrap_or(0));
    header
}

/// What `conn` holds now, as one plain file; how many sessions, where it has such a table.
fn snapshot(conn: &Connection, to: &Path) -> Result<u64, Fault> {
    forget(to);
    let mut copy = Connection::open(to)?;
    // In one step: who writes meanwhile writes to the log.
    Backup::new(conn, &mut copy)?.step(-1)?;
    let _: String = copy.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    let sessions: Result<i64, _> =
        copy.query_row("SELECT count(*) FROM sessions WHERE deleted = 0", [], |row| row.get(0));
    copy.close().map_err(|(_, e)| Fault::from(e))?;
    Ok(sessions.unwrap_or(0).unsigned_abs())
}

fn part(name: &str, file: &Path) -> Result<Part, Fault> {
    let (bytes, crc32) = sum(&mut File::open(file)?, &mut io::sink())?;
    Ok(Part { name: name.to_owned(), bytes, crc32 })
}

/// Copies `from` to `to`; its length and checksum.
fn sum(from: &mut impl Read, to: &mut impl Write) -> Result<(u64, u32), Fault> {
    let (mut hasher, mut bytes, mut buffer) = (crc32fast::Hasher::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = from.read(&mut buffer)?;
        let read = buffer.get(..count).filter(|read| !read.is_empty());
        let Some(read) = read else { return Ok((bytes, hasher.finalize())) };
        hasher.update(read);
        to.write_all(read)?;
        bytes += read.len() as u64;
    }
}

/// Puts the history of the backup `from` in the place of the one in `file`, which is set aside.
pub(super) fn restore(file: &Path, from: &Path, env: &Env) -> Result<Restored, Fault> {
    let making = with(file, ".making");
    let parts = [making.clone(), traces_file(&making)];
    forget_all(&parts);
    let done = put_back(file, from, &parts, env);
    forget_all(&parts);
    done
}

fn put_back(file: &Path, from: &Path, parts: &[PathBuf; 2], env: &Env) -> Result<Restored, Fault> {
    let contents = unpack(from, parts)?;
    let [main, traces] = parts;
    let history = opener::open(main, &Main { env })?;
    if let Some(fault) = unreadable(&history)? {
        return Err(Fault::NoBackup(fault.to_string()));
    }
    let store = local(&history, "store")?;
    // What is written from here on is another installation's incarnation: the old one may go on counting elsewhere.
    let [stream, _] = env.halves();
    set_local(&history, "stream", stream)?;
    close(history)?;
    close(opener::open(traces, &Traces { store })?)?;
    if file.exists() {
        alone(file)?;
        alone(&traces_file(file))?;
    }
    // Everything is read: the history's own name comes last, and says that it is whole (aside.rs).
    let new = aside::ready(file);
    fs::rename(traces, traces_file(&new))?;
    fs::rename(main, &new)?;
    Ok(Restored { contents, aside: aside::exchange(file)? })
}

/// Unpacks the two files of a backup and compares them with what it says of them.
fn unpack(from: &Path, parts: &[PathBuf; 2]) -> Result<Contents, Fault> {
    let no = |what: &str| Fault::NoBackup(what.to_owned());
    let cut = |_: io::Error| no("it is cut off, or no archive");
    let mut archive = tar::Archive::new(File::open(from)?);
    let mut contents: Option<Contents> = None;
    let mut whole = 0;
    for entry in archive.entries().map_err(cut)? {
        let mut entry = entry.map_err(cut)?;
        let name = entry.path().map_err(cut)?.to_string_lossy().into_owned();
        if name == CONTENTS {
            let mut said = String::new();
            (&mut entry).take(1 << 16).read_to_string(&mut said).map_err(cut)?;
            contents = Some(serde_json::from_str(&said).map_err(|e| no(&format!("{CONTENTS}: {e}")))?);
            continue;
        }
        let known = contents.as_ref().and_then(|c| c.files.iter().find(|part| part.name == name));
        let place = NAMES.iter().zip(parts).find(|(known, _)| **known == name);
        let (Some(part), Some((_, to))) = (known, place) else {
            return Err(no(&format!("'{name}' in it is not ours")));
        };
        let mut file = File::create_new(to)?;
        if sum(&mut entry, &mut file)
            .map_err(|e| if matches!(e, Fault::Io(_)) { cut(io::Error::other("")) } else { e })?
            != (part.bytes, part.crc32)
        {
            return Err(no(&format!("{name} is damaged")));
        }
        file.sync_all()?;
        whole += 1;
    }
    let contents = contents.ok_or_else(|| no("it has no backup.json"))?;
    if contents.schema != SCHEMA {
        return Err(no(&format!("it is a {}; update Proximal", contents.schema)));
    }
    if whole == NAMES.len() { Ok(contents) } else { Err(no("a file is missing in it")) }
}
