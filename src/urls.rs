//! Every path, once: the router mounts them and the views link to them.

use crate::domain::token::Token;

pub const DASHBOARD: &str = "/";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_IN_LINK: &str = "/sign-in/{token}";
pub const SIGN_OUT: &str = "/sign-out";
pub const SURVEY: &str = "/s/{token}";
pub const UNSUBSCRIBE: &str = "/u/{token}";
pub const PRIVACY: &str = "/privacy";
pub const HEALTH: &str = "/healthz";
pub const READY: &str = "/readyz";
pub const STYLE: &str = "/style.css";
pub const DEMO: &str = "/demo";
pub const DEMO_MAILBOX: &str = "/demo/mailbox";
pub const DEMO_MAIL: &str = "/demo/mailbox/{name}";
pub const API_COMPLAINT: &str = "/api/v1/complaints/{reference}";
pub const API_NPS: &str = "/api/v1/nps";
pub const API_DESCRIPTION: &str = "/api/openapi.json";
pub const API_DOCS: &str = "/api/docs";

/// The survey behind a token.
#[must_use]
pub fn survey(token: &Token) -> String {
    format!("/s/{}", token.reveal())
}

/// The page to stop surveys behind a token.
#[must_use]
pub fn unsubscribe(token: &Token) -> String {
    format!("/u/{}", token.reveal())
}

/// The one-time sign-in link behind a token.
#[must_use]
pub fn sign_in_link(token: &Token) -> String {
    format!("{SIGN_IN}/{}", token.reveal())
}
