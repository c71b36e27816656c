//! Which entity lies in which table, and the integer tag of each of its columns.
//!
//! A column's tag is its place in the list, from 1: lists only grow at their end, and no place is ever used again
//! (SYNC, *schema evolution*).

/// A kind of thing that is stored, logged and merged.
#[derive(Debug)]
pub(super) struct Entity {
    /// Its name in the log.
    pub(super) name: &'static str,
    /// Its table.
    pub(super) table: &'static str,
    /// Whether it is there as soon as one of its fields was set; others must be inserted first.
    pub(super) register: bool,
    /// Its columns besides `id`, `deleted`, `extra` and those that are [`derived`](super::derived).
    pub(super) columns: &'static [&'static str],
}

impl Entity {
    /// The tag of `column`.
    pub(super) fn tag(&self, column: &str) -> Option<u16> {
        let place = self.columns.iter().position(|name| *name == column)?;
        u16::try_from(place + 1).ok()
    }
}

/// The entity called `name` in the log; none when only a newer version knows it.
pub(super) fn named(name: &str) -> Option<&'static Entity> {
    ALL.into_iter().find(|entity| entity.name == name)
}

pub(super) const ALL: [&Entity; 9] = [&SESSION, &REP, &REFERENCE, &NOTE, &SETTING, &SCORE, &RAISE, &ROUTINE, &PAPER];

pub(super) static SESSION: Entity = Entity {
    name: "session",
    table: "sessions",
    register: false,
    columns: &[
        "started_ms",
        "offset_min",
        "started_at_ns",
        "routine",
        "routine_json",
        "first_side",
        "ending",
        "source",
        "source_name",
        "variant",
        "other_leg",
        "performed",
        "events_json",
        "trace",
        "landmark",
        "felt_steady",
        "felt_places",
        "felt_to_landmark",
        "pain_before",
        "pain_after",
        "as_exercise",
        "as_variant",
        "as_other_leg",
        "as_landmark",
    ],
};

pub(super) static REP: Entity = Entity {
    name: "rep",
    table: "reps",
    register: false,
    columns: &[
        "session",
        "nth",
        "block",
        "block_index",
        "set_nr",
        "side",
        "rep",
        "attempt",
        "start_ns",
        "end_ns",
        "tilt_peak_deg",
        "tilt_peak_low_deg",
        "tilt_peak_high_deg",
        "tilt_drift_deg",
        "tilt_drift_low_deg",
        "tilt_drift_high_deg",
        "tilt_wiggle_deg",
        "tilt_in_band",
        "roll_peak_deg",
        "roll_peak_low_deg",
        "roll_peak_high_deg",
        "roll_drift_deg",
        "roll_drift_low_deg",
        "roll_drift_high_deg",
        "roll_wiggle_deg",
        "roll_in_band",
        "creep_deg",
        "creep_low_deg",
        "creep_high_deg",
        "moment_of_loss_s",
        "stillness_ratio",
        "verdict",
        "reasons_json",
        "breath",
        "excluded",
    ],
};

pub(super) static REFERENCE: Entity = Entity {
    name: "reference",
    table: "refs",
    register: false,
    columns: &[
        "session",
        "start_ns",
        "end_ns",
        "breaths",
        "tilt_zero_deg",
        "roll_zero_deg",
        "depth_deg",
        "tilt_spread_deg",
        "roll_spread_deg",
        "delay_s",
        "tilt_drifting_deg",
        "roll_drifting_deg",
        "tilt_lost_deg",
        "roll_lost_deg",
        "bias_x_rad_s",
        "bias_y_rad_s",
        "bias_z_rad_s",
        "fault",
        "laid",
        "lies",
        "askew_deg",
        "askew_low_deg",
        "askew_high_deg",
    ],
};

pub(super) static NOTE: Entity = Entity {
    name: "note",
    table: "notes",
    register: false,
    columns: &["session", "written_ms", "offset_min", "text", "lift", "carry"],
};

pub(super) static SETTING: Entity = Entity { name: "setting", table: "settings", register: true, columns: &["value"] };

pub(super) static SCORE: Entity = Entity {
    name: "score",
    table: "scores",
    register: false,
    columns: &["session", "scored_ms", "offset_min", "side", "score", "scored_by"],
};

pub(super) static RAISE: Entity = Entity {
    name: "raise",
    table: "raises",
    register: false,
    columns: &[
        "raised_ms",
        "offset_min",
        "side",
        "best_deg",
        "low_deg",
        "high_deg",
        "tries_json",
        "source",
        "source_name",
    ],
};

/// One document a routine, not header and items apart (SYNC, rules 4.2, has both): a routine is checked as a whole, and
/// items of two phones merged by themselves can make one that is refused. What lost against another phone stays in the log.
pub(super) static ROUTINE: Entity =
    Entity { name: "routine", table: "routines", register: false, columns: &["name", "json", "made_ms", "offset_min"] };

pub(super) static PAPER: Entity = Entity {
    name: "paper",
    table: "papers",
    register: false,
    columns: &["kind", "sender", "json", "received_ms", "offset_min"],
};
