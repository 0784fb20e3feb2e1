//! What is known of a setting without reading it: its name, what it means, and what holds where it is not set.

/// What holds where a setting is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unset {
    /// It has to be set.
    Required,
    /// The same as if this text were set.
    Default(&'static str),
    /// What these words say, such as "none".
    Otherwise(&'static str),
}

/// What a setting may be in a file besides text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Nothing else: a number would lose what text keeps, such as the plus of a telephone number.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list of texts without commas, which separate them in a variable.
    List,
    /// A list of texts that may have commas: semicolons separate them.
    Entries,
}

impl Form {
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::List | Self::Entries)
    }
}

/// What is known of a setting besides its name and meaning.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    pub unset: Unset,
    pub form: Form,
    /// A value to show where it has no default; empty for a list, of which an empty one is shown.
    pub example: &'static str,
    /// Whether its value holds a password or a secret, or may, so that no message repeats it.
    pub holds_secret: bool,
    /// Whether it has an effect in this version; others are accepted and named, so that one file serves several
    /// versions.
    pub is_acted_on: bool,
}

impl Facts {
    /// Those of a text that is no secret.
    #[must_use]
    pub const fn of(unset: Unset) -> Self {
        Self { unset, form: Form::Text, example: "", holds_secret: false, is_acted_on: true }
    }
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// `section.name`, as the file has it.
    pub name: &'static str,
    /// What it means, in Markdown: the documentation of its field.
    pub about: &'static str,
    pub facts: Facts,
}

impl Key {
    /// A setting that is documented by the comment `about`.
    #[must_use]
    pub const fn new(name: &'static str, about: &'static str, facts: Facts) -> Self {
        Self { name, about: about.trim_ascii(), facts }
    }

    /// Its environment variable.
    #[must_use]
    pub fn variable(&self) -> String {
        format!("NAKLANK_{}", self.name.replace('.', "_").to_uppercase())
    }

    /// Its name under the heading of its section.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(_, name)| name)
    }

    /// The text that holds where it is not set.
    #[must_use]
    pub fn default(&self) -> Option<&'static str> {
        match self.facts.unset {
            Unset::Default(text) => Some(text),
            Unset::Required | Unset::Otherwise(_) => None,
        }
    }
}
