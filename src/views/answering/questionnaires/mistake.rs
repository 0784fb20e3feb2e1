//! A mistake in the text of a questionnaire, in the reader's language.

use crate::domain::answering::questionnaire_file::{
    BUILT_IN_NAME, GIVEN_TWICE, LONGEST_NAME, LONGEST_TEXT, MISSING, MOST_ITEMS, NO_PART,
};
use crate::domain::input::fields::FieldError;
use crate::texts::Texts;

/// What is wrong, and what to do.
pub(super) fn mistake_words(text: &Texts, mistake: &FieldError) -> String {
    match (mistake.field.as_str(), mistake.message.as_str()) {
        // The words of the reader of TOML, which say the line.
        ("file", words) => text.questionnaire_wrong_file(words),
        (_, MISSING) => text.questionnaire_wrong_missing(),
        (_, NO_PART) => text.questionnaire_wrong_unknown(),
        (_, GIVEN_TWICE) => text.questionnaire_wrong_twice(),
        ("name", BUILT_IN_NAME) => text.questionnaire_wrong_built_in(),
        ("name", _) => text.questionnaire_wrong_name(LONGEST_NAME.to_string()),
        ("items", _) => text.questionnaire_wrong_items(MOST_ITEMS.to_string()),
        (field, _) if field.ends_with(".id") => text.questionnaire_wrong_id(),
        (field, _) if field.contains('.') => text.questionnaire_wrong_text(LONGEST_TEXT.to_string()),
        _ => text.questionnaire_wrong_section(),
    }
}
