//! Parses a questionnaire from a TOML file, with texts in every supported language; all errors are reported in one go.
//!
//! ```toml
//! name = "complaint-handling-2"
//! [nps]
//! nl = "Hoe waarschijnlijk is het dat u {org} aanraadt?"
//! en = "How likely are you to recommend {org}?"
//! [reason]     # likewise, as [more.detractor], [more.passive], [more.promoter] and [contact]
//! [[items]]
//! id = "empathy"
//! nl = "het begrip dat wij hadden"
//! en = "the understanding that we showed"
//! ```

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::domain::answering::questionnaire::{BUILT_IN, ItemId, Questionnaire, Wording};
use crate::domain::input::fields::FieldError;
use crate::domain::people::language::Language;

/// The longest name, and the longest text of a question, in characters.
pub const LONGEST_NAME: usize = 60;
pub const LONGEST_TEXT: usize = 500;
/// The most satisfaction items.
pub const MOST_ITEMS: usize = 10;
/// What is said of a text that a language lacks.
pub const MISSING: &str = "is missing";
/// What is said of a key that a questionnaire does not have.
pub const NO_PART: &str = "is no part of a questionnaire";
/// What is said of the second item of a name.
pub const GIVEN_TWICE: &str = "is there twice";
/// What is said of the name of the built-in questionnaire.
pub const BUILT_IN_NAME: &str = "is that of the built-in questionnaire; choose another";

/// Parses the text of a file to be published.
///
/// # Errors
/// Every error, in particular each text that is missing in a language.
pub fn parse(text: &str) -> Result<Questionnaire, Vec<FieldError>> {
    read(text, true)
}

/// Parses the text of a published version. It may predate a supported language; it has the languages in the file.
///
/// # Errors
/// Every error; a published text has none.
pub fn parse_published(text: &str) -> Result<Questionnaire, Vec<FieldError>> {
    read(text, false)
}

fn read(text: &str, in_every_language: bool) -> Result<Questionnaire, Vec<FieldError>> {
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        vec![FieldError { field: "file".to_owned(), message: error.to_string().trim().to_owned() }]
    })?;
    let mut file = File { errors: Vec::new(), in_every_language };
    file.refuse_unknown("", &table, &["name", "nps", "reason", "more", "contact", "items"]);
    let name = file.name(&table);
    let nps = file.texts("nps", table.get("nps"), &[]);
    let reason = file.texts("reason", table.get("reason"), &[]);
    let contact = file.texts("contact", table.get("contact"), &[]);
    let more = file.more(table.get("more"));
    let items = file.items(table.get("items"));
    let mut wordings = BTreeMap::new();
    for &language in nps.keys() {
        let take = |texts: &Texts| texts.get(&language).cloned().unwrap_or_default();
        let [detractors, passives, promoters] = &more;
        let wording = Wording {
            nps: take(&nps),
            reason: take(&reason),
            more: [take(detractors), take(passives), take(promoters)],
            contact: take(&contact),
            items: items.iter().map(|(_, texts)| take(texts)).collect(),
        };
        wordings.insert(language, wording);
    }
    let items = items.into_iter().map(|(id, _)| id).collect();
    if file.errors.is_empty() {
        Ok(Questionnaire { name, items, wordings: Some(wordings) })
    } else {
        Err(file.errors)
    }
}

type Texts = BTreeMap<Language, String>;

struct File {
    errors: Vec<FieldError>,
    /// Whether a text missing in a language is an error.
    in_every_language: bool,
}

impl File {
    fn refuse(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.errors.push(FieldError { field: field.into(), message: message.into() });
    }

    fn refuse_unknown(&mut self, path: &str, table: &Table, known: &[&str]) {
        for key in table.keys().filter(|key| !known.contains(&key.as_str())) {
            self.refuse(format!("{path}{key}"), NO_PART);
        }
    }

    fn name(&mut self, table: &Table) -> String {
        let name = table.get("name").and_then(Value::as_str).unwrap_or_default();
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(is_allowed) {
            self.refuse("name", format!("must be 1 to {LONGEST_NAME} small letters, digits or hyphens"));
        } else if name == BUILT_IN {
            self.refuse("name", BUILT_IN_NAME);
        }
        name.to_owned()
    }

    /// One text for each language; `beside` are other keys allowed in the table.
    fn texts(&mut self, path: &str, value: Option<&Value>, beside: &[&str]) -> Texts {
        let Some(table) = value.and_then(Value::as_table) else {
            self.refuse(path, "is missing: it takes a text in each language");
            return Texts::new();
        };
        let known: Vec<&str> = Language::NAMES.iter().chain(beside).copied().collect();
        self.refuse_unknown(&format!("{path}."), table, &known);
        let mut texts = Texts::new();
        for &language in Language::ALL {
            let field = format!("{path}.{language}");
            match table.get(language.name()).and_then(Value::as_str).map(str::trim) {
                None | Some("") if self.in_every_language => self.refuse(field, MISSING),
                None | Some("") => {}
                Some(text) if text.chars().count() > LONGEST_TEXT || text.chars().any(char::is_control) => {
                    self.refuse(field, format!("must be one line of at most {LONGEST_TEXT} characters"));
                }
                Some(text) => drop(texts.insert(language, text.to_owned())),
            }
        }
        texts
    }

    fn more(&mut self, value: Option<&Value>) -> [Texts; 3] {
        let groups = ["detractor", "passive", "promoter"];
        if let Some(table) = value.and_then(Value::as_table) {
            self.refuse_unknown("more.", table, &groups);
        }
        groups.map(|group| {
            let texts = value.and_then(Value::as_table).and_then(|table| table.get(group));
            self.texts(&format!("more.{group}"), texts, &[])
        })
    }

    fn items(&mut self, value: Option<&Value>) -> Vec<(ItemId, Texts)> {
        let list = match value {
            None => return Vec::new(),
            Some(Value::Array(list)) if list.len() <= MOST_ITEMS => list,
            Some(_) => {
                self.refuse("items", format!("must be at most {MOST_ITEMS} sections [[items]]"));
                return Vec::new();
            }
        };
        let (mut items, mut seen) = (Vec::new(), BTreeSet::new());
        for (index, item) in list.iter().enumerate() {
            let path = format!("items[{}]", index + 1);
            let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
            let texts = self.texts(&path, Some(item), &["id"]);
            match id.parse::<ItemId>() {
                Err(error) => self.refuse(format!("{path}.id"), error.to_string()),
                Ok(id) if !seen.insert(id.clone()) => self.refuse(format!("{path}.id"), GIVEN_TWICE),
                Ok(id) => items.push((id, texts)),
            }
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOUND: &str = "
name = \"complaint-handling-2\"
[nps]
nl = \"Hoe waarschijnlijk beveelt u {org} aan?\"
en = \"How likely are you to recommend {org}?\"
[reason]
nl = \"Waarom?\"
en = \"Why?\"
[more.detractor]
nl = \"Wat moest anders?\"
en = \"What should be different?\"
[more.passive]
nl = \"Wat kan beter?\"
en = \"What could be better?\"
[more.promoter]
nl = \"Wat ging goed?\"
en = \"What went well?\"
[contact]
nl = \"Mogen wij u bellen?\"
en = \"May we call you?\"
[[items]]
id = \"clarity\"
nl = \"de uitleg\"
en = \"the explanation\"
";

    fn fields(text: &str) -> Vec<String> {
        parse(text).unwrap_err().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_sound_file_is_a_questionnaire_in_every_language() {
        let questionnaire = parse(SOUND).unwrap();
        assert_eq!(questionnaire.name, "complaint-handling-2");
        assert_eq!(questionnaire.items[0].name(), "clarity");
        let english = questionnaire.wording(Language::English).unwrap();
        assert_eq!((english.reason.as_str(), english.items[0].as_str()), ("Why?", "the explanation"));
        assert_eq!(english.more_for("9".parse().unwrap()), "What went well?");
        assert_eq!(english.more_for("0".parse().unwrap()), "What should be different?");
    }

    #[test]
    fn a_text_that_is_missing_in_one_language_is_refused() {
        for (line, field) in [
            ("en = \"Why?\"\n", "reason.en"),
            ("nl = \"de uitleg\"\n", "items[1].nl"),
            ("nl = \"Wat kan beter?\"\n", "more.passive.nl"),
        ] {
            assert_eq!(fields(&SOUND.replace(line, "")), [field]);
        }
        assert_eq!(fields("name = \"x\"").len(), 6);
    }

    #[test]
    fn a_published_version_that_is_older_than_a_language_speaks_those_that_it_has() {
        let dutch_only: String =
            SOUND.lines().filter(|line| !line.starts_with("en =")).map(|line| format!("{line}\n")).collect();
        assert!(parse(&dutch_only).is_err());
        let questionnaire = parse_published(&dutch_only).unwrap();
        assert!(questionnaire.speaks(Language::Dutch) && !questionnaire.speaks(Language::English));
        assert_eq!(questionnaire.items.len(), 1);
    }

    #[test]
    fn names_items_and_unknown_keys_are_checked() {
        assert_eq!(fields(&SOUND.replace("complaint-handling-2", "complaint-handling-1")), ["name"]);
        assert_eq!(fields(&SOUND.replace("\"clarity\"", "\"score\"")), ["items[1].id"]);
        assert_eq!(fields(&format!("colour = \"red\"\n{SOUND}")), ["colour"]);
        assert_eq!(fields(&SOUND.replace("[contact]", "[contact]\nxx = \"?\"")), ["contact.xx"]);
        assert_eq!(fields("x ="), ["file"]);
        let twice = format!("{SOUND}[[items]]\nid = \"clarity\"\nnl = \"a\"\nen = \"b\"\n");
        assert_eq!(fields(&twice), ["items[2].id"]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_questionnaire_or_a_list_of_mistakes(text in "\\PC{0,200}") {
            prop_assert!(parse(&text).is_err());
        }
    }
}
