//! The page of a document that is being made, and its form.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::draft_form::{self, TypedDraft};
use crate::domain::reporting::edition::Draft;
use crate::domain::reporting::standing::Obstacle;
use crate::urls;
use crate::views::reporting::draft::{Done, DraftPage, Outcome};
use crate::web::pages::reporting::reports::{document, refusals};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::reporting::overview::report_year;
use crate::workflow::reporting::publish::save_draft;

/// As large as any form for staff may be: all words at their longest, in Latin letters.
pub(super) const LARGEST_FORM: usize = 128 * 1024;

pub(super) async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path((year, kind)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let (year, kind) = document(&year, &kind)?;
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let done = urlencoded::first(&pairs, "done").and_then(|done| done.parse().ok());
    page(&app, &reader.user, &headers, (year, kind), (StatusCode::OK, Outcome { done, ..Outcome::default() }))
        .await
}

pub(super) async fn save(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path((year, kind)): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let (year, kind) = document(&year, &kind)?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let typed = Outcome { typed: Some(&pairs), ..Outcome::default() };
    let TypedDraft { words, changed, seen } = match draft_form::read(&pairs) {
        Ok(read) => read,
        Err(errors) => {
            let refused = (StatusCode::UNPROCESSABLE_ENTITY, Outcome { errors: &errors, ..typed });
            return page(&app, &reader.user, &headers, (year, kind), refused).await;
        }
    };
    // Who saves it and when is set where it is saved.
    let draft = Draft { year, kind, words, changed, prepared_by: String::new(), prepared_at: app.now() };
    match save_draft(&app, &reader.actor(), draft, seen).await {
        Ok(()) => Ok(done(year, kind, Done::Saved)),
        Err(error) => {
            let (status, obstacle) = refusals::of_saving(error)?;
            let refused = (status, Outcome { refused: Some(obstacle), ..typed });
            page(&app, &reader.user, &headers, (year, kind), refused).await
        }
    }
}

/// Leads to the page, which says what was done.
pub(super) fn done(year: i32, kind: DocumentKind, done: Done) -> Response {
    see_other(&format!("{}?done={done}", urls::report_draft(year, kind)))
}

/// The page as it is now, with what became of a form on it.
pub(super) async fn page(
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    (year, kind): (i32, DocumentKind),
    (status, outcome): (StatusCode, Outcome<'_>),
) -> Result<Response, PageError> {
    let standing = report_year(app, year).await?;
    let page = DraftPage {
        staff: staff_page(app, headers, user, urls::REPORTS),
        today: app.today(),
        zone: app.config.organisation.zone,
        year: &standing,
        kind,
        address: &format!("{}{}", app.config.http.public_url, urls::report(year)),
        outcome,
    };
    Ok((status, page.render()).into_response())
}

/// The page as it is now, with why the step was not taken.
pub(super) async fn refused(
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    of: (i32, DocumentKind),
    (status, obstacle): (StatusCode, Obstacle),
) -> Result<Response, PageError> {
    let outcome = Outcome { refused: Some(obstacle), ..Outcome::default() };
    page(app, user, headers, of, (status, outcome)).await
}
