//! The pages of the demonstration.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::demo::{MailboxEntry, mail, mailbox, start};
use crate::web::shell::error::{self, PageError, see_other};
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::demo::visitor::{DemoMail, TEAMS, close_demo_complaint, demo_mails};

const LARGEST_FORM: usize = 16 * 1024;
/// The content security policy for a mail, whose styles are inline because mail programs require that.
const MAIL_POLICY: &str =
    "default-src 'none'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::DEMO, get(show).post(close))
        .route(urls::DEMO_MAILBOX, get(list))
        .route(urls::DEMO_MAIL, get(read))
}

async fn show(State(app): State<App>, headers: HeaderMap, RawQuery(query): RawQuery) -> Markup {
    let pairs = urlencoded::pairs_of_anything(query.unwrap_or_default().as_bytes());
    let closed = urlencoded::first(&pairs, "closed");
    start(request::staff_language(&headers), &app.config.organisation.name, &TEAMS, closed)
}

async fn close(State(app): State<App>, body: Body) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let field = |name| urlencoded::first(&pairs, name).unwrap_or_default();
    let language = Language::of_tag(field("language")).unwrap_or(app.config.organisation.language);
    let reference = close_demo_complaint(&app, field("name"), field("team"), language).await?;
    Ok(see_other(&format!("{}?closed={}", urls::DEMO, reference.as_str())))
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
