//! Closing an improvement: first a page with the verdict that it will be closed with, then the act.
//!
//! The rule: where it cannot be closed now, neither is offered.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::urls;
use crate::views::learning::improvements::one::Done;
use crate::views::learning::improvements::one::closing::ClosePage;
use crate::web::pages::learning::improvements::{as_it_is_now, done, found, in_words};
use crate::web::shell::error::{self, PageError};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::workflow::learning::improvements::named::plan_names;
use crate::workflow::learning::improvements::{ImproveError, close_improvement, improvement_effect};

pub(super) fn router() -> Router<App> {
    Router::new().route(urls::IMPROVEMENT_CLOSE, get(ask).post(close))
}

/// With which verdict it will be closed; it changes nothing.
async fn ask(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = error::identifier(&id)?;
    let found = found(&app, id).await?;
    if found.end.is_some() {
        return as_it_is_now(&app, &reader, &headers, id, ImproveError::Ended).await;
    }
    let report = improvement_effect(&app, &found).await?;
    if !report.may_close() {
        return as_it_is_now(&app, &reader, &headers, id, ImproveError::NoMonthYet).await;
    }
    let names = plan_names(&app).await?;
    let staff = staff_page(&app, &headers, &reader.user, urls::IMPROVEMENTS);
    let page = ClosePage {
        names: in_words(&names, staff.language),
        staff,
        today: app.today(),
        improvement: &found,
        report: &report,
    };
    Ok(page.render().into_response())
}

async fn close(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = error::identifier(&id)?;
    match close_improvement(&app, &reader.actor(), id).await {
        Ok(_) => Ok(done(id, Done::Closed)),
        Err(error) => as_it_is_now(&app, &reader, &headers, id, error).await,
    }
}
