//! The themes of a selection side by side: who names them, and whether detractors name them more often than before.
//!
//! The rule: nothing small can be had by subtraction within the table. Totals of passives and promoters are not shown; that of
//! the detractors is, so those who do not name a theme count as a cell too, and so do those who name hidden themes alone.

use std::collections::BTreeMap;

use crate::domain::ids::ThemeId;
use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::named::{NamedBy, NamedThemes, is_hidden, named_by};
use crate::domain::insight::visible::Visible;
use crate::statistics::normal::Confidence;
use crate::statistics::proportion::Part;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Counts;

/// The themes of a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeTable {
    /// The detractors who gave a reason.
    pub detractors: Visible<u64>,
    /// The themes that detractors name most come first.
    pub rows: Vec<(Theme, NamedByClass)>,
    /// The responses with a reason and without a theme.
    pub without: NamedByClass,
}

/// Who names a theme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NamedByClass {
    pub detractors: Visible<NamedBy>,
    pub passives: Visible<u64>,
    pub promoters: Visible<u64>,
}

impl NamedByClass {
    /// Whether a number is hidden because it is small, or would tell of one.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.detractors.is_too_small() || self.passives.is_too_small() || self.promoters.is_too_small()
    }
}

/// The themes that some detractors name and whose number is shown.
#[must_use]
pub fn shown_themes(named: &NamedThemes, minimum_group: u64) -> Vec<ThemeId> {
    let is_shown = |theme: &ThemeId| {
        let part = named.detractors(*theme);
        part.some > 0 && !is_hidden(part, minimum_group)
    };
    named.by_theme.keys().copied().filter(is_shown).collect()
}

/// The table; `with_shown` is how many detractors have at least one of the [`shown_themes`].
#[must_use]
pub fn theme_table(
    themes: Vec<Theme>,
    named: &NamedThemes,
    with_shown: u64,
    confidence: Confidence,
    minimum_group: u64,
) -> ThemeTable {
    let cell = |count: u64| Visible::unless(is_too_small(count, minimum_group), Some(count));
    let by_class = |counts: Counts, detractors: Visible<NamedBy>| NamedByClass {
        detractors,
        passives: cell(counts.passives),
        promoters: cell(counts.promoters),
    };
    let row = |theme: Theme| {
        let detractors = named_by(named.detractors(theme.id), confidence, minimum_group);
        let by_class = by_class(named.of(theme.id), detractors);
        (theme, by_class)
    };
    let mut rows: Vec<(Theme, NamedByClass)> = themes.into_iter().map(row).collect();
    // Hidden ones stand together, so that their place says nothing about them.
    rows.sort_by_key(|(_, row)| {
        std::cmp::Reverse(row.detractors.shown().map_or(0, |named| named.detractors))
    });
    let part = Part { some: named.without.detractors, all: named.reasons.detractors };
    let without = if tells_of_themes(named, with_shown, minimum_group) {
        Visible::TooSmall
    } else {
        named_by(part, confidence, minimum_group)
    };
    ThemeTable { detractors: cell(named.reasons.detractors), rows, without: by_class(named.without, without) }
}

/// Whether the detractors without a theme would tell of few others: of those who name nothing but hidden themes, or, where only
/// two themes are named, of those who name both or one alone.
fn tells_of_themes(named: &NamedThemes, with_shown: u64, minimum_group: u64) -> bool {
    let with_any = named.reasons.detractors.saturating_sub(named.without.detractors);
    let with_hidden_alone = with_any.saturating_sub(with_shown);
    let counts: BTreeMap<ThemeId, u64> =
        named.by_theme.iter().map(|(theme, counts)| (*theme, counts.detractors)).collect();
    let counts: Vec<u64> = counts.into_values().filter(|count| *count > 0).collect();
    let of_two = match counts.as_slice() {
        [one, other] => {
            let both = (one + other).saturating_sub(with_any);
            vec![both, one.saturating_sub(both), other.saturating_sub(both)]
        }
        _ => Vec::new(),
    };
    is_too_small(with_hidden_alone, minimum_group)
        || of_two.into_iter().any(|count| is_too_small(count, minimum_group))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::insight::theme::Keywords;

    fn id(number: u128) -> ThemeId {
        ThemeId(Uuid::from_u128(number))
    }

    fn counts(detractors: u64, passives: u64, promoters: u64) -> Counts {
        Counts { promoters, passives, detractors }
    }

    fn table(reasons: Counts, without: Counts, by_theme: &[Counts], with_shown: u64) -> ThemeTable {
        let numbered = (1..).zip(by_theme).map(|(number, counts)| (id(number), *counts));
        let named = NamedThemes { reasons, without, by_theme: numbered.collect() };
        let theme =
            |number: u128| Theme { id: id(number), name: number.to_string(), keywords: Keywords::default() };
        let themes = (1..=by_theme.len() as u128).map(theme).collect();
        theme_table(themes, &named, with_shown, Confidence::P95, 5)
    }

    fn detractors(row: &NamedByClass) -> Option<u64> {
        row.detractors.shown().map(|named| named.detractors)
    }

    #[test]
    fn each_class_is_hidden_for_itself() {
        let found = table(
            counts(60, 9, 9),
            counts(10, 3, 5),
            &[counts(30, 4, 0), counts(25, 6, 2), counts(20, 0, 0)],
            50,
        );
        let rows: Vec<_> = found
            .rows
            .iter()
            .map(|(theme, row)| (theme.name.as_str(), detractors(row), row.passives, row.promoters))
            .collect();
        assert_eq!(
            rows,
            [
                ("1", Some(30), Visible::TooSmall, Visible::Shown(0)),
                ("2", Some(25), Visible::Shown(6), Visible::TooSmall),
                ("3", Some(20), Visible::Shown(0), Visible::Shown(0)),
            ]
        );
        assert_eq!((detractors(&found.without), found.without.passives), (Some(10), Visible::TooSmall));
        assert_eq!(found.detractors, Visible::Shown(60));
    }

    #[test]
    fn the_detractors_without_a_theme_do_not_tell_of_a_hidden_one() {
        // 60 gave a reason and 10 have no theme, so 50 have one: with 47 who have a shown one, three name the hidden alone.
        let themes = [counts(30, 0, 0), counts(25, 0, 0), counts(3, 0, 0)];
        let found = table(counts(60, 0, 0), counts(10, 0, 0), &themes, 47);
        assert_eq!(detractors(&found.rows[2].1), None);
        assert!(found.without.detractors.is_too_small());
        let within = table(counts(60, 0, 0), counts(10, 0, 0), &themes, 50);
        assert_eq!(detractors(&within.without), Some(10), "who names the hidden one names another too");
    }

    #[test]
    fn of_two_themes_the_rest_does_not_tell_who_names_both_or_one_alone() {
        let found = |one, other, without| {
            let themes = [counts(one, 0, 0), counts(other, 0, 0)];
            detractors(&table(counts(60, 0, 0), counts(without, 0, 0), &themes, 60 - without).without)
        };
        assert_eq!(found(30, 20, 12), None, "48 have one, so two have both");
        assert_eq!(found(30, 20, 28), None, "32 have one, so two name the other alone");
        assert_eq!(found(30, 20, 10), Some(10), "nobody names both");
        assert_eq!(found(30, 20, 20), Some(20), "ten name both");
    }

    #[test]
    fn few_who_do_not_name_a_theme_hide_it() {
        let found = table(counts(60, 0, 0), counts(2, 0, 0), &[counts(58, 0, 0)], 0);
        assert_eq!((detractors(&found.rows[0].1), detractors(&found.without)), (None, None));
        let few = table(counts(4, 30, 0), counts(0, 0, 0), &[counts(4, 30, 0)], 0);
        assert_eq!((few.detractors, few.rows[0].1.passives), (Visible::TooSmall, Visible::Shown(30)));
    }
}
