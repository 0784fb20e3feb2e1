//! A report as data: sections with tables, statements and words, each figure in its place.
//!
//! The rule: it names things by keys and holds no text of ours, so that both languages are printed from one document, and
//! its canonical JSON (RFC 8785) is what its SHA-256 is of.

pub mod words;

use serde::{Deserialize, Serialize};

use crate::domain::named::named_enum;
use crate::domain::people::language::Language;
use crate::domain::reporting::figure::Figure;

named_enum! {
    /// Which of the two documents.
    pub enum DocumentKind {
        /// The complaint report, for everyone.
        Public = "public",
        /// The evaluation of the policy, for the organisation itself.
        Internal = "internal",
    }
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// See [`method`](crate::domain::reporting::method).
    pub method: String,
    /// [`DocumentKind`] by name.
    pub document: String,
    pub year: i32,
    pub organisation: String,
    /// Until when facts are in it, RFC 3339 in UTC.
    pub as_of: String,
    /// Counts of 1 up to this less one are hidden.
    pub minimum: u64,
    pub sections: Vec<Section>,
}

/// A section; its heading comes from the file with headings, by its key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    pub key: String,
    /// The headings as they were when the document was made.
    pub heading: InBoth,
    pub parts: Vec<Part>,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InBoth {
    pub nl: String,
    pub en: String,
}

impl InBoth {
    /// The text in a language; the Dutch one in a language that a document does not have.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        let texts = [("nl", &self.nl), ("en", &self.en)];
        let own = texts.into_iter().find(|(name, _)| *name == language.name());
        own.map_or(&self.nl, |(_, text)| text)
    }

    /// The text that each of the two languages has.
    #[must_use]
    pub fn of(text: impl Fn(Language) -> String) -> Self {
        let in_language = |name: &str| name.parse::<Language>().map(&text).unwrap_or_default();
        Self { nl: in_language("nl"), en: in_language("en") }
    }

    /// Whether there is a text in neither language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nl.trim().is_empty() && self.en.trim().is_empty()
    }
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    Table(Table),
    /// Sentences that are generated from facts, such as those of the method statement.
    Statements {
        statements: Vec<Statement>,
    },
    /// Words of people: the board's own, a note.
    Words {
        words: InBoth,
    },
}

/// A table. Its key names its title, what its rows are and the rule by which it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    pub key: String,
    /// The keys of its columns, the first of which is that of the labels.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// A row: one figure for each column but the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub label: Label,
    pub figures: Vec<Figure>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "label", rename_all = "snake_case")]
pub enum Label {
    /// A name of the program's, which both languages have words for, such as `channel:web` or `kpi:nps`.
    Known { name: String },
    /// A value of the organisation's own, such as a product.
    Own { value: String },
    /// Words of the organisation's own in both languages, such as a sentence of its policy.
    Words { words: InBoth },
    /// The sum of the others.
    Total,
    /// The values that were not reported.
    NotTold,
    /// Values that are printed together because each alone is too small.
    Others,
}

/// A sentence by its key, with the figures that stand in it by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    pub key: String,
    pub figures: Vec<(String, Figure)>,
}

/// The identifier of a figure on the page: the position of its section, of its part in there, of its row or statement in
/// there, and of the figure in the `figures` of that row or statement. All count from 0, as the lists of the JSON do.
#[must_use]
pub fn figure_id(section: usize, part: usize, row: usize, column: usize) -> String {
    format!("f-{section}-{part}-{row}-{column}")
}

/// The canonical JSON of a document (RFC 8785), which its SHA-256 is of.
///
/// # Errors
/// A number in it is not finite.
pub fn canonical(document: &Document) -> Result<String, serde_json::Error> {
    serde_json_canonicalizer::to_string(document)
}

/// Reads a document from its JSON.
///
/// # Errors
/// The text is not a document of this shape.
pub fn read(text: &str) -> Result<Document, serde_json::Error> {
    serde_json::from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::method::METHOD;

    #[test]
    fn a_document_is_read_back_from_its_canonical_text_as_it_was() {
        let figure = Figure::Share { part: 9, whole: 10, decimals: 1 };
        let statement = Statement { key: "asked".to_owned(), figures: vec![("mails".to_owned(), figure)] };
        let words = InBoth { nl: "Zoë & <wij>".to_owned(), en: "\u{202e}\n\"".to_owned() };
        let section = Section {
            key: "summary".to_owned(),
            heading: InBoth::default(),
            parts: vec![Part::Statements { statements: vec![statement] }, Part::Words { words }],
        };
        let document = Document {
            method: METHOD.to_owned(),
            document: DocumentKind::Public.name().to_owned(),
            year: 2025,
            organisation: "Voorbeeld".to_owned(),
            as_of: "2026-02-01T09:00:00Z".to_owned(),
            minimum: 10,
            sections: vec![section],
        };
        let text = canonical(&document).unwrap();
        assert!(text.starts_with("{\"as_of\":\"2026-02-01T09:00:00Z\",\"document\":\"public\""), "{text}");
        assert_eq!(read(&text).unwrap(), document);
        assert_eq!(canonical(&read(&text).unwrap()).unwrap(), text);
        assert!(read("{}").is_err());
    }

    #[test]
    fn each_language_has_its_own_text() {
        let heading = InBoth { nl: "Normen".to_owned(), en: "Norms".to_owned() };
        assert_eq!(heading.in_language(Language::Dutch), "Normen");
        assert_eq!(heading.in_language(Language::English), "Norms");
    }
}
