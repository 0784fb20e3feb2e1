//! Machine-readable delivery status notifications (RFC 3464, RFC 6533).
//!
//! The rule: each group of fields is about one recipient. If one of them is the address that we mailed, only that one
//! counts; otherwise the mildest failure does.

use mail_parser::{Message, PartType};

use crate::domain::sending::delivery::{BounceKind, EnhancedStatus, without_addresses};
use crate::mail::bounce::{DeliveryReport, contents, diagnosis, field, part_of_type};

/// The delivery status of one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// As mailed, and as the last server knew it.
    addresses: Vec<String>,
    action: Action,
    status: Option<EnhancedStatus>,
    said: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    Failed,
    Delayed,
    /// Delivered, relayed, or expanded to other addresses.
    Other,
}

/// The recipients of a notification; empty if it has no status part.
pub fn recipients(message: &Message<'_>) -> Vec<Recipient> {
    let report = part_of_type(message, &["delivery-status", "global-delivery-status"]);
    let recipients = report.map(|report| groups(&report)).unwrap_or_default();
    if !recipients.is_empty() || !super::sender::is_program(message) {
        return recipients;
    }
    // Some servers write the same fields into a plain text part.
    let texts = message.parts.iter().filter(|part| matches!(part.body, PartType::Text(_)));
    texts
        .map(contents)
        .find(|text| text.to_ascii_lowercase().contains("final-recipient:"))
        .map_or_else(Vec::new, |text| groups(&text))
}

fn groups(report: &str) -> Vec<Recipient> {
    let report = unfolded(report);
    let recipients = report
        .split("\n\n")
        .filter(|group| field(group, "action").is_some() || field(group, "status").is_some());
    recipients.map(recipient).collect()
}

/// Puts each field on one line. Some servers start a continuation in the first column.
fn unfolded(report: &str) -> String {
    let lines = report.lines().map(|line| if line.trim().is_empty() { "" } else { line });
    lines.fold(String::new(), |text, line| {
        let is_continued = line.starts_with([' ', '\t']) && !text.is_empty() && !text.ends_with("\n\n");
        let text = if is_continued { text.trim_end_matches('\n').to_owned() + " " } else { text };
        text + line.trim_start() + "\n"
    })
}

fn recipient(group: &str) -> Recipient {
    // A comment may follow the word, and some servers use words of their own.
    let action = field(group, "action").unwrap_or("failed").to_ascii_lowercase();
    let word: String = action.chars().take_while(char::is_ascii_alphabetic).collect();
    let action = match word.as_str() {
        "failed" | "failure" | "fail" | "error" | "expired" => Action::Failed,
        "delayed" | "delay" => Action::Delayed,
        _ => Action::Other,
    };
    let addresses = ["original-recipient", "final-recipient", "x-actual-recipient"];
    let addresses = addresses.iter().filter_map(|name| field(group, name)).map(address).collect();
    Recipient {
        addresses,
        action,
        status: field(group, "status").and_then(EnhancedStatus::find_in),
        said: field(group, "diagnostic-code").unwrap_or_default().to_owned(),
    }
}

/// The address in a field such as `rfc822; <klant@example.org>`.
fn address(value: &str) -> String {
    let address = value.rsplit_once(';').map_or(value, |(_, address)| address);
    address.trim().trim_matches(['<', '>']).to_lowercase()
}

/// The report on the mail to `address`.
pub fn report(recipients: &[Recipient], address: Option<&str>) -> DeliveryReport {
    let address = address.map(str::to_lowercase);
    let is_ours = |recipient: &&Recipient| {
        address.as_ref().is_some_and(|address| recipient.addresses.contains(address))
    };
    let ours: Vec<&Recipient> = recipients.iter().filter(is_ours).collect();
    // The status of an expanded alias is that of the addresses behind it.
    let decided = ours.iter().any(|recipient| recipient.action != Action::Other);
    let relevant = if decided || ours.len() == recipients.len() { ours } else { recipients.iter().collect() };
    let failed: Vec<&Recipient> =
        relevant.iter().copied().filter(|recipient| recipient.action == Action::Failed).collect();
    let Some(mildest) = failed.iter().min_by_key(|recipient| severity(recipient)) else {
        let is_delayed = relevant.iter().any(|recipient| recipient.action == Action::Delayed);
        return if is_delayed { DeliveryReport::Delayed } else { DeliveryReport::Nothing };
    };
    DeliveryReport::Bounced {
        kind: diagnosis::kind(mildest.status, &mildest.said),
        status: reported_status(mildest),
        said: without_addresses(&mildest.said),
    }
}

/// How much follows from the failure of one recipient: the mildest has the least.
fn severity(recipient: &Recipient) -> u8 {
    match diagnosis::kind(recipient.status, &recipient.said) {
        BounceKind::Soft => 0,
        BounceKind::Hard | BounceKind::Complaint => 1,
    }
}

/// The reported status, or that in the server's reply if the report only says "failed".
fn reported_status(recipient: &Recipient) -> Option<EnhancedStatus> {
    let is_vague = recipient.status.is_none_or(|status| status.subject == 0);
    if is_vague { EnhancedStatus::find_in(&recipient.said).or(recipient.status) } else { recipient.status }
}
