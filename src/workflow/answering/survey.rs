//! The state of the survey behind a link. Reading it changes nothing.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::token::Token;
use crate::domain::answering::response::AttemptReason;
use crate::domain::asking::invitation::ReasonedState;
use crate::domain::people::language::Language;
use crate::storage::answering::attempts;
use crate::storage::answering::responses::{self, StoredResponse};
use crate::storage::asking::invitations::{self, StoredInvitation};
use crate::storage::privacy::erasures;
use crate::storage::{StorageError, Tx, follow_ups};
use crate::workflow::answering::links::find_with_others;

/// How often an answer may be changed: every version is stored.
const MOST_CHANGES: u32 = 20;

/// The survey behind a link.
#[derive(Clone, Debug)]
pub enum Survey {
    /// It can be answered.
    Open(StoredInvitation),
    Answered(Box<Answered>),
    Expired(StoredInvitation),
    Withdrawn(StoredInvitation),
    /// The person to whom the link was mailed was erased.
    Erased,
    /// No mail of ours carries the link.
    Unknown,
}

/// A given answer, and what may still be done with it.
#[derive(Clone, Debug)]
pub struct Answered {
    pub invitation: StoredInvitation,
    pub response: StoredResponse,
    /// Until when it may be changed; `None` if that time is over, if staff took up its follow-up, or if it was
    /// changed more often than a person would.
    pub may_change_until: Option<Timestamp>,
    /// The code by which a change names the version it replaces.
    pub revises: String,
    /// A later answer came and was not counted: the first may not have been the person's.
    pub had_later: bool,
    /// By when staff will contact the person, who asked for it.
    pub contact_due_on: Option<NaiveDate>,
}

/// Finds the survey behind a link.
#[tracing::instrument(skip_all)]
pub async fn find_survey(app: &App, token: &Token) -> Result<Survey, StorageError> {
    match find_with_others(app, token.hash()).await? {
        Some(invitation) => survey_of(app, None, invitation).await,
        None => without_mail(&mut app.db.read().await?, token).await,
    }
}

/// The state of a link that no mail carries.
async fn without_mail(tx: &mut Tx, token: &Token) -> Result<Survey, StorageError> {
    let was_ours = erasures::find_link(tx, token.hash()).await?.is_some();
    Ok(if was_ours { Survey::Erased } else { Survey::Unknown })
}

pub(super) async fn find_in(app: &App, tx: &mut Tx, token: &Token) -> Result<Survey, StorageError> {
    let Some(invitation) = invitations::find_by_link(tx, token.hash()).await? else {
        return without_mail(tx, token).await;
    };
    survey_of(app, Some(tx), invitation).await
}

/// Whether a person was erased between finding an invitation and locking it: then nothing more is stored about the person.
pub(super) fn was_erased(found: &StoredInvitation, locked: &StoredInvitation) -> bool {
    found.address_hash.is_some() && locked.address_hash.is_none()
}

/// The present state of an invitation's survey. Its answer, if needed, is read in the given transaction, or over a
/// connection of its own if there is none.
pub(super) async fn survey_of(
    app: &App,
    tx: Option<&mut Tx>,
    invitation: StoredInvitation,
) -> Result<Survey, StorageError> {
    let is_over = invitation.expires_at.is_some_and(|expires_at| expires_at <= app.now());
    Ok(match invitation.standing {
        ReasonedState::Answered => match tx {
            Some(tx) => answered(app, tx, invitation).await?,
            None => answered(app, &mut app.db.read().await?, invitation).await?,
        },
        ReasonedState::Expired => Survey::Expired(invitation),
        ReasonedState::Withdrawn(_) | ReasonedState::Withheld(_) => Survey::Withdrawn(invitation),
        ReasonedState::Planned | ReasonedState::Sent | ReasonedState::Undeliverable if is_over => {
            Survey::Expired(invitation)
        }
        ReasonedState::Planned | ReasonedState::Sent | ReasonedState::Undeliverable => {
            Survey::Open(invitation)
        }
    })
}

async fn answered(app: &App, tx: &mut Tx, invitation: StoredInvitation) -> Result<Survey, StorageError> {
    let Some(response) = responses::find_by_invitation(tx, invitation.id).await? else {
        let value = invitation.id.to_string();
        return Err(StorageError::Inconsistent {
            column: "invitations.state, answered without a response",
            value,
        });
    };
    let follow_up = follow_ups::find_of_response(tx, response.id).await?;
    let was_taken_up = follow_up.is_some_and(|(_, was_taken_up)| was_taken_up);
    let attempted = attempts::count(tx, invitation.id).await?;
    // The edit window applies to the person's own answer, and a held one may not be that.
    let until = match response.held_at {
        Some(_) => Timestamp::MAX_UTC,
        None => response.answered_at + app.config.survey.edit_window,
    };
    let until = invitation.expires_at.map_or(until, |expires_at| until.min(expires_at));
    Ok(Survey::Answered(Box::new(Answered {
        may_change_until: Some(until)
            .filter(|until| app.now() < *until && !was_taken_up && response.revision <= MOST_CHANGES),
        revises: app.secret.revision_code(response.id.0.as_bytes(), response.revision),
        had_later: attempted.iter().any(|(reason, _)| *reason == AttemptReason::Later),
        contact_due_on: follow_up
            .and_then(|(due_on, _)| due_on)
            .filter(|due_on| response.contact_me && *due_on >= app.today()),
        invitation,
        response,
    })))
}

impl Survey {
    /// The respondent's language, if the invitation is known.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.invitation().and_then(|invitation| Language::of_tag(&invitation.language))
    }

    /// The invitation behind the link.
    #[must_use]
    pub fn invitation(&self) -> Option<&StoredInvitation> {
        match self {
            Self::Open(invitation) | Self::Expired(invitation) | Self::Withdrawn(invitation) => {
                Some(invitation)
            }
            Self::Answered(answered) => Some(&answered.invitation),
            Self::Erased | Self::Unknown => None,
        }
    }
}
