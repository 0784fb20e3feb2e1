//! Who calls the API, and what the key may do.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::domain::access::token::Token;
use crate::web::shell::problem::Problem;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::keys::find_key;

/// The holder of a good key.
pub struct Caller {
    pub actor: Actor,
    scopes: Vec<Scope>,
}

impl Caller {
    /// Whether the key has the scope.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// Insists on a scope.
    ///
    /// # Errors
    /// 403, which names the scope.
    pub fn needs(&self, scope: Scope) -> Result<(), Problem> {
        if self.may(scope) {
            return Ok(());
        }
        Err(Problem::new(StatusCode::FORBIDDEN, format!("This key lacks the scope {scope}.")))
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let refuse = || {
            let detail = "Send a good API key: `Authorization: Bearer KEY`. `naklank keys add` makes one.";
            Problem::new(StatusCode::UNAUTHORIZED, detail)
        };
        // With two headers it is ambiguous which key was meant.
        let mut values = parts.headers.get_all(header::AUTHORIZATION).iter();
        let value = values.next().filter(|_| values.next().is_none()).and_then(|value| value.to_str().ok());
        let (scheme, key) = value.and_then(|value| value.split_once(' ')).ok_or_else(refuse)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(refuse());
        }
        let key = find_key(app, &Token::presented(key.trim())).await?.ok_or_else(refuse)?;
        let actor = key.owner.map_or(Actor::Key(key.name), Actor::User);
        Ok(Self { actor, scopes: key.scopes })
    }
}
