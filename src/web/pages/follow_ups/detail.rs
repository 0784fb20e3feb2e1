//! The page of one follow-up: reading it, asking how to reach the customer, and adding a note.

use axum::Router;
use axum::body::Body;
use axum::extract::RawQuery;
use axum::response::Response;
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::follow_ups::forms::{NOTE, for_other_buttons, read_note};
use crate::urls;
use crate::web::pages::follow_ups::visit::{Shown, Visit, fields};
use crate::web::shell::error::{PageError, see_other};
use crate::workflow::follow_ups::contact::read_contact;
use crate::workflow::follow_ups::notes::note_on_follow_up;
use crate::workflow::follow_ups::refusal::FollowUpError;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(urls::FOLLOW_UP, get(show))
        .route(urls::FOLLOW_UP_CONTACT, get(without_contact).post(contact))
        .route(urls::FOLLOW_UP_NOTE, post(note))
}

async fn show(visit: Visit, RawQuery(query): RawQuery) -> Result<Response, PageError> {
    let is_done = query.as_deref() == Some("done=1");
    visit.page(Shown { is_done, ..Shown::default() }).await
}

/// Loading the page with the contact details again leads to the page with the button: each look is asked for.
async fn without_contact(visit: Visit) -> Response {
    see_other(&urls::follow_up(visit.id))
}

/// The page with the contact details, on which what was typed for another button stands as it was.
async fn contact(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    match read_contact(&visit.app, &visit.actor(), &visit.whose(), visit.id).await {
        Ok(found) => {
            visit.page(Shown { contact: Some(found.as_ref()), values: &typed, ..Shown::default() }).await
        }
        Err(error) => visit.answer(Err(error), &typed, "").await,
    }
}

async fn note(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = match read_note(&typed) {
        Ok(note) => note_on_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, &note).await,
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    // The page is one form, and what was typed for another button would be lost on a new page.
    let unsent = for_other_buttons(&typed, &[NOTE]);
    if done.is_ok() && !unsent.is_empty() {
        return visit.page(Shown { values: &unsent, is_done: true, ..Shown::default() }).await;
    }
    visit.answer(done, &typed, &urls::follow_up_done(visit.id)).await
}
