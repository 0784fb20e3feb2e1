//! Values in an address that no complaint has, such as a team that is misspelt or gone.
//!
//! The rule: a page with nothing to show because of them says so, instead of looking like a period without responses.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::dashboard::{DashboardQuery, UNKNOWN};
use crate::texts::Texts;
use crate::views::kit::words;

/// The values that all complaints together have.
#[derive(Clone, Copy)]
pub(super) struct KnownValues<'a> {
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    /// A list that is longer than this is not complete.
    pub most_offered: usize,
}

impl KnownValues<'_> {
    /// A sentence on each value of the view's filters that no complaint has.
    pub fn missing_of(self, view: &DashboardQuery, text: &Texts) -> Markup {
        let chosen = |dimension: &Dimension| {
            let dimension = *dimension;
            view.values(dimension.name()).map(move |value| (dimension, value)).collect::<Vec<_>>()
        };
        self.missing(Dimension::ALL.iter().flat_map(chosen), text)
    }

    /// A sentence on each of the chosen values that no complaint has, each once.
    pub fn missing<'b>(self, chosen: impl IntoIterator<Item = (Dimension, &'b str)>, text: &Texts) -> Markup {
        let mut missing: Vec<(Dimension, &str)> = Vec::new();
        for (dimension, value) in chosen {
            if self.lacks(dimension, value) && !missing.contains(&(dimension, value)) {
                missing.push((dimension, value));
            }
        }
        html! {
            @for (dimension, value) in missing {
                p.notice { (text.view_no_such(words::capitalised(&words::dimension(text, dimension)), words::value(text, dimension, value))) }
            }
        }
    }

    fn lacks(self, dimension: Dimension, value: &str) -> bool {
        let known = self.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default();
        value != UNKNOWN && known.len() <= self.most_offered && !known.iter().any(|other| other == value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::language::Language;
    use crate::texts::texts;

    #[test]
    fn only_what_a_complete_list_lacks_is_said_to_be_missing() {
        let offered = BTreeMap::from([(Dimension::Team, vec!["Noord".to_owned(), "Zuid".to_owned()])]);
        let said = |value: &str, most_offered: usize| {
            let known = KnownValues { offered: &offered, most_offered };
            known.missing([(Dimension::Team, value)], texts(Language::English)).into_string()
        };
        assert!(said("Nord", 2).contains("Team Nord: no complaint has this value."), "{}", said("Nord", 2));
        assert_eq!((said("Noord", 2), said(UNKNOWN, 2)), (String::new(), String::new()));
        assert_eq!(said("Nord", 1), "", "the list is cut off");
    }
}
