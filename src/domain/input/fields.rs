//! Named raw fields of an input: from JSON, a row of CSV, a form or a query string.
//!
//! A nested JSON object becomes dotted names (`contact.email`), the same as the columns of a CSV file, so that one
//! parser serves all of them. The parser takes the fields it knows and collects every error; a field that is never
//! taken is an unknown field.

mod values;

use std::collections::BTreeMap;

use chrono_tz::Tz;

pub use crate::domain::input::fields::values::{
    DAY_IN_ROW, LONGEST_TEXT, MOMENT_IN_ROW, MOMENT_OR_DAY, clean_verbatim,
};

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
    /// A JSON list, or the values of a parameter that is given several times; `None` if it holds anything but texts.
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
    source: Source,
    /// The zone of dates in Dutch notation, which only the rows of a file may have.
    zone: Option<Tz>,
}

/// Where fields come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Source {
    /// Values have their types.
    #[default]
    Json,
    /// Numbers and booleans come as text.
    Form,
    /// As in a form; parameters may be repeated, and an empty one is a value.
    Query,
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
        let mut fields = Self { source: Source::Form, ..Self::default() };
        for (name, cell) in cells {
            if fields.values.insert(name.to_owned(), Raw::Text(cell.to_owned())).is_some() {
                fields.refuse(name, GIVEN_TWICE);
            }
        }
        fields
    }

    /// The same for a row of a file, which may also have days and moments as a spreadsheet in Dutch writes them: local times
    /// of this zone.
    pub fn of_row<'a>(cells: impl Iterator<Item = (&'a str, &'a str)>, zone: Tz) -> Self {
        Self { zone: Some(zone), ..Self::of_cells(cells) }
    }

    /// The fields of a form; empty ones are the same as absent.
    #[must_use]
    pub fn of_form(pairs: &[(String, String)]) -> Self {
        Self::of_cells(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
    }

    /// The parameters of a query string.
    #[must_use]
    pub fn of_query(pairs: &[(String, String)]) -> Self {
        let mut fields = Self { source: Source::Query, ..Self::default() };
        for (name, value) in pairs {
            let value = value.clone();
            let raw = match fields.values.remove(name) {
                Some(Raw::Text(first)) => Raw::List(Some(vec![first, value])),
                Some(Raw::List(Some(mut values))) => {
                    values.push(value);
                    Raw::List(Some(values))
                }
                _ => Raw::Text(value),
            };
            fields.values.insert(name.clone(), raw);
        }
        fields
    }

    /// Reads the fields whose names begin with `prefix` as an input of its own, without the prefix.
    pub fn within<T>(&mut self, prefix: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let (own, others) =
            std::mem::take(&mut self.values).into_iter().partition(|(name, _)| name.starts_with(prefix));
        self.values = others;
        let bare = |(name, raw): (String, Raw)| (name.strip_prefix(prefix).unwrap_or(&name).to_owned(), raw);
        let own: BTreeMap<String, Raw> = own;
        let mut inner = Self {
            source: self.source,
            zone: self.zone,
            values: own.into_iter().map(bare).collect(),
            ..Self::default()
        };
        let value = read(&mut inner);
        for error in inner.finish() {
            self.refuse(&format!("{prefix}{}", error.field), error.message);
        }
        value
    }

    /// The text of a field that is not taken yet.
    fn text_of(&self, field: &str) -> Option<&str> {
        match self.values.get(field)? {
            Raw::Text(text) => Some(text),
            Raw::Flag(_) | Raw::Number(_) | Raw::List(_) | Raw::Object => None,
        }
    }

    /// Whether anything was refused so far.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether a field is given and not taken yet.
    #[must_use]
    pub fn has(&self, field: &str) -> bool {
        self.values.contains_key(field)
    }

    /// Sets a field that is not given.
    pub fn or_usual(&mut self, field: &str, value: impl Into<String>) {
        if !self.has(field) {
            self.values.insert(field.to_owned(), Raw::Text(value.into()));
        }
    }

    /// Refuses a field that has a meaning elsewhere, but none here.
    pub fn refuse_here(&mut self, field: &str, why: &str) {
        if self.values.remove(field).is_some() {
            self.refuse(field, why);
        }
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
        self.require_as(field, value, "is required")
    }

    /// The same with a message that says what is required.
    pub fn require_as<T>(&mut self, field: &str, value: Option<T>, message: &str) -> Option<T> {
        if value.is_none() && !self.errors.iter().any(|error| error.field == field) {
            self.refuse(field, message);
        }
        value
    }

    /// All errors, including those for fields that were never taken; empty if the input is valid.
    #[must_use]
    pub fn finish(mut self) -> Vec<FieldError> {
        let unknown: Vec<String> = self.values.keys().cloned().collect();
        for name in unknown {
            let message = match self.source {
                Source::Query => "is not a known parameter",
                _ if self.groups.contains(&name.as_str()) => "must be an object",
                _ => "is not a known field",
            };
            self.refuse(&name, message);
        }
        self.errors
    }

    /// What was read, unless there are errors.
    ///
    /// # Errors
    /// All errors, as [`Self::finish`] gives them.
    pub fn result<T>(self, read: Option<T>) -> Result<T, Vec<FieldError>> {
        match (read, self.finish()) {
            (Some(read), errors) if errors.is_empty() => Ok(read),
            (_, errors) => Err(errors),
        }
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

    /// A date in Dutch notation is a matter of files; JSON and forms have one notation.
    #[test]
    fn only_a_row_of_a_file_may_have_dutch_dates() {
        let cells = || [("at", "25-11-2026 9:00"), ("on", "25-11-2026")].into_iter();
        let read = |mut fields: Fields| (fields.take_moment("at"), fields.take_day("on"), fields.finish());
        let (at, on, errors) = read(Fields::of_row(cells(), Tz::Europe__Amsterdam));
        assert_eq!(errors, []);
        assert_eq!(at.unwrap().to_rfc3339(), "2026-11-25T08:00:00+00:00");
        assert_eq!(on.unwrap().to_string(), "2026-11-25");
        let json = json!({"at": "25-11-2026 9:00", "on": "25-11-2026"});
        let form: Vec<(String, String)> =
            cells().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        for fields in [
            Fields::of_json(&json, &[]).unwrap(),
            Fields::of_cells(cells()),
            Fields::of_form(&form),
            Fields::of_query(&form),
        ] {
            let (at, on, errors) = read(fields);
            assert_eq!((at, on, errors.len()), (None, None, 2));
        }
    }

    /// A moment is needed where hours count, so a day alone is not one.
    #[test]
    fn a_date_that_could_be_another_is_refused_in_a_row() {
        for text in [
            "25-11-2026",
            "11/25/2026",
            "05/06/26",
            "29-03-2026 02:30",
            "25-10-2026 02:30",
            "25-11-2026T09:00",
        ] {
            let mut fields = Fields::of_row([("at", text)].into_iter(), Tz::Europe__Amsterdam);
            assert_eq!(fields.take_moment("at"), None, "{text}");
            assert_eq!(fields.finish().len(), 1, "{text}");
        }
        for text in ["11/25/2026", "05/06/26", "2026-3-2", "29-03-2026 02:30"] {
            let mut fields = Fields::of_row([("at", text)].into_iter(), Tz::Europe__Amsterdam);
            assert_eq!(fields.take_moment_or_day("at"), None, "{text}");
            assert_eq!(fields.finish().len(), 1, "{text}");
        }
    }
}
