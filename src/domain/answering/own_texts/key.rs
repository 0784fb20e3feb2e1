//! Which texts an organisation may change, how long each may be, and which placeholders it may or must use.
//!
//! The rule: names are those of the file and of what is stored, so a name is never changed.

use crate::domain::named::named_enum;

named_enum! {
    /// A text that an organisation may change.
    pub enum TextKey {
        MailSubject = "mail_subject",
        MailGreeting = "mail_greeting",
        /// Where the name of the person is not known.
        MailGreetingUnnamed = "mail_greeting_unnamed",
        /// What stands before the question.
        MailOpening = "mail_opening",
        /// What stands after the scores and the link.
        MailClosing = "mail_closing",
        MailSignature = "mail_signature",
        ReminderSubject = "reminder_subject",
        ReminderOpening = "reminder_opening",
        /// The tick by which a person asks to be contacted, with the term.
        ContactQuestion = "contact_question",
        Thanks = "thanks",
        /// What to do about the outcome of the complaint.
        ThanksDisagree = "thanks_disagree",
        PrivacyController = "privacy_controller",
        PrivacyBasis = "privacy_basis",
        PrivacyPurposes = "privacy_purposes",
        PrivacyRights = "privacy_rights",
        /// Where to complain about privacy.
        PrivacyAuthority = "privacy_authority",
        /// The data protection officer; shown only when given.
        PrivacyOfficer = "privacy_officer",
        /// Anything else about privacy; shown only when given.
        PrivacyMore = "privacy_more",
    }
}

named_enum! {
    /// What the program fills in, written in braces.
    pub enum Placeholder {
        Organisation = "organisation",
        Contact = "contact",
        /// The person's name.
        Name = "name",
        /// The day on which the complaint was closed.
        ClosedOn = "closed_on",
        /// The last day on which the link works.
        ExpiresOn = "expires_on",
        /// Working days within which a person who asks for it is contacted.
        Days = "days",
    }
}

named_enum! {
    /// Where a text is read.
    pub enum TextPlace {
        Mail = "mail",
        Reminder = "reminder",
        Answer = "answer",
        Privacy = "privacy",
    }
}

const LONGEST_SUBJECT: usize = 100;
const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 1_000;

impl TextKey {
    /// Where it is read.
    #[must_use]
    pub fn place(self) -> TextPlace {
        match self {
            Self::MailSubject
            | Self::MailGreeting
            | Self::MailGreetingUnnamed
            | Self::MailOpening
            | Self::MailClosing
            | Self::MailSignature => TextPlace::Mail,
            Self::ReminderSubject | Self::ReminderOpening => TextPlace::Reminder,
            Self::ContactQuestion | Self::Thanks | Self::ThanksDisagree => TextPlace::Answer,
            Self::PrivacyController
            | Self::PrivacyBasis
            | Self::PrivacyPurposes
            | Self::PrivacyRights
            | Self::PrivacyAuthority
            | Self::PrivacyOfficer
            | Self::PrivacyMore => TextPlace::Privacy,
        }
    }

    /// Whether it is the subject of a mail, which people see who share a mailbox.
    #[must_use]
    pub fn is_subject(self) -> bool {
        matches!(self, Self::MailSubject | Self::ReminderSubject)
    }

    /// Whether it must be one line.
    #[must_use]
    pub fn is_one_line(self) -> bool {
        self.is_subject() || self.is_short() || self == Self::ContactQuestion
    }

    fn is_short(self) -> bool {
        matches!(self, Self::MailGreeting | Self::MailGreetingUnnamed)
    }

    /// The most characters.
    #[must_use]
    pub fn most(self) -> usize {
        if self.is_subject() {
            LONGEST_SUBJECT
        } else if self.is_short() {
            LONGEST_LINE
        } else {
            LONGEST_TEXT
        }
    }

    /// The placeholders that it must use: a greeting by name names the person, and a mail says which complaint it is about and
    /// until when its link works.
    #[must_use]
    pub fn required(self) -> &'static [Placeholder] {
        match self {
            Self::MailGreeting => &[Placeholder::Name],
            Self::MailOpening | Self::ReminderOpening => &[Placeholder::ClosedOn],
            Self::MailClosing => &[Placeholder::ExpiresOn],
            Self::ContactQuestion => &[Placeholder::Days],
            Self::MailSignature | Self::PrivacyController => &[Placeholder::Organisation],
            Self::ThanksDisagree | Self::PrivacyRights => &[Placeholder::Contact],
            Self::MailSubject
            | Self::MailGreetingUnnamed
            | Self::ReminderSubject
            | Self::Thanks
            | Self::PrivacyBasis
            | Self::PrivacyPurposes
            | Self::PrivacyAuthority
            | Self::PrivacyOfficer
            | Self::PrivacyMore => &[],
        }
    }

    /// The placeholders that it may use.
    #[must_use]
    pub fn allowed(self) -> &'static [Placeholder] {
        use Placeholder::{ClosedOn, Contact, Days, ExpiresOn, Name, Organisation};
        match self {
            Self::MailGreeting => &[Name, Organisation],
            Self::MailOpening | Self::MailClosing | Self::ReminderOpening => {
                &[Organisation, Contact, ClosedOn, ExpiresOn]
            }
            Self::ContactQuestion => &[Days, Organisation],
            Self::MailSubject | Self::MailGreetingUnnamed | Self::ReminderSubject => &[Organisation],
            Self::MailSignature
            | Self::Thanks
            | Self::ThanksDisagree
            | Self::PrivacyController
            | Self::PrivacyBasis
            | Self::PrivacyPurposes
            | Self::PrivacyRights
            | Self::PrivacyAuthority
            | Self::PrivacyOfficer
            | Self::PrivacyMore => &[Organisation, Contact],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_must_use_it_may_use() {
        for key in TextKey::ALL {
            assert!(key.required().iter().all(|placeholder| key.allowed().contains(placeholder)), "{key}");
        }
    }
}
