//! Throwing a draft away, and taking a published edition back.
//!
//! The rule: neither happens by one press of a button: each takes a tick, and the second a reason as well.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::app::App;
use crate::domain::reporting::draft_form::{EDITION, REASON, SEEN};
use crate::domain::reporting::edition::WithdrawalReason;
use crate::domain::reporting::standing::Obstacle;
use crate::domain::time::calendar::parse_moment;
use crate::views::reporting::draft::{Done, Outcome};
use crate::web::pages::reporting::reports::refusals;
use crate::web::pages::reporting::reports::steps::{is_confirmed, read};
use crate::web::pages::reporting::reports::visit::Visit;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, ReportPublisher};
use crate::web::shell::urlencoded::first;
use crate::workflow::reporting::publish as life;

pub(super) async fn discard(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &reader.user, &headers, &of)?;
    let pairs = read(body).await?;
    let Some(seen) = first(&pairs, SEEN).and_then(parse_moment) else {
        let none = (StatusCode::CONFLICT, Obstacle::NoDraft);
        return visit.refused(none).await;
    };
    if !is_confirmed(&pairs) {
        let unconfirmed = (StatusCode::UNPROCESSABLE_ENTITY, Obstacle::Unconfirmed);
        return visit.refused(unconfirmed).await;
    }
    match life::discard_draft(&app, &reader.actor(), visit.year, visit.kind, seen).await {
        Ok(()) => Ok(visit.done(Done::Discarded)),
        Err(error) => visit.refused(refusals::of_discarding(error)?).await,
    }
}

pub(super) async fn withdraw(
    State(app): State<App>,
    publisher: ReportPublisher,
    headers: HeaderMap,
    Path(of): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit::new(&app, &publisher.user, &headers, &of)?;
    let pairs = read(body).await?;
    let (number, reason) = match withdrawal(&pairs) {
        Ok(withdrawal) => withdrawal,
        Err(lacking) => {
            let outcome = Outcome { refused: Some(lacking), chosen: &pairs, ..Outcome::default() };
            return visit.page(StatusCode::UNPROCESSABLE_ENTITY, outcome).await;
        }
    };
    match life::withdraw(&app, &publisher.actor(), (visit.year, visit.kind), number, reason).await {
        Ok(()) => Ok(visit.done(Done::Withdrawn)),
        Err(error) => visit.refused(refusals::of_withdrawal(error)?).await,
    }
}

/// The edition that is withdrawn and why, or the first that lacks in the order of the form.
fn withdrawal(pairs: &[(String, String)]) -> Result<(u32, WithdrawalReason), Obstacle> {
    let number = first(pairs, EDITION).and_then(|number| number.parse().ok()).ok_or(Obstacle::NoEdition)?;
    let reason = first(pairs, REASON).and_then(|name| name.parse().ok()).ok_or(Obstacle::NoReason)?;
    if is_confirmed(pairs) { Ok((number, reason)) } else { Err(Obstacle::WithdrawUnconfirmed) }
}
