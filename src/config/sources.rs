//! Where settings come from: the file and the environment. The environment wins.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::ConfigMistake;
use crate::config::keys::{KEYS, environment_name, find};

/// Settings by key, as text; lists are joined by commas.
pub type Values = BTreeMap<&'static str, String>;

/// The file that is read when none is named.
const DEFAULT_FILE: &str = "naklank.toml";

/// Reads the named file, else the one in `NAKLANK_CONFIG`, else `naklank.toml` if there is one; then the environment.
///
/// # Errors
/// A file that cannot be read or is no TOML, and keys that do not exist.
pub fn read(named: Option<&Path>) -> Result<Values, Vec<ConfigMistake>> {
    let named = named.map(Path::to_owned).or_else(|| environment("NAKLANK_CONFIG").map(PathBuf::from));
    let file = named.or_else(|| Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.exists()));
    let mut values = match file {
        None => Values::new(),
        Some(path) => {
            let text = std::fs::read_to_string(&path).map_err(|error| {
                let message = format!("cannot be read: {error}");
                vec![ConfigMistake { key: path.display().to_string(), message }]
            })?;
            of_file_text(&text)?
        }
    };
    for key in KEYS {
        if let Some(value) = environment(&environment_name(key.name)) {
            values.insert(key.name, value);
        }
    }
    Ok(values)
}

/// The settings in the text of a file.
///
/// # Errors
/// Text that is no TOML, and keys that do not exist.
pub fn of_file_text(text: &str) -> Result<Values, Vec<ConfigMistake>> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        vec![ConfigMistake { key: DEFAULT_FILE.to_owned(), message: error.to_string().trim().to_owned() }]
    })?;
    let mut values = Values::new();
    let mut mistakes = Vec::new();
    for (section, inner) in &table {
        let Some(inner) = inner.as_table() else {
            mistakes.push(unknown(section));
            continue;
        };
        for (name, value) in inner {
            let full = format!("{section}.{name}");
            match (find(&full), text_of(value)) {
                (Some(key), Some(value)) => drop(values.insert(key.name, value)),
                (Some(_), None) => mistakes.push(ConfigMistake {
                    key: full,
                    message: "must be text, a number or a list of texts".to_owned(),
                }),
                (None, _) => mistakes.push(unknown(&full)),
            }
        }
    }
    if mistakes.is_empty() { Ok(values) } else { Err(mistakes) }
}

fn unknown(key: &str) -> ConfigMistake {
    ConfigMistake { key: key.to_owned(), message: "is no setting; see `naklank config example`".to_owned() }
}

fn text_of(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        toml::Value::Array(list) => {
            let texts: Option<Vec<&str>> = list.iter().map(toml::Value::as_str).collect();
            texts.map(|texts| texts.join(","))
        }
        toml::Value::Table(_) | toml::Value::Datetime(_) => None,
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
