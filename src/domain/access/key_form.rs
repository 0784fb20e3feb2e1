//! The form in which an administrator makes an API key.
//!
//! The rule: a new key ends after a year unless the administrator chooses otherwise.

use chrono::{Months, NaiveDate};

use crate::domain::access::roles::Scope;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::named::UnknownName;

pub const NAME: &str = "name";
/// Given once for each scope.
pub const SCOPE: &str = "scope";
pub const OWNER: &str = "owner";
pub const EXPIRES: &str = "expires";

/// A key to make, as the form has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyWish {
    pub name: String,
    pub scopes: Vec<Scope>,
    /// The address of the user as whom it acts; `None` if it acts as itself.
    pub owner: Option<String>,
    /// The last day on which it works; `None` if it does not expire.
    pub expires_on: Option<NaiveDate>,
}

/// What stands in the form before anything is typed.
#[must_use]
pub fn blank(today: NaiveDate) -> Vec<(String, String)> {
    let in_a_year = today.checked_add_months(Months::new(12));
    in_a_year.map(|day| (EXPIRES.to_owned(), day.to_string())).into_iter().collect()
}

/// Reads the form.
///
/// # Errors
/// Every error, each with its field.
pub fn read(pairs: &[(String, String)], today: NaiveDate) -> Result<KeyWish, Vec<FieldError>> {
    let filled: Vec<(String, String)> =
        pairs.iter().filter(|(_, value)| !value.trim().is_empty()).cloned().collect();
    let mut fields = Fields::of_query(&filled);
    let name = fields.take_text(NAME);
    let name = fields.require(NAME, name);
    let scopes = take_scopes(&mut fields);
    let owner = fields.take_text(OWNER);
    let expires_on = fields.take_day(EXPIRES);
    if expires_on.is_some_and(|day| day < today) {
        fields.refuse(EXPIRES, "must be today or a later day");
    }
    let wish = name.zip(scopes).map(|(name, scopes)| KeyWish { name, scopes, owner, expires_on });
    fields.result(wish)
}

/// What can be read of a form with mistakes, to say what else is wrong with it.
#[must_use]
pub fn as_far_as_readable(pairs: &[(String, String)]) -> KeyWish {
    let values = |field: &'static str| {
        let of_field = move |(name, _): &&(String, String)| name == field;
        pairs.iter().filter(of_field).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    KeyWish {
        name: values(NAME).next().unwrap_or_default().to_owned(),
        scopes: values(SCOPE).filter_map(|scope| scope.parse().ok()).collect(),
        owner: values(OWNER).next().map(str::to_owned),
        expires_on: None,
    }
}

fn take_scopes(fields: &mut Fields) -> Option<Vec<Scope>> {
    let names = fields.take_all(SCOPE, Scope::ALL.len());
    let scopes: Result<Vec<Scope>, UnknownName> = names.iter().map(|name| name.parse()).collect();
    match scopes {
        Ok(scopes) if !scopes.is_empty() => Some(scopes),
        Ok(_) => fields.require_as(SCOPE, None, "must be given at least once"),
        Err(error) => {
            fields.refuse(SCOPE, error.to_string());
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_form(fields: &[(&str, &str)]) -> Result<KeyWish, Vec<String>> {
        let pairs: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let today = "2026-03-20".parse().unwrap();
        read(&pairs, today).map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_key_is_read_with_its_scopes_its_owner_and_its_end() {
        let form = [("name", " crm "), ("scope", "kpis:write"), ("scope", "insights:read"), ("owner", "")];
        let wish = read_form(&form).unwrap();
        assert_eq!((wish.name.as_str(), wish.owner, wish.expires_on), ("crm", None, None));
        assert_eq!(wish.scopes, [Scope::KpisWrite, Scope::InsightsRead]);
        let day = "2026-03-20";
        let form = [("name", "crm"), ("scope", "kpis:write"), ("owner", "a@example.org"), ("expires", day)];
        let wish = read_form(&form).unwrap();
        assert_eq!((wish.owner.as_deref(), wish.expires_on), (Some("a@example.org"), day.parse().ok()));
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        assert_eq!(read_form(&[]), Err(vec!["name".to_owned(), "scope".to_owned()]));
        let form = [("name", "crm"), ("scope", "all"), ("expires", "2026-03-19"), ("x", "y")];
        let wrong = read_form(&form).unwrap_err();
        assert_eq!(wrong, ["scope", "expires", "x"]);
        let past = read_form(&[("name", "a\u{7}b"), ("scope", "kpis:write"), ("expires", "2026-02-30")]);
        assert_eq!(past, Err(vec!["name".to_owned(), "expires".to_owned()]));
    }

    #[test]
    fn what_is_readable_of_a_wrong_form_is_read() {
        let form =
            [("name", " crm "), ("scope", "kpis:write"), ("scope", "all"), ("owner", ""), ("expires", "x")];
        let pairs: Vec<(String, String)> =
            form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let wish = as_far_as_readable(&pairs);
        assert_eq!((wish.name.as_str(), wish.scopes, wish.owner), ("crm", vec![Scope::KpisWrite], None));
    }

    #[test]
    fn a_key_ends_after_a_year_unless_somebody_says_otherwise() {
        assert_eq!(blank("2028-02-29".parse().unwrap()), [("expires".to_owned(), "2029-02-28".to_owned())]);
    }
}
