//! Adds a reason to a score, on the thanks page, for a respondent who gave a score without one.
//!
//! The rule: it only adds text. It changes no score and removes no text, and it is idempotent.

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::answering::response::LONGEST_COMMENT;
use crate::domain::input::fields::clean_verbatim;
use crate::storage::StorageError;
use crate::storage::answering::responses;
use crate::storage::asking::invitations;
use crate::workflow::answering::survey::{Survey, find_in, survey_of, was_erased};

/// The outcome of adding a reason.
#[derive(Clone, Debug)]
pub enum AddedReason {
    /// Stored, or the reason was empty or already there.
    Done,
    /// Too long; nothing was stored.
    TooLong,
    /// There is no answer to add it to, or not any more.
    Refused(Box<Survey>),
}

/// Adds a reason.
///
/// # Errors
/// The database failed; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn add_reason(app: &App, token: &Token, reason: &str) -> Result<AddedReason, StorageError> {
    let reason = clean_verbatim(reason);
    let reason = reason.trim();
    let mut tx = app.db.write().await?;
    let found = find_in(app, &mut tx, token).await?;
    let Survey::Answered(answered) = &found else { return Ok(AddedReason::Refused(Box::new(found))) };
    // Serialises a concurrent change of the answer with this one.
    let Some(invitation) = invitations::lock(&mut tx, answered.invitation.id).await? else {
        return Ok(AddedReason::Refused(Box::new(found)));
    };
    if was_erased(&answered.invitation, &invitation) {
        return Ok(AddedReason::Refused(Box::new(Survey::Erased)));
    }
    let survey = survey_of(app, Some(&mut tx), invitation).await?;
    match &survey {
        Survey::Answered(answered) if answered.may_change_until.is_some() => {
            let Some(comment) = with_reason(answered.response.comment.as_deref(), reason) else {
                return Ok(AddedReason::Done);
            };
            if comment.chars().count() > LONGEST_COMMENT {
                return Ok(AddedReason::TooLong);
            }
            responses::set_comment(&mut tx, answered.response.id, &comment).await?;
            tx.commit().await?;
            Ok(AddedReason::Done)
        }
        _ => Ok(AddedReason::Refused(Box::new(survey))),
    }
}

/// The comment with the reason appended; `None` if there is nothing to add.
fn with_reason(comment: Option<&str>, reason: &str) -> Option<String> {
    match comment {
        _ if reason.is_empty() => None,
        None => Some(reason.to_owned()),
        Some(comment) if comment.contains(reason) => None,
        Some(comment) => Some(format!("{comment}\n\n{reason}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_added_once_and_none_is_taken_away() {
        assert_eq!(with_reason(None, "Traag").as_deref(), Some("Traag"));
        assert_eq!(with_reason(Some("Traag"), "Traag"), None);
        assert_eq!(with_reason(Some("Traag"), "En kortaf").as_deref(), Some("Traag\n\nEn kortaf"));
        assert_eq!(with_reason(Some("Traag"), ""), None);
    }
}
