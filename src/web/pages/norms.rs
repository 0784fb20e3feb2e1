//! The norm pages: the overview, the workbench, one norm with its dossier, and their forms.

mod forms;
mod refusals;

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::norms::fields::next_new_year;
use crate::domain::norms::workbench::WorkbenchQuery;
use crate::urls;
use crate::views::norms::NormRefusal;
use crate::views::norms::one::NormPage;
use crate::views::norms::overview::NormsPage;
use crate::views::norms::print::print_of;
use crate::views::norms::workbench::WorkbenchPage;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{error, urlencoded};
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::norms::ledger::{dossier_text, ledger};
use crate::workflow::norms::overview::{norm_details, norms_overview};
use crate::workflow::norms::verify_dossier::VerifyError;
use crate::workflow::norms::workbench::workbench;

/// The fields of a submitted form.
type Pairs = [(String, String)];

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::NORMS, get(show).post(forms::propose_norm))
        .route(urls::WORKBENCH, get(show_workbench))
        .route(urls::NORMS_POLICY_VALUES, post(forms::load_policy))
        .route(urls::NORM, get(show_one))
        .route(urls::NORM_DOSSIER, get(dossier))
        .route(urls::NORM_PRINT_STYLE, get(style_of_print))
        .route(urls::NORM_DECISION, post(forms::decide_on))
        .route(urls::NORM_KEEP, post(forms::keep))
}

impl From<VerifyError> for PageError {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Storage(error) => error.into(),
            VerifyError::Unknown(_) => Self::BadRequest,
            VerifyError::Dossier(error) => Self::Storage(crate::workflow::StorageError::Inconsistent {
                column: "norms.dossier",
                value: error.to_string(),
            }),
        }
    }
}

async fn show(
    State(app): State<App>,
    InsightReader { user, .. }: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let is_done = query.is_some_and(|query| query == "done=1");
    overview(&app, &user, &headers, is_done, None, &[]).await
}

async fn overview(
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    is_done: bool,
    refused: Option<(StatusCode, NormRefusal<'_>)>,
    typed: &Pairs,
) -> Result<Response, PageError> {
    let found = norms_overview(app).await?;
    let page = NormsPage {
        staff: staff_page(app, headers, user, urls::NORMS),
        today: app.today(),
        zone: app.config.organisation.zone,
        ledger: &found.ledger,
        readiness: &found.readiness,
        verdicts: &found.verdicts,
        level: found.level,
        level_range: found.level_range,
        is_level_of_all: found.is_level_of_all,
        review_on: found.review_on,
        due: &found.due,
        minimum_group: app.config.privacy.minimum_group,
        is_done,
        refused: refused.map(|(_, refused)| refused),
        typed,
        next_new_year: next_new_year(app.today()),
    };
    Ok((refused.map_or(StatusCode::OK, |(status, _)| status), page.render()).into_response())
}

async fn show_workbench(
    State(app): State<App>,
    InsightReader { user, .. }: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    bench(&app, &user, &headers, &pairs, None, &[]).await
}

async fn bench(
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    asked: &Pairs,
    refused: Option<(StatusCode, NormRefusal<'_>)>,
    typed: &Pairs,
) -> Result<Response, PageError> {
    let (query, mistakes) = match WorkbenchQuery::parse(asked, app.today()) {
        Ok(query) => (query, Vec::new()),
        Err((mistakes, usual)) => (*usual, mistakes),
    };
    let found = workbench(app, &query).await?;
    let page = WorkbenchPage {
        staff: staff_page(app, headers, user, urls::NORMS),
        query: &query,
        mistakes: &mistakes,
        suggestion: found.suggestion.as_ref(),
        suggested: &found.suggested,
        candidate: found.candidate,
        tried: &found.tried,
        interval: found.interval,
        responses_for_gap: found.responses_for_gap,
        refused: refused.map(|(_, refused)| refused),
        typed,
        next_new_year: next_new_year(app.today()),
    };
    let usual = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((refused.map_or(usual, |(status, _)| status), page.render()).into_response())
}

async fn show_one(
    State(app): State<App>,
    InsightReader { user, .. }: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let id: NormId = error::identifier(&id)?;
    let is_done = query.is_some_and(|query| query == "done=1");
    one(&app, &user, &headers, id, is_done, None, "").await
}

async fn one(
    app: &App,
    user: &SignedIn,
    headers: &HeaderMap,
    id: NormId,
    is_done: bool,
    refused: Option<(StatusCode, NormRefusal<'_>)>,
    typed: &str,
) -> Result<Response, PageError> {
    let found = norm_details(app, id).await?.ok_or(PageError::NotFound)?;
    let page = NormPage {
        staff: staff_page(app, headers, user, urls::NORMS),
        today: app.today(),
        zone: app.config.organisation.zone,
        ledger: &found.ledger,
        norm: &found.norm,
        dossier: found.dossier.as_ref(),
        faults: &found.verification.faults,
        changed: &found.verification.changed,
        verdicts: &found.verdicts,
        year_verdicts: &found.year_verdicts,
        evaluations: &found.evaluations,
        due: found.due,
        review_on: found.review_on,
        since: found.since,
        is_ready: found.is_ready,
        minimum_group: app.config.privacy.minimum_group,
        is_done,
        refused: refused.map(|(_, refused)| refused),
        typed,
    };
    Ok((refused.map_or(StatusCode::OK, |(status, _)| status), page.render()).into_response())
}

async fn dossier(
    State(app): State<App>,
    _: InsightReader,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: NormId = error::identifier(&id)?;
    let text = dossier_text(&app, id).await?.ok_or(PageError::NotFound)?;
    let name = format!("attachment; filename=\"norm-{id}.json\"");
    Ok(([(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)], text)
        .into_response())
}

/// The style sheet of a printed dossier: its running head and foot.
async fn style_of_print(
    State(app): State<App>,
    InsightReader { user, .. }: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: NormId = error::identifier(&id)?;
    let ledger = ledger(&app).await?;
    let norm = ledger.0.iter().find(|norm| norm.id == id).ok_or(PageError::NotFound)?;
    let language = staff_page(&app, &headers, &user, urls::NORMS).language;
    let organisation = &app.config.organisation;
    let style = print_of(language, &organisation.name, norm, organisation.zone);
    Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8")], style).into_response())
}
