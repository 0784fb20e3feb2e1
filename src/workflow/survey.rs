//! What stands behind a link. Looking changes nothing.

use crate::app::App;
use crate::domain::invitation::State;
use crate::domain::language::Language;
use crate::domain::token::Token;
use crate::storage::invitations::{self, StoredInvitation};
use crate::storage::{StorageError, Tx};

/// What stands behind a link.
#[derive(Clone, Debug)]
pub enum Survey {
    /// It can be answered.
    Open(StoredInvitation),
    Answered(StoredInvitation),
    Expired(StoredInvitation),
    Withdrawn(StoredInvitation),
    /// No mail of ours carries it.
    Unknown,
}

/// Looks at a link.
///
/// # Errors
/// The database failed.
pub async fn find_survey(app: &App, token: &Token) -> Result<Survey, StorageError> {
    let mut tx = app.db.read().await?;
    find_in(app, &mut tx, token).await
}

pub(super) async fn find_in(app: &App, tx: &mut Tx, token: &Token) -> Result<Survey, StorageError> {
    let Some(invitation) = invitations::find_by_token(tx, &token.hash().0).await? else {
        return Ok(Survey::Unknown);
    };
    let is_over = invitation.expires_at.is_some_and(|expires_at| expires_at <= app.now());
    Ok(match invitation.state {
        State::Answered => Survey::Answered(invitation),
        State::Expired => Survey::Expired(invitation),
        State::Withdrawn | State::Withheld => Survey::Withdrawn(invitation),
        State::Planned | State::Sent | State::Undeliverable if is_over => Survey::Expired(invitation),
        State::Planned | State::Sent | State::Undeliverable => Survey::Open(invitation),
    })
}

impl Survey {
    /// The respondent's language, where we know the respondent.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        match self {
            Self::Open(invitation)
            | Self::Answered(invitation)
            | Self::Expired(invitation)
            | Self::Withdrawn(invitation) => Language::of_tag(&invitation.language),
            Self::Unknown => None,
        }
    }
}
