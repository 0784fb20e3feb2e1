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
        match team {
            Some(team) if !Self::sees_all(roles) => Self::Team(team.to_owned()),
            _ => Self::All,
        }
    }

    /// Whether a team makes a difference to a user with these roles.
    #[must_use]
    pub fn has_team(roles: &Roles) -> bool {
        roles.have(Right::HandleFollowUps) && !Self::sees_all(roles)
    }

    fn sees_all(roles: &Roles) -> bool {
        roles.iter().any(|role| role != Role::Handler && role.has(Right::HandleFollowUps))
    }

    /// Whether a follow-up of this team is among them; `None` for one whose team is not known.
    #[must_use]
    pub fn sees(&self, team: Option<&str>) -> bool {
        match self {
            Self::Team(own) => team == Some(own.as_str()),
            Self::All => true,
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
    fn a_team_makes_a_difference_to_a_mere_handler_alone() {
        let has_team = |roles: &str| FollowUpsOf::has_team(&roles.parse().unwrap());
        assert!(has_team("handler") && has_team("handler admin"));
        assert!(!has_team("") && !has_team("analyst") && !has_team("handler policy-owner"));
    }

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
        let zuid = FollowUpsOf::Team("Zuid".to_owned());
        assert!(zuid.sees(Some("Zuid")) && !zuid.sees(Some("Noord")) && !zuid.sees(None));
        assert!(FollowUpsOf::All.sees(None));
    }
}
