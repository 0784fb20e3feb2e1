//! Takes settings from what was read, and notes every one that is wrong.

use crate::config::find;
use crate::config::settings::key::Key;
use crate::config::settings::mistake::ConfigMistake;
use crate::config::settings::sources::{Found, Values};

/// The settings that were read, and what is wrong with them so far.
pub struct Reader<'a> {
    values: &'a Values,
    /// Where they come from; `None` for settings that come from no file or environment.
    found: Option<&'a Found>,
    mistakes: Vec<ConfigMistake>,
}

impl<'a> Reader<'a> {
    #[must_use]
    pub fn new(values: &'a Values) -> Self {
        Self { values, found: None, mistakes: Vec::new() }
    }

    /// The same, which knows what is set to something without a text, and what may be missing for another reason.
    #[must_use]
    pub fn of(found: &'a Found) -> Self {
        Self { found: Some(found), ..Self::new(&found.values) }
    }

    /// The value of a setting; `None` if it is wrong, which is noted.
    pub fn take<T>(&mut self, name: &str, read: impl FnOnce(Option<&str>) -> Result<T, String>) -> Option<T> {
        match self.values.get(name) {
            Some(text) => read(Some(text)).map_err(|message| self.refuse(name, message)).ok(),
            // What is wrong with it is known.
            None if self.is_set(name) => None,
            None => read(None).map_err(|message| self.miss(name, message)).ok(),
        }
    }

    /// The text of a setting, or of its default; `None` where it has neither, or may stand in what could not be read.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        let default = || {
            let is_certain = !self.is_set(name) && self.found.is_none_or(Found::is_whole);
            find(name).filter(|_| is_certain).and_then(Key::default)
        };
        self.values.get(name).map(String::as_str).or_else(default).map(str::trim)
    }

    /// Whether a setting was set, be it to something wrong.
    #[must_use]
    pub fn is_set(&self, name: &str) -> bool {
        self.values.contains_key(name) || self.found.is_some_and(|found| found.is_unusable(name))
    }

    /// Notes that a setting is missing, and where it was looked for; not where it may stand in what could not be read.
    pub fn miss(&mut self, name: &str, message: String) {
        if self.found.is_none_or(Found::is_whole) {
            let found = self.found.and_then(|found| Some(found.looked_for(find(name)?)));
            self.mistakes.push(ConfigMistake { key: name.to_owned(), message, found });
        }
    }

    /// Notes what is wrong with a setting.
    pub fn refuse(&mut self, name: &str, message: String) {
        self.mistakes.push(ConfigMistake { key: name.to_owned(), message, found: None });
    }

    /// What was made of the settings, if none is wrong.
    ///
    /// # Errors
    /// Every mistake.
    pub fn finish<T>(self, made: Option<T>) -> Result<T, Vec<ConfigMistake>> {
        made.filter(|_| self.mistakes.is_empty()).ok_or(self.mistakes)
    }
}
