//! `PUT` and `GET /api/v1/complaints/{reference}`.

pub mod facts;
mod schema;

use std::borrow::Cow;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::{ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::asking::invitation::{State as SurveyStateName, WithdrawnReason, WithheldReason};
use crate::domain::complaints::complaint::Reference;
use crate::domain::complaints::fields::{self, StatusName};
use crate::domain::input::fields::{FieldError, LONGEST_TEXT};
use crate::urls;
use crate::web::api::complaints::facts::FactsJson;
use crate::web::api::complaints::schema::ComplaintBody;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::schema::{of_type, one_of, one_of_or_null, with_fields_of};
use crate::web::api::kit::{json, parameters};
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::complaints::register::{ComplaintState, find_complaint, register_complaint};

/// A complaint is a few kilobytes at most.
const LARGEST_BODY: usize = 256 * 1024;

pub fn operations() -> Operations {
    let put = Operation::new(
        "Tells a complaint as it now is",
        Scope::ComplaintsWrite,
        ". Sending the same again changes nothing. Closing plans an invitation or withholds it with a reason; `open` after \
         `closed` withdraws what is planned or sent; closing again is the next closure.",
    )
    .parameters([reference()])
    .body::<ComplaintBody>(schema::example())
    .answers::<ComplaintJson>(StatusCode::OK, "Known before.", example())
    .answers::<ComplaintJson>(StatusCode::CREATED, "New.", example());
    let get = Operation::new("What we know of a complaint", Scope::ComplaintsRead, ".")
        .parameters([reference()])
        .answers::<ComplaintJson>(StatusCode::OK, "Found.", example())
        .refuses(StatusCode::NOT_FOUND, "There is no complaint with this reference.");
    Operations::default()
        .routes(put.put(urls::API_COMPLAINT, register))
        .routes(get.get(urls::API_COMPLAINT, show))
}

pub fn reference() -> Parameter {
    let schema = of_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(LONGEST_TEXT))
        .pattern(Some(r"^[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?$"));
    parameters::path(
        "reference",
        "The organisation's own key of the complaint, without blanks around it.",
        schema,
    )
}

fn example() -> Value {
    json!({
        "reference": "K-2026-0042",
        "status": "closed",
        "closure": 1,
        "survey": {"state": "planned", "due_at": "2026-03-17T08:30:00Z", "reason": null},
        "acknowledged_at": "2026-03-03T09:00:00Z",
        "acknowledged_by": "person",
        "phone_attempted_at": null,
        "phone_response_at": "never",
        "phone_response_required": null,
        "written_response_at": null,
        "written_response_required": true,
        "answered_by": null,
        "causes": ["lead_time"],
        "remedy": "apology",
        "remedy_amount": null,
        "kifid_pointed": true,
        "employee_discussed_on": null,
        "team_discussed_on": null,
    })
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
    let complaint =
        fields::parse(fields, app.now(), app.config.organisation.zone).map_err(Problem::fields)?;
    let registered = register_complaint(&app, &caller.actor, &reference, complaint).await?;
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

pub fn parse_reference(text: &str) -> Result<Reference, Problem> {
    text.parse().map_err(|error: crate::domain::complaints::complaint::InvalidReference| {
        Problem::fields(vec![FieldError { field: "reference".to_owned(), message: error.to_string() }])
    })
}

#[derive(Serialize)]
struct ComplaintJson {
    #[serde(flatten)]
    known: KnownJson,
    #[serde(flatten)]
    facts: FactsJson,
}

impl PartialSchema for ComplaintJson {
    fn schema() -> RefOr<Schema> {
        with_fields_of(KnownJson::schema(), FactsJson::schema())
    }
}

impl ToSchema for ComplaintJson {
    fn name() -> Cow<'static, str> {
        "ComplaintState".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        KnownJson::schemas(schemas);
    }
}

#[derive(Serialize, ToSchema)]
struct KnownJson {
    reference: String,
    #[schema(inline)]
    status: StatusName,
    /// How often it was closed.
    closure: u32,
    survey: SurveyJson,
}

#[derive(Serialize, ToSchema)]
#[schema(as = SurveyState)]
struct SurveyJson {
    #[schema(schema_with = survey_states)]
    state: &'static str,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    #[schema(required, schema_with = reasons)]
    reason: Option<&'static str>,
}

/// The state of a survey where there is no invitation.
const NO_SURVEY: &str = "none";

fn survey_states() -> ObjectBuilder {
    let names: Vec<&'static str> =
        [NO_SURVEY].into_iter().chain(SurveyStateName::NAMES.iter().copied()).collect();
    one_of(&names)
}

/// Why there is no survey, or none any more.
fn reasons() -> ObjectBuilder {
    let withheld = WithheldReason::NAMES.iter().copied();
    let names: Vec<&'static str> = withheld.chain(WithdrawnReason::NAMES.iter().copied()).collect();
    one_of_or_null(&names)
}

impl From<ComplaintState> for ComplaintJson {
    fn from(state: ComplaintState) -> Self {
        let survey = match state.invitation {
            None => SurveyJson { state: NO_SURVEY, due_at: None, reason: None },
            Some(invitation) => SurveyJson {
                state: invitation.standing.state().name(),
                due_at: invitation.due_at,
                reason: invitation.standing.reason(),
            },
        };
        let known = KnownJson {
            reference: state.reference.as_str().to_owned(),
            status: if state.is_closed { StatusName::Closed } else { StatusName::Open },
            closure: state.closure,
            survey,
        };
        Self { known, facts: FactsJson::from(state.facts) }
    }
}
