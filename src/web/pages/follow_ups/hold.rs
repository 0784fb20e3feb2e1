//! Who holds a follow-up: taking it up, giving it to a colleague, and handing it over to another team.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::domain::follow_ups::forms::{read_assignment, read_hand_over};
use crate::urls;
use crate::web::pages::follow_ups::visit::{Visit, fields};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::FollowUpHandler;
use crate::workflow::follow_ups::hold::{assign_follow_up, hand_over_follow_up, take_up_follow_up};
use crate::workflow::follow_ups::refusal::FollowUpError;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(urls::FOLLOW_UP_TAKE_UP, post(take_up))
        .route(urls::FOLLOW_UP_ASSIGN, post(assign))
        .route(urls::FOLLOW_UP_HAND_OVER, post(hand_over))
}

async fn take_up(
    State(app): State<App>,
    handler: FollowUpHandler,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let visit = Visit::of(&app, &handler, &headers, &id)?;
    let done = take_up_follow_up(&app, &handler.actor(), &handler.user.follow_ups(), visit.id).await;
    visit.answer(done, &[], &urls::follow_up(visit.id)).await
}

async fn assign(
    State(app): State<App>,
    handler: FollowUpHandler,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::of(&app, &handler, &headers, &id)?;
    let typed = fields(body).await?;
    let done = match read_assignment(&typed) {
        Ok(assignment) => {
            let whose = handler.user.follow_ups();
            assign_follow_up(&app, &handler.actor(), &whose, visit.id, &assignment).await
        }
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    visit.answer(done, &typed, &urls::follow_up_done(visit.id)).await
}

async fn hand_over(
    State(app): State<App>,
    handler: FollowUpHandler,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::of(&app, &handler, &headers, &id)?;
    let typed = fields(body).await?;
    let done = match read_hand_over(&typed) {
        Ok(to) => {
            let whose = handler.user.follow_ups();
            hand_over_follow_up(&app, &handler.actor(), &whose, visit.id, &to).await
        }
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    // The other team may be one whose follow-ups this user does not see.
    visit.answer(done, &typed, &urls::follow_ups_done()).await
}
