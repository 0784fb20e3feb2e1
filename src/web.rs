//! HTTP: parses requests, calls use cases, renders pages and JSON.
//!
//! The rule: a GET changes nothing except the audit of who read what. Each page module owns its `router()` and sets the
//! size limit of its bodies. [`router`] wraps all routes in what holds for every response (headers, the time limit,
//! error pages), and the staff pages in what holds for them (no POST from other sites).

pub mod api;
pub mod entrances;
mod pages;
pub mod shell;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower::ServiceExt as _;
use tower_http::catch_panic::CatchPanicLayer;

use crate::app::App;
use crate::web::pages::access::{
    account, audit, forgotten, keys, provider, second_factor, sign_in, sign_in_code, user, users,
};
use crate::web::pages::answering::{news, own_texts, privacy, questionnaires, survey, unsubscribe};
use crate::web::pages::insight::{
    background, compare, dashboard, downloads, imports, saved_views, signals, themes, verbatims, why,
};
use crate::web::pages::learning::{causes, discussed, improvements};
use crate::web::pages::policy::{by_hand, facts, kpis, notifications, quality};
use crate::web::pages::privacy::{erasing, requests};
use crate::web::pages::reporting::{assessment, published, reports};
use crate::web::pages::sending::{story, suppressions};
use crate::web::pages::{demo, follow_ups, norms, sending, upkeep};
use crate::web::shell::request::observe;
use crate::web::shell::{
    error, health, links, metrics, rate_limit, resume, security_headers, staff, style, time_limit,
};

/// Every route of the program.
pub fn router(app: App) -> Router {
    // Paths are normalised before routing, which a layer of the router itself cannot do.
    Router::new().fallback_service(routes(app).map_request(links::open))
}

fn routes(app: App) -> Router {
    Router::new()
        .merge(survey::router())
        .merge(news::router())
        .merge(unsubscribe::router())
        .merge(privacy::router())
        .merge(published::router())
        .merge(style::router())
        .merge(health::router())
        .merge(metrics::router())
        .merge(api::router())
        .merge(for_staff(&app))
        .merge(provider::back_channel())
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(app.clone(), time_limit::limit))
        .layer(from_fn(error::refuse_broken_paths))
        .layer(from_fn_with_state(rate_limit::RateLimits::new(&app), rate_limit::limit))
        .layer(from_fn_with_state(app.clone(), error::dress))
        .layer(from_fn_with_state(app.clone(), security_headers::add))
        .layer(from_fn_with_state(app.clone(), observe::observe))
        .with_state(app)
}

/// The staff pages, which accept a POST only from each other.
fn for_staff(app: &App) -> Router<App> {
    let mut router = Router::new()
        .merge(sign_in::router())
        .merge(provider::router())
        .merge(sign_in_code::router())
        .merge(forgotten::router())
        .merge(account::router())
        .merge(second_factor::router())
        .merge(dashboard::router())
        .merge(downloads::router())
        .merge(background::router())
        .merge(why::router())
        .merge(compare::router())
        .merge(themes::router())
        .merge(verbatims::router())
        .merge(signals::router())
        .merge(causes::router())
        .merge(improvements::router())
        .merge(saved_views::router())
        .merge(kpis::router())
        .merge(by_hand::router())
        .merge(facts::router())
        .merge(discussed::router())
        .merge(quality::router())
        .merge(notifications::router())
        .merge(norms::router())
        .merge(assessment::router())
        .merge(reports::router())
        .merge(sending::router())
        .merge(story::router())
        .merge(audit::router())
        .merge(follow_ups::router())
        .merge(requests::router())
        .merge(erasing::router())
        .merge(users::router())
        .merge(user::router())
        .merge(keys::router())
        .merge(own_texts::router())
        .merge(imports::router())
        .merge(suppressions::router())
        .merge(questionnaires::router())
        .merge(upkeep::router());
    if app.config.is_demo {
        router = router.merge(demo::router());
    }
    router
        .layer(from_fn_with_state(app.clone(), resume::refused::show_again))
        .layer(from_fn_with_state(app.clone(), resume::resume_after_sign_in))
        .layer(from_fn_with_state(app.clone(), resume::other_person::refuse))
        .layer(from_fn_with_state(app.clone(), staff::refuse_foreign_posts))
        .layer(from_fn(security_headers::allow_origin_as_referrer))
}
