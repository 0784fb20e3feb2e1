//! Abuse reports: a recipient told their provider that our mail was unwanted.
//!
//! Recognised by the field of an abuse report (RFC 5965), by the subject under which Hotmail returns the mail, or by
//! the same field in a plain text part. Reports about authentication are not complaints.

use mail_parser::{Message, PartType};

use crate::domain::sending::delivery::{BounceKind, without_addresses};
use crate::mail::bounce::{DeliveryReport, contents, field, part_of_type};

/// The report of an abuse report; `None` if the mail is not one.
pub fn report(message: &Message<'_>) -> Option<DeliveryReport> {
    if let Some(report) = part_of_type(message, &["feedback-report"]) {
        return Some(of_kind(field(&report, "feedback-type")));
    }
    let subject = message.subject().unwrap_or_default().trim().to_lowercase();
    let has_message = message.parts.iter().any(|part| matches!(part.body, PartType::Message(_)));
    if has_message && subject.starts_with("complaint about message from") {
        return Some(of_kind(Some("abuse")));
    }
    let texts = message.parts.iter().filter(|part| matches!(part.body, PartType::Text(_))).map(contents);
    let report = texts.into_iter().find(|text| {
        field(text, "feedback-type").is_some()
            && (field(text, "user-agent").is_some() || field(text, "version").is_some())
    })?;
    Some(of_kind(field(&report, "feedback-type")))
}

fn of_kind(kind: Option<&str>) -> DeliveryReport {
    match kind.map(str::to_ascii_lowercase).as_deref() {
        None | Some("not-spam" | "auth-failure" | "dmarc" | "dkim") => DeliveryReport::Nothing,
        Some(kind) => DeliveryReport::Bounced {
            kind: BounceKind::Complaint,
            status: None,
            said: without_addresses(&format!("reported as {kind}")),
        },
    }
}
