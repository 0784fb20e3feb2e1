//! Parsers of values that settings of several sections have.

use std::path::PathBuf;
use std::str::FromStr;

use chrono::TimeDelta;

use crate::domain::input::decimal::{parse_decimal, parse_whole};

/// The longest duration that a setting may have, 100 years.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(100 * 366 * 24 * 3600);

/// A time, such as `24h`.
pub fn duration(text: &str) -> Result<TimeDelta, String> {
    let wrong = || "must be a time like 90s, 24h or 5 days".to_owned();
    let duration = humantime::parse_duration(text).map_err(|_| wrong())?;
    if duration > LONGEST {
        return Err("must be at most 100 years".to_owned());
    }
    TimeDelta::from_std(duration).map_err(|_| wrong())
}

/// A value of the domain, whose own error says what to write instead.
pub fn from_str<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// Several of them, separated by commas.
pub fn list<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<Vec<T>, String> {
    text.split(',').map(|part| from_str(part.trim())).collect()
}

/// The value of a list that is not set.
pub fn empty<T>() -> Result<Vec<T>, String> {
    Ok(Vec::new())
}

/// The name of a file.
pub fn path(text: &str) -> Result<PathBuf, String> {
    if text.is_empty() { Err("must name a file".to_owned()) } else { Ok(PathBuf::from(text)) }
}

/// Files, separated by commas.
pub fn paths(text: &str) -> Result<Vec<PathBuf>, String> {
    let wrong = |_| "must be a list of files, without an empty one".to_owned();
    text.split(',').map(|part| path(part.trim()).map_err(wrong)).collect()
}

pub fn short_text(text: &str) -> Result<String, String> {
    if is_line(text, 200) {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 200 characters on one line".to_owned())
    }
}

/// Whether a text is one line of 1 to `most` characters.
pub fn is_line(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

pub fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("must be yes or no".to_owned()),
    }
}

pub fn whole_number(text: &str, least: u32, most: u32) -> Result<u32, String> {
    let number = parse_whole(text).filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("must be a whole number from {least} to {most}"))
}

pub fn number(text: &str, least: f64, most: f64) -> Result<f64, String> {
    let number = parse_decimal(text).filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("must be a number from {least} to {most}"))
}

/// The text of a file of at most `largest` bytes.
pub fn text_of_file(path: &str, largest: u64) -> Result<String, String> {
    self::path(path)?;
    let size = std::fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if size > largest {
        return Err(format!("is larger than {largest} bytes"));
    }
    std::fs::read_to_string(path).map_err(|error| format!("cannot be read: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_a_unit_and_an_end() {
        assert_eq!(duration("90s"), Ok(TimeDelta::seconds(90)));
        assert_eq!(duration("5 days"), Ok(TimeDelta::days(5)));
        assert!(duration("5").is_err() && duration("soon").is_err());
        assert_eq!(duration("101 years"), Err("must be at most 100 years".to_owned()));
    }

    #[test]
    fn yes_and_no_have_two_words_each() {
        for (text, expected) in
            [("yes", Some(true)), ("true", Some(true)), ("no", Some(false)), ("maybe", None)]
        {
            assert_eq!(yes_or_no(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_list_of_files_has_no_empty_one() {
        assert_eq!(paths("a, b"), Ok(vec![PathBuf::from("a"), PathBuf::from("b")]));
        assert!(paths("a,,b").is_err() && paths("").is_err());
    }
}
