//! The end of a follow-up: completing it, dropping it, and opening it again.

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use axum::routing::post;

use crate::app::App;
use crate::domain::follow_ups::forms::read_note_beside;
use crate::urls;
use crate::web::pages::follow_ups::visit::{Visit, fields};
use crate::web::shell::error::PageError;
use crate::workflow::follow_ups::end::{complete_follow_up, drop_follow_up, reopen_follow_up};
use crate::workflow::follow_ups::refusal::FollowUpError;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(urls::FOLLOW_UP_END, post(complete))
        .route(urls::FOLLOW_UP_DROP, post(drop_it))
        .route(urls::FOLLOW_UP_REOPEN, post(reopen))
}

async fn complete(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = complete_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, &typed).await;
    visit.answer(done, &typed, &urls::follow_ups_done()).await
}

async fn drop_it(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = drop_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, &typed).await;
    visit.answer(done, &typed, &urls::follow_ups_done()).await
}

async fn reopen(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = match read_note_beside(&typed) {
        Ok(note) => {
            reopen_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, note.as_deref()).await
        }
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    visit.answer(done, &typed, &urls::follow_up_done(visit.id)).await
}
