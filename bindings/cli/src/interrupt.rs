//! Ctrl-C, and the system's wish that we end.
//!
//! In: signals, and the key where the live view reads keys raw. Out: [`requested`], for the loop of a live session to
//! end it as interrupted; anything else is ended at once with exit code 130, its unfinished files removed.

use crate::{live, output};
use std::sync::atomic::{AtomicBool, Ordering};

/// What a shell expects of a program that Ctrl-C ended.
pub(crate) const EXIT_CODE: u8 = 130;

static REQUESTED: AtomicBool = AtomicBool::new(false);
static HELD: AtomicBool = AtomicBool::new(false);

/// Takes over the signals. Without it the system's own way of ending stays: nothing finished is lost, an unfinished
/// temporary file may stay behind.
pub(crate) fn install() {
    // It can only fail when there is a handler already, or no more threads: then all is as if this were not called.
    let _ = ctrlc::set_handler(|| {
        let again = REQUESTED.swap(true, Ordering::SeqCst);
        if again || !HELD.load(Ordering::SeqCst) {
            live::restore_terminal();
            output::remove_unfinished();
            std::process::exit(i32::from(EXIT_CODE));
        }
    });
}

/// While this lives, the first Ctrl-C only sets [`requested`]; a second one still ends the program.
#[derive(Debug)]
pub(crate) struct Hold(());

/// Keeps the program alive past a Ctrl-C, for a session that has to be saved.
pub(crate) fn hold() -> Hold {
    HELD.store(true, Ordering::SeqCst);
    Hold(())
}

impl Drop for Hold {
    fn drop(&mut self) {
        HELD.store(false, Ordering::SeqCst);
    }
}

/// Whether the user or the system wants us to end.
pub(crate) fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}

/// Ctrl-C that came as a key.
pub(crate) fn request() {
    REQUESTED.store(true, Ordering::SeqCst);
}
