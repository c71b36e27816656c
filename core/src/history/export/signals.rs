//! Signals for researchers.
//!
//! In: sessions with traces. Out: CSV. Samples are what a recording is (`t,ax,ay,az,gx,gy,gz`: seconds since the session
//! began, m/s², rad/s), so that one session's file can be replayed; the session's id stands last. Track: degrees.

use super::{ExportError, Exported, Progress, Wanted};
use crate::history::reader::Reader;
use crate::session::{SessionRecord, Trace};
use crate::time::Nanos;
use crate::timeline::Span;
use std::io::Write;

/// Which of the two signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Samples,
    Track,
}

pub(super) fn write(
    reader: &Reader,
    which: Which,
    wanted: &Wanted,
    to: &mut dyn Write,
    on: Progress<'_>,
) -> Result<Exported, ExportError> {
    let mut out = csv::Writer::from_writer(to);
    match which {
        Which::Samples => out.write_record(["t", "ax", "ay", "az", "gx", "gy", "gz", "session"])?,
        Which::Track => out.write_record([
            "t_s",
            "phone_tilt_deg",
            "phone_roll_deg",
            "pelvis_tilt_deg",
            "pelvis_roll_deg",
            "session",
        ])?,
    }
    let ids = reader.wanted(wanted)?;
    let mut done = Exported::default();
    for (nth, id) in (1..).zip(&ids) {
        let session = reader.session(&id.to_string())?;
        let since = |at: Nanos| session.started_at + at;
        let signals = match wanted.span {
            Some(Span { start, end }) => {
                let span = Span { start: since(Nanos(start.0)), end: since(Nanos(end.0)) };
                reader.trace_span(*id, span)?
            }
            None => reader.trace(*id)?,
        };
        if let Some(signals) = signals {
            done.sessions += 1;
            done.damaged += u64::from(!signals.damage.is_empty());
            done.rows += match which {
                Which::Samples => samples(&session, &signals.trace, &mut out)?,
                Which::Track => track(&session, &signals.trace, &mut out)?,
            };
        }
        on(nth, ids.len() as u64);
    }
    out.flush()?;
    Ok(done)
}

fn samples<W: Write>(session: &SessionRecord, trace: &Trace, out: &mut csv::Writer<W>) -> Result<u64, ExportError> {
    let id = session.id.to_string();
    for sample in &trace.samples {
        let t = format!("{:.5}", (sample.at - session.started_at).s());
        let [ax, ay, az] = sample.acc.map(|axis| format!("{axis:.3}"));
        let [gx, gy, gz] = sample.gyr.map_or_else(Default::default, |gyr| gyr.map(|axis| format!("{axis:.4}")));
        out.write_record([&t, &ax, &ay, &az, &gx, &gy, &gz, &id])?;
    }
    Ok(trace.samples.len() as u64)
}

fn track<W: Write>(session: &SessionRecord, trace: &Trace, out: &mut csv::Writer<W>) -> Result<u64, ExportError> {
    let id = session.id.to_string();
    for point in &trace.track {
        let t = format!("{:.5}", (point.at - session.started_at).s());
        let [tilt, roll] = point.phone_deg.map(|angle| format!("{angle:.2}"));
        let pelvis = point.pelvis_deg.map_or_else(Default::default, |deg| deg.map(|angle| format!("{angle:.2}")));
        let [pelvis_tilt, pelvis_roll] = &pelvis;
        out.write_record([&t, &tilt, &roll, pelvis_tilt, pelvis_roll, &id])?;
    }
    Ok(trace.track.len() as u64)
}
