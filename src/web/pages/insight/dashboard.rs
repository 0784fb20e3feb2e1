//! The NPS dashboard, and the same view as a file.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::input::fields::FieldError;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::urls;
use crate::views::insight::dashboard::{Dashboard, Details, NormBeside};
use crate::web::api::insight::nps;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::answering::questionnaires::{
    current_questionnaire, find_questionnaire, published_since,
};
use crate::workflow::insight::dashboard::{MOST_OFFERED, dashboard_figures};
use crate::workflow::norms::judgements::judged_nps;
use crate::workflow::norms::on_dashboard::beside_norm;

pub fn router() -> Router<App> {
    Router::new().route(urls::DASHBOARD, get(show)).route(urls::EXPORT, get(export))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let (query, mistakes) = match DashboardQuery::parse(&urlencoded::pairs(text.as_bytes())?, app.today()) {
        Ok(query) => (query, Vec::new()),
        Err((mistakes, usual)) => (*usual, mistakes),
    };
    audit_days(&app, &reader, &query, &text).await?;
    let markup = render(&app, &reader, &headers, &query, &mistakes).await?;
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, markup).into_response())
}

async fn render(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    query: &DashboardQuery,
    mistakes: &[FieldError],
) -> Result<maud::Markup, PageError> {
    let (query, norm) = beside_norm(app, query.clone()).await?;
    let figures = dashboard_figures(app, &query, norm.target.unwrap_or_default()).await?;
    let questionnaire = find_questionnaire(app, &current_questionnaire(app).await?).await?;
    let dashboard = Dashboard {
        staff: staff_page(app, headers, &reader.user, urls::DASHBOARD),
        query: &query,
        mistakes,
        whole: &figures.whole,
        over_time: &figures.over_time,
        rolling: &figures.rolling,
        control: figures.control.as_ref(),
        change_points: &figures.change_points,
        events: &figures.events,
        questionnaires: &published_since(app).await?,
        questionnaire: &questionnaire,
        details: figures.details.as_ref().map(|details| Details {
            parts: &details.parts,
            covered: &details.covered,
            representation: details.representation.as_ref(),
            drivers: &details.drivers,
            timing: &details.timing,
        }),
        funnel: &figures.funnel,
        offered: &figures.offered,
        most_offered: MOST_OFFERED as usize,
        norm: NormBeside {
            ledger: &norm.ledger,
            deciding: norm.deciding,
            latest: norm.latest.as_ref(),
            today: app.today(),
            target: norm.target,
        },
        minimum_group: app.config.privacy.minimum_group,
    };
    Ok(dashboard.render())
}

/// Records views by day in the audit, because small periods could be told apart in them.
async fn audit_days(
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

/// The trend of a view as a file; with `set=segments` its segments, with `set=rolling` its rolling windows.
async fn export(
    State(app): State<App>,
    reader: InsightReader,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let (own, pairs) = urlencoded::pairs(text.as_bytes())?
        .into_iter()
        .partition::<Vec<_>, _>(|(name, _)| matches!(name.as_str(), "format" | "set"));
    let query = DashboardQuery::parse(&pairs, app.today()).map_err(|_| PageError::BadRequest)?;
    audit_days(&app, &reader, &query, &text).await?;
    let (name, asked) = match urlencoded::first(&own, "set") {
        Some("segments") => ("segments", query.whole.by(query.cut)),
        Some("rolling") => {
            ("nps-rolling", NpsQuery::clone(query.rolling_trend().as_ref().ok_or(PageError::BadRequest)?))
        }
        Some(_) => return Err(PageError::BadRequest),
        None => ("nps", NpsQuery::clone(&query.trend)),
    };
    let answer = nps::answer(&app, &asked, &judged_nps(&app, &asked).await?);
    let format = urlencoded::first(&own, "format").unwrap_or("csv");
    if format == "json" {
        return Ok((attachment(name, "json"), Json(answer)).into_response());
    }
    let dialect: Dialect = format.parse().map_err(|_| PageError::BadRequest)?;
    let bytes = nps::sheet(&answer).to_csv(dialect);
    let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
    Ok((kind, attachment(name, "csv"), bytes).into_response())
}

fn attachment(name: &str, ending: &str) -> [(header::HeaderName, String); 1] {
    [(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\""))]
}
