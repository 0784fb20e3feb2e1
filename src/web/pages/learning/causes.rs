//! The pages about causes, and the file of their table.
//!
//! The rule: a form that submits what is empty or holds anyway leads to the clean address, and the intervals are those of the level
//! that decides, as on every page about a view.

mod acts;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::input::fields::FieldError;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::download::{Purpose, RowFormat, name_of};
use crate::domain::learning::causes::CauseRefusal;
use crate::domain::learning::causes::query::CausesQuery;
use crate::urls;
use crate::views::kit::rows::usual_dialect;
use crate::views::learning::causes::CausesPage;
use crate::views::learning::causes::one::{CausePage, Changing};
use crate::web::pages::insight::downloads::rows_file;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::insight::dashboard::MOST_OFFERED;
use crate::workflow::learning::causes::figures::{causes_overview, one_cause};
use crate::workflow::learning::improvements::marks::marks_of_cause;
use crate::workflow::norms::on_dashboard::beside_norm;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::CAUSES, get(all))
        .route(urls::CAUSE, get(one))
        .route(urls::CAUSES_FILE, get(file))
        .route(urls::CAUSE_RENAME, post(acts::rename))
        .route(urls::CAUSE_MERGE, get(acts::ask_to_merge).post(acts::merge))
        .route(urls::CAUSE_RETIRE, post(acts::retire))
        .route(urls::CAUSE_RESTORE, post(acts::restore))
        .route(urls::CAUSE_THEMES, post(acts::tie))
}

/// A question about causes with what was refused of it.
struct Asked {
    query: CausesQuery,
    mistakes: Vec<FieldError>,
}

impl Asked {
    fn of(app: &App, pairs: &[(String, String)]) -> Self {
        match CausesQuery::parse(pairs, app.today()) {
            Ok(query) => Self { query, mistakes: Vec::new() },
            Err((mistakes, usual)) => Self { query: *usual, mistakes },
        }
    }

    /// The question at the confidence of the norm beside its view.
    async fn decided(&self, app: &App) -> Result<CausesQuery, PageError> {
        let (view, _) = beside_norm(app, self.query.view.clone()).await?;
        Ok(self.query.decided_in(view))
    }

    fn status(&self) -> StatusCode {
        if self.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// Whether the answer leads to the clean address.
    fn leads_on(&self, method: &Method) -> bool {
        method == Method::GET && self.mistakes.is_empty() && !self.query.is_clean()
    }
}

async fn all(
    State(app): State<App>,
    reader: InsightReader,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let asked = Asked::of(&app, &urlencoded::pairs(text.as_bytes())?);
    if asked.leads_on(&method) {
        return Ok(see_other(&urls::with_query(urls::CAUSES, &asked.query.view.address())));
    }
    record_days(&app, &reader, &asked.query, &text).await?;
    let page = showing(&app, &reader, &headers, &asked, |page| page.render()).await?;
    Ok((asked.status(), page).into_response())
}

/// Gives the page of all causes to `show`, which renders it or takes its rows into a file.
async fn showing<T>(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    asked: &Asked,
    show: impl FnOnce(&CausesPage<'_>) -> T,
) -> Result<T, PageError> {
    let query = asked.decided(app).await?;
    let overview = causes_overview(app, query.whole()).await?;
    let keeps = query.view.address();
    let page = CausesPage {
        staff: staff_page(app, headers, &reader.user, urls::CAUSES).keeping(&keeps),
        query: &query,
        mistakes: &asked.mistakes,
        overview: &overview,
        most_offered: MOST_OFFERED as usize,
        today: app.today(),
    };
    Ok(show(&page))
}

async fn one(
    State(app): State<App>,
    reader: InsightReader,
    method: Method,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let pairs = urlencoded::pairs(text.as_bytes())?;
    let asked = Asked::of(&app, &pairs);
    let name = asked.query.name.clone().ok_or(PageError::NotFound)?;
    if asked.leads_on(&method) {
        return Ok(see_other(&urls::cause_in(&name, &asked.query.view.address())));
    }
    let is_done = urlencoded::first(&pairs, "done").is_some();
    page_of(&app, &reader, &headers, &asked, &text, Changing { is_done, ..Changing::default() }).await
}

/// The page of one cause, with the view as it was asked for in `text`; not found where no complaint and no cause has the name.
/// Every way to the figures leads through here, so that days are recorded here.
async fn page_of(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    asked: &Asked,
    text: &str,
    changing: Changing<'_>,
) -> Result<Response, PageError> {
    let name = asked.query.name.as_deref().ok_or(PageError::NotFound)?;
    record_days(app, reader, &asked.query, text).await?;
    let query = asked.decided(app).await?;
    let cause = one_cause(app, query.whole(), name).await?.ok_or(PageError::NotFound)?;
    let keeps = query.view.address();
    let marks = marks_of_cause(app, name).await?;
    let page = CausePage {
        staff: staff_page(app, headers, &reader.user, urls::CAUSES).keeping(&keeps),
        query: &query,
        mistakes: &asked.mistakes,
        cause: &cause,
        marks: &marks,
        most_offered: MOST_OFFERED as usize,
        today: app.today(),
        zone: app.config.organisation.zone,
        changing,
    };
    let status = match changing.refused {
        Some((_, CauseRefusal::Changed)) => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => asked.status(),
    };
    Ok((status, page.render()).into_response())
}

async fn file(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let pairs = urlencoded::pairs(text.as_bytes())?;
    let asked = Asked::of(&app, &pairs);
    let purpose: Purpose = match urlencoded::first(&pairs, "for") {
        Some(name) => name.parse().map_err(|_| PageError::BadRequest)?,
        None => Purpose::Program,
    };
    let language = staff_page(&app, &headers, &reader.user, urls::CAUSES).language;
    let format = match (urlencoded::first(&pairs, "format"), purpose) {
        (Some(name), _) => RowFormat::parse(name).ok_or(PageError::BadRequest)?,
        (None, Purpose::Program) => RowFormat::Csv(Dialect::Comma),
        (None, Purpose::Spreadsheet) => RowFormat::Csv(usual_dialect(language)),
    };
    if !asked.mistakes.is_empty() {
        return Err(PageError::BadRequest);
    }
    record_days(&app, &reader, &asked.query, &text).await?;
    let rows = showing(&app, &reader, &headers, &asked, |page| page.rows()).await?;
    let name = name_of("causes", asked.query.whole().range, &asked.query.view);
    Ok(rows_file(&rows, purpose, format, &name))
}

/// Records ranges by day in the audit, because small periods could be told apart in them.
async fn record_days(
    app: &App,
    reader: &InsightReader,
    query: &CausesQuery,
    text: &str,
) -> Result<(), PageError> {
    if query.whole().is_day_level(app.today()) {
        act_of_reading(app, &reader.actor(), Action::ReadDashboardByDay, &audited(text)).await?;
    }
    Ok(())
}
