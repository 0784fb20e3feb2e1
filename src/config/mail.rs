//! Outgoing mail.

pub mod addresses;
pub mod dkim;
pub mod url;

use lettre::message::Mailbox;

use crate::config::mail::addresses::{bounce_address, hello_name, mailbox};
use crate::config::mail::dkim::{Dkim, SigningKey, dns_name, key_file};
use crate::config::mail::url::MailTransport;
use crate::config::settings::parsers::whole_number;
use crate::config::settings::section::section;
use crate::config::settings::setting::{default, optional};
use crate::domain::input::decimal::parse_decimal;
use crate::domain::people::email_address::EmailAddress;

section! {
    /// Outgoing mail. Signing in this program is for where the mail server does not sign: all three settings or none.
    "mail" => MailConfig {
        /// Where mail goes: `file:FOLDER`, one `.eml` for each message; or `smtp://user:password@host:25`, by default with
        /// `?tls=required`, in place of which may stand `?tls=opportunistic` (the default of a loopback address) or `?tls=none`
        /// (only to a loopback address); or `smtps://user:password@host:465`.
        transport as url: MailTransport = default("file:data/outbox", url::parse).secret(),
        /// The sender of invitations.
        from: Mailbox = default("Naklank <naklank@localhost>", mailbox),
        /// Where replies go; a person should read it.
        reply_to: Option<Mailbox> = optional("the sender", mailbox).example("klachten@example.org"),
        /// The mailbox to which undeliverable mail returns, such as `bounces@example.org`: each mail gets
        /// `bounces+CODE@example.org` as its envelope sender.
        bounce_address: Option<EmailAddress> = optional("none", bounce_address).example("bounces@example.org"),
        /// The name sent in EHLO, such as `nps.example.org`.
        hello_name: Option<String> = optional("the machine's full name", hello_name).example("nps.example.org"),
        /// Signing in this program: the selector.
        dkim_selector: Option<String> = optional("none", dns_name).example("nps"),
        /// Signing in this program: the domain, that of `mail.from` or one above it.
        dkim_domain: Option<String> = optional("none", dns_name).example("example.org"),
        /// Signing in this program: the RSA private key, a PEM file of mode 0600.
        dkim_key as dkim_key_file: Option<SigningKey> = optional("none", key_file).secret().example("dkim.pem"),
        /// Messages a second, of each process that sends: 0.001 to 1000000, or `0` for no limit.
        rate: f64 = default("0", rate).number(),
        /// Connections to the mail server at once, of each process that sends: 1 to 1000.
        concurrency: u32 = default("8", |text| whole_number(text, 1, 1_000)).number(),
    }
}

/// A rate whose interval is a time that a person waits for, or none.
fn rate(text: &str) -> Result<f64, String> {
    let rate = parse_decimal(text).filter(|rate| *rate == 0.0 || (0.001..=1_000_000.0).contains(rate));
    rate.map(f64::abs).ok_or_else(|| "must be a number from 0.001 to 1000000, or 0 for no limit".to_owned())
}

impl MailConfig {
    /// What signs mail; `None` for no signing.
    #[must_use]
    pub fn dkim(&self) -> Option<Dkim<'_>> {
        let (selector, domain) = (self.dkim_selector.as_deref()?, self.dkim_domain.as_deref()?);
        Some(Dkim { selector, domain, key: self.dkim_key.as_ref()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_has_an_interval_that_can_be_waited_for() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("0.0", Some(0.0)),
            ("0.001", Some(0.001)),
            ("2.5", Some(2.5)),
            ("1000000", Some(1_000_000.0)),
            ("0.0009", None),
            ("0.000000000000000000001", None),
            ("1000001", None),
            ("-1", None),
            ("1e3", None),
        ] {
            assert_eq!(rate(text).ok(), expected, "{text}");
        }
    }
}
