//! `POST /api/v1/bounces`: a delivery status notification, as it came.

use axum::body::Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde::Serialize;

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::urls;
use crate::web::api::auth::Caller;
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::sending::take_bounce::{LARGEST, TakeBounceError, take_bounce};

pub fn router() -> Router<App> {
    Router::new().route(urls::API_BOUNCES, post(take))
}

async fn take(State(app): State<App>, caller: Caller, body: Body) -> Result<Json<TakenJson>, Problem> {
    let bytes = body::read(body, LARGEST).await?;
    caller.needs(Scope::BouncesWrite)?;
    let taken = take_bounce(&app, &bytes).await.map_err(|error| match error {
        TakeBounceError::TooLarge => Problem::new(StatusCode::PAYLOAD_TOO_LARGE, error.to_string()),
        TakeBounceError::NoMail => Problem::new(StatusCode::UNPROCESSABLE_ENTITY, error.to_string()),
        TakeBounceError::Storage(error) => error.into(),
    })?;
    Ok(Json(TakenJson { outcome: taken.name() }))
}

#[derive(Serialize)]
struct TakenJson {
    /// `hard`, `soft`, `complaint`, `repeated`, `delayed`, `irrelevant` or `not_ours`.
    outcome: &'static str,
}
