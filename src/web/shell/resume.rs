//! A form submitted after its session had ended is handed through signing in and shown again, filled in.
//!
//! The rule: nothing is done with it until the user submits it again. It is carried in the sign-in page and stored
//! nowhere, neither in the database nor in a log.

pub mod other_person;
pub mod refused;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::app::App;
use crate::domain::access::session::SessionStage;
use crate::domain::access::session::second_factor::{SecondFactor, Standing};
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::access::second_factor::code_page::CodePage;
use crate::views::access::second_factor::{Frame, SecondFactorPage};
use crate::views::access::sign_in::send_again::{SendAgainPage, WhyAgain};
use crate::views::access::sign_in::{SignInPage, Typed};
use crate::views::kit::form::author::AUTHOR;
use crate::views::kit::page::StaffPage;
use crate::web::entrances::form_page;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::session_cookie;
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::access::forgotten::mail_leaves;
use crate::workflow::access::second_factor::waiting::find_at_any_stage;
use crate::workflow::access::sign_in::SignedIn;

/// Answers a form submitted without a session with the sign-in page, which carries the form.
pub async fn resume_after_sign_in(State(app): State<App>, request: Request, next: Next) -> Response {
    let is_form = request.method() == Method::POST && urls::local(request.uri().path()).is_some();
    if !is_form || app.config.is_demo {
        return next.run(request).await;
    }
    let session = session_cookie(&app, request.headers());
    let found = match session {
        Some(session) => find_at_any_stage(&app, &session).await,
        None => Ok(None),
    };
    match found {
        Ok(Some((_, SessionStage::Open))) => next.run(request).await,
        Ok(Some((_, SessionStage::MustEnrol))) if body::is_about_second_factor(request.uri().path()) => {
            next.run(request).await
        }
        Ok(Some(waiting)) => ask_to_sign_in(&app, request, next, Some(waiting)).await,
        Ok(None) => ask_to_sign_in(&app, request, next, None).await,
        Err(error) => PageError::from(error).into_response(),
    }
}

/// Asks for what is still missing: of a user whose session waits for a code, or for setting up a second factor, only that, else
/// address and password.
async fn ask_to_sign_in(
    app: &App,
    request: Request,
    next: Next,
    waiting_user: Option<(SignedIn, SessionStage)>,
) -> Response {
    let (parts, body) = request.into_parts();
    let typed = match body::read(body, body::largest_form(parts.uri.path())).await {
        Ok(typed) => typed,
        Err(error) => return PageError::from(error).into_response(),
    };
    let (Ok(typed), false) = (String::from_utf8(typed), parts.uri.path().is_empty()) else {
        return PageError::BadRequest.into_response();
    };
    let fields = urlencoded::shown_again(urlencoded::pairs_of_anything(typed.as_bytes()));
    if fields.is_empty() {
        // A form without fields is a mere button, and one with passwords only is not shown again: the user returns to its
        // page, which shows that nothing was done; that of the password says so.
        let page = if parts.uri.path() == urls::ACCOUNT_PASSWORD {
            Some(urls::account_password_again())
        } else {
            parts.uri.path().split('/').nth(1).map(|section| format!("/{section}"))
        };
        let response = next.run(Request::from_parts(parts, Body::empty())).await;
        let leads_to = |path: &str| response.headers().get(header::LOCATION).is_some_and(|to| to == path);
        return if leads_to(urls::SIGN_IN) {
            PageError::SignInFirst(page).into_response()
        } else if leads_to(urls::SIGN_IN_CODE) {
            PageError::CodeFirst(page).into_response()
        } else if leads_to(urls::SECOND_FACTOR) {
            PageError::EnrolFirst(page).into_response()
        } else {
            response
        };
    }
    let typed = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let language = request::staff_language(&parts.headers);
    let organisation = &app.config.organisation.name;
    let waiting = Typed { next: urls::local(parts.uri.path()), fields: &typed };
    let page = match waiting_user {
        Some((user, SessionStage::MustEnrol)) => enrol_page(app, user.language.unwrap_or(language), waiting),
        Some((user, _)) => {
            let language = user.language.unwrap_or(language);
            CodePage { language, organisation, waiting, refusal: None, is_recovery: false }.render()
        }
        None => {
            let provider = request::provider(app);
            let mails_links = mail_leaves(app);
            SignInPage { language, organisation, email: "", waiting, provider, mails_links, refusal: None }
                .render()
        }
    };
    (StatusCode::UNAUTHORIZED, page).into_response()
}

/// The page on which a user who must have a second factor begins to set it up.
pub fn enrol_page(app: &App, language: Language, waiting: Typed<'_>) -> Markup {
    let page = SecondFactorPage {
        frame: Frame { language, organisation: &app.config.organisation.name, user: None, waiting },
        factor: SecondFactor { standing: Standing::Off, is_required: true },
        refused: None,
    };
    page.render()
}

/// The form, filled in, to be resubmitted by the user who has just signed in, in whose name it is then sent: not in that of
/// another who signs in before the button is pressed.
pub fn send_again(staff: &StaffPage<'_>, next: &str, typed: &str) -> Response {
    let mut fields = urlencoded::shown_again(urlencoded::pairs_of_anything(typed.as_bytes()));
    // The page itself says for whom its form is, as every page of staff does.
    fields.retain(|(name, _)| name != AUTHOR);
    let page = SendAgainPage {
        language: staff.language,
        organisation: staff.organisation,
        why: WhyAgain::SignedInAgain,
        next,
        back: form_page(next),
        user: Some(staff.user),
        fields: &fields,
        request_id: None,
    };
    page.render().into_response()
}
