//! Own texts as a TOML file, with every text in every language; all mistakes are reported in one go, each with its line.
//!
//! ```toml
//! kifid = false    # the page after an answer does not name the financial complaints institute
//! [mail_subject]
//! nl = "Hoe vond u het contact met {organisation}?"
//! en = "How did you find your contact with {organisation}?"
//! ```
//!
//! The two languages of a text stand together, so that who changes one sees the other. What the file does not name keeps the
//! built-in text.
//!
//! The rule: a version that was saved can always be read, also by a program that knows fewer texts: it uses those it knows.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use crate::domain::answering::own_texts::check::faults;
use crate::domain::answering::own_texts::fault::{FileFault, FileMistake};
use crate::domain::answering::own_texts::key::TextKey;
use crate::domain::answering::own_texts::{Field, OwnTexts};
use crate::domain::people::language::Language;

/// The largest file, in bytes.
pub const LARGEST: usize = 64 * 1024;
const KIFID: &str = "kifid";
/// How much of an unknown key is repeated.
const LONGEST_KEY: usize = 60;

/// What stored texts should be and are not: TOML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is no TOML")]
pub struct NotStoredTexts;

/// Reads the bytes of a file to be published.
///
/// # Errors
/// Every mistake.
pub fn parse(bytes: &[u8]) -> Result<OwnTexts, Vec<FileMistake>> {
    let whole = |fault| vec![FileMistake { key: "file".to_owned(), line: None, fault }];
    if bytes.len() > LARGEST {
        return Err(whole(FileFault::TooLarge(LARGEST)));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| whole(FileFault::NotUtf8))?;
    let mut file = File::new(text);
    file.read();
    if !file.is_broken() {
        file.check();
    }
    if file.mistakes.is_empty() {
        return Ok(file.texts);
    }
    file.mistakes.sort_by_key(|mistake| mistake.line);
    Err(file.mistakes)
}

/// Reads texts that were saved; what this program does not know of them is left out.
///
/// # Errors
/// [`NotStoredTexts`].
pub fn parse_stored(text: &str) -> Result<OwnTexts, NotStoredTexts> {
    let mut file = File::new(text);
    file.read();
    if file.is_broken() { Err(NotStoredTexts) } else { Ok(file.texts) }
}

/// Writes texts as a file.
#[must_use]
pub fn write(texts: &OwnTexts) -> String {
    let mut file = format!("{KIFID} = {}\n", texts.mentions_kifid);
    let mut section = None;
    for ((key, language), text) in texts.iter() {
        if section != Some(key) {
            file.push_str(&format!("\n[{key}]\n"));
            section = Some(key);
        }
        file.push_str(&format!("{language} = {}\n", quoted(text)));
    }
    file
}

/// A TOML basic string, over several lines if the text is.
fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escaped).collect();
    if let [line] = lines.as_slice() {
        return format!("\"{line}\"");
    }
    format!("\"\"\"\n{}\"\"\"", lines.join("\n"))
}

/// A line with JSON's escapes, which are TOML's, and with DEL escaped too because TOML does not accept it raw.
fn escaped(line: &str) -> String {
    let quoted = serde_json::Value::from(line).to_string().replace('\u{7f}', "\\u007F");
    let bare = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    bare.unwrap_or_default().to_owned()
}

/// A file that is being read.
struct File<'a> {
    text: &'a str,
    texts: OwnTexts,
    mistakes: Vec<FileMistake>,
    /// The line of each text, and of the table of each key.
    lines: BTreeMap<Field, usize>,
    tables: BTreeMap<TextKey, usize>,
}

type Key<'a> = Spanned<DeString<'a>>;
type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> File<'a> {
    fn new(text: &'a str) -> Self {
        let (texts, mistakes) = (OwnTexts::default(), Vec::new());
        Self { text, texts, mistakes, lines: BTreeMap::new(), tables: BTreeMap::new() }
    }

    fn refuse(&mut self, key: impl Into<String>, line: usize, fault: FileFault) {
        let key: String = key.into().chars().take(LONGEST_KEY).collect();
        self.mistakes.push(FileMistake { key, line: Some(line), fault });
    }

    /// The line of a place in the text, counted from 1.
    fn line_of(&self, place: usize) -> usize {
        let before = self.text.as_bytes().get(..place).unwrap_or_default();
        before.iter().filter(|byte| **byte == b'\n').count() + 1
    }

    fn read(&mut self) {
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors {
            let line = self.line_of(error.span().map_or(0, |span| span.start));
            self.refuse("file", line, FileFault::NotToml(error.message().to_owned()));
        }
        if self.is_broken() {
            return;
        }
        for (key, value) in table.get_ref() {
            self.entry(key, value);
        }
    }

    fn entry(&mut self, key: &Key<'_>, value: &Value<'_>) {
        let name: &str = key.get_ref();
        let line = self.line_of(key.span().start);
        if name == KIFID {
            match value.get_ref() {
                DeValue::Boolean(mentions) => self.texts.mentions_kifid = *mentions,
                _ => self.refuse(name, line, FileFault::NoSwitch),
            }
            return;
        }
        let Ok(key) = name.parse::<TextKey>() else {
            self.refuse(name, line, FileFault::UnknownKey);
            return;
        };
        let DeValue::Table(table) = value.get_ref() else {
            self.refuse(name, line, FileFault::NoTable);
            return;
        };
        self.tables.insert(key, line);
        for (language, value) in table {
            self.text_in(key, language, value);
        }
    }

    fn text_in(&mut self, key: TextKey, language: &Key<'_>, value: &Value<'_>) {
        let name: &str = language.get_ref();
        let line = self.line_of(language.span().start);
        let path = format!("{key}.{name}");
        let Ok(language) = name.parse::<Language>() else {
            self.refuse(path, line, FileFault::UnknownLanguage(Language::NAMES.join(", ")));
            return;
        };
        let DeValue::String(text) = value.get_ref() else {
            self.refuse(path, line, FileFault::NoText);
            return;
        };
        self.lines.insert((key, language), line);
        self.texts.put((key, language), text);
    }

    /// Whether it is no TOML.
    fn is_broken(&self) -> bool {
        self.mistakes.iter().any(|mistake| matches!(mistake.fault, FileFault::NotToml(_)))
    }

    /// Checks the texts that were found, but those of which the reading told already.
    fn check(&mut self) {
        for found in faults(&self.texts) {
            let (key, language) = found.field;
            let path = format!("{key}.{language}");
            if self
                .mistakes
                .iter()
                .any(|mistake| mistake.key == path && !matches!(mistake.fault, FileFault::Text(_)))
            {
                continue;
            }
            let line = self.lines.get(&found.field).or_else(|| self.tables.get(&key)).copied();
            let fault = FileFault::Text(found.fault);
            self.mistakes.push(FileMistake { key: path, line, fault });
        }
    }
}

#[cfg(test)]
mod tests;
