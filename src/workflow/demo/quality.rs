//! The reviews of the demo: three years in which empathy grew, with what is still to be reviewed of the last month.
//!
//! The rule: the months are drawn as an installation draws them, by a seed of chance; only the reviewers' points are made up.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta};

use crate::app::App;
use crate::domain::ids::QualityReviewId;
use crate::domain::policy::quality::review::Points;
use crate::domain::policy::quality::sample::Revision;
use crate::domain::time::calendar::{first_of_month_before, moment_of};
use crate::randomness::Randomness;
use crate::storage::policy::quality;
use crate::storage::{Tx, complaints};
use crate::workflow::policy::quality::draw::{DrawError, draw_month};

const SEED: u64 = 0x0a11_7e57;
/// Months of reviews.
const MONTHS: u32 = 35;
/// Closures of the last month that are reviewed so far.
const SO_FAR: usize = 13;
/// Who reviewed in the demo.
const REVIEWERS: [&str; 2] = ["analyst@example.org", "kwaliteit@example.org"];

/// Why the demo has no reviews.
#[derive(Debug, thiserror::Error)]
pub enum SampleReviewsError {
    #[error(transparent)]
    Draw(#[from] DrawError),
    #[error(transparent)]
    Storage(#[from] crate::storage::StorageError),
}

/// Draws and reviews the months of the sample history.
///
/// # Errors
/// The database failed; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn review_sample_history(app: &App) -> Result<(), SampleReviewsError> {
    let chance = Randomness::from_seed(SEED);
    let mut tx = app.db.write().await?;
    let ours = &app.config.quality;
    quality::keep_checklist(&mut tx, &ours.checklist().version, &ours.checklist_file.text).await?;
    let last = first_of_month_before(app.today(), 1);
    for back in (0..MONTHS).rev() {
        let Some(month) = last.checked_sub_months(Months::new(back)) else { continue };
        let Some(next) = month.checked_add_months(Months::new(1)) else { continue };
        // On the third day, as an installation draws.
        let drawn_on = next + Days::new(2);
        let drawn_at = moment_of(drawn_on, NaiveTime::MIN, app.config.organisation.zone);
        match draw_month(app, &mut tx, month, (drawn_at, chance.bytes())).await {
            Ok(()) => review_month(app, &mut tx, &chance, month, back == 0).await?,
            Err(DrawError::NothingClosed | DrawError::Drawn) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(tx.commit().await?)
}

async fn review_month(
    app: &App,
    tx: &mut Tx,
    chance: &Randomness,
    month: NaiveDate,
    is_last: bool,
) -> Result<(), SampleReviewsError> {
    let years_ago = app.today().year() - month.year();
    let sample = quality::sample(tx, month).await?;
    let take = if is_last { SO_FAR } else { sample.len() };
    for (place, drawn) in sample.into_iter().take(take).enumerate() {
        let Some(found) = complaints::find(tx, &drawn.reference).await? else { continue };
        let Some(closed) = month.checked_add_months(Months::new(1)) else { continue };
        let at = moment_of(closed, NaiveTime::MIN, app.config.organisation.zone);
        let told = Revision {
            reviewer: REVIEWERS[place % REVIEWERS.len()].to_owned(),
            reviewed_at: (at + TimeDelta::hours(60 + place as i64)).min(app.now()),
            points: points(app, chance, years_ago),
        };
        let id = QualityReviewId(chance.uuid(told.reviewed_at));
        let version = &app.config.quality.checklist().version;
        quality::insert_review(tx, id, (found.id, drawn.closure), version, &told).await?;
    }
    Ok(())
}

/// Points near the top; those for empathy were lower years ago.
fn points(app: &App, chance: &Randomness, years_ago: i32) -> Points {
    let checklist = app.config.quality.checklist();
    let given = |topic: &str| {
        let lost = match (topic, chance.share()) {
            ("empathy", share) => f64::from(years_ago).mul_add(0.28, 0.1) + share * 1.6,
            (_, share) => share * 1.45,
        };
        checklist.maximum.saturating_sub(lost as u32)
    };
    let scores: BTreeMap<String, u32> =
        checklist.topics.iter().map(|topic| (topic.id.clone(), given(&topic.id))).collect();
    Points { maximum: checklist.maximum, scores, reviewer: None }
}
