//! Everything that the demo shows: its history, and what people did with it.

use crate::app::App;
use crate::storage::StorageError;
use crate::workflow::access::permission::ActError;
use crate::workflow::demo::accounts::open_accounts;
use crate::workflow::demo::first_norm::{FirstNormError, adopt_first_norm};
use crate::workflow::demo::handled::{explain_the_dip, follow_up};
use crate::workflow::demo::history::answered_history;
use crate::workflow::demo::learning::{LearnError, learn};
use crate::workflow::demo::norm::{adopt_policy_values, propose_sample_norm};
use crate::workflow::demo::quality::{SampleReviewsError, review_sample_history};
use crate::workflow::demo::reports::{SampleReportsError, make_sample_reports};
use crate::workflow::norms::policy_values::LoadPolicyError;
use crate::workflow::norms::propose::ProposeError;

/// Why the demo could not be filled.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Policy(#[from] LoadPolicyError),
    #[error(transparent)]
    Reviews(#[from] SampleReviewsError),
    #[error(transparent)]
    FirstNorm(#[from] FirstNormError),
    #[error(transparent)]
    Proposal(#[from] ProposeError),
    #[error(transparent)]
    Learning(#[from] LearnError),
    #[error(transparent)]
    Reports(#[from] SampleReportsError),
    #[error(transparent)]
    Act(#[from] ActError),
}

/// Fills a database that has no history yet; returns how many complaints were made.
///
/// # Errors
/// See [`FillError`]; what was made before stays.
#[tracing::instrument(skip_all)]
pub async fn fill_demo(app: &App) -> Result<usize, FillError> {
    let (made, responses) = answered_history(app).await?;
    if made == 0 {
        open_accounts(app).await?;
        return Ok(0);
    }
    open_accounts(app).await?;
    adopt_policy_values(app).await?;
    review_sample_history(app).await?;
    follow_up(app, &responses).await?;
    explain_the_dip(app).await?;
    learn(app).await?;
    adopt_first_norm(app).await?;
    propose_sample_norm(app).await?;
    make_sample_reports(app).await?;
    Ok(made)
}
