//! A complaint, as known to the organisation's complaints system.
//!
//! The rule: by type, a closed complaint has a closing moment and an open one has none.

use crate::domain::Timestamp;
use crate::domain::complaints::facts::Facts;
use crate::domain::complaints::segment::{Dimension, Labels, MODE_EMAIL, Segment};
use crate::domain::named::named_enum;
use crate::domain::people::phone_number::PhoneNumber;

named_enum! {
    /// Who complains.
    pub enum Complainant {
        Customer = "customer",
        Lawyer = "lawyer",
        Intermediary = "intermediary",
        OpposingParty = "opposing_party",
        Other = "other",
    }
}

named_enum! {
    /// The channel by which the complaint came in.
    pub enum Channel {
        Web = "web",
        Letter = "letter",
        Phone = "phone",
        Email = "email",
        Other = "other",
    }
}

named_enum! {
    /// Who answers it: the complaints desk, or the board itself (directieklacht).
    pub enum Level {
        Regular = "regular",
        Board = "board",
    }
}

named_enum! {
    /// The outcome of the complaint.
    pub enum Outcome {
        Upheld = "upheld",
        PartlyUpheld = "partly_upheld",
        Rejected = "rejected",
        Settled = "settled",
        Withdrawn = "withdrawn",
        /// Not a complaint that the policy is about, or too late.
        Inadmissible = "inadmissible",
        /// Solved before it had to be decided.
        ResolvedEarly = "resolved_early",
    }
}

named_enum! {
    /// Why staff decided not to ask this customer.
    pub enum OptOutReason {
        Refused = "refused",
        Bereavement = "bereavement",
        Threat = "threat",
        Test = "test",
        Other = "other",
    }
}

/// The organisation's own key for a complaint: 1 to 200 characters, no control characters, no leading or trailing
/// blanks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference(String);

/// The text is not a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 200 characters without control characters or blanks around them")]
pub struct InvalidReference;

impl Reference {
    /// The reference as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Reference {
    type Err = InvalidReference;

    fn from_str(text: &str) -> Result<Self, InvalidReference> {
        let fits = (1..=200).contains(&text.chars().count());
        if fits && text.trim() == text && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidReference)
        }
    }
}

/// Whether the complaint is open or closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Open,
    Closed { closed_at: Timestamp },
}

/// How the complainant can be reached. The address is kept as given: an invalid one is a reason not to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    pub email: Option<String>,
    pub name: Option<String>,
    pub phone: Option<PhoneNumber>,
    pub language: Option<String>,
}

/// Whether staff want this customer to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SurveyWish {
    Ask,
    DoNotAsk { reason: OptOutReason, note: Option<String> },
}

/// All fields of a complaint in one `PUT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub status: Status,
    pub received_at: Timestamp,
    pub contact: Contact,
    pub complainant: Complainant,
    pub channel: Option<Channel>,
    pub level: Option<Level>,
    pub labels: Labels,
    pub handler: Option<String>,
    pub outcome: Option<Outcome>,
    pub facts: Facts,
    pub survey: SurveyWish,
}

impl Complaint {
    /// The segment of an invitation made now, in this language and with this questionnaire.
    #[must_use]
    pub fn segment(&self, language: &str, questionnaire: &str) -> Segment {
        let segment = Segment::default()
            .with(Dimension::Channel, self.channel.map(Channel::name))
            .with(Dimension::Complainant, Some(self.complainant.name()))
            .with(Dimension::Outcome, self.outcome.map(Outcome::name))
            .with(Dimension::Level, self.level.map(Level::name))
            .with(Dimension::Language, Some(language))
            .with(Dimension::Mode, Some(MODE_EMAIL))
            .with(Dimension::Questionnaire, Some(questionnaire));
        self.labels.iter().fold(segment, |segment, (dimension, value)| segment.with(*dimension, Some(value)))
    }
}
