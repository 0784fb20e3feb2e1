//! The configuration: built-in defaults, then a file, then the environment, parsed once into typed values.
//!
//! The rule: all mistakes are reported in one go, each with its key, what to write instead, and what stands where; a
//! secret never appears in `Debug` output, a log or an error.

mod mail;
pub mod oidc;
mod organisation;
mod parse;
mod quality;
mod report;
mod self_assessment;
pub mod settings;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use chrono_tz::Tz;
use ipnet::IpNet;
use secrecy::SecretString;

pub use mail::dkim::{Dkim, SigningKey};
pub use mail::url::{MailTransport, SmtpServer, TlsPolicy};
pub use oidc::{OidcConfig, RoleClaim};
pub use organisation::accent::{Accent, Colour};
pub use organisation::logo::Logo;
pub use parse::{parse, paths};
pub use report::ReportConfig;

use crate::config::quality::ChecklistFile;
use crate::domain::Timestamp;
use crate::domain::access::rate::Rate;
use crate::domain::access::session::second_factor::SecondFactorRule;
use crate::domain::asking::planning::PlanningRules;
use crate::domain::asking::sending_window::SendingWindow;
use crate::domain::complaints::complaint::Complainant;
use crate::domain::people::email_address::EmailAddress;
use crate::domain::people::language::Language;
use crate::domain::reporting::assessment::Sentences;
use crate::domain::time::working_days::WorkingDays;

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
    pub policy: PolicyConfig,
    pub quality: QualityConfig,
    pub report: ReportConfig,
    pub privacy: PrivacyConfig,
    pub access: AccessConfig,
    /// The identity provider at which staff may sign in; `None` for passwords only.
    pub oidc: Option<OidcConfig>,
    pub log: LogConfig,
    /// Keys that are set but have no effect in this version.
    pub not_acted_on: Vec<&'static str>,
    /// Whether this is the demonstration: its visitor is signed in, and there is a mailbox to look into.
    pub is_demo: bool,
    /// The time limit for handling a request, after which the client is told to retry; not configurable.
    pub request_time: std::time::Duration,
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
}

/// The database.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    pub url: SecretString,
}

/// The files of the secret keys.
#[derive(Clone, Debug)]
pub struct SecretConfig {
    /// The file of the key that makes what is new.
    pub file: PathBuf,
    /// The files of further keys, whose links and hashes go on counting.
    pub other_files: Vec<PathBuf>,
}

impl SecretConfig {
    /// All files, first that of the key that makes what is new.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(&self.file).chain(&self.other_files).map(PathBuf::as_path)
    }
}

/// The web server.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    pub listen: SocketAddr,
    /// The base of links in mails, without a trailing slash.
    pub public_url: String,
    /// Proxies whose `Forwarded` and `X-Forwarded-For` headers are trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests to public pages from one client.
    pub rate_per_address: Option<Rate>,
    /// Requests to public pages with one link.
    pub rate_per_token: Option<Rate>,
}

/// Outgoing mail.
#[derive(Clone, Debug)]
pub struct MailConfig {
    pub transport: MailTransport,
    pub from: lettre::message::Mailbox,
    pub reply_to: Option<lettre::message::Mailbox>,
    /// The bounce address, from which the return path of each message is derived.
    pub bounce_address: Option<EmailAddress>,
    /// The name sent in EHLO; `None` for the machine's full name.
    pub hello_name: Option<String>,
    /// All three are there, or none.
    pub dkim_selector: Option<String>,
    pub dkim_domain: Option<String>,
    pub dkim_key: Option<SigningKey>,
    /// Messages per second; 0 for no limit.
    pub rate: f64,
    /// Concurrent connections.
    pub concurrency: u32,
}

impl MailConfig {
    /// What signs mail; `None` for no signing.
    #[must_use]
    pub fn dkim(&self) -> Option<Dkim<'_>> {
        let (selector, domain) = (self.dkim_selector.as_deref()?, self.dkim_domain.as_deref()?);
        Some(Dkim { selector, domain, key: self.dkim_key.as_ref()? })
    }
}

/// The organisation that asks.
#[derive(Clone, Debug)]
pub struct OrganisationConfig {
    pub name: String,
    /// How a respondent can reach it, shown on the thanks page.
    pub contact: String,
    pub zone: Tz,
    pub language: Language,
    /// Shown above the name on every page.
    pub logo: Option<Logo>,
    pub accent: Option<Accent>,
}

/// When and how customers are asked.
#[derive(Clone, Debug)]
pub struct SurveyConfig {
    /// From closure to the due moment.
    pub delay: TimeDelta,
    /// When mail may be sent.
    pub window: SendingWindow,
    /// A closure reported more than this after it happened is not asked about.
    pub ask_within: TimeDelta,
    /// The complainants who are asked.
    pub audience: Vec<Complainant>,
    /// No second mail to an address within this time, except about the same complaint.
    pub cool_down: TimeDelta,
    /// The share (0..1) of closures that is drawn at random and not asked about.
    pub holdout: f64,
    /// Mails after the first.
    pub reminders: u32,
    /// From one mail to the next reminder.
    pub reminder_after: TimeDelta,
    /// From the first mail to the expiry of the link.
    pub expires_after: TimeDelta,
    /// How long an answer can be changed.
    pub edit_window: TimeDelta,
    /// Whether mails show the reference of the complaint.
    pub show_reference: bool,
}

/// How the quality of handling is reviewed.
#[derive(Clone, Debug)]
pub struct QualityConfig {
    pub checklist_file: ChecklistFile,
    /// Closures drawn each month.
    pub sample: u32,
}

/// How the complaints policy counts, and what it says.
#[derive(Clone, Debug)]
pub struct PolicyConfig {
    /// Monday to Friday without public holidays and `policy.free_days`.
    pub working_days: WorkingDays,
    /// The sentences of the policy, by which it is evaluated.
    pub self_assessment: Sentences,
}

/// Retention and disclosure.
#[derive(Clone, Debug)]
pub struct PrivacyConfig {
    pub contact_retention: TimeDelta,
    pub verbatim_retention: TimeDelta,
    /// Figures over fewer responses are hidden.
    pub minimum_group: u64,
}

/// How staff sign in.
#[derive(Clone, Copy, Debug)]
pub struct AccessConfig {
    /// Of whom a second factor is required beside a password.
    pub second_factor: SecondFactorRule,
}

/// The log.
#[derive(Clone, Copy, Debug)]
pub struct LogConfig {
    pub format: LogFormat,
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Automatic,
    Text,
    Json,
}

/// One mistake in the configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}{}", in_brackets(.found.as_deref()))]
pub struct ConfigMistake {
    pub key: String,
    pub message: String,
    /// What stands where, such as "`soon` in naklank.toml, line 3"; no value where it may hold a secret.
    pub found: Option<String>,
}

fn in_brackets(found: Option<&str>) -> String {
    found.map(|found| format!(" ({found})")).unwrap_or_default()
}
