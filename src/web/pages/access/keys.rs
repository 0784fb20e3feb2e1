//! The page of API keys, on which an administrator makes and revokes them.
//!
//! The rule: a new key stands on the page that answers the form, and on no other.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::access::key_form::{self, EXPIRES, KeyWish, NAME, OWNER, SCOPE};
use crate::domain::access::roles::Scope;
use crate::domain::input::fields::FieldError;
use crate::urls;
use crate::views::access::key_made::KeyMadePage;
use crate::views::access::keys::{KeysPage, NotMade};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{Administrator, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::access::keys::{KeyError, NewKey, add_key, key_faults, list_keys, revoke_key};

const LARGEST_FORM: usize = 8 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::KEYS, get(show).post(add)).route(urls::KEY_REVOKE, post(revoke))
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let is_revoked = query.as_deref() == Some("done=1");
    let form = Form { values: &key_form::blank(app.today()), is_revoked, ..Form::default() };
    page(&app, &administrator, &headers, &form).await
}

async fn add(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let (wish, mut errors) = match key_form::read(&pairs, app.today()) {
        Ok(wish) => (wish, Vec::new()),
        Err(errors) => (key_form::as_far_as_readable(&pairs), errors),
    };
    let KeyWish { name, scopes, owner, expires_on } = wish;
    let new = NewKey { name: name.clone(), scopes: scopes.clone(), owner, expires_on };
    let faults = key_faults(&app, &administrator.actor(), &new).await?;
    let mut why = Vec::new();
    for fault in faults {
        tell(fault, &mut errors, &mut why)?;
    }
    if errors.is_empty() {
        match add_key(&app, &administrator.actor(), new).await {
            Ok(key) => {
                let page = KeyMadePage {
                    staff: staff_page(&app, &headers, &administrator.user, urls::KEYS),
                    name: &name,
                    key: &key,
                    scopes: &scopes,
                    public_url: &app.config.http.public_url,
                };
                return Ok(page.render().into_response());
            }
            Err(error) => tell(error, &mut errors, &mut why)?,
        }
    }
    let form = Form { values: &pairs, errors: &errors, why: &why, ..Form::default() };
    page(&app, &administrator, &headers, &form).await
}

/// Adds a refusal to what is told, unless something is told of its field already.
fn tell(error: KeyError, errors: &mut Vec<FieldError>, why: &mut Vec<NotMade>) -> Result<(), PageError> {
    let message = error.to_string();
    let (field, because) = refusal(error)?;
    if errors.iter().all(|error| error.field != field) {
        errors.push(FieldError { field: field.to_owned(), message });
        why.extend(because);
    }
    Ok(())
}

/// The field that a refusal is about, and why where the field alone does not say it.
fn refusal(error: KeyError) -> Result<(&'static str, Option<NotMade>), PageError> {
    match error {
        KeyError::BadName => Ok((NAME, None)),
        KeyError::Taken => Ok((NAME, Some(NotMade::Taken))),
        KeyError::UnknownOwner(_) | KeyError::OwnedByAnother => Ok((OWNER, None)),
        KeyError::AboveMaker { scope } => Ok((SCOPE, Some(NotMade::AboveMaker { scope }))),
        KeyError::AboveOwner { owner, scope, .. } => Ok((SCOPE, Some(NotMade::AboveOwner { owner, scope }))),
        KeyError::AlreadyOver => Ok((EXPIRES, None)),
        KeyError::Unknown => Err(PageError::NotFound),
        KeyError::Act(error) => Err(error.into()),
        KeyError::Storage(error) => Err(error.into()),
    }
}

async fn revoke(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let name = urlencoded::first(&pairs, NAME).ok_or(PageError::BadRequest)?;
    match revoke_key(&app, &administrator.actor(), name).await {
        Ok(()) => Ok(see_other(&format!("{}?done=1", urls::KEYS))),
        Err(KeyError::Unknown) => {
            let form = Form { values: &key_form::blank(app.today()), is_gone: true, ..Form::default() };
            page(&app, &administrator, &headers, &form).await
        }
        Err(KeyError::Act(error)) => Err(error.into()),
        Err(KeyError::Storage(error)) => Err(error.into()),
        Err(_) => Err(PageError::BadRequest),
    }
}

/// What stands in the form, and what became of it.
#[derive(Default)]
struct Form<'a> {
    values: &'a [(String, String)],
    errors: &'a [FieldError],
    why: &'a [NotMade],
    is_revoked: bool,
    is_gone: bool,
}

async fn page(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    form: &Form<'_>,
) -> Result<Response, PageError> {
    let user = &administrator.user;
    let scopes: Vec<Scope> = Scope::ALL.iter().copied().filter(|scope| user.roles.may_hold(*scope)).collect();
    let page = KeysPage {
        staff: staff_page(app, headers, user, urls::KEYS),
        zone: app.config.organisation.zone,
        now: app.now(),
        keys: &list_keys(app).await?,
        scopes: &scopes,
        maker: &user.email,
        values: form.values,
        errors: form.errors,
        why: form.why,
        is_revoked: form.is_revoked,
        is_gone: form.is_gone,
    };
    let status = match form {
        Form { is_gone: true, .. } => StatusCode::NOT_FOUND,
        Form { errors: [], .. } => StatusCode::OK,
        Form { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}
