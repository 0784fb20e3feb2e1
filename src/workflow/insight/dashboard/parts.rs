//! The parts of a whole by the values of a dimension, and why some are hidden.
//!
//! The rule: they are hidden by the table of what may be told; a view by day within its answer.

use std::collections::BTreeMap;

use crate::domain::insight::breakdown::{Part, parts};
use crate::domain::insight::canonical::published::Protection;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::nearby::Cut;
use crate::domain::insight::series::DayTally;
use crate::domain::time::period::DateRange;
use crate::storage::insight::tallies;
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::published::Months;

/// The parts of a whole.
pub(in crate::workflow::insight) struct FoundParts {
    pub parts: Vec<Part>,
    /// Why some are hidden, where enough have answered.
    pub cut: Option<Cut>,
}

/// The parts of a whole, which the query groups by, as far as they may be told.
pub(in crate::workflow::insight) async fn parts_by(
    tx: &mut Tx,
    query: &NpsQuery,
    months: Option<&Months>,
    minimum: u64,
) -> Result<FoundParts, StorageError> {
    let counts = tallies::read(tx, query).await?;
    let protection = match months {
        Some(months) => months.protection(tx, query, query.range).await?,
        None => Protection::Answer { minimum },
    };
    let parts = parts(&counts, query.confidence, &|parts| protection.hidden_parts(query, parts));
    let cut = cut_of_parts(query, &counts, &parts, &protection);
    Ok(FoundParts { parts, cut })
}

fn cut_of_parts(
    query: &NpsQuery,
    counts: &[DayTally],
    parts: &[Part],
    protection: &Protection,
) -> Option<Cut> {
    let Protection::Table { minimum, .. } = protection else { return None };
    let mut responses: BTreeMap<&str, u64> = BTreeMap::new();
    for day in counts {
        *responses.entry(&day.group).or_default() += day.counts.tally.responses();
    }
    let are_enough = |value: &str| responses.get(value).is_some_and(|number| number >= minimum);
    let is_cut = |part: &&Part| part.figures.is_too_small() && are_enough(&part.value);
    let cut: Vec<&Part> = parts.iter().filter(is_cut).collect();
    let is_told =
        |near: DateRange| cut.iter().any(|part| !protection.hides(query, Some(part.value.as_str()), near));
    (!cut.is_empty()).then(|| Cut::of(query.range, is_told))
}
