//! The sending page and its buttons.

pub mod story;
pub mod suppressions;

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use maud::Markup;

use crate::app::App;
use crate::domain::access::rights::Right;
use crate::domain::ids::MessageId;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::steering::Steering;
use crate::urls;
use crate::views::sending::SendingPage;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{SendingReader, SendingSteerer, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::insight::funnel::funnel_of_last_year;
use crate::workflow::sending::queue_again::{queue_all_again, queue_staff_mails_again};
use crate::workflow::sending::steer::{pause_sending, resume_sending, retry_now, sending_overview};

const LARGEST_FORM: usize = 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::SENDING, get(show))
        .route(urls::SENDING_PAUSE, post(pause))
        .route(urls::SENDING_RESUME, post(resume))
        .route(urls::SENDING_RETRY, post(retry))
        .route(urls::SENDING_QUEUE_AGAIN, post(requeue))
        .route(urls::SENDING_QUEUE_STAFF_MAILS_AGAIN, post(requeue_staff_mails))
}

async fn show(
    State(app): State<App>,
    SendingReader { user, .. }: SendingReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Markup, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let overview = sending_overview(&app).await?;
    let funnel = funnel_of_last_year(&app).await?;
    let page = SendingPage {
        staff: staff_page(&app, &headers, &user, urls::SENDING),
        zone: app.config.organisation.zone,
        may_steer: user.roles.have(Right::SteerSending),
        may_see_users: user.roles.have(Right::Administer),
        done: urlencoded::first(&pairs, "done").and_then(|text| text.parse().ok()),
        overview: &overview,
        funnel: funnel.as_ref(),
        minimum_group: app.config.privacy.minimum_group,
    };
    Ok(page.render())
}

async fn pause(State(app): State<App>, steerer: SendingSteerer) -> Result<Response, PageError> {
    pause_sending(&app, &steerer.actor()).await?;
    Ok(done(Steering::Paused))
}

async fn resume(State(app): State<App>, steerer: SendingSteerer) -> Result<Response, PageError> {
    resume_sending(&app, &steerer.actor()).await?;
    Ok(done(Steering::Resumed))
}

async fn retry(State(app): State<App>, steerer: SendingSteerer, body: Body) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let message = match urlencoded::first(&pairs, "message") {
        None => None,
        Some(text) => Some(MessageId(text.parse().map_err(|_| PageError::BadRequest)?)),
    };
    retry_now(&app, &steerer.actor(), message).await?;
    Ok(done(Steering::Retried))
}

async fn requeue(State(app): State<App>, steerer: SendingSteerer, body: Body) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let cause = urlencoded::first(&pairs, "cause").and_then(|text| text.parse().ok());
    let cause: Cause = cause.filter(|cause: &Cause| cause.is_refusal()).ok_or(PageError::BadRequest)?;
    queue_all_again(&app, &steerer.actor(), cause).await?;
    Ok(done(Steering::QueuedAgain))
}

async fn requeue_staff_mails(
    State(app): State<App>,
    steerer: SendingSteerer,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let cause: Option<Cause> = match urlencoded::first(&pairs, "cause").ok_or(PageError::BadRequest)? {
        "" => None,
        name => Some(name.parse().map_err(|_| PageError::BadRequest)?),
    };
    queue_staff_mails_again(&app, &steerer.actor(), cause).await?;
    Ok(done(Steering::QueuedAgain))
}

fn done(act: Steering) -> Response {
    see_other(&format!("{}?done={act}", urls::SENDING))
}
