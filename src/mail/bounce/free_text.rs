//! Notifications in free text only: Exim, qmail, Exchange 2003, old Sendmail and Postfix, Yahoo, Domino and others.
//!
//! The rule: they count only if they say explicitly that a mail was not delivered, and not that it is delayed; only
//! the text before the returned copy of the mail is read.

use mail_parser::{Message, PartType};

use crate::domain::sending::delivery::{EnhancedStatus, without_addresses};
use crate::mail::bounce::{DeliveryReport, contents, diagnosis};

/// Where the returned copy of the mail begins.
const COPY_BEGINS: &[&str] = &[
    "below this line is a copy",
    "this is a copy of the message",
    "original message follows",
    "original message -----",
    "original message headers",
    "unsent message follows",
    "unsent message below",
    "message header follows",
    "returned message follows",
    "message headers follow",
    "---- message follows",
    "----- the message",
    "begin message",
    "copy of your message",
    "returned mail follows",
    "content-type: message/rfc822",
    "received: from",
    "received: by",
    "return-path: <",
    "message contents follow",
    "forwarded message",
    "the following is a copy of",
    "here is a copy of",
    "original text follows",
];
/// Words for a mail that is still in transit.
const DELAYED: &[&str] = &[
    "warning message only",
    "this is a warning only",
    "has not yet been delivered",
    "have not yet been delivered",
    "still being retried",
    "been delayed",
    "is delayed",
    "message delayed",
    "delayed mail",
    "mail delay",
    "(delay)",
    "delivery delayed",
    "will continue to try",
    "will keep trying",
    "will be retried",
    "has been postponed",
    "no need to resend",
    "do not need to resend",
    "could not send message for past",
    "could not send mail for past",
    "delivery status notification: warning",
    "delivery notification: delayed",
];
/// Words for a mail that was given up on.
const FAILED: &[&str] = &[
    "undeliver",
    "un-deliver",
    "not be delivered",
    "not been delivered",
    "was not delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "can not be delivered",
    "not deliver",
    "unable to deliver",
    "wasn't able to deliver",
    "was unable to deliver",
    "couldn't deliver",
    "failed to deliver",
    "nondeliver",
    "non-deliver",
    "non deliver",
    "delivery failure",
    "delivery failed",
    "delivery has failed",
    "delivery error",
    "delivery problem",
    "failure notice",
    "failure notification",
    "failure delivery",
    "delivery status notification (failure)",
    "returned mail",
    "mail returned",
    "mail returning",
    "returned to sender",
    "message returned",
    "mail failure",
    "mail error",
    "mailer error",
    "following address failed",
    "address(es) failed",
    "addresses failed",
    "recipient failed",
    "failed permanently",
    "permanent failure",
    "permanent fatal error",
    "fatal errors",
    "did not reach",
    "unknown user",
    "user unknown",
    "no such user",
    "not a valid user",
    "invalid final delivery",
    "unknown recipient",
    "mailbox unavailable",
    "mailbox full",
    "mailbox is full",
    "user mailbox",
    "quota",
    "delivering your mail",
    "error delivering",
    "problem delivering",
    "giving up",
    "bounced",
    "rejected",
    "not accepted",
    "could not be sent",
    "couldn't be sent",
    "does not exist",
    "n'existe pas",
    "not exist",
    "delivery attempts",
    "hasn't been delivered",
    "niet worden bezorgd",
    "niet bezorgd",
    "kon niet",
    "konnte nicht",
    "unzustellbar",
    "no se pudo",
    "n'a pas pu",
    "not listed in",
    "message status - failed",
    "has been blocked",
    "was blocked",
    "blocked by",
    "unable to send",
    "error sending",
    "mail system error",
    "have failed",
    "with errors",
    "impossible",
    "not found",
    "message could not",
    "mail could not",
    "could not deliver",
    "host unknown",
    "address error",
    "not known",
    "is inactive",
    "has expired",
    "failed",
    "error has occurred",
    "an error occurred",
    "invalid user",
    "given up",
    "been returned",
    "no valid recipients",
    "no longer valid",
];

/// Classifies a free-text notification.
pub fn report(message: &Message<'_>) -> DeliveryReport {
    let subject = message.subject().unwrap_or_default().to_lowercase();
    let said = before_the_copy(&body_text(message));
    let all = format!("{subject}\n{}", said.to_lowercase());
    let names_the_failed = message.header("X-Failed-Recipients").is_some();
    if DELAYED.iter().any(|words| all.contains(words)) && !is_given_up(&all) {
        return DeliveryReport::Delayed;
    }
    if !names_the_failed && !FAILED.iter().any(|words| all.contains(words)) {
        return DeliveryReport::Nothing;
    }
    let statuses = statuses_in(&said);
    // The mildest one.
    let status = statuses.iter().find(|status| !status.is_hard()).or(statuses.first()).copied();
    let diagnosis = diagnostic_lines(&said);
    DeliveryReport::Bounced {
        kind: diagnosis::kind(status, &diagnosis),
        status,
        said: without_addresses(&diagnosis),
    }
}

/// Whether a text that mentions delay says that delivery was given up.
fn is_given_up(all: &str) -> bool {
    [
        "permanent error",
        "permanently",
        "giving up",
        "given up",
        "permanent fatal",
        "undeliverable",
        "retry timeout exceeded",
    ]
    .iter()
    .any(|words| all.contains(words))
}

/// The text parts; if they are empty, the first HTML part as text.
fn body_text(message: &Message<'_>) -> String {
    let texts = message.parts.iter().filter(|part| matches!(part.body, PartType::Text(_)));
    let text: String = texts.map(|part| contents(part) + "\n").collect();
    if !text.trim().is_empty() {
        return text;
    }
    let page = message.parts.iter().find(|part| matches!(part.body, PartType::Html(_)));
    page.map(|part| without_tags(&contents(part))).unwrap_or_default()
}

/// HTML without its tags, but keeping addresses in angle brackets.
fn without_tags(page: &str) -> String {
    let mut text = String::new();
    for (nth, piece) in page.split('<').enumerate() {
        let (tag, rest) = piece.split_once('>').unwrap_or(("", piece));
        let after = if nth == 0 { piece } else { rest };
        if tag.contains('@') && !tag.contains(' ') {
            text.push_str(tag);
        }
        text.push(' ');
        text.push_str(after);
    }
    text
}

fn before_the_copy(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let end = COPY_BEGINS.iter().filter_map(|words| lower.find(words)).filter(|at| *at > 0).min();
    text.get(..end.unwrap_or(text.len())).unwrap_or(text).to_owned()
}

/// The failure statuses in a text.
fn statuses_in(text: &str) -> Vec<EnhancedStatus> {
    let words = text.split_whitespace().filter_map(EnhancedStatus::find_in);
    words.filter(|status| status.class > 2).collect()
}

/// The lines that say why: those with a reply code or a status, each with the line after it; all lines if there are
/// none.
fn diagnostic_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_diagnostic = |line: &str| {
        let is_code = |word: &str| {
            word.len() == 3 && word.starts_with(['4', '5']) && word.bytes().all(|b| b.is_ascii_digit())
        };
        line.split(|c: char| !c.is_ascii_alphanumeric()).any(is_code) || !statuses_in(line).is_empty()
    };
    let mut diagnostic: Vec<&str> = Vec::new();
    let mut follows_diagnostic = false;
    for line in &lines {
        let is_diagnostic_line = is_diagnostic(line);
        if is_diagnostic_line || follows_diagnostic {
            diagnostic.push(line);
        }
        follows_diagnostic = is_diagnostic_line;
    }
    if diagnostic.is_empty() { lines.join(" ") } else { diagnostic.join(" ") }
}
