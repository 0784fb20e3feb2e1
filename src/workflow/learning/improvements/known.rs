//! What a plan may name now, and whether it concerns anyone.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::input::fields::Fields;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::query::{Basis, Filters};
use crate::domain::insight::series::pieces::Pieces;
use crate::domain::learning::improvement::Plan;
use crate::domain::learning::improvement::fields::{CONCERNS, parse, take_concerns};
use crate::domain::learning::improvement::known::Known;
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::access::users;
use crate::storage::insight::{counts, signals, tallies, themes};
use crate::storage::learning::improvements::causes;
use crate::storage::{StorageError, Tx};
use crate::workflow::answering::questionnaires::{current_questionnaire, find_questionnaire};
use crate::workflow::learning::improvements::ImproveError;

/// Months in which those whom an improvement concerns must have had a complaint or an answer.
const MONTHS_OF_PEOPLE: u32 = 24;

/// What the form of a plan offers.
pub async fn known_for_plans(app: &App) -> Result<Known, StorageError> {
    // Before the transaction: the version of the questionnaire is read by one of its own.
    let questionnaire = find_questionnaire(app, &current_questionnaire(app).await?).await?;
    let mut tx = app.db.read().await?;
    let users = users::list(&mut tx).await?.into_iter().filter(|user| user.disabled_at.is_none());
    Ok(Known {
        today: app.today(),
        owners: users.map(|user| (user.email, user.id)).collect(),
        items: questionnaire.items.clone(),
        causes: causes::standing(&mut tx).await?,
        themes: themes::list(&mut tx).await?.into_iter().map(|theme| (theme.name, theme.id)).collect(),
        signals: signals::list(&mut tx).await?.into_iter().map(|signal| signal.id).collect(),
    })
}

/// Reads a plan, with every mistake at once.
pub(super) async fn read_plan(app: &App, mut fields: Fields) -> Result<Plan, ImproveError> {
    let known = known_for_plans(app).await?;
    let concerns = take_concerns(&mut fields);
    if !concerns_anyone(&mut app.db.read().await?, &concerns, known.today).await? {
        fields.refuse(
            CONCERNS,
            "concerns nobody: no complaint of the last 24 months is one of these; choose other values",
        );
    }
    parse(fields, concerns, &known).map_err(ImproveError::Wrong)
}

/// Whether a complaint was received, or a closure or an answer counted, in the last months.
async fn concerns_anyone(tx: &mut Tx, concerns: &Filters, today: NaiveDate) -> Result<bool, StorageError> {
    let Some(range) = DateRange::new(first_of_month_before(today, MONTHS_OF_PEOPLE), today) else {
        return Ok(false);
    };
    if concerns.is_empty() {
        return Ok(true);
    }
    let query = WholeQuery::over(range, Granularity::Total).about(Basis::Closed, concerns.clone());
    let received = counts::read(tx, &query, &[Measure::Received]).await?;
    if received.iter().any(|day| day.amount > 0) {
        return Ok(true);
    }
    let counted = tallies::read_pieces(tx, &query, &Pieces::whole(range)).await?;
    Ok(counted.iter().any(|piece| piece.counts.closed > 0 || piece.counts.tally.responses() > 0))
}
