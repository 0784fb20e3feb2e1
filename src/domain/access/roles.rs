//! The roles of users and the scopes of API keys.
//!
//! The rule: what they allow is said elsewhere, in the table of [`rights`](super::rights).

pub mod by_claim;

use std::collections::BTreeSet;

use crate::domain::named::{UnknownName, named_enum};

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
    /// A role of users of the staff pages.
    pub enum Role {
        Analyst = "analyst",
        PolicyOwner = "policy-owner",
        Handler = "handler",
        Admin = "admin",
    }
}

/// The roles of one user: none, one or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles(BTreeSet<Role>);

impl Roles {
    /// The roles in the order of their definition.
    pub fn iter(&self) -> impl Iterator<Item = Role> {
        self.0.iter().copied()
    }

    /// Whether there are none: such a user may sign in and nothing else.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this role is among them.
    #[must_use]
    pub fn contain(&self, role: Role) -> bool {
        self.0.contains(&role)
    }
}

impl From<Role> for Roles {
    fn from(role: Role) -> Self {
        Self(BTreeSet::from([role]))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<T: IntoIterator<Item = Role>>(roles: T) -> Self {
        Self(roles.into_iter().collect())
    }
}

/// Names separated by spaces, as they are stored.
impl std::str::FromStr for Roles {
    type Err = UnknownName;

    fn from_str(text: &str) -> Result<Self, UnknownName> {
        text.split_whitespace().map(str::parse).collect()
    }
}

impl std::fmt::Display for Roles {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.iter().map(Role::name).collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_read_as_they_are_written() {
        for text in ["", "analyst", "policy-owner admin", "analyst policy-owner handler admin"] {
            assert_eq!(text.parse::<Roles>().unwrap().to_string(), text);
        }
        assert_eq!("admin  analyst admin".parse::<Roles>().unwrap().to_string(), "analyst admin");
        assert!("analyst,admin".parse::<Roles>().is_err());
    }
}
