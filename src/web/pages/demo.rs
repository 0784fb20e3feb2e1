//! The pages of the demonstration.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use maud::Markup;

use crate::app::App;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::demo::{ACCOUNT, MailboxEntry, mail, mailbox, start};
use crate::web::shell::error::{self, PageError, see_other};
use crate::web::shell::staff::{browser, set_session_cookie};
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::access::sign_in_at_demo::sign_in_at_demo;
use crate::workflow::demo::accounts::accounts;
use crate::workflow::demo::visitor::{DemoMail, TEAMS, close_demo_complaint, demo_mails};

const LARGEST_FORM: usize = 16 * 1024;
/// The content security policy for a mail, whose styles are inline because mail programs require that.
const MAIL_POLICY: &str =
    "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::DEMO, get(show).post(close))
        .route(urls::DEMO_AS, post(go_on_as))
        .route(urls::DEMO_MAILBOX, get(list))
        .route(urls::DEMO_MAIL, get(read))
}

async fn show(State(app): State<App>, headers: HeaderMap, RawQuery(query): RawQuery) -> Markup {
    let pairs = urlencoded::pairs_of_anything(query.unwrap_or_default().as_bytes());
    let closed = urlencoded::first(&pairs, "closed");
    start(request::staff_language(&headers), &app.config.organisation.name, &TEAMS, &accounts(), closed)
}

async fn close(State(app): State<App>, body: Body) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let field = |name| urlencoded::first(&pairs, name).unwrap_or_default();
    let language = Language::of_tag(field("language")).unwrap_or(app.config.organisation.language);
    let reference = close_demo_complaint(&app, field("name"), field("team"), language).await?;
    Ok(see_other(&format!("{}?closed={}", urls::DEMO, reference.as_str())))
}

/// Signs the visitor in as one of the accounts, for acts that take two people and pages of one team.
async fn go_on_as(State(app): State<App>, headers: HeaderMap, body: Body) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let email = urlencoded::first(&pairs, ACCOUNT).unwrap_or_default();
    let known = accounts().into_iter().find(|(known, ..)| *known == email).ok_or(PageError::BadRequest)?;
    let opened = sign_in_at_demo(&app, known.0, &browser(&app, &headers)).await?;
    let opened = opened.ok_or(PageError::NotFound)?;
    let mut response = see_other(urls::DASHBOARD);
    if let Some(cookie) = set_session_cookie(&app, Some(&opened.session)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn list(State(app): State<App>, headers: HeaderMap) -> Markup {
    let mails: Vec<MailboxEntry> = demo_mails(&app).await.iter().map(entry).collect();
    mailbox(request::staff_language(&headers), &app.config.organisation.name, &mails)
}

async fn read(State(app): State<App>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some(found) = demo_mails(&app).await.into_iter().find(|mail| mail.name == name) else {
        return error::not_found().await;
    };
    let page =
        mail(request::staff_language(&headers), &app.config.organisation.name, &entry(&found), &found.html);
    ([(header::CONTENT_SECURITY_POLICY, MAIL_POLICY)], page).into_response()
}

fn entry(mail: &DemoMail) -> MailboxEntry {
    MailboxEntry { name: mail.name.clone(), to: mail.to.clone(), subject: mail.subject.clone() }
}
