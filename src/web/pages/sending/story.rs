//! The history of one complaint, and clearing a mistaken bounce.

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::access::rights::Right;
use crate::domain::complaints::complaint::Reference;
use crate::urls;
use crate::views::kit::find_complaint::{FoundFor, find_complaint};
use crate::views::sending::story::StoryPage;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{SendingReader, SendingSteerer, staff_page};
use crate::web::shell::{error, urlencoded};
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::policy::clocks::clocks;
use crate::workflow::sending::clear_bounce::{ClearBounceError, clear_bounce};
use crate::workflow::sending::story::complaint_story;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::COMPLAINTS, get(find))
        .route(urls::COMPLAINT, get(show))
        .route(urls::COMPLAINT_CLEAR_BOUNCE, post(clear))
}

async fn find(
    State(app): State<App>,
    SendingReader { user, .. }: SendingReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let wanted = urlencoded::first(&pairs, "reference").unwrap_or_default().trim();
    if let Ok(reference) = wanted.parse::<Reference>()
        && complaint_story(&app, &reference).await?.is_some()
    {
        return Ok(see_other(&urls::complaint(&reference)));
    }
    Ok(unknown(&app, &headers, &user, wanted))
}

async fn show(
    State(app): State<App>,
    SendingReader { user, .. }: SendingReader,
    headers: HeaderMap,
    Path(wanted): Path<String>,
) -> Result<Response, PageError> {
    let story = match wanted.parse::<Reference>() {
        Ok(reference) => complaint_story(&app, &reference).await?,
        Err(_) => None,
    };
    let Some(story) = story else { return Ok(unknown(&app, &headers, &user, &wanted)) };
    let clocks = clocks(&app, &story.reference).await?.unwrap_or_default();
    let page = StoryPage {
        staff: staff_page(&app, &headers, &user, urls::COMPLAINTS),
        zone: app.config.organisation.zone,
        may_steer: user.roles.have(Right::SteerSending),
        may_record: user.roles.have(Right::RecordFacts),
        story: &story,
        clocks: &clocks,
    };
    Ok(page.render().into_response())
}

async fn clear(
    State(app): State<App>,
    steerer: SendingSteerer,
    Path(wanted): Path<String>,
) -> Result<Response, PageError> {
    let reference: Reference = error::identifier(&wanted)?;
    match clear_bounce(&app, &steerer.actor(), &reference).await {
        // The button may be pressed twice, or by two people: the result is the same.
        Ok(()) | Err(ClearBounceError::NothingToClear) => Ok(see_other(&urls::complaint(&reference))),
        Err(ClearBounceError::Unknown) => Err(PageError::NotFound),
        Err(ClearBounceError::Act(error)) => Err(error.into()),
        Err(ClearBounceError::Storage(error)) => Err(error.into()),
    }
}

fn unknown(app: &App, headers: &HeaderMap, user: &SignedIn, wanted: &str) -> Response {
    let page = find_complaint(&staff_page(app, headers, user, urls::COMPLAINTS), wanted, FoundFor::Story);
    let status = if wanted.is_empty() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    (status, page).into_response()
}
