//! The page of a document that is being made, and its form.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::app::App;
use crate::domain::reporting::draft_form::{self, TypedDraft};
use crate::domain::reporting::edition::Draft;
use crate::views::reporting::draft::{Done, Outcome};
use crate::web::pages::reporting::reports::refusals;
use crate::web::pages::reporting::reports::visit::Visit;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::InsightReader;
use crate::web::shell::{body, urlencoded};
use crate::workflow::reporting::publish::save_draft;

/// As large as any form for staff may be: all words at their longest, in Latin letters.
pub(super) const LARGEST_FORM: usize = 128 * 1024;

pub(super) async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &reader.user, &headers, &of)?;
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let done = urlencoded::first(&pairs, "done").and_then(|done| done.parse().ok());
    visit.page(StatusCode::OK, Outcome { done, ..Outcome::default() }).await
}

pub(super) async fn save(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &reader.user, &headers, &of)?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let typed = Outcome { typed: Some(&pairs), ..Outcome::default() };
    let TypedDraft { words, changed, seen } = match draft_form::read(&pairs) {
        Ok(read) => read,
        Err(errors) => {
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, Outcome { errors: &errors, ..typed }).await;
        }
    };
    // Who saves it and when is set where it is saved.
    let Visit { year, kind, .. } = visit;
    let draft = Draft { year, kind, words, changed, prepared_by: String::new(), prepared_at: app.now() };
    match save_draft(&app, &reader.actor(), draft, seen).await {
        Ok(()) => Ok(visit.done(Done::Saved)),
        Err(error) => {
            let (status, obstacle) = refusals::of_saving(error)?;
            visit.page(status, Outcome { refused: Some(obstacle), ..typed }).await
        }
    }
}
