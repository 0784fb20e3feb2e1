//! How many follow-ups were in time.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::urls;
use crate::web::pages::follow_ups::visit::pages;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::FollowUpHandler;
use crate::workflow::follow_ups::figures::follow_up_figures;

pub(super) fn router() -> Router<App> {
    Router::new().route(urls::FOLLOW_UPS_FIGURES, get(figures))
}

async fn figures(
    State(app): State<App>,
    FollowUpHandler { user, .. }: FollowUpHandler,
    headers: HeaderMap,
) -> Result<Markup, PageError> {
    let months = follow_up_figures(&app, &user.follow_ups()).await?;
    Ok(pages(&app, &headers, &user).figures(&months))
}
