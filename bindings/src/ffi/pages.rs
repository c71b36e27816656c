//! Pages and pictures: reports as HTML that stands alone, exercises and trends as SVG.
//!
//! In: what to draw and in which language. Out: the page, or [`ProximalError`]. Whoever shows it writes it or hands it to
//! a web view; nothing in it is fetched.

use super::engine::Engine;
use super::error::ProximalError;
use crate::{Error, ErrorKind};
use jiff::civil::Date;
use proximal_core::history::{HealthRecord, health};
use proximal_core::insight::{Felt, Filter, GapScreen, TrendScreen};
use proximal_core::report::{felt_svg, gap_svg, range_html, session_html, trainer_html, trend_svg};
use proximal_core::time::WallTime;
use proximal_core::words::{Lang, Text};

#[uniffi::export]
impl Engine {
    /// The page of the session whose id is or begins with `id`.
    ///
    /// `InvalidInput` when there is none or more than one.
    pub async fn session_page(&self, id: String, lang: Lang) -> Result<String, ProximalError> {
        self.work(None, None, move |engine, _| {
            let session = engine.session(&id)?;
            let signals = engine.trace(session.id)?;
            Ok(session_html(&session, signals.as_ref().map(|s| &s.trace), lang))
        })
        .await
    }

    /// The page of the user's days `from` to `to`, ISO 8601, both in it; with `for_trainer` the one-page summary of it.
    ///
    /// `InvalidInput` when a day cannot be read or they are in the wrong order.
    pub async fn days_page(
        &self,
        from: String,
        to: String,
        filter: Filter,
        for_trainer: bool,
        lang: Lang,
        now: WallTime,
    ) -> Result<String, ProximalError> {
        self.work(None, None, move |engine, _| {
            let (from, to) = (day(&from)?, day(&to)?);
            if from > to {
                return Err(invalid(format!("{from} lies after {to}")));
            }
            let is = engine.range_report(from, to, filter, now)?;
            Ok(if for_trainer { trainer_html(&is, lang) } else { range_html(&is, lang) })
        })
        .await
    }

    /// What Apple Health and Health Connect ask for of the session whose id is or begins with `id`.
    ///
    /// `InvalidInput` when there is none or more than one.
    pub fn health_record(&self, id: String) -> Result<HealthRecord, ProximalError> {
        self.ask(|engine| Ok(health(&engine.session(&id)?)))
    }
}

/// The picture of a trend.
#[uniffi::export]
pub fn trend_picture(screen: &TrendScreen, lang: Lang) -> String {
    trend_svg(screen, lang)
}

/// The picture of left against right.
#[uniffi::export]
pub fn gap_picture(screen: &GapScreen, lang: Lang) -> String {
    gap_svg(screen, lang)
}

/// The picture of what was felt against what was measured.
#[uniffi::export]
pub fn felt_picture(screen: &Felt, lang: Lang) -> String {
    felt_svg(screen, lang)
}

fn day(text: &str) -> Result<Date, Error> {
    text.parse().map_err(|e| invalid(format!("'{text}' is no day: {e}")))
}

fn invalid(detail: String) -> Error {
    Error::new(ErrorKind::InvalidInput, Text::new("error-invalid"), detail)
}
