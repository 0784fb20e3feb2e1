//! What the page about the quality of handling shows.

use chrono::{Months, NaiveDate};

use crate::app::App;
use crate::domain::insight::query::Filters;
use crate::domain::policy::quality::sample::{Draw, Drawn, Quality, QualityFigures};
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::StorageError;
use crate::storage::policy::quality;
use crate::workflow::policy::quality::review::next_to_review;

/// Months on the page.
const MONTHS: u32 = 24;

/// A drawn month with its figures.
#[derive(Clone, Debug, PartialEq)]
pub struct DrawnMonth {
    pub draw: Draw,
    pub figures: QualityFigures,
}

/// The months of the last two years, and what a reviewer has to do.
#[derive(Clone, Debug, PartialEq)]
pub struct QualityOverview {
    /// Newest first.
    pub months: Vec<DrawnMonth>,
    /// The last month that is over, which is drawn by itself.
    pub last_over: NaiveDate,
    pub next: Option<Drawn>,
}

/// The overview for a reviewer.
#[tracing::instrument(skip_all)]
pub async fn quality_overview(app: &App, reviewer: &str) -> Result<QualityOverview, StorageError> {
    let last_over = first_of_month_before(app.today(), 1);
    let first = last_over.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(last_over);
    let mut overview =
        QualityOverview { months: Vec::new(), last_over, next: next_to_review(app, reviewer).await? };
    let Some(range) = DateRange::new(first, last_over) else { return Ok(overview) };
    let mut tx = app.db.read().await?;
    let known = Quality {
        reviews: quality::counted(&mut tx, range, &Filters::new(), app.now()).await?,
        frames: quality::frames(&mut tx, range, &Filters::new(), app.now()).await?,
    };
    let draws = quality::draws(&mut tx, range).await?;
    let with_figures = |draw: Draw| {
        let month = Granularity::Month.whole(draw.month)?;
        Some(DrawnMonth { figures: known.figures(month), draw })
    };
    overview.months = draws.into_iter().rev().filter_map(with_figures).collect();
    Ok(overview)
}
