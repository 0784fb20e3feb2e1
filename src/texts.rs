//! The texts that people read, one Fluent catalogue for each language under `texts/locales`.
//!
//! The build turns each text into a function, so that a text missing in one language fails the build. A new language
//! takes a folder `texts/locales/xx` with its catalogue, and one line in [`Language`]; number and date formats are in
//! the catalogue too.

mod generated {
    #![allow(warnings, clippy::all, clippy::pedantic, reason = "made by fluent-typed at build time")]
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use std::collections::BTreeMap;
use std::str::FromStr as _;
use std::sync::LazyLock;

use crate::domain::people::language::Language;

/// All texts in one language.
pub type Texts = generated::L10nLanguage;

/// The catalogues; a language without a folder of its own would fall back to the default, which a test forbids.
static ALL: LazyLock<BTreeMap<Language, Texts>> = LazyLock::new(|| {
    let of = |language: &Language| generated::L10n::from_str(language.name()).unwrap_or_default().load();
    Language::ALL.iter().map(|language| (*language, of(language))).collect()
});
static DEFAULT: LazyLock<Texts> = LazyLock::new(|| generated::L10n::default().load());

/// The texts in a language.
#[must_use]
pub fn texts(language: Language) -> &'static Texts {
    ALL.get(&language).unwrap_or(&DEFAULT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_speaks_for_itself() {
        assert_eq!(texts(Language::Dutch).survey_send(), "Verstuur mijn antwoord");
        let contact = texts(Language::Dutch).survey_contact("2");
        assert!(contact.ends_with("Zet u geen vinkje? Dan nemen wij geen contact met u op."), "{contact}");
        assert_eq!(texts(Language::English).survey_send(), "Send my answer");
    }

    #[test]
    fn every_language_has_a_catalogue_of_its_own() {
        for &language in Language::ALL {
            let catalogue = generated::L10n::from_str(language.name()).unwrap();
            assert_eq!(catalogue.as_ref() as &str, language.name());
            assert!(texts(language).format_locale().parse::<chrono::Locale>().is_ok(), "{language}");
        }
        assert_eq!(
            generated::L10n::iter().count(),
            Language::ALL.len(),
            "and no catalogue is without a language"
        );
    }

    #[test]
    fn one_is_singular_and_none_is_plural() {
        let (dutch, english) = (texts(Language::Dutch), texts(Language::English));
        assert_eq!(dutch.evaluation_changes(1), "1 genoteerde verandering");
        assert_eq!(dutch.evaluation_changes(0), "0 genoteerde veranderingen");
        assert_eq!(english.evaluation_signals(1, "0"), "1 signal, 0 of them without a cause");
        assert_eq!(english.evaluation_signals(2, "1"), "2 signals, 1 of them without a cause");
    }

    #[test]
    fn no_mail_subject_says_what_a_shared_mailbox_should_not_see() {
        for &language in Language::ALL {
            let text = texts(language);
            for subject in [text.mail_subject(), text.mail_reminder_subject(), text.news_mail_subject()] {
                let subject = subject.to_lowercase();
                assert!(!subject.contains("klacht") && !subject.contains("complaint"), "{subject}");
            }
        }
    }
}
