//! Asking for a sign-in link by mail.
//!
//! The rule: every request is answered in the same way, whether it sent a mail or not.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use maud::Markup;

use crate::app::App;
use crate::urls;
use crate::views::access::forgotten::{ForgottenPage, ForgottenState};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::rate_limit::{ClientAddress, PeerAddress};
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::access::forgotten::{ask_for_link, mail_goes_out};

/// The size limit of the form in bytes: it holds an address.
const LARGEST_FORM: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::FORGOTTEN, get(show).post(ask))
}

async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Markup, PageError> {
    let state = if !mail_goes_out(&app).await? {
        ForgottenState::NoMail
    } else if query.is_some_and(|query| query == "asked=1") {
        ForgottenState::Asked
    } else {
        ForgottenState::Asks
    };
    let page = ForgottenPage {
        language: request::staff_language(&headers),
        organisation: &app.config.organisation.name,
        state,
    };
    Ok(page.render())
}

async fn ask(
    State(app): State<App>,
    headers: HeaderMap,
    peer: Option<Extension<PeerAddress>>,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let email = urlencoded::first(&pairs, "email").unwrap_or_default();
    let client = peer.map(|Extension(PeerAddress(peer))| ClientAddress::of(&app, peer, &headers).0);
    ask_for_link(&app, email, client).await?;
    Ok(see_other(&format!("{}?asked=1", urls::FORGOTTEN)))
}
