//! The texts that people read, one Fluent catalogue for each language under `texts/locales`.
//!
//! The build turns each text into a function, so that a text that is missing in one language fails the build. A
//! further language takes a folder of catalogues, a line in [`Language`], and an arm wherever the compiler then asks for
//! one (its numbers and dates).

mod generated {
    #![allow(warnings, clippy::all, clippy::pedantic, reason = "made by fluent-typed at build time")]
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use std::sync::LazyLock;

use crate::domain::language::Language;

/// All texts in one language.
pub type Texts = generated::L10nLanguage;

static DUTCH: LazyLock<Texts> = LazyLock::new(|| generated::L10n::Nl.load());
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| generated::L10n::En.load());

/// The texts in a language.
#[must_use]
pub fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Dutch => &DUTCH,
        Language::English => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_speaks_for_itself() {
        assert_eq!(texts(Language::Dutch).survey_send(), "Verstuur mijn antwoord");
        assert_eq!(texts(Language::English).survey_send(), "Send my answer");
    }

    #[test]
    fn no_mail_subject_says_what_a_shared_mailbox_should_not_see() {
        for &language in Language::ALL {
            for subject in [texts(language).mail_subject(), texts(language).mail_reminder_subject()] {
                let subject = subject.to_lowercase();
                assert!(!subject.contains("klacht") && !subject.contains("complaint"), "{subject}");
            }
        }
    }
}
