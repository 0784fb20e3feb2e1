//! The page that says how the installation stands.

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::urls;
use crate::views::upkeep::installation::InstallationPage;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{Administrator, staff_page};
use crate::workflow::upkeep::first_steps::first_steps;
use crate::workflow::upkeep::installation::installation;

pub fn router() -> Router<App> {
    Router::new().route(urls::INSTALLATION, get(show))
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
) -> Result<Markup, PageError> {
    let page = InstallationPage {
        staff: staff_page(&app, &headers, &administrator.user, urls::INSTALLATION),
        zone: app.config.organisation.zone,
        installation: &installation(&app).await?,
        steps: first_steps(&app).await?,
    };
    Ok(page.render())
}
