//! The NPS dashboard, and the same view as a file.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};

use crate::app::App;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::urls;
use crate::views::insight::dashboard::{Dashboard, Details};
use crate::views::insight::view::View;
use crate::web::api::insight::nps;
use crate::web::pages::insight::asked_view::{self, Asked};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::answering::questionnaires::published_since;
use crate::workflow::insight::dashboard::{MOST_OFFERED, dashboard_figures};
use crate::workflow::norms::judgements::judged_nps;
use crate::workflow::norms::on_dashboard::beside_norm;

pub fn router() -> Router<App> {
    Router::new().route(urls::DASHBOARD, get(show)).route(urls::EXPORT, get(export))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = match asked_view::read(&app, &reader, urls::DASHBOARD, &method, query).await? {
        Ok(asked) => asked,
        Err(elsewhere) => return Ok(elsewhere),
    };
    Ok(asked.answer(render(&app, &reader, &headers, &asked).await?))
}

async fn render(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    asked: &Asked,
) -> Result<maud::Markup, PageError> {
    let (mut query, norm) = beside_norm(app, asked.query.clone()).await?;
    let mut figures = dashboard_figures(app, &query).await?;
    let by_month = query.by_month_where_hidden(&figures.over_time);
    let is_by_month_instead = by_month.is_some();
    if let Some(by_month) = by_month {
        figures = dashboard_figures(app, &by_month).await?;
        query = by_month;
    }
    let keeps = query.address();
    let dashboard = Dashboard {
        view: View {
            staff: staff_page(app, headers, &reader.user, urls::DASHBOARD).keeping(&keeps),
            query: &query,
            mistakes: &asked.mistakes,
            offered: &figures.offered,
            most_offered: MOST_OFFERED as usize,
            whole: &figures.whole,
            over_time: &figures.over_time,
            norm: asked_view::beside(&norm, app.today()),
            minimum_group: app.config.privacy.minimum_group,
        },
        before: figures.before.as_ref(),
        change: figures.change.as_ref(),
        so_far: figures.so_far.as_ref(),
        rolling: &figures.rolling,
        is_by_month_instead,
        control: figures.control.as_ref(),
        change_points: &figures.change_points,
        events: &figures.events,
        questionnaires: &published_since(app).await?,
        details: figures
            .parts
            .as_deref()
            .map(|parts| Details { parts, at_equal_outcomes: &figures.at_equal_outcomes }),
    };
    Ok(dashboard.render())
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
    asked_view::record_days(&app, &reader, &query, &text).await?;
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
