//! Why NPS differs between two periods, read and hidden as one set.
//!
//! The rule: it is read on pages alone, whose readers may read single answers too, so what is small is hidden within one answer.

pub mod equal_outcomes;

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::split::{Split, split};
use crate::domain::insight::breakdown::why::Why;
use crate::domain::insight::breakdown::{HiddenParts, hidden_in_one_answer};
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::domain::insight::query::why::WhyQuery;
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::workflow::insight::difference::{Compared, compare};

/// The dimensions of the split: outcomes first, since they decide the score.
const DIMENSIONS: [Dimension; 9] = [
    Dimension::Outcome,
    Dimension::Product,
    Dimension::Channel,
    Dimension::Team,
    Dimension::Level,
    Dimension::Complainant,
    Dimension::Language,
    Dimension::Questionnaire,
    Dimension::Mode,
];

/// The difference of the two periods of a query, and where it lies.
#[tracing::instrument(skip_all)]
pub async fn why(app: &App, query: &WhyQuery) -> Result<Why, StorageError> {
    let confidence = query.now.confidence;
    let sides = DifferenceQuery { a: query.now.clone(), b: query.before.clone(), confidence };
    let Compared { a: now, b: before, difference } = compare(app, &sides).await?;
    let splits = if difference.is_some() { splits(app, query).await? } else { Vec::new() };
    Ok(Why { now, before, difference, splits })
}

async fn splits(app: &App, query: &WhyQuery) -> Result<Vec<Split>, StorageError> {
    let confidence = query.now.confidence;
    let mut tx = app.db.read().await?;
    let minimum = app.config.privacy.minimum_group;
    let mut splits = Vec::new();
    for dimension in DIMENSIONS {
        let is_one_value = query.now.filters.get(&dimension).is_some_and(|values| values.len() == 1);
        if is_one_value {
            continue;
        }
        let (before, now) = (query.before.by(dimension), query.now.by(dimension));
        let days_before = tallies::read(&mut tx, &before).await?;
        let days_now = tallies::read(&mut tx, &now).await?;
        let hidden: HiddenParts<'_> = &|parts| hidden_in_one_answer(parts, minimum);
        splits.extend(split(dimension, &days_before, &days_now, confidence, [hidden, hidden]));
    }
    Ok(splits)
}
