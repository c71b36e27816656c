//! Plays a golden: its inputs into a live session, what comes out against what is written.
//!
//! In: the golden's bytes. Out: nothing, or what differs. Numbers within 1e-9, everything else exactly.

use proximal::{Engine, Live, world};
use proximal_core::report::session_html;
use proximal_core::session::container::{FrameKind, append, frames, read_input};
use proximal_core::session::{Event, Setup};
use proximal_core::words::Lang;
use serde_json::Value;
use tempfile::TempDir;

const NEAR: f64 = 1e-9;

pub(crate) fn play(bytes: &[u8]) -> Result<(), String> {
    let dir = TempDir::new().unwrap();
    let db = dir.path().join("golden.db");
    let engine = Engine::open(&db, world::env(0).unwrap()).unwrap();
    let mut live = None;
    let (mut told, mut reps, mut page) = (Vec::new(), Vec::new(), None);
    for (nr, frame) in frames(bytes).enumerate() {
        let (kind, payload) = frame.map_err(|e| e.to_string())?;
        let json = || serde_json::from_slice::<Value>(payload).map_err(|e| format!("frame {nr}: {e}"));
        match (kind, &mut live) {
            (FrameKind::Header, None) => {
                let setup: Setup = serde_json::from_slice(payload).map_err(|e| e.to_string())?;
                live = Some(Live::new(setup, &db));
            }
            (FrameKind::Input, Some(live)) => {
                if let Some(event) = told.first() {
                    return Err(format!("frame {nr}: not expected: {event}"));
                }
                let (now, input) = read_input(payload).ok_or_else(|| format!("frame {nr}: no input"))?;
                let events = live.step(now, input).events;
                engine.keep(live, &events, world::env(0).unwrap()).map_err(|e| e.to_string())?;
                told.extend(events.iter().map(|event| serde_json::to_value(event).unwrap()));
            }
            (FrameKind::Event, Some(_)) if told.is_empty() => {
                return Err(format!("frame {nr}: did not happen: {}", json()?));
            }
            (FrameKind::Event, Some(_)) => {
                same(&told.remove(0), &json()?).map_err(|what| format!("frame {nr}, event{what}"))?;
            }
            (FrameKind::Rep, Some(_)) => reps.push(json()?),
            (FrameKind::Page, Some(_)) => page = Some(String::from_utf8_lossy(payload).into_owned()),
            _ => return Err(format!("frame {nr}: out of place")),
        }
    }
    if let Some(event) = told.first() {
        return Err(format!("at the end: not expected: {event}"));
    }
    let (record, trace) = live.ok_or("no header")?.result();
    engine.save(record.clone(), trace, world::env(0).unwrap()).map_err(|e| e.to_string())?;
    drop(engine);
    let engine = Engine::open(&db, world::env(0).unwrap()).unwrap();
    let saved = engine.session(&record.id.to_string()).unwrap();
    same(&serde_json::to_value(&saved.reps).unwrap(), &Value::Array(reps)).map_err(|what| format!("reps{what}"))?;
    let trace = engine.trace(record.id).unwrap().map(|decoded| decoded.trace);
    if Some(session_html(&saved, trace.as_ref(), Lang::En)) != page {
        return Err("the page is another".to_owned());
    }
    Ok(())
}

/// Whether `is` is `wanted`; where not, the path to what differs.
fn same(is: &Value, wanted: &Value) -> Result<(), String> {
    match (is, wanted) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            let near = (a - b).abs() <= NEAR * b.abs().max(1.0);
            if near { Ok(()) } else { Err(format!(": {a}, wanted {b}")) }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().try_for_each(|(i, (a, b))| same(a, b).map_err(|what| format!("[{i}]{what}")))
        }
        (Value::Object(a), Value::Object(b)) if a.keys().eq(b.keys()) => {
            a.iter().zip(b.values()).try_for_each(|((key, a), b)| same(a, b).map_err(|what| format!(".{key}{what}")))
        }
        _ if is == wanted => Ok(()),
        _ => Err(format!(": {is}, wanted {wanted}")),
    }
}

/// The golden with another peak in the event of its first rep.
pub(crate) fn with_first_peak(bytes: &[u8], change: impl Fn(f64) -> f64) -> Vec<u8> {
    let mut changed = Vec::new();
    let mut found = false;
    for (kind, payload) in frames(bytes).map(Result::unwrap) {
        let mut json: Value = serde_json::from_slice(payload).unwrap_or_default();
        match json.pointer_mut("/rep_finished/tilt/peak_deg/value") {
            Some(peak) if kind == FrameKind::Event && !found => {
                *peak = change(peak.as_f64().unwrap()).into();
                found = true;
                append(&mut changed, kind, &serde_json::to_vec(&json).unwrap());
            }
            _ => append(&mut changed, kind, payload),
        }
    }
    assert!(found, "no rep in it");
    changed
}

/// The golden without the last event it expects.
pub(crate) fn without_last_event(bytes: &[u8]) -> Vec<u8> {
    let all: Vec<_> = frames(bytes).map(Result::unwrap).collect();
    let last = all.iter().rposition(|(kind, _)| *kind == FrameKind::Event).unwrap();
    let mut changed = Vec::new();
    for (_, (kind, payload)) in all.into_iter().enumerate().filter(|(i, _)| *i != last) {
        append(&mut changed, kind, payload);
    }
    changed
}

/// What an input brought about, as a golden has it.
pub(crate) fn write_events(events: &[Event], out: &mut Vec<u8>) {
    for event in events {
        if let Event::RepFinished(rep) = event {
            append(out, FrameKind::Rep, &serde_json::to_vec(rep).unwrap());
        }
        append(out, FrameKind::Event, &serde_json::to_vec(event).unwrap());
    }
}
