//! Words that set detractors apart.
//!
//! The rule: a query with mistakes is not what is read then, so it is not what the audit says.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::theme::apart::FEWEST;
use crate::urls;
use crate::views::insight::themes::words::WordsApartPage;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::insight::themes::words::read_words_apart;

pub(super) async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let (view, mistakes) = match DashboardQuery::parse(&pairs, app.today()) {
        Ok(view) => (view, Vec::new()),
        Err((mistakes, usual)) => (*usual, mistakes),
    };
    let words = read_words_apart(&app, &reader.actor(), &view, &view.address()).await?;
    let markup = WordsApartPage {
        staff: staff_page(&app, &headers, &reader.user, urls::THEMES),
        view: &view,
        mistakes: &mistakes,
        today: app.today(),
        words: &words,
        fewest: FEWEST.max(app.config.privacy.minimum_group),
    }
    .render();
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, markup).into_response())
}
