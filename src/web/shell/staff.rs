//! The signed-in user of a request, and protection against cross-site request forgery.

use std::marker::PhantomData;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cookie::Cookie;
use uuid::Uuid;

use crate::app::App;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::{Role, Roles};
use crate::domain::access::session::{LONGEST_SESSION, SessionStage};
use crate::domain::access::token::Token;
use crate::domain::ids::UserId;
use crate::urls;
use crate::views::kit::page::{StaffMember, StaffPage};
use crate::web::shell::browser_name::browser_name;
use crate::web::shell::error::PageError;
use crate::web::shell::request;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::DEMO_VISITOR;
use crate::workflow::access::second_factor::waiting::find_at_any_stage;
use crate::workflow::access::sign_in::{Browser, SignedIn, find_session};

/// What stands around a page for a signed-in user; `here` is the path of the current page.
pub fn staff_page<'a>(app: &'a App, headers: &HeaderMap, user: &'a SignedIn, here: &'a str) -> StaffPage<'a> {
    StaffPage {
        language: user.language.unwrap_or_else(|| request::staff_language(headers)),
        organisation: &app.config.organisation.name,
        user: StaffMember { email: &user.email, roles: &user.roles, here, keeps: "" },
    }
}

/// A signed-in user with a right: the extractor of every page and form for staff.
pub struct Staff<R> {
    pub user: SignedIn,
    right: PhantomData<R>,
}

/// The right that an extractor asks for, as a type, so that a handler cannot forget to ask.
pub trait Asked {
    const RIGHT: Right;
}

/// Declares the extractor for a right.
macro_rules! asked {
    ($($(#[$doc:meta])* $extractor:ident = $marker:ident, $right:expr;)+) => {$(
        pub struct $marker;

        impl Asked for $marker {
            const RIGHT: Right = $right;
        }

        $(#[$doc])*
        pub type $extractor = Staff<$marker>;
    )+};
}

asked! {
    /// A user who may see figures.
    InsightReader = SeesInsights, Right::SeeInsights;
    /// A user who may see which mails went out.
    SendingReader = SeesSending, Right::SeeSending;
    /// A user who may pause sending, requeue mails and clear bounces.
    SendingSteerer = SteersSending, Right::SteerSending;
    /// A user who may take up follow-ups, and so reads single answers.
    FollowUpHandler = HandlesFollowUps, Right::HandleFollowUps;
    /// A user who may tell what happened to a complaint.
    FactRecorder = RecordsFacts, Right::RecordFacts;
    /// A user who may review how complaints were handled.
    QualityReviewer = ReviewsQuality, Right::ReviewQuality;
    /// A user who may load the norms of the policy.
    NormDecider = DecidesNorms, Right::DecideNorms;
    /// A user who may approve and publish reports.
    ReportPublisher = PublishesReports, Right::PublishReports;
    /// A user who may answer what a person asks of personal data.
    PrivacyHandler = HandlesPrivacy, Right::HandlePrivacy;
    /// A user who may add and change users and keys, and change the organisation's texts.
    Administrator = Administers, Right::Administer;
    /// A user who may read who did what.
    AuditReader = ReadsAudit, Right::ReadAudit;
}

impl<R> Staff<R> {
    /// The actor to record in the audit.
    pub fn actor(&self) -> Actor {
        Actor::User(self.user.email.clone())
    }
}

impl<R: Asked> FromRequestParts<App> for Staff<R> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        Ok(Self { user: signed_in_with(parts, app, R::RIGHT).await?, right: PhantomData })
    }
}

/// A signed-in user, whatever the roles, with the session: for the pages about the own account.
pub struct AccountOwner {
    pub user: SignedIn,
    /// The session's token; `None` for the visitor of the demo.
    pub session: Option<Token>,
}

impl AccountOwner {
    /// The actor to record in the audit.
    pub fn actor(&self) -> Actor {
        Actor::User(self.user.email.clone())
    }
}

impl FromRequestParts<App> for AccountOwner {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let user = signed_in(parts, app).await?;
        Ok(Self { user, session: session_cookie(app, &parts.headers) })
    }
}

/// A user at the pages about the own second factor: signed in, or one who must set it up before anything else.
pub struct SecondFactorOwner {
    pub user: SignedIn,
    /// Whether the session waits for the second factor, and shows no other page.
    pub must_enrol: bool,
}

impl FromRequestParts<App> for SecondFactorOwner {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        if let Some((user, SessionStage::MustEnrol)) = at_any_stage(parts, app).await? {
            return Ok(Self { user, must_enrol: true });
        }
        Ok(Self { user: signed_in(parts, app).await?, must_enrol: false })
    }
}

async fn at_any_stage(parts: &Parts, app: &App) -> Result<Option<(SignedIn, SessionStage)>, PageError> {
    match session_cookie(app, &parts.headers) {
        Some(session) => Ok(find_at_any_stage(app, &session).await?),
        None => Ok(None),
    }
}

async fn signed_in(parts: &Parts, app: &App) -> Result<SignedIn, PageError> {
    let signed_in = match session_cookie(app, &parts.headers) {
        Some(session) => find_session(app, &session).await?,
        None => None,
    };
    let visitor = || SignedIn {
        id: UserId(Uuid::nil()),
        email: DEMO_VISITOR.to_owned(),
        roles: Role::PolicyOwner.into(),
        team: None,
        language: None,
    };
    match signed_in.or_else(|| app.config.is_demo.then(visitor)) {
        Some(user) => Ok(user),
        None => Err(what_comes_first(parts, app).await?),
    }
}

/// Where a browser is sent whose session, if it has one, does not show pages.
async fn what_comes_first(parts: &Parts, app: &App) -> Result<PageError, PageError> {
    let wanted = wanted(parts);
    Ok(match at_any_stage(parts, app).await?.map(|(_, stage)| stage) {
        Some(SessionStage::AwaitsCode) => PageError::CodeFirst(wanted),
        Some(SessionStage::MustEnrol) => PageError::EnrolFirst(wanted),
        Some(SessionStage::Open) | None => PageError::SignInFirst(wanted),
    })
}

async fn signed_in_with(parts: &Parts, app: &App, right: Right) -> Result<SignedIn, PageError> {
    let signed_in = signed_in(parts, app).await?;
    if signed_in.roles.have(right) {
        Ok(signed_in)
    } else if parts.uri.path() == urls::DASHBOARD {
        // The dashboard is the start page for all roles; who may not see it is redirected to a page of their own.
        Err(PageError::LookAt(start_page(&signed_in.roles)))
    } else if signed_in.roles.is_empty() {
        Err(PageError::NoRole)
    } else {
        tracing::warn!(user = %signed_in.id, %right, "a page was refused");
        Err(PageError::Forbidden)
    }
}

/// The page to begin with for a user who may not see the dashboard.
fn start_page(roles: &Roles) -> &'static str {
    if roles.have(Right::HandleFollowUps) {
        urls::FOLLOW_UPS
    } else if roles.have(Right::Administer) {
        urls::USERS
    } else {
        urls::ACCOUNT
    }
}

/// The address to return to after signing in; `None` for the start page and for anything but GET and HEAD.
fn wanted(parts: &Parts) -> Option<String> {
    let address = parts.uri.path_and_query().map(|address| address.as_str())?;
    let is_wanted = matches!(parts.method, Method::GET | Method::HEAD) && address != urls::DASHBOARD;
    urls::local(address).filter(|_| is_wanted).map(str::to_owned)
}

/// The browser of a request, for the session that it may get.
pub fn browser(app: &App, headers: &HeaderMap) -> Browser {
    Browser { session: session_cookie(app, headers), name: browser_name(headers) }
}

/// The session token in a request's cookie.
pub fn session_cookie(app: &App, headers: &HeaderMap) -> Option<Token> {
    cookie_value(headers, cookie_name(app)).map(|session| Token::presented(&session))
}

/// The code that the browser keeps from an earlier sign-in.
pub fn browser_code(app: &App, headers: &HeaderMap) -> Option<String> {
    cookie_value(headers, browser_cookie_name(app))
}

/// The value of a cookie; `None` if the request has none or several of the name.
pub fn cookie_value(headers: &HeaderMap, name: &str) -> Option<String> {
    // Bytes outside ASCII belong to a cookie of another program of this host, and hide none of ours.
    let lines = headers.get_all(header::COOKIE).iter();
    let mut presented = lines
        .flat_map(|line| Cookie::split_parse(String::from_utf8_lossy(line.as_bytes())))
        .flatten()
        .filter(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned());
    let value = presented.next()?;
    // With two different values, which is ours cannot be decided: another site may have set one.
    presented.all(|other| other == value).then_some(value)
}

/// The cookie's name over HTTPS; the `__Host-` prefix makes browsers reject it if another host sets it.
const SECURE_NAME: &str = "__Host-naklank";
const PLAIN_NAME: &str = "naklank";

fn cookie_name(app: &App) -> &'static str {
    if has_secure_cookies(app) { SECURE_NAME } else { PLAIN_NAME }
}

/// Whether cookies are for HTTPS and this host alone.
pub fn has_secure_cookies(app: &App) -> bool {
    app.config.http.public_url.starts_with("https:")
}

fn browser_cookie_name(app: &App) -> &'static str {
    if cookie_name(app) == SECURE_NAME { "__Host-naklank-browser" } else { "naklank-browser" }
}

/// The `Set-Cookie` header that marks this browser as one in which an account was signed in.
pub fn set_browser_cookie(app: &App, code: &str) -> Option<HeaderValue> {
    const KEPT: cookie::time::Duration = cookie::time::Duration::days(180);
    let cookie = Cookie::build((browser_cookie_name(app), code))
        .path("/")
        .http_only(true)
        .same_site(cookie::SameSite::Lax)
        .secure(cookie_name(app) == SECURE_NAME)
        .max_age(KEPT)
        .build();
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// The `Set-Cookie` header that sets the session's cookie, or removes it.
pub fn set_session_cookie(app: &App, session: Option<&Token>) -> Option<HeaderValue> {
    let name = cookie_name(app);
    let age = session.map_or(0, |_| LONGEST_SESSION.num_seconds());
    let cookie = Cookie::build((name, session.map_or("", Token::reveal)))
        .path("/")
        .http_only(true)
        .same_site(cookie::SameSite::Lax)
        .secure(name == SECURE_NAME)
        .max_age(cookie::time::Duration::seconds(age))
        .build();
    HeaderValue::from_str(&cookie.to_string()).ok()
}

/// Refuses a POST that a page of another site sends in a signed-in user's name (OWASP ASVS 3.5.1).
///
/// Browsers say where a POST comes from. Clients that send no such header are programs, which do not send a cookie by
/// accident either.
pub async fn refuse_foreign_posts(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() == Method::POST && is_foreign(&app, request.headers()) {
        return PageError::ForeignPost.into_response();
    }
    next.run(request).await
}

/// Browsers say it by `Sec-Fetch-Site`, and those that do not know it by `Origin`. What is not readable is not theirs.
fn is_foreign(app: &App, headers: &HeaderMap) -> bool {
    let said = |name| headers.get(name).map(HeaderValue::as_bytes);
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => !matches!(site, b"same-origin" | b"none"),
        (None, Some(origin)) => !is_own_origin(app, headers, origin),
        (None, None) => false,
    }
}

/// Whether an `Origin` is the address in mailed links, or the host that was asked, where one uses the program without its
/// proxy; a proxy may have renamed that.
fn is_own_origin(app: &App, headers: &HeaderMap, origin: &[u8]) -> bool {
    let public_url = &app.config.http.public_url;
    let scheme = public_url.split_once("://").map_or("", |(scheme, _)| scheme);
    let is_of_host = |host: &HeaderValue| origin == [scheme.as_bytes(), b"://", host.as_bytes()].concat();
    origin == public_url.as_bytes() || headers.get(header::HOST).is_some_and(is_of_host)
}
