//! `PUT` and `GET /api/v1/complaints/{reference}`.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::complaints::complaint::Reference;
use crate::domain::complaints::fields;
use crate::domain::input::fields::FieldError;
use crate::urls;
use crate::web::api::auth::Caller;
use crate::web::api::json;
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::complaints::register::{ComplaintState, find_complaint, register_complaint};

/// A complaint is a few kilobytes at most.
const LARGEST_BODY: usize = 256 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::API_COMPLAINT, get(show).put(register))
}

async fn register(
    State(app): State<App>,
    caller: Caller,
    Path(reference): Path<String>,
    body: Body,
) -> Result<Response, Problem> {
    let body = body::read(body, LARGEST_BODY).await?;
    caller.needs(Scope::ComplaintsWrite)?;
    let reference = parse_reference(&reference)?;
    let fields = json::fields(&body, fields::GROUPS)?;
    let complaint = fields::parse(fields, app.now()).map_err(Problem::fields)?;
    let registered = register_complaint(&app, &reference, complaint).await?;
    let status = if registered.is_new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(ComplaintJson::from(registered.state))).into_response())
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(reference): Path<String>,
) -> Result<Json<ComplaintJson>, Problem> {
    caller.needs(Scope::ComplaintsRead)?;
    let reference = parse_reference(&reference)?;
    let state = find_complaint(&app, &reference).await?;
    let state = state
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "There is no complaint with this reference."))?;
    Ok(Json(state.into()))
}

fn parse_reference(text: &str) -> Result<Reference, Problem> {
    text.parse().map_err(|error: crate::domain::complaints::complaint::InvalidReference| {
        Problem::fields(vec![FieldError { field: "reference".to_owned(), message: error.to_string() }])
    })
}

#[derive(Serialize)]
struct ComplaintJson {
    reference: String,
    status: &'static str,
    closure: u32,
    survey: SurveyJson,
}

#[derive(Serialize)]
struct SurveyJson {
    state: &'static str,
    due_at: Option<Timestamp>,
    reason: Option<&'static str>,
}

impl From<ComplaintState> for ComplaintJson {
    fn from(state: ComplaintState) -> Self {
        let survey = match state.invitation {
            None => SurveyJson { state: "none", due_at: None, reason: None },
            Some(invitation) => SurveyJson {
                state: invitation.standing.state().name(),
                due_at: invitation.due_at,
                reason: invitation.standing.reason(),
            },
        };
        Self {
            reference: state.reference.as_str().to_owned(),
            status: if state.is_closed { "closed" } else { "open" },
            closure: state.closure,
            survey,
        }
    }
}
