//! Improvements: the list, the page of one, and what is done with one.
//!
//! The rule: what cannot be done any more is answered with the page as it is now, which says what can.

mod close;
mod form;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::ids::ImprovementId;
use crate::domain::input::fields::FieldError;
use crate::domain::learning::improvement::fields::{of_form, parse_public};
use crate::domain::learning::improvement::{End, Improvement};
use crate::domain::learning::kept::kept;
use crate::domain::learning::plan_form::written_public;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::learning::improvements::one::{Done, ImprovementPage};
use crate::views::learning::improvements::words::Names;
use crate::views::learning::improvements::{ImprovementsPage, ListedImprovement};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::learning::improvements::named::{PlanNames, plan_names};
use crate::workflow::learning::improvements::{
    ImproveError, improvement, improvement_effect, improvements, set_public_sentence, withdraw_improvement,
};

/// Larger than the longest plan in any script.
const LARGEST_FORM: usize = 128 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::IMPROVEMENTS, get(list))
        .route(urls::IMPROVEMENT, get(show))
        .route(urls::IMPROVEMENT_PUBLIC, post(publish))
        .route(urls::IMPROVEMENT_WITHDRAW, post(withdraw))
        .merge(close::router())
        .merge(form::router())
}

async fn list(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let names = plan_names(&app).await?;
    let mut listed = Vec::new();
    for improvement in improvements(&app).await? {
        let report = match &improvement.end {
            None => Some(improvement_effect(&app, &improvement).await?),
            Some(End::Closed { evidence, .. }) => kept(evidence).map(|(report, _)| report),
            Some(End::Withdrawn { .. }) => None,
        };
        listed.push(ListedImprovement { improvement, report });
    }
    let staff = staff_page(&app, &headers, &reader.user, urls::IMPROVEMENTS);
    let page = ImprovementsPage {
        names: in_words(&names, staff.language),
        staff,
        today: app.today(),
        listed: &listed,
    };
    Ok(page.render().into_response())
}

/// What plans name, for a reader.
fn in_words(names: &PlanNames, language: Language) -> Names<'_> {
    Names {
        language,
        known: &names.known,
        causes: &names.causes,
        offered_causes: &names.offered_causes,
        questionnaire: &names.questionnaire,
        events: &names.events,
    }
}

/// What a form on the page was told, and what became of it.
#[derive(Default)]
struct Outcome<'a> {
    done: Option<Done>,
    /// What was typed as the public sentence, and what is wrong with it.
    typed: Option<&'a [(String, String)]>,
    errors: &'a [FieldError],
    is_refused: bool,
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let done = urlencoded::first(&pairs, "done").and_then(|done| done.parse().ok());
    let found = found(&app, error::identifier(&id)?).await?;
    page(&app, &reader, &headers, &found, &Outcome { done, ..Outcome::default() }).await
}

async fn found(app: &App, id: ImprovementId) -> Result<Improvement, PageError> {
    improvement(app, id).await?.ok_or(PageError::NotFound)
}

async fn page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    improvement: &Improvement,
    outcome: &Outcome<'_>,
) -> Result<Response, PageError> {
    let names = plan_names(app).await?;
    let report = match improvement.end {
        None => Some(improvement_effect(app, improvement).await?),
        Some(_) => None,
    };
    let stored = written_public(&improvement.plan.public);
    let staff = staff_page(app, headers, &reader.user, urls::IMPROVEMENTS);
    let page = ImprovementPage {
        names: in_words(&names, staff.language),
        staff,
        zone: app.config.organisation.zone,
        today: app.today(),
        improvement,
        report: report.as_ref(),
        done: outcome.done,
        values: outcome.typed.unwrap_or(&stored),
        errors: outcome.errors,
        is_refused: outcome.is_refused,
    };
    let status = match outcome {
        Outcome { is_refused: true, .. } => StatusCode::CONFLICT,
        Outcome { errors: [], .. } => StatusCode::OK,
        Outcome { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}

async fn publish(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let typed = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let id = error::identifier(&id)?;
    let found = found(&app, id).await?;
    let result = match parse_public(of_form(&typed)) {
        Ok(sentence) => set_public_sentence(&app, &reader.actor(), id, sentence).await,
        Err(errors) => Err(ImproveError::Wrong(errors)),
    };
    match result {
        Ok(()) => Ok(done(id, Done::Public)),
        Err(ImproveError::Wrong(errors)) => {
            let outcome = Outcome { typed: Some(&typed), errors: &errors, ..Outcome::default() };
            page(&app, &reader, &headers, &found, &outcome).await
        }
        Err(error) => as_it_is_now(&app, &reader, &headers, id, error).await,
    }
}

async fn withdraw(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = error::identifier(&id)?;
    match withdraw_improvement(&app, &reader.actor(), id).await {
        Ok(()) => Ok(done(id, Done::Withdrawn)),
        Err(error) => as_it_is_now(&app, &reader, &headers, id, error).await,
    }
}

fn done(id: ImprovementId, done: Done) -> Response {
    see_other(&format!("{}?done={done}", urls::improvement(id)))
}

/// The answer to what cannot be done now.
async fn as_it_is_now(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    id: ImprovementId,
    error: ImproveError,
) -> Result<Response, PageError> {
    refused(error)?;
    let found = found(app, id).await?;
    page(app, reader, headers, &found, &Outcome { is_refused: true, ..Outcome::default() }).await
}

/// Sorts out what no page of an improvement answers; `Ok` for what cannot be done now.
fn refused(error: ImproveError) -> Result<(), PageError> {
    match error {
        ImproveError::Unknown => Err(PageError::NotFound),
        ImproveError::Act(error) => Err(error.into()),
        ImproveError::Storage(error) => Err(error.into()),
        ImproveError::Wrong(_) => Err(PageError::BadRequest),
        ImproveError::Started
        | ImproveError::Ended
        | ImproveError::Changed
        | ImproveError::NoMonthYet
        | ImproveError::TooEarly(_) => Ok(()),
    }
}
