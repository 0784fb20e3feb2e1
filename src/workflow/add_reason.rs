//! The reason for a score, told on the thanks page by somebody who sent the score without one.
//!
//! The rule: it adds words where there are none, and never changes a score or a word.

use crate::app::App;
use crate::domain::fields::clean_verbatim;
use crate::domain::response::LONGEST_COMMENT;
use crate::domain::token::Token;
use crate::storage::{StorageError, responses};
use crate::workflow::survey::{Survey, find_in};

/// What became of the reason.
#[derive(Clone, Debug)]
pub enum AddedReason {
    /// It is kept, or there was nothing in it.
    Done,
    /// It is too long; nothing was stored.
    TooLong,
    /// There is no answer that it could be added to, or no longer.
    Refused(Box<Survey>),
}

/// Adds a reason.
///
/// # Errors
/// The database failed; then nothing was stored.
pub async fn add_reason(app: &App, token: &Token, reason: &str) -> Result<AddedReason, StorageError> {
    let reason = clean_verbatim(reason);
    let reason = reason.trim();
    if reason.chars().count() > LONGEST_COMMENT {
        return Ok(AddedReason::TooLong);
    }
    let mut tx = app.db.write().await?;
    let survey = find_in(app, &mut tx, token).await?;
    match &survey {
        Survey::Answered(answered) if answered.may_change_until.is_some() => {
            if !reason.is_empty() {
                responses::add_reason(&mut tx, answered.response.id, reason).await?;
            }
            tx.commit().await?;
            Ok(AddedReason::Done)
        }
        _ => Ok(AddedReason::Refused(Box::new(survey))),
    }
}
