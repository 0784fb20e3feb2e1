//! The settings in a file.
//!
//! The rule: what is wrong in a file is told with its line, and hides nothing else in it.

use std::collections::BTreeMap;
use std::path::Path;

use super::{Found, not_a_setting};
use crate::config::settings::key::Form;
use crate::config::settings::shown::on_one_line;
use crate::config::{find, keys};

/// Reads a file; that it cannot be read is a mistake like another.
pub fn read(path: &Path) -> Found {
    let name = on_one_line(&path.display().to_string());
    match std::fs::read_to_string(path) {
        Ok(text) => of_file_text(&text, &name),
        Err(error) => {
            let mut found = Found::default();
            found.refuse(&name, format!("cannot be read: {error}"), None);
            found
        }
    }
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
            found.refuse(file, error.message().to_owned(), line);
            return found;
        }
    };
    let lines = lines_of_keys(text);
    let place = |key: &str| match lines.get(key) {
        Some(line) => format!("{file}, line {line}"),
        None => file.to_owned(),
    };
    for (section, inner) in &table {
        match inner.as_table() {
            Some(inner) => inner.iter().for_each(|(name, value)| {
                let name = format!("{section}.{name}");
                take(&mut found, &name, value, place(&name));
            }),
            None => refuse_unknown(&mut found, section, place(section)),
        }
    }
    found
}

/// Takes the value of one line.
fn take(found: &mut Found, name: &str, value: &toml::Value, place: String) {
    match find(name).map(|key| (key, text_of(value, key.facts.form == Form::List))) {
        Some((key, Ok(value))) => found.set(key.name, value, place),
        Some((_, Err(message))) => found.refuse(name, message.to_owned(), Some(place)),
        None => refuse_unknown(found, name, place),
    }
}

/// Refuses a name that is not known; its value is not repeated, since it may be a mistyped secret.
fn refuse_unknown(found: &mut Found, name: &str, place: String) {
    found.refuse(name, not_a_setting(name, keys().map(|key| key.name)), Some(place));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ConfigMistake;

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
        let wrong = |key: &str| {
            let mistake = ConfigMistake { key: key.to_owned(), message: "is wrong".to_owned(), found: None };
            found.located(mistake).to_string()
        };
        assert_eq!(wrong("survey.delay"), "survey.delay: is wrong (`soon` in x.toml, line 4)");
        assert_eq!(wrong("mail.url"), "mail.url: is wrong (x.toml, line 7)", "it may hold a password");
        assert_eq!(wrong("mail.from"), "mail.from: is wrong", "it is not set");
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
}
