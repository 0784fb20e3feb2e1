//! Follow-ups: the list, taking one up, reading its answer, finishing it.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::Markup;

use crate::app::App;
use crate::domain::ids::FollowUpId;
use crate::urls;
use crate::views::follow_ups::FollowUpPages;
use crate::web::shell::error;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{FollowUpHandler, staff_page};
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::answering::questionnaires::find_questionnaire;
use crate::workflow::follow_ups::handle::{
    end_follow_up, follow_up_detail, list_done_follow_ups, list_follow_ups, take_up_follow_up,
};

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::FOLLOW_UPS, get(list))
        .route(urls::FOLLOW_UP, get(show))
        .route(urls::FOLLOW_UP_TAKE_UP, post(take_up))
        .route(urls::FOLLOW_UP_END, post(end))
}

fn pages<'a>(app: &'a App, headers: &HeaderMap, user: &'a SignedIn) -> FollowUpPages<'a> {
    FollowUpPages {
        staff: staff_page(app, headers, user, urls::FOLLOW_UPS),
        zone: app.config.organisation.zone,
        today: app.today(),
    }
}

async fn list(
    State(app): State<App>,
    FollowUpHandler { user, .. }: FollowUpHandler,
    headers: HeaderMap,
) -> Result<Markup, PageError> {
    let whose = user.follow_ups();
    let (to_do, done) = (list_follow_ups(&app, &whose).await?, list_done_follow_ups(&app, &whose).await?);
    Ok(pages(&app, &headers, &user).list(&to_do, &done))
}

async fn show(
    State(app): State<App>,
    handler: FollowUpHandler,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (user, actor) = (handler.user.clone(), handler.actor());
    let detail = follow_up_detail(&app, &actor, &user.follow_ups(), error::identifier(&id)?).await?;
    let Some((detail, questionnaire)) = detail else { return Err(PageError::NotFound) };
    let questionnaire = find_questionnaire(&app, &questionnaire).await?;
    Ok(pages(&app, &headers, &user).detail(&detail, &questionnaire).into_response())
}

async fn take_up(
    State(app): State<App>,
    handler: FollowUpHandler,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: FollowUpId = error::identifier(&id)?;
    let whose = handler.user.follow_ups();
    if take_up_follow_up(&app, &handler.actor(), &whose, id).await? {
        Ok(see_other(&urls::follow_up(id)))
    } else {
        Err(PageError::NotFound)
    }
}

async fn end(
    State(app): State<App>,
    handler: FollowUpHandler,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: FollowUpId = error::identifier(&id)?;
    let whose = handler.user.follow_ups();
    if end_follow_up(&app, &handler.actor(), &whose, id).await? {
        Ok(see_other(urls::FOLLOW_UPS))
    } else {
        Err(PageError::NotFound)
    }
}
