//! The cookie of a browser whose owner signs in at the identity provider.
//!
//! The rule: it lives as long as the sign-in may take, and is not removed before that: several sign-ins of one browser share
//! it, and each counts once by its state. Its value is a secret: with its hash the attempt is found, with the
//! value itself opens what was typed before.

use axum::http::{HeaderMap, HeaderValue};
use cookie::{Cookie, SameSite, time};

use crate::app::App;
use crate::domain::access::token::Token;
use crate::web::shell::staff::{cookie_value, has_secure_cookies};
use crate::workflow::access::provider::begin::LONGEST_ATTEMPT;

fn name(app: &App) -> &'static str {
    if has_secure_cookies(app) { "__Host-naklank-provider" } else { "naklank-provider" }
}

/// The cookie of a request.
pub fn presented(app: &App, headers: &HeaderMap) -> Option<Token> {
    cookie_value(headers, name(app)).map(|value| Token::presented(&value))
}

/// The `Set-Cookie` header that sets it. The provider sends people back from its site, so it is sent along with such a
/// request (`Lax`).
pub fn set(app: &App, browser: &Token) -> Option<HeaderValue> {
    let cookie = Cookie::build((name(app), browser.reveal()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(has_secure_cookies(app))
        .max_age(time::Duration::seconds(LONGEST_ATTEMPT.num_seconds()))
        .build();
    HeaderValue::from_str(&cookie.to_string()).ok()
}
