//! Why something was not done with a follow-up.

use crate::app::App;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::entry::{Entry, EntryKind};
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::ids::{FollowUpId, FollowUpNoteId};
use crate::domain::input::fields::FieldError;
use crate::storage::follow_ups::entries;
use crate::storage::{StorageError, Tx, follow_ups};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::ActError;

/// Why nothing was done with a follow-up.
#[derive(Debug, thiserror::Error)]
pub enum FollowUpError {
    #[error("there is no such follow-up, or another team handles it")]
    Unknown,
    #[error("{0} holds this follow-up; take it over first")]
    HeldBy(String),
    #[error("no one holds this follow-up; take it up first")]
    NotHeld,
    #[error("this follow-up has ended; open it again first")]
    Ended,
    #[error("this follow-up is open already")]
    NotEnded,
    #[error("a colleague has changed this follow-up meanwhile; look at how it is now")]
    Changed,
    #[error("this customer wants no contact")]
    NoContactWanted,
    #[error("a field is wrong: {}", FieldError::in_one_line(.0))]
    Wrong(Vec<FieldError>),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl FollowUpError {
    /// One field that is wrong.
    pub(super) fn wrong(field: &str, message: &str) -> Self {
        Self::Wrong(vec![FieldError { field: field.to_owned(), message: message.to_owned() }])
    }
}

/// The follow-up, if it is one of those that the user may see.
///
/// # Errors
/// [`FollowUpError::Unknown`].
pub(super) async fn seen(
    tx: &mut Tx,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<FollowUp, FollowUpError> {
    follow_ups::find(tx, whose, id).await?.ok_or(FollowUpError::Unknown)
}

/// The same, if it has not ended.
///
/// # Errors
/// Also [`FollowUpError::Ended`].
pub(super) async fn open(
    tx: &mut Tx,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<FollowUp, FollowUpError> {
    let found = seen(tx, whose, id).await?;
    if found.done.is_some() { Err(FollowUpError::Ended) } else { Ok(found) }
}

/// The same, if the acting user took it up and holds it.
///
/// # Errors
/// Also [`FollowUpError::HeldBy`] and [`FollowUpError::NotHeld`].
pub(super) async fn held(
    tx: &mut Tx,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<FollowUp, FollowUpError> {
    let found = open(tx, whose, id).await?;
    match &found.owner {
        Some(owner) if Some(owner.email.as_str()) != actor.person() => {
            Err(FollowUpError::HeldBy(owner.email.clone()))
        }
        Some(_) if found.taken_up_at.is_some() => Ok(found),
        Some(_) | None => Err(FollowUpError::NotHeld),
    }
}

/// Adds to the history of a follow-up what the acting user does now.
pub(super) async fn add(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    id: FollowUpId,
    kind: EntryKind,
    words: &str,
) -> Result<(), StorageError> {
    let entry = Entry { at: app.now(), by: actor.name().to_owned(), kind, words: words.to_owned() };
    let note = FollowUpNoteId(app.randomness.uuid(entry.at));
    entries::add_all(tx, &[(note, id, entry)]).await
}
