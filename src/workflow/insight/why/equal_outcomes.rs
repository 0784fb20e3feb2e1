//! The parts of a whole at equal outcomes, for beside their raw figures.

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::equal_outcomes::{EqualOutcomes, equal_outcomes};
use crate::domain::insight::query::whole::WholeQuery;
use crate::storage::StorageError;
use crate::storage::insight::tallies;

/// The figures by value of the dimension, of parts that may be shown; empty for the outcome itself.
#[tracing::instrument(skip_all)]
pub async fn at_equal_outcomes(
    app: &App,
    query: &WholeQuery,
    cut: Dimension,
) -> Result<BTreeMap<String, EqualOutcomes>, StorageError> {
    if cut == Dimension::Outcome {
        return Ok(BTreeMap::new());
    }
    let mut tx = app.db.read().await?;
    let days = tallies::read_cross(&mut tx, query, [cut, Dimension::Outcome]).await?;
    Ok(equal_outcomes(&days, query.confidence, app.config.privacy.minimum_group))
}
