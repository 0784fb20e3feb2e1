//! The JSON API: names and shapes are the contract's.

mod accept;
mod auth;
mod complaints;
mod description;
pub mod insight;
mod json;
mod norms;
pub mod sending;

use axum::Router;
use axum::middleware::from_fn;

use crate::app::App;
use crate::web::api::insight::{
    control_chart, difference, file_or_json, funnel, nps, responses, satisfaction,
};
use crate::web::api::norms::evidence;
use crate::web::api::sending::bounces;

pub fn router() -> Router<App> {
    Router::new()
        .merge(complaints::router())
        .merge(bounces::router())
        .merge(norms::router())
        .merge(with_figures())
        .merge(description::router())
}

/// All that answers with figures, each with an entity tag.
fn with_figures() -> Router<App> {
    Router::new()
        .merge(nps::router())
        .merge(satisfaction::router())
        .merge(funnel::router())
        .merge(control_chart::router())
        .merge(difference::router())
        .merge(responses::router())
        .merge(evidence::router())
        .route_layer(from_fn(file_or_json::tag))
}
