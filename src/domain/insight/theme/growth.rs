//! Themes that detractors name more often, or less often, than in another period.
//!
//! The rule: a theme is compared only where both shares may be shown, and it has grown only if that holds after the
//! adjustment for how many themes are compared (Benjamini-Hochberg).

use crate::domain::ids::ThemeId;
use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::named::{NamedBy, NamedThemes, named_by};
use crate::statistics::multiplicity::benjamini_hochberg;
use crate::statistics::normal::Confidence;
use crate::statistics::proportion::difference_of_shares;

/// How often detractors name a theme, now and before. Shares are of the detractors who gave a reason.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeGrowth {
    pub id: ThemeId,
    pub name: String,
    pub now: NamedBy,
    pub before: NamedBy,
    /// The share now minus the share before, -1..=1, as its limits.
    pub difference: f64,
    pub low: f64,
    pub high: f64,
    /// Two-sided, 0..=1, adjusted for the number of themes.
    pub adjusted_p: f64,
    /// Whether detractors name it more often now, so that chance alone hardly explains it.
    pub grew: bool,
    /// Whether they name it less often, in the same sense.
    pub shrank: bool,
}

/// Every theme that can be compared, the largest growth first.
#[must_use]
pub fn growth(
    themes: &[Theme],
    now: &NamedThemes,
    before: &NamedThemes,
    confidence: Confidence,
    minimum_group: u64,
) -> Vec<ThemeGrowth> {
    let compared = themes.iter().filter_map(|theme| {
        let (part_now, part_before) = (now.detractors(theme.id), before.detractors(theme.id));
        let shown = |part| named_by(part, confidence, minimum_group).shown().copied();
        let found = difference_of_shares(part_now, part_before, confidence)?;
        Some(ThemeGrowth {
            id: theme.id,
            name: theme.name.clone(),
            now: shown(part_now)?,
            before: shown(part_before)?,
            difference: found.difference,
            low: found.low,
            high: found.high,
            adjusted_p: found.p,
            grew: false,
            shrank: false,
        })
    });
    let mut compared: Vec<ThemeGrowth> = compared.collect();
    let p_values: Vec<f64> = compared.iter().map(|theme| theme.adjusted_p).collect();
    for (theme, p) in compared.iter_mut().zip(benjamini_hochberg(&p_values)) {
        theme.adjusted_p = p;
        let is_shown = p < 1.0 - confidence.share();
        theme.grew = is_shown && theme.difference > 0.0;
        theme.shrank = is_shown && theme.difference < 0.0;
    }
    compared.sort_by(|a, b| b.difference.total_cmp(&a.difference));
    compared
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::insight::theme::Keywords;
    use crate::statistics::tally::Counts;

    fn theme(number: u128) -> Theme {
        Theme {
            id: ThemeId(Uuid::from_u128(number)),
            name: number.to_string(),
            keywords: Keywords::default(),
        }
    }

    fn named(reasons: u64, by_theme: &[(u128, u64)]) -> NamedThemes {
        let counts = |detractors| Counts { detractors, ..Counts::default() };
        let by_theme = by_theme.iter().map(|(id, n)| (ThemeId(Uuid::from_u128(*id)), counts(*n)));
        NamedThemes { reasons: counts(reasons), without: Counts::default(), by_theme: by_theme.collect() }
    }

    #[test]
    fn a_theme_that_grew_comes_first_and_one_that_is_hidden_does_not_come() {
        let themes: Vec<Theme> = (1..=4).map(theme).collect();
        let now = named(80, &[(1, 20), (2, 56), (3, 3), (4, 5)]);
        let before = named(80, &[(1, 20), (2, 20), (3, 20), (4, 40)]);
        let found = growth(&themes, &now, &before, Confidence::P95, 5);
        let told: Vec<(&str, bool, bool)> =
            found.iter().map(|theme| (theme.name.as_str(), theme.grew, theme.shrank)).collect();
        assert_eq!(told, [("2", true, false), ("1", false, false), ("4", false, true)]);
        assert!((found[0].difference - 0.45).abs() < 1e-12 && found[0].low > 0.0, "{found:?}");
        assert!((found[0].now.share.share - 0.7).abs() < 1e-12 && found[0].before.detractors == 20);
    }

    #[test]
    fn among_many_themes_one_that_only_just_differs_has_not_grown() {
        let alone = growth(&[theme(1)], &named(40, &[(1, 16)]), &named(40, &[(1, 8)]), Confidence::P90, 5);
        assert!(alone[0].grew, "{alone:?}");
        let themes: Vec<Theme> = (1..=9).map(theme).collect();
        let many = |first| -> NamedThemes {
            let others = (2..=9).map(|id| (id, 12)).chain([(1, first)]);
            named(40, &others.collect::<Vec<_>>())
        };
        let found = growth(&themes, &many(16), &many(8), Confidence::P90, 5);
        assert!(found.iter().all(|theme| !theme.grew), "{found:?}");
    }

    #[test]
    fn nothing_before_is_nothing_to_compare_with() {
        let now = named(40, &[(1, 16)]);
        assert_eq!(growth(&[theme(1)], &now, &NamedThemes::default(), Confidence::P95, 5), []);
        let is_new = growth(&[theme(1)], &now, &named(40, &[]), Confidence::P95, 5);
        assert!(is_new[0].grew && is_new[0].before.detractors == 0);
    }
}
