//! What can be read of a text that is no TOML.
//!
//! The rule: a line that is wrong ends the reading of no other. It is left out, and a heading is mended, so that what stands
//! below it stays in its section.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use toml::de::DeTable;

use crate::config::SECTIONS;

/// A text without what is wrong in it.
pub struct Readable {
    pub text: String,
    /// What is wrong, by line; without the line itself, which may hold a secret. `None` where it may follow from an earlier
    /// error in the same value, such as a list that is not closed.
    pub errors: BTreeMap<usize, Option<String>>,
}

impl Readable {
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut readable = Self { text: text.to_owned(), errors: BTreeMap::new() };
        // An error can hide others behind it.
        while readable.note_errors() {
            readable.text = mended(text, &readable.errors);
        }
        readable
    }

    /// Notes the first error of each line; whether there was a further one.
    fn note_errors(&mut self) -> bool {
        let before = self.errors.len();
        let (table, errors) = DeTable::parse_recoverable(&self.text);
        let values = lines_of_values(&self.text, table.get_ref());
        let mut further = BTreeMap::new();
        for error in errors {
            let line = line_at(self.text.as_bytes(), error.span().unwrap_or_default().start);
            if !self.errors.contains_key(&line) {
                further.entry(line).or_insert_with(|| Some(error.message().to_owned()));
            }
        }
        let wrong: BTreeSet<usize> = self.errors.keys().chain(further.keys()).copied().collect();
        for (line, message) in &mut further {
            let follows = |value: &RangeInclusive<usize>| {
                value.contains(line) && wrong.range(*value.start()..*line).next().is_some()
            };
            if values.iter().any(follows) {
                *message = None;
            }
        }
        self.errors.append(&mut further);
        self.errors.len() > before
    }
}

/// The lines of each value, in a section or outside.
fn lines_of_values(text: &str, table: &DeTable<'_>) -> Vec<RangeInclusive<usize>> {
    let values = table.iter().flat_map(|(_, value)| {
        let inner = value.get_ref().as_table().into_iter().flatten().map(|(_, value)| value);
        inner.chain([value])
    });
    values.map(|value| lines_of(text, &value.span())).collect()
}

/// The lines of some bytes.
#[must_use]
pub fn lines_of(text: &str, span: &Range<usize>) -> RangeInclusive<usize> {
    line_at(text.as_bytes(), span.start)..=line_at(text.as_bytes(), span.end)
}

/// The line of a byte, counted from 1.
#[must_use]
pub fn line_at(text: &[u8], byte: usize) -> usize {
    1 + text.iter().take(byte).filter(|byte| **byte == b'\n').count()
}

/// The text with its wrong lines mended or left out.
fn mended(text: &str, errors: &BTreeMap<usize, Option<String>>) -> String {
    let lines = text.split('\n').zip(1..);
    let lines: Vec<String> = lines
        .map(|(line, number)| match heading(line) {
            _ if !errors.contains_key(&number) => line.to_owned(),
            Some(section) => format!("[{section}]"),
            None if is_closed(line) => String::new(),
            None => line.to_owned(),
        })
        .collect();
    lines.join("\n")
}

/// The section whose heading a line seems to be.
fn heading(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let begin = line.trim_start_matches('[').split([']', ' ', '#']).next()?;
    let is_heading = line.starts_with('[') || line.strip_suffix(']') == Some(begin);
    SECTIONS.iter().map(|section| section.name).find(|name| is_heading && *name == begin)
}

/// Whether nothing that spans several lines begins or ends in a line.
fn is_closed(line: &str) -> bool {
    let count = |sign: char| line.chars().filter(|character| *character == sign).count();
    let is_balanced = count('[') == count(']') && count('{') == count('}');
    is_balanced && !["\"\"\"", "'''"].iter().any(|quotes| line.contains(quotes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_toml_stays_as_it_is() {
        for text in ["", "[survey]\ndelay = \"1 day\"\n", "a = [\n1,\n2\n]\r\n"] {
            let readable = Readable::of(text);
            assert!(readable.text == text && readable.errors.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn what_may_follow_from_a_value_that_is_not_closed_is_known_and_not_told() {
        let readable = Readable::of("[survey]\naudience = [\"customer\"\n[mail]\nrate = 1\n");
        let told: Vec<usize> =
            readable.errors.iter().filter(|(_, told)| told.is_some()).map(|(line, _)| *line).collect();
        assert_eq!(told, [3]);
        assert!(readable.errors.contains_key(&4));
    }

    #[test]
    fn a_wrong_line_is_left_out_and_a_heading_mended() {
        for (wrong, mended) in [
            ("delay", ""),
            ("delay 3", ""),
            ("delay [x]", ""),
            ("delay = soon", ""),
            ("[mail", "[mail]"),
            ("[mail]]", "[mail]"),
            ("[[mail]", "[mail]"),
            ("[mail] x", "[mail]"),
            ("mail]", "[mail]"),
        ] {
            let readable = Readable::of(&format!("[survey]\n{wrong}\nrate = 1\n"));
            assert_eq!(readable.text, format!("[survey]\n{mended}\nrate = 1\n"), "{wrong}");
            assert_eq!(readable.errors.keys().collect::<Vec<_>>(), [&2], "{wrong}");
        }
    }
}
