//! The forms in which an administrator adds a user, and changes the roles or the team of one.
//!
//! The rule: a person who fills in a form chooses at least one role.

use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::roles::{Role, Roles};
use crate::domain::access::user_account::UserAccount;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::named::UnknownName;
use crate::domain::people::email_address::EmailAddress;

pub const EMAIL: &str = "email";
/// Given once for each role.
pub const ROLE: &str = "role";
pub const TEAM: &str = "team";
/// What a page showed of the roles or the team that its form changes.
pub const SEEN: &str = "seen";
/// Whether the link is mailed: given as [`YES`], or not at all.
pub const MAIL: &str = "mail";
pub const YES: &str = "yes";
/// What is said of a team for a user to whom it makes no difference.
pub const NO_TEAM: &str = "makes a difference to a handler who is no policy owner, and to no other user";

/// A user to add, as the form has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub email: EmailAddress,
    pub roles: Roles,
    pub team: Option<String>,
    /// Whether the one-time link is mailed to the user.
    pub mails_link: bool,
}

/// What stands in the form of a new user before anything is typed.
#[must_use]
pub fn blank() -> Vec<(String, String)> {
    vec![(MAIL.to_owned(), YES.to_owned())]
}

/// What the forms show of a user.
#[must_use]
pub fn written(user: &UserAccount) -> Vec<(String, String)> {
    let roles = user.roles.iter().map(|role| (ROLE.to_owned(), role.name().to_owned()));
    roles.chain(user.team.iter().map(|team| (TEAM.to_owned(), team.clone()))).collect()
}

/// Reads the form of a new user.
///
/// # Errors
/// Every error, each with its field.
pub fn read_new(pairs: &[(String, String)]) -> Result<NewAccount, Vec<FieldError>> {
    let mut fields = given(pairs);
    let email: Option<EmailAddress> = fields.take_parsed(EMAIL);
    let email = fields.require(EMAIL, email);
    let roles = take_roles(&mut fields);
    let team = take_team(&mut fields, roles.as_ref());
    let mails_link = fields.take_word(MAIL, YES);
    let new = email.zip(roles).map(|(email, roles)| NewAccount { email, roles, team, mails_link });
    fields.result(new)
}

/// Reads the form of a user's roles.
///
/// # Errors
/// Every error, each with its field.
pub fn read_roles(pairs: &[(String, String)]) -> Result<Roles, Vec<FieldError>> {
    let mut fields = given(pairs);
    let roles = take_roles(&mut fields);
    fields.result(roles)
}

/// Reads the form of the team of a user with these roles; an empty one stands for all teams.
///
/// # Errors
/// Every error, each with its field.
pub fn read_team(
    pairs: &[(String, String)],
    roles: Option<&Roles>,
) -> Result<Option<String>, Vec<FieldError>> {
    let mut fields = given(pairs);
    let team = take_team(&mut fields, roles);
    fields.result(Some(team))
}

/// The team, which is refused where it makes no difference; `None` for roles that are not known.
fn take_team(fields: &mut Fields, roles: Option<&Roles>) -> Option<String> {
    let team = fields.take_text(TEAM);
    if team.is_some() && roles.is_some_and(|roles| !FollowUpsOf::has_team(roles)) {
        fields.refuse(TEAM, NO_TEAM);
    }
    team
}

/// The roles that the page of a form showed; `None` if it does not say.
#[must_use]
pub fn seen_roles(pairs: &[(String, String)]) -> Option<Roles> {
    seen(pairs).map(|roles| roles.parse().unwrap_or_default())
}

/// The team that the page of a form showed, `None` within for all teams; `None` if it does not say.
#[must_use]
pub fn seen_team(pairs: &[(String, String)]) -> Option<Option<String>> {
    seen(pairs).map(|team| (!team.is_empty()).then(|| team.to_owned()))
}

fn seen(pairs: &[(String, String)]) -> Option<&str> {
    pairs.iter().find(|(name, _)| name == SEEN).map(|(_, value)| value.as_str())
}

/// Whether a form asks for the link to be mailed.
#[must_use]
pub fn mails_link(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, value)| name == MAIL && value == YES)
}

/// The fields that were filled in; ticks of one name are one field. What the page showed is read apart.
fn given(pairs: &[(String, String)]) -> Fields {
    let is_given = |(name, value): &&(String, String)| name != SEEN && !value.trim().is_empty();
    let filled: Vec<(String, String)> = pairs.iter().filter(is_given).cloned().collect();
    Fields::of_query(&filled)
}

fn take_roles(fields: &mut Fields) -> Option<Roles> {
    let names = fields.take_all(ROLE, Role::ALL.len());
    let roles: Result<Roles, UnknownName> = names.iter().map(|name| name.parse::<Role>()).collect();
    match roles {
        Ok(roles) if !roles.is_empty() => Some(roles),
        Ok(_) => fields.require_as(ROLE, None, "must be given at least once"),
        Err(error) => {
            fields.refuse(ROLE, error.to_string());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn wrong(fields: &[(&str, &str)]) -> Vec<String> {
        read_new(&pairs(fields)).unwrap_err().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_user_is_read_with_several_roles() {
        let form =
            [("email", " Anna@Example.org "), ("role", "admin"), ("role", "handler"), ("team", " Zuid ")];
        let new = read_new(&pairs(&form)).unwrap();
        assert_eq!(new.email.folded(), "anna@example.org");
        assert_eq!((new.roles.to_string().as_str(), new.team.as_deref()), ("handler admin", Some("Zuid")));
        assert!(!new.mails_link);
        let mailed = [("email", "a@example.org"), ("role", "analyst"), ("team", " "), ("mail", "yes")];
        let new = read_new(&pairs(&mailed)).unwrap();
        assert_eq!((new.mails_link, new.team), (true, None));
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        assert_eq!(wrong(&[]), ["email", "role"]);
        let long = "x".repeat(201);
        let form = [("email", "anna"), ("role", "wizard"), ("team", long.as_str()), ("mail", "no")];
        assert_eq!(wrong(&form), ["email", "role", "team", "mail"]);
        assert_eq!(wrong(&[("email", "a@example.org"), ("role", "admin"), ("x", "y")]), ["x"]);
        let twice = [("email", "a@example.org"), ("email", "b@example.org"), ("role", "admin")];
        assert_eq!(wrong(&twice), ["email"]);
    }

    #[test]
    fn roles_and_team_are_changed_each_by_a_form_of_its_own() {
        assert_eq!(read_roles(&pairs(&[("role", "analyst")])).unwrap().to_string(), "analyst");
        assert!(read_roles(&[]).is_err() && read_roles(&pairs(&[("role", "a,b")])).is_err());
        let read =
            |team: &str, roles: &str| read_team(&pairs(&[("team", team)]), Some(&roles.parse().unwrap()));
        assert_eq!((read("", "handler"), read("", "analyst")), (Ok(None), Ok(None)));
        assert_eq!(read("Zuid", "handler"), Ok(Some("Zuid".to_owned())));
        assert!(read("a\nb", "handler").is_err());
        for roles in ["analyst", "handler policy-owner", ""] {
            assert_eq!(read("Zuid", roles).unwrap_err()[0].message, NO_TEAM, "{roles}");
        }
        let new = [("email", "a@example.org"), ("role", "analyst"), ("team", "Zuid")];
        assert_eq!(wrong(&new), ["team"]);
    }

    #[test]
    fn a_form_says_what_its_page_showed() {
        let form = pairs(&[("seen", "analyst admin"), ("role", "analyst")]);
        assert_eq!(read_roles(&form).unwrap().to_string(), "analyst");
        assert_eq!(seen_roles(&form).unwrap().to_string(), "analyst admin");
        assert_eq!(seen_roles(&pairs(&[("seen", "")])), Some(Roles::default()));
        assert_eq!((seen_roles(&[]), seen_team(&[])), (None, None));
        assert_eq!(seen_team(&pairs(&[("seen", "")])), Some(None));
        assert_eq!(seen_team(&pairs(&[("seen", "Zuid"), ("team", "")])), Some(Some("Zuid".to_owned())));
    }
}
