//! The page of one follow-up: reading it, asking how to reach the customer, and adding a note.

use axum::Router;
use axum::body::Body;
use axum::extract::RawQuery;
use axum::response::Response;
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::follow_ups::forms::{NOTE, read_note, without};
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

async fn contact(visit: Visit) -> Result<Response, PageError> {
    match read_contact(&visit.app, &visit.actor(), &visit.whose(), visit.id).await {
        Ok(found) => visit.page(Shown { contact: Some(found.as_ref()), ..Shown::default() }).await,
        Err(error) => visit.answer(Err(error), &[], "").await,
    }
}

async fn note(visit: Visit, body: Body) -> Result<Response, PageError> {
    let typed = fields(body).await?;
    let done = match read_note(&typed) {
        Ok(note) => note_on_follow_up(&visit.app, &visit.actor(), &visit.whose(), visit.id, &note).await,
        Err(errors) => Err(FollowUpError::Wrong(errors)),
    };
    // The form is that of the end too, and what was typed there would be lost on a new page.
    let unsent = without(&typed, &[NOTE]);
    if done.is_ok() && unsent.iter().any(|(_, value)| !value.trim().is_empty()) {
        return visit.page(Shown { values: &unsent, is_done: true, ..Shown::default() }).await;
    }
    visit.answer(done, &typed, &urls::follow_up_done(visit.id)).await
}
