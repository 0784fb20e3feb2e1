//! The known name that is nearest to a mistyped one.
//!
//! The rule: a name is suggested only where a few keystrokes make it of what was typed, or where it is the same but for its
//! section.

use crate::config::keys;

/// The settings that a name in a file may mean.
pub fn nearest_setting(typed: &str) -> Vec<&'static str> {
    if let Some(name) = nearest(typed, keys().map(|key| key.name)) {
        return vec![name];
    }
    let short = typed.rsplit('.').next().unwrap_or_default().to_lowercase();
    keys().filter(|key| key.short_name() == short).map(|key| key.name).collect()
}

/// The nearest of the names, in small letters or capitals; `None` if all are too far off.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let small = typed.to_lowercase();
    let distances = names.into_iter().map(|name| (distance(&small, &name.to_lowercase()), name));
    let (distance, name) = distances.min()?;
    (distance <= most(typed)).then_some(name)
}

/// How many keystrokes may be wrong.
fn most(typed: &str) -> usize {
    (typed.chars().count() / 5).clamp(1, 3)
}

/// How many characters have to be inserted, removed or replaced (Levenshtein), where two that changed places count as one.
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, character) in one.iter().enumerate() {
        let mut next = vec![at + 1];
        for (place, wanted) in other.iter().enumerate() {
            let cell = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let replaced = cell(&row, place) + usize::from(character != wanted);
            let mut least = replaced.min(cell(&row, place + 1) + 1).min(cell(&next, place) + 1);
            let is_swapped = at > 0
                && place > 0
                && one.get(at - 1) == Some(wanted)
                && other.get(place - 1) == Some(character);
            if is_swapped {
                least = least.min(cell(&before, place - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_recognised_and_another_word_is_not() {
        let names = ["survey.delay", "survey.window", "mail.url", "mail.rate"];
        for (typed, name) in [
            ("survey.dealy", Some("survey.delay")),
            ("surveys.delay", Some("survey.delay")),
            ("survey.windows", Some("survey.window")),
            ("mail.ulr", Some("mail.url")),
            ("Mail.rate", Some("mail.rate")),
            ("survey.DELAY", Some("survey.delay")),
            ("survey.colour", None),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, names), name, "{typed}");
        }
    }

    #[test]
    fn a_name_in_another_section_leads_to_every_setting_of_that_name() {
        for (typed, names) in [
            ("organisation.delay", &["survey.delay"][..]),
            ("delay", &["survey.delay"]),
            ("DELAY", &["survey.delay"]),
            ("mail.name", &["organisation.name", "oidc.name"]),
            ("survey.dealy", &["survey.delay"]),
            ("survey.colour", &[]),
        ] {
            assert_eq!(nearest_setting(typed), names, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn a_distance_is_none_to_itself_and_the_same_both_ways(one in ".{0,12}", other in ".{0,12}") {
            prop_assert_eq!(distance(&one, &one), 0);
            prop_assert_eq!(distance(&one, &other), distance(&other, &one));
            prop_assert!(distance(&one, &other) <= one.chars().count().max(other.chars().count()));
        }
    }
}
