//! The page about the own account, and its forms.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::access::account::WantedMails;
use crate::domain::access::token::Token;
use crate::domain::ids::SessionId;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::access::account::{AccountChange, AccountPage};
use crate::views::access::account_password::PasswordRefusal;
use crate::web::pages::access::sign_in::with_retry_after;
use crate::web::pages::access::welcome::add_cookie;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{AccountOwner, set_session_cookie, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::access::account::{
    AccountError, PasswordChange, change_password, find_account, set_language, set_mails,
};
use crate::workflow::access::sessions::{end_other_sessions, end_session};

const LARGEST_FORM: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::ACCOUNT, get(show))
        .route(urls::ACCOUNT_LANGUAGE, post(choose_language))
        .route(urls::ACCOUNT_PASSWORD, post(choose_password))
        .route(urls::ACCOUNT_MAILS, post(choose_mails))
        .route(urls::ACCOUNT_SESSION_END, post(end_one))
        .route(urls::ACCOUNT_SESSIONS_END, post(end_others))
}

async fn show(
    State(app): State<App>,
    owner: AccountOwner,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let done = urlencoded::first(&pairs, "done").and_then(|done| done.parse::<AccountChange>().ok());
    let told = Told { done, types_again: urlencoded::first(&pairs, "again").is_some(), refusal: None };
    page(&app, &owner, &headers, told).await
}

/// What the page says of the last form.
#[derive(Clone, Copy, Default)]
struct Told {
    done: Option<AccountChange>,
    /// The session had ended before the password was changed.
    types_again: bool,
    refusal: Option<PasswordRefusal>,
}

async fn page(
    app: &App,
    owner: &AccountOwner,
    headers: &HeaderMap,
    told: Told,
) -> Result<Response, PageError> {
    let account = match &owner.session {
        Some(session) => find_account(app, session).await?,
        None => None,
    };
    let page = AccountPage {
        staff: staff_page(app, headers, &owner.user, urls::ACCOUNT),
        zone: app.config.organisation.zone,
        team: owner.user.team.as_deref(),
        chosen_language: owner.user.language,
        account: account.as_ref(),
        done: told.done,
        types_again: told.types_again,
        refusal: told.refusal,
    };
    let status = match told.refusal {
        None => StatusCode::OK,
        Some(PasswordRefusal::WrongCurrent | PasswordRefusal::Unacceptable(_)) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Some(PasswordRefusal::Wait) => StatusCode::TOO_MANY_REQUESTS,
    };
    Ok((status, page.render()).into_response())
}

async fn choose_language(
    State(app): State<App>,
    owner: AccountOwner,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let language = match urlencoded::first(&pairs, "language").ok_or(PageError::BadRequest)? {
        "" => None,
        name => Some(name.parse::<Language>().map_err(|_| PageError::BadRequest)?),
    };
    set_language(&app, session(&owner)?, language).await.map_err(refused)?;
    Ok(changed(AccountChange::Settings))
}

async fn choose_mails(
    State(app): State<App>,
    owner: AccountOwner,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let is_ticked = |name| urlencoded::first(&pairs, name).is_some();
    let wanted = WantedMails {
        signals: is_ticked("signals"),
        audit_heads: is_ticked("audit_heads"),
        due_follow_ups: is_ticked("due_follow_ups"),
    };
    set_mails(&app, session(&owner)?, wanted).await.map_err(refused)?;
    Ok(changed(AccountChange::Settings))
}

async fn choose_password(
    State(app): State<App>,
    owner: AccountOwner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let field = |name| urlencoded::first(&pairs, name).unwrap_or_default().to_owned();
    let change = PasswordChange { current: field("current_password"), new: field("new_password") };
    let (refusal, wait) = match change_password(&app, session(&owner)?, change).await {
        Ok(token) => {
            let mut response = changed(AccountChange::Password);
            add_cookie(&mut response, set_session_cookie(&app, Some(&token)));
            return Ok(response);
        }
        Err(AccountError::WrongPassword) => (PasswordRefusal::WrongCurrent, None),
        Err(AccountError::Unacceptable(why)) => (PasswordRefusal::Unacceptable(why), None),
        Err(AccountError::Wait(wait)) => (PasswordRefusal::Wait, Some(wait)),
        Err(error @ (AccountError::SignedOut | AccountError::Hashing | AccountError::Storage(_))) => {
            return Err(refused(error));
        }
    };
    let response = page(&app, &owner, &headers, Told { refusal: Some(refusal), ..Told::default() }).await?;
    Ok(match wait {
        Some(wait) => with_retry_after(response, wait),
        None => response,
    })
}

async fn end_one(
    State(app): State<App>,
    owner: AccountOwner,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: SessionId = error::identifier(&id)?;
    if end_session(&app, session(&owner)?, id).await.map_err(refused)? {
        Ok(changed(AccountChange::Sessions))
    } else {
        Err(PageError::NotFound)
    }
}

async fn end_others(State(app): State<App>, owner: AccountOwner) -> Result<Response, PageError> {
    end_other_sessions(&app, session(&owner)?).await.map_err(refused)?;
    Ok(changed(AccountChange::Sessions))
}

/// The session whose account is changed; the visitor of the demonstration has none.
fn session(owner: &AccountOwner) -> Result<&Token, PageError> {
    owner.session.as_ref().ok_or(PageError::NotFound)
}

fn changed(change: AccountChange) -> Response {
    see_other(&format!("{}?done={change}", urls::ACCOUNT))
}

/// The page for an error that the account page does not show.
fn refused(error: AccountError) -> PageError {
    match error {
        AccountError::SignedOut => PageError::SignInFirst(Some(urls::ACCOUNT.to_owned())),
        AccountError::Hashing => PageError::fault(&error),
        AccountError::WrongPassword | AccountError::Wait(_) | AccountError::Unacceptable(_) => {
            PageError::BadRequest
        }
        AccountError::Storage(error) => PageError::Storage(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_cannot_be_hashed_is_our_fault() {
        assert!(matches!(refused(AccountError::Hashing), PageError::Internal));
    }
}
