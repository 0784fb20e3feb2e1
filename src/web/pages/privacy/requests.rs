//! Looking up what is held of a person, reading it, saving it, and writing a wish down.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::privacy::wish::Wish;
use crate::urls;
use crate::views::privacy::file::page;
use crate::views::privacy::requests::{Outcome, WISH};
use crate::web::pages::privacy::Visit;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{PrivacyHandler, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::privacy::PrivacyError;
use crate::workflow::privacy::export::export_person;
use crate::workflow::privacy::wish::note_wish;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::PRIVACY_REQUESTS, get(show))
        .route(urls::PRIVACY_FIND, post(find))
        .route(urls::PRIVACY_READ, post(read))
        .route(urls::PRIVACY_FILE, post(file))
        .route(urls::PRIVACY_WISH, post(wish))
}

async fn show(State(app): State<App>, handler: PrivacyHandler, headers: HeaderMap) -> Response {
    let visit = Visit { app: &app, handler: &handler, headers: &headers, values: Vec::new() };
    visit.page(StatusCode::OK, &[], None, Outcome::None)
}

async fn find(
    State(app): State<App>,
    handler: PrivacyHandler,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::read(&app, &handler, &headers, body).await?;
    let Some(address) = visit.address() else { return Ok(visit.again()) };
    match export_person(&app, &handler.actor(), &address).await {
        Ok(held) => Ok(visit.told(&address, Outcome::Found(&held))),
        Err(error) => visit.refused(&address, error),
    }
}

async fn read(
    State(app): State<App>,
    handler: PrivacyHandler,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::read(&app, &handler, &headers, body).await?;
    let Some(address) = visit.address() else { return Ok(visit.again()) };
    match export_person(&app, &handler.actor(), &address).await {
        Ok(held) => {
            let language = staff_page(&app, &headers, &handler.user, urls::PRIVACY_REQUESTS).language;
            let organisation = &app.config.organisation;
            let text = page(language, &organisation.name, organisation.zone, &held).into_string();
            Ok(saved("text/html; charset=utf-8", "html", text))
        }
        Err(error) => visit.refused(&address, error),
    }
}

async fn file(
    State(app): State<App>,
    handler: PrivacyHandler,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::read(&app, &handler, &headers, body).await?;
    let Some(address) = visit.address() else { return Ok(visit.again()) };
    match export_person(&app, &handler.actor(), &address).await {
        Ok(held) => Ok(saved("application/json", "json", held.json().to_string())),
        Err(error) => visit.refused(&address, error),
    }
}

/// A file that the browser saves: shown, its styles would be refused by the policy for our own pages.
fn saved(content_type: &'static str, ending: &str, text: String) -> Response {
    let name = format!("attachment; filename=\"personal-data.{ending}\"");
    ([(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, name)], text)
        .into_response()
}

async fn wish(
    State(app): State<App>,
    handler: PrivacyHandler,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::read(&app, &handler, &headers, body).await?;
    let Some(address) = visit.address() else { return Ok(visit.again()) };
    let wish: Option<Wish> = urlencoded::first(&visit.values, WISH).and_then(|wish| wish.parse().ok());
    let wish = wish.ok_or(PageError::BadRequest)?;
    let is_changed = match note_wish(&app, &handler.actor(), &address, wish).await {
        Ok(is_changed) => is_changed,
        Err(error) => return visit.refused(&address, error),
    };
    // What is offered next depends on the wishes as they are now, also where nothing else is held.
    let held = match export_person(&app, &handler.actor(), &address).await {
        Ok(held) => Some(held),
        Err(PrivacyError::Unknown) => None,
        Err(error) => return visit.refused(&address, error),
    };
    let held = held.as_ref();
    Ok(visit.told(&address, if is_changed { Outcome::Noted(wish, held) } else { Outcome::Unchanged(held) }))
}
