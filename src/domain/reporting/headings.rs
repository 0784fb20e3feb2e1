//! The headings of the reports' sections and their order, from a TOML file; all faults are reported in one go. The
//! built-in one is `headings.toml` beside this file.
//!
//! The rule: a file names sections that exist, each once and in every language. What it leaves out keeps its built-in
//! heading, behind the others, so that no file can drop a part of a report.

use toml::de::DeTable;

use crate::domain::people::language::Language;
use crate::domain::reporting::document::InBoth;

/// The text of the built-in headings.
pub const BUILT_IN: &str = include_str!("headings.toml");
/// The largest file, in bytes.
pub const LARGEST: u64 = 64 * 1024;
/// The longest heading, in characters.
pub const LONGEST_HEADING: usize = 120;
/// The list of tables in a file.
const SECTIONS: &str = "sections";
/// The name of a section in its table.
const KEY: &str = "key";

/// The headings, in the order of the sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    sections: Vec<(String, InBoth)>,
}

/// A fault of a file with headings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct HeadingFault {
    /// From 1.
    pub line: usize,
    pub message: String,
}

impl HeadingFault {
    /// "line 3: ...; line 9: ..."
    #[must_use]
    pub fn in_one_line(faults: &[Self]) -> String {
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }
}

impl Headings {
    /// Those of a report for which no file is set.
    #[must_use]
    pub fn built_in() -> Self {
        // A test reads the built-in file.
        read(BUILT_IN, None).unwrap_or_default()
    }

    /// Parses the text of a file.
    ///
    /// # Errors
    /// Every fault, with its line.
    pub fn parse(text: &str) -> Result<Self, Vec<HeadingFault>> {
        let built_in = Self::built_in();
        let mut own = read(text, Some(&built_in))?;
        let left_out = built_in.sections.into_iter().filter(|(key, _)| own.find(key).is_none());
        let left_out: Vec<(String, InBoth)> = left_out.collect();
        own.sections.extend(left_out);
        Ok(own)
    }

    /// The heading of a section; its key where no section has this key.
    #[must_use]
    pub fn heading(&self, key: &str) -> InBoth {
        let named_by_key = || InBoth { nl: key.to_owned(), en: key.to_owned() };
        self.find(key).cloned().unwrap_or_else(named_by_key)
    }

    /// The keys of all sections, in the order in which a report has those that it has.
    pub fn order(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|(key, _)| key.as_str())
    }

    fn find(&self, key: &str) -> Option<&InBoth> {
        self.sections.iter().find(|(own, _)| own == key).map(|(_, heading)| heading)
    }
}

/// Reads a file; its sections are those that `known` has, or any.
fn read(text: &str, known: Option<&Headings>) -> Result<Headings, Vec<HeadingFault>> {
    let document = DeTable::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![HeadingFault { line: line_at(text, at), message: error.message().to_owned() }]
    })?;
    let mut file = File { text, known, faults: Vec::new() };
    let headings = file.headings(document.get_ref());
    file.faults.sort();
    if file.faults.is_empty() { Ok(headings) } else { Err(file.faults) }
}

/// The line of a byte, from 1.
fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// A file and the faults found in it so far.
struct File<'a> {
    text: &'a str,
    known: Option<&'a Headings>,
    faults: Vec<HeadingFault>,
}

impl File<'_> {
    fn refuse(&mut self, at: usize, message: String) {
        self.faults.push(HeadingFault { line: line_at(self.text, at), message });
    }

    fn refuse_others(&mut self, table: &DeTable<'_>, known: &[&str], what: &str) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                self.refuse(key.span().start, format!("`{}` is no part of {what}", shown(name)));
            }
        }
    }

    fn headings(&mut self, table: &DeTable<'_>) -> Headings {
        self.refuse_others(table, &[SECTIONS], "a file with headings");
        let mut headings = Headings::default();
        let sections = table.get(SECTIONS).and_then(|value| value.get_ref().as_array());
        let Some(sections) = sections.filter(|sections| !sections.is_empty()) else {
            self.refuse(0, "there must be a table [[sections]] for each section".to_owned());
            return headings;
        };
        for section in sections.iter() {
            let at = section.span().start;
            let Some(section) = section.get_ref().as_table() else {
                self.refuse(at, "a section must be a table with key, nl and en".to_owned());
                continue;
            };
            if let Some(key) = self.key(section, at, &headings) {
                let [nl, en] = ["nl", "en"].map(|language| self.heading(section, at, &key, language));
                headings.sections.push((key, InBoth { nl, en }));
            }
        }
        headings
    }

    /// The key of a section that exists and was not named before.
    fn key(&mut self, section: &DeTable<'_>, at: usize, before: &Headings) -> Option<String> {
        let known: Vec<&str> = Language::NAMES.iter().copied().chain([KEY]).collect();
        self.refuse_others(section, &known, "a section: it takes key, nl and en");
        let Some(value) = section.get(KEY) else {
            self.refuse(at, "the section has no key".to_owned());
            return None;
        };
        let at = value.span().start;
        let key = value.get_ref().as_str().unwrap_or_default();
        if let Some(known) = self.known.filter(|known| known.find(key).is_none()) {
            let names: Vec<&str> = known.order().collect();
            self.refuse(at, format!("there is no section `{}`; there are {}", shown(key), names.join(", ")));
            return None;
        }
        if before.find(key).is_some() {
            self.refuse(at, format!("the section `{key}` was named before"));
            return None;
        }
        Some(key.to_owned())
    }

    fn heading(&mut self, section: &DeTable<'_>, at: usize, key: &str, language: &str) -> String {
        let Some(value) = section.get(language) else {
            self.refuse(at, format!("the section `{key}` has no heading in `{language}`"));
            return String::new();
        };
        let text = value.get_ref().as_str().map(str::trim).unwrap_or_default();
        if !is_heading(text) {
            let rule = format!("must be one line of 1 to {LONGEST_HEADING} characters");
            self.refuse(value.span().start, format!("the heading of `{key}` in `{language}` {rule}"));
        }
        text.to_owned()
    }
}

/// A name in a message: on one line, and not longer than needed to recognise it.
fn shown(name: &str) -> String {
    name.chars().take(40).collect::<String>().escape_debug().to_string()
}

/// One line that reads as it is stored: without control characters, signs without width and marks that turn the direction of
/// writing.
fn is_heading(text: &str) -> bool {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
            )
    };
    (1..=LONGEST_HEADING).contains(&text.chars().count()) && !text.chars().any(is_hidden)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn faults(text: &str) -> Vec<(usize, String)> {
        let faults = Headings::parse(text).unwrap_err();
        faults.into_iter().map(|fault| (fault.line, fault.message)).collect()
    }

    #[test]
    fn the_built_in_headings_are_a_file_that_one_may_copy() {
        let built_in = Headings::built_in();
        let order: Vec<&str> = built_in.order().collect();
        assert_eq!(order.first(), Some(&"summary"));
        for key in
            ["flow", "kinds", "causes", "kpis", "nps", "norms", "improvements", "method", "board", "changed"]
        {
            assert!(order.contains(&key), "{key}");
        }
        assert_eq!(Headings::parse(BUILT_IN), Ok(built_in));
    }

    #[test]
    fn a_file_sets_texts_and_order_and_drops_no_section() {
        let text = "[[sections]]\nkey = \"board\"\nnl = \"Voorwoord\"\nen = \"Foreword\"\n\
                    [[sections]]\nkey = \"flow\"\nnl = \" Aantallen \"\nen = \"Numbers\"\n";
        let headings = Headings::parse(text).unwrap();
        let order: Vec<&str> = headings.order().collect();
        assert_eq!(order[..3], ["board", "flow", "summary"]);
        assert_eq!(order.len(), Headings::built_in().order().count());
        assert_eq!(headings.heading("flow"), InBoth { nl: "Aantallen".to_owned(), en: "Numbers".to_owned() });
        assert_eq!(headings.heading("kpis"), Headings::built_in().heading("kpis"));
        assert_eq!(headings.heading("colour").en, "colour");
    }

    #[test]
    fn every_fault_is_told_with_its_line() {
        let long = "x".repeat(LONGEST_HEADING + 1);
        let text = format!(
            "colour = 1\n[[sections]]\nkey = \"flow\"\nnl = \"{long}\"\nen = \"a\\u0007b\"\n\
             [[sections]]\nkey = \"flow\"\nnl = \"a\"\nen = \"b\"\n\
             [[sections]]\nkey = \"money\"\n\
             [[sections]]\nkey = \"kpis\"\nnl = \"a\"\nsize = 3\n\
             [[sections]]\nnl = \"a\"\nen = \"b\"\n\
             [[sections]]\nkey = \"nps\"\nnl = \" \"\nen = 3\n"
        );
        let found = faults(&text);
        let begins: Vec<(usize, &str)> =
            found.iter().map(|(line, message)| (*line, message.split(';').next().unwrap())).collect();
        let expected = [
            (1, "`colour` is no part of a file with headings"),
            (4, "the heading of `flow` in `nl` must be one line of 1 to 120 characters"),
            (5, "the heading of `flow` in `en` must be one line of 1 to 120 characters"),
            (7, "the section `flow` was named before"),
            (11, "there is no section `money`"),
            (12, "the section `kpis` has no heading in `en`"),
            (15, "`size` is no part of a section: it takes key, nl and en"),
            (16, "the section has no key"),
            (21, "the heading of `nps` in `nl` must be one line of 1 to 120 characters"),
            (22, "the heading of `nps` in `en` must be one line of 1 to 120 characters"),
        ];
        assert_eq!(begins, expected);
    }

    #[test]
    fn a_file_without_sections_or_that_is_no_toml_is_refused() {
        assert_eq!(faults("")[0].0, 1);
        assert_eq!(faults("sections = []").len(), 1);
        assert_eq!(faults("sections = [3]").len(), 1);
        assert_eq!(faults("[[sections]]\nkey = \"flow\"\nnl = maybe\n").len(), 1);
        assert_eq!(faults("[[sections]]\nkey = \"flow\"\nkey = \"nps\"\n")[0].0, 3);
        // Turned, with nothing to be seen, and with a part that is not seen.
        for text in ["\u{202e}a", "\u{200b}", "a\u{feff}b", "a\u{ad}b"] {
            let hidden = format!("[[sections]]\nkey = \"flow\"\nnl = \"{text}\"\nen = \"b\"\n");
            assert_eq!(faults(&hidden)[0].0, 3, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_headings_or_has_faults(text in "[a-z\\[\\]={}\" \n0-9.]{0,200}") {
            if let Err(faults) = Headings::parse(&text) {
                prop_assert!(!faults.is_empty());
            }
        }
    }
}
