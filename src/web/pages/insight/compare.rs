//! Comparing two groups.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::dashboard::with_unknown;
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::urls;
use crate::views::insight::compare::{ComparePage, Found};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::insight::dashboard::{MOST_OFFERED, offered_values};
use crate::workflow::insight::difference::compare;

pub fn router() -> Router<App> {
    Router::new().route(urls::COMPARE, get(show))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let text = query.unwrap_or_default();
    let mut pairs = urlencoded::pairs(text.as_bytes())?;
    // A form submits its empty fields too.
    pairs.retain(|(_, value)| !value.is_empty());
    let parsed = (!text.is_empty()).then(|| DifferenceQuery::parse(&with_unknown(&pairs), app.today()));
    let (question, mistakes) = match parsed {
        None => (None, Vec::new()),
        Some(Ok(question)) => (Some(question), Vec::new()),
        Some(Err(mistakes)) => (None, mistakes),
    };
    let compared = match &question {
        Some(question) => {
            if question.a.is_day_level(app.today()) || question.b.is_day_level(app.today()) {
                act_of_reading(&app, &reader.actor(), Action::ReadDifferenceByDay, &audited(&text)).await?;
            }
            Some((compare(&app, question).await?, question.confidence))
        }
        None => None,
    };
    let page = ComparePage {
        staff: staff_page(&app, &headers, &reader.user, urls::COMPARE),
        pairs: &pairs,
        mistakes: &mistakes,
        found: compared.as_ref().map(|(compared, confidence)| Found {
            a: &compared.a,
            b: &compared.b,
            difference: compared.difference.as_ref(),
            confidence: *confidence,
        }),
        offered: &offered_values(&app).await?,
        most_offered: MOST_OFFERED as usize,
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page.render()).into_response())
}
