//! The page on which a person who read a draft confirms that it is frozen.
//!
//! The rule: it is reached with the words that stood in the form of the draft, and only if these are the words that are saved.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::draft_form::{self, TypedDraft, is_saved};
use crate::domain::reporting::standing::{Approver, Obstacle, YearStanding};
use crate::urls;
use crate::views::reporting::draft::Outcome;
use crate::views::reporting::draft::approval::ApprovalPage;
use crate::web::pages::reporting::reports::draft::{page, refused};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::staff_page;
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::reporting::overview::report_year;

/// What is frozen if it is confirmed; the page of the draft with all that was typed if it cannot be.
pub(super) async fn review(
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    (year, kind): (i32, DocumentKind),
    pairs: &[(String, String)],
) -> Result<Response, PageError> {
    let kept = Outcome { typed: Some(pairs), ..Outcome::default() };
    let typed = match draft_form::read(pairs) {
        Ok(typed) => typed,
        Err(errors) => {
            let wrong = (StatusCode::UNPROCESSABLE_ENTITY, Outcome { errors: &errors, ..kept });
            return page(app, user, headers, (year, kind), wrong).await;
        }
    };
    match obstacle(&report_year(app, year).await?, kind, &typed, user) {
        None => confirm(app, user, headers, (year, kind), (StatusCode::OK, None)).await,
        Some(obstacle) => {
            let outcome = (StatusCode::CONFLICT, Outcome { refused: Some(obstacle), ..kept });
            page(app, user, headers, (year, kind), outcome).await
        }
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
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    (year, kind): (i32, DocumentKind),
    (status, reason): (StatusCode, Option<Obstacle>),
) -> Result<Response, PageError> {
    let standing = report_year(app, year).await?;
    let Some(draft) = &standing.of(kind).draft else {
        let none = (StatusCode::CONFLICT, Obstacle::NoDraft);
        return refused(app, user, headers, (year, kind), none).await;
    };
    let staff = staff_page(app, headers, user, urls::REPORTS);
    let page = ApprovalPage { staff, year, kind, draft, refused: reason };
    Ok((status, page.render()).into_response())
}
