//! Sign-in at the organisation's identity provider (OpenID Connect).

use secrecy::SecretString;
use url::{Host, Url};

use crate::config::settings::parsers::{is_line, short_text};
use crate::config::settings::section::section;
use crate::config::settings::setting::optional;
use crate::config::settings::shown::part_shown;
use crate::domain::access::roles::by_claim::{InvalidEntry, RolesByClaim};

section! {
    /// Sign-in at your identity provider by OpenID Connect ([how](crate::docs::operating)). The first three settings belong
    /// together: all of them or none.
    "oidc" => OidcSettings {
        /// The address of the provider, exactly as it writes its `issuer` itself, such as `https://login.example.org`; with
        /// https unless it is on this machine.
        issuer: Option<Issuer> = optional("none", issuer).example("https://login.example.org"),
        /// Our name there.
        client_id: Option<String> = optional("none", short_text).example("naklank"),
        /// Our secret there.
        client_secret: Option<SecretString> = optional("none", secret).secret().example("the secret"),
        /// What the button on the sign-in page calls the provider.
        name: Option<String> = optional("the host of its address", short_text).example("Example"),
        /// The claim that gives roles at every sign-in there, such as `groups`; without it administrators give them here.
        role_claim: Option<String> = optional("none", short_text).example("groups"),
        /// A list of `VALUE=ROLE`: which value of that claim gives which role; as one text with a semicolon after each where a
        /// value has commas, as distinguished names have (`CN=heads,DC=example=policy-owner;`).
        roles: Option<RolesByClaim> = optional("the values are the names of roles", roles).entries().example("heads=policy-owner"),
        /// The claim that names the team at every sign-in there; without it administrators give it here.
        team_claim: Option<String> = optional("none", short_text).example("team"),
    }
}

/// The issuer as it was written, and its host.
#[derive(Clone, Debug)]
pub struct Issuer {
    url: String,
    host: String,
}

/// The provider, and what its claims mean here.
#[derive(Clone, Debug)]
pub struct OidcConfig {
    /// The provider's `issuer`, which is compared octet by octet.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    pub client_secret: SecretString,
    /// How people call the provider, shown on the sign-in page.
    pub name: String,
    /// What gives roles; `None` if only administrators do.
    pub roles: Option<RoleClaim>,
    /// The claim that names the team; `None` if only administrators do.
    pub team_claim: Option<String>,
}

/// A claim whose values give roles.
#[derive(Clone, Debug)]
pub struct RoleClaim {
    pub name: String,
    pub table: RolesByClaim,
}

/// Whether what is sent to a URL cannot be read or changed on the way: by TLS, or since it does not leave this machine.
#[must_use]
pub fn is_protected(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.has_host(),
        "http" => is_loopback(url),
        _ => false,
    }
}

/// Whether a URL leads to this machine.
#[must_use]
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

impl OidcSettings {
    /// The provider, if one is set.
    #[must_use]
    pub fn provider(self) -> Option<OidcConfig> {
        let issuer = self.issuer?;
        let table = self.roles.unwrap_or_else(RolesByClaim::by_name);
        Some(OidcConfig {
            issuer: issuer.url,
            client_id: self.client_id?,
            client_secret: self.client_secret?,
            name: self.name.unwrap_or(issuer.host),
            roles: self.role_claim.map(|name| RoleClaim { name, table }),
            team_claim: self.team_claim,
        })
    }
}

fn issuer(text: &str) -> Result<Issuer, String> {
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
    host.map(|host| Issuer { url: text.to_owned(), host }).ok_or_else(|| wrong.to_owned())
}

/// The table from values of the claim to roles.
fn roles(text: &str) -> Result<RolesByClaim, String> {
    text.parse().map_err(|wrong: InvalidEntry| format!("{} {wrong}", part_shown(&wrong.entry, text)))
}

/// A secret, which no error message repeats.
fn secret(text: &str) -> Result<SecretString, String> {
    if is_line(text, 500) {
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
        assert_eq!(
            keys_of(&[("oidc.team_claim", "team")]),
            ["oidc.issuer", "oidc.client_id", "oidc.client_secret"]
        );
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
        // As a file with a list gives it.
        let names =
            [table[0], ("oidc.roles", "CN=heads,DC=example=policy-owner;CN=staff,DC=example=analyst;")];
        assert_eq!(roles(&names, &["CN=heads,DC=example"]), "policy-owner");
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
