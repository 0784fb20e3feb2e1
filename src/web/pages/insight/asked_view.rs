//! The view that a request asks for.
//!
//! The rule: a form that submits what is empty or holds anyway leads to the clean address, so that what is shared is short.
//! A wrong address is told as such, with the usual view.

use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use maud::Markup;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::urls;
use crate::views::insight::view::NormBeside;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::InsightReader;
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::norms::on_dashboard::DashboardNorm;

/// The view, and what was refused in its place.
pub struct Asked {
    pub query: DashboardQuery,
    pub mistakes: Vec<FieldError>,
}

impl Asked {
    /// The page as an answer, which says whether the address was right.
    pub fn answer(&self, page: Markup) -> Response {
        let status = if self.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        (status, page).into_response()
    }
}

/// Reads the view of a page. `Err` is the answer that leads to the page's clean address.
pub async fn read(
    app: &App,
    reader: &InsightReader,
    page: &str,
    method: &Method,
    query: Option<String>,
) -> Result<Result<Asked, Response>, PageError> {
    let text = query.unwrap_or_default();
    let pairs = urlencoded::pairs(text.as_bytes())?;
    let (query, mistakes) = match DashboardQuery::parse(&pairs, app.today()) {
        Ok(query) if method == Method::GET && !query.is_clean() => {
            return Ok(Err(see_other(&urls::with_query(page, &query.address()))));
        }
        Ok(query) => (query, Vec::new()),
        Err((mistakes, usual)) => (*usual, mistakes),
    };
    record_days(app, reader, &query, &text).await?;
    Ok(Ok(Asked { query, mistakes }))
}

/// The answer that leads to the same address without the empty fields, which a form submits too; `None` if it has none.
pub fn without_empty(page: &str, pairs: &[(String, String)]) -> Option<Response> {
    if pairs.iter().all(|(_, value)| !value.is_empty()) {
        return None;
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs.iter().filter(|(_, value)| !value.is_empty()));
    Some(see_other(&urls::with_query(page, &query.finish())))
}

/// Records views by day in the audit, because small periods could be told apart in them.
pub async fn record_days(
    app: &App,
    reader: &InsightReader,
    query: &DashboardQuery,
    text: &str,
) -> Result<(), PageError> {
    if query.is_day_level(app.today()) {
        act_of_reading(app, &reader.actor(), Action::ReadDashboardByDay, &audited(text)).await?;
    }
    Ok(())
}

/// The norm as the views take it.
pub fn beside(norm: &DashboardNorm, today: NaiveDate) -> NormBeside<'_> {
    NormBeside {
        ledger: &norm.ledger,
        deciding: norm.deciding,
        latest: norm.latest.as_ref(),
        today,
        target: norm.target,
    }
}
