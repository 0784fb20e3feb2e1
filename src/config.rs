//! The configuration: built-in defaults, then a file, then the environment, parsed once into typed values.
//!
//! The rules: a setting is stated once, at the field of its section, from which the documentation and the example are
//! made; all mistakes are reported in one go, each with its key, what to write instead, and what stands where; a secret
//! never appears in `Debug` output, a log or an error.

pub mod access;
pub mod database;
pub mod http;
pub mod log;
pub mod mail;
pub mod oidc;
pub mod organisation;
pub mod policy;
pub mod privacy;
pub mod quality;
pub mod report;
pub mod secret;
pub mod settings;
pub mod survey;

pub use access::AccessConfig;
pub use database::DatabaseConfig;
pub use http::HttpConfig;
pub use log::{LogConfig, LogFormat};
pub use mail::MailConfig;
pub use mail::dkim::Dkim;
pub use mail::url::{MailTransport, SmtpServer, TlsPolicy};
pub use oidc::{OidcConfig, OidcSettings, RoleClaim};
pub use organisation::OrganisationConfig;
pub use organisation::accent::{Accent, Colour};
pub use organisation::logo::Logo;
pub use policy::PolicyConfig;
pub use privacy::PrivacyConfig;
pub use quality::QualityConfig;
pub use report::ReportConfig;
pub use secret::SecretConfig;
pub use settings::mistake::ConfigMistake;
pub use survey::SurveyConfig;

use crate::config::settings::key::Key;
use crate::config::settings::reader::Reader;
use crate::config::settings::section::{Outline, Section};
use crate::config::settings::sources::{Found, Values};
use crate::config::settings::{later, together};
use crate::domain::Timestamp;
use crate::domain::asking::planning::PlanningRules;

/// Ten seconds is as long as a person waits for a page; this leaves one for the response.
const REQUEST_TIME: std::time::Duration = std::time::Duration::from_secs(9);

/// Every section, in the order of the documentation.
pub const SECTIONS: &[Outline] = &[
    DatabaseConfig::OUTLINE,
    SecretConfig::OUTLINE,
    HttpConfig::OUTLINE,
    MailConfig::OUTLINE,
    OrganisationConfig::OUTLINE,
    SurveyConfig::OUTLINE,
    PrivacyConfig::OUTLINE,
    AccessConfig::OUTLINE,
    OidcSettings::OUTLINE,
    later::WEBHOOK,
    PolicyConfig::OUTLINE,
    ReportConfig::OUTLINE,
    QualityConfig::OUTLINE,
    later::TELEMETRY,
    LogConfig::OUTLINE,
];

/// Everything that the operator configures.
#[derive(Clone, Debug)]
pub struct Config {
    pub database: DatabaseConfig,
    /// Whether the operator set the database URL.
    pub names_database: bool,
    pub secret: SecretConfig,
    pub http: HttpConfig,
    pub mail: MailConfig,
    pub organisation: OrganisationConfig,
    pub survey: SurveyConfig,
    pub privacy: PrivacyConfig,
    pub access: AccessConfig,
    /// The identity provider at which staff may sign in; `None` for passwords only.
    pub oidc: Option<OidcConfig>,
    pub policy: PolicyConfig,
    pub report: ReportConfig,
    pub quality: QualityConfig,
    pub log: LogConfig,
    /// Keys that are set but have no effect in this version.
    pub not_acted_on: Vec<&'static str>,
    /// Whether this is the demonstration: its visitor is signed in, and there is a mailbox to look into.
    pub is_demo: bool,
    /// The time limit for handling a request, after which the client is told to retry; not configurable.
    pub request_time: std::time::Duration,
}

/// Every setting, by section.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    SECTIONS.iter().flat_map(|section| section.keys)
}

/// Finds a setting by name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Key> {
    keys().find(|key| key.name == name)
}

/// Parses the settings; those not set have their defaults.
///
/// # Errors
/// Every mistake.
pub fn parse(values: &Values) -> Result<Config, Vec<ConfigMistake>> {
    parse_with(Reader::new(values))
}

/// Parses the settings that were found; those not set have their defaults.
///
/// # Errors
/// Every mistake in the sources and in the values, with what stands where.
pub fn parse_found(found: &Found) -> Result<Config, Vec<ConfigMistake>> {
    let parsed = parse_with(Reader::of(found));
    let mut mistakes: Vec<ConfigMistake> = found.mistakes().cloned().collect();
    match parsed {
        Ok(config) if mistakes.is_empty() => return Ok(config),
        Ok(_) => {}
        Err(wrong) => mistakes.extend(wrong.into_iter().map(|mistake| found.located(mistake))),
    }
    Err(mistakes)
}

fn parse_with(mut reader: Reader<'_>) -> Result<Config, Vec<ConfigMistake>> {
    let config = read(&mut reader);
    together::check(&mut reader);
    reader.finish(config)
}

/// Reads every section before the first that is wrong ends it, so that one mistake hides no other.
fn read(reader: &mut Reader<'_>) -> Option<Config> {
    let database = DatabaseConfig::read(reader);
    let secret = SecretConfig::read(reader);
    let http = HttpConfig::read(reader);
    let mail = MailConfig::read(reader);
    let organisation = OrganisationConfig::read(reader);
    let survey = SurveyConfig::read(reader);
    let privacy = PrivacyConfig::read(reader);
    let access = AccessConfig::read(reader);
    let oidc = OidcSettings::read(reader);
    let policy = PolicyConfig::read(reader);
    let report = ReportConfig::read(reader);
    let quality = QualityConfig::read(reader);
    let log = LogConfig::read(reader);
    let is_later = |key: &&Key| !key.facts.is_acted_on && reader.is_set(key.name);
    Some(Config {
        database: database?,
        names_database: reader.is_set("database.url"),
        secret: secret?,
        http: http?,
        mail: mail?,
        organisation: organisation?,
        survey: survey?,
        privacy: privacy?,
        access: access?,
        oidc: oidc?.provider(),
        policy: policy?,
        report: report?,
        quality: quality?,
        log: log?,
        not_acted_on: keys().filter(is_later).map(|key| key.name).collect(),
        is_demo: false,
        request_time: REQUEST_TIME,
    })
}

impl Config {
    /// The rules by which a closure is asked about.
    #[must_use]
    pub fn planning_rules(&self) -> PlanningRules {
        PlanningRules {
            delay: self.survey.delay,
            window: self.survey.window.clone(),
            zone: self.organisation.zone,
            ask_within: self.survey.ask_within,
            audience: self.survey.audience.clone(),
            cool_down: self.survey.cool_down,
            holdout: self.survey.holdout,
        }
    }

    /// Whether customers may be mailed at this moment.
    #[must_use]
    pub fn may_mail_at(&self, moment: Timestamp) -> bool {
        self.survey.window.is_open(moment, self.organisation.zone)
    }

    /// The first moment at or after `moment` at which customers may be mailed.
    #[must_use]
    pub fn may_mail_from(&self, moment: Timestamp) -> Timestamp {
        self.survey.window.next_open(moment, self.organisation.zone)
    }

    /// Keeps mail in memory instead of sending it, for tests.
    #[must_use]
    pub fn with_memory_mail(mut self) -> Self {
        self.mail.transport = MailTransport::Memory;
        self
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::access::session::second_factor::SecondFactorRule;

    fn keys_of(mistakes: &[ConfigMistake]) -> Vec<&str> {
        mistakes.iter().map(|mistake| mistake.key.as_str()).collect()
    }

    /// What is required, and these settings.
    fn with(settings: &[(&'static str, &str)]) -> Result<Config, Vec<ConfigMistake>> {
        let required = [("organisation.name", "x"), ("organisation.contact", "y")];
        let all = required.iter().chain(settings);
        parse(&all.map(|(name, value)| (*name, (*value).to_owned())).collect())
    }

    #[test]
    fn the_organisation_has_to_name_itself_and_all_else_has_defaults() {
        assert_eq!(
            keys_of(&parse(&Values::new()).unwrap_err()),
            ["organisation.name", "organisation.contact"]
        );
        let config = with(&[]).unwrap();
        assert_eq!(config.survey.delay, TimeDelta::days(3));
        assert_eq!(config.privacy.minimum_group, 5);
        assert!(!config.survey.show_reference && config.mail.dkim().is_none());
    }

    #[test]
    fn a_setting_is_in_the_section_whose_heading_it_stands_under() {
        let mut names = std::collections::BTreeSet::new();
        for section in SECTIONS {
            for key in section.keys {
                assert_eq!(key.name, format!("{}.{}", section.name, key.short_name()));
                assert!(names.insert(key.variable()), "{} is there twice", key.name);
            }
        }
    }

    #[test]
    fn every_mistake_is_reported_at_once() {
        let wrong = with(&[
            ("survey.delay", "soon"),
            ("survey.audience", "customer,neighbour"),
            ("http.public_url", "nps.example.org"),
            ("mail.from", "nobody"),
            ("mail.dkim_domain", "example.org"),
        ]);
        assert_eq!(
            keys_of(&wrong.unwrap_err()),
            [
                "http.public_url",
                "mail.from",
                "survey.delay",
                "survey.audience",
                "mail.dkim_selector",
                "mail.dkim_key_file"
            ]
        );
    }

    #[test]
    fn a_second_factor_is_each_users_own_choice_unless_the_settings_say_otherwise() {
        assert_eq!(with(&[]).unwrap().access.second_factor, SecondFactorRule::Optional);
        for rule in SecondFactorRule::ALL {
            let config = with(&[("access.second_factor", rule.name())]).unwrap();
            assert_eq!(config.access.second_factor, *rule);
        }
    }

    #[test]
    fn a_setting_of_a_later_version_is_accepted_and_named() {
        assert_eq!(with(&[("webhook.secrets", "x")]).unwrap().not_acted_on, ["webhook.secrets"]);
    }
}
