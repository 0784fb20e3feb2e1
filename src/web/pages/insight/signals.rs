//! The page about signals and noted changes, and its forms.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::NaiveDate;

use crate::app::App;
use crate::domain::ids::{ChangePointId, SignalId};
use crate::domain::insight::query::dashboard::{DashboardQuery, is_of_range, kept};
use crate::domain::insight::signal::LONGEST_EXPLANATION;
use crate::domain::insight::signal::change_point::NewChangePoint;
use crate::domain::time::period::DateRange;
use crate::urls;
use crate::views::insight::signals::{SignalRefusal, SignalsPage};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::insight::signals::{
    explain_signal, note_change, signals_overview, subscribe, withdraw_change,
};

const LARGEST_FORM: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::SIGNALS, get(show))
        .route(urls::SIGNALS_SUBSCRIPTION, post(subscription))
        .route(urls::SIGNAL_EXPLAIN, post(explain))
        .route(urls::CHANGES, post(note))
        .route(urls::CHANGE_WITHDRAW, post(withdraw))
}

async fn show(
    State(app): State<App>,
    InsightReader { user, .. }: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let is_done = urlencoded::first(&pairs, "done") == Some("1");
    page(&app, &user, &headers, is_done, None, &kept(&pairs)).await
}

async fn page(
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    is_done: bool,
    refused: Option<SignalRefusal<'_>>,
    keeps: &str,
) -> Result<Response, PageError> {
    let range = range_of(keeps, app.today());
    let overview = signals_overview(app, &user.email, range).await?;
    let page = SignalsPage {
        staff: staff_page(app, headers, user, urls::SIGNALS).keeping(keeps),
        zone: app.config.organisation.zone,
        range,
        events: &overview.events,
        change_points: &overview.change_points,
        is_subscribed: overview.is_subscribed,
        is_done,
        refused,
    };
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page.render()).into_response())
}

/// The range that a view names; `None` for the usual one, since by itself the page has all signals.
fn range_of(view: &str, today: NaiveDate) -> Option<DateRange> {
    let pairs = urlencoded::pairs_of_anything(view.as_bytes());
    let names_one = pairs.iter().any(|(name, _)| is_of_range(name));
    let view = DashboardQuery::parse(&pairs, today).ok().filter(|_| names_one)?;
    Some(view.whole.range)
}

async fn subscription(
    State(app): State<App>,
    reader: InsightReader,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    subscribe(&app, &reader.actor(), urlencoded::first(&pairs, "wanted") == Some("yes")).await?;
    Ok(done())
}

async fn explain(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let text = urlencoded::first(&pairs, "explanation").unwrap_or_default().trim();
    let id: SignalId = error::identifier(&id)?;
    if text.is_empty() || text.chars().count() > LONGEST_EXPLANATION || text.chars().any(char::is_control) {
        let refused = SignalRefusal::Explanation { signal: id, typed: text };
        return page(&app, &reader.user, &headers, false, Some(refused), "").await;
    }
    let is_found = explain_signal(&app, &reader.actor(), id, text).await?;
    if is_found { Ok(done()) } else { Err(PageError::NotFound) }
}

async fn note(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    match NewChangePoint::parse(&pairs, app.today()) {
        Ok(change) => {
            note_change(&app, &reader.actor(), change).await?;
            Ok(done())
        }
        Err(errors) => {
            let refused = SignalRefusal::Change { typed: &pairs, errors: &errors };
            page(&app, &reader.user, &headers, false, Some(refused), "").await
        }
    }
}

async fn withdraw(
    State(app): State<App>,
    reader: InsightReader,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: ChangePointId = error::identifier(&id)?;
    let is_found = withdraw_change(&app, &reader.actor(), id).await?;
    if is_found { Ok(done()) } else { Err(PageError::NotFound) }
}

fn done() -> Response {
    see_other(&format!("{}?done=1", urls::SIGNALS))
}
