//! The parts of a whole by the values of a dimension.
//!
//! The rule: they are read on pages alone, whose readers may read single answers too, so they are hidden within their answer.

use crate::domain::insight::breakdown::{Part, hidden_in_one_answer, parts};
use crate::domain::insight::query::NpsQuery;
use crate::storage::insight::tallies;
use crate::storage::{StorageError, Tx};

/// The parts of a whole, which the query groups by, as far as they may be told.
pub(in crate::workflow::insight) async fn parts_by(
    tx: &mut Tx,
    query: &NpsQuery,
    minimum: u64,
) -> Result<Vec<Part>, StorageError> {
    let counts = tallies::read(tx, query).await?;
    Ok(parts(&counts, query.confidence, &|parts| hidden_in_one_answer(parts, minimum)))
}
