//! The JSON API: names and shapes are fixed, since programs of others rely on them.

mod complaints;
mod follow_ups;
pub mod insight;
pub mod kit;
pub mod learning;
mod norms;
mod policy;
pub mod reporting;
pub mod sending;

use axum::Router;
use axum::middleware::from_fn;
use utoipa::openapi::OpenApi;

use crate::app::App;
use crate::web::api::insight::{
    control_chart, difference, file_or_json, funnel, nps, responses, satisfaction,
};
use crate::web::api::kit::description;
use crate::web::api::kit::operation::Operations;
use crate::web::api::learning::{causes, improvements};
use crate::web::api::norms::evidence;
use crate::web::api::policy::{behind, clocks, kpis, notifications, quality};
use crate::web::api::reporting::reports;
use crate::web::api::sending::bounces;

/// Every operation, and the pages that describe them.
pub fn router() -> Router<App> {
    let (router, described) = operations().split_for_parts();
    router.merge(description::router(&described))
}

/// The description of every operation (OpenAPI 3.1).
#[must_use]
pub fn described() -> OpenApi {
    operations().into_openapi()
}

fn operations() -> Operations {
    Operations::with_openapi(description::empty())
        .merge(complaints::operations())
        .merge(clocks::operations())
        .merge(notifications::operations())
        .merge(quality::operations())
        .merge(behind::operations())
        .merge(follow_ups::operations())
        .merge(bounces::operations())
        .merge(norms::operations())
        .merge(improvements::operations())
        .merge(with_figures())
}

/// All that answers with figures, each with an entity tag.
fn with_figures() -> Operations {
    Operations::default()
        .merge(nps::operations())
        .merge(kpis::operations())
        .merge(satisfaction::operations())
        .merge(funnel::operations())
        .merge(control_chart::operations())
        .merge(difference::operations())
        .merge(causes::operations())
        .merge(responses::operations())
        .merge(evidence::operations())
        .merge(reports::operations())
        .route_layer(from_fn(file_or_json::tag))
}
