//! What can be wrong with a text, and with a file of texts.

use crate::domain::answering::own_texts::Field;
use crate::domain::answering::own_texts::key::Placeholder;

/// What is wrong with one text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextFault {
    #[error("is missing: change a text in every language or in none")]
    MissingInLanguage,
    #[error("must be at most {0} characters")]
    TooLong(usize),
    #[error("must be one line")]
    SeveralLines,
    #[error("holds a character that cannot be seen (U+{0:04X}): leave it out")]
    Invisible(u32),
    #[error(
        "holds what looks like HTML: a text is plain text, so write no `<` before a letter, `/`, `!` or `?`"
    )]
    Html,
    #[error("holds a brace that belongs to no placeholder: leave it out")]
    StrayBrace,
    #[error("has no placeholder {{{name}}}: use {}", in_braces(.allowed))]
    UnknownPlaceholder { name: String, allowed: &'static [Placeholder] },
    #[error("must use {{{0}}}")]
    LacksPlaceholder(Placeholder),
    #[error("must not tell people who share a mailbox that there is a complaint: leave out `{0}`")]
    NamesComplaint(&'static str),
}

/// A text that is wrong, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    pub field: Field,
    pub fault: TextFault,
}

/// What is wrong in a file of texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    #[error("{0}")]
    Text(TextFault),
    #[error("is larger than {0} bytes")]
    TooLarge(usize),
    #[error("is no text in UTF-8")]
    NotUtf8,
    #[error("is no TOML: {0}")]
    NotToml(String),
    #[error("is no text that can be changed; `naklank texts example` prints all of them")]
    UnknownKey,
    #[error("is no language: there are {0}")]
    UnknownLanguage(String),
    #[error("must be a table with a text in each language")]
    NoTable,
    #[error("must be a text in quotation marks")]
    NoText,
    #[error("must be true or false")]
    NoSwitch,
}

/// A mistake in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileMistake {
    /// The key with its tables, or `file`.
    pub key: String,
    /// Counted from 1; `None` for the file as a whole.
    pub line: Option<usize>,
    pub fault: FileFault,
}

impl std::fmt::Display for FileMistake {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(formatter, "line {line}, ")?;
        }
        write!(formatter, "{} {}", self.key, self.fault)
    }
}

/// "{organisation}, {contact}".
#[must_use]
pub fn in_braces(placeholders: &[Placeholder]) -> String {
    let names: Vec<String> = placeholders.iter().map(|placeholder| format!("{{{placeholder}}}")).collect();
    names.join(", ")
}
