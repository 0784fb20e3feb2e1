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
    /// What a user of the pages does in the organisation.
    pub enum Role {
        Analyst = "analyst",
        PolicyOwner = "policy-owner",
        Handler = "handler",
        Admin = "admin",
    }
}

/// Whose follow-ups somebody sees: those of complaints that this team answers now, or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpsOf {
    Team(String),
    All,
}

impl FollowUpsOf {
    /// A handler with a team sees that team's; everybody else who may see follow-ups sees all.
    #[must_use]
    pub fn whom(role: Role, team: Option<&str>) -> Self {
        match (role, team) {
            (Role::Handler, Some(team)) => Self::Team(team.to_owned()),
            _ => Self::All,
        }
    }

    /// The one team; none for all.
    #[must_use]
    pub fn team(&self) -> Option<&str> {
        match self {
            Self::Team(team) => Some(team),
            Self::All => None,
        }
    }
}

impl Role {
    /// Whether the role may pause sending, try mails again and clear bounces.
    #[must_use]
    pub fn steers_sending(self) -> bool {
        match self {
            Self::PolicyOwner | Self::Admin => true,
            Self::Analyst | Self::Handler => false,
        }
    }

    /// Whether a key that acts as somebody of this role may have a scope: never more than the pages let the role do. What only
    /// systems do is no page's, and anybody's.
    #[must_use]
    pub fn may_hold(self, scope: Scope) -> bool {
        match scope {
            Scope::ComplaintsRead | Scope::InsightsRead | Scope::ResponsesRead | Scope::NormsWrite => {
                self.sees_insights()
            }
            Scope::ComplaintsWrite | Scope::BouncesWrite | Scope::KpisWrite => true,
        }
    }

    /// Whether the role adopts and rejects norms. Whoever sees figures may propose one.
    #[must_use]
    pub fn decides_norms(self) -> bool {
        match self {
            Self::PolicyOwner | Self::Admin => true,
            Self::Analyst | Self::Handler => false,
        }
    }

    /// Whether the role takes up and ends follow-ups, and so reads single answers.
    #[must_use]
    pub fn handles_follow_ups(self) -> bool {
        match self {
            Self::Handler | Self::PolicyOwner | Self::Admin => true,
            Self::Analyst => false,
        }
    }

    /// Whether the role sees figures over complaint handling. A handler sees follow-ups, not the scores of others.
    #[must_use]
    pub fn sees_insights(self) -> bool {
        match self {
            Self::Analyst | Self::PolicyOwner | Self::Admin => true,
            Self::Handler => false,
        }
    }
}
