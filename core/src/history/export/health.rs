//! What Apple Health and Health Connect ask for: a workout with its kind, start and end.
//!
//! In: a session. Out: the platforms' own fields as data; the app hands them over when the user asks for it. No verdict and
//! no angle goes there: neither platform has a field for them.

use super::{ended, stamp};
use crate::session::SessionRecord;
use serde::Serialize;

/// `HKWorkoutActivityType.coreTraining` (Apple Health).
const CORE_TRAINING: u16 = 59;
/// `ExerciseSessionRecord.EXERCISE_TYPE_CALISTHENICS` (androidx.health.connect): there is no core training.
const CALISTHENICS: u16 = 13;

/// One session for both platforms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct HealthRecord {
    /// For an `HKWorkout`.
    pub apple: AppleWorkout,
    /// For an `ExerciseSessionRecord`.
    pub health_connect: ConnectExercise,
}

/// Fields of `HKWorkout`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct AppleWorkout {
    /// Raw value of `HKWorkoutActivityType`.
    pub activity_type: u16,
    /// RFC 3339.
    pub start: String,
    /// RFC 3339.
    pub end: String,
    /// `HKMetadataKeySyncIdentifier`: a second hand-over replaces the first.
    pub sync_identifier: String,
    /// `HKMetadataKeySyncVersion`.
    pub sync_version: u8,
    /// `HKMetadataKeyIndoorWorkout`.
    pub indoor_workout: bool,
}

/// Fields of `ExerciseSessionRecord`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct ConnectExercise {
    /// `EXERCISE_TYPE_…`.
    pub exercise_type: u16,
    /// Milliseconds since 1970, UTC.
    pub start_time_ms: i64,
    /// Seconds.
    pub start_zone_offset_s: i32,
    /// Milliseconds since 1970, UTC; after the start, as the platform demands.
    pub end_time_ms: i64,
    /// Seconds.
    pub end_zone_offset_s: i32,
    /// Shown in the platform's list.
    pub title: String,
    /// `Metadata.clientRecordId`: a second hand-over replaces the first.
    pub client_record_id: String,
}

/// `session` for the platforms.
pub fn health(session: &SessionRecord) -> HealthRecord {
    let mut end = ended(session);
    end.utc_ms = end.utc_ms.max(session.started.utc_ms + 1);
    let offset_s = i32::from(session.started.offset_min) * 60;
    HealthRecord {
        apple: AppleWorkout {
            activity_type: CORE_TRAINING,
            start: stamp(session.started),
            end: stamp(end),
            sync_identifier: session.id.to_string(),
            sync_version: 1,
            indoor_workout: true,
        },
        health_connect: ConnectExercise {
            exercise_type: CALISTHENICS,
            start_time_ms: session.started.utc_ms,
            start_zone_offset_s: offset_s,
            end_time_ms: end.utc_ms,
            end_zone_offset_s: offset_s,
            title: session.routine.name.clone(),
            client_record_id: session.id.to_string(),
        },
    }
}
