//! Named raw fields on their way in, from JSON or from a row of CSV.
//!
//! A nested JSON object becomes dotted names (`contact.email`), the same as the columns of a CSV file, so that
//! one parser serves both. The parser takes what it knows and reports every mistake at once; what nobody took is
//! an unknown field.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::calendar::{parse_day, parse_moment};
use crate::domain::named::UnknownName;

/// The longest text that a field of a complaint may hold, in characters.
pub const LONGEST_TEXT: usize = 200;

/// What somebody wrote, with line breaks as one character and without other control characters, which no keyboard
/// types and PostgreSQL cannot all store.
#[must_use]
pub fn clean_verbatim(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect()
}

/// What is wrong with a field that stands there twice.
const GIVEN_TWICE: &str = "must be given once";

/// One mistake, tied to the field that it is in.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    pub field: String,
    pub message: String,
}

/// A raw value that no parser has looked at yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Raw {
    Text(String),
    Flag(bool),
    Number(f64),
    /// None when it holds anything but texts.
    List(Option<Vec<String>>),
}

/// Raw fields by dotted name, and the mistakes found in them so far.
#[derive(Debug, Default)]
pub struct Fields {
    values: BTreeMap<String, Raw>,
    errors: Vec<FieldError>,
}

impl Fields {
    /// The fields of a JSON object; none when the value is no object. `null` is the same as absent.
    #[must_use]
    pub fn of_json(value: &serde_json::Value) -> Option<Self> {
        let mut fields = Self::default();
        fields.add_object("", value.as_object()?);
        Some(fields)
    }

    /// The fields of a CSV row; empty cells are the same as absent.
    pub fn of_cells<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let cells = cells.map(|(name, cell)| (name, cell.trim())).filter(|(_, cell)| !cell.is_empty());
        let mut fields = Self::default();
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
            let name = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
            let raw = match value {
                Value::Null => continue,
                Value::Object(inner) => {
                    self.add_object(&name, inner);
                    continue;
                }
                Value::Bool(flag) => Raw::Flag(*flag),
                Value::Number(number) => Raw::Number(number.as_f64().unwrap_or(f64::NAN)),
                Value::String(text) => Raw::Text(text.clone()),
                Value::Array(items) => {
                    Raw::List(items.iter().map(|item| item.as_str().map(str::to_owned)).collect())
                }
            };
            if self.values.insert(name.clone(), raw).is_some() {
                self.refuse(&name, GIVEN_TWICE);
            }
        }
    }

    /// Notes a mistake.
    pub fn refuse(&mut self, field: &str, message: impl Into<String>) {
        self.errors.push(FieldError { field: field.to_owned(), message: message.into() });
    }

    /// Notes that a field that must be there is not, unless it was there and something else is wrong with it.
    pub fn require<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.errors.iter().any(|error| error.field == field) {
            self.refuse(field, "is required");
        }
        value
    }

    /// Takes any text as it stands, control characters excepted.
    pub fn take_raw_text(&mut self, field: &str) -> Option<String> {
        match self.values.remove(field)? {
            Raw::Text(text) if text.chars().any(char::is_control) => {
                self.refuse(field, "must not contain control characters such as line breaks");
                None
            }
            Raw::Text(text) => Some(text),
            Raw::Flag(_) | Raw::Number(_) | Raw::List(_) => {
                self.refuse(field, "must be text");
                None
            }
        }
    }

    /// Takes what somebody wrote: line breaks stay, other control characters fall out, and it may be long.
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

    /// Takes a value that says itself what is wrong with it.
    pub fn take_parsed<T: std::str::FromStr>(&mut self, field: &str) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.take_raw_text(field)?;
        text.trim().parse().map_err(|error: T::Err| self.refuse(field, error.to_string())).ok()
    }

    /// Takes a short text without the blanks around it; a blank one is the same as absent.
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

    /// Takes an RFC 3339 moment.
    pub fn take_moment(&mut self, field: &str) -> Option<Timestamp> {
        let text = self.take_raw_text(field)?;
        let moment = parse_moment(&text);
        if moment.is_none() {
            self.refuse(field, "must be a moment like 2026-03-02T09:15:00Z (RFC 3339)");
        }
        moment
    }

    /// Takes a yes or no: a JSON boolean, or `true`/`false` in a CSV cell.
    pub fn take_flag(&mut self, field: &str) -> Option<bool> {
        let flag = match self.values.remove(field)? {
            Raw::Flag(flag) => Some(flag),
            Raw::Text(text) => text.to_ascii_lowercase().parse().ok(),
            Raw::Number(_) | Raw::List(_) => None,
        };
        if flag.is_none() {
            self.refuse(field, "must be true or false");
        }
        flag
    }

    /// Takes a number: a JSON number, or digits in a form.
    pub fn take_number(&mut self, field: &str) -> Option<f64> {
        let number = match self.values.remove(field)? {
            Raw::Number(number) => Some(number),
            Raw::Text(text) => text.trim().parse().ok(),
            Raw::Flag(_) | Raw::List(_) => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.refuse(field, "must be a number like 12.5");
        }
        number
    }

    /// Takes a day.
    pub fn take_day(&mut self, field: &str) -> Option<NaiveDate> {
        let text = self.take_raw_text(field)?;
        let day = parse_day(text.trim());
        if day.is_none() {
            self.refuse(field, "must be a day that exists, like 2027-01-01");
        }
        day
    }

    /// Takes several values of an enumeration, each once: a JSON list, or names with commas between them.
    pub fn take_names<T>(&mut self, field: &str) -> Option<BTreeSet<T>>
    where
        T: std::str::FromStr<Err = UnknownName> + Ord,
    {
        let names = match self.values.remove(field)? {
            Raw::List(names) => names,
            Raw::Text(text) => Some(text.split(',').map(|name| name.trim().to_owned()).collect()),
            Raw::Flag(_) | Raw::Number(_) => None,
        };
        let Some(names) = names.filter(|names| !names.is_empty()) else {
            self.refuse(field, "must be a list of names, not empty");
            return None;
        };
        let parsed: Result<BTreeSet<T>, UnknownName> = names.iter().map(|name| name.parse()).collect();
        parsed.map_err(|error| self.refuse(field, error.to_string())).ok()
    }

    /// All mistakes, those about fields that nobody took among them; none when the input is sound.
    #[must_use]
    pub fn finish(mut self) -> Vec<FieldError> {
        let unknown: Vec<String> = self.values.keys().cloned().collect();
        for name in unknown {
            self.refuse(&name, "is not a known field");
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
        let mut fields = Fields::of_json(&json!({"contact": {"email": "a@b.nl", "name": null}})).unwrap();
        assert_eq!(fields.take_text("contact.email").as_deref(), Some("a@b.nl"));
        assert_eq!(fields.take_text("contact.name"), None);
        assert_eq!(fields.finish(), []);
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let mut fields =
            Fields::of_json(&json!({"when": "soon", "flag": 3, "text": [1], "extra": 1})).unwrap();
        fields.take_moment("when");
        fields.take_flag("flag");
        fields.take_text("text");
        let missing: Option<String> = None;
        fields.require("missing", missing);
        let named: Vec<String> = fields.finish().into_iter().map(|error| error.field).collect();
        assert_eq!(named, ["when", "flag", "text", "missing", "extra"]);
    }
}
