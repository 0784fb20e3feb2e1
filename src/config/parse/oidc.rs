//! The settings of sign-in at an identity provider: the three that name it, or none.

use secrecy::SecretString;
use url::Url;

use super::{Settings, from_str, short_text};
use crate::config::oidc::is_protected;
use crate::config::{OidcConfig, RoleClaim};
use crate::domain::access::roles::by_claim::RolesByClaim;

/// Those that are required as soon as one of the section is set.
const REQUIRED: [&str; 3] = ["oidc.issuer", "oidc.client_id", "oidc.client_secret"];
const OTHERS: [&str; 4] = ["oidc.name", "oidc.role_claim", "oidc.roles", "oidc.team_claim"];

/// Parses the settings.
pub(super) fn parse(settings: &mut Settings<'_>) -> Option<OidcConfig> {
    let issuer = settings.optional("oidc.issuer", issuer);
    let client_id = settings.optional("oidc.client_id", short_text);
    let client_secret = settings.optional("oidc.client_secret", secret);
    let name = settings.optional("oidc.name", short_text);
    let role_claim = settings.optional("oidc.role_claim", short_text);
    let table = settings.optional("oidc.roles", from_str::<RolesByClaim>);
    let team_claim = settings.optional("oidc.team_claim", short_text);
    let is_set = |name: &str| settings.values.contains_key(name);
    let mut missing: Vec<(&str, &str)> = Vec::new();
    if REQUIRED.iter().chain(&OTHERS).any(|name| is_set(name)) {
        let unset = REQUIRED.iter().filter(|name| !is_set(name));
        missing.extend(unset.map(|name| (*name, "is required when one of the oidc settings is set")));
    }
    if is_set("oidc.roles") && !is_set("oidc.role_claim") {
        missing.push(("oidc.role_claim", "is required when oidc.roles is set"));
    }
    for (name, message) in missing {
        settings.refuse(name, message.to_owned());
    }
    let (issuer, host) = issuer?;
    let roles = role_claim.map(|name| RoleClaim { name, table: table.unwrap_or_else(RolesByClaim::by_name) });
    Some(OidcConfig {
        issuer,
        client_id: client_id?,
        client_secret: client_secret?,
        name: name.unwrap_or(host),
        roles,
        team_claim,
    })
}

/// The issuer as it was written, and its host.
fn issuer(text: &str) -> Result<(String, String), String> {
    let url = Url::parse(text).ok().filter(|url| {
        is_protected(url)
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none()
    });
    let host = url.as_ref().and_then(Url::host_str).map(str::to_owned);
    let wrong =
        "must be an https address like https://login.example.org, exactly as the provider writes its issuer";
    host.map(|host| (text.to_owned(), host)).ok_or_else(|| wrong.to_owned())
}

/// A secret, which no error message repeats.
fn secret(text: &str) -> Result<SecretString, String> {
    let fits = (1..=500).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits {
        Ok(SecretString::from(text))
    } else {
        Err("must be 1 to 500 characters on one line".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use crate::config::settings::sources::Values;
    use crate::config::{Config, ConfigMistake, parse};

    const ALL: [(&str, &str); 3] = [
        ("oidc.issuer", "https://login.example.org/realms/one"),
        ("oidc.client_id", "naklank"),
        ("oidc.client_secret", "s3cret"),
    ];

    fn parsed(settings: &[(&'static str, &str)]) -> Result<Config, Vec<ConfigMistake>> {
        let organisation = [("organisation.name", "x"), ("organisation.contact", "y")];
        let all = organisation.iter().chain(settings);
        parse(&all.map(|(name, value)| (*name, (*value).to_owned())).collect::<Values>())
    }

    fn keys_of(settings: &[(&'static str, &str)]) -> Vec<String> {
        let mistakes = parsed(settings).err().unwrap_or_default();
        mistakes.into_iter().map(|mistake| mistake.key).collect()
    }

    #[test]
    fn a_provider_is_named_in_full_or_not_at_all() {
        assert!(parsed(&[]).unwrap().oidc.is_none());
        let oidc = parsed(&ALL).unwrap().oidc.unwrap();
        assert_eq!((oidc.issuer.as_str(), oidc.name.as_str()), (ALL[0].1, "login.example.org"));
        assert_eq!(oidc.client_secret.expose_secret(), "s3cret");
        assert!(oidc.roles.is_none() && oidc.team_claim.is_none());
        assert_eq!(keys_of(&ALL[..1]), ["oidc.client_id", "oidc.client_secret"]);
        assert_eq!(keys_of(&ALL[1..2]), ["oidc.issuer", "oidc.client_secret"]);
        assert_eq!(keys_of(&[("oidc.team_claim", "team")]), super::REQUIRED);
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let mistakes = [("oidc.issuer", "login.example.org"), ("oidc.roles", "staff=king")];
        assert_eq!(
            keys_of(&mistakes),
            ["oidc.issuer", "oidc.roles", "oidc.client_id", "oidc.client_secret", "oidc.role_claim"]
        );
    }

    #[test]
    fn an_issuer_is_protected_on_the_way() {
        let with = |issuer: &'static str| keys_of(&[("oidc.issuer", issuer), ALL[1], ALL[2]]);
        for good in [
            "https://login.example.org",
            "https://login.example.org/",
            "https://login.example.org:8443/realms/one",
            "http://127.0.0.1:9000",
            "http://[::1]:9000",
            "http://localhost",
        ] {
            assert!(with(good).is_empty(), "{good}");
        }
        for wrong in [
            "http://login.example.org",
            "http://localhost.example.org",
            "http://128.0.0.1",
            "https://",
            "https://login.example.org?a=b",
            "https://login.example.org#a",
            "https://user:secret@login.example.org",
            "ftp://login.example.org",
            "login.example.org",
        ] {
            assert_eq!(with(wrong), ["oidc.issuer"], "{wrong}");
        }
    }

    #[test]
    fn roles_come_from_the_table_or_by_their_names() {
        let roles = |settings: &[(&'static str, &str)], values: &[&str]| {
            let config = parsed(&[&ALL[..], settings].concat()).unwrap();
            config.oidc.unwrap().roles.unwrap().table.roles_of(values).to_string()
        };
        let table = [("oidc.role_claim", "groups"), ("oidc.roles", "staff=analyst,heads=policy-owner")];
        assert_eq!(roles(&table, &["heads", "admin"]), "policy-owner");
        assert_eq!(roles(&table[..1], &["heads", "admin"]), "admin");
        assert_eq!(keys_of(&[&ALL[..], &table[1..]].concat()), ["oidc.role_claim"]);
    }

    #[test]
    fn the_secret_is_not_printed() {
        let printed = format!("{:?}", parsed(&ALL).unwrap());
        assert!(!printed.contains("s3cret"), "{printed}");
        let wrong = parsed(&[ALL[0], ALL[1], ("oidc.client_secret", "s3cret\u{7}")]).unwrap_err();
        assert!(wrong.iter().all(|mistake| !mistake.message.contains("s3cret")), "{wrong:?}");
    }
}
