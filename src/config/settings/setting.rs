//! How one setting is read: what holds where it is not set, and the parser of its text.
//!
//! The rule: a parser makes the value that the program works with, or says what to write instead; it repeats the text
//! only where that cannot hold a secret.

use crate::config::settings::key::{Facts, Form, Unset};

/// The parser of a setting.
pub type Parse<T> = fn(&str) -> Result<T, String>;

/// A setting that always has a value.
#[derive(Clone, Copy)]
pub struct Given<T> {
    facts: Facts,
    parse: Parse<T>,
    /// The value where it is not set and no text stands in for it.
    otherwise: Option<fn() -> Result<T, String>>,
}

/// A setting that has no value where it is not set.
#[derive(Clone, Copy)]
pub struct Optional<T> {
    facts: Facts,
    parse: Parse<T>,
}

/// A setting that has to be set.
pub const fn required<T>(parse: Parse<T>) -> Given<T> {
    Given { facts: Facts::of(Unset::Required), parse, otherwise: None }
}

/// A setting that counts as set to this text where it is not set.
pub const fn default<T>(text: &'static str, parse: Parse<T>) -> Given<T> {
    Given { facts: Facts::of(Unset::Default(text)), parse, otherwise: None }
}

/// A setting with a value of its own where it is not set; `words` say which.
pub const fn otherwise<T>(
    words: &'static str,
    value: fn() -> Result<T, String>,
    parse: Parse<T>,
) -> Given<T> {
    Given { facts: Facts::of(Unset::Otherwise(words)), parse, otherwise: Some(value) }
}

/// A setting without a value where it is not set; `words` say what holds then.
pub const fn optional<T>(words: &'static str, parse: Parse<T>) -> Optional<T> {
    Optional { facts: Facts::of(Unset::Otherwise(words)), parse }
}

impl<T> Given<T> {
    /// The same setting, which may be a number in a file.
    pub const fn number(mut self) -> Self {
        self.facts.form = Form::Number;
        self
    }

    /// The same setting, which may be `true` or `false` in a file.
    pub const fn flag(mut self) -> Self {
        self.facts.form = Form::Flag;
        self
    }

    /// The same setting, taking a list.
    pub const fn list(mut self) -> Self {
        self.facts.form = Form::List;
        self
    }

    /// The same setting, with a value to show where it has no default.
    pub const fn example(mut self, example: &'static str) -> Self {
        self.facts.example = example;
        self
    }

    /// The same setting, of which no message repeats the value.
    pub const fn secret(mut self) -> Self {
        self.facts.holds_secret = true;
        self
    }

    pub const fn facts(&self) -> Facts {
        self.facts
    }

    /// The value of the text that was set, if one was.
    ///
    /// # Errors
    /// What to write instead.
    pub fn read(&self, text: Option<&str>) -> Result<T, String> {
        match (text, self.facts.unset, self.otherwise) {
            (Some(text), ..) | (None, Unset::Default(text), _) => (self.parse)(text.trim()),
            (None, _, Some(value)) => value(),
            (None, ..) => Err("is required".to_owned()),
        }
    }
}

impl<T> Optional<T> {
    /// The same setting, taking a list.
    pub const fn list(mut self) -> Self {
        self.facts.form = Form::List;
        self
    }

    /// The same setting, taking a list of texts that may have commas.
    pub const fn entries(mut self) -> Self {
        self.facts.form = Form::Entries;
        self
    }

    /// The same setting, with a value to show where it has no default.
    pub const fn example(mut self, example: &'static str) -> Self {
        self.facts.example = example;
        self
    }

    /// The same setting, of which no message repeats the value.
    pub const fn secret(mut self) -> Self {
        self.facts.holds_secret = true;
        self
    }

    pub const fn facts(&self) -> Facts {
        self.facts
    }

    /// The value of the text that was set, if one was.
    ///
    /// # Errors
    /// What to write instead.
    pub fn read(&self, text: Option<&str>) -> Result<Option<T>, String> {
        text.map(|text| (self.parse)(text.trim())).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Result<u8, String> {
        text.parse().map_err(|_| "must be a number".to_owned())
    }

    #[test]
    fn what_is_not_set_is_missing_or_has_what_stands_in_for_it() {
        assert_eq!(required(number).read(None), Err("is required".to_owned()));
        assert_eq!(default("7", number).read(None), Ok(7));
        assert_eq!(otherwise("the highest", || Ok(255), number).read(None), Ok(255));
        assert_eq!(optional("none", number).read(None), Ok(None));
    }

    #[test]
    fn what_is_set_is_parsed_without_the_spaces_around_it() {
        assert_eq!(required(number).read(Some(" 1 ")), Ok(1));
        assert_eq!(optional("none", number).read(Some(" 1 ")), Ok(Some(1)));
        for read in [default("7", number).read(Some("x")), otherwise("", || Ok(1), number).read(Some("x"))] {
            assert_eq!(read, Err("must be a number".to_owned()));
        }
    }
}
