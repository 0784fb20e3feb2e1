//! Where the documents of all years stand, or those of one.
//!
//! The rule: a year is there from the first complaint on, as long as it has one or a document.

use chrono::Datelike as _;

use crate::app::App;
use crate::domain::reporting::standing::{YearFacts, YearStanding, is_over};
use crate::domain::time::calendar::day_of;
use crate::storage::StorageError;
use crate::storage::reporting::{changes, editions};
use crate::workflow::reporting::public::has_data;

/// The most years that are looked through: a complaint with a mistyped year makes no long list.
const MOST_YEARS: i32 = 50;

/// All years with complaints or documents, the latest first.
pub async fn report_years(app: &App) -> Result<Vec<YearStanding>, StorageError> {
    let mut tx = app.db.read().await?;
    let first = changes::first_received(&mut tx).await?;
    let drafts = editions::drafts(&mut tx).await?;
    let editions = editions::list(&mut tx).await?;
    drop(tx);
    let this_year = app.today().year();
    let zone = app.config.organisation.zone;
    let begun = first.map_or(this_year, |moment| day_of(moment, zone).year());
    let documented = drafts.iter().map(|draft| draft.year).chain(editions.iter().map(|edition| edition.year));
    let earliest = documented.clone().min().map_or(begun, |year| year.min(begun)).max(this_year - MOST_YEARS);
    let latest = documented.max().map_or(this_year, |year| year.max(this_year));
    let mut years = Vec::new();
    for year in (earliest..=latest).rev() {
        let standing = YearStanding::new(year, facts(app, year).await?, &drafts, &editions);
        if standing.facts.has_data || standing.has_document() {
            years.push(standing);
        }
    }
    Ok(years)
}

/// The documents of a year.
pub async fn report_year(app: &App, year: i32) -> Result<YearStanding, StorageError> {
    let mut tx = app.db.read().await?;
    let drafts = editions::drafts(&mut tx).await?;
    let editions = editions::list(&mut tx).await?;
    drop(tx);
    Ok(YearStanding::new(year, facts(app, year).await?, &drafts, &editions))
}

async fn facts(app: &App, year: i32) -> Result<YearFacts, StorageError> {
    Ok(YearFacts { is_over: is_over(year, app.today()), has_data: has_data(app, year).await? })
}
