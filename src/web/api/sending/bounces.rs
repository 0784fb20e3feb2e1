//! `POST /api/v1/bounces`: a delivery status notification, as it came.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ContentBuilder, ObjectBuilder};

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::urls;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::schema::{of_type, one_of};
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::sending::take_bounce::{LARGEST, TakeBounceError, Taken, take_bounce};

pub fn operations() -> Operations {
    let mail = ContentBuilder::new().schema(Some(of_type(Type::String).min_length(Some(1)))).build();
    let take_in = Operation::new(
        "Takes a notification that came back",
        Scope::BouncesWrite,
       ". A delivery status notification (RFC 3464) or an abuse report (RFC 5965) as it came, header and all, at most 1 MiB. \
         It acts only on the message whose return path or link it carries.",
    )
    .body_of("message/rfc822", (mail, Vec::new()))
    .answers::<TakenJson>(StatusCode::OK, "What became of it.", json!({"outcome": "hard"}));
    Operations::default().routes(take_in.post(urls::API_BOUNCES, take))
}

async fn take(State(app): State<App>, caller: Caller, body: Body) -> Result<Json<TakenJson>, Problem> {
    let bytes = body::read(body, LARGEST).await?;
    caller.needs(Scope::BouncesWrite)?;
    let taken = take_bounce(&app, &caller.actor, &bytes).await.map_err(|error| match error {
        TakeBounceError::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, error.to_string()),
        TakeBounceError::NoMail => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
        TakeBounceError::OtherKey => Problem::new(StatusCode::SERVICE_UNAVAILABLE, error.to_string()),
        TakeBounceError::Act(error) => error.into(),
        TakeBounceError::Storage(error) => error.into(),
    })?;
    Ok(Json(TakenJson { outcome: taken.name() }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = BounceOutcome)]
struct TakenJson {
    /// hard: the mailbox is gone and the address is never mailed again; soft: not delivered this time; complaint: reported as
    /// unwanted; irrelevant: says nothing about delivery; not_ours: carries the code of no message of ours.
    #[schema(schema_with = outcomes)]
    outcome: &'static str,
}

fn outcomes() -> ObjectBuilder {
    let names: Vec<&'static str> = Taken::ALL.iter().map(|taken| taken.name()).collect();
    one_of(&names)
}
