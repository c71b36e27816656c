//! A recording of what SQLite does to its files, and the states a power cut can leave of them.
//!
//! In: a process whose SQLite writes. Out: [`Step`]s in order: writes, truncations, syncs, deletions, and marks that the
//! test sets itself; from them [`Disk`], what a disk may hold when the power goes after any step: all that was synced, and
//! of what was not any part, sector by sector.
//!
//! The recorder stands before SQLite's own file layer as its default, so that the code under test is what ships.

use libsqlite3_sys as ffi;
use std::collections::{BTreeMap, HashMap};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Bytes were handed to the file system.
    Write {
        /// The file.
        file: PathBuf,
        /// Where.
        at: u64,
        /// What.
        bytes: Vec<u8>,
    },
    /// A file was cut to a length.
    Truncate {
        /// The file.
        file: PathBuf,
        /// Its length now.
        length: u64,
    },
    /// All that was written to a file is on the disk.
    Sync {
        /// The file.
        file: PathBuf,
    },
    /// A file was removed.
    Delete {
        /// The file.
        file: PathBuf,
    },
    /// The test was told that this is saved.
    Acknowledged(u64),
}

#[derive(Default)]
struct Recorder {
    steps: Vec<Step>,
    on: bool,
    /// Open files by their address: their name, and the methods they had.
    files: HashMap<usize, (PathBuf, usize)>,
    /// Our methods by those they stand before.
    shims: HashMap<usize, usize>,
}

static RECORDER: Mutex<Option<Recorder>> = Mutex::new(None);
static BEHIND: Mutex<usize> = Mutex::new(0);
static REGISTERED: Once = Once::new();

fn recorder() -> MutexGuard<'static, Option<Recorder>> {
    RECORDER.lock().unwrap_or_else(PoisonError::into_inner)
}

fn note(step: impl FnOnce(&Recorder) -> Option<Step>) {
    let mut recorder = recorder();
    let Some(recorder) = recorder.as_mut().filter(|r| r.on) else { return };
    if let Some(step) = step(recorder) {
        recorder.steps.push(step);
    }
}

/// Stands before SQLite's file layer from now on, and begins a new recording.
///
/// # Panics
/// When SQLite has no file layer.
pub fn record() {
    REGISTERED.call_once(|| {
        *recorder() = Some(Recorder::default());
        // SAFETY: the layer that SQLite hands out lives as long as the process, and so does our copy of it.
        unsafe {
            assert_eq!(ffi::sqlite3_initialize(), ffi::SQLITE_OK);
            let behind = ffi::sqlite3_vfs_find(std::ptr::null());
            assert!(!behind.is_null(), "SQLite has no file layer");
            *BEHIND.lock().unwrap_or_else(PoisonError::into_inner) = behind as usize;
            let mut before = *behind;
            before.pNext = std::ptr::null_mut();
            before.zName = c"recorder".as_ptr();
            before.xOpen = Some(open);
            before.xDelete = Some(delete);
            let registered = ffi::sqlite3_vfs_register(Box::leak(Box::new(before)), 1);
            assert_eq!(registered, ffi::SQLITE_OK);
        }
    });
    if let Some(recorder) = recorder().as_mut() {
        recorder.steps.clear();
        recorder.on = true;
    }
}

/// What happened since [`record`]; nothing is recorded any more.
pub fn stop() -> Vec<Step> {
    let mut recorder = recorder();
    let Some(recorder) = recorder.as_mut() else { return Vec::new() };
    recorder.on = false;
    std::mem::take(&mut recorder.steps)
}

/// The test was told that `nr` is saved.
pub fn acknowledged(nr: u64) {
    note(|_| Some(Step::Acknowledged(nr)));
}

fn behind() -> *mut ffi::sqlite3_vfs {
    *BEHIND.lock().unwrap_or_else(PoisonError::into_inner) as *mut ffi::sqlite3_vfs
}

/// SAFETY: called by SQLite with what its documentation promises (sqlite.org/c3ref/vfs.html); so are those below.
unsafe extern "C" fn open(
    _: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let behind = behind();
    let done = unsafe { (*behind).xOpen.map_or(ffi::SQLITE_ERROR, |open| open(behind, name, file, flags, out)) };
    let methods = unsafe { (*file).pMethods };
    if done != ffi::SQLITE_OK || methods.is_null() || name.is_null() {
        return done;
    }
    let path = PathBuf::from(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned());
    if let Some(recorder) = recorder().as_mut() {
        let shim = *recorder.shims.entry(methods as usize).or_insert_with(|| {
            let mut shim = unsafe { *methods };
            shim.xWrite = Some(write);
            shim.xTruncate = Some(truncate);
            shim.xSync = Some(sync);
            shim.xClose = Some(close);
            std::ptr::from_mut(Box::leak(Box::new(shim))) as usize
        });
        recorder.files.insert(file as usize, (path, methods as usize));
        unsafe { (*file).pMethods = shim as *const ffi::sqlite3_io_methods };
    }
    done
}

unsafe extern "C" fn delete(_: *mut ffi::sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    let behind = behind();
    let done = unsafe { (*behind).xDelete.map_or(ffi::SQLITE_ERROR, |delete| delete(behind, name, sync_folder)) };
    if done == ffi::SQLITE_OK {
        let file = PathBuf::from(unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned());
        note(|_| Some(Step::Delete { file }));
    }
    done
}

/// The methods behind ours, and the name of the file.
fn known(file: *mut ffi::sqlite3_file) -> Option<(*const ffi::sqlite3_io_methods, PathBuf)> {
    let recorder = recorder();
    let (path, methods) = recorder.as_ref()?.files.get(&(file as usize))?;
    Some((*methods as *const ffi::sqlite3_io_methods, path.clone()))
}

unsafe extern "C" fn write(file: *mut ffi::sqlite3_file, bytes: *const c_void, length: c_int, at: i64) -> c_int {
    let Some((methods, path)) = known(file) else { return ffi::SQLITE_IOERR };
    let done = unsafe { (*methods).xWrite.map_or(ffi::SQLITE_ERROR, |write| write(file, bytes, length, at)) };
    if let (ffi::SQLITE_OK, Ok(length), Ok(at)) = (done, usize::try_from(length), u64::try_from(at)) {
        let bytes = unsafe { std::slice::from_raw_parts(bytes.cast::<u8>(), length) }.to_vec();
        note(|_| Some(Step::Write { file: path, at, bytes }));
    }
    done
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, length: i64) -> c_int {
    let Some((methods, path)) = known(file) else { return ffi::SQLITE_IOERR };
    let done = unsafe { (*methods).xTruncate.map_or(ffi::SQLITE_ERROR, |truncate| truncate(file, length)) };
    if let (ffi::SQLITE_OK, Ok(length)) = (done, u64::try_from(length)) {
        note(|_| Some(Step::Truncate { file: path, length }));
    }
    done
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, flags: c_int) -> c_int {
    let Some((methods, path)) = known(file) else { return ffi::SQLITE_IOERR };
    let done = unsafe { (*methods).xSync.map_or(ffi::SQLITE_ERROR, |sync| sync(file, flags)) };
    if done == ffi::SQLITE_OK {
        note(|_| Some(Step::Sync { file: path }));
    }
    done
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    let Some((methods, _)) = known(file) else { return ffi::SQLITE_IOERR };
    if let Some(recorder) = recorder().as_mut() {
        recorder.files.remove(&(file as usize));
    }
    unsafe {
        (*file).pMethods = methods;
        (*methods).xClose.map_or(ffi::SQLITE_ERROR, |close| close(file))
    }
}

/// Disks write so many bytes at once, or none of them.
const SECTOR: usize = 512;

/// What becomes of a sector that was written and not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is on the disk.
    Kept,
    /// It is as it was before.
    Lost,
    /// The file grew, and what is there is nothing: zeros.
    Zeros,
}

/// What a disk holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Disk {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Disk {
    /// What a disk may hold when the power goes after `steps`: `fate` decides over every sector that was not synced. With
    /// `lying` it says that it synced and did not.
    pub fn after(steps: &[Step], lying: bool, mut fate: impl FnMut() -> Fate) -> Self {
        let mut last_sync: HashMap<&Path, usize> = HashMap::new();
        for (nr, step) in steps.iter().enumerate() {
            if let Step::Sync { file } = step
                && !lying
            {
                last_sync.insert(file, nr);
            }
        }
        let mut disk = Self::default();
        for (nr, step) in steps.iter().enumerate() {
            let synced = |file: &Path| last_sync.get(file).is_some_and(|last| nr < *last);
            match step {
                Step::Write { file, at, bytes } => {
                    let is_synced = synced(file);
                    let held = disk.files.entry(file.clone()).or_default();
                    for (nr, sector) in bytes.chunks(SECTOR).enumerate() {
                        let fate = if is_synced { Fate::Kept } else { fate() };
                        put(held, usize::try_from(*at).unwrap_or(usize::MAX) + nr * SECTOR, sector, fate);
                    }
                }
                Step::Truncate { file, length } => {
                    if synced(file) || fate() == Fate::Kept {
                        let held = disk.files.entry(file.clone()).or_default();
                        held.resize(usize::try_from(*length).unwrap_or(0), 0);
                    }
                }
                // SQLite syncs the folder with the first sync of a new log or journal, and file systems write their own
                // journals in order: a name that is gone stays gone after that.
                Step::Delete { file } => {
                    let last = last_sync.iter().filter(|(synced, _)| synced.parent() == file.parent());
                    if last.map(|(_, last)| *last).max().is_some_and(|last| nr < last) || fate() == Fate::Kept {
                        disk.files.remove(file);
                    }
                }
                Step::Sync { .. } | Step::Acknowledged(_) => {}
            }
        }
        disk
    }

    /// Writes the files into `to`, by the names they had in `from`.
    ///
    /// # Errors
    /// What the file system says.
    pub fn lay_out(&self, from: &Path, to: &Path) -> std::io::Result<()> {
        for (file, bytes) in &self.files {
            if let Ok(name) = file.strip_prefix(from) {
                std::fs::write(to.join(name), bytes)?;
            }
        }
        Ok(())
    }
}

fn put(held: &mut Vec<u8>, at: usize, sector: &[u8], fate: Fate) {
    let end = at + sector.len();
    match fate {
        Fate::Lost => {}
        Fate::Kept | Fate::Zeros if held.len() < end => {
            held.resize(end, 0);
            if fate == Fate::Kept {
                held[at..end].copy_from_slice(sector);
            }
        }
        // What was there is not wiped by a write that did not come.
        Fate::Zeros => {}
        Fate::Kept => held[at..end].copy_from_slice(sector),
    }
}
