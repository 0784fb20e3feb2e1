//! The texts that an organisation puts in place of the built-in ones: in its mails, on the page after an answer and in the
//! privacy notice.
//!
//! The rule: what makes a mail work is no text. The link, the scores, the way to unsubscribe, what is kept and for how long
//! are put there by the program, so that no text can leave them out or say otherwise. A text is plain text: it is escaped
//! wherever it is shown, and one that looks like HTML is refused.

pub mod check;
pub mod fault;
pub mod file;
pub mod form;
pub mod history;
pub mod key;
pub mod merge;

use std::collections::BTreeMap;

use crate::domain::answering::own_texts::key::{Placeholder, TextKey};
use crate::domain::people::language::Language;

/// A text in one language.
pub type Field = (TextKey, Language);

/// The number of the texts that stand before an organisation has changed any: the built-in ones.
pub const BUILT_IN_VERSION: i64 = 0;

/// The texts that differ from the built-in ones, in each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTexts {
    texts: BTreeMap<Field, String>,
    /// Whether the page after an answer tells consumers of the financial complaints institute (Kifid).
    pub mentions_kifid: bool,
}

/// No text of their own, and the institute mentioned.
impl Default for OwnTexts {
    fn default() -> Self {
        Self { texts: BTreeMap::new(), mentions_kifid: true }
    }
}

impl OwnTexts {
    /// Puts a text in, with line ends of one kind and without space around it; an empty one leaves the built-in text.
    pub fn put(&mut self, field: Field, text: &str) {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() {
            self.texts.remove(&field);
        } else {
            self.texts.insert(field, text);
        }
    }

    /// A text as it was written; `None` where the built-in one is used.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.texts.get(&field).map(String::as_str)
    }

    /// All own texts, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        self.texts.iter().map(|(field, text)| (*field, text.as_str()))
    }

    /// A text with its placeholders filled in; `None` where the built-in one is used. What is filled in is never read as a
    /// placeholder again, and a placeholder without a value stays as it is.
    #[must_use]
    pub fn filled(&self, field: Field, values: &[(Placeholder, &str)]) -> Option<String> {
        let mut filled = String::new();
        let mut rest = self.get(field)?;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let named = after.split_once('}').and_then(|(name, after)| {
                let value = values.iter().find(|(placeholder, _)| placeholder.name() == name);
                value.map(|(_, value)| (*value, after))
            });
            match named {
                Some((value, after)) => {
                    filled.push_str(value);
                    rest = after;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        Some(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GREETING: Field = (TextKey::MailGreeting, Language::Dutch);

    fn with(text: &str) -> OwnTexts {
        let mut texts = OwnTexts::default();
        texts.put(GREETING, text);
        texts
    }

    #[test]
    fn placeholders_are_filled_in_once() {
        let values = [(Placeholder::Name, "{organisation} {"), (Placeholder::Organisation, "Voorbeeld")];
        for (text, filled) in [
            ("Dag {name},", "Dag {organisation} {,"),
            ("{organisation}{organisation}", "VoorbeeldVoorbeeld"),
            ("{contact} {nothing} {", "{contact} {nothing} {"),
            ("{{name}", "{{organisation} {"),
        ] {
            assert_eq!(with(text).filled(GREETING, &values).as_deref(), Some(filled), "{text}");
        }
        assert_eq!(OwnTexts::default().filled(GREETING, &values), None);
    }

    #[test]
    fn a_text_has_one_kind_of_line_end_and_no_space_around_it() {
        assert_eq!(with(" Dag\r\n\r\n{name} \r\n").get(GREETING), Some("Dag\n\n{name}"));
        assert_eq!(with(" \r\n ").get(GREETING), None, "an empty one leaves the built-in text");
    }
}
