//! The documentation of settings, which is Markdown: as tables of a page, and as plain text.

use std::fmt::Write as _;

use crate::config::SECTIONS;
use crate::config::settings::key::{Key, Unset};
use crate::config::settings::section::Outline;

/// A table for each section with settings that are acted on, under a heading.
#[must_use]
pub fn tables() -> String {
    let mut text = String::new();
    for section in SECTIONS {
        let acted_on: Vec<&Key> = section.keys.iter().filter(|key| key.facts.is_acted_on).collect();
        if !acted_on.is_empty() {
            let _ = write!(text, "{}", table(section, &acted_on));
        }
    }
    text
}

fn table(section: &Outline, keys: &[&Key]) -> String {
    let rows = keys.iter().map(|key| {
        let about = key.about.replace('|', "\\|");
        format!("| `{}` | {} | {about} |\n", key.name, unset(key))
    });
    let rows: String = rows.collect();
    format!(
        "## `{}`\n\n{}\n\n| key | default | meaning |\n|---|---|---|\n{rows}\n",
        section.name, section.about
    )
}

fn unset(key: &Key) -> String {
    match key.facts.unset {
        Unset::Required => "required".to_owned(),
        Unset::Default(text) => format!("`{text}`"),
        Unset::Otherwise(words) => words.to_owned(),
    }
}

/// The text with the words of each link in its place.
#[must_use]
pub fn without_links(text: &str) -> String {
    match first_link(text) {
        Some((before, words, after)) => format!("{before}{words}{}", without_links(after)),
        None => text.to_owned(),
    }
}

/// What stands before the first link to a part of the program, its words, and what stands after it.
fn first_link(text: &str) -> Option<(&str, &str, &str)> {
    let middle = text.find("](crate::")?;
    let begin = text.get(..middle)?.rfind('[')?;
    let end = middle + text.get(middle..)?.find(')')?;
    Some((text.get(..begin)?, text.get(begin + 1..middle)?, text.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keys;

    #[test]
    fn a_link_becomes_its_words() {
        assert_eq!(without_links("a [b c](crate::docs::d), [e](crate::f)."), "a b c, e.");
        assert_eq!(without_links("an [a] and (b)"), "an [a] and (b)");
    }

    #[test]
    fn the_meaning_of_a_setting_is_a_sentence() {
        for key in keys() {
            assert!(key.about.ends_with('.') && !key.about.contains("  "), "{}: {}", key.name, key.about);
        }
    }
}
