//! The JSON API: names and shapes are the contract's.

mod auth;
mod bounces;
mod complaints;
mod description;
mod funnel;
mod groups;
mod nps;
pub mod problem;

use axum::Router;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new()
        .merge(complaints::router())
        .merge(bounces::router())
        .merge(nps::router())
        .merge(funnel::router())
        .merge(description::router())
}
