//! A routine as a file: `proximal.routine/1`, JSON.
//!
//! In: the text of a file. Out: a [`Routine`] that can be done, or the field that cannot be. Written the same way.

use super::{Routine, RoutineError, RoutineFault, check};

/// What `schema` must say.
pub const SCHEMA: &str = "proximal.routine/1";

/// Reads a routine.
///
/// # Errors
/// [`RoutineError`] with the field that cannot be. Another schema is told before anything else: a newer file may hold
/// fields this build does not know.
pub fn read(text: &str) -> Result<Routine, RoutineError> {
    let json = |e: serde_json::Error| RoutineError { field: String::new(), fault: RoutineFault::Json(e.to_string()) };
    let value: serde_json::Value = serde_json::from_str(text).map_err(json)?;
    if let Some(schema) = value.get("schema").and_then(|s| s.as_str()).filter(|s| *s != SCHEMA) {
        return Err(RoutineError { field: "schema".to_owned(), fault: RoutineFault::Schema(schema.to_owned()) });
    }
    // From the text again: a value has no lines to point at.
    let routine: Routine = serde_json::from_str(text).map_err(json)?;
    check(&routine)?;
    Ok(routine)
}

/// Writes a routine that [`read`] reads back.
///
/// # Errors
/// [`RoutineError`] when the routine itself cannot be: nobody could read it back.
pub fn write(routine: &Routine) -> Result<String, RoutineError> {
    check(routine)?;
    serde_json::to_string_pretty(routine)
        .map_err(|e| RoutineError { field: String::new(), fault: RoutineFault::Json(e.to_string()) })
}

#[cfg(test)]
mod tests {
    use super::super::{OtherLeg, SidePlan, Variant, leg_lowering};
    use super::*;

    #[test]
    fn what_is_written_reads_back_the_same() {
        for sides in [SidePlan::Alternating, SidePlan::OneAfterTheOther] {
            let routine = leg_lowering(Variant::StraightLeg, OtherLeg::Up, sides);
            assert_eq!(read(&write(&routine).unwrap()), Ok(routine));
        }
    }

    #[test]
    fn a_newer_schema_is_told_before_its_unknown_fields() {
        let error = read(r#"{"schema":"proximal.routine/2","ladder":[]}"#).unwrap_err();
        assert_eq!(error.to_string(), "routine: schema: is 'proximal.routine/2', wanted 'proximal.routine/1'");
    }

    #[test]
    fn what_is_no_routine_is_told_with_the_field_or_the_place() {
        let text = write(&leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating)).unwrap();
        let cases = [
            ("", "EOF"),
            ("\u{0}\u{1}", "line 1"),
            ("[]", "line 1"),
            (&text.replace("\"reps\": 5", "\"reps\": -5"), "-5"),
            (&text.replace("\"reps\": 5", "\"reps\": 0"), "blocks[0].reps: is 0, must be 1 to 50"),
            (&text.replace("\"reps\"", "\"rep\""), "`rep`"),
            (&text.replace("\"tempo\"", "\"pace\""), "`pace`"),
            (&text.replace("\"exhale_s\": 5.0", "\"exhale_s\": 1e400"), "line"),
        ];
        for (text, said) in cases {
            let error = read(text).unwrap_err().to_string();
            assert!(error.contains(said), "wanted '{said}', got '{error}'");
        }
    }

    #[test]
    fn what_could_not_be_read_back_is_not_written() {
        let mut routine = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating);
        routine.tempo.exhale_s = f64::NAN;
        assert_eq!(write(&routine).unwrap_err().field, "tempo.exhale_s");
    }
}
