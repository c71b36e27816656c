//! `afplay`, which every Mac has and which plays files only: each cue is one.
//!
//! In: cues when they are told. Out: sound; a cue that is taken back ends with its program.

use super::{Clip, LAST_S, RATE_HZ, on_path, samples, wav};
use proximal_core::cues::mix::Mixer;
use proximal_core::cues::{Cue, CueId};
use proximal_core::time::Nanos;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const LOOK: Duration = Duration::from_millis(20);

/// Plays each cue by a program of its own.
#[derive(Debug)]
pub(crate) struct Afplay {
    program: PathBuf,
    /// The files lie here until they are played.
    folder: TempDir,
    waiting: Vec<(Nanos, CueId, PathBuf)>,
    playing: Vec<(CueId, PathBuf, Child)>,
}

impl Afplay {
    pub(super) fn find() -> Option<Self> {
        let program = on_path("afplay")?;
        Some(Self { program, folder: tempfile::tempdir().ok()?, waiting: Vec::new(), playing: Vec::new() })
    }

    /// What makes a sound is a file by the time it is due. A file that cannot be written is not heard.
    pub(super) fn add(&mut self, id: CueId, at: Nanos, cue: &Cue, voice: Option<Clip>) {
        let mut mixer = Mixer::new(RATE_HZ);
        mixer.add(id, Nanos(0), cue, voice);
        let end = mixer.end();
        let file = self.folder.path().join(format!("{}.wav", id.0));
        if end > 0 && wav::write_file(&file, &samples(&mut mixer, end)).is_some() {
            self.waiting.push((at, id, file));
        }
    }

    pub(super) fn cancel_from(&mut self, id: CueId) {
        self.waiting.retain(|(_, waiting, _)| *waiting < id);
        for (_, file, child) in self.playing.extract_if(.., |(playing, ..)| *playing >= id) {
            stop(child, &file);
        }
    }

    pub(super) fn play_to(&mut self, now: Nanos) {
        self.forget_what_ended();
        for (_, id, file) in self.waiting.extract_if(.., |(at, ..)| *at <= now) {
            let mut command = Command::new(&self.program);
            command.arg(&file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            if let Ok(child) = command.spawn() {
                self.playing.push((id, file, child));
            }
        }
    }

    /// Waits for what is still to be heard.
    pub(super) fn end(mut self) {
        self.play_to(Nanos(i64::MAX));
        let since = Instant::now();
        while !self.playing.is_empty() && since.elapsed() < Duration::from_secs_f64(LAST_S) {
            thread::sleep(LOOK);
            self.forget_what_ended();
        }
    }

    fn forget_what_ended(&mut self) {
        let ended = |(_, _, child): &mut (CueId, PathBuf, Child)| !matches!(child.try_wait(), Ok(None));
        for (_, file, child) in self.playing.extract_if(.., ended) {
            stop(child, &file);
        }
    }
}

impl Drop for Afplay {
    fn drop(&mut self) {
        for (_, file, child) in self.playing.drain(..) {
            stop(child, &file);
        }
    }
}

fn stop(mut child: Child, file: &Path) {
    // What has ended already cannot be stopped, which is as well; the folder goes with the rest.
    let _ = child.kill();
    let _ = child.wait();
    let _ = fs::remove_file(file);
}
