//! Named raw fields of an input, from JSON or from a row of CSV.
//!
//! A nested JSON object becomes dotted names (`contact.email`), the same as the columns of a CSV file, so that one
//! parser serves both. The parser takes the fields it knows and collects every error; a field that is never taken is an
//! unknown field.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::input::decimal::{parse_decimal, parse_whole};
use crate::domain::named::UnknownName;
use crate::domain::time::calendar::{parse_day, parse_moment};

/// The longest text of a short field, in characters.
pub const LONGEST_TEXT: usize = 200;

/// Free text with line breaks as one character and without other control characters, which no keyboard types and
/// PostgreSQL cannot all store.
#[must_use]
pub fn clean_verbatim(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect()
}

/// The error for a field that is given twice.
const GIVEN_TWICE: &str = "must be given once";

/// An error in one field.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

impl FieldError {
    /// "status: is required; channel: must be one of ..."
    #[must_use]
    pub fn in_one_line(errors: &[Self]) -> String {
        let texts: Vec<String> =
            errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
        texts.join("; ")
    }
}

/// A raw value that has not been parsed yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    Text(String),
    Flag(bool),
    Number(f64),
    /// `None` if it holds anything but texts.
    List(Option<Vec<String>>),
    /// An object in an unexpected place.
    Object,
}

/// Raw fields by dotted name, and the errors found in them so far.
#[derive(Debug, Default)]
pub struct Fields {
    values: BTreeMap<String, Raw>,
    errors: Vec<FieldError>,
    /// Names of fields that hold nested fields.
    groups: &'static [&'static str],
    /// Whether numbers and booleans come as text, as in a file or a form but not in JSON.
    is_text: bool,
}

impl Fields {
    /// The fields of a JSON object; `None` if the value is not an object. `null` is the same as absent, and a nested
    /// object is flattened if its name is one of the groups.
    #[must_use]
    pub fn of_json(value: &serde_json::Value, groups: &'static [&'static str]) -> Option<Self> {
        let mut fields = Self { groups, ..Self::default() };
        fields.add_object("", value.as_object()?);
        Some(fields)
    }

    /// The fields of a CSV row; empty cells are the same as absent.
    pub fn of_cells<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let cells = cells.map(|(name, cell)| (name, cell.trim())).filter(|(_, cell)| !cell.is_empty());
        let mut fields = Self { is_text: true, ..Self::default() };
        for (name, cell) in cells {
            if fields.values.insert(name.to_owned(), Raw::Text(cell.to_owned())).is_some() {
                fields.refuse(name, GIVEN_TWICE);
            }
        }
        fields
    }

    fn add_object(&mut self, prefix: &str, object: &serde_json::Map<String, serde_json::Value>) {
        use serde_json::Value;
        for (name, value) in object {
            // Dotted names come from flattening only.
            if name.contains('.') {
                self.refuse(
                    &format!("{prefix}{name}"),
                    "is not a known field; nest objects instead of writing a dot",
                );
                continue;
            }
            let name = format!("{prefix}{name}");
            let raw = match value {
                Value::Null => continue,
                Value::Object(inner) if self.groups.contains(&name.as_str()) => {
                    self.add_object(&format!("{name}."), inner);
                    continue;
                }
                Value::Object(_) => Raw::Object,
                Value::Bool(flag) => Raw::Flag(*flag),
                Value::Number(number) => Raw::Number(number.as_f64().unwrap_or(f64::NAN)),
                Value::String(text) => Raw::Text(text.clone()),
                Value::Array(items) => {
                    Raw::List(items.iter().map(|item| item.as_str().map(str::to_owned)).collect())
                }
            };
            self.values.insert(name, raw);
        }
    }

    /// Records an error.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Records that a required field is missing, unless it has another error.
    pub fn require<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.errors.iter().any(|error| error.field == field) {
            self.refuse(field, "is required");
        }
        value
    }

    /// Takes a text unchanged; control characters are an error.
    pub fn take_raw_text(&mut self, field: &str) -> Option<String> {
        match self.values.remove(field)? {
            Raw::Text(text) if text.chars().any(char::is_control) => {
                self.refuse(field, "must not contain control characters such as line breaks");
                None
            }
            Raw::Text(text) => Some(text),
            Raw::Flag(_) | Raw::Number(_) | Raw::List(_) | Raw::Object => {
                self.refuse(field, "must be text");
                None
            }
        }
    }

    /// Takes free text: line breaks stay, other control characters are removed.
    pub fn take_verbatim(&mut self, field: &str, longest: usize) -> Option<String> {
        let Raw::Text(text) = self.values.remove(field)? else {
            self.refuse(field, "must be text");
            return None;
        };
        let text = clean_verbatim(&text);
        if text.chars().count() > longest {
            self.refuse(field, format!("must be at most {longest} characters"));
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Takes a value by its `FromStr`, whose error is the message.
    pub fn take_parsed<T: std::str::FromStr>(&mut self, field: &str) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.take_raw_text(field)?;
        text.trim().parse().map_err(|error: T::Err| self.refuse(field, error.to_string())).ok()
    }

    /// Takes a whole number, digits only.
    pub fn take_whole(&mut self, field: &str) -> Option<u32> {
        let text = self.take_raw_text(field)?;
        let number = parse_whole(text.trim());
        if number.is_none() {
            self.refuse(field, "must be a whole number like 120");
        }
        number
    }

    /// Takes a short text and trims it; a blank one is the same as absent.
    pub fn take_text(&mut self, field: &str) -> Option<String> {
        let text = self.take_raw_text(field)?.trim().to_owned();
        if text.chars().count() > LONGEST_TEXT {
            self.refuse(field, format!("must be at most {LONGEST_TEXT} characters"));
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// Takes a value of an enumeration.
    pub fn take_name<T: std::str::FromStr<Err = UnknownName>>(&mut self, field: &str) -> Option<T> {
        let text = self.take_raw_text(field)?;
        text.parse().map_err(|error: UnknownName| self.refuse(field, error.to_string())).ok()
    }

    /// Takes an RFC 3339 timestamp.
    pub fn take_moment(&mut self, field: &str) -> Option<Timestamp> {
        let text = self.take_raw_text(field)?;
        let moment = parse_moment(&text);
        if moment.is_none() {
            self.refuse(field, "must be a moment like 2026-03-02T09:15:00Z (RFC 3339)");
        }
        moment
    }

    /// Takes a boolean: a JSON boolean, or `true`/`false` in a CSV cell.
    pub fn take_flag(&mut self, field: &str) -> Option<bool> {
        let flag = match self.values.remove(field)? {
            Raw::Flag(flag) => Some(flag),
            Raw::Text(text) if self.is_text => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        if flag.is_none() {
            self.refuse(field, "must be true or false");
        }
        flag
    }

    /// Takes a number: a JSON number, or a decimal in a form.
    pub fn take_number(&mut self, field: &str) -> Option<f64> {
        let number = match self.values.remove(field)? {
            Raw::Number(number) => Some(number),
            Raw::Text(text) if self.is_text => parse_decimal(&text),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.refuse(field, "must be a number like 12.5");
        }
        number
    }

    /// Takes a day, `YYYY-MM-DD`.
    pub fn take_day(&mut self, field: &str) -> Option<NaiveDate> {
        let text = self.take_raw_text(field)?;
        let day = parse_day(text.trim());
        if day.is_none() {
            self.refuse(field, "must be a day that exists, like 2027-01-01");
        }
        day
    }

    /// Takes a set of values of an enumeration: a JSON list, or names separated by commas.
    pub fn take_names<T>(&mut self, field: &str) -> Option<BTreeSet<T>>
    where
        T: std::str::FromStr<Err = UnknownName> + Ord,
    {
        let names = match self.values.remove(field)? {
            Raw::List(names) => names,
            Raw::Text(text) if self.is_text => {
                Some(text.split(',').map(|name| name.trim().to_owned()).collect())
            }
            _ => None,
        };
        let Some(names) = names.filter(|names| !names.is_empty()) else {
            self.refuse(field, "must be a list of names, not empty");
            return None;
        };
        let parsed: Result<BTreeSet<T>, UnknownName> = names.iter().map(|name| name.parse()).collect();
        parsed.map_err(|error| self.refuse(field, error.to_string())).ok()
    }

    /// All errors, including those for fields that were never taken; empty if the input is valid.
    #[must_use]
    pub fn finish(mut self) -> Vec<FieldError> {
        let unknown: Vec<String> = self.values.keys().cloned().collect();
        for name in unknown {
            let is_group = self.groups.contains(&name.as_str());
            self.refuse(&name, if is_group { "must be an object" } else { "is not a known field" });
        }
        self.errors
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_objects_become_dotted_names_and_null_is_absent() {
        let mut fields =
            Fields::of_json(&json!({"contact": {"email": "a@b.nl", "name": null}}), &["contact"]).unwrap();
        assert_eq!(fields.take_text("contact.email").as_deref(), Some("a@b.nl"));
        assert_eq!(fields.take_text("contact.name"), None);
        assert_eq!(fields.finish(), []);
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let mut fields =
            Fields::of_json(&json!({"when": "soon", "flag": 3, "text": [1], "extra": 1}), &[]).unwrap();
        fields.take_moment("when");
        fields.take_flag("flag");
        fields.take_text("text");
        let missing: Option<String> = None;
        fields.require("missing", missing);
        let named: Vec<String> = fields.finish().into_iter().map(|error| error.field).collect();
        assert_eq!(named, ["when", "flag", "text", "missing", "extra"]);
    }

    /// A value of another type is not converted.
    #[test]
    fn json_is_taken_as_it_is_typed() {
        let wrong = |value: serde_json::Value| {
            let mut fields = Fields::of_json(&value, &["group"]).unwrap();
            fields.take_text("text");
            fields.take_flag("flag");
            fields.take_number("number");
            fields.take_names::<crate::domain::complaints::complaint::Complainant>("names");
            fields.take_text("group.text");
            fields.finish().into_iter().map(|error| error.field).collect::<Vec<_>>()
        };
        assert_eq!(
            wrong(
                json!({"text": "a", "flag": true, "number": 1, "names": ["customer"], "group": {"text": "b"}})
            ),
            [""; 0]
        );
        assert_eq!(wrong(json!({"group": {}})), [""; 0]);
        for (value, field) in [
            (json!({"text": {}}), "text"),
            (json!({"text": {"a": 1}}), "text"),
            (json!({"text": 1}), "text"),
            (json!({"flag": "true"}), "flag"),
            (json!({"flag": 1}), "flag"),
            (json!({"flag": {}}), "flag"),
            (json!({"number": "5"}), "number"),
            (json!({"number": true}), "number"),
            (json!({"names": "customer"}), "names"),
            (json!({"names": []}), "names"),
            (json!({"names": ["customer", 1]}), "names"),
            (json!({"group": "x"}), "group"),
            (json!({"group": []}), "group"),
            (json!({"group.text": "b"}), "group.text"),
            (json!({"other": {}}), "other"),
            (json!({"group": {"text": {}}}), "group.text"),
        ] {
            assert_eq!(wrong(value.clone()), [field], "{value}");
        }
    }
}
