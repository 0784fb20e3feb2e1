//! The page of users, on which an administrator adds one.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::access::user_form::{self, EMAIL};
use crate::domain::input::fields::FieldError;
use crate::urls;
use crate::views::access::user_link::UserLinkPage;
use crate::views::access::users::UsersPage;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{Administrator, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::access::forgotten::mail_goes_out;
use crate::workflow::access::roles_and_team::known_teams;
use crate::workflow::access::sign_in_links::WORKS_FOR;
use crate::workflow::access::users::{NewUser, UserError, add_user, add_user_by_mail, list_users};

const LARGEST_FORM: usize = 8 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::USERS, get(show).post(add))
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let form = Form { values: &user_form::blank(), errors: &[], is_taken: false };
    page(&app, &administrator, &headers, &form).await
}

async fn add(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let new = match user_form::read_new(&pairs) {
        Ok(new) => new,
        Err(errors) => {
            let form = Form { values: &pairs, errors: &errors, is_taken: false };
            return page(&app, &administrator, &headers, &form).await;
        }
    };
    let (email, is_mailed) = (new.email.folded(), new.mails_link);
    let user = NewUser { email: new.email, roles: new.roles, team: new.team, password: None };
    let actor = administrator.actor();
    let added = if is_mailed {
        add_user_by_mail(&app, &actor, user).await
    } else {
        add_user(&app, &actor, user).await
    };
    match added {
        Ok(Some(link)) => {
            let shown = ShownLink { email: &email, link: &link, is_added: true, is_mailed };
            Ok(link_page(&app, &administrator, &headers, &shown))
        }
        Ok(None) => Ok(see_other(urls::USERS)),
        Err(error @ UserError::Taken) => {
            let errors = [FieldError { field: EMAIL.to_owned(), message: error.to_string() }];
            let form = Form { values: &pairs, errors: &errors, is_taken: true };
            page(&app, &administrator, &headers, &form).await
        }
        Err(error) => Err(refused(error)),
    }
}

/// The answer to what no form of these pages offers, or what is not allowed.
pub(super) fn refused(error: UserError) -> PageError {
    match error {
        UserError::Act(error) => error.into(),
        UserError::Storage(error) => error.into(),
        UserError::Hashing => PageError::fault(&error),
        _ => PageError::BadRequest,
    }
}

/// What stands in the form.
struct Form<'a> {
    values: &'a [(String, String)],
    errors: &'a [FieldError],
    is_taken: bool,
}

async fn page(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    form: &Form<'_>,
) -> Result<Response, PageError> {
    let page = UsersPage {
        staff: staff_page(app, headers, &administrator.user, urls::USERS),
        zone: app.config.organisation.zone,
        mail_goes_out: mail_goes_out(app).await?,
        users: &list_users(app).await?,
        teams: &known_teams(app).await?,
        values: form.values,
        errors: form.errors,
        is_taken: form.is_taken,
    };
    let status = if form.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page.render()).into_response())
}

/// A new link, to be shown once.
pub(super) struct ShownLink<'a> {
    pub email: &'a str,
    pub link: &'a Token,
    pub is_added: bool,
    pub is_mailed: bool,
}

pub(super) fn link_page(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    shown: &ShownLink<'_>,
) -> Response {
    let page = UserLinkPage {
        staff: staff_page(app, headers, &administrator.user, urls::USERS),
        zone: app.config.organisation.zone,
        email: shown.email,
        link: &format!("{}{}", app.config.http.public_url, urls::sign_in_link(shown.link)),
        works_until: app.now() + WORKS_FOR,
        is_added: shown.is_added,
        is_mailed: shown.is_mailed,
    };
    page.render().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_that_cannot_be_hashed_is_our_fault() {
        assert!(matches!(refused(UserError::Hashing), PageError::Internal));
    }
}
