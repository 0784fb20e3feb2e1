//! NPS over time.
//!
//! The rule: what is told is decided by the table of what may be told, and never by the question.

use crate::app::App;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::pieces::Pieces;
use crate::domain::insight::series::{self, Counted, Group, Point};
use crate::storage::answering::imports;
use crate::storage::complaints::segments;
use crate::storage::insight::tallies;
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::published::protection;

/// NPS over time, by group and period.
#[tracing::instrument(skip_all)]
pub async fn nps_over_time(app: &App, query: &NpsQuery) -> Result<Vec<Group>, StorageError> {
    let counted = count(app, query, Pieces::of(query)).await?;
    let protection = protection(app, &mut app.db.read().await?, query).await?;
    let mut groups = series::series(query, &counted, app.today(), protection.within_answer());
    protection.hide_groups(query, &mut groups);
    Ok(groups)
}

/// NPS of a whole over time.
#[tracing::instrument(skip_all)]
pub async fn whole_over_time(app: &App, query: &WholeQuery) -> Result<Vec<Point>, StorageError> {
    let counted = count(app, query, Pieces::of(query)).await?;
    let protection = protection(app, &mut app.db.read().await?, query).await?;
    let mut points = series::points(query, &counted, app.today(), protection.within_answer());
    protection.hide(query, None, &mut points);
    Ok(points)
}

/// NPS of a whole over its whole range.
#[tracing::instrument(skip_all)]
pub async fn whole_at_once(app: &App, query: &WholeQuery) -> Result<Point, StorageError> {
    let counted = count(app, query, Pieces::whole(query.range)).await?;
    let protection = protection(app, &mut app.db.read().await?, query).await?;
    let mut point = series::total(query, &counted, app.today(), protection.within_answer());
    protection.hide(query, None, std::slice::from_mut(&mut point));
    Ok(point)
}

/// The same protected within its answer alone, for a reader of single answers, which are audited.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn whole_in_its_answer(
    app: &App,
    query: &WholeQuery,
) -> Result<Point, StorageError> {
    let counted = count(app, query, Pieces::whole(query.range)).await?;
    Ok(series::total(query, &counted, app.today(), app.config.privacy.minimum_group))
}

/// The most points in one response: some 60 MB of JSON.
pub const MOST_POINTS: usize = 200_000;

/// Whether the response would exceed [`MOST_POINTS`], for example with days of thousands of teams.
#[tracing::instrument(skip_all)]
pub async fn has_too_many_points(app: &App, query: &NpsQuery) -> Result<bool, StorageError> {
    let Some(dimension) = query.group_by else { return Ok(false) };
    let most_groups = MOST_POINTS / query.range.split(query.interval).len().max(1);
    let looked_for = u32::try_from(most_groups).unwrap_or(u32::MAX).saturating_add(1);
    let values = segments::values(&mut app.db.read().await?, dimension, looked_for).await?;
    Ok(values.len() > most_groups)
}

/// The least group by which nothing is hidden.
pub(in crate::workflow) const NOTHING_HIDDEN: u64 = 1;

/// A series with nothing hidden, for callers that hide figures across a whole page themselves.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn open_series(
    app: &App,
    query: &WholeQuery,
) -> Result<Vec<Point>, StorageError> {
    let counted = count(app, query, Pieces::of(query)).await?;
    Ok(series::points(query, &counted, app.today(), NOTHING_HIDDEN))
}

/// The whole range with nothing hidden, likewise.
#[tracing::instrument(skip_all)]
pub(in crate::workflow) async fn open_total(app: &App, query: &WholeQuery) -> Result<Point, StorageError> {
    let counted = count(app, query, Pieces::whole(query.range)).await?;
    Ok(series::total(query, &counted, app.today(), NOTHING_HIDDEN))
}

async fn count(app: &App, query: &NpsQuery, pieces: Pieces) -> Result<Counted, StorageError> {
    count_pieces(&mut app.db.read().await?, query, pieces).await
}

/// What a query counts in pieces of days, which need not be its own: several questions about one whole share them.
pub(in crate::workflow) async fn count_pieces(
    tx: &mut Tx,
    query: &NpsQuery,
    pieces: Pieces,
) -> Result<Counted, StorageError> {
    let earlier = imports::earlier_periods(tx, pieces.days()).await?;
    let pieces = pieces.cut_at(earlier.iter().map(|period| period.range));
    Ok(Counted {
        days: tallies::read_pieces(tx, query, &pieces).await?,
        awaiting: tallies::awaiting_within(tx, query, pieces.days()).await?,
        earlier,
    })
}
