//! One follow-up, with the answer behind it.
//!
//! The rule: an answer may be read once its follow-up is taken up, and from then on it cannot be changed; each reading is
//! in the audit. How to reach the customer is not part of it.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::rights::Right;
use crate::domain::access::user_account::UserAccount;
use crate::domain::follow_ups::detail::{Colleague, FollowUpDetail, GivenAnswer};
use crate::domain::follow_ups::follow_up::FollowUp;
use crate::domain::ids::FollowUpId;
use crate::storage::access::accounts;
use crate::storage::answering::responses;
use crate::storage::follow_ups::entries;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::access::roles_and_team::known_teams;
use crate::workflow::follow_ups::refusal::{FollowUpError, seen};

/// A follow-up for its page, with the answer and the history if it was taken up.
///
/// # Errors
/// [`FollowUpError::Unknown`], or as [`act_of_reading`].
#[tracing::instrument(skip_all)]
pub async fn read_follow_up(
    app: &App,
    actor: &Actor,
    whose: &FollowUpsOf,
    id: FollowUpId,
) -> Result<FollowUpDetail, FollowUpError> {
    let follow_up = seen(&mut app.db.read().await?, whose, id).await?;
    let teams = known_teams(app).await?;
    if follow_up.taken_up_at.is_some() {
        act_of_reading(app, actor, Action::ReadFollowUp, &id.to_string()).await?;
    }
    let mut tx = app.db.read().await?;
    let (answer, entries) = if follow_up.taken_up_at.is_some() {
        (Some(answer(&mut tx, &follow_up).await?), entries::of(&mut tx, id).await?)
    } else {
        (None, Vec::new())
    };
    Ok(FollowUpDetail {
        answer,
        entries,
        colleagues: colleagues(&mut tx, &follow_up).await?,
        teams: other_teams(teams, &follow_up),
        sees_complaint: whose.sees(follow_up.complaint_team.as_deref()),
        follow_up,
    })
}

async fn answer(tx: &mut Tx, follow_up: &FollowUp) -> Result<GivenAnswer, StorageError> {
    let response = responses::find_by_invitation(tx, follow_up.invitation_id).await?;
    Ok(response.map_or_else(GivenAnswer::default, |response| GivenAnswer {
        comment: response.comment,
        ratings: response.ratings,
    }))
}

/// The users who may hold a follow-up, by address.
async fn colleagues(tx: &mut Tx, follow_up: &FollowUp) -> Result<Vec<Colleague>, StorageError> {
    let users = accounts::list(tx).await?;
    let may_hold = users.into_iter().filter(|user| may_hold(user, follow_up));
    Ok(may_hold.map(|user| Colleague { id: user.id, email: user.email }).collect())
}

/// Whether a user may hold a follow-up: an enabled one who handles follow-ups and sees this one.
pub(super) fn may_hold(user: &UserAccount, follow_up: &FollowUp) -> bool {
    user.disabled_at.is_none()
        && user.roles.have(Right::HandleFollowUps)
        && FollowUpsOf::whom(&user.roles, user.team.as_deref()).sees(follow_up.team())
}

/// The teams that a follow-up can be handed over to: all but its own.
fn other_teams(teams: BTreeSet<String>, follow_up: &FollowUp) -> Vec<String> {
    teams.into_iter().filter(|team| follow_up.team() != Some(team.as_str())).collect()
}
