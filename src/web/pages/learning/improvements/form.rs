//! The form in which an improvement is recorded, and changed before it starts.
//!
//! The rule: what was typed is never lost; a form that was opened before a change does not undo it. What starts today is fixed
//! as soon as it is stored, so it is stored only once that was confirmed.

mod begun;
mod starting;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::SecondsFormat;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::ImprovementId;
use crate::domain::input::fields::FieldError;
use crate::domain::learning::improvement::Improvement;
use crate::domain::learning::improvement::fields::{TARGET, TARGET_NAME, of_form};
use crate::domain::learning::plan_form::written;
use crate::urls;
use crate::views::learning::improvements::form::{Existing, ImprovementFormPage, NotStored, VERSION};
use crate::views::learning::improvements::one::Done;
use crate::web::pages::learning::improvements::form::begun::begun;
use crate::web::pages::learning::improvements::form::starting::{Next, ask_to_start, next};
use crate::web::pages::learning::improvements::{LARGEST_FORM, done, found, in_words, refused};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::insight::dashboard::{MOST_OFFERED, offered_values};
use crate::workflow::learning::improvements::named::{PlanNames, plan_names};
use crate::workflow::learning::improvements::{ImproveError, change_improvement, register_improvement};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(urls::IMPROVEMENT_NEW, get(blank).post(register))
        .route(urls::IMPROVEMENT_EDIT, get(show).post(change))
}

/// What stands in the form.
#[derive(Default)]
struct Shown<'a> {
    existing: Option<&'a Improvement>,
    values: &'a [(String, String)],
    errors: &'a [FieldError],
    why: Option<NotStored>,
}

async fn blank(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let names = plan_names(&app).await?;
    let values = begun(&asked, &names, &reader.user.email);
    page(&app, &reader, &headers, &names, &Shown { values: &values, ..Shown::default() }).await
}

async fn register(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let mut typed = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    match next(&app, &reader, &mut typed).await {
        Next::Store => {}
        Next::Ask(read) => return ask_to_start(&app, &reader, &headers, None, &typed, &read).await,
        Next::Form => {
            let names = plan_names(&app).await?;
            return page(&app, &reader, &headers, &names, &Shown { values: &typed, ..Shown::default() })
                .await;
        }
    }
    let errors = match register_improvement(&app, &reader.actor(), of_form(&typed)).await {
        Ok(id) => return Ok(done(id, Done::Registered)),
        Err(ImproveError::Wrong(errors)) => on_the_form(errors),
        Err(error) => return Err(refused(error).err().unwrap_or(PageError::BadRequest)),
    };
    let names = plan_names(&app).await?;
    page(&app, &reader, &headers, &names, &Shown { values: &typed, errors: &errors, ..Shown::default() })
        .await
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: ImprovementId = error::identifier(&id)?;
    let found = found(&app, id).await?;
    if found.is_fixed(app.today()) {
        return Ok(see_other(&urls::improvement(id)));
    }
    let names = plan_names(&app).await?;
    let values = with_version(written(&found, &names.causes), &found);
    let shown = Shown { existing: Some(&found), values: &values, ..Shown::default() };
    page(&app, &reader, &headers, &names, &shown).await
}

async fn change(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let id: ImprovementId = error::identifier(&id)?;
    let mut typed = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let existing = found(&app, id).await?;
    match next(&app, &reader, &mut typed).await {
        Next::Ask(read) if !existing.is_fixed(app.today()) => {
            return ask_to_start(&app, &reader, &headers, Some(&existing), &typed, &read).await;
        }
        // What cannot be changed any more is refused where it would be stored.
        Next::Ask(_) | Next::Store => {}
        Next::Form => {
            let names = plan_names(&app).await?;
            let shown = Shown { existing: Some(&existing), values: &typed, ..Shown::default() };
            return page(&app, &reader, &headers, &names, &shown).await;
        }
    }
    let seen = urlencoded::first(&typed, VERSION).and_then(|version| version.parse::<Timestamp>().ok());
    let fields: Vec<(String, String)> = typed.iter().filter(|(name, _)| name != VERSION).cloned().collect();
    let seen = seen.unwrap_or_default();
    let mut errors = Vec::new();
    let mut why = None;
    match change_improvement(&app, &reader.actor(), id, seen, of_form(&fields)).await {
        Ok(()) => return Ok(done(id, Done::Changed)),
        Err(ImproveError::Wrong(wrong)) => errors = on_the_form(wrong),
        Err(ImproveError::Changed) => why = Some(NotStored::Changed),
        Err(ImproveError::Started | ImproveError::Ended) => why = Some(NotStored::Fixed),
        Err(error) => return Err(refused(error).err().unwrap_or(PageError::BadRequest)),
    }
    let found = found(&app, id).await?;
    if why == Some(NotStored::Changed) {
        // What is sent again replaces what is there now, which the page says and links to.
        typed = with_version(fields, &found);
    }
    let names = plan_names(&app).await?;
    let shown = Shown { existing: Some(&found), values: &typed, errors: &errors, why };
    page(&app, &reader, &headers, &names, &shown).await
}

/// What is wrong, at the fields that the form has: kind and name of the target are one choice there.
fn on_the_form(errors: Vec<FieldError>) -> Vec<FieldError> {
    let at_field = |error: FieldError| match error.field.as_str() {
        TARGET_NAME => FieldError { field: TARGET.to_owned(), ..error },
        _ => error,
    };
    errors.into_iter().map(at_field).collect()
}

/// The fields with the present version of the improvement.
fn with_version(mut values: Vec<(String, String)>, now: &Improvement) -> Vec<(String, String)> {
    values.push((VERSION.to_owned(), now.changed_at.to_rfc3339_opts(SecondsFormat::AutoSi, true)));
    values
}

async fn page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    names: &PlanNames,
    shown: &Shown<'_>,
) -> Result<Response, PageError> {
    let staff = staff_page(app, headers, &reader.user, urls::IMPROVEMENTS);
    let page = ImprovementFormPage {
        names: in_words(names, staff.language),
        staff,
        existing: shown.existing.map(|found| Existing { id: found.id, title: &found.plan.title }),
        offered: &offered_values(app).await?,
        most_offered: MOST_OFFERED as usize,
        values: shown.values,
        errors: shown.errors,
        why: shown.why,
    };
    let status = match shown {
        Shown { why: Some(_), .. } => StatusCode::CONFLICT,
        Shown { errors: [], .. } => StatusCode::OK,
        Shown { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}
