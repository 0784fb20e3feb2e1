//! What KPI 6 rewards: complaints per 1,000 notifications of each team and channel, against all others together.
//!
//! The rule: the KPI gets better when fewer complaints are registered, so those who register few are seen. Notifications
//! are counted neither by team nor by channel: every part is over all of them. A small number is hidden, and so is one
//! from which it could be had by subtraction.

use std::collections::BTreeMap;

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::visible::Visible;
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};

/// By what the complaints are cut.
pub const DIMENSIONS: [Dimension; 2] = [Dimension::Team, Dimension::Channel];

/// The complaints by one dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    pub dimension: Dimension,
    /// Most complaints first; those that are hidden last, by name.
    pub parts: Vec<Part>,
}

/// One team or channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Empty if unknown.
    pub value: String,
    pub figures: Visible<PartFigures>,
}

/// The figures of a part, and the same of all others together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartFigures {
    pub own: Registered,
    pub others: Registered,
}

/// How many complaints were registered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Registered {
    pub complaints: u64,
    /// Of all notifications, not of those of the part.
    pub per_thousand: f64,
}

impl Registered {
    /// `None` without notifications.
    fn of(complaints: u64, notifications: u64) -> Option<Self> {
        let per_thousand = || 1_000.0 * complaints as f64 / notifications as f64;
        (notifications > 0).then(|| Self { complaints, per_thousand: per_thousand() })
    }
}

impl Cut {
    /// Cuts complaints by their values; fewer than `minimum` are hidden.
    #[must_use]
    pub fn of(
        dimension: Dimension,
        complaints: &BTreeMap<String, u64>,
        notifications: u64,
        minimum: u64,
    ) -> Self {
        let sizes: Vec<u64> = complaints.values().copied().collect();
        let all: u64 = sizes.iter().sum();
        let hidden = hidden_beside_a_total(&sizes, 0, minimum);
        let figures = |own: u64| {
            Some(PartFigures {
                own: Registered::of(own, notifications)?,
                others: Registered::of(all.saturating_sub(own), notifications)?,
            })
        };
        let mut parts: Vec<Part> = complaints
            .iter()
            .zip(hidden)
            .filter(|((_, own), _)| **own > 0)
            .map(|((value, own), is_hidden)| Part {
                value: value.clone(),
                figures: Visible::unless(is_hidden, figures(*own)),
            })
            .collect();
        // Of those that are hidden the order must tell nothing either; sorting keeps the order of names.
        parts.sort_by_key(|part| std::cmp::Reverse(part.figures.shown().map(|shown| shown.own.complaints)));
        Self { dimension, parts }
    }

    /// Whether any part is hidden.
    #[must_use]
    pub fn has_hidden(&self) -> bool {
        self.parts.iter().any(|part| part.figures.is_too_small())
    }
}

/// Answers of 0 to 6 whose follow-up was completed: a problem that was named in the survey and may never have been
/// registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FollowedUp {
    pub ended: u64,
    /// For how many of them a complaint was registered after all.
    pub registered: u64,
}

/// The same as far as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FollowedUpFigures {
    pub ended: u64,
    pub registered: Visible<u64>,
}

impl FollowedUp {
    /// Hides fewer than `minimum`: all of them, or how many were registered, where those or the others are few.
    #[must_use]
    pub fn visible(self, minimum: u64) -> Visible<FollowedUpFigures> {
        let Self { ended, registered } = self;
        let others = ended.saturating_sub(registered);
        let is_split_hidden = is_too_small(registered, minimum) || is_too_small(others, minimum);
        let figures =
            FollowedUpFigures { ended, registered: Visible::unless(is_split_hidden, Some(registered)) };
        Visible::unless(is_too_small(ended, minimum), (ended > 0).then_some(figures))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_follow_ups_are_hidden_and_so_is_a_small_part_of_many() {
        let visible = |ended, registered| FollowedUp { ended, registered }.visible(5);
        assert_eq!((visible(0, 0), visible(4, 2)), (Visible::Nothing, Visible::TooSmall));
        let registered = |ended, registered| visible(ended, registered).shown().unwrap().registered;
        assert_eq!(registered(12, 5), Visible::Shown(5));
        assert_eq!((registered(12, 0), registered(12, 12)), (Visible::Shown(0), Visible::Shown(12)));
        assert_eq!((registered(12, 4), registered(12, 8)), (Visible::TooSmall, Visible::TooSmall));
    }

    fn cut(complaints: &[(&str, u64)], notifications: u64) -> Vec<(String, Option<PartFigures>)> {
        let complaints = complaints.iter().map(|(value, count)| ((*value).to_owned(), *count)).collect();
        let cut = Cut::of(Dimension::Team, &complaints, notifications, 5);
        cut.parts.into_iter().map(|part| (part.value, part.figures.shown().copied())).collect()
    }

    #[test]
    fn a_part_is_held_against_all_others() {
        let parts = cut(&[("Noord", 10), ("Zuid", 30)], 2_000);
        let names: Vec<&str> = parts.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Zuid", "Noord"]);
        let zuid = parts[0].1.unwrap();
        assert_eq!(zuid.own, Registered { complaints: 30, per_thousand: 15.0 });
        assert_eq!(zuid.others, Registered { complaints: 10, per_thousand: 5.0 });
        assert_eq!(cut(&[("Noord", 10)], 0), [("Noord".to_owned(), None)], "without notifications no rate");
    }

    #[test]
    fn a_small_part_takes_the_next_smallest_with_it() {
        let parts = cut(&[("Noord", 3), ("Oost", 20), ("West", 0), ("Zuid", 8)], 1_000);
        let hidden: Vec<(&str, bool)> =
            parts.iter().map(|(name, figures)| (name.as_str(), figures.is_none())).collect();
        assert_eq!(hidden, [("Oost", false), ("Noord", true), ("Zuid", true)]);
    }
}
