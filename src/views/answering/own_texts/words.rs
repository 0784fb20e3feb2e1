//! What texts, their places and their faults are called.

use crate::domain::answering::own_texts::Field;
use crate::domain::answering::own_texts::fault::{TextFault, in_braces};
use crate::domain::answering::own_texts::key::{TextKey, TextPlace};
use crate::texts::{Texts, texts};

pub(super) fn place_words(text: &Texts, place: TextPlace) -> String {
    match place {
        TextPlace::Mail => text.texts_place_mail(),
        TextPlace::Reminder => text.texts_place_reminder(),
        TextPlace::Answer => text.texts_place_answer(),
        TextPlace::Privacy => text.texts_place_privacy(),
    }
}

pub(super) fn key_words(text: &Texts, key: TextKey) -> String {
    match key {
        TextKey::MailSubject => text.texts_key_mail_subject(),
        TextKey::MailGreeting => text.texts_key_mail_greeting(),
        TextKey::MailGreetingUnnamed => text.texts_key_mail_greeting_unnamed(),
        TextKey::MailOpening => text.texts_key_mail_opening(),
        TextKey::MailClosing => text.texts_key_mail_closing(),
        TextKey::MailSignature => text.texts_key_mail_signature(),
        TextKey::ReminderSubject => text.texts_key_reminder_subject(),
        TextKey::ReminderOpening => text.texts_key_reminder_opening(),
        TextKey::ContactQuestion => text.texts_key_contact_question(),
        TextKey::Thanks => text.texts_key_thanks(),
        TextKey::ThanksDisagree => text.texts_key_thanks_disagree(),
        TextKey::PrivacyController => text.texts_key_privacy_controller(),
        TextKey::PrivacyBasis => text.texts_key_privacy_basis(),
        TextKey::PrivacyPurposes => text.texts_key_privacy_purposes(),
        TextKey::PrivacyRights => text.texts_key_privacy_rights(),
        TextKey::PrivacyAuthority => text.texts_key_privacy_authority(),
        TextKey::PrivacyOfficer => text.texts_key_privacy_officer(),
        TextKey::PrivacyMore => text.texts_key_privacy_more(),
    }
}

/// "Thanks (Nederlands)".
pub(super) fn named(text: &Texts, (key, language): Field) -> String {
    format!("{} ({})", key_words(text, key), texts(language).language_name())
}

/// What to do about a fault.
pub(super) fn fault_words(text: &Texts, fault: &TextFault) -> String {
    match fault {
        TextFault::MissingInLanguage => text.texts_wrong_missing(),
        TextFault::TooLong(most) => text.texts_wrong_too_long(most.to_string()),
        TextFault::SeveralLines => text.texts_wrong_lines(),
        TextFault::Invisible(_) => text.texts_wrong_invisible(),
        TextFault::Html => text.texts_wrong_html(),
        TextFault::StrayBrace => text.texts_wrong_brace(),
        TextFault::UnknownPlaceholder { name, allowed } => {
            text.texts_wrong_unknown(format!("{{{name}}}"), in_braces(allowed))
        }
        TextFault::LacksPlaceholder(placeholder) => text.texts_wrong_lacks(format!("{{{placeholder}}}")),
        TextFault::NamesComplaint(word) => text.texts_wrong_complaint(*word),
    }
}
