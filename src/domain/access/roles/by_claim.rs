//! The table that turns the values of an identity provider's claim, such as the names of groups, into roles.
//!
//! The rule: what the table does not name gives no role. A provider knows groups of many applications, and none of them may
//! become a role here without an entry.

use std::collections::BTreeSet;

use crate::domain::access::roles::{Role, Roles};

/// Values of the claim, and the role that each gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolesByClaim(Vec<(String, Role)>);

/// An entry of the table is not a value and a role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be VALUE=ROLE, where the role is one of {}", Role::NAMES.join(", "))]
pub struct InvalidEntry {
    /// As it was written, which may be anything.
    pub entry: String,
}

impl RolesByClaim {
    /// The table for a provider whose values are the names of our roles.
    #[must_use]
    pub fn by_name() -> Self {
        Self(Role::ALL.iter().map(|role| (role.name().to_owned(), *role)).collect())
    }

    /// The roles that these values give; none if the table names none of them.
    #[must_use]
    pub fn roles_of(&self, values: &[&str]) -> Roles {
        let values: BTreeSet<&str> = values.iter().copied().collect();
        let given = self.0.iter().filter(|(value, _)| values.contains(value.as_str()));
        given.map(|(_, role)| *role).collect()
    }
}

/// Entries like `naklank-analysts=analyst`, separated by commas; by semicolons in a text that has one, which may also be the
/// last sign, since a distinguished name has commas. A value may have several entries.
impl std::str::FromStr for RolesByClaim {
    type Err = InvalidEntry;

    fn from_str(text: &str) -> Result<Self, InvalidEntry> {
        let entry = |text: &str| {
            let text = text.trim();
            // The last sign separates: a value may be a distinguished name, which has others.
            let (value, role) = text.rsplit_once('=')?;
            let value = Some(value.trim()).filter(|value| !value.is_empty())?;
            Some((value.to_owned(), role.trim().parse().ok()?))
        };
        let (separator, entries) = match text.strip_suffix(';') {
            Some(entries) => (';', entries),
            None => (if text.contains(';') { ';' } else { ',' }, text),
        };
        entries
            .split(separator)
            .map(|text| entry(text).ok_or_else(|| InvalidEntry { entry: text.trim().to_owned() }))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(table: &str, values: &[&str]) -> String {
        table.parse::<RolesByClaim>().unwrap().roles_of(values).to_string()
    }

    #[test]
    fn a_value_gives_the_roles_of_its_entries_and_an_unknown_one_gives_none() {
        let table = "nk-analysts=analyst, nk-heads=policy-owner,nk-heads=handler";
        assert_eq!(roles(table, &["nk-analysts"]), "analyst");
        assert_eq!(roles(table, &["nk-heads", "staff", "nk-analysts"]), "analyst policy-owner handler");
        for values in [&["staff"][..], &["NK-ANALYSTS"], &["analyst"], &["nk-analysts "], &[]] {
            assert_eq!(roles(table, values), "", "{values:?}");
        }
    }

    #[test]
    fn without_a_table_the_values_are_the_names_of_roles() {
        let table = RolesByClaim::by_name();
        assert_eq!(table.roles_of(&["admin", "handler", "root"]).to_string(), "handler admin");
    }

    #[test]
    fn a_value_may_hold_the_sign_that_separates() {
        assert_eq!(roles("cn=analysts=analyst", &["cn=analysts"]), "analyst");
    }

    #[test]
    fn a_value_may_be_a_distinguished_name() {
        let (analysts, heads) = ("CN=nk-analysts,OU=Groups,DC=example", "CN=nk-heads,OU=Groups,DC=example");
        let table = format!("{analysts}=analyst; {heads}=policy-owner;{heads}=handler");
        assert_eq!(roles(&table, &[analysts]), "analyst");
        assert_eq!(roles(&table, &[heads, "CN=nk-heads"]), "policy-owner handler");
        assert_eq!(roles(&format!("{analysts}=analyst;"), &[analysts]), "analyst", "a single one");
        assert!("a=analyst;;b=handler".parse::<RolesByClaim>().is_err());
    }

    #[test]
    fn what_is_no_entry_is_named() {
        for text in ["", "analyst", "staff=", "=analyst", "staff=manager", "staff=Analyst"] {
            assert_eq!(text.parse::<RolesByClaim>(), Err(InvalidEntry { entry: text.to_owned() }), "{text}");
        }
        let two = "staff=analyst,boss=king".parse::<RolesByClaim>().unwrap_err();
        assert_eq!(two.entry, "boss=king");
        assert_eq!(
            two.to_string(),
            "must be VALUE=ROLE, where the role is one of analyst, policy-owner, handler, admin"
        );
    }
}
