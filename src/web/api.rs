//! The JSON API: names and shapes are fixed, since programs of others rely on them.

mod accept;
mod auth;
mod complaints;
mod description;
pub mod insight;
mod json;
mod norms;
mod operation;
mod parameters;
mod schema;
pub mod sending;

use axum::Router;
use axum::middleware::from_fn;

use crate::app::App;
use crate::web::api::insight::{
    control_chart, difference, file_or_json, funnel, nps, responses, satisfaction,
};
use crate::web::api::norms::evidence;
use crate::web::api::operation::Operations;
use crate::web::api::sending::bounces;

/// Every operation, and the description that they make together.
pub fn router() -> Router<App> {
    let (router, described) = Operations::with_openapi(description::empty())
        .merge(complaints::operations())
        .merge(bounces::operations())
        .merge(norms::operations())
        .merge(with_figures())
        .split_for_parts();
    router.merge(description::router(&described))
}

/// All that answers with figures, each with an entity tag.
fn with_figures() -> Operations {
    Operations::default()
        .merge(nps::operations())
        .merge(satisfaction::operations())
        .merge(funnel::operations())
        .merge(control_chart::operations())
        .merge(difference::operations())
        .merge(responses::operations())
        .merge(evidence::operations())
        .route_layer(from_fn(file_or_json::tag))
}
