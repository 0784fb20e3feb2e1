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

impl Role {
    /// Whether the role may pause sending, try mails again and clear bounces.
    #[must_use]
    pub fn steers_sending(self) -> bool {
        match self {
            Self::PolicyOwner | Self::Admin => true,
            Self::Analyst | Self::Handler => false,
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
