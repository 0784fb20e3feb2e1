//! The addresses of reports.

use crate::domain::people::language::Language;
use crate::domain::reporting::document::DocumentKind;
use crate::urls::REPORTS;

/// The published complaint report of a year, for everyone.
#[must_use]
pub fn report(year: i32) -> String {
    format!("{REPORTS}/{year}")
}

/// An edition of the complaint report of a year, for everyone.
#[must_use]
pub fn report_edition(year: i32, number: u32) -> String {
    format!("{REPORTS}/{year}/editions/{number}")
}

/// The published evaluation of the policy in a year, for staff.
#[must_use]
pub fn report_internal(year: i32) -> String {
    format!("{REPORTS}/{year}/internal")
}

/// Where the draft of a document is prepared, approved and published.
#[must_use]
pub fn report_draft(year: i32, kind: DocumentKind) -> String {
    format!("{REPORTS}/{year}/{kind}/draft")
}

/// A document as it would be if it were approved now.
#[must_use]
pub fn report_preview(year: i32, kind: DocumentKind, language: Language) -> String {
    format!("{REPORTS}/{year}/{kind}/preview?lang={language}")
}

/// Where a document is approved.
#[must_use]
pub fn report_approve(year: i32, kind: DocumentKind) -> String {
    format!("{}/approve", report_draft(year, kind))
}

/// Where the approved edition of a document is published.
#[must_use]
pub fn report_publish(year: i32, kind: DocumentKind) -> String {
    format!("{}/publish", report_draft(year, kind))
}

/// Where it is decided that the approved edition of a document is not published.
#[must_use]
pub fn report_reject(year: i32, kind: DocumentKind) -> String {
    format!("{}/reject", report_draft(year, kind))
}

/// Where the draft of a document is thrown away.
#[must_use]
pub fn report_discard(year: i32, kind: DocumentKind) -> String {
    format!("{}/discard", report_draft(year, kind))
}

/// Where a published edition of a document is taken back.
#[must_use]
pub fn report_withdraw(year: i32, kind: DocumentKind) -> String {
    format!("{}/withdraw", report_draft(year, kind))
}
