//! The page on which a person who read a draft confirms that it is frozen.
//!
//! The rule: it is reached with the words that stood in the form of the draft, and only if these are the words that are saved.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::draft_form::{self, TypedDraft, is_saved};
use crate::domain::reporting::standing::{Approver, Obstacle, YearStanding};
use crate::urls;
use crate::views::reporting::draft::Outcome;
use crate::views::reporting::draft::approval::ApprovalPage;
use crate::web::pages::reporting::reports::visit::Visit;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::staff_page;
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::reporting::overview::report_year;

/// What is frozen if it is confirmed; the page of the draft with all that was typed if it cannot be.
pub(super) async fn review(visit: Visit<'_>, pairs: &[(String, String)]) -> Result<Response, PageError> {
    let kept = Outcome { typed: Some(pairs), ..Outcome::default() };
    let typed = match draft_form::read(pairs) {
        Ok(typed) => typed,
        Err(errors) => {
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, Outcome { errors: &errors, ..kept }).await;
        }
    };
    match obstacle(&report_year(visit.app, visit.year).await?, visit.kind, &typed, visit.user) {
        None => confirm(visit, (StatusCode::OK, None)).await,
        Some(obstacle) => visit.page(StatusCode::CONFLICT, Outcome { refused: Some(obstacle), ..kept }).await,
    }
}

/// What stands in the way of freezing what stood in a form.
fn obstacle(
    standing: &YearStanding,
    kind: DocumentKind,
    typed: &TypedDraft,
    user: &SignedIn,
) -> Option<Obstacle> {
    let document = standing.of(kind);
    // Only those who may publish come here.
    let approver = Approver { name: &user.email, may_publish: true };
    match &document.draft {
        Some(draft) if typed.seen != Some(draft.prepared_at) => Some(Obstacle::Changed),
        Some(draft) if !is_saved(typed, draft) => Some(Obstacle::Unsaved),
        _ => document.obstacle(&standing.facts, &approver),
    }
}

/// The page on which the draft as it is saved is approved, with why it was not.
pub(super) async fn confirm(
    visit: Visit<'_>,
    (status, reason): (StatusCode, Option<Obstacle>),
) -> Result<Response, PageError> {
    let Visit { app, user, headers, year, kind } = visit;
    let standing = report_year(app, year).await?;
    let Some(draft) = &standing.of(kind).draft else {
        return visit.refused((StatusCode::CONFLICT, Obstacle::NoDraft)).await;
    };
    let staff = staff_page(app, headers, user, urls::REPORTS);
    let page = ApprovalPage { staff, year, kind, draft, refused: reason };
    Ok((status, page.render()).into_response())
}
