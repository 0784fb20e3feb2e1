//! The sources of settings: the file and the environment, which takes precedence.

mod environment;
mod file;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::find;
use crate::config::settings::key::Key;
use crate::config::settings::mistake::ConfigMistake;
use crate::config::settings::shown::{may_hold_password, shown};

pub use environment::{listen_of_environment, variables_but_listen};
pub use file::of_file_text;

/// Settings by key, as text; lists are joined by commas.
pub type Values = BTreeMap<&'static str, String>;

/// The file that is read by default.
const DEFAULT_FILE: &str = "naklank.toml";

/// The settings that were read, and what is wrong with the others. It has no `Debug`, since it holds secrets.
#[derive(Default)]
pub struct Found {
    pub values: Values,
    /// What is wrong with each setting that is set to something without a text; `None` where that is said already.
    unusable: BTreeMap<&'static str, Option<ConfigMistake>>,
    /// Where each setting stands: a variable, or a file with the line.
    places: BTreeMap<&'static str, String>,
    /// What is wrong apart from the values of settings.
    mistakes: Vec<ConfigMistake>,
    /// The file that was read.
    file: Option<String>,
    /// Whether settings of the file may be missing here, since it could not be read to its end.
    is_partial: bool,
}

impl Found {
    /// What is wrong before any value is parsed.
    pub fn mistakes(&self) -> impl Iterator<Item = &ConfigMistake> {
        self.mistakes.iter().chain(self.unusable.values().flatten())
    }

    /// Whether a setting is set to something that has no text to parse.
    #[must_use]
    pub fn is_unusable(&self, key: &str) -> bool {
        self.unusable.contains_key(key)
    }

    /// Whether a setting that is not here is set nowhere.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.is_partial
    }

    /// The mistake with what stands where, as far as its key was set.
    #[must_use]
    pub fn located(&self, mistake: ConfigMistake) -> ConfigMistake {
        let found = find(&mistake.key).and_then(|key| {
            let place = self.places.get(key.name)?;
            match self.values.get(key.name) {
                // Once is enough.
                Some(value) if !mistake.message.contains(&shown(value)) => Some(told(key, value, place)),
                _ => Some(place.clone()),
            }
        });
        ConfigMistake { found: mistake.found.or(found), ..mistake }
    }

    /// Where a setting stands, if it is set.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<String> {
        self.places.get(key).cloned()
    }

    /// Where a setting was looked for that is not set.
    #[must_use]
    pub fn looked_for(&self, key: &Key) -> String {
        let variable = key.variable();
        match &self.file {
            Some(file) => format!("neither in {file} nor in {variable}"),
            None => format!("there is no {DEFAULT_FILE} here, and {variable} is not set"),
        }
    }

    fn set(&mut self, key: &'static str, value: String, place: String) {
        self.unusable.remove(key);
        self.values.insert(key, value);
        self.places.insert(key, place);
    }

    /// Notes that a setting is set and has no text; `mistake` says why, unless that is said already.
    fn set_unusable(&mut self, key: &'static str, mistake: Option<ConfigMistake>, place: String) {
        self.values.remove(key);
        self.unusable.insert(key, mistake);
        self.places.insert(key, place);
    }

    fn refuse(&mut self, key: String, message: String, found: Option<String>) {
        self.mistakes.push(ConfigMistake { key, message, found });
    }

    /// What was found here and there; what stands there wins.
    fn and(mut self, there: Self) -> Self {
        for key in there.values.keys().chain(there.unusable.keys()) {
            self.values.remove(key);
            self.unusable.remove(key);
        }
        self.values.extend(there.values);
        self.unusable.extend(there.unusable);
        self.places.extend(there.places);
        self.mistakes.extend(there.mistakes);
        self
    }
}

/// A value and its place, or the place alone where the value may hold a secret.
fn told(key: &Key, value: &str, place: &str) -> String {
    if key.facts.holds_secret || may_hold_password(value) {
        place.to_owned()
    } else {
        format!("{} in {place}", shown(value))
    }
}

/// Reads the named file, or the one in `NAKLANK_CONFIG`, or `naklank.toml` if it exists; then the environment. Valid
/// settings are kept beside mistakes, so that one mistake does not hide another.
#[must_use]
pub fn read(named: Option<&Path>) -> Found {
    let named = named.map(Path::to_owned).or_else(environment::named_file);
    let default = || Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.try_exists().unwrap_or(true));
    let in_file = named.or_else(default).map(|path| file::read(&path)).unwrap_or_default();
    in_file.and(environment::read())
}

/// What is said of a name that is not known, with the ones that may be meant.
fn not_a_setting(meant: &[&str]) -> String {
    if meant.is_empty() {
        "is not a setting; see `naklank config example` for all of them".to_owned()
    } else {
        format!("is not a setting; {} is", meant.join(" or "))
    }
}
