//! What the pages with figures show, as files: rows, pictures and single answers.
//!
//! The rule: a file is made of the page's own figures, by the page's own code, so that nothing is in it that the page hides.
//! The exact series for programs are those of the API, with the same hiding.

use std::str::FromStr;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;
use tracing::Span;

use crate::app::App;
use crate::domain::input::spreadsheet::{Dialect, Sheet};
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::audited::{FILE, audited};
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::download::{
    Chart, PictureFormat, Purpose, RowFormat, RowSet, is_own, name_of,
};
use crate::domain::insight::query::verbatims::VerbatimQuery;
use crate::domain::insight::query::why::WhyQuery;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::insight::verbatim_rows::{say_there_are_more, verbatim_rows};
use crate::views::kit::chart::standalone::raster::png;
use crate::views::kit::chart::standalone::{Picture, standalone};
use crate::views::kit::rows::{Rows, usual_dialect};
use crate::web::api::insight::nps;
use crate::web::pages::insight::asked_view::{self, Asked};
use crate::web::pages::insight::attachment::attachment;
use crate::web::pages::insight::{background, dashboard, why};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::answering::questionnaires::{current_questionnaire, find_questionnaire};
use crate::workflow::insight::verbatims::export::{MOST_IN_A_FILE, verbatims_for_file};
use crate::workflow::norms::judgements::judged_nps;
use crate::workflow::norms::on_dashboard::beside_norm;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::EXPORT, get(rows))
        .route(urls::PICTURE, get(picture))
        .route(urls::VERBATIMS_FILE, get(verbatims))
}

/// A request for a file.
struct Request<'a> {
    app: &'a App,
    reader: &'a InsightReader,
    headers: &'a HeaderMap,
    text: &'a str,
    own: Vec<(String, String)>,
    /// The parameters of the view.
    view: Vec<(String, String)>,
}

impl<'a> Request<'a> {
    fn new(
        app: &'a App,
        reader: &'a InsightReader,
        headers: &'a HeaderMap,
        text: &'a str,
    ) -> Result<Self, PageError> {
        let pairs = urlencoded::pairs(text.as_bytes())?;
        let (own, view) = pairs.into_iter().partition(|(name, _)| is_own(name));
        Ok(Self { app, reader, headers, text, own, view })
    }

    /// A parameter of the file; `None` if it is not given.
    fn own<T: FromStr>(&self, name: &str) -> Result<Option<T>, PageError> {
        let given = urlencoded::first(&self.own, name);
        given.map(|value| value.parse().map_err(|_| PageError::BadRequest)).transpose()
    }

    fn language(&self) -> Language {
        staff_page(self.app, self.headers, &self.reader.user, urls::DASHBOARD).language
    }

    fn purpose(&self) -> Result<Purpose, PageError> {
        Ok(self.own("for")?.unwrap_or(Purpose::Program))
    }

    fn format(&self) -> Result<RowFormat, PageError> {
        match (urlencoded::first(&self.own, "format"), self.purpose()?) {
            // Rows for people are a table; programs read the exact ones.
            (Some("json"), Purpose::Spreadsheet) => Err(PageError::BadRequest),
            (Some(name), _) => RowFormat::parse(name).ok_or(PageError::BadRequest),
            (None, Purpose::Program) => Ok(RowFormat::Csv(Dialect::Comma)),
            (None, Purpose::Spreadsheet) => Ok(RowFormat::Csv(usual_dialect(self.language()))),
        }
    }

    /// The view of the dashboard, noted in the audit if it is by day.
    async fn dashboard(&self) -> Result<Asked, PageError> {
        let query = DashboardQuery::parse(&self.view, self.app.today()).map_err(|_| PageError::BadRequest)?;
        asked_view::record_days(self.app, self.reader, &query, self.text).await?;
        Ok(Asked { query, mistakes: Vec::new() })
    }

    /// The comparison of two periods, noted in the audit if it is of days.
    async fn why(&self) -> Result<WhyQuery, PageError> {
        let query = WhyQuery::parse(&self.view, self.app.today()).map_err(|_| PageError::BadRequest)?;
        why::record_days(self.app, self.reader, &query, self.text).await?;
        Ok(query)
    }
}

/// The rows of a section as a file: by default the trend, for programs.
async fn rows(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let request = Request::new(&app, &reader, &headers, &text)?;
    let set = request.own("set")?.unwrap_or(RowSet::Trend);
    let (format, purpose) = (request.format()?, request.purpose()?);
    let is_of_api = matches!(set, RowSet::Trend | RowSet::Rolling | RowSet::Segments);
    if is_of_api && purpose == Purpose::Program {
        return exact_series(&request, set, format).await;
    }
    let (rows, name) = match set {
        RowSet::Trend | RowSet::Rolling | RowSet::Segments => {
            let asked = request.dashboard().await?;
            let name = series_name(set, &asked.query);
            (dashboard::showing(&app, &reader, &headers, &asked, |page| page.rows(set)).await?, name)
        }
        RowSet::Why | RowSet::WhyThemes => {
            let query = request.why().await?;
            let name = name_of(&format!("nps-{set}"), query.now.range, &query.view);
            (why::showing(&app, &reader, &headers, &query, &[], |page| page.rows(set)).await?, name)
        }
        _ => {
            let asked = request.dashboard().await?;
            let name = name_of(&format!("nps-{set}"), asked.query.whole.range, &asked.query);
            (background::showing(&app, &reader, &headers, &asked, |page| page.rows(set)).await?, name)
        }
    };
    Ok(rows_file(&rows.ok_or(PageError::NotFound)?, purpose, format, &name))
}

/// The rows as a file that a browser saves under a name of these parts.
pub(in crate::web::pages) fn rows_file(
    rows: &Rows,
    purpose: Purpose,
    format: RowFormat,
    name: &[String],
) -> Response {
    let sheet = match purpose {
        Purpose::Spreadsheet => &rows.for_spreadsheet,
        Purpose::Program => &rows.for_program,
    };
    match format {
        RowFormat::Json => json_file(rows.for_program.to_json(), name),
        RowFormat::Csv(dialect) => csv_file(sheet, dialect, name),
    }
}

fn csv_file(sheet: &Sheet, dialect: Dialect, name: &[String]) -> Response {
    let kind = (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned());
    ([kind, attachment(name, "csv")], sheet.to_csv(dialect)).into_response()
}

fn json_file(value: Value, name: &[String]) -> Response {
    ([attachment(name, "json")], Json(value)).into_response()
}

/// What the name of a file of a series says.
fn series_name(set: RowSet, query: &DashboardQuery) -> Vec<String> {
    let (what, range) = match set {
        RowSet::Segments => (format!("nps-{set}-{}", query.cut), query.whole.range),
        RowSet::Rolling => (format!("nps-{set}"), query.trend.range),
        _ => ("nps".to_owned(), query.trend.range),
    };
    name_of(&what, range, query)
}

/// A series as the API answers it.
async fn exact_series(request: &Request<'_>, set: RowSet, format: RowFormat) -> Result<Response, PageError> {
    let (query, _) = beside_norm(request.app, request.dashboard().await?.query).await?;
    let asked = match set {
        RowSet::Segments => query.whole.by(query.cut),
        RowSet::Rolling => NpsQuery::clone(query.rolling_trend().as_ref().ok_or(PageError::BadRequest)?),
        _ => NpsQuery::clone(&query.trend),
    };
    let answer = nps::answer(request.app, &asked, &judged_nps(request.app, &asked).await?);
    let name = series_name(set, &query);
    Ok(match format {
        RowFormat::Json => ([attachment(&name, "json")], Json(answer)).into_response(),
        RowFormat::Csv(dialect) => {
            csv_file(&nps::sheet(&answer).with("confidence", asked.confidence.share()), dialect, &name)
        }
    })
}

/// The picture of a section as a file.
async fn picture(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let request = Request::new(&app, &reader, &headers, &text)?;
    let chart: Chart = request.own("chart")?.ok_or(PageError::BadRequest)?;
    let format = request.own("format")?.unwrap_or(PictureFormat::Svg);
    let (picture, name) = match chart {
        Chart::Trend | Chart::Parts => {
            let asked = request.dashboard().await?;
            let set = if chart == Chart::Parts { RowSet::Segments } else { RowSet::Trend };
            let name = series_name(set, &asked.query);
            (dashboard::showing(&app, &reader, &headers, &asked, |page| page.picture(chart)).await?, name)
        }
        Chart::Why => {
            let query = request.why().await?;
            let name = name_of(&format!("nps-{chart}-{}", query.view.cut), query.now.range, &query.view);
            (why::showing(&app, &reader, &headers, &query, &[], |page| page.picture(chart)).await?, name)
        }
        Chart::Composition | Chart::Histogram | Chart::Funnel => {
            let asked = request.dashboard().await?;
            let name = name_of(&format!("nps-{chart}"), asked.query.whole.range, &asked.query);
            (background::showing(&app, &reader, &headers, &asked, |page| page.picture(chart)).await?, name)
        }
    };
    let picture = picture.ok_or(PageError::NotFound)?;
    picture_file(request.language(), &picture, format, &name).await
}

async fn picture_file(
    language: Language,
    picture: &Picture,
    format: PictureFormat,
    name: &[String],
) -> Result<Response, PageError> {
    let document = standalone(language, picture);
    let named = attachment(name, format.name());
    let kind = |kind: &str| (header::CONTENT_TYPE, kind.to_owned());
    match format {
        PictureFormat::Svg => Ok(([kind("image/svg+xml"), named], document).into_response()),
        PictureFormat::Png => {
            // Drawing takes the processor for tens of milliseconds, in which other requests must not wait.
            let span = Span::current();
            let drawn = tokio::task::spawn_blocking(move || span.in_scope(|| png(&document))).await;
            let drawn = drawn.map_err(|_panicked| PageError::Internal)?;
            let pixels = drawn.map_err(|error| PageError::fault(&error))?;
            Ok(([kind("image/png"), named], pixels).into_response())
        }
    }
}

/// The answers that the page of comments shows, on all its pages.
async fn verbatims(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let mut request = Request::new(&app, &reader, &headers, &text)?;
    request.view.retain(|(_, value)| !value.is_empty());
    let query = VerbatimQuery::parse(&request.view, app.today()).map_err(|_| PageError::BadRequest)?;
    let (purpose, format, language) = (request.purpose()?, request.format()?, request.language());
    let asked = format!("{FILE}{}", audited(&text));
    let Some(file) = verbatims_for_file(&app, &reader.actor(), &query, &asked).await? else {
        // The page says that there are too few answers, and what to do.
        let view = form_urlencoded::Serializer::new(String::new()).extend_pairs(&request.view).finish();
        return Ok(see_other(&urls::with_query(urls::VERBATIMS, &view)));
    };
    let questionnaire = find_questionnaire(&app, &current_questionnaire(&app).await?).await?;
    let mut rows = verbatim_rows(language, &questionnaire, &file.rows);
    if file.has_more {
        say_there_are_more(language, &mut rows, MOST_IN_A_FILE);
    }
    Ok(rows_file(&rows, purpose, format, &name_of("answers", query.view.whole.range, &query.view)))
}
