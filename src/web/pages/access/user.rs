//! The page of one user: roles, team, a new link, a lost second factor, the person at the identity provider, disabling and
//! enabling.
//!
//! The rule: a path has the user's identifier, not the address: addresses are personal and would stand in the logs of a
//! proxy.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::access::user_account::UserAccount;
use crate::domain::access::user_form::{self, ROLE, TEAM};
use crate::domain::ids::UserId;
use crate::domain::input::fields::FieldError;
use crate::domain::people::email_address::EmailAddress;
use crate::urls;
use crate::views::access::user::UserPage;
use crate::web::pages::access::users::{ShownLink, link_page, refused};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{Administrator, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::access::forgotten::mail_goes_out;
use crate::workflow::access::provider::unlink::unlink_from_provider;
use crate::workflow::access::roles_and_team::{known_teams, set_seen_roles, set_seen_team};
use crate::workflow::access::second_factor::reset_second_factor;
use crate::workflow::access::users::{
    UserError, disable_user, enable_user, find_user, new_link, new_link_by_mail,
};

const LARGEST_FORM: usize = 4 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::USER, get(show))
        .route(urls::USER_ROLES, post(change_roles))
        .route(urls::USER_TEAM, post(change_team))
        .route(urls::USER_LINK, post(make_link))
        .route(urls::USER_DISABLE, post(disable))
        .route(urls::USER_ENABLE, post(enable))
        .route(urls::USER_SECOND_FACTOR, post(reset))
        .route(urls::USER_UNLINK, post(unlink))
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let (user, _) = found(&app, &id).await?;
    let is_done = query.as_deref() == Some("done=1");
    let form = Form { is_done, ..Form::default() };
    page(&app, &administrator, &headers, &user, &form).await
}

async fn change_roles(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let (user, email) = found(&app, &id).await?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let changed = match user_form::read_roles(&pairs) {
        Ok(roles) => {
            let seen = user_form::seen_roles(&pairs);
            set_seen_roles(&app, &administrator.actor(), &email, seen.as_ref(), &roles).await
        }
        Err(errors) => {
            let form = Form { sent: Some((ROLE, pairs.as_slice())), errors: &errors, ..Form::default() };
            return page(&app, &administrator, &headers, &user, &form).await;
        }
    };
    if matches!(changed, Err(UserError::Changed)) {
        // With what another administrator made of it, and what this one asked for.
        let (user, _) = found(&app, &id).await?;
        let form = Form { sent: Some((ROLE, pairs.as_slice())), is_stale: true, ..Form::default() };
        return page(&app, &administrator, &headers, &user, &form).await;
    }
    answer(&app, &administrator, &headers, &user, changed).await
}

async fn change_team(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let (user, email) = found(&app, &id).await?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    // Of the own account nothing is changed here, whatever was sent.
    let roles = (user.email != administrator.user.email).then_some(&user.roles);
    let changed = match user_form::read_team(&pairs, roles) {
        Ok(team) => {
            let seen = user_form::seen_team(&pairs);
            let seen = seen.as_ref().map(Option::as_deref);
            set_seen_team(&app, &administrator.actor(), &email, seen, team.as_deref()).await
        }
        Err(errors) => {
            let form = Form { sent: Some((TEAM, pairs.as_slice())), errors: &errors, ..Form::default() };
            return page(&app, &administrator, &headers, &user, &form).await;
        }
    };
    if matches!(changed, Err(UserError::Changed)) {
        // With what another administrator made of it, and what this one asked for.
        let (user, _) = found(&app, &id).await?;
        let form = Form { sent: Some((TEAM, pairs.as_slice())), is_stale: true, ..Form::default() };
        return page(&app, &administrator, &headers, &user, &form).await;
    }
    answer(&app, &administrator, &headers, &user, changed).await
}

async fn make_link(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let (user, email) = found(&app, &id).await?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let (actor, is_mailed) = (administrator.actor(), user_form::mails_link(&pairs));
    let made = if is_mailed {
        new_link_by_mail(&app, &actor, &email).await
    } else {
        new_link(&app, &actor, &email).await
    };
    match made {
        Ok(link) => {
            let shown = ShownLink { email: &user.email, link: &link, is_added: false, is_mailed };
            Ok(link_page(&app, &administrator, &headers, &shown))
        }
        Err(error) => answer(&app, &administrator, &headers, &user, Err(error)).await,
    }
}

async fn disable(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (user, email) = found(&app, &id).await?;
    let changed = disable_user(&app, &administrator.actor(), &email).await;
    answer(&app, &administrator, &headers, &user, changed).await
}

async fn enable(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (user, email) = found(&app, &id).await?;
    let changed = enable_user(&app, &administrator.actor(), &email).await;
    answer(&app, &administrator, &headers, &user, changed).await
}

async fn reset(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (user, email) = found(&app, &id).await?;
    let changed = reset_second_factor(&app, &administrator.actor(), &email).await;
    answer(&app, &administrator, &headers, &user, changed).await
}

async fn unlink(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (user, email) = found(&app, &id).await?;
    let changed = unlink_from_provider(&app, &administrator.actor(), &email).await;
    answer(&app, &administrator, &headers, &user, changed).await
}

/// The user of a path, with the address that the use cases take.
async fn found(app: &App, id: &str) -> Result<(UserAccount, EmailAddress), PageError> {
    let id: UserId = error::identifier(id)?;
    let user = find_user(app, id).await?.ok_or(PageError::NotFound)?;
    let email: EmailAddress = user.email.parse().map_err(|_| PageError::NotFound)?;
    Ok((user, email))
}

/// The answer to a change.
async fn answer(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    user: &UserAccount,
    changed: Result<(), UserError>,
) -> Result<Response, PageError> {
    match changed {
        Ok(()) => Ok(see_other(&format!("{}?done=1", urls::user(user.id)))),
        // Another administrator was first: the page shows how it is now.
        Err(
            UserError::Unknown
            | UserError::NotDisabled
            | UserError::NoSecondFactor
            | UserError::NotAtProvider,
        ) => Ok(see_other(&urls::user(user.id))),
        Err(UserError::OwnAccount) => {
            let form = Form { is_refused: true, ..Form::default() };
            page(app, administrator, headers, user, &form).await
        }
        Err(error) => Err(refused(error)),
    }
}

/// What stands in the forms, and what became of it.
#[derive(Default)]
struct Form<'a> {
    /// The field of the form that was sent, and all that was sent.
    sent: Option<(&'static str, &'a [(String, String)])>,
    errors: &'a [FieldError],
    is_done: bool,
    is_refused: bool,
    is_stale: bool,
}

async fn page(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    user: &UserAccount,
    form: &Form<'_>,
) -> Result<Response, PageError> {
    let mut values = user_form::written(user);
    if let Some((field, pairs)) = form.sent {
        values.retain(|(name, _)| name != field);
        values.extend(pairs.iter().filter(|(name, _)| name == field).cloned());
    }
    let page = UserPage {
        staff: staff_page(app, headers, &administrator.user, urls::USERS),
        zone: app.config.organisation.zone,
        mail_goes_out: mail_goes_out(app).await?,
        user,
        is_own: user.email == administrator.user.email,
        gives_roles: app.config.oidc.as_ref().is_some_and(|oidc| oidc.roles.is_some()),
        teams: &known_teams(app).await?,
        values: &values,
        errors: form.errors,
        is_done: form.is_done,
        is_refused: form.is_refused,
        is_stale: form.is_stale,
    };
    let status = match form {
        Form { is_refused: true, .. } => StatusCode::FORBIDDEN,
        Form { is_stale: true, .. } => StatusCode::CONFLICT,
        Form { errors: [], .. } => StatusCode::OK,
        Form { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}
