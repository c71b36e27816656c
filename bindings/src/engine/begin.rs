//! How a session begins, and how one that was broken off is kept.
//!
//! In: what is to be done, or a journal that a killed app left. Out: the [`Setup`] of a live session, or the saved record.

use super::Engine;
use crate::error::{Error, ErrorKind};
use crate::live::recover;
use proximal_core::history::Env;
use proximal_core::motion::Laid;
use proximal_core::routine::{Block, Routine, compile};
use proximal_core::session::headline::{counting, tallies};
use proximal_core::session::{Begin, Held, SessionId, SessionRecord, Settings, Setup, Source, says};
use proximal_core::timeline::Side;
use proximal_core::words::Text;
use std::path::Path;

/// So many sessions are looked through for one that can be compared.
const LOOK_BACK: u32 = 20;

impl Engine {
    /// What a live session of `routine` is to be; without a `first_side` the other begins than last time (FIELD F20).
    ///
    /// # Errors
    /// `InvalidInput` with the field of the routine that cannot be; `Corrupt`, `Storage`, `Closed`.
    pub fn setup(
        &self,
        routine: Routine,
        first_side: Option<Side>,
        source: Source,
        laid: Laid,
        settings: Settings,
        env: Env,
    ) -> Result<Setup, Error> {
        let first_side = match first_side {
            Some(side) => side,
            None => self.next_first_side(&routine.name)?,
        };
        let plan = compile(&routine, first_side)
            .map_err(|e| Error::new(ErrorKind::InvalidInput, says::routine(&e), e.to_string()))?;
        Ok(Setup {
            id: SessionId::new(env.now, &env.entropy),
            started: env.now,
            before: self.held_before(&routine)?,
            routine,
            plan,
            first_side,
            source,
            begin: Begin::WhenPlaced,
            masks: Vec::new(),
            laid,
            settings,
        })
    }

    /// How long each side held in the newest session that asked for the same: only equal depths are compared (FIELD F27).
    fn held_before(&self, routine: &Routine) -> Result<Vec<Held>, Error> {
        let asked = |routine: &Routine| -> Vec<_> {
            let judged = routine.blocks.iter().filter(|b| b.exercise.is_judged());
            judged.map(|b: &Block| (b.exercise, b.variant, b.other_leg, b.landmark)).collect()
        };
        for summary in self.sessions(LOOK_BACK)?.into_iter().filter(|s| s.routine == routine.name) {
            let before = self.session(&summary.id.to_string())?;
            if before.is_measured() && asked(&before.routine) == asked(routine) {
                let sides = tallies(&counting(&before)).into_iter();
                return Ok(sides.filter_map(|t| Some(Held { side: t.side, loss_s: t.loss_s? })).collect());
            }
        }
        Ok(Vec::new())
    }

    /// Saves the session whose journal is in `file` as far as it went, and removes the journal.
    ///
    /// # Errors
    /// `InvalidInput` when it is no journal; `Storage` when it cannot be read or saved; it stays where it is then.
    pub fn keep_interrupted(&self, file: &Path, env: Env) -> Result<SessionRecord, Error> {
        let name = || file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let fail = |kind, key, what: String| {
            Error::new(kind, Text::new(key).word("file", name()), format!("{}: {what}", file.display()))
        };
        let bytes = std::fs::read(file).map_err(|e| fail(ErrorKind::Storage, "error-unreachable", e.to_string()))?;
        let recovered =
            recover(&bytes).map_err(|e| fail(ErrorKind::InvalidInput, "error-bad-import", e.to_string()))?;
        self.save(recovered.record.clone(), recovered.trace, env)?;
        // Saved twice is the same row: a journal that stays does no harm.
        let _ = std::fs::remove_file(file);
        Ok(recovered.record)
    }

    /// Panics inside a change of the history: for a face that wants to see what becomes of it.
    ///
    /// # Errors
    /// Always `Internal`; [`Engine::was_shaken`] says so from then on.
    ///
    /// # Panics
    /// Not here: on the writer's thread, which goes on.
    pub fn panic_on_purpose(&self) -> Result<(), Error> {
        #[expect(clippy::panic, reason = "that is what it is for")]
        self.write(|_| panic!("on purpose"))
    }
}
