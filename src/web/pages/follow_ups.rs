//! Follow-ups: the lists, one follow-up with its forms, and how many were in time.
//!
//! The rule: whose follow-ups a user sees is asked with each of them, so that one of another team is as unknown as one that
//! never was.

mod detail;
mod end;
mod figures;
mod hold;
mod list;
mod visit;

use axum::Router;

use crate::app::App;

pub fn router() -> Router<App> {
    Router::new()
        .merge(list::router())
        .merge(figures::router())
        .merge(detail::router())
        .merge(hold::router())
        .merge(end::router())
}
