//! Where a document stands, in sentences.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::people::language::Language;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::{Draft, Edition, WithdrawalReason};
use crate::domain::reporting::standing::{Obstacle, due_before, is_over};
use crate::domain::time::calendar::day_of;
use crate::texts::{Texts, texts};
use crate::views::kit::format::{day, moment};

/// How many digits of a SHA-256 are shown, by which a reader tells editions apart.
const FIRST_DIGITS: usize = 12;

/// The name of a document.
pub(super) fn name(text: &Texts, kind: DocumentKind) -> String {
    match kind {
        DocumentKind::Public => text.reports_public(),
        DocumentKind::Internal => text.reports_internal(),
    }
}

/// By when the complaint report of a year is due, as long as none of its editions is published.
pub(super) fn due(language: Language, year: i32, today: NaiveDate) -> String {
    let text = texts(language);
    let last_day = day(language, due_before(year));
    if !is_over(year, today) {
        text.reports_running(day(language, first_day_after(year)))
    } else if today < due_before(year) {
        text.reports_due(last_day)
    } else {
        text.reports_overdue(last_day)
    }
}

/// The day from which a year can be reported on.
fn first_day_after(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1).unwrap_or(NaiveDate::MAX)
}

/// Who prepared a draft, and when.
pub(super) fn draft(language: Language, draft: &Draft, zone: Tz) -> String {
    texts(language).reports_draft(draft.prepared_by.as_str(), moment(language, draft.prepared_at, zone))
}

/// What became of an edition.
pub(super) fn edition(language: Language, edition: &Edition, zone: Tz) -> String {
    let text = texts(language);
    let number = edition.number.to_string();
    let on = |at| day(language, day_of(at, zone));
    if let Some(withdrawal) = &edition.withdrawn {
        return text.reports_withdrawn(number, on(withdrawal.at), reason(text, withdrawal.reason));
    }
    match (&edition.published, edition.rejected_at) {
        (Some((_, at)), _) => {
            let digits: String = edition.fingerprint().chars().take(FIRST_DIGITS).collect();
            text.reports_published(number, on(*at), digits)
        }
        (None, Some(at)) => text.reports_rejected(number, on(at)),
        (None, None) => text.reports_waits(
            number,
            edition.approved_by.as_str(),
            moment(language, edition.approved_at, zone),
        ),
    }
}

/// Why an edition is not shown any more.
pub(super) fn reason(text: &Texts, reason: WithdrawalReason) -> String {
    match reason {
        WithdrawalReason::PersonNamed => text.reports_reason_person(),
        WithdrawalReason::WrongFigures => text.reports_reason_figures(),
        WithdrawalReason::WrongWords => text.reports_reason_words(),
        WithdrawalReason::Other => text.reports_reason_other(),
    }
}

/// Why a step is not taken, and what to do.
pub(super) fn obstacle(text: &Texts, obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::NoDraft => text.reports_no_step_draft(),
        Obstacle::Changed => text.reports_no_step_changed(),
        Obstacle::Unsaved => text.reports_no_step_unsaved(),
        Obstacle::OwnDraft => text.reports_no_step_own(),
        Obstacle::NotOver => text.reports_no_step_running(),
        Obstacle::NoData => text.reports_no_step_empty(),
        Obstacle::SaysNotWhatChanged => text.reports_no_step_unsaid(),
        Obstacle::OneWaits => text.reports_no_step_waiting(),
        Obstacle::NoneWaits => text.reports_no_step_none(),
        Obstacle::Future => text.reports_no_step_future(),
        Obstacle::OtherEdition => text.reports_no_step_other_edition(),
        Obstacle::Unsettled => text.reports_no_step_unsettled(),
        Obstacle::TablesDiffer => text.reports_no_step_tables(),
        Obstacle::NamesContacts => text.reports_no_step_contacts(),
        Obstacle::Unconfirmed => text.reports_no_step_unconfirmed(),
        Obstacle::RejectUnconfirmed => text.reports_no_step_reject_unconfirmed(),
        Obstacle::WithdrawUnconfirmed => text.reports_no_step_withdraw_unconfirmed(),
        Obstacle::NoEdition => text.reports_no_step_no_edition(),
        Obstacle::NotPublished => text.reports_no_step_unpublished(),
        Obstacle::NoReason => text.reports_no_step_no_reason(),
        Obstacle::OtherRole => text.reports_no_step_role(),
    }
}
