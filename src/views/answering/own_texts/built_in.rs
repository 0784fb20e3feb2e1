//! The built-in texts with their placeholders, as an organisation would write them.

use crate::domain::answering::own_texts::form::fields;
use crate::domain::answering::own_texts::key::TextKey;
use crate::domain::answering::own_texts::{Field, OwnTexts};
use crate::texts::texts;

/// A built-in text; `None` for one that is shown only when an organisation gives it.
#[must_use]
pub fn built_in((key, language): Field) -> Option<String> {
    let text = texts(language);
    Some(match key {
        TextKey::MailSubject => text.mail_subject(),
        TextKey::MailGreeting => text.mail_dear("{name}"),
        TextKey::MailGreetingUnnamed => text.mail_dear_unnamed(),
        TextKey::MailOpening => text.mail_closed("{closed_on}"),
        TextKey::MailClosing => format!("{}\n\n{}", text.mail_no_change(), text.mail_expires("{expires_on}")),
        TextKey::MailSignature => format!("{}\n{{organisation}}", text.mail_regards()),
        TextKey::ReminderSubject => text.mail_reminder_subject(),
        TextKey::ReminderOpening => text.mail_reminder("{closed_on}"),
        TextKey::ContactQuestion => text.survey_contact("{days}"),
        TextKey::Thanks => text.survey_thanks(),
        TextKey::ThanksDisagree => text.survey_thanks_disagree("{contact}"),
        TextKey::PrivacyController => text.privacy_controller("{organisation}", "{contact}"),
        TextKey::PrivacyBasis => text.privacy_basis(),
        TextKey::PrivacyPurposes => text.privacy_why(),
        TextKey::PrivacyRights => text.privacy_rights("{contact}"),
        TextKey::PrivacyAuthority => text.privacy_authority(),
        TextKey::PrivacyOfficer | TextKey::PrivacyMore => return None,
    })
}

/// The built-in texts as if they were the organisation's own: a file to begin with.
#[must_use]
pub fn example() -> OwnTexts {
    let mut example = OwnTexts::default();
    for field in fields() {
        example.put(field, &built_in(field).unwrap_or_default());
    }
    example
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answering::own_texts::check::faults;
    use crate::domain::answering::own_texts::file::{parse, write};

    #[test]
    fn the_built_in_texts_are_a_sound_file_to_begin_with() {
        let example = example();
        assert!(faults(&example).is_empty(), "{:?}", faults(&example));
        assert_eq!(parse(write(&example).as_bytes()), Ok(example));
    }
}
