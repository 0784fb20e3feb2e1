//! Reads what arrives in the bounce mailbox: delivery status notifications (RFC 3464), bounces in free text, abuse
//! reports (RFC 5965), and mail that says nothing about delivery, such as vacation replies (RFC 3834).
//!
//! The rule: a notification only decides between the kinds of bounce ([`BounceKind`]; a complaint is one), a delay and
//! nothing; which message it is about is decided elsewhere, by a code that only the recipient can know. Only a program
//! is believed about a delivery: what a person writes or forwards is ignored.

mod diagnosis;
mod feedback;
mod free_text;
mod sender;
mod status_report;

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

use crate::domain::sending::delivery::{BounceKind, EnhancedStatus};
pub use crate::mail::bounce::diagnosis::may_be_gone;
use crate::mail::bounce::status_report::Recipient;

/// What a notification says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryReport {
    /// The mail was not delivered, or was reported as unwanted.
    Bounced { kind: BounceKind, status: Option<EnhancedStatus>, said: String },
    /// Still in transit.
    Delayed,
    /// Delivered, a vacation reply, an ordinary mail, or too damaged to read.
    Nothing,
}

/// A parsed notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    found: Found,
    /// Its header and the decoded contents of every part, nested messages included: searched for our codes.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// One entry per recipient.
    Recipients(Vec<Recipient>),
    /// One report for the whole notification.
    Whole(DeliveryReport),
}

impl Notification {
    /// What it says about the mail to `address`; about the whole notification if it does not name the address.
    #[must_use]
    pub fn report(&self, address: Option<&str>) -> DeliveryReport {
        match &self.found {
            Found::Recipients(recipients) => status_report::report(recipients, address),
            Found::Whole(report) => report.clone(),
        }
    }
}

/// Parses a notification; `None` if the bytes are not a mail, or one nested too deeply.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Notification> {
    if is_nested_too_deeply(bytes) {
        return None;
    }
    let message = MessageParser::default().parse(from_header(bytes))?;
    let mut text = String::new();
    gather(&message, &mut text);
    Some(Notification { found: find(&message), text })
}

/// The mail without what a pipe may put before it: empty lines, and the `From ` line of an mbox file.
fn from_header(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii_start();
    let line_end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
    if bytes.starts_with(b"From ") { &bytes[line_end..] } else { bytes }
}

fn find(message: &Message<'_>) -> Found {
    if let Some(report) = feedback::report(message) {
        return Found::Whole(report);
    }
    let recipients = status_report::recipients(message);
    if !recipients.is_empty() {
        return Found::Recipients(recipients);
    }
    if !sender::is_program(message) {
        return Found::Whole(DeliveryReport::Nothing);
    }
    // A gateway may wrap the notification that it received in one of its own.
    match nested(message).map(find) {
        Some(found) if found != Found::Whole(DeliveryReport::Nothing) => found,
        _ => Found::Whole(free_text::report(message)),
    }
}

/// The message within a message, if a program sent it, which makes it a notification and not our own mail.
fn nested<'a>(message: &'a Message<'a>) -> Option<&'a Message<'a>> {
    let mut parts = message.parts.iter();
    parts.find_map(|part| match &part.body {
        PartType::Message(nested) if sender::is_program(nested) => Some(nested),
        _ => None,
    })
}

/// Whether messages are nested deeper than in any honest notification. Each level uses stack, so a mail made of
/// nothing but nesting would overflow it. The words that open a level are counted before the mail is parsed.
fn is_nested_too_deeply(bytes: &[u8]) -> bool {
    const DEEPEST: usize = 40;
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let count = |words: &str| text.matches(words).count();
    count("rfc822") + count("message/") + count("digest") + count("global") > DEEPEST
}

/// The contents of the first `message/<subtype>` part with one of these subtypes; nested messages are not searched.
fn part_of_type(message: &Message<'_>, subtypes: &[&str]) -> Option<String> {
    let part = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind
                    .subtype()
                    .is_some_and(|own| subtypes.iter().any(|wanted| own.eq_ignore_ascii_case(wanted)))
        })
    })?;
    Some(contents(part))
}

fn contents(part: &mail_parser::MessagePart<'_>) -> String {
    String::from_utf8_lossy(part.contents()).replace("\r\n", "\n").replace('\r', "\n")
}

fn gather(message: &Message<'_>, text: &mut String) {
    for (name, value) in message.headers_raw() {
        text.push_str(&format!("{name}:{value}"));
    }
    for part in &message.parts {
        match &part.body {
            PartType::Message(nested) => gather(nested, text),
            PartType::Multipart(_) => {}
            _ => text.push_str(&String::from_utf8_lossy(part.contents())),
        }
        text.push('\n');
    }
}

/// The value of a field in lines such as `Status: 5.1.1`.
fn field<'a>(group: &'a str, name: &str) -> Option<&'a str> {
    let fields = group.lines().filter_map(|line| line.split_once(':'));
    let mut values =
        fields.filter(|(own, _)| own.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
    values.next()
}

#[cfg(test)]
mod tests;
