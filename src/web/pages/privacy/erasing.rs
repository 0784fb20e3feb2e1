//! Erasing a person: a page that asks once more, and the receipt.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::post;

use crate::app::App;
use crate::urls;
use crate::views::privacy::erasure::{confirmation, receipt};
use crate::web::pages::privacy::Visit;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{PrivacyHandler, staff_page};
use crate::workflow::privacy::erase::erase_person;

pub fn router() -> Router<App> {
    Router::new().route(urls::PRIVACY_CONFIRM, post(confirm)).route(urls::PRIVACY_ERASE, post(erase))
}

async fn confirm(
    State(app): State<App>,
    handler: PrivacyHandler,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::read(&app, &handler, &headers, body).await?;
    let Some(address) = visit.address() else { return Ok(visit.again()) };
    let staff = staff_page(&app, &headers, &handler.user, urls::PRIVACY_REQUESTS);
    Ok(confirmation(&staff, address.folded()).into_response())
}

async fn erase(
    State(app): State<App>,
    handler: PrivacyHandler,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::read(&app, &handler, &headers, body).await?;
    let Some(address) = visit.address() else { return Ok(visit.again()) };
    match erase_person(&app, &handler.actor(), &address).await {
        Ok(erased) => {
            let staff = staff_page(&app, &headers, &handler.user, urls::PRIVACY_REQUESTS);
            Ok(receipt(&staff, app.config.organisation.zone, &erased).into_response())
        }
        Err(error) => visit.refused(&address, error),
    }
}
