//! Identifiers of rows, one newtype each, so that the compiler rejects one in place of another.

use uuid::Uuid;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.hyphenated().fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    )+};
}

id! {
    /// A complaint.
    ComplaintId,
    /// An invitation: our request to one respondent about one closure.
    InvitationId,
    /// A message: one e-mail to be sent for an invitation.
    MessageId,
    /// A bounce: a notification that came back for a message.
    BounceId,
    /// A response.
    ResponseId,
    /// A session of a user who is signed in.
    SessionId,
    /// A follow-up.
    FollowUpId,
    /// A note of staff on a follow-up.
    FollowUpNoteId,
    /// A cause of complaints.
    CauseId,
    /// An edition of a report.
    EditionId,
    /// An improvement: a measure whose effect is watched.
    ImprovementId,
    /// A change point that an analyst recorded.
    ChangePointId,
    /// A signal: a figure that stood out.
    SignalId,
    /// A norm.
    NormId,
    /// A yearly evaluation of a norm.
    EvaluationId,
    /// A review of the quality of handling.
    QualityReviewId,
    /// A theme that respondents write about.
    ThemeId,
    /// A view of a page with figures that a user saved.
    SavedViewId,
    /// A check of how precise the keywords of a theme are.
    ThemeCheckId,
    /// A user of the pages for staff.
    UserId,
    /// One run of `responses import`.
    ImportId,
    /// A lease on a message, by which a worker proves that it is still the one sending it.
    LeaseId,
}
