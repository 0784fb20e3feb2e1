//! Builds a mail as bytes, deterministically.
//!
//! The rule: nothing in it is random or read from a clock. Message-ID, date and MIME boundary come from the message's
//! row, so a mail that is sent again because its delivery was uncertain is identical.

use lettre::address::Envelope;
use lettre::message::header::{self, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};

use crate::config::Dkim;
use crate::domain::Timestamp;
use crate::domain::ids::MessageId;
use crate::domain::people::email_address::EmailAddress;
use crate::domain::people::person_name::person_name;
use crate::mail::{dkim, seven_bit};

/// The content and recipient of a mail, before it is encoded.
#[derive(Clone, Debug)]
pub struct Letter {
    pub id: MessageId,
    pub date: Timestamp,
    pub from: Mailbox,
    pub reply_to: Option<Mailbox>,
    pub to: EmailAddress,
    pub to_name: Option<String>,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// One-click unsubscribe (RFC 8058); `None` in mails to staff.
    pub unsubscribe_url: Option<String>,
    /// The envelope sender, to which bounces return; `None` uses the address of `from`.
    pub return_path: Option<String>,
    /// The kind of mail for a provider's feedback loop, such as `invitation` or `reminder`.
    pub stream: &'static str,
}

/// A mail ready for a transport.
#[derive(Clone, Debug)]
pub struct RawMail {
    pub id: MessageId,
    pub envelope: lettre::address::Envelope,
    pub bytes: Vec<u8>,
}

/// The letter cannot be made into a mail.
#[derive(Debug, thiserror::Error)]
#[error("the mail could not be made: {0}")]
pub struct UnmailableLetter(String);

impl Letter {
    /// Builds the mail, and signs it if `dkim` is given.
    ///
    /// # Errors
    /// A name or address that no mail can carry.
    pub fn to_raw(&self, dkim: Option<Dkim<'_>>) -> Result<RawMail, UnmailableLetter> {
        let unmailable = |error: &dyn std::fmt::Display| UnmailableLetter(error.to_string());
        let address: lettre::Address = self.to.as_str().parse().map_err(|error| unmailable(&error))?;
        let return_path = self.return_path.as_deref().map(str::parse).transpose();
        let return_path = return_path.map_err(|error| unmailable(&error))?;
        let envelope = Envelope::new(
            Some(return_path.unwrap_or_else(|| self.from.email.clone())),
            vec![address.clone()],
        );
        let envelope = envelope.map_err(|error| unmailable(&error))?;
        // lettre panics on line breaks in a display name; they are refused on input, and dropped here as well.
        let name = self.to_name.as_deref().and_then(person_name);
        let domain = self.from.email.domain();
        let mut builder = lettre::Message::builder()
            .message_id(Some(format!("<{}@{domain}>", self.id)))
            .date(std::time::SystemTime::from(self.date))
            .from(self.from.clone())
            .to(Mailbox::new(name, address))
            .subject(&self.subject)
            .raw_header(raw("Auto-Submitted", "auto-generated"))
            .raw_header(raw("X-Auto-Response-Suppress", "OOF, AutoReply, RN, NRN"))
            .envelope(envelope.clone());
        if let Some(url) = &self.unsubscribe_url {
            builder = builder
                .raw_header(raw("List-Unsubscribe", &format!("<{url}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        builder = builder.raw_header(raw("Feedback-ID", &format!("{}:survey:naklank:{domain}", self.stream)));
        if let Some(reply_to) = &self.reply_to {
            builder = builder.reply_to(reply_to.clone());
        }
        let body = MultiPart::alternative()
            .boundary(format!("naklank-{}", self.id))
            .singlepart(part(header::ContentType::TEXT_PLAIN, &self.text))
            .singlepart(html_part(&self.html));
        let message = builder.multipart(body).map_err(|error| unmailable(&error))?;
        let bytes = message.formatted();
        let bytes = match dkim {
            Some(config) => dkim::sign(config, &bytes, self.date).map_err(|error| unmailable(&error))?,
            None => bytes,
        };
        Ok(RawMail { id: self.id, envelope, bytes })
    }
}

fn part(content_type: header::ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(content_type).body(text.to_owned())
}

/// HTML is most of a mail. In ASCII it needs no transfer encoding; where that is impossible it is encoded.
fn html_part(html: &str) -> SinglePart {
    match seven_bit::seven_bit(html) {
        Some(ascii) => SinglePart::builder()
            .header(header::ContentType::TEXT_HTML)
            .body(Body::dangerous_pre_encoded(ascii.into_bytes(), header::ContentTransferEncoding::SevenBit)),
        None => part(header::ContentType::TEXT_HTML, html),
    }
}

/// A header whose value stays on one line: some verifiers break on a folded `List-Unsubscribe`.
fn raw(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        value.to_owned(),
        value.to_owned(),
    )
}
