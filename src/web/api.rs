//! The JSON API: names and shapes are the contract's.

mod accept;
mod auth;
mod bounces;
mod complaints;
mod control_chart;
mod description;
mod difference;
mod figures;
mod funnel;
pub mod groups;
mod json;
mod norm_evidence;
mod norms;
pub mod nps;
pub mod problem;
mod responses;
mod satisfaction;

use axum::Router;
use axum::middleware::from_fn;

use crate::app::App;

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
        .merge(norm_evidence::router())
        .route_layer(from_fn(figures::tag))
}
