//! What came of it: a small file the client hands back when they want to.
//!
//! In: sessions, a name the client gives themselves. Out: [`ClientResult`]: when, what, how many reps of which verdict, whether it hurt.
//! No signals, no angles, nothing about other sessions.

use super::prescription::MAX_TEXT;
use super::{TrainerError, check_schema};
use crate::motion::Verdict;
use crate::routine::{Landmark, Variant};
use crate::session::{Ending, SessionRecord, Source, headline};
use crate::time::WallTime;
use crate::timeline::Side;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const SCHEMA: &str = "proximal.result/1";

/// Reps of one side by verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reps {
    /// The pelvis stayed in the band.
    pub steady: u16,
    /// It left the first bound.
    pub drifting: u16,
    /// It left the second.
    pub lost: u16,
    /// It could not be told.
    pub unclear: u16,
}

impl Reps {
    /// Reps that could be told.
    pub fn judged(self) -> u16 {
        self.steady.saturating_add(self.drifting).saturating_add(self.lost)
    }

    /// Both together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            steady: self.steady.saturating_add(other.steady),
            drifting: self.drifting.saturating_add(other.drifting),
            lost: self.lost.saturating_add(other.lost),
            unclear: self.unclear.saturating_add(other.unclear),
        }
    }
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Done {
    /// When it began.
    pub started: WallTime,
    /// Name of its routine.
    pub routine: String,
    /// How it ended.
    pub ending: Ending,
    /// Whether samples of a person were measured: not simulated.
    pub real: bool,
    /// How the leg went down, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<Variant>,
    /// How far the leg was to go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmark: Option<Landmark>,
    /// The left leg's reps.
    #[serde(default)]
    pub left: Reps,
    /// The right leg's.
    #[serde(default)]
    pub right: Reps,
    /// Both at once.
    #[serde(default)]
    pub both: Reps,
    /// How many reps felt steady.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub felt_steady: Option<u16>,
    /// Whether it hurt: it ended so, or something hurt afterwards; none when nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pain: Option<bool>,
}

/// What a client hands back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientResult {
    /// Always `proximal.result/1`.
    pub schema: String,
    /// What the client calls themselves.
    pub client: String,
    /// When it was made.
    pub made: WallTime,
    /// Sessions since then, UTC ms, were looked at.
    pub since_ms: i64,
    /// What was prescribed: the name of the routine, and when the prescription was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prescribed: Option<(String, WallTime)>,
    /// Times a week that the plan asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal_a_week: Option<u8>,
    /// Oldest first.
    pub sessions: Vec<Done>,
}

/// What the client chose to hand back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// As [`ClientResult::client`].
    pub client: String,
    /// As [`ClientResult::since_ms`].
    pub since_ms: i64,
    /// As [`ClientResult::prescribed`].
    pub prescribed: Option<(String, WallTime)>,
    /// As [`ClientResult::goal_a_week`].
    pub goal_a_week: Option<u8>,
}

impl ClientResult {
    /// The result of `sessions`, as of `made`.
    pub fn of(sessions: &[SessionRecord], shared: Shared, made: WallTime) -> Self {
        let Shared { client, since_ms, prescribed, goal_a_week } = shared;
        let within = sessions.iter().filter(|s| s.started.utc_ms >= since_ms);
        let mut sessions: Vec<Done> = within.map(Done::of).collect();
        sessions.sort_by_key(|done| done.started.utc_ms);
        Self { schema: SCHEMA.to_owned(), client, made, since_ms, prescribed, goal_a_week, sessions }
    }

    /// Reads a result's JSON.
    ///
    /// # Errors
    /// [`TrainerError`] with the field, or the version.
    pub fn read(text: &str) -> Result<Self, TrainerError> {
        let json: serde_json::Value =
            serde_json::from_str(text).map_err(|e| TrainerError::new(format!("is no result ({e})")))?;
        check_schema(&json, SCHEMA)?;
        let read: Self = serde_json::from_value(json).map_err(|e| TrainerError::new(e.to_string()))?;
        let client = &read.client;
        if client.trim().is_empty() || client.chars().count() > MAX_TEXT || client.chars().any(char::is_control) {
            return Err(TrainerError::new(format!("client: wanted 1 to {MAX_TEXT} characters in one line")));
        }
        Ok(read)
    }

    /// Its JSON, for a file.
    ///
    /// # Errors
    /// None in practice.
    pub fn write(&self) -> Result<String, TrainerError> {
        serde_json::to_string_pretty(self).map_err(|e| TrainerError::new(e.to_string()))
    }

    /// The results of one client each, by name, never by how it went; several of one client are one, a session that is in two of them counts
    /// once.
    pub fn by_client(results: Vec<Self>) -> Vec<Self> {
        let mut all: BTreeMap<String, Self> = BTreeMap::new();
        for result in results {
            let name = result.client.trim().to_lowercase();
            let Some(merged) = all.get_mut(&name) else {
                all.insert(name, result);
                continue;
            };
            let (mut newer, older) = if result.made.utc_ms >= merged.made.utc_ms {
                (result, merged.clone())
            } else {
                (merged.clone(), result)
            };
            let known = newer.sessions.clone();
            let missing = older.sessions.into_iter().filter(|s| known.iter().all(|k| k.started != s.started));
            newer.sessions.extend(missing);
            newer.sessions.sort_by_key(|done| done.started.utc_ms);
            newer.since_ms = newer.since_ms.min(older.since_ms);
            *merged = newer;
        }
        all.into_values().collect()
    }
}

impl Done {
    fn of(session: &SessionRecord) -> Self {
        let lowered = session.routine.blocks.iter().find(|block| block.exercise.is_judged());
        let counting = headline::counting(session);
        let side = |side: Side| {
            let own = counting.iter().filter(|rep| rep.key.side == side);
            let of = |verdict| u16::try_from(own.clone().filter(|r| r.verdict == verdict).count()).unwrap_or(u16::MAX);
            Reps {
                steady: of(Verdict::Steady),
                drifting: of(Verdict::Drifting),
                lost: of(Verdict::Lost),
                unclear: of(Verdict::Unclear),
            }
        };
        Self {
            started: session.started,
            routine: session.routine.name.clone(),
            ending: session.ending,
            real: !matches!(session.source, Source::Simulated(_)),
            variant: lowered.and_then(|b| b.variant),
            landmark: lowered.and_then(|b| b.landmark),
            left: side(Side::Left),
            right: side(Side::Right),
            both: side(Side::Both),
            felt_steady: session.felt.and_then(|felt| felt.steady_reps),
            pain: if session.ending == Ending::Pain { Some(true) } else { session.pain_after },
        }
    }

    /// All its reps.
    pub fn reps(&self) -> Reps {
        self.left.with(self.right).with(self.both)
    }
}
