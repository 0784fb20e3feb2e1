//! Classifies a refusal: about this mail, about its recipient, or about us.
//!
//! The rule: the code decides, and the enhanced status if there is one (RFC 3463). The text is searched for one thing
//! only: servers that refuse to relay for us say so at each recipient, some of them without a status.

use crate::domain::sending::delivery::{Cause, EnhancedStatus};
use crate::mail::send_error::SendError;
use crate::mail::smtp::reply::{Reply, ReplyLine};

/// Classifies a refusal of a recipient from its text.
#[must_use]
pub fn refused(said: &str) -> SendError {
    let line = ReplyLine::parse(said.as_bytes());
    let reply = line.map(|line| Reply { code: line.code, lines: vec![line.text] });
    reply.map_or_else(
        |_| SendError::new(Cause::Interrupted, said),
        |reply| SendError::new(cause_of(&reply), said),
    )
}

/// Classifies the refusal of a recipient or of a whole mail.
pub fn cause_of(reply: &Reply) -> Cause {
    let said = reply.to_string();
    let status = EnhancedStatus::find_in(&said);
    match reply.code {
        // The server is closing, or wants authentication or encryption: this mail is not to blame.
        421 | 432 | 454 | 523 | 524 | 525 | 530 | 534 | 535 | 538 => Cause::MailServer,
        200..500 => Cause::Deferred,
        code if is_about_us(code, status, &said) => Cause::Policy,
        _ if status.is_some_and(EnhancedStatus::is_hard) => Cause::NoSuchAddress,
        _ => Cause::Refused,
    }
}

/// Whether the server refuses us and not the recipient: many wait until RCPT to reject our name, address or network.
fn is_about_us(code: u16, status: Option<EnhancedStatus>, said: &str) -> bool {
    let of_status = status.is_some_and(|status| {
        matches!((status.subject, status.detail), (1, 7 | 8) | (3, 1..=5)) || status.is_policy()
    });
    // The server does not understand a command or parameter of ours, or considers it out of sequence.
    let is_protocol =
        matches!(code, 500 | 502..=504 | 555) && status.is_none_or(|status| status.subject == 5);
    of_status || is_protocol || (is_unspecific(status) && refuses_to_relay(said))
}

/// A status that does not say what is wrong.
fn is_unspecific(status: Option<EnhancedStatus>) -> bool {
    status.is_none_or(|status| status.subject == 0 || (status.subject == 5 && status.detail == 0))
}

fn refuses_to_relay(said: &str) -> bool {
    let said = said.to_lowercase();
    said.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "relay" | "relaying"))
        || said.contains("rcpthosts")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(said: &str) -> Cause {
        let (code, text) = said.split_at(3);
        cause_of(&Reply { code: code.parse().unwrap(), lines: vec![text.trim().to_owned()] })
    }

    #[test]
    fn a_refusal_that_is_about_us_uses_up_no_mail() {
        for said in [
            "504 5.5.2 <nps>: Helo command rejected: need fully-qualified hostname",
            "503 5.5.1 Error: send HELO/EHLO first",
            "503 sender already given",
            "502 5.5.1 command not implemented",
            "555 5.5.4 unsupported parameter",
            "550 5.1.8 <a@b>: Sender address rejected: Domain not found",
            "553 5.1.7 <a@b>: Sender address rejected",
            "450 4.1.8 <a@b>: Sender address rejected: Domain not found",
            "550 relay not permitted",
            "550 Relaying denied",
            "550-mx.example.org is currently not permitted to relay through this server",
            "550 5.7.1 Unable to relay",
            "551 we do not relay",
            "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
            "553 sorry, that domain isn't in my list of allowed rcpthosts",
            "554 5.7.1 <a@b>: Relay access denied",
            "554 5.7.1 Service unavailable; client host blocked",
            "550 5.7.26 unauthenticated sender",
            "552 5.3.4 Message size exceeds fixed limit",
            "554 5.3.2 system not accepting network messages",
            "530 5.7.0 Must issue a STARTTLS command first",
            "535 5.7.8 authentication failed",
            "538 5.7.11 encryption required",
            "421 4.7.0 try again later",
        ] {
            let cause = cause(said);
            assert!(matches!(cause, Cause::Policy | Cause::MailServer | Cause::Deferred), "{said}: {cause}");
        }
    }

    #[test]
    fn a_refusal_that_is_about_the_recipient_is_final() {
        for (said, expected) in [
            ("550 5.1.1 <x>: Recipient address rejected: User unknown", Cause::NoSuchAddress),
            ("550 5.1.1 bo\u{fffd}te inconnue", Cause::NoSuchAddress),
            ("553 sorry, no mailbox here by that name. (#5.1.1)", Cause::NoSuchAddress),
            ("550 #5.1.0 Address rejected", Cause::Refused),
            ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", Cause::NoSuchAddress),
            ("501 5.1.3 bad recipient address syntax", Cause::NoSuchAddress),
            ("550 5.5.0 Requested action not taken: mailbox unavailable", Cause::Refused),
            ("550 5.3.0 <x>... User unknown", Cause::Refused),
            ("552 5.2.2 mailbox full", Cause::Refused),
            ("550", Cause::Refused),
            ("571 no", Cause::Refused),
            ("550 no such user", Cause::Refused),
            ("554 5.6.0 message content rejected", Cause::Refused),
        ] {
            assert_eq!(cause(said), expected, "{said}");
        }
    }

    #[test]
    fn what_is_refused_for_now_is_tried_again() {
        for said in ["450", "451 4.7.1 greylisted", "452 4.2.2 full", "471 wait", "400 5.1.1 no such user"] {
            assert_eq!(cause(said), Cause::Deferred, "{said}");
        }
    }
}
