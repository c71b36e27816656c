//! What leaves and comes in behind the engine's door, and what the signals take.
//!
//! In: somewhere to write or to read from; wishes that cannot be undone, which a face asks for first. Out: what was done, or
//! [`Error`].

use super::{Engine, closed, lock};
use crate::error::{Error, ErrorKind};
use proximal_core::history::{
    Env, ExportError, Exported, Format, Freed, ImportError, Imported, Kept, Orphan, PaperKind, Wanted, Wish,
};
use proximal_core::trainer::{Prescription, TrainerError};
use proximal_core::words::Text;
use std::io::{BufRead, Write};

impl Engine {
    /// How much the signals of all sessions take.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Busy`, `Closed`.
    pub fn traces_kept(&self) -> Result<Kept, Error> {
        self.write(|store| store.traces_kept())
    }

    /// Thins the signals of sessions that began more than `days` days ago, or tells what that would free; `on` hears how
    /// many of how many are done. It cannot be undone, so a face asks first.
    ///
    /// # Errors
    /// `InvalidInput` for too few days; `Corrupt`, `Storage`, `Busy`, `Closed`.
    pub fn thin(
        &self,
        days: u16,
        wish: Wish,
        env: Env,
        on: impl FnMut(u64, u64) + Send + 'static,
    ) -> Result<Freed, Error> {
        self.write(move |store| store.thin(days, wish, &env, on))
    }

    /// The signals that no session names.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Busy`, `Closed`.
    pub fn orphans(&self, env: Env) -> Result<Vec<Orphan>, Error> {
        self.write(move |store| store.orphans(&env))
    }

    /// Deletes those of [`Engine::orphans`] that may go. It cannot be undone, so a face asks first.
    ///
    /// # Errors
    /// `Corrupt`, `Storage`, `Busy`, `Closed`.
    pub fn drop_orphans(&self, env: Env) -> Result<Freed, Error> {
        self.write(move |store| store.drop_orphans(&env))
    }

    /// Writes the history as `format` to `to`; `on` hears how many of how many are done.
    ///
    /// # Errors
    /// `Storage` when `to` takes no more; `Corrupt`, `Closed`. What was written until then is no whole export.
    pub fn export(
        &self,
        format: Format,
        wanted: &Wanted,
        to: &mut dyn Write,
        on: &mut dyn FnMut(u64, u64),
    ) -> Result<Exported, Error> {
        let reader = lock(&self.reader);
        let reader = reader.as_ref().ok_or_else(|| closed("the history is closed"))?;
        Ok(reader.export(format, wanted, to, on)?)
    }

    /// Takes in what an export held, all of it or nothing; `on` hears how many bytes were read.
    ///
    /// # Errors
    /// `InvalidInput` with the line that is wrong, `NewerSchema` when a newer version wrote it; `Storage`, `Busy`, `Closed`.
    pub fn import(
        &self,
        mut from: impl BufRead + Send + 'static,
        mut on: impl FnMut(u64) + Send + 'static,
    ) -> Result<Imported, Error> {
        Ok(self.write(move |store| Ok(store.import(&mut from, &mut on)))??)
    }

    /// Accepts a prescription: keeps its routine and the document, then sets the plan; says what of the plan changed.
    ///
    /// # Errors
    /// `InvalidInput` with the field that cannot be; `Storage`, `Busy`, `Closed`. Accepting it again is safe.
    pub fn accept(&self, prescription: &Prescription, env: Env) -> Result<Vec<crate::Changed>, Error> {
        let json = prescription.write()?;
        self.keep_routine(prescription.routine.clone(), env)?;
        self.receive(PaperKind::Prescription, prescription.from.clone(), json, env)?;
        self.set_plan(&prescription.registers(), env)
    }
}

impl From<ExportError> for Error {
    fn from(e: ExportError) -> Self {
        match e {
            ExportError::History(e) => e.into(),
            ExportError::Write(_) => Self::new(ErrorKind::Storage, Text::new("error-disk-full"), e.to_string()),
        }
    }
}

impl From<ImportError> for Error {
    fn from(e: ImportError) -> Self {
        let detail = e.to_string();
        match e {
            ImportError::History(e) => e.into(),
            ImportError::Newer(_) => Self::new(ErrorKind::NewerSchema, Text::new("error-newer-import"), detail),
            ImportError::Line { .. } | ImportError::Read(_) => {
                Self::new(ErrorKind::InvalidInput, Text::new("error-bad-import"), detail)
            }
        }
    }
}

impl From<TrainerError> for Error {
    fn from(e: TrainerError) -> Self {
        let kind = if e.newer { ErrorKind::NewerSchema } else { ErrorKind::InvalidInput };
        Self::new(kind, Text::new("error-bad-prescription"), e.to_string())
    }
}
