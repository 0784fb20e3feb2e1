//! Counts what an effect is computed from, by ranges of days.
//!
//! The rule: scores, ratings and causes by closing day, KPIs by the day of receipt, and only days of which everything is known:
//! no link of them can still be answered, and no clock of them still runs.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use crate::app::App;
use crate::domain::answering::questionnaire::ItemId;
use crate::domain::ids::CauseId;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters};
use crate::domain::insight::series::pieces::Pieces;
use crate::domain::learning::effect::amounts::{Amounts, Counted, share};
use crate::domain::learning::effect::windows::{Windows, ranges_before};
use crate::domain::learning::improvement::{Improvement, MONTHS_BEFORE, Plan, Target};
use crate::domain::policy::clock::Standing;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::scoreboard::standings;
use crate::domain::time::calendar::{first_of_month_before, moment_of};
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::insight::tallies;
use crate::storage::learning::causes;
use crate::storage::learning::improvements::cause_share;
use crate::storage::{StorageError, Tx};
use crate::workflow::policy::scoreboard::day_states;

/// The last day up to which everything is known that counts for a plan, also before its start.
pub(super) async fn complete_until(app: &App, tx: &mut Tx, plan: &Plan) -> Result<NaiveDate, StorageError> {
    let yesterday = app.today().pred_opt().unwrap_or(app.today());
    let first = first_of_month_before(plan.starts_on, MONTHS_BEFORE);
    let Some(days) = DateRange::new(first, yesterday) else { return Ok(yesterday) };
    let query = about(days, &Filters::new());
    let open = match &plan.target {
        Target::Nps | Target::Item(_) => first_awaiting(tx, &query).await?,
        Target::Kpi(kpi) => first_pending(app, tx, *kpi, &query).await?,
        Target::Cause(_) => None,
    };
    Ok(open.and_then(|day| day.pred_opt()).unwrap_or(yesterday))
}

/// The first closing day on which an invitation can still be answered.
async fn first_awaiting(tx: &mut Tx, query: &WholeQuery) -> Result<Option<NaiveDate>, StorageError> {
    let days = tallies::awaiting_within(tx, query, query.range).await?;
    Ok(days.into_iter().map(|(day, _)| day).min())
}

/// The first day of receipt of a complaint that still has time.
async fn first_pending(
    app: &App,
    tx: &mut Tx,
    kpi: Kpi,
    query: &WholeQuery,
) -> Result<Option<NaiveDate>, StorageError> {
    let states = day_states(app, tx, query).await?;
    let pending = states.iter().filter(|day| {
        day.kpi == kpi && day.complaints > day.over && day.state.standing(false) == Standing::Pending
    });
    Ok(pending.map(|day| day.day).min())
}

/// The counts of the whole and of those whom an improvement concerns, by the months of its windows, and of those that were left
/// out.
pub(super) async fn counted(
    app: &App,
    tx: &mut Tx,
    improvement: &Improvement,
    windows: &Windows,
) -> Result<Counted, StorageError> {
    let plan = &improvement.plan;
    let months: Vec<DateRange> = ranges_before(plan).into_iter().chain(windows.months_after()).collect();
    let whole = amounts(app, tx, improvement, &months, &Filters::new()).await?;
    let concerned = if plan.concerns.is_empty() {
        None
    } else {
        Some(amounts(app, tx, improvement, &months, &plan.concerns).await?)
    };
    Ok(Counted { whole, concerned })
}

async fn amounts(
    app: &App,
    tx: &mut Tx,
    improvement: &Improvement,
    ranges: &[DateRange],
    filters: &Filters,
) -> Result<Amounts, StorageError> {
    let Some(pieces) = pieces(ranges) else { return Ok(Amounts::default()) };
    let query = about(pieces.days(), filters);
    match &improvement.plan.target {
        Target::Nps => {
            let counted = tallies::read_pieces(tx, &query, &pieces).await?;
            Ok(Amounts(counted.iter().map(|piece| (piece.day, piece.counts.tally.counts())).collect()))
        }
        Target::Item(item) => ratings(tx, item, &query, &pieces).await,
        Target::Kpi(kpi) => in_time(app, tx, *kpi, &query, ranges).await,
        Target::Cause(cause) => with_cause(app, tx, improvement, *cause, ranges, filters).await,
    }
}

/// All days from the first of some ranges to the last, in pieces that are cut where each of them is; `None` without any.
fn pieces(ranges: &[DateRange]) -> Option<Pieces> {
    let (first, others) = ranges.split_first()?;
    Some(Pieces::whole(*first).and(others.iter().copied()))
}

fn about(days: DateRange, filters: &Filters) -> WholeQuery {
    WholeQuery::over(days, Granularity::Total).about(Basis::Closed, filters.clone())
}

/// Those who rated an item 4 or 5 among those who rated it.
async fn ratings(
    tx: &mut Tx,
    item: &ItemId,
    query: &WholeQuery,
    pieces: &Pieces,
) -> Result<Amounts, StorageError> {
    let rated = tallies::ratings_by_piece(tx, query, pieces).await?;
    let of_item = rated.iter().filter(|piece| piece.item == *item).map(|piece| {
        let [one, two, three, four, five] = piece.counts;
        (piece.day, share(four + five, one + two + three))
    });
    Ok(Amounts(of_item.collect()))
}

/// Complaints in time among those in time or late.
async fn in_time(
    app: &App,
    tx: &mut Tx,
    kpi: Kpi,
    query: &WholeQuery,
    ranges: &[DateRange],
) -> Result<Amounts, StorageError> {
    let states = day_states(app, tx, query).await?;
    let over = |range: &DateRange| {
        let found = standings(&states, *range).get(&kpi).copied().unwrap_or_default();
        (range.from(), share(found.timely, found.late))
    };
    Ok(Amounts(ranges.iter().map(over).collect()))
}

/// Closed complaints with a cause among all that are closed. The merges that count are those up to the start, or to the
/// registration on the day of the start: what is judged is fixed then.
async fn with_cause(
    app: &App,
    tx: &mut Tx,
    improvement: &Improvement,
    cause: CauseId,
    ranges: &[DateRange],
    filters: &Filters,
) -> Result<Amounts, StorageError> {
    let organisation = &app.config.organisation;
    let begins = |day| moment_of(day, NaiveTime::MIN, organisation.zone);
    let fixed_at = begins(improvement.plan.starts_on).max(improvement.registered_at);
    let names: BTreeSet<String> = causes::book(tx).await?.names_as_of(cause, fixed_at);
    let mut amounts = Vec::new();
    for range in ranges {
        let moments = (begins(range.from()), begins(range.to().succ_opt().unwrap_or(range.to())));
        let part = cause_share::with_cause(tx, &names, moments, filters, organisation.language).await?;
        amounts.push((range.from(), share(part.some, part.all.saturating_sub(part.some))));
    }
    Ok(Amounts(amounts))
}
