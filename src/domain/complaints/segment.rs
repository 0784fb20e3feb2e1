//! The dimensions by which figures are split, copied to the invitation at closure and never rewritten.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::named::named_enum;

/// The value of [`Dimension::Mode`] for an invitation by mail, the only mode so far.
pub const MODE_EMAIL: &str = "email";

named_enum! {
    /// A dimension by which figures can be grouped and filtered.
    pub enum Dimension {
        Team = "team",
        Product = "product",
        Channel = "channel",
        Complainant = "complainant",
        Outcome = "outcome",
        Level = "level",
        Language = "language",
        Mode = "mode",
        Questionnaire = "questionnaire",
    }
}

impl Dimension {
    /// The dimensions whose values are free text that the organisation's system reports: a new one is all that it takes
    /// for the API, imports, storage and the description to know it. The others have a type of their own.
    pub const LABELS: &'static [Self] = &[Self::Product, Self::Team];

    /// The dimensions of the first version, over whose values an identifier always was computed.
    const FIRST: usize = 9;
}

/// Values of [`Dimension::LABELS`]; what is unknown is absent.
pub type Labels = BTreeMap<Dimension, String>;

/// One value for each [`Dimension`]; the empty text means unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Segment([String; Dimension::ALL.len()]);

impl Segment {
    /// This segment with another value in one dimension; `None` means unknown.
    #[must_use]
    pub fn with(mut self, dimension: Dimension, value: Option<&str>) -> Self {
        if let Some(place) = self.0.get_mut(dimension as usize) {
            value.unwrap_or_default().clone_into(place);
        }
        self
    }

    /// The value in a dimension; empty if unknown.
    #[must_use]
    pub fn value(&self, dimension: Dimension) -> &str {
        self.0.get(dimension as usize).map_or("", String::as_str)
    }

    /// The identifier of this combination of values: the same values always give the same identifier.
    ///
    /// It is a hash and not random, so that concurrent writers need neither look up nor contend for the row that holds
    /// the values. A dimension that is added later takes part by name and only where it has a value, so that it changes no
    /// identifier that is stored.
    #[must_use]
    pub fn id(&self) -> Uuid {
        let mut hash = Sha256::new();
        let mut add = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text.as_bytes());
        };
        let (first, later) = self.0.split_at(Dimension::FIRST);
        first.iter().for_each(|value| add(value));
        for (dimension, value) in Dimension::ALL[Dimension::FIRST..].iter().zip(later) {
            if !value.is_empty() {
                add(dimension.name());
                add(value);
            }
        }
        let digest = hash.finalize();
        let mut bytes = [0; 16];
        for (byte, from) in bytes.iter_mut().zip(digest) {
            *byte = from;
        }
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_values_have_the_same_identifier_and_others_have_not() {
        let north = Segment::default().with(Dimension::Team, Some("Noord"));
        assert_eq!(north.id(), Segment::default().with(Dimension::Team, Some("Noord")).id());
        assert_ne!(north.id(), Segment::default().with(Dimension::Product, Some("Noord")).id());
        assert_ne!(north.id(), Segment::default().id());
    }

    /// Identifiers are stored: these were computed by the first version.
    #[test]
    fn identifiers_stay_what_they_were() {
        let full = Dimension::ALL[..Dimension::FIRST]
            .iter()
            .fold(Segment::default(), |segment, dimension| segment.with(*dimension, Some(dimension.name())));
        assert_eq!(Segment::default().id().to_string(), "834a709b-a253-8ebe-bee1-397fd4f7bd28");
        assert_eq!(full.id().to_string(), "1ac2bcd7-f4fe-825f-b45c-bee063f0edf9");
    }

    #[test]
    fn dimensions_are_the_places_of_a_segment() {
        for (index, dimension) in Dimension::ALL.iter().enumerate() {
            assert_eq!(*dimension as usize, index);
        }
    }
}
