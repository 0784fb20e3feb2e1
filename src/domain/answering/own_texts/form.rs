//! Own texts as a form: a field for each text in each language, a tick, and the version that the form began with.
//!
//! The rule: a form holds all texts, so that what it does not name is left to the built-in texts; and it says which version it began
//! with, so that an empty request is no form and takes no text away.

use crate::domain::answering::own_texts::key::TextKey;
use crate::domain::answering::own_texts::{Field, OwnTexts};
use crate::domain::people::language::Language;

/// The tick for the financial complaints institute.
pub const KIFID: &str = "kifid";
/// The number of the version that the form began with.
pub const BASED_ON: &str = "based_on";
/// What a preview is to show.
pub const SHOW: &str = "show";
/// Asks for the form once more, as it is filled in.
pub const EDIT: &str = "edit";
/// The value of a tick.
pub const YES: &str = "yes";

/// The name of a text's field, which is also its key in a file: `mail_subject.nl`.
#[must_use]
pub fn field_name((key, language): Field) -> String {
    format!("{key}.{language}")
}

/// All fields, in the order of the form.
pub fn fields() -> impl Iterator<Item = Field> {
    TextKey::ALL.iter().flat_map(|key| Language::ALL.iter().map(move |language| (*key, *language)))
}

/// The texts of a form, unchecked, and the version that it began with; `None` if it does not say which.
#[must_use]
pub fn read(pairs: &[(String, String)]) -> Option<(OwnTexts, i64)> {
    let value = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let based_on = value(BASED_ON)?.parse().ok()?;
    let mut texts = OwnTexts { mentions_kifid: value(KIFID) == Some(YES), ..OwnTexts::default() };
    for field in fields() {
        texts.put(field, value(&field_name(field)).unwrap_or_default());
    }
    Some((texts, based_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_into_texts() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = [pair("thanks.nl", " Dank\r\nu "), pair("colour.nl", "rood"), pair("based_on", "7")];
        let (texts, based_on) = read(&pairs).unwrap();
        assert_eq!((texts.get((TextKey::Thanks, Language::Dutch)), based_on), (Some("Dank\nu"), 7));
        assert!(!texts.mentions_kifid, "a tick that is not set is not sent");
        let ticked = read(&[pair("kifid", "yes"), pair("based_on", "0")]).unwrap();
        assert_eq!(ticked, (OwnTexts::default(), 0));
        for pairs in [vec![], vec![pair("based_on", "x")], vec![pair("thanks.nl", "a")]] {
            assert_eq!(read(&pairs), None, "{pairs:?}");
        }
    }
}
