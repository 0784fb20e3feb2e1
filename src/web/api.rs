//! The JSON API: names and shapes are the contract's.

mod auth;
mod complaints;
mod description;
mod nps;
pub mod problem;

use axum::Router;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new().merge(complaints::router()).merge(nps::router()).merge(description::router())
}
