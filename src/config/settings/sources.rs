//! The sources of settings: the file and the environment, which takes precedence.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::ConfigMistake;
use crate::config::settings::key::{KEYS, environment_name, find, may_hold_secret};
use crate::config::settings::nearest::nearest;

/// Settings by key, as text; lists are joined by commas.
pub type Values = BTreeMap<&'static str, String>;

/// The file that is read by default.
const DEFAULT_FILE: &str = "naklank.toml";
/// The variable that names another file, and the prefix of all variables of this program.
const CONFIG: &str = "NAKLANK_CONFIG";
const PREFIX: &str = "NAKLANK_";
/// The prefix of variables that only the tests of this program read.
const OF_TESTS: &str = "NAKLANK_TEST_";
/// The longest value that a message repeats, in characters.
const LONGEST_SHOWN: usize = 60;

/// The settings that were read, and what is wrong with the others.
#[derive(Debug, Default)]
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
        let found = self.values.get_key_value(mistake.key.as_str()).and_then(|(key, value)| {
            let place = self.places.get(key)?;
            Some(if may_hold_secret(key) { place.clone() } else { format!("{} in {place}", shown(value)) })
        });
        ConfigMistake { found: mistake.found.or(found), ..mistake }
    }
}

/// A value in a message: on one line, and not longer than needed to recognise it.
fn shown(value: &str) -> String {
    let begin: String = value.chars().take(LONGEST_SHOWN).collect();
    let more = if begin.len() < value.len() { "…" } else { "" };
    format!("`{}{more}`", begin.escape_debug())
}

/// Reads the named file, or the one in `NAKLANK_CONFIG`, or `naklank.toml` if it exists; then the environment. Valid
/// settings are kept beside mistakes, so that one mistake does not hide another.
#[must_use]
pub fn read(named: Option<&Path>) -> Found {
    let named = named.map(Path::to_owned).or_else(|| environment(CONFIG).map(PathBuf::from));
    let default = || Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.try_exists().unwrap_or(true));
    let mut found = match named.or_else(default) {
        None => Found::default(),
        Some(path) => match std::fs::read_to_string(&path) {
            Ok(text) => of_file_text(&text, &path.display().to_string()),
            Err(error) => Found {
                mistakes: vec![mistake(
                    &path.display().to_string(),
                    format!("cannot be read: {error}"),
                    None,
                )],
                ..Found::default()
            },
        },
    };
    let of_environment = of_environment(environment_of_ours());
    found.values.extend(of_environment.values);
    found.places.extend(of_environment.places);
    found.mistakes.extend(of_environment.mistakes);
    found
}

/// The listen address of the demonstration from the environment: the only setting that it takes.
#[must_use]
pub fn listen_of_environment() -> Option<String> {
    environment(&environment_name("http.listen"))
}

/// The names of all other variables with our prefix that are set.
#[must_use]
pub fn variables_but_listen() -> Vec<String> {
    let listen = environment_name("http.listen");
    environment_of_ours().into_iter().map(|(name, _)| name).filter(|name| *name != listen).collect()
}

/// The settings in variables with our prefix; one that names no setting is a mistake.
fn of_environment(variables: Vec<(String, Option<String>)>) -> Found {
    let mut found = Found::default();
    for (name, value) in variables {
        match (KEYS.iter().find(|key| environment_name(key.name) == name), value) {
            (_, Some(value)) if value.is_empty() => {}
            (Some(key), Some(value)) => {
                found.values.insert(key.name, value);
                found.places.insert(key.name, name);
            }
            (Some(_), None) => found.mistakes.push(mistake(&name, "is not UTF-8 text".to_owned(), None)),
            (None, _) if name == CONFIG || name.starts_with(OF_TESTS) => {}
            (None, _) => {
                let known: Vec<String> = KEYS.iter().map(|key| environment_name(key.name)).collect();
                let message = not_a_setting(nearest(&name, known.iter().map(String::as_str)));
                found.mistakes.push(mistake(&name, message, None));
            }
        }
    }
    found
}

/// The settings in the text of a file; `file` is its name, for error messages.
#[must_use]
pub fn of_file_text(text: &str, file: &str) -> Found {
    let mut found = Found::default();
    let table = match text.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => {
            // Without the line itself, which may hold a secret.
            let line = error.span().map(|span| format!("line {}", line_at(text, span.start)));
            found.mistakes.push(mistake(file, error.message().to_owned(), line));
            return found;
        }
    };
    let lines = lines_of_keys(text);
    let place = |key: &str| match lines.get(key) {
        Some(line) => format!("{file}, line {line}"),
        None => file.to_owned(),
    };
    for (section, inner) in &table {
        let Some(inner) = inner.as_table() else {
            found.mistakes.push(unknown(section, place(section)));
            continue;
        };
        for (name, value) in inner {
            let full = format!("{section}.{name}");
            match find(&full).map(|key| (key, text_of(value, key.is_list))) {
                Some((key, Ok(value))) => {
                    found.values.insert(key.name, value);
                    found.places.insert(key.name, place(&full));
                }
                Some((_, Err(message))) => {
                    found.mistakes.push(mistake(&full, message.to_owned(), Some(place(&full))));
                }
                None => found.mistakes.push(unknown(&full, place(&full))),
            }
        }
    }
    found
}

/// The line of each section and of each key in the text of a file.
fn lines_of_keys(text: &str) -> BTreeMap<String, usize> {
    let mut lines = BTreeMap::new();
    let Ok(table) = toml::de::DeTable::parse(text) else { return lines };
    for (section, inner) in table.get_ref() {
        lines.insert(section.get_ref().to_string(), line_at(text, section.span().start));
        for (name, _) in inner.get_ref().as_table().into_iter().flatten() {
            lines.insert(
                format!("{}.{}", section.get_ref(), name.get_ref()),
                line_at(text, name.span().start),
            );
        }
    }
    lines
}

/// The line of a byte, counted from 1.
fn line_at(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|byte| *byte == b'\n').count()
}

fn mistake(key: &str, message: String, found: Option<String>) -> ConfigMistake {
    ConfigMistake { key: key.to_owned(), message, found }
}

/// A key that is not known; its value is not repeated, since it may be a mistyped secret.
fn unknown(key: &str, place: String) -> ConfigMistake {
    mistake(key, not_a_setting(nearest(key, KEYS.iter().map(|key| key.name))), Some(place))
}

fn not_a_setting(nearest: Option<&str>) -> String {
    match nearest {
        Some(name) => format!("is not a setting; {name} is"),
        None => "is not a setting; see `naklank config example` for all of them".to_owned(),
    }
}

/// A value as text; a list only if the key takes one.
fn text_of(value: &toml::Value, is_list: bool) -> Result<String, &'static str> {
    match value {
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Integer(number) => Ok(number.to_string()),
        toml::Value::Float(number) => Ok(number.to_string()),
        toml::Value::Boolean(flag) => Ok(flag.to_string()),
        toml::Value::Array(list) if is_list => {
            let texts: Option<Vec<&str>> = list.iter().map(toml::Value::as_str).collect();
            // Lists are joined by commas, so an item with a comma would become two.
            let texts = texts.filter(|texts| !texts.iter().any(|text| text.contains(',')));
            texts.map(|texts| texts.join(",")).ok_or("must be a list of texts without commas")
        }
        toml::Value::Array(_) => Err("must be one value, not a list"),
        toml::Value::Table(_) | toml::Value::Datetime(_) => Err("must be text, a number or a list of texts"),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place where the environment is read")]
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// All variables with our prefix; `None` for a value that is not UTF-8.
fn environment_of_ours() -> Vec<(String, Option<String>)> {
    let all = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok())));
    all.filter(|(name, _)| name.starts_with(PREFIX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(found: &Found) -> Vec<&str> {
        found.mistakes.iter().map(|mistake| mistake.key.as_str()).collect()
    }

    #[test]
    fn what_is_wrong_hides_nothing_else() {
        let file = "colour = 1\n[survey]\nshade = 2\ndelay = \"1 day\"\nwindow = { a = 1 }\n[organisation]\nname = [\"a\"]\n";
        let found = of_file_text(file, "x.toml");
        assert_eq!(keys_of(&found), ["colour", "organisation.name", "survey.shade", "survey.window"]);
        assert_eq!(found.values.get("survey.delay").map(String::as_str), Some("1 day"));
    }

    #[test]
    fn a_mistake_says_what_stands_where() {
        let file = "# a comment\n[survey]\n\ndelay = \"soon\"\ndealy = \"1 day\"\n[mail]\nurl = \"smtp://u:s3cret@x\"\nrate = []\n";
        let found = of_file_text(file, "x.toml");
        let told: Vec<String> = found.mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "mail.rate: must be one value, not a list (x.toml, line 8)",
                "survey.dealy: is not a setting; survey.delay is (x.toml, line 5)",
            ]
        );
        let wrong = |key: &str| found.located(mistake(key, "is wrong".to_owned(), None)).to_string();
        assert_eq!(wrong("survey.delay"), "survey.delay: is wrong (`soon` in x.toml, line 4)");
        assert_eq!(wrong("mail.url"), "mail.url: is wrong (x.toml, line 7)", "it may hold a password");
        assert_eq!(wrong("mail.from"), "mail.from: is wrong", "it is not set");
    }

    #[test]
    fn a_value_is_shown_on_one_line_and_cut_off() {
        assert_eq!(shown("a\nb\u{7}"), "`a\\nb\\u{7}`");
        assert_eq!(shown(&"x".repeat(70)), format!("`{}…`", "x".repeat(60)));
    }

    #[test]
    fn a_syntax_error_names_the_file_that_it_is_in() {
        assert_eq!(keys_of(&of_file_text("[survey\n", "/etc/naklank/live.toml")), ["/etc/naklank/live.toml"]);
    }

    #[test]
    fn a_list_is_a_list_where_several_belong() {
        let found = of_file_text("[survey]\naudience = [\"customer\", \"lawyer\"]\n", "x");
        assert_eq!(found.values.get("survey.audience").map(String::as_str), Some("customer,lawyer"));
        assert_eq!(
            keys_of(&of_file_text("[survey]\naudience = [\"customer,lawyer\"]\n", "x")),
            ["survey.audience"]
        );
        assert_eq!(keys_of(&of_file_text("[survey]\naudience = [1]\n", "x")), ["survey.audience"]);
    }

    #[test]
    fn a_variable_of_ours_names_a_setting() {
        let text = |value: &str| Some(value.to_owned());
        let found = of_environment(vec![
            ("NAKLANK_MAIL_URL".to_owned(), text("file:x")),
            ("NAKLANK_MAIL_ULR".to_owned(), text("smtp://x")),
            ("NAKLANK_CONFIG".to_owned(), text("x.toml")),
            ("NAKLANK_TEST_POSTGRES".to_owned(), text("postgres://x")),
            ("NAKLANK_MAIL_FROM".to_owned(), None),
            ("NAKLANK_MAIL_REPLY_TO".to_owned(), text("")),
        ]);
        assert_eq!(keys_of(&found), ["NAKLANK_MAIL_ULR", "NAKLANK_MAIL_FROM"]);
        assert_eq!(found.values, Values::from([("mail.url", "file:x".to_owned())]));
        assert!(found.mistakes[0].message.contains("NAKLANK_MAIL_URL is"), "the nearest is named");
    }
}
