//! Reading what comes back: delivery status notifications (RFC 3464), abuse reports (RFC 5965), and all else that lands
//! in a mailbox for bounces, such as vacation replies (RFC 3834), which says nothing about delivery.
//!
//! The rule: what a notification says is believed only as far as it decides between hard, soft and nothing; which
//! message it is about is decided elsewhere, by a code that only its recipient can know.

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};

use crate::domain::delivery::{BounceKind, EnhancedStatus, without_addresses};

/// What a notification says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The mail was not delivered, or was reported as unwanted.
    Bounced { kind: BounceKind, status: Option<EnhancedStatus>, said: String },
    /// It is on its way still.
    Delayed,
    /// Delivered, a vacation reply, an ordinary mail, or too broken to tell.
    Nothing,
}

/// A notification that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub verdict: Verdict,
    /// Its header, and the contents of every part, decoded, nested messages included: where codes are looked for.
    pub text: String,
}

/// Reads a notification; none when the bytes are no mail at all, or one that is nested without end.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Notification> {
    if is_nested_too_deeply(bytes) {
        return None;
    }
    let message = MessageParser::default().parse(bytes)?;
    let verdict = match report(&message, "feedback-report") {
        Some(feedback) => verdict_of_feedback(&feedback),
        None => {
            report(&message, "delivery-status").map_or(Verdict::Nothing, |status| verdict_of_status(&status))
        }
    };
    let mut text = String::new();
    gather(&message, &mut text);
    Some(Notification { verdict, text })
}

/// Whether mails may stand within mails deeper than any honest notification has them. Each level takes room on the
/// stack, so a mail made of nothing else would end the program; the words that begin a level are counted before it is
/// taken apart.
fn is_nested_too_deeply(bytes: &[u8]) -> bool {
    const DEEPEST: usize = 40;
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let count = |words: &str| text.matches(words).count();
    count("rfc822") + count("message/") + count("digest") + count("global") > DEEPEST
}

/// The contents of the part `message/{subtype}`.
fn report(message: &Message<'_>, subtype: &str) -> Option<String> {
    let part = message.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind.subtype().is_some_and(|own| own.eq_ignore_ascii_case(subtype))
        })
    })?;
    Some(String::from_utf8_lossy(part.contents()).into_owned())
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

fn verdict_of_feedback(feedback: &str) -> Verdict {
    match field(feedback, "feedback-type").map(str::to_ascii_lowercase).as_deref() {
        None | Some("not-spam" | "auth-failure" | "dmarc") => Verdict::Nothing,
        Some(kind) => Verdict::Bounced {
            kind: BounceKind::Complaint,
            status: None,
            said: without_addresses(&format!("reported as {kind}")),
        },
    }
}

fn verdict_of_status(report: &str) -> Verdict {
    let report = report.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    // The first group is about the report, each further one about a recipient; our mails have one.
    let Some(recipient) = report.split("\n\n").find(|group| field(group, "action").is_some()) else {
        return Verdict::Nothing;
    };
    match field(recipient, "action").map(str::to_ascii_lowercase).as_deref() {
        Some("failed") => {
            let said = field(recipient, "diagnostic-code").unwrap_or_default();
            let status = status_of(field(recipient, "status"), said);
            let is_hard = status.is_some_and(EnhancedStatus::is_hard);
            let kind = if is_hard { BounceKind::Hard } else { BounceKind::Soft };
            Verdict::Bounced { kind, status, said: without_addresses(said) }
        }
        Some("delayed") => Verdict::Delayed,
        _ => Verdict::Nothing,
    }
}

/// The reported status, or what the server said where the report only says "failed".
fn status_of(status: Option<&str>, said: &str) -> Option<EnhancedStatus> {
    let reported = status.and_then(EnhancedStatus::find_in);
    let is_vague = reported.is_none_or(|status| status.subject == 0);
    if is_vague { EnhancedStatus::find_in(said).or(reported) } else { reported }
}

fn field<'a>(group: &'a str, name: &str) -> Option<&'a str> {
    let fields = group.lines().filter_map(|line| line.split_once(':'));
    let mut values =
        fields.filter(|(own, _)| own.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim());
    values.next()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn notification(action: &str, status: &str, said: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example.org\r\nTo: bounces+code@example.org\r\nAuto-Submitted: auto-replied\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
             --x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
             --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
             Final-Recipient: rfc822; klant@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; {said}\r\n\r\n\
             --x\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nX-Inside: here\r\n\r\nHello\r\n--x--\r\n"
        )
    }

    fn kind(text: &str) -> Option<BounceKind> {
        match read(text.as_bytes())?.verdict {
            Verdict::Bounced { kind, .. } => Some(kind),
            Verdict::Delayed | Verdict::Nothing => None,
        }
    }

    #[test]
    fn a_mailbox_that_is_gone_is_hard_and_a_full_one_soft() {
        assert_eq!(kind(&notification("failed", "5.1.1", "550 5.1.1 no such user")), Some(BounceKind::Hard));
        assert_eq!(kind(&notification("Failed", "5.2.2", "552 5.2.2 full")), Some(BounceKind::Soft));
        assert_eq!(kind(&notification("failed", "4.4.7", "expired")), Some(BounceKind::Soft));
        assert_eq!(kind(&notification("failed", "5.7.1", "550 5.7.1 blocked")), Some(BounceKind::Soft));
    }

    #[test]
    fn a_vague_report_is_read_by_what_the_server_said() {
        assert_eq!(kind(&notification("failed", "5.0.0", "550 5.1.1 unknown")), Some(BounceKind::Hard));
        assert_eq!(kind(&notification("failed", "", "")), Some(BounceKind::Soft));
    }

    #[test]
    fn a_delay_and_a_delivery_are_no_bounce() {
        let verdict = |action| read(notification(action, "4.4.1", "later").as_bytes()).unwrap().verdict;
        assert_eq!(verdict("delayed"), Verdict::Delayed);
        assert_eq!(verdict("delivered"), Verdict::Nothing);
    }

    #[test]
    fn a_vacation_reply_and_an_ordinary_mail_say_nothing() {
        let reply = "From: klant@example.org\r\nTo: bounces+code@example.org\r\nAuto-Submitted: auto-replied\r\n\
                     Subject: Weg\r\n\r\nIk ben met vakantie. 550 5.1.1\r\n";
        assert_eq!(read(reply.as_bytes()).unwrap().verdict, Verdict::Nothing);
    }

    #[test]
    fn an_abuse_report_is_a_complaint_and_its_opposite_is_not() {
        let feedback = |kind: &str| {
            format!(
                "From: fbl@example.com\r\nMIME-Version: 1.0\r\n\
                 Content-Type: multipart/report; report-type=feedback-report; boundary=x\r\n\r\n\
                 --x\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: {kind}\r\nVersion: 1\r\n\r\n--x--\r\n"
            )
        };
        assert_eq!(kind(&feedback("abuse")), Some(BounceKind::Complaint));
        assert_eq!(kind(&feedback("not-spam")), None);
    }

    #[test]
    fn codes_are_looked_for_in_every_part() {
        let text = read(notification("failed", "5.1.1", "x").as_bytes()).unwrap().text;
        for words in ["bounces+code@example.org", "Sorry.", "X-Inside: here"] {
            assert!(text.contains(words), "{words}: {text}");
        }
    }

    #[test]
    fn a_mail_within_a_mail_within_a_mail_without_end_is_refused() {
        for beginning in ["Content-Type:message/rfc822\n\n", "Content-Type: MESSAGE/global\n\n"] {
            assert_eq!(read(beginning.repeat(30_000).as_bytes()), None);
        }
    }

    #[test]
    fn a_notification_cut_off_anywhere_is_read_without_a_panic() {
        let whole = notification("failed", "5.1.1", "550 5.1.1 no such user");
        for length in 0..whole.len() {
            let _ = read(&whole.as_bytes()[..length]);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }
    }
}
