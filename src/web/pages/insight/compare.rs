//! Comparing two groups.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::NaiveDate;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::dashboard::{DashboardQuery, kept, with_unknown};
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::domain::insight::query::presets::{before, compared};
use crate::domain::time::period::DateRange;
use crate::urls;
use crate::views::insight::compare::{ComparePage, Found};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::insight::dashboard::{MOST_OFFERED, offered_values};
use crate::workflow::insight::difference::compare;
use crate::workflow::norms::on_dashboard::beside_norm;

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
    let keeps = view_of(&pairs, "a.");
    if let Some(sides) = with_the_range_before(&pairs, app.today()) {
        pairs = sides;
    }
    let parsed = (!text.is_empty()).then(|| DifferenceQuery::parse(&with_unknown(&pairs), app.today()));
    let (question, mistakes) = match parsed {
        None => (None, Vec::new()),
        Some(Ok(question)) => (Some(question), Vec::new()),
        Some(Err(mistakes)) => (None, mistakes),
    };
    let question = match question {
        Some(question) if !names_confidence(&pairs) => Some(decided(&app, question, &pairs).await?),
        given => given,
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
        staff: staff_page(&app, &headers, &reader.user, urls::COMPARE).keeping(&keeps),
        pairs: &pairs,
        mistakes: &mistakes,
        found: compared.as_ref().map(|(compared, confidence)| Found {
            a: &compared.a,
            b: &compared.b,
            difference: compared.difference.as_ref(),
            confidence: *confidence,
        }),
        today: app.today(),
        offered: &offered_values(&app).await?,
        most_offered: MOST_OFFERED as usize,
    };
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, page.render()).into_response())
}

fn names_confidence(pairs: &[(String, String)]) -> bool {
    pairs.iter().any(|(name, _)| name.rsplit('.').next() == Some("confidence"))
}

/// The comparison at the confidence at which the other pages conclude on its newer side, as a norm decides it: which of the two is
/// called `a` makes no difference.
async fn decided(
    app: &App,
    question: DifferenceQuery,
    pairs: &[(String, String)],
) -> Result<DifferenceQuery, PageError> {
    let newer = if question.b.range.to() > question.a.range.to() { "b." } else { "a." };
    let newer = urlencoded::pairs_of_anything(view_of(pairs, newer).as_bytes());
    let Ok(view) = DashboardQuery::parse(&newer, app.today()) else { return Ok(question) };
    let (view, _) = beside_norm(app, view).await?;
    Ok(question.at(view.whole.confidence))
}

/// The view that was brought here, else the one of a side: the navigation keeps the first.
fn view_of(pairs: &[(String, String)], side: &str) -> String {
    let of_side = |(name, value): &(String, String)| {
        let name = name.strip_prefix(side).unwrap_or(name);
        (name.to_owned(), value.clone())
    };
    kept(&pairs.iter().map(of_side).collect::<Vec<_>>())
}

/// A view as the first side, and the same over the range just before it as the other; `None` if sides are given, or no view.
fn with_the_range_before(pairs: &[(String, String)], today: NaiveDate) -> Option<Vec<(String, String)>> {
    let has_sides = pairs.iter().any(|(name, _)| name.starts_with("a.") || name.starts_with("b."));
    let view = DashboardQuery::parse(pairs, today).ok().filter(|_| !has_sides && !pairs.is_empty())?;
    let range = view.whole.range;
    let earlier = compared(view.preset, range, today).or_else(|| before(range, today))?;
    let sides = [("a", range), ("b", earlier)];
    let side = |(side, range): (&str, DateRange)| {
        let days = [("from", range.from()), ("to", range.to())];
        let days = days.map(|(name, day)| (format!("{side}.{name}"), day.to_string()));
        let about = Dimension::ALL.iter().map(|dimension| dimension.name()).chain(["basis"]);
        let others = about.flat_map(|name| view.values(name).map(move |value| (name, value)));
        let others = others.map(|(name, value)| (format!("{side}.{name}"), value.to_owned()));
        days.into_iter().chain(others).collect::<Vec<_>>()
    };
    Some(sides.into_iter().flat_map(side).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(query: &str) -> Option<String> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let sides = with_the_range_before(&pairs, "2026-11-22".parse().unwrap())?;
        Some(form_urlencoded::Serializer::new(String::new()).extend_pairs(sides).finish())
    }

    #[test]
    fn a_view_is_compared_with_the_range_before_it() {
        assert_eq!(
            sides("range=last-quarter&team=Noord&interval=month").unwrap(),
            "a.from=2026-07-01&a.to=2026-09-30&a.team=Noord&b.from=2026-04-01&b.to=2026-06-30&b.team=Noord"
        );
        assert_eq!(sides(""), None);
        assert_eq!(sides("a.team=Noord&b.team=Zuid"), None);
        assert_eq!(sides("team=Noord&colour=red"), None, "the form says what is wrong");
        let pairs = [("a.team".to_owned(), "Noord".to_owned()), ("b.team".to_owned(), "Zuid".to_owned())];
        assert_eq!(view_of(&pairs, "a."), "team=Noord");
        assert_eq!(view_of(&pairs, "b."), "team=Zuid");
    }
}
