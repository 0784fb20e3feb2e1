//! A form that was opened as one user and is sent while another is signed in, as in two tabs of one browser, is shown again
//! and not done.
//!
//! The rule: what a form does is done as the person who saw it, or as another who says so.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::access::roles::Roles;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::access::sign_in::send_again::{SendAgainPage, WhyAgain};
use crate::views::kit::form::author::AUTHOR;
use crate::views::kit::page::StaffMember;
use crate::web::entrances::form_page;
use crate::web::shell::body::multipart;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::session_cookie;
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::StorageError;
use crate::workflow::access::permission::DEMO_VISITOR;
use crate::workflow::access::sign_in::find_session;

/// Refuses a form whose page was made for another user, and takes the field that says so out of every form.
pub async fn refuse(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || urls::local(request.uri().path()).is_none() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let has_file = multipart::is_sent(&parts.headers);
    if has_file && parts.uri.path() == urls::IMPORTS {
        // A file is large: it is read only of one who is signed in, and carried through no signing in.
        match signed_in(&app, &parts.headers).await {
            Ok(Some(_)) => {}
            Ok(None) => {
                let _ = body::read(body, 0).await;
                return PageError::SignInFirst(Some(urls::IMPORTS.to_owned())).into_response();
            }
            Err(error) => return PageError::from(error).into_response(),
        }
    }
    let form = match body::read(body, body::largest_sent(parts.uri.path(), &parts.headers)).await {
        Ok(form) => Bytes::from(form),
        Err(error) => return PageError::from(error).into_response(),
    };
    let (author, form) = if has_file {
        (multipart::text(&parts.headers, form.clone(), AUTHOR).await, form)
    } else {
        let (author, form) = take_author(&form);
        (author, Bytes::from(form))
    };
    if let Some(author) = author {
        match signed_in(&app, &parts.headers).await {
            Ok(Some(user)) if user.email != author => return show_again(&app, &parts, &author, &user, &form),
            Ok(_) => {}
            Err(error) => return PageError::from(error).into_response(),
        }
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    next.run(Request::from_parts(parts, Body::from(form))).await
}

/// The user for whom the form's page was made, if it says so, and the form without that.
fn take_author(form: &[u8]) -> (Option<String>, Vec<u8>) {
    let is_author = |pair: &&[u8]| pair.split(|byte| *byte == b'=').next() == Some(AUTHOR.as_bytes());
    let (authors, others): (Vec<&[u8]>, Vec<&[u8]>) = form.split(|byte| *byte == b'&').partition(is_author);
    let author = authors.first().and_then(|pair| form_urlencoded::parse(pair).next());
    (author.map(|(_, email)| email.into_owned()), others.join(&b'&'))
}

/// Who is signed in, and the language of the pages.
struct Present {
    email: String,
    /// None for the visitor of the demonstration.
    roles: Roles,
    language: Language,
}

async fn signed_in(app: &App, headers: &HeaderMap) -> Result<Option<Present>, StorageError> {
    let usual = request::staff_language(headers);
    let user = match session_cookie(app, headers) {
        Some(session) => find_session(app, &session).await?,
        None => None,
    };
    let visitor = || Present { email: DEMO_VISITOR.to_owned(), roles: Roles::default(), language: usual };
    let present = user.map(|user| Present {
        language: user.language.unwrap_or(usual),
        email: user.email,
        roles: user.roles,
    });
    Ok(present.or_else(|| app.config.is_demo.then(visitor)))
}

/// The form, filled in, which the signed-in user may send in their own name.
fn show_again(app: &App, parts: &Parts, author: &str, user: &Present, form: &[u8]) -> Response {
    // A file has to be chosen again.
    let form = if multipart::is_sent(&parts.headers) { &[][..] } else { form };
    let mut fields = urlencoded::shown_again(urlencoded::pairs_of_anything(form));
    fields.push((AUTHOR.to_owned(), user.email.clone()));
    let page = SendAgainPage {
        language: user.language,
        organisation: &app.config.organisation.name,
        why: WhyAgain::OtherPerson { author, user: &user.email },
        next: parts.uri.path(),
        back: form_page(parts.uri.path()),
        user: Some(StaffMember { email: &user.email, roles: &user.roles, here: "", keeps: "" }),
        fields: &fields,
        request_id: None,
    };
    (StatusCode::CONFLICT, page.render()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_author_is_taken_out_of_a_form_and_all_else_stays_as_it_was_sent() {
        for (form, author, rest) in [
            ("", None, ""),
            ("a=b&c=%zz&&d", None, "a=b&c=%zz&&d"),
            ("signed_in_as=a%40example.org", Some("a@example.org"), ""),
            ("signed_in_as=a%40example.org&a=b%26c", Some("a@example.org"), "a=b%26c"),
            ("a=b&signed_in_as=x&c=d", Some("x"), "a=b&c=d"),
            ("signed_in_as&a=b", Some(""), "a=b"),
            ("a=signed_in_as&signed_in_ask=b", None, "a=signed_in_as&signed_in_ask=b"),
            ("signed_in_as=x&signed_in_as=y", Some("x"), ""),
        ] {
            let (found, left) = take_author(form.as_bytes());
            assert_eq!(
                (found.as_deref(), String::from_utf8(left).unwrap().as_str()),
                (author, rest),
                "{form}"
            );
        }
    }
}
