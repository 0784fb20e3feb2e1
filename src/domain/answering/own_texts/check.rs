//! Checks texts: every fault of every text at once.
//!
//! The rule: a text that passes says what it must in every language, fits where it is shown, and cannot be taken for anything but
//! text.

use crate::domain::answering::own_texts::fault::{FieldFault, TextFault};
use crate::domain::answering::own_texts::key::{Placeholder, TextKey};
use crate::domain::answering::own_texts::{Field, OwnTexts};
use crate::domain::people::language::Language;

/// What the subject of a mail must not say, in small letters.
const TELLING: [&str; 2] = ["klacht", "complaint"];
/// How much of an unknown placeholder is repeated.
const LONGEST_NAME: usize = 40;

/// All faults, in the order of the keys and languages.
#[must_use]
pub fn faults(texts: &OwnTexts) -> Vec<FieldFault> {
    let fields =
        TextKey::ALL.iter().flat_map(|key| Language::ALL.iter().map(move |language| (*key, *language)));
    fields.flat_map(|field| field_faults(texts, field)).collect()
}

fn field_faults(texts: &OwnTexts, field: Field) -> Vec<FieldFault> {
    let (key, _) = field;
    let found = match texts.get(field) {
        Some(text) => text_faults(key, text),
        None if is_changed_elsewhere(texts, key) => vec![TextFault::MissingInLanguage],
        None => Vec::new(),
    };
    found.into_iter().map(|fault| FieldFault { field, fault }).collect()
}

fn is_changed_elsewhere(texts: &OwnTexts, key: TextKey) -> bool {
    Language::ALL.iter().any(|language| texts.get((key, *language)).is_some())
}

/// The faults of one text.
fn text_faults(key: TextKey, text: &str) -> Vec<TextFault> {
    let mut found = Vec::new();
    if text.chars().count() > key.most() {
        found.push(TextFault::TooLong(key.most()));
    }
    if key.is_one_line() && text.contains('\n') {
        found.push(TextFault::SeveralLines);
    }
    if let Some(hidden) = text.chars().find(|character| is_invisible(*character)) {
        found.push(TextFault::Invisible(hidden.into()));
    }
    if looks_like_html(text) {
        found.push(TextFault::Html);
    }
    if key.is_subject() {
        let subject = text.to_lowercase();
        found.extend(TELLING.into_iter().find(|word| subject.contains(word)).map(TextFault::NamesComplaint));
    }
    found.extend(placeholder_faults(key, text));
    found
}

/// Control characters but line ends, and those that turn the direction of writing or take no room: what is read could differ
/// from what is stored.
fn is_invisible(character: char) -> bool {
    let is_control = character.is_control() && character != '\n';
    let is_formatting = matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    );
    is_control || is_formatting
}

fn looks_like_html(text: &str) -> bool {
    let begins_tag =
        |rest: &str| rest.starts_with(|next: char| next.is_ascii_alphabetic() || "/!?".contains(next));
    text.split('<').skip(1).any(begins_tag)
}

fn placeholder_faults(key: TextKey, text: &str) -> Vec<TextFault> {
    let mut found = Vec::new();
    let mut used: Vec<Placeholder> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or(("", after));
        let is_name = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        if before.contains('}') || !is_name {
            found.push(TextFault::StrayBrace);
        }
        match name.parse::<Placeholder>() {
            Ok(placeholder) if key.allowed().contains(&placeholder) => used.push(placeholder),
            _ if is_name => found.push(unknown(key, name)),
            _ => {}
        }
        rest = if is_name { behind } else { after };
    }
    if rest.contains('}') {
        found.push(TextFault::StrayBrace);
    }
    found.dedup();
    let lacks = |placeholder: &&Placeholder| !used.contains(placeholder);
    found.extend(key.required().iter().filter(lacks).map(|lacking| TextFault::LacksPlaceholder(*lacking)));
    found
}

fn unknown(key: TextKey, name: &str) -> TextFault {
    let name = name.chars().take(LONGEST_NAME).collect();
    TextFault::UnknownPlaceholder { name, allowed: key.allowed() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(key: TextKey, text: &str) -> Vec<TextFault> {
        let mut texts = OwnTexts::default();
        for &language in Language::ALL {
            texts.put((key, language), text);
        }
        let found = faults(&texts);
        found.into_iter().filter(|fault| fault.field.1 == Language::Dutch).map(|found| found.fault).collect()
    }

    #[test]
    fn a_sound_text_passes() {
        for (key, text) in [
            (TextKey::MailSubject, "Hoe vond u het contact met {organisation}?"),
            (TextKey::MailGreeting, "Dag {name},"),
            (TextKey::MailOpening, "Op {closed_on} klaar.\n\nMinder < 3 minuten, & \"klaar\" \u{e9}n 5 > 4."),
            (TextKey::MailSignature, "Groeten,\n{organisation}\n{contact}"),
            (TextKey::ContactQuestion, "Bel mij binnen {days} werkdagen."),
            (TextKey::PrivacyOfficer, "fg@example.org"),
        ] {
            let found = of(key, text);
            assert!(found.is_empty(), "{key}: {text}: {found:?}");
        }
        assert!(faults(&OwnTexts::default()).is_empty());
    }

    #[test]
    fn each_fault_of_a_text_is_found() {
        let unknown = |name: &str| unknown(TextKey::Thanks, name);
        let long = "x".repeat(1_001);
        for (key, text, expected) in [
            (TextKey::Thanks, "Dag {naam}", vec![unknown("naam")]),
            (TextKey::Thanks, "Dag {name} en {name}", vec![unknown("name")]),
            (TextKey::Thanks, "Dag {", vec![TextFault::StrayBrace]),
            (TextKey::Thanks, "Dag }{contact}", vec![TextFault::StrayBrace]),
            (TextKey::Thanks, "Dag {}", vec![TextFault::StrayBrace]),
            (TextKey::Thanks, "{{contact}}", vec![TextFault::StrayBrace]),
            (TextKey::Thanks, "<script>alert(1)</script>", vec![TextFault::Html]),
            (TextKey::Thanks, "<!-- -->", vec![TextFault::Html]),
            (TextKey::Thanks, "a\u{7}b", vec![TextFault::Invisible(7)]),
            (TextKey::Thanks, "a\u{202e}b", vec![TextFault::Invisible(0x202e)]),
            (TextKey::Thanks, "a\tb", vec![TextFault::Invisible(9)]),
            (TextKey::Thanks, long.as_str(), vec![TextFault::TooLong(1_000)]),
            (TextKey::MailGreeting, "Dag,", vec![TextFault::LacksPlaceholder(Placeholder::Name)]),
            (TextKey::MailSubject, "Uw KLACHT", vec![TextFault::NamesComplaint("klacht")]),
            (TextKey::ReminderSubject, "Your complaints", vec![TextFault::NamesComplaint("complaint")]),
            (TextKey::MailSubject, "Uw\nmening", vec![TextFault::SeveralLines]),
        ] {
            assert_eq!(of(key, text), expected, "{key}: {text}");
        }
    }

    #[test]
    fn a_text_in_one_language_alone_is_a_mistake() {
        let mut texts = OwnTexts::default();
        texts.put((TextKey::Thanks, Language::Dutch), "Dank u.");
        let fault = TextFault::MissingInLanguage;
        assert_eq!(faults(&texts), [FieldFault { field: (TextKey::Thanks, Language::English), fault }]);
    }

    proptest! {
        /// Whatever passes is filled in without a brace left over.
        #[test]
        fn a_text_that_passes_has_no_placeholder_without_a_value(text in "[a{}< -z]{0,12}|\\{(contact|organisation|name)\\}.{0,5}") {
            let mut texts = OwnTexts::default();
            for &language in Language::ALL {
                texts.put((TextKey::Thanks, language), &text);
            }
            if faults(&texts).is_empty() {
                let values = [(Placeholder::Organisation, "O"), (Placeholder::Contact, "C")];
                let filled = texts.filled((TextKey::Thanks, Language::Dutch), &values).unwrap_or_default();
                prop_assert!(!filled.contains(['{', '}']), "{}", filled);
            }
        }
    }
}
