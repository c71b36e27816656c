//! Names of sides, variants, persons and languages as they are typed.
//!
//! In: a word of the command line. Out: the same in the core's terms.

use clap::ValueEnum;
use proximal_core::motion::Laid;
use proximal_core::routine::{OtherLeg, SidePlan, Variant};
use proximal_core::timeline::Side;
use proximal_core::words::Lang;

/// A language the sentences are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Language {
    /// English.
    En,
    /// German.
    De,
}

/// Simulated persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Person {
    /// The pelvis does not move at all.
    Still,
    /// Well trained on both sides.
    Steady,
    /// Untrained on both sides.
    Sloppy,
    /// A steady left and a sloppy right.
    Lopsided,
}

/// How the moving leg goes down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VariantName {
    /// The knee flexes as the hip extends.
    KneeBreak,
    /// The leg stays straight.
    StraightLeg,
}

/// Where the leg that does not move is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OtherLegName {
    /// Held up by itself.
    Up,
    /// Held up by a rack, strap or doorway.
    Supported,
    /// Knee bent, foot on the floor.
    Bent,
    /// Flat on the floor.
    Flat,
}

/// The leg that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FirstSide {
    /// The left one.
    Left,
    /// The right one.
    Right,
}

/// How left and right share the lowers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SidesName {
    /// Left, right, left, right.
    Alternating,
    /// A set of one side, then a set of the other.
    OneAfterTheOther,
    /// All sets of one side, then all sets of the other.
    WholeSideFirst,
    /// The left leg alone.
    LeftOnly,
    /// The right leg alone.
    RightOnly,
}

impl From<Language> for Lang {
    fn from(name: Language) -> Self {
        match name {
            Language::En => Self::En,
            Language::De => Self::De,
        }
    }
}

/// The way the phone is laid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LaidName {
    /// Top edge to the head.
    Upright,
    /// Top edge to the left.
    CrosswiseLeft,
    /// Top edge to the right.
    CrosswiseRight,
}

impl From<LaidName> for Laid {
    fn from(name: LaidName) -> Self {
        match name {
            LaidName::Upright => Self::Upright,
            LaidName::CrosswiseLeft => Self::CrosswiseLeft,
            LaidName::CrosswiseRight => Self::CrosswiseRight,
        }
    }
}

impl From<FirstSide> for Side {
    fn from(name: FirstSide) -> Self {
        match name {
            FirstSide::Left => Self::Left,
            FirstSide::Right => Self::Right,
        }
    }
}

impl From<VariantName> for Variant {
    fn from(name: VariantName) -> Self {
        match name {
            VariantName::KneeBreak => Self::KneeBreak,
            VariantName::StraightLeg => Self::StraightLeg,
        }
    }
}

impl From<OtherLegName> for OtherLeg {
    fn from(name: OtherLegName) -> Self {
        match name {
            OtherLegName::Up => Self::Up,
            OtherLegName::Supported => Self::Supported,
            OtherLegName::Bent => Self::Bent,
            OtherLegName::Flat => Self::Flat,
        }
    }
}

impl From<SidesName> for SidePlan {
    fn from(name: SidesName) -> Self {
        match name {
            SidesName::Alternating => Self::Alternating,
            SidesName::OneAfterTheOther => Self::OneAfterTheOther,
            SidesName::WholeSideFirst => Self::WholeSideFirst,
            SidesName::LeftOnly => Self::LeftOnly,
            SidesName::RightOnly => Self::RightOnly,
        }
    }
}
