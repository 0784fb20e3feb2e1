//! Which themes the respondents of a selection name, and how far that may be shown.
//!
//! The rule: a share is of the respondents who gave a reason, since only a reason can name a theme. It is hidden if those who name the theme,
//! or those who do not, are so few that one of them could be identified.

use std::collections::BTreeMap;

use crate::domain::ids::ThemeId;
use crate::domain::insight::visible::Visible;
use crate::statistics::normal::Confidence;
use crate::statistics::proportion::{Part, Share, wilson};
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Counts;

/// The responses of a selection that gave a reason, with nothing hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedThemes {
    /// All of them.
    pub reasons: Counts,
    /// Those without a theme.
    pub without: Counts,
    /// Those that have each theme; a response can have several.
    pub by_theme: BTreeMap<ThemeId, Counts>,
}

/// The detractors who name something, among those who gave a reason.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NamedBy {
    pub detractors: u64,
    /// The detractors who gave a reason.
    pub of: u64,
    pub share: Share,
}

impl NamedThemes {
    /// The responses that have a theme.
    #[must_use]
    pub fn of(&self, theme: ThemeId) -> Counts {
        self.by_theme.get(&theme).copied().unwrap_or_default()
    }

    /// The detractors who name a theme, and all who gave a reason.
    #[must_use]
    pub fn detractors(&self, theme: ThemeId) -> Part {
        Part { some: self.of(theme).detractors, all: self.reasons.detractors }
    }
}

/// Whether a part of a whole that is shown as well has to stay hidden.
#[must_use]
pub fn is_hidden(part: Part, minimum_group: u64) -> bool {
    [part.all, part.some, part.all.saturating_sub(part.some)].iter().any(|n| is_too_small(*n, minimum_group))
}

/// A part of the detractors as far as it may be shown; nothing if no detractor gave a reason.
#[must_use]
pub fn named_by(part: Part, confidence: Confidence, minimum_group: u64) -> Visible<NamedBy> {
    let share = wilson(part.some, part.all, confidence);
    let named = share.map(|share| NamedBy { detractors: part.some, of: part.all, share });
    Visible::unless(is_hidden(part, minimum_group), named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_hidden_with_a_small_part_a_small_rest_and_a_small_whole() {
        let shown = |some, all| named_by(Part { some, all }, Confidence::P95, 5);
        for (some, all) in [(4, 40), (1, 40), (36, 40), (39, 40), (0, 4), (4, 4)] {
            assert!(shown(some, all).is_too_small(), "{some} of {all}");
        }
        for (some, all) in [(0, 40), (5, 40), (35, 40), (40, 40)] {
            assert_eq!(shown(some, all).shown().map(|named| named.detractors), Some(some), "of {all}");
        }
        assert!(shown(0, 0).is_nothing());
    }
}
