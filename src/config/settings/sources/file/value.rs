//! A value of a file as the text that the parser of its setting reads.
//!
//! The rule: it means what was written, or it is refused: a telephone number without quotation marks would lose its plus.

use toml::de::{DeArray, DeFloat, DeInteger, DeValue};

use crate::config::settings::key::{Form, Key, Unset};

/// The text of a value; `None` for an empty list, which stands for the default.
///
/// # Errors
/// What to write instead.
pub fn text_of(value: &DeValue<'_>, key: &Key) -> Result<Option<String>, String> {
    let is_plain = matches!(key.facts.form, Form::Number | Form::Flag);
    match value {
        DeValue::String(text) => Ok(Some(text.to_string())),
        // The parser says what is wrong with a number where a flag belongs, and with a flag where a number does.
        DeValue::Integer(number) if is_plain => Ok(Some(integer(number))),
        DeValue::Float(number) if is_plain => Ok(Some(float(number))),
        DeValue::Boolean(flag) if is_plain => Ok(Some(flag.to_string())),
        DeValue::Array(items) if key.facts.form.is_list() => list(items, key),
        DeValue::Array(_) => Err("must be one value, not a list".to_owned()),
        DeValue::Table(_) if key.facts.form.is_list() => Err("must be a list, not a table".to_owned()),
        DeValue::Table(_) => Err("must be one value, not a table".to_owned()),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Err("must be text: put it in quotes".to_owned())
        }
    }
}

fn list(items: &DeArray<'_>, key: &Key) -> Result<Option<String>, String> {
    if items.is_empty() {
        return match key.facts.unset {
            Unset::Default(_) => Err("must have at least one".to_owned()),
            Unset::Required | Unset::Otherwise(_) => Ok(None),
        };
    }
    let texts: Option<Vec<&str>> = items.iter().map(|item| item.get_ref().as_str()).collect();
    let texts = texts.ok_or("must be a list of texts: put each in quotes")?;
    if key.facts.form == Form::Entries {
        // With one behind the last, too: it says that commas separate nothing.
        return Ok(Some(
            texts.iter().map(|text| format!("{};", text.trim().trim_end_matches(';'))).collect(),
        ));
    }
    // Lists are joined by commas, so an item with a comma would become two.
    if texts.iter().any(|text| text.contains(',')) {
        return Err("must be a list of texts without commas".to_owned());
    }
    Ok(Some(texts.join(",")))
}

/// In decimals, however it was written; as it was written if it is too large for any setting.
fn integer(number: &DeInteger<'_>) -> String {
    let value = i64::from_str_radix(number.as_str(), number.radix());
    value.map_or_else(|_| number.to_string(), |value| value.to_string())
}

fn float(number: &DeFloat<'_>) -> String {
    let value = number.as_str().parse::<f64>();
    value.map_or_else(|_| number.to_string(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use crate::config::settings::sources::of_file_text;

    /// What a setting is read as, or what is said of it.
    fn read(name: &str, value: &str) -> Result<Option<String>, String> {
        let (section, short) = name.split_once('.').unwrap();
        let found = of_file_text(&format!("[{section}]\n{short} = {value}\n"), "x");
        match found.mistakes().next() {
            Some(mistake) => Err(mistake.message.clone()),
            None => Ok(found.values.get(name).cloned()),
        }
    }

    #[test]
    fn a_value_means_what_was_written() {
        for (name, value, text) in [
            ("organisation.contact", "\"+31201234567\"", "+31201234567"),
            ("survey.reminders", "2", "2"),
            ("survey.reminders", "0x2", "2"),
            ("survey.reminders", "\"2\"", "2"),
            ("survey.reminders", "true", "true"),
            ("survey.reminders", "99999999999999999999", "99999999999999999999"),
            ("survey.delay", "0", "0"),
            ("survey.holdout", "0.25", "0.25"),
            ("survey.show_reference", "true", "true"),
            ("http.rate_per_address", "0", "0"),
            ("survey.audience", "\"customer\"", "customer"),
            ("survey.audience", "[\"customer\", \"lawyer\"]", "customer,lawyer"),
            ("oidc.roles", "[\"CN=heads,DC=example=policy-owner;\"]", "CN=heads,DC=example=policy-owner;"),
            ("oidc.roles", "[\"CN=a,DC=b=admin\", \"c=handler\"]", "CN=a,DC=b=admin;c=handler;"),
            ("oidc.roles", "[\"staff=analyst\"]", "staff=analyst;"),
            ("oidc.roles", "\"staff=analyst,heads=admin\"", "staff=analyst,heads=admin"),
        ] {
            assert_eq!(read(name, value), Ok(Some(text.to_owned())), "{name} = {value}");
        }
    }

    #[test]
    fn what_would_lose_something_is_refused() {
        let quotes = "must be text: put it in quotes";
        for (name, value, said) in [
            ("organisation.contact", "+31201234567", quotes),
            ("organisation.name", "2026", quotes),
            ("oidc.client_secret", "1e5", quotes),
            ("oidc.client_id", "true", quotes),
            ("policy.free_days", "2026-12-24", quotes),
            ("survey.delay", "2026-12-24", quotes),
            ("policy.free_days", "[2026-12-24]", "must be a list of texts: put each in quotes"),
            ("survey.audience", "[1]", "must be a list of texts: put each in quotes"),
            ("survey.audience", "[\"customer,lawyer\"]", "must be a list of texts without commas"),
            ("survey.audience", "{ a = 1 }", "must be a list, not a table"),
            ("mail.rate", "[1]", "must be one value, not a list"),
            ("mail.rate", "{ a = 1 }", "must be one value, not a table"),
        ] {
            assert_eq!(read(name, value), Err(said.to_owned()), "{name} = {value}");
        }
    }

    #[test]
    fn an_empty_list_is_the_default() {
        for name in ["http.trusted_proxies", "secret.other_files", "policy.free_days", "oidc.roles"] {
            assert_eq!(read(name, "[]"), Ok(None), "{name}");
        }
        assert_eq!(read("survey.audience", "[]"), Err("must have at least one".to_owned()));
    }
}
