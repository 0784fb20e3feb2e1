//! Values that a saved view selects and that no complaint has any more, such as a team that is gone.
//!
//! The rule: a view with some of its values left is shown; one of which a group has none left says so before it is opened.

use std::collections::BTreeSet;

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::Filters;

/// A value of a dimension, as a filter names it; empty if unknown.
pub type FilterValue = (Dimension, String);

/// The values of a view that are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gone {
    pub values: Vec<FilterValue>,
    /// Whether a group of the view has no responses for it: all values of one of its filters are gone.
    pub is_empty: bool,
}

/// The values that filters name, apart from "unknown", which is never gone.
pub fn named(filters: &[Filters]) -> impl Iterator<Item = FilterValue> {
    filters.iter().flatten().flat_map(|(dimension, values)| {
        let told = values.iter().filter(|value| !value.is_empty());
        told.map(move |value| (*dimension, value.clone()))
    })
}

/// Which values of the filters are gone, of the `known` ones none.
#[must_use]
pub fn gone(filters: &[Filters], known: &BTreeSet<FilterValue>) -> Gone {
    let is_gone = |dimension: Dimension, value: &String| {
        !value.is_empty() && !known.contains(&(dimension, value.clone()))
    };
    let are_gone = |(dimension, values): (&Dimension, &Vec<String>)| {
        !values.is_empty() && values.iter().all(|value| is_gone(*dimension, value))
    };
    let values: BTreeSet<FilterValue> =
        named(filters).filter(|(dimension, value)| is_gone(*dimension, value)).collect();
    Gone {
        values: values.into_iter().collect(),
        is_empty: filters.iter().any(|filters| filters.iter().any(are_gone)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_empty_once_all_values_of_a_filter_are_gone() {
        let filters = |values: &[&str]| {
            [Filters::from([(Dimension::Team, values.iter().map(|value| (*value).to_owned()).collect())])]
        };
        let known = BTreeSet::from([(Dimension::Team, "Noord".to_owned())]);
        let zuid = vec![(Dimension::Team, "Zuid".to_owned())];
        assert_eq!(gone(&filters(&["Noord"]), &known), Gone::default());
        assert_eq!(
            gone(&filters(&["Noord", "Zuid"]), &known),
            Gone { values: zuid.clone(), is_empty: false }
        );
        assert_eq!(gone(&filters(&["", "Zuid"]), &known), Gone { values: zuid.clone(), is_empty: false });
        assert_eq!(gone(&filters(&["Zuid"]), &known), Gone { values: zuid, is_empty: true });
        assert_eq!(gone(&[Filters::new()], &known), Gone::default());
    }
}
