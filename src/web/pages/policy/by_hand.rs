//! The pages on which a person registers a complaint by hand, and corrects, closes or reopens one.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::rights::Right;
use crate::domain::complaints::complaint::Reference;
use crate::domain::complaints::complaint_form;
use crate::domain::complaints::form_difference::{FieldDifference, differences};
use crate::domain::complaints::form_version::{VERSION, with_version};
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::urls;
use crate::views::policy::complaint_form::{ComplaintFormPage, NotStored};
use crate::web::pages::policy::facts::found;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{FactRecorder, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::complaints::by_hand::{ByHandError, edit_by_hand, look_at, register_by_hand};
use crate::workflow::learning::suggestions::suggestions;

/// Larger than the longest causes in any script.
const LARGEST_FORM: usize = 64 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::COMPLAINT_NEW, get(blank).post(register))
        .route(urls::COMPLAINT_EDIT, get(show).post(edit))
}

async fn blank(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    page(&app, &recorder, &headers, None, &Form::default()).await
}

async fn register(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = sent(&recorder, body).await?;
    let read = complaint_form::read_new(&pairs, app.now(), app.config.organisation.zone);
    let (reference, complaint) = match read {
        Ok(read) => read,
        Err(errors) => {
            let form = Form { values: &pairs, errors: &errors, ..Form::default() };
            return page(&app, &recorder, &headers, None, &form).await;
        }
    };
    let whose = recorder.user.follow_ups();
    match register_by_hand(&app, &recorder.actor(), &whose, &reference, complaint).await {
        Ok(()) => Ok(stored(&reference)),
        Err(error @ ByHandError::Taken) => {
            let errors = [FieldError { field: "reference".to_owned(), message: error.to_string() }];
            let why = Some(NotStored::Taken);
            let form = Form { values: &pairs, errors: &errors, why, ..Form::default() };
            page(&app, &recorder, &headers, None, &form).await
        }
        Err(error) => Err(refused(error)),
    }
}

async fn show(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    Path(reference): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let reference: Reference = error::identifier(&reference)?;
    let looked = look_at(&app, &recorder.actor(), &recorder.user.follow_ups(), &reference).await;
    let complaint = looked.map_err(refused)?;
    let values = with_version(
        complaint_form::written(&complaint, app.config.organisation.zone),
        complaint_form::version(&complaint, app.config.organisation.zone),
    );
    let is_done = query.as_deref() == Some("done=1");
    let form = Form { values: &values, is_done, ..Form::default() };
    page(&app, &recorder, &headers, Some(&reference), &form).await
}

async fn edit(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    Path(reference): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let (reference, before) = found(&app, &recorder, &reference).await?;
    let pairs = sent(&recorder, body).await?;
    let read = complaint_form::read(&pairs, Some(&before), app.now(), app.config.organisation.zone);
    let complaint = match read {
        Ok(complaint) => complaint,
        Err(errors) => {
            let form = Form { values: &pairs, errors: &errors, ..Form::default() };
            return page(&app, &recorder, &headers, Some(&reference), &form).await;
        }
    };
    let whose = recorder.user.follow_ups();
    let seen = urlencoded::first(&pairs, VERSION).unwrap_or_default();
    let why = match edit_by_hand(&app, &recorder.actor(), &whose, &reference, seen, complaint).await {
        Ok(()) => return Ok(stored(&reference)),
        Err(ByHandError::Changed) => NotStored::Changed,
        Err(ByHandError::Forgotten) => NotStored::Forgotten,
        Err(error) => return Err(refused(error)),
    };
    // What is sent again replaces what is there now, which the page shows, with name and address, and links to.
    let now = look_at(&app, &recorder.actor(), &whose, &reference).await.map_err(refused)?;
    let zone = app.config.organisation.zone;
    let differences = differences(&pairs, &now, zone);
    let pairs = with_version(pairs, complaint_form::version(&now, zone));
    let form = Form { values: &pairs, why: Some(why), differences: &differences, ..Form::default() };
    page(&app, &recorder, &headers, Some(&reference), &form).await
}

/// The form as it was sent, with the team of a handler who has one: it is not theirs to choose.
async fn sent(recorder: &FactRecorder, body: Body) -> Result<Vec<(String, String)>, PageError> {
    let mut pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    if let Some(team) = recorder.user.follow_ups().team() {
        let name = Dimension::Team.name();
        pairs.retain(|(field, _)| field != name);
        pairs.push((name.to_owned(), team.to_owned()));
    }
    Ok(pairs)
}

fn stored(reference: &Reference) -> Response {
    see_other(&format!("{}?done=1", urls::complaint_edit(reference)))
}

fn refused(error: ByHandError) -> PageError {
    match error {
        ByHandError::Taken | ByHandError::Unknown => PageError::NotFound,
        ByHandError::Changed | ByHandError::Forgotten => PageError::BadRequest,
        ByHandError::Act(error) => error.into(),
        ByHandError::Storage(error) => error.into(),
    }
}

/// What stands in the form.
#[derive(Default)]
struct Form<'a> {
    values: &'a [(String, String)],
    errors: &'a [FieldError],
    why: Option<NotStored>,
    differences: &'a [FieldDifference],
    is_done: bool,
}

async fn page(
    app: &App,
    recorder: &FactRecorder,
    headers: &HeaderMap,
    reference: Option<&Reference>,
    form: &Form<'_>,
) -> Result<Response, PageError> {
    let whose = recorder.user.follow_ups();
    let suggestions = suggestions(app).await?;
    let here = if reference.is_none() { urls::COMPLAINT_NEW } else { urls::FACTS };
    let page = ComplaintFormPage {
        staff: staff_page(app, headers, &recorder.user, here),
        may_see_story: recorder.user.roles.have(Right::SeeInsights),
        own_team: whose.team(),
        delay: app.config.survey.delay,
        reference,
        values: form.values,
        errors: form.errors,
        why: form.why,
        differences: form.differences,
        suggestions: &suggestions,
        is_done: form.is_done,
    };
    let status = match form {
        Form { why: Some(_), .. } => StatusCode::CONFLICT,
        Form { errors: [], .. } => StatusCode::OK,
        Form { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}
