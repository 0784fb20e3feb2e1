//! Compares two selections.

use crate::app::App;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::domain::insight::series::Figures;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Difference, difference};
use crate::storage::StorageError;
use crate::workflow::insight::series::nps_over_time;

/// Both sides, and their difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub a: Visible<Figures>,
    pub b: Visible<Figures>,
    /// `None` if one side is hidden or has no responses.
    pub difference: Option<Difference>,
}

pub async fn compare(app: &App, query: &DifferenceQuery) -> Result<Compared, StorageError> {
    let (a, b) = (figures(app, &query.a).await?, figures(app, &query.b).await?);
    let difference = match (&a, &b) {
        (Visible::Shown(a), Visible::Shown(b)) => {
            difference(&a.tally.counts(), &b.tally.counts(), query.confidence)
        }
        _ => None,
    };
    Ok(Compared { a, b, difference })
}

async fn figures(app: &App, query: &NpsQuery) -> Result<Visible<Figures>, StorageError> {
    let groups = nps_over_time(app, query).await?;
    let point = groups.into_iter().next().and_then(|group| group.points.into_iter().next());
    Ok(point.map_or(Visible::Nothing, |point| point.figures))
}
