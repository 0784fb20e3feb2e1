//! Who calls the API, and what the key may do.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::domain::access::token::Token;
use crate::web::shell::problem::Problem;
use crate::workflow::access::audit::{Actor, KeyHolder};
use crate::workflow::access::keys::find_key;
use crate::workflow::access::permission::ActError;

/// The holder of a good key.
pub struct Caller {
    pub actor: Actor,
}

impl Caller {
    /// Whether the key has a scope.
    pub fn has(&self, scope: Scope) -> bool {
        matches!(&self.actor, Actor::Key(key) if key.scopes.contains(&scope))
    }

    /// Insists on a scope before the body of a request is read. What acts asks once more, where it acts
    /// ([`demand`](crate::workflow::access::permission::demand)).
    ///
    /// # Errors
    /// 403, which names the scope.
    pub fn needs(&self, scope: Scope) -> Result<(), Problem> {
        match &self.actor {
            Actor::Key(key) if key.scopes.contains(&scope) => Ok(()),
            actor => {
                // Its owner is a person, whom no log names.
                let key = if let Actor::Key(key) = actor { &key.name } else { "" };
                tracing::warn!(key, %scope, "an API request was refused");
                Err(ActError::LacksScope(scope).into())
            }
        }
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
        let holder = KeyHolder { name: key.name, owner: key.owner, scopes: key.scopes };
        Ok(Self { actor: Actor::Key(holder) })
    }
}
