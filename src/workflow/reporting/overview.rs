//! Where the documents of all years stand, or those of one.
//!
//! The rule: a year is there from the first complaint on, as long as it has one or a document. No year is counted for it: a
//! complaint of each is looked for by an index.

use chrono::Datelike as _;

use crate::app::App;
use crate::domain::reporting::standing::{AllDocuments, YearFacts, YearStanding, is_over};
use crate::domain::time::calendar::day_of;
use crate::storage::reporting::{changes, editions, preparers};
use crate::storage::{StorageError, Tx};
use crate::workflow::reporting::public::is_known_of;

/// The most years that are looked through: a complaint with a mistyped year makes no long list.
const MOST_YEARS: i32 = 50;

/// All years with complaints or documents, the latest first.
#[tracing::instrument(skip_all)]
pub async fn report_years(app: &App) -> Result<Vec<YearStanding>, StorageError> {
    let mut tx = app.db.read().await?;
    let all = documents(&mut tx).await?;
    let (earliest, latest) = span(app, &mut tx, &all).await?;
    let mut years = Vec::new();
    for year in (earliest..=latest).rev() {
        let standing = YearStanding::new(year, facts(app, &mut tx, year).await?, &all);
        if standing.facts.has_data || standing.has_document() {
            years.push(standing);
        }
    }
    Ok(years)
}

/// The documents of a year.
#[tracing::instrument(skip_all)]
pub async fn report_year(app: &App, year: i32) -> Result<YearStanding, StorageError> {
    let mut tx = app.db.read().await?;
    let all = documents(&mut tx).await?;
    Ok(YearStanding::new(year, facts(app, &mut tx, year).await?, &all))
}

async fn documents(tx: &mut Tx) -> Result<AllDocuments, StorageError> {
    Ok(AllDocuments {
        drafts: editions::drafts(tx).await?,
        preparers: preparers::list(tx).await?,
        editions: editions::list(tx).await?,
    })
}

/// The first and the last year that may be there.
async fn span(app: &App, tx: &mut Tx, all: &AllDocuments) -> Result<(i32, i32), StorageError> {
    let (this_year, zone) = (app.today().year(), app.config.organisation.zone);
    let first = changes::first_received(tx).await?;
    let begun = first.map_or(this_year, |moment| day_of(moment, zone).year());
    let (drafts, editions) = (all.drafts.iter(), all.editions.iter());
    let documented = drafts.map(|draft| draft.year).chain(editions.map(|edition| edition.year));
    let earliest = documented.clone().min().map_or(begun, |year| year.min(begun)).max(this_year - MOST_YEARS);
    let latest = documented.max().map_or(this_year, |year| year.max(this_year));
    Ok((earliest, latest))
}

async fn facts(app: &App, tx: &mut Tx, year: i32) -> Result<YearFacts, StorageError> {
    Ok(YearFacts { is_over: is_over(year, app.today()), has_data: is_known_of(app, tx, year).await? })
}
