//! Who is mailed about a follow-up.
//!
//! The rule: the one who holds it; otherwise those of its team; and where the team has none, those who see the
//! follow-ups of all teams. Never anyone who does not see it.

use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::Roles;
use crate::domain::ids::UserId;

/// An enabled user who may handle follow-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handler {
    pub id: UserId,
    team: Option<String>,
    sees: FollowUpsOf,
}

impl Handler {
    /// `None` for a user whose roles do not allow it.
    #[must_use]
    pub fn new(id: UserId, roles: &Roles, team: Option<String>) -> Option<Self> {
        let sees = FollowUpsOf::whom(roles, team.as_deref());
        roles.have(Right::HandleFollowUps).then_some(Self { id, team, sees })
    }

    /// The user's own team.
    #[must_use]
    pub fn team(&self) -> Option<&str> {
        self.team.as_deref()
    }

    /// Whether the user sees the follow-ups of all teams.
    #[must_use]
    pub fn sees_all(&self) -> bool {
        self.sees == FollowUpsOf::All
    }

    fn sees(&self, team: Option<&str>) -> bool {
        self.sees.team().is_none_or(|own| Some(own) == team)
    }
}

/// All enabled users who may handle follow-ups.
#[derive(Clone, Debug, Default)]
pub struct Handlers(pub Vec<Handler>);

impl Handlers {
    /// Who is mailed about a follow-up with this owner and team; `None` is no owner, or an unknown team.
    #[must_use]
    pub fn of(&self, owner: Option<UserId>, team: Option<&str>) -> Vec<UserId> {
        let holder = self.those(|handler| Some(handler.id) == owner && handler.sees(team));
        if !holder.is_empty() {
            return holder;
        }
        let of_team = self.those(|handler| team.is_some() && handler.team.as_deref() == team);
        if of_team.is_empty() { self.those(Handler::sees_all) } else { of_team }
    }

    /// One of them.
    #[must_use]
    pub fn find(&self, user: UserId) -> Option<&Handler> {
        self.0.iter().find(|handler| handler.id == user)
    }

    fn those(&self, is_wanted: impl Fn(&Handler) -> bool) -> Vec<UserId> {
        self.0.iter().filter(|handler| is_wanted(handler)).map(|handler| handler.id).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handlers() -> Handlers {
        let users = [
            (1, "handler", Some("Noord")),
            (2, "handler", Some("Zuid")),
            (3, "handler", Some("Zuid")),
            (4, "handler", None),
            (5, "policy-owner", None),
            (6, "analyst", Some("Zuid")),
        ];
        let handler = |(number, roles, team): (u128, &str, Option<&str>)| {
            Handler::new(id(number), &roles.parse().unwrap(), team.map(str::to_owned))
        };
        Handlers(users.into_iter().filter_map(handler).collect())
    }

    fn id(number: u128) -> UserId {
        UserId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn the_holder_goes_before_the_team_and_the_team_before_those_who_see_all() {
        let handlers = handlers();
        assert_eq!(handlers.of(Some(id(2)), Some("Zuid")), [id(2)]);
        assert_eq!(handlers.of(None, Some("Zuid")), [id(2), id(3)], "an analyst handles none");
        assert_eq!(handlers.of(None, Some("West")), [id(4), id(5)], "the team has no handlers");
        assert_eq!(handlers.of(None, None), [id(4), id(5)]);
    }

    #[test]
    fn a_holder_who_may_not_see_it_any_more_is_passed_over() {
        let handlers = handlers();
        assert_eq!(handlers.of(Some(id(1)), Some("Zuid")), [id(2), id(3)], "of another team");
        assert_eq!(handlers.of(Some(id(6)), Some("Noord")), [id(1)], "without the right");
        assert_eq!(handlers.of(Some(id(5)), Some("Noord")), [id(5)], "who sees all holds one of any team");
        assert!(Handlers::default().of(Some(id(1)), Some("Noord")).is_empty());
    }
}
