//! Parses settings as text into a [`Config`], collecting every mistake.

mod dkim;
mod oidc;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::path::PathBuf;

use chrono::{NaiveDate, TimeDelta};
use ipnet::IpNet;
use secrecy::SecretString;
use url::Url;

use crate::config::mail;
use crate::config::organisation::accent::parse_accent;
use crate::config::organisation::logo::read_logo;
use crate::config::settings::key::{KEYS, find};
use crate::config::settings::sources::Values;
use crate::config::{
    AccessConfig, Config, ConfigMistake, DatabaseConfig, HttpConfig, LogConfig, LogFormat, MailConfig,
    MailTransport, OrganisationConfig, PolicyConfig, PrivacyConfig, ReportConfig, SecretConfig, SurveyConfig,
    quality, report, self_assessment,
};
use crate::domain::access::rate;
use crate::domain::input::decimal::{parse_decimal, parse_whole};
use crate::domain::people::email_address::{EmailAddress, own_address};
use crate::domain::people::host_name::HostName;
use crate::domain::reporting::headings::Headings;
use crate::domain::sending::return_path::LONGEST_LOCAL_PART;
use crate::domain::time::calendar::parse_day;
use crate::domain::time::working_days::WorkingDays;

/// Ten seconds is as long as a person waits for a page; this leaves one for the response.
const REQUEST_TIME: std::time::Duration = std::time::Duration::from_secs(9);

/// The longest duration that a setting may have, 100 years.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(100 * 366 * 24 * 3600);

/// Parses the settings; those not set have their defaults.
///
/// # Errors
/// Every mistake.
pub fn parse(values: &Values) -> Result<Config, Vec<ConfigMistake>> {
    let mut settings = Settings { values, mistakes: Vec::new() };
    let zone = settings.get("organisation.time_zone", |text| {
        text.parse::<chrono_tz::Tz>().map_err(|_| "must be a time zone like Europe/Amsterdam".to_owned())
    });
    let planning = (
        settings.get("survey.delay", duration),
        settings.get("survey.window", from_str),
        settings.get("survey.ask_within", duration),
        settings.get("survey.audience", list),
        settings.get("survey.cool_down", duration),
        settings.get("survey.holdout", |text| number(text, 0.0, 1.0)),
    );
    let http = (
        settings.get("http.listen", listen),
        settings.get("http.public_url", public_url),
        settings.optional("http.trusted_proxies", networks),
        settings.get("http.rate_per_address", rate::parse),
        settings.get("http.rate_per_token", rate::parse),
    );
    let mail = (
        settings.get("mail.url", mail::url::parse),
        settings.get("mail.from", mailbox),
        settings.optional("mail.reply_to", mailbox),
        settings.get("mail.concurrency", |text| whole_number(text, 1, 1_000)),
        settings.get("mail.rate", |text| number(text, 0.0, 1_000_000.0)),
        settings.optional("mail.bounce_address", bounce_address),
        settings.optional("mail.hello_name", hello_name),
    );
    let dkim = dkim::parse(&mut settings);
    let organisation = (
        settings.get("organisation.name", short_text),
        settings.get("organisation.contact", short_text),
        settings.get("organisation.language", from_str),
        settings.optional("organisation.logo_file", read_logo),
        settings.optional("organisation.accent_colour", parse_accent),
    );
    let survey = (
        settings.get("survey.reminders", |text| whole_number(text, 0, 5)),
        settings.get("survey.reminder_after", duration),
        settings.get("survey.expires_after", duration),
        settings.get("survey.edit_window", duration),
        settings.get("survey.show_reference", yes_or_no),
    );
    let policy = (
        settings.optional("policy.free_days", days),
        settings.optional("policy.self_assessment_file", self_assessment::read_sentences),
    );
    let quality = (
        settings.optional("quality.checklist_file", quality::read_checklist),
        settings.get("quality.sample", |text| whole_number(text, 1, 1_000)),
    );
    let headings = settings.optional("report.headings_file", report::read_headings);
    let privacy = (
        settings.get("privacy.contact_retention", duration),
        settings.get("privacy.verbatim_retention", duration),
        settings.get("privacy.minimum_group", |text| whole_number(text, 1, 1_000_000)),
    );
    let second_factor = settings.get("access.second_factor", from_str);
    let oidc = oidc::parse(&mut settings);
    let database_url = settings.get("database.url", database_url);
    let secret_file = settings.get("secret.file", |text| Ok(PathBuf::from(text)));
    let other_secret_files = settings.optional("secret.other_files", paths);
    let log_format = settings.get("log.format", log_format);
    let config = (|| {
        Some(Config {
            database: DatabaseConfig { url: database_url? },
            names_database: values.contains_key("database.url"),
            secret: SecretConfig { file: secret_file?, other_files: other_secret_files.unwrap_or_default() },
            http: HttpConfig {
                listen: http.0?,
                public_url: http.1?,
                trusted_proxies: http.2.unwrap_or_default(),
                rate_per_address: http.3?,
                rate_per_token: http.4?,
            },
            mail: MailConfig {
                transport: mail.0?,
                hello_name: mail.6,
                from: mail.1?,
                reply_to: mail.2,
                concurrency: mail.3?,
                rate: mail.4?,
                bounce_address: mail.5,
                dkim_selector: dkim.selector,
                dkim_domain: dkim.domain,
                dkim_key: dkim.key,
            },
            organisation: OrganisationConfig {
                name: organisation.0?,
                contact: organisation.1?,
                zone: zone?,
                language: organisation.2?,
                logo: organisation.3,
                accent: organisation.4,
            },
            survey: SurveyConfig {
                delay: planning.0?,
                window: planning.1?,
                ask_within: planning.2?,
                audience: planning.3?,
                cool_down: planning.4?,
                holdout: planning.5?,
                reminders: survey.0?,
                reminder_after: survey.1?,
                expires_after: survey.2?,
                edit_window: survey.3?,
                show_reference: survey.4?,
            },
            policy: PolicyConfig {
                working_days: WorkingDays::with_free_days(policy.0.unwrap_or_default()),
                self_assessment: self_assessment::or_built_in(policy.1)?,
            },
            quality: quality::config(quality.0, quality.1?)?,
            report: ReportConfig { headings: headings.unwrap_or_else(Headings::built_in) },
            privacy: PrivacyConfig {
                contact_retention: privacy.0?,
                verbatim_retention: privacy.1?,
                minimum_group: privacy.2?.into(),
            },
            access: AccessConfig { second_factor: second_factor? },
            oidc,
            log: LogConfig { format: log_format? },
            not_acted_on: KEYS
                .iter()
                .filter(|key| !key.is_acted_on && values.contains_key(key.name))
                .map(|key| key.name)
                .collect(),
            is_demo: false,
            request_time: REQUEST_TIME,
        })
    })();
    config.filter(|_| settings.mistakes.is_empty()).ok_or(settings.mistakes)
}

struct Settings<'a> {
    values: &'a Values,
    mistakes: Vec<ConfigMistake>,
}

impl Settings<'_> {
    fn optional<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let default = find(name).and_then(|key| key.default);
        let text = self.values.get(name).map(String::as_str).or(default)?;
        parse(text.trim()).map_err(|message| self.refuse(name, message)).ok()
    }

    fn get<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let already = self.mistakes.len();
        let value = self.optional(name, parse);
        if value.is_none() && self.mistakes.len() == already {
            self.refuse(name, "is required".to_owned());
        }
        value
    }

    fn refuse(&mut self, name: &str, message: String) {
        self.mistakes.push(ConfigMistake { key: name.to_owned(), message, found: None });
    }
}

fn database_url(text: &str) -> Result<SecretString, String> {
    // The URL may contain a password, so error messages do not repeat it.
    if let Some(path) = text.strip_prefix("sqlite:") {
        // An in-memory database or a parameter would be taken for a file name.
        let is_path = !path.is_empty() && !path.starts_with(':') && !path.contains('?');
        return if is_path {
            Ok(SecretString::from(text))
        } else {
            Err("must name a file, such as sqlite:data/naklank.db".to_owned())
        };
    }
    let is_known = ["postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme));
    if is_known {
        Ok(SecretString::from(text))
    } else {
        Err("must begin with sqlite: or postgres:".to_owned())
    }
}

fn duration(text: &str) -> Result<TimeDelta, String> {
    let wrong = || "must be a time like 90s, 24h or 5 days".to_owned();
    let duration = humantime::parse_duration(text).map_err(|_| wrong())?;
    if duration > LONGEST {
        return Err("must be at most 100 years".to_owned());
    }
    TimeDelta::from_std(duration).map_err(|_| wrong())
}

fn from_str<T: std::str::FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error: T::Err| error.to_string())
}

fn days(text: &str) -> Result<BTreeSet<NaiveDate>, String> {
    let day = |text: &str| {
        let text = text.trim();
        parse_day(text).ok_or_else(|| format!("`{text}` is no day that exists; write days like 2026-12-24"))
    };
    text.split(',').map(day).collect()
}

fn list<T: std::str::FromStr>(text: &str) -> Result<Vec<T>, String>
where
    T::Err: std::fmt::Display,
{
    text.split(',').map(|part| from_str(part.trim())).collect()
}

/// Files, separated by commas.
///
/// # Errors
/// One of them has no name.
pub fn paths(text: &str) -> Result<Vec<PathBuf>, String> {
    let path = |part: &str| match part.trim() {
        "" => Err("must be a list of files, without an empty one".to_owned()),
        path => Ok(PathBuf::from(path)),
    };
    text.split(',').map(path).collect()
}

fn listen(text: &str) -> Result<std::net::SocketAddr, String> {
    text.parse().map_err(|_| "must be an address and port like 127.0.0.1:8080".to_owned())
}

fn public_url(text: &str) -> Result<String, String> {
    let url = Url::parse(text).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.query().is_none()
            && url.fragment().is_none()
            // Pages, forms and cookies assume the root of a host, and the URL is in every mail, so it must not contain
            // a password.
            && url.path() == "/"
            && url.username().is_empty()
            && url.password().is_none()
    });
    let url = url.ok_or("must be an address like https://nps.example.org, with no path and no password")?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn mailbox(text: &str) -> Result<lettre::message::Mailbox, String> {
    if text.chars().any(char::is_control) {
        return Err("must not contain control characters".to_owned());
    }
    let wrong = || {
        "must be like `Complaints desk <klachten@example.org>`, the part before the @ in plain letters"
            .to_owned()
    };
    let mailbox: lettre::message::Mailbox = text.parse().map_err(|_| wrong())?;
    let address = own_address(mailbox.email.as_ref()).map_err(|_| wrong())?;
    Ok(lettre::message::Mailbox::new(mailbox.name, address.parse().map_err(|_| wrong())?))
}

/// A fully qualified name, or an address literal in brackets (RFC 5321, 4.1.3).
fn hello_name(text: &str) -> Result<String, String> {
    let name = text.parse::<HostName>().ok().filter(HostName::is_full);
    let literal = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let is_literal = literal.is_some_and(|address| {
        address.parse::<std::net::Ipv4Addr>().is_ok()
            || address
                .strip_prefix("IPv6:")
                .is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok())
    });
    let name = name.map(|name| name.as_str().to_owned()).or_else(|| is_literal.then(|| text.to_owned()));
    name.ok_or_else(|| "must be the machine's full name, like nps.example.org".to_owned())
}

fn short_text(text: &str) -> Result<String, String> {
    let fits = (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err("must be 1 to 200 characters on one line".to_owned()) }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err("must be yes or no".to_owned()),
    }
}

fn whole_number(text: &str, least: u32, most: u32) -> Result<u32, String> {
    let number = parse_whole(text).filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("must be a whole number from {least} to {most}"))
}

/// Addresses, or networks like 10.0.0.0/8.
fn networks(text: &str) -> Result<Vec<IpNet>, String> {
    let network = |part: &str| {
        let part = part.trim();
        part.parse()
            .or_else(|_| part.parse().map(|address: IpAddr| IpNet::from(address)))
            .map_err(|_| format!("`{part}` is no address or network; write 10.0.0.1 or 10.0.0.0/8"))
    };
    text.split(',').map(network).collect()
}

fn number(text: &str, least: f64, most: f64) -> Result<f64, String> {
    let number = parse_decimal(text).filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("must be a number from {least} to {most}"))
}

fn bounce_address(text: &str) -> Result<EmailAddress, String> {
    let address: EmailAddress =
        text.parse().map_err(|_| "must be an address like bounces@example.org".to_owned())?;
    let local = address.as_str().split('@').next().unwrap_or_default();
    if local.len() > LONGEST_LOCAL_PART || local.contains('+') {
        return Err(format!("must have at most {LONGEST_LOCAL_PART} characters and no + before the @"));
    }
    Ok(address)
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "automatic" => Ok(LogFormat::Automatic),
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be automatic, text or json".to_owned()),
    }
}

impl Config {
    /// Keeps mail in memory instead of sending it, for tests.
    #[must_use]
    pub fn with_memory_mail(mut self) -> Self {
        self.mail.transport = MailTransport::Memory;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys_of(mistakes: &[ConfigMistake]) -> Vec<&str> {
        mistakes.iter().map(|mistake| mistake.key.as_str()).collect()
    }

    #[test]
    fn the_organisation_has_to_name_itself_and_all_else_has_defaults() {
        assert_eq!(
            keys_of(&parse(&Values::new()).unwrap_err()),
            ["organisation.name", "organisation.contact"]
        );
        let named = Values::from([
            ("organisation.name", "Voorbeeld".to_owned()),
            ("organisation.contact", "klachten@example.org".to_owned()),
        ]);
        let config = parse(&named).unwrap();
        assert_eq!(config.survey.delay, TimeDelta::days(3));
        assert_eq!(config.privacy.minimum_group, 5);
    }

    #[test]
    fn a_mail_shows_a_reference_only_where_that_is_asked_for() {
        for (text, expected) in
            [("yes", Some(true)), ("true", Some(true)), ("no", Some(false)), ("maybe", None)]
        {
            assert_eq!(yes_or_no(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let values = Values::from([
            ("organisation.name", "x".to_owned()),
            ("organisation.contact", "y".to_owned()),
            ("survey.delay", "soon".to_owned()),
            ("survey.audience", "customer,neighbour".to_owned()),
            ("http.public_url", "nps.example.org".to_owned()),
            ("mail.from", "nobody".to_owned()),
        ]);
        assert_eq!(
            keys_of(&parse(&values).unwrap_err()),
            ["survey.delay", "survey.audience", "http.public_url", "mail.from"]
        );
    }

    fn mistakes_in(name: &'static str, value: &str) -> Vec<ConfigMistake> {
        let values = Values::from([
            ("organisation.name", "x".to_owned()),
            ("organisation.contact", "y".to_owned()),
            (name, value.to_owned()),
        ]);
        parse(&values).err().unwrap_or_default()
    }

    /// The same rule for every address.
    #[test]
    fn an_address_that_no_mail_server_takes_is_refused() {
        for name in ["mail.from", "mail.reply_to"] {
            for good in ["a@example.org", "Klachten <a@b\u{fc}cher.example>", "naklank@localhost"] {
                assert!(mistakes_in(name, good).is_empty(), "{name} {good}");
            }
            for wrong in [
                "\u{e9}@example.org",
                "a@[127.0.0.1]",
                "\"a b\"@example.org",
                "a@b_c.nl",
                "x\r\nBcc: y <a@b.nl>",
                "a",
            ] {
                assert_eq!(mistakes_in(name, wrong).len(), 1, "{name} {wrong}");
            }
        }
    }

    /// What may be sent in EHLO.
    #[test]
    fn a_mail_server_hears_a_full_name_or_an_address() {
        for good in ["nps.example.org", "b\u{fc}cher.example", "[192.0.2.1]", "[IPv6:2001:db8::1]"] {
            assert!(mistakes_in("mail.hello_name", good).is_empty(), "{good}");
        }
        for wrong in
            ["nps", "127.0.0.1", "nps.example.org x", "a_b.example.org", "[x]", "nps.example.org\r\nMAIL"]
        {
            assert_eq!(mistakes_in("mail.hello_name", wrong).len(), 1, "{wrong}");
        }
    }

    /// The base of links is used in full or rejected.
    #[test]
    fn an_address_for_links_has_no_path_and_no_password() {
        for good in ["https://nps.example.org", "https://nps.example.org/", "http://127.0.0.1:8080"] {
            assert!(mistakes_in("http.public_url", good).is_empty(), "{good}");
        }
        for wrong in [
            "https://example.org/nps",
            "https://example.org/nps/",
            "https://user@example.org",
            "https://user:secret@example.org",
            "https://:secret@example.org",
            "https://example.org?a=b",
            "https://example.org#a",
            "ftp://example.org",
            "example.org",
        ] {
            assert_eq!(mistakes_in("http.public_url", wrong).len(), 1, "{wrong}");
        }
    }

    #[test]
    fn a_second_factor_is_each_users_own_choice_unless_the_settings_say_otherwise() {
        use crate::domain::access::session::second_factor::SecondFactorRule;
        let mut values =
            Values::from([("organisation.name", "x".to_owned()), ("organisation.contact", "y".to_owned())]);
        assert_eq!(parse(&values).unwrap().access.second_factor, SecondFactorRule::Optional);
        for rule in SecondFactorRule::ALL {
            values.insert("access.second_factor", rule.name().to_owned());
            assert_eq!(parse(&values).unwrap().access.second_factor, *rule);
        }
        let mistakes = mistakes_in("access.second_factor", "always");
        assert_eq!(keys_of(&mistakes), ["access.second_factor"]);
        assert_eq!(mistakes[0].message, "must be one of optional, administrators, everyone");
    }

    #[test]
    fn a_setting_of_a_later_version_is_accepted_and_named() {
        let values = Values::from([
            ("organisation.name", "x".to_owned()),
            ("organisation.contact", "y".to_owned()),
            ("webhook.secrets", "x".to_owned()),
        ]);
        assert_eq!(parse(&values).unwrap().not_acted_on, ["webhook.secrets"]);
    }
}
