//! Who may do what: scopes of API keys and roles of users.

use crate::domain::named::named_enum;

named_enum! {
    /// What an API key may do.
    pub enum Scope {
        ComplaintsWrite = "complaints:write",
        ComplaintsRead = "complaints:read",
        InsightsRead = "insights:read",
        ResponsesRead = "responses:read",
        NormsWrite = "norms:write",
        BouncesWrite = "bounces:write",
        KpisWrite = "kpis:write",
    }
}

named_enum! {
    /// The role of a user of the staff pages.
    pub enum Role {
        Analyst = "analyst",
        PolicyOwner = "policy-owner",
        Handler = "handler",
        Admin = "admin",
    }
}

named_enum! {
    /// What a role may allow on the pages for staff.
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
        /// To pause sending, retry mails and clear bounces.
        SteerSending = "steer sending",
        /// To adopt, reject and keep norms, and to load those of the policy.
        DecideNorms = "decide on norms",
    }
}

/// Whose follow-ups a user sees: those of complaints that this team handles, or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpsOf {
    Team(String),
    All,
}

impl FollowUpsOf {
    /// A handler with a team sees only that team's follow-ups; every other role that may see follow-ups sees all.
    #[must_use]
    pub fn whom(role: Role, team: Option<&str>) -> Self {
        match (role, team) {
            (Role::Handler, Some(team)) => Self::Team(team.to_owned()),
            _ => Self::All,
        }
    }

    /// The team; `None` for all.
    #[must_use]
    pub fn team(&self) -> Option<&str> {
        match self {
            Self::Team(team) => Some(team),
            Self::All => None,
        }
    }
}

impl Role {
    /// Whether the role has a right: the one table of what a role may do.
    #[must_use]
    pub fn has(self, right: Right) -> bool {
        match right {
            Right::SeeInsights | Right::ReviewQuality => {
                matches!(self, Self::Analyst | Self::PolicyOwner | Self::Admin)
            }
            Right::HandleFollowUps | Right::RecordFacts => {
                matches!(self, Self::Handler | Self::PolicyOwner | Self::Admin)
            }
            Right::SteerSending | Right::DecideNorms => matches!(self, Self::PolicyOwner | Self::Admin),
        }
    }

    /// Whether an API key of a user with this role may have a scope: never more than the pages allow the role. Scopes
    /// for systems only have no page, so any role may hold them.
    #[must_use]
    pub fn may_hold(self, scope: Scope) -> bool {
        match scope {
            Scope::ComplaintsRead | Scope::InsightsRead | Scope::ResponsesRead | Scope::NormsWrite => {
                self.has(Right::SeeInsights)
            }
            Scope::ComplaintsWrite | Scope::BouncesWrite | Scope::KpisWrite => true,
        }
    }
}
