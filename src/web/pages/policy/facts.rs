//! The form in which a person tells what happened to a complaint.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::rights::Right;
use crate::domain::complaints::complaint::{Complaint, Reference};
use crate::domain::complaints::facts_form;
use crate::domain::complaints::form_version::{VERSION, with_version};
use crate::domain::input::fields::FieldError;
use crate::urls;
use crate::views::kit::find_complaint::{FoundFor, find_complaint};
use crate::views::policy::facts::FactsPage;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{FactRecorder, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::complaints::record_facts::{RecordFactsError, find_to_record, record_facts};
use crate::workflow::policy::clocks::clocks;

const LARGEST_FORM: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::FACTS, get(find)).route(urls::COMPLAINT_FACTS, get(show).post(record))
}

/// Leads to the form of a complaint by its reference.
async fn find(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let wanted = urlencoded::first(&pairs, "reference").unwrap_or_default().trim();
    if let Ok(reference) = wanted.parse::<Reference>()
        && find_to_record(&app, &recorder.user.follow_ups(), &reference).await?.is_some()
    {
        return Ok(see_other(&urls::complaint_facts(&reference)));
    }
    let status = if wanted.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let staff = staff_page(&app, &headers, &recorder.user, urls::FACTS);
    Ok((status, find_complaint(&staff, wanted, FoundFor::Facts)).into_response())
}

async fn show(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    Path(reference): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let (reference, complaint) = found(&app, &recorder, &reference).await?;
    let zone = app.config.organisation.zone;
    let version = facts_form::version(&complaint.facts, zone);
    let values = with_version(facts_form::written(&complaint.facts, zone), version);
    let is_done = query.as_deref() == Some("done=1");
    let form = Form { values: &values, errors: &[], is_done, is_stale: false };
    page(&app, &recorder, &headers, &reference, form).await
}

async fn record(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    Path(reference): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let (reference, complaint) = found(&app, &recorder, &reference).await?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let facts = match facts_form::read(&pairs, &complaint, app.now(), app.config.organisation.zone) {
        Ok(facts) => facts,
        Err(errors) => {
            let form = Form { values: &pairs, errors: &errors, is_done: false, is_stale: false };
            return page(&app, &recorder, &headers, &reference, form).await;
        }
    };
    let (whose, seen) = (recorder.user.follow_ups(), urlencoded::first(&pairs, VERSION).unwrap_or_default());
    match record_facts(&app, &recorder.actor(), &whose, &reference, seen, facts).await {
        Ok(()) => Ok(see_other(&format!("{}?done=1", urls::complaint_facts(&reference)))),
        Err(RecordFactsError::Changed) => {
            // What is sent again replaces what is there now, which the page says and links to.
            let (_, now) = found(&app, &recorder, reference.as_str()).await?;
            let version = facts_form::version(&now.facts, app.config.organisation.zone);
            let pairs = with_version(pairs, version);
            let form = Form { values: &pairs, errors: &[], is_done: false, is_stale: true };
            page(&app, &recorder, &headers, &reference, form).await
        }
        Err(RecordFactsError::Unknown) => Err(PageError::NotFound),
        Err(RecordFactsError::Act(error)) => Err(error.into()),
        Err(RecordFactsError::Storage(error)) => Err(error.into()),
    }
}

/// The complaint of a path, if it is one of those that the user may change.
pub(super) async fn found(
    app: &App,
    recorder: &FactRecorder,
    wanted: &str,
) -> Result<(Reference, Complaint), PageError> {
    let reference: Reference = error::identifier(wanted)?;
    let complaint = find_to_record(app, &recorder.user.follow_ups(), &reference).await?;
    Ok((reference, complaint.ok_or(PageError::NotFound)?))
}

/// What stands in the form.
struct Form<'a> {
    values: &'a [(String, String)],
    errors: &'a [FieldError],
    is_done: bool,
    /// Whether the facts were changed since the form was opened.
    is_stale: bool,
}

async fn page(
    app: &App,
    recorder: &FactRecorder,
    headers: &HeaderMap,
    reference: &Reference,
    form: Form<'_>,
) -> Result<Response, PageError> {
    let clocks = clocks(app, reference).await?.unwrap_or_default();
    let page = FactsPage {
        staff: staff_page(app, headers, &recorder.user, urls::FACTS),
        zone: app.config.organisation.zone,
        may_see_story: recorder.user.roles.have(Right::SeeInsights),
        reference,
        clocks: &clocks,
        values: form.values,
        errors: form.errors,
        is_done: form.is_done,
        is_stale: form.is_stale,
    };
    let status = match (form.is_stale, form.errors) {
        (true, _) => StatusCode::CONFLICT,
        (false, []) => StatusCode::OK,
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}
