//! The privacy notice.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::answering::privacy::privacy;
use crate::web::shell::{request, urlencoded};
use crate::workflow::answering::own_texts::texts_in_force;

pub fn router() -> Router<App> {
    Router::new().route(urls::PRIVACY, get(page))
}

async fn page(State(app): State<App>, headers: HeaderMap, RawQuery(query): RawQuery) -> Markup {
    let pairs = urlencoded::pairs_of_anything(query.unwrap_or_default().as_bytes());
    let organisation = &app.config.organisation;
    let wanted = urlencoded::first(&pairs, LANGUAGE).and_then(Language::of_tag);
    let language = wanted.or_else(|| request::accepted_language(&headers)).unwrap_or(organisation.language);
    let speaker = request::speaker(&app, language);
    let retention = &app.config.privacy;
    let own = texts_in_force(&app).await.texts;
    privacy(speaker, &own, retention.contact_retention, retention.verbatim_retention)
}
