//! Compares two selections.

use crate::app::App;
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::domain::insight::series::Figures;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Difference, difference};
use crate::storage::StorageError;
use crate::workflow::insight::series::whole_at_once;

/// Both sides, and their difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub a: Visible<Figures>,
    pub b: Visible<Figures>,
    /// `None` if one side is hidden or has no responses.
    pub difference: Option<Difference>,
}

#[tracing::instrument(skip_all)]
pub async fn compare(app: &App, query: &DifferenceQuery) -> Result<Compared, StorageError> {
    let (a, b) = (whole_at_once(app, &query.a).await?.figures, whole_at_once(app, &query.b).await?.figures);
    let difference = match (&a, &b) {
        (Visible::Shown(a), Visible::Shown(b)) => {
            difference(&a.tally.counts(), &b.tally.counts(), query.confidence)
        }
        _ => None,
    };
    Ok(Compared { a, b, difference })
}
