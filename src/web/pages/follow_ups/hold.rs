//! Who holds a follow-up: taking it up, giving it to a colleague, and handing it over to another team.

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::domain::follow_ups::forms::{read_assignment, read_hand_over, read_note_beside};
use crate::urls;
use crate::web::pages::follow_ups::visit::{Visit, fields};
use crate::web::shell::error::PageError;
use crate::workflow::follow_ups::hold::{assign_follow_up, hand_over_follow_up, take_up_follow_up};
use crate::workflow::follow_ups::refusal::FollowUpError;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(urls::FOLLOW_UP_TAKE_UP, post(take_up))
        .route(urls::FOLLOW_UP_ASSIGN, post(assign))
        .route(urls::FOLLOW_UP_HAND_OVER, post(hand_over))
}

async fn take_up(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = match read_note_beside(&typed) {
        Ok(note) => {
            take_up_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, note.as_deref()).await
        }
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    visit.answer(done, &typed, &urls::follow_up(visit.id)).await
}

async fn assign(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = match read_assignment(&typed) {
        Ok(to) => assign_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, &to).await,
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    visit.answer(done, &typed, &urls::follow_up_done(visit.id)).await
}

async fn hand_over(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = match read_hand_over(&typed) {
        Ok(to) => hand_over_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, &to).await,
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    // The other team may be one whose follow-ups this user does not see.
    visit.answer(done, &typed, &urls::follow_ups_done()).await
}
