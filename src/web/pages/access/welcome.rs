//! Where a browser goes on to after a step of signing in.
//!
//! The rule: the page that the user wanted, and the form that waits, are carried through every step.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::access::session::SessionStage;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::access::second_factor::code_page::CodePage;
use crate::views::access::sign_in::Typed;
use crate::views::kit::page::StaffPage;
use crate::web::shell::error::see_other;
use crate::web::shell::resume;
use crate::web::shell::staff::{set_browser_cookie, set_session_cookie, staff_page};
use crate::workflow::access::sign_in::Opened;

/// Sends a newly signed-in user to the page they wanted, or back to the form that they had filled in; before that, to
/// what the session still waits for.
pub(super) fn welcome(app: &App, headers: &HeaderMap, opened: &Opened, next: &str, typed: &str) -> Response {
    let staff = staff_page(app, headers, &opened.user, "");
    let language = staff.language;
    let waiting = Typed { next: urls::local(next), fields: typed };
    let mut response = match opened.stage {
        SessionStage::Open => go_on(&staff, waiting, urls::DASHBOARD),
        SessionStage::AwaitsCode if typed.is_empty() => {
            see_other(&urls::with_next(urls::SIGN_IN_CODE, waiting.next))
        }
        SessionStage::MustEnrol if typed.is_empty() => {
            see_other(&urls::with_next(urls::SECOND_FACTOR, waiting.next))
        }
        // A redirect would lose the form that waits.
        SessionStage::AwaitsCode => code_page(app, language, waiting),
        SessionStage::MustEnrol => resume::enrol_page(app, language, waiting).into_response(),
    };
    add_cookie(&mut response, set_session_cookie(app, Some(&opened.session)));
    // The password alone does not make a browser known, or wrong codes would not slow it down with the others.
    if opened.stage == SessionStage::Open {
        add_cookie(&mut response, set_browser_cookie(app, &opened.browser_code));
    }
    response
}

/// Goes on to the wanted page, or `otherwise`; a form that waits comes back, to be sent by this user.
pub(super) fn go_on(staff: &StaffPage<'_>, waiting: Typed<'_>, otherwise: &'static str) -> Response {
    let next = waiting.next.unwrap_or(otherwise);
    if waiting.fields.is_empty() { see_other(next) } else { resume::send_again(staff, next, waiting.fields) }
}

/// Adds a cookie, if its value can be sent.
pub(super) fn add_cookie(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

fn code_page(app: &App, language: Language, waiting: Typed<'_>) -> Response {
    let organisation = &app.config.organisation.name;
    let page = CodePage { language, organisation, waiting, refusal: None, is_recovery: false };
    page.render().into_response()
}
