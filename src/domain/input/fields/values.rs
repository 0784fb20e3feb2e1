//! Takes values out of fields, each as what it means.
//!
//! The rule: a value that is not of its kind is refused with a message that says what to write instead, and reading
//! goes on.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::input::decimal::{parse_decimal, parse_whole};
use crate::domain::input::fields::{Fields, GIVEN_TWICE, Raw, Source};
use crate::domain::named::UnknownName;
use crate::domain::time::calendar::{parse_day, parse_moment};
use crate::domain::time::dutch_date::{DutchDate, day_of_text, parse_dutch};

/// The longest text of a short field, in characters.
pub const LONGEST_TEXT: usize = 200;

/// What a moment must be, in JSON and on a form.
const MOMENT: &str = "must be a moment like 2026-03-02T09:15:00Z (RFC 3339)";
/// What a moment must be in a row of a file.
pub const MOMENT_IN_ROW: &str =
    "must be a moment like 2026-03-02T09:15:00Z (RFC 3339), or like 25-11-2026 09:00 with the day first";
/// What a moment or a day must be in a row of a file.
pub const MOMENT_OR_DAY: &str = "must be a moment like 2026-03-02T09:15:00Z or 25-11-2026 09:00, or a day like 2026-03-02 or 25-11-2026; the day stands before the month";
/// What a day must be, in JSON and on a form.
const DAY: &str = "must be a day that exists, like 2027-01-01";
/// What a day must be in a row of a file.
pub const DAY_IN_ROW: &str = "must be a day that exists, like 2027-01-01, or 25-11-2026 with the day first";

/// Free text with line breaks as one character and without other control characters, which no keyboard types and
/// PostgreSQL cannot all store.
#[must_use]
pub fn clean_verbatim(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|character| !character.is_control() || matches!(character, '\n' | '\t')).collect()
}

impl Fields {
    /// Takes the value of a field that may be given once.
    fn take(&mut self, field: &str) -> Option<Raw> {
        let raw = self.values.remove(field)?;
        if matches!(raw, Raw::List(_)) && self.source == Source::Query {
            self.refuse(field, GIVEN_TWICE);
            return None;
        }
        Some(raw)
    }

    fn comes_as_text(&self) -> bool {
        self.source != Source::Json
    }

    /// Takes a text unchanged; control characters are an error.
    pub fn take_raw_text(&mut self, field: &str) -> Option<String> {
        match self.take(field)? {
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
        let Raw::Text(text) = self.take(field)? else {
            self.refuse(field, "must be text");
            return None;
        };
        let text = clean_verbatim(&text);
        if text.chars().count() > longest {
            self.refuse(field, format!("must be at most {longest} characters"));
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Takes a text as a value of another kind; what cannot be parsed is refused with the message.
    pub fn take_as<T>(
        &mut self,
        field: &str,
        message: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = match self.take(field)? {
            Raw::Text(text) => parse(text.trim()),
            Raw::Flag(_) | Raw::Number(_) | Raw::List(_) | Raw::Object => None,
        };
        if value.is_none() {
            self.refuse(field, message);
        }
        value
    }

    /// Takes all values of a field that may be repeated, unchanged; empty if it is not given.
    pub fn take_all(&mut self, field: &str, most: usize) -> Vec<String> {
        let values = match self.values.remove(field) {
            Some(Raw::Text(text)) => vec![text],
            Some(Raw::List(Some(values))) => values,
            Some(_) => {
                self.refuse(field, "must be text");
                Vec::new()
            }
            None => Vec::new(),
        };
        if values.len() > most {
            self.refuse(field, format!("must be given at most {most} times"));
            return Vec::new();
        }
        values
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

    /// Takes a field if its text is exactly this word.
    pub fn take_word(&mut self, field: &str, word: &str) -> bool {
        let is_word = self.text_of(field).is_some_and(|text| text == word);
        if is_word {
            self.take(field);
        }
        is_word
    }

    /// Takes a count: a whole JSON number, or digits in a form.
    pub fn take_count(&mut self, field: &str) -> Option<u32> {
        let number = match self.take(field)? {
            Raw::Number(number) if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) => {
                Some(number as u32)
            }
            Raw::Text(text) if self.comes_as_text() => parse_whole(text.trim()),
            _ => None,
        };
        if number.is_none() {
            self.refuse(field, "must be a whole number like 120");
        }
        number
    }

    /// Takes a list of short texts: a JSON list, or texts with a separator between them.
    pub fn take_texts(&mut self, field: &str, separator: char, most: usize) -> Option<Vec<String>> {
        let texts = match self.take(field)? {
            Raw::List(texts) => texts,
            Raw::Text(text) if self.comes_as_text() => {
                Some(text.split(separator).map(str::to_owned).collect())
            }
            _ => None,
        };
        let is_sound = |text: &String| {
            (1..=LONGEST_TEXT).contains(&text.chars().count()) && !text.chars().any(char::is_control)
        };
        let trimmed = texts.map(|texts| texts.iter().map(|text| text.trim().to_owned()).collect::<Vec<_>>());
        let sound = trimmed.filter(|texts| texts.len() <= most && texts.iter().all(is_sound));
        if sound.is_none() {
            self.refuse(
                field,
                format!("must be a list of at most {most} texts of at most {LONGEST_TEXT} characters"),
            );
        }
        sound
    }

    /// Takes a value of an enumeration.
    pub fn take_name<T: std::str::FromStr<Err = UnknownName>>(&mut self, field: &str) -> Option<T> {
        let text = self.take_raw_text(field)?;
        text.parse().map_err(|error: UnknownName| self.refuse(field, error.to_string())).ok()
    }

    /// Takes an RFC 3339 timestamp; in a row of a file also a moment in Dutch notation.
    pub fn take_moment(&mut self, field: &str) -> Option<Timestamp> {
        let text = self.take_raw_text(field)?;
        let message = if self.zone.is_some() { MOMENT_IN_ROW } else { MOMENT };
        match parse_moment(&text).map(DutchDate::Moment).or_else(|| self.dutch(field, &text, message))? {
            DutchDate::Moment(moment) => Some(moment),
            // A day without a time would be a guess about clocks that count hours.
            DutchDate::Day(_) => {
                self.refuse(field, message);
                None
            }
        }
    }

    /// Takes a moment, or a day alone, from a row of a file.
    pub fn take_moment_or_day(&mut self, field: &str) -> Option<DutchDate> {
        let text = self.take_raw_text(field)?;
        let read =
            parse_moment(&text).map(DutchDate::Moment).or_else(|| parse_day(&text).map(DutchDate::Day));
        read.or_else(|| self.dutch(field, &text, MOMENT_OR_DAY))
    }

    /// What a text means in Dutch notation, where that is allowed; else it is refused with the message.
    fn dutch(&mut self, field: &str, text: &str, message: &str) -> Option<DutchDate> {
        match self.zone.map(|zone| parse_dutch(text, zone)) {
            Some(Ok(Some(read))) => return Some(read),
            Some(Err(change)) => self.refuse(field, change.to_string()),
            Some(Ok(None)) | None => self.refuse(field, message),
        }
        None
    }

    /// Takes a boolean: a JSON boolean, or `true`/`false` in a CSV cell.
    pub fn take_flag(&mut self, field: &str) -> Option<bool> {
        let flag = match self.take(field)? {
            Raw::Flag(flag) => Some(flag),
            Raw::Text(text) if self.comes_as_text() => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        if flag.is_none() {
            self.refuse(field, "must be true or false");
        }
        flag
    }

    /// Takes a number: a JSON number, or a decimal in a form.
    pub fn take_number(&mut self, field: &str) -> Option<f64> {
        let number = match self.take(field)? {
            Raw::Number(number) => Some(number),
            Raw::Text(text) if self.comes_as_text() => parse_decimal(&text),
            _ => None,
        };
        let number = number.filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.refuse(field, "must be a number like 12.5");
        }
        number
    }

    /// Takes a day, `YYYY-MM-DD`; in a row of a file also `25-11-2026`.
    pub fn take_day(&mut self, field: &str) -> Option<NaiveDate> {
        let text = self.take_raw_text(field)?;
        let text = text.trim();
        let dutch = || self.zone.and_then(|_| day_of_text(text));
        let day = parse_day(text).or_else(dutch);
        if day.is_none() {
            self.refuse(field, if self.zone.is_some() { DAY_IN_ROW } else { DAY });
        }
        day
    }

    /// Takes a set of values of an enumeration: a JSON list, or names separated by commas.
    pub fn take_names<T>(&mut self, field: &str) -> Option<BTreeSet<T>>
    where
        T: std::str::FromStr<Err = UnknownName> + Ord,
    {
        let names = match self.take(field)? {
            Raw::List(names) => names,
            Raw::Text(text) if self.comes_as_text() => {
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
}
