//! How values cross to Kotlin, Swift and Python where their Rust form has no like there.
//!
//! In: newtypes, arrays, pairs and other crates' types of this crate's records. Out: numbers, strings, lists and records.
//! Everything else crosses as it is, by the derive that stands at the type. Nothing here is called by hand.

use crate::cues::{CueId, Tone};
use crate::history::{Item, ItemId, Kind, Taken};
use crate::insight::RaiseChange;
use crate::motion::{Estimate, Reason, Reasons};
use crate::session::{Place, Places, SessionId};
use crate::time::{MonoTime, Nanos};
use crate::timeline::{Performed, PerformedPhase, Plan, PlannedPhase, Side};
use crate::words::Arg;
use jiff::civil::{Date, Time};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use uniffi::deps::anyhow::{Error, anyhow};

uniffi::custom_newtype!(MonoTime, i64);
uniffi::custom_newtype!(Nanos, i64);
uniffi::custom_newtype!(CueId, u64);
uniffi::custom_type!(SessionId, String, {
    lower: |id| id.to_string(),
    try_lift: |text| Self::parse(&text).ok_or_else(|| anyhow!("not a session id")),
});
uniffi::custom_type!(ItemId, String, {
    lower: |id| id.to_string(),
    try_lift: |text| SessionId::parse(&text).map(|id| Self(id.0)).ok_or_else(|| anyhow!("not an id")),
});
uniffi::custom_type!(Plan, Vec<PlannedPhase>, {
    lower: |plan| plan.phases().to_vec(),
    try_lift: |phases| Ok(Self::new(phases)),
});
uniffi::custom_type!(Performed, Vec<PerformedPhase>, {
    lower: |performed| performed.phases().to_vec(),
    try_lift: |phases| Self::from_phases(phases).map_err(|e| anyhow!("phase {} is out of order", e.index)),
});
uniffi::custom_type!(Places, Vec<Place>, {
    lower: |places| places.into(),
    try_lift: |places| Ok(places.into()),
});

/// Two numbers; what they are is said where they stand.
type DoublePair = [f64; 2];
uniffi::custom_type!(DoublePair, Vec<f64>, { remote, lower: |pair| pair.to_vec(), try_lift: |got| numbers(got) });

/// Three numbers along x, y and z of the phone.
type DoubleTriple = [f64; 3];
uniffi::custom_type!(DoubleTriple, Vec<f64>, { remote, lower: |triple| triple.to_vec(), try_lift: |got| numbers(got) });

uniffi::custom_type!(Reasons, Vec<Reason>, {
    remote,
    lower: |reasons| reasons.into_iter().collect(),
    try_lift: |reasons| Reasons::try_from(reasons.as_slice()).map_err(|e| anyhow!("{e} reasons too many")),
});

/// A word of a sentence, or a key of one.
type Word = Cow<'static, str>;
uniffi::custom_type!(Word, String, { remote, lower: |name| name.into_owned(), try_lift: |text| Ok(Cow::Owned(text)) });

/// What a sentence is filled with, by name.
type SentenceArgs = BTreeMap<Word, Arg>;
uniffi::custom_type!(SentenceArgs, HashMap<String, Arg>, {
    remote,
    lower: |args| args.into_iter().map(|(name, arg)| (name.into_owned(), arg)).collect(),
    try_lift: |args| Ok(args.into_iter().map(|(name, arg)| (Cow::Owned(name), arg)).collect()),
});

/// What an import took of each kind.
type TakenByKind = BTreeMap<String, Taken>;
uniffi::custom_type!(TakenByKind, HashMap<String, Taken>, {
    remote,
    lower: |things| things.into_iter().collect(),
    try_lift: |things| Ok(things.into_iter().collect()),
});

/// Where a file is.
type FilePath = PathBuf;
uniffi::custom_type!(FilePath, String, {
    remote,
    lower: |path| path.to_string_lossy().into_owned(),
    try_lift: |text| Ok(FilePath::from(text)),
});

/// A day of the user's, ISO 8601: `2026-03-29`.
type DateText = Date;
uniffi::custom_type!(DateText, String, {
    remote,
    lower: |date| date.to_string(),
    try_lift: |text| text.parse().map_err(|e| anyhow!("{e}")),
});

/// A local time of day, ISO 8601: `18:00:00`.
type TimeText = Time;
uniffi::custom_type!(TimeText, String, {
    remote,
    lower: |time| time.to_string(),
    try_lift: |text| text.parse().map_err(|e| anyhow!("{e}")),
});

/// A typical value with its interval.
type Typical = (f64, [f64; 2]);
uniffi::custom_type!(Typical, Estimate, {
    remote,
    lower: |pair| { let (value, ci95) = pair; Estimate { value, ci95 } },
    try_lift: |is| { let Estimate { value, ci95 } = is; Ok((value, ci95)) },
});

/// What is sounded, and for how long.
#[derive(uniffi::Record)]
pub struct Sounding {
    /// What.
    pub tone: Tone,
    /// Nanoseconds.
    pub length: Nanos,
}
type ToneFor = (Tone, Nanos);
uniffi::custom_type!(ToneFor, Sounding, {
    remote,
    lower: |pair| { let (tone, length) = pair; Sounding { tone, length } },
    try_lift: |is| { let Sounding { tone, length } = is; Ok((tone, length)) },
});

/// One thing that was taken back, and what had been done to it.
#[derive(uniffi::Record)]
pub struct UndoneAction {
    /// What had been done.
    pub kind: Kind,
    /// To which thing.
    pub item: Item,
}
type ActionOn = (Kind, Item);
uniffi::custom_type!(ActionOn, UndoneAction, {
    remote,
    lower: |pair| { let (kind, item) = pair; UndoneAction { kind, item } },
    try_lift: |is| { let UndoneAction { kind, item } = is; Ok((kind, item)) },
});

/// In how many sessions a place was felt.
#[derive(uniffi::Record)]
pub struct PlaceCount {
    /// Where.
    pub place: Place,
    /// In so many sessions.
    pub sessions: u32,
}
type CountOfPlace = (Place, u32);
uniffi::custom_type!(CountOfPlace, PlaceCount, {
    remote,
    lower: |pair| { let (place, sessions) = pair; PlaceCount { place, sessions } },
    try_lift: |is| { let PlaceCount { place, sessions } = is; Ok((place, sessions)) },
});

/// What became of one side's leg raise.
#[derive(uniffi::Record)]
pub struct SideRaiseChange {
    /// Which leg.
    pub side: Side,
    /// What.
    pub change: RaiseChange,
}
type RaiseChanges = [(Side, RaiseChange); 2];
uniffi::custom_type!(RaiseChanges, Vec<SideRaiseChange>, {
    remote,
    lower: |changes| changes.map(|(side, change)| SideRaiseChange { side, change }).into(),
    try_lift: |changes| {
        let two = <[SideRaiseChange; 2]>::try_from(changes).map_err(|got| anyhow!("{} sides, wanted 2", got.len()))?;
        Ok(two.map(|SideRaiseChange { side, change }| (side, change)))
    },
});

fn numbers<const N: usize>(got: Vec<f64>) -> Result<[f64; N], Error> {
    <[f64; N]>::try_from(got).map_err(|got| anyhow!("{} numbers, wanted {N}", got.len()))
}
