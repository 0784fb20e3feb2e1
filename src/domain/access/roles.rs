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
    /// Whether the role may pause sending, retry mails and clear bounces.
    #[must_use]
    pub fn steers_sending(self) -> bool {
        match self {
            Self::PolicyOwner | Self::Admin => true,
            Self::Analyst | Self::Handler => false,
        }
    }

    /// Whether an API key of a user with this role may have a scope: never more than the pages allow the role. Scopes
    /// for systems only have no page, so any role may hold them.
    #[must_use]
    pub fn may_hold(self, scope: Scope) -> bool {
        match scope {
            Scope::ComplaintsRead | Scope::InsightsRead | Scope::ResponsesRead | Scope::NormsWrite => {
                self.sees_insights()
            }
            Scope::ComplaintsWrite | Scope::BouncesWrite | Scope::KpisWrite => true,
        }
    }

    /// Whether the role adopts and rejects norms. Any role that sees figures may propose one.
    #[must_use]
    pub fn decides_norms(self) -> bool {
        match self {
            Self::PolicyOwner | Self::Admin => true,
            Self::Analyst | Self::Handler => false,
        }
    }

    /// Whether the role takes up and completes follow-ups, and so reads individual answers.
    #[must_use]
    pub fn handles_follow_ups(self) -> bool {
        match self {
            Self::Handler | Self::PolicyOwner | Self::Admin => true,
            Self::Analyst => false,
        }
    }

    /// Whether the role sees figures on complaint handling. A handler sees follow-ups, not the scores of others.
    #[must_use]
    pub fn sees_insights(self) -> bool {
        match self {
            Self::Analyst | Self::PolicyOwner | Self::Admin => true,
            Self::Handler => false,
        }
    }
}
