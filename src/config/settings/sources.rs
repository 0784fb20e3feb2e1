//! The sources of settings: the file and the environment, which takes precedence.

mod environment;
mod file;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::find;
use crate::config::settings::mistake::ConfigMistake;
use crate::config::settings::nearest::nearest;
use crate::config::settings::shown::{may_hold_password, named, shown};

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
    /// Where each value stands: a variable, or a file with the line.
    places: BTreeMap<&'static str, String>,
    pub mistakes: Vec<ConfigMistake>,
}

impl Found {
    /// The mistake with what stands where, as far as its key was set.
    #[must_use]
    pub fn located(&self, mistake: ConfigMistake) -> ConfigMistake {
        let found = find(&mistake.key).and_then(|key| {
            let (value, place) = (self.values.get(key.name)?, self.places.get(key.name)?);
            let is_secret = key.facts.holds_secret || may_hold_password(value);
            // Once is enough.
            let is_told = mistake.message.contains(&shown(value));
            Some(if is_secret || is_told { place.clone() } else { format!("{} in {place}", shown(value)) })
        });
        ConfigMistake { found: mistake.found.or(found), ..mistake }
    }

    fn set(&mut self, key: &'static str, value: String, place: String) {
        self.values.insert(key, value);
        self.places.insert(key, place);
    }

    fn refuse(&mut self, key: &str, message: String, found: Option<String>) {
        self.mistakes.push(ConfigMistake { key: named(key), message, found });
    }

    /// What was found here and there; what stands there wins.
    fn and(mut self, there: Self) -> Self {
        self.values.extend(there.values);
        self.places.extend(there.places);
        self.mistakes.extend(there.mistakes);
        self
    }
}

/// Reads the named file, or the one in `NAKLANK_CONFIG`, or `naklank.toml` if it exists; then the environment. Valid
/// settings are kept beside mistakes, so that one mistake does not hide another.
#[must_use]
pub fn read(named: Option<&Path>) -> Found {
    let named = named.map(Path::to_owned).or_else(|| environment::named_file().map(PathBuf::from));
    let default = || Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.try_exists().unwrap_or(true));
    let in_file = named.or_else(default).map(|path| file::read(&path)).unwrap_or_default();
    in_file.and(environment::read())
}

/// What is said of a name that is not known, of all names of its kind.
fn not_a_setting<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(known) => format!("is not a setting; {known} is"),
        None => "is not a setting; see `naklank config example` for all of them".to_owned(),
    }
}
