//! A program that plays what it is piped.
//!
//! In: cues, and how far the session's clock is. Out: samples at its standard input, a little ahead of that clock.
//! Nothing here waits for the program: one that lags is not heard for a moment, one that dies is noted, and the session
//! goes on.

use super::{LAST_S, RATE_HZ, rest_of, until, wav};
use proximal_core::cues::mix::Mixer;
use proximal_core::time::Nanos;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

/// What is played is mixed so far ahead of the session's clock, so that a late tick leaves no gap.
const AHEAD: Nanos = Nanos(200_000_000);
/// A program that finds no device to play on ends within this.
const PROBATION: Duration = Duration::from_millis(400);
const LOOK: Duration = Duration::from_millis(20);
/// Pieces that may wait for a program that lags, a few seconds of them.
const PIECES: usize = 64;
/// At the end it is given so much longer than its sound lasts.
const GRACE: Duration = Duration::from_secs(2);

/// A running program with what it plays.
#[derive(Debug)]
pub(crate) struct Piped {
    pub(super) mixer: Mixer,
    name: &'static str,
    child: Child,
    pieces: Option<SyncSender<Vec<u8>>>,
    died: bool,
}

impl Piped {
    /// None when it cannot be started or finds nothing to play on.
    pub(super) fn start(name: &'static str, path: &Path, options: &[&str]) -> Option<Self> {
        let mut command = Command::new(path);
        command.args(options).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        if ends_at_once(&mut child) {
            return None;
        }
        let mut stdin = child.stdin.take()?;
        let (pieces, to_play) = sync_channel::<Vec<u8>>(PIECES);
        // A pipe that is full waits, and a session must not.
        thread::spawn(move || {
            for piece in to_play {
                if stdin.write_all(&piece).and_then(|()| stdin.flush()).is_err() {
                    break;
                }
            }
        });
        Some(Self { mixer: Mixer::new(RATE_HZ), name, child, pieces: Some(pieces), died: false })
    }

    pub(super) fn play_to(&mut self, now: Nanos) {
        let samples = until(&mut self.mixer, now + AHEAD);
        self.send(&samples);
    }

    /// Waits for what is still to be heard. Its name when it died before its time.
    pub(super) fn end(mut self) -> Option<String> {
        let rest = rest_of(&mut self.mixer);
        self.send(&rest);
        self.pieces = None;
        let since = Instant::now();
        while since.elapsed() < GRACE + Duration::from_secs_f64(LAST_S) {
            match self.child.try_wait() {
                Ok(None) => thread::sleep(LOOK),
                _ => break,
            }
        }
        self.died.then(|| self.name.to_owned())
    }

    fn send(&mut self, samples: &[f32]) {
        // Many inputs come at one instant.
        if samples.is_empty() {
            return;
        }
        let bytes = samples.iter().flat_map(|s| wav::sample_of(*s).to_le_bytes()).collect();
        let sent = self.pieces.as_ref().map(|pieces| pieces.try_send(bytes));
        self.died |= matches!(sent, Some(Err(TrySendError::Disconnected(_))));
    }
}

impl Drop for Piped {
    fn drop(&mut self) {
        // One that is gone already cannot be stopped, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ends_at_once(child: &mut Child) -> bool {
    let since = Instant::now();
    while since.elapsed() < PROBATION {
        match child.try_wait() {
            Ok(None) => thread::sleep(LOOK),
            _ => return true,
        }
    }
    false
}

const _: () = assert!(RATE_HZ == 48_000, "the programs are told this rate");
