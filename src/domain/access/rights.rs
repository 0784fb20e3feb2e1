//! What a role allows: the one table of who may do what on the pages, at the API and in the use cases.
//!
//! The rule: a user may do what any of the user's roles allows. An administrator administers: that role alone reads no
//! answers and no figures, and decides on no norm.

use crate::domain::access::roles::{Role, Roles, Scope};
use crate::domain::named::named_enum;

named_enum! {
    /// What a role may allow.
    pub enum Right {
        /// To see figures on complaint handling and what people wrote, and to propose a norm. A handler sees follow-ups, not
        /// the scores of others.
        SeeInsights = "see insights",
        /// To take up and complete follow-ups, and so to read individual answers.
        HandleFollowUps = "handle follow-ups",
        /// To register and correct complaints by hand, and to tell when one was acknowledged, called, answered and
        /// discussed.
        RecordFacts = "record facts",
        /// To review how complaints were handled.
        ReviewQuality = "review quality",
        /// To see which mails were planned, sent and refused, for all and for one complaint; no answers.
        SeeSending = "see sending",
        /// To pause sending, retry mails and clear bounces.
        SteerSending = "steer sending",
        /// To adopt, reject and keep norms, and to load those of the policy.
        DecideNorms = "decide on norms",
        /// To approve and publish the complaint report and the evaluation of the policy.
        PublishReports = "publish reports",
        /// To answer what a person asks of personal data: to read, to erase and to restrict everything that is held of one.
        HandlePrivacy = "handle privacy requests",
        /// To add, change and disable users and keys, to keep the list of addresses that are never mailed, to publish
        /// questionnaires and the organisation's texts, to import earlier results and undo that, and to see how the program runs.
        Administer = "administer",
        /// To read who did what.
        ReadAudit = "read the audit",
    }
}

impl Role {
    /// Whether the role has a right: the table itself.
    #[must_use]
    pub fn has(self, right: Right) -> bool {
        match right {
            Right::SeeInsights | Right::ReviewQuality => matches!(self, Self::Analyst | Self::PolicyOwner),
            Right::HandleFollowUps | Right::RecordFacts => matches!(self, Self::Handler | Self::PolicyOwner),
            Right::SeeSending => matches!(self, Self::Analyst | Self::PolicyOwner | Self::Admin),
            Right::SteerSending | Right::ReadAudit => matches!(self, Self::PolicyOwner | Self::Admin),
            Right::DecideNorms | Right::PublishReports | Right::HandlePrivacy => self == Self::PolicyOwner,
            Right::Administer => self == Self::Admin,
        }
    }
}

impl Roles {
    /// Whether one of the roles has a right.
    #[must_use]
    pub fn have(&self, right: Right) -> bool {
        self.iter().any(|role| role.has(right))
    }

    /// Whether an API key of a user with these roles may have a scope: never more than the pages allow the user. Scopes
    /// for systems only have no page, so any user may hold them.
    #[must_use]
    pub fn may_hold(&self, scope: Scope) -> bool {
        match scope {
            Scope::ComplaintsRead | Scope::InsightsRead | Scope::ResponsesRead | Scope::NormsWrite => {
                self.have(Right::SeeInsights)
            }
            Scope::ComplaintsWrite | Scope::BouncesWrite | Scope::KpisWrite => true,
        }
    }
}
