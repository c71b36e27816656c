//! What the user felt, told before the verdicts are shown (FIELD F31).
//!
//! Values only: the live session takes them, history keeps them beside what was measured.

use serde::{Deserialize, Serialize};

/// Where something was felt, or what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
pub enum Place {
    /// The belly: where it is meant to be felt.
    Belly,
    /// The low back.
    LowBack,
    /// The front of the hip.
    FrontOfHip,
    /// The hamstring.
    Hamstring,
    /// A pinch or a click in the hip.
    HipPinch,
    /// A cramp.
    Cramp,
}

impl Place {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Belly, Self::LowBack, Self::FrontOfHip, Self::Hamstring, Self::HipPinch, Self::Cramp];
}

/// Some [`Place`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Place>", into = "Vec<Place>")]
pub struct Places(u8);

impl Places {
    /// Whether `place` is among them.
    pub fn contains(self, place: Place) -> bool {
        self.0 & (1 << place as u8) != 0
    }

    /// In the order in which they are offered.
    pub fn iter(self) -> impl Iterator<Item = Place> {
        Place::ALL.into_iter().filter(move |place| self.contains(*place))
    }
}

impl FromIterator<Place> for Places {
    fn from_iter<I: IntoIterator<Item = Place>>(places: I) -> Self {
        Self(places.into_iter().fold(0, |all, place| all | 1 << place as u8))
    }
}

impl From<Vec<Place>> for Places {
    fn from(places: Vec<Place>) -> Self {
        places.into_iter().collect()
    }
}

impl From<Places> for Vec<Place> {
    fn from(places: Places) -> Self {
        places.iter().collect()
    }
}

/// What the user felt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record), uniffi(name = "FeltAnswer"))]
pub struct Felt {
    /// How many reps felt steady; none when it was passed over.
    pub steady_reps: Option<u16>,
    /// Where it was felt.
    pub places: Places,
    /// Whether the leg went as far as planned (FIELD F27): to the landmark that was chosen, or the whole way where the
    /// exercise has none. None when no landmark was chosen, or the question was passed over.
    pub to_landmark: Option<bool>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_as_names_and_read_back_in_any_order() {
        let places: Places = [Place::Cramp, Place::Belly].into_iter().collect();
        let json = serde_json::to_string(&places).unwrap();
        assert_eq!(json, r#"["belly","cramp"]"#);
        assert_eq!(serde_json::from_str::<Places>(r#"["cramp","belly","belly"]"#).unwrap(), places);
        assert!(!places.contains(Place::LowBack));
    }
}
