//! A FHIR R4 bundle (HL7 FHIR 4.0.1): what a clinic's software can take in.
//!
//! In: sessions, typed scores, leg-raise checks. Out: one `Bundle` of type collection with an `Observation` a side of a
//! session, a score, a check. No `Patient`: whoever takes it in knows whose it is. No LOINC code exists for any of these,
//! so each is named in words; nothing is interpreted.

use super::{ExportError, Exported, Progress, Wanted, ended, stamp};
use crate::history::reader::Reader;
use crate::history::scores::{RaiseCheck, Score, ScoredBy};
use crate::motion::{Estimate, RepRecord, Verdict};
use crate::session::SessionRecord;
use crate::timeline::Side;
use serde_json::{Value, json};
use std::io::Write;

pub(super) fn write(
    reader: &Reader,
    wanted: &Wanted,
    to: &mut dyn Write,
    on: Progress<'_>,
) -> Result<Exported, ExportError> {
    let ids = reader.wanted(wanted)?;
    let mut out = Entries { to, written: 0 };
    let mut done = Exported::default();
    for id in &ids {
        let session = reader.session(&id.to_string())?;
        for side in [Side::Left, Side::Right, Side::Both] {
            if let Some(observation) = side_of(&session, side) {
                out.put(&observation)?;
            }
        }
        done.sessions += 1;
        on(done.sessions, ids.len() as u64);
    }
    if wanted.session.is_none() {
        for score in reader.scores()? {
            out.put(&scored(&score))?;
        }
        for check in reader.raises()? {
            if let Some(observation) = raised(&check) {
                out.put(&observation)?;
            }
        }
    }
    done.rows = out.finish()?;
    Ok(done)
}

/// Writes entries one by one, so that no history is too long.
struct Entries<'w> {
    to: &'w mut dyn Write,
    written: u64,
}

impl Entries<'_> {
    fn put(&mut self, observation: &Value) -> Result<(), ExportError> {
        let before: &[u8] = if self.written == 0 {
            b"{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[\n"
        } else {
            b",\n"
        };
        self.to.write_all(before)?;
        serde_json::to_writer(&mut self.to, &json!({ "resource": observation }))?;
        self.written += 1;
        Ok(())
    }

    /// An array may not be empty in FHIR, so a bundle of nothing has none.
    fn finish(self) -> Result<u64, ExportError> {
        let end: &[u8] =
            if self.written == 0 { b"{\"resourceType\":\"Bundle\",\"type\":\"collection\"}\n" } else { b"\n]}\n" };
        self.to.write_all(end)?;
        Ok(self.written)
    }
}

fn observation(id: &str, code: &str, category: &str) -> Value {
    json!({
        "resourceType": "Observation",
        "id": id,
        "status": "final",
        "category": [{ "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/observation-category",
            "code": category,
        }] }],
        "code": { "text": code },
    })
}

fn put(of: &mut Value, name: &str, value: Value) {
    if let Value::Object(fields) = of {
        fields.insert(name.to_owned(), value);
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Both => "both",
    }
}

/// The reps of one side that count; none where there are none.
fn side_of(session: &SessionRecord, side: Side) -> Option<Value> {
    let counting = |rep: &&RepRecord| {
        let later = session.reps.iter().any(|other| other.key == rep.key && other.attempt > rep.attempt);
        rep.key.side == side && !later
    };
    let reps: Vec<&RepRecord> = session.reps.iter().filter(counting).collect();
    if reps.is_empty() {
        return None;
    }
    let id = format!("{}-{}", session.id, side_word(side));
    let mut all = observation(&id, &format!("Pelvis stillness in leg lowering, {} leg", side_word(side)), "activity");
    put(&mut all, "effectivePeriod", json!({ "start": stamp(session.started), "end": stamp(ended(session)) }));
    put(
        &mut all,
        "method",
        json!({ "text": "Phone on the lower belly; peak of pelvis rotation per rep, breathing removed" }),
    );
    let count = |verdict, words: &str| {
        let reps = reps.iter().filter(|rep| rep.verdict == verdict).count();
        json!({ "code": { "text": words }, "valueInteger": reps })
    };
    let mut parts = vec![
        count(Verdict::Steady, "Reps steady"),
        count(Verdict::Drifting, "Reps drifting"),
        count(Verdict::Lost, "Reps lost"),
        count(Verdict::Unclear, "Reps that could not be told"),
    ];
    let known = |of: fn(&RepRecord) -> f64| reps.iter().filter(|r| r.verdict != Verdict::Unclear).map(move |r| of(r));
    let axes = [
        ("Largest tilt of a rep, median", median(known(|r| r.tilt.peak_deg.value.abs()))),
        ("Largest roll of a rep, median", median(known(|r| r.roll.peak_deg.value.abs()))),
    ];
    for (words, degrees) in axes {
        parts.extend(degrees.map(|degrees| json!({ "code": { "text": words }, "valueQuantity": quantity(degrees) })));
    }
    if let Some(pain) = session.pain_after {
        parts.push(json!({ "code": { "text": "Something hurt afterwards" }, "valueBoolean": pain }));
    }
    put(&mut all, "component", Value::Array(parts));
    put(&mut all, "note", json!([{ "text": "Training aid, not a medical device. Compares only within one person." }]));
    Some(all)
}

fn scored(score: &Score) -> Value {
    let words = format!("Active straight leg raise score as seen, {} leg", side_word(score.side));
    let mut all = observation(&score.id.to_string(), &words, "exam");
    put(&mut all, "effectiveDateTime", json!(stamp(score.scored)));
    put(&mut all, "valueInteger", json!(score.score));
    let by = match score.by {
        ScoredBy::Myself => "themselves",
        ScoredBy::Trainer => "a trainer",
        ScoredBy::Clinician => "a clinician",
        ScoredBy::Other => "somebody else",
    };
    put(&mut all, "note", json!([{ "text": format!("Typed, not measured. Seen by {by}.") }]));
    all
}

fn raised(check: &RaiseCheck) -> Option<Value> {
    let Estimate { value, ci95: [low, high] } = check.best_deg.filter(|best| best.value.is_finite())?;
    let words = format!("Leg raise from the leg's flat start, {} leg", side_word(check.side));
    let mut all = observation(&check.id.to_string(), &words, "exam");
    put(&mut all, "effectiveDateTime", json!(stamp(check.raised)));
    put(&mut all, "valueQuantity", quantity(value));
    put(&mut all, "method", json!({ "text": "Phone on the shin, best of three tries" }));
    if low.is_finite() && high.is_finite() {
        let bounds = [("Lower bound, 95 %", low), ("Upper bound, 95 %", high)];
        let parts =
            bounds.map(|(words, degrees)| json!({ "code": { "text": words }, "valueQuantity": quantity(degrees) }));
        put(&mut all, "component", json!(parts));
    }
    Some(all)
}

/// UCUM calls degrees of an angle `deg`.
fn quantity(degrees: f64) -> Value {
    let rounded = libm::round(degrees * 100.0) / 100.0;
    json!({ "value": rounded, "unit": "°", "system": "http://unitsofmeasure.org", "code": "deg" })
}

fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.filter(|v| v.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let upper = values.get(values.len() / 2)?;
    let lower = values.get(values.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(*lower, *upper))
}
