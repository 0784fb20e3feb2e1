//! Improvements: registering, changing before the start, withdrawing, and closing with the verdict on their effect.
//!
//! The rule: what an improvement is judged by is fixed when it starts, and it ends with the verdict that the program
//! computes.

mod amounts;
mod close;
mod earlier;
pub mod effect;
pub mod in_figures;
pub mod known;
pub mod marks;
pub mod named;
mod overlaps;
mod register;

pub use close::close_improvement;
pub use earlier::register_earlier;
pub use effect::improvement_effect;
pub use known::{ReadPlan, known_for_plans};
pub use register::{
    change_improvement, register_improvement, set_public_sentence, withdraw_improvement,
    would_be_fixed_at_once,
};

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::ids::{CauseId, ImprovementId};
use crate::domain::input::fields::FieldError;
use crate::domain::learning::improvement::Improvement;
use crate::storage::StorageError;
use crate::storage::learning::improvements::{self as stored, causes};
use crate::workflow::access::permission::ActError;

/// Why an improvement was not registered, changed or ended.
#[derive(Debug, thiserror::Error)]
pub enum ImproveError {
    #[error("there is no such improvement; look at the list")]
    Unknown,
    #[error("some of it is wrong: {}", FieldError::in_one_line(.0))]
    Wrong(Vec<FieldError>),
    #[error("it has started, so that what it is judged by is fixed; only its public sentence can be changed")]
    Started,
    #[error("it has ended, and is kept as it was")]
    Ended,
    #[error("someone else changed it in the meantime; look at it again before you change it")]
    Changed,
    #[error("it is too early to judge it: there is no complete month after its start and settling time")]
    NoMonthYet,
    #[error("it cannot be told yet; it is expected to be in {}", .0.format("%Y-%m"))]
    TooEarly(NaiveDate),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// All improvements, those that start last first.
#[tracing::instrument(skip_all)]
pub async fn improvements(app: &App) -> Result<Vec<Improvement>, StorageError> {
    stored::list(&mut app.db.read().await?).await
}

/// One of them; `None` if it is unknown.
#[tracing::instrument(skip_all)]
pub async fn improvement(app: &App, id: ImprovementId) -> Result<Option<Improvement>, StorageError> {
    stored::find(&mut app.db.read().await?, id).await
}

/// The name of each cause that an improvement may be about; of one that was merged, that of the one it counts for.
#[tracing::instrument(skip_all)]
pub async fn cause_names(app: &App) -> Result<BTreeMap<CauseId, String>, StorageError> {
    causes::names(&mut app.db.read().await?).await
}
