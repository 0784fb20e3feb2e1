//! Parses a checklist from a TOML file, with texts in every supported language; all errors are reported in one go. The
//! built-in one is `checklist.toml` beside this file.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::domain::input::fields::FieldError;
use crate::domain::people::language::Language;
use crate::domain::policy::quality::checklist::{Checklist, Topic, Wording};

/// The text of the built-in checklist.
pub const BUILT_IN: &str = include_str!("checklist.toml");

/// The largest file, in bytes.
pub const LARGEST: u64 = 64 * 1024;
/// The most points that a sub-topic can have.
pub const MOST_POINTS: u32 = 100;
const MOST_TOPICS: usize = 20;
const LONGEST_NAME: usize = 60;
const LONGEST_TEXT: usize = 300;

/// Parses the text of a file.
///
/// # Errors
/// Every error, in particular each text that is missing in a language.
pub fn parse(text: &str) -> Result<Checklist, Vec<FieldError>> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        vec![FieldError { field: "file".to_owned(), message: error.to_string().trim().to_owned() }]
    })?;
    let mut file = File::default();
    file.refuse_unknown("", &table, &["version", "maximum", "topics"]);
    let version = file.identifier("version", table.get("version"), '-');
    let maximum = file.maximum(table.get("maximum"));
    let topics = file.topics(table.get("topics"));
    if file.errors.is_empty() { Ok(Checklist { version, maximum, topics }) } else { Err(file.errors) }
}

/// The faults found so far.
#[derive(Default)]
struct File {
    errors: Vec<FieldError>,
}

impl File {
    fn refuse(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.errors.push(FieldError { field: field.into(), message: message.into() });
    }

    fn refuse_unknown(&mut self, path: &str, table: &Table, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.refuse(format!("{path}{key}"), "is no part of a checklist");
        }
    }

    fn identifier(&mut self, field: &str, value: Option<&Value>, mark: char) -> String {
        let name = value.and_then(Value::as_str).unwrap_or_default();
        let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == mark;
        if name.is_empty() || name.len() > LONGEST_NAME || !name.chars().all(is_allowed) {
            self.refuse(field, format!("must be 1 to {LONGEST_NAME} small letters, digits or `{mark}`"));
        }
        name.to_owned()
    }

    fn maximum(&mut self, value: Option<&Value>) -> u32 {
        let points = value.and_then(Value::as_integer).and_then(|points| u32::try_from(points).ok());
        let points = points.filter(|points| (1..=MOST_POINTS).contains(points));
        if points.is_none() {
            self.refuse("maximum", format!("must be a whole number from 1 to {MOST_POINTS}"));
        }
        points.unwrap_or_default()
    }

    fn topics(&mut self, value: Option<&Value>) -> Vec<Topic> {
        let tables = value.and_then(Value::as_array).filter(|all| (1..=MOST_TOPICS).contains(&all.len()));
        let Some(tables) = tables else {
            self.refuse("topics", format!("must be 1 to {MOST_TOPICS} tables [[topics]]"));
            return Vec::new();
        };
        let mut topics: Vec<Topic> = Vec::new();
        for (place, value) in tables.iter().enumerate() {
            let path = format!("topics.{}", place + 1);
            let Some(table) = value.as_table() else {
                self.refuse(path, "must be a table");
                continue;
            };
            let topic = self.topic(&path, table);
            if topics.iter().any(|other| other.id == topic.id) {
                self.refuse(format!("{path}.id"), "is used twice");
            }
            topics.push(topic);
        }
        topics
    }

    fn topic(&mut self, path: &str, table: &Table) -> Topic {
        let known: Vec<&str> = Language::NAMES.iter().copied().chain(["id"]).collect();
        self.refuse_unknown(&format!("{path}."), table, &known);
        let id = self.identifier(&format!("{path}.id"), table.get("id"), '_');
        let mut wordings = BTreeMap::new();
        for &language in Language::ALL {
            let field = format!("{path}.{language}");
            match table.get(language.name()).and_then(Value::as_table) {
                Some(words) => {
                    self.refuse_unknown(&format!("{field}."), words, &["name", "hint"]);
                    let name = self.text(&format!("{field}.name"), words.get("name"), true);
                    let hint = self.text(&format!("{field}.hint"), words.get("hint"), false);
                    wordings.insert(language, Wording { name, hint });
                }
                None => self.refuse(field, "is missing: { name = \"...\", hint = \"...\" }"),
            }
        }
        Topic { id, wordings }
    }

    fn text(&mut self, field: &str, value: Option<&Value>, is_required: bool) -> String {
        let text = value.and_then(Value::as_str).map(str::trim).unwrap_or_default();
        let is_long = text.chars().count() > LONGEST_TEXT || text.chars().any(char::is_control);
        if is_long || (is_required && text.is_empty()) || value.is_some_and(|value| !value.is_str()) {
            self.refuse(field, format!("must be a text of 1 to {LONGEST_TEXT} characters on one line"));
        }
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn faults(text: &str) -> Vec<String> {
        parse(text).unwrap_err().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn the_built_in_checklist_is_one() {
        let checklist = parse(BUILT_IN).unwrap();
        assert_eq!((checklist.maximum, checklist.topics.len()), (5, 5));
        assert_eq!(checklist.name_of("language", Language::Dutch), "Taalgebruik");
        assert_eq!(checklist.name_of("colour", Language::Dutch), "colour");
    }

    #[test]
    fn every_fault_of_a_file_is_named() {
        let text = "version = \"A 1\"\nmaximum = 0\ncolour = 1\n\
                    [[topics]]\nid = \"Empathy\"\nnl = { name = \"\" }\n\
                    [[topics]]\nid = \"a\"\nnl = { name = \"x\", size = 1 }\nen = { name = \"x\" }\n\
                    [[topics]]\nid = \"a\"\nnl = { name = \"x\" }\nen = { name = \"x\", hint = 3 }\n";
        let expected = [
            "colour",
            "version",
            "maximum",
            "topics.1.id",
            "topics.1.nl.name",
            "topics.1.en",
            "topics.2.nl.size",
            "topics.3.en.hint",
            "topics.3.id",
        ];
        assert_eq!(faults(text), expected);
        assert_eq!(faults("version = \"a\"\nmaximum = 5"), ["topics"]);
        assert_eq!(faults("version = "), ["file"]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_checklist_or_has_faults(text in "[a-z\\[\\]={}\" \n0-9.]{0,200}") {
            if let Err(faults) = parse(&text) {
                prop_assert!(!faults.is_empty());
            }
        }
    }
}
