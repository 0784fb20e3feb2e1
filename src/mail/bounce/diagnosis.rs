//! Decides whether a refusal means that the mailbox is permanently gone.
//!
//! The rule: where signs contradict each other the milder one counts. Mail servers put `Status: 5.1.1` over
//! "blacklisted" and over "mailbox full". A wrong soft costs one more mail; a wrong hard costs a customer who is
//! never asked again.

use crate::domain::sending::delivery::{BounceKind, EnhancedStatus};

/// Words of a refusal that may be temporary, or that is about the sender.
const MILD: &[&str] = &[
    // Said after the recipient was accepted, or before it was named.
    "after mail from",
    "reply to mail from",
    "after end of data",
    "reply to end of data",
    "end of data",
    "after data",
    "blacklist",
    "black list",
    "blocklist",
    "blocked",
    "block list",
    "listed at",
    "listed in zen",
    "spam",
    "policy",
    "reputation",
    "dmarc",
    "spf ",
    "spf:",
    "dkim",
    "unsolicited",
    "junk",
    "content rejected",
    "virus",
    "banned",
    "rbl",
    "reverse dns",
    "ptr record",
    "quota",
    "mailbox full",
    "mailbox is full",
    "full mailbox",
    "over limit",
    "storage",
    "insufficient",
    "exceed",
    "too large",
    "too big",
    "too many",
    "at a rate",
    "rate limit",
    "receiving mail too quickly",
    "throttl",
    "greylist",
    "graylist",
    "grey-list",
    "temporar",
    "try again",
    "try later",
    "retry timeout",
    "timed out",
    "time out",
    "timeout",
    "deferred",
    "unavailable for",
    "relaying",
    "relay access",
    "to relay",
    "relay not",
    "relay denied",
    "relay is",
    "not relay",
    "not permitted",
    "not authorized",
    "not allowed",
    "permission",
    "authenticat",
    "access denied",
    "access to this",
    "refused to talk",
    "sender address",
    "sender denied",
    "sender rejected",
    "mail loop",
    "loop detected",
    "hop count",
    "hops",
    "challenge",
    "whitelist",
    "system error",
    "local error",
    "configuration error",
    "mailbox temporarily",
    "suspended",
    "inactive",
    "connection refused",
    "connection timed",
    "network",
    "unreachable",
    "could not be contacted",
    "no route",
    "resources",
    "out of memory",
    "disk full",
    "server busy",
    "busy",
    "shutting down",
    "lost connection",
    "refused due to",
    "preferences",
    "couldn't create",
    "malformed",
    "sending ip",
    "ip address",
    "your ip",
    "client host",
    "delivery not authorized",
    "message refused",
    "message rejected",
    "does not accept mail from",
    "not accepting mail",
    "restrict",
];

/// Words for a mailbox or a domain that does not exist.
const GONE: &[&str] = &[
    "user unknown",
    "unknown user",
    "unknown recipient",
    "recipient unknown",
    "unknown local",
    "unknown account",
    "unknown address",
    "address unknown",
    "unknown mailbox",
    "mailbox unknown",
    "addressee unknown",
    "unknown or illegal alias",
    "no such user",
    "no such recipient",
    "no such mailbox",
    "no such address",
    "no such account",
    "no such local user",
    "no such person",
    "no mailbox here",
    "no user",
    "no account",
    "no recipient",
    "not a valid user",
    "not a valid mailbox",
    "not a valid recipient",
    "invalid recipient",
    "invalid mailbox",
    "invalid user",
    "invalid address",
    "invalid local",
    "invalid final delivery",
    "user not found",
    "recipient not found",
    "recipientnotfound",
    "recipnotfound",
    "mailbox not found",
    "account not found",
    "address not found",
    "not found in directory",
    "does not exist",
    "doesn't exist",
    "not exist",
    "no longer exist",
    "no longer valid",
    "no longer active",
    "no longer available",
    "no longer in use",
    "not listed in",
    "name is not recognized",
    "bad destination mailbox",
    "bad address",
    "not known here",
    "not known at this site",
    "not a known user",
    "user doesn't have",
    "user does not have",
    "doesn't have a",
    "unrouteable address",
    "unrouteable mail domain",
    "unroutable",
    "host unknown",
    "unknown host",
    "host not found",
    "domain not found",
    "unknown domain",
    "no such domain",
    "invalid domain",
    "domain does not exist",
    "name service error",
    "no mx",
    "account disabled",
    "account has been disabled",
    "is disabled",
    "user disabled",
    "has been disabled",
    "mailbox disabled",
    "account closed",
    "has been closed",
    "account has been deleted",
    "isn't a valid",
    "not our customer",
    "user reject",
    "not in my list",
    "nullmx",
    "null mx",
    "doesn't accept mail",
    "couldn't find any host",
    "cannot find any host",
    "unknown virtual",
    "unknown to",
    "onbekend",
    "bestaat niet",
    "n'existe pas",
    "no existe",
    "unbekannt",
    "nicht gefunden",
];

/// Classifies a refusal by its reported status and its text.
pub fn kind(reported: Option<EnhancedStatus>, said: &str) -> BounceKind {
    let said = said.to_lowercase();
    let within = EnhancedStatus::find_in(&said);
    let statuses: Vec<EnhancedStatus> = [reported, within].into_iter().flatten().collect();
    let code = reply_code(&said);
    let may_pass = statuses.iter().any(|status| status.class == 4) || code.is_some_and(|code| code < 500);
    let is_mild = MILD.iter().any(|words| said.contains(words));
    if may_pass || (is_mild && !is_access_denied_to_nobody(&said)) {
        return BounceKind::Soft;
    }
    let specific: Vec<&EnhancedStatus> = statuses.iter().filter(|status| !is_vague(**status)).collect();
    let is_said = GONE.iter().any(|words| said.contains(words)) || is_access_denied_to_nobody(&said);
    // A code alone, or words alone, are one sign: some servers say "unknown user" to anything that their filters
    // refuse.
    let is_gone = !specific.is_empty()
        && specific.iter().all(|status| is_sure(**status) || (is_said && may_mean_gone(**status)));
    if is_gone { BounceKind::Hard } else { BounceKind::Soft }
}

/// Whether a refusal reads as if the mailbox is gone, with too few signs to be sure. A second such refusal settles
/// it.
pub fn may_be_gone(reported: Option<EnhancedStatus>, said: &str) -> bool {
    let said = said.to_lowercase();
    let may_pass =
        [reported, EnhancedStatus::find_in(&said)].into_iter().flatten().any(|status| status.class == 4)
            || reply_code(&said).is_some_and(|code| code < 500);
    !may_pass
        && !MILD.iter().any(|words| said.contains(words))
        && GONE.iter().any(|words| said.contains(words))
}

/// A status that does not say what is wrong: `5.0.0`, and those that servers use for everything.
fn is_vague(status: EnhancedStatus) -> bool {
    status.subject == 0
        || (status.subject == 5 && status.detail == 0)
        || (status.subject == 3 && status.detail == 0)
}

/// A status that always means that the address does not exist.
fn is_sure(status: EnhancedStatus) -> bool {
    status.is_hard() && status.subject == 1
}

/// A status that means that a mailbox or a domain is gone only if the words say so too.
fn may_mean_gone(status: EnhancedStatus) -> bool {
    match (status.subject, status.detail) {
        // This is about the sender's address.
        (1, 7 | 8) => false,
        (1, _) | (2, 1) | (4, 1 | 4 | 310) => status.class == 5,
        _ => false,
    }
}

/// Exchange Online, when its directory does not know the recipient: `550 5.4.1 Recipient address rejected: Access
/// denied`.
fn is_access_denied_to_nobody(said: &str) -> bool {
    said.contains("5.4.1") && said.contains("recipient address rejected: access denied")
}

/// The first SMTP reply code in a text: three digits that stand alone, the first of them 4 or 5.
fn reply_code(said: &str) -> Option<u16> {
    let words = said.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    let mut codes = words.filter(|word| word.len() == 3 && word.starts_with(['4', '5']));
    codes.find_map(|word| word.parse().ok())
}
