//! Whose follow-ups a user sees.
//!
//! The rule: a limit to one team is part of what a use case is asked, so that it cannot be forgotten on a page.

use crate::domain::access::rights::Right;
use crate::domain::access::roles::{Role, Roles};

/// Whose follow-ups a user sees: those of complaints that this team handles, or all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FollowUpsOf {
    Team(String),
    All,
}

impl FollowUpsOf {
    /// A handler with a team sees only that team's follow-ups, unless another role allows follow-ups too: those are of
    /// all teams.
    #[must_use]
    pub fn whom(roles: &Roles, team: Option<&str>) -> Self {
        let sees_all = roles.iter().any(|role| role != Role::Handler && role.has(Right::HandleFollowUps));
        match team {
            Some(team) if !sees_all => Self::Team(team.to_owned()),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_mere_handler_is_kept_to_the_team() {
        let whom = |roles: &str| FollowUpsOf::whom(&roles.parse().unwrap(), Some("Zuid"));
        for roles in ["handler", "handler admin", "handler analyst"] {
            assert_eq!(whom(roles), FollowUpsOf::Team("Zuid".to_owned()), "{roles}");
        }
        for roles in ["policy-owner", "handler policy-owner"] {
            assert_eq!(whom(roles), FollowUpsOf::All, "{roles}");
        }
        assert_eq!(FollowUpsOf::whom(&Role::Handler.into(), None), FollowUpsOf::All);
    }
}
