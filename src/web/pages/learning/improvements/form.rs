//! The form in which an improvement is recorded, and changed before it starts.
//!
//! The rule: what was typed is never lost; a form that was opened before a change does not undo it.

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
use crate::domain::insight::signal::event::SignalEvent;
use crate::domain::learning::improvement::fields::{
    OWNER, REASON_CAUSES, REASON_MONTHS, REASON_SIGNALS, REASON_THEMES, SETTLING_DAYS, TARGET, TARGET_NAME,
    of_form,
};
use crate::domain::learning::improvement::{Improvement, TargetKind};
use crate::domain::learning::plan_form::written;
use crate::urls;
use crate::views::learning::improvements::form::{Existing, ImprovementFormPage, NotStored, VERSION};
use crate::views::learning::improvements::one::Done;
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

/// The parameters by which other pages lead to a form that is filled in so far.
const CAUSE: &str = "cause";
const THEME: &str = "theme";
const SIGNAL: &str = "signal";

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
    let typed = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
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

/// The fields of a new form: what another page asked for, and what is usual.
fn begun(asked: &[(String, String)], names: &PlanNames, own: &str) -> Vec<(String, String)> {
    let mut values = vec![
        (SETTLING_DAYS.to_owned(), "0".to_owned()),
        (TARGET.to_owned(), TargetKind::Nps.name().to_owned()),
    ];
    if names.known.owners.iter().any(|(email, _)| email == own) {
        values.push((OWNER.to_owned(), own.to_owned()));
    }
    for (name, value) in asked.iter().filter(|(_, value)| !value.is_empty()) {
        match name.as_str() {
            CAUSE => values.push((REASON_CAUSES.to_owned(), value.clone())),
            THEME => values.push((REASON_THEMES.to_owned(), value.clone())),
            SIGNAL => values.extend(of_signal(value, names)),
            _ => {}
        }
    }
    values
}

/// The event of a signal, and if it was bad, its months: they were chosen because they were bad.
fn of_signal(id: &str, names: &PlanNames) -> Vec<(String, String)> {
    let is_of = |event: &&SignalEvent| event.signals().any(|raised| raised.id.to_string() == id);
    let Some(event) = names.events.iter().find(is_of) else { return Vec::new() };
    let signal = (REASON_SIGNALS.to_owned(), event.first().id.to_string());
    let months: Vec<String> =
        event.bad_months().iter().map(|month| month.format("%Y-%m").to_string()).collect();
    if months.is_empty() { vec![signal] } else { vec![signal, (REASON_MONTHS.to_owned(), months.join(" "))] }
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
