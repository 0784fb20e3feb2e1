//! Takes settings from what was read, and notes every one that is wrong.

use crate::config::settings::mistake::ConfigMistake;
use crate::config::settings::sources::Values;

/// The settings that were read, and what is wrong with them so far.
pub struct Reader<'a> {
    values: &'a Values,
    mistakes: Vec<ConfigMistake>,
}

impl<'a> Reader<'a> {
    #[must_use]
    pub fn new(values: &'a Values) -> Self {
        Self { values, mistakes: Vec::new() }
    }

    /// The value of a setting; `None` if it is wrong, which is noted.
    pub fn take<T>(&mut self, name: &str, read: impl FnOnce(Option<&str>) -> Result<T, String>) -> Option<T> {
        let text = self.values.get(name).map(String::as_str);
        read(text).map_err(|message| self.refuse(name, message)).ok()
    }

    /// Whether a setting was set, be it to something wrong.
    #[must_use]
    pub fn is_set(&self, name: &str) -> bool {
        self.values.contains_key(name)
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
