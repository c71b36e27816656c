//! How a database file is opened: created, migrated, or refused untouched.
//!
//! In: a path and a [`Schema`]. Out: a connection ready for use, or a [`Fault`] with the file as it was. A file is looked
//! at as bytes before SQLite may touch it.

use super::error::Fault;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What one kind of file promises.
pub(super) trait Schema {
    /// What the file is called in messages.
    const NAME: &'static str;
    /// Newest schema this build knows.
    const VERSION: i32;
    /// SQLite's `application_id`, four letters.
    const APPLICATION_ID: i32;

    /// Settings of a connection; every time it is opened.
    fn prepare(conn: &Connection) -> Result<(), Fault> {
        // The step to a write-ahead log is taken once, by an older kind of journal, which must not come back after a power
        // cut: that takes a sync of the folder.
        conn.execute_batch("PRAGMA synchronous = EXTRA")?;
        let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
        if mode != "wal" {
            return Err(Fault::Io(format!("{}: this place cannot hold a write-ahead log", Self::NAME)));
        }
        conn.execute_batch(
            "PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA journal_size_limit = 4194304;
             PRAGMA temp_store = MEMORY;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;",
        )?;
        // Apple's fsync does not reach the medium.
        #[cfg(target_vendor = "apple")]
        conn.execute_batch("PRAGMA fullfsync = 1; PRAGMA checkpoint_fullfsync = 1;")?;
        Ok(())
    }

    /// Fills an empty file.
    fn init(&self, tx: &Transaction<'_>) -> Result<(), Fault>;

    /// Brings a file of schema `version` to [`Schema::VERSION`]; forward only.
    fn upgrade_from(tx: &Transaction<'_>, version: i32) -> Result<(), Fault>;
}

/// Opens `file` for writing; creates it when there is none.
pub(super) fn open<S: Schema>(file: &Path, schema: &S) -> Result<Connection, Fault> {
    if let Some(found) = look(file)? {
        found.refuse_unless_ours::<S>()?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(file, flags)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(64);
    let tables: Result<i64, _> = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0));
    let tables = tables.map_err(|e| misfit(e.into()))?;
    if tables > 0 && (Found::by_sqlite(&conn)?.application_id != S::APPLICATION_ID) {
        return Err(Fault::Foreign);
    }
    S::prepare(&conn)?;
    if Found::by_sqlite(&conn)?.version < S::VERSION {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Asked again under the lock: another process may have been faster.
        match Found::by_sqlite(&tx)?.version {
            0 => schema.init(&tx).map_err(misfit)?,
            older if older < S::VERSION => S::upgrade_from(&tx, older).map_err(misfit)?,
            _ => {}
        }
        tx.pragma_update(None, "application_id", S::APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", S::VERSION)?;
        tx.commit()?;
    }
    Ok(conn)
}

/// What SQLite refuses to do with a file of ours does not fit what is in it.
fn misfit(fault: Fault) -> Fault {
    match fault {
        Fault::Sql(words) => Fault::Damaged(format!("its header does not fit what is in it: {words}")),
        other => other,
    }
}

/// Opens `file`, which must be there and of today's schema, for reading only.
pub(super) fn open_to_read<S: Schema>(file: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    look(file)?.ok_or_else(|| Fault::Io("there is no such file".to_owned()))?.refuse_unless_ours::<S>()?;
    let conn = Connection::open_with_flags(file, flags)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;")?;
    Ok(conn)
}

/// How long another process may hold the file before [`Fault::Busy`].
const BUSY: Duration = Duration::from_secs(5);

/// More schemas than there will ever be.
const MOST_VERSIONS: i32 = 10_000;

/// The ways of writing that there are: a journal, or a write-ahead log. SQLite only reads a file that names another.
const WAYS: u8 = 2;

/// SQLite's header: magic, the way of writing at 18, `user_version` at 60, `application_id` at 68
/// (sqlite.org/fileformat2.html).
const HEADER_BYTES: usize = 100;

#[derive(Debug, Clone, Copy)]
struct Found {
    application_id: i32,
    version: i32,
    /// In which way the file is written.
    way: u8,
}

/// What lies at `file`; none when there is nothing or an empty file.
fn look(file: &Path) -> Result<Option<Found>, Fault> {
    let mut head = Vec::with_capacity(HEADER_BYTES);
    match std::fs::File::open(file) {
        Ok(open) => open.take(HEADER_BYTES as u64).read_to_end(&mut head)?,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(e.into()),
    };
    let beside = |end: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        std::fs::metadata(PathBuf::from(name)).is_ok_and(|beside| beside.len() > 0)
    };
    // The power went while a new file was made: SQLite takes back what was begun, and looks itself.
    if head.is_empty() || beside("-journal") {
        return Ok(None);
    }
    if head.len() < HEADER_BYTES || !head.starts_with(b"SQLite format 3\0") {
        return Err(Fault::NotADatabase);
    }
    // The newest header may still lie in the write-ahead log. A reader never moves it into the file.
    if beside("-wal") {
        let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        conn.busy_timeout(BUSY)?;
        return Found::by_sqlite(&conn).map(Some).map_err(misfit);
    }
    let number = |at: usize| {
        let bytes = head.iter().skip(at).take(4);
        bytes.fold(0_i32, |sum, byte| (sum << 8) | i32::from(*byte))
    };
    let way = head.get(18).copied().unwrap_or(0);
    Ok(Some(Found { application_id: number(68), version: number(60), way }))
}

impl Found {
    fn by_sqlite(conn: &Connection) -> Result<Self, Fault> {
        let number = |name| conn.pragma_query_value(None, name, |row| row.get(0));
        // Which way it is written is SQLite's own matter then.
        Ok(Self { application_id: number("application_id")?, version: number("user_version")?, way: WAYS })
    }

    /// A file without id and version may be one that was created and never filled; [`open`] looks for tables.
    fn refuse_unless_ours<S: Schema>(self) -> Result<(), Fault> {
        match self {
            Self { application_id: 0, version: 0, .. } => Ok(()),
            Self { application_id, .. } if application_id != S::APPLICATION_ID => Err(Fault::Foreign),
            // No file will ever have so many: its header is damaged.
            Self { version, .. } if !(0..=MOST_VERSIONS).contains(&version) => {
                Err(Fault::Damaged(format!("its header names schema {version}")))
            }
            Self { version, .. } if version > S::VERSION => Err(Fault::Newer { found: version, known: S::VERSION }),
            Self { way, .. } if way > WAYS => {
                Err(Fault::Damaged(format!("its header names way {way} of writing, of {WAYS}")))
            }
            _ => Ok(()),
        }
    }
}
