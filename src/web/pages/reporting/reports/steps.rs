//! Approving a draft, publishing an approved edition, and deciding not to.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::app::App;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::draft_form::SEEN;
use crate::domain::reporting::standing::Obstacle;
use crate::domain::time::calendar::parse_moment;
use crate::urls;
use crate::views::reporting::draft::{Done, Outcome};
use crate::web::pages::reporting::reports::draft::{done, page};
use crate::web::pages::reporting::reports::{PUBLISHED, document, refusals};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::ReportPublisher;
use crate::web::shell::{body, urlencoded};
use crate::workflow::reporting::publish as life;

/// A moment and no more.
const LARGEST_FORM: usize = 4 * 1024;

pub(super) async fn approve(
    State(app): State<App>,
    publisher: ReportPublisher,
    headers: HeaderMap,
    Path((year, kind)): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let (year, kind) = document(&year, &kind)?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    // A form that names no draft was made when there was none.
    let Some(seen) = urlencoded::first(&pairs, SEEN).and_then(parse_moment) else {
        return refused(&app, &publisher, &headers, (year, kind), (StatusCode::CONFLICT, Obstacle::NoDraft))
            .await;
    };
    match life::approve(&app, &publisher.actor(), year, kind, seen).await {
        Ok(_) => Ok(done(year, kind, Done::Approved)),
        Err(error) => refused(&app, &publisher, &headers, (year, kind), refusals::of_approval(error)?).await,
    }
}

pub(super) async fn publish(
    State(app): State<App>,
    publisher: ReportPublisher,
    headers: HeaderMap,
    Path((year, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (year, kind) = document(&year, &kind)?;
    match life::publish(&app, &publisher.actor(), year, kind).await {
        Ok(_) => Ok(see_other(&urls::with_query(urls::REPORTS, PUBLISHED))),
        Err(error) => refused(&app, &publisher, &headers, (year, kind), refusals::of_decision(error)?).await,
    }
}

pub(super) async fn reject(
    State(app): State<App>,
    publisher: ReportPublisher,
    headers: HeaderMap,
    Path((year, kind)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (year, kind) = document(&year, &kind)?;
    match life::reject(&app, &publisher.actor(), year, kind).await {
        Ok(()) => Ok(done(year, kind, Done::Rejected)),
        Err(error) => refused(&app, &publisher, &headers, (year, kind), refusals::of_decision(error)?).await,
    }
}

/// The page as it is now, with why the step was not taken.
async fn refused(
    app: &App,
    publisher: &ReportPublisher,
    headers: &HeaderMap,
    of: (i32, DocumentKind),
    (status, obstacle): (StatusCode, Obstacle),
) -> Result<Response, PageError> {
    let outcome = Outcome { refused: Some(obstacle), ..Outcome::default() };
    page(app, &publisher.user, headers, of, (status, outcome)).await
}
