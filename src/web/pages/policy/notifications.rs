//! The page on which the notifications of KPI 6 are told, one month or many, and on which it is seen who complains.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::input::fields::Fields;
use crate::domain::policy::notifications::Notifications;
use crate::domain::policy::notifications_csv::read_notifications;
use crate::domain::policy::query::KpiQuery;
use crate::urls;
use crate::views::policy::notifications::{NotificationsForm, NotificationsPage};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::policy::notifications::{import_notifications, tell_notifications};
use crate::workflow::policy::notified_year::notified_year;

/// Some four thousand rows, as large as any form for staff may be; `naklank notifications import` takes more.
const LARGEST_FORM: usize = 128 * 1024;

/// The field of the form for many months; the other form has none of this name.
const ROWS: &str = "rows";

pub fn router() -> Router<App> {
    Router::new().route(urls::NOTIFICATIONS, get(show).post(tell))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let question = Question::read(&app, query.as_deref())?;
    page(&app, &reader, &headers, &question, NotificationsForm::default()).await
}

async fn tell(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let question = Question::read(&app, query.as_deref())?;
    if let Some(rows) = urlencoded::first(&pairs, ROWS) {
        return tell_many(&app, &reader, &headers, &question, rows).await;
    }
    match Notifications::parse_row(Fields::of_form(&pairs), app.today()) {
        Ok(told) => {
            tell_notifications(&app, &reader.actor(), &told).await?;
            Ok(done(&told))
        }
        Err(errors) => {
            let form = NotificationsForm { values: &pairs, errors: &errors, ..NotificationsForm::default() };
            page(&app, &reader, &headers, &question, form).await
        }
    }
}

async fn tell_many(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    question: &Question,
    rows: &str,
) -> Result<Response, PageError> {
    match read_notifications(rows.as_bytes(), app.today()) {
        Ok(told) => {
            let imported = import_notifications(app, &reader.actor(), &told).await?;
            // The first year with something to check, else the last that was told.
            let leads_to = imported.fewer.first().or(told.last());
            Ok(leads_to.map_or_else(|| see_other(urls::NOTIFICATIONS), done))
        }
        Err(mistakes) => {
            let form = NotificationsForm { rows, mistakes: &mistakes, ..NotificationsForm::default() };
            page(app, reader, headers, question, form).await
        }
    }
}

/// Leads to the year of a month that was told.
fn done(told: &Notifications) -> Response {
    see_other(&format!("{}&done=1", urls::notifications(told.month.year())))
}

/// What the address asks for.
struct Question {
    query: KpiQuery,
    /// Whether it asks for a year that is none; then it is this year.
    is_wrong_year: bool,
    is_done: bool,
}

impl Question {
    fn read(app: &App, query: Option<&str>) -> Result<Self, PageError> {
        let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
        let is_done = urlencoded::first(&pairs, "done") == Some("1");
        let year: Vec<(String, String)> =
            pairs.into_iter().filter(|(name, value)| name == "year" && !value.is_empty()).collect();
        if let Ok(query) = KpiQuery::parse(&year, app.today(), app.now()) {
            return Ok(Self { query, is_wrong_year: false, is_done });
        }
        let query = KpiQuery::parse(&[], app.today(), app.now()).map_err(|_| PageError::BadRequest)?;
        Ok(Self { query, is_wrong_year: true, is_done })
    }
}

async fn page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    question: &Question,
    form: NotificationsForm<'_>,
) -> Result<Response, PageError> {
    let told = notified_year(app, &question.query.whole).await?;
    let is_wrong = form.is_wrong() || question.is_wrong_year;
    let page = NotificationsPage {
        staff: staff_page(app, headers, &reader.user, urls::NOTIFICATIONS),
        year: question.query.year.unwrap_or_default(),
        told: &told,
        minimum_group: app.config.privacy.minimum_group,
        is_wrong_year: question.is_wrong_year,
        is_done: question.is_done && !is_wrong,
        form,
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page.render()).into_response())
}
