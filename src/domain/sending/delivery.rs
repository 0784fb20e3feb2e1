//! How the delivery of a message can fail, in the terms of RFC 5321 and RFC 3463.
//!
//! The rule: every failure has one cause, which decides whether to retry, whether to back off from the mail server, and
//! whether the address is suppressed.

use crate::domain::named::named_enum;

named_enum! {
    /// Why a message was not accepted.
    pub enum Cause {
        /// The mailbox does not exist (a hard bounce).
        NoSuchAddress = "no_such_address",
        /// The server rejects this mail permanently (5yz).
        Refused = "refused",
        /// The server rejects this mail for now (4yz), as in greylisting.
        Deferred = "deferred",
        /// The server rejects us or what we send (5.7.x: our name, our address, relaying for us).
        Policy = "policy",
        /// The server cannot be reached or refuses the session: this says nothing about the mail.
        MailServer = "mail_server",
        /// The connection broke during the transaction, before the end of the data.
        Interrupted = "interrupted",
        /// The data was sent completely, but there was no reply: the mail may have been accepted.
        UnknownFate = "unknown_fate",
        /// The message cannot be turned into a mail.
        Unmailable = "unmailable",
        /// The program crashed on this message.
        Crashed = "crashed",
        /// The link would expire before the mail arrives.
        LinkExpired = "link_expired",
    }
}

impl Cause {
    /// Whether the server rejected the mail permanently, which may also be about us.
    #[must_use]
    pub fn is_refusal(self) -> bool {
        matches!(self, Self::NoSuchAddress | Self::Refused | Self::Policy)
    }

    /// Whether the mail itself may be the cause, so that it backs off longer each time and is given up in the end.
    #[must_use]
    pub fn is_about_mail(self) -> bool {
        self != Self::MailServer
    }

    /// Whether the mail server may be the cause, so that all sending backs off.
    #[must_use]
    pub fn is_about_server(self) -> bool {
        matches!(self, Self::Policy | Self::MailServer | Self::Interrupted | Self::UnknownFate)
    }
}

/// An enhanced status code, `class.subject.detail` (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnhancedStatus {
    pub class: u8,
    pub subject: u16,
    pub detail: u16,
}

impl EnhancedStatus {
    /// The first status code in a text such as `550 5.1.1 no such user` or `no such user (#5.1.1)`.
    #[must_use]
    pub fn find_in(text: &str) -> Option<Self> {
        text.split(|c: char| c.is_whitespace() || ":;,()[]<>{}#='\"-".contains(c))
            .find_map(|word| word.trim_end_matches('.').parse().ok())
    }

    /// Whether the mailbox does not exist or is closed for good. Other codes of the same subject are the sender's
    /// fault, and a full mailbox or a policy may change.
    #[must_use]
    pub fn is_hard(self) -> bool {
        self.class == 5 && matches!((self.subject, self.detail), (1, 1 | 2 | 3 | 6 | 10) | (2, 1))
    }

    /// Whether the subject is security or policy, which is about the sender and says nothing about the mailbox.
    #[must_use]
    pub fn is_policy(self) -> bool {
        self.class == 5 && self.subject == 7
    }
}

impl std::str::FromStr for EnhancedStatus {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let mut number = |most: u16, digits: usize| {
            let part = parts.next().filter(|part| (1..=digits).contains(&part.len())).ok_or(())?;
            if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(());
            }
            part.parse::<u16>().ok().filter(|number| *number <= most).ok_or(())
        };
        let (class, subject, detail) = (number(5, 1)?, number(999, 3)?, number(999, 3)?);
        let class = u8::try_from(class).map_err(drop)?;
        if parts.next().is_none() && matches!(class, 2 | 4 | 5) {
            Ok(Self { class, subject, detail })
        } else {
            Err(())
        }
    }
}

impl std::fmt::Display for EnhancedStatus {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

named_enum! {
    /// The kind of a bounce.
    pub enum BounceKind {
        /// The mailbox does not exist: the address is suppressed.
        Hard = "hard",
        /// It could not be delivered this time; the third within thirty days suppresses the address.
        Soft = "soft",
        /// The recipient reported the mail as unwanted to their provider (RFC 5965).
        Complaint = "complaint",
    }
}

named_enum! {
    /// Why an address is suppressed.
    pub enum SuppressionReason {
        Unsubscribed = "unsubscribed",
        Complained = "complained",
        ByStaff = "by_staff",
        /// The person objected to being asked, and staff wrote that down.
        Objection = "objection",
        /// The person's data are kept and not used, until that is lifted.
        Restricted = "restricted",
        HardBounce = "hard_bounce",
        SoftBounces = "soft_bounces",
    }
}

impl SuppressionReason {
    /// Whether it is about delivery, not about a person's wish: clearing a bounce takes the address off the list, and a
    /// wish not to be mailed replaces it.
    #[must_use]
    pub fn is_bounce(self) -> bool {
        match self {
            Self::Unsubscribed | Self::Complained | Self::ByStaff | Self::Objection | Self::Restricted => {
                false
            }
            Self::HardBounce | Self::SoftBounces => true,
        }
    }

    /// Whether it may end by itself, so that a wish of the person's replaces it and outlasts it.
    #[must_use]
    pub fn may_end(self) -> bool {
        self.is_bounce() || self == Self::Restricted
    }
}

/// The reply of a server, on one line and without e-mail addresses, which servers like to repeat: it is logged and
/// kept.
#[must_use]
pub fn without_addresses(said: &str) -> String {
    const LONGEST: usize = 300;
    let words = said.split_whitespace().map(|word| if word.contains('@') { "(address)" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// As [`without_addresses`], and also without the local part of `address`, which servers may repeat on its own.
#[must_use]
pub fn without_person(said: &str, address: Option<&str>) -> String {
    let said = without_addresses(said);
    let local = address.and_then(|address| address.split('@').next()).unwrap_or_default().to_lowercase();
    let is_named = |word: &str| !local.is_empty() && word.to_lowercase().contains(&local);
    said.split(' ').map(|word| if is_named(word) { "(address)" } else { word }).collect::<Vec<_>>().join(" ")
}

/// Whether two replies of mail servers have the same words, apart from what differs from mail to mail: addresses, and
/// any other word with a digit that is not a status code.
#[must_use]
pub fn says_the_same(one: &str, other: &str) -> bool {
    words_of(one) == words_of(other)
}

fn words_of(said: &str) -> Vec<String> {
    let mut words = said.split_whitespace();
    let code = words.next().map(str::to_owned);
    let is_kept = |word: &&str| {
        !word.contains("(address)")
            && (!word.contains(|c: char| c.is_ascii_digit()) || EnhancedStatus::find_in(word).is_some())
    };
    code.into_iter().chain(words.filter(is_kept).map(str::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn status(text: &str) -> String {
        EnhancedStatus::find_in(text).map_or_else(|| "none".to_owned(), |status| status.to_string())
    }

    #[test]
    fn a_status_is_found_in_what_servers_say() {
        assert_eq!(status("550 5.1.1 <a@example.org>: no such user"), "5.1.1");
        assert_eq!(status("permanent error (550): 5.7.1 go away"), "5.7.1");
        assert_eq!(status("550-5.1.10 two lines"), "5.1.10");
        for written in
            ["(#5.1.1)", "[5.1.1]", "5.1.1,", "5.1.1.", "<5.1.1>", "#5.1.1", "Status=5.1.1", "(5.1.1:x)"]
        {
            assert_eq!(status(&format!("550 no such user {written}")), "5.1.1", "{written}");
        }
        assert_eq!(status("550 mailbox 10.0.0.1 is 1.2 full, 5.1.1.1"), "none");
        assert_eq!(status(""), "none");
    }

    #[test]
    fn only_a_mailbox_that_is_gone_is_a_hard_bounce() {
        let is_hard = |text: &str| text.parse::<EnhancedStatus>().unwrap().is_hard();
        for hard in ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"] {
            assert!(is_hard(hard), "{hard}");
        }
        for soft in ["5.1.0", "5.1.7", "5.1.8", "5.2.2", "5.7.1", "4.1.1", "5.4.4"] {
            assert!(!is_hard(soft), "{soft}");
        }
    }

    #[test]
    fn a_wish_not_to_be_mailed_is_no_bounce() {
        let wishes =
            [SuppressionReason::Unsubscribed, SuppressionReason::Complained, SuppressionReason::ByStaff];
        assert!(wishes.iter().all(|wish| !wish.is_bounce()));
        assert!(SuppressionReason::HardBounce.is_bounce());
    }

    #[test]
    fn what_a_server_said_is_kept_without_addresses() {
        assert_eq!(without_addresses("5.1.1 <a@example.org>:\r\n no"), "5.1.1 (address) no");
    }

    #[test]
    fn a_mailbox_is_not_named_either() {
        let said = "550 5.1.1 unknown user: \"Jan.Jansen\"";
        assert_eq!(without_person(said, Some("jan.jansen@example.org")), "550 5.1.1 unknown user: (address)");
        assert_eq!(without_person("550 gone", None), "550 gone");
    }

    #[test]
    fn answers_are_the_same_when_only_the_mail_differs() {
        for (one, other) in [
            ("550 5.1.1 (address) unknown", "550 5.1.1 (address): unknown"),
            ("554 no thanks a1b2", "554 No thanks c3d4"),
            ("550 relay not permitted", "550 relay not permitted"),
        ] {
            assert!(says_the_same(one, other), "{one} / {other}");
        }
        for (one, other) in [
            ("550 5.1.1 unknown", "550 5.1.2 unknown"),
            ("550 unknown", "551 unknown"),
            ("550 user unknown", "550 mailbox full"),
        ] {
            assert!(!says_the_same(one, other), "{one} / {other}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,60}") {
            let _ = EnhancedStatus::find_in(&text);
            prop_assert!(says_the_same(&text, &text));
            prop_assert!(!without_addresses(&text).contains('@'));
        }
    }
}
