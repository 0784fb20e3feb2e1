//! What a person wants kept and not done: never to be asked again (objection), and not to have data used (restriction).
//!
//! The rule: whether an address is mailed is decided by the list of addresses that are never mailed, and by nothing else; a wish
//! is a reason to stand on it. Of a person under restriction, words are not shown in lists and files either. Counts go on
//! counting, and a follow-up that the person asked for goes on: that use was asked for.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::privacy::sought::SoughtAddress;
use crate::domain::privacy::wish::Wish;
use crate::domain::sending::delivery::SuppressionReason;
use crate::storage::Tx;
use crate::storage::privacy::hashes::bring_over;
use crate::storage::privacy::restrictions;
use crate::storage::sending::suppressions;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{act, demand};
use crate::workflow::privacy::PrivacyError;
use crate::workflow::privacy::ledger_lines::carry_erasures;
use crate::workflow::privacy::person::mark;

fn action(wish: Wish) -> Action {
    match wish {
        Wish::Object => Action::ObjectForPerson,
        Wish::LiftObjection => Action::LiftObjection,
        Wish::Restrict => Action::RestrictPerson,
        Wish::LiftRestriction => Action::LiftRestriction,
    }
}

/// Writes a wish down, or takes it back; false if that changes nothing.
///
/// # Errors
/// See [`PrivacyError`].
#[tracing::instrument(skip_all)]
pub async fn note_wish(
    app: &App,
    actor: &Actor,
    sought: &SoughtAddress,
    wish: Wish,
) -> Result<bool, PrivacyError> {
    let hash = app.secret.address_hash(sought.folded());
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, action(wish)).await?;
    // The address is known now, so that what an earlier key made of it is brought together under the current one.
    let moved = bring_over(&mut tx, &app.secret.address_hashes(sought.folded())).await?
        + carry_erasures(app, &mut tx, sought.folded()).await?;
    if !change(app, &mut tx, &hash, wish).await? {
        if moved > 0 {
            tx.commit().await?;
        }
        return Ok(false);
    }
    act(app, &mut tx, actor, action(wish), &mark(&hash)).await?;
    tx.commit().await?;
    Ok(true)
}

async fn change(app: &App, tx: &mut Tx, hash: &[u8], wish: Wish) -> Result<bool, PrivacyError> {
    let now = app.now();
    Ok(match wish {
        Wish::Object => suppressions::insert(tx, hash, SuppressionReason::Objection, now).await?,
        Wish::LiftObjection => {
            let is_lifted = suppressions::delete_for(tx, hash, SuppressionReason::Objection).await?;
            if restrictions::find(tx, hash).await?.is_some() {
                suppressions::insert(tx, hash, SuppressionReason::Restricted, now).await?;
            }
            is_lifted
        }
        Wish::Restrict => {
            suppressions::insert(tx, hash, SuppressionReason::Restricted, now).await?;
            restrictions::insert(tx, hash, now).await?
        }
        Wish::LiftRestriction => {
            suppressions::delete_for(tx, hash, SuppressionReason::Restricted).await?;
            restrictions::delete(tx, hash).await?
        }
    })
}
