//! The end of a follow-up: completing it, dropping it, and opening it again.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::urls;
use crate::web::pages::follow_ups::visit::{Visit, fields};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::FollowUpHandler;
use crate::workflow::follow_ups::end::{complete_follow_up, drop_follow_up, reopen_follow_up};

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(urls::FOLLOW_UP_END, post(complete))
        .route(urls::FOLLOW_UP_DROP, post(drop_it))
        .route(urls::FOLLOW_UP_REOPEN, post(reopen))
}

async fn complete(
    State(app): State<App>,
    handler: FollowUpHandler,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::of(&app, &handler, &headers, &id)?;
    let typed = fields(body).await?;
    let whose = handler.user.follow_ups();
    let done = complete_follow_up(&app, &handler.actor(), &whose, visit.id, &typed).await;
    visit.answer(done, &typed, &urls::follow_ups_done()).await
}

async fn drop_it(
    State(app): State<App>,
    handler: FollowUpHandler,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::of(&app, &handler, &headers, &id)?;
    let typed = fields(body).await?;
    let done = drop_follow_up(&app, &handler.actor(), &handler.user.follow_ups(), visit.id, &typed).await;
    visit.answer(done, &typed, &urls::follow_ups_done()).await
}

async fn reopen(
    State(app): State<App>,
    handler: FollowUpHandler,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let visit = Visit::of(&app, &handler, &headers, &id)?;
    let done = reopen_follow_up(&app, &handler.actor(), &handler.user.follow_ups(), visit.id).await;
    visit.answer(done, &[], &urls::follow_up_done(visit.id)).await
}
