//! Records as columns and back: one function each way for a rep and for the reference.
//!
//! In: records of `motion` and `timeline`. Out: [`Columns`] for the log, and records again, equal to the bit.

use super::error::Fault;
use super::ops::Columns;
use crate::motion::{AxisRecord, Estimate, Laid, Lies, ReferenceRecord, RepRecord};
use crate::session::{SessionId, Source};
use crate::time::MonoTime;
use crate::timeline::{Performed, RepKey, Side, Span};
use ciborium::Value;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rusqlite::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{BufReader, Read};

/// Names a rep: session, block, set, side, rep, attempt; sorts as they do.
pub(super) fn rep_id(session: SessionId, rep: &RepRecord) -> Vec<u8> {
    let mut id = key_id(session, rep.key);
    id.extend(rep.attempt.to_be_bytes());
    id
}

/// What the ids of all attempts of a rep begin with.
pub(super) fn key_id(session: SessionId, key: RepKey) -> Vec<u8> {
    let RepKey { block_index, set, side, rep: nr } = key;
    let side: u8 = match side {
        Side::Left => 0,
        Side::Right => 1,
        Side::Both => 2,
    };
    let mut id = session.0.to_vec();
    id.extend(block_index.to_be_bytes());
    id.extend(set.to_be_bytes());
    id.push(side);
    id.extend(nr.to_be_bytes());
    id
}

/// Between which ids the reps lie whose ids begin with `prefix`: a session's id, or a [`key_id`].
pub(super) fn beginning_with(prefix: &[u8]) -> [Vec<u8>; 2] {
    // No id is longer than its prefix by so much.
    [prefix.to_vec(), [prefix, &[0xff; 16]].concat()]
}

pub(super) fn key(row: &Row<'_>) -> Result<RepKey, Fault> {
    Ok(RepKey {
        block_index: row.get("block_index")?,
        set: row.get("set_nr")?,
        side: from_word(row, "side")?,
        rep: row.get("rep")?,
    })
}

pub(super) fn rep_columns(session: SessionId, nth: usize, rep: &RepRecord) -> Result<Columns, Fault> {
    let RepRecord { tilt, roll, creep_deg: creep, .. } = rep;
    let creep_part = |part: fn(&Estimate) -> f64| or_null(creep.as_ref().map(part));
    Ok(vec![
        ("session", blob(session.0)),
        ("nth", Value::from(nth as u64)),
        ("block", word(&rep.block)?),
        ("block_index", Value::from(rep.key.block_index)),
        ("set_nr", Value::from(rep.key.set)),
        ("side", word(&rep.key.side)?),
        ("rep", Value::from(rep.key.rep)),
        ("attempt", Value::from(rep.attempt)),
        ("start_ns", Value::from(rep.span.start.0)),
        ("end_ns", Value::from(rep.span.end.0)),
        ("tilt_peak_deg", Value::from(tilt.peak_deg.value)),
        ("tilt_peak_low_deg", Value::from(low(&tilt.peak_deg))),
        ("tilt_peak_high_deg", Value::from(high(&tilt.peak_deg))),
        ("tilt_drift_deg", Value::from(tilt.drift_deg.value)),
        ("tilt_drift_low_deg", Value::from(low(&tilt.drift_deg))),
        ("tilt_drift_high_deg", Value::from(high(&tilt.drift_deg))),
        ("tilt_wiggle_deg", Value::from(tilt.wiggle_deg)),
        ("tilt_in_band", Value::from(tilt.in_band)),
        ("roll_peak_deg", Value::from(roll.peak_deg.value)),
        ("roll_peak_low_deg", Value::from(low(&roll.peak_deg))),
        ("roll_peak_high_deg", Value::from(high(&roll.peak_deg))),
        ("roll_drift_deg", Value::from(roll.drift_deg.value)),
        ("roll_drift_low_deg", Value::from(low(&roll.drift_deg))),
        ("roll_drift_high_deg", Value::from(high(&roll.drift_deg))),
        ("roll_wiggle_deg", Value::from(roll.wiggle_deg)),
        ("roll_in_band", Value::from(roll.in_band)),
        ("creep_deg", creep_part(|e| e.value)),
        ("creep_low_deg", creep_part(low)),
        ("creep_high_deg", creep_part(high)),
        ("moment_of_loss_s", or_null(rep.moment_of_loss_s)),
        ("stillness_ratio", or_null(rep.stillness_ratio)),
        ("verdict", word(&rep.verdict)?),
        ("reasons_json", json(&rep.reasons)?),
        ("breath", word(&rep.breath)?),
    ])
}

pub(super) fn rep(row: &Row<'_>) -> Result<RepRecord, Fault> {
    Ok(RepRecord {
        block: from_word(row, "block")?,
        key: key(row)?,
        attempt: row.get("attempt")?,
        span: span(row)?,
        tilt: AxisRecord {
            peak_deg: estimate(row, "tilt_peak_deg", "tilt_peak_low_deg", "tilt_peak_high_deg")?,
            drift_deg: estimate(row, "tilt_drift_deg", "tilt_drift_low_deg", "tilt_drift_high_deg")?,
            wiggle_deg: real(row, "tilt_wiggle_deg")?,
            in_band: real(row, "tilt_in_band")?,
        },
        roll: AxisRecord {
            peak_deg: estimate(row, "roll_peak_deg", "roll_peak_low_deg", "roll_peak_high_deg")?,
            drift_deg: estimate(row, "roll_drift_deg", "roll_drift_low_deg", "roll_drift_high_deg")?,
            wiggle_deg: real(row, "roll_wiggle_deg")?,
            in_band: real(row, "roll_in_band")?,
        },
        creep_deg: estimate_or_none(row, "creep_deg", "creep_low_deg", "creep_high_deg")?,
        moment_of_loss_s: row.get("moment_of_loss_s")?,
        stillness_ratio: row.get("stillness_ratio")?,
        verdict: from_word(row, "verdict")?,
        reasons: from_json(row, "reasons_json")?,
        breath: from_word(row, "breath")?,
    })
}

pub(super) fn reference_columns(session: SessionId, r: &ReferenceRecord) -> Result<Columns, Fault> {
    let [tilt_spread, roll_spread] = r.spread_deg;
    let [tilt_drifting, roll_drifting] = r.drifting_deg;
    let [tilt_lost, roll_lost] = r.lost_deg;
    let [bias_x, bias_y, bias_z] = r.gyro_bias.map_or([None; 3], |bias| bias.map(Some));
    Ok(vec![
        ("session", blob(session.0)),
        ("start_ns", Value::from(r.span.start.0)),
        ("end_ns", Value::from(r.span.end.0)),
        ("breaths", Value::from(r.breaths)),
        ("tilt_zero_deg", Value::from(r.tilt_zero_deg)),
        ("roll_zero_deg", Value::from(r.roll_zero_deg)),
        ("depth_deg", Value::from(r.depth_deg)),
        ("tilt_spread_deg", Value::from(tilt_spread)),
        ("roll_spread_deg", Value::from(roll_spread)),
        ("delay_s", Value::from(r.delay_s)),
        ("tilt_drifting_deg", Value::from(tilt_drifting)),
        ("roll_drifting_deg", Value::from(roll_drifting)),
        ("tilt_lost_deg", Value::from(tilt_lost)),
        ("roll_lost_deg", Value::from(roll_lost)),
        ("bias_x_rad_s", or_null(bias_x)),
        ("bias_y_rad_s", or_null(bias_y)),
        ("bias_z_rad_s", or_null(bias_z)),
        ("fault", r.fault.as_ref().map_or(Ok(Value::Null), word)?),
        ("laid", word(&r.laid)?),
        ("lies", word(&r.lies)?),
        ("askew_deg", or_null(r.askew_deg.map(|a| a.value))),
        ("askew_low_deg", or_null(r.askew_deg.as_ref().map(low))),
        ("askew_high_deg", or_null(r.askew_deg.as_ref().map(high))),
    ])
}

pub(super) fn reference(row: &Row<'_>) -> Result<ReferenceRecord, Fault> {
    let bias = (row.get("bias_x_rad_s")?, row.get("bias_y_rad_s")?, row.get("bias_z_rad_s")?);
    let fault: Option<String> = row.get("fault")?;
    // Version 0.1 knew of no way to lie but upright.
    let (laid, lies): (Option<String>, Option<String>) = (row.get("laid")?, row.get("lies")?);
    Ok(ReferenceRecord {
        span: span(row)?,
        breaths: row.get("breaths")?,
        tilt_zero_deg: real(row, "tilt_zero_deg")?,
        roll_zero_deg: real(row, "roll_zero_deg")?,
        depth_deg: real(row, "depth_deg")?,
        spread_deg: [real(row, "tilt_spread_deg")?, real(row, "roll_spread_deg")?],
        delay_s: real(row, "delay_s")?,
        drifting_deg: [real(row, "tilt_drifting_deg")?, real(row, "roll_drifting_deg")?],
        lost_deg: [real(row, "tilt_lost_deg")?, real(row, "roll_lost_deg")?],
        gyro_bias: match bias {
            (Some(x), Some(y), Some(z)) => Some([x, y, z]),
            _ => None,
        },
        fault: fault.map(|word| parse_word(word, "fault")).transpose()?,
        laid: laid.map_or(Ok(Laid::default()), |word| parse_word(word, "laid"))?,
        lies: lies.map_or(Ok(Lies::default()), |word| parse_word(word, "lies"))?,
        askew_deg: estimate_or_none(row, "askew_deg", "askew_low_deg", "askew_high_deg")?,
    })
}

/// Phases are the bulk of a session: JSON, deflated, so that eight years stay under a phone's backup limit (SYNC, rules 4.4).
pub(super) fn pack(performed: &Performed) -> Result<Value, Fault> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    serde_json::to_writer(&mut deflate, performed).map_err(Fault::invalid)?;
    Ok(Value::Bytes(deflate.finish()?))
}

/// Undoes [`pack`].
pub(super) fn unpack(row: &Row<'_>) -> Result<Performed, Fault> {
    let packed: Vec<u8> = row.get("performed")?;
    let damaged = |e: serde_json::Error| Fault::Corrupt(format!("performed: {e}"));
    // A hundred thousand phases; what unpacks to more is damage.
    let unpacked = DeflateDecoder::new(packed.as_slice()).take(16 << 20);
    let performed: Performed = serde_json::from_reader(BufReader::new(unpacked)).map_err(damaged)?;
    Performed::from_phases(performed.phases().to_vec())
        .map_err(|e| Fault::Corrupt(format!("performed phase {} overlaps", e.index)))
}

pub(super) fn low(e: &Estimate) -> f64 {
    let [low, _] = e.ci95;
    low
}

pub(super) fn high(e: &Estimate) -> f64 {
    let [_, high] = e.ci95;
    high
}

fn estimate(row: &Row<'_>, value: &str, low: &str, high: &str) -> Result<Estimate, Fault> {
    Ok(Estimate { value: real(row, value)?, ci95: [real(row, low)?, real(row, high)?] })
}

pub(super) fn estimate_or_none(row: &Row<'_>, value: &str, low: &str, high: &str) -> Result<Option<Estimate>, Fault> {
    let there: Option<f64> = row.get(value)?;
    there.map(|_| estimate(row, value, low, high)).transpose()
}

/// Where samples came from, as its two columns.
pub(super) fn source_columns(source: &Source) -> [Value; 2] {
    match source {
        Source::Phone => [Value::from("phone"), Value::Null],
        Source::Recording(name) => [Value::from("recording"), Value::from(name.as_str())],
        Source::Simulated(seed) => [Value::from("simulated"), Value::from(seed.to_string())],
    }
}

/// Undoes [`source_columns`].
pub(super) fn source(row: &Row<'_>) -> Result<Source, Fault> {
    let (kind, name): (String, Option<String>) = (row.get("source")?, row.get("source_name")?);
    match (kind.as_str(), name) {
        ("phone", _) => Ok(Source::Phone),
        ("recording", Some(name)) => Ok(Source::Recording(name)),
        ("simulated", Some(seed)) => seed.parse().map(Source::Simulated).map_err(Fault::corrupt),
        _ => Err(Fault::Corrupt(format!("source '{kind}'"))),
    }
}

/// SQLite stores what is not a number as NULL.
fn real(row: &Row<'_>, column: &str) -> Result<f64, Fault> {
    Ok(row.get::<_, Option<f64>>(column)?.unwrap_or(f64::NAN))
}

fn span(row: &Row<'_>) -> Result<Span, Fault> {
    Ok(Span { start: MonoTime(row.get("start_ns")?), end: MonoTime(row.get("end_ns")?) })
}

pub(super) fn blob(bytes: [u8; 16]) -> Value {
    Value::Bytes(bytes.to_vec())
}

pub(super) fn or_null<T: Into<Value>>(value: Option<T>) -> Value {
    value.map_or(Value::Null, Into::into)
}

/// The word that serde writes for a unit variant.
pub(super) fn word<T: Serialize>(value: &T) -> Result<Value, Fault> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(Value::Text(word)),
        _ => Err(Fault::invalid("a value that has no word")),
    }
}

pub(super) fn word_or_null<T: Serialize>(value: Option<&T>) -> Result<Value, Fault> {
    value.map_or(Ok(Value::Null), word)
}

pub(super) fn from_word_or_none<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<Option<T>, Fault> {
    row.get::<_, Option<String>>(column)?.map(|word| parse_word(word, column)).transpose()
}

pub(super) fn from_word<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, Fault> {
    parse_word(row.get(column)?, column)
}

pub(super) fn parse_word<T: DeserializeOwned>(word: String, column: &str) -> Result<T, Fault> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|e| Fault::Corrupt(format!("{column}: {e}")))
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<Value, Fault> {
    serde_json::to_string(value).map(Value::Text).map_err(Fault::invalid)
}

pub(super) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, Fault> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|e| Fault::Corrupt(format!("{column}: {e}")))
}
