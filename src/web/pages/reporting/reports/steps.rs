//! Approving a draft, publishing an approved edition, and deciding not to.
//!
//! The rule: a step is taken on the draft or the edition that its form was made for.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::app::App;
use crate::domain::reporting::draft_form::{CONFIRMED, EDITION, SEEN, SHA256, has_words, seen_edition};
use crate::domain::reporting::edition::SeenEdition;
use crate::domain::reporting::standing::Obstacle;
use crate::domain::time::calendar::parse_moment;
use crate::urls;
use crate::views::reporting::draft::Done;
use crate::web::pages::reporting::reports::draft;
use crate::web::pages::reporting::reports::visit::Visit;
use crate::web::pages::reporting::reports::{PUBLISHED, refusals, review};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::ReportPublisher;
use crate::web::shell::{body, urlencoded};
use crate::workflow::reporting::publish::{self as life, ApproveError, Reviewed};

/// A moment or a fingerprint, and no more.
const LARGEST_FORM: usize = 4 * 1024;

pub(super) async fn approve(
    State(app): State<App>,
    publisher: ReportPublisher,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &publisher.user, &headers, &of)?;
    let pairs = urlencoded::pairs(&body::read(body, draft::LARGEST_FORM).await?)?;
    // The page of the draft sends its words, and the page that confirms them only which draft it showed.
    if has_words(&pairs) {
        return review::review(visit, &pairs).await;
    }
    // A form that names no draft was made when there was none.
    let Some(seen) = urlencoded::first(&pairs, SEEN).and_then(parse_moment) else {
        let none = (StatusCode::CONFLICT, Obstacle::NoDraft);
        return visit.refused(none).await;
    };
    let reviewed = Reviewed { seen, are_contacts_meant: is_confirmed(&pairs) };
    match life::approve(&app, &publisher.actor(), visit.year, visit.kind, reviewed).await {
        Ok(_) => Ok(visit.done(Done::Approved)),
        Err(ApproveError::NamesContacts) => {
            let unconfirmed = (StatusCode::UNPROCESSABLE_ENTITY, Some(Obstacle::NamesContacts));
            review::confirm(visit, unconfirmed).await
        }
        Err(error) => visit.refused(refusals::of_approval(error)?).await,
    }
}

pub(super) async fn publish(
    State(app): State<App>,
    publisher: ReportPublisher,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &publisher.user, &headers, &of)?;
    let pairs = read(body).await?;
    let published = match seen(&pairs, visit) {
        Some(seen) => life::publish(&app, &publisher.actor(), seen).await.map(|_| ()),
        None => Err(unseen(visit).await?),
    };
    match published {
        Ok(()) => Ok(see_other(&urls::with_query(urls::REPORTS, PUBLISHED))),
        Err(error) => visit.refused(refusals::of_decision(error)?).await,
    }
}

pub(super) async fn reject(
    State(app): State<App>,
    publisher: ReportPublisher,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &publisher.user, &headers, &of)?;
    let pairs = read(body).await?;
    let rejected = match seen(&pairs, visit) {
        Some(_) if !is_confirmed(&pairs) => {
            let unconfirmed = (StatusCode::UNPROCESSABLE_ENTITY, Obstacle::RejectUnconfirmed);
            return visit.refused(unconfirmed).await;
        }
        Some(seen) => life::reject(&app, &publisher.actor(), seen).await,
        None => Err(unseen(visit).await?),
    };
    match rejected {
        Ok(()) => Ok(visit.done(Done::Rejected)),
        Err(error) => visit.refused(refusals::of_decision(error)?).await,
    }
}

/// The fields of a small form.
pub(super) async fn read(body: Body) -> Result<Vec<(String, String)>, PageError> {
    Ok(urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?)
}

/// Whether what was warned of is meant.
pub(super) fn is_confirmed(pairs: &[(String, String)]) -> bool {
    urlencoded::first(pairs, CONFIRMED).is_some()
}

/// The approved edition that a form was made for.
fn seen(pairs: &[(String, String)], visit: Visit<'_>) -> Option<SeenEdition> {
    let field = |name| urlencoded::first(pairs, name).unwrap_or_default();
    seen_edition(visit.year, visit.kind, field(EDITION), field(SHA256))
}

/// Why nothing is decided by a form that names no edition: it was made when none waited.
async fn unseen(visit: Visit<'_>) -> Result<life::DecideError, PageError> {
    Ok(match life::approved(visit.app, visit.year, visit.kind).await? {
        Some(_) => life::DecideError::OtherEdition,
        None => life::DecideError::NoneWaits,
    })
}
