//! Outgoing mail.

mod addresses;
pub mod dkim;
pub mod url;

use lettre::message::Mailbox;

use crate::config::mail::addresses::{bounce_address, hello_name, mailbox};
use crate::config::mail::dkim::{Dkim, SigningKey, dns_name, key_file};
use crate::config::mail::url::MailTransport;
use crate::config::settings::parsers::{number, whole_number};
use crate::config::settings::section::section;
use crate::config::settings::setting::{default, optional};
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
        reply_to: Option<Mailbox> = optional("the sender", mailbox),
        /// The mailbox to which undeliverable mail returns, such as `bounces@example.org`: each mail gets
        /// `bounces+CODE@example.org` as its envelope sender.
        bounce_address: Option<EmailAddress> = optional("none", bounce_address),
        /// The name sent in EHLO, such as `nps.example.org`.
        hello_name: Option<String> = optional("the machine's full name", hello_name),
        /// Signing in this program: the selector.
        dkim_selector: Option<String> = optional("none", dns_name),
        /// Signing in this program: the domain, that of `mail.from` or one above it.
        dkim_domain: Option<String> = optional("none", dns_name),
        /// Signing in this program: the RSA private key, a PEM file of mode 0600.
        dkim_key as dkim_key_file: Option<SigningKey> = optional("none", key_file).secret(),
        /// Messages a second, of each process that sends; `0` is no limit.
        rate: f64 = default("0", |text| number(text, 0.0, 1_000_000.0)),
        /// Connections to the mail server at once, of each process that sends.
        concurrency: u32 = default("8", |text| whole_number(text, 1, 1_000)),
    }
}

impl MailConfig {
    /// What signs mail; `None` for no signing.
    #[must_use]
    pub fn dkim(&self) -> Option<Dkim<'_>> {
        let (selector, domain) = (self.dkim_selector.as_deref()?, self.dkim_domain.as_deref()?);
        Some(Dkim { selector, domain, key: self.dkim_key.as_ref()? })
    }
}
