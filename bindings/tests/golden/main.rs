//! Golden sessions: the inputs of whole sessions with what must come of them, the same bytes for Rust, Kotlin, Swift and
//! Python (`tests/golden`; their form is in its README).
//!
//! `PROXIMAL_GOLDEN=write cargo test -p proximal --test golden` writes them anew; the difference is to be reviewed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on stops")]

mod make;
mod play;

use std::fs;
use std::path::PathBuf;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/golden")
}

/// Every golden that lies there, by name.
fn all() -> Vec<(String, Vec<u8>)> {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let mut all: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|end| end == "golden"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn every_golden_session_comes_out_as_it_is_written() {
    if std::env::var_os("PROXIMAL_GOLDEN").is_some_and(|wish| wish == "write") {
        for made in make::all() {
            fs::write(folder().join(format!("{}.golden", made.name)), made.bytes).unwrap();
        }
    }
    let goldens = all();
    assert_eq!(goldens.len(), make::NAMES.len(), "a golden is missing; see the head of this file");
    for (name, bytes) in goldens {
        if let Err(what) = play::play(&bytes) {
            panic!("{name}: {what}");
        }
    }
}

#[test]
fn a_golden_that_differs_by_a_hair_or_by_a_word_is_told() {
    let (_, bytes) = all().swap_remove(0);
    // A number of the record of a rep that is another by one part in a million, and one that is as good as the same.
    for (by, passes) in [(1.0 + 1e-6, false), (1.0 + 1e-13, true)] {
        let changed = play::with_first_peak(&bytes, |peak| peak * by);
        assert_eq!(play::play(&changed).is_ok(), passes, "{by}");
    }
    assert!(play::play(&play::without_last_event(&bytes)).is_err());
}
