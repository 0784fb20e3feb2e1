//! The pages on which staff prepare, approve and publish reports.
//!
//! The rule: a step that is refused shows the page as it is now, with the reason and with what was typed.

mod draft;
mod refusals;
mod review;
mod steps;
mod undone;
mod visit;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::policy::query::parse_year;
use crate::domain::reporting::document::DocumentKind;
use crate::urls;
use crate::views::reporting::overview::ReportsPage;
use crate::views::reporting::page::{EditionHead, ReportPage};
use crate::web::pages::reporting::reports::visit::Visit;
use crate::web::pages::reporting::served;
use crate::web::shell::error::{PageError, identifier};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::workflow::reporting::overview::report_years;
use crate::workflow::reporting::publish::{self, Found};

/// The query of the page of all reports when an edition was published just now.
const PUBLISHED: &str = "done=published";

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::REPORTS, get(overview))
        .route(urls::REPORT_INTERNAL, get(internal))
        .route(urls::REPORT_DRAFT, get(draft::show).post(draft::save))
        .route(urls::REPORT_PREVIEW, get(preview))
        .route(urls::REPORT_APPROVE, post(steps::approve))
        .route(urls::REPORT_PUBLISH, post(steps::publish))
        .route(urls::REPORT_REJECT, post(steps::reject))
        .route(urls::REPORT_DISCARD, post(undone::discard))
        .route(urls::REPORT_WITHDRAW, post(undone::withdraw))
}

/// The year of a path; not found if it is none of which can be asked.
pub(super) fn year_of(text: &str) -> Result<i32, PageError> {
    parse_year(text).ok_or(PageError::NotFound)
}

/// The year and the document of a path; not found if there are no such.
fn document(year: &str, kind: &str) -> Result<(i32, DocumentKind), PageError> {
    Ok((year_of(year)?, identifier(kind)?))
}

async fn overview(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let years = report_years(&app).await?;
    let page = ReportsPage {
        staff: staff_page(&app, &headers, &reader.user, urls::REPORTS),
        today: app.today(),
        zone: app.config.organisation.zone,
        years: &years,
        is_published: query.as_deref() == Some(PUBLISHED),
    };
    Ok(page.render().into_response())
}

/// The latest published evaluation.
async fn internal(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let found = publish::find_published(&app, year_of(&year)?, DocumentKind::Internal, None).await?;
    let language = served::language(&app, &headers, query.as_deref(), reader.user.language);
    match found.ok_or(PageError::NotFound)? {
        Found::Published(edition) => {
            served::page(language, publish::page_of(&app, &edition, language).await?)
        }
        Found::Withdrawn { edition, next } => served::withdrawn(&app, language, &edition, next),
    }
}

/// A document as it would be if it were approved now; one that was approved and waits to be published, as it was frozen.
async fn preview(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &reader.user, &headers, &of)?;
    let Visit { year, kind, .. } = visit;
    let language = served::language(&app, &headers, query.as_deref(), reader.user.language);
    if let Some(edition) = publish::approved(&app, year, kind).await? {
        return served::page(language, publish::page_of(&app, &edition, language).await?);
    }
    let preview = match publish::preview(&app, year, kind).await {
        Ok(preview) => preview,
        Err(error) => return visit.refused(refusals::of_preview(error)?).await,
    };
    let head = EditionHead::Draft { on: app.today() };
    let page = ReportPage {
        language,
        document: &preview.document,
        head: &head,
        public_url: &app.config.http.public_url,
    };
    served::page(language, page.render().into_string())
}
