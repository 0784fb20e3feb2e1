//! The lists of follow-ups.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::domain::follow_ups::lists::{FollowUpList, LAST_PAGE};
use crate::urls;
use crate::web::pages::follow_ups::visit::pages;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::FollowUpHandler;
use crate::web::shell::urlencoded;
use crate::workflow::follow_ups::lists::{ListReader, list_follow_ups};

pub(super) fn router() -> Router<App> {
    Router::new().route(urls::FOLLOW_UPS, get(list))
}

async fn list(
    State(app): State<App>,
    FollowUpHandler { user, .. }: FollowUpHandler,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Markup, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let asked: Option<FollowUpList> = match urlencoded::first(&pairs, "list") {
        None => None,
        Some(name) => Some(name.parse().map_err(|_| PageError::BadRequest)?),
    };
    let page = match urlencoded::first(&pairs, "page") {
        None => 1,
        Some(text) => page_number(text).ok_or(PageError::BadRequest)?,
    };
    let whose = user.follow_ups();
    let reader = ListReader { whose: &whose, email: &user.email, team: user.team.as_deref() };
    let page = list_follow_ups(&app, reader, asked, page).await?;
    let is_done = urlencoded::first(&pairs, "done") == Some("1");
    Ok(pages(&app, &headers, &user).list(&page, is_done))
}

fn page_number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|page| (1..=LAST_PAGE).contains(page))
}
