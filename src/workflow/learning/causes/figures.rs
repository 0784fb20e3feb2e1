//! The figures about causes: one function behind page, API, file and command line.
//!
//! The rule: whether the figures of one cause are shown is decided beside those of all others, so that no page tells what
//! another hides; and their scores by the table of what may be told.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::months::{MOST_MONTHS, months};
use crate::domain::learning::causes::overview::{CausesOverview, OneCause};
use crate::domain::learning::causes::pareto::{CauseSums, Least, Pareto, Told, pareto};
use crate::domain::learning::causes::{Cause, CauseBook};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::proportion::Part;
use crate::storage::insight::themes;
use crate::storage::learning::causes;
use crate::storage::learning::causes::counts;
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::dashboard::offered_values;
use crate::workflow::learning::causes::begin_of;
use crate::workflow::learning::causes::hiding::hide_scores;

/// The causes of the complaints received in a range, and the NPS of the responses of the same range.
#[tracing::instrument(skip_all)]
pub async fn causes_pareto(app: &App, whole: &WholeQuery) -> Result<Pareto, StorageError> {
    let mut tx = app.db.read().await?;
    let book = causes::book(&mut tx).await?;
    read_pareto(app, &mut tx, &book, whole).await
}

async fn read_pareto(
    app: &App,
    tx: &mut Tx,
    book: &CauseBook,
    whole: &WholeQuery,
) -> Result<Pareto, StorageError> {
    let received: Vec<Told<u64>> =
        received_in(app, tx, whole, &[whole.range]).await?.into_iter().map(|(_, told)| told).collect();
    let answered = counts::answered(tx, whole).await?;
    let least = Least::of(&whole.filters, app.config.privacy.minimum_group);
    let mut found = pareto(&CauseSums::of(book, &received, &answered), book, whole.confidence, least);
    hide_scores(app, tx, book, whole, &mut found).await?;
    Ok(found)
}

/// The complaints received in each of some periods that follow each other.
async fn received_in(
    app: &App,
    tx: &mut Tx,
    whole: &WholeQuery,
    periods: &[DateRange],
) -> Result<Vec<(usize, Told<u64>)>, StorageError> {
    let Some(last) = periods.last() else { return Ok(Vec::new()) };
    let next = last.to().succ_opt().unwrap_or(last.to());
    let days = periods.iter().map(|period| period.from()).chain([next]);
    let moments: Vec<_> = days.map(|day| begin_of(app, day)).collect();
    counts::received(tx, &moments, &whole.filters, app.config.organisation.language).await
}

/// All that the page of causes shows.
#[tracing::instrument(skip_all)]
pub async fn causes_overview(app: &App, whole: &WholeQuery) -> Result<CausesOverview, StorageError> {
    let mut tx = app.db.read().await?;
    let book = causes::book(&mut tx).await?;
    let pareto = read_pareto(app, &mut tx, &book, whole).await?;
    let told = counts::told(&mut tx, None).await?;
    drop(tx);
    let mut others = all_names(&book, &told);
    others.retain(|name| pareto.row(name).is_none());
    Ok(CausesOverview { pareto, others: others.into_iter().collect(), offered: offered_values(app).await? })
}

/// The present name of every cause, of the book and of complaints.
fn all_names(book: &CauseBook, told: &BTreeSet<String>) -> BTreeSet<String> {
    let present = book.present().map(|cause| cause.name.as_str());
    present.chain(told.iter().map(|name| book.canonical(name))).map(str::to_owned).collect()
}

/// All that the page of one cause shows; `None` if no complaint and no cause has the name.
#[tracing::instrument(skip_all)]
pub async fn one_cause(app: &App, whole: &WholeQuery, name: &str) -> Result<Option<OneCause>, StorageError> {
    let mut tx = app.db.read().await?;
    let book = causes::book(&mut tx).await?;
    let told = counts::told(&mut tx, None).await?;
    if book.find(name).is_none() && !told.contains(name) {
        return Ok(None);
    }
    let name = book.canonical(name).to_owned();
    let pareto = read_pareto(app, &mut tx, &book, whole).await?;
    let row = pareto.row(&name).cloned();
    let counted = by_month(app, &mut tx, &book, whole, &name).await?;
    let some = row.as_ref().map_or(Visible::Shown(0), |row| row.complaints.map(|share| share.complaints));
    let of_range = some.shown().zip(pareto.complaints.shown());
    let of_range = of_range.map(|(some, all)| Part { some: *some, all: *all });
    let least = Least::of(&whole.filters, app.config.privacy.minimum_group).complaints;
    let managed = book.find(&name).cloned();
    let (names, merged, tied) = match &managed {
        Some(Cause { id, .. }) => (
            book.history(*id).into_iter().cloned().collect(),
            book.merged(*id).into_iter().cloned().collect(),
            causes::themes(&mut tx, *id).await?,
        ),
        None => (Vec::new(), Vec::new(), Vec::new()),
    };
    let themes = themes::list(&mut tx).await?;
    drop(tx);
    let mut others = all_names(&book, &told);
    others.remove(&name);
    Ok(Some(OneCause {
        months: months(&counted, of_range, app.today(), whole.confidence, least),
        complaints: pareto.complaints,
        name,
        managed,
        names,
        merged,
        row,
        themes,
        tied,
        others: others.into_iter().collect(),
        offered: offered_values(app).await?,
    }))
}

/// The complaints of the newest months of a range, and how many of them have a cause.
async fn by_month(
    app: &App,
    tx: &mut Tx,
    book: &CauseBook,
    whole: &WholeQuery,
    name: &str,
) -> Result<Vec<(DateRange, Part)>, StorageError> {
    let mut periods = whole.range.split(Granularity::Month);
    // A month that has not begun has no share.
    periods.retain(|period| period.from() <= app.today());
    let periods = periods.split_off(periods.len().saturating_sub(MOST_MONTHS));
    let mut counted: Vec<(DateRange, Part)> =
        periods.iter().map(|range| (*range, Part { some: 0, all: 0 })).collect();
    for (period, told) in received_in(app, tx, whole, &periods).await? {
        let Some((_, part)) = counted.get_mut(period) else { continue };
        part.all += told.count;
        if book.canonical_of(&told.causes).contains(&name) {
            part.some += told.count;
        }
    }
    Ok(counted)
}
