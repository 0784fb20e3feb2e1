//! What the data gives for each kind of evidence.
//!
//! The rule: each figure comes from the function behind the page that shows it elsewhere, so that nothing is counted in two
//! ways.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::NaiveDate;

use crate::domain::insight::visible::Visible;
use crate::domain::learning::discussed::share::{DiscussedFigures, DiscussedShare};
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::scoreboard::{KpiFigures, Scoreboard};
use crate::domain::reporting::assessment::given::Given;
use crate::domain::reporting::assessment::{Evidence, Sentences};
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::figure::Figure;
use crate::domain::time::calendar::day_of;
use crate::storage::reporting::editions;
use crate::storage::reporting::evidence::{answered_by_board, kifid_pointed};
use crate::storage::{StorageError, norms};
use crate::workflow::insight::series::whole_at_once;
use crate::workflow::learning::causes::figures::causes_pareto;
use crate::workflow::reporting::internal::{
    causes_told, discussed_table, due_by_team, due_together, is_told, points_of_row, ran_in, reviewed_row,
};
use crate::workflow::reporting::year::Year;

/// The figures of each kind of evidence that a sentence rests on.
pub(super) async fn given(
    year: &Year<'_>,
    sentences: &Sentences,
) -> Result<BTreeMap<Evidence, Given>, StorageError> {
    let board = year.scoreboard(year.whole()).await?;
    let discussed = discussed_table(year).await?.together;
    let mut given = BTreeMap::new();
    for evidence in sentences.all().iter().map(|sentence| sentence.evidence) {
        if let Entry::Vacant(place) = given.entry(evidence) {
            place.insert(figures(year, evidence, &board, &discussed).await?);
        }
    }
    Ok(given)
}

async fn figures(
    year: &Year<'_>,
    evidence: Evidence,
    board: &Scoreboard,
    discussed: &DiscussedFigures,
) -> Result<Given, StorageError> {
    Ok(match evidence {
        Evidence::Acknowledged => clocked(board, Kpi::Acknowledgement),
        Evidence::Called => clocked(board, Kpi::PhoneResponse),
        Evidence::AnsweredInWriting => clocked(board, Kpi::WrittenResponse),
        Evidence::HandlingQuality => Given::of(reviewed_row(board).map_or(Figure::Nothing, points_of_row)),
        Evidence::QualityReviewed => reviewed(board),
        Evidence::NpsFollowed => nps(year).await?,
        Evidence::ComplaintRate => rate(board),
        Evidence::KifidPointed => {
            let mut tx = year.app.db.read().await?;
            Given::census(kifid_pointed(&mut tx, year.bounds()).await?)
        }
        Evidence::BoardAnsweredByBoard => {
            let mut tx = year.app.db.read().await?;
            Given::census(answered_by_board(&mut tx, year.bounds()).await?)
        }
        Evidence::DiscussedWithEmployee => discussed_in_time(discussed.employee),
        Evidence::DiscussedInTeam => discussed_in_time(discussed.team),
        Evidence::CausesFound => {
            let (all, not_told) = causes_told(&causes_pareto(year.app, &year.whole()).await?);
            Given::of(Figure::exact_share(all.saturating_sub(not_told), all))
        }
        Evidence::ImprovementsFollowed => improvements(year).await?,
        Evidence::FollowedUp => {
            let due = due_together(&due_by_team(year).await?);
            Given::of(Figure::exact_share(due.in_time, due.due))
        }
        Evidence::ReportPublishedBefore1April => published(year, DocumentKind::Public).await?,
        Evidence::EvaluatedEveryYear => published(year, DocumentKind::Internal).await?,
        Evidence::NormInLedger => norms_set(year).await?,
        Evidence::None => Given::nothing(),
    })
}

fn whole(board: &Scoreboard, kpi: Kpi) -> KpiFigures {
    board.rows.iter().find(|row| row.kpi == kpi).map(|row| row.whole).unwrap_or_default()
}

fn clocked(board: &Scoreboard, kpi: Kpi) -> Given {
    let standings = whole(board, kpi).standings.unwrap_or_default();
    Given::census(standings.census())
}

fn discussed_in_time(share: DiscussedShare) -> Given {
    Given::census(share.census)
}

/// How much of what was drawn was reviewed.
fn reviewed(board: &Scoreboard) -> Given {
    let sample = reviewed_row(board).and_then(|row| row.whole.sample).unwrap_or_default();
    Given::of(Figure::exact_share(sample.reviewed, sample.drawn))
}

async fn nps(year: &Year<'_>) -> Result<Given, StorageError> {
    let point = whole_at_once(year.app, &year.whole()).await?;
    Ok(match &point.figures {
        Visible::Shown(figures) => Given::of(Figure::nps(figures.tally.counts())),
        Visible::TooSmall => Given::of(Figure::Hidden),
        Visible::Nothing => Given::nothing(),
    })
}

/// Complaints for each hundred notifications; unknown where a month was not told.
fn rate(board: &Scoreboard) -> Given {
    let figures = whole(board, Kpi::ComplaintRate);
    let complaints = figures.numerator.and_then(|complaints| u64::try_from(complaints).ok());
    Given::of(match (complaints, figures.denominator) {
        (Some(count), Some(base)) if base > 0 => Figure::Rate { count, base, per: 100, decimals: 2 },
        _ => Figure::Unknown,
    })
}

/// Of how many of the improvements that ran something can be told.
async fn improvements(year: &Year<'_>) -> Result<Given, StorageError> {
    let ran = ran_in(year).await?;
    let told = ran.iter().filter(|(_, effect)| is_told(effect)).count();
    Ok(Given::of(Figure::share(told as u64, ran.len() as u64)))
}

/// When the first edition of a document about the year before was published.
async fn published(year: &Year<'_>, kind: DocumentKind) -> Result<Given, StorageError> {
    let editions = editions::of_year(&mut year.app.db.read().await?, year.number - 1, kind).await?;
    let published = editions.iter().filter_map(|edition| edition.published.as_ref()).map(|(_, at)| *at);
    let first = published.filter(|at| *at <= year.as_of()).min();
    let day: Option<NaiveDate> = first.map(|at| day_of(at, year.app.config.organisation.zone));
    Ok(Given::of(day.map_or(Figure::Nothing, |day| Figure::Day { day })))
}

/// For how many KPIs a norm was in force on the last day of the year.
async fn norms_set(year: &Year<'_>) -> Result<Given, StorageError> {
    let ledger = norms::ledger(&mut year.app.db.read().await?).await?;
    let set = Kpi::ALL.iter().filter(|kpi| ledger.in_force(**kpi, year.range.to()).is_some()).count();
    Ok(Given::of(Figure::share(set as u64, Kpi::ALL.len() as u64)))
}
