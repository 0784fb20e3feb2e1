//! The configuration: built-in defaults, then a file, then the environment, parsed once into what the program needs.
//!
//! The rule: every mistake is reported at once, each with its key and what to write instead; a secret never shows
//! in `Debug`, a log or an error.

mod appearance;
mod dkim;
pub mod example;
pub mod keys;
mod mail_url;
mod parse;
pub mod sources;

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::TimeDelta;
use chrono_tz::Tz;
use ipnet::IpNet;
use secrecy::SecretString;

pub use appearance::{Accent, Colour, Logo};
pub use dkim::DkimConfig;
pub use mail_url::{MailTransport, SmtpServer, TlsPolicy};
pub use parse::parse;

use crate::domain::access::rate::Rate;
use crate::domain::asking::planning::PlanningRules;
use crate::domain::people::email_address::EmailAddress;
use crate::domain::people::language::Language;

/// Everything that an operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    pub database_url: SecretString,
    /// Whether somebody said which database it is.
    pub names_database: bool,
    pub secret_file: PathBuf,
    pub http: HttpConfig,
    pub mail: MailConfig,
    pub organisation: OrganisationConfig,
    pub survey: SurveyConfig,
    pub privacy: PrivacyConfig,
    pub log_format: LogFormat,
    /// Keys that are set and that this version does not act on yet.
    pub not_acted_on: Vec<&'static str>,
    /// Whether this is the demonstration: its visitor is signed in, and there is a mailbox to look into.
    pub is_demo: bool,
    /// How long the work for a request may take before its sender is told to try again; not to be set.
    pub request_time: std::time::Duration,
}

/// The web server.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    pub listen: SocketAddr,
    /// Without a slash at the end; what links in mails begin with.
    pub public_url: String,
    /// Whose `Forwarded` and `X-Forwarded-For` count.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests to public pages of one client.
    pub rate_per_address: Option<Rate>,
    /// Requests to public pages of one link.
    pub rate_per_token: Option<Rate>,
}

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct MailConfig {
    pub transport: MailTransport,
    pub from: lettre::message::Mailbox,
    pub reply_to: Option<lettre::message::Mailbox>,
    /// The address to which notifications return, made different for each message.
    pub bounce_address: Option<EmailAddress>,
    /// With what mail is signed, if at all.
    pub dkim: Option<DkimConfig>,
    /// Messages a second; 0 is no limit.
    pub rate: f64,
    /// Connections at once.
    pub concurrency: u32,
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct OrganisationConfig {
    pub name: String,
    /// How a respondent reaches it, shown on the thanks page.
    pub contact: String,
    pub zone: Tz,
    pub language: Language,
    /// Above the name on every page.
    pub logo: Option<Logo>,
    pub accent: Option<Accent>,
}

/// How it asks.
#[derive(Clone, Debug)]
pub struct SurveyConfig {
    pub planning: PlanningRules,
    /// Mails after the first.
    pub reminders: u32,
    /// From a mail to the next reminder.
    pub reminder_after: TimeDelta,
    /// From the first mail to the end of the link.
    pub expires_after: TimeDelta,
    /// How long an answer can be changed.
    pub edit_window: TimeDelta,
}

/// How it keeps what people said to itself.
#[derive(Clone, Debug)]
pub struct PrivacyConfig {
    pub contact_retention: TimeDelta,
    pub verbatim_retention: TimeDelta,
    /// Figures over fewer responses are hidden.
    pub minimum_group: u64,
}

/// The shape of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Automatic,
    Text,
    Json,
}

/// One mistake in the configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}")]
pub struct ConfigMistake {
    pub key: String,
    pub message: String,
}
