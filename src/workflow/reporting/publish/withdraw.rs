//! Taking a published edition back, such as one that names a person.
//!
//! The rule: it stays as it was frozen and is counted as published wherever small numbers could be told by subtraction, since it was
//! read. Its address says why it is not shown, and leads to the next one.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::{Edition, Withdrawal, WithdrawalReason};
use crate::storage::StorageError;
use crate::storage::reporting::editions;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::reporting::publish::subject;

/// Why a published edition is not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    #[error("this edition is not published: it was withdrawn already, or never published")]
    NotPublished,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Withdraws a published edition for a reason.
///
/// # Errors
/// See [`WithdrawError`].
#[tracing::instrument(skip_all)]
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    (year, kind): (i32, DocumentKind),
    number: u32,
    reason: WithdrawalReason,
) -> Result<(), WithdrawError> {
    let mut tx = app.db.write().await?;
    let editions = editions::of_year(&mut tx, year, kind).await?;
    let is_this = |edition: &&Edition| edition.number == number && edition.is_published();
    let edition = editions.iter().find(is_this).ok_or(WithdrawError::NotPublished)?;
    let subject = format!("{}, {reason}", subject(edition));
    act(app, &mut tx, actor, Action::WithdrawReport, &subject).await?;
    let withdrawal = Withdrawal { by: actor.name().to_owned(), at: app.now(), reason };
    if !editions::withdraw(&mut tx, edition.id, &withdrawal).await? {
        return Err(WithdrawError::NotPublished);
    }
    Ok(tx.commit().await?)
}
