//! The settings in a file.
//!
//! The rule: what is wrong in a file is told with its line, and hides nothing else in it, be it that the file is no TOML.

mod readable;
mod value;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Found, not_a_setting};
use crate::config::settings::key::Key;
use crate::config::settings::mistake::ConfigMistake;
use crate::config::settings::nearest::{nearest, nearest_setting};
use crate::config::settings::shown::{may_hold_password, named, on_one_line, shown};
use crate::config::settings::sources::file::readable::{Readable, line_at, lines_of};
use crate::config::settings::sources::file::value::text_of;
use crate::config::{SECTIONS, find};

/// Reads a file; that it cannot be read is a mistake like another.
pub fn read(path: &Path) -> Found {
    let name = on_one_line(&path.display().to_string());
    match std::fs::read(path) {
        Ok(bytes) => of_bytes(&bytes, &name),
        Err(error) => {
            let mut found = Found { file: Some(name.clone()), is_partial: true, ..Found::default() };
            found.refuse(name, format!("cannot be read: {error}"), None);
            found
        }
    }
}

fn of_bytes(bytes: &[u8], file: &str) -> Found {
    let mut found = of_file_text(&String::from_utf8_lossy(bytes), file);
    if let Err(error) = std::str::from_utf8(bytes) {
        let line = line_at(bytes, error.valid_up_to());
        found.refuse(file.to_owned(), "is not UTF-8 text".to_owned(), Some(format!("line {line}")));
        found.is_partial = true;
    }
    found
}

/// The settings in the text of a file; `file` is its name, for error messages.
#[must_use]
pub fn of_file_text(text: &str, file: &str) -> Found {
    let Readable { text, errors } = Readable::of(text);
    let mut found = Found { file: Some(file.to_owned()), is_partial: !errors.is_empty(), ..Found::default() };
    let (table, _) = DeTable::parse_recoverable(&text);
    for (line, message) in errors.iter().filter_map(|(line, message)| Some((line, message.as_ref()?))) {
        found.refuse(file.to_owned(), message.clone(), Some(format!("line {line}")));
    }
    let source = Source { text: &text, file, errors };
    for (section, inner) in table.get_ref() {
        source.take_section(&mut found, section, inner);
    }
    found
}

/// What can be read of a file, and what is wrong in the lines that are no TOML.
struct Source<'a> {
    text: &'a str,
    file: &'a str,
    errors: BTreeMap<usize, Option<String>>,
}

impl Source<'_> {
    fn take_section(&self, found: &mut Found, section: &Spanned<DeString<'_>>, inner: &Spanned<DeValue<'_>>) {
        let name: &str = section.get_ref();
        let is_known = SECTIONS.iter().any(|known| known.name == name);
        let refuse = |found: &mut Found, message: String| {
            found.refuse(named(name), message, Some(self.place(&section.span())));
        };
        match inner.get_ref() {
            DeValue::Table(table) if table.is_empty() && !is_known => {
                let meant = nearest(name, SECTIONS.iter().map(|known| known.name));
                let meant = meant.map(|meant| format!("; [{meant}] is")).unwrap_or_default();
                refuse(found, format!("is not a section{meant}"));
            }
            DeValue::Table(table) => self.take_table(found, name, table),
            DeValue::Array(tables) if is_known => {
                refuse(found, format!("is a section: write [{name}] once, and its settings below it"));
                for table in tables.iter().filter_map(|table| table.get_ref().as_table()) {
                    self.take_table(found, name, table);
                }
            }
            _ if is_known => {
                refuse(found, format!("is a section: write [{name}], and its settings below it"));
            }
            _ => refuse(found, not_a_setting(&nearest_setting(name))),
        }
    }

    fn take_table(&self, found: &mut Found, section: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let place = self.place(&name.span());
            let full = format!("{section}.{}", name.get_ref());
            match find(&full) {
                Some(key) => self.take(found, key, name.span(), value, place),
                // Without its value, which may be a mistyped secret.
                None => found.refuse(named(&full), not_a_setting(&nearest_setting(&full)), Some(place)),
            }
        }
    }

    fn take(
        &self,
        found: &mut Found,
        key: &'static Key,
        name: Range<usize>,
        value: &Spanned<DeValue<'_>>,
        place: String,
    ) {
        let lines = lines_of(self.text, &(name.start..name.end.max(value.span().end)));
        // What is no TOML in part is not what was meant.
        if self.errors.range(lines).next().is_some() {
            found.set_unusable(key.name, None, place);
            return;
        }
        match text_of(value.get_ref(), key) {
            Ok(Some(text)) => found.set(key.name, text, place),
            // An empty list is the default.
            Ok(None) => {}
            Err(message) => {
                let written = self.text.get(value.span()).unwrap_or_default();
                let is_told = !key.facts.holds_secret && !may_hold_password(written) && !written.is_empty();
                let told = if is_told { format!("{} in {place}", shown(written)) } else { place.clone() };
                let mistake = ConfigMistake { key: key.name.to_owned(), message, found: Some(told) };
                found.set_unusable(key.name, Some(mistake), place);
            }
        }
    }

    fn place(&self, span: &Range<usize>) -> String {
        format!("{}, line {}", self.file, line_at(self.text.as_bytes(), span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(found: &Found) -> Vec<&str> {
        found.mistakes().map(|mistake| mistake.key.as_str()).collect()
    }

    fn told(file: &str) -> Vec<String> {
        of_file_text(file, "x.toml").mistakes().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_wrong_hides_nothing_else() {
        let file = "colour = 1\n[survey]\nshade = 2\ndelay = \"1 day\"\nwindow = { a = 1 }\n[organisation]\nname = [\"a\"]\n";
        let found = of_file_text(file, "x.toml");
        assert_eq!(keys_of(&found), ["colour", "survey.shade", "organisation.name", "survey.window"]);
        assert_eq!(found.values.get("survey.delay").map(String::as_str), Some("1 day"));
    }

    #[test]
    fn a_mistake_says_what_stands_where() {
        let file = "# a comment\n[survey]\n\ndelay = \"soon\"\ndealy = \"1 day\"\n[mail]\nurl = \"smtp://u:s3cret@x\"\nrate = []\n";
        assert_eq!(
            told(file),
            [
                "survey.dealy: is not a setting; survey.delay is (x.toml, line 5)",
                "mail.rate: must be one value, not a list (`[]` in x.toml, line 8)",
            ]
        );
        let found = of_file_text(file, "x.toml");
        let wrong = |key: &str| {
            let mistake = ConfigMistake { key: key.to_owned(), message: "is wrong".to_owned(), found: None };
            found.located(mistake).to_string()
        };
        assert_eq!(wrong("survey.delay"), "survey.delay: is wrong (`soon` in x.toml, line 4)");
        assert_eq!(wrong("mail.url"), "mail.url: is wrong (x.toml, line 7)", "it may hold a password");
        assert_eq!(wrong("mail.from"), "mail.from: is wrong", "it is not set");
    }

    #[test]
    fn a_line_that_is_no_toml_names_the_file_and_hides_nothing() {
        assert_eq!(keys_of(&of_file_text("[survey\n", "/etc/naklank/live.toml")), ["/etc/naklank/live.toml"]);
        for wrong in [
            "delay",
            "delay 3",
            "delay = soon",
            "delay = ",
            "= 3",
            "delay = \"soon",
            "delay = 1.2.3",
            "delay = \"\\q\"",
            "window = \"always\"\nwindow = \"always\"",
            "[organisation]\nname = \"x\"\n[survey]\n",
        ] {
            let file = format!("[survey]\n{wrong}\n[mail]\nrate = [1]\n[webhok]\n");
            let found = of_file_text(&file, "x.toml");
            assert_eq!(keys_of(&found), ["x.toml", "webhok", "mail.rate"], "{wrong}");
            assert!(!found.is_whole() && !found.values.contains_key("survey.delay"), "{wrong}");
        }
    }

    #[test]
    fn what_stands_below_a_wrong_heading_stays_in_its_section() {
        for heading in ["[mail", "[mail]]", "[[mail]", "[mail] x", "mail]"] {
            let found = of_file_text(
                &format!("[survey]\ndelay = \"1 day\"\n{heading}\nrate = 1\nshade = 1\n"),
                "x.toml",
            );
            assert_eq!(keys_of(&found), ["x.toml", "mail.shade"], "{heading}");
            assert_eq!(found.values.keys().copied().collect::<Vec<_>>(), ["mail.rate", "survey.delay"]);
        }
    }

    /// What follows may be meant as part of it.
    #[test]
    fn a_list_that_is_not_closed_is_told_once() {
        let file = "[survey]\nholdout = 0\naudience = [\"customer\"\n[mail]\nrate = 1\nfrom = \"x\"\n";
        let found = of_file_text(file, "x.toml");
        assert_eq!(keys_of(&found), ["x.toml"]);
        assert!(found.is_unusable("survey.audience") && found.values.contains_key("survey.holdout"));
    }

    #[test]
    fn every_line_that_is_no_toml_is_told() {
        let file = "[survey]\ndelay 3\nwindow = always\n[mail]\nrate = 1.2.3\nfrom = \"a@b.nl\"\nfrom = \"b@b.nl\"\n";
        let found = of_file_text(file, "x.toml");
        let lines: Vec<&str> = found.mistakes().filter_map(|mistake| mistake.found.as_deref()).collect();
        assert_eq!(lines, ["line 2", "line 3", "line 5", "line 7"]);
        assert_eq!(found.values.keys().copied().collect::<Vec<_>>(), ["mail.from"]);
    }

    #[test]
    fn what_spans_lines_of_which_one_is_no_toml_has_no_value() {
        for value in ["[\n\"customer\"\n\"lawyer\"\n]", "\"\"\"\ncustomer\\q\n\"\"\""] {
            let found = of_file_text(&format!("[survey]\naudience = {value}\n[mail]\nrate = 1\n"), "x");
            assert_eq!(found.mistakes().count(), 1, "{value}");
            assert!(
                found.is_unusable("survey.audience") && found.values.contains_key("mail.rate"),
                "{value}"
            );
        }
    }

    #[test]
    fn a_file_that_is_no_text_is_read_as_far_as_it_is() {
        let found = of_bytes(b"[mail]\nfrom = \"\xff\"\nrate = []\n", "x.toml");
        let told: Vec<String> = found.mistakes().map(ToString::to_string).collect();
        let rate = "mail.rate: must be one value, not a list (`[]` in x.toml, line 3)";
        assert_eq!(told, ["x.toml: is not UTF-8 text (line 2)", rate]);
        let absent = read(Path::new("/nowhere/x.toml"));
        assert!(!absent.is_whole() && keys_of(&absent) == ["/nowhere/x.toml"]);
    }

    #[test]
    fn a_name_that_is_not_known_leads_to_the_one_that_is_meant() {
        for (file, expected) in [
            ("[organisation]\ndelay = \"1 day\"\n", "organisation.delay: is not a setting; survey.delay is"),
            ("delay = \"1 day\"\n", "delay: is not a setting; survey.delay is"),
            ("[survey]\nDELAY = \"1 day\"\n", "survey.DELAY: is not a setting; survey.delay is"),
            ("[mail]\nname = \"x\"\n", "mail.name: is not a setting; organisation.name or oidc.name is"),
            (
                "[mail]\nshade = 1\n",
                "mail.shade: is not a setting; see `naklank config example` for all of them",
            ),
            ("[webhok]\n", "webhok: is not a section; [webhook] is"),
            ("[colours]\n", "colours: is not a section"),
            ("[[survey]]\n", "survey: is a section: write [survey] once, and its settings below it"),
            ("survey = \"x\"\n", "survey: is a section: write [survey], and its settings below it"),
        ] {
            let told = told(file).join("\n");
            assert!(told.starts_with(expected) && told.contains(" (x.toml, line "), "{file}: {told}");
        }
        let within = told("[[survey]]\ndelay = [\"x\"]\n[[survey]]\nshade = 1\n");
        assert!(
            within.len() == 3 && within.iter().any(|told| told.starts_with("survey.shade")),
            "{within:?}"
        );
    }
}
